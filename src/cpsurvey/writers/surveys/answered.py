"""Survey tables and a codebook in, what one questionnaire's people were asked and answered out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from cpsurvey.codebook import Codebook, Instrument, Question, Scale
from cpsurvey.tables import SurveyTables
from cpsurvey.writers.surveys.in_words import Reasons, typed_reason, typed_text

WHOLE = ""  # the part of a question that has no parts
GIVEN = ("answer", "typed", "decision")  # what tells of a reason that stands in the cell


class Asked(NamedTuple):
    """One question as it was put to a group, and what was answered: a row a response, all text.

    ``kind`` is single, multi, matrix or typed. ``parts`` are the rows of a matrix or the options of
    a multi, as pairs of code and label. ``cells`` has a column a part, or one called ``""``: the
    code of an answer, "1" for an option ticked, what was typed; blank where there is none.
    ``said`` and ``reasons`` have a column a row of a matrix, or one called ``""``: the words of a
    non-response that was given as an answer, and the reason why there is none.
    """

    question: Question
    kind: str
    wording: str
    parts: tuple[tuple[str, str], ...]
    cells: pd.DataFrame
    said: pd.DataFrame
    reasons: pd.DataFrame

    @property
    def scale(self) -> Scale:
        """The scale of a question that has one."""
        return self.question.answers


class Answered(NamedTuple):
    """One questionnaire: what was asked and answered, and the facts about each response."""

    name: str
    codebook: Codebook
    instrument: Instrument
    asked: tuple[Asked, ...]
    meta: pd.DataFrame
    again: pd.Series  # which rows are further ones of a person, whose answers stand in another

    def only(self, rows: pd.Series) -> Answered:
        """Return the responses that are marked."""
        kept = rows.to_numpy(dtype=bool)
        asked = tuple(
            one._replace(
                cells=_some(one.cells, kept),
                said=_some(one.said, kept),
                reasons=_some(one.reasons, kept),
            )
            for one in self.asked
        )
        return self._replace(
            asked=asked, meta=_some(self.meta, kept), again=_some(self.again, kept)
        )


def answered(
    tables: SurveyTables,
    codebook: Codebook,
    instrument: Instrument,
    meta: pd.DataFrame,
    typed: pd.DataFrame | None,
    forced: Mapping[int, Mapping[str, str]],
) -> Answered:
    """Return what the people in `meta` were asked and answered.

    `forced` gives, for rows that were left out, what they answered to be left out; they answered
    nothing else. The first row of a respondent who was kept holds the answers.
    """
    kept = tables.responses["group"] == instrument.group
    responses = tables.responses[kept].set_index("respondent")
    first = ~meta["respondent"].duplicated() & ~meta.index.isin(list(forced))
    people = meta["respondent"].where(first, None)
    silent = tables.nonresponse
    silence = {
        str(name): {person: (reason, told) for person, reason, told in rows.to_numpy()}
        for name, rows in silent.groupby("question")[["respondent", "reason", "told_by"]]
    }
    told = Told(responses, people, silence, typed, forced, codebook)
    asked = tuple(
        _asked(question, instrument, told)
        for question in codebook.questions
        if instrument.code in question.raw
    )
    again = meta["respondent"][people.isna().sort_values(kind="stable").index].duplicated()
    return Answered(tables.name, codebook, instrument, asked, meta, again.sort_index())


class Told(NamedTuple):
    """What the tables say, and who stands in which row; None for who answered nothing there."""

    responses: pd.DataFrame
    people: pd.Series
    silence: Mapping[str, Mapping[str, tuple[str, str]]]
    typed: pd.DataFrame | None
    forced: Mapping[int, Mapping[str, str]]
    codebook: Codebook


def _asked(question: Question, instrument: Instrument, told: Told) -> Asked:
    """Return one question as it was put and answered."""
    wording = question.wording.get(instrument.group) or question.label
    parts = tuple((part.code, part.label) for part in question.parts_for(instrument.group))
    kind = {"multi": "multi", "matrix": "matrix"}.get(
        question.type, "single" if question.scale else "typed"
    )
    names = {WHOLE: question.name}
    if kind == "matrix":
        names = {code: f"{question.name}__{code}" for code, _ in parts}
    why = {part: _reasons(name, told) for part, name in names.items()}
    reasons = pd.DataFrame({part: [reason for reason, _ in cells] for part, cells in why.items()})
    words = _words_of(question, told.codebook)
    said = pd.DataFrame(
        {
            part: [words(reason) if teller in GIVEN else "" for reason, teller in cells]
            for part, cells in why.items()
        }
    )
    cells = _ticks(question, told) if kind == "multi" else _codes(question, names, told)
    index = told.people.index
    frames = (frame.set_index(index).astype(object) for frame in (cells, said, reasons))
    return Asked(question, kind, wording, parts, *frames)


def _reasons(name: str, told: Told) -> list[tuple[str, str]]:
    """Return for each row the reason why there is no answer, and what told it."""
    known = told.silence.get(name, {})
    return [known.get(person, ("", "")) for person in told.people]


def _codes(question: Question, names: Mapping[str, str], told: Told) -> pd.DataFrame:
    """Return the code of each answer, or what was typed."""
    made = {}
    for part, name in names.items():
        values = _values(question, name, told)
        made[part] = [
            told.forced.get(row, {}).get(name, "") if person is None else values.get(person, "")
            for row, person in enumerate(told.people)
        ]
    return pd.DataFrame(made, dtype=object)


def _values(question: Question, name: str, told: Told) -> dict[Any, str]:
    """Return what each person answered."""
    if question.type == "text":
        frame = told.typed
        values = pd.Series(dtype=object) if frame is None or name not in frame else frame[name]
    elif name not in told.responses:
        return {}
    else:
        values = told.responses[name]
    there = values[values.notna()]
    text: Callable[[Any], str] = str if question.scale else typed_text(question, told.codebook)
    return {person: text(value) for person, value in there.items()}


def _ticks(question: Question, told: Told) -> pd.DataFrame:
    """Return "1" for each option ticked."""
    made = {}
    for code in question.answers.codes:
        name = f"{question.name}__{code}"
        there = name in told.responses
        ticked = told.responses[name].fillna(False).astype(bool) if there else pd.Series(dtype=bool)
        who = set(ticked.index[ticked.to_numpy(dtype=bool)])
        made[code] = [
            "1" if person in who or told.forced.get(row, {}).get(question.name) == code else ""
            for row, person in enumerate(told.people)
        ]
    return pd.DataFrame(made, dtype=object)


def _words_of(question: Question, codebook: Codebook) -> Reasons:
    """Return what gives the words of a reason; nothing where there are none."""
    if question.scale is None:
        return typed_reason(question, codebook)
    known = question.scale.nonresponse
    return lambda reason: next(iter(known.get(reason, ())), "")


def _some(frame: Any, kept: np.ndarray) -> Any:
    """Return some rows of a frame or a column, numbered anew."""
    return frame[kept].reset_index(drop=True)


def scales_of(one: Answered) -> Iterator[Scale]:
    """Yield each scale that the questionnaire uses, once."""
    found = {asked.scale.name: asked.scale for asked in one.asked if asked.question.scale}
    yield from found.values()
