"""The columns of an export → those that may be one question together, and those alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from cpsurvey.codebook import normalise
from cpsurvey.drafting.cues import says
from cpsurvey.drafting.facts import Column
from cpsurvey.drafting.places import CHOICE, CONTINUED, Place, find_place
from cpsurvey.drafting.stems import neighbours, shared_stem, without_flourish


@dataclass(frozen=True)
class Family:
    """Columns that may be one question: its text, and what each column is within it.

    ``typed`` is a box to type into; ``closed`` a question of which the platform says that answers
    were chosen; ``sure`` that the platform itself puts the columns together; ``grid`` names the
    larger question of which this is one row. ``aside`` says what a column is that is no answer.
    """

    columns: tuple[Column, ...]
    text: str
    parts: tuple[str, ...] = ("",)
    steps: tuple[str, ...] = ("",)
    typed: bool = False
    closed: bool = False
    sure: bool = False
    grid: str = ""
    aside: str = ""


def find_families(columns: Sequence[Column], platform: str, sign: str = "") -> list[Family]:
    """Return every column in one family, in the order in which families begin.

    ``sign`` is what the reader put between a question and its part, where the file has both apart.
    """
    places = [find_place(column, platform) for column in columns]
    order = {column.name: number for number, column in enumerate(columns)}
    found: list[Family] = []
    loose: list[int] = []
    for numbers in _together(columns, places):
        members = [columns[number] for number in numbers]
        first = places[numbers[0]]
        if len(numbers) == 1 and not (first.known or first.aside or first.typed):
            loose += numbers
        else:
            found += _split(members, [places[number] for number in numbers])
    for run in _runs(loose):
        found += _by_content([columns[n] for n in run], [places[n] for n in run], sign)
    return sorted(found, key=lambda family: order[family.columns[0].name])


def _together(columns: Sequence[Column], places: Sequence[Place]) -> Iterator[list[int]]:
    """Yield the numbers of columns with the same question in their names or ImportIds."""
    known: dict[tuple[str, int], list[int]] = {}
    seen: Counter[Place] = Counter()
    others: list[int] = []
    for number, place in enumerate(places):
        if place.known:
            seen[place] += 1  # a question asked twice in the same words is two
            known.setdefault((place.stem, seen[place]), []).append(number)
        elif place.aside:
            yield [number]
        else:
            others.append(number)
    yield from known.values()
    for run in _runs(others):
        for _, same in groupby(
            run, key=lambda number: (places[number].stem, bool(places[number].path))
        ):
            numbers = list(same)
            coherent = all(places[number].path for number in numbers) and _coherent(
                [columns[number] for number in numbers], [places[number] for number in numbers]
            )
            yield from [numbers] if coherent else ([number] for number in numbers)


def _coherent(members: Sequence[Column], places: Sequence[Place]) -> bool:
    """Tell whether columns numbered alike are one question also by their texts, if any."""
    asked = [c.text for c, place in zip(members, places, strict=True) if not place.typed]
    if len(asked) < 2 or any(c.kind == "embedded" for c in members):
        return False
    names = [c.tag for c, place in zip(members, places, strict=True) if not place.typed]
    return asked == names or bool(shared_stem(asked)[0]) or len(asked) > 2


def _split(members: Sequence[Column], places: Sequence[Place]) -> Iterator[Family]:
    """Yield the families of one question of the platform: options or rows, a grid's rows, boxes."""
    sure = places[0].known
    answers = [
        (column, place)
        for column, place in zip(members, places, strict=True)
        if not place.typed and not place.aside
    ]
    for column, place in zip(members, places, strict=True):
        if place.aside or place.typed:
            yield _alone(column, typed=place.typed, aside=place.aside)
        elif not place.path:
            yield _alone(column, closed=sure)
    deep = [(column, place) for column, place in answers if len(place.path) > 1]
    flat = [(column, place) for column, place in answers if len(place.path) == 1]
    if flat:
        yield _family([c for c, _ in flat], [p.path for _, p in flat], sure=sure)
    for (stem, _), row in groupby(deep, key=lambda item: (item[1].stem, item[1].path[:-1])):
        same = list(row)
        yield _family([c for c, _ in same], [p.path for _, p in same], sure=sure, grid=stem)


