"""Texts and positions as a coding program wrote them in; LF texts and code points out."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

CODE_POINTS = "code points"
UTF_16 = "UTF-16 units"
UTF_8 = "UTF-8 bytes"
AS_TWO = ", CRLF as two"
WITH_MARK = ", byte order mark counted"
UNITS = tuple(
    unit + line_ends for line_ends in ("", AS_TWO) for unit in (CODE_POINTS, UTF_16, UTF_8)
)
CR, LF, SPACE = 13, 10, 32
Positions = npt.NDArray[np.int64]


class Text(NamedTuple):
    """A text with LF line ends, and what its positions may count besides.

    ``points`` has the code point of each character, ``after_cr`` which had a CR before it, and
    ``marked`` whether the file began with a byte order mark.
    """

    text: str
    points: npt.NDArray[np.uint32]
    after_cr: npt.NDArray[np.bool_]
    marked: bool = False


def read_text(raw: str, *, marked: bool = False, line_ends_lost: bool = False) -> Text:
    """Return a text with LF line ends, remembering where the CRs were.

    XML turns every line end into LF: where they are lost to it, each may have been two characters.
    """
    points = np.frombuffer(raw.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    cr, lf = points == CR, points == LF
    paired = cr & np.append(lf[1:], False)
    after_cr = np.append(False, paired[:-1])[~paired] if len(points) else paired
    if line_ends_lost and not cr.any():
        after_cr = lf
    text = raw.replace("\r\n", "\n").replace("\r", "\n")
    points = points[~paired]
    return Text(text, np.where(points == CR, LF, points).astype(np.uint32), after_cr, marked)


def boundaries(text: Text, unit: str) -> Positions:
    """Return, for each character and the end, its position in a way of counting."""
    widths = np.ones(len(text.points), dtype=np.int64)
    if unit.startswith(UTF_16):
        widths += text.points > 0xFFFF
    if unit.startswith(UTF_8):
        for least in (0x7F, 0x7FF, 0xFFFF):
            widths += text.points > least
    if AS_TWO in unit:
        widths += text.after_cr
    mark = (3 if unit.startswith(UTF_8) else 1) if text.marked and unit.endswith(WITH_MARK) else 0
    return np.append(0, np.cumsum(widths)) + mark


def to_code_points(positions: Positions, bounds: Positions) -> Positions:
    """Return positions as code points: within a character, its start; past the end, the end."""
    return np.clip(np.searchsorted(bounds, positions, side="right") - 1, 0, len(bounds) - 1)


def between_characters(positions: Positions, bounds: Positions) -> npt.NDArray[np.bool_]:
    """Tell which positions lie before or after a character, and not within one or past the end."""
    places = np.minimum(np.searchsorted(bounds, positions), len(bounds) - 1)
    found: npt.NDArray[np.bool_] = (bounds[places] == positions) | (positions == 0)
    return found


def spaces(text: Text) -> npt.NDArray[np.bool_]:
    """Tell which characters are spaces of any kind or line ends."""
    return _each(text.points, str.isspace)


def to_words(points: npt.NDArray[np.uint32]) -> str:
    """Return code points as text."""
    return points.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")


def word_edges(text: Text) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Tell at which characters, and the end, a passage may begin and at which it may end.

    It begins where a word or a line does, and ends where one does, with or without the space after
    it.
    """
    space, word = spaces(text), _each(text.points, _in_word)
    space_before, space_after = np.append(True, space), np.append(space, True)
    word_before, word_after = np.append(False, word), np.append(word, False)
    line_before = np.append(False, text.points == LF)
    over = np.append(np.zeros(len(space), dtype=bool), True)
    begins = ~space_after & (space_before | (~word_before & word_after))
    after_space = line_before | ~space_after | over
    ends = np.where(space_before, after_space, space_after | (word_before & ~word_after))
    return begins, ends


def _each(points: npt.NDArray[np.uint32], holds: Callable[[str], bool]) -> npt.NDArray[np.bool_]:
    """Tell of which characters something holds; it is asked of each kind of character once."""
    there = np.bincount(points) > 0
    of_kind = np.zeros(len(there), dtype=bool)
    of_kind[there] = [holds(chr(point)) for point in np.flatnonzero(there).tolist()]
    found: npt.NDArray[np.bool_] = of_kind[points]
    return found


def _in_word(character: str) -> bool:
    """Tell whether a character is a letter, a number or a mark on one."""
    return character.isalnum() or unicodedata.category(character).startswith("M")
