"""Results about claims in; the same with the words for claims, groups and choices out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from cpsurvey.claims import Claim, load_claims
from cpsurvey.vocabulary import GROUP_LABELS

GROUPS = GROUP_LABELS | {"both": "Professionals and parents"}
CHOICES = {
    "reading": {"": "As the registry has it"},
    "base_rule": {
        "answered": "Those who gave an answer",
        "asked": "All who were shown the question",
        "kept": "Everybody kept",
        "": "No choice",
    },
    "dont_know": {"out": "Left out", "in": "Counted in", "": "Nobody could say so"},
    "exclusions": {"default": "The usual rules"},
    "mode_rule": {
        "as_answered": "As they were answered",
        "no_contradictions": "Without those whose answers contradict",
        "those_who_joined": "Of those who joined only",
        "video_alone": "On video: most, not some",
        "meetings_alone": "Calls and papers are no meeting",
        "hybrid_as_in_person": "Hybrid counts as in person",
    },
}
TOGETHER = " + "


def label_claims(result: pd.DataFrame, claims: Sequence[Claim] | None = None) -> pd.DataFrame:
    """Return a copy of a result with words for its claims, groups and choices."""
    labelled = result.copy()
    if "claim" not in result:
        known = {claim.id: claim for claim in (load_claims() if claims is None else claims)}
        ids = result["id"].astype(str)
        labelled["claim"] = [known[name].claim if name in known else name for name in ids]
        labelled["published"] = [known[name].published if name in known else "" for name in ids]
    if "group" in result:
        labelled["group_label"] = _words(result["group"], GROUPS)
    for column, words in CHOICES.items():
        if "base_rule" in result and column in result:
            labelled[f"{column}_label"] = _words(result[column], words)
    return labelled


def _words(codes: pd.Series[str], words: Mapping[str, str]) -> pd.Categorical[str]:
    """Return the words for codes, several of which may be joined, in the order they come in."""
    named = [
        TOGETHER.join(words.get(one, _sentence(one)) for one in code.split(TOGETHER))
        for code in codes.fillna("").astype(str)
    ]
    order = [*words.values(), *named]
    there = set(named)
    kept = [word for word in dict.fromkeys(order) if word in there]
    return pd.Categorical(named, kept, ordered=True)


def _sentence(code: str) -> str:
    """Return a code as words."""
    plain = code.replace("_", " ").strip()
    return plain[:1].upper() + plain[1:]
