"""The metadata columns of an export as its file has them in, one vocabulary for all out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from cpsurvey.errors import ExportError
from cpsurvey.exports import name_respondents
from cpsurvey.readers.surveys.dates import to_iso

META = (
    "respondent",
    "status",
    "finished",
    "progress",
    "started",
    "recorded",
    "duration_seconds",
    "language",
    "channel",
)
COLUMNS = ["column", "name", "text", "import_id", "position", "kind"]
IDENTIFYING = "identifying"
UNUSED = "unused"


def with_names(columns: pd.DataFrame, table: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return the columns that have a name; one without may not hold anything."""
    nameless = columns["name"].str.strip() == ""
    for position in columns.loc[nameless, "position"]:
        filled = int((table[position - 1] != "").sum())
        if filled:
            raise ExportError(
                f"{name}, column {position}, has no name in the first row but holds {filled}"
                " cells: give it a name, or delete the column if it is no answer, or download the"
                " export again."
            )
    return columns[~nameless]


def to_meta(
    raw: pd.DataFrame,
    statuses: Mapping[str, Sequence[str]],
    finished: Mapping[str, Sequence[str]],
) -> tuple[pd.DataFrame, str]:
    """Return the metadata in one vocabulary, and how its dates are written.

    `statuses` and `finished` give each meaning with the words that stand for it.
    """
    blank = pd.Series("", index=raw.index, dtype=str)
    meta = {column: raw.get(column, blank).str.strip() for column in META}
    meta["respondent"] = name_respondents(meta["respondent"])
    meta["status"] = translate(meta["status"], statuses, "other")
    meta["finished"] = translate(meta["finished"], finished, "unknown")
    ended = raw.get("ended", blank).str.strip()
    meta["recorded"] = meta["recorded"].where(meta["recorded"] != "", ended)
    meta["started"], meta["recorded"], dates = to_iso(meta["started"], meta["recorded"])
    return pd.DataFrame(meta, index=raw.index).astype(str), dates


def translate(
    values: pd.Series, meanings: Mapping[str, Sequence[str]], otherwise: str
) -> pd.Series:
    """Return the meaning of each value."""
    known = {variant: meaning for meaning, variants in meanings.items() for variant in variants}
    found = {value: known.get(value.casefold(), otherwise) for value in values.unique()}
    return values.map(found)


def doubled_names(columns: pd.DataFrame) -> tuple[str, ...]:
    """Return the names that stand more than once."""
    return tuple(dict.fromkeys(columns["name"][columns["name"].duplicated()]))
