"""A survey export in; what a spreadsheet did to its cells on the way, as doubts, out.

A spreadsheet that opens a CSV file and saves it again turns what looks like a day or a large number
into one, and cuts off what is long. What it did is told by the cells; what stood there before is
not, so that nothing is put right here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

import pyarrow as pa
from pyarrow import compute

from cpsurvey.exports import Doubt, SurveyExport
from cpsurvey.moments import DAY_FIRST, MONTH_FIRST
from cpsurvey.readers.surveys.damaged_table import AGAIN, damage_of
from cpsurvey.readers.surveys.dates import LOOKED_AT, NEARLY_ALL, YEAR_LAST
from cpsurvey.readers.surveys.doubtful_cells import Cells, count_cells, doubt_about
from cpsurvey.readers.surveys.misread import FIRST_OF_TWO, misread

RESPONDENT = "respondent"
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
PAST = r"^\s*(?:1[3-9]|[23]\d)[-/]|^\s*\d{1,2}[-/](?:1[3-9]|[23]\d)[-/]"  # the twelfth
MOST_OPTIONS = 40  # different answers that a question with options has
LONGEST = {32_767: 1, 1_024: 2, 255: 2}  # characters a cell can have, and cells that show it
SUSPICIOUS = rf"^#|E\+\d\d|\x{{FFFD}}|[{FIRST_OF_TWO}][^ -~]"


class Sign(NamedTuple):
    """Cells that show what was done to them: how they are known, and what is said of them."""

    what: str
    shows: Callable[[str], bool]
    words: str
    mend: str


SIGNS = (
    Sign(
        "rounded numbers",
        lambda text: bool(re.fullmatch(r"\d(?:[.,]\d{1,9})?E\+\d{2,3}", text)),
        "a long number that a spreadsheet rounded (as 1.2E+11), whose last digits are lost",
        AGAIN,
    ),
    Sign(
        "faults",
        lambda text: bool(re.fullmatch(r"#(?:[A-ZÄÖÜ]+[!?]|DIV/0!|N/A|NV)", text)),
        "a fault of a spreadsheet program (such as #NAME? or #REF!) in place of an answer",
        AGAIN,
    ),
    Sign(
        "number signs",
        lambda text: len(text) > 3 and not text.strip("#"),
        "nothing but #, which a spreadsheet shows where a column is too narrow",
        AGAIN,
    ),
    Sign(
        "letters read wrongly",
        misread,
        "letters with accents that were stored as UTF-8 and read as Windows-1252",
        f"{AGAIN} A spreadsheet has to be told, at opening, that it is UTF-8.",
    ),
    Sign(
        "letters lost",
        lambda text: "\ufffd" in text,
        "the sign for a letter that was lost",
        AGAIN,
    ),
)


def damage_in(export: SurveyExport) -> tuple[Doubt, ...]:
    """Return what gives reason to doubt the cells of an export."""
    columns = [count_cells(str(name), column) for name, column in export.rows.items()]
    columns.append(count_cells(RESPONDENT, export.meta[RESPONDENT]))
    shown = {cells.name: _suspicious(cells) for cells in columns}
    found: list[Doubt | None] = [
        *(_shown(sign, columns, shown, export.name) for sign in SIGNS),
        _dated(columns, export.name),
        _two_orders(columns, export.name),
        _unclear(columns, export),
        _without_zeros(columns, export.name),
        *(_cut_off(columns, length, export.name) for length in LONGEST),
        *damage_of(export),
    ]
    return tuple(doubt for doubt in found if doubt)


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
    return doubt_about(sign.what, sign.words, sign.mend, columns, found, name)


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
    return doubt_about(
        "ranges made into days",
        "a day where the other answers are none: a spreadsheet makes 1-2 into 2 January",
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
    return doubt_about(
        "days in two orders",
        "a day with the month first where others of the column have it second",
        AGAIN,
        columns,
        found,
        name,
    )


def _unclear(columns: list[Cells], export: SurveyExport) -> Doubt | None:
    """Return the doubt that days may be day first or month first, where nothing tells which."""
    own = (export.meta[["started", "recorded"]] != "").any(axis=None)
    if own and export.settings.get("dates") in (DAY_FIRST, MONTH_FIRST):
        return None
    found = {cells.name: cells.values.to_pylist() for cells in columns if _either(cells.values)}
    return doubt_about(
        "order of days",
        "a day that may be day first or month first, and nothing tells which",
        "Export it again with dates year first, or say in the codebook which comes first: dates ="
        ' "day first".',
        columns,
        found,
        export.name,
    )


def _either(texts: pa.Array) -> bool:
    """Tell whether a column holds days with the year last, none of them past the twelfth."""
    first = compute.match_substring_regex(texts.slice(0, LOOKED_AT), YEAR_LAST)
    if not (compute.mean(first).as_py() or 0) >= NEARLY_ALL:
        return False
    return not compute.any(compute.match_substring_regex(texts, PAST)).as_py()


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
    return doubt_about(
        "leading zeros lost",
        "a number shorter than the identifiers that begin with 0: a spreadsheet takes leading zeros"
        " off",
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
    return doubt_about(
        "texts cut off",
        f"exactly {length} characters, and none there holds more: a program cut them off",
        "Download the export again as CSV, and do not save it in a spreadsheet.",
        columns,
        found,
        name,
    )
