"""Margins and their cross-tabulations → which of them must be made at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cpsurvey.codebook import Codebook
from cpsurvey.errors import CodebookError
from cpsurvey.synthetic.asked import people_of, routed
from cpsurvey.synthetic.margin_model import Margin


def make_together(margins: Sequence[Margin], codebook: Codebook) -> list[tuple[Margin, ...]]:
    """Part margins, in their order, into those that cross-tabulations tie to one another.

    They stand where the first of them stands; what they go with and stands after it is made at
    once with them.

    Raises
    ------
    CodebookError
        If that is a question with several ticks.
    """
    place = {(margin.group, margin.question): at for at, margin in enumerate(margins)}
    home = list(range(len(margins)))
    for at, margin in enumerate(margins):
        for name in margin.table:
            _join(home, at, place[margin.group, name])
    changed = True
    while changed:
        changed = False
        for at, margin in enumerate(margins):
            if home.count(home[at]) > 1:
                for name in _goes_with(margin, codebook, place):
                    other = place[margin.group, name]
                    if home[other] > home[at]:
                        _check_single(name, margin, margins[home[at]], codebook)
                        changed = _join(home, at, other)
    parts: dict[int, list[Margin]] = {}
    for at, margin in enumerate(margins):
        parts.setdefault(home[at], []).append(margin)
    return [tuple(parts[first]) for first in sorted(parts)]


def _join(home: list[int], one: int, other: int) -> bool:
    """Put two margins, and all that each is made with, in one part; tell whether it is new."""
    first, last = sorted((home[one], home[other]))
    home[:] = [first if part == last else part for part in home]
    return first != last


def _goes_with(
    margin: Margin, codebook: Codebook, place: Mapping[tuple[str, str], int]
) -> list[str]:
    """Return the earlier questions that a margin goes with, and the one that routes to it."""
    names = [
        name if (margin.group, name) in place else name.partition("__")[0] for name in margin.given
    ]
    question = codebook.by_name.get(margin.question.partition("__")[0])
    instrument = people_of(codebook).get(margin.group)
    if margin.latent or question is None or question.shown_if is None:
        return names
    routing = [question.shown_if.question] if routed(question, codebook, instrument) else []
    return [*names, *routing]


def _check_single(name: str, margin: Margin, first: Margin, codebook: Codebook) -> None:
    """Stop where people may give several answers to what would have to be made at once."""
    question = codebook.by_name.get(name)
    if question is not None and question.type == "multi":
        raise CodebookError(
            f"margin {margin.name}: it goes with {name}, where people may tick several options, and"
            f" a cross-tabulation ties it to {first.question}: put the margin of {name} before that"
            f" of {first.question}."
        )
