"""A question's answer and terms in; shares predicted by Firth's logit, and differences, out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from cpsurvey.analysis.columns import Source
from cpsurvey.analysis.model_frame import (
    Column,
    Levels,
    ModelFrame,
    covariates_of,
    model_frame,
    set_to,
)
from cpsurvey.analysis.model_rows import model_result, one_answer, row_of, the_answer
from cpsurvey.analysis.wording import checked_confidence, joined
from cpsurvey.stats import MarginalShares, marginal_shares
from cpsurvey.stats._checks import Floats
from cpsurvey.stats._resampling import Rng


class Patterns(NamedTuple):
    """Combinations of group and levels that somebody has, a row each."""

    terms: pd.DataFrame
    yes: pd.Series[int]
    base: pd.Series[int]
    group: pd.Series[str]


def marginal_differences(
    tables: Source,
    question: str,
    *,
    answer: str | Sequence[str],
    terms: str | Sequence[str] = ("group", "join_mode"),
    levels: Levels | None = None,
    people_per_df: int = 10,
    allow_grade_c: bool = False,
    confidence: float = 0.95,
    draws: int = 9_999,
    rng: Rng = 0,
) -> pd.DataFrame:
    """Say what share would give an answer if all had been of one kind, the rest as it is.

    The shares that Firth's logit predicts, its intercept set right (FLIC), averaged over
    everybody used, and how they differ in points; the raw shares stand beside them. Choose it
    for readers, over odds ratios; for a test take `firth_model`. It describes: it does not say
    what would have happened.

    Parameters
    ----------
    tables, question, answer, terms, levels, people_per_df, allow_grade_c, confidence
        As in `firth_model`.
    draws, rng
        How often people are drawn anew, each group within itself, and the seed or generator.

    Returns
    -------
    pandas.DataFrame
        For each term a row for each level (measure ``predicted_share``) and for each but the
        reference one more (``marginal_difference``, in proportions), with percentile intervals
        of the bootstrap; count, base and share as they are, of level and reference. No interval
        where all or none of a level gave the answer: drawing anew cannot vary that.

    Raises
    ------
    QuestionError
        As `firth_model`.

    References
    ----------
    Puhr, Heinze, Nold, Lusa and Geroldinger (2017), Statistics in Medicine 36, 2302-2317.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> from cpsurvey.analysis import marginal_differences
    >>> found = marginal_differences(
    ...     cps.load_example(), "overall_judgement", answer="worse",
    ...     levels={"join_mode": ["video", "phone"]}, draws=999,
    ... )
    >>> found[["measure", "term", "level", "base"]].values.tolist()[:2]
    [['predicted_share', 'group', 'professional', 379], ['predicted_share', 'group', 'parent', 20]]
    """
    confidence = checked_confidence(confidence)
    frame = model_frame(
        tables, question, terms, levels=levels, given=one_answer(tables, question, answer),
        people_per_df=people_per_df, allow_grade_c=allow_grade_c,
    )  # fmt: skip
    gave, asked = the_answer(frame), _asked(frame)
    found = _shares_of(frame, gave, asked, confidence, draws, rng)
    why = joined(
        "shares predicted by Firth's logit, the intercept set right, averaged over everybody used",
        f"{found.draws:,} draws within groups, seed {found.seed}",
        f"{found.left_out} draws left out: somebody's level had nobody" if found.left_out else "",
        frame.said,
    )
    rows = [_marginal_row(frame, gave, column, found, place, why)
            for place, column in enumerate(asked)]  # fmt: skip
    return model_result(frame, rows, model="firth_logit", confidence=confidence)


def _asked(frame: ModelFrame) -> list[Column]:
    """Return every level, and after a term's levels each against the reference."""
    asked = []
    for term, values in frame.terms.items():
        first, *others = map(str, values.cat.categories)
        asked += [Column(str(term), level, "") for level in (first, *others)]
        asked += [Column(str(term), level, first) for level in others]
    return asked


def _shares_of(
    frame: ModelFrame,
    gave: pd.Series[bool],
    asked: Sequence[Column],
    confidence: float,
    draws: int,
    rng: Rng,
) -> MarginalShares:
    """Return predicted shares and differences, a place for each row asked for."""
    terms, yes, base, strata = _patterns(frame, gave)
    shares = [column for column in asked if not column.reference]
    settings = [_with_ones(set_to(terms, column)) for column in shares]
    place = {(column.term, column.level): at for at, column in enumerate(shares)}
    contrasts = np.zeros((len(asked), len(shares)))
    for at, column in enumerate(asked):
        contrasts[at, place[column.term, column.level]] = 1
        if column.reference:
            contrasts[at, place[column.term, column.reference]] = -1
    return marginal_shares(
        _with_ones(terms), yes, base, settings, contrasts,
        strata=strata, rng=rng, draws=draws, level=confidence,
    )  # fmt: skip


def _patterns(frame: ModelFrame, gave: pd.Series[bool]) -> Patterns:
    """Return each group's combinations of levels that somebody has, with counts and bases."""
    table = pd.concat(
        [frame.groups, *(values for _, values in frame.terms.items()), gave],
        axis=1,
        ignore_index=True,
    )
    keys = list(table.columns[:-1])
    counts = table.groupby(keys, observed=True)[len(keys)].agg(["sum", "size"]).reset_index()
    terms = counts[keys[1:]].set_axis(list(frame.terms), axis=1)
    return Patterns(terms, counts["sum"], counts["size"], counts[0])


def _with_ones(terms: pd.DataFrame) -> Floats:
    """Return a design: ones, and the levels of terms."""
    return np.column_stack([np.ones(len(terms)), covariates_of(terms)])


def _marginal_row(
    frame: ModelFrame,
    gave: pd.Series[bool],
    column: Column,
    found: MarginalShares,
    place: int,
    why: str,
) -> dict[str, Any]:
    """Return a row of a share or a difference, without interval where drawing tells nothing."""
    row = row_of(
        frame, gave, column,
        measure="marginal_difference" if column.reference else "predicted_share",
        estimate=found.estimate[place], ci_low=found.ci_low[place], ci_high=found.ci_high[place],
        method="flic; bootstrap", why=why,
    )  # fmt: skip
    sides = [(row["count"], row["base"]), (row["count_reference"], row["base_reference"])]
    if all(count is None or 0 < count < base for count, base in sides):
        return row
    told = "all or none of a level gave the answer: drawing anew cannot vary that, so no interval"
    return row | {"ci_low": np.nan, "ci_high": np.nan, "method": "flic", "why": joined(told, why)}
