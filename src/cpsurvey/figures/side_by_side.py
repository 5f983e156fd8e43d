"""A joint display in; survey results and interview themes side by side, with verdicts, out."""

from __future__ import annotations

import math
from typing import NamedTuple

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes

from cpsurvey.errors import QuestionError
from cpsurvey.figures import alt_text, dots, page, record, rows
from cpsurvey.figures.joint_words import (
    THEME,
    Link,
    Said,
    found,
    links_of,
    quotes,
    survey_words,
    theme_words,
    verdict_words,
)
from cpsurvey.figures.measure import SPACING, height, wrap
from cpsurvey.figures.style import GROUPS, QUIET, RULE, SMALL, TEXT, WIDTH, style

NEEDS = ("topic", "result", "theme_result", "code", "passages", "verdict", "inference")
FULL = WIDTH - 2 * page.MARGIN
SURVEY, SURVEY_DOTS = 0.0, (1.70, 2.58)  # inches from the left margin
THEMES, THEME_DOTS = 2.76, (4.16, 5.00)
VERDICT = 5.16
GAP, INDENT = 0.045, 0.12
AXIS = "Share of those who answered, and of interviews"
HIGHEST = 10.4  # inches: A4 upright without its margins
TICKS = {0.0: "0%", 0.5: "50%", 1.0: "100%"}


class Block(NamedTuple):
    """The words of one link, wrapped, and what each side has to draw."""

    topic: str
    survey: str
    theme: str
    verdict: str
    under: str
    said: tuple[Said, Said]

    @property
    def beside(self) -> float:
        """Return how high the part is in which the two sides stand beside each other."""
        return max(height(text, SMALL) for text in (self.survey, self.theme, self.verdict))

    @property
    def high(self) -> float:
        """Return how high the whole is."""
        parts = [height(self.topic, TEXT), self.beside, height(self.under, SMALL)]
        return sum(part + GAP for part in parts if part) + GAP


@style()
def joint_display(display: pd.DataFrame, *, title: str = "", caption: str = "") -> Axes:
    """Draw survey results beside interview themes, each pair with the researcher's verdict.

    Parameters
    ----------
    display
        What `cpsurvey.joint_display` gives, of results with or without labels; about ten rows.
    title
        Says what is shown.
    caption
        Printed under the plot: what the bases are and who was interviewed.

    Returns
    -------
    Axes
        A row a link: at the left what was asked and the share who said so, in the middle the
        theme and the share of interviews that raised it, both with interval and n, dots of a small
        base hollow; at the right the verdict as a sign and a word. Below stand the passages, in
        their words if they are given, and what the researcher makes of it.

    Raises
    ------
    QuestionError
        If a column is missing, there are no rows, or they are more than a page takes.

    Examples
    --------
    >>> import pandas as pd
    >>> import cpsurvey as cps
    >>> from cpsurvey import figures
    >>> tables = cps.load_example()
    >>> links = pd.DataFrame({
    ...     "question": ["overall_judgement"], "answer": ["worse"], "group": ["parent"],
    ...     "code": ["FUT.prefer_f2f"], "segment": [""], "verdict": ["confirms"],
    ...     "inference": ["Parents want the room back"],
    ... })
    >>> display = cps.joint_display(
    ...     cps.response_table(tables, "overall_judgement", by="group"),
    ...     cps.theme_table(tables, by="group", codes="FUT.prefer_f2f"), links,
    ... )
    >>> axes = figures.joint_display(display)
    >>> axes.texts[-1].get_text()
    '= Confirms'
    """
    rows.check(display, "joint_display", NEEDS)
    links = links_of(display)
    blocks = [_block(link) for link in links]
    title = title or "Survey and interviews side by side"
    small = any(one.mark == "u" and one.share == one.share for b in blocks for one in b.said)
    legend = (dots.SMALL_BASE,) if small else ()
    about = page.About(title, rows.data_of(display), caption, AXIS, legend)
    axes = _page(about, blocks)
    top = GAP
    for block in blocks:
        _draw(axes, block, top)
        top += block.high
    lines = [_line(link) for link in links]
    alt = alt_text.of_links(about, [str(link["verdict"]) for link in links], lines)
    return record.remember(axes, display, about, alt)


def _block(link: Link) -> Block:
    """Return the words of one link, broken to fit."""
    survey, theme = found(link), found(link, THEME)
    under = [*quotes(link), *([f"Together: {link['inference']}"] if link["inference"] else [])]
    return Block(
        wrap(str(link["topic"]), FULL, TEXT, "bold"),
        _stacked(survey_words(link), survey.text, SURVEY_DOTS[0] - SURVEY - 2 * GAP),
        _stacked(theme_words(link), theme.text, THEME_DOTS[0] - THEMES - 2 * GAP),
        wrap(verdict_words(str(link["verdict"])), FULL - VERDICT, SMALL, "bold"),
        "\n".join(wrap(text, FULL - INDENT, SMALL) for text in under),
        (survey, theme),
    )


