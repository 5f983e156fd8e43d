"""One group's flow of rows in; a drawing of it, with the same in words, out."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

import pandas as pd

from cpsurvey.report.html.markup import Html, element, join
from cpsurvey.report.wording.codes import counted

WIDTH = 400  # of the drawing; all else is in its units
TRUNK = (0, 112)  # x and width of the boxes down the side
BRANCH = (144, 256)
LINE, PAD, GAP = 20, 11, 16
LETTERS = 32  # to a line of a branch


def flow_figure(flow: pd.DataFrame, group: str, anchor: str) -> Html:
    """Return a figure of rows in, rows left out by each rule, and rows kept.

    ``flow`` is one group's part of `flow_table`; its first row is what came in, its last what was
    kept. The words of the drawing stand in it for those who do not see it.
    """
    came, kept = (f"{int(flow['remaining'].iloc[end]):,}" for end in (0, -1))
    steps = flow.iloc[1:-1]
    boxes = [
        [*wrap(_sentence(reason), LETTERS), f"{left_out:,}"]
        for reason, left_out in zip(steps["reason"], steps["left_out"], strict=True)
    ]
    start = y = _height(["Rows in", came])
    pieces = _box(TRUNK, 0, ["Rows in", came])
    for lines in boxes:
        y += GAP
        pieces += [_aside(y + _height(lines) / 2), *_box(BRANCH, y, lines)]
        y += _height(lines)
    y += 2 * GAP
    pieces += [_down(start, y), *_box(TRUNK, y, ["Rows kept", kept])]
    drawing = element(
        "svg",
        element("title", f"{group}: from rows that came in to rows kept", id=f"{anchor}-title"),
        element("desc", " ".join(_in_words(flow)), id=f"{anchor}-words"),
        *pieces,
        viewBox=f"-1 -1 {WIDTH + 2} {y + _height(['Rows kept', kept]) + 2}",
        role="img",
        aria_labelledby=f"{anchor}-title {anchor}-words",
    )
    return element("figure", element("figcaption", f"{group}: who fell out"), drawing)


def _in_words(flow: pd.DataFrame) -> Iterator[str]:
    """Yield the sentences that say what the drawing shows."""
    yield f"{counted(int(flow['remaining'].iloc[0]), 'row')} came in."
    steps = flow.iloc[1:-1][["reason", "left_out", "remaining"]]
    for reason, left_out, remaining in zip(*(steps[name] for name in steps), strict=True):
        yield f"{counted(int(left_out), 'row')} left out ({reason}); {remaining:,} left."
    yield f"{counted(int(flow['remaining'].iloc[-1]), 'row')} kept."


def _sentence(words: str) -> str:
    """Return words beginning with a capital."""
    return words[:1].upper() + words[1:]


def _height(lines: list[str]) -> int:
    """Return the height of a box with these lines of text."""
    return 2 * PAD + LINE * len(lines)


def _box(place: tuple[int, int], top: int, lines: list[str]) -> list[Html]:
    """Return a box with one line of text under another, the last in bold."""
    left, width = place
    texts = [
        element("text", line, x=left + PAD, y=top + PAD + LINE * number + 15)
        for number, line in enumerate(lines[:-1])
    ]
    last = element(
        "text", lines[-1], x=left + PAD, y=top + _height(lines) - PAD - 5, class_="strong"
    )
    box = element("rect", x=left, y=top, width=width, height=_height(lines))
    return [box, *texts, last]


def _down(start: float, end: float) -> Html:
    """Return the arrow from what came in to what was kept."""
    x = TRUNK[1] / 2
    line = element("path", d=f"M{x:g} {start:g}V{end - 6:g}")
    return join([line, element("path", d=f"M{x - 5:g} {end - 8:g}h10l-5 8z", class_="head")])


def _aside(y: float) -> Html:
    """Return the arrow to what is left out."""
    x, end = TRUNK[1] / 2, BRANCH[0]
    line = element("path", d=f"M{x:g} {y:g}H{end - 6:g}")
    return join([line, element("path", d=f"M{end - 8:g} {y - 5:g}v10l8 -5z", class_="head")])
