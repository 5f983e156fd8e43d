"""What a platform writes for a question it did not show → that reason, and no answer."""

from __future__ import annotations

import pandas as pd

from cpsurvey.cleaning.cleaned import Cleaned
from cpsurvey.platforms import NOT_SHOWN


def marked(raw: pd.DataFrame, platform: str) -> pd.Series:
    """Tell which rows hold the platform's mark, and nothing that somebody typed.

    Examples
    --------
    >>> marked(pd.DataFrame({"age": ["N/A", "41"]}), "limesurvey").tolist()
    [True, False]
    """
    if platform not in NOT_SHOWN or raw.shape[1] == 0:
        return pd.Series(False, index=raw.index)
    return raw.iloc[:, 0].str.strip() == NOT_SHOWN[platform]


def unmarked(part: Cleaned, raw: pd.DataFrame, platform: str) -> Cleaned:
    """Return answers with the reason not shown where the platform says so."""
    unseen = marked(raw, platform)
    if not unseen.any():
        return part
    return part._replace(
        reasons=part.reasons.mask(unseen, "not_shown"),
        told_by=part.told_by.mask(unseen, "answer"),
    )
