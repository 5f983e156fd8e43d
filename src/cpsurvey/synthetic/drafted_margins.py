"""A codebook and how many people answer → a first file of margins, every answer equally likely."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from cpsurvey.codebook import Codebook, Instrument, Question
from cpsurvey.errors import CodebookError, listed
from cpsurvey.synthetic.asked import names_in, people_of, routed
from cpsurvey.synthetic.drafted_interviews import draft_interviews
from cpsurvey.synthetic.fieldwork import MADE_UP
from cpsurvey.synthetic.margin_answers import WRITTEN, answers_known, check_people, screened
from cpsurvey.synthetic.margin_model import MOST_PEOPLE
from cpsurvey.synthetic.toml_words import key, quoted

WHY = "drafted: every answer as likely as any other"
RANGES = 4
USUAL_WIDTH = 99
SHORT = 8
SKIPPED = "-skipped"
HEAD = """\
# How many people give each answer, in data that nobody has given: drafted, to be edited.
#
# EVERY NUMBER HERE IS AN ASSUMPTION. As drafted, each answer is as likely as any other, and none
# goes with another. Put in what you expect, and say why in `assumed`, or in `source` where it was
# published. Then:
#     cpsurvey synthesise OUT --seed 1 --codebook DIR --margins THIS-FILE
#
# An answer's count is a whole number, "rest" (whoever is left), { share = 0.4 } of those who
# answer, or { band = "[0.45, 0.5)" } for the middle of the counts in it. A minus stands before a
# reason why there is no answer: -skipped = 3, -dont_know = 2.
#
# That answers go together with those to an earlier question is said by odds, here twice as likely
# as otherwise, and never:
#     given = "age"
#     odds.young = { good = 2, poor = 0 }
# or, where it is known exactly, by a cross-tabulation:
#     table.age = { young = { good = 9, poor = 1 }, old = { good = 5, poor = 5 } }
"""


def draft_margins(
    codebook: Codebook,
    people: Mapping[str, int],
    *,
    interviewed: Mapping[str, int] | None = None,
    seed: int = 0,
) -> str:
    """Draft a file of margins, to be edited, for a study that is to be rehearsed.

    Parameters
    ----------
    codebook
        The questionnaire.
    people
        Group → number of people who answer; where a group has several questionnaires, these.
    interviewed
        Group → number of people interviewed, where the codebook has themes.
    seed
        Chance: how many interviews raise each theme.

    Returns
    -------
    str
        TOML: everybody answers every question put to them, each answer as often as any other.
        `synthesise` takes it as it is.

    Raises
    ------
    CodebookError
        If a group is not known, or is left out, or nobody of it answers, or
        somebody is interviewed and there are no themes.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> text = draft_margins(cps.load_codebook(), {"professional": 300, "parent": 30})
    >>> text.partition("[margins.professional.nation]")[2].splitlines()[2]
    'answers = { england = 150, wales = 150 }'
    """
    known = people_of(codebook)
    _check_people(people, known)
    if any((interviewed or {}).values()) and not codebook.themes:
        raise CodebookError(
            "interviews are about themes, and the codebook has none: add themes.toml, or leave out"
            " who is interviewed."
        )
    lines = [HEAD, "[kept]", *(f"{key(who)} = {people[who]}" for who in known), ""]
    ends = ", ".join(f"{end} = {day}" for end, day in zip(("first", "last"), MADE_UP, strict=True))
    lines += ["[fieldwork]", 'assumed = "drafted: put in your days"', f"survey = {{ {ends} }}"]
    if interviewed:
        lines.append(f"interviews = {{ {ends} }}")
    for who, instrument in known.items():
        label = codebook.groups[instrument.group]
        told = label if who == instrument.group else f"{label}: {who}"
        lines += ["", "", f"# ======== {_on_one_line(told)} ========"]
        lines += _of_group(who, instrument, people[who], codebook)
    drafted = draft_interviews(codebook, interviewed, seed) if interviewed else ""
    return "\n".join([*lines, "", *(["", drafted] if drafted else [])])


def _check_people(people: Mapping[str, int], known: Mapping[str, Instrument]) -> None:
    """Check that there are some of every group."""
    check_people(people, known, "group")
    lacking = [who for who in known if who not in people]
    if lacking:
        raise CodebookError(f"it is not said how many of {listed(lacking)} answer: give a number.")
    for who, count in people.items():
        if isinstance(count, bool) or not isinstance(count, int) or not 1 <= count <= MOST_PEOPLE:
            raise CodebookError(
                f"{who}: {count} is no number of people who answer: give a whole number from 1 to"
                f" {MOST_PEOPLE:,}."
            )


def _of_group(who: str, instrument: Instrument, size: int, codebook: Codebook) -> Iterator[str]:
    """Yield the lines of a group's margins."""
    made: dict[str, dict[str, int]] = {}
    begun = ""
    for name, question in names_in(codebook, instrument):
        shown = _shown(question, made, size, codebook, instrument)
        if not shown:
            continue
        made[name] = _counts(question, shown, codebook)
        place = f"margins.{key(who)}.{key(question.name)}"
        if question.name != begun:
            begun = question.name
            yield from ("", f"# {_on_one_line(question.label)}", f"[{place}]")
            yield f"assumed = {quoted(WHY)}"
            if question.rows:
                yield f"[{place}.rows]"
        if question.rows:
            yield f"{key(name.partition('__')[2])} = {_inline(made[name])}"
        elif len(made[name]) <= SHORT:
            yield f"answers = {_inline(made[name])}"
        else:
            yield f"[{place}.answers]"
            yield from (f"{key(answer)} = {count}" for answer, count in made[name].items())


