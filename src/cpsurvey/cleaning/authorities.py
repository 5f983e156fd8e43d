"""The local authority as typed → its GSS code, or why there is none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial

import pandas as pd

from cpsurvey.cleaning import fuzzy, typed
from cpsurvey.cleaning.cleaned import Cleaned
from cpsurvey.cleaning.gazetteer import Gazetteer, gazetteer, in_order
from cpsurvey.cleaning.place_words import DIRECTIONS, Words, read_words, rest
from cpsurvey.cleaning.shortened import in_full, left_out
from cpsurvey.cleaning.typed import NOTHING, Finding, key
from cpsurvey.codebook import Codebook
from cpsurvey.tables import SurveyTables

MANY = 20  # what initials fit more than that they do not tell
_SHIRE = re.compile(r"(\w+)\s*[(/]\s*-?shire\b\)?", re.IGNORECASE)
_TAIL = re.compile(r"^(london)\s+(?!boro)|\s+(london|england|wales|cymru|uk)\W*$", re.IGNORECASE)
_LISTED = re.compile(
    r"[/;|+\n]|&|\b(?:and|or|plus|but|then|previously|formerly|ac)\b", re.IGNORECASE
)
_GLOSSED = re.compile(r"[,()\[\]:]|\s[-\u2013\u2014]+\s")


def match_authorities(raw: pd.Series, codebook: Codebook, question: str = "authority") -> Cleaned:
    """Return GSS codes for what people typed as their local authority.

    Names are found as they stand, in English or Welsh, without the words that any council has,
    and when misspelt. What fits two or more is ambiguous.
    """
    find = partial(find_authority, names=gazetteer(codebook))
    official = {authority.code: authority.name for authority in codebook.authorities}
    cleaned = typed.match(raw, find, official, codebook.settled.get(question, {}))
    return cleaned._replace(values={"": cleaned.values[""].astype("string")})


def authority_coverage(tables: SurveyTables, codebook: Codebook) -> pd.DataFrame:
    """Return how many of each nation's authorities anybody named.

    Parameters
    ----------
    tables
        Survey tables; every question of type authority counts, whichever group it was put to.
    codebook
        The codebook they were made with, which says what authorities there are.

    Returns
    -------
    DataFrame
        One row a nation: ``nation``, ``base`` (authorities there are), ``count`` (authorities
        named) and ``share``.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> from cpsurvey.cleaning import authority_coverage
    >>> authority_coverage(cps.load_example(), cps.load_codebook())["base"].tolist()
    [151, 22]
    """
    asked = [q.name for q in codebook.questions if q.type == "authority"]
    named = {code for name in asked for code in tables.responses[name].dropna().unique()}
    found = pd.DataFrame(codebook.authorities_named(named), columns=["nation", "count", "base"])
    return found[["nation", "base", "count"]].assign(share=found["count"] / found["base"])


def find_authority(text: str, names: Gazetteer) -> Finding:
    """Return the authority that a typed text stands for, or those it fits, or the nearest."""
    plain = _TAIL.sub(_comma, _SHIRE.sub(r"\1 / \1shire", text.strip()))
    found = (
        _as_it_stands(plain, names)
        or _in_parts(plain, names, partial(_as_it_stands, names=names))
        or _by_initials(plain, names)
    )
    if found is None:
        found = _inexact(plain, names)
        if not found.codes:
            either = partial(_either, names=names)
            found = _in_parts(plain, names, either) or found
    return _city_or_county(found, read_words(plain, names.known).said, names)


def _as_it_stands(text: str, names: Gazetteer) -> Finding | None:
    """Return what a text is without a change of letters; None if it is no name known."""
    words = read_words(text, names.known)
    name = " ".join(words.name)
    for known, typed_ in (
        (names.exact, key(text)),
        (names.exact, words.short),
        (names.exact, words.short.removesuffix("cc")),
        (names.cores, name),
        (names.cores, in_order(name) if not _GLOSSED.search(text) else ""),
    ):
        if typed_ and typed_ in known:
            return Finding(known[typed_], "district" if typed_ in names.others else "alias")
    return None


def _inexact(text: str, names: Gazetteer) -> Finding:
    """Return what a text can only be a misspelling of, or be cut short from."""
    near = [
        one
        for place, (ways, letters) in enumerate(_readings(read_words(text, names.known)))
        for one in fuzzy.nearest(letters, names.spelt.get(ways, {}))
        if place == 0 or one.letters <= 1
    ]
    codes = fuzzy.decide(near)
    cut = in_full(text, names.known, names.wholes)
    if not codes or left_out(text) or len(codes) == len(cut) == 1:
        codes = tuple(dict.fromkeys((*codes, *cut)))
    return Finding(codes, "close", fuzzy.suggested(near) if not codes else ())


def _either(text: str, names: Gazetteer) -> Finding | None:
    """Return what a text is, as it stands, misspelt or cut short."""
    return _as_it_stands(text, names) or _inexact(text, names)


def _readings(words: Words) -> Iterator[tuple[frozenset[str], str]]:
    """Yield the ways a place lies and its letters; also with words run together and taken apart."""
    letters = rest(words.name)
    if letters:
        yield words.ways, letters
    if len(words.name) > 1:
        yield frozenset(), "".join(words.name)
    for way in DIRECTIONS if len(words.name) == 1 else ():
        if len(letters) > len(way) + 3 and letters.startswith(way):
            yield frozenset((way,)), letters.removeprefix(way)
        elif len(letters) > len(way) + 3 and letters.endswith(way):
            yield frozenset((way,)), letters.removesuffix(way)


def _by_initials(text: str, names: Gazetteer) -> Finding | None:
    """Return the councils that initials may stand for; one alone is near, not found."""
    codes = names.initials.get(read_words(text, names.known).short, ())
    if not codes:
        return None
    return Finding(codes) if 1 < len(codes) <= MANY else Finding(near=codes[:MANY])


def _in_parts(text: str, names: Gazetteer, read: Callable[[str], Finding | None]) -> Finding | None:
    """Return what several names in one answer come to.

    Names in a list are all meant; what stands in brackets or after a comma says more of the same.
    Without any part that can be read there is nothing.
    """
    pieces = _GLOSSED.split(text)
    several = [bool(_LISTED.search(one)) and not (read(one) or NOTHING).codes for one in pieces]
    listed = any(several)
    parts = [
        part
        for piece, more in zip(pieces, several, strict=True)
        for part in (_LISTED.split(piece) if more else [piece])
        if part.strip()
    ]
    if len(parts) < 2:
        return None
    words = [read_words(part, names.known) for part in parts]
    around = [key(part) for part in parts if key(part) in names.around]
    ways = [one.ways for one in words if one.name and _only_ways(one) and not listed]
    named = [
        (one.name, read(part) or NOTHING)
        for part, one in zip(parts, words, strict=True)
        if one.name and key(part) not in names.around and one.ways not in ways
    ]
    if not all(found.codes for _, found in named) or (listed and around):
        return None
    found = _together([found for _, found in named], around, listed, names) if named else None
    return _that_way(found, named[0][0], frozenset().union(*ways), names) if found else None


def _together(
    found: Sequence[Finding], around: Sequence[str], listed: bool, names: Gazetteer
) -> Finding:
    """Return what the parts of an answer come to, all of them known."""
    codes = [set(part.codes) for part in found] + [set(names.around[place]) for place in around]
    both = set.intersection(*codes)
    either = tuple(dict.fromkeys(code for part in found for code in part.codes))
    if around and not both:
        return Finding(near=either)
    kept = either if listed or not both else tuple(code for code in either if code in both)
    rules = {part.rule for part in found}
    return Finding(kept, next((rule for rule in ("close", "district") if rule in rules), "alias"))


def _that_way(
    found: Finding, name: tuple[str, ...], ways: frozenset[str], names: Gazetteer
) -> Finding:
    """Return a place with which part of it was said, unless that part may be another place."""
    other = names.cores.get(in_order(" ".join((*name, *ways))), ()) if ways else ()
    if len(found.codes) > 1 and set(other) < set(found.codes) and other:
        return found._replace(codes=other)
    return found._replace(codes=tuple(dict.fromkeys((*found.codes, *other))))


def _city_or_county(found: Finding, said: frozenset[str], names: Gazetteer) -> Finding:
    """Return a city and the counties of its name where the other was said of it."""
    if len(found.codes) != 1:
        return found
    other, codes = names.twins.get(found.codes[0], ("", ()))
    return found._replace(codes=(*found.codes, *codes)) if other in said else found


def _comma(found: re.Match[str]) -> str:
    """Return a country or London after a name as a part of its own."""
    return f", {found[1] or found[2]}, "


def _only_ways(words: Words) -> bool:
    """Tell whether words say which part of a place is meant, and no place."""
    return set(words.name) == words.ways
