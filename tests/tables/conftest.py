"""Fixtures: tables of a few made-up people, and of two made-up interviews."""

from __future__ import annotations

import pandas as pd
import pytest

from cpsurvey.cleaning import clean_survey
from cpsurvey.tables import InterviewTables, SurveyTables


@pytest.fixture(scope="session")
def survey(library, export_of) -> SurveyTables:
    """Three members of a library's staff, one of them left out."""
    staff = export_of(
        "staff",
        C1=["Yes", "Yes", "No"],
        C2=["Good", "bad", "Good"],
        C6_1=["", "Fair", ""],
        C6_2=["", "Prefer not to say", ""],
        status=["normal", "other", "normal"],
    )
    return clean_survey(staff, library)


@pytest.fixture(scope="session")
def interviews() -> InterviewTables:
    """Two interviews, one of them coded."""
    return InterviewTables(
        name="SYNTHETIC interviews",
        interviews=pd.DataFrame(
            {"interview": ["a", "b"], "source": ["s1", "s2"], "characters": [90, 40]}
        ).astype({"interview": "string", "source": "string", "characters": "Int64"}),
        codings=pd.DataFrame(
            {
                "interview": ["a"], "coder": ["c"], "code": ["T.t"], "start": [0], "end": [90],
                "segment": ["s1"],
            }
        ).astype(
            {"interview": "string", "coder": "string", "code": "string", "segment": "string"}
            | {"start": "Int64", "end": "Int64"}
        ),
        themes=pd.DataFrame(
            {"code": ["T", "T.t"], "label": ["Time", "Too little"], "parent": ["", "T"]},
            dtype="string",
        ),
        losses=pd.DataFrame(
            {"what": ["note"], "count": pd.array([3], dtype="Int64"), "detail": [""]}
        ).astype({"what": "string", "detail": "string"}),
        mapped=pd.DataFrame(
            [("Little time", "T.t", "renamed", 2, 1, "same"), ("x", "", "dropped", 3, 0, "test")],
            columns=["project_code", "code", "rule", "codings", "kept", "reason"],
        ).astype(
            {"project_code": "string", "code": "string", "rule": "string", "reason": "string"}
            | {"codings": "Int64", "kept": "Int64"}
        ),
    )  # fmt: skip
