"""Fixtures: the folders that only continuous integration has, and a small questionnaire of ours."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import matplotlib
import pandas as pd
import pytest
from hypothesis import settings

from cpsurvey.codebook import Codebook, load_codebook
from cpsurvey.exports import SurveyExport

if TYPE_CHECKING:
    from cpsurvey.report.document import Report

matplotlib.use("agg")
settings.register_profile("steady", deadline=None, max_examples=25, derandomize=True)
settings.load_profile("steady")

META = {
    "respondent": "",
    "status": "normal",
    "finished": "yes",
    "progress": "100",
    "started": "",
    "recorded": "2020-10-01",
    "duration_seconds": "",
    "language": "",
    "channel": "",
}


def _folder(variable: str) -> Path:
    if variable not in os.environ:
        pytest.skip(f"{variable} is not set: the files it names are not part of the repository")
    return Path(os.environ[variable])


@pytest.fixture(scope="session")
def corpus() -> Path:
    """Real export files."""
    return _folder("CPSURVEY_CORPUS")


@pytest.fixture(scope="session")
def study() -> Path:
    """The study's published facts."""
    return _folder("CPSURVEY_STUDY")


@pytest.fixture(scope="session")
def library() -> Codebook:
    """A questionnaire of library users that has nothing to do with conferences."""
    return load_codebook(Path(__file__).with_name("library"))


MakeExport = Callable[..., SurveyExport]


@pytest.fixture(scope="session")
def export_of() -> MakeExport:
    """Make an export from columns typed in by hand."""

    def make(group: str = "", name: str = "answers.csv", **columns: list[str]) -> SurveyExport:
        meta = {key: columns.pop(key) for key in META if key in columns}
        rows = pd.DataFrame(
            {key.replace("__", "_"): column for key, column in columns.items()}, dtype=object
        )
        rows.index = pd.RangeIndex(4, 4 + len(rows))
        people = [f"R_{number}" for number in range(len(rows))]
        table = pd.DataFrame({**META, "respondent": people, **meta}, index=rows.index, dtype=object)
        return SurveyExport(
            name=name,
            platform="qualtrics",
            group=group,
            instrument=group,
            settings={"answers": "text"},
            columns=pd.DataFrame({"column": list(rows), "name": list(rows), "kind": "question"}),
            meta=table,
            rows=rows,
        )

    return make


@pytest.fixture(scope="session")
def visits_report() -> Report:
    """A small report of made-up visits: a picture, a table, and one that needs a page turned."""
    from cpsurvey import figures
    from cpsurvey.report.document import Chapter, Report, Table
    from cpsurvey.report.drawing import picture

    counts = pd.DataFrame(
        {"data": "SYNTHETIC visits", "question": "nation", "answer": ["england", "wales"],
         "answer_label": ["England", "Cymru: tŷ & <gardd>"], "count": [24, 7], "mark": ["", "u"]}
    )  # fmt: skip
    frame = counts[["answer_label", "count"]].set_axis(["Nation", "Visits"], axis=1)
    marks = pd.DataFrame({"Nation": "", "Visits": counts["mark"]})
    numbers = Table("nation-numbers", "Nations", frame, {"Visits": "count"}, marks)
    wide = pd.DataFrame({f"Column {n} in words": ["x", "*y* #z"] for n in range(12)})
    shares = pd.DataFrame({"Group": ["Parents", "Staff"], "Share": [0.283, None]})
    chapters = (
        Chapter(
            "where", "Where they came from", "Who came, and where from?",
            ("Asked of all.",
             picture("nation", lambda: figures.count_bars(counts, caption="All kept."), numbers),
             Table("shares", "Came again", shares, {"Share": "share"}, notes="Of all.")),
            ("31 people came.", "Most came from England."),
        ),
        Chapter("many", "Many columns", "", (Table("wide", "Wide", wide, notes="Wide."),)),
    )  # fmt: skip
    made = (("cpsurvey", "0.7"), ("responses", f"sha256 {'0123456789abcdef' * 4}"))
    return Report("Visits", "SYNTHETIC visits", True, "Nothing hidden.", chapters, made)
