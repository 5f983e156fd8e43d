"""A place as typed → the words that name it, in full, without those that any place may have."""

from __future__ import annotations

import re
from typing import NamedTuple

from rapidfuzz.distance import OSA

from cpsurvey.cleaning.typed import key

DIRECTIONS = ("north", "south", "east", "west", "central", "mid")
IN_FULL = {
    "n": "north", "nth": "north", "s": "south", "sth": "south", "e": "east",
    "w": "west", "ne": "north east", "nw": "north west", "se": "south east",
    "sw": "south west", "cent": "central", "ctrl": "central", "northeast": "north east",
    "st": "saint", "gt": "great", "gtr": "greater", "isles": "isle", "mids": "midlands",
    "beds": "bedfordshire", "berks": "berkshire", "bucks": "buckinghamshire",
    "cambs": "cambridgeshire", "ches": "cheshire", "derbys": "derbyshire", "glam": "glamorgan",
    "glos": "gloucestershire", "gloucs": "gloucestershire", "hants": "hampshire",
    "herts": "hertfordshire", "hunts": "huntingdonshire", "lancs": "lancashire",
    "leics": "leicestershire", "lincs": "lincolnshire", "northants": "northamptonshire",
    "notts": "nottinghamshire",
    "oxon": "oxfordshire", "shrops": "shropshire", "som": "somerset", "soms": "somerset",
    "staffs": "staffordshire", "suss": "sussex", "warks": "warwickshire", "wilts": "wiltshire",
    "worcs": "worcestershire", "yorks": "yorkshire",
}  # fmt: skip
_SMALL = "a ac and at by for from in of on the u under upon with"  # "a", "ac": and, in Welsh
_ANY_PLACE = """
across adoption am area areas assessment authorities authority based bc boro borough both brough
bwrdeistref care cbc cc children childrens cin city cncl co contact council councils country
county cover covering covers csc currently cyngor dc department dept dinas directorate district
division door duty early edt employed families family first fostering front government help here
hub i im independent is it la lac lado lb lbc live local locality lscb lscp mainly mash mbc mdc
met metropolitan mostly my office our partnership quadrant rb referral region response royal
safeguarding scb self service services sirol social some staff team trust ua unit unitary we
within work worked working works
"""
SMALL = frozenset(_SMALL.split())
ANY_PLACE = frozenset(_ANY_PLACE.split())
LONG = tuple(word for word in ANY_PLACE if len(word) > 5)
SHORT = ("and", "city", "of", "the", "upon")
_AND = re.compile(r"(\w{3,}) n (\w{2,})")
SAYS = ("city", "county")


class Words(NamedTuple):
    """What names a place, which ways it lies, and whether a city or a county was said of it."""

    name: tuple[str, ...]
    ways: frozenset[str]
    said: frozenset[str]
    short: str  # as typed, without the words that any place may have


def read_words(text: str, known: frozenset[str]) -> Words:
    """Return the words of a place as typed; `known` are words that stand in names."""
    typed = _AND.sub(r"\1 and \2", key(text)).replace("london boro", "boro")
    short, name, said = [], [], set()
    for word in typed.split():
        general = word if word in ANY_PLACE else _general(word, known)
        if general:
            said.update({general}.intersection(SAYS))
            continue
        if word not in ("the", "of"):
            short.append(word)
        name += [_way(part, known) for part in _in_full(word, known).split()]
    kept = tuple(word for word in name if word not in SMALL)
    ways = frozenset(kept).intersection(DIRECTIONS)
    return Words(kept, ways, frozenset(said), " ".join(short))


def rest(words: tuple[str, ...]) -> str:
    """Return the letters of a name without the ways it lies."""
    return "".join(word for word in words if word not in DIRECTIONS)


def _in_full(word: str, known: frozenset[str]) -> str:
    """Return the words that a short form stands for, one letter of a way before it or not."""
    if word in IN_FULL or word in known or word[1:] not in IN_FULL or len(word) < 4:
        return IN_FULL.get(word, word)
    way = IN_FULL.get(word[0], "")
    return f"{way} {IN_FULL[word[1:]]}" if way in DIRECTIONS else word


def _general(word: str, known: frozenset[str]) -> str:
    """Return the general word that this one is a misspelling of."""
    if len(word) < 2 or word in known or word in IN_FULL:
        return ""
    reach = 1 if len(word) < 8 else 2
    words = SHORT if len(word) < 5 else LONG
    close = [one for one in words if OSA.distance(word, one, score_cutoff=reach) <= reach]
    return next((one for one in close if one[0] == word[0] or one == "upon"), "")


def _way(word: str, known: frozenset[str]) -> str:
    """Return a misspelt way put right; what is near two ways is near none."""
    if word in known or len(word) < 3 or word in DIRECTIONS:
        return word
    close = [way for way in DIRECTIONS[:5] if OSA.distance(word, way, score_cutoff=1) <= 1]
    return close[0] if len(close) == 1 and close[0][0] == word[0] else word
