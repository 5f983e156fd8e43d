"""Two groups' counts by stratum in; the reference weighted to the group's strata out."""

from __future__ import annotations

import math
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from cpsurvey.errors import NumbersError
from cpsurvey.stats._checks import Floats, probability, whole_numbers
from cpsurvey.stats._resampling import Rng, generator, number_of_draws
from cpsurvey.stats.proportions import wilson_interval

Estimate: TypeAlias = tuple[float, float, float]

ROUNDING = 1e-9


class Standardised(NamedTuple):
    """A standardised share and the difference from it, each with its interval.

    `left_out` counts draws that could not be standardised, because nobody of the reference was
    drawn in a stratum in which somebody of the group was. Where they are so many that the
    limits could be anything, these and the standard error are NaN.
    """

    share: float
    share_low: float
    share_high: float
    estimate: float
    ci_low: float
    ci_high: float
    standard_error: float
    draws: int
    left_out: int
    seed: str


def standardised_difference(
    group: npt.ArrayLike,
    reference: npt.ArrayLike,
    *,
    rng: Rng = None,
    draws: int = 9_999,
    level: float = 0.95,
) -> Standardised:
    """Say how far apart two groups would be if the reference had the group's mix of strata.

    Direct standardisation: the reference's share in each stratum, weighted by how many of the
    group are in it, taken from the group's own share. Choose it where the groups are spread
    differently over something that goes with the answer, and every stratum of the group has
    many of the reference. It removes the difference in mix and no other; the strata were not
    drawn by lot.

    The standardised share has the percentile interval of a bootstrap of both groups. That of the
    difference would be too narrow where few of a small group, or nearly all, gave the answer:
    its limits put together Wilson's interval of the group's share and that of the standardised
    one, as Newcombe's do, allowing for how the draws of the two go together.

    Parameters
    ----------
    group, reference
        Counts, shape (strata, 2): a row a stratum; gave the answer, gave another. The same
        strata in the same order; one in which nobody of the group is has no weight.
    rng
        Seed or generator of the draws; None is the seed 0.
    draws
        How often both groups are drawn anew, each within itself, stratum and answer together.
    level
        Confidence level.

    Returns
    -------
    Standardised
        The reference's standardised share; the group's share minus it; their intervals; the
        bootstrap standard error of the difference.

    Raises
    ------
    NumbersError
        If counts are negative or not whole, the shapes differ, nobody is in the group, or a
        stratum of the group has nobody of the reference.

    References
    ----------
    Efron and Tibshirani (1993), An Introduction to the Bootstrap, Chapman and Hall, for the
    percentile interval; Zou (2007), Psychological Methods 12, 399-413, for limits of the
    difference of two estimates that go together.

    Examples
    --------
    >>> found = standardised_difference([[9, 1], [3, 7]], [[80, 20], [150, 150]])
    >>> f"{found.share:.3f}, difference {found.estimate:.3f}"
    '0.650, difference -0.050'
    """
    of_group, of_reference = _strata(group, "group"), _strata(reference, "reference")
    _check_strata(of_group, of_reference)
    tail = (1 - probability(level, "level")) / 2
    number = _enough_draws(draws, tail, level)
    random, seed = generator(rng)
    share, standard = _shares(of_group, of_reference)
    shares, standards = _shares(
        _resampled(of_group, random, number), _resampled(of_reference, random, number)
    )
    known = ~np.isnan(standards)
    left_out = int((~known).sum())
    shares, standards = shares[known], standards[known]
    found = Standardised(
        share=standard.item(),
        share_low=np.nan,
        share_high=np.nan,
        estimate=(share - standard).item(),
        ci_low=np.nan,
        ci_high=np.nan,
        standard_error=np.nan,
        draws=number,
        left_out=left_out,
        seed=seed,
    )
    if left_out >= tail * number:
        return found
    own_low, own_high = wilson_interval(of_group[:, 0].sum(), of_group.sum(), level=level)
    share_low, share_high = _limits(standards, tail)
    low, high = _limits_of_difference(
        (share.item(), own_low.item(), own_high.item()),
        (standard.item(), share_low, share_high),
        _correlation(shares, standards),
    )
    return found._replace(
        share_low=share_low,
        share_high=share_high,
        ci_low=low,
        ci_high=high,
        standard_error=(shares - standards).std(ddof=1).item(),
    )