def _family(
    columns: Sequence[Column], paths: Sequence[tuple[str, ...]], *, sure: bool, grid: str = ""
) -> Family:
    """Return columns as a family, with the question's text and what is each one's own."""
    choices = [CHOICE.fullmatch(column.tag) for column in columns]
    if sure and choices[0] and all(choices):
        options = tuple(choice["part"] for choice in choices if choice)
        return Family(tuple(columns), choices[0]["stem"], options, options, sure=True)
    texts = [column.text for column in columns]
    named = [without_name(column) for column in columns]
    text, parts = shared_stem(texts, deep=bool(grid))
    if texts == [column.tag for column in columns] and not text and all(named):
        text, parts = shared_stem(named)
    bare = not text and texts == [column.tag for column in columns]
    parts = [
        path[-1] if bare else part or path[-1] for part, path in zip(parts, paths, strict=True)
    ]
    return Family(
        tuple(columns),
        text,
        tuple(parts),
        tuple(path[-1] for path in paths),
        sure=sure or bool(text),
        grid=grid,
    )


def without_name(column: Column) -> str:
    """Return "Question - Row" for a column called "Question [Row]"; else nothing."""
    match = re.fullmatch(r"(.*\S)\s*\[([^\[\]]+)\]\.?", column.tag)
    return f"{match[1]} - {match[2]}" if match else ""


def _alone(column: Column, *, typed: bool = False, closed: bool = False, aside: str = "") -> Family:
    """Return a column that stands alone."""
    text = without_flourish(column.text)
    return Family((column,), text, typed=typed, closed=closed, aside=aside)


def _by_content(columns: Sequence[Column], places: Sequence[Place], sign: str) -> Iterator[Family]:
    """Yield families of neighbours by their texts, or by what stands in them; the rest alone."""
    place = 0
    runs = dict(neighbours([c.text for c in columns], sign))
    while place < len(columns):
        end = runs.get(place, place + 1)
        if end == place + 1:
            end = max(_continued(columns, place), _named_by_options(columns, place))
        members = columns[place:end]
        if end - place == 1 or any(c.kind == "embedded" for c in members):
            for column, where in zip(members, places[place:end], strict=True):
                yield _alone(column, typed=where.typed)
        elif place in runs:
            yield _family(members, [(c.tag,) for c in members], sure=True)
        else:
            named = not CONTINUED.fullmatch(columns[place + 1].tag)
            text = "" if named else columns[place].text
            parts = tuple(c.tag if named else "" for c in members)
            yield Family(tuple(members), text, parts, parts, sure=True)
        place = end


def _continued(columns: Sequence[Column], place: int) -> int:
    """Return where the columns end that have no name of their own and continue this one."""
    end = place + 1
    while end < len(columns) and CONTINUED.fullmatch(columns[end].tag):
        end += 1
    return end


def _named_by_options(columns: Sequence[Column], place: int) -> int:
    """Return where the columns end that are blank or hold nothing but their own name."""
    end = place
    while end < len(columns) and _holds_its_name(columns[end]):
        end += 1
    filled = sum(bool(column.answered) for column in columns[place:end])
    return end if end - place > 1 and filled > 1 else place + 1


def _holds_its_name(column: Column) -> bool:
    """Tell whether a column is blank or holds nothing but its own name."""
    if not column.answered:
        return not says(column.tag, "other") and len(column.tag) > 0
    names = {normalise(column.tag), normalise(column.text)}
    return column.distinct == 1 and set(column.keys) <= names


def _runs(numbers: Sequence[int]) -> Iterator[list[int]]:
    """Yield runs of numbers that follow on each other."""
    for _, run in groupby(enumerate(sorted(numbers)), key=lambda pair: pair[1] - pair[0]):
        yield [number for _, number in run]
