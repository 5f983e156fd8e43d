"""Exports and a codebook in, tidy tables out; knows no files."""

from cpsurvey.cleaning.authorities import authority_coverage
from cpsurvey.cleaning.combine_exports import combine_coding_exports
from cpsurvey.cleaning.free_text import comments
from cpsurvey.cleaning.interviews import clean_codings
from cpsurvey.cleaning.passages import interview_names, interview_texts, passages
from cpsurvey.cleaning.pipeline import build_tables, clean_survey
from cpsurvey.cleaning.two_exports import compare_exports
from cpsurvey.cleaning.typed_answers import typed_answers

__all__ = [
    "authority_coverage",
    "build_tables",
    "clean_codings",
    "clean_survey",
    "combine_coding_exports",
    "comments",
    "compare_exports",
    "interview_names",
    "interview_texts",
    "passages",
    "typed_answers",
]
