"""Two groups of people in authorities in; their difference, and how alike neighbours are, out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from cpsurvey.analysis.answers import take_together
from cpsurvey.analysis.clustered_model import cluster_codes
from cpsurvey.analysis.columns import Source
from cpsurvey.analysis.model_frame import Column, ModelFrame, model_frame
from cpsurvey.analysis.model_rows import model_result, row_of
from cpsurvey.analysis.wording import checked_confidence, joined
from cpsurvey.errors import NumbersError, QuestionError
from cpsurvey.stats import (
    RaoScott,
    cr2_covariance,
    rao_scott,
)

Bools: TypeAlias = npt.NDArray[np.bool_]

FEW_DF = 4
YES_AND_NO = 2


def clustered_difference(
    tables: Source,
    question: str,
    *,
    group: str = "parent",
    reference: str = "professional",
    answer: str | Sequence[str] | None = None,
    cluster: str = "authority",
    allow_grade_c: bool = False,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Say by how much two groups differ, where people of one authority may answer alike.

    The difference of shares with the CR2 variance, its t interval and test on Satterthwaite's
    degrees of freedom: few parents leave few of them, however many authorities there are.
    Choose it over `compare_groups` where who belongs together is known.

    Parameters
    ----------
    tables
        Survey tables, or a bare frame with a row a person and a column ``group``, in which
        blank is unanswered.
    question
        Name of a question with answers to count, or of a column of the frame.
    group, reference
        The groups compared; the estimate is the share of `group` minus that of `reference`.
    answer
        An answer, or several to be taken together; every answer in turn if not given.
    cluster
        Column that says who belongs together. Who has no value is left out.
    allow_grade_c
        Whether to compare questions that are graded as not comparable.
    confidence
        Level of the intervals.

    Returns
    -------
    pandas.DataFrame
        Without `answer`, of a question with three answers or more of which a person gives one,
        first a row that tests them all (measure ``rao_scott``: statistic is F, df the first of
        its degrees of freedom); then for each answer a ``difference`` with interval, t, df and
        p_value. ``why`` says how many clusters each group has. No interval and no test where
        degrees of freedom are below 4, all or none of a group gave the answer, or all of a group
        are in one cluster: ``why`` says so.

    Raises
    ------
    QuestionError
        If a question, answer, group or column is not there, one of the groups was not asked or
        has fewer than 10 people with a known cluster, clusters are not known or hold one person
        each, or groups' questions are graded C.

    References
    ----------
    Pustejovsky and Tipton (2018), Journal of Business and Economic Statistics 36, 672-683; Rao
    and Scott (1984), Annals of Statistics 12, 46-60.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> from cpsurvey.analysis import clustered_difference
    >>> row = clustered_difference(cps.load_example(), "overall_judgement", answer="worse").iloc[0]
    >>> int(row["base"]), row["method"]
    (18, 'cr2')
    """
    level = checked_confidence(confidence)
    frame = model_frame(
        tables, question, "group", levels={"group": two_groups(group, reference)},
        cluster=cluster, allow_grade_c=allow_grade_c,
    )  # fmt: skip
    codes = cluster_codes(frame, cluster)
    given = take_together(frame.found, None if answer is None else [answer])
    given = given.loc[frame.terms.index]
    rows = []
    if answer is None and frame.found.exclusive and given.shape[1] > YES_AND_NO:
        rows.append(_all_answers(frame, given, codes, cluster))
    rows += _each_answer(frame, given, codes, cluster, level)
    return model_result(frame, rows, model="linear_probability", confidence=level)


def two_groups(group: str, reference: str) -> list[str]:
    """Return the groups compared, the reference first."""
    if group == reference:
        raise QuestionError(f'group and reference are both "{group}": name two groups.')
    return [reference, group]


def _all_answers(
    frame: ModelFrame, given: pd.DataFrame, codes: Any, cluster: str
) -> dict[str, Any]:
    """Return a row that tests all answers at once, or says why it cannot."""
    row = row_of(frame, None, frame.columns[0], measure="rao_scott")
    groups = frame.terms["group"].cat.codes.to_numpy()
    try:
        test: RaoScott = rao_scott(groups, given.to_numpy().argmax(axis=1), codes)
    except NumbersError:
        why = "no test: the clusters do not tell how the answers vary, or all gave the same"
        return row | {"method": "count", "why": joined(why, frame.left_out, frame.caveat)}
    why = joined(
        f"F on {test.df:.2f} and {test.df_denominator:.1f} degrees of freedom",
        f"{codes.max() + 1} clusters by {cluster}", frame.left_out, frame.caveat,
    )  # fmt: skip
    numbers = {"statistic": test.statistic, "df": test.df, "p_value": test.p_value}
    return row | numbers | {"method": "rao-scott", "why": why}


def _each_answer(
    frame: ModelFrame, given: pd.DataFrame, codes: Any, cluster: str, level: float
) -> Iterator[dict[str, Any]]:
    """Yield a row for the difference in each answer."""
    column: Column = frame.columns[0]
    design = np.column_stack([np.ones(len(given)), frame.covariates])
    in_group = frame.covariates[:, 0] == 1
    spread = [len(set(codes[side])) for side in (in_group, ~in_group)]
    told = f"{spread[0]} clusters by {cluster} in {column.level}, {spread[1]} in {column.reference}"
    for answer in given:
        gave = given[answer].to_numpy()
        fit = cr2_covariance(design, gave.astype(float), codes, level=level)
        names = ("estimate", "ci_low", "ci_high", "statistic", "df", "p_value")
        numbers: dict[str, Any] = {name: getattr(fit, name)[1] for name in names}
        reason = _unsure(gave[in_group], gave[~in_group], min(spread), numbers["df"])
        if reason:
            numbers = {"estimate": numbers["estimate"], "df": numbers["df"]}
        yield row_of(
            frame, given[answer], column, measure="difference", **numbers,
            method="difference" if reason else "cr2",
            why=joined(reason, told, frame.left_out, frame.caveat),
        )  # fmt: skip


def _unsure(of_group: Bools, of_reference: Bools, fewest: int, df: float) -> str:
    """Return why a difference has neither interval nor test, if so."""
    if fewest == 1:
        return "no interval: all of a group are in one cluster"
    if any(side.all() or not side.any() for side in (of_group, of_reference)):
        return "no interval: all or none of a group gave the answer, so its clusters do not differ"
    if not df >= FEW_DF:
        return f"no interval: degrees of freedom below {FEW_DF}"
    return ""
