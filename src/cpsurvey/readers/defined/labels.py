"""The labels of an SPSS or Stata file in, its variables as questions out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, time
from itertools import groupby
from typing import Any

import numpy as np

from cpsurvey.exports import DefinedQuestion, Definition
from cpsurvey.readers.files.statistical_file import Cells, Facts, open_statistical
from cpsurvey.readers.surveys.responses import IDENTIFYING
from cpsurvey.readers.surveys.statistical import STATISTICAL, variables_of
from cpsurvey.readers.surveys.statistical_maker import made_by
from cpsurvey.readers.surveys.statistical_texts import label_texts, to_series, value_text
from cpsurvey.readers.surveys.statistical_values import (
    MOST_UNLABELLED,
    Variable,
    ends_only,
    is_missing,
)

NUMBERED = re.compile(r"(.+)_(\d+|[a-z])")
NUMBER = re.compile(r"\s*|-?\d{1,4}(?:[.,]\d{1,4})?")  # no telephone, and no identifier
BETWEEN = " - "  # a question and one of its options, as survey platforms write them


def read_labels(content: bytes, kind: str, name: str) -> Definition:
    """Read the questions that labels and multiple-response sets define.

    A set of ticked variables (dichotomous, type D) is a select-all, and so are variables numbered
    alike each of which has one label, that of its option; a set of category C may be but a grid,
    and its variables stay questions of their own. A number only some of whose values have labels
    stays a number.
    """
    cells, facts = open_statistical(content, kind, name)
    variables = variables_of(list(cells), facts)
    sets = [s for s in (facts.mr_sets or {}).values() if s["type"] == "D" and s["is_dichotomy"]]
    first = {str(s["variable_list"][0]): s for s in sets if s["variable_list"]}
    in_sets = {str(variable) for s in sets for variable in s["variable_list"]}
    for group in _options(cells, variables, facts, in_sets):
        first[group["variable_list"][0]] = group
        in_sets |= set(group["variable_list"])
    roles = made_by(list(cells), facts).roles
    questions = []
    for variable, role in zip(cells, roles, strict=True):
        if variable in first:
            questions.append(_ticked(variable, first[variable], facts))
        elif variable not in in_sets and role in ("", IDENTIFYING):
            asked = _question(variable, cells[variable], variables[variable], facts)
            questions.append(asked._replace(type="personal") if role == IDENTIFYING else asked)
    title = facts.file_label or ""
    return Definition(name, STATISTICAL[kind], title, tuple(questions))


def _options(
    cells: Mapping[str, Cells],
    variables: Mapping[str, Variable],
    facts: Facts,
    taken: set[str],
) -> list[dict[str, Any]]:
    """Return the select-alls that no set declares: variables with the label of one option each."""
    found = []
    for stem, group in groupby(cells, key=_stem):
        names = [name for name in group if name not in taken]
        if (
            not stem
            or len(names) < 2
            or not all(_one_option(cells[n], variables[n]) for n in names)
        ):
            continue
        texts = [_label(name, facts) for name in names]
        asked = _shared(texts)
        found.append({"label": asked or stem, "variable_list": names, "asked": asked})
    return found


def _shared(texts: Sequence[str]) -> str:
    """Return the question that all begin with, before their options."""
    parts = texts[0].split(BETWEEN)
    heads = [BETWEEN.join(parts[:count]) for count in range(len(parts) - 1, 0, -1)]
    return next((h for h in heads if all(t.startswith(h + BETWEEN) for t in texts)), "")


def _stem(name: str) -> str:
    """Return what variables numbered alike have in common."""
    match = NUMBERED.fullmatch(name)
    return match[1] if match else ""


def _one_option(cells: Cells, variable: Variable) -> bool:
    """Tell whether a variable has the label of one option, and nothing more than that."""
    said = [value for value in variable.labels if not is_missing(value, variable)]
    if variable.letters or len(said) != 1 or said[0] == 0:
        return False
    return set(to_series(cells).dropna().unique()) <= {said[0], 0}


def _ticked(variable: str, group: Mapping[str, Any], facts: Facts) -> DefinedQuestion:
    """Return a set of ticked variables as a select-all."""
    columns = tuple(str(column) for column in group["variable_list"])
    asked = str(group.get("asked", ""))
    options = tuple(
        (column, _label(column, facts).removeprefix(asked + BETWEEN if asked else ""))
        for column in columns
    )
    stems = {_stem(column) for column in columns}
    name = stems.pop() if len(stems) == 1 else ""
    return DefinedQuestion(name or variable, str(group["label"] or ""), "multi", columns, options)


def _question(variable: str, cells: Cells, declared: Variable, facts: Facts) -> DefinedQuestion:
    """Return one variable as a question, by its labels and by what is in it."""
    labels = declared.labels
    missing = [code for code in labels if is_missing(code, declared)]
    held = to_series(cells).dropna().unique()
    given = [value for value in held if not is_missing(value, declared)]
    kind, options = "text" if declared.letters else "number", tuple[tuple[str, str], ...]()
    if _closed(given, declared, missing):
        kind = "single"
        said = label_texts(held, labels)
        options = tuple((code := value_text(key), said.get(key, code)) for key in labels)
    elif declared.letters and held.size and all(NUMBER.fullmatch(str(text)) for text in held):
        kind = "number"
    elif len(held) and isinstance(held[0], time):
        kind = "text"
    elif len(held) and isinstance(held[0], (date, np.datetime64)):
        kind = "date"
    return DefinedQuestion(variable, _label(variable, facts), kind, (variable,), options)


def _closed(held: Sequence[object], variable: Variable, missing: Sequence[object]) -> bool:
    """Tell whether labels name the answers, and not only what is missing or the ends of a range."""
    unlabelled = [value for value in held if value not in variable.labels]
    closed = len(variable.labels) > len(missing) and len(unlabelled) <= MOST_UNLABELLED
    return closed and not ends_only(held, variable)


def _label(variable: str, facts: Facts) -> str:
    """Return what a variable says of itself, or its name."""
    return " ".join((facts.column_names_to_labels.get(variable) or variable).split())
