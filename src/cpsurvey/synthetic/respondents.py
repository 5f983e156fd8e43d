"""Margins → people whose answers meet every margin exactly: a table of codes, a row a person."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cpsurvey.codebook import Codebook, Question
from cpsurvey.errors import CodebookError
from cpsurvey.synthetic.chance import Stream, shuffled, stream
from cpsurvey.synthetic.counts import WHY
from cpsurvey.synthetic.margins import Margin, Margins, range_of
from cpsurvey.synthetic.sharing_out import Task, share_out
from cpsurvey.synthetic.ticks import TICKED, UNTICKED, make_ticks

NOT_SHOWN = WHY + "not_shown"
COMMON = 0.15


def make_answers(margins: Margins, codebook: Codebook, seed: int) -> dict[str, pd.DataFrame]:
    """Make the answers of every group.

    Parameters
    ----------
    margins
        How many give each answer, from `load_margins`.
    codebook
        The questionnaire.
    seed
        Same seed, same people.

    Returns
    -------
    dict
        Group → one row a person, one column a margin. A cell holds a code; a tuple of codes for a
        select-all question; a whole number; or a minus and the reason why there is no answer.

    Raises
    ------
    CodebookError
        If no whole people can meet two margins together; the message names them.
    """
    return draw_margins(margins.margins, margins.kept, codebook, seed)


def draw_margins(
    margins: Sequence[Margin], sizes: Mapping[str, int], codebook: Codebook, seed: int
) -> dict[str, pd.DataFrame]:
    """Make one column a margin, in their order, for groups of these sizes."""
    made = {group: pd.DataFrame(index=range(size)) for group, size in sizes.items()}
    for margin in margins:
        rng = stream(seed, margin.group, margin.question)
        try:
            column = pd.Series(_column(margin, made, codebook, rng), dtype=object)
        except CodebookError as error:
            beside = f" given {margin.given}" if margin.given else ""
            here = f"margin {margin.group}.{margin.question}{beside}"
            raise CodebookError(f"{here}: {error}") from error
        made[margin.group][margin.question] = column
    return made


def _column(
    margin: Margin, made: Mapping[str, pd.DataFrame], codebook: Codebook, rng: Stream
) -> list[object]:
    """Make one column: the answers of those shown the question, not shown for the others."""
    answers = made[margin.group]
    question = codebook.by_name.get(margin.question.partition("__")[0])
    if margin.latent:
        question = None
    shown = np.flatnonzero(_shown(answers, question))
    task = Task(
        margin=margin,
        question=question,
        answers=answers.iloc[shown],
        given=_given(margin, answers)[shown],
        among=set(made[margin.among][margin.question]) if margin.among else None,
        codebook=codebook,
        rng=rng,
    )
    make = MAKERS.get(question.type, _single) if question else _single
    column: list[object] = [NOT_SHOWN] * len(answers)
    for person, answer in zip(shown, make(task), strict=True):
        column[person] = answer
    return column


def _shown(answers: pd.DataFrame, question: Question | None) -> NDArray[np.bool_]:
    """Tell to whom a question is put."""
    if question is None or question.shown_if is None:
        return np.ones(len(answers), dtype=bool)
    return answers[question.shown_if.question].isin(question.shown_if.answers).to_numpy()


def _given(margin: Margin, answers: pd.DataFrame) -> NDArray[np.object_]:
    """Return the answers that go with this margin's; the same for everybody where none do."""
    if not margin.given:
        return np.full(len(answers), "", dtype=object)
    if margin.given in answers:
        return answers[margin.given].to_numpy(dtype=object)
    asked, _, option = margin.given.partition("__")
    cells = [
        cell if isinstance(cell, str) else TICKED if option in cell else UNTICKED
        for cell in answers[asked]
    ]
    return np.array(cells, dtype=object)


def _single(task: Task) -> list[object]:
    """Make one answer a person, as many of each as the margin says."""
    return list(share_out(task.given, task.margin.counts, task.margin.odds_of, task.rng))


def _number(task: Task) -> list[object]:
    """Make one number a person, each somewhere in the range allotted."""
    return [
        text if text.startswith(WHY) else _within(text, task.rng)
        for text in map(str, _single(task))
    ]


def _within(text: str, rng: Stream) -> int:
    """Return a whole number in a range."""
    low, high = range_of(text)
    return low + int(rng.random() * (high - low + 1))


def _authority(task: Task) -> list[object]:
    """Make one authority a person: as many different ones a nation as the margin says."""
    answers = np.array(_single(task), dtype=object)
    for nation in [answer for answer in task.margin.counts if not answer.startswith(WHY)]:
        codes = [
            authority.code
            for authority in task.codebook.authorities
            if authority.nation == nation and (task.among is None or authority.code in task.among)
        ]
        people = np.flatnonzero(answers == nation)
        reached = task.margin.reached.get(nation, 0)
        if reached > min(len(people), len(codes)) or (len(people) and not codes):
            raise CodebookError(
                f"{len(people)} people in {nation} cannot come from {reached} of {len(codes)}"
                " authorities."
            )
        answers[people] = _spread(codes, len(people), reached, task.rng)
    return list(answers)


def _spread(codes: list[str], people: int, reached: int, rng: Stream) -> list[str]:
    """Spread people over authorities: each of `reached` has one at least, some have many."""
    chosen = [codes[place] for place in shuffled(len(codes), rng)[: reached or len(codes)]]
    size = np.cumsum(1 / (COMMON + rng.random(len(chosen))))
    more = np.searchsorted(size, rng.random(people - reached) * size[-1:], side="right")
    spread = chosen[:reached] + [chosen[min(place, len(chosen) - 1)] for place in more]
    return [spread[place] for place in shuffled(people, rng)]


MAKERS: Mapping[str, Callable[[Task], list[object]]] = {
    "number": _number,
    "authority": _authority,
    "multi": make_ticks,
}
