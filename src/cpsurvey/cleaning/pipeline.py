"""Exports and a codebook → the tables of a study: one loop over the questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pandas as pd

from cpsurvey.cleaning.account import (
    CHANGES,
    EXCLUDED,
    FLAGS,
    Silence,
    changes_table,
    excluded_table,
    flags_table,
    nonresponse_table,
    silence,
)
from cpsurvey.cleaning.by_type import TYPED, clean_question, route
from cpsurvey.cleaning.cleaned import Cleaned
from cpsurvey.cleaning.combine_exports import combine_coding_exports
from cpsurvey.cleaning.complaints import Complaint, complaints, stop_for
from cpsurvey.cleaning.corrections import correct
from cpsurvey.cleaning.interviews import clean_codings
from cpsurvey.cleaning.ledger import Judged, check_rules, judge, steps
from cpsurvey.cleaning.marks import unmarked
from cpsurvey.cleaning.question_table import question_table
from cpsurvey.cleaning.settled import apply_settled
from cpsurvey.codebook import Codebook
from cpsurvey.errors import CpsurveyError
from cpsurvey.exports import CodingExport, SurveyExport
from cpsurvey.tables import InterviewTables, SurveyTables


class Part(NamedTuple):
    """The tables of one export."""

    responses: pd.DataFrame
    silence: Silence
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
    decisions: pd.DataFrame | None = None,
    settled: pd.DataFrame | None = None,
    attributes: pd.DataFrame | None = None,
    frame: pd.DataFrame | None = None,
) -> SurveyTables | InterviewTables:
    r"""Make all tables of a study from its exports.

    Parameters
    ----------
    surveys, codings
        What `read_survey_export` and `read_coding_export` gave; either may be empty, not both.
        Several of codings are put together, as by `combine_coding_exports`.
    codebook
        The questionnaire, from `load_codebook`.
    rules
        Which of the codebook's sets of rules of exclusion to apply.
    name
        Name of the data; left out, the codebook's title.
    decisions, settled
        As `clean_survey`.
    attributes, frame
        As `clean_codings`.

    Returns
    -------
    SurveyTables or InterviewTables
        Survey tables with the interviews in them; interview tables alone without a survey.

    Raises
    ------
    ExportError, CodebookError, DecisionsError
        As `clean_survey` and `clean_codings`.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> import cpsurvey as cps
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> _ = (folder / "visitors.csv").write_text("Room,How was it?\n1,Good\n2,Poor\n3,Good\n")
    >>> export = cps.read_survey_export(folder / "visitors.csv")
    >>> for name, text in cps.draft_codebook(export).files.items():
    ...     _ = (folder / name).write_text(text, encoding="utf-8")
    >>> tables = cps.build_tables([export], [], cps.load_codebook(folder), name="Visitors")
    >>> tables.responses["how_was_it"].tolist()
    ['good', 'poor', 'good']
    """
    check_rules(rules, codebook)
    projects = [combine_coding_exports(codings)] if len(codings) > 1 else codings
    interviews = [
        clean_codings(export, codebook, name=name, attributes=attributes, frame=frame)
        for export in projects
    ]
    if not surveys:
        if not interviews:
            raise CpsurveyError("there are no exports to build tables from.")
        return interviews[0]
    tables = clean_survey(
        surveys, codebook, rules=rules, name=name, decisions=decisions, settled=settled
    )
    return replace(tables, interviews=interviews[0] if interviews else None)


def clean_survey(
    exports: SurveyExport | Sequence[SurveyExport],
    codebook: Codebook,
    *,
    rules: str = "default",
    name: str = "",
    decisions: pd.DataFrame | None = None,
    settled: pd.DataFrame | None = None,
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
    decisions
        What the team decided by hand, from `readers.read_decisions`: answers corrected, people left
        out, people who withdrew. It comes before the rules. Who withdrew is in no table; a count
        and a date remain.
    settled
        What the team settled of authorities and roles as typed, from `readers.read_settled`.

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
    DecisionsError
        If a decision is about nobody or about an answer that is not known, or contradicts another.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> cps.load_example().responses.groupby("group", observed=True).size().to_dict()
    {'professional': 492, 'parent': 24}
    """
    book = codebook if settled is None else apply_settled(codebook, settled)
    judged = judge(exports, book, rules=rules, decisions=decisions)
    if not judged:
        raise CpsurveyError("there are no exports to build tables from.")
    left_out_by = steps(book, rules, decided=decisions is not None)
    parts = [_clean_export(one, book, left_out_by) for one in judged]
    return SurveyTables(
        name=name or book.title,
        questions=question_table(book),
        responses=_in_order([part.responses for part in parts], ["group", "respondent"]),
        nonresponse=nonresponse_table([part.silence for part in parts]),
        excluded=_in_order([part.excluded for part in parts], EXCLUDED),
        changes=_in_order([part.changes for part in parts], CHANGES),
        flags=_in_order([part.flags for part in parts], FLAGS),
    )


