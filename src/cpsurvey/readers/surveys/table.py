"""The bytes of a delimited file with one header row in, its answers as text and metadata out."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from cpsurvey.errors import ExportError, listed
from cpsurvey.exports import SurveyExport
from cpsurvey.readers.files.delimited import read_records
from cpsurvey.readers.surveys.platforms import (
    EMBEDDED,
    PLATFORMS,
    SUBMITTED,
    may_be_address,
    platform_of,
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
from cpsurvey.readers.surveys.table_header import read_table_header

STATUS = {"normal": ("",)}
NOT_DATED = "1980-01-01"  # LimeSurvey's date of submission where it keeps none
NOT_SENT = "[not completed]"  # REDCap's


def read_table(
    content: bytes, encoding: str, name: str, group: str, instrument: str, platform: str
) -> SurveyExport:
    """Read a table of answers; it is UTF-8, and `platform` may be blank."""
    header = read_table_header(content, name)
    table = read_records(
        content,
        start=header.start,
        before=header.rows,
        width=len(header.columns),
        delimiter=header.delimiter,
        name=name,
    )
    columns = with_names(header.columns, table, name)
    two_rows = "surveymonkey" if header.rows > 1 else ""
    platform = platform or two_rows or platform_of(columns["name"].tolist())
    if platform == "table" and table.empty:
        raise ExportError(
            f"{name} has a first row and nothing below it: there are no answers in it; export the"
            " responses as CSV and give that file."
        )
    settings = {
        "generation": "two header rows" if header.rows > 1 else "one header row",
        "delimiter": header.delimiter,
        "answers": "unknown",
        "encoding": encoding,
    }
    export = to_export(table, columns, name, platform, settings)
    if platform == "redcap":
        _check_one_row_each(export, columns, table)
    return replace(export, group=group, instrument=instrument or group)


def to_export(
    table: pd.DataFrame,
    columns: pd.DataFrame,
    name: str,
    platform: str,
    settings: dict[str, str],
) -> SurveyExport:
    """Return the export of a table whose columns are numbered from 0; personal ones are dropped."""
    columns = columns.assign(role=roles_of(platform, columns["name"].tolist()))
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
    finished = PLATFORMS[platform].finished if platform in PLATFORMS else {}
    meta, dates = to_meta(raw, STATUS, finished or {"yes": ("yes",), "no": ("no",), "": ("",)})
    meta["finished"] = meta["finished"].replace("unknown", "")
    answers = columns[columns["kind"] != "metadata"]
    return SurveyExport(
        name=name,
        platform=platform,
        group="",
        instrument="",
        settings=settings | {"dates": dates},
        columns=columns[COLUMNS].reset_index(drop=True),
        meta=meta,
        rows=table[answers["position"] - 1].set_axis(answers["column"].to_list(), axis=1),
        dropped=tuple(columns.loc[columns["role"] == IDENTIFYING, "name"]),
        doubled=doubled_names(columns),
    )


def _addresses(cells: pd.Series) -> bool:
    """Tell whether most of the cells that hold anything are e-mail addresses."""
    held = pd.Series(cells[cells.str.strip() != ""].unique(), dtype=str)
    return held.empty or bool(held.str.contains("@", regex=False).mean() > 0.5)


def _check_one_row_each(export: SurveyExport, columns: pd.DataFrame, table: pd.DataFrame) -> None:
    """Stop where REDCap gives a record several rows: each would be counted as a person."""
    names = columns["name"].str.casefold()

    def cells(*wanted: str) -> pd.Series:
        position = columns.loc[names.isin(wanted), "position"]
        blank = pd.Series("", index=table.index, dtype=str)
        return table[position.iloc[0] - 1] if len(position) else blank

    instruments = cells("redcap_repeat_instrument", "repeat instrument")
    repeated = (instruments != "") | (cells("redcap_repeat_instance", "repeat instance") != "")
    events = cells("redcap_event_name", "event name")
    if repeated.any():
        held = sorted(set(instruments.unique()) - {""})
        raise ExportError(
            f"{export.name} holds repeated instruments{_in_brackets(held)}, so one person has"
            " several rows: in REDCap make a report without the fields of repeated instruments and"
            " export that."
        )
    if export.meta.loc[events != "", "respondent"].duplicated().any():
        raise ExportError(
            f"{export.name} holds several events{_in_brackets(sorted(set(events) - {''}))}, so one"
            " person has several rows: in REDCap make a report that is limited to one event and"
            " export that."
        )


def _in_brackets(names: list[str]) -> str:
    """Return a few names in brackets, or nothing."""
    return f" ({listed(names, 3)})" if names else ""
