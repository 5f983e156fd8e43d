"""One interview's marks in; the units that coders decided on, and what each decided, out.

A coder decides on each unit, for each code, whether to give it. Units are characters (those
between the same edges taken together), passages with the gaps between them, or the interview.
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

Whole: TypeAlias = npt.NDArray[np.int64]
Flags: TypeAlias = npt.NDArray[np.bool_]

SHORTEST_GAP = 20  # characters; what lies between two sentences is no passage


class Spans(NamedTuple):
    """Marks of one interview, each with its coder's and code's number, start and end."""

    coder: Whole
    code: Whole
    start: Whole
    end: Whole


class Units(NamedTuple):
    """Whether each coder gave each code to each unit, and of how many decisions a unit stands.

    ``given`` has shape (coders, codes, units), ``sizes`` (units,), ``edges`` the start and end of
    each unit, shape (units, 2).
    """

    given: Flags
    sizes: Whole
    edges: Whole


def characters(spans: Spans, coders: int, codes: int, length: int) -> Units:
    """Return stretches of characters between the edges of any mark, to the interview's end.

    A coder's marks of one code that overlap, touch or repeat each other are one.
    """
    cuts = np.unique(np.concatenate([[0, length], spans.start, spans.end]))
    steps = np.zeros((coders, codes, len(cuts)), dtype=np.int32)
    np.add.at(steps, (spans.coder, spans.code, np.searchsorted(cuts, spans.start)), 1)
    np.add.at(steps, (spans.coder, spans.code, np.searchsorted(cuts, spans.end)), -1)
    given = steps.cumsum(axis=-1)[..., :-1] > 0
    return Units(given, np.diff(cuts), np.column_stack([cuts[:-1], cuts[1:]]))


def segments(spans: Spans, coders: int, codes: int, length: int, overlap: float) -> Units:
    """Return passages, and the gaps between them.

    Two marks belong to one passage if they share at least `overlap` of the shorter one, whoever
    made them and whatever the code; so do marks linked by others in between. A gap is a stretch of
    20 characters or more that is in no mark.
    """
    places, mark = np.unique(np.column_stack([spans.start, spans.end]), axis=0, return_inverse=True)
    passage = _linked(places, overlap)[np.ravel(mark)]
    first, last = places[:, 0], places[:, 1].copy()
    reached = np.maximum.accumulate(np.concatenate([[0], last]))
    gaps = np.column_stack([reached, np.concatenate([first, [length]])])
    gaps = gaps[gaps[:, 1] - gaps[:, 0] >= SHORTEST_GAP]
    passages = passage.max() + 1 if len(passage) else 0
    given = np.zeros((coders, codes, passages + len(gaps)), dtype=bool)
    given[spans.coder, spans.code, passage] = True
    edges = np.concatenate([np.zeros((passages, 2), dtype=np.int64), gaps])
    edges[:passages, 0] = length
    np.minimum.at(edges[:, 0], passage, spans.start)
    np.maximum.at(edges[:, 1], passage, spans.end)
    return Units(given, np.ones(passages + len(gaps), dtype=np.int64), edges)


def whole(spans: Spans, coders: int, codes: int) -> Units:
    """Return the interview as one unit."""
    given = np.zeros((coders, codes, 1), dtype=bool)
    given[spans.coder, spans.code, 0] = True
    return Units(given, np.ones(1, dtype=np.int64), np.zeros((1, 2), dtype=np.int64))


def _linked(places: Whole, overlap: float) -> Whole:
    """Return the number of the passage that each place (start, end) belongs to."""
    start, end = places.T
    below = np.arange(len(places))
    after = np.maximum(np.searchsorted(start, end) - below - 1, 0)  # those that begin inside it
    one = np.repeat(below, after)
    other = one + 1 + np.arange(len(one)) - np.repeat(after.cumsum() - after, after)
    shared = np.minimum(end[one], end[other]) - start[other]
    linked = shared >= overlap * np.minimum((end - start)[one], (end - start)[other])
    pairs = coo_array(
        (np.ones(linked.sum()), (one[linked], other[linked])), shape=(len(places), len(places))
    )
    found: Whole = connected_components(pairs, directed=False)[1].astype(np.int64)
    return found
