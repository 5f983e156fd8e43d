"""Tables in, result tables out; columns as in `cpsurvey.vocabulary`."""

from cpsurvey.analysis.agreement import coder_agreement
from cpsurvey.analysis.clustered_difference import clustered_difference
from cpsurvey.analysis.clustered_model import gee_model
from cpsurvey.analysis.clustering_tipping import clustering_tipping_point
from cpsurvey.analysis.co_occurrence import co_occurrence
from cpsurvey.analysis.coding_disagreements import coding_disagreements
from cpsurvey.analysis.combinations import option_combinations
from cpsurvey.analysis.compare import compare_groups, compare_modes
from cpsurvey.analysis.compare_themes import compare_themes
from cpsurvey.analysis.coverage_of_places import authority_coverage
from cpsurvey.analysis.families import adjust_family
from cpsurvey.analysis.framework import framework_matrix
from cpsurvey.analysis.framework_merge import merge_summaries
from cpsurvey.analysis.marginal_model import marginal_differences
from cpsurvey.analysis.matrix import matrix_table
from cpsurvey.analysis.methods import METHODS
from cpsurvey.analysis.net import net_shares
from cpsurvey.analysis.ordered_model import proportional_odds
from cpsurvey.analysis.planning import coverage_by_share, power_by_gap
from cpsurvey.analysis.responses import response_table
from cpsurvey.analysis.saturation import saturation
from cpsurvey.analysis.sensitivity import sensitivity
from cpsurvey.analysis.side_by_side import joint_display
from cpsurvey.analysis.standardise import standardise
from cpsurvey.analysis.stratified import stratified
from cpsurvey.analysis.themes import theme_table
from cpsurvey.analysis.yes_no_model import firth_model

__all__ = [
    "METHODS",
    "adjust_family",
    "authority_coverage",
    "clustered_difference",
    "clustering_tipping_point",
    "co_occurrence",
    "coder_agreement",
    "coding_disagreements",
    "compare_groups",
    "compare_modes",
    "compare_themes",
    "coverage_by_share",
    "firth_model",
    "framework_matrix",
    "gee_model",
    "joint_display",
    "marginal_differences",
    "matrix_table",
    "merge_summaries",
    "net_shares",
    "option_combinations",
    "power_by_gap",
    "proportional_odds",
    "response_table",
    "saturation",
    "sensitivity",
    "standardise",
    "stratified",
    "theme_table",
]
