"""Survey tables and a question in; what each defensible way to compare two groups says, out."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import pandas as pd

from cpsurvey.analysis.alternatives import other_interval, other_tests
from cpsurvey.analysis.answers import Answers, find_answers, take_together
from cpsurvey.analysis.bases import People, bounds, other_bases
from cpsurvey.analysis.cluster_alternatives import by_cluster
from cpsurvey.analysis.columns import Source, divide
from cpsurvey.analysis.compare import compare_groups
from cpsurvey.analysis.counting import in_order
from cpsurvey.analysis.ordered_alternatives import other_orders
from cpsurvey.analysis.settings import Rng, Row, Settings, checked_settings
from cpsurvey.analysis.standing import maybe_not_shown, standing
from cpsurvey.errors import QuestionError
from cpsurvey.vocabulary import ALL_ANSWERS

OF_A_FAMILY = ["p_adjusted", "family", "family_size"]


def sensitivity(
    tables: Source,
    question: str,
    *,
    answer: str | Sequence[str] | None = None,
    group: str = "parent",
    reference: str = "professional",
    within: str | None = None,
    cluster: str | None = None,
    allow_grade_c: bool = False,
    confidence: float = 0.95,
    planned_share: float = 0.5,
    permutations: int = 10_000,
    rng: Rng = 0,
) -> pd.DataFrame:
    """Say whether a comparison of two groups would come out otherwise if it were done otherwise.

    The first row is the main analysis, as `compare_groups` makes it. Every other row changes one
    thing that another researcher might defend: the test, the interval, who is in the base,
    whether don't know counts, what people without an answer would have said; or, for an ordered
    question as a whole, the test and where its scale is cut in two. Read it to see whether the
    conclusion hangs on such a choice, never to choose the row one likes.

    Parameters
    ----------
    tables
        Survey tables, or a bare frame with a row a person and a column ``group``. The blanks of
        a bare frame have no reasons: what then cannot be known is said in ``why``.
    question
        Name of a question with answers to count, or of a column of the frame.
    answer
        An answer, or several to be taken together. Without it the question is compared as a
        whole, which needs three or more answers in an order.
    group, reference
        The groups compared; the estimate is of `group` against `reference`.
    within
        Question or column within whose levels groups are compared, each by itself.
    cluster
        Column that says who belongs together, such as ``authority``, where people of one
        cluster may answer alike. Not with `within`, and for an `answer` only.
    allow_grade_c
        Whether to compare questions that are graded as not comparable.
    confidence
        Level of the intervals; one minus it is the line that p-values are held against.
    planned_share, permutations, rng
        As in `compare_groups`.

    Returns
    -------
    pandas.DataFrame
        For each level of `within` the main analysis and its alternatives, in the columns of
        `compare_groups` without the adjustment for several tests, and: varies (``main``,
        ``test``, ``interval``, ``base``, ``dont_know``, ``bounds``, ``cluster`` or ``cut``) and
        alternative.
        ``why`` says on which side of the line the row lies, against the main analysis, and which
        share moves by more than two points. The bounds are there where more than a tenth of a
        group has no answer: ``best`` if all those of the group would have given this one and
        none of the reference, ``worst`` the reverse. Where the main analysis has no test, no
        other test is made. ``smallest_cell`` is the smallest number of people whom a row lets a
        reader tell from the main one.

    Raises
    ------
    QuestionError
        As `compare_groups`, and where no answer is named for a question without order.

    Examples
    --------
    >>> import pandas as pd
    >>> frame = pd.DataFrame({
    ...     "group": ["parent"] * 24 + ["professional"] * 492,
    ...     "better": ["yes"] * 7 + ["no"] * 17 + ["yes"] * 246 + ["no"] * 246,
    ... })
    >>> found = sensitivity(frame, "better", answer="yes")
    >>> for row in found.head(4).itertuples():
    ...     print(f"{row.alternative}: {row.p_value:.3f}, {row.why}")
    main: 0.046, every expected count is 1 or more
    pearson chi-squared: 0.046, same side of 0.05 as the main analysis
    fisher-irwin: 0.059, other side of 0.05 than the main analysis
    fisher mid-p: 0.047, same side of 0.05 as the main analysis
    """
    settings = checked_settings(confidence, planned_share, permutations, rng)
    if cluster is not None and (within is not None or answer is None):
        raise QuestionError(
            "cluster is for one comparison of one answer: name the answer, and leave within out."
        )
    main = compare_groups(
        tables, question, group=group, reference=reference, answer=answer, within=within,
        allow_grade_c=allow_grade_c, confidence=confidence, planned_share=planned_share,
        permutations=permutations, rng=rng,
    )  # fmt: skip
    found = find_answers(tables, question)
    main = _main_rows(main, found, answer)
    by = [] if within is None else [within]
    people = _people(tables, found, answer, [*by, "group"])
    asked_of_both = not found.groups or {group, reference} <= set(found.groups)
    rows: list[Row] = []
    for row in main.to_dict("records"):
        here = people.within(by[0], row[by[0]]) if by else people
        main_row = {str(name): value for name, value in row.items()}
        rows.append(main_row)
        if asked_of_both:
            rows += _alternatives(main_row, here, found, answer, settings)
            if cluster is not None:
                rows += by_cluster(main_row, here, tables, answer or [], cluster, settings)
    result = pd.DataFrame(rows).astype(main.drop(columns="answer").dtypes.to_dict())
    result["answer"] = pd.Categorical(result["answer"], list(dict.fromkeys(result["answer"])))
    return in_order(result, ["group", "reference", *by])


def _main_rows(main: pd.DataFrame, found: Answers, answer: object) -> pd.DataFrame:
    """Return the rows of the main analysis: of the answer asked for, or of the question whole."""
    main = main.drop(columns=OF_A_FAMILY).assign(varies="main", alternative="main")
    if answer is not None:
        return main
    whole = main[main["answer"] == ALL_ANSWERS]
    if set(whole["measure"]) != {"probability_of_superiority"}:
        raise QuestionError(
            f'question "{found.question}" has no three answers in an order to be compared as a'
            " whole. Name the answer, or several to be taken together, for example"
            f' answer="{found.given.columns[0]}".'
        )
    return whole


def _people(
    tables: Source, found: Answers, answer: str | Sequence[str] | None, names: Sequence[str]
) -> People:
    """Return everybody: whether they gave the answer, how they stand to the question, and where."""
    divided, reasons = divide(tables, names), standing(tables, found)
    gave = pd.Series(False, divided.index)
    if answer is not None:
        given = take_together(found, [answer]).iloc[:, 0]
        gave = given.reindex(divided.index, fill_value=False)
    return People(gave, reasons, divided, maybe_not_shown(tables, found.question))


def _alternatives(
    main: Row, people: People, found: Answers, answer: object, settings: Settings
) -> Iterator[Row]:
    """Yield the alternatives to one main row."""
    if answer is None:
        yield from other_orders(main, found, people.groups, settings)
        return
    if not math.isnan(main["p_value"]):
        yield from other_tests(main, settings)
        yield other_interval(main, settings)
    yield from other_bases(main, people, settings)
    yield from bounds(main, people, settings)
