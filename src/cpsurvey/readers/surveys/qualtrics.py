"""A table of Qualtrics in, its answers as text, its metadata and its settings out."""

from __future__ import annotations

import pandas as pd

from cpsurvey.errors import ExportError
from cpsurvey.exports import SurveyExport
from cpsurvey.platforms import how_to
from cpsurvey.readers.files.grid import Grid
from cpsurvey.readers.surveys.dates import told_of_dates, undated
from cpsurvey.readers.surveys.qualtrics_doubts import doubts_of, settings_of, without_marks
from cpsurvey.readers.surveys.qualtrics_header import read_header
from cpsurvey.readers.surveys.qualtrics_names import FINISHED, STATUS
from cpsurvey.readers.surveys.qualtrics_rows import fits
from cpsurvey.readers.surveys.responses import (
    COLUMNS,
    IDENTIFYING,
    META,
    doubled_names,
    to_meta,
    with_names,
)

__all__ = ["fits", "read"]


def read(grid: Grid) -> SurveyExport:
    """Read an export of any generation of header rows, choice texts or numbers."""
    header = read_header(grid)
    table = grid.below(header.rows, len(header.columns))
    columns = with_names(header.columns, table, grid.name)
    raw = _metadata(columns, table, grid.name)
    meta, dates = to_meta(raw, STATUS, FINISHED)
    _check_finished(meta["finished"], grid.name)
    answers = columns[columns["kind"] != "metadata"]
    rows = table[answers["position"] - 1].set_axis(answers["column"].to_list(), axis=1)
    rows, marked = without_marks(rows)
    settings = settings_of(header, raw, answers, rows, marked)
    return SurveyExport(
        name=grid.name,
        platform="qualtrics",
        group="",
        instrument="",
        settings=settings | dict(grid.facts) | told_of_dates(dates, rows),
        columns=columns[COLUMNS].reset_index(drop=True),
        meta=meta,
        rows=rows,
        dropped=_names(columns[columns["role"] == IDENTIFYING]),
        doubled=doubled_names(columns),
        doubts=(
            *undated(grid.name, "qualtrics", dates, meta),
            *doubts_of(grid.name, header, meta, answers, rows, marked),
        ),
    )


def _metadata(columns: pd.DataFrame, table: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return the metadata as the file has it, one column a role."""
    used = columns[columns["role"].isin([*META, "ended"])]
    for role, same in used.groupby("role"):
        if len(same) > 1:
            raise ExportError(
                f'{name} holds the metadata column "{_names(same)[0]}" more than once (columns'
                f" {' and '.join(map(str, same['position']))}), so it is not clear which counts as"
                f" {role}: delete the wrong one, or download the export again."
            )
    return table[used["position"] - 1].set_axis(used["role"].to_list(), axis=1)


def _check_finished(finished: pd.Series, name: str) -> None:
    """Stop where it cannot be told who finished: they would be kept or left out by a guess."""
    unclear = finished.index[finished == "unknown"]
    if len(unclear):
        raise ExportError(
            f"{name}: the column Finished is neither true nor false, first in row"
            f" {unclear[0]} ({len(unclear)} in all). Export it again,"
            f" {how_to('qualtrics', 'export')}, and do not save it in a spreadsheet."
        )


def _names(columns: pd.DataFrame) -> tuple[str, ...]:
    """Return the names people know columns by; an old export has them in its second row."""
    old = columns["name"].str.fullmatch(r"V\d+")
    return tuple(columns["text"].where(old, columns["name"]))
