"""Variables that a definition has one by one in, those that are one question together out.

The labels of an SPSS or Stata file know single variables only: which of them are a grid or a
select-all, their names, labels and answers tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cpsurvey.drafting.alone import Setting
from cpsurvey.drafting.facts import Column
from cpsurvey.drafting.families import find_families
from cpsurvey.drafting.guesses import guess_all
from cpsurvey.drafting.records import Guess

TYPES = ("multi", "matrix")
ALONE = ("single", "scale", "number")


def together(defined: Sequence[Guess], columns: Sequence[Column], setting: Setting) -> list[Guess]:
    """Return the questions, single variables of one grid or select-all as one.

    A grid keeps the answers and the order that its labels give, where all its rows have the same.
    """
    alone = {g.columns[0]: g for g in defined if g.type in ALONE and len(g.columns) == 1}
    single = [column for column in columns if column.name in alone]
    found = [
        _with_labels(guess, [alone[name] for name in guess.columns])
        for guess in guess_all(find_families(single, setting.platform), setting)
        if guess.type in TYPES and len(guess.columns) > 1
    ]
    taken = {name for guess in found for name in guess.columns}
    return [*(guess for guess in defined if guess.columns[0] not in taken), *found]


def _with_labels(guess: Guess, parts: Sequence[Guess]) -> Guess:
    """Return a grid with the scale that the labels of all its rows give."""
    scales = [part.scale for part in parts]
    if guess.type != "matrix" or scales[0] is None or any(s != scales[0] for s in scales):
        return guess
    return replace(guess, scale=scales[0])
