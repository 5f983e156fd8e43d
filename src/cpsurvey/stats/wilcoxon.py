"""Ordered answers of two groups in; Wilcoxon's test, exact with ties, out."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr

from cpsurvey.stats._checks import Floats
from cpsurvey.stats._placements import Whole, counts_by_level
from cpsurvey.stats.hypergeometric import log_choose

MOST_STEPS = 5 * 10**9
MOST_CELLS = 10**7  # 80 MB


class Wilcoxon(NamedTuple):
    """Wilcoxon's test; `statistic` is Mann and Whitney's U of x, `z` is above 0 where x is higher.

    `method` is ``exact`` or ``normal approximation``.
    """

    statistic: float
    z: float
    p_value: float
    method: str


def wilcoxon_exact(x: npt.ArrayLike, y: npt.ArrayLike) -> Wilcoxon:
    """Test whether two groups' ordered answers have the same distribution.

    The Wilcoxon-Mann-Whitney test, with midranks for ties, judged among all ways to share out
    the answers given to two groups of these sizes. It tests that the distributions are equal:
    where the groups differ in spread but neither tends to be higher it rejects far too often.
    To ask whether one tends to be higher, choose `brunner_munzel_permutation`.

    Ties are no obstacle: few levels make it quicker. Where the distribution would take
    seconds or much memory (`MOST_STEPS`, `MOST_CELLS`), as for hundreds against hundreds of
    people, the p-value is the normal approximation, which is then close, and `method` says so.

    Parameters
    ----------
    x, y
        Answers as numbers, shapes (people of the first group,) and (of the second,); only their
        order matters. The groups are independent samples.

    Returns
    -------
    Wilcoxon
        U, the number of pairs in which x is higher, ties counting half; its distance from its
        expectation in permutation standard deviations; the two-sided p-value, the probability
        of a distance as large or larger. Where everybody gave the same answer z is 0 and p is 1.

    Raises
    ------
    NumbersError
        If an answer is missing or not a number, a group is empty, or the groups make more than
        10**9 pairs.

    References
    ----------
    Wilcoxon (1945), Individual comparisons by ranking methods, Biometrics Bulletin 1, 80-83.
    Streitberg and Roehmel (1986), Exact distributions for permutation and rank tests,
    Statistical Software Newsletter 12, 10-17.

    Examples
    --------
    >>> result = wilcoxon_exact([2, 3, 4, 3, 1, 3], [3, 2, 1, 1, 2])
    >>> f"U {result.statistic}, z {result.z:.3f}, p {result.p_value:.4f}"
    'U 22.5, z 1.429, p 0.2229'
    """
    counts_x, counts_y = counts_by_level(x, y)
    totals, scores = counts_x + counts_y, doubled_midranks(counts_x + counts_y)
    n, m = counts_x.sum().item(), counts_y.sum().item()
    doubled_rank_sum = (counts_x * scores).sum().item()
    u = (doubled_rank_sum - n * (n + 1)) / 2
    z = (doubled_rank_sum - n * (n + m + 1)) / _doubled_deviation(totals, scores, n, m)
    if not feasible(totals, scores, min(n, m)):
        return Wilcoxon(u, z, 2 * ndtr(-abs(z)).item(), "normal approximation")
    smaller = counts_x if n <= m else counts_y
    return Wilcoxon(u, z, exact_p_value(smaller, totals), "exact")


def exact_p_value(counts: Whole, totals: Whole) -> float:
    """Return how probable it is that a rank sum is as far from its expectation, or farther."""
    scores, size, people = doubled_midranks(totals), counts.sum().item(), totals.sum().item()
    rank_sums, probability = rank_sum_distribution(totals, scores, size)
    expected = size * (people + 1)
    distance = abs((counts * scores).sum().item() - expected)
    as_far = np.abs(rank_sums - expected) >= distance
    return min(float(probability[as_far].sum()), 1.0)


def rank_sum_distribution(totals: Whole, scores: Whole, size: int) -> tuple[Whole, Floats]:
    """Return the possible sums of scores of a group of a size, and their probabilities.

    Level by level, from how probable each number of people and each sum has been so far to how
    probable they are with the next level: so many of those left are of this level.
    """
    steps_up, unit = units(scores)
    left, length = totals.sum().item(), size * int(steps_up[-1]) + 1
    reached = np.zeros((size + 1, length))
    reached[0, 0] = 1.0
    for total, step in zip(totals.tolist(), steps_up.tolist(), strict=True):
        chance = chance_of_taking(total, left, size)
        after = np.zeros_like(reached)
        for taken in range(min(total, size) + 1):
            shift = taken * step
            before = reached[: size + 1 - taken, : length - shift]
            after[taken:, shift:] += before * chance[: size + 1 - taken, taken, np.newaxis]
        reached, left = after, left - total
    return size * scores[0] + unit * np.arange(length), reached[size]


def chance_of_taking(total: int, left: int, size: int) -> Floats:
    """Return, given how many are taken before a level, how probable each number of it is.

    Shape (size + 1, up to size + 1); 0 where so many cannot be.
    """
    wanted = size - np.arange(size + 1)[:, np.newaxis]
    taken = np.arange(min(total, size) + 1)
    others = left - total
    possible = (taken <= wanted) & (wanted - taken <= others) & (wanted <= left)
    rest, needed = np.where(possible, wanted - taken, 0), np.where(wanted <= left, wanted, 0)
    ways = log_choose(total, taken) + log_choose(others, rest) - log_choose(left, needed)
    return np.where(possible, np.exp(ways), 0.0)


def doubled_midranks(totals: Whole) -> Whole:
    """Return twice the mean rank of each level's people."""
    midranks: Whole = 2 * totals.cumsum() - totals + 1
    return midranks


def units(scores: Whole) -> tuple[Whole, int]:
    """Return scores from 0 in the greatest unit in which they are whole, and that unit."""
    from_zero = scores - scores[0]
    unit = max(int(np.gcd.reduce(from_zero)), 1)
    return from_zero // unit, unit


def feasible(totals: Whole, scores: Whole, size: int) -> bool:
    """Say whether the exact distribution takes bounded time and memory."""
    cells = (size + 1) * (size * int(units(scores)[0][-1]) + 1)
    additions = cells * int((np.minimum(totals, size) + 1).sum())
    return cells <= MOST_CELLS and additions <= MOST_STEPS


def _doubled_deviation(totals: Whole, scores: Whole, n: int, m: int) -> float:
    """Return the permutation standard deviation of the doubled rank sum; 1 where it is 0."""
    people = n + m
    spread = (totals * (scores - float(people + 1)) ** 2).sum().item()
    return float(np.sqrt(n * m * spread / (people * (people - 1)))) or 1.0
