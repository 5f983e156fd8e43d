"""[left_out] of margins.toml → how many rows of which kind are added that cleaning leaves out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cpsurvey.codebook import Codebook, Instrument, Rule
from cpsurvey.errors import CodebookError, unknown
from cpsurvey.synthetic.asked import PLAIN, platform_of
from cpsurvey.synthetic.counts import number_of
from cpsurvey.synthetic.margin_answers import check_people
from cpsurvey.synthetic.margin_reading import told_of

KINDS = {
    "preview": "preview_or_test",
    "test": "preview_or_test",
    "no_consent": "no_consent",
    "screened_out": "screened_out",
    "unfinished": "unfinished",
    "duplicate": "duplicate",
}
KEYS = ("assumed", "rows")
TOLD_BY = {  # what an export must say of a response, for such rows to be told
    "preview": ("status",),
    "test": ("status",),
    "unfinished": ("finished", "progress"),
    "duplicate": ("respondent",),
}


def read_left_out(
    record: Any,
    kept: Mapping[str, int],
    people: Mapping[str, Instrument],
    codebook: Codebook,
) -> tuple[dict[str, dict[str, int]], str]:
    """Read how many rows of which kind are left out, and why so many.

    Raises
    ------
    CodebookError
        If a kind is not known, no rule of the codebook would leave it out, there are more of a
        group than are kept, or nothing says why.
    """
    if not isinstance(record, Mapping):
        raise CodebookError("left_out must be a table.")
    for key in record:
        if key not in KEYS:
            raise CodebookError(unknown("left_out: key", key, KEYS))
    rows, why = record.get("rows", {}), str(record.get("assumed", ""))
    if not isinstance(rows, Mapping) or not all(isinstance(k, Mapping) for k in rows.values()):
        raise CodebookError("left_out: rows needs a table for each group: { unfinished = 3 }.")
    if rows and not why:
        raise CodebookError("left_out needs `assumed`, why there are so many.")
    check_people(rows, people, "left_out: group")
    found: dict[str, dict[str, int]] = {}
    for who, kinds in rows.items():
        found[who] = {}
        for kind, value in kinds.items():
            if kind not in KINDS:
                raise CodebookError(unknown(f"left_out: {who}: kind", kind, KINDS))
            with told_of(f"left_out: {who}: {kind}"):
                count = number_of(value, {})
            if count and rule_for(kind, codebook, people[who]) is None:
                raise CodebookError(
                    f"left_out: {who}: no rule of the codebook leaves out {kind} rows, so they"
                    f" would be kept: give {kind} = 0, or add the rule {KINDS[kind]} to"
                    f" {codebook.folder}/codebook.toml."
                )
            if count and not _is_told(kind, codebook, people[who]):
                raise CodebookError(
                    f"left_out: {who}: the export is a plain table, as a question has the name of a"
                    f" column of Qualtrics' own, so {kind} rows would be kept: give {kind} = 0."
                )
            if count > kept[who]:
                raise CodebookError(
                    f"left_out: {who}: {kind} = {count} is more than the {kept[who]} kept, whose"
                    " answers such rows are made from."
                )
            found[who][kind] = count
    return found, why


def _is_told(kind: str, codebook: Codebook, instrument: Instrument) -> bool:
    """Tell whether the export says what tells such rows from others."""
    if platform_of(codebook, instrument) != PLAIN or kind not in TOLD_BY:
        return True
    return any(fact in instrument.meta for fact in TOLD_BY[kind])


def rule_for(kind: str, codebook: Codebook, instrument: Instrument) -> Rule | None:
    """Return the rule of the codebook that leaves out rows of this kind in this questionnaire."""
    for rule in codebook.rules.get("default", ()):
        asked = codebook.by_name.get(rule.question)
        if rule.rule == KINDS[kind] and (asked is None or instrument.code in asked.raw):
            return rule
    return None
