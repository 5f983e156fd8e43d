"""What the tables of a study are: their columns, their keys, and what refers to what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields

import pandas as pd
from pandas.api import types


def _no_mapping() -> pd.DataFrame:
    """Return the account of no codes."""
    frame = pd.DataFrame(columns=list(COLUMNS["mapped"]), dtype="string")
    return frame.astype({"codings": "Int64", "kept": "Int64"})


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
        One row a coding: interview, coder, code, start, end (code points, end exclusive; missing
        where the export does not tell them) and segment, one a marked passage.
    themes
        The coding frame in use.
    losses
        What the export held that the tables do not, counted and named.
    mapped
        What became of the project's codes: project_code, the theme's code, by which rule, how many
        codings it had and how many of them the tables hold, and the team's reason.
    """

    name: str
    interviews: pd.DataFrame
    codings: pd.DataFrame
    themes: pd.DataFrame
    losses: pd.DataFrame
    mapped: pd.DataFrame = field(default_factory=_no_mapping)


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
        Respondent, question, reason and what told it, for every cell that holds no answer.
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
    "mapped": "Which theme each code of the project became, by which rule, with its codings.",
}
TEXT, LISTS, WHOLE, FLAG = "text", "lists of text", "whole numbers", "true or false"
DATE, GROUPS, STEPS = "dates", "categories", "text, or categories in the order of the rules"
COLUMNS = {
    "questions": {
        **dict.fromkeys(("question", "part_of", "type", "label"), TEXT),
        **dict.fromkeys(("options", "option_labels", "middle", "groups", "wordings"), LISTS),
        "ordered": FLAG,
    },
    "responses": {"respondent": TEXT, "group": GROUPS, "recorded": DATE},
    "nonresponse": dict.fromkeys(("respondent", "question", "reason", "told_by"), TEXT),
    "excluded": {**dict.fromkeys(("respondent", "group", "reason"), TEXT), "rule": STEPS},
    "changes": dict.fromkeys(("respondent", "question", "rule", "before", "after"), TEXT),
    "flags": dict.fromkeys(("respondent", "flag", "question", "detail"), TEXT),
    "interviews": {"interview": TEXT, "source": TEXT, "characters": WHOLE},
    "codings": {
        **dict.fromkeys(("interview", "coder", "code"), TEXT),
        "start": WHOLE,
        "end": WHOLE,
        "segment": TEXT,
    },
    "themes": dict.fromkeys(("code", "label", "parent"), TEXT),
    "losses": {"what": TEXT, "count": WHOLE, "detail": TEXT},
    "mapped": {
        **dict.fromkeys(("project_code", "code", "rule", "reason"), TEXT),
        "codings": WHOLE,
        "kept": WHOLE,
    },
}  # what every table has at least; responses have their questions' columns besides
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
    ("changes", "respondent"): ("responses", "respondent"),
    ("flags", "respondent"): ("responses", "respondent"),
    ("codings", "interview"): ("interviews", "interview"),
    ("codings", "code"): ("themes", "code"),
}


def frames(tables: Tables) -> Iterator[tuple[str, pd.DataFrame]]:
    """Yield each table's name and frame, the interviews' after the survey's."""
    for part in fields(tables):
        value = getattr(tables, part.name)
        if isinstance(value, pd.DataFrame):
            yield part.name, value
        elif isinstance(value, InterviewTables):
            yield from frames(value)


def is_of(values: pd.Series, kind: str) -> bool:
    """Tell whether a column is of the kind it must be."""
    if kind == STEPS and isinstance(values.dtype, pd.CategoricalDtype):
        return True
    if kind == GROUPS:
        return isinstance(values.dtype, pd.CategoricalDtype)
    if kind == DATE:
        return types.is_datetime64_any_dtype(values.dtype)
    if kind == WHOLE:
        return types.is_integer_dtype(values.dtype)
    if kind == FLAG:
        return types.is_bool_dtype(values.dtype)
    if kind == LISTS:
        return all(
            isinstance(cell, list) and all(isinstance(item, str) for item in cell)
            for cell in values
        )
    if isinstance(values.dtype, pd.StringDtype):
        return True
    return types.is_object_dtype(values.dtype) and all(isinstance(cell, str) for cell in values)
