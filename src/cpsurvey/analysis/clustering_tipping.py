"""Two groups, authorities not known, in; how alike neighbours must be to matter out."""

from __future__ import annotations

from collections.abc import Sequence
from numbers import Real
from typing import Any

import numpy as np
import pandas as pd

from cpsurvey.analysis.clustered_difference import two_groups
from cpsurvey.analysis.columns import Source
from cpsurvey.analysis.model_frame import model_frame
from cpsurvey.analysis.model_rows import model_result, one_answer, row_of
from cpsurvey.analysis.wording import checked_confidence, joined
from cpsurvey.errors import QuestionError
from cpsurvey.stats import design_effect_tipping_point, newcombe_interval


def clustering_tipping_point(
    tables: Source,
    question: str,
    *,
    answer: str | Sequence[str],
    group: str = "parent",
    reference: str = "professional",
    people_per_cluster: float | None = None,
    allow_grade_c: bool = False,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Say how alike people of one authority would have to be for a difference to be unsure.

    For where nobody knows who belongs together: the design effect at which Newcombe's interval
    first touches 0, and the correlation within clusters that makes such an effect. Compare it
    with what similar surveys found. Where clusters are known, take `clustered_difference`.

    Parameters
    ----------
    tables, question, answer, group, reference, allow_grade_c, confidence
        As in `clustered_difference`.
    people_per_cluster
        People of an authority among those who answered, on average, if that can be told; for
        the row of the `group` alone, people of that group.

    Returns
    -------
    pandas.DataFrame
        A row for the `group` alone (term ``group``) and one for both (``both``), of measure
        ``design_effect``: 1 where the interval holds 0 as it is, infinite where no effect brings
        it there. With `people_per_cluster` and an effect above 1, after each a row of measure
        ``critical_correlation``, (effect - 1) / (people - 1), without a number where that is
        above 1: no correlation is so great.

    Raises
    ------
    QuestionError
        As `clustered_difference`; and if `people_per_cluster` is not above 1.

    References
    ----------
    Kish (1965), Survey Sampling, chapter 8.

    Examples
    --------
    >>> import pandas as pd
    >>> from cpsurvey.analysis import clustering_tipping_point
    >>> frame = pd.DataFrame({
    ...     "group": ["parent"] * 24 + ["professional"] * 492,
    ...     "better": ["yes"] * 5 + ["no"] * 19 + ["yes"] * 246 + ["no"] * 246,
    ... })
    >>> found = clustering_tipping_point(frame, "better", answer="yes")
    >>> [f"{effect:.2f}" for effect in found["estimate"]]
    ['2.08', '2.03']
    """
    level = checked_confidence(confidence)
    known = people_per_cluster is not None
    if known and not (isinstance(people_per_cluster, Real) and 1 < people_per_cluster < np.inf):
        raise QuestionError(
            f"people_per_cluster is {people_per_cluster}: give a number above 1, or leave it out."
        )
    frame = model_frame(
        tables, question, "group", levels={"group": two_groups(group, reference)},
        given=one_answer(tables, question, answer), allow_grade_c=allow_grade_c,
    )  # fmt: skip
    gave, column = frame.given.iloc[:, 0], frame.columns[0]
    row = row_of(frame, gave, column, method="tipping point")
    counts = [row[name] for name in ("count", "base", "count_reference", "base_reference")]
    low, high = newcombe_interval(*counts, level=level)
    held = "the interval holds 0 as it is" if low <= 0 <= high else ""
    rows = []
    effects = design_effect_tipping_point(*counts, level=level)
    for term, effect in (("group", effects.first), ("both", effects.both)):
        words = "people of the group alone" if term == "group" else "people of both groups"
        why = joined(held or f"{words} worth fewer by this design effect", frame.left_out,
                     frame.caveat)  # fmt: skip
        about = row | {"term": term, "why": why}
        rows.append(about | {"measure": "design_effect", "estimate": effect})
        if people_per_cluster is not None and effect > 1:
            rows.append(about | _critical(effect, people_per_cluster, why))
    return model_result(frame, rows, model="design_effect", confidence=level)


def _critical(effect: float, people: float, why: str) -> dict[str, Any]:
    """Return the columns of a row for the correlation that makes a design effect."""
    correlation = (effect - 1) / (people - 1)
    possible = correlation <= 1
    told = (
        f"for {people:g} people a cluster"
        if possible
        else (f"no correlation makes so great an effect with {people:g} people a cluster")
    )
    return {
        "measure": "critical_correlation",
        "estimate": correlation if possible else np.nan,
        "why": joined(told, why),
    }
