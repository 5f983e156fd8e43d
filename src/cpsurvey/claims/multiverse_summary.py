"""A multiverse in; for each claim how far its ways agree, and which choice matters most, out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any, NamedTuple

import pandas as pd

from cpsurvey.errors import QuestionError, listed
from cpsurvey.vocabulary import MULTIVERSE_SUMMARY_COLUMNS

CHOICES = ("reading", "base_rule", "dont_know", "exclusions", "mode_rule", "band")
MAY_BE_NONE = ("base_rule", "dont_know")
TYPES = {
    **dict.fromkeys(("specifications", "told", "agreeing"), "int64"),
    **dict.fromkeys(("estimate_low", "estimate_high", "turned", "moved"), "float64"),
}


class Weight(NamedTuple):
    """How much a choice matters: how many of its pairs it turns, and how far it moves them."""

    turned: float = 0.0
    moved: float = 0.0


def multiverse_summary(found: pd.DataFrame) -> pd.DataFrame:
    """How far do the defensible ways to compute each claim agree, and which choice matters most?

    Parameters
    ----------
    found
        What `claim_multiverse` gave, all of it or some of its rows, protected or not.

    Returns
    -------
    pandas.DataFrame
        A row a claim: data, id, verdict (of the main specification), specifications, told (how many
        of them say whether they agree: not those without data, nor those hidden), agreeing,
        estimate_low and estimate_high (the range of the estimates), turns_on, turned and moved.
        Each choice is weighed by the specifications that differ in it alone, two by two: turned
        is the share of these pairs of which one agrees and the other does not, moved the most by
        which their estimates differ. turns_on is the choice that turns most or, where none turns
        any, moves most; empty where none does either.

    Raises
    ------
    QuestionError
        If these are not the rows of a multiverse; the message names the columns that are missing.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> from cpsurvey.claims import claim_multiverse, multiverse_summary
    >>> found = multiverse_summary(claim_multiverse(cps.load_example(), "better-professionals"))
    >>> for row in found.itertuples():
    ...     print(f"{row.agreeing} of {row.told} agree; it turns on the {row.turns_on}")
    15 of 18 agree; it turns on the band
    """
    needed = ["data", "id", *CHOICES, "estimate", "agrees", "verdict", "main"]
    if lacking := [name for name in needed if name not in found]:
        raise QuestionError(
            f"these are not the rows of a multiverse, without {listed(lacking)}: give what"
            " claim_multiverse returned."
        )
    rows = [_row(rows) for _, rows in found.groupby(["data", "id"], sort=False)]
    types = {name: TYPES.get(name, "string") for name in MULTIVERSE_SUMMARY_COLUMNS}
    summary = pd.DataFrame(rows, columns=list(types)).astype(types)
    if "protection" in found and len(found):
        return summary.assign(protection=found["protection"].iloc[0])
    return summary


def _row(rows: pd.DataFrame) -> dict[str, object]:
    """Return one claim's row."""
    ways = rows[[*CHOICES, "agrees", "estimate"]].to_dict("records")
    weights = {choice: _weight(ways, choice) for choice in CHOICES}
    most = max(weights, key=lambda choice: weights[choice])
    main = rows.loc[rows["main"], "verdict"]
    return {
        "data": rows["data"].iloc[0],
        "id": rows["id"].iloc[0],
        "verdict": main.iloc[0] if len(main) else None,
        "specifications": len(rows),
        "told": int(rows["agrees"].notna().sum()),
        "agreeing": int(rows["agrees"].sum()),
        "estimate_low": rows["estimate"].min(),
        "estimate_high": rows["estimate"].max(),
        "turns_on": most if any(weights[most]) else "",
        **weights[most]._asdict(),
    }


def _weight(ways: list[dict[Any, Any]], choice: str) -> Weight:
    """Return how much a choice matters."""
    pairs = list(_pairs(ways, choice))
    told = [(a, b) for a, b in pairs if pd.notna(a["agrees"]) and pd.notna(b["agrees"])]
    if not told:
        return Weight()
    moved = [abs(a["estimate"] - b["estimate"]) for a, b in told]
    return Weight(
        sum(bool(a["agrees"]) != bool(b["agrees"]) for a, b in told) / len(told),
        max((step for step in moved if pd.notna(step)), default=0.0),
    )


def _pairs(
    ways: list[dict[Any, Any]], choice: str
) -> Iterator[tuple[dict[Any, Any], dict[Any, Any]]]:
    """Yield the specifications that differ in one choice alone, two by two.

    A rule of the base that one of them has no use for makes no difference.
    """
    others = [name for name in CHOICES if name != choice]
    for a, b in combinations(ways, 2):
        if a[choice] != b[choice] and all(
            a[name] == b[name] or (name in MAY_BE_NONE and not (a[name] and b[name]))
            for name in others
        ):
            yield a, b
