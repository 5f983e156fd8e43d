"""Statistics for small, unequal groups: arrays in, numbers out; numpy and scipy only."""

from cpsurvey.stats.boschloo import BoschlooExact, boschloo_exact
from cpsurvey.stats.enumeration import exact_size
from cpsurvey.stats.multiplicity import holm
from cpsurvey.stats.proportions import newcombe_interval, wilson_interval
from cpsurvey.stats.two_by_two import ChiSquared, FisherExact, fisher_exact_2x2, n_minus_1_chi2
from cpsurvey.stats.two_proportions import TwoProportionTest, two_proportion_test

__all__ = [
    "BoschlooExact",
    "ChiSquared",
    "FisherExact",
    "TwoProportionTest",
    "boschloo_exact",
    "exact_size",
    "fisher_exact_2x2",
    "holm",
    "n_minus_1_chi2",
    "newcombe_interval",
    "two_proportion_test",
    "wilson_interval",
]
