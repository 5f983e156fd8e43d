"""Export files in, text out: what each holds and what it says of itself, nothing interpreted."""

from __future__ import annotations

from cpsurvey.exports import CodingExport, Definition, SurveyExport
from cpsurvey.readers.any_export import read_any_export
from cpsurvey.readers.decisions import read_decisions, read_settled
from cpsurvey.readers.definitions import read_definition
from cpsurvey.readers.interviews import read_coding_export
from cpsurvey.readers.matching import match_columns
from cpsurvey.readers.survey import read_survey_export

__all__ = [
    "CodingExport",
    "Definition",
    "SurveyExport",
    "match_columns",
    "read_any_export",
    "read_coding_export",
    "read_decisions",
    "read_definition",
    "read_settled",
    "read_survey_export",
]
