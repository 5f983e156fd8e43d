"""Answers to many questions and two groups in; p-values that allow for all of them out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from cpsurvey.errors import NumbersError
from cpsurvey.stats._checks import Floats
from cpsurvey.stats._min_p import first_alike, kept, min_p_by_rank
from cpsurvey.stats._people import answers_of_people, two_groups
from cpsurvey.stats._regroupings import regroupings
from cpsurvey.stats._resampling import Rng, Whole

DECIMALS = 9


class WestfallYoung(NamedTuple):
    """Each question's p-value and its adjusted one, and how they were found.

    `method` is ``exact`` or ``monte carlo``; where exact, the `permutations` drawn are 0 and the
    `seed` is empty.
    """

    p_values: Floats
    p_adjusted: Floats
    method: str
    permutations: int
    seed: str


def westfall_young(
    responses: npt.ArrayLike,
    group: npt.ArrayLike,
    *,
    rng: Rng = None,
    permutations: int = 10_000,
) -> WestfallYoung:
    """Say on which of many questions two groups differ, all the questions considered together.

    Step-down min-P by permuting the groups of people, each with all of her answers, so that
    questions answered alike are hardly paid for twice; choose it over Holm's adjustment where
    answers to the questions go together. The test of a question is Wilcoxon's, with midranks,
    which for yes or no is N-1 chi-squared; its p-value is its rank among the permutations.
    It asks whether people are exchangeable between the groups, in whether they answered too:
    where groups differ in spread, or in who skipped, and not in level, it may also reject.

    Where people can be put into groups of these sizes in no more ways than permutations are
    asked for, such as 12 people into groups of 4 and 8, each way is taken once. With a few
    people more, exactly equal p-values of questions with different margins are told apart by
    the draws.

    Parameters
    ----------
    responses
        Answers, shape (people, questions): 0 and 1, or codes in their order; NaN where somebody
        gave no substantive answer or was not asked.
    group
        Who is in group 1, shape (people,): True or False.
    rng
        Seed or numpy generator; None is the seed 0.
    permutations
        How many permutations to draw, where not all are taken.

    Returns
    -------
    WestfallYoung
        ``p_values`` and ``p_adjusted``, shape (questions,), each (b + 1) / (B + 1), so that
        none drawn can be below 1 / (permutations + 1); ``method``, ``permutations`` and
        ``seed``. A question that all answered alike has p-value 1. Rows in another order give
        the same numbers.

    Raises
    ------
    NumbersError
        If an answer is not a number, `group` is not two groups, or nobody in one of them
        answered a question.

    References
    ----------
    Westfall and Young (1993), Resampling-based multiple testing. Ge, Dudoit and Speed (2003),
    Resampling-based multiple testing for microarray data analysis, Test 12, 1-77.

    Examples
    --------
    >>> answers = [[1, 4, 0], [1, 5, 1], [1, 4, 0], [1, 5, 1], [0, 1, 0], [0, 2, 1], [0, 1, 0]]
    >>> result = westfall_young(answers, [True] * 4 + [False] * 3)
    >>> result.p_values.round(2).tolist(), result.p_adjusted.round(2).tolist(), result.method
    ([0.03, 0.03, 1.0], [0.06, 0.06, 1.0], 'exact')
    """
    answers = answers_of_people(responses)
    in_group = two_groups(group, len(answers))
    _check_answered(answers, in_group)
    scores = np.hstack([centred_ranks(answers), ~np.isnan(answers)])
    order = np.lexsort(scores.T)
    scores, groups = scores[order], in_group[order].astype(np.int_)
    others = regroupings(scores, groups, rng, permutations)

    def permuted_z() -> Iterator[Floats]:
        for (sums,) in others.sums():
            yield z_squared(sums, scores)

    again = kept(permuted_z, others.others * answers.shape[1])
    margins = [margin_of(column) for column in answers.T]
    like = first_alike(margins if others.draws else range(len(margins)))
    observed = z_squared(scores[groups == 1].sum(axis=0), scores)
    adjusted = min_p_by_rank(again, observed, like, others.others)
    return WestfallYoung(
        adjusted.p_values, adjusted.p_adjusted, others.method, others.draws, others.seed
    )


def centred_ranks(answers: Floats) -> Whole:
    """Return twice each answer's midrank less that of the middle, whole; 0 for no answer."""
    from scipy.stats import rankdata  # loaded here: it takes longer than all else

    ranks = 2 * rankdata(answers, axis=0, nan_policy="omit")
    centred: Whole = np.nan_to_num(ranks - (~np.isnan(answers)).sum(axis=0) - 1).astype(np.int_)
    return centred


def margin_of(answers: Floats) -> tuple[int, ...]:
    """Return how many gave each answer, in the order in which that is the smaller tuple."""
    counts = tuple(np.unique(answers[~np.isnan(answers)], return_counts=True)[1].tolist())
    return min(counts, counts[::-1])


def z_squared(sums: Whole, scores: Whole) -> Floats:
    """Return Wilcoxon's statistic, standardised and squared, of each question; 0 if undefined.

    `scores` has the centred ranks of all questions, then whether each was answered, shape
    (people, 2 questions); `sums` are those of a group, shape (..., 2 questions). The variance
    is the permutation one, given how many of the group answered.
    """
    rank_sum, base = np.split(sums, 2, axis=-1)
    ranks, answered = np.split(scores, 2, axis=1)
    everybody, squares = answered.sum(axis=0), (ranks**2).sum(axis=0).astype(np.float64)
    variance = base * (everybody - base) * squares
    known = everybody * (everybody - 1) * rank_sum.astype(np.float64) ** 2
    z: Floats = known / np.where(variance == 0, np.inf, variance)
    return z.round(DECIMALS)


def _check_answered(answers: Floats, in_group: npt.NDArray[np.bool_]) -> None:
    """Refuse questions that nobody in one of the groups answered."""
    answered = ~np.isnan(answers)
    empty = ~(answered[in_group].any(axis=0) & answered[~in_group].any(axis=0))
    if empty.any():
        raise NumbersError(
            f"responses must have answers from both groups: leave out column {empty.argmax()} "
            "(the first is 0), which nobody in one of the groups answered"
        )
