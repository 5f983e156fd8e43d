"""Result tables and a link in; the one row of them that it names, or why there is none, out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple, TypeAlias

import pandas as pd

from cpsurvey.errors import QuestionError, listed, nearest
from cpsurvey.vocabulary import RESULT_COLUMNS, UNNAMED

Table: TypeAlias = pd.DataFrame | Mapping[str, pd.DataFrame]

FIRST = {"results": ("question", "answer"), "themes": ("code",)}
MADE_BY = {"results": "response_table or compare_groups", "themes": "theme_table or compare_themes"}
KEYS = ("question", "answer", "code", "group", "reference", "join_mode", "measure", "term", "level",
        "varies", "alternative", "model")  # fmt: skip
PREFIX = "theme_"


class Row(NamedTuple):
    """The row found: its table and keys in words, and its values; or what is wrong."""

    reference: str = ""
    values: Mapping[str, Any] = {}
    fault: str = ""


class Side(NamedTuple):
    """All results of one side as one frame, and the columns that tell its rows apart."""

    what: str
    frame: pd.DataFrame
    keys: tuple[str, ...]

    def names(self, column: str) -> str:
        """Return which key of this side a link's column chooses by, or nothing."""
        if column == "table" and self.what == "themes":  # the results' own
            return ""
        own = column.removeprefix(PREFIX) if self.what == "themes" else column
        return own if own in self.keys else ""

    def find(self, link: Mapping[str, str]) -> Row:
        """Return the row that a link names; an empty one where it names none of this side."""
        first = FIRST[self.what]
        wanted = {self.names(column): column for column in _in_order(link, first)}
        wanted.pop("", None)
        if not link.get(first[0], ""):
            said = [wanted[name] for name in first if name in wanted and link[wanted[name]]]
            fault = f"column {first[0]}: blank, and {listed(said)} is not" if said else ""
            return Row(fault=fault)
        rows = self.frame
        for key, column in wanted.items():
            value = link[column]
            if not value:
                continue
            texts = rows[key].astype(object).where(rows[key].notna(), "").astype(str)
            fit = rows[texts == value]
            if fit.empty:
                known = list(dict.fromkeys(texts))
                return Row(fault=_not_there(self.what, column, value, known))
            rows = fit
        if len(rows) > 1:
            return Row(fault=_several(self, rows, wanted))
        values = {str(name): value for name, value in rows.iloc[0].items()}
        return Row(_reference(values, self.keys), values)


def side_of(tables: Table, what: str) -> Side:
    """Return the results of one side, or raise where they are none."""
    named = {what: tables} if isinstance(tables, pd.DataFrame) else tables
    if not isinstance(named, Mapping) or not named:
        raise QuestionError(
            f"{what} must be a result of {MADE_BY[what]}, or several by name, such as"
            ' {"judged": result}.'
        )
    needed = ("data", *FIRST[what], "count", "base", "share")
    for name, frame in named.items():
        lacking = [column for column in needed if column not in frame]
        if lacking:
            raise QuestionError(
                f"{what}, table {name}, has no column {listed(lacking)}: give a whole result of"
                f" {MADE_BY[what]}."
            )
    parts = [frame.assign(table=name).astype({"data": object}) for name, frame in named.items()]
    plain = [part.astype({c: object for c in part if _is_category(part[c])}) for part in parts]
    whole = (
        pd.concat(plain, ignore_index=True) if len(plain) > 1 else plain[0].reset_index(drop=True)
    )
    whole["data"] = whole["data"].fillna("").replace("", UNNAMED)
    keys = ["table", *(str(c) for c in whole if _is_key(str(c)) and c != "table")]
    return Side(what, whole, tuple(keys))


def _is_category(column: pd.Series[Any]) -> bool:
    """Tell whether a column is one of categories."""
    return isinstance(column.dtype, pd.CategoricalDtype)


def _is_key(column: str) -> bool:
    """Tell whether a column says what a row is about, rather than what was found."""
    return column in KEYS or (column not in RESULT_COLUMNS and not column.endswith("_label"))


def _in_order(link: Mapping[str, str], first: tuple[str, ...]) -> list[str]:
    """Return a link's columns, those that say most of all first, a side's own after both sides'."""
    others = sorted((c for c in link if c not in first), key=lambda c: c.startswith(PREFIX))
    return [*(c for c in first if c in link), *others]


def _not_there(what: str, column: str, value: str, known: list[str]) -> str:
    """Say that no row has a value, and which is nearest."""
    close = nearest(value, known) or "."
    there = listed([f'"{one}"' for one in known if one], 8)
    return f'column {column}: no row of the {what} has "{value}"{close} There are {there}.'


def _several(side: Side, rows: pd.DataFrame, wanted: Mapping[str, str]) -> str:
    """Say that several rows fit, and what would tell them apart."""
    varying = [key for key in side.keys if rows[key].astype(str).nunique() > 1]
    columns = [
        f"theme_{key}" if side.what == "themes" and key == "table" else wanted.get(key, key)
        for key in varying
    ]
    if not varying:
        return (
            f"column {FIRST[side.what][0]}: {len(rows)} rows of the {side.what} are alike in"
            " everything that says what they are about. Give each result once."
        )
    told = "; ".join(
        f"{column} ({listed(dict.fromkeys(rows[key].astype(str)), 6)})"
        for column, key in zip(columns, varying, strict=True)
    )
    return f"column {columns[0]}: {len(rows)} rows of the {side.what} fit. Say which by {told}."


def _reference(values: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    """Return a row's table and keys in words."""
    said = [
        f"{key}={values[key]}" for key in keys
        if key != "table" and not pd.isna(values[key]) and values[key] != ""
    ]  # fmt: skip
    return f"{values['table']}: {', '.join(said)}"
