"""The name of a term or of clusters in; a category of each person, or none, out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

import pandas as pd

from cpsurvey.analysis.columns import Source, as_categories, divide, find_column, people
from cpsurvey.errors import QuestionError, listed, unknown
from cpsurvey.tables import SurveyTables
from cpsurvey.vocabulary import GROUP_LABELS, NO_ANSWER

LevelChoice: TypeAlias = str | Sequence[str]


def term_column(source: Source, name: str) -> pd.Series[Any]:
    """Return one term's categories, missing for who has none; professionals come first."""
    if isinstance(source, SurveyTables) and name != "group":
        values = divide(source, [name])[name]
        return values.cat.remove_categories([NO_ANSWER])
    values = as_categories(find_column(people(source), "term", name))
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
    sets = [_as_levels(one) for one in ([chosen] if isinstance(chosen, str) else chosen)]
    _check_levels(str(values.name), sets, list(values.cat.categories))
    names = {level: "+".join(one) for one in sets for level in one}
    kinds = pd.CategoricalDtype(["+".join(one) for one in sets])
    return values.astype(object).map(names).astype(kinds)


def cluster_column(source: Source, name: str, terms: Sequence[str]) -> pd.Series[Any]:
    """Return each person's cluster as text, missing where it is not known."""
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


def _as_levels(wanted: LevelChoice) -> list[str]:
    """Return one level or several taken together as a list."""
    return [wanted] if isinstance(wanted, str) else [str(level) for level in wanted]


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
