"""What an export tells of its responses → the rules of exclusion to begin with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cpsurvey.drafting.cues import consenting
from cpsurvey.drafting.files import level_codes
from cpsurvey.drafting.records import Drafted
from cpsurvey.exports import SurveyExport

TRIALS = ("preview", "test")
UNFINISHED = "unfinished"


def rule_sets(
    export: SurveyExport, meta: Mapping[str, object], questions: Sequence[Drafted]
) -> dict[str, list[dict[str, object]]]:
    """Return the sets of rules; where responses are previews or tests, one that keeps these too.

    Where nobody finished, another set keeps those who did not: no draft leaves out everybody.
    """
    rules = _rules(export, meta, questions)
    kept = [rule for rule in rules if rule["rule"] != UNFINISHED]
    nobody = {"with_unfinished": kept} if set(export.meta["finished"]) == {"no"} else {}
    if export.platform != "qualtrics":
        return {"default": rules, **nobody}
    tests: dict[str, object] = {
        "rule": "preview_or_test",
        "why": "Leaves out previews, tests and spam.",
    }
    sets = {"default": [tests, *rules]}
    if export.meta["status"].isin(TRIALS).any():
        sets["with_tests"] = rules
    return {**sets, **{name: [tests, *kept] for name in nobody}}


def _rules(
    export: SurveyExport, meta: Mapping[str, object], questions: Sequence[Drafted]
) -> list[dict[str, object]]:
    """Return the rules that the export can answer, in order, each with what it does."""
    rules = [_consent(question) for question in questions if question.guess.type == "consent"]
    said = export.meta.get("finished"), export.meta.get("progress")
    told = any(cells is not None and bool((cells != "").any()) for cells in said)
    if told or {"finished", "progress"} & set(meta):
        why = "Leaves out people who did not reach the end; lower minimum_progress to keep more."
        rules.append({"rule": UNFINISHED, "why": why})
    why = "Keeps one row of each respondent: a finished one, then the latest, then the fullest."
    return [*rules, {"rule": "duplicate", "why": why}]


def _consent(question: Drafted) -> dict[str, object]:
    """Return the rule that leaves out those who did not consent."""
    scale = question.guess.scale
    levels = scale.levels if scale else ()
    codes = level_codes(scale) if scale else []
    consented = [c for c, v in zip(codes, levels, strict=True) if consenting(v.label) == "yes"]
    return {
        "rule": "no_consent",
        "question": question.name,
        "consented": consented,
        "why": "Leaves out people who did not consent, also those who left the question blank.",
    }
