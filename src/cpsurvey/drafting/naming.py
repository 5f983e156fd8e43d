"""Headers and answers → codes that a codebook can use: short, readable, each once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from cpsurvey.drafting.texts import same_start

LONGEST = 40
# Names that the tables or the results use for something else.
RESERVED = frozenset(
    (
        "respondent", "group", "recorded", "question", "answer", "data", "reference", "join_mode",
        "conference_format", "professionals_joined", "count", "base", "share", "estimate",
        "statistic", "method", "why", "mark", "grade", "told_by", "reason", "rule", "flag",
        "detail", "measure", "confidence", "family", "varies", "alternative", "model", "term",
    )
)  # fmt: skip
_LETTERS = {"ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "ł": "l", "đ": "d", "þ": "th", "ð": "d"}


class Names:
    """The codes given so far in one place, so that each is given once."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)
        self._last: dict[str, int] = {}

    def give(self, text: str, otherwise: str) -> str:
        """Return a new code made of a text, or of the other word where the text has no letters.

        Where the beginning of a long text is taken, its last words tell it apart.
        """
        wanted = to_code(text) or otherwise
        if wanted in self._taken and len(text) > LONGEST:
            words = text.split()
            wanted = to_code(" ".join([*words[:2], *words[-4:]])) or wanted
        code, number = wanted, self._last.get(wanted, 1)
        while code in self._taken:
            number += 1
            code = f"{wanted}_{number}"
        self._last[wanted] = number
        self._taken.add(code)
        return code


def to_code(text: str) -> str:
    """Return a text in small letters, digits and single underscores, cut at a word; or nothing.

    Accents are left out, and a number is told to be one.
    """
    small = "".join(_LETTERS.get(letter, letter) for letter in text[:400].casefold())
    plain = unicodedata.normalize("NFKD", small).encode("ascii", "ignore").decode()
    number = re.fullmatch(r"\s*(-?)(\d+)(?:\.0)?\s*", plain)
    if number:
        return f"code_{'minus_' if number[1] else ''}{number[2]}"[:LONGEST]
    words = re.sub(r"[^a-z0-9]+", "_", plain.replace("'", "")).strip("_")
    if words[:1].isdigit():
        words = f"n_{words}"
    if len(words) > LONGEST:
        words = words[: LONGEST + 1].rpartition("_")[0] or words[:LONGEST]
    return words.strip("_")


def stem_of(tags: Sequence[str], text: str) -> str:
    """Return what the names of a question's columns share, or its text where they share little."""
    last = max(tags)
    shared = same_start(tags)
    within = len(shared) < len(last) and shared[-1:].isalpha() and last[len(shared)].isalpha()
    if within:
        shared = re.sub(r"[^\W_]+$", "", shared)
    if shared.rfind("[") > shared.rfind("]"):  # LimeSurvey's G1Q2[SQ001], G1Q2[SQ002]
        shared = shared[: shared.rfind("[")] or shared
    shared = shared.rstrip("_#:.[- ") if len(tags) > 1 else shared
    half = re.fullmatch(r"(.+?)(?:#\d+)?[_#]\1(?P<rest>.*)", shared)
    shared = f"{half[1]}{half['rest']}" if half else shared
    short = len(to_code(shared)) > 1 and " " not in shared.strip()
    return shared if short or not text else text


def shorten(text: str, longest: int) -> str:
    """Return a text cut at a word, with a sign that it was cut."""
    if len(text) <= longest:
        return text
    return f"{text[:longest].rpartition(' ')[0] or text[: longest - 1]}…"
