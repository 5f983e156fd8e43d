"""A team's frame file and a project's codes → what each row asks for, or all that is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import pandas as pd

from cpsurvey.cleaning.theme_names import plain
from cpsurvey.codebook import normalise
from cpsurvey.errors import DecisionsError, listed, nearest, unknown

ACTIONS = {
    "rename": "renamed", "merge": "merged", "split": "split", "theme": "theme", "drop": "dropped",
}  # fmt: skip
COLUMNS = ("action", "project_code", "code", "reason")
WHERE = ("interview", "coder", "segment")
MOST = 20
_ARROW = re.compile(r"\s*[>\\]\s*")


class Rule(NamedTuple):
    """One row of the file: which of a code's codings go to which theme; blank where none."""

    row: object
    action: str
    code_id: str
    code: str
    reason: str
    interview: str
    coder: str
    segments: frozenset[str]


class Problem(NamedTuple):
    """What is wrong in one cell."""

    row: object
    column: str
    words: str


def read_rules(
    frame: pd.DataFrame | None, codes: pd.DataFrame, themes: Iterable[str]
) -> list[Rule]:
    """Return what each row of the team's frame file asks for.

    Raises
    ------
    DecisionsError
        With every cell that is wrong, by row and column, and the nearest right name.
    """
    if frame is None or frame.empty:
        return []
    cells = frame.reindex(columns=[*COLUMNS, *WHERE]).astype(object)
    cells = cells.where(cells.notna(), "").astype(str)
    rows = zip(cells.index, cells.to_numpy().tolist(), strict=True)
    records = [(row, dict(zip(cells.columns, cell, strict=True))) for row, cell in rows]
    new = [cell["code"] for _, cell in records if cell["action"].casefold() == "theme"]
    known = [*themes, *new]
    paths = _paths(codes)
    rules, problems = [], []
    for row, cell in records:
        amiss = list(_wrong(cell, known, paths, set(themes)))
        problems += [Problem(row, column, words) for column, words in amiss]
        if not amiss:
            rules.append(_rule(row, cell, paths))
    problems += _twice(rules)
    stop_for(problems, frame)
    return rules


def stop_for(problems: Iterable[Problem], frame: pd.DataFrame | None) -> None:
    """Stop with what is wrong in the team's file, if anything is."""
    lines = [f"row {problem.row}, column {problem.column}: {problem.words}" for problem in problems]
    if lines:
        file = "the frame" if frame is None else str(frame.attrs.get("name", "the frame"))
        many = "1 cell is" if len(lines) == 1 else f"{len(lines)} cells are"
        more = [f"and {len(lines) - MOST} more"] if len(lines) > MOST else []
        head = f"{file}: {many} wrong, so nothing was built."
        raise DecisionsError("\n  ".join([head, *lines[:MOST], *more]))


def _rule(row: object, cell: Mapping[str, str], paths: Mapping[str, list[str]]) -> Rule:
    """Return a row without faults as what it asks for."""
    segments = frozenset(re.findall(r"[^\s,;]+", cell["segment"]))
    (code_id,) = paths[_key(cell["project_code"])]
    return Rule(
        row, cell["action"].casefold(), code_id, cell["code"], cell["reason"],
        cell["interview"], cell["coder"], segments,
    )  # fmt: skip


def _wrong(
    cell: Mapping[str, str],
    known: list[str],
    paths: Mapping[str, list[str]],
    themes: set[str],
) -> Iterator[tuple[str, str]]:
    """Yield column and words for each cell of a row that is wrong."""
    action = cell["action"].casefold()
    if action not in ACTIONS:
        yield "action", unknown("action", cell["action"], ACTIONS)
        return
    found = paths.get(_key(cell["project_code"]), [])
    if len(found) > 1:
        yield (
            "project_code",
            f"{len(found)} codes of the project have this name; give the whole path, from the top,"
            " with > between, or give each a name of its own in the coding program.",
        )
    elif not found:
        near = nearest(_key(cell["project_code"]), paths) or "."
        yield "project_code", f'the project has no code "{cell["project_code"]}"{near}'
    yield from _wrong_code(action, cell["code"], known, themes, paths)
    if action not in ("rename", "theme") and not cell["reason"]:
        yield "reason", f"say why: a {action} needs a reason."
    where = [column for column in WHERE if cell[column]]
    if action == "split" and not where:
        yield "interview", f"say which codings go there, in {listed(WHERE[:2])} or segment."
    elif action != "split" and where:
        yield where[0], f"a {action} is of all codings of a code: leave it blank, or say split."


def _wrong_code(
    action: str,
    code: str,
    known: list[str],
    themes: set[str],
    paths: Mapping[str, list[str]],
) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the theme that a row names."""
    if action == "drop":
        if code:
            yield "code", "a drop leads nowhere: leave it blank."
    elif action == "theme":
        if not code:
            yield "code", "give the code that the new theme is to have."
        elif same := [theme for theme in themes if theme.casefold() == code.casefold()]:
            yield "code", f"{same[0]} is in the codebook's frame: say rename, or merge."
        elif known.count(code) > 1:
            yield "code", f"{code} is given to more than one new theme."
    elif not code:
        yield "code", f"give the theme that a {action} leads to."
    elif code not in known and _key(code) in paths:
        words = f'the frame has no theme "{code}", only the project has: give it a row theme first.'
        yield "code", words
    elif code not in known:
        yield "code", f'the frame has no theme "{code}"{nearest(code, known) or "."}'


def _twice(rules: Iterable[Rule]) -> Iterator[Problem]:
    """Yield the rows about a code of which another row has disposed."""
    first: dict[str, object] = {}
    for rule in rules:
        if rule.action != "split":
            other = first.setdefault(rule.code_id, rule.row)
            if other != rule.row:
                words = f"row {other} is about the same code; leave one of them, or say split."
                yield Problem(rule.row, "project_code", words)


def _paths(codes: pd.DataFrame) -> dict[str, list[str]]:
    """Return the codes that each whole path stands for, and each name that is no path."""
    paths: dict[str, list[str]] = {}
    names: dict[str, list[str]] = {}
    for code in codes.itertuples():
        paths.setdefault(_key(str(code.path)), []).append(str(code.code_id))
        for name in {_key(str(code.name)), _key(plain(str(code.name)))}:
            names.setdefault(name, []).append(str(code.code_id))
    return {**names, **paths}


def _key(path: str) -> str:
    """Return a path in the form in which paths are compared."""
    return normalise(_ARROW.sub(" > ", path))
