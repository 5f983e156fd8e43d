"""A survey export in; what a spreadsheet did to its cells on the way, as doubts, out.

A spreadsheet that opens a CSV file and saves it again turns what looks like a day or a large number
into one, and cuts off what is long. What it did is told by the cells; what stood there before is
not, so that nothing is put right here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

import pandas as pd
import pyarrow as pa
from pyarrow import compute

from cpsurvey.errors import listed
from cpsurvey.exports import Doubt, SurveyExport

RESPONDENT = "respondent"
AGAIN = (
    "Download the export again, and give the file as the platform wrote it, not saved in a"
    " spreadsheet."
)
# A name of a month as spreadsheets shorten it, in the languages of the platforms' interfaces.
MONTH = (
    r"(?:jan|feb|mar|mär|mrz|apr|may|mai|mei|jun|jul|aug|sep|sept|oct|okt|nov|dec|dez|déc|ene|abr"
    r"|ago|dic|janv|févr|avr|juin|juil|août|gen|mag|giu|lug|set|ott)"
)
SHORT_DAY = re.compile(rf"(?i)\d{{1,2}}[-. ]{MONTH}\.?|{MONTH}\.?[- ]\d{{2}}")
DAY = re.compile(
    rf"(?i)\d{{1,2}}[-. ]{MONTH}\.?([-. ]\d{{2,4}})?|{MONTH}\.?[- ]\d{{2}}"
    r"|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|\d{4}-\d\d-\d\d( 00:00:00)?"
)
RANGE = re.compile(
    r"\d{1,4} ?[-–/] ?\d{1,4}( .*)?|\d+ ?\+|(?i:more|less|over|under|none|never)\b.*"
)
NUMBERED_DAY = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](?:\d{4}|\d\d)(?:[ ,T].*)?")
MOST_OPTIONS = 40  # different answers that a question with options has
LONGEST = {32_767: 1, 1_024: 2, 255: 2}  # characters a cell can have, and cells that show it
MOST_COLUMNS = {255: "older programs", 256: "older programs", 16_384: "spreadsheets"}
MOST_ROWS = {65_536: "older spreadsheets", 1_048_576: "spreadsheets"}
FIRST_OF_TWO = "ÂÃÄÅÆÐÑâãäåæðŁ"  # as which the first byte of a letter of UTF-8 is read
SUSPICIOUS = rf"^#|E\+\d\d|\x{{FFFD}}|[{FIRST_OF_TWO}][^ -~]"


class Cells(NamedTuple):
    """The different cells of a column that hold anything, and how many of each there are."""

    name: str
    column: pd.Series
    values: pa.Array
    counts: pa.Array


class Sign(NamedTuple):
    """Cells that show what was done to them: how they are known, and what is said of them."""

    what: str
    shows: Callable[[str], bool]
    words: str
    mend: str


def _misread(text: str) -> bool:
    """Tell whether a text is UTF-8 that was read as Windows-1252."""
    for first, second in pairwise(text):
        if first in FIRST_OF_TWO and not second.isascii():
            piece = text[text.index(first + second) :][:4]
            for size in (4, 3, 2):
                if _decoded(piece[:size]):
                    return True
    return False


def _decoded(piece: str) -> bool:
    """Tell whether letters of Windows-1252 are the bytes of one letter of UTF-8."""
    try:
        stored = b"".join(
            bytes([ord(sign)]) if 0x80 <= ord(sign) < 0xA0 else sign.encode("cp1252")
            for sign in piece
        )
        return len(stored.decode("utf-8")) == 1 < len(stored)
    except UnicodeError:
        return False


SIGNS = (
    Sign(
        "rounded numbers",
        lambda text: bool(re.fullmatch(r"\d(?:[.,]\d{1,9})?E\+\d{2,3}", text)),
        "are long numbers that a spreadsheet rounded (as 1.2E+11); their last digits are lost",
        AGAIN,
    ),
    Sign(
        "faults",
        lambda text: bool(re.fullmatch(r"#(?:[A-ZÄÖÜ]+[!?]|DIV/0!|N/A|NV)", text)),
        "hold a fault of a spreadsheet program (such as #NAME? or #REF!) in place of an answer",
        AGAIN,
    ),
    Sign(
        "number signs",
        lambda text: len(text) > 3 and not text.strip("#"),
        "hold nothing but #, which a spreadsheet shows where a column is too narrow",
        AGAIN,
    ),
    Sign(
        "letters read wrongly",
        _misread,
        "hold letters with accents that were stored as UTF-8 and read as Windows-1252",
        f"{AGAIN} A spreadsheet has to be told, at opening, that it is UTF-8.",
    ),
    Sign(
        "letters lost",
        lambda text: "\ufffd" in text,
        "hold the sign for a letter that was lost",
        AGAIN,
    ),
)


def damage_in(export: SurveyExport) -> tuple[Doubt, ...]:
    """Return what gives reason to doubt the cells of an export."""
    columns = [_cells(str(name), column) for name, column in export.rows.items()]
    columns.append(_cells(RESPONDENT, export.meta[RESPONDENT]))
    shown = {cells.name: _suspicious(cells) for cells in columns}
    found: list[Doubt | None] = [
        *(_shown(sign, columns, shown, export.name) for sign in SIGNS),
        _dated(columns, export.name),
        _two_orders(columns, export.name),
        _without_zeros(columns, export.name),
        *(_cut_off(columns, length, export.name) for length in LONGEST),
        _misread_names(export),
        *_as_many_as_a_program_can(export),
        _blank_rows(export),
    ]
    return tuple(doubt for doubt in found if doubt)


def _cells(name: str, column: pd.Series) -> Cells:
    """Count the different cells of a column."""
    cells = pa.array(column, pa.large_string(), from_pandas=True)
    if isinstance(cells, pa.ChunkedArray):
        cells = cells.combine_chunks()
    counted = compute.value_counts(cells)
    values, counts = counted.field("values"), counted.field("counts")
    held = compute.fill_null(compute.not_equal(values, ""), fill_value=False)
    return Cells(name, column, values.filter(held), counts.filter(held))


def _suspicious(cells: Cells) -> dict[str, int]:
    """Return the few cells that are worth a closer look, and how many of each there are."""
    hits = compute.match_substring_regex(cells.values, SUSPICIOUS)
    return dict(
        zip(
            cells.values.filter(hits).to_pylist(),
            cells.counts.filter(hits).to_pylist(),
            strict=True,
        )
    )


def _shown(
    sign: Sign, columns: list[Cells], shown: Mapping[str, Mapping[str, int]], name: str
) -> Doubt | None:
    """Return the doubt that cells show what was done to them."""
    found = {
        cells.name: [text for text in shown[cells.name] if sign.shows(text.strip())]
        for cells in columns
    }
    return _doubt(sign.what, sign.words, sign.mend, columns, found, name)


def _doubt(
    what: str,
    words: str,
    mend: str,
    columns: list[Cells],
    found: Mapping[str, list[str]],
    name: str,
) -> Doubt | None:
    """Return the doubt about certain cells of certain columns, if there are any."""
    held = [(cells, found[cells.name]) for cells in columns if found.get(cells.name)]
    if not held:
        return None
    rows = [cells.column.index[cells.column.isin(texts)] for cells, texts in held]
    count, first = sum(map(len, rows)), min(row[0] for row in rows)
    named = listed((f'"{_short(cells.name)}"' for cells, _ in held), 3)
    return Doubt(
        what,
        f"{name}: {count} {'cell' if count == 1 else 'cells'} in {named}, first in row {first},"
        f" {words}.",
        mend,
    )


def _short(name: str) -> str:
    """Return as much of a column's name as a sentence can hold."""
    return name if len(name) <= 60 else f"{name[:57].rstrip()}..."


