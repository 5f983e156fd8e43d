"""A column that divides people in; which of its levels are compared with which, out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import pandas as pd

from cpsurvey.analysis.columns import Source, check_one_name, describe_question
from cpsurvey.errors import QuestionError, listed, unknown
from cpsurvey.tables import SurveyTables
from cpsurvey.vocabulary import ALL_LEVELS, NO_ANSWER


class Levels(NamedTuple):
    """The levels of the column `by` that are compared with one of them, the reference.

    ``known`` are all levels in the column's order, which means something where it is `ordered`.
    """

    by: str
    known: list[str]
    compared: list[str]
    reference: str
    ordered: bool

    @property
    def together(self) -> list[str]:
        """Return the levels compared and the reference in the column's order."""
        return [level for level in self.known if level in {*self.compared, self.reference}]

    @property
    def in_order(self) -> bool:
        """Tell whether the levels compared have an order."""
        return self.ordered and NO_ANSWER not in self.together


def find_levels(
    source: Source,
    column: pd.Series[Any],
    *,
    compared: Sequence[str] | None,
    reference: str | None,
) -> Levels:
    """Return the levels to compare with the reference; all that are answers if none are named."""
    by, known = str(column.name), list(column.cat.categories)
    what = "group" if by == "group" else f'level of "{by}"'
    if reference is None:
        raise QuestionError(
            f'reference is not given: name the level of "{by}" with which the others are compared.'
            f" Known: {listed(known, 20)}."
        )
    if ALL_LEVELS in known:
        raise QuestionError(
            f'"{by}" has a level "{ALL_LEVELS}", as results call all levels at once. Rename it.'
        )
    check_one_name("reference", reference)
    for name in [*([] if compared is None else compared), reference]:
        check_one_name(what, name)
        if str(name) not in known:
            raise QuestionError(unknown(what, str(name), known))
    others = [level for level in known if level not in (str(reference), NO_ANSWER)]
    names = others if compared is None else [str(name) for name in compared]
    if str(reference) in names:
        raise QuestionError(_same(by, str(reference)))
    if not names:
        raise QuestionError(
            f'no level of "{by}" is there or named to be compared with "{reference}".'
        )
    wanted = [level for level in known if level in names]
    return Levels(by, known, wanted, str(reference), _is_ordered(source, column))


def _same(by: str, reference: str) -> str:
    """Return why a level is not compared with itself."""
    if by == "group":
        return f'group and reference are both "{reference}": name two groups.'
    return (
        f'"{reference}" is the reference, so it is not compared with itself. Name other levels of'
        f' "{by}".'
    )


def _is_ordered(source: Source, column: pd.Series[Any]) -> bool:
    """Tell whether the order of a column's levels means something."""
    if isinstance(source, SurveyTables) and column.name != "group":
        return bool(describe_question(source, str(column.name)).get("ordered"))
    return not isinstance(source, SurveyTables) and bool(column.cat.ordered)
