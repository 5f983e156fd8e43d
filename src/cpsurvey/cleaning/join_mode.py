"""How people joined: what is derived from several answers, and where answers contradict."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from cpsurvey.cleaning.cleaned import REASONS, TOLD, Cleaned, no_changes
from cpsurvey.codebook import Question

JOINED = ("in_the_room", "video", "phone")
ONLY_BY = {
    "face_to_face": ("face_to_face", "did_not_join"),
    "video": ("video", "did_not_join"),
    "phone": ("phone", "did_not_join"),
    "mixed_remote": ("video", "phone", "did_not_join"),
}


def derive_mostly(question: Question, parts: Mapping[str, Cleaned]) -> Cleaned:
    """Return by which mode most of several people joined.

    One mode where more than half of those known to have joined share it, ``mixed`` where none
    does. Nobody known to have joined: not shown if no part was shown, not applicable if all were
    absent, don't know if any is not known, else skipped.
    """
    values = pd.DataFrame({name: part.values[""].astype(object) for name, part in parts.items()})
    reasons = pd.DataFrame({name: part.reasons.astype(object) for name, part in parts.items()})
    counts = pd.DataFrame({mode: (values == mode).sum(axis=1) for mode in JOINED})
    joined = counts.sum(axis=1)
    most = counts.idxmax(axis=1).where(counts.max(axis=1) * 2 > joined, "mixed")
    reason = pd.Series("skipped", index=values.index, dtype=object)
    reason = reason.mask((reasons == "dont_know").any(axis=1), "dont_know")
    reason = reason.mask((reasons == "ambiguous").any(axis=1), "ambiguous")
    reason = reason.mask(
        (values == "absent").any(axis=1) & ~(reasons != "").any(axis=1), "not_applicable"
    )
    reason = reason.mask((reasons == "not_shown").all(axis=1), "not_shown").mask(joined > 0, "")
    known = reason.astype(REASONS)
    levels = pd.CategoricalDtype(list(question.answers.codes), ordered=question.answers.ordered)
    return Cleaned(
        values={"": most.where(joined > 0).astype(levels)},
        reasons=known,
        changes=no_changes(),
        unknown={},
        doubts={},
        told_by=_told(known, parts),
    )


def _told(reasons: pd.Series, parts: Mapping[str, Cleaned]) -> pd.Series:
    """Return what tells the reason: the least certain of the parts that have it too, or answers."""
    told = pd.Series("answer", index=reasons.index, dtype=TOLD).mask(reasons == "", "")
    for source in ("decision", "group", "routing", "blank", "undeclared"):
        for part in parts.values():
            same = (part.reasons.cat.codes == reasons.cat.codes) & (part.told_by == source)
            told = told.mask(same & (reasons != ""), source)
    return told


def contradictions(modes: pd.Series, formats: pd.Series) -> pd.Series:
    """Tell who joined by a mode that the format of their conference does not have."""
    contradict = pd.Series(False, index=modes.index)
    for held, fitting in ONLY_BY.items():
        contradict |= (formats == held) & modes.notna() & ~modes.isin(list(fitting))
    return contradict
