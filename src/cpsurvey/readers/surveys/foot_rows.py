"""The answers of a table in; that a row at its foot sums them up, as a doubt, out."""

from __future__ import annotations

import pandas as pd

from cpsurvey.exports import Doubt

SUMS = frozenset(
    ("total", "totals", "grand total", "sum", "mean", "average", "count", "gesamt", "summe",
     "mittelwert", "somme", "moyenne", "suma", "media", "totale", "totaal", "cyfanswm")
)  # fmt: skip
LOOKED_AT = 3  # rows at the foot


def sums_at_foot(name: str, rows: pd.DataFrame) -> list[Doubt]:
    """Return the doubt that a row at the foot is no response, but sums up those above it."""
    if len(rows) <= LOOKED_AT:
        return []
    said = rows.tail(LOOKED_AT).map(lambda cell: cell.strip().rstrip(":").casefold() in SUMS)
    before = rows.head(-LOOKED_AT)
    known = [
        bool(before.iloc[:, place].str.strip().str.rstrip(":").str.casefold().isin(SUMS).any())
        for place in range(rows.shape[1])
    ]
    found = said.index[said.loc[:, [not one for one in known]].any(axis=1)]
    if not len(found):
        return []
    many = f"row {found[0]} holds" if len(found) == 1 else f"{len(found)} rows from {found[0]} hold"
    return [
        Doubt(
            "sums at the foot",
            f"{name}: {many} a word such as Total, which no row above has there: it sums up the"
            " others, and was read as a response.",
            "Delete it if nobody answered so.",
        )
    ]
