"""Rows of a result in; the words that sentences about them are made of out."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd

from cpsurvey.errors import listed
from cpsurvey.figures import rows, words
from cpsurvey.vocabulary import SYNTHETIC, compared_column, is_synthetic

Row = Mapping[Any, Any]

FEW = 4  # so many sentences of a kind are read; more of them are a list to be looked up


def readable(result: pd.DataFrame) -> pd.DataFrame:
    """Return a result with its codes in words, and without blanks in `mark` and `why`."""
    codes = {"answer", "code", "group", "reference", *rows.by_columns(result)}
    spoken = {column: rows.in_words(result, column) for column in codes & set(result.columns)}
    if "question" in result:  # whole labels: a figure leaves out what rows of one question share
        spoken["question"] = result.get("question_label", result["question"]).astype(str)
    for column in ("mark", "why"):
        spoken[column] = result[column].astype(object).fillna("")
    return result.assign(**spoken)


def lead(row: Row, *context: str) -> str:
    """Return what a sentence is about, and that its numbers are made up where they are."""
    about = row.get("question", "Interviews")
    said = [*([SYNTHETIC] if is_synthetic(str(row["data"])) else []), *filter(None, context)]
    return f"{about} ({', '.join(said)})" if said else str(about)


def together(asked: Sequence[str]) -> str:
    """Return what several questions are about: what their labels have before a colon, if one."""
    starts = {name.partition(": ")[0] for name in asked}
    return starts.pop() if len(starts) == 1 else f"{len(asked)} questions"


def plain(label: object) -> str:
    """Return a label as it stands inside a sentence: without its capital, if it has but one."""
    text = str(label)
    return text[:1].lower() + text[1:] if text[1:] == text[1:].lower() else text


def people(row: Row, by: Sequence[str]) -> str:
    """Return ``the 24 parents who answered [u]``, or ``14 interviews (Parents) [u]``."""
    size, flag, told = words.number(row["base"]), words.flag(row["mark"]), place(row, by)
    if "code" in row:
        return f"{size} interviews{told}{flag}"
    if list(by) == ["group"]:
        return f"the {size} {plain(row['group'])} who answered{flag}"
    return f"the {size} who answered{told}{flag}"


def place(row: Row, by: Sequence[str]) -> str:
    """Return `` (Parents, Phone)``, or nothing where a result is not split."""
    return f" ({', '.join(str(row[column]) for column in by)})" if by else ""


def side(row: Row, column: str, compared: str) -> str:
    """Return a group, or the people of a level, that is compared with another."""
    of = plain if compared == "group" else "those who answered “{}”".format
    return of(str(row[column]))


def context(result: pd.DataFrame, row: Row) -> list[str]:
    """Return within what a comparison was made: the group and the level, where there are."""
    compared = compared_column(result.columns)
    within = [column for column in rows.by_columns(result) if column != compared]
    if compared != "group" and "group" in result and "group" not in within:
        within = ["group", *within]
    return [str(row[column]) for column in within]


def quoted(row: Row) -> str:
    """Return the answer or the theme of a row in quotation marks."""
    return f"“{row['code'] if 'code' in row else row['answer']}”"


def interval(row: Row, show: Callable[[float], str]) -> str:
    """Return ``95% interval 43% to 52%``, or nothing where there is none."""
    if math.isnan(row["ci_low"]) or math.isnan(row["ci_high"]):
        return ""
    return f"{100 * row['confidence']:g}% interval {show(row['ci_low'])} to {show(row['ci_high'])}"


def bracketed(*parts: str) -> str:
    """Return what there is of some parts in brackets, with a space before them."""
    there = "; ".join(filter(None, parts))
    return f" ({there})" if there else ""


def points(difference: float) -> str:
    """Return a difference in whole points; one that rounds to nothing with a decimal: ``−0.4``."""
    whole = words.points(difference)
    tenths = f"{abs(difference) * 100:.1f}"
    if whole != "0" or tenths == "0.0":
        return whole
    return f"{'+' if difference > 0 else words.MINUS}{tenths}"


def decimal(value: float) -> str:
    """Return a coefficient with two decimals: ``0.26``, ``−0.10``."""
    rounded = f"{abs(value):.2f}"
    return f"{words.MINUS}{rounded}" if value < 0 and float(rounded) else rounded


def sentence(text: str) -> str:
    """Return a text with its full stop."""
    return f"{text.rstrip('.')}."


def and_more(items: Sequence[str]) -> str:
    """Return items as words in a sentence, all of them."""
    return listed(items, len(items))
