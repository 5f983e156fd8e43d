"""Coders compared in; the rows that say how far they agree, out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from cpsurvey.analysis.agreement_coefficients import COEFFICIENTS, GIVEN, UNITS, bias, prevalence
from cpsurvey.analysis.agreement_counts import How, counts_of
from cpsurvey.analysis.agreement_intervals import Intervals, bootstrap
from cpsurvey.analysis.agreement_marks import Marks
from cpsurvey.analysis.counting import in_order
from cpsurvey.analysis.interviews import counted
from cpsurvey.analysis.settings import Row
from cpsurvey.analysis.wording import joined
from cpsurvey.stats._checks import Floats
from cpsurvey.vocabulary import AGREEMENT_FROM, ALL_CODES, ANY_CODE, PLAIN_FROM, UNNAMED

PAIR = 2
INTERVAL = "agreement; bca by interview"
NUMBERS = ("estimate", "ci_low", "ci_high", "prevalence", "bias", "smallest_cell")
NO_CHANCE = (
    "what nobody coded is left out, and this is given wherever anything is coded, so coders cannot"
    " agree on not giving it: no agreement beyond chance"
)
ONE_ANSWER = "every decision is the same, where the coefficient has no value: see the percentage"


class Compared(NamedTuple):
    """Coders compared, by which measures, and the interviews that they are compared in."""

    coders: tuple[str, ...]
    measures: list[str]
    interviews: list[str]
    said: str = ""


class Options(NamedTuple):
    """How units are made, and intervals: the level, how often to draw, and from which seed.

    All that are compared are drawn from the seed `draw` anew: an interval is the same whatever is
    asked for beside it, and whoever is named first.
    """

    how: How
    confidence: float
    draws: int
    draw: int
    seed: str


def rows_of(
    marks: Marks, compared: Compared, codes: Sequence[str], options: Options
) -> Iterator[Row]:
    """Yield the rows of some coders: each code's measures, and each interview's where few."""
    counts = counts_of(marks, compared.coders, compared.interviews, codes, options.how)
    total, interviews = counts.sum(axis=0), len(compared.interviews)
    enough = interviews >= AGREEMENT_FROM
    stream = np.random.default_rng(options.draw)
    intervals = (
        bootstrap(counts, compared.measures, stream, options.draws, options.confidence)
        if enough
        else {}
    )
    names = [ALL_CODES, ANY_CODE, *codes]
    # As many decisions to give it as to give anything: wherever anything is coded, it is given.
    always = (total[:, [UNITS, GIVEN]] == total[1, [UNITS, GIVEN]]).all(axis=1)
    found_in = [np.nan, np.nan, *(counts[:, 2:, GIVEN] > 0).sum(axis=0).tolist()]
    pair = len(compared.coders) == PAIR
    about = {"coders": "+".join(compared.coders), "unit": options.how.unit}
    for name in compared.measures:
        for column, code in enumerate(names):
            barred = always[column] and not options.how.uncoded and name != "percent_agreement"
            told = _told(total[column], name, barred=barred, pair=pair)
            row = {"code": code, "measure": name, "interview": "", "interviews": interviews}
            limits = _limits(intervals.get(name), column, told, interviews, options)
            why = joined(limits.pop("why"), compared.said, marks.said)
            yield about | row | told | limits | {"smallest_cell": found_in[column], "why": why}
            for place, interview in enumerate([] if enough else compared.interviews):
                own = _told(counts[place, column], name, barred=barred, pair=pair)
                why = joined(own.pop("why"), marks.said)
                method = {"method": "count" if np.isnan(own["estimate"]) else "agreement"}
                one = {"interview": interview, "interviews": 1}
                yield about | row | one | own | method | {"why": why}


def _told(counts: Floats, measure: str, *, barred: bool, pair: bool) -> Row:
    """Return a coefficient, its base and indices, and why there is none if there is none."""
    base = round(counts[UNITS])
    estimate = np.nan if barred else float(COEFFICIENTS[measure](counts))
    why = NO_CHANCE if base and barred else ONE_ANSWER if base and np.isnan(estimate) else ""
    return {
        "base": base,
        "estimate": estimate,
        "prevalence": float(prevalence(counts)),
        "bias": float(bias(counts)) if pair else np.nan,
        "why": why,
    }


def _limits(
    intervals: Intervals | None, column: int, told: Row, interviews: int, options: Options
) -> Row:
    """Return an interval, the method, and why there is an interval or none."""
    if not interviews:
        return {"method": "count", "why": "these coders have no interview in common"}
    if np.isnan(told["estimate"]):
        return {"method": "count", "why": told["why"] or "no unit is left to compare"}
    if intervals is None:
        why = (
            f"{counted(interviews)} coded by more than one, fewer than {AGREEMENT_FROM}: no"
            " interval, each one's own value instead"
        )
        return {"method": "agreement", "why": why}
    without = int(intervals.without[column])
    lacking = f"without a value in {without:,} of {options.draws:,} draws" if without else ""
    if np.isnan(intervals.low[column]):
        alike = "every draw of interviews gives the same value, which is no certainty"
        few = f"{lacking}: the code is in too few of the interviews"
        return {
            "method": "agreement",
            "why": f"no interval: {alike if intervals.alike[column] else few}",
        }
    return {
        "method": INTERVAL,
        "ci_low": float(intervals.low[column]),
        "ci_high": float(intervals.high[column]),
        "why": joined(
            f"{counted(interviews)} drawn anew {options.draws:,} times, seed {options.seed}",
            lacking,
        ),
    }


def result_of(
    rows: Sequence[Row], marks: Marks, codes: Sequence[str], confidence: float
) -> pd.DataFrame:
    """Return rows as a result, codes, coders and measures in their order."""
    frame = pd.DataFrame(list(rows))
    frame = frame.reindex(columns=[*frame, *(name for name in NUMBERS if name not in frame)])
    parents = dict(
        zip(marks.interviews.themes["code"], marks.interviews.themes["parent"], strict=True)
    )
    places = {name: list(dict.fromkeys(frame[name])) for name in ("coders", "measure")}
    frame = frame.assign(
        data=marks.interviews.name or UNNAMED,
        parent=[parents.get(code, "") for code in frame["code"]],
        code=pd.Categorical(frame["code"], [ALL_CODES, ANY_CODE, *codes]),
        coders=pd.Categorical(frame["coders"], places["coders"]),
        measure=pd.Categorical(
            frame["measure"], [m for m in COEFFICIENTS if m in places["measure"]]
        ),
        confidence=confidence,
        mark=np.where(frame["interviews"] < PLAIN_FROM, "u", ""),
    ).astype({**dict.fromkeys(NUMBERS, "float64"), "base": "Int64", "interviews": "Int64"})
    ordered = frame.sort_values(["code", "coders", "measure"], kind="stable", ignore_index=True)
    return in_order(ordered, ["coders"], ("code", "parent"))
