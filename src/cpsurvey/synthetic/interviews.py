"""Interview margins → invented interviews: people, words, and what two coders marked in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd

from cpsurvey.codebook import Codebook
from cpsurvey.synthetic.chance import Stream, shuffled, some_of, stream
from cpsurvey.synthetic.coders import code_twice
from cpsurvey.synthetic.counts import WHY
from cpsurvey.synthetic.exports import SYNTHETIC
from cpsurvey.synthetic.fieldwork import some_day
from cpsurvey.synthetic.interview_margins import InterviewMargins, Raised
from cpsurvey.synthetic.respondents import draw_margins
from cpsurvey.synthetic.transcripts import Passage, write_transcript
from cpsurvey.writers import write_refi_qda

LETTERS = "PFABCDEGH"
CODERS = (f"{SYNTHETIC} coder A", f"{SYNTHETIC} coder B")
TALK = (0.5, 1.5)
UNCODED_THEMES = 8


class Interviews(NamedTuple):
    """Interviews and the truth about them.

    ``people`` has one row an interview (group, what is known of the person, recorded);
    ``raised`` one row an interview and theme; ``texts`` the words; ``codings`` one row a coding
    (source, code, coder, start, end in code points, end exclusive).
    """

    people: pd.DataFrame
    raised: pd.DataFrame
    texts: Mapping[str, str]
    codings: pd.DataFrame


def make_interviews(
    margins: InterviewMargins, days: tuple[date, date], codebook: Codebook, seed: int
) -> Interviews:
    """Make the interviews of every group.

    Parameters
    ----------
    margins
        Who was interviewed, who raised what, and how the coders differ.
    days
        First and last day.
    codebook
        The coding frame and the words for what is known of people.
    seed
        Same seed, same interviews.

    Returns
    -------
    Interviews
        As many raise each theme as the margins say; every one of them is coded so by at least one
        coder, and nobody else is.
    """
    known = draw_margins(margins.people, margins.sizes, codebook, seed)
    people, raised, texts, codings = [], [], {}, []
    for letter, (group, size) in zip(LETTERS, margins.sizes.items(), strict=False):
        rng = stream(seed, group, "interviews")
        names = [f"{SYNTHETIC}-{letter}{number:02d}" for number in range(1, size + 1)]
        coders = _who_codes(names, margins, group, rng)
        themes = _themes([n for n in names if coders[n]], margins.raised, group, rng)
        for name in names:
            said = themes.get(name) or _unmarked(margins.raised, group, rng)
            text, passages = write_transcript(name, group, said, codebook, rng)
            texts[name] = text
            codings += _coded(name, text, passages, coders[name], margins, rng)
        people.append(_people(names, group, known[group], days, codebook, rng))
        raised += [(name, code) for name, codes in themes.items() for code in codes]
    return Interviews(
        people=pd.concat(people, ignore_index=True),
        raised=pd.DataFrame(raised, columns=["interview", "code"]),
        texts=texts,
        codings=pd.DataFrame(codings, columns=["source", "code", "coder", "start", "end"]),
    )


def write_interviews(interviews: Interviews, codebook: Codebook, name: str) -> bytes:
    """Write interviews as the project that a coding program would have exported.

    Parameters
    ----------
    interviews
        From `make_interviews`.
    codebook
        Its themes are the project's codes, nested.
    name
        Name of the project.

    Returns
    -------
    bytes
        A REFI-QDA project (.qdpx).
    """
    codes = pd.DataFrame(
        {
            "code": [theme.code for theme in codebook.themes],
            "name": [theme.label for theme in codebook.themes],
            "parent": [theme.parent for theme in codebook.themes],
            "description": [theme.definition for theme in codebook.themes],
            "codable": [bool(theme.parent) for theme in codebook.themes],
        }
    )
    sources = [
        (str(row["interview"]), interviews.texts[str(row["interview"])], _attributes(row))
        for row in interviews.people.to_dict("records")
    ]
    return write_refi_qda(
        name, CODERS, codes, sources, interviews.codings, origin=f"cpsurvey ({SYNTHETIC})"
    )


def _attributes(row: Mapping[object, object]) -> dict[str, str]:
    """Return what the project says of one interview."""
    return {str(key): str(value) for key, value in row.items() if key != "interview"}


def _who_codes(
    names: Sequence[str], margins: InterviewMargins, group: str, rng: Stream
) -> dict[str, tuple[str, ...]]:
    """Return the coders of each interview: none, both, or one of them."""
    nobody, both = margins.uncoded.get(group, 0), margins.by_both.get(group, 0)
    alone = len(names) - nobody - both
    first = round(alone * margins.first_coder)
    sorts = [((), nobody), (CODERS, both), (CODERS[:1], first), (CODERS[1:], alone - first)]
    every = [coders for coders, count in sorts for _ in range(count)]
    return {names[place]: every[rank] for rank, place in enumerate(shuffled(len(names), rng))}


def _themes(
    names: Sequence[str], raised: Sequence[Raised], group: str, rng: Stream
) -> dict[str, list[str]]:
    """Return the themes each interview raises, as many interviews for each as its count says."""
    low, high = TALK
    talk = low + (high - low) * rng.random(len(names))
    found: dict[str, list[str]] = {name: [] for name in names}
    for one in [one for one in raised if one.group == group]:
        may = np.array([not one.within or one.within in found[name] for name in names])
        order = np.argsort(np.where(may, rng.random(len(names)) / talk, np.inf), kind="stable")
        for place in order[: one.count]:
            found[names[place]].append(one.code)
    return found


def _unmarked(raised: Sequence[Raised], group: str, rng: Stream) -> list[str]:
    """Return what is said in an interview that nobody has coded."""
    return some_of([one.code for one in raised if one.group == group], UNCODED_THEMES, rng)


def _coded(
    name: str,
    text: str,
    passages: Sequence[Passage],
    coders: Sequence[str],
    margins: InterviewMargins,
    rng: Stream,
) -> list[tuple[str, str, str, int, int]]:
    """Return the codings of one interview by all of its coders."""
    if not coders:
        return []
    made = [(name, p.code, coders[0], p.start, p.end) for p in passages]
    for coder in coders[1:]:
        again = code_twice(text, passages, margins, rng)
        made += [(name, p.code, coder, p.start, p.end) for p in again]
    return made


def _people(
    names: Sequence[str],
    group: str,
    known: pd.DataFrame,
    days: tuple[date, date],
    codebook: Codebook,
    rng: Stream,
) -> pd.DataFrame:
    """Return what the project says of the people, in words."""
    frame = pd.DataFrame({"interview": names, "group": codebook.groups[group]}, dtype=object)
    for question in map(str, known):
        labels = _labels(question, codebook)
        frame[question] = ["" if c.startswith(WHY) else labels[c] for c in known[question]]
    recorded = [some_day(*days, 0, rng).isoformat() for _ in names]
    return frame.assign(interview_mode="Telephone", recorded=recorded, data=SYNTHETIC)


def _labels(question: str, codebook: Codebook) -> Mapping[str, str]:
    """Return code → label of a question's answers."""
    asked = codebook.by_name[question]
    if asked.type == "role":
        return {role.code: role.label for role in codebook.roles}
    return {level.code: level.label for level in (asked.scale.levels if asked.scale else ())}
