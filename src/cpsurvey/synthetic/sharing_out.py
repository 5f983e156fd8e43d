"""Counts and odds → who gives which answer: a fitted table, filled with people at random."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cpsurvey.codebook import Codebook, Question
from cpsurvey.synthetic.chance import Stream, shuffled
from cpsurvey.synthetic.fitting import fit_table
from cpsurvey.synthetic.margins import Margin


class Task(NamedTuple):
    """What it takes to make one column.

    ``answers`` are the earlier answers of those shown the question, ``given`` the one of them
    that goes with this column, ``among`` the values that it may take, where there is such a limit.
    """

    margin: Margin
    question: Question | None
    answers: pd.DataFrame
    given: NDArray[np.object_]
    among: set[object] | None
    codebook: Codebook
    rng: Stream


def share_out(
    given: NDArray[np.object_],
    counts: Mapping[str, int],
    odds_of: Callable[[str, str], float],
    rng: Stream,
) -> NDArray[np.object_]:
    """Give each person an answer.

    Parameters
    ----------
    given
        Each person's earlier answer, shape (n,).
    counts
        Answer → number of people; n altogether.
    odds_of
        How much likelier than otherwise an answer (second) is with an earlier one (first).
    rng
        Chance.

    Returns
    -------
    numpy.ndarray
        Answers, shape (n,), exactly as many of each as `counts` says; which of the people with
        the same earlier answer has which is left to chance.

    Raises
    ------
    CodebookError
        If no table of whole numbers has these margins and is 0 where the odds are.

    Examples
    --------
    >>> import numpy as np
    >>> given = np.array(["video", "phone", "phone"], dtype=object)
    >>> odds = {("phone", "yes"): 0.0}
    >>> answers = share_out(
    ...     given, {"yes": 1, "no": 2}, lambda g, a: odds.get((g, a), 1.0), np.random.default_rng(0)
    ... )
    >>> answers.tolist()
    ['yes', 'no', 'no']
    """
    levels = sorted(set(given))
    rows = np.array([(given == level).sum() for level in levels], dtype=np.int64)
    columns = np.array(list(counts.values()), dtype=np.int64)
    odds = np.array([[odds_of(level, answer) for answer in counts] for level in levels])
    table = fit_table(rows, columns, odds.reshape(len(rows), len(columns)), rng)
    answers = np.empty(len(given), dtype=object)
    for level, row in zip(levels, table, strict=True):
        people = np.flatnonzero(given == level)
        every = np.repeat(np.array(list(counts), dtype=object), row)
        answers[people] = every[shuffled(len(people), rng)]
    return answers
