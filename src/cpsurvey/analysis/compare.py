"""Survey tables and a question in; how two groups' answers differ, and how surely, out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from cpsurvey.analysis.answers import Answers, find_answers, take_together
from cpsurvey.analysis.columns import Source, check_one_name, divide
from cpsurvey.analysis.counting import count_answers, in_order, share_of
from cpsurvey.analysis.methods import PLAIN_FROM, SHARE_FROM, TEST_FROM
from cpsurvey.analysis.wording import checked_confidence, only_asked_of
from cpsurvey.errors import QuestionError, unknown
from cpsurvey.stats import holm, newcombe_interval, two_proportion_test

NUMBERS = ["estimate", "ci_low", "ci_high", "statistic", "p_value", "exact_size"]
YES_AND_NO = 2


def compare_groups(
    tables: Source,
    question: str,
    *,
    group: str = "parent",
    reference: str = "professional",
    answer: str | Sequence[str] | None = None,
    within: str | None = None,
    allow_grade_c: bool = False,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Say by how much two groups differ in how often they gave an answer, and how surely.

    The test is that of `cpsurvey.stats.two_proportion_test`. It takes the two groups as
    independent random samples; who chose to answer is not covered.

    Parameters
    ----------
    tables
        Survey tables, or a bare frame with a row a person and a column ``group``, in which
        blank is unanswered.
    question
        Name of a question with answers to count, or of a column of the frame. Of a select-all
        question each option is an answer that was given or not.
    group, reference
        The groups compared; the estimate is the share of `group` minus that of `reference`.
    answer
        An answer, or several to be taken together; every answer in turn if not given.
    within
        Question or column within whose levels groups are compared, for example ``join_mode``.
    allow_grade_c
        Whether to compare questions that are graded as not comparable.
    confidence
        Level of the intervals.

    Returns
    -------
    pandas.DataFrame
        A row for each level of `within` and each answer, empty ones included: data, question,
        answer, group, reference, the column of `within`, count, base, share, ci_low, ci_high,
        count_reference, base_reference, share_reference, estimate, statistic, p_value,
        p_adjusted, family_size, exact_size, grade, method, why, mark. Shares and estimates are
        proportions; ci_low and ci_high are Newcombe's interval of the estimate. By the smaller
        of the two bases: below 5 no estimate, below 10 no interval and no test, below 30
        ``mark`` is u. Holm's adjustment is over the tests made in this call; the two answers of
        a yes/no question are one test. A question put to one group has rows without estimate.

    Raises
    ------
    QuestionError
        If a question, answer, group or column is not there or cannot be used so, the questions
        are graded C, or `confidence` is not between 0 and 1.

    References
    ----------
    Campbell (2007), Statistics in Medicine 26, 3661-3675; Newcombe (1998), Statistics in
    Medicine 17, 873-890; Holm (1979), Scandinavian Journal of Statistics 6, 65-70.

    Examples
    --------
    >>> import pandas as pd
    >>> frame = pd.DataFrame({
    ...     "group": ["parent"] * 24 + ["professional"] * 492,
    ...     "better": ["yes"] * 7 + ["no"] * 17 + ["yes"] * 246 + ["no"] * 246,
    ... })
    >>> row = compare_groups(frame, "better", answer="yes").iloc[0]
    >>> f"{row.estimate:.3f} ({row.ci_low:.3f} to {row.ci_high:.3f}), p {row.p_value:.3f}"
    '-0.208 (-0.357 to -0.004), p 0.046'
    """
    level = checked_confidence(confidence)
    by = [] if within is None else [within]
    _check_names(question, within)
    found = find_answers(tables, question)
    dividers = divide(tables, [*by, "group"])
    _check_groups(dividers["group"], group, reference)
    both = not found.groups or {group, reference} <= set(found.groups)
    if both and found.grade == "C" and not allow_grade_c:
        raise QuestionError(_not_comparable(found, group, reference))
    given = take_together(found, None if answer is None else [answer])
    counts = _side_by_side(count_answers(given, dividers), group, reference)
    found_out = _differences(counts, found, level) if both else _no_differences(counts, found)
    result = counts.join(found_out)
    mirrored = answer is None and found.exclusive and given.shape[1] == YES_AND_NO
    result = result.assign(
        data=found.data,
        question=question,
        grade=found.grade,
        mark=_marks(counts),
        **_adjusted(result["p_value"], YES_AND_NO if mirrored else 1),
    )
    return in_order(result, ["group", "reference", *by])


