"""A table of answers of no platform that is known in, its answers as text out."""

from __future__ import annotations

import re
from dataclasses import replace

from cpsurvey.codebook.several import joins
from cpsurvey.codebook.ticks import ticks_only
from cpsurvey.errors import ExportError
from cpsurvey.exports import SurveyExport
from cpsurvey.readers.files.grid import Grid
from cpsurvey.readers.surveys.answered import read_answers
from cpsurvey.readers.surveys.foot_rows import sums_at_foot
from cpsurvey.readers.surveys.selected import held, selected
from cpsurvey.readers.surveys.table_header import read_header
from cpsurvey.readers.surveys.told import LOOKED_AT, told_by_answers

VARIABLE = re.compile(r"[A-Za-z_][\w.]*")
SIGNS = (";", ", ", ",")


def read(grid: Grid) -> SurveyExport:
    """Read it."""
    export = read_answers(grid, read_header(grid), "table")
    if export.rows.empty:
        raise ExportError(
            f"{grid.name} has a first row and nothing below it: there are no answers in it; export"
            " the responses as CSV and give that file."
        )
    doubts = (*export.doubts, *sums_at_foot(grid.name, export.rows))
    return replace(export, settings={**export.settings, **_told(export)}, doubts=doubts)


def _told(export: SurveyExport) -> dict[str, str]:
    """Return what names and cells tell of the settings."""
    columns = [export.rows.iloc[:, place] for place in range(export.rows.shape[1])]
    split = [True for cells in columns if ticks_only(cells.head(LOOKED_AT).unique())]
    joined = [True for cells in columns if any(joins(held(cells), sign) for sign in SIGNS)]
    variables = all(VARIABLE.fullmatch(name) for name in export.columns["name"])
    return {
        **told_by_answers(export.rows),
        "header": "names" if variables else "texts",
        "selected": selected(split, joined),
    }
