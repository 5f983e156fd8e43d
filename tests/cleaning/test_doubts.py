"""What gives cause for doubt is flagged, counted once, and changes nothing."""

from dataclasses import replace

import pandas as pd
import pytest

from cpsurvey.cleaning import clean_survey
from cpsurvey.cleaning.answers import encode
from cpsurvey.cleaning.doubts import identical, speeders, straight_lines
from cpsurvey.cleaning.multiselect import split_columns
from cpsurvey.cleaning.numbers import parse_numbers
from cpsurvey.codebook import Level, Question, Scale
from cpsurvey.vocabulary import FLAGS

RATING = Scale(
    "rating",
    "Rating",
    tuple(Level(c, c) for c in ("a", "b", "c")),
    nonresponse={"dont_know": ("?",)},
)
USES = Question(
    "uses", "Uses", "multi", ("all",), scale=Scale("u", "U", (Level("x", "X"), Level("y", "Y")))
)
COUNT = Question("count", "Count", "number", ("all",))


def test_a_speeder_took_less_than_a_share_of_the_median():
    seconds = pd.Series(["100"] * 9 + ["33", "32", ""])
    assert speeders(seconds, 0.33).tolist() == [False] * 10 + [True, False]


def test_of_fewer_than_ten_durations_nobody_is_a_speeder():
    assert not speeders(pd.Series(["100"] * 8 + ["1", ""]), 0.33).any()
    assert speeders(pd.Series(["100"] * 9 + ["1", ""]), 0.33).any()


@pytest.mark.parametrize(
    ("answers", "least", "rows"),
    [
        ("aaaa", 4, 4),
        ("aaa ", 4, 0),
        ("aaa ", 3, 3),
        ("aaab", 4, 0),
        ("aaa?", 3, 3),
        ("baaa", 4, 0),
        ("    ", 2, 0),
    ],
)
def test_a_straight_line_is_one_answer_to_enough_rows(answers, least, rows):
    parts = [encode(pd.Series([answer.strip()]), RATING) for answer in answers]
    assert straight_lines(parts, least).tolist() == [rows]


def people(*rows):
    """What people answered: two letters, two ticks, a number."""
    columns = list(zip(*rows, strict=True))
    first, second, x, y, count = (pd.Series(column) for column in columns)
    return {
        "first": encode(first, RATING),
        "second": encode(second, RATING),
        "uses": split_columns(pd.DataFrame({"x": x, "y": y}), USES),
        "count": parse_numbers(count, COUNT),
    }


ALIKE = [
    (["ab1 7", "ab1 7"], 4, [2, 2]),
    (["ab1 7", "ab1 7", "ab1 7", "bb1 7"], 4, [3, 3, 3, 0]),
    (["ab1 7", "ab 17"], 4, [0, 0]),
    (["ab1 7", "ab1 8"], 4, [0, 0]),
    (["ab1  ", "ab1  "], 4, [0, 0]),
    (["ab1  ", "ab1  "], 3, [2, 2]),
    (["a?1 7", "a 1 7"], 3, [0, 0]),
    (["ab1 7"], 1, [0]),
    ([], 1, []),
]


@pytest.mark.parametrize(("rows", "least", "expected"), ALIKE)
def test_identical_answers_are_alike_in_every_question_and_every_reason(rows, least, expected):
    cells = [tuple(letter.strip() for letter in row) for row in rows] or [("a", "b", "", "", "")]
    parts = people(*cells)
    if not rows:
        parts = {
            name: part._replace(
                values={key: values.iloc[:0] for key, values in part.values.items()},
                reasons=part.reasons.iloc[:0],
            )
            for name, part in parts.items()
        }
    assert identical(parts, least).tolist() == expected


def flags_of(tables):
    return tables.flags[["respondent", "flag", "question", "detail"]].values.tolist()


STAFF = {"C1": ["Yes"] * 11, "C2": ["Good"] * 11, "C6_1": ["Good"] * 11, "C6_2": [""] * 11}


def test_flags_say_what_was_seen_and_name_nobody_else(library, export_of):
    book = replace(library, flags={"straight_line": 2, "identical_answers": 4})
    seconds = ["100"] * 10 + ["10"]
    lines = {**STAFF, "C6_2": ["Good", "Good", *["Fair", "Poor", ""] * 3]}
    tables = clean_survey(export_of("staff", **lines, duration_seconds=seconds), book)
    alike = [
        ["R_0", 2],
        ["R_1", 2],
        ["R_2", 3],
        ["R_3", 3],
        ["R_5", 3],
        ["R_6", 3],
        ["R_8", 3],
        ["R_9", 3],
    ]
    assert flags_of(tables) == sorted(
        [
            *[[who, "identical_answers", "", f"{count} respondents"] for who, count in alike],
            ["R_0", "straight_line", "rooms", "2 rows"],
            ["R_1", "straight_line", "rooms", "2 rows"],
            ["R_10", "speeder", "", "less than 0.33 of the median duration"],
        ]
    )
    assert len(tables.responses) == 11
    assert set(tables.flags["flag"]) <= set(FLAGS)


def test_the_codebooks_thresholds_are_used(library, export_of):
    seconds = ["100"] * 10 + ["50"]
    export = export_of("staff", **STAFF, duration_seconds=seconds)
    assert flags_of(clean_survey(export, library)) == []
    book = replace(library, flags={"speeder": 0.6})
    assert [flag for _, flag, _, _ in flags_of(clean_survey(export, book))] == ["speeder"]


def test_who_is_left_out_is_neither_flagged_nor_counted_in_the_median(library, export_of):
    seconds = ["100"] * 9 + ["1", "10"]
    export = export_of(
        "staff", **STAFF, duration_seconds=seconds, status=["normal"] * 9 + ["test", "normal"]
    )
    assert [row[:2] for row in flags_of(clean_survey(export, library))] == [["R_10", "speeder"]]
