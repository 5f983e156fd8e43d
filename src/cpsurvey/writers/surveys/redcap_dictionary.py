"""A questionnaire in, its fields in REDCap out: their names and choices, and the dictionary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from cpsurvey.codebook import Scale, normalise
from cpsurvey.writers.surveys.answered import WHOLE, Answered, Asked
from cpsurvey.writers.surveys.kept import mark_of
from cpsurvey.writers.surveys.numbers import labels_of, numbers_of

FORM, RECORD = "survey", "record_id"
HEADER = (
    "Variable / Field Name",
    "Form Name",
    "Section Header",
    "Field Type",
    "Field Label",
    "Choices, Calculations, OR Slider Labels",
    "Field Note",
    "Text Validation Type OR Show Slider Number",
    "Text Validation Min",
    "Text Validation Max",
    "Identifier?",
    "Branching Logic (Show field only if...)",
    "Required Field?",
    "Custom Alignment",
    "Question Number (surveys only)",
    "Matrix Group Name",
    "Matrix Ranking?",
    "Field Annotation",
)
KINDS = {"multi": "checkbox", "single": "radio", "matrix": "radio", "text": "notes"}


class Field(NamedTuple):
    """A field: its name and label, and the part of its question that it is."""

    name: str
    label: str
    part: str


def fields_of(asked: Asked, name: str) -> list[Field]:
    """Return the fields of a question; a select-all is one, a matrix one a row."""
    if asked.kind != "matrix":
        return [Field(name, asked.wording, WHOLE)]
    return [
        Field(f"{name}_{place}", label, part)
        for place, (part, label) in enumerate(asked.parts, start=1)
    ]


def choices_of(scale: Scale) -> dict[str, tuple[str, str]]:
    """Return the code and label of each choice; a stroke would begin another, so it is a slash."""
    numbers, taken = numbers_of(scale), set[str]()
    choices = {}
    for code, label in labels_of(scale).items():
        plain = " ".join(label.replace("|", "/").split())
        while normalise(plain) in taken:
            plain = f"{plain} ({numbers[code]})"
        taken.add(normalise(plain))
        choices[code] = (numbers[code], plain)
    return choices


def dictionary(one: Answered, *, comma: bool) -> list[Sequence[str]]:
    """Return the rows of the data dictionary; numbers may have a comma for their point."""
    names = {asked.question.name: f"q{place}" for place, asked in enumerate(one.asked, start=1)}
    known = {asked.question.name: asked for asked in one.asked}
    first = {"Field Type": "text", "Field Label": "Record ID", "Field Annotation": mark_of(one)}
    rows = [_row(RECORD, first)]
    for asked in one.asked:
        name = names[asked.question.name]
        shared = {
            "Field Type": KINDS.get(asked.kind, KINDS.get(asked.question.type, "text")),
            HEADER[5]: _choices(asked),
            HEADER[7]: _validation(asked, comma=comma),
            HEADER[11]: _logic(asked, names, known),
        }
        for place, field in enumerate(fields_of(asked, name)):
            said = {"Field Label": field.label}
            if asked.kind == "matrix":
                said |= {HEADER[15]: name, HEADER[2]: "" if place else asked.wording}
            rows.append(_row(field.name, shared | said))
    return [HEADER, *rows]


def _row(name: str, cells: Mapping[str, str]) -> list[str]:
    """Return a row of the dictionary."""
    return [{HEADER[0]: name, HEADER[1]: FORM, **cells}.get(column, "") for column in HEADER]


def _choices(asked: Asked) -> str:
    """Return the choices of a field, parted by strokes."""
    if not asked.question.scale:
        return ""
    choices = choices_of(asked.scale)
    offered = [code for code in choices if asked.kind != "multi" or code in asked.scale.codes]
    return " | ".join(f"{choices[code][0]}, {choices[code][1]}" for code in offered)


def _validation(asked: Asked, *, comma: bool) -> str:
    """Return what may be typed."""
    number = "number_comma_decimal" if comma else "number"
    return {"number": number, "date": "date_ymd"}.get(asked.question.type, "")


def _logic(asked: Asked, names: Mapping[str, str], known: Mapping[str, Asked]) -> str:
    """Return by which answers a field is shown."""
    shown = asked.question.shown_if
    if shown is None or shown.question not in known:
        return ""
    return " or ".join(_terms(known[shown.question], names[shown.question], shown.answers))


def _terms(first: Asked, name: str, answers: Sequence[str]) -> Iterator[str]:
    """Yield the conditions, one an answer."""
    numbers = numbers_of(first.scale)
    for answer in answers:
        number = numbers[answer]
        yield f"[{name}({number})] = '1'" if first.kind == "multi" else f"[{name}] = '{number}'"
