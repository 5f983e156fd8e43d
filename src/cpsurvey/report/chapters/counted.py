"""A study and what was asked in; how people answered, protected and in words, out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

import pandas as pd

from cpsurvey.analysis import response_table
from cpsurvey.report.chapters.asked import Asked
from cpsurvey.report.chapters.banded import BANDED, banded
from cpsurvey.report.chapters.study import Record, Study

MODE = "join_mode"
EVERYBODY = "everybody"
Count = Callable[..., pd.DataFrame]


class Answered(NamedTuple):
    """What was asked and how people answered, of a study with numbers and dates in bands."""

    study: Study
    asked: Asked
    result: pd.DataFrame


def answered(study: Study, asked: Asked) -> Answered:
    """Return how many of each group asked gave each answer, for every row of what was asked."""
    if asked.first["type"] in BANDED:
        (row,) = asked.rows
        study = replace(study, survey=banded(study.answers, str(row["question"])))
        asked = asked._replace(rows=(study.asked(str(row["question"])) or row,))
    return Answered(study, asked, everybody(study, asked, response_table))


def everybody(study: Study, asked: Asked, count: Count) -> pd.DataFrame:
    """Return what ``count`` makes of each row of what was asked, group by group, in words."""
    results = [_of_those_asked(study, row, asked, count, []) for row in asked.rows]
    result = study.shown(pd.concat(results, ignore_index=True))
    names = [str(label) for label in result["question_label"].cat.categories]
    rows = [name.rpartition(": ")[2] for name in names]
    if len(asked.rows) > 1 and len(set(rows)) == len(rows):
        result["question_label"] = result["question_label"].cat.rename_categories(rows)
    return result


def by_mode(told: Answered, whole: pd.DataFrame, count: Count) -> pd.DataFrame:
    """Return the same of everybody, which is ``whole``, and then of each way of joining."""
    study, asked, _ = told
    split = study.shown(_of_those_asked(study, asked.first, asked, count, [MODE]))
    labels = [EVERYBODY.capitalize(), *split[f"{MODE}_label"].cat.categories]
    together = pd.concat([whole.assign(**{MODE: EVERYBODY}), split], ignore_index=True)
    words = dict(zip(split[MODE], split[f"{MODE}_label"], strict=True)) | {EVERYBODY: labels[0]}
    named = together[MODE].astype(object).map(words)
    together[f"{MODE}_label"] = pd.Categorical(named, labels, ordered=True)
    kept = [name for name in split if isinstance(split[name].dtype, pd.CategoricalDtype)]
    kinds = {name: split[name].dtype for name in kept if not str(name).startswith(MODE)}
    return together[list(split)].astype(kinds)


def _of_those_asked(
    study: Study, question: Record, asked: Asked, count: Count, more: list[str]
) -> pd.DataFrame:
    """Return how the groups that were asked answered one question, not protected yet."""
    groups = ["group"] if len(set(asked.groups) & set(study.groups)) > 1 else []
    result = count(study.answers, str(question["question"]), by=[*groups, *more])
    if not groups:
        return result
    return result[result["group"].isin(list(question["groups"]))].reset_index(drop=True)
