"""Tables, facts and typed text given to be written in; what of them cannot be is told in words."""

from __future__ import annotations

from datetime import datetime

import pandas as pd

from cpsurvey.codebook import Codebook, Instrument, Question
from cpsurvey.errors import TablesError, unknown
from cpsurvey.tables import SurveyTables
from cpsurvey.writers.qualtrics import WORDS

MOMENTS = ("started", "recorded")
NUMBERS = ("progress", "duration_seconds")


def check_meta(meta: pd.DataFrame) -> None:
    """Check each cell of the facts about responses.

    Raises
    ------
    TablesError
        If one is not what its column takes.
    """
    for name, words in WORDS.items():
        for row, cell in _texts(meta, name):
            if cell and cell not in words:
                raise TablesError(f"meta, row {row}: {unknown(name, cell, words)}")
    for name in MOMENTS:
        for row, cell in _texts(meta, name):
            if cell and not _is_moment(cell):
                raise TablesError(
                    f'meta, row {row}: {name} "{cell}" is no moment: write 2020-10-31 09:30:00.'
                )
    for name in NUMBERS:
        for row, cell in _texts(meta, name):
            if cell and not cell.replace(".", "", 1).isdecimal():
                raise TablesError(f'meta, row {row}: {name} "{cell}" is no number.')


def check_fits(
    tables: SurveyTables, codebook: Codebook, instrument: Instrument, typed: pd.DataFrame | None
) -> None:
    """Check that tables and typed text belong to the questions of a questionnaire.

    Raises
    ------
    TablesError
        If a question has no column, an answer is none of its scale, or typed text is to no
        question that takes it.
    """
    asked = [q for q in codebook.questions if instrument.code in q.raw]
    for question in asked:
        if question.type != "text":
            _check_question(tables, codebook, instrument, question)
    texts = [question.name for question in asked if question.type == "text"]
    for name in () if typed is None else map(str, typed):
        if name not in texts:
            raise TablesError(
                f"typed: {unknown(f'text question of {instrument.code}', name, texts)}"
            )


def _check_question(
    tables: SurveyTables, codebook: Codebook, instrument: Instrument, question: Question
) -> None:
    """Check that a question has its columns, and in them its answers."""
    for part in question.parts_for(instrument.group) or (None,):
        name = f"{question.name}__{part.code}" if part else question.name
        if name not in tables.responses:
            raise TablesError(
                f"tables {tables.name} have no column {name} in responses, which"
                f" {instrument.code} asks in the codebook {codebook.name}: give the codebook that"
                " they were made with."
            )
        if question.scale and question.type != "multi":
            here = tables.responses[tables.responses["group"] == instrument.group]
            strange = here[name].notna() & ~here[name].isin(question.scale.codes)
            for person, answer in zip(here["respondent"], here[name].where(strange), strict=True):
                if pd.notna(answer):
                    raise TablesError(
                        f"responses, {name} of respondent {person}:"
                        f" {unknown('answer', str(answer), question.scale.codes)}"
                    )


def _texts(meta: pd.DataFrame, name: str) -> list[tuple[int, str]]:
    """Return the distinct cells of a column, each with the first row that has it."""
    if name not in meta:
        return []
    first = meta[name].drop_duplicates()
    rows = {label: place for place, label in enumerate(meta.index, start=1)}
    return [(rows[label], "" if pd.isna(cell) else str(cell)) for label, cell in first.items()]


def _is_moment(text: str) -> bool:
    """Tell whether a text is a moment in ISO order."""
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
