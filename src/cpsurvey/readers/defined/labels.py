"""The labels of an SPSS or Stata file in, its variables as questions out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Any

import numpy as np

from cpsurvey.exports import DefinedQuestion, Definition
from cpsurvey.readers.files.statistical_file import Cells, open_statistical
from cpsurvey.readers.surveys.names import roles_of
from cpsurvey.readers.surveys.responses import IDENTIFYING
from cpsurvey.readers.surveys.statistical import STATISTICAL, label_texts, to_series, value_text

MOST_UNLABELLED = 12


def read_labels(content: bytes, kind: str, name: str) -> Definition:
    """Read the questions that labels and multiple-response sets define.

    A set of ticked variables (dichotomous, type D) is a select-all; one of category C may be but a
    grid, and its variables stay questions of their own. A number only some of whose values have
    labels stays a number.
    """
    cells, facts = open_statistical(content, kind, name)
    sets = [s for s in (facts.mr_sets or {}).values() if s["type"] == "D" and s["is_dichotomy"]]
    first = {str(s["variable_list"][0]): s for s in sets if s["variable_list"]}
    ticked = {str(variable) for s in sets for variable in s["variable_list"]}
    personal = roles_of(list(cells))
    questions = []
    for variable, role in zip(cells, personal, strict=True):
        if variable in first:
            questions.append(_ticked(variable, first[variable], facts))
        elif variable not in ticked:
            asked = _question(variable, cells[variable], facts)
            questions.append(asked._replace(type="personal") if role == IDENTIFYING else asked)
    title = facts.file_label or ""
    return Definition(name, STATISTICAL[kind], title, tuple(questions))


def _ticked(variable: str, group: Mapping[str, Any], facts: Any) -> DefinedQuestion:
    """Return a set of ticked variables as a select-all."""
    columns = tuple(str(column) for column in group["variable_list"])
    return DefinedQuestion(
        variable,
        str(group["label"] or ""),
        "multi",
        columns,
        tuple((column, _label(column, facts)) for column in columns),
    )


def _question(variable: str, cells: Cells, facts: Any) -> DefinedQuestion:
    """Return one variable as a question, by its labels and by what is in it."""
    labels = facts.variable_value_labels.get(variable, {})
    letters = facts.readstat_variable_types.get(variable) == "string"
    ranges = facts.missing_ranges.get(variable) or []
    missing = [code for code in labels if _is_missing(code, ranges, letters=letters)]
    held = to_series(cells).dropna().unique()
    kind, options = "text" if letters else "number", tuple[tuple[str, str], ...]()
    if _closed([value for value in held if not _is_missing(value, ranges, letters=letters)],
               labels, missing):  # fmt: skip
        kind = "single"
        said = label_texts(held, labels)
        options = tuple((code := value_text(key), said.get(key, code)) for key in labels)
    elif len(held) and isinstance(held[0], time):
        kind = "text"
    elif len(held) and isinstance(held[0], (date, np.datetime64)):
        kind = "date"
    return DefinedQuestion(variable, _label(variable, facts), kind, (variable,), options)


def _closed(held: list[object], labels: Mapping[object, object], missing: list[object]) -> bool:
    """Tell whether labels name the answers, and not only what is missing or the ends of a range."""
    unlabelled = [value for value in held if value not in labels]
    return len(labels) > len(missing) and len(unlabelled) <= MOST_UNLABELLED


def _is_missing(code: object, ranges: list[Any], *, letters: bool) -> bool:
    """Tell whether a value is declared as missing; letters for numbers are Stata's."""
    if isinstance(code, (int, float)):
        numbers = [r for r in ranges if isinstance(r["lo"], (int, float))]
        return any(r["lo"] <= code <= r["hi"] for r in numbers)
    return (isinstance(code, str) and not letters) or any(r["lo"] == code for r in ranges)


def _label(variable: str, facts: Any) -> str:
    """Return what a variable says of itself, or its name."""
    return " ".join((facts.column_names_to_labels.get(variable) or variable).split())
