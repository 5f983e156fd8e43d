"""A role as typed → its words, put right where they are misspelt, and what only says more of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

# Words that say how, since when or for whom somebody has a role, and not which.
_SAYS_MORE = """
a acting agency also am an and at authority band bank based both by contractor council current
currently deputy employed ex experience experienced for former formerly freelance from ft full
fulltime grade i im in independent infant interim is job junior la local locum mainly member
mostly my newly nhs nq now of only or part parttime permanent plus post previously primary pt
qualified recently registered retired role secondary semi senior since snr specialist sr still
temp temporary the time title to within work worked working years yr yrs
"""
# Where these are said of a place of work, the role itself may be another.
_OTHER_WORK = """
adoption adult adults court fostering hospice hospital mental prison private residential
university
"""
# Words that look like those of roles, and are words of their own.
_OWN = """
advice career careers caring counsel course courses dcs dental director familiar farther health
lecturer offer offered offers office offices patient patients places policy polite practise
principle produce professor research researcher resident safeguard sociable special student
supported teach
"""
IN_FULL = {
    "adv": "advanced", "asst": "assistant", "conf": "conference", "cp": "child protection",
    "dep": "deputy", "det": "detective", "fsw": "family support worker", "hv": "health visitor",
    "mgr": "manager", "mw": "midwife", "paed": "paediatrician", "pract": "practitioner",
    "sch": "school", "sgt": "sergeant", "soc": "social", "sw": "social worker",
    "tm": "team manager",
}  # fmt: skip
SAYS_MORE = frozenset(_SAYS_MORE.split())
BESIDE = frozenset(("cin", "leave", "maternity", "team", "unit"))  # said beside a role, and none
OTHER_WORK = frozenset(_OTHER_WORK.split())
OWN = frozenset(_OWN.split())
AT = re.compile(r"\s(?:at|@)\s", re.IGNORECASE)
_NUMBER = re.compile(r"\d+[a-z]*")


def says_more(word: str, places: frozenset[str]) -> bool:
    """Tell whether a word does not change which role is meant."""
    return word in SAYS_MORE or word in places or _NUMBER.fullmatch(word) is not None


def in_full(words: Sequence[str]) -> list[str]:
    """Return words with the short forms among them in full."""
    return [part for word in words for part in IN_FULL.get(word, word).split()]


def put_right(words: Sequence[str], known: frozenset[str], places: frozenset[str]) -> list[str]:
    """Return words with the misspelt ones as roles have them; a word near two is left as it is."""
    return [_right(word, known, places) for word in words]


def phrases(words: Sequence[str], known: Mapping[str, tuple[str, ...]]) -> Iterator[str | None]:
    """Yield the longest runs of words that are known, and None for a word in none of them."""
    longest = max((len(phrase.split()) for phrase in known), default=1)
    start = 0
    while start < len(words):
        for end in range(min(len(words), start + longest), start, -1):
            phrase = " ".join(words[start:end])
            if phrase in known:
                yield phrase
                start = end
                break
        else:
            yield None
            start += 1


def _right(word: str, known: frozenset[str], places: frozenset[str]) -> str:
    """Return the word that this one can only be."""
    if word in known or word in OWN or says_more(word, places):
        return word
    for single in (word.removesuffix("s"), word.removesuffix("es")):
        if single in known:
            return single
    if len(word) < 5:
        return word
    close = [
        other
        for other, apart, _ in process.extract(
            word, _alike(word, known), scorer=OSA.distance, score_cutoff=2, limit=None
        )
        if apart <= (1 if min(len(word), len(other)) < 8 else 2)
    ]
    best = min((OSA.distance(word, other) for other in close), default=0)
    nearest = sorted(other for other in close if OSA.distance(word, other) == best)
    plural = nearest[1:] == [f"{nearest[0]}s"] if nearest else False
    return nearest[0] if len(nearest) == 1 or plural else word


def _alike(word: str, known: Iterable[str]) -> list[str]:
    """Return the known words that begin with the same letter."""
    return [other for other in known if other[0] == word[0] and len(other) > 4]
