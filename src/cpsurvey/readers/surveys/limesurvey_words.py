"""The texts above an export of LimeSurvey in, their language and what each column is out."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from cpsurvey.readers.surveys.names import SUBMITTED
from cpsurvey.readers.surveys.responses import UNUSED

IDENTIFIER = "respondent"
BESIDE = ("attribute_", "firstname", "lastname", "email")  # what a list of invitations adds


class Words(NamedTuple):
    """The language of a header, as its code, and the role of each place that has one."""

    language: str
    roles: Mapping[int, str]

    def tells(self, *roles: str) -> bool:
        """Tell whether there is a column of each of these roles."""
        return set(roles) <= set(self.roles.values())


def words_of(names: Sequence[str]) -> Words:
    """Return the language in which most columns at the beginning are named, and their roles.

    LimeSurvey writes its own columns first, so that a question with such a name further behind is
    a question; its columns of times are the last.
    """
    found = [(language, _leading(names, words)) for language, words in _languages().items()]
    language, roles = max(found, key=lambda each: len(each[1]))
    sure = roles.get(0) == IDENTIFIER and names[0] != "id"
    if not sure and len(roles) < 3:
        return Words("", {})
    return Words(language, {**roles, **_times(names, _languages()[language])})


def are_limesurveys(words: Words, names: Sequence[str]) -> bool:
    """Tell whether the texts above a table are those of LimeSurvey."""
    if words.roles.get(0) != IDENTIFIER:
        return False
    if names[0] == "id":
        return words.tells(SUBMITTED, "language")
    bracketed = any(name.endswith("]") for name in names)
    others = [role for place, role in words.roles.items() if place]
    return bracketed or sum(r in (SUBMITTED, "ended", "language", UNUSED) for r in others) > 1


def _leading(names: Sequence[str], words: Mapping[str, str]) -> Mapping[int, str]:
    """Return the role of each name, as long as all are LimeSurvey's own."""
    found: dict[int, str] = {}
    for place, name in enumerate(names):
        role = IDENTIFIER if not place and name == "id" else words.get(name, "")
        if role in ("total", "times") or not (role or name.startswith(BESIDE)):
            break
        if role:
            found[place] = role
    return found


def _times(names: Sequence[str], words: Mapping[str, str]) -> Mapping[int, str]:
    """Return the role of the columns of times, which follow one another at the end."""
    found: dict[int, str] = {}
    for place in reversed(range(len(names))):
        role = words.get(names[place].partition(": ")[0].strip()) or words.get(names[place], "")
        if role not in ("total", "times"):
            break
        found[place] = UNUSED if role == "times" else "duration_seconds"
    return found


@lru_cache(maxsize=1)
def _languages() -> Mapping[str, Mapping[str, str]]:
    """Return the role of each word by language; English words stand in all of them."""
    content = Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
    records: Mapping[str, Mapping[str, Sequence[str]]] = tomllib.loads(content)
    roles = {
        language: {word: role for role, words in kinds.items() for word in words}
        for language, kinds in records.items()
    }
    return {language: roles["en"] | words for language, words in roles.items()}
