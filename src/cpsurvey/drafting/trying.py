"""A question taken for a number or a date → the same, or text where cleaning could not read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from cpsurvey.codebook import normalise
from cpsurvey.codebook.decimals import LONG, PLAIN, THOUSANDS, plain_number, signs_of
from cpsurvey.drafting.alone import left_out
from cpsurvey.drafting.cues import asks_number
from cpsurvey.drafting.defined import WHY as DEFINED
from cpsurvey.drafting.facts import Column
from cpsurvey.drafting.order import plain, reasons
from cpsurvey.drafting.records import Guess
from cpsurvey.exports import SurveyExport
from cpsurvey.moments import DAY_FIRST, MONTH_FIRST, UNCLEAR, in_iso, order_of

MOST, SOME = 0.5, 0.1  # shares of the cells that cannot be read
ALL_DIFFERENT = 0.9  # share of different cells in a column of identifiers
UNREAD = {
    "number": "Some cells are not digits with a point for decimals: they will be unreadable.",
    "date": "Some cells are not dates that can be read in one way: they will be unreadable.",
}
PARTED = "Commas are taken to part thousands, so that 1,250 is 1250."
WHICH = (
    'If you know which comes first, make it type = "date" with dates = "day first" or dates ='
    ' "month first".'
)


def order_told(export: SurveyExport) -> str:
    """Return whether the platform's own dates have day or month first, where they tell it."""
    dates = export.settings.get("dates", "")
    own = (export.meta[["started", "recorded"]] != "").any(axis=None)
    return dates if own and dates in (DAY_FIRST, MONTH_FIRST) else ""


def tried(guess: Guess, column: Column, told: str) -> Guess:
    """Return a question as its cells bear it out; ``told`` is the order of the platform's dates."""
    cells = {c.strip(): n for c, n in column.answers.items() if plain(c) not in reasons()}
    if guess.type not in UNREAD or not cells:
        return guess
    found = _date(guess, cells, told) if guess.type == "date" else _number(guess, cells)
    if column.kind == "embedded" and found.type == "text":
        return left_out(column, guess.text, "ignored", "data that the survey carried along")
    return found


def _date(guess: Guess, cells: Mapping[str, int], told: str) -> Guess:
    """Return a date with the order in which its cells are written, or text."""
    shown = order_of(cells)
    order = told or UNCLEAR if shown == UNCLEAR else shown
    unread = [cell for cell in cells if in_iso(cell, order) is None]
    if _share(unread, cells) > MOST:
        unclear = order == UNCLEAR and _share([c for c in unread if order_of([c])], cells) > MOST
        if not unclear:
            return _text(guess, "most of the cells could not be read as dates")
        why = "the cells are dates, and nothing tells whether day or month comes first"
        return replace(_text(guess, why), notes=(*guess.notes, WHICH))
    guess = _noted(guess, unread, cells)
    if not order or order == UNCLEAR:
        return guess
    own = ", as the platform writes its own" if shown == UNCLEAR else ""
    return replace(guess, dates=order, why=f"{guess.why}, {order}{own}")


def _number(guess: Guess, cells: Mapping[str, int]) -> Guess:
    """Return a number, or what else digits are that cleaning does not read as one."""
    signs = signs_of(map(normalise, cells))
    found = {cell: PLAIN.fullmatch(plain_number(normalise(cell), signs)) for cell in cells}
    unread = [cell for cell, match in found.items() if not match or match[2]]
    if _share(unread, cells) <= MOST:
        parted = (PARTED,) if signs.comma == THOUSANDS else ()
        guess = _noted(guess, unread, cells)
        return replace(guess, notes=(*guess.notes, *parted))
    long = [cell for cell in unread if LONG.fullmatch(cell)]
    if _share(long, cells) <= MOST or guess.why == DEFINED or asks_number(guess.text):
        return _text(guess, "most of the cells could not be read as numbers")
    if len(cells) >= ALL_DIFFERENT * sum(cells.values()):
        why = "numbers as long as that of a telephone, nearly all different"
        return replace(guess, type="personal", confidence="likely", why=why)
    return replace(guess, type="ignored", confidence="likely", why="long numbers, as of a version")


def _share(some: list[str], cells: Mapping[str, int]) -> float:
    """Return the share of people whose cell is one of some."""
    return sum(cells[cell] for cell in some) / sum(cells.values())


def _noted(guess: Guess, unread: list[str], cells: Mapping[str, int]) -> Guess:
    """Return a question with a note on the cells that cannot be read, where they are not few."""
    note = (UNREAD[guess.type],) if len(unread) > SOME * len(cells) else ()
    return replace(guess, notes=(*guess.notes, *note))


def _text(guess: Guess, why: str) -> Guess:
    """Return a question as text of which nothing is sure."""
    return replace(guess, type="text", confidence="unsure", why=why)
