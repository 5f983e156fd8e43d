"""Answers that have no meaning → the message that stops the run, with all of them in it."""

from __future__ import annotations

from collections.abc import Sequence

from cpsurvey.cleaning.cleaned import Unknown
from cpsurvey.cleaning.masking import mask
from cpsurvey.codebook import Codebook, Question
from cpsurvey.errors import ExportError, nearest
from cpsurvey.exports import SurveyExport

MOST = 20


def complaints(question: Question, name: str, unknown: Unknown) -> list[str]:
    """Return a line for each unknown answer: where it stands, how often, the nearest known."""
    known = question.scale.known if question.scale else ()
    return [
        f'question {name} (column {column}): "{mask(text)}" {_times(len(rows))}, first in row'
        f" {min(rows)}{nearest(text, known)}"
        for (column, text), rows in unknown.items()
    ]


def stop_for(problems: Sequence[str], export: SurveyExport, codebook: Codebook) -> None:
    """Raise if any answer has no meaning.

    Raises
    ------
    ExportError
        With every unknown answer, up to twenty, and how to mend it.
    """
    if not problems:
        return
    many = "1 answer is" if len(problems) == 1 else f"{len(problems)} answers are"
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
    raise ExportError("\n  ".join([head, *problems[:MOST], *more]) + f"\n{mend}")


def _times(count: int) -> str:
    """Return how often, in words."""
    return "once" if count == 1 else f"{count} times"
