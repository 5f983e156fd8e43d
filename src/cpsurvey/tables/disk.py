"""A folder in, its tables out, and back: parquet files with a Table Schema beside them."""

from __future__ import annotations

import json
import os
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import pandas as pd
from pandas.api.types import is_object_dtype

from cpsurvey.errors import TablesError, listed
from cpsurvey.files import replacing_folder, strangers
from cpsurvey.tables.checks import check_tables
from cpsurvey.tables.model import (
    COLUMNS,
    DESCRIPTIONS,
    KEYS,
    REFERENCES,
    InterviewTables,
    SurveyTables,
    Tables,
    frames,
)
from cpsurvey.vocabulary import is_synthetic

DESCRIPTOR = "datapackage.json"
REPORT = "data-report.html"  # what `cpsurvey build --report` puts beside the tables
Set = TypeVar("Set", SurveyTables, InterviewTables)
Levels = dict[str, pd.CategoricalDtype]


def write_tables(tables: Tables, folder: str | os.PathLike[str], *, report: str = "") -> None:
    """Write tables as parquet files with a Table Schema beside them.

    Parameters
    ----------
    tables
        Survey tables, with or without interviews, or interview tables alone.
    folder
        Where to put them. Replaced as a whole, and only once everything is written.
    report
        A page to put beside them, from `report.data_report`; one from before goes in any case.

    Raises
    ------
    TablesError
        If the tables contradict themselves (`check_tables`), or if the folder holds something
        other than tables, which would be lost.

    Examples
    --------
    >>> import tempfile, cpsurvey as cps
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     cps.write_tables(cps.load_example(), folder + "/tables")
    ...     cps.read_tables(folder + "/tables").name
    'SYNTHETIC child protection conferences 2020'
    """
    target = Path(folder)
    _refuse_strangers(target)
    check_tables(tables)
    with replacing_folder(target) as made:
        for name, frame in frames(tables):
            frame.to_parquet(made / f"{name}.parquet", index=False)
        text = json.dumps(describe(tables), indent=2, ensure_ascii=False) + "\n"
        (made / DESCRIPTOR).write_text(text, encoding="utf-8")
        if report:
            (made / REPORT).write_text(report, encoding="utf-8")


def read_tables(folder: str | os.PathLike[str]) -> Tables:
    """Read the tables that `write_tables` or ``cpsurvey build`` wrote.

    Parameters
    ----------
    folder
        A folder with ``datapackage.json`` and parquet files.

    Returns
    -------
    SurveyTables or InterviewTables
        Survey tables, with the interviews of the same folder as their ``interviews``;
        interview tables alone where the folder holds no survey.

    Raises
    ------
    TablesError
        If the folder, its description or one of its tables is missing or damaged.

    Examples
    --------
    >>> import tempfile, cpsurvey as cps
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     cps.write_tables(cps.load_example().interviews, folder + "/tables")
    ...     len(cps.read_tables(folder + "/tables").interviews)
    66
    """
    source = Path(folder)
    name, resources = _read_descriptor(source)
    found = {
        table: _read_frame(table, source / path, levels)
        for table, (path, levels) in resources.items()
    }
    _check_whole(source, found)
    interviews = _assemble(InterviewTables, name, found)
    if survey := _assemble(SurveyTables, name, found):
        return replace(survey, interviews=interviews)
    if interviews is None:
        raise TablesError(
            f"{source} holds only {listed(sorted(found))}: not the tables of a survey or of"
            " interviews. Build them again with: cpsurvey build RAW OUT"
        )
    return interviews


def describe(tables: Tables) -> dict[str, Any]:
    """Return the data package that describes these tables (Frictionless Table Schema)."""
    return {
        "profile": "tabular-data-package",
        "name": "cpsurvey-tables",
        "title": tables.name,
        "synthetic": is_synthetic(tables.name),
        "resources": [_resource(name, frame) for name, frame in frames(tables)],
    }


def _resource(name: str, frame: pd.DataFrame) -> dict[str, Any]:
    """Describe one table: path, rows, fields, keys."""
    schema: dict[str, Any] = {"fields": [_field(frame[column]) for column in frame]}
    if name in KEYS:
        schema["primaryKey"] = KEYS[name]
    references = [
        {"fields": column, "reference": {"resource": other, "fields": key}}
        for (table, column), (other, key) in REFERENCES.items()
        if table == name
    ]
    if references:
        schema["foreignKeys"] = references
    return {
        "name": name,
        "path": f"{name}.parquet",
        "description": DESCRIPTIONS[name],
        "rows": len(frame),
        "schema": schema,
    }


