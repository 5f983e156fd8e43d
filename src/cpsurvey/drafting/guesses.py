"""A family of columns → the questions it is taken to be, each with its answers and the evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from cpsurvey.drafting.alone import Setting, guess_one, left_out
from cpsurvey.drafting.answers import build_scale
from cpsurvey.drafting.families import Family
from cpsurvey.drafting.naming import stem_of
from cpsurvey.drafting.records import Guess
from cpsurvey.drafting.selecting import select_all
from cpsurvey.drafting.stems import shared_stem
from cpsurvey.drafting.ticks import Verdict
from cpsurvey.drafting.verdicts import judge


def guess_all(families: Sequence[Family], setting: Setting) -> list[Guess]:
    """Return the guesses for all columns, in the order of the file."""
    grids: dict[str, list[Family]] = {}
    for family in families:
        if family.grid:
            grids.setdefault(family.grid, []).append(family)
    found: list[Guess] = []
    done: set[str] = set()
    for family in families:
        if not family.grid:
            found += _guess(family, setting)
        elif family.grid not in done:
            done.add(family.grid)
            found += _grid(grids[family.grid], setting)
    place = {name: number for number, name in enumerate(setting.rows.columns)}
    return sorted(found, key=lambda guess: place[guess.columns[0]])


def _grid(families: Sequence[Family], setting: Setting) -> Iterator[Guess]:
    """Yield a select-all for each row of a grid or, where they are none, a matrix a column."""
    filled = [f for f in families if any(column.answered for column in f.columns)]
    verdicts = [_verdict(family, setting) for family in filled]
    if verdicts and all(verdict.kind == "multi" for verdict in verdicts):
        for family in families:
            yield from _multi(family, verdicts[0], setting) or _apart(family, setting)
        return
    steps = dict.fromkeys(step for family in families for step in family.steps)
    for step in steps:
        cells = [
            (column, family.text)
            for family in families
            for column, here in zip(family.columns, family.steps, strict=True)
            if here == step
        ]
        columns = tuple(column for column, _ in cells)
        text, parts = shared_stem([column.text for column in columns])
        rows = tuple(part or row for part, (_, row) in zip(parts, cells, strict=True))
        steps_of = tuple(column.tag for column in columns)
        yield from _guess(Family(columns, text, rows, steps_of, sure=True), setting)


def _verdict(family: Family, setting: Setting) -> Verdict:
    """Return what a family is."""
    names = [column.name for column in family.columns]
    return judge(family, setting.platform, setting.flavour, setting.rows[names])


def _guess(family: Family, setting: Setting) -> Iterator[Guess]:
    """Yield the questions of one family."""
    if family.aside:
        yield left_out(family.columns[0], family.text, "ignored", family.aside)
        return
    if len(family.columns) == 1 and not family.grid and family.parts == ("",):
        yield guess_one(family.columns[0], family.text, family, setting)
        return
    verdict = _verdict(family, setting)
    inside = replace_columns(family, verdict.outside)
    made = None
    if verdict.kind == "multi" and inside.columns:
        made = _multi(inside, verdict, setting)
    elif verdict.kind == "matrix" and inside.columns:
        made = [_matrix(inside, verdict, setting)]
    if made is None:
        yield from _apart(family, setting, verdict)
        return
    yield from made
    for column, part in zip(family.columns, family.parts, strict=True):
        if column.name in verdict.outside:
            yield guess_one(column, _joined_text(family.text, part), family, setting, typed=True)


def replace_columns(family: Family, without: Sequence[str]) -> Family:
    """Return a family without some of its columns."""
    kept = [n for n, column in enumerate(family.columns) if column.name not in without]
    return replace(
        family,
        columns=tuple(family.columns[n] for n in kept),
        parts=tuple(family.parts[n] for n in kept),
        steps=tuple(family.steps[n] for n in kept),
    )


def _multi(family: Family, verdict: Verdict, setting: Setting) -> list[Guess] | None:
    """Return the select-all that columns make up, or nothing where a cell would have no meaning."""
    columns = tuple(column.name for column in family.columns)
    guess = Guess("multi", columns, family.text, _stem(family), verdict.confidence, verdict.why)
    made = select_all(guess, family.columns, family.parts, setting.platform)
    return [made] if made else None


def _matrix(family: Family, verdict: Verdict, setting: Setting) -> Guess:
    """Return the matrix that columns make up."""
    scale = build_scale([column.all_answers for column in family.columns], setting.platform)
    columns = tuple(column.name for column in family.columns)
    rows = tuple(
        column.tag if part.isdigit() else part
        for column, part in zip(family.columns, family.parts, strict=True)
    )
    return Guess("matrix", columns, family.text, _stem(family), verdict.confidence, verdict.why,
                 scale, rows=rows)  # fmt: skip


def _apart(family: Family, setting: Setting, verdict: Verdict | None = None) -> Iterator[Guess]:
    """Yield each column of a family as a question of its own."""
    for column, part in zip(family.columns, family.parts, strict=True):
        own = "" if part.isdigit() and len(family.columns) == 1 else part
        found = guess_one(column, _joined_text(family.text, own), family, setting)
        if " " in column.tag and part:
            found = replace(found, stem=part)
        if verdict and verdict.kind == "numbers" and found.type in ("single", "scale"):
            found = replace(
                found, type="number", scale=None, confidence=verdict.confidence, why=verdict.why
            )
        yield found


def _joined_text(text: str, part: str) -> str:
    """Return a question's text with what is one column's own."""
    return " - ".join(filter(None, (text, part if part != text else "")))


def _stem(family: Family) -> str:
    """Return what to name the question of a family after."""
    return stem_of([column.tag for column in family.columns], family.text or family.parts[0])
