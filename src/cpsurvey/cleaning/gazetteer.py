"""A codebook's authorities and places → every name there is, in the forms to look one up by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from cpsurvey.cleaning import fuzzy, typed
from cpsurvey.cleaning.initialisms import initialisms
from cpsurvey.cleaning.place_words import read_words, rest
from cpsurvey.cleaning.shortened import Whole, by_initial
from cpsurvey.cleaning.typed import key
from cpsurvey.codebook import Authority, Codebook

SLACK = {"part": 2, "district": 1}  # kinds of places recognised when misspelt, and how badly
LEAST = {"part": 4, "district": 5}  # kinds recognised when cut short, and how many letters it takes
OTHERS = ("district", "former", "town")  # kinds that lie in an authority and do not bear its name
ALSO = {"England": ("uk",), "Wales": ("cymru", "uk")}


Named = tuple[str, tuple[str, ...]]


class Gazetteer(NamedTuple):
    """Every name there is, in the forms in which a typed one is looked up.

    ``exact`` by key and ``cores`` by the words that name a place give the codes it stands for, none
    for a place that is no authority. ``twins`` gives for a city the counties that bear its name and
    for these the city, with the word that tells it from them.
    """

    exact: Mapping[str, tuple[str, ...]]
    cores: Mapping[str, tuple[str, ...]]
    spelt: Mapping[frozenset[str], Mapping[str, fuzzy.Name]]
    wholes: Mapping[str, list[Whole]]
    initials: Mapping[str, tuple[str, ...]]
    others: frozenset[str]
    known: frozenset[str]
    around: Mapping[str, frozenset[str]]
    twins: Mapping[str, tuple[str, tuple[str, ...]]]


def in_order(name: str) -> str:
    """Return the words of a name in an order that does not depend on how they were typed."""
    return " ".join(["", *sorted(name.split())])


def gazetteer(codebook: Codebook) -> Gazetteer:
    """Put a codebook's authorities and places in the forms in which typed ones are looked up."""
    official: list[Named] = [
        (n, (a.code,)) for a in codebook.authorities for n in (a.name, a.name_cy) if n
    ]
    aliases: list[Named] = [(text, (a.code,)) for a in codebook.authorities for text in a.aliases]
    several: list[Named] = list(codebook.ambiguous_authorities.items())
    places: list[Named] = [
        (place.name, (place.code,) if place.code else ()) for place in codebook.places
    ]
    known = frozenset(word for text, _ in official + places for word in key(text).split())
    nowhere = {key(name) for name, codes in places if not codes}
    cores: dict[str, tuple[str, ...]] = {}
    spelt: dict[frozenset[str], list[tuple[str, tuple[str, ...], int]]] = {}
    wholes: list[Whole] = []
    kinds = {place.name: place.kind for place in codebook.places}
    for text, codes in official + several + places:
        words = read_words(text, known)
        name = " ".join(words.name)
        if name in cores or (codes and name in nowhere):
            continue
        cores[name] = cores[in_order(name)] = codes
        least = 4 if text not in kinds else LEAST.get(kinds[text], 0)
        if codes or kinds.get(text) not in OTHERS:
            wholes.append(Whole(words.name, codes, least))
        if rest(words.name):
            far = SLACK.get(kinds[text], 0) if text in kinds else 2
            spelt.setdefault(words.ways, []).append((rest(words.name), codes, far))
    others = [place.name for place in codebook.places if place.kind in OTHERS]
    return Gazetteer(
        exact=typed.index(official + aliases + several + places),
        cores=cores,
        spelt={ways: fuzzy.names(spellings) for ways, spellings in spelt.items()},
        wholes=by_initial(wholes),
        initials=_initials(codebook, known),
        others=frozenset(form for text in others for form in _forms(text, known)),
        known=known,
        around=_around(codebook.authorities),
        twins=_twins(codebook.authorities, known),
    )


def _forms(text: str, known: frozenset[str]) -> tuple[str, ...]:
    """Return the forms under which a name is looked up."""
    name = " ".join(read_words(text, known).name)
    return key(text), name, in_order(name)


def _initials(codebook: Codebook, known: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """Return initials → the councils that may be called so, with the districts' counties."""
    names = [(" ".join(read_words(a.name, known).name), a.code) for a in codebook.authorities]
    districts = [(key(p.name), p.code) for p in codebook.places if p.kind == "district" and p.code]
    return initialisms(names, districts)


def _around(authorities: Iterable[Authority]) -> dict[str, frozenset[str]]:
    """Return the key of a nation or a region → the codes of the authorities there."""
    found: dict[str, set[str]] = {}
    for authority in authorities:
        for place in (authority.region, authority.nation, *ALSO.get(authority.nation, ())):
            found.setdefault(key(place), set()).add(authority.code)
    return {place: frozenset(codes) for place, codes in found.items() if place}


def _twins(
    authorities: Iterable[Authority], known: frozenset[str]
) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return a city → "county" and the shires of its name, and each of these → "city" and it."""
    words = {a.code: read_words(a.name, known).name for a in authorities}
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    for code, name in words.items():
        shires = tuple(
            c for c, other in words.items() if len(name) == 1 and f"{name[0]}shire" in other
        )
        if shires:
            found[code] = ("county", shires)
            found |= dict.fromkeys(shires, ("city", (code,)))
    return found
