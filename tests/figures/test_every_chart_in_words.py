"""Change a number in the rows of any chart: where the picture changes, its words must too."""

from __future__ import annotations

from collections.abc import Iterator

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.figure import Figure
from pandas.api.types import is_bool_dtype, is_integer_dtype, is_numeric_dtype

from cpsurvey.errors import QuestionError

from .every_chart import alternative, charts, picture

CHARTS = charts()
WHOLE = ("stacked_bars", "diverging_bars")
FIRST = ("estimate", "share")
COUNTS = ("count_bars", "mode_grid")
# Those whose text is made in different ways; all are tried among the slow tests.
ONE_OF_EACH_KIND = (
    "count_bars", "heat_map", "mode_grid", "power_lines", "share_intervals", "stacked_bars",
    "upset_plot",
)  # fmt: skip
Cell = tuple[int, str]


def test_every_chart_has_a_result_here(every_result):
    assert set(every_result) == set(CHARTS)


def cells(result: pd.DataFrame) -> Iterator[Cell]:
    """Every number of a result: its row and its column."""
    for column in result:
        numbers = is_numeric_dtype(result[column]) and not is_bool_dtype(result[column])
        for row in range(len(result)) if numbers else ():
            if not pd.isna(result[column].iloc[row]):
                yield row, str(column)


def one_of_each_column(result: pd.DataFrame) -> list[Cell]:
    """A number of each column, of one row after the other."""
    columns: dict[str, list[Cell]] = {}
    for row, column in cells(result):
        columns.setdefault(column, []).append((row, column))
    return [own[place % len(own)] for place, own in enumerate(columns.values())]


def changed(result: pd.DataFrame, cell: Cell, chart: str) -> pd.DataFrame:
    """The result with one number changed far enough to be seen, its kind and its range kept."""
    row, column = cell
    values = result[column].tolist()
    before = values[row]
    if is_integer_dtype(result[column]):
        values[row] = before + 7
    elif abs(before) > 1:
        values[row] = before * 1.5
    else:
        values[row] = before + 0.34 if before < 0.5 else before - 0.34
    if chart in WHOLE and column == "share":
        other = row + 1 if row + 1 < len(values) and result["group"].iloc[row] == (
            result["group"].iloc[row + 1]
        ) else row - 1  # fmt: skip
        values[row], values[other] = values[other], before
    return result.assign(**{column: pd.array(values, dtype=result[column].dtype)})


def unsaid(chart: str, result: pd.DataFrame, tried: list[Cell]) -> tuple[list[Cell], int]:
    """The numbers of which a change is drawn and not told, and how many changes are drawn."""
    before = CHARTS[chart](result)
    shown, told = picture(before), alternative(before)
    silent, drawn = [], 0
    for cell in tried:
        try:
            after = CHARTS[chart](changed(result, cell, chart))
        except QuestionError:
            continue
        if picture(after) != shown:
            drawn += 1
            silent += [cell] * (alternative(after) == told)
        plt.close(after.figure if isinstance(after.figure, Figure) else "all")
    return silent, drawn


@pytest.mark.parametrize("chart", ONE_OF_EACH_KIND)
def test_the_numbers_that_matter_most_are_told(chart, every_result):
    result = every_result[chart]
    columns = ("count",) if chart in COUNTS else FIRST
    of_each = {column: (row, column) for row, column in one_of_each_column(result)}
    first = next(of_each[column] for column in columns if column in of_each)
    silent, seen = unsaid(chart, result, [first])
    assert silent == []
    assert seen == 1


@pytest.mark.slow
@pytest.mark.parametrize("chart", sorted(CHARTS))
def test_every_number_that_is_drawn_is_told(chart, every_result):
    result = every_result[chart]
    assert unsaid(chart, result, one_of_each_column(result))[0] == []


def test_the_test_sees_a_chart_that_does_not_tell(every_result, monkeypatch):
    monkeypatch.setitem(CHARTS, "share_intervals", lambda result: _deaf(result))
    silent, drawn = unsaid(
        "share_intervals", every_result["share_intervals"], [(0, "share"), (1, "ci_low")]
    )
    assert silent == [(0, "share"), (1, "ci_low")]
    assert drawn == 2


def _deaf(result: pd.DataFrame):
    """Draw shares, and tell of them without their numbers."""
    from cpsurvey import figures
    from cpsurvey.figures import record

    axes = figures.share_intervals(result)
    kept = record.recall(axes)
    assert kept is not None
    said = kept.alt._replace(short="Shares.", long="Many.")
    return record.remember(axes, result, kept.about, said)
