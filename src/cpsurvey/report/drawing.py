"""A chart that is to be drawn in, a picture of a report out; its words stand around it."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from cpsurvey.errors import CpsurveyError
from cpsurvey.figures import record
from cpsurvey.figures.page import words_apart
from cpsurvey.figures.style import WIDTH, style
from cpsurvey.report.document import Picture, Table

DOTS = 200
COLOURS = 256


def picture(name: str, draw: Callable[[], Axes], numbers: Table | None = None) -> Picture:
    """Draw a chart of `cpsurvey.figures` without its title and caption, and keep those beside."""
    with words_apart():
        axes = draw()
    kept, figure = record.recall(axes), record.figure_of(axes)
    if kept is None:
        raise CpsurveyError(f"picture {name} was not drawn by cpsurvey.figures.")
    svg = BytesIO()
    with style():
        figure.savefig(svg, format="svg", metadata={"Date": None, "Creator": None})
        png = _png(figure)
    plt.close(figure)
    return Picture(
        name=name,
        title=kept.about.title,
        caption=kept.about.caption,
        short=kept.alt.short,
        long=kept.alt.long,
        svg=svg.getvalue().decode(),
        png=png,
        width=WIDTH,
        numbers=numbers,
    )


def _png(figure: Figure) -> bytes:
    """Return a figure as a PNG with a palette: charts have few colours, and it is much smaller."""
    canvas: Any = FigureCanvasAgg(figure)
    figure.set_dpi(DOTS)
    canvas.draw()
    drawn = Image.fromarray(np.asarray(canvas.buffer_rgba())[..., :3])
    png = BytesIO()
    few = drawn.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(png, "png", dpi=(DOTS, DOTS))
    return png.getvalue()
