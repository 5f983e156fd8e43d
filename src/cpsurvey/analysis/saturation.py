"""Tables with interviews in; how many new themes each further interview brought out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

import numpy as np
import pandas as pd

from cpsurvey.analysis.counting import in_order
from cpsurvey.analysis.interview_order import order_of
from cpsurvey.analysis.interviews import (
    check_uncoded,
    divide_interviews,
    interview_tables,
    not_coded,
    raised,
)
from cpsurvey.analysis.saturation_rows import Draws, Rule, rows_at_random, rows_in_order
from cpsurvey.analysis.settings import Rng, Row, checked_seed
from cpsurvey.analysis.wording import checked_confidence, is_between, joined
from cpsurvey.errors import QuestionError
from cpsurvey.tables import Tables

NUMBERS = ["estimate", "ci_low", "ci_high"]


def saturation(
    tables: Tables,
    *,
    order: str | Sequence[str] = "recorded",
    by: str | Sequence[str] = (),
    codes: str | Sequence[str] | None = None,
    coders: str = "any",
    uncoded: str = "out",
    base_size: int = 4,
    run_length: int = 2,
    threshold: float = 0.05,
    orders: int = 1000,
    confidence: float = 0.95,
    rng: Rng = 0,
) -> pd.DataFrame:
    """Say how many themes each further interview brought that were not raised before.

    For codings made up from what was said. With a coding frame fixed beforehand, or among people
    chosen for being unlike, that little is new shows little; and reflexive thematic analysis does
    not aim at it.

    Parameters
    ----------
    tables
        Survey tables with interviews, or interview tables.
    order
        How interviews follow each other: ``recorded``, by date; their names in order; or
        ``random``, the mean over all orders with the spread of random ones.
    by
        Columns of the interviews within whose levels they are taken, such as ``group``.
    codes
        Only these themes, raised where one under them is; if not given every theme as it was
        coded, none for those under it.
    coders
        As in `theme_table`.
    uncoded
        Whether interviews that nobody coded are left ``out``, or ``in``, bringing nothing new.
    base_size, run_length, threshold
        New information is the number of new themes in a run of so many interviews over all themes
        of so many first ones. Saturation is before the first run in which it is at or below the
        threshold.
    orders
        Number of random orders drawn.
    confidence
        Share of random orders between ``ci_low`` and ``ci_high``.
    rng
        Their seed, or a numpy generator.

    Returns
    -------
    pandas.DataFrame
        For each combination of the levels of `by`: data, the columns of `by`, so_far, interview,
        measure, estimate, ci_low, ci_high, confidence, uncoded, interviews, method, why, mark.
        ``measure`` is codes_so_far and new_codes at each interview, new_information at the end of
        each run, and saturation_point, missing where it was not reached; of random orders its
        median. ``interviews`` are all that were used.

    Raises
    ------
    QuestionError
        If there are no interviews or themes, no dates to order by, the order lacks an interview,
        or an option is not known or out of its range.

    References
    ----------
    Guest, Namey and Chen (2020), PLoS ONE 15(5), e0232076: base size, run length and new
    information threshold. Gotelli and Colwell (2001), Ecology Letters 4, 379-391: the mean over
    all orders.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> found = cps.saturation(cps.load_example(), by="group")
    >>> found.loc[found["measure"] == "saturation_point", ["group", "estimate", "interviews"]]
                group  estimate  interviews
    139  professional      10.0          48
    177        parent       8.0          14
    """
    rule = _checked_rule(base_size, run_length, threshold)
    draws = _checked_draws(orders, confidence, rng)
    check_uncoded(uncoded)
    by = [by] if isinstance(by, str) else list(by)
    interviews = interview_tables(tables)
    found = raised(interviews, codes, coders, under=codes is not None)
    used = found.coded if uncoded == "out" else pd.Series(True, found.coded.index)
    taken = order_of(interviews.interviews, used, order)
    dividers = divide_interviews(interviews, by)
    names = interviews.interviews["interview"].astype(str).to_numpy(object)
    rows: list[Row] = []
    for place, cell in _cells(dividers):
        here = cell & used
        silent = int((cell & ~found.coded).sum())
        about = place | {"interviews": int(here.sum()), "uncoded": silent}
        if taken.places is None:
            made = rows_at_random(found.given[here].to_numpy(), rule, draws)
        else:
            inside = taken.places[here.to_numpy()[taken.places]]
            made = rows_in_order(found.given.to_numpy()[inside], names[inside], rule)
        said = joined(taken.why, not_coded(silent, coders, uncoded))
        rows += [about | row | {"why": joined(row["why"], said)} for row in made]
    frame = pd.DataFrame(rows).assign(data=found.data, confidence=confidence, mark="")
    frame = frame.reindex(columns=[*frame, *(name for name in NUMBERS if name not in frame)])
    kinds = dict.fromkeys(NUMBERS, "float64") | {"so_far": "Int64"} | dividers.dtypes.to_dict()
    return in_order(frame.astype(kinds), by, ())


def _cells(dividers: pd.DataFrame) -> Iterator[tuple[dict[str, Any], pd.Series[bool]]]:
    """Yield each combination of the dividers' levels, and which interviews are in it."""
    names = [str(name) for name in dividers]
    for place in product(*(dividers[name].cat.categories for name in names)):
        levels = dict(zip(names, place, strict=True))
        cell = pd.Series(True, dividers.index)
        for name, level in levels.items():
            cell &= dividers[name] == level
        yield levels, cell


def _checked_rule(base_size: int, run_length: int, threshold: float) -> Rule:
    """Return when there is hardly anything new, or refuse what makes no sense."""
    for what, value in (("base_size", base_size), ("run_length", run_length)):
        _check_whole(what, value, "like 4")
    if threshold != 0 and not is_between(threshold):
        raise QuestionError(f"threshold is {threshold}: give a share from 0 to below 1, like 0.05.")
    return Rule(base_size, run_length, float(threshold))


def _checked_draws(orders: int, confidence: float, rng: Rng) -> Draws:
    """Return how random orders are drawn, or refuse what makes no sense."""
    _check_whole("orders", orders, "like 1_000")
    level, seed = checked_confidence(confidence), checked_seed(rng)
    said = str(seed) if isinstance(seed, int | np.integer) else "not fixed"
    return Draws(orders, np.random.default_rng(seed), said, level)


def _check_whole(what: str, value: object, like: str) -> None:
    """Refuse what is not a whole number of 1 or more."""
    whole = isinstance(value, int | np.integer) and not isinstance(value, bool)
    if not whole or int(str(value)) < 1:
        raise QuestionError(f"{what} is {value}: give a whole number of 1 or more, {like}.")
