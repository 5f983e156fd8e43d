"""Two groups' counts by stratum in; the reference weighted to the group's strata out."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from cpsurvey.errors import NumbersError
from cpsurvey.stats._checks import Floats, probability, whole_numbers
from cpsurvey.stats._resampling import Rng, generator, number_of_draws

ROUNDING = 1e-9


class Standardised(NamedTuple):
    """A standardised share and the difference from it, each with its bootstrap interval.

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
    drawn by lot. The percentile intervals are too narrow where few people, or nearly all, of
    the group gave the answer, and of no width where all or none did.

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
        The reference's standardised share; the group's share minus it; their percentile
        intervals; the bootstrap standard error of the difference.

    Raises
    ------
    NumbersError
        If counts are negative or not whole, the shapes differ, nobody is in the group, or a
        stratum of the group has nobody of the reference.

    References
    ----------
    Efron and Tibshirani (1993), An Introduction to the Bootstrap, Chapman and Hall, for the
    percentile interval; Davison and Hinkley (1997), Bootstrap methods and their application,
    section 5.3.

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
    share, difference = _standardise(of_group, of_reference)
    shares, differences = _standardise(
        _resampled(of_group, random, number), _resampled(of_reference, random, number)
    )
    known = ~np.isnan(differences)
    left_out = int((~known).sum())
    enough = left_out < tail * number
    share_low, share_high = _limits(shares[known], tail) if enough else (np.nan, np.nan)
    low, high = _limits(differences[known], tail) if enough else (np.nan, np.nan)
    return Standardised(
        share=share.item(),
        share_low=share_low,
        share_high=share_high,
        estimate=difference.item(),
        ci_low=low,
        ci_high=high,
        standard_error=differences[known].std(ddof=1).item() if enough else np.nan,
        draws=number,
        left_out=left_out,
        seed=seed,
    )


def _standardise(group: Floats, reference: Floats) -> tuple[Floats, Floats]:
    """Return the reference's standardised share and the difference from counts (..., strata, 2).

    NaN where a stratum of the group has nobody of the reference.
    """
    people = group.sum(axis=-1)
    weight = people / people.sum(axis=-1, keepdims=True)
    of_reference = reference.sum(axis=-1)
    share = reference[..., 0] / np.where(of_reference == 0, np.nan, of_reference)
    standardised: Floats = np.where(weight == 0, 0.0, weight * share).sum(axis=-1)
    return standardised, group[..., 0].sum(axis=-1) / people.sum(axis=-1) - standardised


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
