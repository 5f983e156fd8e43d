"""Bounds as bars, and the made-up value as a mark that is no evidence."""

import pandas as pd
import pytest

from cpsurvey import figures
from cpsurvey.errors import QuestionError
from cpsurvey.figures.record import recall

ROWS = pd.DataFrame(
    {
        "data": "SYNTHETIC study", "group": "parent", "question": "judged",
        "answer": ["better", "better", "worse"], "level": ["phone", "video", "phone"],
        "base": pd.array([10, None, 4], dtype="Int64"), "share": [0.6, None, 0.5],
        "published_share_low": 0.0, "published_share_high": [1.0, 1.0, 0.75],
        "assumed_share_low": [0.1, None, 0.5], "assumed_share_high": [0.9, None, 0.5],
    }
)  # fmt: skip


def bars(axes):
    return [
        (patch.get_x(), patch.get_x() + patch.get_width(), round(patch.get_height(), 3))
        for patch in axes.patches
    ]


def test_each_row_has_both_bars_from_the_fewest_to_the_most():
    axes = figures.bounds_bars(ROWS)
    assert bars(axes) == [
        (0, 1, 0.17), (0, 1, 0.17), (0, 0.75, 0.17), (0.1, 0.9, 0.075), (0.5, 0.5, 0.075),
    ]  # fmt: skip
    assert axes.get_xlim() == (0, 1)


def test_the_mark_stands_at_the_made_up_value_and_is_left_out_where_there_is_none():
    (line,) = figures.bounds_bars(ROWS).lines
    assert [None if x != x else x for x in line.get_xdata()] == [0.6, None, 0.5]


def test_every_row_says_its_numbers():
    texts = [text.get_text() for text in figures.bounds_bars(ROWS).texts]
    assert [text for text in texts if ";" in text] == [
        "60%, n = 10; 10% to 90%", "not counted; anything", "2 of 4; 50%",
    ]  # fmt: skip


def test_the_text_alternative_has_every_number_and_says_that_it_is_no_evidence():
    kept = recall(figures.bounds_bars(ROWS, title="Judged, by how parents joined"))
    assert kept.alt.short == (
        "Bar chart of bounds: Judged, by how parents joined. Of 3 shares, published figures alone"
        " settle 0, the assumed margins 1. Where the made-up data lies between its bounds is no"
        " evidence. Data: SYNTHETIC study."
    )
    assert kept.alt.long.splitlines() == [
        "Better, Phone: made-up data 60%, n = 10; assumed margins leave 10% to 90%, published"
        " figures 0% to 100%.",
        "Better, Video: made-up data not counted; assumed margins leave anything, published"
        " figures 0% to 100%.",
        "Worse, Phone: made-up data 2 of 4; assumed margins leave 50%, published figures 0% to"
        " 75%.",
    ]


@pytest.mark.parametrize(
    ("result", "message"),
    [
        (
            ROWS.assign(group=["parent", "professional", "parent"]),
            "bounds_bars draws one question of one group; this result has more than one group."
            " Keep the rows of one.",
        ),
        (
            pd.concat([ROWS.assign(answer=f"a{n}") for n in range(14)]),
            "The result has 42 rows; on one page at most 40 can be read. Draw those of some"
            " answers.",
        ),
        (
            pd.concat([ROWS, ROWS]),
            "The result has more than one row for Better, Phone. Draw one result at a time, or keep"
            " the column that tells the rows apart.",
        ),
        (
            ROWS.iloc[:0],
            "bounds_bars has nothing to draw: the result has no rows.",
        ),
    ],
)
def test_what_cannot_be_drawn_is_refused(result, message):
    with pytest.raises(QuestionError) as error:
        figures.bounds_bars(result)
    assert str(error.value) == message
