"""What is said in one interview → its words, and where in them each theme is raised."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from cpsurvey.codebook import Codebook
from cpsurvey.errors import CodebookError
from cpsurvey.synthetic.chance import Stream, happens, one_of, shuffled
from cpsurvey.synthetic.mess import words

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
    known = words("phrases")
    voice = f"{name.rpartition('-')[2]}: "
    parents = {theme.code: theme.parent for theme in codebook.themes}
    topics = list(dict.fromkeys(parents[code] for code in said))
    text = WARNING.format(name=name) + f"\n\n{ASKS}{WELCOME}\n{voice}"
    text += _filled(one_of(known["opening"][group], rng), known, rng) + "\n"
    passages: list[Passage] = []
    for topic in (topics[place] for place in shuffled(len(topics), rng)):
        text += f"{ASKS}{one_of(known['prompts'][group][topic], rng)}\n{voice}"
        for code in [code for code in said if parents[code] == topic]:
            text, more = _raise(text, code, said, group, known, rng)
            passages += more
        text = text.rstrip() + "\n"
    text += f"{ASKS}{LAST}\n{voice}{_filled(one_of(known['closing'][group], rng), known, rng)}\n"
    return text, passages


def _raise(
    text: str, code: str, said: Sequence[str], group: str, known: Mapping[str, Any], rng: Stream
) -> tuple[str, list[Passage]]:
    """Add the sentences that raise a theme; some carry a second theme of the same interview."""
    phrases = known[group]["themes"].get(code)
    if not phrases:
        raise CodebookError(f"phrases.toml has no sentence for theme {code} of group {group}.")
    passages = []
    order = shuffled(len(phrases), rng)
    for place in order[: 2 if happens(AGAIN, rng) else 1]:
        if happens(ASIDE, rng):
            text += _filled(one_of(known["asides"][group], rng), known, rng) + " "
        start = len(text)
        text += _filled(phrases[place], known, rng)
        passages.append(Passage(code, start, len(text)))
        if happens(DOUBLE, rng) and (other := one_of(said, rng)) != code:
            passages.append(Passage(other, start, len(text)))
        text += " "
    return text, passages


def _filled(phrase: str, known: Mapping[str, Any], rng: Stream) -> str:
    """Fill the gaps of a sentence, and begin it with a capital."""
    filled = phrase.format(**{slot: one_of(fits, rng) for slot, fits in known["slots"].items()})
    return filled[:1].upper() + filled[1:]
