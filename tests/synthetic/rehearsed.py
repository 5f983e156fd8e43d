"""Any codebook and margins → exports, and tables built of them; what a margin comes to in both."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from cpsurvey.cli.building import build
from cpsurvey.codebook import Codebook
from cpsurvey.synthetic import draft_margins, synthesise
from cpsurvey.synthetic.asked import people_of
from cpsurvey.synthetic.counts import is_reason
from cpsurvey.synthetic.margin_answers import days_of, range_of
from cpsurvey.synthetic.margin_model import Margin
from cpsurvey.tables import SurveyTables


def drafted(codebook: Codebook, people: int = 30) -> str:
    """Draft margins with so many of everybody."""
    return draft_margins(codebook, dict.fromkeys(people_of(codebook), people))


def rehearse(codebook: Codebook, text: str, folder: Path, seed: int = 1, **more) -> SurveyTables:
    """Synthesise a study from margins as text, and build its tables."""
    (folder / "margins.toml").write_text(text, encoding="utf-8")
    made = synthesise(seed, codebook=codebook, margins=folder / "margins.toml", **more)
    raw = folder / f"raw-{seed}"
    raw.mkdir()
    for name, content in made.items():
        (raw / name).write_bytes(content)
    return build(raw, Path(codebook.folder)).tables


def counted(people: pd.DataFrame, margin: Margin, codebook: Codebook) -> dict[str, int]:
    """How many people made from a margin gave each of its answers."""
    column = people[margin.question]
    question = codebook.by_name[margin.question.partition("__")[0]]
    kind = question.type
    return {answer: sum(map(_gave(answer, kind, codebook), column)) for answer in margin.counts}


def counted_in(tables: SurveyTables, margin: Margin, codebook: Codebook) -> dict[str, int]:
    """How many of a group gave each answer of a margin, in tables."""
    instrument = people_of(codebook)[margin.group]
    people = tables.responses[tables.responses["group"] == instrument.group]
    if len(people_of(codebook)) > len(codebook.groups):
        people = people[people["respondent"].str.contains(f"_{margin.group}_")]
    silent = tables.nonresponse[tables.nonresponse["respondent"].isin(people["respondent"])]
    reasons = silent.loc[silent["question"] == margin.question, "reason"].value_counts()
    question = codebook.by_name[margin.question.partition("__")[0]]
    found = {}
    for answer in margin.counts:
        if is_reason(answer):
            found[answer] = int(reasons.get(answer[1:], 0))
        elif question.type == "multi":
            found[answer] = int(people[f"{margin.question}__{answer}"].sum())
        else:
            cells = people[margin.question].dropna()
            if question.type == "date":
                cells = cells.dt.strftime("%Y-%m-%d")
            found[answer] = sum(map(_gave(answer, question.type, codebook), cells))
    return found


def _gave(answer: str, kind: str, codebook: Codebook):
    """Return what tells whether a cell is an answer as a margin counts it."""
    if is_reason(answer):
        return lambda cell: cell == answer
    if kind == "multi":
        return lambda cell: isinstance(cell, tuple) and answer in cell
    if kind == "number":
        low, high = range_of(answer)
        return lambda cell: not isinstance(cell, str) and low <= cell <= high
    if kind == "date":
        first, last = (day.isoformat() for day in days_of(answer))
        return lambda cell: first <= cell <= last
    if kind == "authority":
        codes = {a.code for a in codebook.authorities if a.nation == answer}
        return lambda cell: cell in codes
    return lambda cell: cell == answer
