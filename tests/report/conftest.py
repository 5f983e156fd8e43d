"""A small study: tables and the results made from them."""

from __future__ import annotations

import pandas as pd
import pytest

from cpsurvey.tables import SurveyTables

QUESTIONS = [
    {"question": "group", "label": "Group", "options": ["professional", "parent"],
     "option_labels": ["Practitioners", "Parents and carers"], "grade": "A"},
    {"question": "judged", "label": "Overall judgement", "options": ["better", "same", "worse"],
     "option_labels": ["Better", "About the same", "Worse"], "grade": "B",
     "grade_reason": "several conferences against one"},
    {"question": "joined", "label": "How they joined", "options": ["video", "phone"],
     "option_labels": ["By video", "By phone"], "grade": "A", "grade_reason": "same event"},
    {"question": "reports", "label": "Reports received", "options": ["yes", "no"],
     "option_labels": ["Yes", "No"], "groups": ["parent"], "grade": "C",
     "grade_reason": "one group", "base": "parents who were sent an invitation"},
]  # fmt: skip
BLANK = {"groups": ["professional", "parent"], "grade_reason": "", "base": "answered"}


@pytest.fixture(scope="session")
def tables() -> SurveyTables:
    """Tables in which only the questions matter."""
    empty = pd.DataFrame()
    questions = pd.DataFrame([BLANK | question for question in QUESTIONS])
    texts = ["question", "label", "grade", "grade_reason", "base"]
    return SurveyTables(
        name="SYNTHETIC study", questions=questions.astype(dict.fromkeys(texts, "string")),
        responses=empty, nonresponse=empty, excluded=empty, changes=empty, flags=empty,
    )  # fmt: skip


@pytest.fixture
def result() -> pd.DataFrame:
    """Shares of one question by group and by how people joined."""
    groups = pd.Categorical(["professional", "professional", "parent"], ["professional", "parent"])
    modes = pd.Categorical(["video", "no_answer", "video"], ["video", "phone", "no_answer"])
    return pd.DataFrame(
        {"data": "SYNTHETIC study", "question": "judged", "answer": "better+same",
         "group": groups, "joined": modes, "count": [60, 3, 4], "base": [100, 4, 24],
         "share": [0.6, None, 0.5], "ci_low": [0.5, None, 0.2], "ci_high": [0.7, None, 0.8],
         "mark": ["", "", "u"]}
    )  # fmt: skip


@pytest.fixture
def comparison(result: pd.DataFrame) -> pd.DataFrame:
    """A comparison of two groups."""
    return result.iloc[:1].assign(
        group="parent", reference="professional", base_reference=492, estimate=0.1, grade="B"
    )
