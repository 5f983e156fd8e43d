"""One row of a joint display in; what each of its sides says, in words and as a dot, out."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, NamedTuple

import pandas as pd

from cpsurvey.figures import shares, words
from cpsurvey.vocabulary import RESULT_COLUMNS

Link = Mapping[str, Any]

THEME = "theme_"
OWN = ("link", "topic", "result", "theme_result", "passages", "words", "reasons", "verdict",
       "inference", "table", "label", "parent")  # fmt: skip
SIGNS = {
    "confirms": "=",
    "expands": "+",
    "contradicts": "\N{NOT EQUAL TO}",
    "silent": "\N{EN DASH}",
}
ANOTHER_SIGN = "*"
NO_QUESTION, NO_THEME = "No question on this", "No theme of this"
LEFT, RIGHT = "\N{LEFT DOUBLE QUOTATION MARK}", "\N{RIGHT DOUBLE QUOTATION MARK}"


class Said(NamedTuple):
    """What one side found, in words; and the share, its interval and mark where it is drawn."""

    text: str
    share: float = math.nan
    low: float = math.nan
    high: float = math.nan
    mark: str = ""


def links_of(display: pd.DataFrame) -> list[Link]:
    """Return the rows of a display."""
    return [{str(name): cell for name, cell in row.items()} for row in display.to_dict("records")]


def survey_words(link: Link) -> str:
    """Return what the survey's side of a link is about, or that there is no question."""
    if not link["result"]:
        return NO_QUESTION
    asked = ": ".join(filter(None, (_word(link, "question"), _word(link, "answer"))))
    return ". ".join(filter(None, [asked, _of_whom(link, "")]))


def theme_words(link: Link) -> str:
    """Return what the interviews' side of a link is about, or that there is no theme."""
    if not link["theme_result"]:
        return NO_THEME
    named = link.get("theme_code_label") or words.sentence_case(str(link["code"]))
    return ". ".join(filter(None, [str(named), _of_whom(link, THEME)]))


def found(link: Link, prefix: str = "") -> Said:
    """Return what a side of a link found: a share with its n, or what stands in its place."""
    if not link[f"{prefix}result"]:
        return Said("")
    count, base, share, estimate = (
        _number(link.get(f"{prefix}{name}")) for name in ("count", "base", "share", "estimate")
    )
    mark, why, measure = (_text(link.get(f"{prefix}{name}")) for name in ("mark", "why", "measure"))
    low, high = (_number(link.get(f"{prefix}{name}")) for name in ("ci_low", "ci_high"))
    if measure:
        sizes = words.bases(base, _number(link.get(f"{prefix}base_reference")), mark)
        return Said(_estimated(measure, estimate, low, high, mark, why, sizes))
    size = words.base(base, mark)
    if instead := shares.note(count, base, share, mark, why):
        return Said(f"{instead}, {size}", mark=mark)
    return Said(f"{words.percent(share)}, {size}", share, low, high, mark)


def quotes(link: Link) -> list[str]:
    """Return each passage of a link: its words if they are given, and where it stands."""
    places = link["passages"]
    said = link.get("words")
    if not isinstance(said, list):
        return [str(place) for place in places]
    return [
        f"{LEFT}{' '.join(text.split())}{RIGHT} ({place})" if text.strip() else str(place)
        for text, place in zip(said, places, strict=True)
    ]


def verdict_words(verdict: str) -> str:
    """Return a verdict with its sign."""
    return f"{SIGNS.get(verdict, ANOTHER_SIGN)} {words.sentence_case(verdict)}"


def _estimated(
    measure: str, estimate: float, low: float, high: float, mark: str, why: str, sizes: str
) -> str:
    """Return an estimate with its interval and bases, or why there is none."""
    if mark == "c":
        return f"{words.HIDDEN}, {sizes}"
    show = words.points if measure == "difference" else "{:.2f}".format
    name = "points" if measure == "difference" else measure.replace("_", " ")
    if math.isnan(estimate):
        return f"{words.sentence_case(why) or 'No estimate'}, {sizes}"
    interval = "" if math.isnan(low) else f" ({show(low)} to {show(high)})"
    return f"{show(estimate)} {name}{interval}, {sizes}"


def _of_whom(link: Link, prefix: str) -> str:
    """Return whose row it is: the levels of the columns that the result was split by."""
    fixed = set(RESULT_COLUMNS) - {"group", "join_mode", "interview"}
    levels = []
    for column in map(str, link):
        if column.startswith(THEME) != bool(prefix):
            continue
        name = column.removeprefix(prefix)
        if name in (*fixed, *OWN) or name.endswith("_label") or name == "result":
            continue
        level = _word(link, column)
        if name == "group" and (other := _word(link, f"{prefix}reference")):
            level = f"{level} v {other}"
        levels.append(level)
    return ", ".join(filter(None, levels))


def _word(link: Link, column: str) -> str:
    """Return what a column says in words: its label, or else its code."""
    return _text(link.get(f"{column}_label")) or words.sentence_case(_text(link.get(column)))


def _text(value: Any) -> str:
    """Return a text, blank where there is none."""
    return "" if value is None or pd.isna(value) else str(value)


def _number(value: Any) -> float:
    """Return a number, missing where there is none."""
    return math.nan if value is None or pd.isna(value) else float(value)
