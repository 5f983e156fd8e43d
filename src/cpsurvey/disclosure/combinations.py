"""Options ticked together and a threshold in; the same without combinations that few ticked, out.

A row of a combination tells that somebody ticked exactly these options, whether its count is shown
or not; so one that nobody's count may be shown of is no row.
"""

from __future__ import annotations

import pandas as pd

from cpsurvey.vocabulary import EXACTLY

SAYS = "; combinations of options that no group ticked so often are left out"


def without_rare(protected: pd.DataFrame, counts: pd.Series[int], threshold: int) -> pd.DataFrame:
    """Return a protected result without the combinations of which no count reaches a threshold."""
    exact = protected["ticked"] == EXACTLY
    often = counts.where(exact).groupby(protected["answer"].astype(str)).transform("max")
    kept = protected[~exact | (often >= threshold)]
    if not isinstance(kept["answer"].dtype, pd.CategoricalDtype):
        return kept
    return kept.assign(answer=kept["answer"].cat.remove_unused_categories())
