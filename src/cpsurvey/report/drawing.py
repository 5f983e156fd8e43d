"""A chart that is to be drawn in, a picture of a report out; its words stand around it."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import matplotlib.pyplot as plt
from matplotlib.axes import Axes

from cpsurvey.errors import CpsurveyError
from cpsurvey.figures import record
from cpsurvey.figures.page import words_apart
from cpsurvey.figures.style import WIDTH, style
from cpsurvey.report.document import Picture, Table


def picture(name: str, draw: Callable[[], Axes], numbers: Table | None = None) -> Picture:
    """Draw a chart of `cpsurvey.figures` without its title and caption, and keep those beside."""
    with words_apart():
        axes = draw()
    kept, figure = record.recall(axes), record.figure_of(axes)
    if kept is None:
        raise CpsurveyError(f"picture {name} was not drawn by cpsurvey.figures.")
    svg, png = BytesIO(), BytesIO()
    with style():
        figure.savefig(svg, format="svg", metadata={"Date": None, "Creator": None})
        figure.savefig(png, format="png", metadata={"Software": None})
    plt.close(figure)
    return Picture(
        name=name,
        title=kept.about.title,
        caption=kept.about.caption,
        short=kept.alt.short,
        long=kept.alt.long,
        svg=svg.getvalue().decode(),
        png=png.getvalue(),
        width=WIDTH,
        numbers=numbers,
    )
