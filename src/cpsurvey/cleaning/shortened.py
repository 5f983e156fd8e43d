"""A name cut short and the names there are → the codes of those it may stand for.

"Telford & W", "Middlesb", "B'pool", "Leic'shire": each word begins as the name's does, in order,
and after a sign that letters are left out it ends as the name's does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from cpsurvey.cleaning.fuzzy import MOST
from cpsurvey.cleaning.place_words import DIRECTIONS, SMALL, read_words
from cpsurvey.codebook import normalise

_LEFT_OUT = re.compile(r"([a-z]+)'([a-z]+)|([a-z])/([a-z]{3,})")
_BOROUGH = re.compile(r"b(?:o?rough|urgh|ro)$")
_BETWEEN = re.compile(r"[\s&,.()\-]+")


class Whole(NamedTuple):
    """A name in full: its words, the codes it stands for, and letters that tell it when cut short.

    Names that nobody cuts short need none, and keep what is cut from being taken for another.
    """

    words: tuple[str, ...]
    codes: tuple[str, ...]
    least: int


def by_initial(names: Iterable[Whole]) -> dict[str, list[Whole]]:
    """Return first letter → the names that begin with it."""
    found: dict[str, list[Whole]] = {}
    for name in names:
        if name.words:
            found.setdefault(name.words[0][0], []).append(name)
    return found


def in_full(text: str, known: frozenset[str], names: Mapping[str, list[Whole]]) -> tuple[str, ...]:
    """Return the codes of all the names that a text may be cut from; none if one has no code."""
    cut = _cut_words(text, known)
    if not cut:
        return ()
    fits = [name for name in names.get(cut[0][0][0], ()) if _fits(cut, name.words)]
    if not any(_tells(cut, name) for name in fits):
        return ()
    if not all(name.codes or len(name.words) > len(cut) for name in fits):
        return ()
    codes = tuple(dict.fromkeys(code for name in fits for code in name.codes))
    return codes if len(codes) <= MOST else ()


def left_out(text: str) -> bool:
    """Tell whether a sign says that letters are left out."""
    return any(_LEFT_OUT.fullmatch(word) for word in _BETWEEN.split(normalise(text)))


def _cut_words(text: str, known: frozenset[str]) -> list[tuple[str, str]]:
    """Return the beginning and the end of each word as typed; the end is blank in most."""
    found: list[tuple[str, str]] = []
    for word in _BETWEEN.split(normalise(text)):
        if cut := _LEFT_OUT.fullmatch(word):
            found.append((cut[1] or cut[3], cut[2] or cut[4]))
        elif len(word) == 1:
            found += [(word, "")] if word not in SMALL else []
        else:
            found += [(part, "") for part in read_words(word, known).name]
    return found


def _fits(cut: list[tuple[str, str]], words: tuple[str, ...]) -> bool:
    """Tell whether words may be cut from those that a name begins with."""
    return len(cut) <= len(words) and all(
        _begins(head, tail, word) for (head, tail), word in zip(cut, words, strict=False)
    )


def _tells(cut: list[tuple[str, str]], name: Whole) -> bool:
    """Tell whether enough is left of a name; one word of several is not."""
    letters = max((len(head + tail) for head, tail in cut if head not in DIRECTIONS), default=0)
    return 0 < name.least <= letters and (len(cut) == len(name.words) or len(cut) > 1)


def _begins(head: str, tail: str, word: str) -> bool:
    """Tell whether a word begins and ends as one with letters left out does."""
    if len(head) > 4 and head.endswith("s") and word.endswith("shire"):
        return word.startswith(head[:-1])  # "Derbs", "Herefs"
    if not word.startswith(head) or len(head + tail) > len(word):
        return False
    return _BOROUGH.sub("boro", word).endswith(_BOROUGH.sub("boro", tail))
