"""A table of Indico in, its answers as text and its metadata out."""

from __future__ import annotations

from cpsurvey.codebook.several import joins
from cpsurvey.exports import SurveyExport
from cpsurvey.readers.files.grid import Grid
from cpsurvey.readers.surveys.answered import below_header, cells_of_questions, facts_of, to_export
from cpsurvey.readers.surveys.names import Names, named, names_roles, roles_of
from cpsurvey.readers.surveys.responses import IDENTIFYING
from cpsurvey.readers.surveys.selected import selected
from cpsurvey.readers.surveys.table_header import read_header

NAMES = Names(
    named(recorded="submission date", identifying="submitter|submitter email|submitter e-mail")
)

ROLES = {"recorded", IDENTIFYING}


def fits(grid: Grid) -> str:
    """Return what tells that this is an export of Indico, or nothing."""
    return (
        "the columns Submitter and Submission Date" if names_roles(grid.head, NAMES, ROLES) else ""
    )


def read(grid: Grid) -> SurveyExport:
    """Read it."""
    header = read_header(grid)
    columns, table = below_header(grid, header)
    roles = roles_of(columns["name"].tolist(), NAMES)
    asked = cells_of_questions(columns, table, roles)
    joined = [place for _, place, cells in asked if joins(cells, ";")]
    settings = facts_of(grid, header, answers="text", selected=selected([], joined)) | {
        "header": "texts"
    }
    return to_export(table, columns, grid.name, "indico", settings, NAMES, roles)
