"""How people joined: what is derived from several answers, and where answers contradict."""

from __future__ import annotations

import pandas as pd

from cpsurvey.cleaning.cleaned import Cleaned, no_changes
from cpsurvey.codebook import Question

JOINED = ("in_the_room", "video", "phone")
ONLY_BY = {
    "face_to_face": ("face_to_face", "did_not_join"),
    "video": ("video", "did_not_join"),
    "phone": ("phone", "did_not_join"),
    "mixed_remote": ("video", "phone", "did_not_join"),
}


def derive_mostly(question: Question, values: pd.DataFrame, reasons: pd.DataFrame) -> Cleaned:
    """Return by which mode most of several people joined.

    One mode where more than half of those known to have joined share it, ``mixed`` where none
    does. Nobody known to have joined: not shown if no part was shown, not applicable if all were
    absent, don't know if any is not known, else skipped.
    """
    counts = pd.DataFrame({mode: (values == mode).sum(axis=1) for mode in JOINED})
    joined = counts.sum(axis=1)
    most = counts.idxmax(axis=1).where(counts.max(axis=1) * 2 > joined, "mixed")
    reason = pd.Series("skipped", index=values.index, dtype=object)
    reason = reason.mask((reasons == "dont_know").any(axis=1), "dont_know")
    reason = reason.mask((reasons == "ambiguous").any(axis=1), "ambiguous")
    reason = reason.mask(
        (values == "absent").any(axis=1) & ~(reasons != "").any(axis=1), "not_applicable"
    )
    reason = reason.mask((reasons == "not_shown").all(axis=1), "not_shown")
    scale = question.answers
    kept = pd.Categorical(
        most.where(joined > 0), categories=list(scale.codes), ordered=scale.ordered
    )
    return Cleaned(
        {"": pd.Series(kept, index=values.index)},
        reason.mask(joined > 0, ""),
        no_changes(),
        {},
        {},
    )


def contradictions(modes: pd.Series, formats: pd.Series) -> pd.Series:
    """Tell who joined by a mode that the format of their conference does not have."""
    pairs = pd.DataFrame({"mode": modes.astype(object), "format": formats.astype(object)})
    known = pairs["mode"].notna() & pairs["format"].isin(list(ONLY_BY))
    fits = [mode in ONLY_BY.get(held, ()) for mode, held in pairs.itertuples(index=False)]
    return known & ~pd.Series(fits, index=pairs.index, dtype=bool)
