"""Results of several comparisons in; the tests among them, adjusted as one declared family, out."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from pandas.api.types import is_numeric_dtype

from cpsurvey.analysis.columns import check_one_name
from cpsurvey.analysis.counting import in_order
from cpsurvey.analysis.results import FAMILIES
from cpsurvey.analysis.together import Results, by_columns, frames_of, together
from cpsurvey.analysis.wording import joined
from cpsurvey.errors import QuestionError, listed, unknown
from cpsurvey.stats import adjust
from cpsurvey.stats.multiplicity import Method
from cpsurvey.vocabulary import ALL_ANSWERS, ALL_LEVELS

METHODS = {
    "holm": "Holm",
    "bonferroni": "Bonferroni",
    "bh": "Benjamini-Hochberg, exploratory: some of the findings will be false",
    "by": "Benjamini-Yekutieli, exploratory: some of the findings will be false",
}
NEEDED = [
    "data", "question", "answer", "group", "reference", "measure", "count", "base",
    "count_reference", "base_reference", "p_value", "family", "why",
]  # fmt: skip
SIDES = ("", "_reference")
TWO = 2


def adjust_family(results: Results, *, family: str, method: Method = "holm") -> pd.DataFrame:
    """Say which of the comparisons that a report rests on still stand, taken together.

    Declare the family before looking: the comparisons that one conclusion draws on, by name.
    Holm keeps the chance of any false finding in it at the level. Benjamini-Hochberg is for
    screening, and is called exploratory. A family made up of what turned out small has no
    meaning, whatever the method.

    Parameters
    ----------
    results
        A result of `compare_groups` or `compare_modes`, or several. Not protected yet: hidden
        p-values would not be counted.
    family
        Its name, written in every row.
    method
        ``holm``, ``bonferroni``, ``bh`` or ``by``, as in `cpsurvey.stats.adjust`.

    Returns
    -------
    pandas.DataFrame
        One row a test: for each question, and each level within which it was compared, the row
        of the question as a whole (over all levels, where several were compared), else the rows
        of its answers, of which the two of a yes/no question are one test, the first.
        ``p_adjusted``, ``family``, ``family_size`` (the comparisons made, those with a p-value)
        and ``why`` are those of the family; comparisons without a test keep their row and are
        not counted, and a family without any test has size 0.

    Raises
    ------
    QuestionError
        If there is no result, a column is missing, a row is there twice or is of another declared
        family, a result is protected or is one of `sensitivity`, or the method is not known.

    References
    ----------
    Holm (1979), Scandinavian Journal of Statistics 6, 65-70; Benjamini and Hochberg (1995),
    Journal of the Royal Statistical Society B 57, 289-300.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> from cpsurvey.analysis import adjust_family
    >>> tables = cps.load_example()
    >>> asked = ["overall_judgement", "express_views", "contribution_effect"]
    >>> results = [cps.compare_groups(tables, question) for question in asked]
    >>> found = adjust_family(results, family="being heard")
    >>> row = found.iloc[0]
    >>> row["question"], row["family"], int(row["family_size"])
    ('overall_judgement', 'being heard', 3)
    """
    if not isinstance(family, str) or not family.strip():
        raise QuestionError("family has no name: say what the comparisons are about.")
    check_one_name("method", method)
    if method not in METHODS:
        raise QuestionError(unknown("method", str(method), METHODS))
    frames = frames_of(results, NEEDED, "compare_groups or compare_modes")
    _check(frames)
    by = by_columns(frames)
    tests = together([frame[_is_test(frame, by_columns([frame]))] for frame in frames])
    tested = tests["p_value"].notna()
    _check_once(tests, by)
    size = int(tested.sum())
    said = f"one of {size} comparisons of the family: {METHODS[method]}"
    adjusted = np.full(len(tests), np.nan)
    if size:
        adjusted[tested.to_numpy()] = adjust(tests["p_value"].dropna().to_numpy(float), method)
    tests = tests.assign(
        p_adjusted=adjusted, family=tested.map({True: family, False: ""}), family_size=size
    )
    tests["why"] = [
        joined(why, said) if counted else why
        for why, counted in zip(tests["why"], tested, strict=True)
    ]
    return in_order(tests.reset_index(drop=True), by)


def _check(frames: list[pd.DataFrame]) -> None:
    """Refuse results that cannot be adjusted together."""
    if not frames:
        raise QuestionError("the family is empty: give one or more results of compare_groups.")
    for frame in frames:
        if "protection" in frame or ("mark" in frame and (frame["mark"] == "c").any()):
            raise QuestionError(
                "a result is protected already, so its hidden p-values cannot be counted. Adjust"
                " the family first, then protect what comes out."
            )
        if "alternative" in frame:
            raise QuestionError(
                "a result holds alternatives to one comparison, which are no family: give that of"
                " compare_groups."
            )
        if not is_numeric_dtype(frame["p_value"].infer_objects()):
            raise QuestionError(
                "p_value holds something else than numbers: give results as compare_groups made"
                " them."
            )
        declared = [name for name in frame["family"].unique() if _is_declared(name, frame)]
        if declared:
            raise QuestionError(
                f'a result is of the family "{listed(declared)}" already: adjust each comparison'
                " in one family, from the results as compare_groups gave them."
            )


def _is_declared(family: object, frame: pd.DataFrame) -> bool:
    """Tell whether a family was declared, rather than made up of the rows of one call."""
    name = str(family)
    made = (
        words.format(question=question)
        for words in FAMILIES.values()
        for question in frame["question"].unique()
    )
    return bool(name) and not any(name == one or name.startswith(f"{one} (") for one in made)


def _is_test(frame: pd.DataFrame, by: list[str]) -> pd.Series[bool]:
    """Tell which rows of a result are the tests of their question and stratum."""
    question = frame["question"].astype(str)
    place = question + "\n" + frame[by].astype(str).agg("\n".join, axis=1)
    at_once = (frame[by].astype(str) == ALL_LEVELS).any(axis=1)
    kept = at_once | ~at_once.groupby(question).transform("any")
    whole = frame["answer"].astype(str) == ALL_ANSWERS
    kept &= whole | ~whole.groupby(place).transform("any")
    # Of ordered levels, Kendall's tau-b comes with the test and gamma beside it with none.
    tested = frame["p_value"].notna()
    beside = tested.groupby(place).transform("any") | place.duplicated()
    kept &= ~(at_once & ~tested & beside)
    return kept & ~_repeats(frame, place, kept & ~whole)


def _repeats(
    frame: pd.DataFrame, place: pd.Series[str], candidates: pd.Series[bool]
) -> pd.Series[bool]:
    """Tell which rows repeat a test: the second of two answers that make up both bases."""
    repeats = pd.Series(False, frame.index)
    for _, rows in frame[candidates].groupby(place[candidates], sort=False):
        if len(rows) == TWO and all(_is_whole(rows, side) for side in SIDES):
            repeats[rows.index[1]] = True
    return repeats


def _is_whole(rows: pd.DataFrame, side: str) -> bool:
    """Tell whether the counts of some rows, of different answers, add up to one base."""
    bases: Any = rows[f"base{side}"]
    together = rows["answer"].nunique() == len(rows) and bases.nunique() == 1
    return bool(together and rows[f"count{side}"].sum() == bases.iloc[0])


def _check_once(tests: pd.DataFrame, by: list[str]) -> None:
    """Refuse a comparison that is there twice."""
    keys = ["data", "question", "answer", "measure", *by]
    twice = tests[tests.duplicated([key for key in keys if key in tests])]
    if len(twice):
        row = twice.iloc[0]
        raise QuestionError(
            f'the comparison of "{row["question"]}" ({row["answer"]}) for {row["group"]} and'
            f" {row['reference']} is there twice: give each result once."
        )
