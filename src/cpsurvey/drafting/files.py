"""Questions and scales as drafted → questions.toml and scales.toml, with what was guessed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cpsurvey.drafting.answers import DraftScale
from cpsurvey.drafting.naming import Names, shorten
from cpsurvey.drafting.records import Drafted, Head
from cpsurvey.drafting.toml_text import comment, key, table, tables, text, texts

LABEL = 80
WORDING = 2_000
SURE = {"sure": "sure", "likely": "likely", "unsure": "not sure: please check"}


def questions_toml(questions: Sequence[Drafted], head: Head) -> str:
    """Return questions.toml: one record a question."""
    intro = comment(
        "The questions, in the order of the file; a comment above each says how sure the draft is"
        " of it and why. `label` is for tables and figures: shorten it. Types, and what they need,"
        " are in docs/codebook.md."
    )
    return intro + "".join(_question(question, head) for question in questions)


def scales_toml(scales: Mapping[str, tuple[DraftScale, Sequence[str]]]) -> str:
    """Return scales.toml: what answers mean; each scale comes with the questions that use it."""
    intro = comment(
        "The answers to the closed questions. `label` is what the file holds and figures print;"
        " `variants` are other texts for the same answer; capitals, spaces and curly quotes do not"
        " count. Only answers that somebody gave are here, unless a header names them: add the"
        " others."
    )
    return intro + "".join(_scale(name, scale, users) for name, (scale, users) in scales.items())


def _question(question: Drafted, head: Head) -> str:
    """Return one record, with what was guessed above it."""
    guess = question.guess
    heading = f"{guess.type}, {SURE[guess.confidence]}: {guess.why}." if guess.why else ""
    lines = ["\n", comment(heading), *(comment(note) for note in guess.notes), "[[question]]\n"]
    lines.append(f"name = {text(question.name)}\nlabel = {text(question.label)}\n")
    lines.append(f"type = {text(guess.type)}\n")
    if question.scale:
        lines.append(f"scale = {text(question.scale)}\n")
    if guess.dates:
        lines.append(f"dates = {text(guess.dates)}\n")
    if question.exclusive:
        lines.append(f"exclusive = {text(question.exclusive)}  # excludes the others\n")
    if question.rows:
        rows = [table(code=text(code), label=text(label)) for code, label in question.rows.items()]
        lines.append(f"rows = {tables(rows)}\n")
    if question.shown_if:
        other, codes = question.shown_if
        lines.append(f"shown_if = {table(question=text(other), **{'is': texts(codes)})}\n")
    wording = shorten(guess.text, WORDING) or question.label
    lines.append(f"[question.wording]\n{key(head.group)} = {text(wording)}\n")
    several = len(guess.columns) > 1 or guess.type == "matrix"
    raw = texts(guess.columns) if several else text(guess.columns[0])
    lines.append(f"[question.raw]\n{key(head.instrument)} = {raw}\n")
    return "".join(lines)


def _scale(name: str, scale: DraftScale, users: Sequence[str]) -> str:
    """Return one scale, with what was guessed above it."""
    lines = ["\n", comment(_of_scale(scale, users)), comment(scale.note), f"[scale.{name}]\n"]
    label = scale.label if scale.family == name else name.replace("_", " ").capitalize()
    lines.append(f"label = {text(shorten(label, LABEL))}\n")
    if scale.ordered:
        lines.append("ordered = true\n")
    codes = level_codes(scale)
    if scale.other:
        home = [level.label for level in scale.levels].index(scale.other)
        lines.append(f"other = {text(codes[home])}\n")
    rows = [
        table(
            code=text(code),
            label=text(level.label),
            variants=_flat(level.variants) if level.variants else "",
        )
        for code, level in zip(codes, scale.levels, strict=True)
    ]
    asked = [f"what does {level.label} stand for?" for level in scale.levels] if scale.bare else ()
    lines.append(f"levels = {tables(rows, asked)}\n")
    if scale.nonresponse:
        lines.append(f"[scale.{name}.nonresponse]\n")
        lines += [f"{kind} = {texts(found)}\n" for kind, found in scale.nonresponse.items()]
    return "".join(lines)


def _flat(values: Sequence[str]) -> str:
    """Return a list of texts on one line, as it must be within a table on one line."""
    return f"[{', '.join(map(text, values))}]"


def level_codes(scale: DraftScale) -> list[str]:
    """Return the codes of a scale's levels, in order."""
    names = Names()
    return [names.give(level.label, "level") for level in scale.levels]


def _of_scale(scale: DraftScale, users: Sequence[str]) -> str:
    """Return what is to be said above a scale."""
    used = f"Used by {', '.join(users[:6])}{' and others' if len(users) > 6 else ''}."
    if scale.bare:
        return (
            f"{used} Please complete: the file holds codes and does not say what they stand for."
            " Give each level the words of the questionnaire as its label, its code as a variant:"
            ' { code = "often", label = "Often", variants = ["3"] }.'
        )
    if scale.family and len(scale.levels) > 1:
        how = "in order" if scale.ordered else "not ordered"
        return f"{used} Recognised as {scale.label.lower()}, {how}: please check the order."
    return used
