"""A misspelt name and the names there are → the one it can only be, those it may be, or none.

How far a name lies from what was typed is counted in letters and in sounds. A name is taken only if
it is near for its length and every other lies clearly farther. Names that stand for no code are
there to be nearer: a town that looks like an authority is not one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

# How far a name may be, by its slack: the shortest name, letters that differ, distance in all.
REACH = {
    2: ((14, 4, 6), (11, 3, 6), (8, 2, 4), (6, 2, 3), (5, 1, 2)),
    1: ((8, 1, 2), (6, 1, 1)),
    0: (),
}
FARTHEST = 5  # letters between what was typed and a name that is looked at
MARGIN = 2  # by how much every other name that stands for a code must lie farther
LONG = 8  # letters of a name whose first may be another
MOST = 6  # codes; what fits more is not near anything
_SOUNDS = tuple(
    (re.compile(pattern), said)
    for pattern, said in (
        (r"[aeiou]+(r?)[cs]+[eio]*[sn]?t+[aeiou]+r", r"\1ster"),  # Leicester as it is said
        (r"b[aou]*r+[aou]*(gh?|w)?(?=h|$)", "bro"),  # borough, brough, boro
        (r"igh", "i"),
        (r"ph", "f"),
        (r"x", "ks"),
        (r"c(?=[eiy])", "s"),
        (r"ck|c|q", "k"),
        (r"z", "s"),
        (r"v", "f"),
        (r"(?<=.)[hw]", ""),
        (r"[aeiouy]+", "a"),
        (r"(.)\1+", r"\1"),
        (r"a$", ""),
    )
)


class Name(NamedTuple):
    """One spelling, said and written, and the codes it stands for.

    ``slack`` says how far a misspelling may be that stands for them too. ``stem`` is the longest
    other name that it begins with; ``grows`` tells that another name begins with it.
    """

    letters: str
    sound: str
    codes: tuple[str, ...]
    slack: int
    stem: str
    grows: bool


class Near(NamedTuple):
    """A name near what was typed: how far in all, and in letters."""

    distance: int
    letters: int
    name: Name
    typed: str


def sound(letters: str) -> str:
    """Return roughly how a name is said, so that slips of the ear count for little."""
    for pattern, said in _SOUNDS:
        letters = pattern.sub(said, letters)
    return letters


def names(spellings: Iterable[tuple[str, tuple[str, ...], int]]) -> dict[str, Name]:
    """Return letters → name; a spelling that stands twice stands for the codes of both."""
    merged: dict[str, tuple[tuple[str, ...], int]] = {}
    for letters, codes, slack in spellings:
        before, most = merged.get(letters, ((), 0))
        merged[letters] = tuple(dict.fromkeys((*before, *codes))), max(most, slack)
    stems = {letters: _stem(letters, merged) for letters in merged}
    grown = set(stems.values())
    return {
        letters: Name(letters, sound(letters), codes, slack, stems[letters], letters in grown)
        for letters, (codes, slack) in merged.items()
    }


def nearest(typed: str, known: Mapping[str, Name]) -> list[Near]:
    """Return the names that are near what was typed."""
    said = sound(typed)
    close = process.extract(
        typed, known.keys(), scorer=OSA.distance, score_cutoff=FARTHEST, limit=None
    )
    return [_near(typed, said, known[letters], int(apart)) for letters, apart, _ in close]


def decide(near: Iterable[Near]) -> tuple[str, ...]:
    """Return the codes of the only name it can be, or of the few it may be, or nothing."""
    ranked = sorted(near, key=_rank)
    if not ranked or not _reaches(ranked[0]):
        return ()
    least = ranked[0].distance
    if not all(one.name.slack for one in ranked if one.distance == least):
        return ()
    rivals = [one.name for one in ranked if one.distance < least + one.name.slack]
    codes = tuple(dict.fromkeys(code for name in rivals for code in name.codes))
    return codes if len(codes) <= MOST else ()


def suggested(near: Iterable[Near], most: int = 3) -> tuple[str, ...]:
    """Return the codes of names half of whose letters are right, for a person to choose from."""
    ranked = sorted((one for one in near if 2 * one.letters <= len(one.typed)), key=_rank)
    codes = (code for one in ranked for code in one.name.codes)
    return tuple(dict.fromkeys(codes))[:most]


def _near(typed: str, said: str, name: Name, letters: int) -> Near:
    """Measure how far a name lies; another first letter is a step more."""
    sounds = min(OSA.distance(said, name.sound), letters + 1)  # one letter may change many sounds
    return Near(letters + sounds + (typed[0] != name.letters[0]), letters, name, typed)


def _rank(near: Near) -> tuple[int, int, str]:
    """Return what the nearest names are told by."""
    return near.distance, near.letters, near.name.letters


def _reaches(near: Near) -> bool:
    """Tell whether a name is near enough for its length, and neither cut short nor added to."""
    name, typed = near.name, near.typed
    length = min(len(typed), len(name.letters))
    allowed = next((reach for reach in REACH[name.slack] if length >= reach[0]), None)
    if allowed is None or near.letters > allowed[1] or near.distance > allowed[2]:
        return False
    if typed[0] != name.letters[0] and (near.letters > 1 or length < LONG):
        return False
    cut = abs(len(typed) - len(name.letters)) > 1 and _holds(typed, name.letters)
    if cut and near.distance > near.letters:
        return False
    if name.grows and near.letters - OSA.distance(typed[:-2], name.letters) > 1:
        return False  # what it ends in is not the name's: "Nottinghamsh"
    return not name.stem or len(typed) > len(name.stem) + 1


def _holds(one: str, other: str) -> bool:
    """Tell whether one text begins or ends with the other."""
    short, long = sorted((one, other), key=len)
    return long.startswith(short) or long.endswith(short)


def _stem(letters: str, merged: Mapping[str, tuple[tuple[str, ...], int]]) -> str:
    """Return the longest other name, of other codes, that this one begins with."""
    starts = (letters[:size] for size in range(len(letters) - 2, 3, -1))
    codes = merged[letters][0]
    return next((start for start in starts if start in merged and merged[start][0] != codes), "")
