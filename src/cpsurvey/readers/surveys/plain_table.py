"""A table of answers of no platform that is known in, its answers as text out."""

from __future__ import annotations

from cpsurvey.errors import ExportError
from cpsurvey.exports import SurveyExport
from cpsurvey.readers.files.grid import Grid
from cpsurvey.readers.surveys.answered import read_answers
from cpsurvey.readers.surveys.table_header import read_header


def read(grid: Grid) -> SurveyExport:
    """Read it."""
    export = read_answers(grid, read_header(grid), "table")
    if export.rows.empty:
        raise ExportError(
            f"{grid.name} has a first row and nothing below it: there are no answers in it; export"
            " the responses as CSV and give that file."
        )
    return export
