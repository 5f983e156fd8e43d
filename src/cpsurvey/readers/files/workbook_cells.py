"""The bytes of an Excel workbook in; the text of every cell that holds any, by sheet, out.

What people wrote has to come back letter by letter, and what is no text has to be named, so that
this reads the XML itself. `readers.sheets` goes by python-calamine, which gives a formula's result
or a blank for a formula or a fault, and no notes. openpyxl leaves signs such as ``_x000D_`` and
typed ones like them alike where texts are shared between cells, knows no strict workbooks, and
gives up a whole workbook for one date among its properties.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from xml.etree.ElementTree import Element

from cpsurvey.errors import ExportError
from cpsurvey.framework_layout import unescape
from cpsurvey.readers.files.archive import open_archive, read_entry
from cpsurvey.readers.files.elements import parse_xml
from cpsurvey.readers.files.kinds import KINDS, kind_of
from cpsurvey.readers.files.sheets import address

MOST_BYTES = 256 * 1024**2  # of XML that is read
ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
TEXTS = ("s", "inlineStr", "str")
NUMBER = "a number or a date"
KINDS_OF_CELL = {"b": "true or false", "e": "a fault of the spreadsheet program", "d": NUMBER}
Place = tuple[int, int]  # row and column, from 1


class Cell(NamedTuple):
    """The text of a cell; `kind` says what else it is: a formula, a number, a joined cell.

    `note` tells whether somebody put a note (comment) beside it.
    """

    text: str
    kind: str = ""
    note: bool = False


Sheet = dict[Place, Cell]


def read_workbook(content: bytes, name: str) -> dict[str, Sheet]:
    """Return the cells of each sheet that hold something, in the order of the sheets."""
    kind = kind_of(content)
    if kind != "xlsx":
        locked = " (a workbook with a password is one)" if kind == "xls" else ""
        raise ExportError(
            f"{name} is {KINDS[kind]}{locked}, not an Excel workbook (.xlsx): save it as one,"
            " without a password."
        )
    parts = _Parts(open_archive(content, name), name)
    with parts.archive:
        return _sheets(parts)


def sheet_paths(content: bytes, name: str) -> dict[str, str]:
    """Return the part of a workbook that each sheet is in."""
    parts = _Parts(open_archive(content, name), name)
    with parts.archive:
        start = next(iter(_related(parts, "", "officeDocument").values()), "xl/workbook.xml")
        if not start.endswith(".xml") or (book := parts.get(start)) is None:
            return {}
        places = _related(parts, start, "worksheet")
        return {
            unescape(sheet.get("name", "")): places[ident]
            for sheet in book.iter("sheet")
            for key, ident in sheet.attrib.items()
            if key.endswith("}id") and ident in places
        }


class _Parts(NamedTuple):
    """The parts of a workbook, read one by one."""

    archive: zipfile.ZipFile
    name: str

    def get(self, path: str) -> Element | None:
        """Return a part's root element, if there is such a part."""
        found = [e for e in self.archive.infolist() if e.filename.casefold() == path.casefold()]
        if not found:
            return None
        if found[0].file_size > MOST_BYTES:
            raise ExportError(
                f"{self.name} would unpack to more than a workbook of summaries can be: it was not"
                " read."
            )
        return parse_xml(read_entry(self.archive, found[0], self.name), self.name)

    def damaged(self) -> ExportError:
        """Return the error that a part is missing or not as it must be."""
        return ExportError(f"{self.name} is cut off or damaged: save it again as .xlsx.")


def _sheets(parts: _Parts) -> dict[str, Sheet]:
    """Return the sheets of a workbook with their cells."""
    start = next(iter(_related(parts, "", "officeDocument").values()), "xl/workbook.xml")
    book = parts.get(start)
    if book is None:
        raise parts.damaged()
    strings: list[str] = []
    for path in _related(parts, start, "sharedStrings").values():
        shared = parts.get(path)
        strings = [] if shared is None else [_plain(item) for item in shared.iter("si")]
    places = _related(parts, start, "worksheet")
    sheets = {}
    for sheet in book.iter("sheet"):
        ident = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")
        found = parts.get(places[ident]) if ident in places else None
        if found is not None:
            cells = _cells(found, strings, parts)
            for place in _noted(parts, places[ident]):
                cells[place] = cells.get(place, Cell(""))._replace(note=True)
            sheets[unescape(sheet.get("name", ""))] = cells
    return sheets


def _noted(parts: _Parts, sheet: str) -> Iterator[Place]:
    """Yield the places of a sheet that have notes."""
    for path in _related(parts, sheet, "comments").values():
        notes = parts.get(path)
        for note in [] if notes is None else notes.iter("comment"):
            yield _place(note.get("ref", ""), parts)


def _related(parts: _Parts, path: str, kind: str) -> Mapping[str, str]:
    """Return the parts of a kind that a part refers to, by their identifiers."""
    folder, base = posixpath.split(path)
    root = parts.get(posixpath.join(folder, "_rels", f"{base}.rels"))
    found = [] if root is None else root.iter("Relationship")
    return {
        one.get("Id", ""): posixpath.normpath(posixpath.join("/", folder, one.get("Target", "")))[
            1:
        ]
        for one in found
        if one.get("Type", "").rpartition("/")[2] == kind
    }


def _cells(sheet: Element, strings: list[str], parts: _Parts) -> Sheet:
    """Return the cells of a sheet."""
    cells: Sheet = {}
    for place, element in _placed(sheet, parts):
        cell = _cell(element, strings, parts)
        if cell.text or cell.kind:
            cells[place] = cell
    for joined in sheet.iter("mergeCell"):
        first = _place(joined.get("ref", "").partition(":")[0], parts)
        cells[first] = Cell(cells[first].text if first in cells else "", "several cells joined")
    return cells


def _placed(sheet: Element, parts: _Parts) -> Iterator[tuple[Place, Element]]:
    """Yield the cells of a sheet with their places, which a program may leave out."""
    row = 0
    for line in sheet.iter("row"):
        number = line.get("r", "")
        row = int(number) if number.isdecimal() else row + 1
        column = 0
        for element in line.iter("c"):
            address = element.get("r")
            row, column = _place(address, parts) if address else (row, column + 1)
            yield (row, column), element


def _cell(element: Element, strings: list[str], parts: _Parts) -> Cell:
    """Return what one cell holds."""
    kind = element.get("t", "n")
    value = element.find("v")
    said = "" if value is None else value.text or ""
    if element.find("f") is not None:
        return Cell(unescape(said), "a formula")
    if kind == "s":
        if not said.strip().isdecimal() or int(said) >= len(strings):
            raise parts.damaged()
        return Cell(strings[int(said)])
    if kind in TEXTS:
        inline = element.find("is")
        return Cell(unescape(said) if inline is None else _plain(inline))
    return Cell(said, KINDS_OF_CELL.get(kind, NUMBER) if said else "")


def _plain(item: Element) -> str:
    """Return a text without its looks and without how it is pronounced."""
    runs = [item, *item.findall("r")]
    return unescape("".join(t.text or "" for run in runs for t in run.findall("t")))


def _place(address: str, parts: _Parts) -> Place:
    """Return the row and column of an address such as B7."""
    found = ADDRESS.fullmatch(address)
    if not found:
        raise parts.damaged()
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column


def address_of(place: Place) -> str:
    """Return the address of a row and column: B7."""
    return address(place[0], place[1] - 1)
