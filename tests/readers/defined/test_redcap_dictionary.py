"""Fields of a REDCap data dictionary, type by type, under both names of its columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from cpsurvey.errors import ExportError
from cpsurvey.exports import DefinedQuestion
from cpsurvey.readers import read_definition

API = {
    "field": "field_name",
    "type": "field_type",
    "label": "field_label",
    "choices": "select_choices_or_calculations",
    "valid": "text_validation_type_or_show_slider_number",
    "identifier": "identifier",
    "logic": "branching_logic",
    "matrix": "matrix_group_name",
}
PAGE = {
    "field": "Variable / Field Name",
    "type": "Field Type",
    "label": "Field Label",
    "choices": "Choices, Calculations, OR Slider Labels",
    "valid": "Text Validation Type OR Show Slider Number",
    "identifier": "Identifier?",
    "logic": "Branching Logic (Show field only if...)",
    "matrix": "Matrix Group Name",
}
Ask = Callable[..., tuple[DefinedQuestion, ...]]


def dictionary(*fields: dict[str, str], names: dict[str, str] = API, delimiter: str = ",") -> str:
    """Return a dictionary whose first field numbers the records."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(names.values()), delimiter=delimiter)
    writer.writeheader()
    for field in ({"field": "record_id", "type": "text", "label": "Record"}, *fields):
        writer.writerow({names[key]: value for key, value in field.items()})
    return out.getvalue()


@pytest.fixture
def ask(make_file: Callable[..., Path]) -> Ask:
    """Read the questions of a dictionary of these fields."""
    return lambda *fields, **more: read_definition(make_file(dictionary(*fields, **more))).questions


@pytest.mark.parametrize("names", [API, PAGE], ids=["API", "page"])
@pytest.mark.parametrize(
    ("field", "kind", "columns", "options"),
    [
        ({"type": "text"}, "text", ("a",), ()),
        ({"type": "notes"}, "text", ("a",), ()),
        ({"type": "text", "valid": "number_2dp"}, "number", ("a",), ()),
        ({"type": "text", "valid": "integer"}, "number", ("a",), ()),
        ({"type": "text", "valid": "date_dmy"}, "date", ("a",), ()),
        ({"type": "text", "valid": "email"}, "personal", ("a",), ()),
        ({"type": "text", "identifier": "y"}, "personal", ("a",), ()),
        ({"type": "calc", "choices": "[b] * 2"}, "number", ("a",), ()),
        ({"type": "slider", "choices": "low | high"}, "number", ("a",), ()),
        ({"type": "file"}, "text", ("a",), ()),
        ({"type": "sql", "choices": "select code, label from places"}, "single", ("a",), ()),
        ({"type": "radio", "choices": "1|2,"}, "single", ("a",), (("1", "1"), ("2", "2"))),
        ({"type": "yesno"}, "single", ("a",), (("1", "Yes"), ("0", "No"))),
        ({"type": "truefalse"}, "single", ("a",), (("1", "True"), ("0", "False"))),
        ({"type": "radio", "choices": "1, One, or so|x, <b>Two</b>"}, "single", ("a",),
         (("1", "One, or so"), ("x", "Two"))),
        ({"type": "checkbox", "choices": "-1, None | B, Some"}, "multi", ("a____1", "a___b"),
         (("-1", "None"), ("B", "Some"))),
    ],
    ids=lambda value: value.get("valid", value["type"]) if isinstance(value, dict) else "",
)  # fmt: skip
def test_a_field_by_its_type(ask, names, field, kind, columns, options):
    found = ask({"field": "a", "label": "Which?", **field}, names=names)
    assert [(q.name, q.text, q.type, q.columns, q.options) for q in found] == [
        ("a", "Which?", kind, columns, options)
    ]


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_a_dictionary_parted_as_some_accounts_have_it(ask, delimiter):
    field = {"field": "a", "type": "radio", "label": "A, or B?", "choices": "1, A | 2, B"}
    assert ask(field, names=PAGE, delimiter=delimiter) == ask(field)


def test_texts_without_answers_are_left_out(ask):
    assert ask({"field": "a", "type": "descriptive", "label": "Welcome"}) == ()


def test_a_matrix_of_single_answers_is_one_question(ask):
    same = {"type": "radio", "choices": "1, Yes | 2, No", "matrix": "grid"}
    found = ask(
        {"field": "a", "label": "Chair?", **same},
        {"field": "b", "label": "Parent?", **same},
        {"field": "c", "label": "Other?", **same, "choices": "1, Yes"},
    )
    assert [(q.name, q.type, q.columns, q.rows) for q in found] == [
        ("grid", "matrix", ("a", "b"), (("a", "Chair?"), ("b", "Parent?"))),
        ("grid~2", "matrix", ("c",), (("c", "Other?"),)),
    ]


@pytest.mark.parametrize(
    ("logic", "shown_if", "routed"),
    [
        ("", None, False),
        ("[a] = '1'", ("a", ("One",)), False),
        ('[a] = "1" or [a]="2"', ("a", ("One", "Two")), False),
        ("[a] = 2", ("a", ("Two",)), False),
        ("[many(x)] = '1'", ("many", ("Ex",)), False),
        ("[many(x)] = '0'", None, True),
        ("[a] <> '1'", None, True),
        ("[a] = '9'", None, True),
        ("[a] = '1' and [many(x)] = '1'", None, True),
        ("[elsewhere] = '1'", None, True),
    ],
)
def test_routing(ask, logic, shown_if, routed):
    found = ask(
        {"field": "a", "type": "radio", "label": "A?", "choices": "1, One | 2, Two"},
        {"field": "many", "type": "checkbox", "label": "M?", "choices": "x, Ex"},
        {"field": "b", "type": "text", "label": "B?", "logic": logic},
    )
    assert (found[2].shown_if, found[2].routed) == (shown_if, routed)


@pytest.mark.parametrize("content", ["a,b\n1,2\n", "x"])
def test_another_table(make_file, content):
    with pytest.raises(ExportError) as caught:
        read_definition(make_file(content, "fields.csv"))
    assert str(caught.value) == (
        "fields.csv is no REDCap data dictionary, which begins with variable / field name, field"
        " type and field label: a definition is a .qsf, .lss or .lsa file, such a dictionary, or an"
        " SPSS or Stata file with labels."
    )


def test_a_file_that_defines_nothing(make_file):
    with pytest.raises(ExportError) as caught:
        read_definition(make_file(b"%PDF-1.7", "fields.pdf"))
    assert str(caught.value) == (
        "fields.pdf is a PDF document, which defines no questionnaire: give a Qualtrics survey"
        " (.qsf), a LimeSurvey structure (.lss) or archive (.lsa), a REDCap data dictionary (CSV),"
        " or an SPSS or Stata file with labels."
    )
