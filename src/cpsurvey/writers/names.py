"""Names and labels in, the same as short as a statistics program needs them out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

RESERVED = {
    "all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with",
    "byte", "double", "float", "if", "in", "int", "long", "strl", "using",
}  # fmt: skip
STRING_TYPE = re.compile(r"str\d+")  # a word of Stata, too


def program_names(columns: Iterable[str], longest: int) -> Iterator[str]:
    """Yield a name for each column: short, no word of SPSS or Stata, no other but for capitals.

    Examples
    --------
    >>> list(program_names(["by", "child_participation_change__older", "Age", "age"], 28))
    ['by_2', 'child_participation_c__older', 'Age', 'age_2']
    """
    taken = set(RESERVED)
    for column in columns:
        plain = re.sub(r"\W", "_", column, flags=re.ASCII)
        name = plain = _short(plain if plain[:1].isalpha() else f"v_{plain}", longest)
        number = 1
        while name.casefold() in taken or STRING_TYPE.fullmatch(name):
            number += 1
            name = f"{plain[: longest - len(str(number)) - 1]}_{number}"
        taken.add(name.casefold())
        yield name


def bytes_of(text: str) -> int:
    """Return how many bytes a text takes up."""
    return len(text.encode())


def cut(text: str, longest: int, size: Callable[[str], int] = bytes_of) -> str:
    """Return a text that is no longer than the program allows, cut at a word where it can be.

    Examples
    --------
    >>> cut("How do you find the library?", 20)
    'How do you find…'
    """
    if size(text) <= longest:
        return text
    kept = text[:longest]
    while size(kept) + size("…") > longest:
        kept = kept.rpartition(" ")[0] or kept[:-1]
    return f"{kept}…"


def _short(name: str, longest: int) -> str:
    """Return a name cut to length; of a question and its option, something of both is kept."""
    if len(name) <= longest:
        return name
    question, between, option = name.rpartition("__")
    option = option[: longest // 2 if between else longest]
    return f"{question[: longest - len(between) - len(option)]}{between}{option}".rstrip("_")
