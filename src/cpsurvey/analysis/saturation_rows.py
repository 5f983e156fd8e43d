"""Which interviews raised which code in; the rows that say how much was new out."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from cpsurvey.analysis.interviews import counted
from cpsurvey.analysis.new_codes import (
    Counts,
    Floats,
    mean_so_far,
    new_by_place,
    new_information,
    saturation_points,
)
from cpsurvey.analysis.settings import Row
from cpsurvey.analysis.wording import joined


class Rule(NamedTuple):
    """When a run of interviews counts as bringing hardly anything new."""

    base_size: int
    run_length: int
    threshold: float


class Draws(NamedTuple):
    """Random orders: how many, where they come from, and the share within the spread."""

    orders: int
    rng: np.random.Generator
    seed: str
    confidence: float


def rows_in_order(
    given: npt.NDArray[np.bool_], names: npt.NDArray[np.object_], rule: Rule
) -> Iterator[Row]:
    """Yield the rows of interviews in the order of `given`."""
    curves = _curves(given, np.arange(len(given))[np.newaxis], rule)
    row = {"method": "in order", "why": ""}
    for measure, curve in curves.items():
        for so_far, value in _by_place(curve[0], len(given)):
            yield row | _at(measure, so_far, value) | {"interview": names[so_far - 1]}
    point = _points(curves, rule)[0]
    why = _why_none(len(given), rule) if math.isinf(point) else _reached(rule)
    yield row | _at("saturation_point", None, _finite(point)) | {"interview": "", "why": why}


def rows_at_random(given: npt.NDArray[np.bool_], rule: Rule, draws: Draws) -> Iterator[Row]:
    """Yield the rows of interviews in every order: the means, and the spread of random orders."""
    every = np.tile(np.arange(len(given)), (draws.orders, 1))
    curves = _curves(given, draws.rng.permuted(every, axis=1), rule)
    so_far = mean_so_far(given)
    means = {
        "codes_so_far": so_far,
        "new_codes": np.diff(so_far, prepend=0.0),
        "new_information": curves["new_information"].mean(axis=0),
    }
    ends = [(1 - draws.confidence) / 2, (1 + draws.confidence) / 2]
    drawn = f"{draws.orders:,} random orders, seed {draws.seed}"
    row = {"interview": "", "method": "random orders", "why": drawn}
    for measure, curve in curves.items():
        spread = np.quantile(curve, ends, axis=0) if curve.size else np.empty((2, 0))
        places = _by_place(means[measure], len(given))
        for (place, value), low, high in zip(places, *spread.tolist(), strict=True):
            yield row | _at(measure, place, value) | {"ci_low": low, "ci_high": high}
    points = _points(curves, rule)
    middle, low, high = np.quantile(points, [0.5, *ends], method="inverted_cdf")
    never = int(np.isinf(points).sum())
    missed = f"not reached in {never:,} of them" if never else ""
    known = _why_none(len(given), rule) if math.isinf(middle) else _reached(rule)
    why = joined(known, drawn, missed)
    between = {"ci_low": _finite(low), "ci_high": _finite(high)}
    yield row | _at("saturation_point", None, _finite(middle)) | between | {"why": why}


def _curves(given: npt.NDArray[np.bool_], orders: Counts, rule: Rule) -> dict[str, Floats]:
    """Return what is measured, shape (orders, places): all places, or the ends of runs."""
    new = new_by_place(given, orders)
    return {
        "codes_so_far": new.cumsum(axis=1).astype(float),
        "new_codes": new.astype(float),
        "new_information": new_information(new, rule.base_size, rule.run_length),
    }


def _points(curves: Mapping[str, Floats], rule: Rule) -> Floats:
    """Return where each order is saturated."""
    return saturation_points(curves["new_information"], rule.base_size, rule.threshold)


def _by_place(values: Floats, size: int) -> Iterator[tuple[int, float]]:
    """Yield values with how many interviews there are up to each, the last being all."""
    yield from enumerate(values.tolist(), size - len(values) + 1)


def _at(measure: str, so_far: int | None, value: float) -> Row:
    """Return what one row measures, and after how many interviews."""
    return {"measure": measure, "so_far": so_far, "estimate": value}


def _reached(rule: Rule) -> str:
    """Return the rule that was met where saturation was reached."""
    return (
        f"before the first run of {rule.run_length} with at most {100 * rule.threshold:g}% as many"
        f" new themes as the first {rule.base_size} raised"
    )


def _why_none(size: int, rule: Rule) -> str:
    """Return why saturation was not reached."""
    if not size:
        return "no interviews"
    needed = rule.base_size + rule.run_length
    if size < needed:
        return (
            f"fewer than {counted(needed)}: a base of {rule.base_size}, a run of {rule.run_length}"
        )
    return f"new information stays above {100 * rule.threshold:g}%"


def _finite(point: float) -> float:
    """Return a place, missing where it was not reached."""
    return point if math.isfinite(point) else math.nan
