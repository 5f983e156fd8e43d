"""A table of Google Forms in, its answers as text and its metadata out."""

from __future__ import annotations

from cpsurvey.exports import SurveyExport
from cpsurvey.readers.files.grid import Grid
from cpsurvey.readers.surveys.answered import read_answers
from cpsurvey.readers.surveys.names import Names, named, plain_first
from cpsurvey.readers.surveys.table_header import read_header

NAMES = Names(
    named(
        recorded="timestamp|zeitstempel|horodateur|marca temporal|carimbo de data/hora"
        "|informazioni cronologiche|tijdstempel|stamp amser",
        identifying="email address|username|e-mail-adresse|adresse e-mail|nombre de usuario"
        "|dirección de correo electrónico|cyfeiriad e-bost",
    )
)


def fits(grid: Grid) -> str:
    """Return what tells that this is an export of Google Forms, or nothing."""
    names = plain_first(grid.head)
    found = {NAMES.exact.get(name) for name in names[:1]}
    return "the first column, Timestamp" if {"recorded"} <= found else ""


def read(grid: Grid) -> SurveyExport:
    """Read it."""
    return read_answers(grid, read_header(grid), "google_forms", NAMES)
