"""The name of a term or of clusters in; a category of each person, or none, out."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import Any, TypeAlias

import pandas as pd
from pandas.api.types import is_scalar

from cpsurvey.analysis.columns import (
    Source,
    as_categories,
    check_one_name,
    divide,
    find_column,
    people,
)
from cpsurvey.errors import QuestionError, listed, unknown
from cpsurvey.tables import SurveyTables
from cpsurvey.vocabulary import GROUP_LABELS, NO_ANSWER

LevelChoice: TypeAlias = str | Sequence[str]


def term_column(source: Source, name: str) -> pd.Series[Any]:
    """Return one term's categories, missing for who has none; professionals come first."""
    if isinstance(source, SurveyTables) and name != "group":
        values = divide(source, [name])[name]
    else:
        values = as_categories(find_column(people(source), "term", name))
    values = values.cat.set_categories([one for one in values.cat.categories if one != NO_ANSWER])
    if name != "group":
        return values
    first = [group for group in GROUP_LABELS if group in values.cat.categories]
    others = [group for group in values.cat.categories if group not in first]
    return values.cat.reorder_categories([*first, *others])


def keep_levels(values: pd.Series[Any], chosen: Sequence[LevelChoice] | None) -> pd.Series[Any]:
    """Return a term with the levels chosen, in that order; all that somebody has if none are.

    Several levels given as one become one, joined by +. Other levels are missing.
    """
    if chosen is None:
        return values.cat.remove_unused_categories()
    what = f'levels of "{values.name}"'
    sets = [list(map(str, in_a_row(what, one))) for one in in_a_row(what, chosen)]
    _check_levels(str(values.name), sets, list(values.cat.categories))
    names = {level: "+".join(one) for one in sets for level in one}
    kinds = pd.CategoricalDtype(["+".join(one) for one in sets])
    return values.astype(object).map(names).astype(kinds)


def in_a_row(what: str, named: Any) -> list[Any]:
    """Return one name or several as a list; refuse a set, whose order is left to chance."""
    if isinstance(named, Set):
        raise QuestionError(f"{what} is a set, which has no order: give a list.")
    return [named] if is_scalar(named) else list(named)


def cluster_column(source: Source, name: str, terms: Sequence[str]) -> pd.Series[Any]:
    """Return each person's cluster as text, missing where it is not known."""
    check_one_name("cluster", name)
    if name in terms:
        raise QuestionError(f'cluster and one of terms are both "{name}": name others.')
    everybody = people(source)
    if name not in everybody:
        raise QuestionError(
            f"{unknown('cluster', str(name), map(str, everybody.columns))} Where nobody's is known,"
            " use clustering_tipping_point."
        )
    values = find_column(everybody, "cluster", name)
    texts = values.astype(object).where(values.notna()).map(str, na_action="ignore")
    texts = texts.where(texts.str.strip() != "") if texts.notna().any() else texts
    if not texts.notna().any():
        raise QuestionError(
            f'cluster "{name}" is known of nobody. Use clustering_tipping_point, which says how'
            " alike people would have to be to matter."
        )
    return texts


def _check_levels(term: str, sets: Sequence[Sequence[str]], known: Sequence[str]) -> None:
    """Refuse levels that are not there, or named twice."""
    named = [level for one in sets for level in one]
    for level in named:
        if level not in known:
            raise QuestionError(unknown(f'level of "{term}"', level, known))
    if twice := sorted({level for level in named if named.count(level) > 1}):
        raise QuestionError(f'levels of "{term}" name {listed(twice)} more than once.')
    if not all(sets) or not sets:
        raise QuestionError(f'levels of "{term}" are empty: name at least one, or leave it out.')
