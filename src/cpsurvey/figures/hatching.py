"""A box in inches in; the slanting lines that hatch it out.

Drawn as lines, because not every program that shows an SVG knows patterns.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

APART = 0.09


def slanting_lines(wide: float, high: float) -> npt.NDArray[np.float64]:
    """Return lines at 45 degrees inside a box: n lines, 2 ends, 2 coordinates from its corner."""
    offset = np.arange(-high + APART / 2, wide, APART)
    starts = np.column_stack([np.maximum(offset, 0), np.maximum(-offset, 0)])
    ends = np.column_stack([np.minimum(offset + high, wide), np.minimum(wide - offset, high)])
    return np.stack([starts, ends], axis=1)
