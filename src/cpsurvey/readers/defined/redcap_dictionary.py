"""A REDCap data dictionary (CSV) in, its fields as the codebook cuts them out."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from itertools import groupby

from cpsurvey.errors import ExportError, listed
from cpsurvey.exports import DefinedQuestion, Definition, unique_names
from cpsurvey.readers.files.delimited import DELIMITERS
from cpsurvey.readers.files.encoding import to_utf8
from cpsurvey.readers.surveys.table_header import DICTIONARY, without_tags

# What the dictionary's page calls a column, and what the API calls it.
FIELD = ("variable / field name", "field_name")
TYPE = ("field type", "field_type")
LABEL = ("field label", "field_label")
CHOICES = ("choices, calculations, or slider labels", "select_choices_or_calculations")
VALIDATION = ("text validation type or show slider number",
              "text_validation_type_or_show_slider_number")  # fmt: skip
IDENTIFIER = ("identifier?", "identifier")
BRANCHING = ("branching logic (show field only if...)", "branching_logic")
MATRIX = ("matrix group name", "matrix_group_name")
KINDS = {
    "notes": "text",
    "calc": "number",
    "slider": "number",
    "file": "text",
    "sql": "single",
    "radio": "single",
    "dropdown": "single",
    "checkbox": "multi",
    "yesno": "single",
    "truefalse": "single",
}
OWN = {"yesno": (("1", "Yes"), ("0", "No")), "truefalse": (("1", "True"), ("0", "False"))}
BLANK = ("", "na")
TERM = re.compile(r"""\(*\s*\[(\w+)(?:\(([^)]*)\))?\]\s*=\s*["']?([^"'()]*)["']?\s*\)*""")
OR = re.compile(r"\s+or\s+", re.IGNORECASE)
Field = Mapping[str, str]


def read_dictionary(content: bytes, name: str) -> Definition:
    """Read a dictionary; the first field, which numbers the records, is no question."""
    text, _ = to_utf8(content, name)
    try:
        delimiter = max(DELIMITERS, key=text.partition(b"\n")[0].decode().count)
        records = list(csv.reader(io.StringIO(text.decode(), newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise ExportError(f"{name} is cut off or damaged: {error}; download it again.") from error
    head = [" ".join(cell.split()).casefold() for cell in records[0]] if records else []
    if not any(set(names) <= set(head) for names in DICTIONARY):
        raise ExportError(
            f"{name} is no REDCap data dictionary, which begins with {listed(DICTIONARY[0])}: a"
            " definition is a .qsf, .lss or .lsa file, such a dictionary, or an SPSS or Stata file"
            " with labels."
        )
    fields = [dict(zip(head, record, strict=False)) for record in records[1:] if any(record)]
    asked = [field for field in fields[1:] if _cell(field, TYPE) != "descriptive"]
    named = {_cell(field, FIELD): field for field in fields}
    questions: list[DefinedQuestion] = []
    for group, members in groupby(asked, key=_group):
        together = list(members)
        if group:
            questions.append(_matrix(group[0], together, named))
        else:
            questions.extend(_question(field, named) for field in together)
    names = unique_names([question.name for question in questions])
    return Definition(
        name,
        "redcap",
        "",
        tuple(q._replace(name=unique) for q, unique in zip(questions, names, strict=True)),
    )


def _cell(field: Field, names: Sequence[str]) -> str:
    """Return a cell under the name that either form of dictionary gives its column."""
    text = next((field[name] for name in names if name in field), "").strip()
    return "" if text.casefold() in BLANK else text


def _group(field: Field) -> tuple[str, ...]:
    """Return what the rows of one matrix of single answers have in common."""
    matrix = _cell(field, MATRIX)
    return (matrix, _cell(field, CHOICES)) if matrix and _kind(field) == "single" else ()


def _kind(field: Field) -> str:
    """Return the type of a field."""
    kind, valid = _cell(field, TYPE), _cell(field, VALIDATION)
    if _cell(field, IDENTIFIER).casefold() in ("y", "yes"):
        return "personal"
    if kind in KINDS:
        return KINDS[kind]
    if valid.startswith(("email", "phone")):
        return "personal"
    if valid.startswith(("date", "datetime")):
        return "date"
    return "number" if valid.startswith(("number", "integer")) else "text"


def _choices(field: Field) -> tuple[tuple[str, str], ...]:
    """Return the codes and labels: parted by strokes, each code ends at the first comma."""
    if own := OWN.get(_cell(field, TYPE)):
        return own
    if _kind(field) not in ("single", "multi") or _cell(field, TYPE) == "sql":
        return ()
    pairs = (choice.partition(",") for choice in _cell(field, CHOICES).split("|"))
    return tuple(
        (code.strip(), without_tags(label) or code.strip())
        for code, _, label in pairs
        if code.strip()
    )


def _question(field: Field, named: Mapping[str, Field]) -> DefinedQuestion:
    """Return a field as a question."""
    column, text, kind = _cell(field, FIELD), without_tags(_cell(field, LABEL)), _kind(field)
    options = _choices(field)
    columns: tuple[str, ...] = (column,)
    also: tuple[tuple[str, ...], ...] = ((text,),)
    if kind == "multi":
        columns = tuple(f"{column}___{_in_name(code)}" for code, _ in options)
        also = tuple((f"{text} (choice={label})",) for _, label in options)
    shown, routed = _routing(_cell(field, BRANCHING), named)
    return DefinedQuestion(
        column, text, kind, columns, options, shown_if=shown, routed=routed, also=also
    )


def _in_name(code: str) -> str:
    """Return a code as the name of a tick box's column has it: -1 is written _1."""
    return code.casefold().replace("-", "_")


def _matrix(name: str, fields: Sequence[Field], named: Mapping[str, Field]) -> DefinedQuestion:
    """Return fields with the same choices, shown as one table, as a matrix."""
    rows = tuple((_cell(field, FIELD), without_tags(_cell(field, LABEL))) for field in fields)
    routing = {_routing(_cell(field, BRANCHING), named) for field in fields}
    shown, routed = routing.pop() if len(routing) == 1 else (None, True)
    return DefinedQuestion(
        name,
        name,
        "matrix",
        tuple(code for code, _ in rows),
        _choices(fields[0]),
        rows,
        shown,
        routed,
        tuple((label,) for _, label in rows),
    )


def _routing(
    logic: str, named: Mapping[str, Field]
) -> tuple[tuple[str, tuple[str, ...]] | None, bool]:
    """Return the question and answers that show another, or only that there is routing."""
    if not logic:
        return None, False
    terms = [TERM.fullmatch(term.strip()) for term in OR.split(logic)]
    names = {term[1] for term in terms if term}
    if not all(terms) or len(names) != 1 or (name := names.pop()) not in named:
        return None, True
    labels = dict(_choices(named[name]))
    said = tuple(_meant(term[2], term[3].strip(), labels) for term in terms if term)
    return ((name, said), False) if all(said) else (None, True)


def _meant(ticked: str | None, value: str, labels: Mapping[str, str]) -> str:
    """Return the label that a condition asks for; a tick box asks for its code with 1."""
    if ticked is None:
        return labels.get(value, "")
    return labels.get(ticked, "") if value == "1" else ""
