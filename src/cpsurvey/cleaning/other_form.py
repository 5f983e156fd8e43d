"""A select-all that the codebook names split and the export has joined, or the reverse → columns.

Split means a column an option, joined all options in one cell. Which column is which option is
told by their headers or by the options that stand in them; the order of columns alone tells
nothing, since a codebook may have its options in another order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from cpsurvey.codebook import Question, normalise
from cpsurvey.codebook.joined import Known
from cpsurvey.codebook.parting import part_cells
from cpsurvey.codebook.ticks import TICKED, UNTICKED
from cpsurvey.errors import listed
from cpsurvey.exports import SurveyExport

BETWEEN = "_[.-:# ("  # what stands between the name of a question and that of an option
NO_OPTION = ("text", "comment", "[other]")  # ends of the names of columns to type into
MOST = 8
_BEFORE = (" - ", "-", " [", "[", ": ", " ")
AGAIN = "or draft the codebook again from this export, with its definition if there is one"


class OtherForm(NamedTuple):
    """The columns in which an export has a question, in order of its options; or why not."""

    columns: tuple[str, ...] = ()
    why: str = ""
    about: tuple[str, ...] = ()  # columns of the export that `why` is about
    named: tuple[str, ...] = ()  # and those of the codebook


def find_other_form(
    question: Question, named: Sequence[str], export: SurveyExport, free: Sequence[str]
) -> OtherForm | None:
    """Return the free columns that hold a select-all in the other form; nothing without any."""
    if question.type != "multi" or question.scale is None:
        return None
    if len(named) == 1:
        here = [column for column in free if _is_option_of(column, named[0])]
        return _as_split(question, named[0], here, export) if len(here) > 1 else None
    whole = [column for column in free if all(_is_option_of(name, column) for name in named)]
    return _as_joined(question, named, max(whole, key=len), export) if whole else None


def _is_option_of(column: str, question: str) -> bool:
    """Tell whether a column has the name of a question with more after it."""
    rest = column.removeprefix(question)
    typed = column.casefold().endswith(NO_OPTION)
    return bool(question) and rest != column and rest[:1] in tuple(BETWEEN) and not typed


def _as_joined(
    question: Question, named: Sequence[str], column: str, export: SurveyExport
) -> OtherForm:
    """Return the one column, if an option of the question stands in any of its cells."""
    scale = question.answers
    known = Known(dict.fromkeys((*scale.lookup, *scale.reasons), 0) | _places(question))
    cells = [cell for cell in map(str, export.rows[column].unique()) if cell.strip()]
    if not cells or any(part_cells(cells, known, export.platform)):
        return OtherForm((column,))
    return OtherForm(
        why=f'columns "{named[0]}" to "{named[-1]}" of question {question.name} are missing, and'
        f' "{column}" has none of its options in it: export it again with a column an option,'
        f" {AGAIN}",
        about=(column,),
        named=tuple(named),
    )


def _as_split(
    question: Question, named: str, here: Sequence[str], export: SurveyExport
) -> OtherForm:
    """Return the columns of the options, if it is beyond doubt which is which."""
    levels = question.answers.levels
    by_header = _by_header(question, here, export) or _by_name(question, named, here)
    by_cells = _by_cells(question, here, export)
    found = {**by_cells, **by_header}
    left = [column for column in here if column not in found]
    wanted = [place for place in range(len(levels)) if place not in found.values()]
    blank = [column for column in left if not export.rows[column].str.strip().any()]
    if not by_header and len(blank) == len(left) == len(wanted) == 1:
        found[blank[0]] = wanted[0]  # the option that nobody ticked
    agree = all(found[column] == place for column, place in by_cells.items())
    if agree and len(found) == len(here) and sorted(found.values()) == list(range(len(levels))):
        return OtherForm(tuple(sorted(found, key=found.__getitem__)))
    return OtherForm(
        why=f'column "{named}" of question {question.name} is missing, and of the {len(here)}'
        f" columns {listed(here, MOST)} it cannot be told which is which of its {len(levels)}"
        f" options: export it again with all that a person ticked in one column, {AGAIN}",
        about=tuple(here),
        named=(named,),
    )


def _by_header(question: Question, here: Sequence[str], export: SurveyExport) -> Mapping[str, int]:
    """Return the option that each header ends with, if all begin alike and in one way only."""
    known = export.columns
    texts = dict(zip(known["column"], known.get("text", known["name"]), strict=True))
    ends = {column: _ends(question, str(texts.get(column, column))) for column in here}
    ways = []
    for start in dict.fromkeys(start for found in ends.values() for start in found):
        way = {column: found[start] for column, found in ends.items() if start in found}
        if len(set(way.values())) == len(way) and way not in ways:
            ways.append(way)
    most = max(map(len, ways), default=0)
    best = [way for way in ways if len(way) == most]
    return best[0] if len(best) == 1 and most > 1 else {}


def _by_name(question: Question, named: str, here: Sequence[str]) -> Mapping[str, int]:
    """Return the option whose code each name ends with, where each does."""
    places = _places(question)
    ends = {column: normalise(column.removeprefix(named).strip(BETWEEN + ")]")) for column in here}
    found = {column: places[end] for column, end in ends.items() if end in places}
    return found if len(found) == len(here) == len(set(found.values())) else {}


def _ends(question: Question, text: str) -> dict[str, int]:
    """Return the options that a header may end with, by what stands before."""
    header = normalise(text).removesuffix("]")
    found = {}
    for key, place in _places(question).items():
        for before in _BEFORE if key and header.endswith(key) else ():
            start = header.removesuffix(key)
            if not start or start.endswith(before):
                found[start] = place
                break
    return found


def _by_cells(question: Question, here: Sequence[str], export: SurveyExport) -> Mapping[str, int]:
    """Return the option that stands in each column, where it is one and the same."""
    places = _places(question)
    found = {}
    for column in here:
        keys = {normalise(str(cell)) for cell in export.rows[column].unique()} - {""}
        held = {places[key] for key in keys - TICKED - UNTICKED if key in places}
        if len(held) == 1:
            found[column] = held.pop()
    return found if len(set(found.values())) == len(found) else {}


def _places(question: Question) -> dict[str, int]:
    """Return the place of each option among the levels, by each of its spellings."""
    places = {code: place for place, code in enumerate(question.answers.codes)}
    return {key: places[level.code] for key, level in question.answers.lookup.items()}
