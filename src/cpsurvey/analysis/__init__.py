"""Tables in, result tables out; columns as in `cpsurvey.vocabulary`."""

from cpsurvey.analysis.clustered_difference import clustered_difference
from cpsurvey.analysis.clustered_model import gee_model
from cpsurvey.analysis.clustering_tipping import clustering_tipping_point
from cpsurvey.analysis.compare import compare_groups, compare_modes
from cpsurvey.analysis.families import adjust_family
from cpsurvey.analysis.marginal_model import marginal_differences
from cpsurvey.analysis.methods import METHODS
from cpsurvey.analysis.ordered_model import proportional_odds
from cpsurvey.analysis.planning import coverage_by_share, power_by_gap
from cpsurvey.analysis.responses import response_table
from cpsurvey.analysis.sensitivity import sensitivity
from cpsurvey.analysis.standardise import standardise
from cpsurvey.analysis.stratified import stratified
from cpsurvey.analysis.yes_no_model import firth_model

__all__ = [
    "METHODS",
    "adjust_family",
    "clustered_difference",
    "clustering_tipping_point",
    "compare_groups",
    "compare_modes",
    "coverage_by_share",
    "firth_model",
    "gee_model",
    "marginal_differences",
    "power_by_gap",
    "proportional_odds",
    "response_table",
    "sensitivity",
    "standardise",
    "stratified",
]
