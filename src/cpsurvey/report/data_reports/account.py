"""Tables of account in; which questions have no answer and why, and what was flagged, out."""

from __future__ import annotations

import pandas as pd

from cpsurvey.codebook import Codebook
from cpsurvey.report.wording.codes import CANNOT_TELL, REASON_LABELS, in_words
from cpsurvey.tables import SurveyTables
from cpsurvey.vocabulary import FLAGS, TOLD_BY


def labels(tables: SurveyTables) -> dict[str, str]:
    """Return what each question is called, in the order of the questionnaire."""
    return dict(zip(tables.questions["question"], tables.questions["label"], strict=True))


def silences(tables: SurveyTables) -> pd.DataFrame:
    """Return how many cells hold no answer: group, question, reason, told_by, count."""
    group = tables.responses.set_index("respondent")["group"].astype("string")
    cells = tables.nonresponse[["question", "reason", "told_by"]]
    asked = cells.assign(group=tables.nonresponse["respondent"].map(group))
    by = ["group", "question", "reason", "told_by"]
    return asked.groupby(by, observed=True).size().reset_index(name="count")


def people(tables: SurveyTables) -> dict[str, int]:
    """Return how many of each group were kept."""
    counts = tables.responses["group"].value_counts(sort=False)
    return {str(group): int(count) for group, count in counts.items()}


def unanswered(tables: SurveyTables, silent: pd.DataFrame, group: str) -> pd.DataFrame:
    """Return a row a question put to a group: how many answered, and how many did not, by reason.

    ``silent`` is what `silences` gave. Blanks of which nobody can say whether they were skipped or
    not shown have a column of their own.
    """
    here = silent[silent["group"] == group]
    reason = here["reason"].mask(here["told_by"] == "undeclared", CANNOT_TELL)
    nobody = {"group", *not_put(tables, silent, group)}
    asked = {name: label for name, label in labels(tables).items() if name not in nobody}
    counts = here.assign(reason=reason).pivot_table(
        index="question", columns="reason", values="count", aggfunc="sum", fill_value=0
    )
    counts = counts.reindex(index=list(asked), columns=list(REASON_LABELS), fill_value=0)
    made = counts.loc[:, counts.any()].rename(columns=REASON_LABELS).rename_axis(columns=None)
    made.insert(0, "Answered", people(tables).get(group, 0) - made.sum(axis=1))
    made.insert(0, "Question", list(asked.values()))
    return made.reset_index(drop=True)


def not_put(tables: SurveyTables, silent: pd.DataFrame, group: str) -> list[str]:
    """Return the questions that were put to nobody of a group."""
    here = silent[(silent["group"] == group) & (silent["told_by"] == "group")]
    counts = here.groupby("question")["count"].sum()
    everyone = people(tables).get(group, 0)
    return [name for name in labels(tables) if everyone and counts.get(name, 0) == everyone]


def cannot_tell(tables: SurveyTables, silent: pd.DataFrame) -> list[str]:
    """Return the questions with blanks that may have been skipped or not shown."""
    found = set(silent.loc[silent["told_by"] == "undeclared", "question"])
    return [name for name in labels(tables) if name in found]


def told_by(silent: pd.DataFrame) -> pd.DataFrame:
    """Return a row a reason and how it is known, with the number of cells."""
    counts = silent.groupby(["reason", "told_by"])["count"].sum()
    order = [(reason, how) for reason in REASON_LABELS for how in TOLD_BY]
    records = [
        (REASON_LABELS[reason], TOLD_BY[how], int(counts[reason, how]))
        for reason, how in order
        if (reason, how) in counts.index
    ]
    return pd.DataFrame(records, columns=["Reason", "How it is known", "Cells"])


def raised(tables: SurveyTables, codebook: Codebook) -> pd.DataFrame:
    """Return a row a flag and question, with what the flag means."""
    named = {question.name: question.label for question in codebook.questions} | labels(tables)
    counts = tables.flags.groupby(["flag", "question"], dropna=False).size().reset_index(name="n")
    return pd.DataFrame(
        {
            "Doubt": [in_words(flag, FLAGS) for flag in counts["flag"]],
            "Question": [named.get(name, "") for name in counts["question"]],
            "Rows": counts["n"],
        }
    )
