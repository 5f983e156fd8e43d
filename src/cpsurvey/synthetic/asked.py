"""A codebook → who answers it, and which questions are put to whom, in their order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from cpsurvey.codebook import Codebook, Instrument, Question
from cpsurvey.writers.qualtrics import METADATA

UNASKED = ("consent", "derived")
QUALTRICS_OWN = {name for name, *_ in METADATA}
PLAIN = "table"


def people_of(codebook: Codebook) -> dict[str, Instrument]:
    """Return whose answers are made, and the questionnaire of each.

    They are called after their group; where a group has several questionnaires, after those.
    """
    times = Counter(instrument.group for instrument in codebook.instruments)
    names = [i.group if times[i.group] == 1 else i.code for i in codebook.instruments]
    if len(set(names)) < len(names):
        names = [instrument.code for instrument in codebook.instruments]
    return dict(zip(names, codebook.instruments, strict=True))


def is_asked(question: Question, instrument: Instrument) -> bool:
    """Tell whether a question is one of a questionnaire's, other than consent."""
    return (
        question.type not in UNASKED
        and instrument.group in question.groups
        and instrument.code in question.raw
    )


def names_in(codebook: Codebook, instrument: Instrument) -> Iterator[tuple[str, Question]]:
    """Yield what a questionnaire asks: a question's name, or one for each row of a matrix."""
    for question in codebook.questions:
        if is_asked(question, instrument):
            rows = [f"{question.name}__{row.code}" for row in question.rows_for(instrument.group)]
            yield from ((name, question) for name in rows or [question.name])


def routed(question: Question | None, codebook: Codebook, instrument: Instrument | None) -> bool:
    """Tell whether an earlier answer in the same questionnaire says who is shown a question."""
    if question is None or question.shown_if is None:
        return False
    return instrument is None or is_asked(codebook.by_name[question.shown_if.question], instrument)


def platform_of(codebook: Codebook, instrument: Instrument) -> str:
    """Return whose export is made: Qualtrics', or a plain table's.

    It is a plain table where a question has the name of one of Qualtrics' own columns.
    """
    raw = [column for q in codebook.questions for column in q.raw.get(instrument.code, ())]
    return PLAIN if QUALTRICS_OWN & set(raw) else "qualtrics"
