"""Texts and the positions a coding program wrote in; LF texts and code points out.

Programs count differently: NVivo in UTF-16 units with a line end of CR LF as two, QualCoder, qc
and ATLAS.ti in code points with a line end as one. A project does not say which, so that way of
counting is taken which cuts most selections where the program's own copy of the words, or failing
that a word boundary, says that they begin and end.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np

CODE_POINTS = "code points"
UNITS = (
    CODE_POINTS,
    "UTF-16 units, CRLF as two",
    "code points, CRLF as two",
    "UTF-16 units",
)
USUAL = {"nvivo": "UTF-16 units, CRLF as two"}
CR, LF = 13, 10


class Text(NamedTuple):
    """A text with LF line ends, the code point of each character, and which had a CR before."""

    text: str
    points: np.ndarray
    after_cr: np.ndarray


class Span(NamedTuple):
    """A selection as the program wrote it; `words` is its own copy of the text, if it kept one."""

    source_id: str
    start: int
    end: int
    words: str


def read_text(raw: str) -> Text:
    """Return a text with LF line ends, remembering where the CRs were."""
    points = np.frombuffer(raw.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    cr, lf = points == CR, points == LF
    paired = cr & np.append(lf[1:], False)
    after_cr = np.append(False, paired[:-1])[~paired] if len(points) else paired
    text = raw.replace("\r\n", "\n").replace("\r", "\n")
    points = points[~paired]
    return Text(text, np.where(points == CR, LF, points), after_cr)


def boundaries(text: Text, unit: str) -> np.ndarray:
    """Return, for each character and the end, its position in a way of counting."""
    widths = np.ones(len(text.points), dtype=np.int64)
    if unit.startswith("UTF-16"):
        widths += text.points > 0xFFFF
    if unit.endswith("CRLF as two"):
        widths += text.after_cr
    return np.append(0, np.cumsum(widths))


def to_code_points(positions: np.ndarray, bounds: np.ndarray) -> np.ndarray:
    """Return positions as code points: within a character, its start; past the end, the end."""
    return np.clip(np.searchsorted(bounds, positions, side="right") - 1, 0, len(bounds) - 1)


def choose_unit(texts: Mapping[str, Text], spans: Iterable[Span], tool: str) -> str:
    """Return the way of counting most selections speak for; if they tie, the tool's usual one."""
    usual = next((unit for name, unit in USUAL.items() if name in tool.casefold()), CODE_POINTS)
    candidates = sorted(UNITS, key=lambda unit: unit != usual)
    by_source: dict[str, list[Span]] = {}
    for span in spans:
        if span.source_id in texts and 0 <= span.start < span.end:
            by_source.setdefault(span.source_id, []).append(span)
    agreeing = {unit: _agreeing(texts, by_source, unit) for unit in candidates}
    kind = 0 if any(words for words, _ in agreeing.values()) else 1
    return max(candidates, key=lambda unit: agreeing[unit][kind])


def _agreeing(
    texts: Mapping[str, Text], spans: Mapping[str, list[Span]], unit: str
) -> tuple[int, int]:
    """Return how many selections are the words the program kept, and how many are whole words."""
    same = whole = 0
    for source_id, selected in spans.items():
        text = texts[source_id].text
        bounds = boundaries(texts[source_id], unit)
        places = np.array([(span.start, span.end) for span in selected])
        for span, (start, end) in zip(selected, to_code_points(places, bounds), strict=True):
            same += _same_words(text[start:end], span.words)
        exact = np.isin(places, bounds).all(axis=1)
        for start, end in to_code_points(places[exact], bounds):
            whole += at_word(text, int(start)) and at_word(text, int(end))
    return same, whole


def at_word(text: str, position: int) -> bool:
    """Tell whether a position does not cut a word."""
    if position in (0, len(text)):
        return True
    return not (text[position - 1].isalnum() and text[position].isalnum())


def _same_words(found: str, kept: str) -> bool:
    """Tell whether a passage is what the program kept of it, which may be cut with an ellipsis."""
    found, kept = re.sub(r"\s+", " ", found), re.sub(r"\s+", " ", kept)
    shortened = kept.removesuffix("…")
    if not shortened.strip():
        return False
    return found == kept or (kept != shortened and found.startswith(shortened))
