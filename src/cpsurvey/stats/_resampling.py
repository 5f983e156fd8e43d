"""A seed in; random draws out, in blocks of bounded memory and the same whatever the block."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from cpsurvey.errors import NumbersError
from cpsurvey.stats._checks import Floats

Rng: TypeAlias = int | np.random.Generator | None
Whole: TypeAlias = npt.NDArray[np.int_]

MOST_NUMBERS = 2**21
MOST_DRAWS = 10_000_000


def generator(rng: Rng) -> tuple[np.random.Generator, str]:
    """Return the generator to draw with and the words for its seed; None is the seed 0."""
    if isinstance(rng, np.random.Generator):
        return rng, "of the generator given"
    seed = 0 if rng is None else rng
    if isinstance(seed, bool) or not isinstance(seed, int | np.integer) or seed < 0:
        raise NumbersError(
            "rng must be a whole number of 0 or more, a numpy.random.Generator, or None for the "
            f"seed 0; got {rng!r}"
        )
    return np.random.default_rng(seed), str(seed)


def number_of_draws(draws: int, name: str) -> int:
    """Return how often to draw; at least once."""
    if isinstance(draws, bool) or not isinstance(draws, int | np.integer) or draws < 1:
        raise NumbersError(f"{name} must be a whole number of 1 or more, for example 9999")
    if draws > MOST_DRAWS:
        raise NumbersError(f"{name} must be at most {MOST_DRAWS:,}")
    return int(draws)


def blocks(draws: int, numbers: int) -> Iterator[int]:
    """Yield how many draws to make at once, of so many numbers each, until all are made."""
    size = max(1, MOST_NUMBERS // max(1, numbers))
    for start in range(0, draws, size):
        yield min(size, draws - start)


def drawn_people(
    rng: np.random.Generator, people: int, drawn: int, permutations: int
) -> Iterator[Whole]:
    """Yield blocks of permutations, each the first `drawn` of all people in a random order.

    A block has shape (drawn, permutations in it). The shuffle of Fisher and Yates, stopped when
    enough are drawn, for all permutations of a block at once. A permutation takes `drawn`
    uniform numbers, whatever the block, so the same ones come from one seed.
    """
    for size in blocks(permutations, people):
        order = np.repeat(np.arange(people), size)
        uniform = rng.random((size, drawn)).T
        for place in range(drawn):
            chosen = place + (uniform[place] * (people - place)).astype(np.int_)
            here = slice(place * size, (place + 1) * size)
            there = chosen * size + np.arange(size)
            order[here], order[there] = order[there], order[here].copy()
        yield order[: drawn * size].reshape(drawn, size)


def monte_carlo_p(as_extreme: npt.ArrayLike, draws: int) -> Floats:
    """Return (b + 1) / (B + 1): the data at hand are one of the arrangements."""
    p_value: Floats = (np.asarray(as_extreme, dtype=np.float64) + 1) / (draws + 1)
    return p_value


def monte_carlo_error(p_value: float, draws: int) -> float:
    """Return the standard error that a p-value has from being counted in so many draws."""
    return float(np.sqrt(p_value * (1 - p_value) / draws))
