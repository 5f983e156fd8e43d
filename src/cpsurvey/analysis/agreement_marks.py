"""Coded interviews in; the marks that can be compared, and who read what, out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import pandas as pd

from cpsurvey.analysis.interviews import (
    chosen,
    codings_under,
    counted,
    descendants,
    interview_tables,
)
from cpsurvey.analysis.wording import joined
from cpsurvey.errors import QuestionError, TablesError, listed, unknown
from cpsurvey.tables import InterviewTables, Tables

Readers: TypeAlias = dict[str, tuple[str, ...]]
ReadBy: TypeAlias = Mapping[str, str | Iterable[str]] | pd.DataFrame | None

UNITS_KNOWN = ("character", "segment", "interview")
TWO = 2
MARKED = "read by those who marked anything in it"
TOLD = "read by whom read_by names"


class Marks(NamedTuple):
    """What coders marked, and who read what.

    ``codings`` has a row a mark (interview, coder, code, start, end; no start and end where units
    are interviews); ``readers`` the interviews that two or more of the ``coders`` read, with who
    did; ``lengths`` their characters; ``said`` what a reader of the result must know of them.
    """

    interviews: InterviewTables
    codings: pd.DataFrame
    coders: tuple[str, ...]
    readers: Readers
    lengths: dict[str, float]
    said: str


def find_marks(
    tables: Tables, unit: str, coders: Sequence[str] | None, read_by: ReadBy, *, uncoded: bool
) -> Marks:
    """Return the marks that two or more coders can be compared by, or say why there are none."""
    interviews = interview_tables(tables)
    placed = unit != "interview"
    usable, left_out = _usable(interviews.codings, placed=placed)
    told = _told(read_by, set(interviews.interviews["interview"].astype(str)))
    named = [coders] if isinstance(coders, str) else coders
    silent = set(named or ()) & {coder for readers in told.values() for coder in readers}
    known = sorted({*usable["coder"], *silent})
    compared = _compared(named, known)
    _check_told(told, known)
    usable = usable[usable["coder"].isin(compared)]
    readers = _readers(usable, compared, told)
    if not readers:
        raise QuestionError(
            "no interview was coded by two coders, so there is nothing in which they could agree."
            " If one of them read an interview and marked nothing, say who read what: read_by."
        )
    lengths = _lengths(interviews.interviews)
    _check_known(usable, interviews)
    if placed:
        _check_ends(usable, lengths)
    unknown_length = [name for name in readers if np.isnan(lengths[name]) and uncoded and placed]
    if len(unknown_length) == len(readers):
        raise QuestionError(
            "the tables do not say how long the interviews are (characters), so what nobody coded"
            " cannot be counted. Leave it out, uncoded=False, or export the project with its texts."
        )
    kept = {name: who for name, who in readers.items() if name not in unknown_length}
    codings = usable[usable["interview"].isin(list(kept))].reset_index(drop=True)
    shorter = (
        f"left out: {counted(len(unknown_length))} of unknown length" if unknown_length else ""
    )
    said = joined(MARKED if read_by is None else TOLD, left_out, shorter)
    return Marks(interviews, codings, compared, kept, lengths, said)


def chosen_codes(marks: Marks, codes: str | Sequence[str] | None) -> list[str]:
    """Return the themes to report in the frame's order: those named, or those that were marked."""
    if codes is not None:
        return chosen(marks.interviews, codes)
    marked = set(marks.codings["code"])
    return [code for code in marks.interviews.themes["code"].astype(str) if code in marked]


def rolled_up(marks: Marks) -> Marks:
    """Return marks of a theme also as marks of each theme that it stands under."""
    themes = marks.interviews.themes
    below = {str(code): descendants(themes, str(code)) for code in themes["code"]}
    return marks._replace(codings=codings_under(marks.codings, below))


def _lengths(interviews: pd.DataFrame) -> dict[str, float]:
    """Return each interview's characters, NaN where they are not known."""
    blank = pd.Series(np.nan, interviews.index)
    size = (
        interviews.get("characters", blank).astype("Float64").to_numpy(np.float64, na_value=np.nan)
    )
    return dict(zip(interviews["interview"].astype(str), size, strict=True))


def _check_known(codings: pd.DataFrame, interviews: InterviewTables) -> None:
    """Refuse marks in an interview, or of a theme, that the tables do not hold."""
    held = {"interview": interviews.interviews["interview"], "code": interviews.themes["code"]}
    for column, names in held.items():
        strange = ~codings[column].isin(list(names.astype(str)))
        if strange.any():
            what = "an interview" if column == "interview" else "a theme"
            raise TablesError(
                f"{strange.sum():,} codings are of {what} that the tables do not hold. Give tables"
                " that clean_codings or read_tables returned, whole."
            )


