"""A table of REDCap, raw or labels, in, its answers as text and its metadata out."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from cpsurvey.errors import ExportError, listed
from cpsurvey.exports import SurveyExport
from cpsurvey.readers.files.grid import Grid
from cpsurvey.readers.surveys.answered import below_header, facts_of, to_export
from cpsurvey.readers.surveys.names import (
    EMBEDDED,
    Names,
    named,
    only_once,
    plain,
    plain_first,
    role_of,
)
from cpsurvey.readers.surveys.table_header import read_header

NAMES = Names(
    named(
        identifying="redcap_survey_identifier|survey identifier",
        embedded="redcap_data_access_group|data access group",
        unused="redcap_event_name|event name|redcap_repeat_instrument|repeat instrument"
        "|redcap_repeat_instance|repeat instance",
    ),
    finished={"yes": ("2", "complete"), "no": ("0", "1", "incomplete", "unverified"), "": ("",)},
)


def fits(grid: Grid) -> str:
    """Return what tells that this is an export of REDCap, or nothing."""
    names = plain_first(grid.head)
    return "names of columns as REDCap writes them" if _is_redcap(names) else ""


def read(grid: Grid) -> SurveyExport:
    """Read it; a record is one row."""
    header = read_header(grid)
    columns, table = below_header(grid, header)
    roles = roles_in_redcap(columns["name"].tolist())
    settings = facts_of(grid, header)
    export = to_export(table, columns, grid.name, "redcap", settings, NAMES, roles)
    _check_one_row_each(export, columns, table)
    return export


def _is_redcap(names: Sequence[str]) -> bool:
    """Tell whether names are a record's identifier, fields, and the state of each form."""
    if any(name.startswith("redcap_") for name in names):
        return True
    first = names[0] if names else ""
    forms = any(name.endswith("_complete") for name in names)
    labelled = first in ("record id", "study id") and "complete?" in names
    return labelled or (forms and (first.endswith("id") or any("___" in name for name in names)))


def roles_in_redcap(headers: Sequence[str]) -> list[str]:
    """Return the roles of the columns of REDCap; the first numbers the records.

    The state of a form, and when it was sent, are metadata where there is but one form.
    """
    names = [plain(header) for header in headers]
    forms = [name for name in names if name.endswith("_complete") or name == "complete?"]
    times = [name for name in names if name.endswith(("_timestamp", "survey timestamp"))]
    of_forms = dict.fromkeys(forms, "finished" if len(forms) == 1 else EMBEDDED)
    of_forms |= dict.fromkeys(times, "recorded" if len(times) == 1 else EMBEDDED)
    roles = [of_forms.get(name) or role_of(NAMES, name) for name in names[1:]]
    return only_once(["respondent", *roles], names)


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
