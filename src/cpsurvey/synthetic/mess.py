"""Codes → the text people and platforms make of them: variants, odd spaces, names as typed."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from cpsurvey.codebook import Codebook, Level, Question, Scale
from cpsurvey.synthetic.chance import Stream, happens, one_of, some_of, stream
from cpsurvey.synthetic.counts import WHY
from cpsurvey.synthetic.margins import WRITTEN

Words = Mapping[str, Any]
HOME = Path(__file__).parent
NO_BREAK_SPACE = "\u00a0"
DISTURB: Mapping[str, Callable[[str], str]] = {
    "lower": str.lower,
    "upper": str.upper,
    "space_after": lambda text: text + " ",
    "space_before": lambda text: " " + text,
    "double_space": lambda text: text.replace(" ", "  ", 1),
    "no_break_space": lambda text: text.replace(" ", NO_BREAK_SPACE, 1),
    "curly_quote": lambda text: text.replace("'", "\u2019"),
    "full_stop": lambda text: text + "." if text[-1:].isalpha() else text,
}
MOST_SENTENCES = 3
NOT_SHOWN = WHY + "not_shown"


@cache
def words(name: str) -> Words:
    """Return one of this package's files of words, for example ``mess``."""
    return tomllib.loads((HOME / f"{name}.toml").read_text(encoding="utf-8"))


def write_answers(
    answers: pd.DataFrame, codebook: Codebook, instrument: str, seed: int
) -> pd.DataFrame:
    """Turn answers into the text of an export.

    Parameters
    ----------
    answers
        Codes, one column a question, from `make_answers`.
    codebook
        The questionnaire.
    instrument
        Whose raw columns to write.
    seed
        Same seed, same text.

    Returns
    -------
    pandas.DataFrame
        The same rows; the instrument's raw columns in the order of the questionnaire, all text,
        blank where nothing was answered and for questions that `answers` lacks. A question of
        consent is answered with the first answer of its scale.
    """
    group = next(i.group for i in codebook.instruments if i.code == instrument)
    made: dict[str, list[str]] = {}
    for question in codebook.questions:
        columns = question.raw.get(instrument, ())
        names = [f"{question.name}__{row.code}" for row in question.rows_for(group)]
        for place, name in enumerate(names or [question.name] * bool(columns)):
            rng = stream(seed, instrument, name, "text")
            cells = (
                answers[name]
                if name in answers
                else pd.Series(NOT_SHOWN, answers.index, dtype=object)
            )
            if question.type == "multi":
                made |= _ticks(cells, question, columns, rng)
            else:
                made[columns[place]] = [_text(c, question, codebook, group, rng) for c in cells]
    return pd.DataFrame(made, index=answers.index, dtype=object)


def _text(cell: object, question: Question, codebook: Codebook, group: str, rng: Stream) -> str:
    """Return what stands in one cell."""
    answer = str(cell)
    if question.type == "consent" and question.scale:
        return question.scale.levels[0].label
    if question.type == "text":
        return _remark(answer, group, question.name, rng)
    if answer == NOT_SHOWN:
        return ""
    if question.type == "number":
        return _number(answer, question, rng)
    if question.type in ("authority", "role"):
        return _typed(answer, question, codebook, rng)
    if question.scale is None:
        raise TypeError(f"{question.name} has no scale")
    return _closed(answer, question.scale, rng)


def _closed(answer: str, scale: Scale, rng: Stream) -> str:
    """Return a closed answer, mostly in the codebook's words."""
    rates = words("mess")["closed"]
    if answer.startswith(WHY):
        return _closed_reason(answer[len(WHY) :], scale, rates, rng)
    level = next(level for level in scale.levels if level.code == answer)
    use = happens(rates["variant"], rng) and level.variants
    return _disturbed(one_of(level.variants, rng) if use else level.label, rates["disturb"], rng)


def _closed_reason(reason: str, scale: Scale, rates: Words, rng: Stream) -> str:
    """Return what stands where a closed question has no answer."""
    known = scale.nonresponse.get(reason, ())
    if reason == "skipped" and not (known and happens(words("mess")["blank"]["in_words"], rng)):
        return ""
    use = happens(rates["variant"], rng) or reason == "ambiguous"
    return _disturbed(one_of(known, rng) if use else known[0], rates["disturb"], rng)


def _ticks(
    cells: pd.Series, question: Question, columns: Sequence[str], rng: Stream
) -> dict[str, list[str]]:
    """Return a select-all question: the label where an option is ticked, one column an option."""
    if question.scale is None:
        raise TypeError(f"{question.name} has no options")
    levels = question.scale.levels
    ticked = [set() if isinstance(cell, str) else set(cell) for cell in cells]
    if len(columns) == 1:
        joined = [",".join(lv.label for lv in levels if lv.code in row) for row in ticked]
        return {columns[0]: joined}
    return {
        column: [_tick(level, rng) if level.code in row else "" for row in ticked]
        for column, level in zip(columns, levels, strict=True)
    }


def _tick(level: Level, rng: Stream) -> str:
    """Return the label of a ticked option."""
    return _disturbed(level.label, words("mess")["closed"]["disturb"], rng)


def _number(answer: str, question: Question, rng: Stream) -> str:
    """Return a number as typed."""
    rates = words("mess")
    if answer.startswith(WHY):
        return str(one_of(rates["reasons"]["number"][answer[len(WHY) :]], rng))
    if not happens(rates["number"]["rate"], rng):
        return answer
    return str(one_of(rates["number"]["forms"], rng)).format(n=answer, unit=question.unit)


def _typed(answer: str, question: Question, codebook: Codebook, rng: Stream) -> str:
    """Return an authority or a role as typed."""
    rates = words("mess")
    reason = answer[len(WHY) :] if answer.startswith(WHY) else ""
    if reason == "unmatched":
        return str(one_of(rates["unmatched"][question.type], rng))
    if reason == "ambiguous":
        fits = {
            "authority": codebook.ambiguous_authorities,
            "role": codebook.ambiguous_roles,
        }[question.type]
        return _disturbed(one_of(list(fits), rng), rates["typed"]["disturb"], rng)
    if reason:
        return str(one_of(rates["reasons"]["typed"][reason], rng))
    return _disturbed(_name(answer, question.type, codebook, rng), rates["typed"]["disturb"], rng)


def _name(code: str, kind: str, codebook: Codebook, rng: Stream) -> str:
    """Return one of the names of an authority or a role."""
    rates = words("mess")["typed"]
    if kind == "role":
        role = next(role for role in codebook.roles if role.code == code)
        name, aliases, other = role.label, role.aliases, ""
    else:
        authority = next(a for a in codebook.authorities if a.code == code)
        name, aliases, other = authority.name, authority.aliases, authority.name_cy
    if other and happens(rates["other_language"], rng):
        return other
    return one_of(aliases, rng) if aliases and happens(rates["alias"], rng) else name


def _remark(answer: str, group: str, question: str, rng: Stream) -> str:
    """Return one to three sentences, or nothing."""
    if answer != WRITTEN:
        return ""
    known = words("comments").get(group, {}).get(question, ["Nothing to add."])
    several = 1 + int(rng.random() ** 2 * MOST_SENTENCES)
    return " ".join(some_of(known, several, rng))


def _disturbed(text: str, rates: Mapping[str, float], rng: Stream) -> str:
    """Return a text with what happens to texts."""
    for name, rate in rates.items():
        if happens(rate, rng):
            text = DISTURB[name](text)
    return text