def _clean_export(judged: Judged, codebook: Codebook, left_out_by: Sequence[str]) -> Part:
    """Make the tables of one export, each of them in order."""
    places = _by_respondent(judged)
    parts = _clean_questions(places, judged, codebook)
    meta = judged.export.meta.take(places)
    return Part(
        responses=_responses(parts, meta, judged.instrument.group, codebook),
        silence=silence(parts, meta["respondent"]),
        excluded=excluded_table(judged, left_out_by),
        changes=changes_table(parts, meta["respondent"]),
        flags=flags_table(parts, meta, judged, codebook),
    )


def _by_respondent(judged: Judged) -> np.ndarray:
    """Return the places of the rows kept, in the order of their respondents' names.

    To take rows in this order costs no more than in another, and nothing has to be sorted later.
    """
    kept = np.flatnonzero(judged.left_out == "")
    return kept[judged.export.meta["respondent"].iloc[kept].argsort().to_numpy()]


def _clean_questions(places: np.ndarray, judged: Judged, codebook: Codebook) -> dict[str, Cleaned]:
    """Clean every question for the rows at these places; stop if any answer has no meaning."""
    claimed, group = judged.claimed, judged.instrument.group
    cleaned: dict[str, Cleaned] = {}
    problems: list[Complaint] = []
    for question in codebook.questions:
        if question.type == "text":
            continue
        raw = claimed.get(question.name, ())
        rows = judged.export.rows[list(raw)].take(places)
        platform = judged.export.platform
        parts = clean_question(question, rows, claimed, group, codebook, cleaned, platform)
        for name, read in parts:
            typed = question.type in TYPED
            part = unmarked(read, rows, platform) if typed else read
            corrected = correct(question, part, judged.fixes.get(name, {}), raw)
            cleaned[name] = route(question, corrected, cleaned, codebook.routing)
            problems += complaints(question, name, corrected.unknown)
    stop_for(problems, judged.export, codebook)
    return cleaned


def _responses(
    parts: dict[str, Cleaned], meta: pd.DataFrame, group: str, codebook: Codebook
) -> pd.DataFrame:
    """Return one row a respondent kept."""
    groups = pd.Categorical([group] * len(meta), categories=list(codebook.groups))
    moments, distinct = pd.factorize(meta["recorded"])
    days = pd.to_datetime(distinct.str[:10], format="%Y-%m-%d", errors="coerce")
    columns = {
        "respondent": meta["respondent"].astype("string"),
        "group": pd.Series(groups, index=meta.index),
        "recorded": pd.Series(days.astype("datetime64[ms]").take(moments), index=meta.index),
    }
    for name, part in parts.items():
        columns |= {name + suffix: values for suffix, values in part.values.items()}
    return pd.DataFrame(columns)


def _in_order(frames: list[pd.DataFrame], by: list[str]) -> pd.DataFrame:
    """Join the frames of all exports, sorted, so that the order of the raw rows shows nowhere.

    That of one export is sorted already.
    """
    if len(frames) == 1:
        return frames[0].reset_index(drop=True)
    return pd.concat(frames, ignore_index=True).sort_values(by, kind="stable", ignore_index=True)
