"""Counts and odds → who gives which answer: a fitted table, filled with people at random."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cpsurvey.codebook import Codebook, Question
from cpsurvey.errors import CodebookError
from cpsurvey.synthetic.chance import Stream, shuffled
from cpsurvey.synthetic.clash import check_sums
from cpsurvey.synthetic.fitting import fit_table
from cpsurvey.synthetic.margin_model import Margin
from cpsurvey.synthetic.sums import Sums


class Task(NamedTuple):
    """What it takes to make one column.

    ``given`` are the earlier answers that go with this column, a tuple for each of those shown the
    question; ``always`` what each of them ticks in any case, and ``among`` the values that the
    column may take, where there are such limits.
    """

    margin: Margin
    question: Question | None
    given: NDArray[np.object_]
    always: NDArray[np.object_] | None
    among: set[object] | None
    codebook: Codebook
    rng: Stream


def share_out(
    given: NDArray[np.object_],
    counts: Mapping[str, int],
    odds_of: Callable[..., float],
    rng: Stream,
    *,
    names: Sequence[str] = ("the earlier answers", "the answers"),
) -> NDArray[np.object_]:
    """Give each person an answer.

    Parameters
    ----------
    given
        Each person's earlier answer, or a tuple of several, shape (n,).
    counts
        Answer → number of people; n altogether.
    odds_of
        How much likelier than otherwise an answer (second) is with what was answered earlier.
    rng
        Chance.
    names
        What messages call the earlier answers and these.

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
    place = {level: number for number, level in enumerate(levels)}
    places = np.array([place[level] for level in given], dtype=np.int64)
    rows = np.bincount(places, minlength=len(levels)).astype(np.int64)
    columns = np.array(list(counts.values()), dtype=np.int64)
    odds = np.array([[odds_of(level, answer) for answer in counts] for level in levels])
    odds = odds.reshape(len(rows), len(columns))
    try:
        table = fit_table(rows, columns, odds, rng)
    except CodebookError:
        told = [" and ".join([level] if isinstance(level, str) else level) for level in levels]
        sums = [Sums(names[0], (0,), rows), Sums(names[1], (1,), columns)]
        check_sums(sums, odds, [told, list(counts)])
        raise
    answers = np.empty(len(given), dtype=object)
    for number, row in enumerate(table):
        people = np.flatnonzero(places == number)
        every = np.repeat(np.array(list(counts), dtype=object), row)
        answers[people] = every[shuffled(len(people), rng)]
    return answers
