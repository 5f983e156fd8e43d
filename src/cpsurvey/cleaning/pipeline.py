"""Exports and a codebook → the tables of a study: one loop over the questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from typing import NamedTuple

import pandas as pd

from cpsurvey.cleaning.account import (
    CHANGES,
    FLAGS,
    changes_table,
    excluded_table,
    flags_table,
    nonresponse_table,
)
from cpsurvey.cleaning.answers import encode
from cpsurvey.cleaning.by_type import Claimed, clean_question, route
from cpsurvey.cleaning.cleaned import Cleaned
from cpsurvey.cleaning.columns import claim_columns, find_instrument
from cpsurvey.cleaning.complaints import complaints, stop_for
from cpsurvey.cleaning.interviews import clean_codings
from cpsurvey.cleaning.question_table import question_table
from cpsurvey.cleaning.respondents import apply_rules
from cpsurvey.codebook import Codebook
from cpsurvey.errors import CodebookError, CpsurveyError, ExportError, unknown
from cpsurvey.exports import CodingExport, SurveyExport
from cpsurvey.tables import InterviewTables, SurveyTables


class Part(NamedTuple):
    """The tables of one export."""

    responses: pd.DataFrame
    nonresponse: pd.DataFrame
    excluded: pd.DataFrame
    changes: pd.DataFrame
    flags: pd.DataFrame


def build_tables(
    surveys: Sequence[SurveyExport],
    codings: Sequence[CodingExport],
    codebook: Codebook,
    *,
    rules: str = "default",
    name: str = "",
) -> SurveyTables | InterviewTables:
    """Make all tables of a study from its exports.

    Parameters
    ----------
    surveys, codings
        What `read_survey_export` and `read_coding_export` gave; either may be empty, not both.
    codebook
        The questionnaire, from `load_codebook`.
    rules
        Which of the codebook's sets of rules of exclusion to apply.
    name
        Name of the data; left out, the codebook's title.

    Returns
    -------
    SurveyTables or InterviewTables
        Survey tables with the interviews in them; interview tables alone without a survey.

    Raises
    ------
    ExportError, CodebookError
        As `clean_survey` and `clean_codings`.
    """
    if len(codings) > 1:
        raise CpsurveyError(
            f"there are {len(codings)} coding exports ({', '.join(c.name for c in codings)});"
            " give one project, with every interview in it."
        )
    interviews = [clean_codings(export, codebook, name=name) for export in codings]
    if not surveys:
        if not interviews:
            raise CpsurveyError("there are no exports to build tables from.")
        return interviews[0]
    tables = clean_survey(surveys, codebook, rules=rules, name=name)
    return replace(tables, interviews=interviews[0] if interviews else None)


def clean_survey(
    exports: SurveyExport | Sequence[SurveyExport],
    codebook: Codebook,
    *,
    rules: str = "default",
    name: str = "",
) -> SurveyTables:
    """Turn survey exports into tidy tables, keeping account of every row and every answer.

    Parameters
    ----------
    exports
        One export, or one for each group, from `read_survey_export`.
    codebook
        The questionnaire, from `load_codebook`.
    rules
        Which of the codebook's sets of rules of exclusion to apply.
    name
        Name of the data; left out, the codebook's title.

    Returns
    -------
    SurveyTables
        Every raw row is in ``responses`` or in ``excluded``; every cell of a question holds an
        answer or has a row in ``nonresponse``; every answer read as another is in ``changes``.

    Raises
    ------
    ExportError
        If raw columns are missing, doubled or unclaimed, or answers have no meaning in the
        codebook. All of them are listed, with the nearest known and the file to edit.
    CodebookError
        If there is no such set of rules or no such instrument.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> cps.load_example().responses.groupby("group", observed=True).size().to_dict()
    {'professional': 492, 'parent': 24}
    """
    several = [exports] if isinstance(exports, SurveyExport) else list(exports)
    if rules not in codebook.rules:
        raise CodebookError(unknown("set of rules", rules, codebook.rules))
    parts = [_clean_export(export, codebook, rules) for export in _told_apart(several, codebook)]
    joined = Part(*(pd.concat(frames, ignore_index=True) for frames in zip(*parts, strict=True)))
    return SurveyTables(
        name=name or codebook.title,
        questions=question_table(codebook),
        responses=_in_order(joined.responses, ["group", "respondent"]),
        nonresponse=_in_order(joined.nonresponse, ["respondent", "question"]),
        excluded=_in_order(joined.excluded, ["group", "respondent", "rule"]),
        changes=_in_order(joined.changes, CHANGES),
        flags=_in_order(joined.flags, FLAGS),
    )


def _clean_export(export: SurveyExport, codebook: Codebook, rules: str) -> Part:
    """Make the tables of one export."""
    claimed = claim_columns(export, codebook)
    group = find_instrument(export, codebook).group
    left_out = _left_out(export, claimed, codebook, rules)
    kept = export.rows[left_out == ""]
    people = export.meta.loc[kept.index, "respondent"]
    parts = _clean_questions(kept, claimed, group, codebook, export)
    return Part(
        responses=_responses(parts, export.meta.loc[kept.index], group, codebook),
        nonresponse=nonresponse_table(parts, people),
        excluded=excluded_table(left_out, export.meta["respondent"], group),
        changes=changes_table(parts, people),
        flags=flags_table(
            parts,
            people,
            export.meta.loc[kept.index, "status"],
            export.meta.loc[left_out == "no_consent", "respondent"],
        ),
    )


def _left_out(export: SurveyExport, claimed: Claimed, codebook: Codebook, rules: str) -> pd.Series:
    """Return the rule that leaves each row out; an unknown answer to consent is not a refusal."""
    consents = {
        question.name: encode(export.rows[claimed[question.name][0]], question.answers)
        for question in codebook.questions
        if question.type == "consent" and question.name in claimed
    }
    known = {name: part.values[""] for name, part in consents.items()}
    left_out = apply_rules(export.meta, export.rows, known, codebook.rules[rules])
    refused = set(left_out.index[left_out == "no_consent"])
    problems: list[str] = []
    for name, part in consents.items():
        doubtful = {key: sorted(refused.intersection(rows)) for key, rows in part.unknown.items()}
        unclear = {key: rows for key, rows in doubtful.items() if rows}
        problems += complaints(codebook.by_name[name], name, unclear)
    stop_for(problems, export, codebook)
    return left_out


def _clean_questions(
    rows: pd.DataFrame, claimed: Claimed, group: str, codebook: Codebook, export: SurveyExport
) -> dict[str, Cleaned]:
    """Clean every question for the rows kept; stop if any answer has no meaning."""
    cleaned: dict[str, Cleaned] = {}
    problems: list[str] = []
    for question in codebook.questions:
        if question.type == "text":
            continue
        parts = clean_question(question, rows, claimed, group, codebook, cleaned)
        for name, part in parts:
            cleaned[name] = route(question, part, cleaned)
            problems += complaints(question, name, part.unknown)
    stop_for(problems, export, codebook)
    return cleaned


def _responses(
    parts: dict[str, Cleaned], meta: pd.DataFrame, group: str, codebook: Codebook
) -> pd.DataFrame:
    """Return one row a respondent kept."""
    groups = pd.Categorical([group] * len(meta), categories=list(codebook.groups))
    recorded = pd.to_datetime(meta["recorded"].str[:10], format="%Y-%m-%d", errors="coerce")
    columns = {
        "respondent": meta["respondent"].astype("string"),
        "group": pd.Series(groups, index=meta.index),
        "recorded": recorded.astype("datetime64[ms]"),
    }
    for name, part in parts.items():
        columns |= {name + suffix: values for suffix, values in part.values.items()}
    return pd.DataFrame(columns)


def _told_apart(exports: list[SurveyExport], codebook: Codebook) -> list[SurveyExport]:
    """Give respondents their group's name where two groups' exports use the same identifiers."""
    groups = [find_instrument(export, codebook).group for export in exports]
    people = [set(export.meta["respondent"]) for export in exports]
    shared = False
    for one, other in combinations(range(len(exports)), 2):
        both = people[one] & people[other]
        if both and groups[one] == groups[other]:
            raise ExportError(
                f"{exports[one].name} and {exports[other].name} are of the same group and have"
                f" {len(both)} identifiers of responses in common, so people would be counted"
                " twice: give each response in one file only."
            )
        shared = shared or bool(both)
    if not shared:
        return exports
    return [
        replace(export, meta=export.meta.assign(respondent=f"{group}-" + export.meta["respondent"]))
        for export, group in zip(exports, groups, strict=True)
    ]


def _in_order(frame: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Sort rows, so that the order of the raw rows shows nowhere."""
    return frame.sort_values(by, kind="stable", ignore_index=True)
