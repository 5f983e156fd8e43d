"""Exports and a codebook in, tidy tables out; knows no files."""

from cpsurvey.cleaning.interviews import clean_codings
from cpsurvey.cleaning.pipeline import build_tables, clean_survey

__all__ = ["build_tables", "clean_codings", "clean_survey"]
