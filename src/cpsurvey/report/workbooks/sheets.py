"""A report in; the sheets of its workbook, cell by cell, out: cover, contents, notes, tables."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cpsurvey.errors import CpsurveyError
from cpsurvey.report.document import SHORTHAND, Report, Table
from cpsurvey.report.numbers import in_print, is_missing, marks_of, sign
from cpsurvey.vocabulary import SYNTHETIC

ONE_TABLE = "This worksheet contains one table."
COVER, CONTENTS, NOTES = "Cover", "Contents", "Notes"
LONGEST_NAME = 31  # letters that a sheet's name may have
MOST_ROWS, MOST_COLUMNS = 1_048_576 - 10, 16_384  # with the lines above
TINY = 1e-15  # the least of a share that a file keeps
NAMED = 5  # sheets that a note lists
NOTHING_SAID = sign("z")
SENTENCES = re.compile(r"(?<=[.?!]) (?=[A-Z\[“])")
LOW = ("share", "number")
UNFIT = re.compile(r"[^\w-]+")  # for the name of a sheet, and of the table in it
RESERVED = ("History",)  # for Excel's own


@dataclass(frozen=True)
class Cell:
    """What a cell holds, how it is shown, and the sheet that it leads to.

    A number that is not to be shown by digits has the words in place of them; the `mark` is shown
    after either.
    """

    value: str | float | int
    kind: str = "text"
    decimals: int = 0
    instead: str = ""
    mark: str = ""
    link: str = ""


@dataclass(frozen=True)
class Sheet:
    """One sheet: lines of text from A1 on, then a table, where it has one.

    ``heads`` are the lines, from 0, that are headings; the first is the sheet's title.
    """

    name: str
    lines: tuple[str, ...]
    heads: tuple[int, ...] = (0,)
    header: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()

    def numbers(self) -> list[bool]:
        """Return for each column of the table whether it has numbers."""
        columns = range(len(self.header))
        return [any(row[place].kind != "text" for row in self.rows) for place in columns]


def sheets_of(report: Report) -> list[Sheet]:
    """Return the sheets of a report's workbook in their order."""
    placed = [(chapter.title, table) for chapter in report.chapters for table in chapter.tables()]
    names = _names([table.name for _, table in placed])
    notes: dict[str, list[str]] = {}
    for name, (_, table) in zip(names, placed, strict=True):
        for sentence in dict.fromkeys(filter(None, SENTENCES.split(table.notes.strip()))):
            notes.setdefault(sentence, []).append(name)
    numbers = {sentence: number for number, sentence in enumerate(notes, 1)}
    tables = [
        _table_sheet(name, table, report, numbers)
        for name, (_, table) in zip(names, placed, strict=True)
    ]
    contents = [
        (Cell(name, link=name), Cell(table.title), Cell(chapter))
        for name, (chapter, table) in zip(names, placed, strict=True)
    ]
    about_notes = [
        (Cell(f"[note {number}]"), Cell(sentence), Cell(_which(notes[sentence], names)))
        for sentence, number in numbers.items()
    ]
    said = [_listing(NOTES, report, ("Note number", "Note text", "Sheets"), about_notes)]
    return [
        _cover(report),
        _listing(CONTENTS, report, ("Sheet name", "Table", "Chapter"), contents),
        *(said if notes else []),
        *tables,
    ]


def _cover(report: Report) -> Sheet:
    """Return the sheet that says what the workbook is, and how its cells are to be read."""
    parts = {
        "About these tables": [
            f"Data: {report.data}.",
            "The tables of a report, one to a sheet. The sheet Contents lists them, and the sheet"
            " Notes has what belongs under each.",
            "Numbers are kept in full and shown rounded.",
        ],
        "How people are protected": [report.protection],
        "Shorthand": [f"{sign(mark)} {meaning}." for mark, meaning in SHORTHAND.items()],
        "What it was made from": [f"{name}: {value}" for name, value in report.provenance],
    }
    lines, heads = [_said_first(report.title, report)], [0]
    for heading, said in parts.items():
        if any(said):
            heads.append(len(lines))
            lines += [heading, *said]
    return Sheet(COVER, tuple(lines), tuple(heads))


def _listing(
    name: str, report: Report, header: tuple[str, ...], rows: Sequence[tuple[Cell, ...]]
) -> Sheet:
    """Return a sheet that lists what is in the others."""
    return Sheet(name, (_said_first(name, report), ONE_TABLE), header=header, rows=tuple(rows))


