"""Codes → the text people and platforms make of them: variants, odd spaces, names as typed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any

import pandas as pd

from cpsurvey.codebook import Codebook, Level, Question, Scale, normalise
from cpsurvey.synthetic.chance import Stream, happens, one_of, some_of, stream
from cpsurvey.synthetic.counts import NOT_SHOWN, WHY, is_reason
from cpsurvey.synthetic.margin_answers import WRITTEN

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
SKIPPED = WHY + "skipped"


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
        blank where nothing was answered and for questions that `answers` lacks. Everybody
        consents.
    """
    home = next(one for one in codebook.instruments if one.code == instrument)
    made: dict[str, list[str]] = {}
    for question in codebook.questions:
        columns = question.raw.get(instrument, ())
        names = [f"{question.name}__{row.code}" for row in question.rows_for(home.group)]
        for place, name in enumerate((names or [question.name]) if columns else ()):
            rng = stream(seed, instrument, name, "text")
            cells = (
                answers[name]
                if name in answers
                else pd.Series(NOT_SHOWN, answers.index, dtype=object)
            )
            if question.type == "multi":
                made |= _ticks(cells, question, columns, rng)
            else:
                write = partial(_text, question=question, codebook=codebook, rng=rng)
                made[columns[place]] = [write(cell, group=home.group) for cell in cells]
    return pd.DataFrame(made, index=answers.index, dtype=object)


def _text(cell: object, question: Question, codebook: Codebook, group: str, rng: Stream) -> str:
    """Return what stands in one cell."""
    answer = str(cell)
    if question.type == "consent":
        return _consent(question, codebook)
    if question.type == "text":
        return _remark(answer, group, question.name, codebook, rng)
    if answer == NOT_SHOWN:
        return ""
    if question.type in ("number", "date"):
        return _number(answer, question, rng)
    if question.type in ("authority", "role"):
        return _typed(answer, question, codebook, rng)
    if question.scale is None:
        raise TypeError(f"{question.name} has no scale")
    return _closed(answer, question.scale, rng)


def _consent(question: Question, codebook: Codebook) -> str:
    """Return the first answer that is consent by the codebook's rules."""
    rules = codebook.rules.get("default", ())
    yes = [answer for r in rules if r.question == question.name for answer in r.consented]
    levels = {level.code: level.label for level in question.answers.levels}
    return levels[yes[0]] if yes else question.answers.levels[0].label


def _closed(answer: str, scale: Scale, rng: Stream) -> str:
    """Return a closed answer, mostly in the codebook's words."""
    rates = words("mess")["closed"]
    if is_reason(answer):
        return _closed_reason(answer[len(WHY) :], scale, rates, rng)
    level = next(level for level in scale.levels if level.code == answer)
    use = happens(rates["variant"], rng) and level.variants
    return _respelt(one_of(level.variants, rng) if use else level.label, rates["disturb"], rng)


def _closed_reason(reason: str, scale: Scale, rates: Words, rng: Stream) -> str:
    """Return what stands where a closed question has no answer."""
    known = scale.nonresponse.get(reason, ())
    if reason == "skipped" and not (known and happens(words("mess")["blank"]["in_words"], rng)):
        return ""
    use = happens(rates["variant"], rng) or reason == "ambiguous"
    return _respelt(one_of(known, rng) if use else known[0], rates["disturb"], rng)


def _ticks(
    cells: pd.Series, question: Question, columns: Sequence[str], rng: Stream
) -> dict[str, list[str]]:
    """Return a select-all question: the label where an option is ticked, one column an option."""
    levels = question.answers.levels
    ticked = [set() if isinstance(cell, str) else set(cell) for cell in cells]
    reasons = [_untold(cell, question) for cell in cells]
    if len(columns) == 1:
        joined = [",".join(lv.label for lv in levels if lv.code in row) for row in ticked]
        return {columns[0]: [text or reason for text, reason in zip(joined, reasons, strict=True)]}
    made = {
        column: [_tick(level, rng) if level.code in row else "" for row in ticked]
        for column, level in zip(columns, levels, strict=True)
    }
    first = zip(made[columns[0]], reasons, strict=True)
    return made | {columns[0]: [text or reason for text, reason in first]}


def _untold(cell: object, question: Question) -> str:
    """Return the words for the reason why nothing is ticked; for skipping it there are none."""
    if not isinstance(cell, str) or cell in (SKIPPED, NOT_SHOWN):
        return ""
    return question.answers.nonresponse[cell.removeprefix(WHY)][0]


def _tick(level: Level, rng: Stream) -> str:
    """Return the label of a ticked option."""
    return _respelt(level.label, words("mess")["closed"]["disturb"], rng)


def _number(answer: str, question: Question, rng: Stream) -> str:
    """Return a number or a day as typed."""
    rates, unit = words("mess"), question.unit
    if is_reason(answer):
        several = rates["reasons"]["number"][answer.removeprefix(WHY)]
        return str(one_of([text for text in several if not _has_unit(text, unit)], rng))
    if question.type == "date" or not happens(rates["number"]["rate"], rng):
        return answer
    word = unit if re.fullmatch("[a-z]+", unit.casefold()) else ""
    return str(one_of(rates["number"]["forms"], rng)).format(n=answer, unit=word)


def _has_unit(text: str, unit: str) -> bool:
    """Tell whether a text may be read as a number with the question's own unit."""
    return bool(unit) and text[:1].isdecimal() and text.split()[-1][:3] == unit.casefold()[:3]


def _typed(answer: str, question: Question, codebook: Codebook, rng: Stream) -> str:
    """Return an authority or a role as typed."""
    rates = words("mess")
    reason = answer.removeprefix(WHY) if is_reason(answer) else ""
    if reason == "unmatched":
        known = question.type if codebook.name == words("comments")["codebook"] else "other"
        return str(one_of(rates["unmatched"][known], rng))
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


def _remark(answer: str, group: str, question: str, codebook: Codebook, rng: Stream) -> str:
    """Return one to three sentences, or nothing; those of the study are about conferences."""
    if answer != WRITTEN:
        return ""
    own = words("comments")
    known = [own["other"]]
    if codebook.name == own["codebook"]:
        known = own.get(group, {}).get(question, known)
    several = 1 + int(rng.random() ** 2 * MOST_SENTENCES)
    return " ".join(some_of(known, several, rng))


def _respelt(text: str, rates: Mapping[str, float], rng: Stream) -> str:
    """Return a closed answer with what happens to texts, unless that would change its meaning."""
    made = _disturbed(text, rates, rng)
    return made if normalise(made) == normalise(text) else text


def _disturbed(text: str, rates: Mapping[str, float], rng: Stream) -> str:
    """Return a text with what happens to texts."""
    for name, rate in rates.items():
        if happens(rate, rng):
            text = DISTURB[name](text)
    return text
