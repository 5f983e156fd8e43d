"""Margins that cross-tabulations tie together → who answers what to all of them at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cpsurvey.codebook import ShownIf
from cpsurvey.errors import CodebookError, listed
from cpsurvey.synthetic.chance import Stream, shuffled
from cpsurvey.synthetic.counts import NOT_SHOWN
from cpsurvey.synthetic.fitting import fit_cells
from cpsurvey.synthetic.margin_model import Margin

MOST_CELLS = 50_000
Answers = NDArray[np.object_]
Floats = NDArray[np.float64]
Whole = NDArray[np.int64]


class Earlier(NamedTuple):
    """What is known before: each earlier answer, and who is shown a question, by its name."""

    answers: Callable[[str], Answers]
    shown: Callable[[str], NDArray[np.bool_]]


def share_together(
    margins: Sequence[Margin],
    size: int,
    earlier: Earlier,
    routing: Mapping[str, ShownIf | None],
    rng: Stream,
) -> dict[str, Answers]:
    """Give each of `size` people an answer to every one of these questions.

    Parameters
    ----------
    margins
        Margins of one group that cross-tabulations tie together.
    size
        Number of people.
    earlier
        The answers made before.
    routing
        Question → by which answers it is shown, where it is not shown to everybody.
    rng
        Chance.

    Returns
    -------
    dict
        Question → answers, shape (n,): as many of each as the counts and the cross-tabulations
        say, as near as can be to the odds, and not shown where the routing says so.

    Raises
    ------
    CodebookError
        If no whole people meet all of them together; the message names those that clash.
    """
    inside = {margin.question: place + 1 for place, margin in enumerate(margins)}
    levels = [_levels(margin, size) for margin in margins]
    outside = _outside(margins, earlier, routing, inside, size)
    before, place_of = _distinct(outside, size)
    odds = np.ones((len(before), *map(len, levels)))
    if odds.size > MOST_CELLS:
        raise CodebookError(
            f"{odds.size} combinations of answers are too many to be fitted at once, at most"
            f" {MOST_CELLS} can be: state fewer cross-tabulations, or with fewer answers."
        )
    columns = list(outside)
    known = {name: [row[columns.index(name)] for row in before] for name in columns}
    known |= {one.question: levels[at] for at, one in enumerate(margins)}
    axis = dict.fromkeys(columns, 0) | inside
    for margin, answers in zip(margins, levels, strict=True):
        own = inside[margin.question]
        for name in margin.given:
            factor = [
                [
                    1.0 if NOT_SHOWN in (said, a) else margin.odds_with(name, said, a)
                    for a in answers
                ]
                for said in known[name]
            ]
            odds *= _along(np.array(factor), (axis[name], own), odds.ndim)
        if NOT_SHOWN in answers:
            odds *= _along(*_routed(margin, answers, routing, known, axis, own), odds.ndim)
    names, axes, totals = _sums(margins, levels, np.bincount(place_of), inside)
    names[0] = listed(columns) or names[0]
    told = [[" and ".join(row) or "everybody" for row in before], *levels]
    table = fit_cells(names, axes, totals, odds, rng, told)
    return _shared_out(table, levels, place_of, [one.question for one in margins], rng)


def _levels(margin: Margin, size: int) -> list[str]:
    """Return the answers that somebody gives, and not shown where it is not put to everybody."""
    return [a for a, n in margin.counts.items() if n] + [NOT_SHOWN] * (margin.shown < size)


def _outside(
    margins: Sequence[Margin],
    earlier: Earlier,
    routing: Mapping[str, ShownIf | None],
    inside: Mapping[str, int],
    size: int,
) -> dict[str, Answers]:
    """Return the earlier answers that these go with, and who is shown them."""
    found = {
        name: earlier.answers(name)
        for margin in margins
        for name in margin.given
        if name not in inside
    }
    for margin in margins:
        shown_if = routing.get(margin.question)
        if margin.shown < size and shown_if and shown_if.question not in inside:
            shown = earlier.shown(margin.question)
            found[f"shown {margin.question}"] = np.where(shown, "shown", NOT_SHOWN).astype(object)
    return found


def _distinct(columns: Mapping[str, Answers], size: int) -> tuple[list[tuple[str, ...]], Whole]:
    """Return each combination of earlier answers that there is, and everybody's place in them."""
    rows: list[tuple[str, ...]] = (
        list(zip(*columns.values(), strict=True)) if columns else [()] * size
    )
    distinct = sorted(set(rows))
    places = {row: place for place, row in enumerate(distinct)}
    return distinct, np.array([places[row] for row in rows], dtype=np.int64)


