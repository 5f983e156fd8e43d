"""A draft tries its own reading on the cells: what cleaning could not read is text, unsure."""

from __future__ import annotations

import pandas as pd
import pytest

from cpsurvey.drafting import draft_codebook
from cpsurvey.readers import read_survey_export

from .conftest import build, export_of

DAY_FIRST = [f"{day}/0{month}/2019" for day in (13, 27, 3) for month in range(1, 6)]
UNCLEAR = [f"0{day}/0{month}/2019" for day in range(1, 6) for month in range(1, 4)]


def first(cells, *, dates="", **more):
    """The first question that is drafted for a column of these cells."""
    export = export_of({"visited": cells}, **more)
    export.settings["dates"] = dates
    return export, draft_codebook(export).questions.iloc[0]


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (DAY_FIRST, ("date", "sure", "the cells are dates, day first")),
        ([f"{c} 00:00" for c in DAY_FIRST], ("date", "sure", "the cells are dates, day first")),
        (
            [f"9/{day}/18 9:27" for day in range(10, 29)],
            ("date", "sure", "the cells are dates, month first"),
        ),
        ([f"2019-01-{day}" for day in range(10, 29)], ("date", "sure", "the cells are dates")),
        (
            UNCLEAR,
            (
                "text",
                "unsure",
                "the cells are dates, and nothing tells whether day or month comes first",
            ),
        ),
        (
            [f"{day} May 2019" for day in range(1, 15)],
            ("text", "unsure", "most of the cells could not be read as dates"),
        ),
        ([f"${n},000 " for n in range(1, 30)], ("number", "likely", "the cells are numbers")),
        (
            [f"0.00037556384929{n:04}" for n in range(1, 30)],
            ("number", "sure", "the cells are numbers with decimals"),
        ),
        (
            [f"£{n}" if n % 2 else f"${n}" for n in range(1, 30)],
            ("text", "unsure", "most of the cells could not be read as numbers"),
        ),
        (
            [f"4917630{n:04}" for n in range(1, 30)],
            ("personal", "likely", "numbers as long as that of a telephone, nearly all different"),
        ),
        (
            ["2018041701", "2018041702", "2018041703"] * 9,
            ("ignored", "likely", "long numbers, as of a version"),
        ),
        (
            [
                "22:30",
                "23:15",
                "22:45",
                "23:00",
                "00:30",
                "21:50",
                "23:40",
                "22:10",
                "1:05",
                "22:30",
            ],
            ("text", "likely", "the cells are times of day"),
        ),
        (
            ["17,1", "20,1", "17,8", "NA", "20,1", "20,5"],
            ("number", "sure", "the cells are numbers with decimals"),
        ),
    ],
)
def test_a_column_is_what_cleaning_can_read(cells, kind):
    _, found = first(cells)
    assert (found["type"], found["confidence"], found["why"]) == kind


def test_an_unedited_draft_reads_every_date_and_amount(tmp_path):
    export = export_of({"when": DAY_FIRST, "paid": [f"${n},000 " for n in range(1, 16)]})
    draft, tables = build(export, tmp_path)
    assert 'dates = "day first"' in draft.files["questions.toml"]
    assert tables.nonresponse.empty
    days = sorted(tables.responses["when"].dt.strftime("%d/%m/%Y").str.removeprefix("0"))
    assert days == sorted(DAY_FIRST)
    assert sorted(tables.responses["paid"]) == [1000.0 * n for n in range(1, 16)]


def test_the_platforms_own_dates_tell_the_order(tmp_path):
    sent = ["2019-05-01 10:00:00"] * len(UNCLEAR)
    export, found = first(UNCLEAR, dates="day first", platform="google_forms", recorded=sent)
    why = "the cells are dates, day first, as the platform writes its own"
    assert (found["type"], found["why"]) == ("date", why)
    _, tables = build(export, tmp_path)
    assert sorted(tables.responses["visited"].dt.strftime("%d/%m/%Y")) == sorted(UNCLEAR)
    assert first(UNCLEAR, dates="day first")[1]["type"] == "text"  # those of another column


def test_a_draft_says_how_to_tell_the_order_and_what_commas_are_taken_for():
    dates = draft_codebook(export_of({"answer": UNCLEAR})).files["questions.toml"]
    assert 'dates = "day first"' in " ".join(dates.replace("#", "").split())
    amounts = draft_codebook(export_of({"answer": [f"{n},250" for n in range(1, 30)]}))
    assert "1,250 is 1250" in amounts.files["questions.toml"]


def test_some_cells_that_cannot_be_read_are_noted():
    cells = [f"2019-01-{day}" for day in range(10, 29)] + ["2019-02-30", "2019-02-31", "2019-02-32"]
    draft = draft_codebook(export_of({"answer": cells}))
    assert "cannot" not in draft.questions["why"][0]
    assert "they will be unreadable" in " ".join(
        draft.files["questions.toml"].replace("#", "").split()
    )


@pytest.mark.parametrize(
    ("cells", "selected"),
    [
        (["17,1", "20,1", "17,8", "NA", "20,1", "20,5", "17,1"], "none"),
        (["$4,000", "$3,000", "$5,000", "$4,000"], "none"),
        (["1", "1,2", "2,3", "2", "1,2,3", "3"], "joined"),
    ],
)
def test_commas_of_decimals_and_thousands_join_nothing(tmp_path, cells, selected):
    path = tmp_path / "answers.csv"
    pd.DataFrame({"room": ["a"] * len(cells), "n": cells}).to_csv(path, index=False, sep=";")
    assert read_survey_export(path).settings["selected"] == selected
