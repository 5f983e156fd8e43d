"""A question and people's authorities in; odds ratios that allow for alike neighbours out."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from cpsurvey.analysis.columns import Source
from cpsurvey.analysis.model_frame import Levels, ModelFrame, model_frame
from cpsurvey.analysis.model_rows import (
    EVERYBODY,
    model_result,
    odds_with_wald,
    one_answer,
    row_of,
    the_answer,
)
from cpsurvey.analysis.wording import checked_confidence, joined
from cpsurvey.errors import QuestionError
from cpsurvey.stats import is_separated
from cpsurvey.stats._checks import Floats

FEWEST_CLUSTERS = 10


class Fit(NamedTuple):
    """Log odds ratios, the intercept first; their robust errors; and the working correlation."""

    coefficients: Floats
    errors: Floats
    correlation: float


def gee_model(
    tables: Source,
    question: str,
    *,
    answer: str | Sequence[str],
    terms: str | Sequence[str] = "group",
    cluster: str = "authority",
    levels: Levels | None = None,
    people_per_df: int = 10,
    allow_grade_c: bool = False,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Say how several things go with an answer, where people of one authority may be alike.

    Odds ratios by generalised estimating equations, any two people of a cluster equally
    correlated, with robust errors. They are averages over the population, smaller than those of
    a model with random effects. Robust errors lean on many clusters; for a difference in points,
    with degrees of freedom that tell how few carry it, take `clustered_difference`.

    Parameters
    ----------
    tables, question, answer, terms, levels, people_per_df, allow_grade_c, confidence
        As in `firth_model`.
    cluster
        Column that says who belongs together. Who has no value is left out.

    Returns
    -------
    pandas.DataFrame
        A row for the intercept (measure ``odds``) and for each level but the reference
        (``odds_ratio``) with Wald interval and test; and the ``within_cluster_correlation``.
        Scale and correlation are estimated as geepack does, without correction for the number
        of terms. ``why`` says how many clusters there are.

    Raises
    ------
    QuestionError
        As `firth_model`; and if clusters are not known or hold one person each, or a level all
        answered alike, so that the odds ratio has no finite estimate.

    References
    ----------
    Liang and Zeger (1986), Longitudinal data analysis using generalized linear models,
    Biometrika 73, 13-22.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> from cpsurvey.analysis import gee_model
    >>> found = gee_model(cps.load_example(), "overall_judgement", answer="worse")
    >>> found["term"].tolist()
    ['intercept', 'group', 'within_cluster']
    """
    level = checked_confidence(confidence)
    frame = model_frame(
        tables, question, terms, levels=levels, cluster=cluster,
        given=one_answer(tables, question, answer), people_per_df=people_per_df,
        allow_grade_c=allow_grade_c,
    )  # fmt: skip
    gave = the_answer(frame)
    clusters = cluster_codes(frame, cluster)
    _check_estimable(frame, gave, clusters, cluster)
    fit = _fit(frame, gave, clusters)
    why = joined(
        f"generalised estimating equations, {clusters.max() + 1} clusters by {cluster}", frame.said
    )
    rows = [
        row_of(
            frame, gave, column, measure="odds_ratio" if column.level else "odds",
            **odds_with_wald(fit.coefficients[place], fit.errors[place], level),
            method="gee", why=why,
        )
        for place, column in enumerate([EVERYBODY, *frame.columns])
    ]  # fmt: skip
    correlation = row_of(
        frame, gave, EVERYBODY, measure="within_cluster_correlation", estimate=fit.correlation,
        method="gee", why=why,
    )  # fmt: skip
    rows.append(correlation | {"term": "within_cluster"})
    return model_result(frame, rows, model="gee_exchangeable", confidence=level)


def cluster_codes(frame: ModelFrame, cluster: str) -> npt.NDArray[np.int_]:
    """Return the number of each person's cluster; refuse clusters of one person each, and one."""
    if frame.clusters.empty:
        raise QuestionError("cluster is None: name the column that says who belongs together.")
    codes, names = pd.factorize(frame.clusters, sort=True)
    if len(names) == 1:
        raise QuestionError(
            f'everybody used is of one "{cluster}": how people of different ones differ is not'
            " known. Use firth_model or compare_groups."
        )
    if len(names) == len(codes):
        raise QuestionError(
            f'nobody used shares a "{cluster}" with another, so there is nothing to allow for. Use'
            " firth_model or compare_groups."
        )
    return codes


def _check_estimable(
    frame: ModelFrame, gave: pd.Series[bool], clusters: npt.NDArray[np.int_], cluster: str
) -> None:
    """Refuse few clusters, and what has no finite odds ratio."""
    if (number := clusters.max() + 1) < FEWEST_CLUSTERS:
        raise QuestionError(
            f'there are {number} of "{cluster}", and robust errors need {FEWEST_CLUSTERS} or more.'
            " Use clustered_difference, whose degrees of freedom tell how few they are."
        )
    if is_separated(frame.covariates, gave.to_numpy().astype(int)):
        raise QuestionError(
            f'odds ratios of "{gave.name}" have no finite estimate: all or none of some level gave'
            " it. Use firth_model or clustered_difference, or take levels together."
        )


def _fit(frame: ModelFrame, gave: pd.Series[bool], clusters: npt.NDArray[np.int_]) -> Fit:
    """Return the fitted model; people in a fixed order, so that theirs does not matter."""
    from statsmodels.genmod.cov_struct import Exchangeable
    from statsmodels.genmod.families import Binomial
    from statsmodels.genmod.generalized_estimating_equations import GEE

    design = np.column_stack([np.ones(len(gave)), frame.covariates])
    outcome = gave.to_numpy().astype(float)
    order = np.lexsort([outcome, *frame.covariates.T, clusters])
    model = GEE(
        outcome[order], design[order], groups=clusters[order], family=Binomial(),
        cov_struct=Exchangeable(),
    )  # fmt: skip
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")  # what they warn of is checked below
        result = model.fit(ddof_scale=0, ctol=1e-10, maxiter=500)
        errors = np.asarray(result.bse)
    if not result.converged or not np.all(np.isfinite(errors) & (errors > 0)):
        raise QuestionError(
            f'the model of "{gave.name}" to "{frame.found.question}" did not converge. Leave out a'
            " term, take levels together, or use clustered_difference."
        )
    return Fit(np.asarray(result.params), errors, float(result.cov_struct.dep_params))
