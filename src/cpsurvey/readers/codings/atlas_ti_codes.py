"""ATLAS.ti's lists of codes in; codes and sets without codings out; and what is no such list.

A list of the code manager (CSV) was at hand. The codebook with numbered groups, and the table of
co-occurrences, are told of by those who saw them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from cpsurvey.errors import ExportError
from cpsurvey.exports import CodingExport
from cpsurvey.readers.codings.coded_rows import Code, CodePath, to_export
from cpsurvey.readers.codings.joined_codes import split_cells
from cpsurvey.readers.codings.losses import CODING_ONLY_COUNTED, Loss
from cpsurvey.readers.codings.sheet_table import (
    Table,
    check_columns,
    columns_not_read,
    places,
    plain,
    read_count,
    where,
)

WHAT = "ATLAS.ti's codes"
NEEDED = {"code": "Code"}
HEADERS = {
    "code": ("Code", "Código", "Kode"),
    "count": ("Magnitude Degree", "Grounded", "Magnitude", "Groundedness", "Frequency"),
    "density": ("Density", "Densidade", "Densidad", "Dichte"),
    "groups": ("Groups", "Code Groups", "Grupos", "Grupos de Códigos", "Gruppen"),
    "group_count": ("Number of Groups",),
    "comment": ("Comment", "Comentário", "Comentario", "Kommentar"),
    "created": ("Creation Date", "Created", "Data de criação"),
    "modified": ("Date Modified", "Modification Date", "Modified"),
}
GROUP = re.compile(r"(code group|grupo de codigos|kodegruppe)s? ?\d+")
NAMED = re.compile(r"[●○•]\s*")
GROUNDED = re.compile(r"\s+Gr=\d+\s*$")
SPLIT = ": "


def is_codes(table: Table) -> bool:
    """Tell whether a table lists codes with what ATLAS.ti says of them."""
    found = places(table, HEADERS)
    numbered = [h for h in table.header if GROUP.fullmatch(plain(h))]
    told = {"groups", "density", "count"} & set(found)
    return "code" in found and (len(told) > 1 or bool(numbered))


def is_co_occurrence(table: Table) -> bool:
    """Tell whether a table crosses codes with codes."""
    names = [cell for cell in table.header if cell]
    return len(names) > 1 and all("Gr=" in cell for cell in names)


def refuse_co_occurrence(table: Table, name: str) -> ExportError:
    """Say that a table of co-occurrences cannot be read as codings."""
    return ExportError(
        f"{where(name, table.sheet)} counts how often codes of ATLAS.ti go together; which"
        " interview that was in, it does not say: export the project as REFI-QDA (.qdpx), or the"
        " quotations from the Quotation Manager."
    )


def read_codes(table: Table, name: str) -> CodingExport:
    """Read a list of codes: there are no codings in it, only how many there were."""
    found = places(table, HEADERS)
    check_columns(table, found, NEEDED, name, WHAT)
    numbered = [n for n, header in enumerate(table.header) if GROUP.fullmatch(plain(header))]
    paths = _paths(table, found["code"])
    comments = table.column(found.get("comment"))
    codes = [Code(path, text) for path, text in zip(paths, comments, strict=True) if path]
    members = zip(paths, _groups(table, found, numbered, name), strict=True)
    sets = [(group, "code", path) for path, groups in members if path for group in groups]
    counted = _counted(table, paths, found.get("count"), name)
    dated = sum(
        map(bool, [*table.column(found.get("created")), *table.column(found.get("modified"))])
    )
    linked = sum(cell not in ("", "0") for cell in table.column(found.get("density")))
    read = {*found.values(), *numbered, _beside(table, found["code"])}
    losses = [
        Loss(CODING_ONLY_COUNTED, counted, "interviews and selections are not told"),
        Loss("date of a code", dated),
        Loss("link between codes", linked),
        *columns_not_read(table, read),
    ]
    return to_export(name, "ATLAS.ti", [], codes, [], losses, sets=sets)


def _paths(table: Table, place: int) -> list[CodePath]:
    """Return each row's code; a theme may stand in one column and its codes in the next."""
    beside = _beside(table, place)
    found: list[CodePath] = []
    theme = ""
    for first, second in zip(table.column(place), table.column(beside), strict=True):
        theme = _name(first) or theme
        path = (theme, _name(second)) if _name(second) else (_name(first),)
        found.append(tuple(filter(None, path)))
    return found


def _beside(table: Table, place: int) -> int | None:
    """Return the column beside that of the themes, which has the codes and no header."""
    return place + 1 if place + 1 < len(table.header) and not table.header[place + 1] else None


def _name(cell: str) -> str:
    """Return a code's name without the sign before it and the number behind it."""
    return GROUNDED.sub("", NAMED.sub("", cell, count=1)).strip()


def _groups(table: Table, found: dict[str, int], numbered: list[int], name: str) -> list[list[str]]:
    """Return the groups that each code belongs to, from one column or several."""
    joined = table.column(found.get("groups"))
    place = found.get("group_count")
    counts = [
        read_count(cell, int(row), place, name, table.sheet) if place is not None and cell else None
        for row, cell in zip(table.cells.index, table.column(place), strict=True)
    ]
    own = (
        zip(*(table.column(place) for place in numbered), strict=True)
        if numbered
        else [()] * len(joined)
    )
    parted = split_cells(joined, counts)
    return [
        list(dict.fromkeys(filter(None, (*split.codes, *more))))
        for split, more in zip(parted, own, strict=True)
    ]


def _counted(table: Table, paths: list[CodePath], place: int | None, name: str) -> int:
    """Return how many codings are counted; a theme's own number is that of its codes."""
    if place is None:
        return 0
    themes = {path[:1] for path in paths if len(path) > 1}
    rows = zip(table.cells.index, table.column(place), paths, strict=True)
    return sum(
        read_count(cell, int(row), place, name, table.sheet)
        for row, cell, path in rows
        if path not in themes
    )


def to_paths(codes: Iterable[str]) -> dict[str, CodePath]:
    """Return each code's path: ``Theme: code`` where several codes begin with the theme."""
    names = list(dict.fromkeys(codes))
    begins = {code: code.partition(SPLIT) for code in names if not code.startswith(('"', "“", "'"))}
    themes = Counter(theme for theme, _, rest in begins.values() if theme and rest)
    shared = {theme for theme, codes_below in themes.items() if codes_below > 1 or theme in names}
    return {
        code: (begins[code][0].strip(), begins[code][2].strip())
        if code in begins and begins[code][0] in shared and begins[code][2].strip()
        else (code,)
        for code in names
    }
