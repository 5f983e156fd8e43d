"""One correction by hand in, what it means out; and a question's answers so corrected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from cpsurvey.cleaning.answers import read_answer
from cpsurvey.cleaning.cleaned import CHANGE, Cleaned, Reading, Unknown
from cpsurvey.cleaning.multiselect import tick
from cpsurvey.cleaning.numbers import large, read_date, read_number
from cpsurvey.codebook import Codebook, Instrument, Question, normalise
from cpsurvey.errors import DecisionsError, listed, nearest, unknown
from cpsurvey.masking import mask
from cpsurvey.vocabulary import NONRESPONSE

YES_NO = {"yes": True, "no": False}
OPEN = ("number", "date", "authority", "role")


class Correction(NamedTuple):
    """What one cell is to hold: a value, or a reason; ``option`` names the option of a multi."""

    option: str = ""
    value: Any = None
    reason: str = ""
    after: str = ""


Fixes = Mapping[Correction, list[int]]


def read_correction(
    name: str, value: str, instrument: Instrument, codebook: Codebook
) -> tuple[str, Correction]:
    """Return the part of a question that a correction is about, and what it is to hold.

    Raises
    ------
    DecisionsError
        If there is no such question or answer, or it is none that can be corrected.
    """
    question = _question(name, instrument, codebook)
    if not value:
        raise DecisionsError("it gives no value: an answer, or a kind of non-response")
    plain = value.casefold()
    if plain in NONRESPONSE and plain not in question.codes:
        shown = "" if question.type in OPEN else plain
        return name, Correction(reason=plain, after=shown)
    if question.type == "multi":
        return name, _tick(value, question)
    if question.type in ("authority", "role"):
        return name, Correction(value=_code(value, question, codebook))
    reading = _read(value, question)
    if reading.reason:
        shown = "" if question.type in OPEN else reading.reason
        return name, Correction(reason=reading.reason, after=shown)
    labels = {level.code: level.label for level in question.scale.levels} if question.scale else {}
    return name, Correction(value=reading.value, after=labels.get(reading.value, ""))


def correct(question: Question, part: Cleaned, fixes: Fixes, raw: Sequence[str]) -> Cleaned:
    """Return a question's answers with some corrected; ``raw`` names its raw columns.

    What was read from the cells before is forgotten: its changes, its doubts, that it is unknown.
    """
    index = part.reasons.index
    here = {fix: [row for row in rows if row in index] for fix, rows in fixes.items()}
    here = {fix: rows for fix, rows in here.items() if rows}
    if not here:
        return part
    return (
        _correct_ticks(question, part, here, raw)
        if question.type == "multi"
        else (_correct_one(question, part, here))
    )


def _question(name: str, instrument: Instrument, codebook: Codebook) -> Question:
    """Return the question that a part belongs to, if it can be corrected for these people."""
    question = codebook.by_name.get(name.partition("__")[0])
    if not name:
        raise DecisionsError("it names no question")
    if question is None:
        raise DecisionsError(unknown("question", name, codebook.columns))
    if question.type == "derived":
        raise DecisionsError(
            f"question {name} is worked out from {listed(question.sources)}: correct those"
        )
    if question.type == "text":
        raise DecisionsError(f"question {name} is free text, which is in no table")
    if name not in question.columns:
        raise DecisionsError(
            f"question {question.name} has rows: name one, {listed(question.columns)}"
        )
    put = dict.fromkeys(question.columns, question.groups)
    put |= {f"{question.name}__{row.code}": row.groups for row in question.rows}
    if instrument.group not in put[name] or instrument.code not in question.raw:
        raise DecisionsError(f"question {name} was not put to {instrument.group}")
    return question


def _read(value: str, question: Question) -> Reading:
    """Return what a corrected answer means, by its code or as an export would have it."""
    if question.type == "number":
        reading = read_number(value, question)
        limits = f" from {question.minimum:g}" if question.minimum is not None else ""
        limits += f" to {question.maximum:g}" if question.maximum is not None else ""
        wanted = f"a number{limits}"
    elif question.type == "date":
        reading, wanted = read_date(value, question.dates), "a date, year first"
    else:
        codes = {code: Reading(code) for code in question.codes}
        reading = codes.get(value.casefold()) or read_answer(value, question.answers)
        if not reading.known or reading.rule == "other":  # a slip is no answer of one's own
            known = [*question.codes, *NONRESPONSE]
            raise DecisionsError(unknown(f"question {question.name}: answer", mask(value), known))
        return reading
    if reading.reason == "unreadable":
        raise DecisionsError(f'question {question.name} wants {wanted}, not "{mask(value)}"')
    return reading


def _tick(value: str, question: Question) -> Correction:
    """Return which option is to be ticked, or not."""
    option, _, said = (text.strip().casefold() for text in value.partition("="))
    if option not in question.codes:
        known = question.codes
        raise DecisionsError(unknown(f"question {question.name}: option", mask(option), known))
    if said not in YES_NO:
        raise DecisionsError(f'question {question.name} wants "{option}=yes" or "{option}=no"')
    label = question.answers.levels[question.codes.index(option)].label
    return Correction(option, YES_NO[said], after=f"{label}: {said}")


def _code(value: str, question: Question, codebook: Codebook) -> str:
    """Return the code of an authority or a role, by its code or its name."""
    known = (
        {a.code: (a.name, a.name_cy) for a in codebook.authorities}
        if question.type == "authority"
        else {role.code: (role.label,) for role in codebook.roles if not role.nonresponse}
    )
    names = {normalise(text): code for code, texts in known.items() for text in texts if text}
    names |= {normalise(code): code for code in known}
    if normalise(value) not in names:
        labels = [texts[0] for texts in known.values()]
        raise DecisionsError(
            f'question {question.name} has no {question.type} "{mask(value)}"'
            f"{nearest(value, labels) or ': give its code or its name'}"
        )
    return names[normalise(value)]


def _correct_one(question: Question, part: Cleaned, fixes: Fixes) -> Cleaned:
    """Correct cells of a question with one answer."""
    values, reasons, told = (s.copy() for s in (part.values[""], part.reasons, part.told_by))
    trail = []
    for fix, rows in fixes.items():
        before = [""] * len(rows) if question.type in OPEN else _said(question, part, rows)
        trail.append(_trail(rows, before, fix.after))
        at = reasons.index.get_indexer(pd.Index(rows))
        values.iloc[at] = fix.value
        reasons.iloc[at] = fix.reason
        told.iloc[at] = "decision" if fix.reason else ""
    changed = {row for rows in fixes.values() for row in rows}
    untouched = ~reasons.index.isin(list(changed))
    doubts = {flag: doubt & untouched for flag, doubt in part.doubts.items()}
    old = part.changes[~part.changes.index.isin(list(changed))]
    return Cleaned(
        values={"": values},
        reasons=reasons,
        changes=pd.concat([old, *trail]),
        unknown=_without(part.unknown, changed),
        doubts=doubts | large(values, question),
        told_by=told,
        details=None if part.details is None else part.details.where(untouched, ""),
    )


def _correct_ticks(question: Question, part: Cleaned, fixes: Fixes, raw: Sequence[str]) -> Cleaned:
    """Correct cells of a select-all: one option, or all by a reason why nothing is ticked."""
    rows = sorted({row for several in fixes.values() for row in several})
    was = pd.DataFrame(part.values).loc[rows].fillna(False).to_numpy(dtype=bool)
    ticked, said = was.copy(), part.reasons.loc[rows].mask(part.told_by.loc[rows] == "blank", "")
    labels = np.array([level.label for level in question.answers.levels], dtype=object)
    trail, unknown = [], part.unknown
    for fix, several in sorted(fixes.items(), key=lambda item: item[0].option):
        at = np.searchsorted(rows, several)
        silent = part.reasons.loc[several].astype(object).tolist()
        if fix.option:
            place = question.codes.index(fix.option)
            ticked[at, place] = fix.value
            said.iloc[at] = ""
            before = [f"{labels[place]}: {'yes' if yes else 'no'}" for yes in was[at, place]]
            columns = {raw[place]} if len(raw) > 1 else set()
        else:
            ticked[at, :] = False
            said.iloc[at] = fix.reason
            before = [", ".join(labels[row]) for row in was[at]]
            columns = set(raw)
        trail.append(
            _trail(
                several, [why or text for why, text in zip(silent, before, strict=True)], fix.after
            )
        )
        unknown = _without(unknown, set(several), columns)
    new = tick(ticked, said, question)
    decided = new._replace(told_by=new.told_by.mask(new.reasons != "", "decision"))
    return part._replace(
        values={name: _put(old, decided.values[name]) for name, old in part.values.items()},
        reasons=_put(part.reasons, decided.reasons),
        told_by=_put(part.told_by, decided.told_by),
        doubts={flag: _put(old, decided.doubts[flag]) for flag, old in part.doubts.items()},
        changes=pd.concat([part.changes, *trail]),
        unknown=unknown,
        details=None
        if part.details is None
        else part.details.mask(part.details.index.isin(rows), ""),
    )


def _put(old: pd.Series, new: pd.Series) -> pd.Series:
    """Return a column with some of its rows replaced."""
    made = old.copy()
    made.loc[new.index] = new.array
    return made


def _said(question: Question, part: Cleaned, rows: list[int]) -> list[str]:
    """Return what closed cells were read as: a label, a kind of non-response, or nothing."""
    labels = {level.code: level.label for level in question.answers.levels}
    cells = zip(part.values[""].loc[rows].astype(object), part.reasons.loc[rows], strict=True)
    return [labels.get(value, reason) for value, reason in cells]


def _trail(rows: Sequence[int], before: Sequence[str], after: str) -> pd.DataFrame:
    """Return the audit trail of one correction."""
    facts = zip(["decision"] * len(rows), before, [after] * len(rows), strict=True)
    return pd.DataFrame(list(facts), columns=list(CHANGE), index=list(rows), dtype="string")


def _without(unknown: Unknown, rows: set[int], columns: set[str] | None = None) -> Unknown:
    """Return the unknown answers that stand in other rows, or in other raw columns."""
    left = {
        (column, text): [r for r in several if r not in rows]
        if columns is None or column in columns
        else several
        for (column, text), several in unknown.items()
    }
    return {key: several for key, several in left.items() if several}
