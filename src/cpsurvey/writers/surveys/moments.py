"""Moments in ISO order in, the same as platforms write them out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime


def written(moments: Iterable[str], form: str) -> list[str]:
    """Return moments in a form of `strftime`, in which %-m and its like have no leading zero.

    Examples
    --------
    >>> written(["2020-10-02 09:05:00", ""], "%-m/%-d/%y %-H:%M:%S")
    ['10/2/20 9:05:00', '']
    """
    return [_written(moment, form) if moment else "" for moment in moments]


def true_moments(moments: Iterable[str]) -> list[datetime | None]:
    """Return moments as a workbook holds them."""
    return [datetime.fromisoformat(moment) if moment else None for moment in moments]


def _written(text: str, form: str) -> str:
    """Return one moment."""
    moment = datetime.fromisoformat(text)
    plain = {"m": moment.month, "d": moment.day, "H": moment.hour}
    for letter, number in plain.items():
        form = form.replace(f"%-{letter}", str(number))
    return moment.strftime(form)