def _shown(
    question: Question,
    made: Mapping[str, Mapping[str, int]],
    size: int,
    codebook: Codebook,
    instrument: Instrument,
) -> int:
    """Return how many people a question is put to; none where nobody answers so that it is."""
    routing = question.shown_if
    if routing is None or not routed(question, codebook, instrument):
        return size
    counts = [made.get(routing.question, {}).get(answer, 0) for answer in routing.answers]
    several = codebook.by_name[routing.question].type == "multi"
    return max(counts) if several else sum(counts)


def _counts(question: Question, shown: int, codebook: Codebook) -> dict[str, int]:
    """Return how many give each answer: as many as any other."""
    out = screened(question, codebook)
    answers = [answer for answer in _answers(question, codebook) if answer not in out]
    if not answers:
        return {SKIPPED: shown}
    if question.type == "text":
        return {WRITTEN: shown}
    if question.type != "multi":
        return _evenly(answers, shown)
    options = [answer for answer in answers if answer != question.exclusive]
    alone = shown // (len(options) + 1) if question.exclusive in answers else 0
    if not options:
        return {question.exclusive: shown}
    ticked = shown - alone if len(options) == 1 else math.ceil((shown - alone) / 2)
    return {a: alone if a == question.exclusive else ticked for a in answers}


def _answers(question: Question, codebook: Codebook) -> Sequence[str]:
    """Return the answers to count; a few ranges for a number, one for a date."""
    if question.type == "date":
        return [" to ".join(day.isoformat() for day in MADE_UP)]
    if question.type != "number":
        return answers_known(question, codebook)
    low = math.ceil(question.minimum) if question.minimum is not None else 0
    if question.minimum is None and question.maximum is not None:
        low = min(0, math.floor(question.maximum) - USUAL_WIDTH)
    most = [limit for limit in (question.maximum, question.flag_above) if limit is not None]
    high = math.floor(min(most)) if most else low + USUAL_WIDTH
    return [] if high < low else _ranges(low, high)


def _ranges(low: int, high: int) -> list[str]:
    """Return ranges as wide as one another that together hold all whole numbers between two."""
    parts = min(RANGES, high - low + 1)
    starts = [low + (high - low + 1) * part // parts for part in range(parts + 1)]
    ends = [(first, after - 1) for first, after in pairwise(starts)]
    return [_range(*one) for one in ends]


def _range(low: int, high: int) -> str:
    """Return a range as margins have it."""
    if low == high:
        return str(low)
    return f"{low}-{high}" if low >= 0 else f"{low} to {high}"


def _evenly(answers: Sequence[str], people: int) -> dict[str, int]:
    """Share people out over answers, the first of them getting one more where need be."""
    each, more = divmod(people, len(answers))
    return {answer: each + (place < more) for place, answer in enumerate(answers)}


def _inline(counts: Mapping[str, int]) -> str:
    """Return counts as a table on one line."""
    return "{ " + ", ".join(f"{key(answer)} = {count}" for answer, count in counts.items()) + " }"


def _on_one_line(text: str) -> str:
    """Return words that can stand in a comment."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
