"""A question, an answer and terms in; the people, covariates and limits of a model out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import pandas as pd

from cpsurvey.analysis.answers import Answers, find_answers
from cpsurvey.analysis.columns import Source, people
from cpsurvey.analysis.methods import TEST_FROM
from cpsurvey.analysis.model_checks import (
    check_asked,
    check_comparable,
    check_levels,
    check_limit,
    check_told_apart,
)
from cpsurvey.analysis.model_terms import (
    LevelChoice,
    cluster_column,
    in_a_row,
    keep_levels,
    term_column,
)
from cpsurvey.analysis.wording import joined
from cpsurvey.errors import QuestionError
from cpsurvey.stats._checks import Floats

Levels: TypeAlias = Mapping[str, Sequence[LevelChoice]]


class Column(NamedTuple):
    """A covariate: a level of a term against the term's reference."""

    term: str
    level: str
    reference: str


@dataclass(frozen=True)
class ModelFrame:
    """The people a model is of, one row each in every frame here.

    Attributes
    ----------
    found
        The question's answers, of everybody who answered.
    given
        Their answers, one true or false column each.
    terms
        A category of each term for each person; the first is the reference.
    clusters
        Each person's cluster; empty where the model has none.
    groups
        Each person's group, empty where it is not known.
    left_out
        Who answered and is not used, in words.
    people_per_df
        How many people of the smallest group bear a degree of freedom.
    """

    found: Answers
    given: pd.DataFrame
    terms: pd.DataFrame
    clusters: pd.Series[Any]
    groups: pd.Series[str]
    left_out: str
    people_per_df: int

    @property
    def bears(self) -> int:
        """Return how many degrees of freedom these people bear."""
        return int(self.smallest_group[0] // self.people_per_df)

    @property
    def smallest_group(self) -> tuple[int, str]:
        """Return how many people the smallest group has, and its name; all if none is known."""
        counts = self.groups[self.groups != ""].value_counts()
        return min(
            ((int(size), str(name)) for name, size in counts.items()),
            default=(len(self.groups), "everybody"),
        )

    @property
    def columns(self) -> list[Column]:
        """Return the covariates in order, the intercept not among them."""
        return [
            Column(str(term), level, str(values.cat.categories[0]))
            for term, values in self.terms.items()
            for level in map(str, values.cat.categories[1:])
        ]

    @property
    def covariates(self) -> Floats:
        """Return 1 where a person has the level and 0 elsewhere, shape (people, columns)."""
        return covariates_of(self.terms)

    @property
    def said(self) -> str:
        """Return what there is to say of the people, for the column `why`."""
        used, (size, name) = len(self.columns), self.smallest_group
        of = f"{name}: {size}"
        bears = f"{used} of {self.bears} degrees of freedom used that the smallest group bears"
        return joined(f"{bears} ({of})", self.left_out, self.caveat)

    @property
    def caveat(self) -> str:
        """Return what to bear in mind where two groups' questions are not the same."""
        if self.found.grade not in ("B", "C") or self.groups.nunique() < 2:
            return ""
        return f"grade {self.found.grade}: {self.found.grade_reason}"


def model_frame(
    source: Source,
    question: str,
    terms: str | Sequence[str],
    *,
    levels: Levels | None = None,
    cluster: str | None = None,
    given: pd.DataFrame | None = None,
    people_per_df: int = 10,
    allow_grade_c: bool = False,
) -> ModelFrame:
    """Return the people a model can use, or refuse what they cannot bear."""
    names = in_a_row("terms", terms)
    check_asked(question, names, cluster, levels, people_per_df)
    found = find_answers(source, question)
    answered = found.given if given is None else given
    chosen = {} if levels is None else dict(levels)
    every = {name: term_column(source, name) for name in dict.fromkeys([*names, *chosen])}
    if cluster is not None:
        every[cluster] = cluster_column(source, cluster, names)
    used, left_out = _who_is_used(answered, every, chosen)
    kept = {str(name): keep_levels(every[name].loc[used], chosen.get(name)) for name in names}
    groups = _groups(source, used)
    check_comparable(found, list(kept), groups, allow_grade_c)
    check_levels(found, kept, left_out)
    frame = ModelFrame(
        found=found,
        given=answered.loc[used],
        terms=pd.DataFrame(kept),
        clusters=every[cluster].loc[used] if cluster is not None else pd.Series(dtype=object),
        groups=groups,
        left_out=left_out,
        people_per_df=people_per_df,
    )
    check_limit(frame.terms, frame.smallest_group, frame.bears, people_per_df)
    check_told_apart(frame.terms, frame.covariates)
    return frame


def covariates_of(terms: pd.DataFrame) -> Floats:
    """Return 1 where a person has a level other than the reference, shape (people, columns)."""
    codes = [values.cat.codes.to_numpy() for _, values in terms.items()]
    sizes = [values.cat.categories.size for _, values in terms.items()]
    columns = [np.eye(size)[code, 1:] for size, code in zip(sizes, codes, strict=True)]
    return np.column_stack(columns)


def set_to(terms: pd.DataFrame, column: Column) -> pd.DataFrame:
    """Return terms with one of them at a level for all."""
    kind = terms[column.term].dtype
    same = pd.Series([column.level] * len(terms), terms.index, dtype=kind)
    return terms.assign(**{column.term: same})


def left_out(count: int, what: str) -> str:
    """Return how many people are left out, few of them without their number."""
    if not count:
        return ""
    return f"{count if count >= TEST_FROM else f'fewer than {TEST_FROM}'} people {what} left out"


def _who_is_used(
    answered: pd.DataFrame, columns: Mapping[str, pd.Series[Any]], chosen: Levels
) -> tuple[pd.Index[Any], str]:
    """Return who answered and has a level of every column, and who is left out, in words."""
    if answered.empty:
        raise QuestionError("nobody answered the question, so there is nothing to explain.")
    used, reasons = answered.index, []
    for name, column in columns.items():
        values = column.loc[used]
        known = values.notna()
        reasons.append(left_out(int((~known).sum()), f"without {name}"))
        kept = keep_levels(values, chosen.get(name)).notna() if name in chosen else known
        reasons.append(left_out(int((known & ~kept).sum()), f"with another {name}"))
        used = used[kept]
    if used.empty:
        raise QuestionError(
            f"nobody who answered can be used: {joined(*reasons)}. Leave out a term, or name other"
            " levels."
        )
    return used, joined(*reasons)


def _groups(source: Source, used: pd.Index[Any]) -> pd.Series[str]:
    """Return each person's group as text, empty where it is not known."""
    if "group" not in people(source):
        return pd.Series("", used, dtype=object)
    return term_column(source, "group").loc[used].astype(object).fillna("")
