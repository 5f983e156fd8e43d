"""A claim that was measured → the numbers of its row, and the reasons beside its verdict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from cpsurvey.claims.asks import SHARES, Asks
from cpsurvey.claims.estimands import Data, Measured
from cpsurvey.claims.expected import Expected
from cpsurvey.claims.fragility import changes_of
from cpsurvey.claims.intervals import Estimate
from cpsurvey.claims.model import Claim, Reading
from cpsurvey.claims.verdicts import AMBIGUOUS, INFEASIBLE, agreeing_counts

OF_NOBODY = ("authorities_known",)
OF_PLACES = ("authorities_reached", "authorities_share", "represented", "top_rows")


class Checked(NamedTuple):
    """A claim that was measured: what agrees, what came out, and what its other readings say."""

    claim: Claim
    asks: Asks
    wanted: Expected
    found: Measured
    estimate: Estimate
    others: Sequence[tuple[Reading, Measured, bool]]


def numbers_of(checked: Checked, confidence: float) -> dict[str, Any]:
    """Return what a claim comes to, and the counts that would agree."""
    asks, found, estimate = checked.asks, checked.found, checked.estimate
    value = float(found.value) if found.value is not None and estimate.shown else None
    low, high = estimate.limits or (None, None)
    less, base_less = found.parts[0] if asks.kind == "difference" else (None, None)
    others = [smallest_cell(one.asks, read) for one, read, _ in checked.others if one.asks]
    fitting: Sequence[int] = ()
    if asks.kind in SHARES and found.base:
        fitting = agreeing_counts(found.base, checked.wanted, confidence)
    return {
        "count": found.count,
        "base": found.base,
        "share": value if asks.kind in SHARES else None,
        "count_reference": less,
        "base_reference": base_less,
        "estimate": value,
        "ci_low": low,
        "ci_high": high,
        "fits_low": min(fitting, default=None),
        "fits_high": max(fitting, default=None),
        "readings": 1 + len(checked.others),
        "changes": changes_of(asks, found, checked.wanted, confidence),
        "smallest_cell": min(filter(None, [smallest_cell(asks, found), *others]), default=None),
        "method": estimate.method,
        "mark": estimate.mark,
    }


def reasons_of(checked: Checked, verdict: str, data: Data) -> Iterator[str]:
    """Yield what was measured and on whom, and what to bear in mind."""
    asks, found = checked.asks, checked.found
    whom = data.codebook.groups.get(asks.group, "all groups")
    yield found.why if asks.kind in OF_NOBODY else f"{whom}: {found.why}"
    if asks.where:
        yield f"of those who answered {' or '.join(asks.where.answers)} to {asks.where.question}"
    if asks.leaving_out:
        yield f"left out: {' and '.join(asks.leaving_out)}"
    if verdict == INFEASIBLE:
        yield f"no whole number of {found.base} makes a share in {checked.wanted.band}"
    if verdict == AMBIGUOUS:
        for reading, _, agreed in checked.others:
            yield f"another reading ({reading.why}) {'agrees' if agreed else 'does not agree'}"
    if checked.claim.proxy:
        yield f"by proxy: {checked.claim.proxy.rstrip('.')}"
    yield checked.estimate.why


def smallest_cell(asks: Asks, found: Measured) -> int | None:
    """Return the smallest count of people above 0 that a row is made from, rests included."""
    shares = [*found.parts, *((n, n) for n in found.paired or ())]
    if asks.kind not in OF_PLACES:
        shares.append((found.count or 0, found.base or 0))
    if asks.kind in OF_NOBODY:
        return None
    cells = [cell for count, base in shares for cell in (count, base - count) if cell > 0]
    return min(cells, default=None)
