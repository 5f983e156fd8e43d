"""Margins in; everything in the synthetic study that no source states, one row a number, out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from cpsurvey.claims import load_claims
from cpsurvey.codebook import load_codebook
from cpsurvey.synthetic.interview_margins import InterviewMargins, load_interview_margins
from cpsurvey.synthetic.margins import Margin, Margins, load_margins
from cpsurvey.synthetic.mess import words

COLUMNS = ["what", "group", "question", "given", "answer", "value", "why", "fits"]
NO_CROSS_TABULATION = "no cross-tabulation was published"
MESS = "how often people write otherwise than the codebook is not published"
Row = dict[str, object]


def assumptions() -> pd.DataFrame:
    """List what in the synthetic study is assumed, because no source states it.

    Returns
    -------
    pandas.DataFrame
        One row an assumption: what, group, question, given (the earlier answer that odds are
        about), answer, value, why, and fits (ids of the claims that the value was chosen to agree
        with). What is ``count`` (of people who gave an answer), ``interviewed`` (the same of
        people interviewed), ``odds`` (by which an answer is likelier), ``always`` (an answer that
        brings another with it), ``interviews`` (that raise a theme), ``coders``, ``rows`` (that
        are left out), ``days`` or ``mess``.

    Examples
    --------
    >>> from cpsurvey.synthetic import assumptions
    >>> odds = assumptions().query("what == 'odds' and question == 'overall_judgement'")
    >>> sorted(set(odds["why"]))
    ['no cross-tabulation was published']
    """
    codebook, claims = load_codebook(), load_claims()
    survey = load_margins(codebook, claims)
    interviews = load_interview_margins(codebook, claims)
    rows = [
        *(row for margin in survey.margins for row in _of_margin(margin, "count")),
        *(row for margin in interviews.people for row in _of_margin(margin, "interviewed")),
        *_of_interviews(interviews),
        *_of_rows(survey),
        *_of_mess(words("mess")),
    ]
    frame = pd.DataFrame(rows, columns=COLUMNS)
    texts = [column for column in COLUMNS if column != "value"]
    return frame.fillna(dict.fromkeys(texts, "")).astype(dict.fromkeys(texts, "string"))


def _of_margin(margin: Margin, what: str) -> Iterator[Row]:
    """Yield the counts that come from no claim, and all that ties this question to another."""
    about: Row = {"group": margin.group, "question": margin.question}
    for answer, count in margin.counts.items():
        if answer not in margin.claims:
            fits = ", ".join(margin.fits)
            yield about | {
                "what": what,
                "answer": answer,
                "value": count,
                "why": margin.assumed,
                "fits": fits,
            }
    for given, odds in margin.odds.items():
        told = f"{margin.given} = {given}"
        for answer, value in odds.items():
            yield about | {
                "what": "odds",
                "given": told,
                "answer": answer,
                "value": value,
                "why": NO_CROSS_TABULATION,
            }
    if margin.includes:
        why = f"whoever answers {margin.includes} ticks the same here"
        yield about | {"what": "always", "given": margin.includes, "why": why}
    if margin.among:
        why = f"from authorities that group {margin.among} comes from as well"
        yield about | {"what": "always", "why": why}


def _of_interviews(margins: InterviewMargins) -> Iterator[Row]:
    """Yield who raised what and how the coders work, as far as no claim says so."""
    for one in margins.raised:
        if not one.claim:
            about: Row = {"what": "interviews", "group": one.group, "answer": one.code}
            yield about | {"given": one.within, "value": one.count, "why": margins.assumed}
    for name in ("uncoded", "by_both"):
        for group, count in getattr(margins, name).items():
            yield {
                "what": "coders",
                "group": group,
                "answer": name,
                "value": count,
                "why": margins.assumed,
            }
    for name in ("first_coder", "missed", "shifted", "added"):
        yield {
            "what": "coders",
            "answer": name,
            "value": getattr(margins, name),
            "why": margins.assumed,
        }


def _of_rows(margins: Margins) -> Iterator[Row]:
    """Yield the rows that are left out, and the days."""
    for group, counts in margins.left_out.items():
        for kind, count in counts.items():
            why = margins.assumed["left_out"]
            yield {"what": "rows", "group": group, "answer": kind, "value": count, "why": why}
    for what, days in margins.fieldwork.items():
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
