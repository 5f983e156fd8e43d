"""The columns of a table in, what its select-all questions and its cells look like out.

It looks at the first responses only: they show how a file was exported.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

import pandas as pd

from cpsurvey.codebook import normalise
from cpsurvey.codebook.several import LOST_IN_COMMAS
from cpsurvey.codebook.ticks import UNTICKED, holds_option
from cpsurvey.errors import listed
from cpsurvey.exports import Doubt

LOOKED_AT = 2_000  # responses
NUMBER = re.compile(r"-?\d+([.,]\d+)?")
INSIDE = re.compile(r"\s[-–]\s|:\s")  # between a question and its option
ENOUGH = 0.8  # of the cells, where others are misspelt


def held(cells: pd.Series) -> Counter[str]:
    """Return what a column holds, and how often, among the first responses."""
    counts = cells.head(LOOKED_AT).value_counts()
    return Counter({text: count for cell, count in counts.items() if (text := str(cell).strip())})


def ticks(counts: Counter[str], text: str) -> bool:
    """Tell whether a column holds nothing but that its option was ticked, or not."""
    keys: Counter[str] = Counter()
    for cell, count in counts.items():
        keys[normalise(cell)] += count
    told = {key: count for key, count in keys.items() if key not in UNTICKED}
    most = max(told, key=lambda key: told[key], default="")
    if most == "1":
        return len(told) == 1
    labels = [text, *(text[match.end() :] for match in INSIDE.finditer(text))]
    return bool(told) and told[most] > ENOUGH * sum(told.values()) and holds_option([most], labels)


def selected(split: Sequence[object], joined: Sequence[object]) -> str:
    """Return how select-all questions were exported, those found of each way given."""
    if split and joined:
        return "both"
    return "split" if split else "joined" if joined else "none"


def all_numbers(counts: Iterable[str]) -> bool:
    """Tell whether all that a column holds is numbers."""
    return all(NUMBER.fullmatch(cell) for cell in counts)


def joined_by_commas(
    name: str, columns: Sequence[str], menu: str, *, how: str = "", why: str = ""
) -> Doubt:
    """Return the doubt about columns whose cells are parted by a sign that answers may hold.

    ``how`` and ``why`` say more of it; where a format says how, semicolons are to be had.
    """
    other = " with semicolons" if how else ""
    many = "1 column joins" if len(columns) == 1 else f"{len(columns)} columns join"
    return Doubt(
        LOST_IN_COMMAS,
        f"{name}: {many} several answers by commas{how} ({listed(columns, 5)}){why}, so only the"
        " options that the codebook lists tell where one ends.",
        f"List every option in the codebook, or export it again{other}, {menu}.",
    )
