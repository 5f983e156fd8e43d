"""Numbers as they stand in an export in, the signs in them out: of decimals, thousands, money."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

WITH_COMMA = re.compile(r"[-+]?\d+,\d+")
AS_THOUSANDS = re.compile(r"[-+]?[1-9]\d{0,2}(,\d{3})+")
SURE = 2  # different numbers
WITH_POINT = re.compile(r"[-+]?\d+\.\d+")
CURRENCIES = "£$€¥₹₩₽₦₺"
DECIMALS, THOUSANDS = "decimals", "thousands"
# More than nine digits before the point are a telephone number, unless written with an exponent.
PLAIN = re.compile(r"(-?\d{1,9}(?:\.\d+)?(?:e[+-]?\d{1,2})?) ?([^\W\d_]*)")
LONG = re.compile(r"\d{10,}")
_PARTED = re.compile(r"-?[1-9]\d{0,2}(?:,\d{3})+(?![\d,])")
_AMOUNT = re.compile(r"(-?[\d.,]*\d) ?[^\W\d_]*")


class Signs(NamedTuple):
    """What stands in the numbers of a column: what commas part, and the only sign of money."""

    comma: str = ""
    money: str = ""


def signs_of(texts: Iterable[str]) -> Signs:
    """Return the signs that a column's own numbers show beyond doubt.

    Commas part thousands where all of them do and two numbers show it, or one of several thousands
    or of money. With two signs of money the amounts are not in one unit: neither is read.

    Examples
    --------
    >>> signs_of(["$4,000", "$12"])
    Signs(comma='thousands', money='$')
    >>> signs_of(["1,234", "1,23"])
    Signs(comma='', money='')
    """
    found = set(texts)
    signs = {sign for text in found for sign in text if sign in CURRENCIES}
    money = signs.pop() if len(signs) == 1 else ""
    bare = {_without_money(text, money) for text in found}
    amounts = {match[1] for match in map(_AMOUNT.fullmatch, bare) if match}
    if decimal_sign(amounts) == ",":
        return Signs(DECIMALS, money)
    commas = [text for text in amounts if "," in text]
    sure = len(commas) >= SURE or bool(money) or any(text.count(",") > 1 for text in commas)
    parted = bool(commas) and all(AS_THOUSANDS.fullmatch(t.partition(".")[0]) for t in commas)
    return Signs(THOUSANDS if parted and sure else "", money)


def plain_number(text: str, signs: Signs) -> str:
    """Return a number with a point before its decimals and nothing else; any other text as it is.

    Examples
    --------
    >>> plain_number("$4,000.50", Signs("thousands", "$")), plain_number("3,5", Signs("decimals"))
    ('4000.50', '3.5')
    """
    bare = _without_money(text, signs.money)
    if signs.comma == DECIMALS:
        return bare.replace(",", ".")
    if signs.comma == THOUSANDS and (match := _PARTED.match(bare)):
        return match[0].replace(",", "") + bare[match.end() :]
    return bare


def _without_money(text: str, money: str) -> str:
    """Return a text without the sign of money, or of per cent, at its beginning or end."""
    bare = text.removesuffix("%").rstrip() if text[-2:-1].isdigit() or text[-2:] == " %" else text
    if money and bare.lstrip("- ").startswith(money):
        before, _, after = bare.partition(money)
        return before.strip() + after.strip()
    return bare.removesuffix(money).rstrip() if money else bare


def decimal_sign(texts: Iterable[str]) -> str:
    """Return the decimal sign of numbers as typed; nothing where they leave doubt.

    A comma before three digits may part thousands, and one number with a comma may be a slip:
    neither tells anything.

    Examples
    --------
    >>> decimal_sign(["3,5", "4", "2,25", "1,250"])
    ','
    >>> decimal_sign(["1,250", "4", "2,5"])
    ''
    >>> decimal_sign(["3,5", "2,5", "3.5"])
    ''
    """
    found = set(texts)
    decimals = [t for t in found if WITH_COMMA.fullmatch(t) and not AS_THOUSANDS.fullmatch(t)]
    commas = len(decimals) >= SURE
    points = any(WITH_POINT.fullmatch(text) for text in found)
    if commas == points:
        return ""
    return "," if commas else "."
