"""Survey tables in, the rows of an export out: facts about each response, and who was left out."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from cpsurvey.codebook import Codebook, Instrument, Rule, rule_names
from cpsurvey.errors import TablesError, listed
from cpsurvey.tables import SurveyTables

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
NOON = "12:00:00"
Forced = Mapping[int, Mapping[str, str]]


def rows_of(
    tables: SurveyTables, codebook: Codebook, instrument: Instrument, meta: pd.DataFrame | None
) -> tuple[pd.DataFrame, Forced]:
    """Return the facts about each response, and what those left out answered to be left out."""
    kept, out = _kept(tables, instrument), _left_out(tables, instrument)
    if meta is None:
        meta = pd.concat([kept, _excluded_facts(out, codebook)], ignore_index=True)
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
    days = responses["recorded"].dt.strftime(f"%Y-%m-%d {NOON}").fillna("")
    facts = pd.DataFrame(
        FACTS | {"respondent": responses["respondent"].tolist(), "recorded": days.tolist()},
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


def _excluded_facts(out: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """Return the facts about the rows left out: those by which they were."""
    rules = _rules(codebook)
    facts = pd.DataFrame(FACTS, index=range(len(out)), dtype=object)
    facts["respondent"] = out["respondent"].to_numpy(dtype=object)
    names = out["rule"].astype(str).tolist()
    kinds = pd.Series([rules[n].rule if n in rules else "" for n in names], facts.index, dtype=str)
    facts["status"] = facts["status"].mask(kinds == "preview_or_test", "preview")
    unfinished = kinds == "unfinished"
    facts["finished"] = facts["finished"].mask(unfinished, "no")
    facts["progress"] = facts["progress"].mask(unfinished, "0")
    return facts


def _answers_for(name: str, codebook: Codebook) -> dict[str, str]:
    """Return the answers by which a row is left out by this rule, and by none before it."""
    answers: dict[str, str] = {}
    for before, rule in _rules(codebook).items():
        if rule.rule == "screened_out" and before == name:
            answers[rule.question] = rule.screened[0]
        if rule.rule == "no_consent" and before != name:
            answers.setdefault(rule.question, rule.consented[0])
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
    full = meta.reset_index(drop=True).astype(object)
    return full.assign(**{n: v for n, v in FACTS.items() if n not in full})[list(FACTS)]
