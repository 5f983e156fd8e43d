"""Bars and the middle of their scale in; where each segment begins, and the Axes' scale, out."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from cpsurvey.figures import page, segments, words
from cpsurvey.figures.row_page import percent_axis, step_of
from cpsurvey.figures.style import QUIET

APART = 0.42  # inches between the bars and the answers that stand apart from them


class Sides(NamedTuple):
    """How much of each bar stands left of the line, right of it, and apart."""

    before: pd.Series[float]
    after: pd.Series[float]
    neither: pd.Series[float]


def sides_of(shares: pd.DataFrame, first: int, after: int, *, apart: bool) -> Sides:
    """Return the parts of bars; answers from first to after straddle the line, or stand apart."""
    neither = shares.iloc[:, first:after].sum(axis=1)
    straddling = neither * (0.0 if apart else 0.5)
    before = shares.iloc[:, :first].sum(axis=1) + straddling
    behind = shares.iloc[:, after:].sum(axis=1) + straddling
    return Sides(before, behind, neither if apart else neither * 0)


def lay_out(
    axes: Axes, made: segments.Bars, middle: tuple[int, int], *, apart: bool
) -> pd.DataFrame:
    """Give Axes their scale and the line in the middle; return where each segment begins."""
    parts = sides_of(made.shares, *middle, apart=apart)
    nets = made.placed[["value", "low", "high"]] if "value" in made.placed else pd.DataFrame([0.0])
    ends = np.append(nets.to_numpy(float).ravel(), 0.0)
    left = _reach(max(parts.before.max(), -np.nanmin(ends)))
    right = _reach(max(parts.after.max(), np.nanmax(ends)))
    percent_axis(axes, -left, right)
    lefts = segments.side_by_side(made.shares, -parts.before)
    if apart and middle[0] < middle[1]:
        start = _apart(axes, left, right, _reach(parts.neither.max()))
        between, behind = made.shares.columns[slice(*middle)], made.shares.columns[middle[1] :]
        lefts[between] = segments.side_by_side(made.shares[between], parts.neither * 0 + start)
        lefts[behind] = segments.side_by_side(made.shares[behind], parts.neither * 0)
    axes.axvline(0, color=QUIET, linewidth=0.8, zorder=3)
    return lefts


def _apart(axes: Axes, left: float, right: float, most: float) -> float:
    """Make room on the right for the answers that stand apart; return where they begin."""
    whole = left + right + most
    start = right + APART * whole / (page.inches(axes)[0] - APART)
    axes.set_xlim(-left, start + most)
    step = step_of(axes)
    own = np.arange(math.floor(most / step + 1e-9) + 1) * step
    bars = np.arange(-math.floor(left / step + 1e-9), math.floor(right / step + 1e-9) + 1) * step
    labels = [words.percent(round(abs(share), 6)) for share in (*bars, *own)]
    axes.set_xticks([*bars, *(own + start)], labels)
    axes.axvline(start, color=QUIET, linewidth=0.8, zorder=3)
    return start


def _reach(share: float) -> float:
    """Return how far the scale goes to one side: to the next tenth, and two at least."""
    return max(0.2, math.ceil(round(float(share) * 10, 6)) / 10)
