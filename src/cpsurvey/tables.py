"""The tables of a study: what they hold, and how they are kept on disk."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import pandas as pd
from pandas.api.types import is_object_dtype

from cpsurvey.errors import TablesError, listed
from cpsurvey.files import replacing_folder
from cpsurvey.vocabulary import is_synthetic

DESCRIPTOR = "datapackage.json"


@dataclass(frozen=True)
class InterviewTables:
    """Interviews, their codings, the coding frame, and what the export held besides.

    Attributes
    ----------
    name
        Name of the data; begins with SYNTHETIC where it is made up.
    interviews
        One row an interview, coded or not: they are the base.
    codings
        One row a coding: interview, coder, code, start, end (code points, end exclusive).
    themes
        The coding frame in use.
    losses
        What the export held that the tables do not, counted and named.
    """

    name: str
    interviews: pd.DataFrame
    codings: pd.DataFrame
    themes: pd.DataFrame
    losses: pd.DataFrame


@dataclass(frozen=True)
class SurveyTables:
    """Survey answers of all groups, and everything that happened to them.

    Attributes
    ----------
    name
        Name of the data; begins with SYNTHETIC where it is made up.
    questions
        One row a question in use: type, options, wordings, who was asked, grade.
    responses
        One row a respondent kept.
    nonresponse
        Respondent, question and reason for every cell that holds no answer.
    excluded
        One row a raw row left out, with the rule and the reason.
    changes
        The audit trail: every answer that was read as another.
    flags
        Doubts that changed nothing.
    interviews
        The interviews of the same study, where there are any.
    """

    name: str
    questions: pd.DataFrame
    responses: pd.DataFrame
    nonresponse: pd.DataFrame
    excluded: pd.DataFrame
    changes: pd.DataFrame
    flags: pd.DataFrame
    interviews: InterviewTables | None = None


Tables = SurveyTables | InterviewTables
Set = TypeVar("Set", SurveyTables, InterviewTables)

DESCRIPTIONS = {
    "questions": "One row a question: type, options, wordings, groups asked, comparability grade.",
    "responses": "One row a respondent kept.",
    "nonresponse": "Why a cell of responses holds no answer.",
    "excluded": "Raw rows left out, with the rule and the reason.",
    "changes": "Answers read as another: the audit trail.",
    "flags": "Doubts that changed nothing.",
    "interviews": "One row an interview, coded or not.",
    "codings": "One row a coding; positions are code points, end exclusive.",
    "themes": "The coding frame.",
    "losses": "What the coding export held that these tables do not.",
}
KEYS = {
    "questions": ["question"],
    "responses": ["respondent"],
    "nonresponse": ["respondent", "question"],
    "interviews": ["interview"],
    "themes": ["code"],
}
REFERENCES = {
    ("nonresponse", "respondent"): ("responses", "respondent"),
    ("nonresponse", "question"): ("questions", "question"),
    ("codings", "interview"): ("interviews", "interview"),
    ("codings", "code"): ("themes", "code"),
}


def frames(tables: Tables) -> Iterator[tuple[str, pd.DataFrame]]:
    """Yield each table's name and frame, the interviews' after the survey's."""
    for field in fields(tables):
        value = getattr(tables, field.name)
        if isinstance(value, pd.DataFrame):
            yield field.name, value
        elif isinstance(value, InterviewTables):
            yield from frames(value)


def write_tables(tables: Tables, folder: str | os.PathLike[str]) -> None:
    """Write tables as parquet files with a Table Schema beside them.

    Parameters
    ----------
    tables
        Survey tables, with or without interviews, or interview tables alone.
    folder
        Where to put them. Replaced as a whole, and only once everything is written.

    Raises
    ------
    TablesError
        If the folder holds something other than tables, which would be lost.

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
    with replacing_folder(target) as made:
        for name, frame in frames(tables):
            frame.to_parquet(made / f"{name}.parquet", index=False)
        text = json.dumps(describe(tables), indent=2, ensure_ascii=False) + "\n"
        (made / DESCRIPTOR).write_text(text, encoding="utf-8")


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
    """
    source = Path(folder)
    name, paths = _read_descriptor(source)
    found = {table: _read_frame(source / path) for table, path in paths.items()}
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


def _read_descriptor(source: Path) -> tuple[str, dict[str, str]]:
    """Return the data's name and each table's file from datapackage.json, or say what is amiss."""
    path = source / DESCRIPTOR
    try:
        descriptor = json.loads(path.read_text(encoding="utf-8"))
        files = {resource["name"]: resource["path"] for resource in descriptor["resources"]}
        return str(descriptor["title"]), files
    except FileNotFoundError:
        raise TablesError(
            f"{source} holds no {DESCRIPTOR}, so no tables. Build them with:"
            f" cpsurvey build RAW {source}"
        ) from None
    except (ValueError, TypeError, KeyError):
        raise TablesError(
            f"{path} is damaged. Build the tables again with: cpsurvey build RAW {source}"
        ) from None


def _read_frame(path: Path) -> pd.DataFrame:
    """Read one parquet file, its lists as lists."""
    try:
        frame = pd.read_parquet(path)
    except (OSError, ValueError) as error:
        raise TablesError(
            f"{path} is missing or damaged. Build the tables again with: cpsurvey build RAW OUT"
        ) from error
    for column in filter(lambda name: is_object_dtype(frame[name]), frame):
        if len(frame) and isinstance(frame[column].iloc[0], np.ndarray):
            frame[column] = [list(value) for value in frame[column]]
    return frame


def _assemble(kind: type[Set], name: str, found: dict[str, pd.DataFrame]) -> Set | None:
    """Make one set of tables from the frames found, or None where one is lacking."""
    needed = [f.name for f in fields(kind) if f.name in DESCRIPTIONS and f.type == "pd.DataFrame"]
    if not set(needed) <= set(found):
        return None
    return kind(name=name, **{table: found[table] for table in needed})  # type: ignore[arg-type]


def _refuse_strangers(target: Path) -> None:
    """Refuse to replace a folder that holds anything but tables."""
    known = {DESCRIPTOR, *(f"{name}.parquet" for name in DESCRIPTIONS)}
    if target.is_file():
        raise TablesError(f"{target} is a file: name a folder for the tables.")
    strangers = sorted({path.name for path in target.glob("*")} - known)
    if strangers:
        raise TablesError(
            f"{target} holds {listed(strangers)}, which would be lost: name a folder that is"
            " empty, new, or holds tables only."
        )
