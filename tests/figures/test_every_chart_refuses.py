"""Bad input to every chart: drawn well, or refused with the reason, and never another error."""

from __future__ import annotations

import re

import matplotlib.pyplot as plt
import pandas as pd
import pytest

from cpsurvey import figures
from cpsurvey.errors import QuestionError
from cpsurvey.vocabulary import NO_ANSWER

from .every_chart import alternative, charts, texts, tried

CHARTS = charts()
NUMBERS = ("count", "base", "share", "ci_low", "ci_high", "estimate")
SHARES = [
    "bounds_bars", "claim_bands", "count_bars", "diverging_bars", "evidence_forest", "heat_map",
    "mode_grid", "option_intervals", "share_intervals", "specification_curve", "stacked_bars",
    "upset_plot",
]  # fmt: skip


def refusal(chart: str, result: pd.DataFrame) -> str:
    with pytest.raises(QuestionError) as refused:
        CHARTS[chart](result)
    return str(refused.value)


@pytest.mark.parametrize("chart", sorted(CHARTS))
def test_a_table_of_something_else_is_told_what_lacks(chart):
    strange = pd.DataFrame({"data": ["SYNTHETIC study"], "rainfall": [3]})
    assert re.fullmatch(
        rf"{chart} needs the columns? [\w ,]+, which this result does not have\. It has .+\.",
        refusal(chart, strange),
    )


@pytest.mark.parametrize("chart", sorted(CHARTS))
def test_no_rows_are_refused(chart, every_result):
    said = refusal(chart, every_result[chart].iloc[:0])
    assert said == f"{chart} has nothing to draw: the result has no rows."


@pytest.mark.slow
@pytest.mark.parametrize("chart", sorted(CHARTS))
def test_without_any_one_column_it_is_drawn_or_the_column_is_named(chart, every_result):
    result = every_result[chart]
    for column in result:
        said = tried(CHARTS[chart], result.drop(columns=column))
        if isinstance(said, str):
            assert re.search(rf"\b{column}\b", said) or "more than one" in said
        plt.close("all")


@pytest.mark.parametrize("chart", SHARES)
def test_shares_outside_0_to_1_are_refused(chart, every_result):
    result = every_result[chart]
    high = result["share"].astype(float) + 1.5
    said = refusal(chart, result.assign(share=high))
    assert said == (
        f"{chart} needs shares from 0 to 1; the column share runs from {high.min():g} to"
        f" {high.max():g}."
    )


def test_shares_in_words_and_intervals_outside_are_refused(better):
    assert refusal("share_intervals", better.assign(share="half")) == (
        'share_intervals needs shares from 0 to 1; the column share holds text, such as "half".'
    )
    assert refusal("share_intervals", better.assign(ci_high=1.25)) == (
        "share_intervals needs shares from 0 to 1; the column ci_high runs from 1.25 to 1.25."
    )


def test_more_levels_than_colours_are_refused(every_result):
    ticked = every_result["upset_plot"]
    groups = pd.concat([ticked.assign(group=name) for name in "abcde"])
    assert refusal("upset_plot", groups) == (
        "The result has 5 groups; on one page at most 4 can be told apart. Keep some of them."
    )
    lines = every_result["power_lines"]
    modes = pd.concat([lines.assign(join_mode=name) for name in "abcde"])
    assert refusal("power_lines", modes) == (
        "The result has 5 lines; in one plot at most 4 can be told apart. Keep some of the rows, or"
        " draw several figures."
    )
    judged = every_result["stacked_bars"].drop(columns=["answer_label", "group_label"])
    parents = judged[judged["group"] == "parent"]
    many = pd.concat([parents.iloc[:1].assign(answer=f"a{n}", share=1 / 8) for n in range(8)])
    said = (
        "The result has 8 answers; in one bar at most 7 can be told apart. Take answers together"
        " (answers=), or draw share_intervals."
    )
    assert refusal("stacked_bars", many) == said
    assert refusal("diverging_bars", many) == said


@pytest.mark.slow
@pytest.mark.parametrize("chart", sorted(CHARTS))
def test_a_group_of_nobody_is_drawn_as_such_or_refused(chart, every_result):
    result = every_result[chart]
    there = [column for column in NUMBERS if column in result]
    nobody = result.astype(dict.fromkeys(there, "float64"))
    for column in there:
        nobody[column] = 0.0 if column in ("count", "base") else float("nan")
    if "why" in nobody:
        nobody = nobody.assign(why="nobody answered")
    axes = tried(CHARTS[chart], nobody)
    if isinstance(axes, str):
        return
    assert "nan" not in " ".join(one.get_text() for one in texts(axes)).casefold().split()
    assert not re.search(r"\bnan\b", alternative(axes))


@pytest.mark.slow
@pytest.mark.parametrize("chart", sorted(CHARTS))
def test_two_sets_of_data_are_never_drawn_together(chart, every_result):
    result = every_result[chart]
    if chart == "feasible_bases":  # of no data of people
        return
    if len(result) == 1:
        result = pd.concat([result, result])
    names = ["SYNTHETIC one", *["SYNTHETIC two"] * (len(result) - 1)]
    assert refusal(chart, result.assign(data=names)) == (
        f"{chart} draws one data set and prints its name; the column data of this result holds"
        " SYNTHETIC one and SYNTHETIC two. Give every row the same name."
    )


def test_a_flow_without_what_came_in_is_refused(every_result):
    flow = every_result["flow_bars"]
    assert refusal("flow_bars", flow[flow["rule"] != "rows_in"]) == (
        "flow_bars needs how many rows came in, in a first row rows_in of each group; Professionals"
        " has none. Give a whole result of report.flow_table."
    )


def test_steps_of_a_flow_stand_in_their_order(every_result):
    flow = every_result["flow_bars"]
    shuffled = figures.flow_bars(flow.sample(frac=1, random_state=3))
    assert alternative(shuffled) == alternative(figures.flow_bars(flow))


def test_people_without_an_answer_are_a_level_like_others(better):
    unknown = better.drop(columns="join_mode_label").assign(
        join_mode=better["join_mode"].astype(str).replace({"phone": NO_ANSWER})
    )
    assert "No answer" in alternative(figures.share_intervals(unknown))
