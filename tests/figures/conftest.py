"""Results typed in by hand, in the shape that response_table and compare_groups give."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.axes import Axes

import cpsurvey as cps

from .every_chart import results

DATA = "SYNTHETIC study"
GROUPS = {"professional": "Professionals", "parent": "Parents"}
MODES = {"video": "Video", "phone": "Phone", "did_not_join": "Did not join"}
ANSWERS = {"better": "Better", "same": "About the same", "worse": "Worse"}

Made = Callable[..., pd.DataFrame]


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    """Close the figures of each test."""
    yield
    plt.close("all")


def _labelled(result: pd.DataFrame, column: str, words: dict[str, str]) -> pd.DataFrame:
    codes = pd.Categorical(result[column], list(words), ordered=True)
    labels = pd.Categorical(result[column].map(words), list(words.values()), ordered=True)
    return result.assign(**{column: codes, f"{column}_label": labels})


@pytest.fixture(scope="session")
def every_result() -> dict[str, pd.DataFrame]:
    """A small result for each chart, of the example data."""
    return results(cps.load_example())


@pytest.fixture(scope="session")
def table() -> Made:
    """Make a result from the counts of each group, mode and answer."""

    def make(
        counts: dict[tuple[str, str], Sequence[int]], answers: dict[str, str] = ANSWERS
    ) -> pd.DataFrame:
        records = [
            {
                "data": DATA, "question": "overall", "answer": answer, "group": group,
                "join_mode": mode, "count": count, "base": sum(row),
                "share": count / sum(row) if sum(row) >= 5 else None,
                "ci_low": count / sum(row) * 0.9 if sum(row) >= 5 else None,
                "ci_high": min(count / sum(row) * 1.1, 1) if sum(row) >= 5 else None,
                "method": "wilson", "why": "" if sum(row) else "nobody answered",
                "mark": "u" if 5 <= sum(row) < 30 else "", "question_label": "Overall judgement",
            }
            for (group, mode), row in counts.items()
            for answer, count in zip(answers, row, strict=True)
        ]  # fmt: skip
        result = pd.DataFrame(records)
        for column, words in (("answer", answers), ("group", GROUPS), ("join_mode", MODES)):
            result = _labelled(result, column, words)
        numbers = ["share", "ci_low", "ci_high"]
        return result.astype(dict.fromkeys(numbers, float))

    return make


@pytest.fixture(scope="session")
def ticks() -> Callable[[Axes], list[str]]:
    """Read the tick labels that stand inside the Axes."""

    def read(axes: Axes) -> list[str]:
        axes.figure.draw_without_rendering()
        low, high = axes.get_xlim()
        labels = {label.get_position()[0]: label.get_text() for label in axes.get_xticklabels()}
        return [text for place, text in labels.items() if low - 1e-9 < place < high + 1e-9]

    return read


@pytest.fixture(scope="session")
def judged(table: Made) -> pd.DataFrame:
    """Six bars: large, large, large; small, too small for shares, nobody."""
    return table(
        {
            ("professional", "video"): [180, 60, 60],
            ("professional", "phone"): [75, 45, 30],
            ("professional", "did_not_join"): [10, 20, 10],
            ("parent", "video"): [2, 1, 5],
            ("parent", "phone"): [1, 0, 2],
            ("parent", "did_not_join"): [0, 0, 0],
        }
    )


@pytest.fixture(scope="session")
def better(judged: pd.DataFrame) -> pd.DataFrame:
    """The shares of one answer."""
    return judged[judged["answer"] == "better"]


@pytest.fixture(scope="session")
def gap() -> pd.DataFrame:
    """Three comparisons: one with an interval, one of small bases, one with nobody."""
    result = pd.DataFrame(
        {
            "data": DATA, "question": "overall", "answer": "better",
            "group": "parent", "reference": "professional", "join_mode": list(MODES),
            "count": [7, 4, 0], "base": [24, 8, 0],
            "count_reference": [246, 90, 5], "base_reference": [492, 148, 40],
            "share": [7 / 24, 0.5, None], "share_reference": [0.5, 90 / 148, 0.125],
            "estimate": [7 / 24 - 0.5, 0.5 - 90 / 148, None],
            "ci_low": [-0.357, None, None], "ci_high": [-0.004, None, None],
            "why": ["", "a base below 10", "nobody answered in one of the groups"],
            "mark": ["u", "u", ""], "question_label": "Overall judgement",
            "answer_label": "Better", "group_label": "Parents",
            "reference_label": "Professionals",
        }
    )  # fmt: skip
    return _labelled(result, "join_mode", MODES)


@pytest.fixture(scope="session")
def joined(table: Made) -> pd.DataFrame:
    """How parents joined against how professionals did."""
    ways = {"room": "In the room", "video": "Video", "phone": "Phone"}
    rows = {("parent", "video"): [0, 7, 1], ("parent", "phone"): [0, 10, 4]}
    return table({**rows, ("parent", "did_not_join"): [0, 0, 0]}, ways).assign(
        question="professionals_joined", question_label="How professionals joined"
    )


@pytest.fixture(scope="session")
def hidden(judged: pd.DataFrame) -> pd.DataFrame:
    """The same from real data, with counts and bases below 5 hidden."""
    small = judged["count"].between(1, 4)
    return judged.assign(
        data="Conference study",
        count=judged["count"].astype("Int64").mask(small),
        base=judged["base"].astype("Int64").mask(judged["base"].between(1, 4)),
        share=judged["share"].mask(small),
        ci_low=judged["ci_low"].mask(small),
        ci_high=judged["ci_high"].mask(small),
        mark=judged["mark"].mask(small, "c"),
        protection="counts below 5 are hidden",
    )
