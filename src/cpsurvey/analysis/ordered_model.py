"""A question with ordered answers and terms in; odds ratios and predicted shares out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd

from cpsurvey.analysis.answers import find_answers, in_ranks, take_together
from cpsurvey.analysis.columns import Source
from cpsurvey.analysis.model_frame import (
    Column,
    Levels,
    ModelFrame,
    covariates_of,
    left_out,
    model_frame,
    set_to,
)
from cpsurvey.analysis.model_rows import (
    EVERYBODY,
    model_result,
    odds_with_wald,
    row_of,
    smallest_cell,
)
from cpsurvey.analysis.model_terms import in_a_row
from cpsurvey.analysis.wording import checked_confidence, joined
from cpsurvey.errors import QuestionError, listed
from cpsurvey.stats import (
    CumulativeLogit,
    cumulative_logit,
    cumulative_shares,
    is_separated,
    proportionality_test,
)
from cpsurvey.stats._resampling import Whole

FEWEST = 3


def proportional_odds(
    tables: Source,
    question: str,
    *,
    answers: Sequence[str | Sequence[str]] | None = None,
    terms: str | Sequence[str] = "group",
    levels: Levels | None = None,
    people_per_df: int = 10,
    allow_grade_c: bool = False,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Say how several things at once go with a higher or lower answer, and what shares follow.

    The proportional odds model: one odds ratio of a higher answer, whichever answers it is cut
    between. Choose it for ordered answers where a term or two must be held fast; for two groups
    alone `compare_groups` asks less. A large p-value of its check says little at two dozen
    people: look at the predicted shares beside the raw ones.

    Parameters
    ----------
    tables
        Survey tables, or a bare frame with a row a person, in which blank is unanswered.
    question
        Name of a question with ordered answers, or of an ordered categorical of the frame.
    answers
        The answers used, in the question's order, each one or several to be taken together; all
        if not given, those in the middle of the scale as one. Who gave another is left out.
    terms, levels, people_per_df, allow_grade_c, confidence
        As in `firth_model`.

    Returns
    -------
    pandas.DataFrame
        For each level but the reference a row (measure ``odds_ratio``: above 1 is a higher
        answer) with Wald interval and test; for each cut (``odds``: of an answer no higher); a
        check (``proportionality``: the score test, where there are three answers or more); and
        for each answer and level the ``predicted_share``, averaged over everybody used, with
        interval, and count, base and share as they are. `answer` is all_answers where a row is
        about them all. Answers that nobody gave are left out.

    Raises
    ------
    QuestionError
        As `firth_model`; and if answers have no order, or a level all answered at one end, so
        that the odds ratio has no finite estimate.

    References
    ----------
    McCullagh (1980), Journal of the Royal Statistical Society B 42, 109-142; Peterson and
    Harrell (1990), Applied Statistics 39, 205-217.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> from cpsurvey.analysis import proportional_odds
    >>> found = proportional_odds(cps.load_example(), "less_intimidating")
    >>> found[["measure", "term", "level", "base"]].values.tolist()[0]
    ['odds_ratio', 'group', 'parent', 23]
    """
    level = checked_confidence(confidence)
    given, without = _ordered_answers(tables, question, answers)
    frame = model_frame(
        tables, question, terms, levels=levels, given=given,
        people_per_df=people_per_df, allow_grade_c=allow_grade_c,
    )  # fmt: skip
    given = frame.given.loc[:, frame.given.any()]
    codes = given.to_numpy().argmax(axis=1)
    _check_estimable(frame, given, codes)
    fit, why = cumulative_logit(frame.covariates, codes), joined(without, frame.said)
    rows = [
        *_coefficient_rows(frame, fit, level, why),
        *_cut_rows(frame, fit, [str(name) for name in given], level, why),
        _check_row(frame, codes),
        *_share_rows(frame, fit, given, level, why),
    ]
    whole = {"smallest_cell": smallest_cell(frame, None)}
    rows = [row | whole for row in rows]
    return model_result(frame, rows, model="proportional_odds", confidence=level)


