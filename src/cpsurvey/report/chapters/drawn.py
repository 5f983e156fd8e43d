"""A finished result and a chart in; the picture with its words and numbers, or why not, out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from cpsurvey import figures
from cpsurvey.errors import QuestionError
from cpsurvey.report import captions
from cpsurvey.report.chapters.study import Study
from cpsurvey.report.document import Picture, Table
from cpsurvey.report.drawing import picture
from cpsurvey.report.finished_tables.finished import finished

Chart = Callable[..., Axes]
WITHOUT = (
    figures.authority_bars,
    figures.count_bars,
    figures.coverage_lines,
    figures.diverging_bars,
    figures.flow_bars,
    figures.heat_map,
    figures.mode_grid,
    figures.power_lines,
    figures.stacked_bars,
)  # charts that draw no intervals

Numbers = Callable[[pd.DataFrame, str, str, str], Table]


def drawn(
    study: Study,
    name: str,
    title: str,
    chart: Chart,
    result: pd.DataFrame,
    *,
    numbers: Numbers = finished,
    **options: Any,
) -> Picture | str:
    """Draw a result that is protected and in words; or say in a sentence why it is not drawn.

    Of bars with net shares (``net``) the caption is theirs. ``numbers`` makes the table beside
    it, where that is not `report.finished`.
    """
    try:
        said = options.get("net", result)
        caption = captions.caption(
            said, tables=study.survey, intervals=chart not in WITHOUT or "net" in options
        )
        draw = partial(chart, result, title=title, caption=caption, **options)
        table = numbers(result, f"{name}-numbers", title, caption)
        return picture(name, draw, replace(table, filters=()))
    except QuestionError as error:
        return f"“{title}” is not drawn. {error}"


def tabled(study: Study, name: str, title: str, result: pd.DataFrame) -> Table:
    """Return a result that is protected and in words as a table with its own caption."""
    return finished(result, name, title, captions.caption(result, tables=study.survey))
