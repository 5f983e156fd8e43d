"""Callables in, median seconds of each out; all in turn, so that a busy minute falls on all."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Mapping
from statistics import median


def medians(runs: Mapping[str, Callable[[], object]], repeats: int) -> dict[str, float]:
    """Return the median seconds of each run, after one round that is not counted."""
    seconds: dict[str, list[float]] = {name: [] for name in runs}
    for counted in [False] + [True] * repeats:
        for name, run in runs.items():
            start = time.perf_counter()
            run()
            if counted:
                seconds[name].append(time.perf_counter() - start)
    return {name: median(times) for name, times in seconds.items()}


def show(times: Mapping[str, float], *, beside: str) -> None:
    """Print each median and its ratio to the one it is held against."""
    for name, seconds in times.items():
        print(f"{name:<40} {seconds:9.4f} s   {seconds / times[beside]:8.2f}")


def repeats_asked(default: int) -> int:
    """Return how often the command line says to repeat."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--repeats", type=int, default=default)
    return int(parser.parse_args().repeats)
