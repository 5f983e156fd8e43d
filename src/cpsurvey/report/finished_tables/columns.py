"""A labelled, protected result in; the columns of its table, with kinds and marks, out."""

from __future__ import annotations

import pandas as pd

from cpsurvey.analysis.methods import METHODS
from cpsurvey.errors import listed
from cpsurvey.figures import rows
from cpsurvey.figures.words import sentence_case
from cpsurvey.report.finished_tables.cells import Column, marks_of_missing
from cpsurvey.report.finished_tables.numbers import WHOLE, measures_of, numbers_of
from cpsurvey.report.finished_tables.words import MEASURED, NAMES, TESTS, TICKED, heading_of
from cpsurvey.vocabulary import ALTERNATIVES, RESULT_COLUMNS, VARIES

FIRST = ("question", "code", "other_code", "parent", "term", "level")
LAST = ("measure", "answer", "against")
NUMBERED = {"gap": "points", "so_far": "count"}
WORDS = {
    "varies": VARIES,
    "alternative": ALTERNATIVES,
    "ticked": TICKED,
    "measure": TESTS | {code: measured.words for code, measured in MEASURED.items()},
}
NOT_SAID = ("grade ", "base below ", "a base below ", "in the base: ")  # the caption says it
ABOUT = {
    "coders": "Agreement between coders",
    "other_code": "Themes raised together",
    "so_far": "New themes, interview by interview",
    "code": "Themes",
}


def columns_of(result: pd.DataFrame) -> tuple[list[Column], list[str]]:
    """Return the columns of a result's table, and the sentences that stand under it for them."""
    frame = result.reset_index(drop=True)
    named = [_in_words(frame, code) for code in _naming(frame)]
    how, said = _how(frame)
    return [*named, *numbers_of(frame, two_sides(frame)), *how], said


def title_of(result: pd.DataFrame) -> str:
    """Return what a result is about, from its labels: its question, and what it is split by."""
    about = rows.title_of(result, "question") or _about_interviews(result)
    if sides := two_sides(result):
        return f"{about}: {sides[0].casefold()} compared with {sides[1].casefold()}"
    split = rows.varying(result, rows.by_columns(result))
    return (
        f"{about}, by {listed(heading_of(code).casefold() for code in split)}" if split else about
    )


def _about_interviews(result: pd.DataFrame) -> str:
    """Return what a result without a question is about."""
    for code, about in ABOUT.items():
        if code in result:
            return about
    return "Results"


def two_sides(result: pd.DataFrame) -> tuple[str, ...]:
    """Return the one group and the one reference that all rows compare, or nothing."""
    of = "level" if "level" in result else "group"
    if not {of, "reference"} <= set(result):
        return ()
    pair = [rows.in_words(result, side).unique() for side in (of, "reference")]
    names = tuple(str(name) for side in pair for name in side)
    return names if len(names) == 2 and all(names) and names[0] != names[1] else ()


def _naming(frame: pd.DataFrame) -> list[str]:
    """Return the columns that say what a row is of, outermost first; none that say nothing."""
    codes = [code for code in map(str, frame) if not code.endswith("_label")]
    own = {code for code in codes if f"{code}_label" in frame or code not in RESULT_COLUMNS}
    middle = [code for code in codes if code in (own | set(NAMES)) - {*FIRST, *LAST}]
    said = [code for code in (*FIRST, *middle, *LAST) if code in frame and _says(frame, code)]
    sides = ("level" if "level" in frame else "group", "reference") if two_sides(frame) else ()
    return [code for code in said if code not in sides]


def _says(frame: pd.DataFrame, code: str) -> bool:
    """Tell whether a column tells rows apart, or says whose they are."""
    values = frame[code].dropna().astype(str)
    if code == "measure":
        return any(len(codes) > 1 for codes in measures_of(frame).values())
    if code in ("group", "join_mode", "answer", "against", "code", "level"):
        return bool((~values.isin(["", *WHOLE])).any())
    return values.nunique() > 1


def _in_words(frame: pd.DataFrame, code: str) -> Column:
    """Return a column that says what a row is of, in words."""
    if code in NUMBERED:
        return Column(heading_of(code), frame[code], NUMBERED[code])
    if f"{code}_label" in frame or code not in WORDS:
        cells = rows.in_words(frame, code).astype(object)
    else:
        said = WORDS[code]
        cells = frame[code].astype(object).map(lambda value: said.get(value, sentence_case(value)))
    empty = cells.isna() | (cells == "")
    marks = pd.Series("", frame.index, dtype=object).mask(empty, "z")
    return Column(heading_of(code), cells.mask(empty), marks=marks)


def _how(frame: pd.DataFrame) -> tuple[list[Column], list[str]]:
    """Return how rows were computed and why so: in columns what differs, below what does not."""
    counted = frame["method"] == "count"
    silent = (frame["mark"] == "c") | (counted & (not counted.all()))
    methods = frame["method"].astype(str).map(lambda code: METHODS.get(code, sentence_case(code)))
    parts = [_reasons(why) for why in frame["why"].fillna("").astype(str)]
    spoken = [part for part, none in zip(parts, silent, strict=True) if not none]
    shared = [part for part in (spoken or [[]])[0] if all(part in other for other in spoken)]
    apart = pd.Series(["; ".join(p for p in part if p not in shared) for part in parts])
    same = methods[~silent].nunique() < 2
    said = [*methods[~silent & ~counted].unique(), *shared] if same else shared
    columns = [] if same else [_sentences(frame, "Method", methods, silent)]
    if (apart[~silent] != "").any():
        columns.append(_sentences(frame, "Why", apart, silent))
    return columns, [f"Method: {'; '.join(said)}."] if said else []


def _sentences(
    frame: pd.DataFrame, heading: str, said: pd.Series[str], silent: pd.Series[bool]
) -> Column:
    """Return a column of what is said of rows, each beginning with a capital."""
    cells = said.str[:1].str.upper() + said.str[1:]
    cells = cells.astype(object).mask(silent | (said == ""))
    not_hidden = frame["mark"] != "c"
    return Column(heading, cells, marks=marks_of_missing(frame, cells, not_hidden))


def _reasons(why: str) -> list[str]:
    """Return the reasons of a row, without what its caption or mark says."""
    return [part for part in why.split("; ") if part and not part.startswith(NOT_SAID)]
