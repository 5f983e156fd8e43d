"""Checked claims and where they were read in; a page that people can read, and share, out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from cpsurvey.claims import Claim, Source
from cpsurvey.figures.words import sentence_case
from cpsurvey.report.claims.words import (
    NOTES,
    TITLE,
    Row,
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
from cpsurvey.report.html.markup import (
    Html,
    Section,
    bullets,
    element,
    join,
    note,
    page,
    paragraph,
    table,
)
from cpsurvey.report.wording.codes import MADE_UP
from cpsurvey.vocabulary import CLAIM_VERDICTS

Numbers = Mapping[str, int]


def claims_page(checked: pd.DataFrame, claims: Sequence[Claim]) -> str:
    """Return checked claims as a page: what was published, where, how it is read, and the verdict.

    Parameters
    ----------
    checked
        A result of `check_claims`, protected or not.
    claims
        The claims that were checked, from `load_claims`: what is known of their sources.

    Returns
    -------
    str
        A whole page of HTML that needs no other file. Made-up data is said to be made up at the
        top.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> from cpsurvey.claims import load_claims
    >>> from cpsurvey.report import claims_page
    >>> checked = cps.check_claims(cps.load_example(), claims="parents-no-reports")
    >>> "16 of 24, 66.7% [u]" in claims_page(checked, load_claims())
    True
    """
    by_id = {claim.id: claim for claim in claims if claim.id in set(checked["id"])}
    used = {source.name: source for claim in by_id.values() for source in claim.sources}
    numbers = {name: number for number, name in enumerate(used, 1)}
    sections = [
        Section(f"topic-{number}", sentence_case(topic), _topic(topic, rows, by_id, numbers))
        for number, (topic, rows) in enumerate(by_topic(checked), 1)
    ]
    if used:
        sections.append(Section("sources", "Where it was read", _sources(used, numbers)))
    sections.append(Section("how-to-read", "How to read this page", bullets(NOTES)))
    return page(TITLE, join(_lead(checked)), sections)


def _lead(checked: pd.DataFrame) -> Iterator[Html]:
    """Yield what stands first: whose data, what it is worth, and how many verdicts of a kind."""
    about = paragraph(f"Held against “{title_of(checked)}”.")
    if made_up(checked):
        yield note("SYNTHETIC", about, paragraph(MADE_UP))
    else:
        yield about
    yield paragraph(summary_of(checked))
    if said := protection_of(checked):
        yield paragraph(said)
    rows = [
        {"Verdict": sentence_case(verdict), "Claims": count, "What it means": _meaning(verdict)}
        for verdict, count in verdict_counts(checked).items()
    ]
    if rows:
        yield table(pd.DataFrame(rows), "Verdicts")


def _meaning(verdict: str) -> str:
    """Return what a verdict means as a sentence."""
    return f"{sentence_case(CLAIM_VERDICTS[verdict])}."


def _topic(topic: str, rows: Sequence[Row], by_id: Mapping[str, Claim], numbers: Numbers) -> Html:
    """Return the table of one topic's claims."""
    records = [
        {
            "Claim": _claim(row, by_id, numbers),
            "Published, and read as": _lines(published_words(row), read_words(row)),
            "Computed": _lines(
                computed_words(row), _interval(row), fits_words(row), changes_words(row)
            ),
            "Verdict": _verdict(row),
        }
        for row in rows
    ]
    made = table(pd.DataFrame(records, dtype=object), f"Claims about {topic}")
    return element("div", made, class_="even")


def _claim(row: Row, by_id: Mapping[str, Claim], numbers: Numbers) -> Html:
    """Return what was said and where it was read, its name, and whose answers it is about."""
    name = element("div", element("code", row["id"]), class_="quiet")
    claim = by_id.get(str(row["id"]))
    if claim is None:
        return join([str(row["claim"]), name])
    links = [
        [" ", element("a", f"[{numbers[source.name]}]", href=f"#source-{source.name}")]
        for source in claim.sources
    ]
    base = claim.base
    people = f" ({base.n:,})" if base.n and f"{base.n:,}" not in base.group else ""
    whose = f"Base, {base.certainty}: {base.group}{people}"
    return join(
        [str(row["claim"]), *(part for link in links for part in link), name, _quiet(whose)]
    )


def _interval(row: Row) -> str:
    """Return the interval with its level."""
    words = interval_words(row)
    return f"{100 * row['confidence']:g}% interval {words}" if words else ""


def _verdict(row: Row) -> Html:
    """Return the verdict and what to bear in mind."""
    first = element("strong", sentence_case(str(row["verdict"])))
    return join([first, *map(_quiet, filter(None, [care_words(row)]))])


def _lines(first: str, *further: str) -> Html:
    """Return lines of a cell, the first as it is and the others quieter."""
    return join([first, *(_quiet(words) for words in further if words)])


def _quiet(words: str) -> Html:
    """Return a line of a cell that stands back, beginning with a capital."""
    return element("div", words[:1].upper() + words[1:], class_="quiet")


def _sources(used: Mapping[str, Source], numbers: Numbers) -> Html:
    """Return the documents in which claims were read, with their addresses."""
    items = []
    for name, source in used.items():
        what = element("a", source.what, href=source.url) if source.url else source.what
        seen = _quiet(f"Read: {source.seen}") if source.seen else ""
        items.append(element("li", what, seen, id=f"source-{name}", value=numbers[name]))
    return element("ol", *items)
