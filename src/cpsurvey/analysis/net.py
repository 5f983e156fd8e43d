"""Survey tables and an ordered question in; by how much more people take one side of it out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas.api.types import is_scalar

from cpsurvey.analysis.answers import Answers, find_answers, take_together
from cpsurvey.analysis.columns import Source, divide
from cpsurvey.analysis.counting import count_answers, in_order, share_of
from cpsurvey.analysis.matrix import one_after_another, rows_of_question
from cpsurvey.analysis.methods import PLAIN_FROM, SHARE_FROM, TEST_FROM
from cpsurvey.analysis.wording import checked_confidence, nobody
from cpsurvey.errors import QuestionError, listed
from cpsurvey.stats import net_share_interval

CLOSE = "Tango's interval stays close to its coverage at small bases"


def net_shares(
    tables: Source,
    question: str,
    *,
    by: str | Sequence[str] = (),
    answers: str | Sequence[str] | None = None,
    against: str | Sequence[str] | None = None,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Say by how much more people of each group take one side of a question than the other.

    Parameters
    ----------
    tables
        Survey tables, or a bare frame with a row a person, in which blank is unanswered.
    question
        Name of a question with one answer a person, of one with rows of such, or of a column of
        the frame.
    by
        Columns that divide people, as in `response_table`.
    answers, against
        The answers on the one side, and those on the other; the rest are on neither. If not
        given, those after and before the middle of an ordered question: its own middle where the
        codebook names one, else the one in the middle of an odd number.
    confidence
        Level of the intervals.

    Returns
    -------
    pandas.DataFrame
        A row for each combination of the levels of `by`, empty ones included: data, question,
        answer, against, the columns of `by`, measure (``net_share``), count, base, share,
        count_reference, base_reference and share_reference (of the answers against, of the same
        people), estimate (share minus share_reference), ci_low, ci_high, confidence,
        smallest_cell (of the answers of each side, and of all on neither), method, why, mark. No
        estimate below a base of 5, no interval below 10; ``mark`` is u from 5 to 29.

    Raises
    ------
    QuestionError
        If a question, answer or column is not there or cannot be used so, people may give
        several answers, or the question has no order and the sides are not named.

    References
    ----------
    Tango (1998), Statistics in Medicine 17, 891-908; see `cpsurvey.stats.net_share_interval`.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> from cpsurvey.analysis import net_shares
    >>> net = net_shares(cps.load_example(), "overall_judgement", by="group")
    >>> net[["answer", "against", "group", "count", "count_reference", "base"]]
       answer against         group  count  count_reference  base
    0  better   worse  professional    227              104   477
    1  better   worse        parent      3               14    23
    """
    level = checked_confidence(confidence)
    by = [by] if isinstance(by, str) else list(by)
    dividers = divide(tables, by)
    names = rows_of_question(tables, question)
    parts = [
        _of_one(find_answers(tables, name), dividers, answers, against, level) for name in names
    ]
    whole = one_after_another(parts, names)
    return in_order(whole, by, ("question", "answer", "against"))


def _of_one(
    found: Answers,
    dividers: pd.DataFrame,
    answers: str | Sequence[str] | None,
    against: str | Sequence[str] | None,
    level: float,
) -> pd.DataFrame:
    """Return the net shares of one question."""
    sides = _sides(found, answers, against)
    counts = count_answers(take_together(found, sides), dividers)
    one, other = (counts.iloc[place::2].reset_index(drop=True) for place in (0, 1))
    count, reference, base = one["count"], other["count"], one["base"]
    enough = base >= TEST_FROM
    low, high = net_share_interval(count[enough], reference[enough], base[enough], level=level)
    shares = share_of(count, base), share_of(reference, base)
    groups = one["group"] if "group" in one else [""] * len(one)
    return one.assign(
        data=found.data,
        question=found.question,
        answer=one["answer"].astype(str),
        against=other["answer"].astype(str),
        measure="net_share",
        share=shares[0],
        count_reference=reference,
        base_reference=base,
        share_reference=shares[1],
        estimate=shares[0] - shares[1],
        ci_low=pd.Series(low, count.index[enough]).reindex(count.index),
        ci_high=pd.Series(high, count.index[enough]).reindex(count.index),
        confidence=level,
        smallest_cell=_smallest_cells(found, sides, dividers),
        method=np.select([enough, base >= SHARE_FROM], ["tango", "difference"], "count"),
        why=[_reason(n, nobody(str(g), found.groups)) for n, g in zip(base, groups, strict=True)],
        mark=np.where((base >= SHARE_FROM) & (base < PLAIN_FROM), "u", ""),
    )


def _smallest_cells(
    found: Answers, sides: Sequence[Sequence[str]], dividers: pd.DataFrame
) -> npt.NDArray[np.float64]:
    """Return the smallest count above 0 of each answer of a side, and of those on neither."""
    named = [code for side in sides for code in side]
    neither = [str(code) for code in found.given if code not in named]
    parts = found.given[named].assign(**{"+".join(neither): found.given[neither].any(axis=1)})
    counts = count_answers(parts, dividers)["count"].to_numpy(float).reshape(-1, parts.shape[1])
    smallest = np.where(counts > 0, counts, np.inf).min(axis=1)
    return np.where(np.isinf(smallest), np.nan, smallest)


def _sides(
    found: Answers, answers: str | Sequence[str] | None, against: str | Sequence[str] | None
) -> list[list[str]]:
    """Return the answers on the one side and on the other, or raise where there are no two."""
    if not found.exclusive:
        raise QuestionError(
            f'question "{found.question}" may have several answers, so nobody is on one side of it'
            " alone. Give each option's share: response_table."
        )
    if (answers is None) != (against is None):
        raise QuestionError(
            "answers and against are two sides: name both, or neither for those after and before"
            " the middle."
        )
    if answers is None or against is None:
        return _either_side_of_the_middle(found)
    named = [_as_codes(side) for side in (answers, against)]
    both = [code for code in named[0] if code in named[1]]
    if both:
        raise QuestionError(
            f"answers and against both name {listed(both)}: an answer is on one side only."
        )
    return named


def _either_side_of_the_middle(found: Answers) -> list[list[str]]:
    """Return the answers after the middle of an ordered question, and those before it."""
    codes = list(found.given.columns)
    places = [codes.index(code) for code in found.middle] or [len(codes) // 2]
    first, last = min(places), max(places)
    if not found.middle and len(codes) % 2 == 0:
        last = first - 1
    before, after = codes[:first], codes[last + 1 :]
    if not found.ordered or not before or not after:
        raise QuestionError(
            f'the answers to "{found.question}" have no two sides of a middle. Name them:'
            f" answers= and against=. Known: {listed(codes, 20)}."
        )
    return [after, before]


def _as_codes(side: str | Sequence[str]) -> list[str]:
    """Return one answer or several as a list of codes, which are text: 2 is "2"."""
    return [str(code) for code in ([side] if is_scalar(side) else side)]


def _reason(base: int, nobody: str) -> str:
    """Return why a net share of this base has an interval, or why it has none."""
    if base == 0:
        return nobody
    if base < SHARE_FROM:
        return f"base below {SHARE_FROM}: the counts only, and only where output is restricted"
    if base < TEST_FROM:
        return f"base below {TEST_FROM}: described, without an interval"
    return f"{CLOSE}; base below {PLAIN_FROM}: low reliability" if base < PLAIN_FROM else CLOSE
