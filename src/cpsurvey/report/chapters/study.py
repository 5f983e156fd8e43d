"""What chapters are made from: tables, how they are protected, and results in words."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from cpsurvey.claims import Claim
from cpsurvey.codebook import Codebook
from cpsurvey.disclosure import protect
from cpsurvey.errors import TablesError
from cpsurvey.figures.words import sentence_case
from cpsurvey.report import labels
from cpsurvey.report.document import Picture, Table
from cpsurvey.tables import InterviewTables, SurveyTables
from cpsurvey.vocabulary import GROUP_LABELS

Record = Mapping[Hashable, Any]
Block = str | Picture | Table


@dataclass(frozen=True)
class Study:
    """A survey, its interviews or both, and all that a report is told about them.

    Attributes
    ----------
    survey, interviews
        The tables; one of them may be missing.
    profile
        The disclosure profile that everything shown goes through.
    checked
        The claims as the tables answer them, not protected yet; None where none are checked.
    claims
        Those claims themselves, with their sources.
    codebook
        The questionnaire, where it is at hand: it knows places that nobody answered from.
    """

    survey: SurveyTables | None
    interviews: InterviewTables | None
    profile: str
    checked: pd.DataFrame | None = field(default=None, repr=False)
    claims: tuple[Claim, ...] = field(default=(), repr=False)
    codebook: Codebook | None = field(default=None, repr=False)

    @property
    def answers(self) -> SurveyTables:
        """Return the survey, of which a chapter about answers is."""
        if self.survey is None:
            raise TablesError("these tables hold interviews only, and no answers to questions.")
        return self.survey

    @property
    def questions(self) -> pd.DataFrame | None:
        """Return the table of questions, if there is one."""
        return self.survey.questions if self.survey else None

    @property
    def groups(self) -> list[str]:
        """Return the groups of which anybody was kept, in their order."""
        if self.survey is None:
            return []
        answered = self.survey.responses["group"]
        return [str(level) for level in answered.cat.categories if (answered == level).any()]

    def group_name(self, group: str) -> str:
        """Return what people of a group are called."""
        record = self.asked("group") or {"options": [], "option_labels": []}
        names = dict(zip(record["options"], record["option_labels"], strict=True))
        usual = GROUP_LABELS.get(group, sentence_case(group))
        return usual if group in GROUP_LABELS else str(names.get(group, usual))

    def asked(self, question: str) -> Record | None:
        """Return the record of a question, or None where there is none of this name."""
        if self.questions is None:
            return None
        rows = self.questions[self.questions["question"] == question].to_dict("records")
        return rows[0] if rows else None

    def shown(self, result: pd.DataFrame) -> pd.DataFrame:
        """Return a result protected, and with words beside its codes."""
        themes = self.interviews.themes if self.interviews else None
        protected = protect(result, profile=self.profile)
        return labels.apply(protected, self.questions, themes=themes, claims=self.claims or None)
