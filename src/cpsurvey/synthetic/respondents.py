"""Margins → people whose answers meet every margin exactly: a table of codes, a row a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cpsurvey.codebook import Codebook, Question, ShownIf
from cpsurvey.errors import CodebookError, listed
from cpsurvey.synthetic.asked import people_of, routed
from cpsurvey.synthetic.chance import Stream, stream
from cpsurvey.synthetic.counts import NOT_SHOWN
from cpsurvey.synthetic.finishing import finished
from cpsurvey.synthetic.margin_given import TICKED, UNTICKED
from cpsurvey.synthetic.margin_model import Margin, Margins
from cpsurvey.synthetic.sharing_out import Task, share_out
from cpsurvey.synthetic.ticks import make_ticks
from cpsurvey.synthetic.ties import make_together
from cpsurvey.synthetic.together import Earlier, share_together

Answers = NDArray[np.object_]


class Made(NamedTuple):
    """A group's answers so far, by question: to be written, and as the margins count them."""

    size: int
    cells: dict[str, Answers]
    counted: dict[str, Answers]


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
        select-all question; a whole number; a day; or a minus and the reason why there is no
        answer.

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
    made = {group: Made(size, {}, {}) for group, size in sizes.items()}
    for tied in make_together(margins, codebook):
        if len(tied) == 1:
            _draw(tied[0], made, codebook, seed)
        else:
            _draw_together(tied, made, codebook, seed)
    return {
        group: pd.DataFrame(
            {m.question: one.cells[m.question] for m in margins if m.group == group},
            index=range(one.size),
            dtype=object,
        )
        for group, one in made.items()
    }


def _draw(margin: Margin, made: Mapping[str, Made], codebook: Codebook, seed: int) -> None:
    """Make the answers to one question."""
    own = made[margin.group]
    question = _question(margin, codebook)
    shown = np.flatnonzero(_shown(margin, own, codebook))
    task = _task(margin, made, shown, codebook, stream(seed, margin.group, margin.question))
    try:
        if question is not None and question.type == "multi":
            _keep(margin, own, shown, made_of=make_ticks(task), counted=None)
            return
        names = (listed(margin.given) or "the earlier answers", margin.name)
        counted = share_out(task.given, margin.counts, margin.odds_of, task.rng, names=names)
        _keep(margin, own, shown, finished(counted, task), counted)
    except CodebookError as error:
        beside = f" given {listed(margin.given)}" if margin.given else ""
        raise CodebookError(f"margin {margin.name}{beside}: {error}") from error


def _draw_together(
    tied: Sequence[Margin], made: Mapping[str, Made], codebook: Codebook, seed: int
) -> None:
    """Make the answers to questions that cross-tabulations tie together."""
    group, own = tied[0].group, made[tied[0].group]
    members = {margin.question: margin for margin in tied}
    earlier = Earlier(
        answers=lambda name: _earlier(name, own),
        shown=lambda name: _shown(members[name], own, codebook),
    )
    routing = {name: _routing(margin, codebook) for name, margin in members.items()}
    rng = stream(seed, group, *members, "together")
    try:
        answers = share_together(tied, own.size, earlier, routing, rng)
    except CodebookError as error:
        names = listed([margin.name for margin in tied])
        raise CodebookError(f"margins {names}, which are cross-tabulated: {error}") from error
    for margin in tied:
        shown = np.flatnonzero(answers[margin.question] != NOT_SHOWN)
        task = _task(margin, made, shown, codebook, stream(seed, group, margin.question))
        counted = answers[margin.question][shown]
        _keep(margin, own, shown, finished(counted, task), counted)


def _task(
    margin: Margin,
    made: Mapping[str, Made],
    shown: NDArray[np.intp],
    codebook: Codebook,
    rng: Stream,
) -> Task:
    """Put together what it takes to make the answers of those shown a question."""
    own = made[margin.group]
    given = [_earlier(name, own) for name in margin.given]
    together = _column(list(zip(*given, strict=True)) if given else [()] * own.size)
    always = own.cells[margin.includes][shown] if margin.includes else None
    return Task(
        margin=margin,
        question=_question(margin, codebook),
        given=together[shown],
        always=always,
        among=set(made[margin.among].cells[margin.question]) if margin.among else None,
        codebook=codebook,
        rng=rng,
    )


def _keep(
    margin: Margin,
    own: Made,
    shown: NDArray[np.intp],
    made_of: Sequence[object],
    counted: Answers | None,
) -> None:
    """Keep what was made for those shown the question; it was not shown to the others."""
    for home, cells in (
        (own.cells, made_of),
        (own.counted, made_of if counted is None else counted),
    ):
        column: list[object] = [NOT_SHOWN] * own.size
        for person, answer in zip(shown, cells, strict=True):
            column[person] = answer
        home[margin.question] = _column(column)


def _column(cells: Sequence[object]) -> Answers:
    """Return cells as an array, tuples among them as they are."""
    column = np.empty(len(cells), dtype=object)
    column[:] = cells
    return column


def _question(margin: Margin, codebook: Codebook) -> Question | None:
    """Return the question that a margin is about, or nothing where it is in no questionnaire."""
    return None if margin.latent else codebook.by_name.get(margin.question.partition("__")[0])


def _routing(margin: Margin, codebook: Codebook) -> ShownIf | None:
    """Return by which earlier answers a question is shown, where these are asked for as well."""
    question, people = _question(margin, codebook), people_of(codebook)
    if question is None or not routed(question, codebook, people.get(margin.group)):
        return None
    return question.shown_if


def _shown(margin: Margin, own: Made, codebook: Codebook) -> NDArray[np.bool_]:
    """Tell to whom a question is put."""
    shown_if = _routing(margin, codebook)
    if shown_if is None:
        return np.ones(own.size, dtype=bool)
    wanted = set(shown_if.answers)
    cells = own.cells[shown_if.question]
    return np.array([bool(wanted & ({c} if isinstance(c, str) else set(c))) for c in cells])


def _earlier(name: str, own: Made) -> Answers:
    """Return what everybody answered to an earlier question, or whether an option was ticked."""
    if name in own.counted:
        return own.counted[name]
    asked, _, option = name.partition("__")
    cells = [
        cell if isinstance(cell, str) else TICKED if option in cell else UNTICKED
        for cell in own.counted[asked]
    ]
    return np.array(cells, dtype=object)
