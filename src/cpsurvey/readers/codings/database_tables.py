"""Rows from a coding program's database in; tables of an export, and what was not read, out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from cpsurvey.errors import ExportError, listed
from cpsurvey.exports import MEMO_COLUMNS
from cpsurvey.readers.codings.losses import Loss
from cpsurvey.readers.files.sqlite import AGAIN, Database, count_rows, rows_of

OF_SQLITE = "sqlite_"
Rows = list[dict[str, Any]]
WHOLE = ("characters", "selections", "agreeing", "start", "end")


def frame_of(rows: Sequence[Sequence[object]], columns: Sequence[str]) -> pd.DataFrame:
    """Return rows as one of an export's tables."""
    frame = pd.DataFrame(list(rows), columns=list(columns))
    return frame.astype({column: "Int64" for column in columns if column in WHOLE})


def by_id(
    database: Database, table: str, columns: Mapping[str, type[int] | type[str]]
) -> list[dict[str, Any]]:
    """Return the rows of a table in the order of their identifier, the first of its columns."""
    rows = rows_of(database, table, columns)
    identifier = next(iter(columns))
    found = [row[identifier] for row in rows]
    if None in found or len(set(found)) < len(found):
        raise ExportError(
            f"{database.name} is damaged: a row of its table {table} has no identifier or that of"
            f" another; {AGAIN}."
        )
    return sorted(rows, key=lambda row: int(row[identifier]))


def memo_frame(
    memos: Iterable[tuple[str, str, str, str]],
) -> tuple[pd.DataFrame, dict[str, str]]:
    """Return the memos that say anything, and their words.

    Each is given as what it is about, the identifier of that, who wrote it, and the words.
    """
    told = [memo for memo in memos if memo[3].strip()]
    names = [f"memo-{number}" for number in range(1, len(told) + 1)]
    rows = [(memo, *about, len(words)) for memo, (*about, words) in zip(names, told, strict=True)]
    words = {memo: text for memo, (_, _, _, text) in zip(names, told, strict=True)}
    return frame_of(rows, MEMO_COLUMNS), words


def not_read(database: Database, known: Collection[str]) -> list[Loss]:
    """Count the rows of tables that the program's own versions so far do not have."""
    others = sorted(
        table for table in database.columns if table not in known and OF_SQLITE not in table
    )
    held = {table: count_rows(database, table) for table in others}
    tables = listed(table for table, rows in held.items() if rows)
    waiting = Loss(
        "changes that may not be in the file",
        int(database.unwritten),
        "the program was open: close it and copy the file again",
    )
    return [Loss("row of a table that is not known", sum(held.values()), tables), waiting]
