"""What a claim asks of the tables → a count, its base and a value: one function a kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import nan
from typing import NamedTuple

import pandas as pd

from cpsurvey.analysis.answers import find_answers, take_together
from cpsurvey.analysis.columns import people
from cpsurvey.claims.model import Asks
from cpsurvey.codebook import Codebook
from cpsurvey.errors import QuestionError, unknown
from cpsurvey.tables import InterviewTables, SurveyTables


@dataclass(frozen=True)
class Measured:
    """What a claim comes to: a count, of how many, and the value to compare; or why not."""

    count: int | None
    base: int | None
    value: float
    why: str


class Data(NamedTuple):
    """The tables, and the questionnaire they come from."""

    tables: SurveyTables
    codebook: Codebook


def measure(asks: Asks, data: Data) -> Measured:
    """Measure what a claim asks; an unknown group, question, answer or theme is refused."""
    known = [*data.codebook.groups, "both"]
    if asks.group not in known:
        raise QuestionError(unknown("group", asks.group, known))
    return MEASURES[asks.kind](asks, data)


def not_measured(why: str) -> Measured:
    """Return that nothing could be measured, and why."""
    return Measured(None, None, nan, why)


def _respondents(asks: Asks, data: Data) -> Measured:
    """Count the people kept."""
    count = int(_of_group(data.tables.responses, asks.group).sum())
    return Measured(count, count, count, "respondents kept")


def _interviews(asks: Asks, data: Data) -> Measured:
    """Count the interviews, coded or not."""
    if data.tables.interviews is None:
        return not_measured("these tables hold no interviews")
    count = int(_of_group(data.tables.interviews.interviews, asks.group).sum())
    return Measured(count, count, count, "interviews, coded or not")


def _authorities_reached(asks: Asks, data: Data) -> Measured:
    """Count the different authorities that answers came from."""
    known = _authorities(asks, data.codebook)
    questions = data.tables.questions
    columns = questions.loc[questions["type"] == "authority", "question"]
    typed = data.tables.responses.loc[_of_group(data.tables.responses, asks.group), list(columns)]
    count = len(known & {code for column in typed for code in typed[column].dropna()})
    return Measured(count, len(known), count, "different authorities matched, of those known")


def _authorities_known(asks: Asks, data: Data) -> Measured:
    """Count the authorities that the codebook lists."""
    count = len(_authorities(asks, data.codebook))
    return Measured(count, count, count, "authorities in the codebook")


def _authorities_share(asks: Asks, data: Data) -> Measured:
    """Return the share of the authorities that was reached."""
    reached = _authorities_reached(asks, data)
    return _share_of(reached.count, reached.base, reached.why)


def _share(asks: Asks, data: Data) -> Measured:
    """Return the share that gave one of the answers."""
    given = find_answers(data.tables, asks.question)
    yes = take_together(given, [asks.answers]).iloc[:, 0]
    asked = _within(asks, data.tables)
    if asks.leaving_out:
        yes = yes[~take_together(given, [asks.leaving_out]).iloc[:, 0]]
    count = int((yes & asked.reindex(yes.index)).sum())
    base = asked if asks.base != "answered" else asked.reindex(yes.index)
    return _share_of(count, int(base.sum()), f"share of those who {_BASES[asks.base]}")


def _any_row(asks: Asks, data: Data) -> Measured:
    """Return the share that gave one of the answers in any row of a matrix."""
    rows = [find_answers(data.tables, row) for row in _rows(data.tables, asks.question)]
    everybody = people(data.tables).index
    hits = pd.DataFrame(
        {row.question: take_together(row, [asks.answers]).iloc[:, 0] for row in rows}
    ).reindex(everybody)
    asked = _of_group(people(data.tables), asks.group)
    if asks.base == "answered":
        asked = asked & hits.notna().any(axis=1)
    elif asks.base == "asked":
        asked = asked & ~pd.concat(
            [_not_shown(data.tables, row.question) for row in rows], axis=1
        ).all(axis=1)
    count = int((asked & hits.eq(True).any(axis=1)).sum())
    why = f"in any of {len(rows)} rows, share of those who {_BASES[asks.base]}"
    return _share_of(count, int(asked.sum()), why)


def _coded(asks: Asks, data: Data) -> Measured:
    """Return the share of the interviews in which one of the themes is coded."""
    if data.tables.interviews is None:
        return not_measured("these tables hold no interviews")
    coded = _raised(data.tables.interviews, asks.codes)
    asked = _of_group(data.tables.interviews.interviews, asks.group)
    return _share_of(int((coded & asked).sum()), int(asked.sum()), "interviews coded, of all held")


def _ratio(asks: Asks, data: Data) -> Measured:
    """Return how many gave the one for each who gave the other."""
    given = find_answers(data.tables, asks.question)
    asked = _within(asks, data.tables).reindex(given.given.index)
    count, against = (
        int((take_together(given, [answers]).iloc[:, 0] & asked).sum())
        for answers in (asks.answers, asks.against)
    )
    return _share_of(count, against, "those who gave the one, over those who gave the other")


def _difference(asks: Asks, data: Data) -> Measured:
    """Return by how much one share is greater than another."""
    if asks.less is None:
        raise TypeError("a difference needs something to take away")
    first, second = _share(asks, data), _share(asks.less, data)
    why = f"share less {second.count} of {second.base}"
    return replace(first, value=first.value - second.value, why=why)


def _represented(asks: Asks, data: Data) -> Measured:
    """Count the lists that hold an answer somebody gave."""
    given = find_answers(data.tables, asks.question)
    asked = _within(asks, data.tables).reindex(given.given.index)
    hits = take_together(given, asks.each)[asked].any()
    count = int(hits.sum())
    return Measured(count, len(asks.each), count, "of those named, with at least one respondent")


def _top_rows(asks: Asks, data: Data) -> Measured:
    """Count the rows named among the so many with the largest share."""
    wanted = [f"{asks.question}__{row}" for row in asks.rows]
    rows = _rows(data.tables, asks.question)
    for row in wanted:
        if row not in rows:
            raise QuestionError(unknown("row", row, rows))
    one = replace(asks, kind="share", rows=())
    shares = pd.Series({row: _share(replace(one, question=row), data).value for row in rows})
    places = shares.rank(ascending=False, method="max")
    count = int((places[wanted] <= len(wanted)).sum())
    return Measured(count, len(wanted), count, f"among the first {len(wanted)} of {len(rows)} rows")


def _rank(asks: Asks, data: Data) -> Measured:
    """Return the place of an option, by how many ticked it."""
    given = find_answers(data.tables, asks.question)
    take_together(given, [asks.answer])
    asked = _within(asks, data.tables).reindex(given.given.index)
    alone = {q.exclusive for q in data.codebook.questions if q.name == asks.question}
    ticks = given.given[asked].sum().drop(list(alone), errors="ignore")
    place = int(ticks.rank(ascending=False, method="max")[asks.answer])
    count, base = int(ticks[asks.answer]), int(asked.sum())
    return Measured(count, base, place, f"place among {len(ticks)} options, by ticks")


MEASURES: dict[str, Callable[[Asks, Data], Measured]] = {
    "respondents": _respondents,
    "interviews": _interviews,
    "authorities_reached": _authorities_reached,
    "authorities_known": _authorities_known,
    "authorities_share": _authorities_share,
    "share": _share,
    "any_row": _any_row,
    "coded": _coded,
    "ratio": _ratio,
    "difference": _difference,
    "represented": _represented,
    "top_rows": _top_rows,
    "rank": _rank,
}
_BASES = {
    "answered": "gave a substantive answer",
    "asked": "were shown the question",
    "kept": "were kept",
}


def _within(asks: Asks, tables: SurveyTables) -> pd.Series:
    """Tell who is of the group, meets the condition and, where the base says so, was asked."""
    asked = _of_group(people(tables), asks.group)
    if asks.base == "asked":
        asked = asked & ~_not_shown(tables, asks.question)
    if asks.where:
        condition = take_together(find_answers(tables, asks.where.question), [asks.where.answers])
        asked = asked & condition.iloc[:, 0].reindex(asked.index, fill_value=False)
    return asked


def _not_shown(tables: SurveyTables, question: str) -> pd.Series:
    """Tell to whom a question was not put."""
    reasons = tables.nonresponse
    hit = (reasons["question"] == question) & (reasons["reason"] == "not_shown")
    return people(tables)["respondent"].isin(reasons.loc[hit, "respondent"])


def _of_group(frame: pd.DataFrame, group: str) -> pd.Series:
    """Tell which rows are of a group; everybody is of both."""
    everybody = pd.Series(True, frame.index)
    return everybody if group == "both" else (frame["group"] == group).fillna(False)


def _rows(tables: SurveyTables, matrix: str) -> list[str]:
    """Return the names of a matrix's rows."""
    questions = tables.questions
    rows = questions.loc[questions["part_of"] == matrix, "question"]
    if rows.empty:
        matrices = sorted(set(questions["part_of"]) - {""})
        raise QuestionError(unknown("matrix", matrix, matrices))
    return [str(row) for row in rows]


def _raised(interviews: InterviewTables, codes: Sequence[str]) -> pd.Series:
    """Tell in which interviews any of the themes is coded, by any coder."""
    known = list(interviews.themes["code"])
    for code in codes:
        if code not in known:
            raise QuestionError(unknown("theme", code, known))
    codings = interviews.codings
    hits = codings.loc[codings["code"].isin(list(codes)), "interview"]
    return interviews.interviews["interview"].isin(hits)


def _authorities(asks: Asks, codebook: Codebook) -> set[str]:
    """Return the codes of the authorities asked about."""
    nations = sorted({authority.nation for authority in codebook.authorities})
    if asks.nation and asks.nation not in nations:
        raise QuestionError(unknown("nation", asks.nation, nations))
    return {a.code for a in codebook.authorities if asks.nation in ("", a.nation)}


def _share_of(count: int | None, base: int | None, why: str) -> Measured:
    """Return a count as a share of its base."""
    if not base:
        return Measured(count, base, nan, f"nobody in the base: {why}")
    return Measured(count, base, (count or 0) / base, why)
