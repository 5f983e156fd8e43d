"""A table of REDCap, raw or labels, in, its answers as text and its metadata out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from cpsurvey.codebook.several import joins
from cpsurvey.errors import ExportError, listed
from cpsurvey.exports import SurveyExport
from cpsurvey.platforms import how_to
from cpsurvey.readers.files.grid import Grid
from cpsurvey.readers.surveys.answered import NOT_SENT, below_header, facts_of, to_export
from cpsurvey.readers.surveys.names import (
    EMBEDDED,
    Names,
    named,
    only_once,
    plain,
    plain_first,
    role_of,
)
from cpsurvey.readers.surveys.selected import held, selected
from cpsurvey.readers.surveys.table_header import read_header
from cpsurvey.readers.surveys.told import told_by_answers

NAMES = Names(
    named(
        identifying="redcap_survey_identifier|survey identifier",
        embedded="redcap_data_access_group|data access group",
        unused="redcap_event_name|event name|redcap_repeat_instrument|repeat instrument"
        "|redcap_repeat_instance|repeat instance",
    ),
    finished={"yes": ("2", "complete"), "no": ("0", "1", "incomplete", "unverified"), "": ("",)},
)
VARIABLE = re.compile(r"[a-z_][a-z0-9_]*")
SENT = "recorded"


def fits(grid: Grid) -> str:
    """Return what tells that this is an export of REDCap, or nothing."""
    names = plain_first(grid.head)
    if _is_long(names):
        return "a record, a field and a value in each row"
    return "names of columns as REDCap writes them" if is_redcap(names) else ""


def read(grid: Grid) -> SurveyExport:
    """Read it; a record is one row."""
    if _is_long(plain_first(grid.head)):
        raise ExportError(
            f"{grid.name} has one row for each value (record, field_name, value), as REDCap's API"
            f' gives it with type = "eav": ask for type = "flat", or export it, '
            f"{how_to('redcap', 'export')}."
        )
    header = read_header(grid)
    columns, table = below_header(grid, header)
    roles = roles_in_redcap(columns["name"].tolist())
    settings = facts_of(grid, header)
    export = to_export(table, columns, grid.name, "redcap", settings, NAMES, roles)
    check_one_row_each(export, columns, table)
    sent = [place for place, role in zip(columns["position"], roles, strict=True) if role == SENT]
    export.meta["finished"] = _finished(
        export.meta["finished"], table[sent[0] - 1].str.strip() if sent else None
    )
    told = told_by_answers(export.rows) | _told_by_names(columns["name"].tolist(), export.rows)
    return replace(export, settings={**export.settings, **told})


def is_redcap(names: Sequence[str]) -> bool:
    """Tell whether names are a record's identifier, fields, and the state of each form."""
    if any(name.startswith("redcap_") for name in names):
        return True
    first = names[0] if names else ""
    forms = any(name.endswith("_complete") for name in names)
    ticks = any("(choice=" in name for name in names)
    known = first in ("record id", "study id") or ticks or "survey timestamp" in names
    labelled = "complete?" in names and (known or names[-1] == "complete?")
    return labelled or (forms and (first.endswith("id") or any("___" in name for name in names)))


def _is_long(names: Sequence[str]) -> bool:
    """Tell whether a table has a row for each value, as the API may give it."""
    return {"record", "field_name", "value"} <= set(names)


def _finished(states: pd.Series, sent: pd.Series | None) -> pd.Series:
    """Return who finished, by the states of their form and when it was sent as a survey.

    Incomplete is the state of every form until somebody changes it: only in a survey that was
    begun and not sent does it mean that people stopped before the end.
    """
    if sent is None:
        return states.where(states == "yes", "")
    in_between = (sent == NOT_SENT) & (states != "")
    return states.where((states == "yes") | in_between, "")


def _told_by_names(names: Sequence[str], rows: pd.DataFrame) -> dict[str, str]:
    """Return how columns are named, and how select-all questions were exported."""
    split = [name for name in names if "___" in name or "(choice=" in name]
    joined = [] if split else [column for column in rows if joins(held(rows[column]), ",")]
    variables = all(name == "" or VARIABLE.fullmatch(name) for name in names)
    return {"header": "names" if variables else "texts", "selected": selected(split, joined)}


def roles_in_redcap(headers: Sequence[str]) -> list[str]:
    """Return the roles of the columns of REDCap; the first numbers the records.

    The state of a form, and when it was sent, are metadata where there is but one form.
    """
    names = [plain(header) for header in headers]
    forms = [name for name in names if name.endswith("_complete") or name == "complete?"]
    times = [name for name in names if name.endswith(("_timestamp", "survey timestamp"))]
    of_forms = dict.fromkeys(forms, "finished" if len(forms) == 1 else EMBEDDED)
    of_forms |= dict.fromkeys(times, SENT if len(times) == 1 else EMBEDDED)
    roles = [of_forms.get(name) or role_of(NAMES, name) for name in names[1:]]
    return only_once(["respondent", *roles], names)


def check_one_row_each(export: SurveyExport, columns: pd.DataFrame, table: pd.DataFrame) -> None:
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
        named = sorted(set(instruments.unique()) - {""})
        raise ExportError(
            f"{export.name} holds repeated instruments{_in_brackets(named)}, so one person has"
            f" several rows: export it again, {how_to('redcap', 'repeats')}."
        )
    twice = export.meta["respondent"].duplicated(keep=False)
    if (twice & (events != "")).any():
        raise ExportError(
            f"{export.name} holds several events{_in_brackets(sorted(set(events) - {''}))}, so one"
            f" person has several rows: export it again, {how_to('redcap', 'events')}."
        )
    if twice.any():
        first = columns["name"].iloc[0]
        raise ExportError(
            f'{export.name} has "{first}" as its first column, which in REDCap numbers the records,'
            f" but {int(twice.sum())} rows share theirs with another (first in row"
            f" {export.meta.index[twice][0]}): the record ID was left out, or the column that tells"
            f" the events apart; export it again, {how_to('redcap', 'identifier')}."
        )


def _in_brackets(names: list[str]) -> str:
    """Return a few names in brackets, or nothing."""
    return f" ({listed(names, 3)})" if names else ""
