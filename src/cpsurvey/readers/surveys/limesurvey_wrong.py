"""A table of LimeSurvey in; refused where it is another of its exports than that of responses."""

from __future__ import annotations

from cpsurvey.errors import ExportError
from cpsurvey.platforms import how_to
from cpsurvey.readers.files.grid import Grid
from cpsurvey.readers.surveys.names import plain

COUNTED = ("number of records in this query", "anzahl der datensätze in dieser abfrage")
STRUCTURE = ("class", "type/scale", "name", "relevance", "text")
SECOND = frozenset(("id", "submitdate"))  # of a VV file, whose second row has the codes


def is_wrong(grid: Grid) -> bool:
    """Tell whether a table is an export of LimeSurvey, but not one of responses."""
    return bool(_what(grid))


def check_responses(grid: Grid) -> None:
    """Refuse a table that is not one of responses."""
    if what := _what(grid):
        raise ExportError(
            f"{grid.name} is {what}: export the responses, {how_to('limesurvey', 'export')}."
        )


def _what(grid: Grid) -> str:
    """Return what a table is that holds no responses as they are read here, or nothing."""
    rows = [[plain(cell) for cell in record] for record in grid.head]
    if len(rows) > 1 and set(rows[1]) >= SECOND and not set(rows[0]) & SECOND:
        return (
            "a VV survey file of LimeSurvey, which has two rows of names and is meant to be"
            " imported again"
        )
    if rows and set(STRUCTURE) <= set(rows[0]):
        return "the structure of a LimeSurvey questionnaire (tab-separated), without answers"
    if any(cell.startswith(COUNTED) for row in rows for cell in row):
        return "the statistics of a LimeSurvey survey, which count answers and hold no responses"
    return ""
