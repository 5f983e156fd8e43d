"""MAXQDA's list of coded segments (XLS, XLSX, CSV) in; sources, codes, codings and coders out.

The order of the columns is the same in every language. Headers in Polish were read off a real
file; English and German are those of the handbook, the others translated, without a file at hand.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Sequence

from cpsurvey.exports import CodingExport
from cpsurvey.readers.codings.coded_rows import CodePath, Mark, Source, to_export
from cpsurvey.readers.codings.losses import CODING_WEIGHT, SELECTION_IN_PARAGRAPHS, Loss
from cpsurvey.readers.codings.sheet_table import (
    Table,
    check_columns,
    check_filled,
    columns_not_read,
    places,
)

WHAT = "MAXQDA's coded segments"
NEEDED = {"document": "Document name", "code": "Code", "segment": "Segment"}
# English, German, Polish, French, Spanish, Italian, Portuguese.
HEADERS = {
    "colour": ("Color", "Colour", "Farbe", "Kolor", "Couleur", "Colore", "Cor"),
    "comment": (
        "Comment", "Kommentar", "Komentarz", "Commentaire", "Comentario", "Commento", "Comentário",
    ),
    "group": (
        "Document group", "Dokumentgruppe", "Grupa dokumentów", "Groupe de documents",
        "Grupo de documentos", "Gruppo di documenti",
    ),
    "document": (
        "Document name", "Dokumentname", "Nazwa dokumentu", "Nom du document",
        "Nombre del documento", "Nome del documento", "Nome do documento",
    ),
    "code": ("Code", "Kod", "Código", "Codice"),
    "begin": ("Beginning", "Begin", "Anfang", "Początek", "Début", "Comienzo", "Inicio", "Inizio"),
    "end": ("End", "Ende", "Koniec", "Fin", "Final", "Fine", "Fim"),
    "weight": ("Weight score", "Weight", "Gewicht", "Waga", "Poids", "Peso"),
    "segment": ("Segment", "Fragment", "Segmento"),
    "area": ("Area", "Fläche", "Objętość", "Surface", "Área"),
    "coverage": (
        "Coverage %", "Abdeckungsgrad %", "Obszar %", "Couverture %", "Cobertura %", "Copertura %",
    ),
    "author": (
        "Author", "Created by", "Autor", "Erstellt von", "Auteur", "Autore",
    ),
    "created": (
        "Creation date", "Created", "Erstellungsdatum", "Erstellt am", "Data utworzenia",
        "Date de création", "Fecha de creación", "Data di creazione", "Data de criação",
    ),
}  # fmt: skip
ORDER = tuple(HEADERS)
NUMBER = re.compile(r"\d+([.,]\d+)?")
PARAGRAPH = re.compile(r"\d+(: ?\d+)?")
MOMENT = re.compile(r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}.*")
# What the file says of a selection and the tables do not.
LOST = {
    "begin": (SELECTION_IN_PARAGRAPHS, "MAXQDA gives no characters"),
    "weight": (CODING_WEIGHT, ""),
    "coverage": ("share of the text that a selection covers", ""),
    "colour": ("colour of a coding", ""),
}


def is_maxqda(table: Table) -> bool:
    """Tell whether a table has coded segments, by its headers or by the order of its columns."""
    found = places(table, HEADERS)
    return {"document", "begin"} <= set(found) or _in_order(table)


def read_maxqda(table: Table, name: str) -> CodingExport:
    """Read coded segments; one row is one code on one passage."""
    named = places(table, HEADERS)
    found = named if {"document", "begin"} <= set(named) else {m: n for n, m in enumerate(ORDER)}
    check_columns(table, found, NEEDED, name, WHAT)
    check_filled(table, found["document"], name, WHAT)
    cells = {meaning: table.column(found.get(meaning)) for meaning in ORDER}
    words = [str(cell) for cell in table.cells[found["segment"]]]
    keys = list(zip(cells["group"], cells["document"], strict=True))
    paths = _paths(cells["code"])
    segments = _segments(
        list(zip(keys, cells["begin"], cells["end"], words, cells["author"], strict=True)), paths
    )
    sources = [
        Source(key, document, "text", (("document group", group),))
        for key, group, document in zip(keys, cells["group"], cells["document"], strict=True)
    ]
    marks = [
        Mark(key, path, coder, segment, text, memo, moment)
        for key, path, coder, segment, text, memo, moment in zip(
            keys, paths, cells["author"], segments, words, cells["comment"], cells["created"],
            strict=True,
        )
    ]  # fmt: skip
    groups = dict.fromkeys((key[0], "source", key) for key in keys if key[0])
    return to_export(
        name, "MAXQDA", sources, [], marks, _losses(cells, words, table, found), sets=groups
    )


def _in_order(table: Table) -> bool:
    """Tell whether the columns hold what coded segments hold, in their order."""
    if len(table.header) != len(ORDER) or table.cells.empty or not all(table.header):
        return False
    cells = dict(zip(ORDER, map(table.column, range(len(ORDER))), strict=True))
    return (
        not any(sign.isalnum() for cell in cells["colour"] for sign in cell)
        and all(cells["document"])
        and all(cells["code"])
        and all(PARAGRAPH.fullmatch(cell) for cell in (*cells["begin"], *cells["end"]) if cell)
        and all(NUMBER.fullmatch(cell) for cell in (*cells["area"], *cells["coverage"]) if cell)
        and all(MOMENT.fullmatch(cell) for cell in cells["created"])
    )


def _paths(codes: Sequence[str]) -> list[CodePath]:
    """Return the codes as paths, parted by the sign that this version of the program uses."""
    sign = "\\" if any("\\" in code for code in codes) else " > "
    return [tuple(filter(None, (part.strip() for part in code.split(sign)))) for code in codes]


def _segments(passages: Sequence[Hashable], paths: Sequence[CodePath]) -> list[Hashable]:
    """Return what tells passages apart: the same words of one coder, once for each code."""
    before: Counter[Hashable] = Counter()
    found: list[Hashable] = []
    for passage, path in zip(passages, paths, strict=True):
        before[passage, path] += 1
        found.append((passage, before[passage, path]))
    return found


def _losses(
    cells: dict[str, list[str]], words: Sequence[str], table: Table, found: dict[str, int]
) -> list[Loss]:
    """Count what the tables do not hold."""
    told = {key: sum(cell not in ("", "0") for cell in cells[key]) for key in LOST}
    lengths = zip(cells["area"], words, strict=True)
    return [
        *(Loss(what, told[key], detail) for key, (what, detail) in LOST.items()),
        Loss(
            "length of a selection that is not that of its words",
            sum(area not in ("", str(len(text)), str(len(text.strip()))) for area, text in lengths),
        ),
        *columns_not_read(table, found.values()),
    ]
