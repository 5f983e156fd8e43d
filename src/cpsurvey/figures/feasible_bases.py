"""Claims down, numbers of people across: how many whole counts of each agree with each claim."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.ticker import FixedLocator

from cpsurvey.errors import QuestionError
from cpsurvey.figures import alt_text, page, record, rows, words
from cpsurvey.figures.claim_bands import NO_BREAK, said
from cpsurvey.figures.measure import width
from cpsurvey.figures.row_page import row_page
from cpsurvey.figures.style import COUNTED, RULE, SMALL, on, style

NEEDS = ["base", "id", "counts", "all_fit"]
DATA = "none, only the published words and whole numbers"
NOBODYS = "no data of people"
MOST = 60
WIDEST = 2.5
TALL = 0.2
DIGITS = SMALL - 1
NAMED, TOGETHER = "Named as the base, or a reading of it", "All claims at once"


class Grid(NamedTuple):
    """What each claim is called, how many counts fit each base, where all do, what is named."""

    labels: dict[str, str]
    counts: dict[str, list[int]]
    bases: list[int]
    together: dict[int, bool]
    named: list[int]


@style()
def feasible_bases(result: pd.DataFrame, *, title: str = "", caption: str = "") -> Axes:
    """Draw of how many people several claims can all be true.

    Parameters
    ----------
    result
        As `claims.find_bases` gives it: ``base``, ``id``, ``counts``, ``all_fit``, and where there
        are, ``together``, ``in_registry`` and the words that `report.labels.apply` adds.
    title
        Says what is shown.
    caption
        Printed under the plot, as `report.captions.caption` writes it.

    Returns
    -------
    Axes
        A row a claim and a column a base: filled, with how many whole counts agree, and blank
        where none does. The last row is filled where all claims can be true at once; the first
        has the bases that the registry names.

    Raises
    ------
    QuestionError
        If a column is missing, a base has not each claim once, or there are more bases than fit a
        page.

    Examples
    --------
    >>> from cpsurvey import figures
    >>> from cpsurvey.claims import find_bases
    >>> found = find_bases(["parents-no-reports", "parents-could-express"], range(10, 30))
    >>> axes = figures.feasible_bases(found)
    >>> axes.get_xlabel()
    'Number of people'
    """
    result = result.assign(data=DATA, protection=NOBODYS)
    rows.check(result, "feasible_bases", NEEDS)
    grid = _grid(result)
    legend = (
        page.Entry("Fits, and how many whole counts do where there is room", COUNTED[1]),
        page.Entry("No whole count fits", "white"),
    )
    heading = title or "How many people the claims can be about"
    about = page.About(heading, DATA, caption, "Number of people", legend)
    labels = [*([NAMED] if grid.named else []), *grid.labels.values(), TOGETHER]
    blank = dict.fromkeys(("heading", "end", "note"), "")
    axes = row_page(about, pd.DataFrame({"label": labels}).assign(**blank), widest=WIDEST)
    _scale(axes, grid.bases)
    _fill(axes, grid)
    alt = alt_text.told("Grid of claims and bases", about, _shown(grid), _lines(grid))
    return record.remember(axes, result, about, alt)


def _grid(result: pd.DataFrame) -> Grid:
    """Return what to draw."""
    ids = list(dict.fromkeys(result["id"].astype(str)))
    bases = sorted({int(base) for base in result["base"]})
    if len(bases) > MOST:
        raise QuestionError(
            f"The result has {len(bases)} bases; on one page at most {MOST} can be read. Give"
            " find_bases fewer of them."
        )
    if result.duplicated(["id", "base"]).any() or len(result) != len(ids) * len(bases):
        raise QuestionError(
            f"feasible_bases needs each of {len(ids)} claims once at each of {len(bases)} bases;"
            f" the result has {len(result)} rows."
        )
    counts = result.pivot(index="id", columns="base", values="counts").loc[ids, bases]
    first = result.drop_duplicates("base").set_index("base").loc[bases]
    together = first["together" if "together" in first else "all_fit"].astype(bool).tolist()
    named = first["in_registry"].astype(bool).tolist() if "in_registry" in first else [False]
    return Grid(
        labels=_labels(result),
        counts=dict(zip(ids, counts.to_numpy(dtype=int).tolist(), strict=True)),
        bases=bases,
        together=dict(zip(bases, together, strict=True)),
        named=[base for base, one in zip(bases, named, strict=False) if one],
    )


def _labels(result: pd.DataFrame) -> dict[str, str]:
    """Return what each claim is called: its words with what was published, or its id."""
    one = result.drop_duplicates("id")
    if "claim" not in one:
        return {name: words.sentence_case(name.replace("-", " ")) for name in one["id"].astype(str)}
    published = one["published"].fillna("") if "published" in one else [""] * len(one)
    facts = zip(one["id"].astype(str), one["claim"].astype(str), published, strict=True)
    return {name: said(claim, words_of) for name, claim, words_of in facts}


def _scale(axes: Axes, bases: list[int]) -> None:
    """Give Axes a column for each base, with a tick at every fifth and at the ends."""
    axes.set_xlim(0, len(bases))
    fifth = [place for place, base in enumerate(bases) if base % 5 == 0]
    ends = [place for place in (0, len(bases) - 1) if all(abs(place - f) > 2 for f in fifth)]
    ticks = sorted({*fifth, *ends})
    axes.xaxis.set_major_locator(FixedLocator([place + 0.5 for place in ticks]))
    axes.set_xticklabels([words.number(bases[place]) for place in ticks])


def _fill(axes: Axes, grid: Grid) -> None:
    """Fill the cells of every claim and of all at once, and write the bases that are named."""
    heights = list(axes.get_yticks())
    if grid.named:
        top = heights.pop(0)
        for place, base in enumerate(grid.bases):
            if base in grid.named:
                axes.text(place + 0.5, top, words.number(base), size=SMALL, weight="bold",
                          ha="center", va="center")  # fmt: skip
    for height, counts in zip(heights, grid.counts.values(), strict=False):
        for place, count in enumerate(counts):
            _cell(axes, place, height, words.number(count) if count else "", fits=count > 0)
    for place, base in enumerate(grid.bases):
        _cell(axes, place, heights[-1], "", fits=grid.together[base])


def _cell(axes: Axes, place: int, height: float, text: str, *, fits: bool) -> None:
    """Draw one cell, with its number where that fits in."""
    colour = COUNTED[1] if fits else "white"
    cell = Rectangle((place, height - TALL / 2), 1, TALL, facecolor=colour, edgecolor=RULE)
    axes.add_patch(cell).set_linewidth(0.6)
    if width(text or " ", DIGITS) < page.inches(axes)[0] / axes.get_xlim()[1]:
        axes.text(place + 0.5, height, text, size=DIGITS, color=on(colour), ha="center",
                  va="center")  # fmt: skip


def _shown(grid: Grid) -> str:
    """Say at which bases all claims can be true."""
    fitting = [base for base, fits in grid.together.items() if fits]
    if not fitting:
        return "All claims at once fit none of these numbers of people."
    return f"All claims at once fit {in_runs(fitting)}."


def _lines(grid: Grid) -> Iterator[str]:
    """Yield at which bases each claim has how many whole counts, and what is named."""
    for counts, label in zip(grid.counts.values(), grid.labels.values(), strict=True):
        fitting = _fitting(grid.bases, counts) or "none"
        yield f"{label.replace(NO_BREAK, ' ')}, how many whole counts fit in brackets: {fitting}."
    if grid.named:
        yield f"{NAMED}: {in_runs(grid.named)}."


def _fitting(bases: list[int], counts: list[int]) -> str:
    """Return the bases that some whole counts fit, by how many do: ``22 to 24 (1), 25 (2)``."""
    runs = groupby(zip(bases, counts, strict=True), key=itemgetter(1))
    return ", ".join(
        f"{in_runs([base for base, _ in run])} ({words.number(count)})"
        for count, run in runs
        if count
    )


def in_runs(numbers: list[int]) -> str:
    """Return whole numbers in words: ``15, 17, 19 to 38``."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    said_of = (
        f"{run[0]} to {run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs
    )
    return ", ".join(said_of)
