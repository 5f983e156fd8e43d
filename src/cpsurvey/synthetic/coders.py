"""What one coder marked → what a second coder marks in the same words: most of it, not all."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cpsurvey.synthetic.chance import Stream, happens, one_of
from cpsurvey.synthetic.interview_margins import InterviewMargins
from cpsurvey.synthetic.transcripts import Passage

WORD = re.compile(r"\S+")


def code_twice(
    text: str, passages: Sequence[Passage], margins: InterviewMargins, rng: Stream
) -> list[Passage]:
    """Return a second coder's passages.

    Some are missed, some shorter or longer than the first coder's; sometimes a theme that the
    interview raises elsewhere is marked here as well. No theme is marked that it does not raise.
    """
    made = []
    for passage in passages:
        if happens(margins.missed, rng):
            continue
        shifted = happens(margins.shifted, rng)
        made.append(_shifted(text, passage, rng) if shifted else passage)
        other = one_of(passages, rng)
        if happens(margins.added, rng) and other.code != passage.code:
            made.append(made[-1]._replace(code=other.code))
    return made


def _shifted(text: str, passage: Passage, rng: Stream) -> Passage:
    """Return a passage without its first or last words, or with all of its line."""
    inside = [match.span() for match in WORD.finditer(text, passage.start, passage.end)]
    cut = 1 + int(rng.random() * 3)
    if len(inside) > cut + 1 and happens(0.4, rng):
        return passage._replace(start=inside[cut][0])
    if len(inside) > cut + 1 and happens(0.5, rng):
        return passage._replace(end=inside[-1 - cut][1])
    return passage._replace(end=text.index("\n", passage.end))
