"""How many themes so many interviews brought out."""

import numpy as np
import pandas as pd
import pytest

from cpsurvey import figures
from cpsurvey.figures.record import recall


@pytest.fixture
def course():
    def rows(group, so_far, point, spread=None):
        facts = {
            "data": "SYNTHETIC study", "group": group, "interviews": len(so_far), "why": "",
            "method": "random orders" if spread else "in order", "mark": "",
        }  # fmt: skip
        made = [
            facts | {"so_far": place, "measure": "codes_so_far", "estimate": value,
                     "ci_low": value - spread if spread else np.nan,
                     "ci_high": value + spread if spread else np.nan}
            for place, value in enumerate(so_far, 1)
        ]  # fmt: skip
        made += [row | {"measure": "new_codes", "estimate": 1.0} for row in made]
        blank = {"so_far": pd.NA, "ci_low": np.nan, "ci_high": np.nan}
        return [*made, facts | blank | {"measure": "saturation_point", "estimate": point}]

    def make(spread=None):
        frame = pd.DataFrame(
            [
                *rows("professional", [10, 14, 16, 17], 3, spread),
                *rows("parent", [4, 7], np.nan, spread),
                {
                    "data": "SYNTHETIC study", "group": "other", "interviews": 0,
                    "measure": "saturation_point", "estimate": np.nan, "why": "no interviews",
                    "method": "in order", "mark": "",
                },
            ]
        )  # fmt: skip
        return frame.astype({"so_far": "Int64"})

    return make


def test_a_line_is_the_number_of_themes_so_far(course):
    axes = figures.saturation_lines(course())
    drawn = [line for line in axes.lines if line.get_marker() != "None"]
    assert [list(line.get_ydata()) for line in drawn] == [[10, 14, 16, 17], [4, 7]]
    assert [list(line.get_xdata()) for line in drawn] == [[1, 2, 3, 4], [1, 2]]
    assert axes.get_xlabel() == "Interviews, in order"


def test_where_the_rule_is_met_is_marked_and_where_not_is_not(course):
    axes = figures.saturation_lines(course())
    dashed = [line for line in axes.lines if line.get_marker() == "None"]
    assert [(list(line.get_xdata()), list(line.get_ydata())) for line in dashed] == [
        ([3, 3], [0, 16])
    ]
    assert axes.texts[-1].get_text() == "3"


def test_the_spread_of_random_orders_is_shaded(course):
    axes = figures.saturation_lines(course(spread=2))
    first = axes.collections[0].get_paths()[0].get_extents()
    assert (first.ymin, first.ymax) == (8, 19)
    assert axes.get_xlabel() == "Interviews, in any order"


def test_a_group_without_interviews_is_said(course):
    caption = recall(figures.saturation_lines(course())).about.caption
    assert caption == "No line for Other, n = 0 (no interviews)."


def test_the_text_says_where_each_line_ends(course):
    short, long = recall(figures.saturation_lines(course(), title="New themes")).alt
    assert short == (
        "Line chart: New themes. The number of themes by line: Professional, n = 4: 17 after 4"
        " interviews, the rule of saturation met after 3; Parent, n = 2: 7 after 2 interviews."
        " Data: SYNTHETIC study."
    )
    assert long.splitlines()[2] == "Parent, n = 2: 4 at 1, 7 at 2."


def test_hidden_groups_have_no_line(course):
    hidden = course()
    parents = hidden["group"] == "parent"
    hidden = hidden.assign(
        estimate=hidden["estimate"].mask(parents),
        interviews=hidden["interviews"].astype("Int64").mask(parents),
        mark=hidden["mark"].mask(parents, "c"),
    )
    axes = figures.saturation_lines(hidden)
    assert "Parent, n = [c] ([c] not shown, to protect people)" in recall(axes).about.caption
