"""Charts of finished results: a labelled frame in, matplotlib Axes out; and saving them."""

from __future__ import annotations

from cpsurvey.figures.agreement import agreement_intervals
from cpsurvey.figures.alternatives import alternative_intervals
from cpsurvey.figures.authorities import authority_bars
from cpsurvey.figures.bounds import bounds_bars
from cpsurvey.figures.claim_bands import claim_bands
from cpsurvey.figures.counts import count_bars
from cpsurvey.figures.coverage import coverage_lines
from cpsurvey.figures.differences import difference_intervals
from cpsurvey.figures.diverging import diverging_bars
from cpsurvey.figures.evidence_forest import evidence_forest
from cpsurvey.figures.feasible_bases import feasible_bases
from cpsurvey.figures.flow import flow_bars
from cpsurvey.figures.grid import mode_grid
from cpsurvey.figures.heat import heat_map
from cpsurvey.figures.options import option_intervals
from cpsurvey.figures.pairs import pair_bars
from cpsurvey.figures.power import power_lines
from cpsurvey.figures.saturation import saturation_lines
from cpsurvey.figures.saving import save
from cpsurvey.figures.shares import share_intervals
from cpsurvey.figures.side_by_side import joint_display
from cpsurvey.figures.specification_curve import specification_curve
from cpsurvey.figures.stacked import stacked_bars
from cpsurvey.figures.style import style
from cpsurvey.figures.turning import turning_bars
from cpsurvey.figures.upset import upset_plot

__all__ = [
    "agreement_intervals",
    "alternative_intervals",
    "authority_bars",
    "bounds_bars",
    "claim_bands",
    "count_bars",
    "coverage_lines",
    "difference_intervals",
    "diverging_bars",
    "evidence_forest",
    "feasible_bases",
    "flow_bars",
    "heat_map",
    "joint_display",
    "mode_grid",
    "option_intervals",
    "pair_bars",
    "power_lines",
    "saturation_lines",
    "save",
    "share_intervals",
    "specification_curve",
    "stacked_bars",
    "style",
    "turning_bars",
    "upset_plot",
]
