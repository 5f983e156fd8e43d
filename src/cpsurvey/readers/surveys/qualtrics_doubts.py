"""The answers of a Qualtrics export in, what they tell of its settings, and the doubts, out."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd

from cpsurvey.codebook.several import joins
from cpsurvey.errors import listed
from cpsurvey.exports import Doubt
from cpsurvey.platforms import how_to
from cpsurvey.readers.surveys.qualtrics_header import Header
from cpsurvey.readers.surveys.selected import held, joined_by_commas, selected, ticks

UNANSWERED = "-99"  # what a question that was seen and not answered may be recoded to
NEGATIVE = re.compile(r"-\d")
OPTION = re.compile(r"(.+)[_-]\d+")  # the ImportId of an option, or its name before 2017
WHOLE = re.compile(r".*QID\d+")  # that of a question in one column
TYPED = re.compile(r"_TEXT$")
INTERNAL = re.compile(r"QID\d+.*")


def without_marks(rows: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, int]]:
    """Return the answers without -99 for "seen but unanswered", and how often each column had it.

    It is a number where the column holds another that is negative.
    """
    marked = {}
    for column in rows:
        count = int((rows[column] == UNANSWERED).sum())
        if count and not _negative(rows[column]):
            marked[str(column)] = count
    if not marked:
        return rows, marked
    blanks = {column: rows[column].mask(rows[column] == UNANSWERED, "") for column in marked}
    return rows.assign(**blanks), marked


def settings_of(
    header: Header,
    raw: pd.DataFrame,
    answers: pd.DataFrame,
    rows: pd.DataFrame,
    marked: Mapping[str, int],
) -> dict[str, str]:
    """Return what the file tells of how it was exported."""
    names = answers.loc[answers["kind"] == "question", "name"]
    internal = len(names) > 0 and names.map(INTERNAL.fullmatch).map(bool).all()
    return {
        "generation": header.generation,
        "header": "codes" if internal else "names",
        "answers": _flavour(raw),
        "selected": selected(_split(answers, rows), _joined(answers, rows)),
        "unanswered": UNANSWERED if marked else "",
        "status": "given" if "status" in raw and (raw["status"] != "").any() else "not given",
        "time_zone": header.time_zone,
        "language": header.language,
    }


def doubts_of(
    name: str,
    header: Header,
    meta: pd.DataFrame,
    answers: pd.DataFrame,
    rows: pd.DataFrame,
    marked: Mapping[str, int],
) -> tuple[Doubt, ...]:
    """Return what may be wrong with the file, or with how it was exported."""
    return (
        *_gone(name, header),
        *_internal(name, answers),
        *_marks(name, marked),
        *_commas(name, answers, rows),
        *_unfinished(name, meta),
    )


def _negative(cells: pd.Series) -> bool:
    """Tell whether a column holds a negative number besides the mark."""
    return any(NEGATIVE.match(str(cell)) and cell != UNANSWERED for cell in cells.unique())


def _flavour(raw: pd.DataFrame) -> str:
    """Return whether answers are texts or numbers, as the metadata show it."""
    cells = {str(c) for role in ("finished", "status") if role in raw for c in raw[role].unique()}
    cells -= {""}
    if not cells:
        return "unknown"
    return "numbers" if all(cell.strip().isdigit() for cell in cells) else "text"


def _split(answers: pd.DataFrame, rows: pd.DataFrame) -> list[str]:
    """Return the stems of select-all questions that have a column an option."""
    stems: dict[str, list[bool]] = {}
    for column, name, text, key in zip(
        answers["column"], answers["name"], answers["text"], answers["import_id"], strict=True
    ):
        match = OPTION.fullmatch(str(key or name))
        if match and (values := held(rows[column])):
            stems.setdefault(match[1], []).append(ticks(values, str(text)))
    return [stem for stem, told in stems.items() if len(told) > 1 and all(told)]


def _joined(answers: pd.DataFrame, rows: pd.DataFrame) -> list[str]:
    """Return the columns whose cells join several answers."""
    whole = [
        column
        for column, name, key, kind in zip(
            answers["column"], answers["name"], answers["import_id"], answers["kind"], strict=True
        )
        if kind == "question"
        and not TYPED.search(str(name))
        and (not key or WHOLE.fullmatch(str(key)))
    ]
    return [column for column in whole if joins(held(rows[column]), ",")]


def _gone(name: str, header: Header) -> list[Doubt]:
    """Return that header rows were removed."""
    if not header.gone:
        return []
    held = {2: "the texts of the questions", 3: '{"ImportId":"…"}'}
    rows = " and ".join(f"row {row} ({held[row]})" for row in header.gone)
    lost = "questions are told from other data by their names alone"
    if header.gone == (2,):
        lost = "options and questions have no wording"
    elif header.gone == (3,):
        lost = "questions are told from other data by their texts alone"
    return [
        Doubt(
            "header row removed",
            f"{name} lost {rows} of Qualtrics' three header rows, so {lost}.",
            f"Export it again, {how_to('qualtrics', 'export')}, and leave its first three rows as"
            " they are.",
        )
    ]


def _internal(name: str, answers: pd.DataFrame) -> list[Doubt]:
    """Return that columns have Qualtrics' internal identifiers for names."""
    names = answers.loc[answers["kind"] == "question", "name"].map(str)
    found = [name for name in names if INTERNAL.fullmatch(name)]
    if not found or len(found) < len(names):
        return []
    return [
        Doubt(
            "internal names",
            f"{name} calls its columns by internal identifiers ({listed(found, 3)}), not by the"
            " names of the questions (Q1 …).",
            f"If the codebook names its columns Q1 and so on, export it again,"
            f" {how_to('qualtrics', 'header')}.",
        )
    ]


def _marks(name: str, marked: Mapping[str, int]) -> list[Doubt]:
    """Return that -99 was read as no answer, where one column alone has it."""
    if len(marked) != 1:
        return []
    ((column, count),) = marked.items()
    cells = "1 cell" if count == 1 else f"{count} cells"
    return [
        Doubt(
            "seen but unanswered",
            f"{name} holds -99 in {cells} of column {column}, read as seen but unanswered; no other"
            " column holds it.",
            f"If -99 is an answer there, export it again, {how_to('qualtrics', 'unanswered')}, and"
            " give another number for it.",
        )
    ]


def _commas(name: str, answers: pd.DataFrame, rows: pd.DataFrame) -> list[Doubt]:
    """Return that answers that are joined by commas hold commas of their own."""
    found = [
        column
        for column in _joined(answers, rows)
        if any(", " in cell or "(" in cell for cell in held(rows[column]))
    ]
    if not found:
        return []
    why = ", and some of these answers hold commas or brackets themselves"
    return [joined_by_commas(name, found, how_to("qualtrics", "selected"), why=why)]


def _unfinished(name: str, meta: pd.DataFrame) -> list[Doubt]:
    """Return that nobody finished."""
    if len(meta) < 2 or set(meta["finished"]) != {"no"}:
        return []
    return [
        Doubt(
            "responses in progress",
            f"{name}: none of the {len(meta)} responses is finished, as in an export of responses"
            " in progress.",
            f"Export the recorded responses, {how_to('qualtrics', 'finished')}.",
        )
    ]
