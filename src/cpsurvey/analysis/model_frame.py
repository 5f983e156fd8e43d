"""A question, an answer and terms in; the people, covariates and limits of a model out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import pandas as pd

from cpsurvey.analysis.answers import Answers, find_answers
from cpsurvey.analysis.columns import Source, check_one_name, people
from cpsurvey.analysis.methods import TEST_FROM
from cpsurvey.analysis.model_terms import LevelChoice, cluster_column, keep_levels, term_column
from cpsurvey.analysis.wording import joined, only_asked_of
from cpsurvey.errors import QuestionError, listed
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
    smallest, smallest_name
        People in the smallest group, and what it is called.
    left_out
        Who answered and is not used, in words.
    bears
        How many degrees of freedom these people bear.
    """

    found: Answers
    given: pd.DataFrame
    terms: pd.DataFrame
    clusters: pd.Series[Any]
    smallest: int
    smallest_name: str
    left_out: str
    bears: int

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
        used = len(self.columns)
        of = f"{self.smallest_name}: {self.smallest}"
        bears = f"{used} of {self.bears} degrees of freedom used that the smallest group bears"
        return joined(f"{bears} ({of})", self.left_out, self.caveat)

    @property
    def caveat(self) -> str:
        """Return what to bear in mind where two groups' questions are not the same."""
        if self.found.grade not in ("B", "C") or "group" not in self.terms:
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
    names = [terms] if isinstance(terms, str) else list(terms)
    _check_names(names, question, people_per_df)
    found = find_answers(source, question)
    answered = found.given if given is None else given
    chosen = {} if levels is None else dict(levels)
    every = {name: term_column(source, name) for name in dict.fromkeys([*names, *chosen])}
    if cluster is not None:
        every[cluster] = cluster_column(source, cluster, names)
    used, left_out = _who_is_used(answered, every, chosen)
    kept = {name: keep_levels(every[name].loc[used], chosen.get(name)) for name in names}
    _check_grade(found, kept, allow_grade_c)
    _check_levels(kept, found)
    smallest, name = _smallest_group(source, used)
    frame = ModelFrame(
        found=found,
        given=answered.loc[used],
        terms=pd.DataFrame(kept),
        clusters=every[cluster].loc[used] if cluster is not None else pd.Series(dtype=object),
        smallest=smallest,
        smallest_name=name,
        left_out=left_out,
        bears=smallest // people_per_df,
    )
    _check_limit(frame, people_per_df)
    _check_bases(frame.terms)
    _check_rank(frame)
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


def _check_names(names: Sequence[str], question: str, people_per_df: int) -> None:
    """Refuse terms that are none, named twice, or the question itself."""
    check_one_name("question", question)
    if not names:
        raise QuestionError('terms is empty: name one or more, such as "group".')
    if repeated := sorted({name for name in names if names.count(name) > 1}):
        raise QuestionError(f"terms names {listed(repeated)} more than once.")
    if question in names:
        raise QuestionError(f'question and one of terms are both "{question}": name others.')
    if people_per_df < 1:
        raise QuestionError(f"people_per_df is {people_per_df}: give 1 or more; 10 is usual.")


def _who_is_used(
    answered: pd.DataFrame, columns: Mapping[str, pd.Series[Any]], chosen: Levels
) -> tuple[pd.Index[Any], str]:
    """Return who answered and has a level of every column, and who is left out, in words."""
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


def _check_grade(found: Answers, terms: Mapping[str, pd.Series[Any]], allow_grade_c: bool) -> None:
    """Refuse to compare groups that were asked different things, or of which one was not asked."""
    if "group" not in terms:
        return
    if found.groups and len(found.groups) < 2:
        raise QuestionError(
            f'question "{found.question}" was {only_asked_of(found.groups.values())}: leave "group"'
            " out of terms."
        )
    if found.grade == "C" and not allow_grade_c:
        raise QuestionError(
            f'question "{found.question}" is graded C ({found.grade_reason}): groups are not'
            " comparable. Describe each with response_table, or pass allow_grade_c=True."
        )


def _check_levels(terms: Mapping[str, pd.Series[Any]], found: Answers) -> None:
    """Refuse a term that does not divide people."""
    for name, values in terms.items():
        levels = values.cat.categories
        if len(levels) < 2:
            raise QuestionError(
                f'term "{name}" has one level among those who answered "{found.question}"'
                f" ({listed(levels)}): leave it out."
            )


def _check_bases(terms: pd.DataFrame) -> None:
    """Refuse a level in which too few people are."""
    for name, values in terms.items():
        counts = values.value_counts(sort=False)
        if len(few := counts[counts < TEST_FROM]):
            raise QuestionError(
                f'term "{name}" has levels of fewer than {TEST_FROM} people ({listed(few.index)}):'
                " too few for an estimate. Take them together with others, or leave them out:"
                f' levels={{"{name}": [...]}}.'
            )


def _smallest_group(source: Source, used: pd.Index[Any]) -> tuple[int, str]:
    """Return how many people are in the smallest group used, and its name."""
    everybody = people(source)
    if "group" not in everybody:
        return len(used), "everybody"
    counts = everybody["group"].loc[used].dropna().astype(str).value_counts()
    if counts.empty:
        return len(used), "everybody"
    name = min(counts.index, key=lambda group: (counts[group], group))
    return int(counts[name]), str(name)


def _check_limit(frame: ModelFrame, people_per_df: int) -> None:
    """Refuse more degrees of freedom than the smallest group bears."""
    who = f"{frame.smallest} people of {frame.smallest_name}, the smallest group,"
    if frame.smallest < TEST_FROM:
        raise QuestionError(
            f"{who} are too few for a model: below {TEST_FROM} they are described, with"
            " response_table or compare_groups."
        )
    sizes = {str(name): values.cat.categories.size - 1 for name, values in frame.terms.items()}
    asked = sum(sizes.values())
    if asked > frame.bears:
        each = listed(f"{name} {size}" for name, size in sizes.items())
        raise QuestionError(
            f"terms take {asked} degrees of freedom ({each}), and {who} bear {frame.bears}, one for"
            f" every {people_per_df}. Leave out a term, or take levels together or leave them out:"
            f' levels={{"{list(sizes)[-1]}": [...]}}.'
        )


def _check_rank(frame: ModelFrame) -> None:
    """Refuse terms of which one follows from the others."""
    matrix = np.column_stack([np.ones(len(frame.terms)), frame.covariates])
    if np.linalg.matrix_rank(matrix) < matrix.shape[1]:
        raise QuestionError(
            f"terms {listed(frame.terms)} tell the same of these people, so their parts cannot be"
            " told apart: leave one out."
        )
