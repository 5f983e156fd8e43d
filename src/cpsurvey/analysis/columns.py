"""Survey tables or a bare frame in; questions described and columns as categories out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
from pandas.api.types import is_scalar

from cpsurvey.errors import QuestionError, listed, unknown
from cpsurvey.tables import InterviewTables, SurveyTables
from cpsurvey.vocabulary import NO_ANSWER, RESULT_COLUMNS

Source: TypeAlias = SurveyTables | pd.DataFrame

MAY_DIVIDE = ("group", "join_mode")
MOST_LEVELS = 60
MOST_LISTED = 20


def people(source: Source) -> pd.DataFrame:
    """Return one row a respondent, numbered from 0."""
    if isinstance(source, SurveyTables):
        return source.responses.reset_index(drop=True)
    if isinstance(source, pd.DataFrame):
        return source.reset_index(drop=True)
    if isinstance(source, InterviewTables):
        raise QuestionError(
            "these tables hold interviews, and no answers to a survey. Build them with the survey's"
            " exports among the sources, or give what clean_survey returns."
        )
    raise QuestionError(
        f"people's answers are in survey tables or in a DataFrame, not in {type(source).__name__}."
        " Give what read_tables, clean_survey or load_example returns, or a frame with a row a"
        " person."
    )


def find_column(frame: pd.DataFrame, what: str, name: str) -> pd.Series[Any]:
    """Return the one column of a bare frame that has this name."""
    check_one_name(what, name)
    if name not in frame:
        raise QuestionError(unknown(what, str(name), map(str, frame.columns)))
    found = frame.loc[:, frame.columns == name]
    if found.shape[1] > 1:
        raise QuestionError(
            f'{what} "{name}" is in the frame {found.shape[1]} times. Rename or drop all but one.'
        )
    return found.iloc[:, 0]


def check_one_name(what: str, name: object) -> None:
    """Refuse a list where one name is needed."""
    if not is_scalar(name):
        raise QuestionError(f"{what} is {name}: give one name, as text.")


def describe_question(tables: SurveyTables, question: str) -> dict[str, Any]:
    """Return what the tables say of a question whose answers can be counted."""
    check_one_name("question", question)
    questions = tables.questions
    parts = questions.loc[(questions["part_of"] == question) & (question != ""), "question"]
    if question not in set(questions["question"]) and len(parts):
        raise QuestionError(
            f'question "{question}" has rows, each a question of its own. Use {listed(parts)}.'
        )
    if question not in set(questions["question"]):
        raise QuestionError(unknown("question", str(question), questions["question"]))
    described = questions.loc[questions["question"] == question].iloc[0]
    if not described["options"]:
        usable = questions.loc[questions["options"].map(len) > 0, "question"]
        raise QuestionError(
            f'question "{question}" is of type {described["type"]}, without answers to count.'
            f" Questions that have them: {listed(usable, MOST_LISTED)}."
        )
    return {str(name): value for name, value in described.items()}


def as_categories(column: pd.Series[Any]) -> pd.Series[Any]:
    """Return a bare column as categories of text in their order, blanks missing.

    The order is that of the column's own categories, else sorted; false and true are no and yes.
    """
    with np.errstate(invalid="ignore"):  # pandas 2 tries whether infinities are whole numbers
        values = column.convert_dtypes()
    if not isinstance(values.dtype, pd.CategoricalDtype):
        values = _sorted_categories(values)
    texts = [str(level) for level in values.cat.categories]
    if twice := sorted({text for text in texts if texts.count(text) > 1}):
        raise QuestionError(
            f'column "{values.name}" has categories that read the same: {listed(twice)}. Make them'
            " one (astype(str))."
        )
    values = values.cat.rename_categories(texts)
    return values.cat.set_categories([text for text in texts if text.strip()])


def _sorted_categories(values: pd.Series[Any]) -> pd.Series[Any]:
    """Return a column as the categories found in it, refusing what looks like free text."""
    if pd.api.types.is_bool_dtype(values):
        return values.map({False: "no", True: "yes"}).astype(_categories(["no", "yes"]))
    if values.dtype == object:
        values = values.astype("string")
    levels = values.dropna().sort_values().unique()
    if len(levels) > MOST_LEVELS:
        raise QuestionError(
            f'column "{values.name}" has {len(levels)} different values: text or numbers, not'
            " answers to count. If they are answers, make them categories"
            " (pandas.CategoricalDtype); if numbers, make them classes first (pandas.cut)."
        )
    return values.astype(_categories(levels))


def divide(source: Source, names: Sequence[str]) -> pd.DataFrame:
    """Return the columns by which people are divided, as categories and without gaps.

    Questions of survey tables get one more, last category for people without an answer.
    """
    check_dividers(names)
    return pd.DataFrame({name: _divider(source, name) for name in names}, people(source).index)


def check_dividers(names: Sequence[str]) -> None:
    """Refuse to divide by a column twice, or by one that results have themselves."""
    repeated = sorted({name for name in names if list(names).count(name) > 1})
    if repeated:
        raise QuestionError(f"by names {listed(repeated)} more than once.")
    taken = [name for name in names if name in RESULT_COLUMNS and name not in MAY_DIVIDE]
    if taken:
        raise QuestionError(
            f"people cannot be divided by {listed(taken)}: results have a column of that name."
            " Rename it first."
        )


def ticked_options(responses: pd.DataFrame, described: Mapping[str, Any]) -> pd.DataFrame:
    """Return a true or false column for each option of a select-all question, who answered."""
    question, options = described["question"], list(described["options"])
    ticked = responses[[f"{question}__{option}" for option in options]]
    return ticked.set_axis(options, axis=1).dropna().astype(bool)


def _divider(source: Source, name: str) -> pd.Series[Any]:
    """Return one column by which people are divided."""
    if isinstance(source, SurveyTables) and name != "group":
        return _question_divider(source, name)
    values = as_categories(find_column(people(source), "column", name))
    if values.isna().any():
        raise QuestionError(
            f'column "{name}" is blank for {values.isna().sum()} of {len(values)} people, who'
            f' would be in no row of the result. Fill it first (frame["{name}"] ='
            f' frame["{name}"].astype("object").fillna("{NO_ANSWER}")) or leave those rows out'
            f' (frame.dropna(subset=["{name}"])).'
        )
    return values


def _question_divider(tables: SurveyTables, name: str) -> pd.Series[Any]:
    """Return a question's answers as categories, no answer among them."""
    described = describe_question(tables, name)
    if described["type"] == "multi":
        raise QuestionError(
            f'question "{name}" may have several answers, which would count people more than once:'
            " it cannot divide them."
        )
    levels = [*described["options"], NO_ANSWER]
    return people(tables)[name].astype(_categories(levels)).fillna(NO_ANSWER)


def _categories(levels: Iterable[Any]) -> pd.CategoricalDtype:
    """Return the type of a column with these categories."""
    return pd.CategoricalDtype(list(levels))
