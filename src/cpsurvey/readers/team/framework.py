"""A workbook of framework summaries in; each cell's text, matched by case and theme, out."""

from __future__ import annotations

from collections.abc import Iterator
from os import PathLike

import pandas as pd

from cpsurvey import framework_layout as layout
from cpsurvey.errors import ExportError, listed
from cpsurvey.readers.files.source import read_source
from cpsurvey.readers.files.workbook_cells import Sheet, address_of, read_workbook
from cpsurvey.readers.team.framework_sheets import Found, Sent, read_sheet, sheet_text

MOST = 20


def read_framework(path: str | PathLike[str]) -> pd.DataFrame:
    """Read back what people wrote in the workbook of a framework matrix.

    Parameters
    ----------
    path
        The workbook, made by `cpsurvey.writers.framework_to_xlsx` and saved by Excel, LibreOffice
        or another program as ``.xlsx``.

    Returns
    -------
    pandas.DataFrame
        A row a case and theme, in the order in which they were sent out: the column that names the
        case (``interview``, or what cases were taken together by), code, summary (blank where
        nothing is written). ``attrs["name"]`` is the file's name; ``attrs["noticed"]`` lists what
        was moved, sorted or renamed without harm, and which cells have notes (comments), which are
        not read.

    Raises
    ------
    ExportError
        If there is no such file, or it is not such a workbook; or with everything that people
        changed besides the summaries, by the address of the cell: rows and columns added, deleted
        or there twice, names and headers written over, formulas, numbers, cells joined. No text of
        anybody is quoted.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> import cpsurvey as cps
    >>> from cpsurvey.writers import framework_to_xlsx
    >>> matrix = cps.framework_matrix(cps.load_example(), codes=["CHR.safeguard"])
    >>> matrix.loc[0, "summary"] = "= she felt safe"
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "framework.xlsx"
    >>> _ = path.write_bytes(framework_to_xlsx(matrix))
    >>> cps.read_framework(path).loc[0].to_list()
    ['SYNTHETIC-F01', 'CHR.safeguard', '= she felt safe']
    """
    name, content = read_source(path)
    sheets = read_workbook(content, name)
    sent = _sent(sheets, name)
    found = [
        read_sheet(sheet, cells, sent)
        for sheet, cells in sheets.items()
        if sheet not in layout.OWN_SHEETS
    ]
    faults = [fault for one in found for fault in one.faults]
    faults += [*_lacking(found, sent), *_added(sheets)]
    if faults:
        many = "1 change" if len(faults) == 1 else f"{len(faults)} changes"
        more = [f"and {len(faults) - MOST} more"] if len(faults) > MOST else []
        raise ExportError(
            "\n  ".join([f"{name} cannot be read back, {many} to undo:", *faults[:MOST], *more])
            + "\nNothing was read. Put it right in the workbook, or copy the texts into a fresh"
            " one."
        )
    texts = {cell: text for one in found for cell, (text, _) in one.texts.items()}
    cells = [(case, code) for case in sent.cases for code in sent.codes]
    frame = pd.DataFrame(
        [(*cell, texts[cell]) for cell in cells], columns=[sent.key, "code", "summary"]
    ).astype("string")
    frame.attrs["name"] = name
    frame.attrs["noticed"] = [said for one in found for said in one.noticed] + _noted(sheets)
    return frame


def _sent(sheets: dict[str, Sheet], name: str) -> Sent:
    """Return what was sent out: cases with what is told of them, themes with their sheets."""
    lacking = [sheet for sheet in (layout.CASES, layout.THEMES) if sheet not in sheets]
    if lacking:
        raise ExportError(
            f"{name} has no sheet {listed(lacking)}, which every workbook of a framework matrix"
            " has: it is another workbook, or the sheet was deleted or renamed. Put it back."
        )
    cases, themes = (sheet_text(sheets[one]) for one in (layout.CASES, layout.THEMES))
    header, titles = cases.pop(1, {}), themes.pop(1, {})
    place_of = {text: place for place, text in titles.items()}
    told = [row for row in cases.values() if row.get(1)]
    named = [
        [row.get(place_of.get(one, 0), "") for one in (layout.CODE, layout.LABEL, layout.SHEET)]
        for row in themes.values()
    ]
    rows = {row[1]: [row.get(place, "") for place in header][1:] for row in told}
    codes = {code: (label, sheet) for code, label, sheet in named if code}
    twice = len(rows) < len(told) or len(codes) < sum(bool(code) for code, *_ in named)
    if twice or not rows or not codes or {layout.LABEL, layout.SHEET} - set(place_of):
        raise ExportError(
            f"{name}: the sheets {layout.CASES} and {layout.THEMES} were written over, so that"
            " nobody can tell what was sent out. Copy both from the workbook that was sent."
        )
    return Sent(header.get(1, ""), list(header.values())[1:], rows, codes)


def _lacking(found: list[Found], sent: Sent) -> Iterator[str]:
    """Yield themes and cases that were sent out and did not come back, and those there twice."""
    place_of: dict[tuple[str, str], str] = {}
    for one in found:
        for cell, (_, where) in one.texts.items():
            if cell in place_of:
                yield (
                    f"{where}: {cell[0]} x {cell[1]} is there twice, in {place_of[cell]} too: keep"
                    " one of them"
                )
            place_of[cell] = where
    there = {code for _, code in place_of}
    for sheet in dict.fromkeys(sheet for _, sheet in sent.codes.values()):
        own = {code: label for code, (label, place) in sent.codes.items() if place == sheet}
        gone = [layout.heading(label, code) for code, label in own.items() if code not in there]
        if len(gone) == len(own):
            yield f"{sheet}: this sheet is not there any more, or has no row or column as sent out"
        else:
            yield from (f'{sheet}: the column "{one}" is not there any more' for one in gone)
    for one in found:
        if one.texts and one.missing:
            yield f"{one.sheet}: no row for {listed(one.missing)} any more"


def _added(sheets: dict[str, Sheet]) -> Iterator[str]:
    """Yield texts that somebody put beside what stands in the sheets that are only to be read."""
    for sheet in layout.OWN_SHEETS:
        cells = sheets.get(sheet, {})
        header = {column for row, column in cells if row == 1}
        for place, cell in sorted(cells.items()):
            if place[1] not in header and cell.text.strip():
                yield f"{sheet}!{address_of(place)}: a text in a sheet that is not to be written in"


def _noted(sheets: dict[str, Sheet]) -> list[str]:
    """Return the cells that have notes."""
    return [
        f"{sheet}!{address_of(place)}: a note (comment) is here, and is not read; what is to stay"
        " has to be in the text"
        for sheet, cells in sheets.items()
        for place, cell in sorted(cells.items())
        if cell.note
    ]
