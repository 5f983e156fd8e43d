"""A table whose columns are known in, its answers as text and its metadata out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import pandas as pd

from cpsurvey.exports import SurveyExport
from cpsurvey.readers.files.grid import Grid
from cpsurvey.readers.surveys.dates import told_of_dates, undated
from cpsurvey.readers.surveys.names import (
    EMBEDDED,
    NO_NAMES,
    SUBMITTED,
    Names,
    may_be_address,
    roles_of,
)
from cpsurvey.readers.surveys.responses import (
    COLUMNS,
    IDENTIFYING,
    UNUSED,
    doubled_names,
    to_meta,
    with_names,
)
from cpsurvey.readers.surveys.selected import held
from cpsurvey.readers.surveys.table_header import TableHeader

STATUS = {"normal": ("",)}
SAID = {"yes": ("yes",), "no": ("no",), "": ("",)}
NOT_DATED = "1980-01-01"  # LimeSurvey's date of submission where it keeps none
NOT_SENT = "[not completed]"  # REDCap's


def below_header(grid: Grid, header: TableHeader) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the columns that have a name, and the records below the header."""
    table = grid.below(header.rows, len(header.columns))
    return with_names(header.columns, table, grid.name), table


def facts_of(grid: Grid, header: TableHeader, **settings: str) -> dict[str, str]:
    """Return what a table tells of how it was exported."""
    rows = "two header rows" if header.rows > 1 else "one header row"
    return {"generation": rows, "answers": "unknown", **grid.facts, **settings}


def read_answers(
    grid: Grid, header: TableHeader, platform: str, names: Names = NO_NAMES
) -> SurveyExport:
    """Return the export of a table of answers; its platform's names tell its metadata."""
    columns, table = below_header(grid, header)
    return to_export(table, columns, grid.name, platform, facts_of(grid, header), names)


def cells_of_questions(
    columns: pd.DataFrame, table: pd.DataFrame, roles: Sequence[str]
) -> Iterator[tuple[str, int, Counter[str]]]:
    """Yield the text, the position and the different cells of each column that is a question."""
    for text, place, role in zip(columns["text"], columns["position"], roles, strict=True):
        if not role:
            yield text, place, held(table[place - 1])


def to_export(
    table: pd.DataFrame,
    columns: pd.DataFrame,
    name: str,
    platform: str,
    settings: dict[str, str],
    names: Names = NO_NAMES,
    roles: list[str] | None = None,
) -> SurveyExport:
    """Return the export of a table whose columns are numbered from 0; personal ones are dropped."""
    columns = columns.assign(role=roles or roles_of(columns["name"].tolist(), names))
    doubtful = columns[columns["name"].map(may_be_address)]
    found = [place for place in doubtful["position"] if _addresses(table[place - 1])]
    columns["role"] = columns["role"].mask(columns["position"].isin(found), IDENTIFYING)
    meant = ~columns["role"].isin(["", EMBEDDED])
    columns["kind"] = columns["role"].where(columns["role"] == EMBEDDED, "question")
    columns["kind"] = columns["kind"].mask(meant, "metadata")
    used = columns[meant & ~columns["role"].isin([IDENTIFYING, UNUSED])]
    raw = table[used["position"] - 1].set_axis(used["role"].to_list(), axis=1).replace(NOT_SENT, "")
    if SUBMITTED in raw:
        sent = raw[SUBMITTED].str.strip()
        raw = raw.assign(
            finished=(sent != "").map({True: "yes", False: "no"}),
            recorded=sent.mask(sent.str.startswith(NOT_DATED), ""),
        )
    meta, dates = to_meta(raw, names.statuses or STATUS, names.finished or SAID)
    meta["finished"] = meta["finished"].replace("unknown", "")
    answers = columns[columns["kind"] != "metadata"]
    return SurveyExport(
        name=name,
        platform=platform,
        group="",
        instrument="",
        settings=settings | told_of_dates(dates, table[answers["position"] - 1]),
        columns=columns[COLUMNS].reset_index(drop=True),
        meta=meta,
        rows=table[answers["position"] - 1].set_axis(answers["column"].to_list(), axis=1),
        dropped=tuple(columns.loc[columns["role"] == IDENTIFYING, "name"]),
        doubled=doubled_names(columns),
        doubts=undated(name, platform, dates, meta),
    )


def _addresses(cells: pd.Series) -> bool:
    """Tell whether most of the cells that hold anything are e-mail addresses."""
    held = pd.Series(cells[cells.str.strip() != ""].unique(), dtype=str)
    return held.empty or bool(held.str.contains("@", regex=False).mean() > 0.5)
