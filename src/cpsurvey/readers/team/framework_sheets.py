"""One sheet of a framework workbook in; its texts by case and theme, and what was changed, out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from cpsurvey import framework_layout as layout
from cpsurvey.errors import nearest
from cpsurvey.readers.files.workbook_cells import Sheet, address_of


class Sent(NamedTuple):
    """What was sent out: the column that names cases, what is told of each, themes by code."""

    key: str
    told: Sequence[str]
    cases: Mapping[str, Sequence[str]]
    codes: Mapping[str, tuple[str, str]]  # label and sheet


class Found(NamedTuple):
    """What a sheet holds: texts with their addresses, what is wrong, what was moved."""

    sheet: str
    texts: dict[tuple[str, str], tuple[str, str]]
    faults: list[str]
    noticed: list[str]
    missing: list[str]


def sheet_text(cells: Sheet) -> dict[int, dict[int, str]]:
    """Return the texts of a sheet by row and column."""
    rows: dict[int, dict[int, str]] = {}
    for (row, column), cell in sorted(cells.items()):
        rows.setdefault(row, {})[column] = cell.text
    return rows


def read_sheet(sheet: str, cells: Sheet, sent: Sent) -> Found:
    """Read one sheet that was to be written in."""
    rows = sheet_text(cells)
    found = Found(sheet, {}, [], [], [])
    head = next((row for row in rows if sent.key in rows[row].values()), None)
    if head is None:
        if cells:
            first = min(cells)
            found.faults.append(
                f'{sheet}!{address_of(first)}: no header "{sent.key}" in this sheet; it was added,'
                " or its header written over"
            )
        return found
    key = next(column for column, text in rows[head].items() if text == sent.key)
    columns = _columns(sheet, rows[head], head, key, sent, found)
    found.faults.extend(
        f"{sheet}!{address_of(place)}: a text above the header, where nothing is read"
        for place, cell in sorted(cells.items())
        if place[0] < head and cell.text.strip() and not layout.stands_above(cell.text)
    )
    where = _rows(rows, head, key, sent, found)
    case_in = {row: case for case, row in where.items()}
    for place in sorted(cells):
        if place[0] > head:
            fault = _fault(place, cells, key, columns, case_in, sent)
            found.faults.extend([f"{sheet}!{address_of(place)}: {fault}"] if fault else [])
    for case, row in where.items():
        for column, (code, beside) in columns.items():
            if code and not beside:
                cell = cells.get((row, column))
                address = f"{sheet}!{address_of((row, column))}"
                found.texts[case, code] = (cell.text if cell else "", address)
    return found


def _columns(
    sheet: str, header: Mapping[int, str], head: int, key: int, sent: Sent, found: Found
) -> dict[int, tuple[str, str]]:
    """Return the code of each column to write in, and what else each of the others holds."""
    mine = {}
    for code, (label, _) in sent.codes.items():
        mine[layout.heading(label, code)] = (code, "")
        mine[layout.passages_heading(label, code)] = (code, "passages")
    told = {name: ("", name) for name in sent.told}
    columns: dict[int, tuple[str, str]] = {}
    for column, text in header.items():
        what = (mine | told).get(text)
        if column == key or not (what or text.strip()):
            continue
        if what is None or what in columns.values():
            why = "there twice" if what else f"not one that was sent out{nearest(text, mine)}"
            found.faults.append(f"{sheet}!{address_of((head, column))}: this header is {why}")
            continue
        columns[column] = what
    written = [code for code, beside in columns.values() if code and not beside]
    order = [code for code in sent.codes if code in written]
    if written != order:
        found.noticed.append(f"{sheet}: columns were moved")
    lies = {sent.codes[code][1] for code in written}
    if lies and lies != {sheet}:
        found.noticed.append(f"{sheet}: the sheet was renamed, or columns moved to another")
    return columns


def _rows(
    rows: Mapping[int, Mapping[int, str]], head: int, key: int, sent: Sent, found: Found
) -> dict[str, int]:
    """Return the row of each case."""
    where: dict[str, int] = {}
    for row, texts in rows.items():
        name = texts.get(key, "")
        if row <= head or not (name in sent.cases or name.strip()):
            continue
        address = f"{found.sheet}!{address_of((row, key))}"
        if name not in sent.cases:
            close = nearest(name, sent.cases)
            found.faults.append(f"{address}: this is not a case that was sent out{close}")
        elif name in where:
            other = address_of((where[name], key))
            found.faults.append(f"{address}: {name} is there twice, in {other} too")
        else:
            where[name] = row
    found.missing.extend(case for case in sent.cases if case not in where)
    if list(where) != [case for case in sent.cases if case in where]:
        found.noticed.append(f"{found.sheet}: rows were sorted")
    return where


def _fault(
    place: tuple[int, int], cells: Sheet, key: int, columns: Mapping[int, tuple[str, str]],
    case_in: Mapping[int, str], sent: Sent,
) -> str:  # fmt: skip
    """Return what is wrong with a cell below the header, or nothing."""
    row, column = place
    cell, (code, beside) = cells[place], columns.get(column, ("", ""))
    if cell.kind:
        return f"holds {cell.kind}, not text"
    if column == key or not cell.text.strip():
        return ""
    if column not in columns:
        return "a text in a column that was added or renamed"
    if row not in case_in:
        misnamed = (row, key) in cells and cells[row, key].text.strip()  # a fault of its own
        return "" if misnamed else "a text in a row of no case that was sent out"
    if code and beside and not layout.LINKED.fullmatch(cell.text):
        return "a text where the passages stand; write in the white cell beside it"
    told = sent.cases[case_in[row]]
    if not code and cell.text != told[list(sent.told).index(beside)]:
        return f"{beside} was written over"
    return ""
