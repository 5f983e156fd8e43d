"""Columns that may be one question → whether they are the options of a select-all."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from cpsurvey.codebook.ticks import TICKED, TICKS, UNTICKED, holds_option
from cpsurvey.drafting.cues import says
from cpsurvey.drafting.facts import Column
from cpsurvey.drafting.families import Family
from cpsurvey.drafting.order import in_order, plain, reasons
from cpsurvey.drafting.places import CHOICE

# Nobody gives these as answers to a question that is asked in each column.
TELLING = UNTICKED - frozenset(("0", "n", "no", "non", "false", "nein", "nage"))
STATEMENT = 45  # characters of a part that is more than the name of an option
SHORT = 70


class Verdict(NamedTuple):
    """What a family of columns is: multi, matrix, numbers or apart; how sure, on what evidence."""

    kind: str
    confidence: str = "sure"
    why: str = ""
    outside: tuple[str, ...] = ()  # columns of it that are questions of their own


def find_ticks(
    family: Family, filled: Sequence[Column], platform: str, flavour: str
) -> Verdict | None:
    """Return that the columns are the options of a select-all, or nothing."""
    held = [_telling(column) for column in filled]
    union: set[str] = set().union(*held)
    if not union and platform == "limesurvey":
        return Verdict("multi", "unsure", "nobody was shown it; LimeSurvey says so of select-alls")
    own = [column for column, part in _with_parts(family, filled) if _own_label(column, part)]
    if len(own) >= 0.6 * len(filled) and (
        len(filled) > 1 or len(family.columns) > 1 or family.grid
    ):
        return Verdict("multi", "sure", "each column is blank or holds the option it stands for")
    if platform == "redcap" and union <= {"0", "1", "checked", "unchecked"}:
        if CHOICE.fullmatch(family.columns[0].tag):
            return Verdict("multi", "sure", "REDCap writes Checked or Unchecked for each choice")
        if "___" in family.columns[0].tag:
            return Verdict("multi", "sure", "REDCap writes a checkbox as field___code")
    if union & TELLING and all(len(keys - UNTICKED) < 2 for keys in held):
        return Verdict("multi", "sure", "each column says whether its option was ticked")
    word = union - {"0"}
    if len(word) == 1 < len(union) and word < TICKED and len(filled) > 1:
        return Verdict("multi", "sure", f'each column holds "{min(word)}" or 0')
    coded = _coded(family, union, platform)
    if coded:
        return coded
    if len(union) == 1 and any(column.answered for column in filled):
        return _one_sign(family, next(iter(union)), platform, flavour)
    return _each_its_own(family, filled, held)


def _coded(family: Family, union: set[str], platform: str) -> Verdict | None:
    """Return that the columns are ticks with a word for "not ticked", or nothing."""
    for tick, untick in TICKS.items():
        if not untick or not union <= {tick, untick} or untick not in union:
            continue
        why = f'each column holds "{tick}" or "{untick}"'
        if says(family.text, "select_all"):
            return Verdict("multi", "sure", f"{why}, and the question asks to select all")
        if platform != "qualtrics" and any(says(part, "none") for part in family.parts):
            return Verdict("multi", "likely", f"{why}, and one of them excludes the others")
        if platform == "limesurvey" and tick != "1":
            return Verdict("multi", "likely", f"{why}, as LimeSurvey writes a multiple choice")
        one_word = tick in ("1", "true") or platform in ("spss", "stata")
        named = max(map(len, family.parts)) <= STATEMENT
        if platform != "qualtrics" and len(family.columns) > 1 and one_word and named:
            return Verdict("multi", "likely", why)
    return None


def _one_sign(family: Family, sign: str, platform: str, flavour: str) -> Verdict | None:
    """Return that columns with one and the same sign in them are ticks, or nothing."""
    number = sign.lstrip("-").isdigit()
    in_words = platform == "qualtrics" and flavour == "text"
    ticked = sign in TICKED or (platform == "qualtrics" and number)
    several = len(family.columns) > 1 or bool(family.grid) or platform == "qualtrics"
    if in_words or not ticked or not several:
        return None
    confidence = "likely" if len(family.columns) > 2 or family.grid else "unsure"
    return Verdict("multi", confidence, f'each column is blank or holds "{sign}"')


def _each_its_own(
    family: Family, filled: Sequence[Column], held: Sequence[set[str]]
) -> Verdict | None:
    """Return that columns with one answer each, all different, are options, or nothing."""
    single = [column for column, keys in zip(filled, held, strict=True) if len(keys) == 1]
    different = len({next(iter(c.keys)) for c in single}) == len(single)
    if len(single) < 2 or len(single) < 0.7 * len(filled) or not different:
        return None
    if sum(column.answered for column in single) < 1.5 * len(single):
        return None
    if _numbered(family, filled, single):
        return Verdict("multi", "likely", "each column is blank or holds one number, its own")
    if any(column.numbers is not None for column in single):
        steps = dict(zip((c.name for c in family.columns), family.steps, strict=True))
        if not all(next(iter(c.keys)) == steps[c.name].lstrip("x") for c in single):
            return None
        return Verdict("multi", "likely", "each column is blank or holds the number of its option")
    said = in_order(next(iter(column.keys)) for column in single)
    if any(column.length > 3 * SHORT for column in single) or said.ordered:
        return None
    return Verdict(
        "multi", "likely", "each column is blank or holds one answer that no other holds"
    )


def _numbered(family: Family, filled: Sequence[Column], single: Sequence[Column]) -> bool:
    """Tell whether each column of a question holds one whole number, more than that before it.

    A rank or a grade varies within its column.
    """
    values = [column.numbers for column in single]
    first = [value[0] for value in values if value]
    rising = all(one < two for one, two in pairwise(first))
    whole = all(value.is_integer() for value in first)
    return family.sure and len(first) == len(single) == len(filled) and rising and whole


def fits_ticks(column: Column, family: Family, inner: Sequence[Column]) -> bool:
    """Tell whether a column can be an option of the select-all that the others make up."""
    keys = _telling(column)
    words = TICKED | UNTICKED
    part = dict(zip((c.name for c in family.columns), family.parts, strict=True))[column.name]
    common = set().union(*(_telling(c) for c in inner if c is not column))
    one = len(keys - words) < 2
    return one or _own_label(column, part) or keys <= common


def _telling(column: Column) -> set[str]:
    """Return the answers of a column that are no kind of non-response."""
    return {key for key in column.keys if plain(key) not in reasons()}


def _own_label(column: Column, part: str) -> bool:
    """Tell whether a column holds nothing but the option that its header names."""
    return holds_option(_telling(column), (part, column.tag))


def _with_parts(family: Family, filled: Sequence[Column]) -> list[tuple[Column, str]]:
    """Return the columns, each with what is its own in the question."""
    parts = dict(zip((column.name for column in family.columns), family.parts, strict=True))
    return [(column, parts[column.name]) for column in filled]
