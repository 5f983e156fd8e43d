"""Exports, a codebook and a team's decisions → for each export, what becomes of every row."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import NamedTuple

import pandas as pd

from cpsurvey.cleaning.by_type import Claimed, clean_question
from cpsurvey.cleaning.cleaned import Cleaned
from cpsurvey.cleaning.columns import claim_columns, find_instrument
from cpsurvey.cleaning.complaints import complaints, stop_for
from cpsurvey.cleaning.corrections import Fixes, correct
from cpsurvey.cleaning.decisions import DECIDED, Decided, decide
from cpsurvey.cleaning.meta import tell_meta
from cpsurvey.cleaning.respondents import apply_rules, reasons_of
from cpsurvey.codebook import Codebook, Instrument, Rule, rule_names
from cpsurvey.errors import CodebookError, ExportError, unknown
from cpsurvey.exports import SurveyExport

ROW_NAME = re.compile(r"row-\d+")  # what a response without an identifier is called


class Judged(NamedTuple):
    """One export with the fate of its rows.

    ``export`` has the metadata that the codebook tells of, and identifiers that are nobody else's.
    ``left_out`` is the rule that leaves a row out, empty where it is kept; ``why`` has for those
    left out the reason in words. ``fixes`` are the corrections by hand, by the name of the part
    they are about.
    """

    export: SurveyExport
    instrument: Instrument
    claimed: Claimed
    left_out: pd.Series
    why: pd.Series
    fixes: Mapping[str, Fixes]

    @property
    def kept(self) -> pd.DataFrame:
        """The rows that are kept."""
        return self.export.rows[self.left_out == ""]


def check_rules(rules: str, codebook: Codebook) -> None:
    """Stop where the codebook has no such set of rules."""
    if rules not in codebook.rules:
        raise CodebookError(unknown("set of rules", rules, codebook.rules))


def judge(
    exports: SurveyExport | Sequence[SurveyExport],
    codebook: Codebook,
    *,
    rules: str = "default",
    decisions: pd.DataFrame | None = None,
) -> list[Judged]:
    """Return each export with the fate of its rows: a decision comes first, then the rules.

    Raises
    ------
    ExportError, CodebookError, DecisionsError
        As `clean_survey`; answers are looked at only where a rule asks for them.
    """
    several = [exports] if isinstance(exports, SurveyExport) else list(exports)
    check_rules(rules, codebook)
    instruments = [find_instrument(export, codebook) for export in several]
    claimed = [claim_columns(export, codebook) for export in several]
    told = [tell_meta(*pair) for pair in zip(several, instruments, strict=True)]
    groups = [instrument.group for instrument in instruments]
    _stop_for_twins(told, groups)
    decided = decide(told, instruments, codebook, decisions)
    apart = _told_apart(told, groups, decided)
    return [
        _judge(*parts, codebook, rules)
        for parts in zip(apart, instruments, claimed, decided, strict=True)
    ]


def steps(codebook: Codebook, rules: str, *, decided: bool) -> list[str]:
    """Return what may leave rows out, in order, as tables call it."""
    return [*(DECIDED if decided else []), *rule_names(codebook.rules[rules])]


def _judge(
    export: SurveyExport,
    instrument: Instrument,
    claimed: Claimed,
    decided: Decided,
    codebook: Codebook,
    rules: str,
) -> Judged:
    """Return one export with the fate of its rows; an unknown answer to consent is no refusal."""
    applied = codebook.rules[rules]
    asked = _asked(export, instrument, claimed, decided.fixes, codebook, applied)
    decided_on = {row: rule for row, (rule, _) in decided.left_out.items()}
    left_out = apply_rules(
        export.meta,
        export.rows,
        {name: part.values for name, part in asked.items()},
        applied,
        _placed(decided_on, export.rows.index),
    )
    _stop_for_consent(asked, left_out, applied, export, codebook)
    if all(rule.rule != "duplicate" for rule in applied):
        _stop_for_repeats(export, left_out, rules)
    out = left_out[left_out != ""].astype(object)
    said = {row: why for row, (_, why) in decided.left_out.items()}
    why = _placed(said, out.index).where(out.isin(DECIDED), out.map(reasons_of(applied, codebook)))
    return Judged(export, instrument, claimed, left_out, why, decided.fixes)


def _asked(
    export: SurveyExport,
    instrument: Instrument,
    claimed: Claimed,
    fixes: Mapping[str, Fixes],
    codebook: Codebook,
    rules: Sequence[Rule],
) -> dict[str, Cleaned]:
    """Return the answers to the questions that rules ask, for all rows, hand corrections made."""
    asked: dict[str, Cleaned] = {}
    for rule in filter(lambda rule: rule.question, rules):
        question = codebook.by_name[rule.question]
        if question.name in claimed:
            group, platform = instrument.group, export.platform
            parts = clean_question(question, export.rows, claimed, group, codebook, asked, platform)
            for name, part in parts:
                raw = claimed[question.name]
                asked[name] = correct(question, part, fixes.get(name, {}), raw)
        elif rule.rule == "no_consent" and instrument.group in question.groups:
            raise CodebookError(
                f"{export.name}: who consented cannot be told, because question {question.name} has"
                f" no raw column for {instrument.code}: name it in questions.toml, or take"
                f" {instrument.group} out of those who are asked."
            )
    return asked


def _stop_for_consent(
    asked: Mapping[str, Cleaned],
    left_out: pd.Series,
    rules: Sequence[Rule],
    export: SurveyExport,
    codebook: Codebook,
) -> None:
    """Stop where rows are left out for want of consent because nobody knows what they answered."""
    problems = []
    for name, rule in zip(rule_names(rules), rules, strict=True):
        unknown_ones = asked[rule.question].unknown if rule.question in asked else {}
        if rule.rule == "no_consent" and unknown_ones:
            refused = set(left_out.index[left_out == name])
            doubtful = {key: sorted(refused.intersection(r)) for key, r in unknown_ones.items()}
            unclear = {key: rows for key, rows in doubtful.items() if rows}
            problems += complaints(codebook.by_name[rule.question], rule.question, unclear)
    stop_for(problems, export, codebook)


def _stop_for_repeats(export: SurveyExport, left_out: pd.Series, rules: str) -> None:
    """Stop where several rows of one respondent are kept, for want of a rule that chooses."""
    people = export.meta.loc[left_out == "", "respondent"]
    if not people.is_unique:
        again = people[people.duplicated()]
        raise ExportError(
            f"{export.name}: {again.nunique()} respondents have more than one row that is kept,"
            f" first again in row {again.index.min()}, and would be counted twice: add the rule"
            f" duplicate to rules {rules} in codebook.toml, or let the export name each response."
        )


def _placed(words: Mapping[int, str], index: pd.Index) -> pd.Series:
    """Return a word a row, empty for rows without one."""
    return pd.Series(words, dtype=object).reindex(index, fill_value="")


def _stop_for_twins(exports: Sequence[SurveyExport], groups: Sequence[str]) -> None:
    """Stop where two exports of one group have identifiers in common."""
    for (one, group), (other, same) in combinations(zip(exports, groups, strict=True), 2):
        both = {*one.meta["respondent"]} & {*other.meta["respondent"]} if group == same else set()
        if both:
            here = f"{one.name} and {other.name} are of the same group and"
            if all(map(ROW_NAME.fullmatch, both)):
                raise ExportError(
                    f"{here} have responses without identifiers, {len(both)} of them in the same"
                    " rows, so people cannot be told apart: put all responses of the group into one"
                    " file, or name a column of identifiers in `meta` of the instrument in"
                    " codebook.toml."
                )
            raise ExportError(
                f"{here} have {len(both)} identifiers of responses in common, so people would be"
                " counted twice: give each response in one file only."
            )


def _told_apart(
    exports: Sequence[SurveyExport], groups: Sequence[str], decided: Sequence[Decided]
) -> list[SurveyExport]:
    """Give respondents their group's name where two groups' exports use the same identifiers.

    Who withdrew has no part in it: nobody's name tells that they were there.
    """
    if len(exports) < 2:
        return list(exports)
    people = [
        set(export.meta["respondent"].drop(one.withdrawn))
        for export, one in zip(exports, decided, strict=True)
    ]
    if all(one.isdisjoint(other) for one, other in combinations(people, 2)):
        return list(exports)
    return [
        replace(export, meta=export.meta.assign(respondent=f"{group}-" + export.meta["respondent"]))
        for export, group in zip(exports, groups, strict=True)
    ]
