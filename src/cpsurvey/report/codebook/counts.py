"""Survey tables in; how many of each group gave each answer, or none and why, out."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from cpsurvey.analysis import response_table
from cpsurvey.disclosure import protect
from cpsurvey.report.data_reports.account import people, silences
from cpsurvey.tables import SurveyTables
from cpsurvey.vocabulary import NONRESPONSE, is_synthetic

ANSWER, SILENT, OPEN = "answer", "non-response", "open"
KEYS = ["question", "kind", "code"]
COUNTS = ["count", "base", "share", "mark"]


def count_answers(tables: SurveyTables) -> pd.DataFrame:
    """Return a row a question, answer and group, with how many gave it.

    Columns are question, kind, code, group and those of a result. The base is who answered; for
    kinds of non-response and open questions it is everybody kept. Groups that were not asked have
    no rows. Small counts of real data are hidden.
    """
    counted = pd.concat([*_closed(tables), *_open(tables), _silent(tables)], ignore_index=True)
    profile = "none" if is_synthetic(tables.name) else "publication"
    return protect(_asked(counted, tables).assign(data=tables.name), profile=profile)


def beside(frame: pd.DataFrame, tables: SurveyTables) -> pd.DataFrame:
    """Return a frame of questions, kinds and codes with each group's counts beside them."""
    counted = count_answers(tables)
    for group in tables.responses["group"].cat.categories:
        here = counted.loc[counted["group"] == group, [*KEYS, *COUNTS]]
        named = here.rename(columns={name: f"{name}_{group}" for name in COUNTS})
        frame = frame.merge(named, on=KEYS, how="left")
    return frame.assign(protection=counted["protection"].iloc[0] if len(counted) else "")


def reasons_found(tables: SurveyTables) -> dict[str, list[str]]:
    """Return for each question the kinds of non-response that people who were asked gave."""
    counted = _asked(_silent(tables), tables)
    found = counted[counted["count"] > 0].groupby("question")["code"].unique()
    return {str(question): list(reasons) for question, reasons in found.items()}


def _asked(counted: pd.DataFrame, tables: SurveyTables) -> pd.DataFrame:
    """Return the counts of groups that were asked."""
    asked = tables.questions[["question", "groups"]].explode("groups")
    asked = asked.rename(columns={"groups": "group"}).astype("string")
    return counted.astype(dict.fromkeys([*KEYS, "group"], "string")).merge(asked)


def _closed(tables: SurveyTables) -> Iterator[pd.DataFrame]:
    """Yield the counts of every question that has a list of answers."""
    listed = tables.questions.loc[tables.questions["options"].map(len) > 0, "question"]
    for question in listed[listed != "group"]:
        made = response_table(tables, question, by="group").rename(columns={"answer": "code"})
        yield made.assign(kind=ANSWER)


def _open(tables: SurveyTables) -> Iterator[pd.DataFrame]:
    """Yield how many answered each question that has no list of answers."""
    group = tables.responses["group"]
    for question in tables.questions.loc[tables.questions["options"].map(len) == 0, "question"]:
        answered = tables.responses[question].notna()
        counts = answered.groupby(group, observed=False).sum().rename("count").reset_index()
        yield _of_all(counts.assign(question=question, code=""), tables, OPEN)


def _silent(tables: SurveyTables) -> pd.DataFrame:
    """Return how many of each group did not answer each question, by why not; 0 where nobody."""
    every = pd.MultiIndex.from_product(
        [tables.questions["question"], NONRESPONSE, people(tables)],
        names=["question", "code", "group"],
    )
    counts = silences(tables).groupby(["question", "reason", "group"])["count"].sum()
    counts = counts.reindex(every, fill_value=0)
    return _of_all(counts.rename("count").reset_index(), tables, SILENT)


def _of_all(counts: pd.DataFrame, tables: SurveyTables, kind: str) -> pd.DataFrame:
    """Return counts with the columns of a result; their base is everybody kept of the group."""
    base = counts["group"].astype(str).map(people(tables)).astype("int64")
    share = (counts["count"] / base.where(base > 0)).astype("float64")
    return counts.astype({"count": "int64"}).assign(
        base=base, share=share, kind=kind, method="count", why="", mark=""
    )
