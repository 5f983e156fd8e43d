"""Codes that name the code above them in; a table with their paths, or what is wrong, out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd

from cpsurvey.errors import ExportError, listed
from cpsurvey.exports import CODE_COLUMNS, PATH_SEPARATOR

DEEPEST = 100
COLOUR = re.compile(r"#(?:[0-9A-F]{6}|[0-9A-F]{3})")


class Code(NamedTuple):
    """A code and the identifier of the one above it, if there is one."""

    code_id: str
    name: str
    parent_id: str
    codable: bool = True
    description: str = ""
    colour: str = ""


def code_table(codes: Iterable[Code], name: str) -> pd.DataFrame:
    """Return one row a code, parents before their children; each parent must be a code."""
    below: dict[str, list[Code]] = defaultdict(list)
    waiting = {code.code_id: code for code in codes}
    for code in waiting.values():
        below[code.parent_id].append(code)
    rows = []
    stack = [(code, "", 1) for code in reversed(below[""])]
    while stack:
        code, above, depth = stack.pop()
        del waiting[code.code_id]
        path = above + code.name
        if depth > DEEPEST:
            raise too_deep(name)
        rows.append((*code[:3], path, *code[3:]))
        under = reversed(below[code.code_id])
        stack.extend((child, path + PATH_SEPARATOR, depth + 1) for child in under)
    if waiting:
        raise ExportError(
            f"{name} has codes that lie below themselves: {listed(_circle(waiting))}. Move one of"
            " them to the top in the coding program, and save the project again."
        )
    return pd.DataFrame(rows, columns=list(CODE_COLUMNS)).astype({"codable": bool})


def too_deep(name: str) -> ExportError:
    """Return the error for codes nested deeper than `DEEPEST`."""
    return ExportError(
        f"{name} has codes nested more than {DEEPEST} deep, as no coding program makes them: it was"
        " not read."
    )


def hex_colour(text: str) -> str:
    """Return a colour as #RRGGBB, or nothing."""
    colour = text.strip().upper()
    if not COLOUR.fullmatch(colour):
        return ""
    return colour if len(colour) == 7 else "#" + "".join(2 * digit for digit in colour[1:])


def _circle(codes: dict[str, Code]) -> list[str]:
    """Return the names of the codes in one circle; each code there has one above it."""
    seen: dict[str, None] = {}
    at = next(iter(codes))
    while at not in seen:
        seen[at] = None
        at = codes[at].parent_id
    inside = list(seen)[list(seen).index(at) :]
    return sorted(f'"{codes[code].name}"' for code in inside)
