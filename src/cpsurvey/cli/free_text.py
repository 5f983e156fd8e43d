"""Exports and the tables made of them → what people wrote and said, as files kept apart."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from cpsurvey.cleaning import comments, interview_names, passages, typed_answers
from cpsurvey.cli.places import COMMENTS, IGNORE, MEMOS, NAMES, PASSAGES, TO_SETTLE
from cpsurvey.codebook import Codebook
from cpsurvey.exports import CodingExport, SurveyExport
from cpsurvey.tables import InterviewTables, SurveyTables
from cpsurvey.writers import frame_to_csv


def free_text_files(
    surveys: Sequence[SurveyExport],
    tables: SurveyTables | InterviewTables,
    project: CodingExport | None,
    codebook: Codebook,
    *,
    rules: str = "default",
    decisions: pd.DataFrame | None = None,
    settled: pd.DataFrame | None = None,
) -> dict[str, bytes]:
    """Return each file's name and content, and what makes git ignore them.

    Of surveys comments, and what people typed that got no code; of interviews the key to their
    names, the words of passages, and memos.
    """
    found: dict[str, pd.DataFrame] = {}
    if surveys:
        found[COMMENTS] = comments(surveys, codebook, rules=rules, decisions=decisions)
        found[TO_SETTLE] = typed_answers(
            surveys, codebook, rules=rules, decisions=decisions, settled=settled
        )
    interviews = tables.interviews if isinstance(tables, SurveyTables) else tables
    if project and interviews:
        found[NAMES] = interview_names(project, interviews)
        found[PASSAGES] = passages(project, interviews)
        found[MEMOS] = _memos(project, interviews)
    return {IGNORE: b"*\n"} | {name: frame_to_csv(frame) for name, frame in found.items()}


def _memos(project: CodingExport, tables: InterviewTables) -> pd.DataFrame:
    """Return the memos with their words, those about a source with its interview's name."""
    called = dict(zip(tables.interviews["source"], tables.interviews["interview"], strict=True))
    memos = project.memos.drop(columns="characters")
    of_source = memos["about_id"].map(called).where(memos["about"] == "source")
    words = [str(project.memo_texts.get(str(memo), "")) for memo in memos["memo_id"]]
    return memos.assign(interview=of_source.fillna("").astype("string"), words=words)