def _routed(
    margin: Margin,
    answers: Sequence[str],
    routing: Mapping[str, ShownIf | None],
    known: Mapping[str, Sequence[str]],
    axis: Mapping[str, int],
    own: int,
) -> tuple[Floats, tuple[int, int]]:
    """Return 0 where somebody answers what is not shown, or not what is shown; and the axes."""
    shown_if = routing[margin.question]
    if shown_if is None or shown_if.question not in known:
        name = f"shown {margin.question}"
        shown = [said != NOT_SHOWN for said in known[name]]
    else:
        name = shown_if.question
        shown = [said in shown_if.answers for said in known[name]]
    fits = [[float(there == (answer != NOT_SHOWN)) for answer in answers] for there in shown]
    return np.array(fits), (axis[name], own)


def _sums(
    margins: Sequence[Margin],
    levels: Sequence[Sequence[str]],
    before: Whole,
    inside: Mapping[str, int],
) -> tuple[list[str], list[tuple[int, ...]], list[Whole]]:
    """Return names, axes and totals of all that is to be met."""
    names, totals, size = ["everybody"], [before], int(before.sum())
    axes: list[tuple[int, ...]] = [(0,)]
    for margin, answers in zip(margins, levels, strict=True):
        own = inside[margin.question]
        names.append(margin.name)
        axes.append((own,))
        totals.append(_counts(margin, answers, size))
        for name, rows in margin.table.items():
            other = margins[inside[name] - 1]
            names.append(f"{margin.name} by {name}")
            axes.append((inside[name], own))
            totals.append(_table(rows, levels[inside[name] - 1], answers, other, margin, size))
    return names, axes, totals


def _counts(margin: Margin, answers: Sequence[str], size: int) -> Whole:
    """Return the counts of these answers."""
    return np.array([margin.counts.get(a, size - margin.shown) for a in answers], dtype=np.int64)


def _table(
    rows: Mapping[str, Mapping[str, int]],
    earlier: Sequence[str],
    answers: Sequence[str],
    other: Margin,
    margin: Margin,
    size: int,
) -> Whole:
    """Return a cross-tabulation; whoever is not in it was not shown one of the questions."""
    cells = np.array(
        [[rows.get(g, {}).get(a, 0) for a in answers] for g in earlier], dtype=np.int64
    )
    if NOT_SHOWN in answers:
        cells[:, -1] = _counts(other, earlier, size) - cells[:, :-1].sum(axis=1)
    if NOT_SHOWN in earlier:
        cells[-1] = _counts(margin, answers, size) - cells[:-1].sum(axis=0)
    if cells.min(initial=0) < 0:
        raise CodebookError(
            f"margins {other.name} and {margin.name} and their cross-tabulation contradict each"
            " other: more people are in it than are shown both questions."
        )
    return cells


def _along(factor: Floats, axes: tuple[int, int], dimensions: int) -> Floats:
    """Give a table of two questions as many dimensions as all have."""
    if axes[0] == axes[1]:
        raise CodebookError("a question cannot go with itself.")
    ordered = factor if axes[0] < axes[1] else factor.T
    others = tuple(sorted(set(range(dimensions)) - set(axes)))
    return np.expand_dims(ordered, others)


def _shared_out(
    table: Whole,
    levels: Sequence[Sequence[str]],
    place_of: Whole,
    names: Sequence[str],
    rng: Stream,
) -> dict[str, Answers]:
    """Hand the cells of a table to people, among those with the same earlier answers at random."""
    made = {name: np.empty(len(place_of), dtype=object) for name in names}
    for place, cells in enumerate(table):
        people = np.flatnonzero(place_of == place)
        people = people[shuffled(len(people), rng)]
        every = np.repeat(np.arange(cells.size), cells.ravel())
        for name, known, at in zip(
            names, levels, np.unravel_index(every, cells.shape), strict=True
        ):
            made[name][people] = np.array(known, dtype=object)[at]
    return made