def _options(cells: Cells) -> list[str]:
    """Return the answers of a question with options; of any other, none."""
    return cells.values.to_pylist() if len(cells.values) <= MOST_OPTIONS else []


def _dated(columns: list[Cells], name: str) -> Doubt | None:
    """Return the doubt that options such as 1-2 were made into days."""
    found = {}
    for cells in columns:
        texts = _options(cells)
        ranges = any(RANGE.fullmatch(text) and not DAY.fullmatch(text) for text in texts)
        form = DAY if ranges else SHORT_DAY
        days = [text for text in texts if form.fullmatch(text)]
        found[cells.name] = days if len(days) < len(texts) else []
    return _doubt(
        "ranges made into days",
        "are days where the other answers are none: a spreadsheet makes 1-2 into 2 January",
        AGAIN,
        columns,
        found,
        name,
    )


def _two_orders(columns: list[Cells], name: str) -> Doubt | None:
    """Return the doubt that the days of one column are written in two orders."""
    found = {}
    for cells in columns:
        few = compute.match_substring_regex(cells.values, r"^\d{1,2}[/.]\d{1,2}[/.]\d{2}")
        days = {
            text: match
            for text in cells.values.filter(few).to_pylist()
            if (match := NUMBERED_DAY.fullmatch(text))
        }
        second = [text for text, day in days.items() if int(day[2]) > 12 >= int(day[1])]
        first = any(int(day[1]) > 12 >= int(day[2]) for day in days.values())
        found[cells.name] = second if first else []
    return _doubt(
        "days in two orders",
        "have the month before the day where other cells of the column have it after",
        AGAIN,
        columns,
        found,
        name,
    )


