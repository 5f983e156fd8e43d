"""Names of sources in; what each interview is called out: a code that names nobody."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise

import pandas as pd

ENDINGS = (
    "txt", "md", "rtf", "doc", "docx", "odt", "pdf", "htm", "html", "vtt", "srt",
    "csv", "xls", "xlsx", "mp3", "m4a", "wav", "wma", "ogg", "mp4", "mov", "avi", "mkv", "webm",
    "png", "jpg", "jpeg", "gif", "tif", "tiff",
)  # fmt: skip
WORDS = {
    "case", "carer", "chair", "client", "conference", "father", "focus", "group", "id", "int",
    "interview", "interviewee", "kid", "mother", "no", "nr", "parent", "part", "participant",
    "pilot", "professional", "recording", "respondent", "round", "session", "social", "source",
    "sw", "synthetic", "text", "transcript", "worker",
}  # fmt: skip
LONGEST = 4  # digits; more may be a telephone number, a date of birth or the number of a record
_ENDING = re.compile(rf"\.(?:{'|'.join(ENDINGS)})$", re.IGNORECASE)
_PARTS = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")
_SIGNS = frozenset("-.#()&:")


def without_ending(name: str) -> str:
    """Return the name of a file without the ending of a text, table, picture, sound or film."""
    return _ENDING.sub("", name.strip())


def source_key(name: str) -> str:
    """Return a name of a source in the form in which names are compared: case, width, spaces."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def is_code(name: str, words: Iterable[str] = ()) -> bool:
    """Tell whether a name is plainly a code, such as P07 or Interview 3, and nobody's name.

    It has a number, at most two of them and none long, and beside it only words known to name
    nobody, or a single letter; two letters may be initials.
    """
    parts = _PARTS.findall(unicodedata.normalize("NFKC", name).casefold())
    numbers = [part for part in parts if part[0].isdecimal()]
    known = WORDS.union(words)
    if not 1 <= len(numbers) <= 2 or max(map(len, numbers)) > LONGEST:
        return False
    letters = [len(part) == 1 and part.isascii() and part.isalpha() for part in parts]
    plain = all(
        single or part in known or part.removesuffix("s") in known
        for single, part in zip(letters, parts, strict=True)
        if part not in numbers and part not in _SIGNS
    )
    told = [single for single, part in zip(letters, parts, strict=True) if part not in _SIGNS]
    return plain and not any(one and other for one, other in pairwise(told))


def name_interviews(names: pd.Series, given: pd.Series, words: Iterable[str] = ()) -> pd.Series:
    """Return what each interview is called in the tables.

    By the name that the team gave it; else by its source's, where that is plainly a code and no
    other's; else interview-01, interview-02 … in the order of the file.
    """
    own = names.astype(str).map(without_ending)
    known = frozenset(words)
    plain = own.map(lambda name: is_code(name, known)).astype(bool)
    taken = {source_key(name) for name in given if name}
    plain &= ~own.map(source_key).duplicated(keep=False) & ~own.map(source_key).isin(taken)
    called = given.astype(object).where(given != "", own.where(plain, ""))
    taken |= {source_key(name) for name in called if name}
    numbers = _numbers(taken, max(2, len(str(len(called)))))
    return called.map(lambda name: name or next(numbers)).astype("string")


def _numbers(taken: set[str], width: int) -> Iterator[str]:
    """Yield interview-01, interview-02 … without those taken."""
    number = 0
    while number := number + 1:
        if (name := f"interview-{number:0{width}d}") not in taken:
            yield name
