"""Answers that have no meaning → the message that stops the run, with the first of them in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from cpsurvey.cleaning.cleaned import Unknown
from cpsurvey.codebook import Codebook, Question
from cpsurvey.errors import ExportError, nearest
from cpsurvey.exports import SurveyExport
from cpsurvey.masking import mask
from cpsurvey.platforms import CODES, platform

MOST = 20
COMPARED = 200  # longer texts are compared with no known answer: no label is as long
# A number, or several that are joined; and what LimeSurvey calls an answer.
NUMBER = re.compile(r"-?\d{1,4}([,;|] ?-?\d{1,4})*")
LIME_CODE = re.compile(r"[A-Z]{1,3}\d{1,4}|[YNFM]|-oth-")
NUMBERS_FOR_WORDS = "The export holds {what} where the codebook has the words of the answers"
WORDS_FOR_NUMBERS = "The export holds the words of answers where the codebook has their {what}"


class Complaint(NamedTuple):
    """One answer that has no meaning, and the rows that hold it."""

    question: Question
    name: str
    column: str
    text: str
    rows: Sequence[int]


def complaints(question: Question, name: str, unknown: Unknown) -> list[Complaint]:
    """Return a complaint for each unknown answer to a question, as they stand in the export."""
    found = sorted(unknown.items(), key=lambda item: min(item[1]))
    return [Complaint(question, name, column, text, rows) for (column, text), rows in found]


def stop_for(problems: Sequence[Complaint], export: SurveyExport, codebook: Codebook) -> None:
    """Raise if any answer has no meaning.

    Raises
    ------
    ExportError
        With every unknown answer, up to twenty, and how to mend it.
    """
    if not problems:
        return
    many = "1 answer is" if len(problems) == 1 else f"{len(problems)} answers are"
    lines = [_in_words(problem) for problem in problems[:MOST]]
    more = [f"and {len(problems) - MOST} more"] if len(problems) > MOST else []
    head = f"{export.name}: {many} not in the codebook, so nothing was built."
    mend = _export_again(problems, export.platform) or (
        f"Add each to its scale in {codebook.folder}/scales.toml, as a variant of a level or as a"
        " kind of non-response; or correct the export."
    )
    raise ExportError("\n  ".join([head, *lines, *more]) + f"\n{mend}")


def _export_again(problems: Sequence[Complaint], code: str) -> str:
    """Return how to export again, where most are numbers for words or words for numbers."""
    what = "answer codes" if code == "limesurvey" else "numbers"
    closed = [problem for problem in problems if problem.question.scale]
    numbers = [p for p in closed if _coded(p.text, code) and not _knows_codes(p.question, code)]
    words = [p for p in closed if not _coded(p.text, code) and _knows_codes(p.question, code)]
    for found, said, setting in (
        (numbers, NUMBERS_FOR_WORDS, "answers"),
        (words, WORDS_FOR_NUMBERS, "numbers"),
    ):
        if len(found) > len(problems) / 2:
            menus = platform(code).menus if code in CODES else {}
            way = f", {menus[setting]}" if setting in menus else " with the others"
            return f"{said.format(what=what)}: export it again{way}."
    return ""


def _coded(text: str, code: str) -> bool:
    """Tell whether an answer is a number or, in LimeSurvey, a code."""
    return bool(NUMBER.fullmatch(text) or (code == "limesurvey" and LIME_CODE.fullmatch(text)))


def _knows_codes(question: Question, code: str) -> bool:
    """Tell whether the labels of a question's answers are numbers or codes."""
    levels = question.scale.levels if question.scale else ()
    return all(_coded(level.label, code) for level in levels)


def _in_words(problem: Complaint) -> str:
    """Return where an unknown answer stands, how often, and the nearest known."""
    known = problem.question.scale.known if problem.question.scale else ()
    near = nearest(problem.text, known) if len(problem.text) <= COMPARED else ""
    return (
        f"question {problem.name} (column {problem.column}):"
        f' "{mask(problem.text)}" {_times(len(problem.rows))}, first in row'
        f" {min(problem.rows)}{near}"
    )


def _times(count: int) -> str:
    """Return how often, in words."""
    return "once" if count == 1 else f"{count} times"
