"""One variable of an SPSS or Stata file in, what each of its values reads as out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from cpsurvey.codebook import normalise
from cpsurvey.codebook.ticks import TICKED, UNTICKED
from cpsurvey.readers.surveys.statistical_texts import label_texts, value_text

MOST_UNLABELLED = 12


class Variable(NamedTuple):
    """What a file says of a variable.

    ``labels`` are those of its values, ``missing`` the ranges declared as missing; ``letters``
    tells a variable of texts, ``counted`` the value that means ticked in a set of ticks, and
    ``text`` is the label of the variable itself.
    """

    labels: Mapping[object, object]
    missing: Sequence[Mapping[str, Any]]
    letters: bool
    counted: object = None
    text: str = ""


def is_missing(value: object, variable: Variable) -> bool:
    """Tell whether a value is declared as missing; letters for numbers are Stata's."""
    if isinstance(value, (int, float)):
        numbers = [r for r in variable.missing if isinstance(r["lo"], (int, float))]
        return any(r["lo"] <= value <= r["hi"] for r in numbers)
    declared = any(r["lo"] == value for r in variable.missing)
    return (isinstance(value, str) and not variable.letters) or declared


def readings(held: Iterable[object], variable: Variable) -> tuple[dict[object, str], set[object]]:
    """Return what each value reads as, and those that are no answer though nothing says why.

    A label is read for its value, unless labels name but the ends of a number. Of a value that is
    declared as missing and has no label nothing is known, save that it stands for not ticked.
    """
    values = list(held)
    if variable.counted is not None:
        return _ticks(values, variable), set()
    said = label_texts(values, {} if ends_only(values, variable) else variable.labels)
    unsaid = {v for v in values if v not in said and is_missing(v, variable)}
    if is_tick(values, variable):
        return {v: _tick(v, said.get(v, ""), variable) for v in values}, unsaid - {0}
    return {v: "" if v in unsaid else said.get(v, value_text(v)) for v in values}, unsaid


def is_tick(held: Iterable[object], variable: Variable) -> bool:
    """Tell whether a variable says but whether one option was ticked: 0 is declared as missing."""
    values = {v for v in held if not is_missing(v, variable)} | set(variable.labels)
    return is_missing(0, variable) and 0 not in variable.labels and len(values) == 1


def ends_only(held: Iterable[object], variable: Variable) -> bool:
    """Tell whether labels name the ends of a number that was given, as those of a slider do."""
    named = [v for v in variable.labels if isinstance(v, float) and not is_missing(v, variable)]
    other = [
        v
        for v in held
        if isinstance(v, float) and v not in variable.labels and not is_missing(v, variable)
    ]
    if len(other) <= MOST_UNLABELLED or len(named) < 2:
        return False
    return min(named) <= min(other) and max(named) >= max(other)


def _tick(value: object, label: str, variable: Variable) -> str:
    """Return a tick: 1 where the variable is called after its option, else the option."""
    if not label:
        return value_text(value)
    return "1" if normalise(variable.text).endswith(normalise(label)) else label


def _ticks(values: Sequence[object], variable: Variable) -> dict[object, str]:
    """Return what the values of one variable of a set of ticks read as."""
    said = label_texts(values, variable.labels)
    found = {}
    for value in values:
        key = normalise(said.get(value, ""))
        if value == variable.counted:
            found[value] = said[value] if key in TICKED else "1"
        elif key in UNTICKED or (key and is_missing(value, variable)):
            found[value] = said[value]
        else:
            found[value] = "0"
    return found
