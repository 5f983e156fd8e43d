"""What people wrote of cases and themes in; the same checked, a row a cell, out."""

from __future__ import annotations

import pandas as pd

from cpsurvey.analysis.framework_cases import Cases, Themes
from cpsurvey.errors import QuestionError, listed, unknown


def checked_summaries(summaries: pd.DataFrame | None, cases: Cases, themes: Themes) -> pd.DataFrame:
    """Return summaries of cells of the matrix, each one text: the case, code, summary, written_by.

    Rows without a text, or of spaces alone, are left out.
    """
    columns = [cases.key, "code", "summary", "written_by"]
    if summaries is None:
        return pd.DataFrame(columns=columns, dtype="string")
    plain = as_texts(summaries, cases.key, "summaries")
    known = {cases.key: list(cases.frame[cases.key]), "code": list(themes.frame["code"])}
    for column, names in known.items():
        strange = plain.index[~plain[column].isin(names)]
        if len(strange):
            told = unknown(column, str(plain.at[strange[0], column]), names)
            raise QuestionError(f"summaries, row {strange[0]}: {told}")
    written = plain[plain["summary"].str.strip() != ""]
    check_once(written, cases.key, "summaries")
    return written[columns].astype("string")


def as_texts(summaries: pd.DataFrame, key: str, what: str) -> pd.DataFrame:
    """Return summaries with their case, code, summary and writer as text, blank where missing."""
    lacking = [name for name in (key, "code", "summary") if name not in summaries]
    if lacking:
        raise QuestionError(
            f"{what}: there is no column {listed(lacking)}. Give a frame with {key}, code and"
            " summary, as read_framework returns it."
        )
    named = summaries if "written_by" in summaries else summaries.assign(written_by="")
    texts = named[[key, "code", "summary", "written_by"]].astype(object)
    return texts.where(texts.notna(), "").astype(str).astype(object)


def check_once(written: pd.DataFrame, key: str, what: str) -> None:
    """Raise where two rows are of one cell."""
    twice = written.duplicated([key, "code"], keep=False)
    if twice.any():
        case, code = written.loc[twice, [key, "code"]].iloc[0]
        same = (written[key] == case) & (written["code"] == code)
        raise QuestionError(
            f"{what}: the cell {case} x {code} is there {same.sum()} times (rows"
            f" {listed(written.index[same])}). Keep the one that is to stand and drop the others."
        )
