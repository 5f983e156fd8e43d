"""The published claims as data, and what each of them comes to in the tables."""

from __future__ import annotations

from cpsurvey.claims.feasible import counts_that_fit
from cpsurvey.claims.load import load_claims
from cpsurvey.claims.measure import measure_claims
from cpsurvey.claims.model import Asks, Base, Claim, Reading, Where, other_readings

__all__ = [
    "Asks",
    "Base",
    "Claim",
    "Reading",
    "Where",
    "counts_that_fit",
    "load_claims",
    "measure_claims",
    "other_readings",
]
