"""A condition that holds here and not there in; where it stops holding out."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from cpsurvey.stats._checks import Floats

HALVINGS = 64


def boundary(
    holds: Callable[[Floats], npt.NDArray[np.bool_]],
    inside: npt.ArrayLike,
    outside: npt.ArrayLike,
) -> Floats:
    """Return the last place, from `inside` to `outside`, where a condition still holds.

    By halving, each element on its own: slower than other ways, and it cannot fail.
    """
    inside, outside = np.asarray(inside, np.float64), np.asarray(outside, np.float64)
    for _ in range(HALVINGS):
        middle = (inside + outside) / 2
        held = holds(middle)
        inside, outside = np.where(held, middle, inside), np.where(held, outside, middle)
    return inside
