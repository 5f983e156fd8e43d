"""Two columns of moments as platforms and spreadsheets write them in, the same in ISO order out."""

from __future__ import annotations

import pandas as pd

from cpsurvey.exports import Doubt
from cpsurvey.moments import UNCLEAR, in_iso, order_of
from cpsurvey.platforms import how_to

LOOKED_AT, FEW = 500, 20  # responses that show whether a column holds dates
NEARLY_ALL = 0.95
YEAR_LAST = r"^\s*\d{1,2}[-/]\d{1,2}[-/](?:\d{4}|\d\d)(?:[ T]|\s*$)"
DATED = rf"{YEAR_LAST}|^\s*\d{{4}}[-/]\d{{1,2}}[-/]\d{{1,2}}(?:[ T]|\s*$)"
ISO = r"\d{4}-\d\d-\d\d([ T]\d\d:\d\d(:\d\d(\.\d+)?)?)?"


def to_iso(started: pd.Series, recorded: pd.Series) -> tuple[pd.Series, pd.Series, str]:
    """Return both columns in ISO order, and how they were written; nothing where there are none.

    What is not written so already has a time of day afterwards, midnight where there was none. A
    date is left blank where nothing tells its order, or where it is written otherwise.
    """
    columns = [column.str.strip() for column in (started, recorded)]
    fine = [column.str.fullmatch(f"({ISO})?").astype(bool) for column in columns]
    odd = {text for column, good in zip(columns, fine, strict=True) for text in column[~good]}
    if not odd:
        blank = all((column == "").all() for column in columns)
        return columns[0], columns[1], "" if blank else "iso"
    found = {text: in_iso(text, UNCLEAR) for text in odd}
    doubtful = [text for text, iso in found.items() if iso is None]
    order = (order_of(doubtful) or UNCLEAR) if doubtful else "in words of their own"
    found |= {text: in_iso(text, order) for text in doubtful}
    moments = {text: _with_time(iso) for text, iso in found.items()}
    first, second = (
        column.where(good, column.map(moments)) for column, good in zip(columns, fine, strict=True)
    )
    return first, second, order


def told_of_dates(dates: str, rows: pd.DataFrame) -> dict[str, str]:
    """Return how dates are written: the platform's own or, where it has none, those in answers."""
    told = {dates} if dates else {order_in(rows.iloc[:, n]) for n in range(rows.shape[1])} - {""}
    sure = told - {UNCLEAR} or told
    return {"dates": sure.pop() if len(sure) == 1 else "in several ways"} if sure else {}


def undated(name: str, platform: str, dates: str, meta: pd.DataFrame) -> tuple[Doubt, ...]:
    """Return the doubt that responses are undated, as nothing tells the order of their dates."""
    blank = int((meta[["started", "recorded"]] == "").all(axis=1).sum())
    if dates != UNCLEAR or not blank:
        return ()
    return (
        Doubt(
            "dates of responses",
            f"{name}: the dates of {blank} of {len(meta)} responses may be day first or month"
            " first, and nothing tells which, so these responses have no date.",
            f"Export it again, {how_to(platform, 'export')}, and do not save it in a spreadsheet,"
            " which writes dates anew.",
        ),
    )


def order_in(cells: pd.Series) -> str:
    """Return how the dates of a column of dates are written; nothing for any other column."""
    some = cells.head(LOOKED_AT)
    some = some[some.str.strip() != ""]
    if some.empty or not some.head(FEW).str.contains(DATED).any():
        return ""
    if some.str.contains(DATED).mean() < NEARLY_ALL:
        return ""
    return order_of(map(str.strip, cells.unique())) or "iso"


def _with_time(iso: str | None) -> str:
    """Return a moment, at midnight where it is a day, or nothing."""
    day, _, clock = (iso or "").partition(" ")
    return f"{day} {clock or '00:00:00'}" if day else ""
