"""ATLAS.ti's list of quotations (XLSX, or a CSV saved from it) in; codings and coders out.

A CSV that a Portuguese Excel saved was at hand. The names of the English XLSX, its codes on lines
of their own and the coders in it are those of the handbook: no such file was at hand.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from cpsurvey.exports import CodingExport
from cpsurvey.readers.codings.atlas_ti_codes import to_paths
from cpsurvey.readers.codings.coded_rows import Mark, Source, to_export
from cpsurvey.readers.codings.joined_codes import Split, split_cells
from cpsurvey.readers.codings.losses import SELECTION_IN_PARAGRAPHS, SELECTION_NAME, Loss
from cpsurvey.readers.codings.sheet_table import (
    Table,
    check_columns,
    check_filled,
    columns_not_read,
    places,
    read_count,
)

WHAT = "ATLAS.ti's quotations"
HEADERS = {
    "id": ("Number", "ID", "Número", "Nummer", "Numéro"),
    "reference": ("Reference", "Referência", "Referencia", "Referenz", "Référence"),
    "name": ("Name", "Quotation Name", "Nome", "Nombre", "Nom"),
    "content": (
        "Text Content", "Quotation Content", "Content", "Conteúdo do texto", "Contenido de texto",
        "Textinhalt",
    ),
    "document": ("Document", "Documento", "Dokument"),
    "codes": ("Codes", "Códigos", "Kodes"),
    "count": ("Number of Codes", "Número de códigos", "Anzahl der Kodes"),
    "comment": ("Comment", "Comentário", "Comentario", "Kommentar", "Commentaire"),
    "begin": ("Initial Position", "Start Position", "Posição inicial", "Posición inicial"),
    "end": ("Final Position", "End Position", "Posição final", "Posición final"),
    "extent": ("Extent", "Extension", "Extensão", "Extensión"),
    "coder": ("Created by", "Author", "Criado por", "Creado por", "Erstellt von"),
    "created": (
        "Creation Date", "Created", "Data de criação", "Fecha de creación", "Erstellungsdatum",
    ),
    "modified": (
        "Modification Date", "Date Modified", "Modified", "Data de modificação",
        "Fecha de modificación",
    ),
}  # fmt: skip
NEEDED = {"content": "Quotation Content", "document": "Document", "codes": "Codes"}
# What the file says of a quotation and the tables do not.
LOST = {
    "name": (SELECTION_NAME, ""),
    "extent": ("length of a selection in paragraphs", ""),
    "modified": ("date of the last change of a selection", ""),
}


def is_quotations(table: Table) -> bool:
    """Tell whether a table lists quotations."""
    found = set(places(table, HEADERS))
    return {"codes", "document"} <= found and bool(found & {"content", "reference"})


def read_quotations(table: Table, name: str) -> CodingExport:
    """Read quotations; a row is a quotation with all its codes in one cell."""
    found = places(table, HEADERS)
    check_columns(table, found, NEEDED, name, WHAT)
    check_filled(table, found["document"], name, WHAT)
    cells = {meaning: table.column(found.get(meaning)) for meaning in HEADERS}
    splits = split_cells(cells["codes"], _counts(table, found.get("count"), name))
    words = [str(cell) for cell in table.cells[found["content"]]]
    paths = to_paths([code for split in splits for code in split.codes])
    keys: list[Hashable] = [
        (number.rpartition(":")[0], document)
        for number, document in zip(cells["id"], cells["document"], strict=True)
    ]
    marks = [
        Mark(keys[row], path, coder, row, words[row], cells["comment"][row], cells["created"][row])
        for row, (split, coder) in enumerate(zip(splits, cells["coder"], strict=True))
        for path in [paths[code] for code in dict.fromkeys(split.codes)] or [()]
    ]
    sources = [Source(key, document) for key, document in zip(keys, cells["document"], strict=True)]
    losses = _losses(cells, splits, table, set(found.values()))
    return to_export(name, "ATLAS.ti", sources, [], marks, losses)


def _counts(table: Table, place: int | None, name: str) -> list[int | None]:
    """Return how many codes each quotation has, where the file says so."""
    if place is None:
        return [None] * len(table.cells)
    rows = zip(table.cells.index, table.column(place), strict=True)
    return [
        read_count(cell, int(row), place, name, table.sheet) if cell else None for row, cell in rows
    ]


def _losses(
    cells: dict[str, list[str]], splits: Sequence[Split], table: Table, read: set[int]
) -> list[Loss]:
    """Count what the tables do not hold."""
    placed = zip(cells["reference"], cells["begin"], cells["end"], strict=True)
    unclear = [split for split in splits if split.unclear]
    return [
        Loss(SELECTION_IN_PARAGRAPHS, sum(any(told) for told in placed)),
        Loss(
            "coding in a cell that can be parted into codes in several ways",
            sum(split.unclear for split in unclear),
            f"in {len(unclear)} selections",
        ),
        *(Loss(what, sum(map(bool, cells[key])), detail) for key, (what, detail) in LOST.items()),
        *columns_not_read(table, read),
    ]
