"""An ordered question compared as a whole in; its rows by other tests and at each cut out."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from cpsurvey.analysis.alternatives import NUMBERS, other_counts, same_side
from cpsurvey.analysis.answers import Answers, in_ranks, ranks_of
from cpsurvey.analysis.settings import Row, Settings
from cpsurvey.analysis.wording import joined
from cpsurvey.analysis.yes_no import Shares
from cpsurvey.errors import NumbersError
from cpsurvey.stats import brunner_munzel, wilcoxon_exact

Places = npt.NDArray[np.int_]
NO_CHECK = "tests equal distributions only: no check on superiority"


def other_orders(
    main: Row, found: Answers, groups: pd.Series[Any], settings: Settings
) -> Iterator[Row]:
    """Yield the main row with other tests, and the difference at each cut of the scale."""
    used = found.given.index.intersection(groups.index)
    sets = in_ranks(found)
    ranks = ranks_of(list(found.given.columns), found.middle)
    place = ranks[found.given.loc[used].to_numpy().argmax(axis=1)]
    of_group, of_reference = (
        place[(groups.loc[used] == main[side]).to_numpy()] for side in ("group", "reference")
    )
    if not math.isnan(main["p_value"]):
        yield _by_t(main, of_group, of_reference, settings)
        yield _wilcoxon(main, of_group, of_reference, settings)
    for cut in range(1, len(sets)):
        shares = Shares(
            int((of_group >= cut).sum()), of_group.size,
            int((of_reference >= cut).sum()), of_reference.size,
        )  # fmt: skip
        told = {
            "varies": "cut",
            "alternative": "cut",
            "answer": "+".join(chain.from_iterable(sets[cut:])),
            "smallest_cell": math.nan,
        }
        yield other_counts(main, shares, settings) | told


def _by_t(main: Row, x: Places, y: Places, settings: Settings) -> Row:
    """Return the main row with Brunner and Munzel's t approximation, or why there is none."""
    row = _untested(main, "brunner-munzel t")
    try:
        found = brunner_munzel(x, y, level=settings.confidence)
    except NumbersError as error:
        return row | {"why": f"not computed: {error}"}
    why = same_side(found.p_value, main["p_value"], settings)
    return row | found._asdict() | {"why": why}


def _wilcoxon(main: Row, x: Places, y: Places, settings: Settings) -> Row:
    """Return the main row with Wilcoxon's test, and what it is no check on."""
    row = _untested(main, "wilcoxon")
    found = wilcoxon_exact(x, y)
    numbers = {
        "estimate": main["estimate"], "statistic": found.statistic, "p_value": found.p_value,
    }  # fmt: skip
    why = joined(same_side(found.p_value, main["p_value"], settings), NO_CHECK)
    return row | numbers | {"why": why}


def _untested(main: Row, alternative: str) -> Row:
    """Return the main row with the name of another test and no numbers yet."""
    told = {"varies": "test", "alternative": alternative, "method": alternative}
    return main | dict.fromkeys(NUMBERS, math.nan) | told
