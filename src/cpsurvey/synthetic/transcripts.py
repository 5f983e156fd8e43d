"""What is said in one interview → its words, and where in them each theme is raised."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cpsurvey.codebook import Codebook
from cpsurvey.synthetic.chance import Stream, happens, one_of, shuffled
from cpsurvey.synthetic.mess import words
from cpsurvey.synthetic.phrases import asked_about, said_besides, said_of

ASIDE, AGAIN, DOUBLE = 0.45, 0.3, 0.07
ASKS = "Interviewer: "
WARNING = "Interview {name}, SYNTHETIC: invented, nobody said any of this."
WELCOME = "Thank you for making time. Is it all right if I record this?"
LAST = "Is there anything you would like to add?"


class Passage(NamedTuple):
    """A theme, and where it is raised: code points, the end exclusive."""

    code: str
    start: int
    end: int


def write_transcript(
    name: str, group: str, said: Sequence[str], codebook: Codebook, rng: Stream
) -> tuple[str, list[Passage]]:
    """Write one interview.

    Parameters
    ----------
    name
        Name of the interview.
    group
        Whose words to use.
    said
        The themes raised in it.
    codebook
        Its themes say which belong together.
    rng
        Chance.

    Returns
    -------
    tuple
        The words, a line a turn; and for each theme the passages that raise it, one at least.
    """
    voice = f"{name.rpartition('-')[2]}: "
    above = {theme.code: theme.parent or theme.code for theme in codebook.themes}
    topics = list(dict.fromkeys(above[code] for code in said))
    text = WARNING.format(name=name) + f"\n\n{ASKS}{WELCOME}\n{voice}"
    text += _filled(one_of(said_besides(group, "opening"), rng), rng) + "\n"
    passages: list[Passage] = []
    for topic in (topics[place] for place in shuffled(len(topics), rng)):
        text += f"{ASKS}{one_of(asked_about(group, topic, codebook), rng)}\n{voice}"
        for code in [code for code in said if above[code] == topic]:
            text, more = _raise(text, code, said, group, codebook, rng)
            passages += more
        text = text.rstrip() + "\n"
    closing = _filled(one_of(said_besides(group, "closing"), rng), rng)
    return text + f"{ASKS}{LAST}\n{voice}{closing}\n", passages


def _raise(
    text: str, code: str, said: Sequence[str], group: str, codebook: Codebook, rng: Stream
) -> tuple[str, list[Passage]]:
    """Add the sentences that raise a theme; some carry a second theme of the same interview."""
    phrases = said_of(group, code, codebook)
    passages = []
    order = shuffled(len(phrases), rng)
    for place in order[: 2 if happens(AGAIN, rng) else 1]:
        if happens(ASIDE, rng):
            text += _filled(one_of(said_besides(group, "asides"), rng), rng) + " "
        start = len(text)
        text += _filled(phrases[place], rng)
        passages.append(Passage(code, start, len(text)))
        if happens(DOUBLE, rng) and (other := one_of(said, rng)) != code:
            passages.append(Passage(other, start, len(text)))
        text += " "
    return text, passages


def _filled(phrase: str, rng: Stream) -> str:
    """Fill the gaps of a sentence, and begin it with a capital."""
    slots = words("phrases")["slots"]
    filled = phrase.format(**{slot: one_of(fits, rng) for slot, fits in slots.items()})
    return filled[:1].upper() + filled[1:]
