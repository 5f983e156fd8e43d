"""Margins and claims → what they leave open of how answers go with the way people joined."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cpsurvey.claims import Claim
from cpsurvey.codebook import Codebook
from cpsurvey.errors import QuestionError, unknown
from cpsurvey.synthetic.asked import people_of
from cpsurvey.synthetic.bound_columns import (
    Column,
    Study,
    axis_of,
    bounds_in,
    columns_of,
    published_range,
    put_to,
)
from cpsurvey.synthetic.cells import Range, frechet, share_bounds, within
from cpsurvey.synthetic.limits import Known, Room, known_of, linked_to
from cpsurvey.synthetic.margin_model import Margins
from cpsurvey.synthetic.sums import Whole

KNOWN_FROM = ("published", "assumed")
ENDS = ("low", "high", "share_low", "share_high", "difference_low", "difference_high")
COLUMNS = [
    "group", "question", "answer", "by", "level",
    *(f"{source}_{end}" for source in KNOWN_FROM for end in ENDS),
    "claims", "doubt",
]  # fmt: skip


def mode_bounds(
    margins: Margins, codebook: Codebook, claims: Sequence[Claim], by: str = "join_mode"
) -> pd.DataFrame:
    """Say what the margins leave open of how each answer goes with the way people joined.

    Parameters
    ----------
    margins
        How many gave each answer, from `load_margins`.
    codebook
        The questionnaire.
    claims
        The published claims, from `load_claims`; there may be none.
    by
        The question that nothing was published against.

    Returns
    -------
    pandas.DataFrame
        One row a group, question, answer (of a select-all question: option), and level of `by`.
        ``published_low`` and ``published_high`` are the fewest and the most people of whom both
        can be true if only published figures are known: the numbers kept, what claims say in
        words or numbers, and counts of which the margins name the source; how many left a
        question out was not published. ``assumed_low`` and ``assumed_high`` are the same with
        every count of the margins. ``…_share_low`` and ``…_share_high`` are what share of those at
        this level who answered can have given the answer, and ``…_difference_low`` and ``…_high``
        by how much that can exceed the same share at all other levels together; missing where
        nobody there can have answered. All can be reached where every count is known, and the
        shares of the published side may be narrower than told. ``claims`` names the claims that
        limit the published side, and ``doubt`` says which of them have several readings (then a
        cell may be what any of them allows) or may be about other people.

    Raises
    ------
    QuestionError
        If no group has a margin of `by` with one answer a person.
    CodebookError
        If claims and margins contradict each other; the message names them.

    Notes
    -----
    Where a made-up value lies between its bounds is no evidence: every value between them agrees
    with the margins just as well.

    References
    ----------
    Fréchet (1951), Annales de l'Université de Lyon A 14, 53-77; Dobra and Fienberg (2000), PNAS
    97, 11885-11892.

    Examples
    --------
    >>> from cpsurvey.claims import load_claims
    >>> from cpsurvey.codebook import load_codebook
    >>> from cpsurvey.synthetic.margins import load_margins
    >>> codebook, claims = load_codebook(), load_claims()
    >>> found = mode_bounds(load_margins(codebook, claims), codebook, claims)
    >>> harmed = found.query(
    ...     "group == 'parent' and answer == 'harmed' and level == 'phone'"
    ... )
    >>> harmed[["question", "assumed_low", "assumed_high"]].values.tolist()
    [['contribution_effect', 10, 16]]
    """
    groups = {who: one.group for who, one in people_of(codebook).items() if who in margins.kept}
    study = Study(margins, codebook, claims, groups)
    rows = [row for who in groups for row in _of_people(study, who, by)]
    if not rows:
        known = dict.fromkeys(
            m.question
            for m in margins.margins
            if not (m.latent or any(one.axis.option for one in columns_of(m, study)))
        )
        raise QuestionError(unknown("question of one answer with a margin", by, known))
    frame = pd.DataFrame(rows, columns=COLUMNS)
    texts = dict.fromkeys([*COLUMNS[:5], "claims", "doubt"], "string")
    counts = dict.fromkeys([f"{s}_{end}" for s in KNOWN_FROM for end in ENDS[:2]], "Int64")
    return frame.astype({**texts, **counts})


def _of_people(study: Study, who: str, by: str) -> Iterator[dict[str, object]]:
    """Yield the rows of one group."""
    mine = [one for one in study.margins.margins if one.group == who and not one.latent]
    level = next((one for m in mine if m.question == by for one in columns_of(m, study)), None)
    if level is None or level.axis.option:
        return
    levels = published_range(level, who, study)
    tied = linked_to(by, study.claims, study.groups[who])
    columns = [one for m in mine if m.question != by for one in columns_of(m, study)]
    bare = [name for name in tied if name not in {m.question for m in mine}]
    columns += [Column(axis_of(name, study), None) for name in bare if put_to(name, who, study)]
    for column in columns:
        room = Room(study.groups, (column.axis, level.axis))
        linked = column.axis.question in tied
        pair = known_of(study.claims, room, who) if linked else None
        yield from _rows(column, level, levels, pair, who, study)


def _rows(
    column: Column,
    level: Column,
    levels: tuple[Range, Known],
    pair: Known | None,
    who: str,
    study: Study,
) -> Iterator[dict[str, object]]:
    """Yield a row for each answer of a question and each level."""
    answers, known = published_range(column, who, study)
    people, exact = study.margins.kept[who], _exact(column, level)
    ends = {}
    for source in KNOWN_FROM:
        counted = [one for one in (column, level) if source == "assumed" or one.published]
        if exact is not None and any(one is column for one in counted):
            ends[source] = _of_table(exact)
            continue
        margins = (_known(column, answers, counted), _known(level, levels[0], counted))
        if pair is None:
            cells = frechet(margins[0], margins[1], people)
        else:
            room = Room(study.groups, (column.axis, level.axis))
            cells = bounds_in(room, who, study, pair, counted)
        ends[source] = _ends(cells, margins[0], margins[1], people)
    three = (known, levels[1], pair or Known())
    told = {
        "claims": ", ".join(dict.fromkeys(name for one in three for name in one.claims)),
        "doubt": "; ".join(dict.fromkeys(text for one in three for text in one.doubt)),
    }
    names = [column.axis.option] if column.axis.option else column.axis.answers
    for i, answer in enumerate(names):
        for j, place in enumerate(level.axis.answers):
            about = dict(zip(COLUMNS, (who, column.axis.question, answer), strict=False))
            about |= {"by": level.axis.question, "level": place}
            found = {
                f"{source}_{end}": values[end][i, j]
                for source, values in ends.items()
                for end in ENDS
            }
            yield about | found | told


def _known(column: Column, published: Range, counted: Sequence[Column]) -> Range:
    """Return a column's counts where they are taken for known, or else what is published."""
    taken = column.counts if any(one is column for one in counted) else None
    return published if taken is None else Range(taken, taken)


