"""One column that stands alone → its type, how sure, and on what evidence."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from math import sqrt
from typing import NamedTuple

from cpsurvey.drafting.cues import asks_number, says
from cpsurvey.drafting.facts import Column, as_numbers
from cpsurvey.drafting.joined import DOUBTFUL, Joined, find_joined, joins_chosen, may_join
from cpsurvey.drafting.order import in_order, plain, reasons

LONG = 100  # characters of answers that nobody chooses from a list
MOST_LEVELS = 100
MOST_SLOTS = 8  # times of day to choose from
_CLOCK = re.compile(r"(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?: ?[AaPp]\.?[Mm]\.?)?")
_DATE = re.compile(
    r"\d{4}-\d{1,2}-\d{1,2}(?:[T ]\d{1,2}:\d\d.*)?|\d{4}/\d{1,2}/\d{1,2}(?:[T ].*)?"
    r"|\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d\d)(?:[ ,]+\d{1,2}:\d\d.*)?"
    r"|\d{1,2}(?:st|nd|rd|th)? [A-Za-z]{3,9},? \d{4}|[A-Za-z]{3,9} \d{1,2},? \d{4}"
)
_NUMBER = re.compile(r"[£$€]?\s?-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[£$€]?\s?-?\d+(?:[.,]\d+)?\s?%?")


class Kind(NamedTuple):
    """The type of a column; the options where its cells join several."""

    type: str
    confidence: str
    why: str
    joined: Joined | None = None


def kind_of(
    column: Column, text: str, platform: str, flavour: str, *, typed: bool, closed: bool
) -> Kind:
    """Return the type of a column.

    ``typed`` and ``closed`` say what the platform tells: a box to type into, an answer chosen.
    ``flavour`` is whether the export holds texts or numbers, where it says so.
    """
    if not column.answered:
        return Kind("text", "unsure", "nobody answered, so its type cannot be told")
    if typed and "_TEXT" in column.tag.upper() and column.import_id == "":
        return Kind("text", "sure", "a box beside an option to type into")
    telling = {cell: n for cell, n in column.answers.items() if plain(cell) not in reasons()}
    coded = joins_chosen(telling, text, platform, closed=closed)
    free = typed or (not closed and not coded and as_numbers(telling) is not None)
    joined = None if free else find_joined(column, text, platform, closed=closed)
    if joined:
        return Kind("multi", joined.confidence, joined.why, joined)
    if may_join(column.all_answers, platform, closed=closed):
        return Kind("single", "unsure", DOUBTFUL)
    if _most_match(_DATE, telling) and not closed:
        return Kind("date", "sure", "the cells are dates")
    slots = len(column.keys) <= MOST_SLOTS and column.answered >= 10 * len(column.keys)
    if _most_match(_CLOCK, telling) and not closed and not slots:
        return Kind("text", "likely", "the cells are times of day")
    numeric = 0.7 if typed and asks_number(text) else 0.9 if typed else 0.95
    if column.numbers is not None or _most_match(_NUMBER, telling, numeric):
        return _number(column, list(telling), text, flavour, typed=typed, closed=closed)
    if typed:
        return Kind("text", "sure", "a box to type into")
    return _words(column, text, list(telling), closed=closed)


def _number(
    column: Column, telling: Sequence[str], text: str, flavour: str, *, typed: bool, closed: bool
) -> Kind:
    """Return whether a column of numbers holds numbers or the codes of answers."""
    values = as_numbers(telling)
    if closed and len(column.keys) <= MOST_LEVELS:
        return Kind("single", "sure", "the platform says that answers were chosen; they are codes")
    if typed or values is None:
        return Kind("number", "sure" if values else "likely", "the cells are numbers")
    low, high, count = values[0], values[-1], len(values)
    if not all(value.is_integer() for value in values):
        return Kind("number", "sure", "the cells are numbers with decimals")
    if low >= 1900 and high <= 2100:
        return Kind("number", "likely", "the cells are years")
    asked = asks_number(text)
    coded = flavour == "numbers" and high <= 9
    gapless = low in (0, 1) and high <= 60 and count >= 0.9 * (high - low + 1)
    bands = gapless and low == 1 and high >= 12 and not says(text, "number")
    if asked and not coded and not (bands and column.answered >= 5 * count):
        return Kind("number", "likely", "the header asks for a number")
    if low >= -9 and high <= 11 and (count > 1 or says(text, "rating")):
        sure = "likely" if column.answered >= 3 * count else "unsure"
        return Kind("single", sure, "few small whole numbers, as codes of answers")
    if gapless and column.answered >= 5 * count:
        return Kind("single", "unsure", f"whole numbers from {low:g} to {high:g} without gaps")
    if (
        flavour == "numbers"
        and count <= 12
        and (column.answered < 8 or count <= 0.6 * column.answered)
    ):
        return Kind("single", "unsure", "the export holds numbers for answers; few different ones")
    again = column.repeated > 0.99 and count <= 7 and column.answered >= max(2, 5 * count - 4)
    if again and flavour == "numbers":
        return Kind("single", "unsure", "few numbers again and again, as codes of answers")
    missing = [value for value in values if value < 0 or value in (77, 88, 98, 99, 888, 998, 999)]
    if missing and len(missing) < count and values[count - len(missing) - 1] <= 11 and low >= -99:
        rest = [value for value in values if value not in missing]
        if rest and rest[0] >= 0 and rest[-1] <= 11 and column.answered >= 3 * count:
            return Kind(
                "single", "unsure", "few whole numbers, one of which may stand for no answer"
            )
    return Kind("number", "likely" if count > 10 else "unsure", "the cells are whole numbers")


def _words(column: Column, text: str, telling: Sequence[str], *, closed: bool) -> Kind:
    """Return whether a column of words holds answers chosen or typed."""
    count, answered = len(column.keys), column.answered
    order = in_order(telling) if 0 < len(telling) <= MOST_LEVELS else None
    if order and order.family and len(telling) > 1:
        return Kind("single", "sure", f"answers of a known scale: {order.label.lower()}")
    if closed and count <= MOST_LEVELS:
        return Kind("single", "sure", "the platform says that answers were chosen")
    long = column.length > LONG
    if says(text, "text") and (column.repeated < 0.9 or long):
        return Kind(
            "text", "sure" if column.repeated < 0.5 else "likely", "the header asks for words"
        )
    if order and order.family and (answered > 1 or order.family == "yes_no"):
        return Kind("single", "likely", f"an answer of a known scale: {order.label.lower()}")
    if not telling:
        return Kind("single", "unsure", "every answer says that there is none")
    if _same_few(column, count, answered) and not (long and column.repeated < 0.97):
        sure = "sure" if answered >= 10 * count else "likely" if answered >= 4 * count else "unsure"
        return Kind("single", sure, f"{count} different answers from {answered} people")
    confidence = (
        "sure" if column.repeated < 0.3 and answered > 9 else "likely" if long else "unsure"
    )
    return Kind("text", confidence, "answers that hardly anybody else gives")


def _same_few(column: Column, count: int, answered: int) -> bool:
    """Tell whether people give the same few answers, so that they were chosen from a list."""
    if column.distinct > MOST_LEVELS * 2 or count > MOST_LEVELS:
        return False
    if answered < 8:
        most = 60 if column.repeated < 0.85 else 2 * LONG
        return count <= 0.7 * answered and column.repeated >= 0.5 and column.length <= most
    if answered < 30:
        return count <= 0.5 * answered and column.repeated >= 0.7
    common = sorted(column.keys.values(), reverse=True)
    most = sum(common[:10]) >= 0.85 * answered and common[0] >= 0.05 * answered
    few = count <= max(10, 2 * sqrt(answered))
    return (few and column.repeated >= 0.9) or (
        most and column.repeated >= 0.85 and count <= 0.25 * answered
    )


def _most_match(pattern: re.Pattern[str], cells: Mapping[str, int], share: float = 0.95) -> bool:
    """Tell whether nearly all answers have a form."""
    found = sum(n for cell, n in cells.items() if pattern.fullmatch(cell.strip()[:60]))
    return found > 0 and found >= share * sum(cells.values())
