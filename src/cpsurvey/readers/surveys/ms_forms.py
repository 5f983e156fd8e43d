"""A table of Microsoft Forms in, its answers as text and its metadata out."""

from __future__ import annotations

from cpsurvey.exports import SurveyExport
from cpsurvey.readers.files.grid import Grid
from cpsurvey.readers.surveys.answered import read_answers
from cpsurvey.readers.surveys.names import Names, named, plain_first
from cpsurvey.readers.surveys.table_header import read_header

NAMES = Names(
    named(
        respondent="id",
        started="start time|startzeit|heure de début|hora de inicio|amser dechrau",
        recorded="completion time|fertigstellungszeit|heure de fin|hora de finalización"
        "|amser cwblhau",
        identifying="email|name|e-mail|nom|nombre|correo electrónico|adresse de messagerie"
        "|e-bost|enw",
        unused="last modified time|uhrzeit der letzten änderung|heure de la dernière modification",
    )
)

ROLES = {"respondent", "started", "recorded"}


def fits(grid: Grid) -> str:
    """Return what tells that this is an export of Microsoft Forms, or nothing."""
    names = plain_first(grid.head)
    found = {NAMES.exact.get(name) for name in names[:5] + names[-7:]}
    return "the columns ID, Start time and Completion time" if found >= ROLES else ""


def read(grid: Grid) -> SurveyExport:
    """Read it."""
    return read_answers(grid, read_header(grid), "ms_forms", NAMES)
