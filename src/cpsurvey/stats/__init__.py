"""Statistics for small, unequal groups: arrays in, numbers out; numpy and scipy only."""

from cpsurvey.stats._group_sums import PermutationTest
from cpsurvey.stats.agreement import cohen_kappa, gwet_ac1
from cpsurvey.stats.bootstrap import Bootstrap, cluster_bootstrap
from cpsurvey.stats.boschloo import BoschlooExact, boschloo_exact
from cpsurvey.stats.brunner_munzel import (
    BrunnerMunzel,
    BrunnerMunzelT,
    brunner_munzel,
    brunner_munzel_permutation,
)
from cpsurvey.stats.chance_corrected import Agreement
from cpsurvey.stats.chi_squared import pearson_chi2
from cpsurvey.stats.cluster_robust import ClusterRobust, cr2_covariance
from cpsurvey.stats.clustered import ClusteredShare, RaoScott, clustered_share, rao_scott
from cpsurvey.stats.clustered_logit import ClusteredLogit, clustered_logit
from cpsurvey.stats.cramer import CramersV, cramers_v, detectable_v
from cpsurvey.stats.cumulative_logit import (
    CumulativeLogit,
    CumulativeShares,
    cumulative_logit,
    cumulative_shares,
    proportionality_test,
)
from cpsurvey.stats.detectable import detectable_gap
from cpsurvey.stats.detectable_superiority import detectable_superiority
from cpsurvey.stats.exact_properties import exact_power, exact_size
from cpsurvey.stats.firth import Firth, firth_logit
from cpsurvey.stats.fisher_exact import FisherExact, fisher_exact_2x2
from cpsurvey.stats.fleiss import fleiss_kappa
from cpsurvey.stats.flic import MarginalShares, marginal_shares
from cpsurvey.stats.freeman_halton import FreemanHalton, fisher_freeman_halton
from cpsurvey.stats.interval_coverage import ExactCoverage, exact_coverage
from cpsurvey.stats.krippendorff import Alpha, krippendorff_alpha
from cpsurvey.stats.kruskal_wallis import kruskal_wallis, kruskal_wallis_permutation
from cpsurvey.stats.linear_by_linear import linear_by_linear, linear_by_linear_permutation
from cpsurvey.stats.many_questions import WestfallYoung, westfall_young
from cpsurvey.stats.multiplicity import adjust
from cpsurvey.stats.net_share import net_share_interval
from cpsurvey.stats.ordered_association import (
    Association,
    goodman_kruskal_gamma,
    kendall_tau_b,
)
from cpsurvey.stats.paired import McNemar, cochran_q, mcnemar
from cpsurvey.stats.paired_shares import paired_newcombe_interval
from cpsurvey.stats.proportions import clopper_pearson_interval, wilson_interval
from cpsurvey.stats.select_all_permutation import MarginalIndependence, marginal_independence
from cpsurvey.stats.select_all_rao_scott import RaoScottSelectAll, rao_scott_select_all
from cpsurvey.stats.separation import is_separated
from cpsurvey.stats.standardisation import Standardised, standardised_difference
from cpsurvey.stats.stratified import CochranMantelHaenszel, cochran_mantel_haenszel
from cpsurvey.stats.superiority import Superiority, cliffs_delta, probability_of_superiority
from cpsurvey.stats.tipping import TippingPoint, design_effect_tipping_point
from cpsurvey.stats.two_by_two import ChiSquared, n_minus_1_chi2
from cpsurvey.stats.two_proportions import TwoProportionTest, two_proportion_test
from cpsurvey.stats.two_shares import miettinen_nurminen_interval, newcombe_interval
from cpsurvey.stats.wilcoxon import Wilcoxon, wilcoxon_exact

__all__ = [
    "Agreement",
    "Alpha",
    "Association",
    "Bootstrap",
    "BoschlooExact",
    "BrunnerMunzel",
    "BrunnerMunzelT",
    "ChiSquared",
    "ClusterRobust",
    "ClusteredLogit",
    "ClusteredShare",
    "CochranMantelHaenszel",
    "CramersV",
    "CumulativeLogit",
    "CumulativeShares",
    "ExactCoverage",
    "Firth",
    "FisherExact",
    "FreemanHalton",
    "MarginalIndependence",
    "MarginalShares",
    "McNemar",
    "PermutationTest",
    "RaoScott",
    "RaoScottSelectAll",
    "Standardised",
    "Superiority",
    "TippingPoint",
    "TwoProportionTest",
    "WestfallYoung",
    "Wilcoxon",
    "adjust",
    "boschloo_exact",
    "brunner_munzel",
    "brunner_munzel_permutation",
    "cliffs_delta",
    "clopper_pearson_interval",
    "cluster_bootstrap",
    "clustered_logit",
    "clustered_share",
    "cochran_mantel_haenszel",
    "cochran_q",
    "cohen_kappa",
    "cr2_covariance",
    "cramers_v",
    "cumulative_logit",
    "cumulative_shares",
    "design_effect_tipping_point",
    "detectable_gap",
    "detectable_superiority",
    "detectable_v",
    "exact_coverage",
    "exact_power",
    "exact_size",
    "firth_logit",
    "fisher_exact_2x2",
    "fisher_freeman_halton",
    "fleiss_kappa",
    "goodman_kruskal_gamma",
    "gwet_ac1",
    "is_separated",
    "kendall_tau_b",
    "krippendorff_alpha",
    "kruskal_wallis",
    "kruskal_wallis_permutation",
    "linear_by_linear",
    "linear_by_linear_permutation",
    "marginal_independence",
    "marginal_shares",
    "mcnemar",
    "miettinen_nurminen_interval",
    "n_minus_1_chi2",
    "net_share_interval",
    "newcombe_interval",
    "paired_newcombe_interval",
    "pearson_chi2",
    "probability_of_superiority",
    "proportionality_test",
    "rao_scott",
    "rao_scott_select_all",
    "standardised_difference",
    "two_proportion_test",
    "westfall_young",
    "wilcoxon_exact",
    "wilson_interval",
]
