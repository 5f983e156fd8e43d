"""The words of a passage in; where in them something may point at a person, out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from cpsurvey.codebook import load_codebook
from cpsurvey.disclosure.telling_words import (
    CALLED,
    CAPITALS,
    MONTHS,
    NAMES_TOO,
    NUMBERS,
    ORDINALS,
    ROADS,
    SPOKE,
    STARTS,
    TITLES,
    WEEKDAYS,
)
from cpsurvey.masking import find_details

Places = Mapping[str, Collection[tuple[str, ...]]]

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
PART = re.compile(r"\w+")
AGE = rf"(?:\d{{1,2}}|{NUMBERS})\b"
SHORT = re.compile(r"'(?:d|ll|m|re|s|t|th|ve|ch|i|n|r|u|w)$")  # I'd, they've, doesn't; mae'n, i'w
NO_NAME = re.compile(
    r"\w{3,}(?:ation|ition|ment|ness|ology|ality|ually|ingly|ously|ently|antly)s?$"
)
BEFORE = '\n.!?…:;"“”‘([–—-'
TAIL = re.compile(r"['’]s?$")
LONGEST_INITIALS = 6
SHORTEST_PLACE = 3
_PATTERNS = (
    (
        "name",
        re.compile(
            rf"\b{TITLES}\.?\s+(?:[A-Z][\w'’-]{{1,30}}(?:\s+[A-Z][\w'’-]{{1,30}})?|[B-HJ-Z]\b)"
            rf"|\b{CALLED}(?=\s+{SPOKE}\b)"
        ),
    ),
    (
        "name",
        re.compile(
            r"(?i)\b(?:mr|mrs|ms|dr)\.?\s+(?!and\b|or\b|who\b|was\b|is\b)[a-z]['’\w-]{2,30}"
        ),
    ),
    ("place", re.compile(rf"\b(?:\d+[a-z]?\s+)?(?:[A-Z][\w'’-]{{1,30}}\s+){{1,3}}{ROADS}\b")),
    (
        "place",
        re.compile(
            r"\b(?:Ysgol|Heol|Ffordd|Stryd|Ysbyty|Capel|Meithrinfa)\s+(?:\w{1,3}\s+)?[A-Z][\w'’-]{1,30}"
        ),
    ),
    (
        "date",
        re.compile(
            rf"\b\d{{1,2}}[./-]\d{{1,2}}[./-](?:\d\d){{1,2}}\b|\b\d{{4}}-\d\d-\d\d\b"
            rf"|(?i:\b(?:\d{{1,2}}(?:st|nd|rd|th|fed|eg|ain|af|il|ydd)?|{ORDINALS})\s+(?:of\s+|o\s+)?{MONTHS}\b)"
            rf"|(?i:\b{MONTHS}\s+(?:the\s+)?(?:\d{{1,4}}(?:st|nd|rd|th)?|{ORDINALS})\b)"
            rf"|\b{WEEKDAYS},?\s+(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th)\b"
            r"|\b(?:19|20)\d\d\b|(?i:\b(?:birthday|pen-?blwydd)\b)"
        ),
    ),
    (
        "age",
        re.compile(
            rf"(?i)\b(?:\d{{1,2}}|{NUMBERS})[\s-]?(?:and a half[\s-])?"
            r"(?:years?|yrs?|months?|mths?|weeks?|wks?)[\s-]olds?\b|\b\d{1,2}\s?y/?o\b"
            rf"|\b(?:aged?|age of|turned|turning)\s+(?:about\s+)?{AGE}(?:(?:,| and| or)\s+{AGE})*"
            rf"|\b(?:I|he|she|who)(?:['’](?:m|s)|\s+(?:am|is|was))\s+(?:only\s+|just\s+|about\s+)?"
            rf"(?!one\b|un\b){AGE}(?!\s*(?:%|[.:]\d|of\b|or\b|to\b|hundred\b|\w+s\b))"
            rf"|\b(?:\d{{1,2}}|{NUMBERS})\s+(?:(?:m?b|m|f)lwydd(?:\s+oed)?|oed)\b"
        ),
    ),
    (
        "number",
        re.compile(
            r"\b[A-Za-z]{0,4}\d{3,}\w{0,20}|\b[A-Za-z]\w{0,30}[._]\w{0,30}\d\d\b|\b\d{1,3}(?:,\d{3}){1,4}\b|\b[A-Z]{1,4}\d\d\b"
        ),
    ),
)


class Found(NamedTuple):
    """What a stretch of a text may be, and where it is."""

    kind: str
    start: int
    end: int


def find_telling(text: str, ordinary: Collection[str], places: Places) -> list[Found]:
    """Return what may point at a person, in order, no stretch twice.

    `ordinary` are words that the corpus has in small letters too.
    """
    candidates = [Found("contact", start, end) for _, start, end in find_details(text)]
    candidates += _patterned(text)
    candidates += _named_places(text, ordinary, places)
    candidates += _names(text, ordinary)
    kept: list[Found] = []
    taken = bytearray(len(text))
    for found in candidates:
        if not any(taken[found.start : found.end]):
            kept.append(found)
            taken[found.start : found.end] = b"x" * (found.end - found.start)
    return sorted(kept, key=lambda one: one.start)


@cache
def known_places() -> Places:
    """Return the places and authorities that the study's codebook lists, by their first word."""
    codebook = load_codebook()
    names = [place.name for place in codebook.places]
    for authority in codebook.authorities:
        names += [authority.name, *authority.name_cy.split(";")]
    return place_index(names)


