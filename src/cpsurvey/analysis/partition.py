"""A select-all question and a rule in; people parted into groups that do not overlap out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import pandas as pd
from pandas.api.types import is_scalar

from cpsurvey.analysis.columns import (
    Source,
    check_dividers,
    describe_question,
    divide,
    people,
    ticked_options,
)
from cpsurvey.analysis.methods import TEST_FROM
from cpsurvey.errors import QuestionError, listed, unknown
from cpsurvey.tables import SurveyTables
from cpsurvey.vocabulary import NO_ANSWER

Partition: TypeAlias = str | Sequence[str] | None

RULES = {
    "single": "only who ticked exactly one of {name}",
    "combination": "each combination ticked of {name} is a group of its own",
}


class Divided(NamedTuple):
    """People in groups that do not overlap, and how they were parted.

    ``columns`` has a category for each person, missing where she is in no group; ``rules`` are
    in words, none where nothing had to be parted.
    """

    columns: pd.DataFrame
    rules: list[str]

    def said(self, used: pd.Index[Any]) -> str:
        """Return by what rule people were parted, and how many of those used are in no group."""
        if not self.rules:
            return ""
        count = int(self.columns.loc[used].isna().any(axis=1).sum())
        few = f"fewer than {TEST_FROM} people are left out"
        left = f"{count} people are left out" if count >= TEST_FROM else few
        return "; ".join([*self.rules, left if count else "nobody is left out"])


def divide_apart(source: Source, names: Sequence[str], partition: Partition) -> Divided:
    """Return the columns by which people are divided into groups that do not overlap."""
    partition = _checked(partition)
    overlapping = [name for name in names if _is_select_all(source, name)]
    if overlapping and partition is None:
        raise QuestionError(_overlap(overlapping[0]))
    if partition is not None and not overlapping:
        raise QuestionError(
            f"partition is for groups that overlap, and those of {listed(names)} do not: leave it"
            " out."
        )
    check_dividers(names)
    columns = {name: _column(source, name, partition) for name in names}
    rules = [_in_words(name, partition) for name in overlapping]
    return Divided(pd.DataFrame(columns, people(source).index), rules)


def _checked(partition: Partition) -> Partition:
    """Return a rule that is known, or a list of options."""
    if partition is None or (isinstance(partition, str) and partition in RULES):
        return partition
    if is_scalar(partition):
        raise QuestionError(
            f"{unknown('partition', str(partition), RULES)} Or list options, the first one ticked"
            " counting."
        )
    return list(partition)


def part(ticked: pd.DataFrame, partition: str | Sequence[str], name: str) -> pd.Series[Any]:
    """Return the one group each person belongs to by a rule; missing for who is in none.

    `ticked` has a true or false column for each option of the question `name`.
    """
    if isinstance(partition, str):
        chosen = ticked.sum(axis=1) == 1 if partition == "single" else ticked.any(axis=1)
        return _combinations(ticked[chosen], partition).reindex(ticked.index)
    return _first_ticked(ticked, _options(partition, list(ticked.columns), name))


def _combinations(ticked: pd.DataFrame, rule: str) -> pd.Series[Any]:
    """Return the options each person ticked, joined by +, in order of their number and place."""
    rows = [tuple(np.flatnonzero(row).tolist()) for row in ticked.to_numpy()]
    every: list[tuple[int, ...]] = [(place,) for place in range(ticked.shape[1])]
    known = every if rule == "single" else sorted(set(rows), key=lambda row: (len(row), row))
    names = {row: "+".join(ticked.columns[list(row)]) for row in known}
    kind = pd.CategoricalDtype(list(names.values()))
    return pd.Series([names[row] for row in rows], ticked.index, dtype=kind)


def _first_ticked(ticked: pd.DataFrame, options: Sequence[str]) -> pd.Series[Any]:
    """Return the first of some options that each person ticked; missing where it is none."""
    wanted = ticked[list(options)]
    first = wanted.to_numpy().argmax(axis=1)
    names = pd.Series(np.array(options, dtype=object)[first], ticked.index)
    return names.where(wanted.any(axis=1)).astype(pd.CategoricalDtype(list(options)))


def _options(partition: Sequence[str], known: list[str], name: str) -> list[str]:
    """Return the options that a rule names, each once and known."""
    options = [str(option) for option in partition]
    for option in options:
        if option not in known:
            raise QuestionError(unknown(f'option of "{name}"', option, known))
    if len(options) == 1 or len(set(options)) < len(options) or not options:
        raise QuestionError(
            f"partition is {options}: list two or more options of {name}, each once."
        )
    return options


def _column(source: Source, name: str, partition: Partition) -> pd.Series[Any]:
    """Return one column of groups, no answer among them; a select-all question's by a rule."""
    if partition is None or not (isinstance(source, SurveyTables) and _is_select_all(source, name)):
        return divide(source, [name])[name]
    everybody = people(source)
    ticked = ticked_options(everybody, describe_question(source, name))
    groups = part(ticked, partition, name)
    answered = pd.Series(everybody.index.isin(ticked.index), everybody.index)
    everyone = groups.astype(object).reindex(everybody.index).where(answered, NO_ANSWER)
    return everyone.astype(pd.CategoricalDtype([*groups.cat.categories, NO_ANSWER]))


def _is_select_all(source: Source, name: str) -> bool:
    """Tell whether a name is that of a question which may have several answers."""
    if not isinstance(source, SurveyTables):
        return False
    questions = source.questions
    return bool((questions.loc[questions["question"] == name, "type"] == "multi").any())


def _overlap(name: str) -> str:
    """Return why groups of a select-all question are not compared, and what to do instead."""
    return (
        f'question "{name}" may have several answers, so its groups share people, and tests of'
        ' independent groups do not hold. Part them by a rule: partition="single" (who ticked'
        ' exactly one), partition="combination" (each combination is a group) or a list of'
        " options (the first one ticked)."
    )


def _in_words(name: str, partition: Partition) -> str:
    """Return a rule in words."""
    if isinstance(partition, str):
        return RULES[partition].format(name=name)
    return f"the first ticked of {name}: {', '.join(map(str, partition or ()))}"
