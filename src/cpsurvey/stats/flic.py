"""Counts of yes by covariate pattern in; shares standardised by a penalised logit out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import expit, logit

from cpsurvey.errors import NumbersError
from cpsurvey.stats._checks import Floats, counts_of_bases, probability
from cpsurvey.stats._model_checks import codes_of, design_of_full_rank, numbers_of
from cpsurvey.stats._resampling import Rng, blocks, generator, number_of_draws
from cpsurvey.stats.firth import firth_coefficients

MOST_SHIFTS = 10_000
SMALLEST_SHIFT = 1e-12


class MarginalShares(NamedTuple):
    """Shares or differences of shares, each array of shape (contrasts,).

    `draws` is how many draws the intervals rest on; `left_out` how many others could not tell
    the covariates apart.
    """

    estimate: Floats
    ci_low: Floats
    ci_high: Floats
    draws: int
    left_out: int
    seed: str


def marginal_shares(
    design: npt.ArrayLike,
    count: npt.ArrayLike,
    base: npt.ArrayLike,
    settings: npt.ArrayLike,
    contrasts: npt.ArrayLike,
    *,
    strata: npt.ArrayLike | None = None,
    rng: Rng = None,
    draws: int = 9_999,
    level: float = 0.95,
) -> MarginalShares:
    """Say what share would give an answer if everybody were of one kind, all else as it is.

    Firth's logit with the intercept estimated afresh so that the shares predicted average to
    the share observed (FLIC); its predictions averaged over everybody, with covariates set as
    asked. Percentile intervals from drawing people anew within each stratum. Where a kind of
    people all answered alike, drawing anew cannot vary that, and the interval is too narrow:
    take the raw share's. It describes, as any model does, and does not say what a change would
    bring about.

    Parameters
    ----------
    design
        Covariates of each pattern, shape (patterns, columns), the first column all ones.
    count, base
        People of each pattern who said yes, and all its people, shape (patterns,).
    settings
        Each pattern's covariates as they are set, shape (settings, patterns, columns).
    contrasts
        What is asked of the settings' shares, shape (contrasts, settings): a row of one 1 for
        a share, of 1 and -1 for a difference.
    strata
        The stratum of each pattern; all in one if not given.
    rng
        Seed or generator.
    draws
        How often people are drawn anew.
    level
        Confidence level.

    Returns
    -------
    MarginalShares
        Estimates and intervals of the contrasts, draws used and left out, and the seed.

    Raises
    ------
    NumbersError
        If a column of the design follows from others, the first is not all ones, counts do not
        fit their bases, everybody's answer is the same, or shapes do not fit.

    References
    ----------
    Puhr, Heinze, Nold, Lusa and Geroldinger (2017), Firth's logistic regression with rare
    events: accurate effect estimates and predictions?, Statistics in Medicine 36, 2302-2317.

    Examples
    --------
    >>> design = np.array([[1, 0], [1, 1]])
    >>> settings = design[:, np.newaxis, :].repeat(2, axis=1)
    >>> found = marginal_shares(design, [246, 7], [492, 24], settings, [[-1, 1]], draws=999)
    >>> f"{found.estimate[0]:.3f}"
    '-0.200'
    """
    matrix = _beginning_with_ones(design)
    counts, bases = _counts_of_patterns(count, base, len(matrix))
    every, asked = numbers_of(settings, "settings"), numbers_of(contrasts, "contrasts")
    if every.shape[1:] != matrix.shape or asked.ndim != every.ndim - 1:
        raise NumbersError("settings must have shape (settings, patterns, columns)")
    if asked.shape[1] != len(every):
        raise NumbersError("contrasts must have shape (contrasts, settings)")
    tail = (1 - probability(level, "level")) / 2
    of = codes_of(np.zeros(len(matrix)) if strata is None else strata, "strata", len(matrix))[0]
    random, seed = generator(rng)
    drawn = _drawn_counts(random, counts, bases, of, number_of_draws(draws, "draws"))
    shares = np.concatenate([_shares(matrix, *block, every) for block in drawn]) @ asked.T
    usable = ~np.isnan(shares).any(axis=1)
    if not usable.any():
        raise NumbersError("draws: in none of them could the columns of design be told apart")
    low, high = np.quantile(shares[usable], [tail, 1 - tail], axis=0)
    estimate = asked @ _shares(matrix, counts, bases, every)
    left_out = int((~usable).sum())
    return MarginalShares(estimate, low, high, int(usable.sum()), left_out, seed)


def flic_coefficients(design: Floats, count: Floats, base: Floats) -> Floats:
    """Return Firth's coefficients, the intercept such that the mean share is that observed.

    Shape (..., columns); NaN where too few patterns have people in them to tell the columns
    apart. Where everybody said no, or yes, the intercept is infinite.
    """
    told_apart = np.linalg.matrix_rank(design * (base > 0)[..., np.newaxis]) == design.shape[1]
    coefficients = np.full((*count.shape[:-1], design.shape[1]), np.nan)
    counts, bases = count[told_apart], base[told_apart]
    found = firth_coefficients(design, counts, bases)
    found[:, 0] += _shift(found @ design.T, counts.sum(axis=-1), bases)
    coefficients[told_apart] = found
    return coefficients


def _shift(predictor: Floats, yes: Floats, base: Floats) -> Floats:
    """Return by how much to shift each predictor for its mean share to be that observed.

    The shift grows by what the mean share still lacks on the logit scale.
    """
    people = base.sum(axis=-1)
    shift = np.where(yes == 0, -np.inf, np.inf)
    mixed = (yes > 0) & (yes < people)
    target, shifted = logit(yes[mixed] / people[mixed]), predictor[mixed]
    so_far = np.zeros(len(target))
    for _ in range(MOST_SHIFTS):
        mean = (base[mixed] * expit(shifted + so_far[:, np.newaxis])).sum(axis=-1) / people[mixed]
        lacking = target - logit(mean)
        so_far += lacking
        if np.abs(lacking).max(initial=0.0) < SMALLEST_SHIFT:
            break
    shift[mixed] = so_far
    return shift


def _shares(design: Floats, count: Floats, base: Floats, settings: Floats) -> Floats:
    """Return the mean predicted share in each setting, shape (..., settings)."""
    coefficients = flic_coefficients(design, count, base)
    predicted = expit(np.einsum("...c,spc->...sp", coefficients, settings))
    mean: Floats = (predicted * base[..., np.newaxis, :]).sum(axis=-1)
    return np.asarray(mean / base.sum(axis=-1)[..., np.newaxis])


def _drawn_counts(
    random: np.random.Generator,
    count: Floats,
    base: Floats,
    strata: npt.NDArray[np.int_],
    draws: int,
) -> Iterator[tuple[Floats, Floats]]:
    """Yield blocks of counts and bases, shape (draws in it, patterns), of people drawn anew.

    Each stratum draws as many as it has people, all from its patterns' yeses and noes.
    """
    cells = np.stack([count, base - count])
    drawn = np.zeros((draws, *cells.shape))
    for stratum in np.unique(strata):
        here = cells[:, strata == stratum]
        people = random.multinomial(int(here.sum()), here.ravel() / here.sum(), draws)
        drawn[:, :, strata == stratum] = people.reshape(draws, *here.shape)
    start = 0
    for size in blocks(draws, 50 * base.size):
        block = drawn[start : start + size]
        start += size
        yield block[:, 0], block.sum(axis=1)


def _beginning_with_ones(design: npt.ArrayLike) -> Floats:
    """Return a design whose first column is the intercept's."""
    matrix = design_of_full_rank(design)
    if np.any(matrix[:, 0] != 1):
        raise NumbersError("design must begin with a column of ones: the intercept is set right")
    return matrix


def _counts_of_patterns(
    count: npt.ArrayLike, base: npt.ArrayLike, patterns: int
) -> tuple[Floats, Floats]:
    """Return how many of each pattern said yes, of how many; not all of them alike."""
    counts, bases = counts_of_bases(count, base)
    if counts.shape != (patterns,) or bases.shape != (patterns,):
        raise NumbersError(f"count and base must each have one number for each of {patterns} rows")
    if counts.sum() in (0, bases.sum()):
        raise NumbersError(
            "count: everybody's answer is the same, so nothing can explain it: describe it, with"
            " wilson_interval"
        )
    return counts, bases
