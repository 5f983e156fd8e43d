"""A claim made up for tests, and the answers of a few library users."""

import pytest

import cpsurvey as cps
from cpsurvey.claims import Asks, Base, Claim, read_band


@pytest.fixture(scope="session")
def example():
    return cps.load_example()


@pytest.fixture(scope="session")
def claim_of():
    """Make a claim about a group, of what is asked and of the shares that agree."""

    def make(name, asks, band="[0.5, 1]", **others):
        made = {
            "id": name, "topic": "test", "group": "visitor", "claim": "It was so", "kind": "word",
            "words": "so many", "certainty": "high", "sources": (), "band_reason": "a test's own",
            "base": Base("visitors", "survey", "unclear"), "band": read_band(band),
            "asks": Asks(**asks) if isinstance(asks, dict) else asks,
        }  # fmt: skip
        return Claim(**made | others)

    return make


@pytest.fixture(scope="session")
def visitors(export_of, library):
    """Build tables of the first so many of eight visitors, one of whom stopped half-way."""

    def build(count=8, rules="default"):
        export = export_of(
            "visitor",
            finished=["yes", "yes", "yes", "yes", "yes", "yes", "yes", "no"][:count],
            progress=["100", "100", "100", "100", "100", "100", "100", "60"][:count],
            Q1=["Yes"] * count,
            Q2=["Good", "Good", "Poor", "Fair", "Mixed", "", "Good", "Good"][:count],
            Q3=["Yes", "Yes", "No", "No", "Don't know", "", "Yes", "Yes"][:count],
            Q4=["3", "1", "", "", "", "", "2", "9"][:count],
            Q5__1=["Books, journals", "", "", "Books, journals", "", "", "", ""][:count],
            Q5__2=["", "Quiet", "", "Quiet", "", "", "Quiet", "Quiet"][:count],
            Q5__3=["", "", "None of these", "", "", "", "", ""][:count],
            Q6__1=["Good"] * count,
            Q7=[""] * count,
        )
        return cps.clean_survey(export, library, rules=rules)

    return build
