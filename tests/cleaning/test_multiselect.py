import time
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import cpsurvey as cps
from cpsurvey.cleaning.multiselect import split_cells, split_columns
from cpsurvey.codebook import Codebook, Instrument, Level, Question, Scale, ShownIf

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


LEVELS = (Level("phone", "Phone"), Level("both", "Phone, video"), Level("video", "Video"))
WAYS = Scale("ways", "Ways", LEVELS, nonresponse={"dont_know": ("Don't know, sorry",)})
JOINING = replace(USES, name="ways", exclusive="", scale=WAYS, raw={"all": ("Q5",)})


@pytest.fixture
def ways_book():
    """A codebook of one select-all whose labels hold the sign that joins them."""
    question = replace(JOINING, groups=("all",))
    return Codebook(
        "n", "t", "f", {"all": "All"}, (Instrument("all", "all"),), {"ways": WAYS},
        (question,), {"default": ()},
    )  # fmt: skip


def test_a_cell_of_two_meanings_is_ambiguous_flagged_and_in_no_count(export_of, ways_book):
    cells = ["Phone", "Phone, video", "", "Phone, video, Video"]
    export = replace(export_of("all", Q5=cells), platform="google_forms")
    tables = cps.clean_survey(export, ways_book)
    assert tables.nonresponse[["respondent", "reason", "told_by"]].to_dict("records") == [
        {"respondent": "R_1", "reason": "ambiguous", "told_by": "typed"},
        {"respondent": "R_2", "reason": "skipped", "told_by": "undeclared"},
    ]
    assert tables.flags.to_dict("records") == [
        {"respondent": "R_1", "flag": "ambiguous_options", "question": "ways",
         "detail": "both;phone+video"}
    ]  # fmt: skip
    counted = cps.response_table(tables, "ways")
    assert counted[["count", "base"]].to_numpy().tolist() == [[1, 2], [1, 2], [1, 2]]


def test_who_is_routed_by_an_ambiguous_cell_may_have_been_shown_the_question(export_of, ways_book):
    yes = Scale("yes", "", (Level("yes", "Yes"),))
    later = Question(
        "later", "Later", "single", ("all",), raw={"all": ("Q6",)}, scale=yes,
        shown_if=ShownIf("ways", ("video",)),
    )  # fmt: skip
    book = replace(
        ways_book,
        questions=(*ways_book.questions, later),
        scales={"ways": WAYS, "yes": yes},
    )
    cells = ["Phone", "Phone, video", "Phone, video", "Video"]
    export = replace(export_of("all", Q5=cells, Q6=["", "", "Yes", ""]), platform="google_forms")
    tables = cps.clean_survey(export, book)
    silent = tables.nonresponse[tables.nonresponse["question"] == "later"]
    assert silent[["respondent", "reason", "told_by"]].to_numpy().tolist() == [
        ["R_0", "not_shown", "routing"],
        ["R_1", "skipped", "undeclared"],
        ["R_3", "skipped", "blank"],
    ]
    assert "answered_though_not_shown" not in set(tables.flags["flag"])


def test_the_platform_tells_what_joins(export_of, ways_book):
    export = export_of("all", Q5=["Phone, video", "Phone", "Don't know, sorry"])
    tables = cps.clean_survey(export, ways_book)
    assert tables.flags.empty
    assert tables.responses["ways__both"].tolist()[:2] == [True, False]
    assert tables.nonresponse["reason"].tolist() == ["dont_know"]


def test_a_correction_by_hand_settles_an_ambiguous_cell(export_of, ways_book):
    export = replace(export_of("all", Q5=["Phone, video"]), platform="google_forms")
    columns = ["respondent", "question", "action", "value", "date"]
    row = ["R_0", "ways", "correct", "both=yes", "2021-03-31"]
    decisions = pd.DataFrame([row], columns=columns, index=[2])
    decisions.attrs["name"] = "decisions.csv"
    tables = cps.clean_survey(export, ways_book, decisions=decisions)
    assert tables.responses["ways__both"].tolist() == [True]
    assert tables.flags.empty
    assert tables.nonresponse.empty


def test_an_option_that_was_not_shown_leaves_the_question_shown():
    raw = pd.DataFrame({"a": ["N/A", "N/A", "N/A"], "b": ["N/A", "No", "Yes"], "c": ["N/A"] * 3})
    hidden = replace(USES.scale, nonresponse={"not_shown": ("N/A",)})
    cleaned = split_columns(raw, replace(USES, scale=hidden))
    assert cleaned.reasons.tolist() == ["not_shown", "skipped", ""]
    assert ticks(cleaned) == [None, None, [False, True, False]]
    assert not any(doubt.any() for doubt in cleaned.doubts.values())


def test_what_says_not_ticked_by_the_name_of_the_option_ticks_nothing():
    raw = pd.DataFrame(
        {
            "a": ["NO TO: Books", "Books, journals"],
            "b": ["Not Quiet", "no to: quiet"],
            "c": ["", ""],
        }
    )
    cleaned = split_columns(raw, USES)
    assert ticks(cleaned) == [None, [True, False, False]]
    assert cleaned.reasons.tolist() == ["skipped", ""]


def test_a_hundred_thousand_cells_take_about_a_second():
    labels = [f"Option {n}" + " (or so, at least)" * (n % 4 == 0) for n in range(30)]
    scale = Scale("s", "S", tuple(Level(f"o{n}", label) for n, label in enumerate(labels)))
    dice = np.random.default_rng(1)
    picked = dice.random((100_000, 30)) < 0.1
    cells = pd.Series([",".join(np.array(labels)[row]) for row in picked])
    start = time.perf_counter()
    cleaned = split_cells(cells, replace(USES, scale=scale, exclusive=""), "qualtrics")
    assert time.perf_counter() - start < 10
    found = pd.DataFrame(cleaned.values).fillna(False).to_numpy(dtype=bool)
    assert (found == picked).all()