def place_index(names: Iterable[str]) -> dict[str, set[tuple[str, ...]]]:
    """Return names of places as tuples of words in small letters, by their first word."""
    index: dict[str, set[tuple[str, ...]]] = {}
    for name in names:
        words = tuple(PART.findall(name.casefold()))
        if len(words) > 1 or (words and len(words[0]) > SHORTEST_PLACE):
            index.setdefault(words[0], set()).add(words)
    return index


def words_of(text: str) -> Iterator[str]:
    """Yield the words of a text in small letters, without the s of a possessive."""
    for match in WORD.finditer(text):
        yield TAIL.sub("", match[0]).casefold()


def small_letters(texts: Iterable[str]) -> set[str]:
    """Return the words that some text has in small letters throughout."""
    return {
        TAIL.sub("", match[0])
        for text in texts
        for match in WORD.finditer(text)
        if match[0].islower()
    }


def _patterned(text: str) -> Iterator[Found]:
    """Yield titles with a name, roads and schools, dates, ages and long numbers."""
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            yield Found(kind, match.start(), match.end())


def _named_places(text: str, ordinary: Collection[str], places: Places) -> Iterator[Found]:
    """Yield places that are listed, with a capital; no plain word alone at a start."""
    parts = list(PART.finditer(text))
    words = [part[0].casefold() for part in parts]
    for at, part in enumerate(parts):
        for name in sorted(places.get(words[at], ()), key=len, reverse=True):
            if tuple(words[at : at + len(name)]) != name or not part[0][0].isupper():
                continue
            plain = words[at] in ordinary or words[at] in STARTS | CAPITALS
            if len(name) == 1 and plain and (begins(text, part.start()) or words[at] in CAPITALS):
                continue
            yield Found("place", part.start(), parts[at + len(name) - 1].end())
            break


def _names(text: str, ordinary: Collection[str]) -> Iterator[Found]:
    """Yield words with a capital that are no ordinary words; those side by side as one."""
    start = end = -1
    for match in WORD.finditer(text):
        if not _may_be_name(text, match, ordinary):
            continue
        if end >= 0 and text[end : match.start()].strip(" ") == "" and match.start() > end:
            end = match.start() + len(TAIL.sub("", match[0]))
            continue
        if end >= 0:
            yield Found("name", start, end)
        start, end = match.start(), match.start() + len(TAIL.sub("", match[0]))
    if end >= 0:
        yield Found("name", start, end)


def _may_be_name(text: str, match: re.Match[str], ordinary: Collection[str]) -> bool:
    """Tell whether a word is written as a name and is not known to be an ordinary one."""
    word = TAIL.sub("", match[0])
    lead, _, after = word.partition("-")
    word = after if after and lead.islower() else word  # al-Hassan
    if not word[0].isupper() or len(word) == 1:
        return False
    if word.removesuffix("s").isupper() and len(word) <= LONGEST_INITIALS:
        return False
    small = word.casefold().replace("’", "'")
    at_start = begins(text, match.start())
    if small in NAMES_TOO:
        return not at_start or small not in ordinary
    whole = {small, SHORT.sub("", small)}
    if small in ordinary or (whole | {small.removesuffix("s")}) & CAPITALS:
        return False
    return not (at_start and (whole & STARTS or NO_NAME.match(small)))


def begins(text: str, place: int) -> bool:
    """Tell whether a sentence may begin at a place."""
    while place and text[place - 1] in " \t":
        place -= 1
    before = text[place - 1] if place else "\n"
    quoted = before in "'’" and not (place > 1 and text[place - 2].isalnum())
    return before in BEFORE or quoted
