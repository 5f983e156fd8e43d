"""Answers as text → survey exports: metadata, rows that will be left out, header rows, bytes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

import numpy as np
import pandas as pd

from cpsurvey.codebook import Codebook, Instrument, Question
from cpsurvey.synthetic.chance import Stream, below, happens, shuffled, some_of, stream
from cpsurvey.synthetic.fieldwork import some_duration, some_moment
from cpsurvey.synthetic.margins import Margins
from cpsurvey.synthetic.mess import write_answers
from cpsurvey.writers import write_qualtrics

SYNTHETIC = "SYNTHETIC"
WEEKEND = 0.12
WELSH = 0.4
IDENTITY = {
    "last_name": SYNTHETIC,
    "first_name": "",
    "email": "",
    "reference": SYNTHETIC,
    "latitude": "0.0",
    "longitude": "0.0",
}
NOT_ANSWERS = ("preview", "test")
NOBODY = -1
EARLIER = timedelta(minutes=50)
Parts = tuple[pd.DataFrame, pd.DataFrame]


def write_survey(
    answers: pd.DataFrame, margins: Margins, codebook: Codebook, instrument: Instrument, seed: int
) -> bytes:
    """Write one instrument's answers as the CSV a platform would let one download.

    Parameters
    ----------
    answers
        Codes of the people to be kept, from `make_answers`.
    margins
        How many rows of which kind to leave out are added, and the days of the fieldwork.
    codebook, instrument
        The questionnaire, and whose raw columns to write.
    seed
        Same seed, same bytes.

    Returns
    -------
    bytes
        A Qualtrics CSV with choice text, rows in the order in which they were recorded.
    """
    group = instrument.group
    rng = stream(seed, instrument.code, "rows")
    rows = write_answers(answers, codebook, instrument.code, seed)
    meta = _meta(len(rows), margins.fieldwork["survey"], rng)
    meta["language"] = _languages(rows, codebook, instrument, rng)
    kept = (rows, meta.assign(person=np.arange(len(rows))))
    parts = [kept]
    refusal = _refusal(codebook, instrument)
    for kind, count in margins.left_out.get(group, {}).items():
        chosen = some_of(range(len(rows)), count, rng)
        if kind == "duplicate":
            parts.append(_again(rows.iloc[chosen], kept[1].iloc[chosen]))
            continue
        spare = write_answers(answers.iloc[chosen], codebook, instrument.code, seed + 1)
        others = kept[1].iloc[shuffled(len(rows), rng)[:count]].assign(person=NOBODY)
        parts.append(_left_out(kind, spare, others, refusal, rng))
    together = [pd.concat(frames, ignore_index=True) for frames in zip(*parts, strict=True)]
    rows, meta = _numbered(together[0], together[1], group)
    return write_qualtrics(_columns(codebook, instrument), rows, meta)


def _meta(count: int, days: tuple[date, date], rng: Stream) -> pd.DataFrame:
    """Return the metadata of finished answers, all of it made up and marked so."""
    recorded = [some_moment(*days, WEEKEND, rng) for _ in range(count)]
    seconds = [some_duration(rng) for _ in range(count)]
    started = [end - timedelta(seconds=took) for end, took in zip(recorded, seconds, strict=True)]
    return pd.DataFrame(
        {
            "status": "normal",
            "finished": "yes",
            "progress": "100",
            "started": [str(moment) for moment in started],
            "recorded": [str(moment) for moment in recorded],
            "duration_seconds": [str(took) for took in seconds],
            "language": "EN",
            "channel": "anonymous",
            "ip_address": [f"192.0.2.{below(254, rng) + 1}" for _ in range(count)],
            **IDENTITY,
        },
        index=range(count),
        dtype=object,
    )


def _languages(
    rows: pd.DataFrame, codebook: Codebook, instrument: Instrument, rng: Stream
) -> list[str]:
    """Return the language of each answer: Welsh for some of those in Wales."""
    nation = codebook.by_name.get("nation")
    column = nation.raw.get(instrument.code, ("",))[0] if nation else ""
    places = rows[column] if column in rows else pd.Series("", rows.index)
    welsh = [happens(WELSH, rng) and "wales" in text.casefold() for text in places]
    return ["CY" if yes else "EN" for yes in welsh]


def _left_out(
    kind: str,
    rows: pd.DataFrame,
    meta: pd.DataFrame,
    refusal: Mapping[str, str],
    rng: Stream,
) -> Parts:
    """Return rows of one kind that cleaning will leave out, and their metadata."""
    if kind in NOT_ANSWERS:
        return rows, meta.assign(status=kind)
    if kind == "no_consent":
        return pd.DataFrame("", rows.index, rows.columns, dtype=object).assign(**refusal), meta
    progress = [1 + below(98, rng) for _ in range(len(rows))]
    answered = [1 + share * rows.shape[1] // 100 for share in progress]
    seen = np.arange(rows.shape[1]) < np.array(answered)[:, np.newaxis]
    meta = meta.assign(finished="no", progress=[str(share) for share in progress])
    return rows.where(seen, ""), meta


def _again(rows: pd.DataFrame, meta: pd.DataFrame) -> Parts:
    """Return people's answers once more: sent in earlier, and with less in them."""
    rows = rows.copy()
    rows.iloc[:, rows.shape[1] // 2 :] = ""
    sooner = [str(datetime.fromisoformat(moment) - EARLIER) for moment in meta["recorded"]]
    started = [str(datetime.fromisoformat(moment) - EARLIER) for moment in meta["started"]]
    return rows, meta.assign(recorded=sooner, started=started)


def _refusal(codebook: Codebook, instrument: Instrument) -> dict[str, str]:
    """Return the raw column of each question of consent and how consent is refused in it."""
    return {
        question.raw[instrument.code][0]: question.scale.levels[-1].label
        for question in codebook.questions
        if question.type == "consent" and question.scale and instrument.code in question.raw
    }


def _numbered(rows: pd.DataFrame, meta: pd.DataFrame, group: str) -> Parts:
    """Return rows as recorded, each person with an identifier that says that they are made up."""
    order = meta.sort_values(["recorded", "started"], kind="stable").index
    rows, meta = rows.loc[order].reset_index(drop=True), meta.loc[order].reset_index(drop=True)
    who = [
        f"-{place}" if person == NOBODY else str(person)
        for place, person in enumerate(meta["person"])
    ]
    numbers = pd.factorize(np.array(who, dtype=object))[0] + 1
    people = [f"R_{SYNTHETIC}_{group}_{number:04d}" for number in numbers]
    return rows, meta.drop(columns="person").assign(respondent=people)


def _columns(codebook: Codebook, instrument: Instrument) -> list[tuple[str, str, str]]:
    """Return name, text and import id of every raw column, in the order of the questionnaire."""
    return [
        column
        for question in codebook.questions
        if instrument.code in question.raw
        for column in _columns_of(question, question.raw[instrument.code], instrument.group)
    ]


def _columns_of(
    question: Question, columns: Sequence[str], group: str
) -> list[tuple[str, str, str]]:
    """Return name, text and import id of a question's columns."""
    wording = question.wording.get(group, question.label)
    parts = question.parts_for(group) if len(columns) > 1 else ()
    texts = [f"{wording} - {part.label}" for part in parts] or [wording]
    typed = question.type in ("text", "number", "authority", "role", "date")
    return [
        (column, text, _import_id(column, typed))
        for column, text in zip(columns, texts, strict=True)
    ]


def _import_id(column: str, typed: bool) -> str:
    """Return what the platform calls a column."""
    name = re.sub(r"^[A-Za-z]+", "QID", column)
    return f"{name}_TEXT" if typed and not name.endswith("_TEXT") else name
