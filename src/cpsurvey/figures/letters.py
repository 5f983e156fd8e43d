"""Words that a figure is to print in; nothing out if its font has their letters, else why not."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import matplotlib as mpl
from matplotlib import ft2font
from matplotlib.font_manager import FontProperties, findfont, get_font

from cpsurvey.errors import QuestionError, listed

FONT = "DejaVu Sans"
FROM_RIGHT = ("R", "AL", "AN")
MOST = 60


def check_letters(text: str, weight: str = "normal") -> None:
    """Raise where a letter is not in the font, or text would stand the wrong way round."""
    if text.isascii():
        return
    lacking = [letter for letter in dict.fromkeys(text) if not _has(letter, weight)]
    if lacking:
        heavy = " (bold)" if weight == "bold" else ""
        named = [f"{letter} ({unicodedata.name(letter, 'no name').lower()})" for letter in lacking]
        raise QuestionError(
            f'figures are set in {FONT}{heavy}, which has no {listed(named, 3)}: "{_start(text)}".'
            " Give labels, title and caption in letters that it has."
        )
    if not shapes_text() and any(unicodedata.bidirectional(one) in FROM_RIGHT for one in text):
        raise QuestionError(
            f'"{_start(text)}" runs from right to left, which matplotlib {mpl.__version__} draws'
            " the wrong way round. Install matplotlib 3.11 or newer."
        )


def shapes_text() -> bool:
    """Tell whether this matplotlib sets text that runs from right to left, and joins letters."""
    return hasattr(ft2font, "__libraqm_version__")


@lru_cache(maxsize=4096)
def _has(letter: str, weight: str) -> bool:
    """Tell whether the font has a letter; spaces and line breaks print nothing."""
    if letter.isspace() or unicodedata.category(letter) == "Cf":
        return True
    return (
        ord(letter)
        in get_font(findfont(FontProperties(family=[FONT], weight=weight))).get_charmap()
    )


def _start(text: str) -> str:
    """Return the beginning of a text."""
    whole = " ".join(text.split())
    return whole if len(whole) <= MOST else f"{whole[:MOST].rstrip()}..."
