"""Two texts of one source in; positions of both on one scale out, where white space has no width.

Tools change line ends, byte order marks, blanks at the ends of lines, and how accented letters are
composed. So the scale counts decomposed letters that are not white space; and where the words
themselves differ, each stretch that differs is one step on it, whichever text is the longer.
"""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

import numpy as np
from rapidfuzz.distance import Levenshtein

MARK = 0xFEFF
Positions = np.ndarray


class Scale(NamedTuple):
    """For each position of a text, where something that starts or ends there is on the scale."""

    start: Positions
    end: Positions


class Squeezed(NamedTuple):
    """A text without white space, and for each position of the text how much of it is before."""

    text: str
    before: Positions


def squeeze(text: str) -> Squeezed:
    """Return a text without white space and byte order marks, letters decomposed."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    known, place = np.unique(points, return_inverse=True)
    widths = np.array([_width(int(point)) for point in known], dtype=np.int64)
    before = np.append(0, np.cumsum(widths[place])) if len(points) else np.zeros(1, dtype=np.int64)
    return Squeezed(squeezed(text), before)


def squeezed(text: str) -> str:
    """Return the words of a text as one string of decomposed letters."""
    return unicodedata.normalize("NFD", "".join(text.split()).replace("\ufeff", ""))


def _width(point: int) -> int:
    """Return how many decomposed letters a character is; white space is none."""
    letter = chr(point)
    return 0 if point == MARK or letter.isspace() else len(unicodedata.normalize("NFD", letter))


def same_scale(a: Squeezed, b: Squeezed) -> tuple[Scale, Scale]:
    """Return the positions of two texts on one scale."""
    if a.text == b.text:
        return Scale(a.before, a.before), Scale(b.before, b.before)
    if (len(b.text), b.text) < (len(a.text), a.text):  # the same whichever comes first
        second, first = same_scale(b, a)
        return first, second
    starts = (np.zeros(len(a.text) + 1, np.int64), np.zeros(len(b.text) + 1, np.int64))
    ends = (np.zeros(len(a.text) + 1, np.int64), np.zeros(len(b.text) + 1, np.int64))
    step = 0
    for same, *spans in _stretches(a.text, b.text):
        width = spans[0][1] - spans[0][0] if same else 1
        for start, end, (low, high) in zip(starts, ends, spans, strict=True):
            start[low:high] = step + np.arange(high - low) if same else step
            end[low + 1 : high + 1] = step + 1 + np.arange(high - low) if same else step + 1
        step += width
    starts[0][-1] = starts[1][-1] = step
    first = Scale(starts[0][a.before], ends[0][a.before])
    return first, Scale(starts[1][b.before], ends[1][b.before])


Stretch = tuple[bool, tuple[int, int], tuple[int, int]]


def _stretches(a: str, b: str) -> list[Stretch]:
    """Return the stretches of two texts that are the same or differ, in turn."""
    found: list[Stretch] = []
    for step in Levenshtein.opcodes(a, b):
        same = step.tag == "equal"
        first, second = (step.src_start, step.src_end), (step.dest_start, step.dest_end)
        if found and found[-1][0] == same:
            _, before, there = found.pop()
            first, second = (before[0], first[1]), (there[0], second[1])
        found.append((same, first, second))
    return found