def _field(column: pd.Series) -> dict[str, Any]:
    """Describe one column in Table Schema's words."""
    field: dict[str, Any] = {"name": str(column.name)}
    if isinstance(column.dtype, pd.CategoricalDtype):
        levels = [str(level) for level in column.cat.categories]
        return field | {
            "type": "string",
            "categories": levels,
            "categoriesOrdered": bool(column.cat.ordered),
        }
    kinds = {"boolean": "boolean", "bool": "boolean", "Int64": "integer", "int64": "integer"}
    kind = kinds.get(str(column.dtype), "string")
    if str(column.dtype).lower().startswith("float"):
        kind = "number"
    if str(column.dtype).startswith("datetime64"):
        kind = "date"
    if len(column) and isinstance(column.iloc[0], list):
        kind = "array"
    return field | {"type": kind}


def _read_descriptor(source: Path) -> tuple[str, dict[str, tuple[str, Levels]]]:
    """Return the data's name and each table's file and levels, or say what is amiss."""
    path = source / DESCRIPTOR
    try:
        descriptor = json.loads(path.read_text(encoding="utf-8"))
        resources = {
            resource["name"]: (resource["path"], _levels(resource["schema"]["fields"]))
            for resource in descriptor["resources"]
        }
        return str(descriptor["title"]), resources
    except FileNotFoundError:
        raise TablesError(
            f"{source} holds no {DESCRIPTOR}, so no tables. Build them with:"
            f" cpsurvey build RAW {source}"
        ) from None
    except (ValueError, TypeError, KeyError):
        raise TablesError(
            f"{path} is damaged. Build the tables again with: cpsurvey build RAW {source}"
        ) from None


def _levels(described: list[dict[str, Any]]) -> Levels:
    """Return the levels of each column that has some."""
    return {
        field["name"]: pd.CategoricalDtype(field["categories"], field["categoriesOrdered"])
        for field in described
        if "categories" in field
    }


def _read_frame(table: str, path: Path, levels: Levels) -> pd.DataFrame:
    """Read one parquet file, its lists as lists; without rows it has forgotten its levels."""
    try:
        frame = pd.read_parquet(path)
    except (OSError, ValueError) as error:
        raise TablesError(
            f"{path} is missing or damaged. Build the tables again with: cpsurvey build RAW OUT"
        ) from error
    if lacking := [column for column in COLUMNS.get(table, ()) if column not in frame]:
        raise TablesError(
            f"{path} has no column {listed(lacking)}: another version of cpsurvey wrote it. Build"
            " the tables again with: cpsurvey build RAW OUT"
        )
    for column in filter(lambda name: is_object_dtype(frame[name]), frame):
        if len(frame) and isinstance(frame[column].iloc[0], np.ndarray):
            frame[column] = [list(value) for value in frame[column]]
    return frame.astype(levels) if frame.empty else frame


def _check_whole(source: Path, found: dict[str, pd.DataFrame]) -> None:
    """Stop where the tables of interviews lack one that another version did not write."""
    needed = {field.name for field in fields(InterviewTables)} & set(DESCRIPTIONS)
    if {"interviews", "codings"} <= set(found) and (lacking := sorted(needed - set(found))):
        raise TablesError(
            f"{source} has no table {listed(lacking)}: another version of cpsurvey wrote it. Build"
            " the tables again with: cpsurvey build RAW OUT"
        )


def _assemble(kind: type[Set], name: str, found: dict[str, pd.DataFrame]) -> Set | None:
    """Make one set of tables from the frames found, or None where one is lacking."""
    needed = [f.name for f in fields(kind) if f.name in DESCRIPTIONS and f.type == "pd.DataFrame"]
    if not set(needed) <= set(found):
        return None
    return kind(name=name, **{table: found[table] for table in needed})  # type: ignore[arg-type]


def _refuse_strangers(target: Path) -> None:
    """Refuse to replace a folder that holds anything but tables."""
    known = {DESCRIPTOR, REPORT, *(f"{name}.parquet" for name in DESCRIPTIONS)}
    if target.is_file():
        raise TablesError(f"{target} is a file: name a folder for the tables.")
    if others := strangers(target, known):
        raise TablesError(
            f"{target} holds {listed(others)}, which would be lost: name a folder that is"
            " empty, new, or holds tables only."
        )