def _ordered_answers(
    tables: Source, question: str, answers: Sequence[str | Sequence[str]] | None
) -> tuple[pd.DataFrame, str]:
    """Return who gave which of the answers used, in their order, and how many gave another."""
    found = find_answers(tables, question)
    if not (found.ordered and found.exclusive):
        raise QuestionError(
            f'question "{question}" has no ordered answers. Use firth_model for one of them, or'
            " give the column its order (pandas.CategoricalDtype(..., ordered=True))."
        )
    answers = answers or in_ranks(found)
    given, known = take_together(found, answers), [str(name) for name in found.given]
    sets = [in_a_row("answers", one) for one in in_a_row("answers", answers)]
    places = [place for one in sets for place in sorted(known.index(str(code)) for code in one)]
    if places != sorted(set(places)):
        raise QuestionError(
            f'answers to "{question}" are not in their order, which is {listed(known, 20)}. Name'
            " them in that order, each once, and take together only neighbours."
        )
    gave = given.any(axis=1)
    return given[gave], left_out(int((~gave).sum()), "with another answer")


def _check_estimable(frame: ModelFrame, given: pd.DataFrame, codes: Whole) -> None:
    """Refuse what has too few answers, or no finite odds ratio."""
    question = frame.found.question
    if given.shape[1] < FEWEST:
        raise QuestionError(
            f'"{question}" has {given.shape[1]} answers that somebody gave ({listed(given)}), and'
            f" proportional odds need {FEWEST}. Use firth_model for one of them."
        )
    if is_separated(frame.covariates, codes):
        raise QuestionError(
            f'odds ratios of {listed(frame.terms)} in "{question}" have no finite estimate: people'
            " of some level all answered at one end, or apart from the others. Use firth_model for"
            " one answer, or take answers or levels together."
        )


def _coefficient_rows(
    frame: ModelFrame, fit: CumulativeLogit, level: float, why: str
) -> Iterator[dict[str, Any]]:
    """Yield a row for the odds ratio of each level."""
    errors = np.sqrt(np.diag(fit.covariance))[fit.cuts.size :]
    for column, estimate, error in zip(frame.columns, fit.coefficients, errors, strict=True):
        wald = odds_with_wald(estimate, error, level)
        yield row_of(
            frame, None, column, measure="odds_ratio", **wald, method="proportional odds", why=why
        )


def _cut_rows(
    frame: ModelFrame, fit: CumulativeLogit, names: Sequence[str], level: float, why: str
) -> Iterator[dict[str, Any]]:
    """Yield a row for the odds of an answer no higher than each cut."""
    errors = np.sqrt(np.diag(fit.covariance))[: fit.cuts.size]
    for place, (cut, error) in enumerate(zip(fit.cuts, errors, strict=True)):
        odds = odds_with_wald(cut, error, level) | {"statistic": np.nan, "p_value": np.nan}
        about = {"term": "cut", "level": f"{names[place]}|{names[place + 1]}"}
        row = row_of(frame, None, EVERYBODY, measure="odds", **odds)
        yield row | about | {"method": "proportional odds", "why": why}


def _check_row(frame: ModelFrame, codes: Whole) -> dict[str, Any]:
    """Return a row for the check that one odds ratio serves every cut."""
    test = proportionality_test(frame.covariates, codes)
    why = (
        "does one odds ratio serve every cut? a large p-value says little where a group is small:"
        " see the shares"
    )
    row = row_of(frame, None, EVERYBODY, measure="proportionality", method="score test", why=why)
    return row | {"term": "every term"} | test._asdict()


def _share_rows(
    frame: ModelFrame, fit: CumulativeLogit, given: pd.DataFrame, level: float, why: str
) -> Iterator[dict[str, Any]]:
    """Yield a row for the predicted share of each answer at each level of each term."""
    for term, values in frame.terms.items():
        columns = [Column(str(term), str(name), "") for name in values.cat.categories]
        shares = {
            column: cumulative_shares(fit, covariates_of(set_to(frame.terms, column)), level=level)
            for column in columns
        }
        for place, answer in enumerate(given):
            for column, share in shares.items():
                numbers = {name: values[place] for name, values in share._asdict().items()}
                yield row_of(
                    frame, given[answer], column, measure="predicted_share", **numbers,
                    method="proportional odds; delta", why=why,
                )  # fmt: skip
