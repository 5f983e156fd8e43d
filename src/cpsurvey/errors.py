"""What can go wrong with a user's data, in words that user can act on."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class CpsurveyError(Exception):
    """Any fault of the input; the command line prints it and exits with 2."""


class ExportError(CpsurveyError):
    """A file cannot be read as the export it is meant to be."""


class CodebookError(CpsurveyError):
    """The codebook contradicts itself, or does not fit the export."""


class DecisionsError(CpsurveyError):
    """A team's decisions contradict each other, the codebook or the exports."""


class TablesError(CpsurveyError):
    """Tables are missing, damaged or inconsistent."""


class QuestionError(CpsurveyError):
    """A question, answer or group that is not there, or a comparison that makes no sense."""


class NumbersError(CpsurveyError, ValueError):
    """Numbers that a statistic cannot be computed from; a ValueError too, as in numpy."""


def nearest(word: str, known: Iterable[str]) -> str:
    """Return ``, did you mean "x"?`` for the closest known word, or nothing."""
    words = {name.casefold(): name for name in known}
    close = difflib.get_close_matches(word.casefold(), words, n=1, cutoff=0.6)
    return f', did you mean "{words[close[0]]}"?' if close else ""


def unknown(what: str, value: str, known: Iterable[str]) -> str:
    """Return the sentences that say that a value is not one of those known."""
    words = list(known)
    known_words = listed(words, 20) or "none"
    return f'{what} "{value}" is not known{nearest(value, words) or "."} Known: {known_words}.'


def listed(items: Iterable[object], most: int = 10) -> str:
    """Return ``a, b and c``, cut after `most` items with the number left out."""
    names = [str(item) for item in items]
    if len(names) > most:
        return f"{', '.join(names[:most])} and {len(names) - most} more"
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
