"""What a reader hands over: one file's answers or codings as text, and what it says of itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import pandas as pd

CODE_COLUMNS = ("code_id", "name", "parent_id", "path", "codable", "description", "colour")
SOURCE_COLUMNS = (
    "source_id",
    "name",
    "kind",
    "characters",
    "position_unit",
    "evidence",
    "selections",
    "agreeing",
)
CODING_COLUMNS = ("source_id", "code_id", "coder", "start", "end", "segment", "coded")
ATTRIBUTE_COLUMNS = ("source_id", "variable", "value")
LOSS_COLUMNS = ("what", "count", "detail")
SET_COLUMNS = ("name", "member", "member_id")
MEMO_COLUMNS = ("memo_id", "about", "about_id", "coder", "characters")
PATH_SEPARATOR = " > "


class Doubt(NamedTuple):
    """What may be wrong with a file that could be read, or with how it was exported.

    ``what`` is a word of ours for it, ``words`` a sentence that says what was found, in how many
    cells and where, and ``mend`` one that says what to do. Neither holds anything people typed.
    """

    what: str
    words: str
    mend: str


@dataclass(frozen=True)
class SurveyExport:
    """One survey export, read as text; nothing in it has been interpreted.

    Attributes
    ----------
    name
        File name.
    platform
        Where it comes from, for example ``qualtrics``.
    group, instrument
        Who answered, and whose raw columns of the codebook it holds.
    settings
        What the file tells of the export's settings: header generation, encoding, text or numbers.
        `cpsurvey.platforms` lists them.
    columns
        One row a column of the file: column, name, text, import_id, position, kind.
    meta
        One row a response: respondent, status, finished, progress, started, recorded,
        duration_seconds, language, channel.
    rows
        One row a response, one column a question column; blank is an empty string. The index is
        the row of the file as a spreadsheet numbers it.
    dropped
        Identifying columns that the file held and that were not kept.
    doubled
        Column names that stood more than once.
    doubts
        What may be wrong with the file, or with how it was exported.
    """

    name: str
    platform: str
    group: str
    instrument: str
    settings: Mapping[str, str]
    columns: pd.DataFrame
    meta: pd.DataFrame
    rows: pd.DataFrame
    dropped: tuple[str, ...] = ()
    doubled: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()


class DefinedQuestion(NamedTuple):
    """One question as a platform's definition file has it; never more than one of ours.

    ``type`` is single, multi, matrix, number, date, text or personal. ``columns`` are the export's,
    one an option of a multi or a row of a matrix. ``options`` and ``rows`` are pairs of the code
    that the export writes and the label. ``shown_if`` names a question before it and the labels of
    its answers, where the routing is as simple as that; ``routed`` tells whether there is any.
    ``also`` gives for each column what other exports call it: ImportId, older names, full text.
    """

    name: str
    text: str
    type: str
    columns: tuple[str, ...]
    options: tuple[tuple[str, str], ...] = ()
    rows: tuple[tuple[str, str], ...] = ()
    shown_if: tuple[str, tuple[str, ...]] | None = None
    routed: bool = False
    also: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Definition:
    """A questionnaire as the definition file of a platform gives it (.qsf, .lss, dictionary).

    ``without_column`` names the questions that it asks and of which an export has no column.
    """

    name: str
    platform: str
    title: str
    questions: tuple[DefinedQuestion, ...]
    without_column: tuple[str, ...] = ()


def _no_sets() -> pd.DataFrame:
    """Return a table of no sets."""
    return pd.DataFrame(columns=SET_COLUMNS, dtype="string")


def _no_memos() -> pd.DataFrame:
    """Return a table of no memos."""
    frame = pd.DataFrame(columns=MEMO_COLUMNS, dtype="string")
    return frame.astype({"characters": "Int64"})


@dataclass(frozen=True)
class CodingExport:
    """One project of coded interviews, or as much of it as the file holds.

    Identifiers are the file's own, or made where the file tells things apart by their names only;
    they say nothing of people. What people said and wrote is in ``texts``, ``passages`` and
    ``memo_texts``, apart from every table.

    Attributes
    ----------
    name
        File name.
    tool
        Program that wrote it, as the file says.
    codes
        code_id, name, parent_id, path, codable, description, colour (#RRGGBB or blank).
    sources
        source_id, name, kind, characters (missing where the text is not there), position_unit,
        evidence (what the unit was found by: ``own words``, ``word boundaries``, or blank),
        selections (different ones with positions in the text) and agreeing (how many of those the
        evidence bears out; missing where the text is not there).
    codings
        source_id, code_id, coder, start, end (code points of the text with LF line ends, end
        exclusive; missing where the file does not tell them), segment (one a marked passage; two
        coders' marks of the same words are two) and coded (the moment as the file has it, or
        blank).
    coders
        coder (a pseudonym) and the name it stands for.
    attributes
        source_id, variable, value.
    losses
        what, count, detail: what the file held besides.
    texts
        Source → its words, where the file holds them whole.
    sets
        name, member (``source``, ``code`` or ``memo``) and member_id: groups the project made.
    memos
        memo_id, about (``project``, ``source``, ``code``, ``segment``, ``coding``, ``case``),
        about_id (of a coding, its segment and code with a space between), coder, characters
        (missing where the words are not there).
    passages
        Segment → its words, where the program wrote a copy of its own.
    memo_texts
        Memo → its words.
    """

    name: str
    tool: str
    codes: pd.DataFrame
    sources: pd.DataFrame
    codings: pd.DataFrame
    coders: pd.DataFrame
    attributes: pd.DataFrame
    losses: pd.DataFrame
    texts: Mapping[str, str] = field(repr=False)
    sets: pd.DataFrame = field(default_factory=_no_sets)
    memos: pd.DataFrame = field(default_factory=_no_memos)
    passages: Mapping[str, str] = field(default_factory=dict, repr=False)
    memo_texts: Mapping[str, str] = field(default_factory=dict, repr=False)


def name_respondents(people: pd.Series) -> pd.Series:
    """Return the identifiers, those without one called after their row."""
    nameless = people == ""
    if not nameless.any():
        return people
    return people.mask(nameless, "row-" + people.index.astype(str))


def unique_names(names: Sequence[str]) -> list[str]:
    """Return the names, those seen before with ~2, ~3 and so on.

    Examples
    --------
    >>> unique_names(["Age", "Other", "Age"])
    ['Age', 'Other', 'Age~2']
    """
    taken, number, columns = set(names), dict.fromkeys(names, 0), list[str]()
    for name in names:
        number[name] += 1
        column = name
        while number[name] > 1 and (column := f"{name}~{number[name]}") in taken:
            number[name] += 1
        taken.add(column)
        columns.append(column)
    return columns
