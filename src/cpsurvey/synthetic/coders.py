"""What was raised, and where → what further coders of the same words mark, at stated rates."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from math import floor
from typing import NamedTuple

from cpsurvey.errors import CodebookError
from cpsurvey.synthetic.chance import Stream, shuffled
from cpsurvey.synthetic.interview_margins import InterviewMargins

WORD = re.compile(r"\S+")
MOST_WORDS = 3
MISSED, SHIFTED, ADDED = "missed", "shifted", "added"


class Mark(NamedTuple):
    """A theme that somebody marked in an interview: code points, the end exclusive."""

    interview: str
    code: str
    start: int
    end: int


class Again(NamedTuple):
    """What a further coder marks, and how it differs from what was raised.

    ``differences`` has a pair for each: missed, shifted or added, and the mark that was missed,
    shifted (as it was) or added.
    """

    marks: list[Mark]
    differences: list[tuple[str, Mark]]


def code_again(
    texts: Mapping[str, str], said: Sequence[Mark], margins: InterviewMargins, rng: Stream
) -> Again:
    """Mark interviews once more, differing from what was raised exactly as often as stated.

    Parameters
    ----------
    texts
        Interview → its words.
    said
        Every passage of all the interviews that are coded again.
    margins
        ``missed``, ``shifted`` and ``added``: shares of these passages.
    rng
        Chance: which passages, and how they are shifted. With higher rates the same passages
        differ, and others besides.

    Returns
    -------
    Again
        So many passages, to the nearest whole one, are missed: not one of their characters has
        this code again. So many others are shifted: without their first or last words, or on to
        the end of what is said in one go. To so many that are not missed a code is added which
        the interview raises elsewhere, and nothing that it does not raise at all: counting
        interviews, a theme is raised in as many as the margins say.

    Raises
    ------
    CodebookError
        If too few passages can be shifted or have a code added.

    Notes
    -----
    How far coders then agree depends on the unit. By character every difference counts. By
    segment a passage that is shifted still overlaps, and counts only where it runs into another.
    By interview only what is missed counts, and only where it was the theme's sole passage.

    Themes are rare, so that kappa and alpha are near the share of marks that have their like, and
    percentages and AC1 near 1 whatever the rates. By segment kappa is about
    2 (1 - missed) / (2 - missed + added): 0.90 at the rates of the 2020 study (0.14 missed, 0.25
    shifted, 0.06 added), where it is 0.81 to 0.85 by character and 0.93 to 0.95 by interview,
    according to the seed.
    """
    order = [said[place] for place in shuffled(len(said), rng)]
    shifts = [_shifted(texts[mark.interview], mark, said, rng) for mark in order]
    after = [order[place] for place in shuffled(len(said), rng)]
    wanted = {
        name: floor(getattr(margins, name) * len(said) + 0.5) for name in (MISSED, SHIFTED, ADDED)
    }
    missed = set(order[: wanted[MISSED]])
    able = [
        (mark, moved)
        for mark, moved in zip(reversed(order), reversed(shifts), strict=True)
        if moved and mark not in missed
    ]
    _check_able(SHIFTED, wanted[SHIFTED], len(able), len(said))
    shifted = dict(able[: wanted[SHIFTED]])
    marks = [shifted.get(mark, mark) for mark in said if mark not in missed]
    more = _added([m for m in after if m not in missed], shifted, said, marks, wanted[ADDED])
    return Again(
        marks + more,
        [(MISSED, mark) for mark in said if mark in missed]
        + [(SHIFTED, mark) for mark in said if mark in shifted]
        + [(ADDED, mark) for mark in more],
    )


def _shifted(text: str, mark: Mark, said: Sequence[Mark], rng: Stream) -> Mark | None:
    """Return a mark without its first or last words, or with all that follows in the line."""
    inside = [match.span() for match in WORD.finditer(text, mark.start, mark.end)]
    which, much = rng.random(2)
    cut = min(1 + int(much * MOST_WORDS), len(inside) - 1)
    line = text.find("\n", mark.end)
    end = line if line >= 0 else len(text)
    moved = [
        mark._replace(start=inside[cut][0]),
        mark._replace(end=inside[-1 - cut][1]),
        mark._replace(end=end),
    ]
    others = [other for other in said if other.code == mark.code and other != mark]
    able = [m for m in moved if m != mark and not any(_overlap(m, other) for other in others)]
    return able[int(which * len(able))] if able else None


def _added(
    places: Sequence[Mark],
    shifted: Mapping[Mark, Mark],
    said: Sequence[Mark],
    marks: Sequence[Mark],
    wanted: int,
) -> list[Mark]:
    """Return marks more: on passages marked already, themes that the interview raises elsewhere."""
    codes: dict[str, list[str]] = {}
    for mark in said:
        codes.setdefault(mark.interview, []).append(mark.code)
    more: list[Mark] = []
    for rank, mark in enumerate(places):
        if len(more) == wanted:
            break
        here = shifted.get(mark, mark)
        raised = sorted(set(codes[mark.interview]))
        for step in range(len(raised)):
            new = here._replace(code=raised[(rank + step) % len(raised)])
            if not any(_overlap(new, other) for other in (*said, *marks, *more)):
                more.append(new)
                break
    _check_able(ADDED, wanted, len(more), len(said))
    return more


def _overlap(one: Mark, other: Mark) -> bool:
    """Tell whether two marks give some of the same words the same code."""
    same = (one.interview, one.code) == (other.interview, other.code)
    return same and one.start < other.end and other.start < one.end


def _check_able(what: str, wanted: int, able: int, total: int) -> None:
    """Refuse a rate that the passages do not allow."""
    if wanted > able:
        told = "have a code added" if what == ADDED else f"be {what}"
        raise CodebookError(
            f"interviews: disagreement: {wanted} of {total} passages are to {told}, and {able} can:"
            f" lower {what}, or have more interviews coded by all (by_both)."
        )
