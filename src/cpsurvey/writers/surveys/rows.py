"""Survey tables in, the rows of an export out: facts about each response, and who was left out."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import cycle

import pandas as pd

from cpsurvey.codebook import Codebook, Instrument, Rule, rule_names
from cpsurvey.errors import TablesError, listed
from cpsurvey.tables import SurveyTables
from cpsurvey.writers.surveys.checked import check_meta

FACTS = {
    "respondent": "",
    "status": "normal",
    "finished": "yes",
    "progress": "100",
    "started": "",
    "recorded": "",
    "duration_seconds": "",
    "language": "",
    "channel": "",
}
USUAL, HASTY = "600", "60"  # seconds, where the tables only tell who was hasty
BEGUN, NOON = "11:50:00", "12:00:00"
LEFT_OUT = ("08:50:00", "09:00:00")  # when those began and ended who are left out of the tables
Forced = Mapping[int, Mapping[str, str]]


def rows_of(
    tables: SurveyTables, codebook: Codebook, instrument: Instrument, meta: pd.DataFrame | None
) -> tuple[pd.DataFrame, Forced]:
    """Return the facts about each response, and what those left out answered to be left out."""
    kept, out = _kept(tables, instrument), _left_out(tables, instrument)
    if meta is None:
        meta = pd.concat([kept, _excluded_facts(out, codebook, kept)], ignore_index=True)
    else:
        meta = _checked(meta, kept)
    forced, taken = {}, set(kept["respondent"])
    rules = dict(zip(out["respondent"], out["rule"].astype(str), strict=True))
    for row, person in meta["respondent"].items():
        if person in taken:
            taken.discard(person)
        elif person in rules:
            forced[int(str(row))] = _answers_for(rules[person], codebook)
    return meta, forced


def _kept(tables: SurveyTables, instrument: Instrument) -> pd.DataFrame:
    """Return the facts about the responses kept, as far as the tables tell them."""
    responses = tables.responses[tables.responses["group"] == instrument.group]
    days = responses["recorded"].dt.strftime("%Y-%m-%d ").fillna("").tolist()
    facts = pd.DataFrame(
        FACTS
        | {
            "respondent": responses["respondent"].tolist(),
            "started": [day and day + BEGUN for day in days],
            "recorded": [day and day + NOON for day in days],
        },
        index=range(len(responses)),
        dtype=object,
    )
    flagged = tables.flags.groupby("flag")["respondent"].agg(set).to_dict()
    if hasty := flagged.get("speeder"):
        is_hasty = facts["respondent"].isin(hasty)
        facts["duration_seconds"] = is_hasty.map({True: HASTY, False: USUAL})
    strange = facts["respondent"].isin(flagged.get("status_not_known", set()))
    facts["status"] = facts["status"].mask(strange, "other")
    return facts


def _left_out(tables: SurveyTables, instrument: Instrument) -> pd.DataFrame:
    """Return the rows left out by a rule; what a team decides by hand is in no export."""
    out = tables.excluded
    by_hand = out["rule"].astype(str).isin(["withdrawn", "by_hand"])
    return out[(out["group"] == instrument.group) & ~by_hand]


def _excluded_facts(out: pd.DataFrame, codebook: Codebook, kept: pd.DataFrame) -> pd.DataFrame:
    """Return the facts about the rows left out: those by which they were.

    No platform has a response without a day: they have that of the same person's response that is
    kept, or of the others in turn, earlier in the day.
    """
    rules = _rules(codebook)
    facts = pd.DataFrame(FACTS, index=range(len(out)), dtype=object)
    facts["respondent"] = out["respondent"].to_numpy(dtype=object)
    days = kept["recorded"].str[:10]
    own = dict(zip(kept["respondent"], days, strict=True))
    others = cycle(days[days != ""].tolist() or [""])
    theirs = [own.get(person) or next(others) for person in out["respondent"]]
    for name, time in zip(("started", "recorded"), LEFT_OUT, strict=True):
        facts[name] = [day and f"{day} {time}" for day in theirs]
    names = out["rule"].astype(str).tolist()
    kinds = pd.Series([rules[n].rule if n in rules else "" for n in names], facts.index, dtype=str)
    facts["status"] = facts["status"].mask(kinds == "preview_or_test", "preview")
    unfinished = kinds == "unfinished"
    facts["finished"] = facts["finished"].mask(unfinished, "no")
    facts["progress"] = facts["progress"].mask(unfinished, "0")
    return facts


def _answers_for(name: str, codebook: Codebook) -> dict[str, str]:
    """Return the answers by which a row is left out by this rule, and by none before it.

    Who did not consent has said so, where the question has words for it.
    """
    answers: dict[str, str] = {}
    for before, rule in _rules(codebook).items():
        if rule.rule == "screened_out" and before == name:
            answers[rule.question] = rule.screened[0]
        if rule.rule == "no_consent":
            codes = codebook.by_name[rule.question].codes
            refused = [code for code in codes if code not in rule.consented]
            said = [*rule.consented] if before != name else [*refused, ""]
            answers.setdefault(rule.question, said[0])
        if before == name:
            break
    return answers


def _rules(codebook: Codebook) -> dict[str, Rule]:
    """Return the codebook's first set of rules, by the names that tables give them."""
    rules = codebook.rules.get("default") or next(iter(codebook.rules.values()), ())
    return dict(zip(rule_names(rules), rules, strict=True))


def _checked(meta: pd.DataFrame, kept: pd.DataFrame) -> pd.DataFrame:
    """Return the facts that are given, completed, if they are about everybody kept."""
    lacking = set(kept["respondent"]) - set(meta.get("respondent", ()))
    if lacking:
        raise TablesError(
            f"meta has no row for {len(lacking)} of the {len(kept)} respondents kept:"
            " give one row a response."
        )
    if strange := [name for name in meta if name not in FACTS]:
        raise TablesError(f"meta has {listed(strange)}, which is none of {listed(FACTS, 9)}.")
    check_meta(meta)
    full = meta.reset_index(drop=True).astype(object)
    full = full.assign(**{n: v for n, v in FACTS.items() if n not in full})[list(FACTS)]
    if "progress" not in meta:
        full["progress"] = full["progress"].where(full["finished"] == "yes", "")
    return full.where(full.notna(), "")
