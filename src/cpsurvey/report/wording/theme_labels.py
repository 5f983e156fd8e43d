"""Results of interviews and the coding frame in; words beside their codes out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from cpsurvey.errors import QuestionError
from cpsurvey.vocabulary import ALL_CODES, ANY_CODE

CODES = ("code", "other_code", "parent")
FIXED = {ALL_CODES: "All codes", ANY_CODE: "Coded at all", "": ""}
NEEDED = ("code", "label", "parent")


def is_of_interviews(result: pd.DataFrame) -> bool:
    """Tell whether a result is about themes, not about a question."""
    return "question" not in result and bool({"code", "so_far"} & set(result.columns))


def label_codes(result: pd.DataFrame, themes: pd.DataFrame | None) -> pd.DataFrame:
    """Return a copy of a result with a label beside each column of themes."""
    columns = [column for column in CODES if column in result]
    if not columns:
        return result.copy()
    if themes is None or not set(NEEDED) <= set(getattr(themes, "columns", ())):
        raise QuestionError(
            "labels.apply needs the words of the coding frame for this result: give it"
            " themes=tables.interviews.themes, a table with code, label and parent."
        )
    words = theme_words(themes)
    return result.assign(**{f"{name}_label": _labels(result[name], words) for name in columns})


def theme_words(themes: pd.DataFrame) -> dict[str, str]:
    """Return what each theme is called; its parent, or its code, where two have one name."""
    codes = themes["code"].astype(str).tolist()
    plain = dict(zip(codes, themes["label"].astype(str).str.strip(), strict=True))
    parents = dict(zip(codes, themes["parent"].astype(str), strict=True))
    words = {code: label or code for code, label in plain.items()}
    with_parent = {code: f"{words[code]} ({plain.get(parents[code], '')})" for code in codes}
    words = {code: _apart(code, words, with_parent, parents) for code in codes}
    with_code = {code: f"{plain[code] or code} ({code})" for code in codes}
    return {
        code: with_code[code] if list(words.values()).count(word) > 1 else word
        for code, word in words.items()
    }


def _apart(
    code: str, words: Mapping[str, str], longer: Mapping[str, str], parents: Mapping[str, str]
) -> str:
    """Return a theme's name, with its parent's where another theme has the same."""
    twice = list(words.values()).count(words[code]) > 1
    return longer[code] if twice and parents[code] else words[code]


def _labels(column: pd.Series[Any], words: Mapping[str, str]) -> pd.Categorical[str]:
    """Return the words for a column of themes, in the order of the frame."""
    everything = FIXED | dict(words)
    named = [everything.get(str(code), str(code)) for code in column]
    order = dict.fromkeys([*FIXED.values(), *words.values(), *named])
    there = set(named)
    return pd.Categorical(named, [word for word in order if word in there], ordered=True)
