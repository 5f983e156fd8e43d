"""What a claim asks of the survey → a count, its base and a value: one function a kind."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from itertools import product

import pandas as pd

from cpsurvey.analysis.answers import find_answers, take_together
from cpsurvey.claims.answering import BASES, hits, hits_in_any_row, rows_of, within
from cpsurvey.claims.asks import Asks
from cpsurvey.claims.from_interviews import NONE_HELD, raised
from cpsurvey.claims.measured import Data, Measured, not_measured, number_of, of_group, share_of
from cpsurvey.codebook import Codebook
from cpsurvey.errors import QuestionError, listed, unknown
from cpsurvey.tables import SurveyTables


def respondents(asks: Asks, data: Data) -> Measured:
    """Count the people kept."""
    count = int(of_group(data.tables.responses, asks.group).sum())
    return number_of(count, count, "respondents kept")


def authorities_reached(asks: Asks, data: Data) -> Measured:
    """Count the different authorities that answers came from."""
    known = _authorities(asks, data.codebook)
    questions = data.tables.questions
    columns = questions.loc[questions["type"] == "authority", "question"]
    if columns.empty:
        return not_measured("nobody was asked for an authority")
    answers = data.tables.responses.loc[of_group(data.tables.responses, asks.group), list(columns)]
    named = {  # each person once, whoever named it twice too
        (person, code) for name in columns for person, code in enumerate(answers[name].to_list())
    }
    people_of = Counter(code for _, code in named)
    parts = tuple((people_of[code], people_of[code]) for code in known if people_of[code])
    why = "different authorities matched, of those known"
    return replace(number_of(len(parts), len(known), why), parts=parts)


def authorities_known(asks: Asks, data: Data) -> Measured:
    """Count the authorities that the codebook lists."""
    count = len(_authorities(asks, data.codebook))
    return number_of(count, count, "authorities in the codebook")


def authorities_share(asks: Asks, data: Data) -> Measured:
    """Return the share of the authorities that was reached."""
    reached = authorities_reached(asks, data)
    if reached.count is None or not reached.base:
        return replace(reached, value=None)
    return replace(reached, value=Fraction(reached.count, reached.base))


def share(asks: Asks, data: Data) -> Measured:
    """Return the share that gave one of the answers; with themes, in survey and interviews."""
    gave = hits(asks, data.tables)
    survey = share_of(int(gave.sum()), len(gave), f"share of those who {BASES[asks.base]}")
    if not asks.also_codes:
        return survey
    if data.tables.interviews is None:
        return survey if survey.count else not_measured(f"none in the survey, and {NONE_HELD}")
    coded = raised(asks.also_codes, asks.group, data.tables.interviews)
    both = share_of(int(gave.sum() + coded.sum()), len(gave) + len(coded), survey.why)
    told = f"survey and interviews together: {gave.sum()} of the {len(gave)} who {BASES[asks.base]}"
    return replace(
        both,
        why=f"{told}, and {coded.sum()} of {len(coded)} interviews",
        parts=((int(gave.sum()), len(gave)), (int(coded.sum()), len(coded))),
    )


def any_row(asks: Asks, data: Data) -> Measured:
    """Return the share of those who gave one of the answers in any row of a matrix."""
    gave = hits_in_any_row(asks, data.tables)
    rows = len(rows_of(data.tables, asks.question))
    why = f"in any of {rows} rows, share of those who {BASES[asks.base]}"
    return share_of(int(gave.sum()), len(gave), why)


def difference(asks: Asks, data: Data) -> Measured:
    """Return by how much one share is greater than another, of other or of the same people."""
    if asks.less is None:
        raise TypeError("a difference needs something to take away")
    first, second = hits(asks, data.tables), hits(asks.less, data.tables)
    same = first.index.intersection(second.index)
    if (asks.group, asks.where) == (asks.less.group, asks.less.where):
        found = _within_people(first[same], second[same])
        return replace(found, one_answer=_one_answer(asks, asks.less, data.tables))
    if len(same):
        raise QuestionError(
            f"the two shares have {len(same)} people in common, and others besides: ask both of the"
            " same people, or of different ones."
        )
    told = f"share less {second.sum()} of {len(second)}"
    found = share_of(int(first.sum()), len(first), told)
    less = share_of(int(second.sum()), len(second), told)
    parts = ((int(second.sum()), len(second)),)
    if found.value is None or less.value is None:
        return replace(found, value=None, why=f"nobody in a base: {told}", parts=parts)
    return replace(found, value=found.value - less.value, parts=parts)


def _within_people(first: pd.Series[bool], second: pd.Series[bool]) -> Measured:
    """Return the difference of two shares of the same people."""
    base, minus = len(first), int(second.sum())
    told = f"share less {minus} of {base}, of those in both bases"
    found = share_of(int(first.sum()), base, told)
    if found.value is None:
        return found
    cells = (first & second, first & ~second, ~first & second, ~first & ~second)
    both, one, other, neither = (int(cell.sum()) for cell in cells)
    return replace(
        found,
        value=found.value - Fraction(minus, base),
        parts=((minus, base),),
        paired=(both, one, other, neither),
    )


def _one_answer(asks: Asks, less: Asks, tables: SurveyTables) -> tuple[bool, ...]:
    """Tell where one answer can be: in both shares, the first, the second, neither of them."""
    given = find_answers(tables, asks.question)
    if asks.question != less.question or not given.exclusive:
        return ()
    allowed = set(given.given) - {*asks.leaving_out, *less.leaving_out}
    if asks.where and asks.where.question == asks.question:
        allowed &= set(asks.where.answers)
    elif "answered" not in (asks.base, less.base):
        allowed.add("")  # no answer is in the base too, and in neither share
    places = {(code in asks.answers, code in less.answers) for code in allowed}
    return tuple(place in places for place in product((True, False), repeat=2))


def represented(asks: Asks, data: Data) -> Measured:
    """Count the lists that hold an answer somebody gave."""
    given = find_answers(data.tables, asks.question)
    asked = within(asks, data.tables).reindex(given.given.index)
    found = [take_together(given, [codes]).iloc[:, 0][asked] for codes in asks.each]
    parts = tuple((int(gave.sum()), len(gave)) for gave in found)
    why = "of those named, with at least one respondent"
    if not asked.any():
        return Measured(0, len(parts), None, f"nobody in the base: {why}", parts)
    return replace(number_of(sum(n > 0 for n, _ in parts), len(parts), why), parts=parts)


def top_rows(asks: Asks, data: Data) -> Measured:
    """Count the rows named among the so many with the largest share."""
    rows, wanted = rows_of(data.tables, asks.question), len(asks.rows)
    named = [f"{asks.question}__{row}" for row in asks.rows]
    for row in named:
        if row not in rows:
            raise QuestionError(unknown("row", row, rows))
    ordered = [*named, *(row for row in rows if row not in named)]
    gave = [hits(replace(asks, kind="share", question=r, rows=()), data.tables) for r in ordered]
    parts = tuple((int(one.sum()), len(one)) for one in gave)
    shares = [Fraction(n, base) if base else Fraction(-1) for n, base in parts]
    if all(share < 0 for share in shares):
        return not_measured(f"nobody in the base: {len(rows)} rows")
    count = sum(share >= 0 and _place(share, shares) <= wanted for share in shares[:wanted])
    why = f"among the first {wanted} of {len(rows)} rows"
    return replace(number_of(count, wanted, why), parts=parts)


def rank(asks: Asks, data: Data) -> Measured:
    """Return the place of an option, by how many ticked it."""
    given = find_answers(data.tables, asks.question)
    take_together(given, [asks.answer])
    alone = {q.exclusive for q in data.codebook.questions if q.name == asks.question}
    if asks.answer in alone:
        raise QuestionError(
            f'answer "{asks.answer}" to "{asks.question}" excludes the others, so it has no place'
            f" among them. Options: {listed(c for c in given.given if c not in alone)}."
        )
    asked = within(asks, data.tables).reindex(given.given.index)
    ticks = given.given[asked].sum().drop(list(alone), errors="ignore")
    base, count = int(asked.sum()), int(ticks[asks.answer])
    others = ticks.drop(asks.answer)
    parts = tuple((int(n), base) for n in [count, *others])
    why = f"place among {len(ticks)} options, by ticks"
    if not base:
        return Measured(count, base, None, f"nobody in the base: {why}")
    place, one = Fraction(_place(count, list(ticks))), given.exclusive
    return Measured(count, base, place, why, parts, one_answer=tuple(one for _ in parts if one))


def _place(one: Fraction | int, values: list[Fraction] | list[int]) -> int:
    """Return a value's place from the top; those that tie share the last of their places."""
    return sum(value >= one for value in values)


def _authorities(asks: Asks, codebook: Codebook) -> list[str]:
    """Return the codes of the authorities asked about."""
    nations = sorted({authority.nation for authority in codebook.authorities})
    if asks.nation and asks.nation not in nations:
        raise QuestionError(unknown("nation", asks.nation, nations))
    return [a.code for a in codebook.authorities if asks.nation in ("", a.nation)]
