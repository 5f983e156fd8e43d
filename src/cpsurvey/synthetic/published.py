"""Margins in; every number in them that was published, and where, a row a number, out."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from cpsurvey.synthetic.interview_margins import InterviewMargins
from cpsurvey.synthetic.margin_model import Margin, Margins

COLUMNS = ["what", "group", "question", "given", "answer", "value", "claim", "source"]
Row = dict[str, object]


def published_numbers(survey: Margins, interviews: InterviewMargins | None = None) -> pd.DataFrame:
    """List what in made-up data was published, and where.

    Parameters
    ----------
    survey, interviews
        What the data is made from, from `load_margins` and `load_interview_margins`.

    Returns
    -------
    pandas.DataFrame
        One row a number: what, group, question, given (the earlier answer, in a cross-tabulation),
        answer, value, and claim (its id) or else source. What is ``count`` (of people who gave an
        answer), ``table`` (the same of a cross-tabulation), ``interviewed`` (of people
        interviewed) or ``interviews`` (that raise a theme); `assumptions` lists the rest. Where
        what was published, such as "three quarters", fits several counts, value is the middle one.

    Examples
    --------
    >>> from cpsurvey.claims import load_claims
    >>> from cpsurvey.codebook import load_codebook
    >>> from cpsurvey.synthetic.margins import load_margins
    >>> found = published_numbers(load_margins(load_codebook(), load_claims()))
    >>> found.loc[found["question"] == "role", ["answer", "claim"]].values.tolist()
    [['social_worker', 'share-social-workers']]
    """
    rows = [row for margin in survey.margins for row in _of_margin(margin, "count")]
    if interviews is not None:
        rows += [
            {"what": "interviewed", "group": group, "value": interviews.sizes[group],
             "claim": claim}
            for group, claim in interviews.claims.items()
        ]  # fmt: skip
        rows += [row for one in interviews.people for row in _of_margin(one, "interviewed")]
        rows += [
            {"what": "interviews", "group": one.group, "answer": one.code, "given": one.within,
             "value": one.count, "claim": one.claim, "source": "" if one.claim else one.source}
            for one in interviews.raised
            if one.claim or one.source
        ]  # fmt: skip
    texts = [column for column in COLUMNS if column != "value"]
    frame = pd.DataFrame(rows, columns=COLUMNS)
    kinds = dict.fromkeys(texts, "string") | {"value": "Int64"}
    return frame.astype(kinds).fillna(dict.fromkeys(texts, ""))


def _of_margin(margin: Margin, what: str) -> Iterator[Row]:
    """Yield the counts that come from a claim or a source, and those of a published table."""
    about: Row = {"group": margin.group, "question": margin.question}
    for answer, count in margin.counts.items():
        claim = margin.claims.get(answer, "")
        source = "" if claim else margin.source
        if claim or source:
            told = {"answer": answer, "value": count, "claim": claim, "source": source}
            yield about | {"what": what} | told
    if not margin.source:
        return
    for question, answers in margin.table.items():
        for earlier, counts in answers.items():
            for answer, count in counts.items():
                yield about | {
                    "what": "table",
                    "given": f"{question} = {earlier}",
                    "answer": answer,
                    "value": count,
                    "source": margin.source,
                }
