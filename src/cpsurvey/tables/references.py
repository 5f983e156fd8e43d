"""Tables in; where each reference leads out, with keys that stand twice, and what leads nowhere."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from cpsurvey.tables.counting import doubled, places, rows_of
from cpsurvey.tables.model import KEYS, REFERENCES

Places = dict[tuple[str, str], np.ndarray]


def follow(found: Mapping[str, pd.DataFrame]) -> tuple[Places, list[str]]:
    """Return the row that each reference leads to, and what is wrong with keys and references.

    There are no places for references to a key that stands twice.
    """
    leads: Places = {}
    problems = []
    for home, (key, *more) in KEYS.items():
        if home not in found or more:  # a key of two columns is checked with the answers
            continue
        referring = [
            (name, column)
            for (name, column), target in REFERENCES.items()
            if target == (home, key) and name in found
        ]
        own, *others = places(
            found[home][key], *(found[name][column] for name, column in referring)
        )
        again = doubled(own)
        if again.any():
            problems.append(f"{home}: a {key} stands again in {rows_of(again)}")
        for (name, column), rows in zip(referring, others, strict=True):
            if (rows < 0).any():
                problems.append(f"{name}: the {column} is not in {home} in {rows_of(rows < 0)}")
            if not again.any():
                leads[name, column] = rows
    return leads, problems
