"""Costs, sums between limits and cells between limits → the whole numbers that cost the least."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cpsurvey.errors import CpsurveyError
from cpsurvey.synthetic.sums import Floats, Whole

if TYPE_CHECKING:
    from scipy.sparse import csr_array

SOLVED, INFEASIBLE = 0, 2
SECONDS = 60


def cheapest(
    cost: Floats,
    matrix: csr_array,
    sums: tuple[Floats, Floats],
    cells: tuple[Floats, Floats],
) -> Whole | None:
    """Solve an integer program whose cells are all bounded; None says that it has no solution.

    Parameters
    ----------
    cost
        Of one more in each cell.
    matrix
        A row for each sum: how often each cell is counted in it.
    sums, cells
        The least and the most that each sum, and each cell, may be.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array

    if not len(cost):
        met = (sums[0] <= 0) & (sums[1] >= 0)
        return np.zeros(0, dtype=np.int64) if met.all() else None
    # scipy 1.13 takes no places in 64 bits.
    at = matrix.indices.astype(np.int32), matrix.indptr.astype(np.int32)
    short = csr_array((matrix.data, *at), shape=matrix.shape)
    solved = milp(
        cost,
        integrality=np.ones(len(cost), dtype=np.int64),
        bounds=Bounds(*cells),
        constraints=LinearConstraint(short, *sums),
        options={"mip_rel_gap": 0.0, "time_limit": SECONDS},
    )
    if solved.status == SOLVED and solved.x is not None:
        return np.rint(solved.x).astype(np.int64)
    if solved.status == INFEASIBLE:
        return None
    raise CpsurveyError(
        f"a table of {len(cost)} cells and {matrix.shape[0]} sums was not settled within {SECONDS}"
        " seconds: use fewer questions together, or fewer answers."
    )
