"""Checked claims in; text for a terminal, or a table in Markdown, out."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import fill

import pandas as pd

from cpsurvey.report.claims.words import (
    NOTES,
    TITLE,
    Row,
    band_words,
    by_topic,
    care_words,
    changes_words,
    computed_words,
    fits_words,
    interval_words,
    made_up,
    protection_of,
    published_words,
    read_words,
    summary_of,
    title_of,
    verdict_counts,
)
from cpsurvey.vocabulary import CLAIM_VERDICTS

WIDTH = 90
COLUMNS = (
    "Claim", "Published", "Read as", "Computed", "Interval", "Counts that agree", "Verdict",
    "To bear in mind",
)  # fmt: skip


def claims_text(checked: pd.DataFrame) -> str:
    r"""Return checked claims as text for a terminal, a section for each topic.

    Parameters
    ----------
    checked
        A result of `check_claims`, protected or not.

    Returns
    -------
    str
        Lines of at most 90 letters. Made-up data is said to be made up at the top.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> from cpsurvey.report import claims_text
    >>> checked = cps.check_claims(cps.load_example(), claims="parents-no-reports")
    >>> print(*claims_text(checked).splitlines()[8:15], sep="\n")
    PREPARATION
    <BLANKLINE>
      parents-no-reports                                                 recovered (synthetic)
        Parents who had not received the professionals' reports beforehand
        published  “two thirds”, read as 64% to 69%
        computed   16 of 24, 66.7% [u] (46.7% to 82.0%); turned by 1 answer
        16 of 24 would agree
    """
    return "\n".join(_text(checked)) + "\n"


def claims_markdown(checked: pd.DataFrame) -> str:
    """Return checked claims as a table in Markdown, with what is said before it.

    Parameters
    ----------
    checked
        A result of `check_claims`, protected or not.

    Returns
    -------
    str
        A heading, whether the data is made up, how many claims have which verdict, and the table.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> from cpsurvey.report import claims_markdown
    >>> checked = cps.check_claims(cps.load_example(), claims="parents-no-reports")
    >>> claims_markdown(checked).splitlines()[0]
    '# Published claims, checked'
    """
    said = filter(None, [made_up(checked), summary_of(checked), protection_of(checked)])
    lines = [f"# {TITLE}", "", title_of(checked), ""]
    for line in said:
        lines += [line, ""]
    lines += [_cells(COLUMNS), _cells(["---"] * len(COLUMNS))]
    lines += [_cells(_in_cells(row)) for _, rows in by_topic(checked) for row in rows]
    lines += ["", *(f"- {note}" for note in NOTES)]
    return "\n".join(lines) + "\n"


def _text(checked: pd.DataFrame) -> Iterator[str]:
    """Yield the lines of the text."""
    yield TITLE
    yield title_of(checked)
    for said in filter(None, [made_up(checked), protection_of(checked)]):
        yield from ["", fill(said, WIDTH)]
    yield ""
    yield fill(summary_of(checked), WIDTH)
    for topic, rows in by_topic(checked):
        yield from ["", topic.upper()]
        for row in rows:
            yield ""
            yield from _claim(row)
    yield ""
    yield "WHAT THE VERDICTS MEAN"
    yield ""
    for verdict in verdict_counts(checked):
        yield _filled(f"{verdict}: {CLAIM_VERDICTS[verdict]}", 2)
    yield ""
    for note in NOTES:
        yield fill(note, WIDTH)


def _claim(row: Row) -> Iterator[str]:
    """Yield the lines of one claim."""
    name, verdict = str(row["id"]), str(row["verdict"])
    room = WIDTH - 2 - len(name)
    if len(verdict) + 2 <= room:
        yield f"  {name}{verdict:>{room}}"
    else:
        yield from [f"  {name}", f"{verdict:>{WIDTH}}"]
    yield _filled(str(row["claim"]), 4)
    if computed := computed_words(row):
        interval = f" ({words})" if (words := interval_words(row)) else ""
        turned = f"; {words}" if (words := changes_words(row)) else ""
        said = published_words(row)
        band = f", read as {band_words(row)}" if said != row["published"] else ""
        yield _filled(f"published  {said}{band}", 4)
        yield _filled(f"computed   {computed}{interval}{turned}", 4)
    if fits := fits_words(row):
        yield _filled(fits, 4)
    if care := care_words(row):
        yield _filled(care, 4)


def _filled(words: str, indent: int) -> str:
    """Return words broken into lines under one indentation."""
    return fill(words, WIDTH, initial_indent=" " * indent, subsequent_indent=" " * (indent + 2))


def _in_cells(row: Row) -> list[str]:
    """Return what stands of a claim in each column."""
    verdict = str(row["verdict"])
    turned = f" ({words})" if (words := changes_words(row)) else ""
    return [
        f"{row['claim']} (`{row['id']}`)",
        published_words(row),
        read_words(row),
        computed_words(row),
        interval_words(row),
        fits_words(row),
        f"{verdict}{turned}",
        care_words(row),
    ]


def _cells(cells: Iterator[str] | list[str] | tuple[str, ...]) -> str:
    """Return a row of a Markdown table."""
    safe = (cell.replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ") for cell in cells)
    return f"| {' | '.join(safe)} |"
