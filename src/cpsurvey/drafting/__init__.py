"""Drafting: an export never seen in, a codebook to be read and corrected out."""

from cpsurvey.drafting.coverage import coverage
from cpsurvey.drafting.draft import Draft, draft_codebook

__all__ = ["Draft", "coverage", "draft_codebook"]
