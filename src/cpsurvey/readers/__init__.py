"""Export files in, text out: what each holds and what it says of itself, nothing interpreted."""

from __future__ import annotations

from cpsurvey.exports import CodingExport, Definition, SurveyExport
from cpsurvey.readers.any_export import holds_codings, read_any_export
from cpsurvey.readers.beside import find_definition, fit_definition
from cpsurvey.readers.defined.matching import match_columns
from cpsurvey.readers.definitions import read_definition
from cpsurvey.readers.interviews import read_coding_export
from cpsurvey.readers.survey import read_survey_export
from cpsurvey.readers.team.attributes import read_attributes
from cpsurvey.readers.team.decisions import read_decisions, read_settled
from cpsurvey.readers.team.frame import read_frame
from cpsurvey.readers.team.framework import read_framework
from cpsurvey.readers.team.links import read_links

__all__ = [
    "CodingExport",
    "Definition",
    "SurveyExport",
    "find_definition",
    "fit_definition",
    "holds_codings",
    "match_columns",
    "read_any_export",
    "read_attributes",
    "read_coding_export",
    "read_decisions",
    "read_definition",
    "read_frame",
    "read_framework",
    "read_links",
    "read_settled",
    "read_survey_export",
]
