"""Tables of account in; which answers were read as another, and what typed text became, out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from cpsurvey.codebook import Codebook, Question, normalise
from cpsurvey.report.data_reports.account import labels
from cpsurvey.report.wording.codes import CHANGES
from cpsurvey.tables import SurveyTables

TYPED = ("authority", "role")
MOST = 8  # wordings of one answer that are printed


def changes_by_rule(tables: SurveyTables) -> pd.DataFrame:
    """Return a row a question with answers that were read as another, a column a rule."""
    counts = tables.changes.groupby(["question", "rule"]).size().unstack(fill_value=0)
    rules = [*(rule for rule in CHANGES if rule in counts), *counts.columns.difference([*CHANGES])]
    asked = [name for name in labels(tables) if name in counts.index]
    made = counts.loc[asked, rules].reset_index(drop=True).rename_axis(columns=None)
    made.insert(0, "Question", [labels(tables)[name] for name in asked])
    return made


def read_as(tables: SurveyTables, codebook: Codebook) -> pd.DataFrame:
    """Return a row an answer of a closed question: the other wordings in which it was given.

    Only words that the codebook has for the question are printed, so nothing that anyone typed.
    """
    changes = tables.changes[tables.changes["rule"] == "variant"]
    counts = changes.groupby(["question", "after", "before"]).size()
    known = {
        name: _wordings(question) for question in codebook.questions for name in question.columns
    }
    records = [
        (labels(tables)[name], after, _given(said.droplevel(0), known[name]), said.sum())
        for name in labels(tables)
        if known.get(name)
        for after, said in _under(counts, name).groupby(level=0)
    ]
    return pd.DataFrame(records, columns=["Question", "Read as", "Given as", "Answers"])


def typed_answers(tables: SurveyTables, silent: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """Return a row a typed question and group: how many got a code, and how many got none."""
    records = [
        (labels(tables)[name], codebook.groups[group], *_typed(tables, silent, name, group))
        for name, groups in _of_types(tables, TYPED)
        for group in groups
    ]
    columns = ["Question", "Group", "Matched", "Ambiguous", "Not matched", "Nothing to match"]
    return pd.DataFrame(records, columns=columns)


def ambiguous(tables: SurveyTables, codebook: Codebook) -> pd.DataFrame:
    """Return a row a set of candidates: typed text that fits them all, and how often."""
    names = {authority.code: authority.name for authority in codebook.authorities}
    names |= {role.code: role.label for role in codebook.roles}
    doubts = tables.flags[tables.flags["flag"].isin([f"ambiguous_{kind}" for kind in TYPED])]
    counts = doubts.groupby(["question", "detail"]).size().reset_index(name="n")
    fits = [[f"{names.get(c, '')} ({c})" for c in str(d).split(";")] for d in counts["detail"]]
    return pd.DataFrame(
        {
            "Question": counts["question"].map(labels(tables)),
            "Fits": [" or ".join(candidates) for candidates in fits],
            "Answers": counts["n"],
        }
    )


def coverage(tables: SurveyTables, codebook: Codebook) -> pd.DataFrame:
    """Return a row a question and nation: authorities that anybody named, of those there are."""
    asked = dict(_of_types(tables, ("authority",)))
    records = [
        (label, *nation)
        for name, label in labels(tables).items()
        if name in asked
        for nation in codebook.authorities_named(tables.responses[name].dropna())
    ]
    return pd.DataFrame(records, columns=["Question", "Nation", "Authorities named", "Of"])


def _under(counts: pd.Series, name: str) -> pd.Series:
    """Return the counts of one question; empty where it has none."""
    here = counts[counts.index.get_level_values(0) == name]
    return here.droplevel(0)


def _wordings(question: Question) -> dict[str, str]:
    """Return every wording that the codebook has of a question's answers, by its plain form."""
    return {normalise(words): words for words in question.scale.known} if question.scale else {}


def _given(said: pd.Series, known: Mapping[str, str]) -> str:
    """Return the wordings that were given, with how often each was, most first."""
    words = [known.get(normalise(before), "several answers in one cell") for before in said.index]
    counts = said.groupby(words).sum()
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    shown = [f"{wording} ({count:,})" for wording, count in ranked[:MOST]]
    more = [f"and {len(ranked) - MOST} more"] if len(ranked) > MOST else []
    return "; ".join([*shown, *more])


def _of_types(tables: SurveyTables, types: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield the questions of these types with the groups they were put to."""
    found = tables.questions[tables.questions["type"].isin(types)]
    yield from zip(found["question"], found["groups"], strict=True)


def _typed(
    tables: SurveyTables, silent: pd.DataFrame, name: str, group: str
) -> tuple[int, int, int, int]:
    """Return how many typed texts got a code, fit several, fit none, and how many had no text."""
    here = silent[(silent["group"] == group) & (silent["question"] == name)]
    reasons = here.groupby("reason")["count"].sum()
    ambiguous, unmatched = (int(reasons.get(reason, 0)) for reason in ("ambiguous", "unmatched"))
    nothing = int(reasons.sum()) - ambiguous - unmatched
    matched = int(tables.responses.loc[tables.responses["group"] == group, name].notna().sum())
    return matched, ambiguous, unmatched, nothing