def _check(table: Table) -> None:
    """Refuse a table that a sheet cannot hold."""
    rows, columns = table.frame.shape
    if rows > MOST_ROWS or columns > MOST_COLUMNS:
        raise CpsurveyError(
            f"table {table.name} has {rows:,} rows and {columns:,} columns, and a sheet takes"
            f" {MOST_ROWS:,} and {MOST_COLUMNS:,}: choose fewer."
        )
    taken: set[str] = set()
    for heading in map(str, table.frame):
        if heading.casefold() in taken:
            raise CpsurveyError(
                f"table {table.name} has two columns named {heading}, capitals aside, and Excel"
                " takes one: give them other headings."
            )
        taken.add(heading.casefold())


def _table_sheet(name: str, table: Table, report: Report, numbers: dict[str, int]) -> Sheet:
    """Return the sheet of one table."""
    _check(table)
    refers = sorted(numbers[one] for one in SENTENCES.split(table.notes.strip()) if one)
    said = " ".join(f"[note {number}]" for number in refers)
    rows = tuple(_rows(table))
    shown = {mark for row in rows for cell in row for mark in SHORTHAND if _shows(cell, mark)}
    legend = [f"{sign(mark)} {words}." for mark, words in SHORTHAND.items() if mark in shown]
    lines = (
        _title(table, report),
        f"Data: {report.data}.",
        f"{ONE_TABLE} {f'Its notes are in the sheet Notes: {said}.' if said else ''}".strip(),
        *([f"Shorthand: {' '.join(legend)}"] if legend else []),
    )
    return Sheet(name, lines, header=tuple(map(str, table.frame.columns)), rows=rows)


def _shows(cell: Cell, mark: str) -> bool:
    """Tell whether a cell shows a shorthand."""
    return cell.mark == mark or sign(mark) in (cell.value, cell.instead)


def _rows(table: Table) -> Iterable[tuple[Cell, ...]]:
    """Return the rows of a table; a cell without a number holds its shorthand."""
    said, marks = in_print(table), marks_of(table)
    columns = [
        [
            _cell(value, table.kinds.get(heading, "text"), printed, mark)
            for value, printed, mark in zip(
                table.frame[heading], said[heading], marks[heading], strict=True
            )
        ]
        for heading in map(str, table.frame)
    ]
    return zip(*columns, strict=True)


def _cell(value: object, kind: str, printed: str, mark: str) -> Cell:
    """Return one cell, shown as it is printed."""
    if is_missing(value) or kind == "text":
        return Cell(printed or NOTHING_SAID)
    number = float(str(value))
    if math.isinf(number):
        return Cell(printed)
    shown = printed.removesuffix(f" {sign(mark)}")
    low = shown.startswith(("<", "above ")) and kind in LOW
    instead = sign("low") if low else shown if shown[0] in "<>" else ""
    decimals = len(shown.partition(".")[2]) if not instead else 0
    if kind == "points":
        number = round(number * 100, 9)
    elif kind == "share":
        number = _not_below_half(number)
    whole = int(number) if kind == "count" and number.is_integer() else number
    return Cell(whole, kind, decimals, instead, mark)


def _not_below_half(share: float) -> float:
    """Return a share that is half a per cent, such as 0.285, so that a spreadsheet rounds it up.

    A hundred times it is 28.499999999999996, which one spreadsheet in use rounds down.
    """
    tie = round(share * 100, 9) % 1 == 0.5
    return share + TINY if tie and share * 100 % 1 < 0.5 else share


def _title(table: Table, report: Report) -> str:
    """Return the title of a table, made-up data said first."""
    return _said_first(table.title, report)


def _said_first(title: str, report: Report) -> str:
    """Return a title that begins by saying so where the data is made up."""
    if not report.synthetic or title.startswith(SYNTHETIC):
        return title
    return f"{SYNTHETIC} data: {title}"


def _which(named: list[str], names: list[str]) -> str:
    """Return which of the sheets have a note: their names, or how many where they are many."""
    if len(named) <= NAMED:
        return ", ".join(named)
    return "All tables" if len(named) == len(names) else f"{len(named)} of {len(names)} tables"


def _short(name: str, longest: int = LONGEST_NAME) -> str:
    """Return a name short enough, cut between words where it can be."""
    return (
        name if len(name) <= longest else name[: longest + 1].rpartition("-")[0] or name[:longest]
    )


def _key(name: str) -> str:
    """Return a name as it is told from others."""
    return name.casefold().replace("-", "_")


def _names(wanted: list[str]) -> list[str]:
    """Return a name for each sheet: short enough, and no two the same in any letters.

    Nor the same with lines for hyphens, as the names of the tables in them are.
    """
    names: list[str] = []
    taken = set(map(_key, (COVER, CONTENTS, NOTES, *RESERVED)))
    for name in wanted:
        name = UNFIT.sub("-", name).strip("-") or "table"
        tried, number = _short(name), 1
        while _key(tried) in taken:
            number += 1
            end = f"-{number}"
            tried = f"{_short(name, LONGEST_NAME - len(end))}{end}"
        taken.add(_key(tried))
        names.append(tried)
    return names
