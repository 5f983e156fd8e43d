"""Coded interviews in; how far coders agree, code by code, and how surely, out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Literal

import numpy as np
import pandas as pd

from cpsurvey.analysis.agreement_coefficients import COEFFICIENTS, OF_PAIRS
from cpsurvey.analysis.agreement_counts import How
from cpsurvey.analysis.agreement_marks import (
    UNITS_KNOWN,
    Marks,
    ReadBy,
    chosen_codes,
    find_marks,
    rolled_up,
)
from cpsurvey.analysis.agreement_rows import PAIR, Compared, Options, result_of, rows_of
from cpsurvey.analysis.settings import Rng, checked_seed
from cpsurvey.analysis.wording import checked_confidence, is_between
from cpsurvey.errors import QuestionError, unknown
from cpsurvey.stats._resampling import generator
from cpsurvey.tables import Tables

MOST_DRAWS = 100_000


def coder_agreement(
    tables: Tables,
    *,
    unit: Literal["character", "segment", "interview"] = "character",
    codes: str | Sequence[str] | None = None,
    roll_up: bool = False,
    uncoded: bool = True,
    coders: Sequence[str] | None = None,
    read_by: ReadBy = None,
    overlap: float = 0.5,
    measures: str | Sequence[str] | None = None,
    confidence: float = 0.95,
    draws: int = 4_999,
    rng: Rng = 0,
) -> pd.DataFrame:
    """Say how far coders agree on where each code belongs, and how surely.

    By position in the text, never by a selection's identifier: coders who mark the same words in
    selections of their own agree. On each unit a coder decides for each code whether to give it;
    several codes on the same words are decisions of their own, and a coder's marks of one code
    that overlap or repeat each other count once. It is for codings that are meant to be the same
    whoever makes them; reflexive thematic analysis does not mean that, and need not report it.

    Parameters
    ----------
    tables
        Survey tables with interviews, or interview tables.
    unit
        ``character``: every character of the interview. ``segment``: passages, which are marks
        linked by overlap, and the gaps of 20 characters or more between them. ``interview``:
        whether a coder gave the code anywhere in it, which needs no positions.
    codes
        Only these themes; if not given, those that one of the coders marked.
    roll_up
        Whether a mark of a theme is also one of each theme that it stands under.
    uncoded
        Whether units that none of the coders compared gave any code at all, asked for or not,
        count as agreed on. They are most of an interview: with them percentages are high; without
        them coders agree on not giving a code only where they gave another, and kappa is low. What
        somebody coded stays for every code: left with the units that have this one code, they
        could not agree on not giving it, and nothing would be beyond chance.
    coders
        Two or more of the coders; all who marked anything if not given. One who marked nothing
        anywhere can be named here if `read_by` says what that coder read.
    read_by
        Who read which interview: interview → coders, or a frame with a row a reading (interview,
        coder). A coder who read an interview and marked nothing agrees with another on that. An
        interview that is not in it counts as read by those who marked anything in it.
    overlap
        Of segments: the share of the shorter of two marks that they must have in common to belong
        to one passage, above 0 and up to 1, whoever made them and whatever the codes.
    measures
        Of ``percent_agreement``, ``cohen_kappa``, ``gwet_ac1``, ``krippendorff_alpha`` and
        ``fleiss_kappa``; all if not given. Cohen's kappa and AC1 are of pairs, Fleiss' of all the
        coders together.
    confidence
        Level of the intervals.
    draws
        How often interviews are drawn anew.
    rng
        Seed of the draws, or a numpy generator.

    Returns
    -------
    pandas.DataFrame
        A row for each code (``all_codes``: the decisions on those below together; ``any_code``:
        whether a unit has any code), each pair of coders (and all together where there are more
        than two) and measure: data, code, parent, coders, interview, measure, unit, base (the
        decisions' units), estimate, ci_low, ci_high, confidence, interviews (coded by both, or by
        two or more), prevalence and bias (indices, 0 to 1), smallest_cell (of them those in which
        one gave the code), method, why, mark. With fewer than ten interviews there is no interval;
        rows with `interview` filled give each one's own value. `protect` hides such rows, and codes
        that few interviews have.
        ``why`` says who counts as having read an interview, what was left out, and how many draws
        had no value. ``mark`` is u below 30 interviews.

    Raises
    ------
    QuestionError
        If there are no interviews, coders, positions or lengths to compare by, nobody's interviews
        are the same, a code or coder is not known, or an option is out of its range.
    TablesError
        If a coding lies outside its interview.

    Notes
    -----
    Intervals: interviews are drawn anew with replacement, since decisions within one are not
    independent; limits are bias-corrected and accelerated (BCa), the tail widened as Student's t
    and by sqrt(n / (n - 1)). They are of interviews like these coded by these coders, not of other
    coders. Simulated coverage at level 0.95 of kappa and of AC1: with 12 interviews 0.94 and 0.95
    for a code that nine in ten raise, 0.93 and 0.96 where half do, 0.89 and 0.90 where three in
    ten do (and half of those studies get no interval of kappa); with 30 interviews 0.95 and 0.95,
    0.94 and 0.95, 0.93 and 0.95.

    References
    ----------
    Krippendorff (2018), Content Analysis, 4th edition, chapter 12. Efron (1987), Better bootstrap
    confidence intervals, Journal of the American Statistical Association 82, 171-185. Hesterberg
    (2015), What teachers should know about the bootstrap, The American Statistician 69, 371-386.
    Byrt, Bishop and Carlin (1993), Bias, prevalence and kappa, Journal of Clinical Epidemiology
    46, 423-429. O'Connor and Joffe (2020), Intercoder reliability in qualitative research,
    International Journal of Qualitative Methods 19, 1-13.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> agreed = cps.coder_agreement(cps.load_example(), measures="cohen_kappa")
    >>> agreed.loc[agreed["code"] == "all_codes", ["coders", "interviews"]]
                coders  interviews
    0  coder-1+coder-2          12
    """
    if unit not in UNITS_KNOWN:
        raise QuestionError(unknown("unit", str(unit), UNITS_KNOWN))
    if overlap != 1 and not is_between(overlap):
        raise QuestionError(
            f"overlap is {overlap}: give a share of the shorter mark above 0, up to 1, like 0.5."
        )
    for name, value in {"uncoded": uncoded, "roll_up": roll_up}.items():
        if not isinstance(value, bool):
            raise QuestionError(f"{name} is {value!r}: give True or False.")
    level = checked_confidence(confidence)
    stream, seed = generator(checked_seed(rng))
    how = How(unit, uncoded, float(overlap))
    draw = int(stream.integers(2**63))
    options = Options(how, level, _checked_draws(draws, level), draw, seed)
    asked = _measures(measures)
    marks = find_marks(tables, unit, coders, read_by, uncoded=uncoded)
    marks = rolled_up(marks) if roll_up else marks
    reported = chosen_codes(marks, codes)
    rows = [
        row
        for compared in _compared(marks, asked)
        for row in rows_of(marks, compared, reported, options)
    ]
    return result_of(rows, marks, reported, level)


def _checked_draws(draws: int, confidence: float) -> int:
    """Return how often to draw, often enough for the level."""
    whole = isinstance(draws, int | np.integer) and not isinstance(draws, bool)
    if not whole or not MOST_DRAWS >= draws > 2 / (1 - confidence):
        least = 2 / (1 - confidence)
        raise QuestionError(
            f"draws is {draws}: give a whole number up to {MOST_DRAWS:,}, above {least:.0f} for an"
            f" interval at level {confidence}, like {max(5_000, 10 * round(least)) - 1:_}."
            if least < MOST_DRAWS
            else f"confidence is {confidence}: the most draws, {MOST_DRAWS:,}, allow no such level."
        )
    return int(draws)


def _measures(measures: str | Sequence[str] | None) -> list[str]:
    """Return the measures asked for, each once, in their order."""
    if measures is None:
        return list(COEFFICIENTS)
    asked = [measures] if isinstance(measures, str) else list(measures)
    for name in asked:
        if name not in COEFFICIENTS:
            raise QuestionError(unknown("measure", str(name), COEFFICIENTS))
    if not asked:
        raise QuestionError(f"no measure is named: name one of {', '.join(COEFFICIENTS)}.")
    return [name for name in COEFFICIENTS if name in asked]


def _compared(marks: Marks, measures: list[str]) -> Iterator[Compared]:
    """Yield each pair of coders, then all together, with their measures and interviews."""
    several = len(marks.coders) > PAIR
    for pair in combinations(marks.coders, PAIR):
        of_pairs = [name for name in measures if not (several and name == "fleiss_kappa")]
        both = [name for name, readers in marks.readers.items() if {*pair} <= {*readers}]
        if of_pairs:
            yield Compared(pair, of_pairs, both)
    if not several:
        return
    together = [name for name in measures if name not in {*OF_PAIRS, "fleiss_kappa"}]
    if together:
        yield Compared(marks.coders, together, list(marks.readers))
    if "fleiss_kappa" in measures:
        numbers = [len(readers) for readers in marks.readers.values()]
        usual = max(set(numbers), key=lambda number: (numbers.count(number), number))
        same = [name for name, readers in marks.readers.items() if len(readers) == usual]
        yield Compared(marks.coders, ["fleiss_kappa"], same, f"interviews read by {usual} coders")
