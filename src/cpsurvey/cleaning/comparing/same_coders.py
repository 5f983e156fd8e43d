"""The coders of two exports and what they coded in; who is who out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence

from cpsurvey.cleaning.comparing.marks import Mark
from cpsurvey.cleaning.comparing.pairing import Difference, pair, plain
from cpsurvey.cleaning.comparing.same_codes import SameCodes
from cpsurvey.exports import CodingExport


def match_coders(
    a: CodingExport,
    b: CodingExport,
    marks_a: Sequence[Mark],
    marks_b: Sequence[Mark],
    codes: SameCodes,
) -> dict[str, str]:
    """Return which coder of `a` is which of `b`: by name, else by most of what they coded."""
    names = (_names(a), _names(b))
    pairs = pair(
        {coder: plain(name) or None for coder, name in names[0].items()},
        {coder: plain(name) or None for coder, name in names[1].items()},
    )
    left = _coded(marks_a, codes.a, set(names[0]) - set(pairs))
    right = _coded(marks_b, codes.b, set(names[1]) - set(pairs.values()))
    shared = {
        (one, other): len(mine & theirs)
        for one, mine in left.items()
        for other, theirs in right.items()
    }
    halves = [
        (one, other)
        for (one, other), count in shared.items()
        if 2 * count >= len(left[one]) and 2 * count >= len(right[other])
    ]
    ones, others = Counter(one for one, _ in halves), Counter(other for _, other in halves)
    return pairs | {o: t for o, t in halves if ones[o] == others[t] == 1}


def _names(export: CodingExport) -> dict[str, str]:
    """Return the coders and what is known of their names."""
    names = dict.fromkeys((str(c) for c in export.codings["coder"] if c), "")
    return names | {
        str(coder): str(name)
        for coder, name in zip(export.coders["coder"], export.coders["name"], strict=True)
    }


def _coded(
    marks: Iterable[Mark], codes: Mapping[str, Hashable], coders: set[str]
) -> dict[str, set[Hashable]]:
    """Return what each of some coders coded."""
    found: dict[str, set[Hashable]] = {}
    for mark in marks:
        if mark.coder in coders:
            found.setdefault(mark.coder, set()).add((mark.place, codes.get(mark.code)))
    return found


def coder_differences(
    a: CodingExport, b: CodingExport, pairs: Mapping[str, str]
) -> list[Difference]:
    """Return the coders who are in one export only, or under another name."""
    names = (_names(a), _names(b))
    sizes = tuple(Counter(map(str, export.codings["coder"])) for export in (a, b))
    found = []
    for coder, name in names[0].items():
        other = pairs.get(coder)
        if other is None:
            found.append(Difference("coder", "removed", "", coder, "", 1, sizes[0][coder]))
        elif plain(name) != plain(names[1][other]):
            size = max(sizes[0][coder], sizes[1][other])
            found.append(Difference("coder", "renamed", "", coder, other, 1, size))
    return found + [
        Difference("coder", "added", "", "", coder, 1, sizes[1][coder])
        for coder in names[1]
        if coder not in pairs.values()
    ]
