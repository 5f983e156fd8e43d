"""Which raw rows are kept, and by which rule the others are left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from cpsurvey.codebook import Rule

REASONS = {
    "preview_or_test": "a preview, a test or spam, not an answer",
    "no_consent": "did not consent",
    "unfinished": "did not reach the end of the questionnaire",
    "duplicate": "another row of the same respondent is kept",
}
NOT_ANSWERS = ("preview", "test", "spam")


def apply_rules(
    meta: pd.DataFrame, rows: pd.DataFrame, consents: Mapping[str, pd.Series], rules: Sequence[Rule]
) -> pd.Series:
    """Return the first rule that leaves each row out, or nothing where it is kept."""
    left_out = pd.Series("", index=meta.index, dtype=object)
    for rule in rules:
        kept = left_out == ""
        if rule.rule == "preview_or_test":
            hit = meta["status"].isin(NOT_ANSWERS)
        elif rule.rule == "no_consent":
            hit = ~consents[rule.question].isin(rule.consented)
        elif rule.rule == "unfinished":
            hit = _unfinished(meta, rule.minimum_progress)
        else:
            hit = _duplicate(meta[kept], rows[kept]).reindex(meta.index, fill_value=False)
        left_out = left_out.mask(kept & hit, rule.rule)
    return left_out


def _unfinished(meta: pd.DataFrame, minimum: float) -> pd.Series:
    """Tell who neither finished nor got far enough; a platform that says nothing is believed."""
    progress = pd.to_numeric(meta["progress"], errors="coerce")
    finished = meta["finished"] == "yes"
    silent = (meta["finished"] == "") & progress.isna()
    return ~finished & ~silent & ~(progress >= minimum)


def _duplicate(meta: pd.DataFrame, rows: pd.DataFrame) -> pd.Series:
    """Tell which rows repeat a respondent; the finished, then the latest, then the fullest is kept.

    What decides last is the content, so that the order of the rows never does.
    """
    again = meta["respondent"].duplicated(keep=False) & (meta["respondent"] != "")
    if not again.any():
        return again
    suspects = rows[again]
    ranking = pd.DataFrame(
        {
            "finished": meta.loc[again, "finished"] == "yes",
            "recorded": meta.loc[again, "recorded"].astype(str),
            "answered": (suspects != "").sum(axis=1),
            "content": suspects.astype(str).agg("\x1f".join, axis=1),
        }
    )
    best = ranking.sort_values(ranking.columns.tolist(), ascending=False, kind="stable").index
    first = ~meta.loc[best, "respondent"].duplicated()
    kept = first[first].index
    return again & ~np.isin(meta.index, kept)
