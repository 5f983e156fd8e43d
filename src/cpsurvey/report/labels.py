"""Results in; the same results with words beside their codes out."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import pandas as pd

from cpsurvey.claims import Claim
from cpsurvey.errors import QuestionError, listed, unknown
from cpsurvey.report.wording.claims_captions import is_of_claims
from cpsurvey.report.wording.claims_labels import label_claims
from cpsurvey.report.wording.count_captions import is_of_flow, is_of_places
from cpsurvey.report.wording.theme_labels import is_of_interviews, label_codes
from cpsurvey.vocabulary import (
    ALL_ANSWERS,
    ALL_LEVELS,
    GROUP_LABELS,
    NO_ANSWER,
    NO_OPTION,
    NOT_KNOWN,
    RESULT_COLUMNS,
    TICKED_TOGETHER,
    compared_column,
)

Question = Mapping[Hashable, Any]

WHOLE = {ALL_ANSWERS: "All answers", ALL_LEVELS: "All levels", NO_OPTION: "None of them", "": ""}
NEEDED = ("question", "label", "options", "option_labels")


def apply(
    result: pd.DataFrame,
    questions: pd.DataFrame | None = None,
    *,
    themes: pd.DataFrame | None = None,
    claims: Sequence[Claim] | None = None,
) -> pd.DataFrame:
    """Put the words of the questionnaire, or of the coding frame, beside the codes of a result.

    Parameters
    ----------
    result
        A result of `response_table` or `compare_groups`, or one of interviews such as
        `theme_table`'s, protected or not.
    questions
        The table of questions it was made from, ``tables.questions``: question, label, options,
        option_labels. A result of interviews takes the words for how they joined from it.
    themes
        The coding frame that a result of interviews was made from, ``tables.interviews.themes``:
        code, label, parent.
    claims
        The claims that a result about claims was made from, from `load_claims`; left out, those
        of the 2020 study.

    Returns
    -------
    pandas.DataFrame
        A copy with ``question_label`` and ``answer_label``; ``group_label`` and
        ``reference_label`` where there are groups or levels compared, or in rows of a model
        ``term_label``, ``level_label`` and ``reference_label``; and a label for each
        question the result was split by. Labels are ordered categories, in the order of the
        codes. Answers taken together read ``A or B``, options ticked together ``A and B``, an
        answer that is not known ``How they joined: not known``, the question as a whole ``All
        answers``. Results of interviews get ``code_label`` and ``parent_label`` instead of those
        of question and answer; a theme that shares its name has its parent's after it. A code
        without words stays as it is. Results about claims get ``claim`` and ``published`` where
        they have only ids, and labels of groups and choices.

    Raises
    ------
    QuestionError
        If the result has no column ``question`` or ``answer``, or has a question that is not in
        `questions`, or `questions` or `themes` is needed and is not such a table.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> from cpsurvey.report import labels
    >>> tables = cps.load_example()
    >>> judged = cps.response_table(tables, "overall_judgement", by=["group"])
    >>> labels.apply(judged, tables.questions)["group_label"].unique().tolist()
    ['Professionals', 'Parents']
    """
    if is_of_claims(result):
        return label_claims(result, claims)
    if is_of_interviews(result):
        known = _known(questions) if questions is not None else {}
        return _with_levels(label_codes(result, themes), known)
    known = _known(questions)
    if is_of_flow(result) or is_of_places(result):
        return _with_levels(result, known)
    _check(result, known)
    labelled = result.copy()
    labelled["question_label"] = _categories(
        result["question"], {name: str(question["label"]) for name, question in known.items()}
    )
    for column in result.columns.intersection(["answer", "against"]):
        labelled[f"{column}_label"] = _answers(result, known, column)
    if "term" in result:
        return labelled.assign(**_of_terms(result, known))
    return _with_levels(labelled, known)


def _with_levels(result: pd.DataFrame, known: Mapping[str, Question]) -> pd.DataFrame:
    """Return a result with the words for its groups and for what it is split by."""
    labels = {}
    for column in _with_words(result, known):
        levels = compared_column(result.columns) if column == "reference" else column
        words = _level_words(levels, known)
        labels[f"{column}_label"] = _categories(result[column], words)
    return result.assign(**labels)


def _of_terms(
    result: pd.DataFrame, known: Mapping[str, Question]
) -> dict[str, pd.Categorical[str]]:
    """Return the words for a model's terms, and for each row's levels those of its own term."""
    words: dict[str, list[str]] = {"term_label": [], "level_label": [], "reference_label": []}
    for row in result.to_dict("records"):
        term, cut = str(row["term"]), row["term"] == "cut"
        of = str(row["question"]) if cut else term if term in known else "group"
        own = _level_words(of, known)
        fixed = term.replace("_", " ").capitalize()
        words["term_label"].append(str(known[term]["label"]) if term in known else fixed)
        for column in ("level", "reference"):
            told = (_taken_together(one, own) for one in str(row[column]).split("|"))
            words[f"{column}_label"].append(" | ".join(told))
    return {
        name: pd.Categorical(column, list(dict.fromkeys(column)), ordered=True)
        for name, column in words.items()
    }


def _taken_together(level: str, words: Mapping[str, str]) -> str:
    """Return the words for a level; those of several taken together are joined by or."""
    if level in words:
        return words[level]
    return " or ".join(_word(code, words) for code in level.split("+"))


def _with_words(result: pd.DataFrame, known: Mapping[str, Question]) -> list[str]:
    """Return the columns of groups, and of the levels of questions, that a result has."""
    split = [
        column
        for column in result.columns.intersection(list(known))
        if column == "join_mode" or column not in RESULT_COLUMNS
    ]
    return [*result.columns.intersection(["group", "reference"]), *split]


def _level_words(column: str, known: Mapping[str, Question]) -> dict[str, str]:
    """Return the words for each level of a column that a result is split by."""
    usual = GROUP_LABELS if column == "group" else {}
    called = known.get(column, {}).get("label", column.replace("_", " ").capitalize())
    return {NOT_KNOWN: f"{called}: not known"} | usual | _options(known.get(column, {}))


def _known(questions: pd.DataFrame | None) -> dict[str, Question]:
    """Return the questions by name, or raise where there is no table of them."""
    if questions is None or not set(NEEDED) <= set(getattr(questions, "columns", ())):
        raise QuestionError(
            "labels.apply needs the words of the questionnaire: give it tables.questions after the"
            f" result, a table with {listed(NEEDED)}."
        )
    return {str(record["question"]): record for record in questions.to_dict("records")}


def _check(result: pd.DataFrame, known: Mapping[str, Question]) -> None:
    """Raise where a result has no question, or one that is not among those known."""
    missing = [column for column in ("question", "answer") if column not in result]
    if missing:
        raise QuestionError(
            f"labels.apply needs the column {listed(missing)}: give it a whole result of"
            " response_table or compare_groups."
        )
    for question in result["question"].unique():
        if question not in known:
            raise QuestionError(unknown("question", question, known))


def _options(question: Question) -> dict[str, str]:
    """Return the words for each answer of a question, and for an answer that is not known."""
    words = dict(zip(question.get("options", ()), question.get("option_labels", ()), strict=True))
    return words | {NO_ANSWER: f"{question.get('label')}: not known"}


def _answers(
    result: pd.DataFrame, known: Mapping[str, Question], column: str
) -> pd.Categorical[str]:
    """Return the words for each row's answer, which may be several taken together."""
    options = {name: _options(known[name]) for name in result["question"].unique()}
    words = [
        " and ".join(_taken(one, options[question]) for one in str(answer).split(TICKED_TOGETHER))
        for question, answer in zip(result["question"], result[column], strict=True)
    ]
    rank = {code: place for place, code in enumerate(_levels(result[column]))}
    pairs = zip(result[column], words, strict=True)
    ordered = [word for _, word in sorted(pairs, key=lambda pair: rank[pair[0]])]
    return pd.Categorical(words, list(dict.fromkeys(ordered)), ordered=True)


def _taken(answers: str, words: Mapping[str, str]) -> str:
    """Return the words for an answer, or for several taken together."""
    return " or ".join(_word(code, words) for code in answers.split("+"))


def _word(code: str, words: Mapping[str, str]) -> str:
    """Return the words for one code, or the code itself where there are none."""
    return words.get(code, WHOLE.get(code, code))


def _named(level: str, words: Mapping[str, str]) -> str:
    """Return the words for a level; those of options ticked together are joined by and."""
    if level in words or level in WHOLE:
        return _word(level, words)
    return " and ".join(_word(code, words) for code in level.split("+"))


def _categories(column: pd.Series[Any], words: Mapping[str, str]) -> pd.Categorical[str]:
    """Return the words for a column of codes, in the codes' order."""
    named = {code: _named(str(code), words) for code in _levels(column)}
    order = list(dict.fromkeys(named.values()))
    return pd.Categorical([named[code] for code in column], order, ordered=True)


def _levels(column: pd.Series[Any]) -> list[Any]:
    """Return a column's categories in order, or its values in the order they come in."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        return list(column.cat.categories)
    return list(column.unique())
