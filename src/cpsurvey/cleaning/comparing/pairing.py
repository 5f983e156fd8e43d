"""Things of two exports with what they are known by in; which is which out, and how it differs."""

from __future__ import annotations

import re
import unicodedata
from collections import deque
from collections.abc import Hashable, Mapping
from typing import NamedTuple, TypeVar

Left = TypeVar("Left", bound=Hashable)
Right = TypeVar("Right", bound=Hashable)
GUID = re.compile(r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")


class Difference(NamedTuple):
    """One row of a comparison."""

    what: str
    change: str
    source: str
    in_a: str
    in_b: str
    number: int
    codings: int


def pair(a: Mapping[Left, Hashable], b: Mapping[Right, Hashable]) -> dict[Left, Right]:
    """Return which of `a` is which of `b`: the first of a key with the first, and so on.

    What has no key (None) is nobody's pair.
    """
    waiting: dict[Hashable, deque[Right]] = {}
    for right, key in b.items():
        if key is not None:
            waiting.setdefault(key, deque()).append(right)
    found = {}
    for left, key in a.items():
        if key is not None and waiting.get(key):
            found[left] = waiting[key].popleft()
    return found


def only_once(keys: Mapping[Left, Hashable]) -> dict[Left, Hashable]:
    """Return the keys that are one thing's alone; the others become None."""
    seen: dict[Hashable, int] = {}
    for key in keys.values():
        seen[key] = seen.get(key, 0) + 1
    return {thing: key if seen[key] == 1 else None for thing, key in keys.items()}


def plain(name: str) -> str:
    """Return a name as tools agree on it: composed letters, single blanks, no capitals."""
    return " ".join(unicodedata.normalize("NFC", name).split()).casefold()


def guid_or_none(identifier: str) -> str | None:
    """Return an identifier if it is a GUID, and so not made from an order or a name."""
    bare = identifier.strip("{}")
    return bare.upper() if GUID.fullmatch(bare) else None
