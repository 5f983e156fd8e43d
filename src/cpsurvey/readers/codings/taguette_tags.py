"""Names of Taguette's tags in; which of them lies below which, by the way they are named, out."""

from __future__ import annotations

from collections.abc import Collection, Iterable

SEPARATORS = ".:"


def parents_of(tags: Collection[str]) -> dict[str, str]:
    """Return the tag above each that has one: the longest tag that its name continues.

    Taguette keeps no hierarchy. Its users name tags "interviewee.age" or "deductive: stake", and
    Taguette exports those of a beginning together. A beginning that is not itself a tag is no
    parent: it has no codings and no description, and a full stop may be just that.

    Examples
    --------
    >>> parents_of(["mode", "mode.phone", "mode.phone: calls", "deductive: stake", "mode of talk"])
    {'mode.phone': 'mode', 'mode.phone: calls': 'mode.phone'}
    """
    known = set(tags)
    found = {tag: [part for part in _beginnings(tag) if part in known] for tag in tags}
    return {tag: above[-1] for tag, above in found.items() if above}


def paths_of(tags: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the path of each tag, the topmost first, as their names tell it."""
    known = list(dict.fromkeys(tags))
    parents = parents_of(known)
    paths: dict[str, tuple[str, ...]] = {}
    for tag in sorted(known, key=len):
        above = paths[parents[tag]] if tag in parents else ()
        paths[tag] = (*above, tag)
    return {tag: paths[tag] for tag in known}


def _beginnings(tag: str) -> list[str]:
    """Return what stands before each separator, the shortest first."""
    places = [place for place, sign in enumerate(tag) if sign in SEPARATORS]
    return [tag[:place].rstrip() for place in places if tag[:place].strip()]
