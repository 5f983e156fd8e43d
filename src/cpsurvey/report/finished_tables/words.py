"""The headings and words of a finished table: what a result's columns and measures are called."""

from __future__ import annotations

from typing import NamedTuple

from cpsurvey.figures.words import sentence_case
from cpsurvey.vocabulary import AGREEMENT, AT_ALL, EXACTLY


class Measured(NamedTuple):
    """What an estimate of a measure is called, and what kind of number it is."""

    words: str
    kind: str = "number"


MEASURED = {
    "difference": Measured("Difference", "points"),
    "mantel_haenszel_difference": Measured("Difference pooled over strata", "points"),
    "marginal_difference": Measured("Difference of predicted shares", "points"),
    "net_share": Measured("Net share", "points"),
    "predicted_share": Measured("Predicted share", "share"),
    "share_reference": Measured("Share of the reference", "share"),
    "power": Measured("Power", "share"),
    "coverage": Measured("Coverage, mean", "share"),
    "lowest_coverage": Measured("Coverage, lowest", "share"),
    "probability_of_superiority": Measured("Probability of superiority"),
    "cramers_v": Measured("Cramér's V"),
    "kendall_tau_b": Measured("Kendall's tau-b"),
    "goodman_kruskal_gamma": Measured("Goodman and Kruskal's gamma"),
    "odds": Measured("Odds"),
    "odds_ratio": Measured("Odds ratio"),
    "within_cluster_correlation": Measured("Correlation within clusters"),
    "design_effect": Measured("Design effect"),
    "critical_correlation": Measured("Critical correlation within clusters"),
    "jaccard": Measured("Jaccard coefficient"),
    "codes_so_far": Measured("Themes so far"),
    "new_codes": Measured("New themes"),
    "new_information": Measured("New themes, as a share of the first", "share"),
    "saturation_point": Measured("Interviews before the first run with hardly any new themes"),
    **{code: Measured(words) for code, words in AGREEMENT.items()},
}
TESTS = {
    "kruskal_wallis": "Kruskal-Wallis test",
    "all_options": "Test of all options together",
    "proportionality": "Test of proportional odds",
    "rao_scott": "Rao-Scott test",
}
TICKED = {AT_ALL: "The option, whatever else", EXACTLY: "These options and no others"}
POINTS = " (percentage points)"
NAMES = {
    "question": "Question",
    "answer": "Answer",
    "code": "Theme",
    "other_code": "Together with",
    "parent": "Under",
    "group": "Group",
    "reference": "Compared with",
    "join_mode": "How they joined",
    "varies": "What varies",
    "alternative": "Computed as",
    "against": "Against",
    "ticked": "Ticked",
    "model": "Model",
    "term": "Term",
    "level": "Level",
    "so_far": "Interviews so far",
    "coders": "Coders",
    "interview": "Interview",
    "measure": "Measure",
    "unit": "Unit",
    "gap": f"True difference{POINTS}",
}
# Of the numbers that a result has besides counts, shares, estimates and p-values.
FURTHER = {
    "detectable_gap": (f"Detectable difference{POINTS}", "count"),
    "codings": ("Coded passages", "count"),
    "respondents": ("People who answered from there", "count"),
    "interviews": ("Interviews", "count"),
    "uncoded": ("Interviews that nobody coded", "count"),
    "prevalence": ("Prevalence index", "number"),
    "bias": ("Bias index", "number"),
}


def heading_of(code: str) -> str:
    """Return what a column is called."""
    return NAMES.get(code, sentence_case(code))
