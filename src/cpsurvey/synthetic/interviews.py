"""Interview margins → invented interviews: people, words, and what coders marked in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cpsurvey.codebook import Codebook
from cpsurvey.synthetic.chance import stream
from cpsurvey.synthetic.coders import Mark, code_again
from cpsurvey.synthetic.exports import SYNTHETIC
from cpsurvey.synthetic.interview_margins import InterviewMargins
from cpsurvey.synthetic.interviewed import names_of, people_of
from cpsurvey.synthetic.raised import Raised, codes_raised
from cpsurvey.synthetic.raised_rooms import goes_by
from cpsurvey.synthetic.respondents import draw_margins
from cpsurvey.synthetic.transcripts import write_transcript
from cpsurvey.synthetic.who_raises import say_anything, share_coders, share_themes
from cpsurvey.writers import write_refi_qda


class Interviews(NamedTuple):
    """Interviews and the truth about them.

    Attributes
    ----------
    people
        One row an interview: interview, group, what is known of the person, recorded.
    coders
        Names of all coders.
    readers
        One row an interview and coder who read it: interview, coder.
    raised
        One row an interview that somebody coded, and theme: interview, code.
    passages
        Where each theme is raised, also in interviews that nobody coded: interview, code, start,
        end (code points, end exclusive).
    texts
        Interview → its words.
    codings
        What was marked: source, code, coder, start, end.
    differences
        How those who coded an interview after the first differ from what was raised: coder, what
        (missed, shifted or added), interview, code, start, end.
    """

    people: pd.DataFrame
    coders: tuple[str, ...]
    readers: pd.DataFrame
    raised: pd.DataFrame
    passages: pd.DataFrame
    texts: Mapping[str, str]
    codings: pd.DataFrame
    differences: pd.DataFrame


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
    people, raised, texts, passages = [], [], {}, []
    readers: dict[str, tuple[str, ...]] = {}
    for place, (group, size) in enumerate(margins.sizes.items()):
        rng, themes = stream(seed, group, "interviews"), margins.raised_by(group)
        names, levels = np.array(names_of(place, size)), _levels(known[group], themes)
        coders = share_coders(levels, margins, group, rng)
        coded = np.array([bool(who) for who in coders])
        told = dict(zip(names[coded], share_themes(levels[coded], themes, rng), strict=True))
        for name, level, who in zip(map(str, names), levels, coders, strict=True):
            words = stream(seed, name, "words")
            said = told[name] if who else say_anything(str(level), themes, words)
            texts[name], found = write_transcript(name, group, said, codebook, words)
            passages += [Mark(name, *passage) for passage in found]
            raised += [(name, code) for code in said if who]
            readers[name] = who
        people.append(people_of(names.tolist(), group, known[group], days, codebook, rng))
    marks, differences = _marks(texts, passages, readers, margins, seed)
    return Interviews(
        people=pd.concat(people, ignore_index=True),
        coders=margins.coders,
        readers=pd.DataFrame(
            [(name, coder) for name, who in readers.items() for coder in who],
            columns=["interview", "coder"],
        ),
        raised=pd.DataFrame(raised, columns=["interview", "code"]),
        passages=pd.DataFrame(passages, columns=list(Mark._fields)),
        texts=texts,
        codings=pd.DataFrame(marks, columns=["source", "code", "coder", "start", "end"]),
        differences=pd.DataFrame(differences, columns=["coder", "what", *Mark._fields]),
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
    themes = codebook.themes
    codes = pd.DataFrame(
        {
            "code": [theme.code for theme in themes],
            "name": [theme.label for theme in themes],
            "parent": [theme.parent for theme in themes],
            "description": [theme.definition for theme in themes],
            "codable": [theme.code in codes_raised(codebook) for theme in themes],
        }
    )
    sources = [
        (str(row["interview"]), interviews.texts[str(row["interview"])], _attributes(row))
        for row in interviews.people.to_dict("records")
    ]
    return write_refi_qda(
        name,
        interviews.coders,
        codes,
        sources,
        interviews.codings,
        origin=f"cpsurvey ({SYNTHETIC})",
    )


def _attributes(row: Mapping[object, object]) -> dict[str, str]:
    """Return what the project says of one interview."""
    return {str(key): str(value) for key, value in row.items() if key != "interview"}


def _levels(known: pd.DataFrame, raised: Sequence[Raised]) -> NDArray[np.object_]:
    """Return of each person what themes go by; blank where they go by nothing."""
    given = goes_by(raised)
    return known[given].to_numpy(dtype=object) if given else np.full(len(known), "", dtype=object)


def _marks(
    texts: Mapping[str, str],
    passages: Sequence[Mark],
    readers: Mapping[str, tuple[str, ...]],
    margins: InterviewMargins,
    seed: int,
) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    """Return who marked what where, and how those after the first differ from what was raised."""
    marks: list[tuple[object, ...]] = [
        (*m[:2], readers[m.interview][0], *m[2:]) for m in passages if readers[m.interview]
    ]
    again = [m for m in passages if readers[m.interview][1:]]
    differences: list[tuple[object, ...]] = []
    for coder in margins.coders[1:]:
        made = code_again(texts, again, margins, stream(seed, coder))
        marks += [(*mark[:2], coder, *mark[2:]) for mark in made.marks]
        differences += [(coder, what, *mark) for what, mark in made.differences]
    return marks, differences
