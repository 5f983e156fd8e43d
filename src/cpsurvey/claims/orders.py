"""What is put in order, as counts and bases → the fewest answers that would change a place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

import numpy as np
import numpy.typing as npt

Costs = npt.NDArray[np.int64]
NEVER = 10**8


def changes_of_place(
    parts: Sequence[tuple[int, int]], flips: Callable[[int], bool], *, exclusive: bool = False
) -> int | None:
    """How few ticks, put or taken away, give the first option a place that flips?

    Parameters
    ----------
    parts
        Ticks and base of each option, the one in question first. Its place is how many options,
        itself among them, have as many ticks or more.
    flips
        Whether a place does otherwise than the present one.
    exclusive
        Whether each person ticks one option: an answer that is another moves a tick.

    Returns
    -------
    int or None
        The fewest ticks, or answers where they exclude each other; None where none do.
    """
    (own, base), *rest = parts
    others = np.array([count for count, _ in rest], dtype=np.int64)
    best = NEVER
    for ticks in range(base + 1):
        up = np.maximum(ticks - others, 0)
        down = np.maximum(others - ticks + 1, 0) if ticks else np.full_like(others, NEVER)
        order = np.argsort(up - down)
        ahead = np.concatenate([[0], np.cumsum(up[order])])
        behind = np.concatenate([[0], np.cumsum(down[order][::-1])])[::-1]
        put = max(ticks - own, 0) + ahead
        taken = max(own - ticks, 0) + behind
        costs = np.maximum(put, taken) if exclusive else put + taken
        best = min(
            [
                best,
                *(
                    int(cost)
                    for place, cost in enumerate(costs, 1)
                    if flips(place) and (not exclusive or _adds_up(ticks, place, len(parts), base))
                ),
            ]
        )
    return best if best < NEVER else None


def _adds_up(ticks: int, place: int, options: int, base: int) -> bool:
    """Tell whether so many ticks can give this place where each person ticks one option."""
    most = base if place > 1 else ticks + (options - 1) * (ticks - 1)
    return place * ticks <= base <= most


def changes_of_top(
    parts: Sequence[tuple[int, int]], named: int, flips: Callable[[int], bool]
) -> int | None:
    """How few answers change how many of the rows named are among as many with most?

    Parameters
    ----------
    parts
        Count and base of each row, those named first.
    named
        How many are named. A row is among the first so many if no more than that have its share
        or a greater one.
    flips
        Whether so many of them do otherwise than at present.

    Returns
    -------
    int or None
        The fewest answers; None where none do.

    Notes
    -----
    The rows that count lie above the share of the place after the last, and nothing else matters
    of them: for each share that this can be, each row is put above it, on it or below it.
    """
    rows = [(count, base, place < named) for place, (count, base) in enumerate(parts) if base]
    if len(rows) <= named:
        return None
    costs = _costs(rows, named)
    found = [int(cost) for among, cost in enumerate(costs) if flips(among)]
    best = min(found, default=NEVER)
    return best if best < NEVER else None


def _costs(rows: Sequence[tuple[int, int, bool]], places: int) -> Costs:
    """Return the fewest answers that leave 0, 1, 2 … of the rows named above the next share."""
    shares = sorted(
        {Fraction(k, base) for base in {b for _, b, _ in rows} for k in range(base + 1)}
    )
    over = np.array([share.numerator for share in shares])
    under = np.array([share.denominator for share in shares])
    # By how many named rows are above, how many rows are, and how many are on it or above.
    costs = np.full((places + 1, places + 1, places + 2, len(shares)), NEVER, dtype=np.int32)
    costs[0, 0, 0] = 0
    for count, base, is_named in rows:
        below, on, above = _moves(count, base, over, under)
        moved = costs + below
        grown = np.full_like(costs, NEVER)
        grown[:, :, 1:] = costs[:, :, :-1]
        grown[:, :, -1] = np.minimum(grown[:, :, -1], costs[:, :, -1])
        np.minimum(moved, grown + on, out=moved)
        if is_named:
            moved[1:, 1:] = np.minimum(moved[1:, 1:], grown[:-1, :-1] + above)
        else:
            moved[:, 1:] = np.minimum(moved[:, 1:], grown[:, :-1] + above)
        costs = np.minimum(moved, NEVER)
    best: Costs = costs[:, :, -1].min(axis=(1, 2))
    return best


def _moves(count: int, base: int, over: Costs, under: Costs) -> tuple[Costs, Costs, Costs]:
    """Return how many answers bring a row below each share, on it, and above it."""
    floor, rest = np.divmod(base * over, under)
    under_it = np.where(rest > 0, floor, floor - 1)
    below = np.where(under_it >= 0, np.maximum(count - under_it, 0), NEVER)
    on = np.where(rest == 0, np.abs(count - floor), NEVER)
    above = np.where(floor + 1 <= base, np.maximum(floor + 1 - count, 0), NEVER)
    return below.astype(np.int32), on.astype(np.int32), above.astype(np.int32)
