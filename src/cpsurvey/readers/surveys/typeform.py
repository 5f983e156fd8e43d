"""A table of Typeform in, its answers as text and its metadata out."""

from __future__ import annotations

from cpsurvey.exports import SurveyExport
from cpsurvey.readers.files.grid import Grid
from cpsurvey.readers.surveys.answered import below_header, cells_of_questions, facts_of, to_export
from cpsurvey.readers.surveys.names import Names, named, names_roles, roles_of
from cpsurvey.readers.surveys.selected import selected
from cpsurvey.readers.surveys.table_header import read_header

# Response Type, Stage Date, Tags and Ending came later than the files seen; public programs that
# read today's exports spell them so [doc].
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
    return (
        "the columns Start Date (UTC) and Submit Date (UTC)"
        if names_roles(grid.head, NAMES, ROLES)
        else ""
    )


def read(grid: Grid) -> SurveyExport:
    """Read it."""
    header = read_header(grid)
    columns, table = below_header(grid, header)
    roles = roles_of(columns["name"].tolist(), NAMES)
    asked = cells_of_questions(columns, table, roles)
    options = [text for text, _, cells in asked if list(cells) == [text]]
    settings = facts_of(grid, header, answers="text", selected=selected(options, [])) | {
        "header": "texts"
    }
    return to_export(table, columns, grid.name, "typeform", settings, NAMES, roles)
