"""Columns that may be one question, and their answers → select-all, matrix, or questions apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import pandas as pd

from cpsurvey.drafting.cues import asks_number, says
from cpsurvey.drafting.facts import Column
from cpsurvey.drafting.families import Family
from cpsurvey.drafting.order import in_order, on_a_list, plain, reasons
from cpsurvey.drafting.ticks import SHORT, Verdict, find_ticks, fits_ticks

MOST_LEVELS = 12
SHARED = 0.5
PEOPLE = 20_000  # rows that are compared cell by cell
ENOUGH = 10  # people, to tell that nobody ticked two options
ONE_EACH = (
    "its options have a column each, and nobody ticked two: it may be a question of one answer"
    " whose columns were exported as expanded"
)


def judge(family: Family, platform: str, flavour: str, rows: pd.DataFrame) -> Verdict:
    """Return what a family of columns is.

    ``flavour`` is the export's own word for its answers: text, numbers or unknown.
    """
    filled = [column for column in family.columns if column.answered]
    if not filled:
        return _without_answers(family)
    if len(family.columns) == 1 and not family.grid and not family.sure:
        return Verdict("apart")
    outside = _outside(family)
    inner = [column for column in filled if column.name not in outside] or filled
    tick = find_ticks(family, inner, platform, flavour)
    if tick:
        strangers = [c.name for c in filled if not fits_ticks(c, family, inner)]
        if platform == "surveymonkey" and _one_each(
            [c for c in inner if c.name not in strangers], rows
        ):
            tick = tick._replace(confidence="unsure", why=ONE_EACH)
        return tick._replace(outside=tuple(strangers))
    if all(column.numbers is not None for column in inner):
        found = _numbers(family, inner, flavour, rows)
    else:
        found = _words(family, inner)
    return found._replace(outside=outside if found.kind == "matrix" else ())


def _one_each(columns: Sequence[Column], rows: pd.DataFrame) -> bool:
    """Tell whether many answered and nobody ticked two of several options."""
    held = rows[[column.name for column in columns]]
    ticked = held.apply(lambda cells: cells.str.strip() != "").sum(axis=1)
    return len(columns) > 1 and int((ticked > 0).sum()) >= ENOUGH and int(ticked.max()) == 1


def _outside(family: Family) -> tuple[str, ...]:
    """Return the columns that are boxes beside "Other": typed into, unlike the others."""
    named = {
        c.name for c, part in zip(family.columns, family.parts, strict=True) if _typed(c, part)
    }
    others = {key for c in family.columns if c.name not in named for key in c.keys}
    return tuple(c.name for c in family.columns if c.name in named and _shared(c, others) < SHARED)


def _shared(column: Column, union: set[str]) -> float:
    """Return the share of a column's answers that are among these."""
    same = sum(count for key, count in column.keys.items() if key in union)
    return same / max(1, sum(column.keys.values()))


def _typed(column: Column, part: str) -> bool:
    """Tell whether a column is the box beside "Other", by its words and by what stands in it."""
    named = says(part, "other") or says(part, "text")
    return named and column.distinct > 1 and column.numbers is None


def _without_answers(family: Family) -> Verdict:
    """Return what a family is that nobody answered, by its words."""
    if says(family.text, "select_all") and len(family.columns) > 1:
        return Verdict(
            "multi", "unsure", "nobody answered; the question's words ask for a select-all"
        )
    return Verdict("apart", "unsure", "nobody answered")


def _numbers(family: Family, filled: Sequence[Column], flavour: str, rows: pd.DataFrame) -> Verdict:
    """Return what columns of numbers are: codes of one scale, or numbers each."""
    union = sorted({value for column in filled for value in column.numbers or ()})
    cells = sum(column.answered for column in filled)
    whole = all(value.is_integer() for value in union)
    if len(filled) > 1 and whole and _ranks(family, filled, union, rows):
        return Verdict("numbers", "likely", "nobody gives two columns the same number: ranks")
    if len(filled) > 1 and _sums(filled, rows):
        return Verdict("numbers", "likely", "the columns add up to the same sum for everyone")
    few = len(union) <= MOST_LEVELS
    small = whole and union[0] >= -2 and union[-1] <= (7 if flavour == "text" else 11)
    counted = asks_number(family.text)
    if counted and (flavour != "numbers" or union[-1] > 10):
        return Verdict("numbers", "likely", "the question asks for numbers")
    if few and whole and (small or (flavour != "text" and len(union) <= 0.4 * cells)):
        confidence = "likely" if cells >= 3 * len(union) else "unsure"
        return Verdict("matrix", confidence, "the columns hold the same few numbers, as codes")
    return Verdict("numbers", "likely", "many different numbers")


