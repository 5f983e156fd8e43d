"""The synthetic study: margins → whole people → messy exports, as a platform would write them."""

from __future__ import annotations

from cpsurvey.synthetic.assumed import assumptions
from cpsurvey.synthetic.bounds import mode_bounds
from cpsurvey.synthetic.drafted_margins import draft_margins
from cpsurvey.synthetic.kept_truth import Truth, truth
from cpsurvey.synthetic.low_fidelity import four_checks
from cpsurvey.synthetic.published import published_numbers
from cpsurvey.synthetic.study import synthesise

__all__ = [
    "Truth",
    "assumptions",
    "draft_margins",
    "four_checks",
    "mode_bounds",
    "published_numbers",
    "synthesise",
    "truth",
]
