"""Tables in, result tables out; columns as in `cpsurvey.vocabulary`."""

from cpsurvey.analysis.compare import compare_groups
from cpsurvey.analysis.methods import METHODS
from cpsurvey.analysis.responses import response_table

__all__ = ["METHODS", "compare_groups", "response_table"]
