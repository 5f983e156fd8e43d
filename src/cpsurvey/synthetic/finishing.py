"""What a margin counts, such as a range or a nation → a number, a day or an authority a person."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from cpsurvey.errors import CodebookError
from cpsurvey.synthetic.chance import Stream, below, shuffled
from cpsurvey.synthetic.counts import is_reason
from cpsurvey.synthetic.margin_answers import days_of, range_of
from cpsurvey.synthetic.sharing_out import Task

COMMON = 0.15
Answers = NDArray[np.object_]


def finished(counted: Answers, task: Task) -> list[object]:
    """Return what somebody answers within what a margin counts: a number, a day, an authority."""
    finish = FINISH.get(task.question.type) if task.question else None
    return finish(counted, task) if finish else list(counted)


def _numbers(counted: Answers, task: Task) -> list[object]:
    """Return one number a person, each somewhere in the range allotted."""
    return [text if is_reason(text) else _within(text, task.rng) for text in map(str, counted)]


def _within(text: str, rng: Stream) -> int:
    """Return a whole number in a range."""
    low, high = range_of(text)
    return low + int(rng.random() * (high - low + 1))


def _days(counted: Answers, task: Task) -> list[object]:
    """Return one day a person, each somewhere in the range allotted."""
    return [text if is_reason(text) else _some_day(text, task.rng) for text in map(str, counted)]


def _some_day(text: str, rng: Stream) -> str:
    """Return a day in a range, year first."""
    low, high = days_of(text)
    return (low + timedelta(days=below((high - low).days + 1, rng))).isoformat()


def _authorities(counted: Answers, task: Task) -> list[object]:
    """Return one authority a person: as many different ones a nation as the margin says."""
    answers = np.array(counted, dtype=object)
    for nation in [answer for answer in task.margin.counts if not is_reason(answer)]:
        codes = [
            authority.code
            for authority in task.codebook.authorities
            if authority.nation == nation and (task.among is None or authority.code in task.among)
        ]
        people = np.flatnonzero(counted == nation)
        reached = task.margin.reached.get(nation, 0)
        if reached > min(len(people), len(codes)) or (len(people) and not codes):
            raise CodebookError(
                f"{len(people)} people in {nation} cannot come from {reached} of {len(codes)}"
                " authorities."
            )
        answers[people] = _spread(codes, len(people), reached, task.rng)
    return list(answers)


def _spread(codes: list[str], people: int, reached: int, rng: Stream) -> list[str]:
    """Spread people over authorities: each of `reached` has one at least, some have many."""
    chosen = [codes[place] for place in shuffled(len(codes), rng)[: reached or len(codes)]]
    size = np.cumsum(1 / (COMMON + rng.random(len(chosen))))
    more = np.searchsorted(size, rng.random(people - reached) * size[-1:], side="right")
    spread = chosen[:reached] + [chosen[min(place, len(chosen) - 1)] for place in more]
    return [spread[place] for place in shuffled(people, rng)]


FINISH: Mapping[str, Callable[[Answers, Task], list[object]]] = {
    "number": _numbers,
    "date": _days,
    "authority": _authorities,
}
