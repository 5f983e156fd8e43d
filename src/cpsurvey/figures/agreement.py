"""One coefficient of coders' agreement a row as a dot, with its interval."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MultipleLocator

from cpsurvey.errors import QuestionError, listed
from cpsurvey.figures import alt_text, dots, page, record, rows, words
from cpsurvey.figures.style import QUIET, style
from cpsurvey.vocabulary import AGREEMENT, ALL_CODES, ANY_CODE

NEEDED = ("code", "coders", "measure", "unit", "estimate", "ci_low", "ci_high", "interviews")
ALL = "All together"
FIXED = {ALL_CODES: "All codes", ANY_CODE: "Coded at all"}
BEYOND = "0: as by chance, 1: full agreement"


@style()
def agreement_intervals(result: pd.DataFrame, *, title: str = "", caption: str = "") -> Axes:
    """Draw how far coders agree on each code, and how sure that is.

    Parameters
    ----------
    result
        Rows of `coder_agreement`, as many as are to be read: data, code, coders, measure, unit,
        estimate, ci_low, ci_high, interviews, and interview, mark and why where there are any.
    title
        Says what is shown; by what units coders agree where empty.
    caption
        Printed under the plot, as `report.captions.caption` writes it.

    Returns
    -------
    Axes
        One row a coefficient, its value and the number of interviews coded more than once at the
        right, with a line at 0; hollow dots are of fewer than 30 interviews. Several measures stand
        together under their code.

    Raises
    ------
    QuestionError
        If a column is missing, the data has no name or two, two rows share a place, or a row
        measures something else.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> from cpsurvey import figures
    >>> agreed = cps.coder_agreement(cps.load_example(), measures="gwet_ac1")
    >>> axes = figures.agreement_intervals(agreed.head(2))
    >>> [label.get_text() for label in axes.get_yticklabels()]
    ['All codes', 'Coded at all']
    """
    rows.check(result, "agreement_intervals", NEEDED)
    others = sorted(set(result["measure"]) - set(AGREEMENT))
    if others:
        raise QuestionError(
            f"agreement_intervals draws coders' agreement, and this result has rows of"
            f" {listed(others)}."
        )
    shown = _labelled(result)
    keys = ["code", *rows.varying(result, ["coders", "measure", "interview"])]
    frame = rows.tidy(shown, keys)
    measures = list(rows.in_words(shown, "measure").cat.categories)
    sizes = [
        words.base(number, mark)
        for number, mark in zip(frame["interviews"], frame["mark"], strict=True)
    ]
    told = zip(frame["estimate"], frame["why"], frame["mark"], strict=True)
    notes = [_note(value, why, mark) for value, why, mark in told]
    made = dots.dots(frame, rows.place(frame, keys), "estimate", coefficient, sizes, notes)
    axis = f"{listed(measures, len(AGREEMENT))} ({BEYOND})"
    if "percent_agreement" in set(result["measure"]):
        axis = listed(measures, len(AGREEMENT))
    unit = listed(dict.fromkeys(result["unit"].astype(str)))
    about = page.About(
        title or f"Agreement of coders by {unit}", rows.data_of(result), caption, axis
    )
    axes = dots.dot_page(about, made)
    _axis(axes, made)
    dots.draw(axes, made)
    kind = "Dot chart of coders' agreement with intervals, n the interviews coded more than once"
    alt = alt_text.of_dots(kind, "The coefficient", about, made, coefficient)
    return record.remember(axes, result, about, alt)


def coefficient(value: float) -> str:
    """Return ``0.85``; only full agreement is 1.00."""
    rounded = math.floor(value * 100) / 100 if value < 1 and round(value, 2) == 1 else value
    return f"{rounded:.2f}".replace("-0.00", "0.00").replace("-", words.MINUS)


def _labelled(result: pd.DataFrame) -> pd.DataFrame:
    """Return a result with words beside measures, interviews and codes that have none."""
    labels = {"measure_label": _in_words(result["measure"], AGREEMENT)}
    if "interview" in result:
        names = result["interview"].astype(str)
        order = [ALL, *sorted(set(names) - {""})]
        labels["interview_label"] = pd.Categorical(names.replace("", ALL), order, ordered=True)
    if "code_label" not in result:
        labels["code_label"] = _in_words(result["code"], FIXED)
    return result.assign(**labels)


def _in_words(codes: pd.Series[str], known: dict[str, str]) -> pd.Categorical[str]:
    """Return words for codes, in the codes' order."""
    ordered = isinstance(codes.dtype, pd.CategoricalDtype)
    order = [str(code) for code in (codes.cat.categories if ordered else codes.unique())]
    named = [known.get(code, code) for code in codes.astype(str)]
    there = set(named)
    kept = [known.get(code, code) for code in order]
    return pd.Categorical(named, [word for word in kept if word in there], ordered=True)


def _note(value: float, why: str, mark: str) -> str:
    """Return what stands in the place of a coefficient that is hidden or has no value."""
    if mark == "c":
        return words.HIDDEN
    return f"No value: {why.partition(';')[0]}" if math.isnan(value) else ""


def _axis(axes: Axes, made: pd.DataFrame) -> None:
    """Give Axes a scale that ends at 1 and holds 0 and every interval."""
    drawn = made.loc[made["note"] == "", ["value", "low"]].to_numpy(float).ravel()
    lowest = np.nanmin(np.append(drawn, 0.0))
    low = float(np.floor(lowest * 5) / 5)
    axes.set_xlim(low - (0.02 if low < 0 else 0), 1.02)
    axes.xaxis.set_major_locator(MultipleLocator(0.2))
    axes.xaxis.set_major_formatter(
        FuncFormatter(
            lambda value, _: f"{value:.1f}".replace("-0.0", "0.0").replace("-", words.MINUS)
        )
    )
    axes.grid(axis="x")
    axes.axvline(0, color=QUIET, linewidth=0.9)
