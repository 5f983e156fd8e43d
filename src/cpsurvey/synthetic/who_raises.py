"""Counts by level, and names of interviews → who codes which of them, and who raises what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from cpsurvey.synthetic.chance import Stream, shuffled, some_of
from cpsurvey.synthetic.interview_margins import InterviewMargins
from cpsurvey.synthetic.raised import Raised, least_of
from cpsurvey.synthetic.raised_rooms import spare_levels
from cpsurvey.synthetic.sharing_out import share_out

TALK = (0.5, 1.5)
UNCODED_THEMES = 8
RAISED, SILENT = "raised", "silent"
Objects = NDArray[np.object_]


def share_coders(
    levels: Objects, margins: InterviewMargins, group: str, rng: Stream
) -> list[tuple[str, ...]]:
    """Return the coders of each interview of a group: none, all, or one of them.

    Parameters
    ----------
    levels
        What is known of each, that themes go by; shape (n,).
    margins
        How many are coded by nobody and by all, and the first coder's share of the others; the
        other coders share the rest evenly.
    group
        Whose interviews these are.
    rng
        Chance.
    """
    raised = margins.raised_by(group)
    names, found = np.unique(levels.astype(str), return_counts=True)
    spare = spare_levels(raised, dict(zip(names.tolist(), found.tolist(), strict=True)))
    nobody, every = margins.uncoded.get(group, 0), margins.by_both.get(group, 0)
    coders: list[tuple[str, ...]] = [()] * len(levels)
    others = []
    for place in shuffled(len(levels), rng):
        if nobody and (not raised or spare[str(levels[place])] > 0):
            nobody -= 1
            spare[str(levels[place])] -= 1
        else:
            others.append(place)
    alone = len(others) - every
    first = alone if len(margins.coders) == 1 else round(alone * margins.first_coder)
    for rank, place in enumerate(others):
        if rank < every:
            coders[place] = margins.coders
        elif rank < every + first:
            coders[place] = margins.coders[:1]
        else:
            coders[place] = (margins.coders[1 + rank % (len(margins.coders) - 1)],)
    return coders


def share_themes(levels: Objects, raised: Sequence[Raised], rng: Stream) -> list[list[str]]:
    """Return the themes that each interview raises.

    Parameters
    ----------
    levels
        What is known of each, that themes go by; shape (n,).
    raised
        The themes of one group, checked by `check_rooms`.
    rng
        Chance; some people raise more than others.

    Returns
    -------
    list
        Of each interview its themes: as many interviews raise each as its count says, as many at
        each level as its counts by level say, and only those that raise the theme it is within.
    """
    low, high = TALK
    talk = low + (high - low) * rng.random(len(levels))
    least = least_of(raised)
    found: list[list[str]] = [[] for _ in levels]
    for one in raised:
        may = np.array([not one.within or one.within in codes for codes in found], dtype=bool)
        order = np.argsort(np.where(may, rng.random(len(levels)) / talk, np.inf), kind="stable")
        order = order[: may.sum()]
        left = _by_level(one, levels[order], least[one.code], rng)
        for place in order:
            level = str(levels[place])
            if left.get(level, 0):
                left[level] -= 1
                found[place].append(one.code)
    return found


def say_anything(level: str, raised: Sequence[Raised], rng: Stream) -> list[str]:
    """Return what is said in an interview that nobody has coded, which counts nowhere."""
    codes = [one.code for one in raised if one.may(level)]
    said = some_of(codes, UNCODED_THEMES, rng)
    kept: list[str] = []
    for one in raised:
        if one.code in said and (not one.within or one.within in kept):
            kept.append(one.code)
    return kept


def _by_level(
    one: Raised, levels: Objects, least: Mapping[str, int], rng: Stream
) -> dict[str, int]:
    """Return at each level how many of those who may raise a theme, most talkative first, do so."""
    if one.cells:
        return dict(one.cells)
    if not one.given and not least:
        return dict(Counter(map(str, levels[: one.count])))
    wanted = Counter(least)
    free = list((Counter(map(str, levels)) - wanted).elements())
    counts = {RAISED: one.count - wanted.total()}
    counts[SILENT] = len(free) - counts[RAISED]
    given = np.array(free, dtype=object)
    who = share_out(given, counts, lambda at, does: one.odds_of(at) if does == RAISED else 1, rng)
    return dict(wanted + Counter(given[who == RAISED].tolist()))
