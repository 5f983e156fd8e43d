"""The published claims as data, and what each of them comes to in the tables."""

from __future__ import annotations

from cpsurvey.claims.asks import Asks, Where
from cpsurvey.claims.bands import Band, read_band
from cpsurvey.claims.bases import find_bases
from cpsurvey.claims.check import check_claims
from cpsurvey.claims.evidence import evidence
from cpsurvey.claims.expected import Expected, expected
from cpsurvey.claims.feasible import counts_that_fit
from cpsurvey.claims.load import load_claims
from cpsurvey.claims.model import Base, Claim, Reading, Source
from cpsurvey.claims.multiverse import claim_multiverse
from cpsurvey.claims.multiverse_summary import multiverse_summary
from cpsurvey.claims.readings import claim_readings
from cpsurvey.claims.related import Beside, Finding, load_related
from cpsurvey.claims.words import Word, load_words

__all__ = [
    "Asks",
    "Band",
    "Base",
    "Beside",
    "Claim",
    "Expected",
    "Finding",
    "Reading",
    "Source",
    "Where",
    "Word",
    "check_claims",
    "claim_multiverse",
    "claim_readings",
    "counts_that_fit",
    "evidence",
    "expected",
    "find_bases",
    "load_claims",
    "load_related",
    "load_words",
    "multiverse_summary",
    "read_band",
]
