"""A question's answer and terms in; odds ratios and predicted shares by Firth's logit out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from cpsurvey.analysis.columns import Source
from cpsurvey.analysis.model_frame import (
    Levels,
    model_frame,
)
from cpsurvey.analysis.model_rows import EVERYBODY, model_result, one_answer, row_of, the_answer
from cpsurvey.analysis.wording import checked_confidence, joined
from cpsurvey.stats import firth_logit

FINITE = "finite even where nobody of a level gave an answer"


def firth_model(
    tables: Source,
    question: str,
    *,
    answer: str | Sequence[str],
    terms: str | Sequence[str] = ("group", "join_mode"),
    levels: Levels | None = None,
    people_per_df: int = 10,
    allow_grade_c: bool = False,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Say how several things at once go with an answer, as odds ratios.

    Firth's logit, whose estimates are finite and little biased at two dozen people. Choose it
    to ask whether groups still differ among people who joined alike. Odds ratios are not ratios
    of shares: give `marginal_differences` to readers. No model makes up for who chose to
    answer, or tells what caused what.

    Parameters
    ----------
    tables
        Survey tables, or a bare frame with a row a person, in which blank is unanswered.
    question
        Name of a question with answers to count, or of a column of the frame.
    answer
        The answer explained, or several to be taken together.
    terms
        Questions or columns with one answer a person. A term of k levels takes k - 1 degrees of
        freedom; the smallest group bears one for every `people_per_df`.
    levels
        For a term, its levels, the first being the reference; several given as one are taken
        together: ``{"join_mode": ["video", "phone"]}``. Other levels are left out; all that
        somebody has, in their order, if none are given (professionals before parents). A name
        that is no term only says who is left out: ``{"group": ["parent"]}``.
    people_per_df
        People of the smallest group for each degree of freedom.
    allow_grade_c
        Whether to compare groups in questions that are graded as not comparable.
    confidence
        Level of the intervals.

    Returns
    -------
    pandas.DataFrame
        A row for the intercept (measure ``odds``: of the answer, every term at its reference)
        and for each level but the reference (``odds_ratio``): model, term, level, reference,
        estimate with its profile penalised-likelihood interval, statistic, df and p_value of
        the penalised likelihood-ratio test, and beside it count, base and share of level and
        reference as they are. ``why`` says who was left out and what the smallest group bears.

    Raises
    ------
    QuestionError
        If a name is not there or cannot be used so, terms take more than the smallest group
        bears, follow from each other or do not divide people, a level has fewer than 10 people,
        everybody gave the same answer, or groups' questions are graded C.

    References
    ----------
    Firth (1993), Biometrika 80, 27-38; Heinze and Schemper (2002), Statistics in Medicine 21,
    2409-2419.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> from cpsurvey.analysis import firth_model
    >>> modes = {"join_mode": ["video", "phone"]}
    >>> found = firth_model(
    ...     cps.load_example(), "overall_judgement", answer="worse", levels=modes
    ... )
    >>> found[["term", "level", "base"]].values.tolist()[1:]
    [['group', 'parent', 20], ['join_mode', 'phone', 141]]
    """
    level = checked_confidence(confidence)
    frame = model_frame(
        tables, question, terms, levels=levels, given=one_answer(tables, question, answer),
        people_per_df=people_per_df, allow_grade_c=allow_grade_c,
    )  # fmt: skip
    gave = the_answer(frame)
    design = np.column_stack([np.ones(len(gave)), frame.covariates])
    fit = firth_logit(design, gave.to_numpy(), level=level)
    odds, why = ("estimate", "ci_low", "ci_high"), joined(f"Firth's logit: {FINITE}", frame.said)
    rows = [
        row_of(
            frame, gave, column, measure="odds_ratio" if column.level else "odds",
            **{name: np.exp(getattr(fit, name)[place]) for name in odds},
            **{name: getattr(fit, name)[place] for name in ("statistic", "p_value")},
            df=1, method="firth", why=why,
        )
        for place, column in enumerate([EVERYBODY, *frame.columns])
    ]  # fmt: skip
    return model_result(frame, rows, model="firth_logit", confidence=level)