def _shares(group: Floats, reference: Floats) -> tuple[Floats, Floats]:
    """Return the group's share and the reference's standardised one from counts (..., strata, 2).

    The second is NaN where a stratum of the group has nobody of the reference.
    """
    people = group.sum(axis=-1)
    weight = people / people.sum(axis=-1, keepdims=True)
    of_reference = reference.sum(axis=-1)
    share = reference[..., 0] / np.where(of_reference == 0, np.nan, of_reference)
    standardised: Floats = np.where(weight == 0, 0.0, weight * share).sum(axis=-1)
    return group[..., 0].sum(axis=-1) / people.sum(axis=-1), standardised


def _limits_of_difference(first: Estimate, second: Estimate, r: float) -> tuple[float, float]:
    """Return the limits of a difference of two estimates, each with its limits, correlated r."""
    (share, low, high), (other, other_low, other_high) = first, second
    down, up = (
        _apart(share - low, other_high - other, r),
        _apart(high - share, other - other_low, r),
    )
    return share - other - down, share - other + up


def _apart(one: float, other: float, r: float) -> float:
    """Return how far a limit of a difference lies from it, from how far those of its parts do."""
    return math.sqrt(max(one**2 + other**2 - 2 * r * one * other, 0))


def _correlation(x: Floats, y: Floats) -> float:
    """Return the correlation of two columns of draws; 0 where one of them does not vary."""
    apart_x, apart_y = x - x.mean(), y - y.mean()
    spread = math.sqrt((apart_x @ apart_x) * (apart_y @ apart_y))
    return (apart_x @ apart_y).item() / spread if spread > ROUNDING else 0.0


def _limits(values: Floats, tail: float) -> tuple[float, float]:
    """Return the draws of rank (B + 1) tail from either end."""
    rank = int((values.size + 1) * tail + ROUNDING)
    ordered = np.sort(values)
    return ordered[rank - 1].item(), ordered[-rank].item()


def _enough_draws(draws: int, tail: float, level: float) -> int:
    """Return how often to draw; often enough to have draws beyond the limits."""
    number = number_of_draws(draws, "draws")
    if int((number * (1 - tail) + 1) * tail) < 1:
        raise NumbersError(f"draws must be more than {number} for an interval at level {level}")
    return number


def _resampled(counts: Floats, random: np.random.Generator, draws: int) -> Floats:
    """Return counts of people drawn with replacement from one group, shape (draws, strata, 2)."""
    people = int(counts.sum())
    drawn = random.multinomial(people, counts.ravel() / people, size=draws)
    return drawn.reshape(draws, *counts.shape).astype(np.float64)


def _strata(counts: npt.ArrayLike, name: str) -> Floats:
    """Return counts of one group by stratum and answer."""
    numbers = whole_numbers(counts, name)
    if numbers.ndim != 2 or numbers.shape[1] != 2 or not numbers.size:
        raise NumbersError(f"{name} must have shape (strata, 2), not {numbers.shape}")
    if not numbers.sum():
        raise NumbersError(f"{name} must have somebody in it: nobody of it answered")
    return numbers


def _check_strata(group: Floats, reference: Floats) -> None:
    """Refuse strata that do not match, and strata of the group without the reference."""
    if group.shape != reference.shape:
        raise NumbersError(
            f"group and reference must have the same strata, not shapes {group.shape} and"
            f" {reference.shape}"
        )
    empty = np.flatnonzero((group.sum(axis=1) > 0) & (reference.sum(axis=1) == 0))
    if empty.size:
        raise NumbersError(
            f"reference must have somebody in every stratum of the group; it has nobody in row"
            f" {empty[0]}: leave that stratum out of both, or take it together with another"
        )
