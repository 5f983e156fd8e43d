"""A result of themes in; the rows of its chart, those of one parent together, out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd

from cpsurvey.figures import rows
from cpsurvey.figures.words import sentence_case

INDENT = "\N{EN SPACE}"


class ThemeRow(NamedTuple):
    """One row: a theme in words, or a heading without one; how deep, and whether others follow."""

    label: str
    code: str
    depth: int
    heads: bool

    @property
    def indented(self) -> str:
        """Return the label moved in by its depth."""
        return INDENT * self.depth + self.label


def theme_rows(result: pd.DataFrame) -> list[ThemeRow]:
    """Return the themes of a result as they come, each followed by those that are under it.

    Themes whose parent is not in the result stand under a heading that names it.
    """
    words = dict(zip(result["code"].astype(str), rows.in_words(result, "code"), strict=True))
    order = [code for code in _in_order(result["code"]) if code in words]
    parents = _parents(result)
    inside: dict[str, list[str]] = {}
    for code in order:
        inside.setdefault(parents.get(code, ""), []).append(code)
    headings = _headings(result)
    made: list[ThemeRow] = []
    for parent in dict.fromkeys(parents.get(code, "") for code in order):
        if parent in words:
            continue
        if parent:
            made.append(ThemeRow(headings[parent], "", 0, heads=True))
        for code in inside[parent]:
            made += _with_those_under(code, int(bool(parent)), inside, words)
    return made


def _with_those_under(
    code: str, depth: int, inside: dict[str, list[str]], words: dict[str, str]
) -> Iterator[ThemeRow]:
    """Yield a theme's row, then those of the themes under it."""
    under = inside.get(code, [])
    yield ThemeRow(str(words[code]), code, depth, heads=bool(under))
    for other in under:
        yield from _with_those_under(other, depth + 1, inside, words)


def _in_order(codes: pd.Series[str]) -> list[str]:
    """Return the codes of a column in the order of its categories, or as they come."""
    if isinstance(codes.dtype, pd.CategoricalDtype):
        return [str(code) for code in codes.cat.categories]
    return [str(code) for code in codes.unique()]


def _parents(result: pd.DataFrame) -> dict[str, str]:
    """Return the parent of each theme that has one."""
    if "parent" not in result:
        return {}
    own = zip(result["code"].astype(str), result["parent"].fillna("").astype(str), strict=True)
    return {code: parent for code, parent in own if parent and parent != code}


def _headings(result: pd.DataFrame) -> dict[str, str]:
    """Return what each parent is called."""
    if "parent" not in result:
        return {}
    words = result["parent_label"] if "parent_label" in result else result["parent"]
    named = zip(result["parent"].astype(str), words.astype(str), strict=True)
    plain = "parent_label" not in result
    return {parent: sentence_case(word) if plain else word for parent, word in named}
