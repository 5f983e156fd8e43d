"""Tables with interviews in; how many interviews raised each theme, of how many, out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from cpsurvey.analysis.counting import count_answers, divide_people, in_order
from cpsurvey.analysis.interviews import (
    Raised,
    check_uncoded,
    divide_interviews,
    interview_tables,
    not_coded,
    raised,
)
from cpsurvey.analysis.shares import reason, shares_of
from cpsurvey.analysis.wording import checked_confidence, joined
from cpsurvey.tables import Tables

ABOUT = ("code", "parent")


def theme_table(
    tables: Tables,
    *,
    by: str | Sequence[str] = (),
    codes: str | Sequence[str] | None = None,
    coders: str = "any",
    uncoded: str = "in",
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Count the interviews that raised each theme, of all interviews.

    An interview raises a theme once, however often it is coded; a theme with others under it is
    raised where it or any of those is, at whatever depth. That a theme was not raised says neither
    that it was denied nor that it was asked about.

    Parameters
    ----------
    tables
        Survey tables with interviews, or interview tables.
    by
        Columns of the interviews that divide them, such as ``group`` and ``join_mode``. What is
        not known is the last level, ``not_known``.
    codes
        Only these themes; every theme of the frame if not given.
    coders
        Whose codings count: ``any`` coder's, what ``all`` who coded an interview marked in it, or
        those of one coder by name.
    uncoded
        Whether interviews in which nobody (or not the coder named) coded anything are ``in`` the
        base, as raising nothing, or ``out``. ``uncoded`` counts them either way.
    confidence
        Level of the intervals.

    Returns
    -------
    pandas.DataFrame
        A row for each combination of the levels of `by` and each theme, empty ones included, in
        the order of the levels and of the frame: data, code, parent, the columns of `by`, count,
        base, share, ci_low, ci_high, confidence, codings, uncoded, method, why, mark. ``codings``
        are the passages coded so, those of several coders each. No share is given below a base of
        5; ``mark`` is u from 5 to 29.

    Raises
    ------
    QuestionError
        If there are no interviews or themes, a theme, coder or column is not there, or an option
        is not known.

    Notes
    -----
    Wilson's intervals, as in `response_table`. Interviewees are chosen, not drawn at random: an
    interval says how little so few interviews can tell, and nothing of who was chosen.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> table = cps.theme_table(cps.load_example(), by="group", codes="FUT.prefer_f2f")
    >>> table[["code", "group", "count", "base"]]
                 code         group  count  base
    0  FUT.prefer_f2f  professional      5    52
    1  FUT.prefer_f2f        parent     14    14
    """
    level = checked_confidence(confidence)
    check_uncoded(uncoded)
    by = [by] if isinstance(by, str) else list(by)
    interviews = interview_tables(tables)
    found = raised(interviews, codes, coders)
    dividers = divide_interviews(interviews, by)
    used = found.coded if uncoded == "out" else pd.Series(True, found.coded.index)
    counts = count_answers(found.given[used], dividers)
    counts = counts.assign(
        codings=divide_people(found.codings[used], dividers).sum().to_numpy().ravel(),
        uncoded=_uncoded(found, dividers),
    )
    result = counts.rename(columns={"answer": "code"}).assign(
        data=found.data,
        parent=counts["answer"].astype(object).map(dict(found.parents)),
        why=_why(counts, coders, uncoded),
        **shares_of(counts, level),
    )
    return in_order(result, by, ABOUT)


def _uncoded(found: Raised, dividers: pd.DataFrame) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return for each row of counts how many interviews of its cell nobody coded."""
    silent = divide_people((~found.coded).to_frame("uncoded"), dividers).sum()["uncoded"]
    return np.repeat(silent.to_numpy(np.int64), found.given.shape[1])


def _why(counts: pd.DataFrame, coders: str, uncoded: str) -> list[str]:
    """Return why each row has its interval, or has none, and which interviews nobody coded."""
    return [
        joined(reason(base, "no interviews"), not_coded(missing, coders, uncoded))
        for base, missing in zip(counts["base"], counts["uncoded"], strict=True)
    ]
