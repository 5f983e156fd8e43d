from dataclasses import replace

import pandas as pd
import pytest

from cpsurvey.cleaning.multiselect import split_cells, split_columns
from cpsurvey.codebook import Level, Question, Scale

USES = Question(
    "uses",
    "Uses",
    "multi",
    ("visitor",),
    scale=Scale(
        "uses",
        "Uses",
        (
            Level("books", "Books, journals", ("Books",)),
            Level("quiet", "Quiet"),
            Level("none", "None of these"),
        ),
        nonresponse={"prefer_not": ("Prefer not to say",)},
    ),
    exclusive="none",
)


def ticks(cleaned):
    frame = pd.DataFrame(cleaned.values)
    return [
        None if row.isna().all() else [bool(tick) for tick in row] for _, row in frame.iterrows()
    ]


def test_a_column_an_option_takes_labels_numbers_and_words():
    raw = pd.DataFrame(
        {
            "a": ["Books, journals", "1", "Yes", "", "0", "books"],
            "b": ["", "Quiet", "No", "", "0", "Not selected"],
            "c": ["", "", "", "", "0", ""],
        }
    )
    cleaned = split_columns(raw, USES)
    assert ticks(cleaned) == [
        [True, False, False],
        [True, True, False],
        [True, False, False],
        None,
        None,
        [True, False, False],
    ]
    assert cleaned.reasons.tolist() == ["", "", "", "skipped", "skipped", ""]
    assert cleaned.changes.to_dict("records") == [
        {"rule": "spelling", "before": "books", "after": "Books, journals"}
    ]


def test_every_changed_option_of_a_row_is_in_the_trail():
    raw = pd.DataFrame({"a": ["books"], "b": ["QUIET"], "c": [""]})
    assert split_columns(raw, USES).changes["before"].tolist() == ["books", "QUIET"]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Books, journals,Quiet", [True, True, False]),
        ("Quiet;Books, journals;", [True, True, False]),
        ("Quiet, Books", [True, True, False]),
        ("Quiet", [False, True, False]),
    ],
)
def test_a_joined_cell_is_split_at_known_labels_only(cell, expected):
    assert ticks(split_cells(pd.Series([cell]), USES)) == [expected]


def test_a_joined_cell_may_say_why_there_is_no_answer():
    cleaned = split_cells(pd.Series(["Prefer not to say", ""]), USES)
    assert ticks(cleaned) == [None, None]
    assert cleaned.reasons.tolist() == ["prefer_not", "skipped"]


@pytest.mark.parametrize("cell", ["Quiet,Coffee", "Coffee", "Quieter"])
def test_a_joined_cell_with_something_unknown_is_unknown_as_a_whole(cell):
    assert list(split_cells(pd.Series([cell], name="Q5"), USES).unknown) == [("Q5", cell)]


def test_an_unknown_tick_is_reported_with_its_column_and_rows():
    raw = pd.DataFrame({"a": ["maybe", ""], "b": ["", "maybe"], "c": ["", ""]}, index=[4, 5])
    assert split_columns(raw, USES).unknown == {("a", "maybe"): [4], ("b", "maybe"): [5]}


def test_none_of_these_beside_another_tick_is_doubted_and_kept():
    raw = pd.DataFrame({"a": ["1", ""], "b": ["", ""], "c": ["1", "1"]})
    cleaned = split_columns(raw, USES)
    assert cleaned.doubts["exclusive_and_other"].tolist() == [True, False]
    assert ticks(cleaned) == [[True, False, True], [False, False, True]]


def test_a_joined_cell_read_through_a_variant_is_in_the_trail():
    cleaned = split_cells(pd.Series(["Quiet,Books", "Quiet,Books, journals"]), USES)
    assert cleaned.changes.to_dict("records") == [
        {"rule": "variant", "before": "Quiet,Books", "after": "Books, journals, Quiet"}
    ]


def test_a_refusal_beside_ticks_is_doubted_and_the_ticks_kept():
    cleaned = split_cells(pd.Series(["Quiet,Prefer not to say", "Quiet"]), USES)
    assert ticks(cleaned) == [[False, True, False]] * 2
    assert cleaned.doubts["nonresponse_and_other"].tolist() == [True, False]


def test_a_column_an_option_may_say_why_nothing_is_ticked():
    raw = pd.DataFrame({"a": ["Prefer not to say", ""], "b": ["", ""], "c": ["", ""]})
    cleaned = split_columns(raw, USES)
    assert cleaned.reasons.tolist() == ["prefer_not", "skipped"]
    assert cleaned.unknown == {}


DRINKS = replace(
    USES,
    exclusive="",
    scale=Scale("drinks", "Drinks", (Level("tea", "Tea"), Level("other", "Other")), other="other"),
)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Tea;", [True, False]),
        ("Tea;mulled wine;", [True, True]),
        ("mulled wine;Tea;", [True, True]),
        ("iced tea", [False, True]),
        ("Other;Tea;", [True, True]),
    ],
)
def test_what_is_typed_among_joined_options_counts_as_other(cell, expected):
    cleaned = split_cells(pd.Series([cell]), DRINKS)
    assert ticks(cleaned) == [expected]
    assert not cleaned.unknown
    assert "mulled" not in cleaned.changes.to_string()


def test_what_is_typed_in_the_column_of_other_ticks_it():
    raw = pd.DataFrame({"a": ["Tea", ""], "b": ["mulled wine", "No"]})
    cleaned = split_columns(raw, DRINKS)
    assert ticks(cleaned) == [[True, True], None]
    assert cleaned.changes["rule"].tolist() == ["other"]
