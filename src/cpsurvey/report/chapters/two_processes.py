"""A study and what makes its chapters in; the chapters, half of them made beside, out."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor

from cpsurvey.report.chapters.study import Study
from cpsurvey.report.document import Chapter

Maker = Callable[[Study], Chapter | None]

STARTING = 9  # work as long as a second process takes to load what it needs


def in_two_processes(study: Study, makers: Mapping[Maker, int]) -> list[Chapter | None]:
    """Return what each maker makes, in their order; a second process makes about half of it.

    ``makers`` says how much work each is. Where a second process cannot be had, or fails, all is
    made here: what is wrong with a chapter is then said as if there had been one process.
    """
    here, beside = halves(makers)
    with ThreadPoolExecutor(1) as waiting:
        other = waiting.submit(_beside, pickle.dumps((study, beside)))
        made = {make: make(study) for make in here}
        found = other.result()
    made |= dict(zip(beside, found or [make(study) for make in beside], strict=True))
    return [made[make] for make in makers]


def halves(makers: Mapping[Maker, int]) -> tuple[list[Maker], list[Maker]]:
    """Return makers in two lists of about the same work, the second less by what it is to start."""
    parts: tuple[list[Maker], list[Maker]] = ([], [])
    work = [0, STARTING]
    for make in sorted(makers, key=lambda make: -makers[make]):
        least = work.index(min(work))
        parts[least].append(make)
        work[least] += makers[make]
    return parts


def _beside(work: bytes) -> list[Chapter | None] | None:
    """Return what a second process makes of this work, or None where it cannot."""
    command = [sys.executable, "-m", "cpsurvey.report.chapters.two_processes"]
    settings = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "MPLBACKEND": "agg"}
    try:
        done = subprocess.run(
            command, input=work, capture_output=True, env={**os.environ, **settings}, check=False
        )
    except OSError:
        return None
    if done.returncode:
        return None
    made: list[Chapter | None] = pickle.loads(done.stdout)
    return made


def _make() -> None:
    """Make the chapters that are asked for at standard input."""
    study, makers = pickle.load(sys.stdin.buffer)
    pickle.dump([make(study) for make in makers], sys.stdout.buffer)


if __name__ == "__main__":
    _make()
