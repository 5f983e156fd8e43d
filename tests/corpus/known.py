"""An export of the corpus in, the tables that its unedited draft or its definition gives out."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import NamedTuple

import pandas as pd

import cpsurvey as cps
from cpsurvey.codebook import Codebook, load_codebook
from cpsurvey.drafting import draft_codebook
from cpsurvey.readers import match_columns, read_definition, read_survey_export
from cpsurvey.tables import SurveyTables


class Known(NamedTuple):
    """Tables, and the codebook that they were made with."""

    tables: SurveyTables
    codebook: Codebook

    def column(self, words: str) -> str:
        """The first raw column of the question with these words, or the raw column of this name."""
        for question in self.codebook.questions:
            columns = next(iter(question.raw.values()), ())
            if words in columns:
                return words
            said = any(words in wording for wording in question.wording.values())
            if said and question.type != "text":
                return columns[0]
        raise LookupError(words)

    def part(self, column: str, words: str) -> str:
        """What the tables call the question that stands beside a column and has these words."""
        asked = [q for q in self.codebook.questions if column in next(iter(q.raw.values()), ())]
        start = self.codebook.questions.index(asked[0])
        after = self.codebook.questions[start:]
        return next(q.name for q in after if any(words in w for w in q.wording.values()))

    def name(self, column: str) -> str:
        """What the tables call the question, or the row of a matrix, that holds a raw column."""
        for question in self.codebook.questions:
            columns = next(iter(question.raw.values()), ())
            if column in columns:
                return question.columns[columns.index(column)] if question.rows else question.name
        raise LookupError(column)

    def counts(self, column: str) -> dict[str, int]:
        """How many gave each answer to the question that holds a raw column, by label."""
        result = cps.response_table(self.tables, self.name(column))
        return dict(zip(self.labels(column), map(int, result["count"]), strict=True))

    def labels(self, column: str) -> list[str]:
        """The labels of the answers, in order."""
        described = self.tables.questions.set_index("question")
        return list(described.at[self.name(column), "option_labels"])

    def base(self, column: str) -> int:
        """How many answered."""
        return int(cps.response_table(self.tables, self.name(column))["base"].iloc[0])

    def numbers(self, column: str) -> pd.Series:
        """The answers to a question of numbers, or to one whose labels are numbers."""
        answers = self.tables.responses[self.name(column)]
        if isinstance(answers.dtype, pd.CategoricalDtype):
            codes = answers.cat.categories
            words = dict(zip(codes, self.labels(column), strict=True))
            answers = answers.astype(object).map(words)
        return answers.dropna().astype(float)


def build(
    path: Path,
    definition: Path | None = None,
    *,
    rules: str = "default",
    decisions: pd.DataFrame | None = None,
) -> Known:
    """Draft, load and clean as a researcher does who edits nothing."""
    export = read_survey_export(path)
    known = match_columns(read_definition(definition), export) if definition else None
    with tempfile.TemporaryDirectory() as folder:
        for name, content in draft_codebook(export, definition=known).files.items():
            Path(folder, name).write_text(content, encoding="utf-8")
        codebook = load_codebook(folder)
    tables = cps.clean_survey(export, codebook, rules=rules, decisions=decisions)
    return Known(tables, codebook)
