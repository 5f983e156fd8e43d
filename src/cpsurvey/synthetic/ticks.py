"""A select-all question's counts → who ticks what, everybody who answers something."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from cpsurvey.errors import CodebookError
from cpsurvey.synthetic.chance import Stream, shuffled
from cpsurvey.synthetic.counts import WHY
from cpsurvey.synthetic.sharing_out import Task, share_out

SKIPPED = WHY + "skipped"
TICKED, UNTICKED = "ticked", "unticked"
Flags = NDArray[np.bool_]
People = NDArray[np.intp]


def make_ticks(task: Task) -> list[object]:
    """Make a tuple of ticked options a person, as many ticks of each as the margin says."""
    counts = task.margin.counts
    exclusive = task.question.exclusive if task.question else ""
    options = [answer for answer in counts if not answer.startswith(WHY) and answer != exclusive]
    always = _always(task, options)
    silent, alone, others = _parted(always, counts.get(SKIPPED, 0), counts.get(exclusive, 0), task)
    ticks = np.zeros((len(others), len(options)), dtype=bool)
    for place, option in enumerate(options):
        ticks[:, place] = _ticked(task, option, always[others, place], task.given[others])
    _leave_nobody_out(ticks, always[others], task.rng)
    column: list[object] = [SKIPPED] * (len(silent) + len(alone) + len(others))
    for person in alone:
        column[person] = (exclusive,)
    for person, row in zip(others, ticks, strict=True):
        column[person] = tuple(option for option, hit in zip(options, row, strict=True) if hit)
    return column


def _always(task: Task, options: list[str]) -> Flags:
    """Tell who ticks which option in any case, because of an earlier answer; people × options."""
    if not task.margin.includes:
        return np.zeros((len(task.answers), len(options)), dtype=bool)
    named = task.answers[task.margin.includes].to_numpy(dtype=object)
    return np.stack([named == option for option in options], axis=1)


def _parted(always: Flags, silent: int, alone: int, task: Task) -> tuple[People, People, People]:
    """Part people into those who skip, those who tick the exclusive option, and the others."""
    order = shuffled(len(always), task.rng)
    bound = np.asarray(always.any(axis=1))
    order = order[np.argsort(bound[order], kind="stable")]
    return order[:silent], order[silent : silent + alone], np.sort(order[silent + alone :])


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

    def odds_of(one: str, answer: str) -> float:
        return task.margin.odds_of(one, option) if answer == TICKED else 1.0

    counts = {TICKED: left, UNTICKED: len(others) - left}
    ticked = always.copy()
    ticked[others] = share_out(given[others], counts, odds_of, task.rng) == TICKED
    return ticked


def _leave_nobody_out(ticks: Flags, always: Flags, rng: Stream) -> None:
    """Hand ticks from those with several to those with none, so that every count stays."""
    for person in np.flatnonzero(~ticks.any(axis=1)):
        several = ticks.sum(axis=1) > 1
        givers, options = np.nonzero(ticks & ~always & several[:, np.newaxis])
        if not len(givers):
            raise CodebookError(
                f"{ticks.sum()} ticks are too few for {len(ticks)} people who tick something."
            )
        place = int(rng.random() * len(givers))
        ticks[givers[place], options[place]] = False
        ticks[person, options[place]] = True
