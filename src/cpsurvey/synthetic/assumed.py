"""Margins in; everything in the synthetic study that no source states, one row a number, out."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

import pandas as pd

from cpsurvey.claims import Claim, load_claims
from cpsurvey.codebook import Codebook, load_codebook
from cpsurvey.synthetic.interview_margins import (
    RATES,
    InterviewMargins,
    load_interview_margins,
)
from cpsurvey.synthetic.margins import Margin, Margins, load_margins
from cpsurvey.synthetic.mess import words
from cpsurvey.synthetic.raised import Raised

COLUMNS = ["what", "group", "question", "given", "answer", "value", "why", "fits"]
NO_CROSS_TABULATION = "no cross-tabulation was published"
MESS = "how often people write otherwise than the codebook is not published"
Row = dict[str, object]
Number = TypeVar("Number", int, float)


def assumptions(
    *,
    codebook: Codebook | None = None,
    margins: str | os.PathLike[str] | None = None,
    claims: Sequence[Claim] | None = None,
) -> pd.DataFrame:
    """List what in synthetic data is assumed, because no source states it.

    Parameters
    ----------
    codebook, margins, claims
        What the data is made from, as `synthesise` takes them: a questionnaire, a file of margins
        and claims. Left out, those of the 2020 study; claims with other margins are none.

    Returns
    -------
    pandas.DataFrame
        One row an assumption: what, group, question, given (the earlier answer that odds are
        about), answer, value, why, and fits (ids of the claims that the value was chosen to agree
        with). What is ``count`` (of people who gave an answer), ``table`` (of people who gave two),
        ``interviewed`` (of people interviewed), ``odds`` (by which an answer is likelier),
        ``always`` (an answer that brings another with it), ``interviews`` (that raise a theme),
        ``coders``, ``rows`` (that are left out), ``days`` or ``mess``.

    Raises
    ------
    CodebookError
        If the margins contradict the codebook, the claims or one another.

    Examples
    --------
    >>> from cpsurvey.synthetic import assumptions
    >>> odds = assumptions().query("what == 'odds' and question == 'overall_judgement'")
    >>> sorted(set(odds["why"]))
    ['no cross-tabulation was published']
    """
    book = load_codebook() if codebook is None else codebook
    if claims is None:
        claims = load_claims() if margins is None else ()
    survey = load_margins(book, claims, margins)
    interviews = load_interview_margins(book, claims, margins)
    tied = NO_CROSS_TABULATION if margins is None else ""
    rows = [
        *(row for margin in survey.margins for row in _of_margin(margin, "count", tied)),
        *(_of_interviews(interviews, tied) if interviews else ()),
        *_of_rows(survey, interviewed=interviews is not None),
        *_of_mess(words("mess")),
    ]
    frame = pd.DataFrame(rows, columns=COLUMNS)
    texts = [column for column in COLUMNS if column != "value"]
    return frame.astype(dict.fromkeys(texts, "string")).fillna(dict.fromkeys(texts, ""))


def _of_margin(margin: Margin, what: str, tied: str) -> Iterator[Row]:
    """Yield the counts that come from no claim, and all that ties this question to another.

    Why there are odds is said by `tied`, or else by the margin.
    """
    about: Row = {"group": margin.group, "question": margin.question}
    for answer, count in margin.counts.items():
        if answer not in margin.claims and not margin.source:
            fits = ", ".join(margin.fits)
            yield about | {
                "what": what,
                "answer": answer,
                "value": count,
                "why": margin.assumed,
                "fits": fits,
            }
    for question, given, counts in _by_earlier({} if margin.source else margin.table):
        told = f"{question} = {given}"
        for answer, count in counts.items():
            cell: Row = {"what": "table", "given": told, "answer": answer, "value": count}
            yield about | cell | {"why": margin.assumed}
    for question, given, odds in _by_earlier(margin.odds):
        told = f"{question} = {given}"
        for answer, value in odds.items():
            yield about | {
                "what": "odds",
                "given": told,
                "answer": answer,
                "value": value,
                "why": tied or margin.assumed,
            }
    if margin.includes:
        why = f"whoever answers {margin.includes} ticks the same here"
        yield about | {"what": "always", "given": margin.includes, "why": why}
    if margin.among:
        why = f"from authorities that group {margin.among} comes from as well"
        yield about | {"what": "always", "why": why}


def _by_earlier(
    rows_of: Mapping[str, Mapping[str, Mapping[str, Number]]],
) -> Iterator[tuple[str, str, Mapping[str, Number]]]:
    """Yield each earlier question and answer that odds or counts are about, and these."""
    for question, rows in rows_of.items():
        yield from ((question, given, values) for given, values in rows.items())


def _of_interviews(margins: InterviewMargins, tied: str) -> Iterator[Row]:
    """Yield who was interviewed, who raised what and how coders work, where nobody says so."""
    for margin in margins.people:
        yield from _of_margin(margin, "interviewed", tied)
    for group, size in margins.sizes.items():
        if group not in margins.claims:
            about: Row = {"what": "interviewed", "group": group, "value": size}
            yield about | {"why": margins.assumed}
    for one in margins.raised:
        if not one.source:
            yield from _of_theme(one, margins.assumed, tied)
    rows = [
        ("", "coders", len(margins.coders)),
        *(("", name, getattr(margins, name)) for name in ("first_coder", *RATES)),
        *(
            (g, name, n)
            for name in ("uncoded", "by_both")
            for g, n in getattr(margins, name).items()
        ),
    ]
    for group, name, value in rows:
        about = {"what": "coders", "group": group, "answer": name}
        yield about | {"value": value, "why": margins.assumed}


def _of_theme(one: Raised, why: str, tied: str) -> Iterator[Row]:
    """Yield how many raise a theme, unless a claim says so, and all that it goes by."""
    about: Row = {"group": one.group, "answer": one.code}
    if not one.claim:
        count: Row = {"what": "interviews", "given": one.within, "value": one.count}
        yield about | count | {"why": one.assumed or why}
    for what, values in (("interviews", one.cells), ("odds", one.odds)):
        for level, value in values.items():
            told: Row = {"what": what, "given": f"{one.given} = {level}", "value": value}
            yield about | told | {"why": one.assumed or tied or why}


def _of_rows(margins: Margins, *, interviewed: bool) -> Iterator[Row]:
    """Yield the rows that are left out, and the days."""
    for group, counts in margins.left_out.items():
        for kind, count in counts.items():
            why = margins.assumed["left_out"]
            yield {"what": "rows", "group": group, "answer": kind, "value": count, "why": why}
    for what, days in margins.fieldwork.items():
        if what == "interviews" and not interviewed:
            continue
        for end, day in zip(("first", "last"), days, strict=True):
            about: Row = {"what": "days", "question": what, "answer": end}
            yield about | {"value": day.isoformat(), "why": margins.assumed["fieldwork"]}


def _of_mess(rates: Mapping[str, Any], place: str = "") -> Iterator[Row]:
    """Yield the rates at which answers are written otherwise."""
    for name, value in rates.items():
        if isinstance(value, Mapping):
            yield from _of_mess(value, f"{place}{name}.")
        elif isinstance(value, float):
            yield {"what": "mess", "answer": f"{place}{name}", "value": value, "why": MESS}