def _without_zeros(columns: list[Cells], name: str) -> Doubt | None:
    """Return the doubt that identifiers lost their leading zeros; some of a column kept theirs."""
    found = {}
    for cells in columns:
        texts = cells.values
        whole = compute.match_substring_regex(texts, r"^\d+$")
        if len(texts) < 3 or not compute.all(whole).as_py():
            continue
        if len(texts) * 10 < compute.sum(cells.counts).as_py() * 9:
            continue  # numbers that people give repeat; identifiers do not
        length = compute.binary_length(texts)
        longest = compute.max(length)
        zero = compute.starts_with(texts, "0")
        kept = compute.filter(length, compute.and_(zero, compute.greater(length, 1)))
        if not len(kept) or compute.min(kept).as_py() < longest.as_py():
            continue
        found[cells.name] = texts.filter(compute.less(length, longest)).to_pylist()
    return _doubt(
        "leading zeros lost",
        "are shorter than identifiers that begin with 0: a spreadsheet takes leading zeros off",
        AGAIN,
        columns,
        found,
        name,
    )


def _cut_off(columns: list[Cells], length: int, name: str) -> Doubt | None:
    """Return the doubt that long cells were cut off at a length."""
    found = {}
    for cells in columns:
        lengths = compute.utf8_length(cells.values)
        if compute.max(lengths).as_py() == length:
            texts = cells.values.filter(compute.equal(lengths, length)).to_pylist()
            found[cells.name] = texts if len(texts) >= LONGEST[length] else []
    return _doubt(
        "texts cut off",
        f"have exactly {length} characters and none there has more: a program cut them off",
        "Download the export again as CSV, and do not save it in a spreadsheet.",
        columns,
        found,
        name,
    )


def _misread_names(export: SurveyExport) -> Doubt | None:
    """Return the doubt that the names of columns hold letters that were read wrongly."""
    wrong = [
        position
        for position, *texts in export.columns[["position", "name", "text"]].itertuples(index=False)
        if any(_misread(str(text)) or "\ufffd" in str(text) for text in texts)
    ]
    if not wrong:
        return None
    count = len(wrong)
    return Doubt(
        "names read wrongly",
        f"{export.name}: the {'name' if count == 1 else 'names'} of {count}"
        f" {'column' if count == 1 else 'columns'}, first column {wrong[0]}, hold letters that were"
        " lost, or stored as UTF-8 and read as Windows-1252.",
        AGAIN,
    )


def _as_many_as_a_program_can(export: SurveyExport) -> Iterator[Doubt]:
    """Yield the doubts that a program left off what it could not hold."""
    columns = int(export.columns["position"].max()) if len(export.columns) else 0
    rows = int(export.rows.index.max()) if len(export.rows) else 0
    for what, count, limits in (("columns", columns, MOST_COLUMNS), ("rows", rows, MOST_ROWS)):
        if count in limits:
            yield Doubt(
                f"{what} cut off",
                f"{export.name} has exactly {count} {what}, the most that {limits[count]} can hold;"
                " what was beyond is lost.",
                "Download the export again as CSV, and do not save it in such a program.",
            )


def _blank_rows(export: SurveyExport) -> Doubt | None:
    """Return the doubt that there are blank rows between those of the responses."""
    index = export.rows.index
    in_file = "delimiter" in export.settings or "sheet" in export.settings
    if not in_file or not len(index):
        return None
    blank = int(index[-1]) - int(index[0]) + 1 - len(index)
    if blank <= 0:
        return None
    return Doubt(
        "blank rows",
        f"{export.name} has {blank} blank {'row' if blank == 1 else 'rows'} between those of the"
        " responses, as no platform writes: somebody emptied or put them in.",
        AGAIN,
    )
