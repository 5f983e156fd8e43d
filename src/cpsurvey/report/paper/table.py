"""A table of a report in; its printed cells, column widths and page, the same on all paper, out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from typing import NamedTuple

import numpy as np
import pandas as pd

from cpsurvey.report.document import Table
from cpsurvey.report.numbers import in_print

UPRIGHT, SIDEWAYS = 6.3, 9.7  # inches of an A4 page between its margins
# Points and inches, in the order in which they are tried.
PAGES = ((10.0, UPRIGHT), (9.0, UPRIGHT), (9.0, SIDEWAYS), (8.0, SIDEWAYS))
STEP = 0.05  # inches
# How wide letters are of a size, near enough in Arial; all others are as wide as a digit.
LETTERS = dict.fromkeys("fijlrtI.,:;'!|()[]/- ", 0.33)
LETTERS |= dict.fromkeys("ABCDEFGHJKLNOPQRSTUVXYZ&", 0.72) | dict.fromkeys("mwMW%@", 0.92)
DIGIT, BOLD = 0.56, 1.1
PADDING = 1.15  # of a size, the space left and right of a cell's letters together
NARROWEST, EASY = 0.4, 1.0  # inches; of a column, and of one of words that are read with ease
SPACING = 1.6  # of a size, the height of a line and of what stands between two rows
WHOLE = 4.0  # inches; a table of which no more is kept on one page
WIDE = 9  # columns; of a table of so many, what is the same in all rows is said under it
MANY, LONG = 3, 40  # rows and letters; longer texts that recur are notes under the table
LONGEST = 2.0  # inches; a longer word, such as a hash, may be broken
_BREAKS = re.compile(r"[ \n/-]+")


@dataclass(frozen=True)
class SetTable:
    """A table as it stands on paper, its cells in print.

    Attributes
    ----------
    number, anchor
        Its number, and by what it is linked to.
    right
        Whether a column's cells stand right, as numbers do.
    widths
        Of its columns, in inches.
    size
        Of its letters, in points.
    sideways
        Whether it needs a page on its side.
    whole
        Whether it is short enough to be kept on one page.
    breaks
        Whether a row is so high that it may go on on the next page.
    notes
        Paragraphs under it.
    """

    number: int
    anchor: str
    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: tuple[bool, ...]
    widths: tuple[float, ...]
    size: float
    sideways: bool
    whole: bool
    breaks: bool
    notes: tuple[str, ...]


class _Column(NamedTuple):
    """How wide a column must be for its longest word, to be read with ease, and for no break."""

    least: float
    easy: float
    best: float


def set_table(table: Table, number: int) -> SetTable:
    """Return a table in print, on an upright page wherever its words can be read there."""
    printed, same = _without_same(in_print(table))
    printed, told = _told_once(printed)
    headings = tuple(map(str, printed.columns))
    rows = tuple(tuple(map(str, row)) for row in printed.itertuples(index=False, name=None))
    right = tuple(table.kinds.get(name, "text") != "text" for name in printed.columns)
    for size, full in PAGES:
        columns = [
            _column(heading, [row[place] for row in rows], size, number=right[place])
            for place, heading in enumerate(headings)
        ]
        if sum(column.easy if full == UPRIGHT else column.least for column in columns) <= full:
            break
    widths = _widths(columns, rows, full)
    heights = [_height(row, widths, size) for row in (headings, *rows)]
    return SetTable(
        number,
        anchor=f"table_{number}",
        title=table.title,
        headings=headings,
        rows=rows,
        right=right,
        widths=widths,
        size=size,
        sideways=full == SIDEWAYS,
        whole=sum(heights) <= WHOLE,
        breaks=max(heights) > WHOLE,
        notes=(*filter(None, [table.notes, same]), *told),
    )


def _without_same(printed: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """Return a table without columns that say the same in all rows, if it is wide, and what."""
    if printed.shape[1] < WIDE or len(printed) < MANY:
        return printed, ""
    same = {name: texts.iloc[0] for name, texts in printed.iloc[:, 1:].items() if _one(texts)}
    said = "; ".join(f"{name}: {text or 'nothing'}" for name, text in same.items())
    return printed.drop(columns=list(same)), f"The same in every row: {said}." if said else ""


def _one(texts: pd.Series[str]) -> bool:
    """Tell whether all texts are the same."""
    return texts.nunique() == 1


def _told_once(printed: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """Return a table whose columns of recurring long texts refer to notes, and the notes."""
    told: dict[str, str] = {}
    columns = {}
    for place, (name, texts) in enumerate(printed.items()):
        counts = texts[texts.str.len() > LONG].value_counts(sort=False)
        noted = list(counts.index) if place and (counts >= MANY).any() else []
        for text in noted:
            told.setdefault(text, f"[note\N{NO-BREAK SPACE}{len(told) + 1}]")
        columns[name] = [told[text] if text in noted else text for text in texts]
    return pd.DataFrame(columns), [f"{said} {text}" for text, said in told.items()]


def _column(heading: str, cells: Sequence[str], size: float, *, number: bool) -> _Column:
    """Return the widths of a column; a number is not broken, and a heading only between words."""
    pieces = cells if number else [word for cell in cells for word in _BREAKS.split(cell)]
    heads = _BREAKS.split(heading)
    best = max(_inches(heading, size * BOLD), *(_inches(cell, size) for cell in cells), 0.0)
    least = max(
        *(_inches(word, size * BOLD) for word in heads), *(_inches(p, size) for p in pieces), 0.0
    )
    if number:
        return _Column(least, least, best)
    least = min(least, LONGEST)
    return _Column(least, max(least, min(best, EASY)), best)


def _inches(text: str, size: float) -> float:
    """Return about how wide a text is in a cell."""
    return max(NARROWEST, (_sizes(text) + PADDING) * size / 72)


@lru_cache(maxsize=10_000)
def _sizes(text: str) -> float:
    """Return how many times as wide as its letters' size a text is."""
    return sum(LETTERS.get(letter, DIGIT) for letter in text)


def _widths(
    columns: Sequence[_Column], rows: Sequence[Sequence[str]], full: float
) -> tuple[float, ...]:
    """Return widths that fit: for no break, or so that no cell is much higher than its row.

    From what each needs, step by step to the column whose highest cells it lowers most.
    """
    best = np.array([column.best for column in columns])
    if best.sum() <= full:
        return tuple(best.tolist())
    widths = np.array([column.least for column in columns])
    widths *= min(1.0, full / widths.sum())
    letters = np.array([[len(cell) for cell in row] for row in rows], dtype=float)
    filled = (letters.reshape(-1, len(columns)) ** 4).sum(axis=0)
    for _ in range(int((full - widths.sum()) / STEP)):
        gain = np.where(widths < best, filled * (widths**-4 - (widths + STEP) ** -4), -1)
        widths[gain.argmax()] += STEP
    return tuple(widths.tolist())


def _height(row: Sequence[str], widths: Sequence[float], size: float) -> float:
    """Return about how many inches high a row is, which is as high as its fullest cell."""
    lines = max(ceil(_inches(cell, size) / wide) for cell, wide in zip(row, widths, strict=True))
    return lines * size * SPACING / 72
