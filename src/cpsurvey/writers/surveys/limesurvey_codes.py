"""A questionnaire in, the codes that LimeSurvey gives its parts, and its structure, out."""

from __future__ import annotations

from collections.abc import Mapping

from cpsurvey.codebook import Question, Scale, normalise
from cpsurvey.writers.surveys.answered import Answered, Asked
from cpsurvey.writers.surveys.lss import Asked as Defined
from cpsurvey.writers.surveys.numbers import labels_of, numbers_of

LETTERS = {"number": "N", "date": "D", "text": "T", "multi": "M", "matrix": "F"}
OTHER_CODE, OTHER, OTHER_PART = "-oth-", "Other", "other"
PREFIXES = ("A", "AO", "B", "C", "K", "X", "Z")


def codes_of(scale: Scale) -> dict[str, str]:
    """Return the code of each answer; what is typed beside the answers has one of its own."""
    taken = {normalise(text) for text in scale.known}
    for prefix in PREFIXES:
        codes = {code: f"{prefix}{number}" for code, number in numbers_of(scale).items()}
        if taken.isdisjoint(map(normalise, codes.values())):
            break
    return codes | ({scale.other: OTHER_CODE} if scale.other else {})


def words_of(scale: Scale) -> dict[str, str]:
    """Return the words of each answer; LimeSurvey has its own for what is typed beside them."""
    words = labels_of(scale)
    meant = scale.lookup.get(normalise(OTHER))
    taken = meant is not None and meant.code != scale.other
    if scale.other and not taken and normalise(OTHER) not in scale.reasons:
        words[scale.other] = OTHER
    return words


def part_codes(asked: Asked) -> dict[str, str]:
    """Return the code of each sub-question; what is typed beside the options is ``other``."""
    other = asked.scale.other if asked.kind == "multi" else ""
    return {
        code: OTHER_PART if code == other else f"SQ{place:03}"
        for place, (code, _) in enumerate(asked.parts, start=1)
    }


def questions(one: Answered) -> list[Defined]:
    """Return the questions as a structure has them."""
    codes = {asked.question.name: f"Q{at}" for at, asked in enumerate(one.asked, start=1)}
    known = {asked.question.name: asked for asked in one.asked}
    return [
        _question(asked, codes[asked.question.name], _relevance(asked.question, codes, known))
        for asked in one.asked
    ]


def _question(asked: Asked, code: str, relevance: str) -> Defined:
    """Return one question with its parts and answers."""
    parts: dict[str, str] = {}
    answers: dict[str, str] = {}
    if asked.kind != "single" and asked.parts:
        labels = dict(asked.parts)
        parts = {part: labels[key] for key, part in part_codes(asked).items() if part != OTHER_PART}
    if asked.kind in ("single", "matrix"):
        words = labels_of(asked.scale)
        other = asked.scale.other if asked.kind == "single" else ""
        answers = {c: words[key] for key, c in codes_of(asked.scale).items()
                   if key in words and key != other}  # fmt: skip
    default = "L" if asked.kind == "single" else "S"
    return Defined(
        code,
        LETTERS.get(asked.question.type, default),
        asked.wording,
        parts,
        answers,
        other=bool(asked.question.scale and asked.scale.other and asked.kind != "matrix"),
        relevance=relevance,
    )


def _relevance(question: Question, codes: Mapping[str, str], known: Mapping[str, Asked]) -> str:
    """Return the expression by which a question is shown."""
    shown = question.shown_if
    if shown is None or shown.question not in codes:
        return "1"
    first, code = known[shown.question], codes[shown.question]
    if first.kind == "multi":
        parts = part_codes(first)
        terms = [_ticked(code, parts[answer]) for answer in shown.answers]
    else:
        answers = codes_of(first.scale)
        terms = [f'({code}.NAOK == "{answers[answer]}")' for answer in shown.answers]
    return " or ".join(terms) if len(terms) == 1 else f"({' or '.join(terms)})"


def _ticked(code: str, part: str) -> str:
    """Return the expression that an option was ticked, or that something was typed beside them."""
    if part == OTHER_PART:
        return f"(!is_empty({code}_{part}.NAOK))"
    return f'({code}_{part}.NAOK == "Y")'
