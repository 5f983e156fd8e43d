"""Survey results, themes and a researcher's links in; them side by side, traceable, out."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import pandas as pd

from cpsurvey.analysis.joint_links import checked_links
from cpsurvey.analysis.joint_passages import Marked, marked_passages
from cpsurvey.analysis.joint_rows import PREFIX, Row, Side, Table, side_of
from cpsurvey.errors import QuestionError, listed
from cpsurvey.vocabulary import UNNAMED, VERDICTS, is_synthetic

MOST = 20
APART = ("data", "protection", "table")  # told once for both sides, or in words
WHOLE = ("count", "base", "count_reference", "base_reference", "shown", "dont_know", "codings",
         "uncoded", "interviews", "family_size")  # fmt: skip


def joint_display(
    results: Table,
    themes: Table,
    links: pd.DataFrame,
    *,
    passages: pd.DataFrame | None = None,
    quotable: pd.DataFrame | None = None,
    verdicts: Sequence[str] = tuple(VERDICTS),
) -> pd.DataFrame:
    """Set survey results beside interview themes and passages, with what they say together.

    A side-by-side joint display of a mixed-methods study. The researcher decides what belongs
    together and whether the one confirms the other; the function finds what each link names,
    refuses one that leads nowhere or to several things, and lets every cell be traced. It infers
    nothing.

    Parameters
    ----------
    results
        A result of `response_table` or `compare_groups`, protected or not; or several by name.
    themes
        A result of `theme_table` or `compare_themes`; or several by name.
    links
        A row a link, as `read_links` gives it: question and answer (blank for a theme without a
        question), code (blank for a question without a theme), segment (passages to show, each a
        segment such as ``s3``, a place such as ``F01:262-334`` or both as `framework_matrix` links
        them, with ; between), verdict and inference. Other columns of the results, such as group,
        join_mode or reference, choose the row on both sides; with ``theme_`` before the name on
        the side of the themes only. ``table`` and ``theme_table`` choose one of several results,
        and ``topic`` is free.
    passages
        Where passages stand and their words: segment, interview, start, end, words, as
        `cpsurvey.passages` gives them. Codings of the interview tables show where they stand and
        quote nothing.
    quotable
        Reasons against quoting: segment and reasons, as `cpsurvey.quotable` gives them.
    verdicts
        The words that a verdict may be. ``silent`` says that one side says nothing.

    Returns
    -------
    pandas.DataFrame
        A row a link, in their order: link (its row), data, topic, ``result`` (the survey row by
        table and keys) and that row's columns, ``theme_result``, code and the theme row's columns
        with ``theme_`` before them, ``passages`` (a list of segments and places), ``words`` (a
        list in the same order, if `passages` has words), ``reasons`` (likewise, if `quotable` is
        given), verdict, inference and protection. What is hidden in a result is hidden here.

    Raises
    ------
    QuestionError
        With every link that is wrong, by row and column: a value that is not there and the
        nearest that is, a link to several rows, a passage that is not there or lies across
        others, a verdict that is no word of `verdicts`, one side missing and the verdict not
        silent.

    References
    ----------
    Guetterman, Fetters and Creswell (2015), Annals of Family Medicine 13, 554-561; Fetters, Curry
    and Creswell (2013), Health Services Research 48, 2134-2156.

    Examples
    --------
    >>> import pandas as pd
    >>> import cpsurvey as cps
    >>> tables = cps.load_example()
    >>> display = cps.joint_display(
    ...     cps.response_table(tables, "overall_judgement", by="group"),
    ...     cps.theme_table(tables, by="group", codes="FUT.prefer_f2f"),
    ...     pd.DataFrame({
    ...         "question": ["overall_judgement"], "answer": ["worse"], "group": ["parent"],
    ...         "code": ["FUT.prefer_f2f"], "segment": ["SYNTHETIC-F02:883-955"],
    ...         "verdict": ["confirms"], "inference": ["Parents want the room back"],
    ...     }),
    ...     passages=tables.interviews.codings,
    ... )
    >>> display[["count", "base", "theme_count", "theme_base", "verdict"]].values.tolist()
    [[14, 23, 14, 14, 'confirms']]
    >>> display.loc[0, "result"]
    'results: question=overall_judgement, answer=worse, group=parent'
    """
    sides = side_of(results, "results"), side_of(themes, "themes")
    marked = marked_passages(passages, quotable)
    checked = checked_links(links, sides, verdicts)
    faults: list[str] = list(checked.faults)
    records: list[dict[str, Any]] = []
    for row, link in checked.rows.items():
        survey, theme = (side.find(link) for side in sides)
        shown = marked.find(link["segment"])
        faults += [
            f"{checked.name}, row {row}, {fault}"
            for found in (survey, theme, shown)
            if (fault := found.fault)
        ]
        records.append(_record(row, link, survey, theme, marked, shown.places))
    if faults:
        more = [f"and {len(faults) - MOST} more"] if len(faults) > MOST else []
        raise QuestionError("\n".join([*faults[:MOST], *more]))
    return _framed(records, sides, marked)


def _record(
    row: Hashable,
    link: Mapping[str, str],
    survey: Row,
    theme: Row,
    marked: Marked,
    places: Sequence[Any],
) -> dict[str, Any]:
    """Return one row of the display."""
    own = {f"{PREFIX}{name}": value for name, value in theme.values.items() if name not in APART}
    rules = [side.values.get("protection", "") for side in (survey, theme) if side.reference]
    known = [str(rule) for rule in rules if isinstance(rule, str) and rule]
    return {
        "link": row,
        "topic": link.get("topic", ""),
        "result": survey.reference,
        **{name: value for name, value in survey.values.items() if name not in APART},
        "theme_result": theme.reference,
        "code": own.pop(f"{PREFIX}code", ""),
        **own,
        **marked.shown(places),
        "verdict": link["verdict"],
        "inference": link["inference"],
        "protection": "; ".join(dict.fromkeys(known)) if len(known) == len(rules) else "",
        "_data": [str(side.values["data"]) for side in (survey, theme) if side.reference],
    }


def _framed(
    records: Sequence[Mapping[str, Any]], sides: tuple[Side, Side], marked: Marked
) -> pd.DataFrame:
    """Return the rows as a frame, with every column of both sides in their order."""
    survey, theme = ([c for c in map(str, side.frame) if c not in APART] for side in sides)
    columns = [
        *("link", "data", "topic", "result"),
        *survey,
        *("theme_result", "code", *(f"{PREFIX}{name}" for name in theme if name != "code")),
        *(*marked.shown(()), "verdict", "inference", "protection"),
    ]
    data = _data(records)
    frame = pd.DataFrame([{**record, "data": data} for record in records], columns=columns)
    whole = [name for name in columns if name.removeprefix(PREFIX) in WHOLE]
    return frame.astype(dict.fromkeys(whole, "Int64"))


def _data(records: Sequence[Mapping[str, Any]]) -> str:
    """Return the name of the data, or of both, unless one is made up and the other is not."""
    names = list(dict.fromkeys(name for record in records for name in record["_data"]))
    if len({is_synthetic(name) for name in names}) > 1:
        raise QuestionError(
            f"results and themes are of {listed(names)}: some of it is made up, and some is not."
            " They cannot stand beside each other."
        )
    return "; ".join(names) or UNNAMED
