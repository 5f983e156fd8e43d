"""Export files in, text out: what each holds and what it says of itself, nothing interpreted."""

from __future__ import annotations

from cpsurvey.exports import CodingExport, SurveyExport
from cpsurvey.readers.interviews import read_coding_export
from cpsurvey.readers.survey import read_survey_export

__all__ = ["CodingExport", "SurveyExport", "read_coding_export", "read_survey_export"]
