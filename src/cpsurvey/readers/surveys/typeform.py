"""A table of Typeform in, its answers as text and its metadata out."""

from __future__ import annotations

from cpsurvey.exports import SurveyExport
from cpsurvey.readers.files.grid import Grid
from cpsurvey.readers.surveys.answered import read_answers
from cpsurvey.readers.surveys.names import Names, named, plain_first
from cpsurvey.readers.surveys.table_header import read_header

NAMES = Names(
    named(
        respondent="#",
        started="start date (utc)",
        recorded="submit date (utc)",
        identifying="network id",
        unused="stage date (utc)|tags|ending",
        finished="response type",
    ),
    finished={"yes": ("completed",), "no": ("partial", "started"), "": ("",)},
)

ROLES = {"started", "recorded"}


def fits(grid: Grid) -> str:
    """Return what tells that this is an export of Typeform, or nothing."""
    names = plain_first(grid.head)
    found = {NAMES.exact.get(name) for name in names[:5] + names[-7:]}
    return "the columns Start Date (UTC) and Submit Date (UTC)" if found >= ROLES else ""


def read(grid: Grid) -> SurveyExport:
    """Read it."""
    return read_answers(grid, read_header(grid), "typeform", NAMES)
