"""The bytes of an SPSS or Stata file in, its answers as the words of their labels out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pandas as pd

from cpsurvey.exports import Doubt, SurveyExport
from cpsurvey.platforms import label_of
from cpsurvey.readers.files.kinds import KINDS
from cpsurvey.readers.files.statistical_file import Facts, open_statistical
from cpsurvey.readers.surveys.answered import to_export
from cpsurvey.readers.surveys.redcap import check_one_row_each
from cpsurvey.readers.surveys.statistical_doubts import no_words, sets_of_categories, unsaid_missing
from cpsurvey.readers.surveys.statistical_maker import Maker, made_by
from cpsurvey.readers.surveys.statistical_texts import calendar_days, value_text
from cpsurvey.readers.surveys.statistical_values import Variable, is_tick, readings
from cpsurvey.readers.surveys.told import told_by_answers

STATISTICAL = {"sav": "spss", "por": "spss", "dta": "stata"}


class Read(NamedTuple):
    """One variable: its cells as text, and how many of each value are no answer, unsaid why.

    ``ticks`` tells whether it says but whether an option was ticked.
    """

    texts: np.ndarray
    unsaid: Mapping[object, int]
    ticks: bool


def read_statistical(content: bytes, kind: str, name: str, *, labels: bool) -> SurveyExport:
    """Read a file of SPSS or Stata; a label of a value declared missing is an answer."""
    cells, facts = open_statistical(content, kind, name)
    variables = variables_of(list(cells), facts, labels=labels)
    read = {
        variable: read_cells(
            calendar_days(cells[variable], facts.original_variable_types.get(variable)),
            variables[variable],
        )
        for variable in cells
    }
    size = max((len(one.texts) for one in read.values()), default=0)
    texts = {place: one.texts for place, one in enumerate(read.values())}
    table = pd.DataFrame(texts, index=pd.RangeIndex(1, size + 1), dtype=str)
    maker = made_by(list(cells), facts)
    columns = _columns(list(cells), facts)
    settings = _settings(kind, facts, maker)
    settings["selected"] = "split" if any(one.ticks for one in read.values()) else "none"
    platform = STATISTICAL[kind]
    export = to_export(table, columns, name, platform, settings, maker.names, maker.roles)
    if maker.label == label_of("redcap"):
        check_one_row_each(export, columns, table)
    told = told_by_answers(export.rows)
    told["answers"] = told["answers"] if labels and facts.variable_value_labels else "numbers"
    unsaid = {variable: one.unsaid for variable, one in read.items() if one.unsaid}
    doubts: list[Doubt] = [*export.doubts, *unsaid_missing(unsaid, platform, maker.blank)]
    doubts += sets_of_categories(cells, facts, platform)
    if labels:
        doubts += no_words(export, facts, platform)
    settings = {**export.settings, **told}
    return replace(export, settings=settings, doubts=tuple(doubts))


def read_cells(cells: pd.Series, variable: Variable) -> Read:
    """Return cells as text: the label where there is one, else the value; missing is blank."""
    codes, values = pd.factorize(cells, use_na_sentinel=True)
    if variable.letters and not (variable.labels or variable.missing or variable.counted):
        return Read(_filled([value_text(value) for value in values], codes), {}, ticks=False)
    said, unsaid = readings(values, variable)
    texts = _filled([said[value] for value in values], codes)
    counts = np.bincount(codes[codes >= 0], minlength=len(values))
    silent = {
        value: int(n) for value, n in zip(values, counts, strict=True) if n and value in unsaid
    }
    return Read(texts, silent, variable.counted is not None or is_tick(values, variable))


def _filled(texts: list[str], codes: np.ndarray) -> np.ndarray:
    """Return the text of each code; that of none is blank."""
    known: np.ndarray = np.array([*texts, ""], dtype=object)
    return known.take(codes, mode="wrap")


def variables_of(names: list[str], facts: Facts, *, labels: bool = True) -> dict[str, Variable]:
    """Return what the file says of each variable; without labels, their codes stand for them."""
    sets = [s for s in (facts.mr_sets or {}).values() if s["type"] == "D" and s["is_dichotomy"]]
    counted = {str(name): s["counted_value"] for s in sets for name in s["variable_list"]}
    return {
        name: Variable(
            _labels(facts.variable_value_labels.get(name, {}), labels_kept=labels),
            facts.missing_ranges.get(name) or [],
            facts.readstat_variable_types.get(name) == "string",
            counted.get(name) if labels else None,
            facts.column_names_to_labels.get(name) or "",
        )
        for name in names
    }


def _labels(labels: Mapping[object, object], *, labels_kept: bool) -> Mapping[object, object]:
    """Return the labels of values, or in their place the values as text."""
    return labels if labels_kept else {value: value_text(value) for value in labels}


def _columns(names: list[str], facts: Facts) -> pd.DataFrame:
    """Return the variables as columns of an export, with what each says of itself."""
    said = facts.column_names_to_labels
    columns = pd.DataFrame({"name": names}, dtype=object)
    columns["text"] = [" ".join((said.get(column) or column).split()) for column in names]
    columns["import_id"] = ""
    columns["position"] = range(1, len(columns) + 1)
    columns.insert(0, "column", columns["name"])
    return columns


def _settings(kind: str, facts: Facts, maker: Maker) -> dict[str, str]:
    """Return what the file says of how it was written."""
    ending = KINDS[kind].partition("(")[2].rstrip(")")
    return {
        "generation": f"{ending} of {maker.label}" if maker.label else ending,
        "header": "names",
        "encoding": facts.file_encoding or "",
    }
