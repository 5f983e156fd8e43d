"""The columns of a table in, what its select-all questions and its cells look like out.

It looks at the first responses only: they show how a file was exported.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

import pandas as pd

LOOKED_AT = 2_000  # responses
LONGEST = 600  # longer cells are sentences
RECURRING = 0.8  # of the pieces of joined cells
CODES = re.compile(r"-?\d+(,-?\d+)+")
THOUSANDS = re.compile(r"-?\d{1,3}(,\d{3})+")
NUMBER = re.compile(r"-?\d+([.,]\d+)?")
CUTS = {",": re.compile(r",(?=\S)"), ", ": re.compile(r",\s+"), ";": re.compile(r"\s*;\s*")}


def held(cells: pd.Series) -> Counter[str]:
    """Return what a column holds, and how often, among the first responses."""
    counts = cells.head(LOOKED_AT).value_counts()
    return Counter({text: count for cell, count in counts.items() if (text := str(cell).strip())})


def ticks(values: Iterable[str], label: str) -> bool:
    """Tell whether a column holds nothing but that its option was ticked, or not."""
    found = set(values) - {"0"}
    said = " ".join(label.split()).casefold()
    return len(found) == 1 and all(
        value == "1" or said.endswith(" ".join(value.split()).casefold()) for value in found
    )


def joins(counts: Counter[str], sign: str) -> bool:
    """Tell whether the cells of a column join several answers, which recur in other cells."""
    if any(len(cell) > LONGEST for cell in counts):
        return False
    if sign == "," and all(CODES.fullmatch(cell) or NUMBER.fullmatch(cell) for cell in counts):
        several = [cell for cell in counts if CODES.fullmatch(cell)]
        return any(not THOUSANDS.fullmatch(cell) for cell in several)
    pieces = {cell: [piece for piece in CUTS[sign].split(cell) if piece] for cell in counts}
    joined = [parts for parts in pieces.values() if len(parts) > 1]
    if sum(counts[cell] for cell, parts in pieces.items() if len(parts) > 1) < 2:
        return False
    seen = Counter(piece for parts in pieces.values() for piece in set(parts))
    recurring = [seen[part] > 1 for parts in joined for part in parts]
    return sum(recurring) > RECURRING * len(recurring)


def selected(split: Sequence[object], joined: Sequence[object]) -> str:
    """Return how select-all questions were exported, those found of each way given."""
    if split and joined:
        return "both"
    return "split" if split else "joined" if joined else "none"


def all_numbers(counts: Iterable[str]) -> bool:
    """Tell whether all that a column holds is numbers."""
    return all(NUMBER.fullmatch(cell) for cell in counts)
