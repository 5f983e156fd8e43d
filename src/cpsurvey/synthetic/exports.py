"""Answers as text → survey exports: metadata, rows that will be left out, header rows, bytes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta

import numpy as np
import pandas as pd

from cpsurvey.codebook import Codebook, Instrument, Question
from cpsurvey.synthetic.asked import PLAIN, QUALTRICS_OWN, people_of, platform_of
from cpsurvey.synthetic.chance import Stream, below, happens, shuffled, some_of, stream
from cpsurvey.synthetic.fieldwork import some_duration, some_moment
from cpsurvey.synthetic.margin_model import Margins
from cpsurvey.synthetic.mess import write_answers
from cpsurvey.synthetic.spoilt import spoil
from cpsurvey.writers import frame_to_csv, write_qualtrics

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
USUAL = re.compile(r"[A-Za-z]+\d\w*")
NOBODY = -1
EARLIER = timedelta(minutes=50)
Parts = tuple[pd.DataFrame, pd.DataFrame]


def write_survey(
    answers: pd.DataFrame, margins: Margins, codebook: Codebook, who: str, seed: int
) -> bytes:
    """Write one questionnaire's answers as the CSV a platform would let one download.

    Parameters
    ----------
    answers
        Codes of the people to be kept, from `make_answers`.
    margins
        How many rows of which kind to leave out are added, and the days of the fieldwork.
    codebook, who
        The questionnaire, and which of its people answer.
    seed
        Same seed, same bytes.

    Returns
    -------
    bytes
        A Qualtrics CSV with choice text, rows in the order in which they were recorded; columns
        that the codebook names for facts about a response follow the answers.
    """
    instrument = people_of(codebook)[who]
    rng = stream(seed, instrument.code, "rows")
    rows = write_answers(answers, codebook, instrument.code, seed)
    meta = _meta(len(rows), margins.fieldwork["survey"], rng)
    meta["language"] = _languages(rows, codebook, instrument, rng)
    kept = (rows, meta.assign(person=np.arange(len(rows))))
    parts = [kept]
    for kind, count in margins.left_out.get(who, {}).items():
        chosen = some_of(range(len(rows)), count, rng)
        if kind == "duplicate":
            parts.append(_again(rows.iloc[chosen], kept[1].iloc[chosen]))
            continue
        spare = write_answers(answers.iloc[chosen], codebook, instrument.code, seed + 1)
        others = kept[1].iloc[shuffled(len(rows), rng)[:count]].assign(person=NOBODY)
        parts.append(spoil(kind, spare, others, codebook, instrument, rng))
    together = [pd.concat(frames, ignore_index=True) for frames in zip(*parts, strict=True)]
    rows, meta = _numbered(together[0], together[1], who)
    return _written(rows, meta, codebook, instrument)


def _written(
    rows: pd.DataFrame, meta: pd.DataFrame, codebook: Codebook, instrument: Instrument
) -> bytes:
    """Write rows as Qualtrics does, or as a plain table where a question has a name of its own."""
    plain = platform_of(codebook, instrument) == PLAIN
    told = () if plain else QUALTRICS_OWN
    facts = pd.DataFrame(
        {column: meta[fact] for fact, column in instrument.meta.items() if column not in told},
        index=rows.index,
    )
    if plain:
        return frame_to_csv(pd.concat([facts, rows], axis=1))
    columns = [*_columns(codebook, instrument), *((str(name), str(name), True) for name in facts)]
    usual = all(USUAL.fullmatch(name) for name, *_ in columns)
    headed = [
        (name, text, _import_id(name, typed) if usual else f"QID{place}")
        for place, (name, text, typed) in enumerate(columns, start=1)
    ]
    return write_qualtrics(headed, pd.concat([rows, facts], axis=1), meta)


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


def _again(rows: pd.DataFrame, meta: pd.DataFrame) -> Parts:
    """Return people's answers once more: sent in earlier, and with less in them."""
    rows = rows.copy()
    rows.iloc[:, rows.shape[1] // 2 :] = ""
    sooner = [str(datetime.fromisoformat(moment) - EARLIER) for moment in meta["recorded"]]
    started = [str(datetime.fromisoformat(moment) - EARLIER) for moment in meta["started"]]
    return rows, meta.assign(recorded=sooner, started=started)


def _numbered(rows: pd.DataFrame, meta: pd.DataFrame, who: str) -> Parts:
    """Return rows as recorded, each person with an identifier that says that they are made up."""
    order = meta.sort_values(["recorded", "started"], kind="stable").index
    rows, meta = rows.loc[order].reset_index(drop=True), meta.loc[order].reset_index(drop=True)
    several = [
        f"-{place}" if person == NOBODY else str(person)
        for place, person in enumerate(meta["person"])
    ]
    numbers = pd.factorize(np.array(several, dtype=object))[0] + 1
    people = [f"R_{SYNTHETIC}_{who}_{number:04d}" for number in numbers]
    return rows, meta.drop(columns="person").assign(respondent=people)


def _columns(codebook: Codebook, instrument: Instrument) -> list[tuple[str, str, bool]]:
    """Return name and text of every raw column and whether it is typed into, in order."""
    return [
        column
        for question in codebook.questions
        if instrument.code in question.raw
        for column in _columns_of(question, question.raw[instrument.code], instrument.group)
    ]


def _columns_of(
    question: Question, columns: Sequence[str], group: str
) -> list[tuple[str, str, bool]]:
    """Return name and text of a question's columns, and whether they are typed into."""
    wording = question.wording.get(group, question.label)
    parts = question.parts_for(group) if len(columns) > 1 else ()
    texts = [f"{wording} - {part.label}" for part in parts] or [wording]
    typed = question.type in ("text", "number", "authority", "role", "date")
    return [(column, text, typed) for column, text in zip(columns, texts, strict=True)]


def _import_id(column: str, typed: bool) -> str:
    """Return what the platform calls a column."""
    name = re.sub(r"^[A-Za-z]+", "QID", column)
    return f"{name}_TEXT" if typed and not name.endswith("_TEXT") else name
