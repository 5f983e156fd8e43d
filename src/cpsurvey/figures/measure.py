"""How much room text takes on paper, and text broken to fit."""

from __future__ import annotations

import re
from functools import lru_cache

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from cpsurvey.figures.letters import FONT, check_letters

SPACING = 1.25


@lru_cache(maxsize=4096)
def width(text: str, size: float, weight: str = "normal") -> float:
    """Return how many inches wide text is, by its widest line; refuse what cannot be printed."""
    check_letters(text, weight)
    font = FontProperties(family=[FONT], size=size, weight=weight)
    lines = text.split("\n")
    wide = [text_to_path.get_text_width_height_descent(line, font, False)[0] for line in lines]
    return float(max(wide)) / 72


def height(text: str, size: float) -> float:
    """Return how many inches high wrapped text is."""
    return (text.count("\n") + 1) * size * SPACING / 72 if text else 0.0


def wrap(text: str, inches: float, size: float, weight: str = "normal") -> str:
    """Return text broken into lines no wider than so many inches; too long a word is cut.

    Words with a no-break space between them stay on one line.
    """
    lines = [""]
    for word in re.split(r"[ \n\t]+", text):
        longer = f"{lines[-1]} {word}".strip()
        if width(longer, size, weight) <= inches:
            lines[-1] = longer
        else:
            lines += _cut(word, inches, size, weight)
    return "\n".join(line for line in lines if line)


def _cut(word: str, inches: float, size: float, weight: str) -> list[str]:
    """Cut a word into pieces no wider than a line."""
    pieces = [""]
    for letter in word:
        if width(pieces[-1] + letter, size, weight) > inches:
            pieces.append("")
        pieces[-1] += letter
    return pieces
