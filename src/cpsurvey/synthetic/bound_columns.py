"""Margins, codebook and claims → one column a question or option, and what may be its counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cpsurvey.claims import Claim
from cpsurvey.codebook import Codebook, Question
from cpsurvey.synthetic.cells import Limit, Range, cell_bounds, margin_limits
from cpsurvey.synthetic.counts import is_reason
from cpsurvey.synthetic.limits import Axis, Known, Room, known_of
from cpsurvey.synthetic.margin_model import Counts, Margin, Margins
from cpsurvey.synthetic.sums import Whole

TICKED, UNTICKED = "ticked", "unticked"


class Study(NamedTuple):
    """What everything is worked out from; ``groups`` says of which group each people are."""

    margins: Margins
    codebook: Codebook
    claims: Sequence[Claim]
    groups: Mapping[str, str]


class Column(NamedTuple):
    """One question, or one option of one, and how many of some people gave each answer or none.

    Without a margin ``counts`` is missing. ``published`` says that all of them are, and ``table``
    is a cross-tabulation with earlier questions.
    """

    axis: Axis
    counts: Whole | None
    published: bool = False
    table: Mapping[str, Mapping[str, Counts]] = MappingProxyType({})


def columns_of(margin: Margin, study: Study) -> Iterator[Column]:
    """Yield the column of a margin, or of a select-all question one for each option."""
    people = study.margins.kept[margin.group]
    answered = margin.shown - sum(n for a, n in margin.counts.items() if is_reason(a))
    published = bool(margin.source) and not margin.assumed
    if _question(margin.question, study).type != "multi":
        axis = axis_of(margin.question, study, tuple(a for a in margin.counts if not is_reason(a)))
        counts = [margin.counts.get(answer, 0) for answer in axis.answers]
        yield Column(axis, np.array([*counts, people - sum(counts)]), published, margin.table)
        return
    for option, ticked in margin.counts.items():
        if not is_reason(option):
            axis = axis_of(margin.question, study, (TICKED, UNTICKED), option)
            counts = [ticked, answered - ticked, people - answered]
            yield Column(axis, np.array(counts), published)


def axis_of(name: str, study: Study, answers: tuple[str, ...] = (), option: str = "") -> Axis:
    """Return a question as an axis; its answers in the codebook's order, then any others."""
    question = _question(name, study)
    if not option:
        answers = tuple(dict.fromkeys([*question.codes, *answers]))
    everybody = all(put_to(name, who, study) for who in study.groups)
    return Axis(name, answers, option, bool(question.shown_if) or not everybody)


def put_to(name: str, who: str, study: Study) -> bool:
    """Tell whether some people have answers to a question."""
    question = _question(name, study)
    if question.type == "derived":
        return study.groups[who] in question.groups
    return any(one.group == who and one.question == name for one in study.margins.margins)


def published_range(column: Column, who: str, study: Study) -> tuple[Range, Known]:
    """Return how many may have given each answer, or none, by what is published alone."""
    if column.published and column.counts is not None:
        return Range(column.counts, column.counts), Known()
    room, people = Room(study.groups, (column.axis,)), study.margins.kept[who]
    known = known_of(study.claims, room, who)
    if not known.readings:
        none = np.zeros(column.axis.size, dtype=np.int64)
        return Range(none, none + people), known
    return bounds_in(room, who, study, known), known


def bounds_in(
    room: Room, who: str, study: Study, known: Known, counted: Sequence[Column] = ()
) -> Range:
    """Return the bounds of some people's cells in a table, with these columns' counts known."""
    place = list(room.groups).index(who)
    kept = np.array([study.margins.kept[one] for one in room.groups])
    limits = margin_limits("the numbers kept", (0,), Range(kept, kept), room.shape)
    for column in counted:
        limits += _counted(column, who, room)
    low, high = cell_bounds(_possible(room, study), limits, known.readings, room.among(0, [place]))
    return Range(low[place], high[place])


def _counted(column: Column, who: str, room: Room) -> Iterator[Limit]:
    """Yield a column's counts as limits."""
    if column.counts is None:
        return
    axis = room.find(column.axis.question)
    mine = room.among(0, [list(room.groups).index(who)])
    for place, count in enumerate(column.counts):
        weight = (mine & room.among(axis, [place])).astype(np.int64)
        name = f"margin {who}.{column.axis.question}"
        yield Limit(name, weight, float(count), float(count))


def _possible(room: Room, study: Study) -> NDArray[np.bool_]:
    """Tell which cells may hold anybody: all but answers of those who were not asked."""
    possible = np.ones(room.shape, dtype=bool)
    for number, axis in enumerate(room.axes, start=1):
        for i, who in enumerate(room.groups):
            if not put_to(axis.question, who, study):
                possible &= ~(room.among(0, [i]) & room.among(number, range(len(axis.answers))))
    return possible


def _question(name: str, study: Study) -> Question:
    """Return the question of a column."""
    return study.codebook.by_name[name.partition("__")[0]]
