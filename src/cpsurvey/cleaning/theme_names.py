"""The names of a project's codes and the codebook's themes in; which code is which theme out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd

from cpsurvey.codebook import Theme, normalise
from cpsurvey.exports import PATH_SEPARATOR

RULES = ("code", "label", "alias")
_PREFIX = re.compile(r"^(?:[●•○◦▪*]\s*|(?:\d{1,4}|[A-Z]{1,2}) : )+")  # as ATLAS.ti and NVivo do
_JOINTS = re.compile(r"\s*(?:>|\\|::|:|/|\|)\s*")


class Match(NamedTuple):
    """The theme that a code is, and by which of its names; both blank where it is none."""

    code: str = ""
    rule: str = ""


Names = Mapping[str, Mapping[str, list[Theme]]]


def match_themes(codes: pd.DataFrame, themes: tuple[Theme, ...]) -> dict[str, Match]:
    """Return the theme that each of a project's codes is, by code, label or alias.

    Of namesakes it is the one in the code's place in the frame. A label or an alias below another
    theme than its own is no match: codes such as Other stand below many.
    """
    names = _names(themes)
    depth = codes["path"].str.count(re.escape(PATH_SEPARATOR))
    places: dict[str, str] = {}
    found: dict[str, Match] = {}
    for code in codes.loc[depth.sort_values(kind="stable").index].itertuples():
        above = places.get(str(code.parent_id), "")
        match = _find(plain(str(code.name)), above, names)
        found[str(code.code_id)], places[str(code.code_id)] = match, match.code or above
    return found


def plain(name: str) -> str:
    """Return a code's name without the signs and numbers that programs put before it."""
    return _PREFIX.sub("", name.strip()).strip()


def _names(themes: tuple[Theme, ...]) -> Names:
    """Return the themes that have each name, by the kind of name."""
    index: dict[str, dict[str, list[Theme]]] = {rule: {} for rule in RULES}
    for theme in themes:
        for rule, own in zip(RULES, ((theme.code,), (theme.label,), theme.aliases), strict=True):
            for name in own:
                index[rule].setdefault(normalise(name), []).append(theme)
    return index


def _find(name: str, above: str, names: Names) -> Match:
    """Return the theme of this name below another; a name may say the other's too."""
    for spelt in (name, f"{above}.{name}"):
        if (match := _named(spelt, above, names)).code:
            return match
    *upper, last = _JOINTS.split(name)
    parent = _named(upper[-1], "", names).code if upper else ""
    return _named(last, parent, names) if parent and _fits(above, parent) else Match()


def _named(name: str, above: str, names: Names) -> Match:
    """Return the one theme of a name that fits what stands above it, or none."""
    for rule in RULES:
        themes = names[rule].get(normalise(name), [])
        exact = [theme for theme in themes if theme.parent == above]
        fitting = [theme for theme in themes if rule == "code" or _fits(above, theme.parent)]
        for chosen in (exact, fitting):
            if len(chosen) == 1:
                return Match(chosen[0].code, rule)
    return Match()


def _fits(above: str, parent: str) -> bool:
    """Tell whether what stands above a code is its theme's parent, or nothing known."""
    return above in ("", parent)