def _usable(codings: pd.DataFrame, *, placed: bool) -> tuple[pd.DataFrame, str]:
    """Return the codings that can be compared, and how many cannot and why, in words."""
    frame = pd.DataFrame(
        {name: codings[name].astype("string") for name in ("interview", "coder", "code")}
    )
    frame = frame.assign(coder=frame["coder"].fillna("").str.strip()).astype(object)
    frame = frame.assign(start=codings["start"], end=codings["end"]).reset_index(drop=True)
    nameless = (frame["coder"] == "").to_numpy(bool)
    if nameless.all():
        raise QuestionError(
            "no coding says who made it, so coders cannot be compared. Export from the coding"
            " program with its users, or each coder's project apart."
            if len(frame)
            else "no interview is coded, so coders cannot be compared."
        )
    missing = frame[["start", "end"]].isna().any(axis=1).to_numpy(bool) & ~nameless & placed
    if (missing | nameless).all():
        raise QuestionError(
            "no coding of a known coder says where in the text it is, so agreement by position"
            " cannot be had from this export. Whether coders found a code in the same interviews"
            ' can: coder_agreement with unit="interview". For positions, export the project as'
            " REFI-QDA (.qdpx)."
        )
    empty = (frame["end"] == frame["start"]).fillna(False).to_numpy(bool) & ~nameless & placed
    if (missing | nameless | empty).all():
        raise QuestionError(
            "no coding of a known coder has any characters (start and end are the same), so there"
            ' is nothing to compare by position: coder_agreement with unit="interview" can.'
        )
    counts = {
        "without a coder": nameless.sum(),
        "without a position": missing.sum(),
        "of no characters": empty.sum(),
    }
    words = [f"{count:,} {what}" for what, count in counts.items() if count]
    said = f"codings left out: {listed(words)}" if words else ""
    kept = frame[~(nameless | missing | empty)].reset_index(drop=True)
    if not placed:
        return kept[["interview", "coder", "code"]].drop_duplicates(ignore_index=True), said
    return kept.astype({"start": "int64", "end": "int64"}), said


def _compared(coders: Sequence[str] | None, known: Sequence[str]) -> tuple[str, ...]:
    """Return the coders to compare, two or more of those known."""
    asked = list(known if coders is None else coders)
    for coder in asked:
        if coder not in known:
            raise QuestionError(unknown("coder", str(coder), known))
    compared = tuple(dict.fromkeys(asked))
    if len(compared) < TWO:
        raise QuestionError(
            f"agreement is between two coders or more, and here is one: {listed(compared)}."
            if compared
            else "agreement is between two coders or more, and none is named."
        )
    return compared


def _readers(codings: pd.DataFrame, coders: Sequence[str], told: Mapping[str, set[str]]) -> Readers:
    """Return who of the coders read each interview that two or more of them did, in order."""
    marked = {
        str(interview): set(made) for interview, made in codings.groupby("interview")["coder"]
    }
    for interview, readers in told.items():
        if silent := sorted(marked.get(interview, set()) - readers):
            raise QuestionError(
                f'read_by does not name {listed(silent)} for interview "{interview}", in which they'
                " marked something. Name all who read it."
            )
    read = marked | dict(told)
    here = {name: tuple(coder for coder in coders if coder in read[name]) for name in sorted(read)}
    return {name: readers for name, readers in here.items() if len(readers) > 1}


def _told(read_by: ReadBy, interviews: set[str]) -> dict[str, set[str]]:
    """Return who is said to have read each interview."""
    if read_by is None:
        return {}
    if isinstance(read_by, pd.DataFrame):
        lacking = [name for name in ("interview", "coder") if name not in read_by]
        if lacking:
            raise QuestionError(
                f"read_by has no column {listed(lacking)}: give a row a reading, interview and"
                " coder."
            )
        if read_by[["interview", "coder"]].isna().any(axis=None):
            raise QuestionError("read_by has a blank: give interview and coder in each row.")
        pairs: Any = read_by.groupby("interview", observed=True)["coder"].agg(list).items()
    elif isinstance(read_by, Mapping):
        pairs = read_by.items()
    else:
        raise QuestionError(
            f"read_by is of type {type(read_by).__name__}: give interview → coders, like"
            ' {"I1": ["coder-1", "coder-2"]}, or a frame with a row a reading.'
        )
    told = {str(name): {who} if isinstance(who, str) else set(who or ()) for name, who in pairs}
    for name in told:
        if name not in interviews:
            raise QuestionError(unknown("read_by: interview", name, sorted(interviews)))
    return told


def _check_told(told: Mapping[str, set[str]], coders: Sequence[str]) -> None:
    """Refuse a reader who is no coder."""
    for coder in sorted(set().union(*told.values())):
        if coder not in coders:
            raise QuestionError(
                unknown("read_by: coder", str(coder), coders)
                + " One who marked nothing anywhere is to be named in coders too."
            )


def _check_ends(codings: pd.DataFrame, lengths: Mapping[str, float]) -> None:
    """Refuse marks that lie outside their interview."""
    past = (codings["end"] > codings["interview"].map(lengths)) | (codings["start"] < 0)
    past |= codings["end"] < codings["start"]
    if past.any():
        names = listed(dict.fromkeys(codings.loc[past, "interview"]))
        raise TablesError(
            f"{past.sum():,} codings lie outside the text of their interview, or end before they"
            f" start ({names}): positions are code points from 0. Read the export again, or correct"
            " the column characters."
        )
