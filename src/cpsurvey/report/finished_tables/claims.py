"""A labelled, protected result about claims in; the columns of its table out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from cpsurvey.figures.words import sentence_case
from cpsurvey.report.claims.words import (
    ITSELF,
    Row,
    care_words,
    interval_words,
    published_words,
    read_words,
    value_words,
)
from cpsurvey.report.finished_tables.cells import Column, marks_of_missing, nowhere, small_bases
from cpsurvey.report.wording.codes import level_of

SAME = {"same": "Yes", "other": "No"}
AGREES = {"True": "Yes", "False": "No"}
NO_CHOICE = ("No choice", "Nobody could say so")


def columns_of_claims(result: pd.DataFrame) -> list[Column]:
    """Return the columns of claims checked, of the ways to compute them, or of other studies."""
    frame = result.reset_index(drop=True)
    if "base_rule" in frame:
        return _of_ways(frame)
    return _of_studies(frame) if "finding" in frame else _of_checked(frame)


def title_of_claims(result: pd.DataFrame) -> str:
    """Return what a table about claims shows."""
    if "base_rule" in result:
        return "Published claims, computed in every defensible way"
    return "Other studies beside the claims" if "finding" in result else "Published claims, checked"


def _of_checked(frame: pd.DataFrame) -> list[Column]:
    """Return the columns of claims with their verdicts."""
    return [
        _texts(frame, "Claim", frame["claim"]),
        _texts(frame, "Topic", frame["topic"].map(sentence_case)),
        _texts(frame, "About", frame["group_label"]),
        _texts(frame, "Published", _row_by_row(frame, published_words)),
        _texts(frame, "Read as", _row_by_row(frame, _reading)),
        *_counts(frame),
        _texts(frame, "Value", _row_by_row(frame, value_words), hidden=True),
        _texts(
            frame, f"{level_of(frame)}interval", _row_by_row(frame, interval_words), hidden=True
        ),
        _texts(frame, "Verdict", frame["verdict"].map(sentence_case)),
        _numbers(frame, "Answers that would turn it", "changes"),
        _texts(frame, "To bear in mind", _row_by_row(frame, care_words).map(sentence_case)),
    ]


def _of_ways(frame: pd.DataFrame) -> list[Column]:
    """Return the columns of the ways in which claims can be computed."""
    choices = {
        "reading": "Whose answers",
        "base_rule": "People counted",
        "dont_know": "Don't know",
        "exclusions": "Left out",
        "mode_rule": "Answers read",
    }
    return [
        _texts(frame, "Claim", frame["claim"]),
        *(
            _texts(
                frame, words, frame[f"{code}_label"].mask(frame[f"{code}_label"].isin(NO_CHOICE))
            )
            for code, words in choices.items()
            if frame[code].nunique() > 1
        ),
        *_counts(frame),
        _texts(frame, "Value", _row_by_row(frame, value_words), hidden=True),
        _texts(
            frame, f"{level_of(frame)}interval", _row_by_row(frame, interval_words), hidden=True
        ),
        _texts(frame, "Agrees", frame["agrees"].astype(str).map(AGREES), hidden=True),
    ]


def _of_studies(frame: pd.DataFrame) -> list[Column]:
    """Return the columns of claims and what other studies found."""
    ends = {"ci_low": "from", "ci_high": "to"}
    return [
        _texts(frame, "Claim", frame["claim"]),
        _texts(frame, "Study", frame["study"].map(sentence_case)),
        _texts(frame, "Year", frame["year"].astype("string")),
        _texts(frame, "What was measured", frame["measures"]),
        _texts(frame, "The same as the claim", frame["same_measure"].map(SAME)),
        _texts(frame, "Of whom", frame["people"]),
        _texts(frame, "Published", frame["published"]),
        *_counts(frame),
        _numbers(frame, "Share", "share", "share"),
        *(
            _numbers(frame, f"{level_of(frame)}interval {end}", code, "share")
            for code, end in ends.items()
        ),
    ]


def _reading(row: Row) -> str:
    """Return the values that agree, and why these, as a sentence of its own."""
    if row["band"] and row["read_as"] == ITSELF:
        return sentence_case(ITSELF)
    return sentence_case(read_words(row).removeprefix("read as "))


def _row_by_row(frame: pd.DataFrame, words: Callable[[Row], str]) -> pd.Series[Any]:
    """Return what is said of each row."""
    rows = frame.to_dict("records")
    return pd.Series([words({str(k): v for k, v in row.items()}) for row in rows], frame.index)


def _counts(frame: pd.DataFrame) -> list[Column]:
    """Return the count of a claim and its base."""
    base = _numbers(frame, "Base", "base")
    return [_numbers(frame, "Count", "count"), small_bases(frame, base)]


def _numbers(frame: pd.DataFrame, heading: str, code: str, kind: str = "count") -> Column:
    """Return a column of numbers; what no table could give does not apply."""
    idle = frame["mark"] != "c"
    return Column(heading, frame[code], kind, marks_of_missing(frame, frame[code], idle))


def _texts(
    frame: pd.DataFrame, heading: str, said: pd.Series[Any], *, hidden: bool = False
) -> Column:
    """Return a column of words, some of which may be hidden."""
    cells = said.astype(object)
    cells = cells.mask(cells.isna() | (cells == ""), None)
    idle = frame["mark"] != "c" if hidden else ~nowhere(frame)
    return Column(heading, cells, marks=marks_of_missing(frame, cells, idle))
