"""Survey tables and a question in; how groups' answers differ, and how surely, out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
from pandas.api.types import is_scalar

from cpsurvey.analysis.answers import find_answers
from cpsurvey.analysis.columns import Source, check_one_name, divide
from cpsurvey.analysis.grades import comparability
from cpsurvey.analysis.levels import find_levels
from cpsurvey.analysis.partition import Partition, divide_apart
from cpsurvey.analysis.results import About, result_of
from cpsurvey.analysis.settings import Rng, checked_settings
from cpsurvey.analysis.stratify import rows_of
from cpsurvey.analysis.wording import joined, only_asked_of
from cpsurvey.errors import QuestionError, unknown

USUAL = {"group": ("parent", "professional")}


def compare_groups(
    tables: Source,
    question: str,
    *,
    by: str = "group",
    group: str | None = None,
    reference: str | None = None,
    answer: str | Sequence[str] | None = None,
    within: str | None = None,
    partition: Partition = None,
    allow_grade_c: bool = False,
    confidence: float = 0.95,
    planned_share: float = 0.5,
    permutations: int = 10_000,
    rng: Rng = 0,
) -> pd.DataFrame:
    """Say how far groups differ in what they answered, how surely, and by which method.

    The method follows the question. Yes/no: the difference of shares. Several unordered
    answers: Cramer's V and one test of all, then each answer's difference. Ordered answers of
    two groups: the probability that one answered higher than the other, levels in the middle of
    the codebook's scale being tied; the levels are described. Select-all: one test of all
    options, then each option's difference. Intervals and tests take the groups as independent
    random samples; who chose to answer is not covered.

    Parameters
    ----------
    tables
        Survey tables, or a bare frame with a row a person and a column `by`, in which blank is
        unanswered.
    question
        Name of a question with answers to count, or of a column of the frame (ordered if it is
        an ordered categorical). Of a select-all question each option was ticked or not.
    by
        Question or column whose levels are compared. With several levels one row more compares
        all of them at once: V, or for an ordered answer the Kruskal-Wallis test, or Kendall's
        tau-b and gamma where the levels are ordered too.
    group, reference
        The level compared and the one it is compared with: differences are those of `group`
        minus `reference`. Parents and professionals if `by` is group; else `reference` must be
        named, and every other level is compared with it if `group` is not named.
    answer
        An answer, or several to be taken together: then only their difference is compared,
        whatever kind the question is.
    within
        Question or column within whose levels groups are compared, for example ``join_mode``.
    partition
        How a select-all question parts people for `by` or `within`, whose groups would share
        people: ``single`` (who ticked exactly one), ``combination`` (each combination is a
        group) or options in order (the first one ticked). ``why`` says how many are left out.
    allow_grade_c
        Whether to compare questions that are graded as not comparable.
    confidence
        Level of the intervals.
    planned_share
        Share of the reference for which ``detectable_gap`` is computed; never the observed one.
    permutations
        Number of random draws, where the tables are too many to go through.
    rng
        Their seed, or a numpy generator.

    Returns
    -------
    pandas.DataFrame
        For each level of `within`, in the columns of `cpsurvey.vocabulary.RESULT_COLUMNS`: a row
        ``all_levels`` where several levels are compared, and for each pair a row
        ``all_answers`` (the question as a whole, but for yes/no) and a row for each answer,
        empty ones included. By the smaller base: below 5 no estimate, below 10 no interval and
        no test, below 30 ``mark`` is u; a row without a number says why. P-values are adjusted
        within their ``family``: Holm's method over this call's answers, and over its questions
        as a whole; step-down min-P over a select-all question's options.

    Raises
    ------
    QuestionError
        If a question, answer, level or column is not there or cannot be used so, groups share
        people and no `partition` is given, the questions are graded C, or an option is out of
        its range.

    References
    ----------
    Campbell (2007), Statistics in Medicine 26, 3661-3675; Newcombe (1998), Statistics in
    Medicine 17, 873-890; Freeman and Halton (1951), Biometrika 38, 141-149; Brunner and Munzel
    (2000), Biometrical Journal 42, 17-25; Bilder, Loughin and Nettleton (2000), Communications
    in Statistics - Simulation and Computation 29, 1285-1316; Holm (1979), Scandinavian Journal
    of Statistics 6, 65-70.

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
    >>> f"{row.why}; 80% power from {row.detectable_gap:.3f}"
    'every expected count is 1 or more; 80% power from 0.278'
    """
    settings = checked_settings(confidence, planned_share, permutations, rng)
    _check_names(question, by=by, within=within)
    found = find_answers(tables, question)
    divided = divide_apart(tables, [by] if within is None else [within, by], partition)
    usual_group, usual_reference = USUAL.get(by, (None, None))
    named = usual_group if group is None else group
    levels = find_levels(
        tables,
        divided.columns[by],
        compared=None if named is None else [named],
        reference=usual_reference if reference is None else reference,
    )
    comparable = comparability(tables, found, divided.columns, levels, allow_grade_c=allow_grade_c)
    rows = rows_of(found, answer, divided.columns, levels, settings, comparable.barred)
    caveat = joined(comparable.caveat, divided.said(found.given.index))
    about = About(found, levels, divided.columns, within, comparable.grade, caveat, confidence)
    return result_of(rows, about)


def compare_modes(
    tables: Source,
    question: str,
    *,
    group: str,
    by: str = "join_mode",
    reference: str = "video",
    modes: str | Sequence[str] | None = None,
    answer: str | Sequence[str] | None = None,
    partition: Partition = None,
    confidence: float = 0.95,
    planned_share: float = 0.5,
    permutations: int = 10_000,
    rng: Rng = 0,
) -> pd.DataFrame:
    """Say how far people of one group differ in what they answered by how they joined.

    The methods are those of `compare_groups`. Nobody was told by lot how to join: a difference
    between modes describes who joined how as much as what the mode does.

    Parameters
    ----------
    tables, question, answer
        As in `compare_groups`.
    group
        The group whose people are compared.
    by
        The question that says how they joined.
    reference
        The mode that the others are compared with.
    modes
        The others; every mode that somebody can have named if not given. People without an
        answer are left out unless ``no_answer`` is among them.
    partition, confidence, planned_share, permutations, rng
        As in `compare_groups`; a select-all question such as ``join_modes_ever`` needs a
        `partition`.

    Returns
    -------
    pandas.DataFrame
        As `compare_groups` returns it: the mode in the column `by`, the mode it is compared with
        in ``reference``, and the people's ``group``.

    Raises
    ------
    QuestionError
        As `compare_groups`.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> compared = cps.compare_modes(
    ...     cps.load_example(), "childrens_views_shared", group="professional", answer="yes",
    ...     modes="phone",
    ... )
    >>> compared[["join_mode", "reference", "group", "base", "base_reference"]]
      join_mode reference         group  base  base_reference
    0     phone     video  professional    94             205
    """
    settings = checked_settings(confidence, planned_share, permutations, rng)
    _check_names(question, by=by, within=None)
    if by == "group":
        raise QuestionError(
            'by is "group": compare_modes compares people of one group. Use compare_groups.'
        )
    everyone = divide(tables, ["group"])["group"]
    check_one_name("group", group)
    if group not in set(everyone.cat.categories):
        raise QuestionError(unknown("group", str(group), everyone.cat.categories))
    found = find_answers(tables, question)
    found = replace(found, given=found.given[everyone.loc[found.given.index] == group])
    divided = divide_apart(tables, [by], partition)
    compared = _in_a_list(modes)
    levels = find_levels(tables, divided.columns[by], compared=compared, reference=reference)
    asked = not found.groups or group in found.groups
    barred = "" if asked else only_asked_of(found.groups.values())
    rows = rows_of(found, answer, divided.columns, levels, settings, barred)
    rows = [row | {"group": group} for row in rows]
    caveat = divided.said(found.given.index)
    dividers = divided.columns.assign(group=everyone)
    return result_of(rows, About(found, levels, dividers, "group", "", caveat, confidence))


def _in_a_list(names: str | Sequence[str] | None) -> list[str] | None:
    """Return one name or several as a list; nothing where none are given."""
    if names is None:
        return None
    return [str(name) for name in ([names] if is_scalar(names) else names)]


def _check_names(question: str, *, by: str, within: str | None) -> None:
    """Refuse to compare groups in what tells them apart, or answers within themselves."""
    check_one_name("by", by)
    for what, name in {"question": question, "within": within}.items():
        check_one_name(what, name)
        if name is not None and name == by:
            raise QuestionError(f'{what} is "{by}", between whose levels the comparison is made.')
    if within is not None and question == within:
        raise QuestionError(
            f'question and within are both "{question}": people who gave the same answer do not'
            " differ in it. Name another question within which to compare."
        )
