"""Seeded chance that gives the same on every machine: each thing made has a stream of its own."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Item = TypeVar("Item")
Stream = np.random.Generator


def stream(seed: int, *names: str) -> Stream:
    """Return the stream of chance for what these names say; other names change nothing in it."""
    return np.random.default_rng([seed, *(zlib.crc32(name.encode()) for name in names)])


def shuffled(count: int, rng: Stream) -> NDArray[np.intp]:
    """Return the numbers below `count` in a random order."""
    return np.argsort(rng.random(count), kind="stable")


def below(limit: int, rng: Stream) -> int:
    """Return a whole number from 0 to below `limit`."""
    return min(int(rng.random() * limit), limit - 1)


def one_of(items: Sequence[Item], rng: Stream) -> Item:
    """Return one of the items, each as likely."""
    return items[below(len(items), rng)]


def some_of(items: Sequence[Item], count: int, rng: Stream) -> list[Item]:
    """Return so many different items, in their order."""
    return [items[place] for place in sorted(shuffled(len(items), rng)[:count])]


def happens(rate: float, rng: Stream) -> bool:
    """Tell whether something of this rate happens."""
    return bool(rng.random() < rate)
