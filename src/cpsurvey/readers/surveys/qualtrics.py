"""A table of Qualtrics in, its answers as text, its metadata and its settings out."""

from __future__ import annotations

import pandas as pd

from cpsurvey.errors import ExportError
from cpsurvey.exports import SurveyExport
from cpsurvey.readers.files.grid import Grid
from cpsurvey.readers.surveys.qualtrics_header import HEADER_ROWS, Header, fits, read_header
from cpsurvey.readers.surveys.responses import (
    COLUMNS,
    IDENTIFYING,
    META,
    doubled_names,
    to_meta,
    with_names,
)

__all__ = ["fits", "read"]

# Where the file says nothing, a response is a normal one.
STATUS = {
    "normal": ("", "0", "ip address", "16", "offline", "32", "ex", "48", "ex offline"),
    "preview": ("1", "survey preview", "17", "offline survey preview"),
    "test": ("2", "survey test"),
    "spam": ("8", "spam", "9", "survey preview spam", "12", "imported spam", "40", "ex spam"),
}
# A spreadsheet writes them in its own language when it saves the file again.
FINISHED = {
    "yes": ("1", "true", "wahr", "vrai", "verdadero", "vero", "waar", "sant", "prawda"),
    "no": ("0", "false", "falsch", "faux", "falso", "onwaar", "falskt", "fałsz"),
    "": ("",),
}


def read(grid: Grid) -> SurveyExport:
    """Read an export of any generation of header rows, choice texts or numbers."""
    header = read_header(grid)
    table = grid.below(HEADER_ROWS[header.generation], len(header.columns))
    columns = with_names(header.columns, table, grid.name)
    raw = _metadata(columns, table, grid.name)
    meta, dates = to_meta(raw, STATUS, FINISHED)
    _check_finished(meta["finished"], grid.name)
    answers = columns[columns["kind"] != "metadata"]
    rows = table[answers["position"] - 1].set_axis(answers["column"].to_list(), axis=1)
    return SurveyExport(
        name=grid.name,
        platform="qualtrics",
        group="",
        instrument="",
        settings=_settings(header, raw) | dict(grid.facts) | {"dates": dates},
        columns=columns[COLUMNS].reset_index(drop=True),
        meta=meta,
        rows=rows,
        dropped=_names(columns[columns["role"] == IDENTIFYING]),
        doubled=doubled_names(columns),
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
            f" {unclear[0]} ({len(unclear)} in all). Download the export again, and do not save"
            " it in a spreadsheet."
        )


def _settings(header: Header, raw: pd.DataFrame) -> dict[str, str]:
    """Return what the file tells of how it was exported."""
    return {
        "generation": header.generation,
        "answers": _flavour(raw),
        "status": "given" if "status" in raw and (raw["status"] != "").any() else "not given",
        "time_zone": header.time_zone,
    }


def _flavour(raw: pd.DataFrame) -> str:
    """Return whether answers are texts or numbers, as the metadata show it."""
    cells = {str(c) for role in ("finished", "status") if role in raw for c in raw[role].unique()}
    cells -= {""}
    if not cells:
        return "unknown"
    return "numbers" if all(cell.strip().isdigit() for cell in cells) else "text"


def _names(columns: pd.DataFrame) -> tuple[str, ...]:
    """Return the names people know columns by; an old export has them in its second row."""
    old = columns["name"].str.fullmatch(r"V\d+")
    return tuple(columns["text"].where(old, columns["name"]))