def _check_names(question: str, within: str | None) -> None:
    """Refuse to compare groups in what tells them apart, or answers within themselves."""
    for what, name in {"question": question, "within": within}.items():
        check_one_name(what, name)
        if name == "group":
            raise QuestionError(f'{what} is "group", between whose levels the comparison is made.')
    if question == within:
        raise QuestionError(
            f'question and within are both "{question}": people who gave the same answer do not'
            " differ in it. Name another question within which to compare."
        )


def _check_groups(groups: pd.Series[Any], group: str, reference: str) -> None:
    """Refuse groups that are not there, and a comparison of a group with itself."""
    known = list(groups.cat.categories)
    for name in (group, reference):
        if name not in known:
            raise QuestionError(unknown("group", str(name), known))
    if group == reference:
        raise QuestionError(f'group and reference are both "{group}": name two groups.')


def _not_comparable(found: Answers, group: str, reference: str) -> str:
    """Return why two groups' answers are not compared, and what to do instead."""
    return (
        f'question "{found.question}" is graded C for {group} and {reference}'
        f" ({found.grade_reason}): not comparable. Describe each group with response_table, or"
        " pass allow_grade_c=True."
    )


def _side_by_side(counts: pd.DataFrame, group: str, reference: str) -> pd.DataFrame:
    """Return one row a pair of groups, the reference's count, base and share beside."""
    counts = counts.assign(share=share_of(counts["count"], counts["base"]))
    of_group, of_reference = (
        counts[counts["group"] == name].reset_index(drop=True) for name in (group, reference)
    )
    beside = of_reference[["count", "base", "share"]].add_suffix("_reference")
    return of_group.assign(group=group, reference=reference, **beside)


def _marks(counts: pd.DataFrame) -> pd.Series[str]:
    """Return u where the smaller base is too small to rely on."""
    smaller = counts[["base", "base_reference"]].min(axis=1)
    return smaller.between(SHARE_FROM, PLAIN_FROM - 1).map({True: "u", False: ""})


def _differences(counts: pd.DataFrame, found: Answers, level: float) -> pd.DataFrame:
    """Return estimate, interval, test, method and reason of each row."""
    columns = ["count", "base", "count_reference", "base_reference"]
    rows = [_difference(*row, level=level) for row in counts[columns].to_numpy()]
    differences = pd.DataFrame(rows, counts.index).reindex(columns=[*NUMBERS, "method", "why"])
    differences["why"] += _caveat(found)
    return differences.astype(dict.fromkeys(NUMBERS, "float64"))


def _difference(
    count: int, base: int, count_reference: int, base_reference: int, *, level: float
) -> dict[str, Any]:
    """Return what can be said of one difference at its bases."""
    smaller = min(base, base_reference)
    if smaller == 0:
        return {"method": "count", "why": "nobody answered in one of the groups"}
    if smaller < SHARE_FROM:
        return {"method": "count", "why": f"a base below {SHARE_FROM}: counts only"}
    estimate = count / base - count_reference / base_reference
    if smaller < TEST_FROM:
        why = f"a base below {TEST_FROM}: described, not tested"
        return {"estimate": estimate, "method": "difference", "why": why}
    low, high = newcombe_interval(count, base, count_reference, base_reference, level=level)
    test = two_proportion_test(count, base, count_reference, base_reference, level=level)
    numbers = {"estimate": estimate, "ci_low": low, "ci_high": high}
    return test._asdict() | numbers | {"method": f"newcombe; {test.method}"}


def _no_differences(counts: pd.DataFrame, found: Answers) -> pd.DataFrame:
    """Return rows without estimate, for a question that was not put to both groups."""
    numbers = pd.DataFrame(np.nan, counts.index, NUMBERS)
    return numbers.assign(method="count", why=only_asked_of(found.groups.values()))


def _caveat(found: Answers) -> str:
    """Return what to bear in mind when two groups' questions are not the same."""
    return f"; grade {found.grade}: {found.grade_reason}" if found.grade in ("B", "C") else ""


def _adjusted(p_values: pd.Series[float], repeats: int) -> dict[str, Any]:
    """Return Holm's adjusted p-values and their number, a test written `repeats` times once."""
    family = p_values.to_numpy()[::repeats]
    tested = ~np.isnan(family)
    adjusted = np.full(family.shape, np.nan)
    adjusted[tested] = holm(family[tested])
    return {"p_adjusted": np.repeat(adjusted, repeats), "family_size": tested.sum()}
