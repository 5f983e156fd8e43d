"""Answers that have no meaning → the message that stops the run, with the first of them in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cpsurvey.cleaning.cleaned import Unknown
from cpsurvey.codebook import Codebook, Question
from cpsurvey.errors import ExportError, nearest
from cpsurvey.exports import SurveyExport
from cpsurvey.masking import mask

MOST = 20
COMPARED = 200  # longer texts are compared with no known answer: no label is as long


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
    mend = (
        f"Add each to its scale in {codebook.folder}/scales.toml, as a variant of a level or as a"
        " kind of non-response; or correct the export."
    )
    if export.settings.get("answers") == "numbers":
        mend = (
            "The export holds numbers instead of the words of the answers: download it again with"
            " choice text."
        )
    raise ExportError("\n  ".join([head, *lines, *more]) + f"\n{mend}")


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
