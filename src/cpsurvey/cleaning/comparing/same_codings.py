"""Codings of two exports, their codes and coders in common, in; what became of each out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from typing import NamedTuple

from cpsurvey.cleaning.comparing.marks import NOWHERE, Mark
from cpsurvey.cleaning.comparing.pairing import Difference, pair
from cpsurvey.cleaning.comparing.same_codes import SameCodes
from cpsurvey.moments import in_iso


class Given(NamedTuple):
    """A coding with its code and coder as both exports call them."""

    mark: Mark
    code: Hashable
    coder: Hashable

    def key(self) -> Hashable:
        """Return what makes it the same coding in another export."""
        return self.mark.place, self.code, self.coder

    def who(self) -> Hashable:
        """Return the coder, those of one export only being one."""
        return "somebody" if isinstance(self.coder, tuple) else self.coder


Pairs = dict[int, int]
Key = Callable[[Given], Hashable]
Codings = dict[int, Given]


class Outcome(NamedTuple):
    """The rows on codings, which are the same, and how many each code took or brought with it."""

    rows: list[Difference]
    pairs: list[tuple[Mark, Mark]]
    removed: Counter[str]
    added: Counter[str]


def coding_differences(
    a: Sequence[Mark],
    b: Sequence[Mark],
    codes: SameCodes,
    coders: Mapping[str, str],
    paths: tuple[Mapping[str, str], Mapping[str, str]],
) -> Outcome:
    """Return how the codings differ.

    Each is explained by the smallest change that can; those that went or came with a code, a coder
    or a merger are not listed one by one.
    """
    theirs = {other: coder for coder, other in coders.items()}
    left = _given(a, codes.a, {"": "", **coders}, "a")
    right = _given(b, codes.b, {"": "", **{other: other for other in theirs}}, "b")
    rows: Counter[tuple[str, str, str, str]] = Counter()
    both: list[tuple[Given, Given]] = []

    def take(pairs: Pairs) -> list[tuple[Given, Given]]:
        """Take pairs out of what is left."""
        taken = [(left.pop(n), right.pop(m)) for n, m in pairs.items()]
        both.extend(taken)
        return taken

    same = {one.key() for one, _ in take(_paired(left, right, Given.key))}
    for one, other in take(_paired(left, right, lambda it: (it.mark.place, it.code))):
        before, after = one.mark.coder, other.mark.coder
        lost = (not after and before not in coders) or (not before and after not in theirs)
        if not lost:
            rows["coder changed", _source(one), before, after] += 1
    for one, other in take(_paired(left, right, lambda it: (it.mark.place, it.who()))):
        rows["recoded", _source(one), *_paths(one, other, paths)] += 1
    for one, other in take(_overlapping(left, right)):
        rows[_stretch(one.mark, other.mark), _source(one), *_paths(one, other, paths)] += 1
    for one, other in take(_paired(left, right, _said)):
        rows["moved", _source(one), *_paths(one, other, paths)] += 1
    for one, other in both:
        if change := _dated(one.mark.coded, other.mark.coded):
            rows[change, _source(one), "", ""] += 1
    gone = {*codes.a} - {*codes.pairs} - {*codes.merged} - {*codes.split.values()}
    come = {*codes.b} - {*codes.pairs.values()} - {*codes.split} - {*codes.merged.values()}
    removed, came = Counter[str](), Counter[str]()
    joined = {codes.a[code] for code in codes.merged}
    parted = {codes.b[code] for code in codes.split}
    for one in left.values():
        if one.mark.code in gone:
            removed[one.mark.code] += 1
        elif not ((one.key() in same and one.code in joined) or _left(one.mark.coder, coders)):
            rows["removed", _source(one), paths[0].get(one.mark.code, ""), ""] += 1
    for other in right.values():
        if other.mark.code in come:
            came[other.mark.code] += 1
        elif not (
            (other.key() in same and other.code in parted) or _left(other.mark.coder, theirs)
        ):
            rows["added", _source(other), "", paths[1].get(other.mark.code, "")] += 1
    listed = [Difference("coding", *row, count, count) for row, count in rows.items()]
    return Outcome(listed, [(one.mark, other.mark) for one, other in both], removed, came)


def _given(
    marks: Sequence[Mark], codes: Mapping[str, Hashable], names: Mapping[str, str], export: str
) -> Codings:
    """Return the codings by number; coders of both exports have b's pseudonym."""
    return {
        n: Given(mark, codes.get(mark.code), names.get(mark.coder, (export, mark.coder)))
        for n, mark in enumerate(marks)
    }


def _source(one: Given) -> str:
    """Return the pseudonym of a source."""
    return f"source-{one.mark.source + 1}"


def _paths(
    one: Given, other: Given, paths: tuple[Mapping[str, str], Mapping[str, str]]
) -> tuple[str, str]:
    """Return the codes of a pair as each export calls them."""
    return paths[0].get(one.mark.code, ""), paths[1].get(other.mark.code, "")


def _left(coder: str, known: Mapping[str, str]) -> bool:
    """Tell whether a coder is in one export only."""
    return coder != "" and coder not in known


def _paired(left: Codings, right: Codings, key: Key) -> Pairs:
    """Return which of the codings left are which, by a key."""
    return pair(
        {n: key(given) for n, given in left.items()}, {n: key(given) for n, given in right.items()}
    )


def _said(given: Given) -> Hashable:
    """Return the words that a coding is of."""
    words = given.mark.words
    return (given.mark.source, words, given.code, given.who()) if words else None


def _overlapping(left: Codings, right: Codings) -> Pairs:
    """Pair codings of the same code by the same coder that share words, most words first."""
    shared: list[tuple[int, int, int]] = []
    others = _by_kind(right)
    for kind, mine in _by_kind(left).items():
        shared += _shares(mine, others.get(kind, []))
    found: Pairs = {}
    taken: set[int] = set()
    for _, n, m in sorted(shared):
        if n not in found and m not in taken:
            found[n] = m
            taken.add(m)
    return found


def _by_kind(codings: Codings) -> dict[Hashable, list[tuple[int, int, int]]]:
    """Return start, end and number of the placed codings of each source, code and coder."""
    found: dict[Hashable, list[tuple[int, int, int]]] = {}
    for n, given in codings.items():
        if given.mark.start != NOWHERE:
            kind = (given.mark.source, given.code, given.who())
            found.setdefault(kind, []).append((given.mark.start, given.mark.end, n))
    return found


def _shares(
    mine: list[tuple[int, int, int]], theirs: list[tuple[int, int, int]]
) -> Iterator[tuple[int, int, int]]:
    """Give the pairs that overlap, or of which one is within the other: minus the overlap, pair."""
    mine, theirs = sorted(mine), sorted(theirs)
    longest = max((end - start for start, end, _ in theirs), default=0)
    first = 0
    for start, end, n in mine:
        while first < len(theirs) and theirs[first][0] + longest < start:
            first += 1
        for low, high, m in theirs[first:]:
            if low > end:
                break
            overlap = min(end, high) - max(start, low)
            within = (low <= start and end <= high) or (start <= low and high <= end)
            if overlap > 0 or within:
                yield -overlap, n, m


def _stretch(one: Mark, other: Mark) -> str:
    """Return what became of a passage that shares words with another."""
    if other.start <= one.start and one.end <= other.end:
        return "lengthened"
    return "shortened" if one.start <= other.start and other.end <= one.end else "moved"


def _dated(before: str, after: str) -> str:
    """Return what became of the moment of a coding."""
    before, after = (in_iso(text, "") or text for text in (before, after))
    if before == after:
        return ""
    return "date changed" if before and after else "date removed" if before else "date added"
