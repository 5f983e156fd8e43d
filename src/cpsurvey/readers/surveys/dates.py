"""Two columns of moments as platforms and spreadsheets write them in, the same in ISO order out."""

from __future__ import annotations

import pandas as pd

from cpsurvey.moments import UNCLEAR, in_iso, order_of

ISO = r"\d{4}-\d\d-\d\d([ T]\d\d:\d\d(:\d\d(\.\d+)?)?)?"


def to_iso(started: pd.Series, recorded: pd.Series) -> tuple[pd.Series, pd.Series, str]:
    """Return both columns in ISO order, and how they were written.

    What is not written so already has a time of day afterwards, midnight where there was none. A
    date is left blank where nothing tells its order, or where it is written otherwise.
    """
    columns = [column.str.strip() for column in (started, recorded)]
    fine = [column.str.fullmatch(f"({ISO})?").astype(bool) for column in columns]
    odd = {text for column, good in zip(columns, fine, strict=True) for text in column[~good]}
    if not odd:
        return columns[0], columns[1], "iso"
    found = {text: in_iso(text, UNCLEAR) for text in odd}
    doubtful = [text for text, iso in found.items() if iso is None]
    order = (order_of(doubtful) or UNCLEAR) if doubtful else "in words of their own"
    found |= {text: in_iso(text, order) for text in doubtful}
    moments = {text: _with_time(iso) for text, iso in found.items()}
    first, second = (
        column.where(good, column.map(moments)) for column, good in zip(columns, fine, strict=True)
    )
    return first, second, order


def _with_time(iso: str | None) -> str:
    """Return a moment, at midnight where it is a day, or nothing."""
    day, _, clock = (iso or "").partition(" ")
    return f"{day} {clock or '00:00:00'}" if day else ""
