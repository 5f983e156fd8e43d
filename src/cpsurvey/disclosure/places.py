"""Places that answers came from and a threshold in; the same, hidden where few people answered.

How many authorities a region has is known to everybody, and how many were reached counts no people;
but where few people answered, it tells how these are spread.
"""

from __future__ import annotations

import pandas as pd

HIDDEN = ["count", "share", "respondents"]
SAYS = "; of places, where so few people named one, how many were named"
SAID = {"mark": "c", "method": "suppressed", "why": "too few people answered from here"}


def hide_places(result: pd.DataFrame, threshold: int) -> pd.DataFrame:
    """Return a result of authorities reached with what tells of few people hidden."""
    few = result["respondents"].between(1, threshold - 1)
    protected = result.astype({"count": "Int64", "respondents": "Int64"})
    protected.loc[few, HIDDEN] = pd.NA
    protected.loc[few, list(SAID)] = list(SAID.values())
    return protected
