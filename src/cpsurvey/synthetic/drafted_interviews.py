"""A codebook and how many were interviewed → an [interviews] part to begin a margins file with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from cpsurvey.codebook import Codebook
from cpsurvey.errors import CodebookError, unknown
from cpsurvey.synthetic.chance import below, stream
from cpsurvey.synthetic.interview_margins import MOST
from cpsurvey.synthetic.raised import codes_raised
from cpsurvey.synthetic.toml_words import key, quoted

WHY = "drafted, nobody knows yet: put in what you expect"
HELD = ("telephone", "video", "face_to_face")
KNOWN = ("nation", "join_mode", "professionals_joined")
HEAD = """\
# ======== Interviews ========
# Drafted: every number is made up. How many interviews raise each theme: a count, or counts by what
# is known of the people, as in
#     "a.theme" = { by.interview_mode = { telephone = 3, video = 1 } }
#     "a.theme" = { count = 4, given = "interview_mode", odds = { video = 3 } }
#     "a.theme" = { count = 2, within = "another.theme" }
# A theme that is not listed is raised by nobody. Leave this part out, and there are no interviews.
"""
CODING = """\
# Of each group: interviews that nobody has coded, and that all coders have; the first coder has
# this share of the others."""
DISAGREEMENT = """\
# Of all passages in interviews that all coders have, what share each coder after the first misses,
# shifts, and gives a code more."""


def draft_interviews(codebook: Codebook, people: Mapping[str, int], seed: int = 0) -> str:
    """Draft the part of a margins file that says who was interviewed and what they raised.

    Parameters
    ----------
    codebook
        Its themes are the coding frame.
    people
        Group → how many of it are interviewed; groups with none are left out.
    seed
        Chance: how many interviews raise each theme.

    Returns
    -------
    str
        TOML that `load_interview_margins` accepts as it stands; nothing if the codebook has no
        themes or nobody is interviewed.

    Raises
    ------
    CodebookError
        If a group is not the codebook's, or so many cannot be interviewed.

    Examples
    --------
    >>> from cpsurvey.codebook import load_codebook
    >>> text = draft_interviews(load_codebook(), {"parent": 6})
    >>> [line for line in text.splitlines() if line.startswith("parent")]
    ['parent = 6']
    """
    for group, size in people.items():
        if group not in codebook.groups:
            raise CodebookError(unknown("group", group, codebook.groups))
        if isinstance(size, bool) or not isinstance(size, int) or not 0 <= size <= MOST:
            raise CodebookError(
                f"{group}: {size} is no number of people interviewed: give a whole number up to"
                f" {MOST:,}."
            )
    sizes = {group: size for group, size in people.items() if size}
    if not sizes or not codebook.themes:
        return ""
    return "\n".join([HEAD, *_lines(codebook, sizes, seed)]) + "\n"


def _lines(codebook: Codebook, sizes: Mapping[str, int], seed: int) -> Iterator[str]:
    """Yield the lines of the part."""
    yield from ["[interviews]", f"assumed = {quoted(WHY)}", "", "[interviews.sizes]"]
    yield from (f"{key(group)} = {size}" for group, size in sizes.items())
    uncoded = _table({group: size // 12 for group, size in sizes.items()})
    both = _table({group: -(-size // 4) for group, size in sizes.items()})
    yield from ["", CODING, "[interviews.coding]", "coders = 2", f"uncoded = {uncoded}"]
    yield from [f"by_both = {both}", "first_coder = 0.6", "", DISAGREEMENT]
    yield from ["[interviews.disagreement]", "missed = 0.1", "shifted = 0.2", "added = 0.05"]
    for group, size in sizes.items():
        yield from _people(codebook, group, size)
    for group, size in sizes.items():
        yield from ["", f"[interviews.themes.{key(group)}]"]
        rng = stream(seed, "draft", group)
        coded = size - size // 12
        for code in codes_raised(codebook):
            yield f"{key(code)} = {below(coded // 2 + 1, rng)}"


def _people(codebook: Codebook, group: str, size: int) -> Iterator[str]:
    """Yield the margins of what is known of a group's people: evenly, as nobody knows yet."""
    held = f"[interviews.people.{key(group)}.interview_mode]"
    yield from ["", held, 'latent = "how the interview was held"', f"assumed = {quoted(WHY)}"]
    yield f"answers = {_table(_evenly(HELD, size))}"
    for name in KNOWN:
        answers = _answers(codebook, group, name)
        if answers:
            yield from ["", f"[interviews.people.{key(group)}.{name}]"]
            yield from [f"assumed = {quoted(WHY)}"]
            yield f"answers = {_table(_evenly(answers, size))}"


def _answers(codebook: Codebook, group: str, name: str) -> Sequence[str]:
    """Return the answers to something that tables of interviews can hold; none if it is unknown."""
    question = codebook.by_name.get(name)
    if question is None or question.shown_if is not None or group not in question.groups:
        return []
    return question.scale.codes if question.scale else []


def _evenly(answers: Sequence[str], size: int) -> dict[str, int]:
    """Share people out over answers, the first of them getting one more where need be."""
    each, more = divmod(size, len(answers))
    return {answer: each + (place < more) for place, answer in enumerate(answers)}


def _table(counts: Mapping[str, int]) -> str:
    """Return counts as an inline table of TOML."""
    inside = ", ".join(f"{key(name)} = {count}" for name, count in counts.items())
    return f"{{ {inside} }}" if inside else "{}"