def _exact(column: Column, level: Column) -> Whole | None:
    """Return answers by levels, where a margin is a cross-tabulation of the two."""
    by, name = level.axis.question, column.axis.question
    answers, levels = column.axis.answers, level.axis.answers
    if by in column.table:
        rows = column.table[by]
        return np.array([[rows.get(one, {}).get(a, 0) for one in levels] for a in answers])
    if name in level.table:
        rows = level.table[name]
        return np.array([[rows.get(a, {}).get(one, 0) for one in levels] for a in answers])
    return None


def _of_table(table: Whole) -> dict[str, NDArray[Any]]:
    """Return the ends of what is known exactly."""
    rest = table.sum(axis=1, keepdims=True) - table
    shares = [
        np.divide(one, one.sum(axis=0), out=np.full(one.shape, np.nan), where=one.sum(axis=0) > 0)
        for one in (table.astype(float), rest.astype(float))
    ]
    gap = shares[0] - shares[1]
    return dict(zip(ENDS, (table, table, shares[0], shares[0], gap, gap), strict=True))


def _ends(cells: Range, answers: Range, levels: Range, people: int) -> dict[str, NDArray[Any]]:
    """Return the ends of counts, of shares at each level, and of how these differ from the rest."""
    answers, levels = within(answers, people, "answers"), within(levels, people, "levels")
    silent = Range(answers.low[-1:], answers.high[-1:])
    said = Range(answers.low[:-1, np.newaxis], answers.high[:-1, np.newaxis])
    here = Range(levels.low[:-1], levels.high[:-1])
    cells = Range(cells.low[:-1, :-1], cells.high[:-1, :-1])
    others, rest = _besides(said, people), _besides(here, people)
    there = Range(np.maximum(said.low + rest.low - people, 0), np.minimum(said.high, rest.high))
    low, high = share_bounds(cells, others, silent, here)
    rest_low, rest_high = share_bounds(there, others, silent, rest)
    found = (cells.low, cells.high, low, high, low - rest_high, high - rest_low)
    return dict(zip(ENDS, found, strict=True))


def _besides(one: Range, people: int) -> Range:
    """Return how many all the others along the first axis come to."""
    low, high = (ends.sum(axis=0, keepdims=True) - ends for ends in one)
    return Range(low, np.minimum(high, people - one.low))
