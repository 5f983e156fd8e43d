"""A study and what was asked in; the picture that fits the question, and its numbers, out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Any

import pandas as pd

from cpsurvey import figures
from cpsurvey.analysis import net_shares, response_table
from cpsurvey.report.chapters.asked import Asked, wording
from cpsurvey.report.chapters.banded import FIRST_BAND
from cpsurvey.report.chapters.counted import Answered, by_mode, everybody
from cpsurvey.report.chapters.differences import one_side, other_side
from cpsurvey.report.chapters.drawn import Chart, drawn
from cpsurvey.report.chapters.study import Block, Record

WHOLE_BARS = (figures.stacked_bars, figures.diverging_bars)
MOST_PARTS = 7  # of a bar that can be told apart
MOST_SIDE_BY_SIDE = 4
TWO_SIDED = 4  # answers from which an even number of them has two halves
NEUTRAL = re.compile(r"neither|neutral|undecided|same|no_(?:change|difference|opinion)|as_much")


def question_blocks(told: Answered, *, modes: bool) -> Iterator[Block]:
    """Yield what was asked, and how people answered: by group and, where told so, by mode too."""
    study, asked, result = told
    if said := wording(study, asked):
        yield said
    chart, title = chart_of(told), asked.label
    options: dict[str, Any] = {}
    modes = modes and len(asked.rows) == 1 and chart in WHOLE_BARS
    if modes:
        result, title = by_mode(told, result, response_table), f"{title}, by how people joined"
    if chart is figures.diverging_bars:
        options = _net(told, modes=modes)
    if len(asked.rows) > 1 and options:
        options["order"] = "net"
    if chart is figures.option_intervals:
        options["order"] = "largest"
    if _is_one_answer(asked):
        result = result[result["answer"] == asked.first["options"][0]]
        title = f"{asked.label}: {asked.first['option_labels'][0]}"
    if chart is figures.count_bars:
        result = _given(result)
    if len(result):
        yield drawn(study, asked.name, title, chart, result, **options)
    else:
        yield f"Nobody answered “{asked.label}”."


def chart_of(told: Answered) -> Chart:
    """Return the chart that fits a question's answers."""
    question = told.asked.first
    if question["type"] == "role":
        return figures.count_bars
    parts = len(question["options"])
    if question["type"] == "multi" or parts > MOST_PARTS or _is_one_answer(told.asked):
        several = "group" in told.result and 1 < told.result["group"].nunique() <= MOST_SIDE_BY_SIDE
        one = len(told.asked.rows) == 1
        return figures.option_intervals if several and one else figures.share_intervals
    if question["ordered"] and _has_sides(question):
        return figures.diverging_bars
    return figures.stacked_bars


def _net(told: Answered, *, modes: bool) -> dict[str, Any]:
    """Return how much more often one side of ordered answers was given than the other."""
    study, asked, _ = told
    count = partial(net_shares, answers=one_side(asked.first), against=other_side(asked.first))
    net = everybody(study, asked, count)
    return {"net": by_mode(told, net, count) if modes else net}


def _is_one_answer(asked: Asked) -> bool:
    """Tell whether one answer says it all: a matrix of yes and no."""
    return len(asked.rows) > 1 and len(asked.first["options"]) == len(("yes", "no"))


def _has_sides(question: Record) -> bool:
    """Tell whether ordered answers lie between opposites: a middle, or two halves.

    Of an odd number of answers the one in the middle must be called so; numbers have no sides.
    """
    options = list(question["options"])
    if options[:1] == [FIRST_BAND]:
        return False
    if len(question["middle"]):
        return True
    if len(options) % 2:
        return bool(NEUTRAL.search(options[len(options) // 2]))
    return len(options) >= TWO_SIDED


def _given(result: pd.DataFrame) -> pd.DataFrame:
    """Return the answers that anybody gave, hidden ones among them, most often given first."""
    given = result[result["count"].fillna(1) > 0]
    given = given.sort_values("count", ascending=False, kind="stable", na_position="last")
    labels = given["answer_label"].astype(str)
    order = pd.CategoricalDtype(list(dict.fromkeys(labels)), ordered=True)
    return given.assign(answer_label=labels.astype(order))