def _ranks(
    family: Family, filled: Sequence[Column], union: Sequence[float], rows: pd.DataFrame
) -> bool:
    """Tell whether every person gives each of the columns another number."""
    said = says(family.text, "ranking")
    if union[-1] > max(len(family.columns), 2) or union[0] < (-1 if said else 1):
        return False
    values = np.sort(_values(filled, rows), axis=1)
    values = values[(~np.isnan(values)).sum(axis=1) > 1]
    distinct = ~(np.diff(values, axis=1) == 0).any(axis=1)
    return len(values) >= (1 if said else 5) and bool(distinct.mean() > 0.97)


def _values(filled: Sequence[Column], rows: pd.DataFrame) -> np.ndarray:
    """Return the numbers in several columns, a row a person; of very many people, every so many."""
    some = rows.iloc[:: 1 + len(rows) // PEOPLE]
    columns = [pd.to_numeric(some[column.name], errors="coerce") for column in filled]
    return np.column_stack([column.to_numpy(float, na_value=np.nan) for column in columns])


def _sums(filled: Sequence[Column], rows: pd.DataFrame) -> bool:
    """Tell whether the columns add up to the same for everyone."""
    values = _values(filled, rows)
    totals = np.nansum(values[~np.isnan(values).all(axis=1)], axis=1)
    sums, counts = np.unique(totals, return_counts=True)
    if len(totals) < 3:
        return False
    return bool(sums[counts.argmax()] >= 10 and counts.max() > 0.9 * len(totals))


def _words(family: Family, filled: Sequence[Column]) -> Verdict:
    """Return what columns of words are: one scale for all, or questions apart."""
    union = {key for column in filled for key in column.keys}
    levels = sorted(key for key in union if plain(key) not in reasons())
    cells = sum(column.answered for column in filled)
    held = sum(len(column.keys) for column in filled)
    if len(levels) > 3 * MOST_LEVELS or any(column.length > 4 * SHORT for column in filled):
        return Verdict("apart", "likely", "long or many different answers")
    order = in_order(levels)
    known = on_a_list(levels)
    if known or (order.family and len(levels) > 1):
        label = known[0].label if known else order.label
        return Verdict("matrix", "sure", f"the same answers in each column: {label.lower()}")
    if family.sure and _mostly_few(filled):
        return Verdict("matrix", "likely", "nearly all answers are the same few in each column")
    alike = held >= min(1.5, 0.6 * len(filled)) * len(union) or len(union) <= 2
    short = max((len(key) for key in union), default=0) <= 2 * SHORT
    if (
        len(filled) > 1
        and len(levels) <= MOST_LEVELS
        and alike
        and short
        and cells >= 2 * len(union)
    ):
        return Verdict("matrix", "likely", "the same few answers in each column")
    alone = len(family.columns) == 1 and family.sure
    if (
        (alone or family.grid)
        and len(filled) == 1
        and len(levels) <= MOST_LEVELS
        and cells >= 2 * len(union)
    ):
        return Verdict("matrix", "unsure", "one row of a grid, with few answers")
    return Verdict("apart", "likely", "the columns hold different answers")


def _mostly_few(filled: Sequence[Column]) -> bool:
    """Tell whether a few answers make up nearly all, so that the others are other spellings."""
    counts: Counter[str] = Counter()
    for column in filled:
        counts.update(column.keys)
    cells = sum(counts.values())
    common = {key for key, count in counts.items() if count >= 0.01 * cells}
    shared = all(len(common & set(column.keys)) >= 0.5 * len(common) for column in filled)
    most = sum(counts[key] for key in common) >= 0.9 * cells
    return len(filled) > 1 and cells >= 100 and len(common) <= MOST_LEVELS and most and shared
