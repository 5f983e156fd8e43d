"""The codings of two exports and which sources are the same in; where each coding is, out.

A place is the same in both exports where the same words of the same source are marked. In each
source it is told in the best way that most codings of both exports allow: by position on one scale
where both hold the text, by the words, by the positions as they are, or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import NamedTuple

from cpsurvey.cleaning.comparing.pairing import Difference
from cpsurvey.cleaning.comparing.same_sources import Texts
from cpsurvey.cleaning.comparing.same_text import Scale, same_scale, squeezed
from cpsurvey.exports import CodingExport

NOWHERE = -1
MOST = 0.5


class Mark(NamedTuple):
    """A coding: `source` is its number in a's table, `start` and `end` are on the common scale."""

    source: int
    place: Hashable
    start: int
    end: int
    code: str
    coder: str
    segment: str
    coded: str
    words: str


def marks_of_both(
    a: CodingExport, b: CodingExport, pairs: Mapping[int, int], texts_a: Texts, texts_b: Texts
) -> tuple[list[Mark], list[Mark]]:
    """Return the codings of both exports that are in sources of both."""
    left = _as_written(a, {n: n for n in pairs})
    right = _as_written(b, {m: n for n, m in pairs.items()})
    for n, m in pairs.items():
        first, second = left.get(n, []), right.get(n, [])
        if n in texts_a and m in texts_b and _most(first, _placed) and _most(second, _placed):
            scales = same_scale(texts_a[n], texts_b[m])
            left[n] = [_on_scale(mark, scales[0]) for mark in first]
            right[n] = [_on_scale(mark, scales[1]) for mark in second]
        elif _most(first, _worded) and _most(second, _worded):
            left[n] = [_by_words(mark) for mark in first]
            right[n] = [_by_words(mark) for mark in second]
        elif not (_most(first, _placed) and _most(second, _placed)):
            left[n] = [_nowhere(mark) for mark in first]
            right[n] = [_nowhere(mark) for mark in second]
    return _in_order(left), _in_order(right)


def _in_order(marks: Mapping[int, Sequence[Mark]]) -> list[Mark]:
    """Return the marks of all sources."""
    return [mark for number in sorted(marks) for mark in marks[number]]


def _as_written(export: CodingExport, number: Mapping[int, int]) -> dict[int, list[Mark]]:
    """Return the codings by source, of the sources that `number` tells the numbers of."""
    ids = {str(key): number[n] for n, key in enumerate(export.sources["source_id"]) if n in number}
    codings = export.codings
    starts = codings["start"].astype("Int64").fillna(NOWHERE).astype("int64")
    ends = codings["end"].astype("Int64").fillna(NOWHERE).astype("int64")
    names = ("source_id", "code_id", "coder", "segment", "coded")
    rows = zip(starts, ends, *(codings[name].astype(str) for name in names), strict=True)
    found: dict[int, list[Mark]] = {}
    for start, end, source, code, coder, segment, coded in rows:
        if source in ids:
            placed = NOWHERE not in (start, end)
            text = export.texts.get(source)
            own = text is not None and placed
            words = text[start:end] if own and text else export.passages.get(segment, "")
            place = (ids[source], start, end)
            given = (code, coder, segment, coded, squeezed(words))
            found.setdefault(ids[source], []).append(
                Mark(ids[source], place, int(start), int(end), *given)
            )
    return found


def _most(marks: Sequence[Mark], allows: Callable[[Mark], bool]) -> bool:
    """Tell whether most of the codings of a source allow a way of telling where they are."""
    return sum(map(allows, marks)) >= MOST * len(marks)


def _placed(mark: Mark) -> bool:
    """Tell whether a coding has positions."""
    return NOWHERE not in (mark.start, mark.end)


def _worded(mark: Mark) -> bool:
    """Tell whether the words of a coding are known."""
    return mark.words != ""


def _on_scale(mark: Mark, scale: Scale) -> Mark:
    """Return a coding with its positions on the common scale."""
    if not _placed(mark):
        return _nowhere(mark)
    last = len(scale.start) - 1
    low, high = min(mark.start, last), min(mark.end, last)
    start = int(scale.start[low])
    end = max(start, int(scale.end[high])) if high > low else start
    return mark._replace(start=start, end=end, place=(mark.source, start, end))


def _by_words(mark: Mark) -> Mark:
    """Return a coding that is told by its words alone."""
    return mark._replace(start=NOWHERE, end=NOWHERE, place=(mark.source, mark.words))


def _nowhere(mark: Mark) -> Mark:
    """Return a coding of which only the source is told."""
    return mark._replace(start=NOWHERE, end=NOWHERE, place=(mark.source,))


def position_differences(
    a: CodingExport, b: CodingExport, pairs: Mapping[int, int]
) -> list[Difference]:
    """Return the sources in which only one of two exports tells where codings are."""
    unplaced = [
        export.codings[["start", "end"]].isna().any(axis=1).groupby(export.codings["source_id"])
        for export in (a, b)
    ]
    counts = [{key: (int(g.sum()), len(g)) for key, g in groups} for groups in unplaced]
    found = []
    for n, m in pairs.items():
        without_a, all_a = counts[0].get(a.sources["source_id"].iloc[n], (0, 0))
        without_b, all_b = counts[1].get(b.sources["source_id"].iloc[m], (0, 0))
        one = f"source-{n + 1}"
        if not without_a and all_a and without_b:
            found.append(
                Difference("coding", "positions removed", one, "", "", without_b, without_b)
            )
        elif not without_b and all_b and without_a:
            found.append(Difference("coding", "positions added", one, "", "", without_a, without_a))
    return found