def _stacked(label: str, found: str, wide: float) -> str:
    """Return what a side is about, and under it what it found."""
    return "\n".join(wrap(text, wide, SMALL) for text in (label, found) if text)


def _page(about: page.About, blocks: list[Block]) -> Axes:
    """Return a page whose Axes are in inches, with headings and a scale for both sides' dots."""
    plot = sum(block.high for block in blocks) + GAP
    axes = page.page(about, plot=plot, left=page.MARGIN, right=page.MARGIN, above=0.24)
    figure = record.figure_of(axes)
    tall = figure.get_figheight()
    if tall > HIGHEST:
        plt.close(figure)
        raise QuestionError(
            f"joint_display: these {len(blocks)} rows would be {tall:.1f} inches high, and a page"
            f" takes {HIGHEST}. Draw fewer rows at a time, or leave out passages or inferences."
        )
    axes.set(xlim=(0, FULL), ylim=(plot, 0))
    axes.set_yticks([])
    places = {_across(side, share): text for side in (SURVEY_DOTS, THEME_DOTS)
              for share, text in TICKS.items()}  # fmt: skip
    axes.set_xticks(list(places), list(places.values()))
    axes.tick_params(axis="x", length=0, labelsize=SMALL)
    axes.spines[:].set_visible(False)
    heads = {SURVEY: "Survey", THEMES: "Interviews", VERDICT: "Verdict"}
    for place, head in heads.items():
        axes.annotate(
            head, (place, 1), xycoords=("data", "axes fraction"), xytext=(0, 5),
            textcoords="offset points", weight="bold", size=TEXT,
        )  # fmt: skip
    return axes


def _across(side: tuple[float, float], share: float) -> float:
    """Return where a share stands, in inches from the left."""
    return side[0] + share * (side[1] - side[0])


def _draw(axes: Axes, block: Block, top: float) -> None:
    """Draw one link, from so many inches down."""
    axes.axhline(top - GAP / 2, color=QUIET, linewidth=0.6)
    if block.topic:
        _write(axes, block.topic, 0, top, size=TEXT, weight="bold")
        top += height(block.topic, TEXT) + GAP
    middle = top + block.beside / 2
    for side, said, look in zip((SURVEY_DOTS, THEME_DOTS), block.said, GROUPS, strict=False):
        axes.vlines(
            [_across(side, share) for share in TICKS], top, top + block.beside,
            color=RULE, linewidth=0.6, zorder=0,
        )  # fmt: skip
        if not math.isnan(said.share):
            _dot(axes, side, said, middle, look)
    _write(axes, block.survey, SURVEY, top)
    _write(axes, block.theme, THEMES, top)
    _write(axes, block.under, INDENT, top + block.beside + GAP)
    _write(axes, block.verdict, VERDICT, top, weight="bold")


def _dot(
    axes: Axes, side: tuple[float, float], said: Said, down: float, look: tuple[str, str]
) -> None:
    """Draw a share as a dot with its interval, hollow where the base is small."""
    colour, marker = look
    if not math.isnan(said.low):
        ends = [_across(side, said.low), _across(side, said.high)]
        axes.plot(ends, [down, down], color=colour, linewidth=1.8, clip_on=False)
    inside = "white" if said.mark == "u" else colour
    axes.plot(
        [_across(side, said.share)], [down], marker, color=colour, markerfacecolor=inside,
        markersize=6.0, markeredgewidth=1.4, clip_on=False,
    )  # fmt: skip


def _write(
    axes: Axes, text: str, across: float, top: float, *, size: float = SMALL, weight: str = "normal"
) -> None:
    """Write lines of text, the first so many inches from the left and the top."""
    if text:
        axes.text(
            across, top, text, size=size, weight=weight, va="top", ha="left",
            linespacing=SPACING,
        )  # fmt: skip


def _line(link: Link) -> str:
    """Return one link as a sentence."""
    sides = [
        f"{name}: {about}{f', {said.text}' if said.text else ''}"
        f"{alt_text.interval_of_shares(said.low, said.high)}"
        for name, about, said in (
            ("survey", survey_words(link), found(link)),
            ("interviews", theme_words(link), found(link, THEME)),
        )
    ]
    told = [f"Passage: {one}" for one in quotes(link)]
    inference = [f"Together: {link['inference']}"] if link["inference"] else []
    head = f"{link['topic']}: " if link["topic"] else ""
    parts = [*sides, f"verdict: {link['verdict']}", *told, *inference]
    return f"{head}{'; '.join(part.removesuffix('.') for part in parts)}."
