"""A select-all question's counts → who ticks what, everybody who answers something."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from cpsurvey.codebook import Codebook
from cpsurvey.errors import CodebookError, listed
from cpsurvey.synthetic.chance import Stream, shuffled
from cpsurvey.synthetic.counts import is_reason
from cpsurvey.synthetic.margin_given import TICKED, UNTICKED
from cpsurvey.synthetic.sharing_out import Task, share_out

Flags = NDArray[np.bool_]
People = NDArray[np.intp]


def make_ticks(task: Task) -> list[object]:
    """Make a tuple of ticked options a person, as many ticks of each as the margin says.

    Where any of several options decides whether a later question is shown, whoever ticks one of
    them ticks the most frequent of them as well, so that it follows from the counts how many are
    shown it.
    """
    try:
        return _made(task, shuffled(len(task.given), task.rng))
    except CodebookError:
        # Whoever ticks nothing was drawn from those who alone could tick something.
        order = shuffled(len(task.given), task.rng)
        never = _never(task, _options(task)).sum(axis=1)
        return _made(task, order[np.argsort(-never[order], kind="stable")])


def _made(task: Task, order: People) -> list[object]:
    """Make everybody's ticks; whoever ticks nothing, or one alone, comes first in this order."""
    counts = task.margin.counts
    exclusive = task.question.exclusive if task.question else ""
    reasons = [answer for answer in counts if is_reason(answer)]
    options = _options(task)
    always = _always(task, options)
    leaders = _leaders(task.margin.question, options, counts, task.codebook)
    sizes = [*(counts[reason] for reason in reasons), counts.get(exclusive, 0)]
    *silent, _, others = _parted(always, sizes, order)
    ticks = np.zeros((len(others), len(options)), dtype=bool)
    for place in sorted(range(len(options)), key=lambda at: options[at] in leaders):
        option = options[place]
        may = np.ones(len(others), dtype=bool)
        if option in leaders:
            may = ticks[:, options.index(leaders[option])]
        ticks[may, place] = _ticked(
            task, option, always[others[may], place], task.given[others[may]]
        )
    routes = [option in leaders or option in leaders.values() for option in options]
    fixed = always[others] | np.array(routes, dtype=bool)
    _leave_nobody_out(ticks, fixed, _never(task, options)[others], task.rng)
    column: list[object] = [(exclusive,)] * len(always)
    for reason, people in zip(reasons, silent, strict=True):
        for person in people:
            column[person] = reason
    for person, row in zip(others, ticks, strict=True):
        column[person] = tuple(option for option, hit in zip(options, row, strict=True) if hit)
    return column


def _options(task: Task) -> list[str]:
    """Return the options that may be ticked with others."""
    exclusive = task.question.exclusive if task.question else ""
    return [a for a in task.margin.counts if not is_reason(a) and a != exclusive]


def _never(task: Task, options: Sequence[str]) -> Flags:
    """Tell which options each person never ticks, for an earlier answer; people × options."""
    known = {
        given: [task.margin.odds_of(given, option) == 0 for option in options]
        for given in set(task.given)
    }
    never = np.array([known[given] for given in task.given], dtype=bool)
    return never.reshape(len(task.given), len(options))


def _leaders(
    question: str, options: Sequence[str], counts: Mapping[str, int], codebook: Codebook
) -> dict[str, str]:
    """Return for each option that shows a later question besides others the most frequent one."""
    found: dict[str, str] = {}
    for later in codebook.questions:
        if later.shown_if is None or later.shown_if.question != question:
            continue
        several = [option for option in options if option in later.shown_if.answers]
        first = max(several, key=lambda option: counts[option], default="")
        found |= {option: first for option in several if option != first}
    return found


def _always(task: Task, options: list[str]) -> Flags:
    """Tell who ticks which option in any case, because of an earlier answer; people × options."""
    named = task.always
    if named is None:
        return np.zeros((len(task.given), len(options)), dtype=bool)
    ticked = [named == option for option in options]
    return np.stack(ticked, axis=1) if options else np.zeros((len(named), 0), dtype=bool)


def _parted(always: Flags, sizes: Sequence[int], order: People) -> list[People]:
    """Part people: those who give no answer, by reason, those who tick one alone, the others."""
    bound = np.asarray(always.any(axis=1))
    *parts, others = np.split(order[np.argsort(bound[order], kind="stable")], np.cumsum(sizes))
    return [*parts, np.sort(others)]


def _ticked(task: Task, option: str, always: Flags, given: NDArray[np.object_]) -> Flags:
    """Tell who ticks one option: those who always do, and as many others as the count leaves."""
    others = np.flatnonzero(~always)
    count = task.margin.counts[option]
    left = count - int(always.sum())
    if not 0 <= left <= len(others):
        raise CodebookError(
            f"option {option} is to be ticked by {count} people; {always.sum()} tick it in any"
            f" case, and {len(others)} others may."
        )

    def odds_of(one: tuple[str, ...], answer: str) -> float:
        return task.margin.odds_of(one, option) if answer == TICKED else 1.0

    counts = {TICKED: left, UNTICKED: len(others) - left}
    ticked = always.copy()
    names = (listed(task.margin.given), f"{task.margin.name}__{option}")
    ticked[others] = share_out(given[others], counts, odds_of, task.rng, names=names) == TICKED
    return ticked


def _leave_nobody_out(ticks: Flags, fixed: Flags, never: Flags, rng: Stream) -> None:
    """Hand ticks from those with several to those with none, so that every count stays."""
    for person in np.flatnonzero(~ticks.any(axis=1)):
        several = ticks.sum(axis=1) > 1
        givers, options = np.nonzero(ticks & ~fixed & ~never[person] & several[:, np.newaxis])
        if not len(givers):
            raise CodebookError(
                f"{ticks.sum()} ticks are too few for {len(ticks)} people who tick something: raise"
                " a count, or that of those who skip it."
            )
        place = int(rng.random() * len(givers))
        ticks[givers[place], options[place]] = False
        ticks[person, options[place]] = True
