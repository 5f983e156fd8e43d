"""A folder becomes a codebook, or one sentence that names the file and the record."""

import shutil
from pathlib import Path

import pytest

from cpsurvey.codebook import load_codebook
from cpsurvey.errors import CodebookError

LIBRARY = Path(__file__).parents[1] / "library"


@pytest.fixture
def folder(tmp_path):
    return Path(shutil.copytree(LIBRARY, tmp_path / "book"))


def message(folder):
    with pytest.raises(CodebookError) as caught:
        load_codebook(folder)
    return str(caught.value).replace(str(folder), "book")


def test_a_question_holds_everything_its_record_says(library):
    loans = library.by_name["loans"]
    assert (loans.type, loans.unit, loans.minimum, loans.raw) == (
        "number",
        "loans",
        0,
        {"visitor": ("Q4",)},
    )
    assert (loans.shown_if.question, loans.shown_if.answers) == ("borrowed", ("yes",))


def test_the_same_wording_for_two_groups_is_comparable(library):
    assert library.by_name["rooms"].grade == "A"


def test_a_row_of_a_matrix_may_be_put_to_some(library):
    rooms = library.by_name["rooms"]
    assert [row.code for row in rooms.rows_for("visitor")] == ["hall"]


def test_thresholds_routing_and_facts_of_a_plain_table_are_read(folder):
    path = folder / "codebook.toml"
    text = path.read_text(encoding="utf-8")
    text = text.replace(
        'code = "staff"\ngroup = "staff"',
        'code = "staff"\ngroup = "staff"\nmeta = { recorded = "When" }',
    )
    text = f'routing = "declared"\n{text}\n[flags]\nspeeder = 0.5\n'
    path.write_text(text, encoding="utf-8")
    book = load_codebook(folder)
    assert (book.routing, book.threshold("speeder")) == ("declared", 0.5)
    assert book.instruments[1].meta == {"recorded": "When"}


def test_a_missing_file_is_named(folder):
    (folder / "scales.toml").unlink()
    assert message(folder) == (
        "book/scales.toml is missing; a codebook folder holds codebook.toml, scales.toml and"
        " questions.toml."
    )


def test_a_slip_in_the_toml_is_placed(folder):
    (folder / "scales.toml").write_text("[scale.yes_no\n", encoding="utf-8")
    assert message(folder).startswith("book/scales.toml is not readable as TOML: Expected ']'")
    assert "line 1" in message(folder)


EDITS = {
    "a key that is none": (
        "questions.toml",
        'unit = "loans"',
        'units = "loans"',
        'book/questions.toml: question loans: key "units" is not known, did you mean "unit"? Known:'
        " name, label, type, groups, wording, raw, scale, rows, exclusive, topic, grade,"
        " grade_reason, published, base, unit, minimum, maximum, flag_above, shown_if, derive and"
        " 2 more.",
    ),
    "a scale that is none": (
        "questions.toml",
        'scale = "uses"',
        'scale = "use"',
        'book/questions.toml: question uses: scale "use" is not known, did you mean "uses"? Known:'
        " yes_no, satisfaction and uses.",
    ),
    "routing by a question that is none": (
        "questions.toml",
        'question = "borrowed"',
        'question = "borowed"',
        'book: question loans: routing question "borowed" is not known, did you mean "borrowed"?'
        " Known: consent, satisfaction, borrowed, loans, uses, rooms and remarks.",
    ),
    "two wordings without a grade": (
        "questions.toml",
        'staff = "How do you find each room?"',
        'staff = "And the rooms?"',
        "book/questions.toml: question rooms is worded differently for visitor and staff: say with"
        ' grade how comparable the answers are, "A" the same, "B" the same construct, "C" not'
        " comparable.",
    ),
    "a level without a label": (
        "scales.toml",
        'code = "fair", label = "Fair"',
        'code = "fair"',
        "book/scales.toml: level {'code': 'fair'}: Level.__init__() missing 1 required positional"
        " argument: 'label'.",
    ),
    "a key of the codebook that is none": (
        "codebook.toml",
        'title = "SYNTHETIC library users"',
        'routng = "declared"',
        'book/codebook.toml: key "routng" is not known, did you mean "routing"? Known: name, title,'
        " note, routing, group, instrument, rules and flags.",
    ),
    "a codebook without a name": (
        "codebook.toml",
        'name = "library-users"',
        "",
        "book: a record lacks 'name'.",
    ),
}


@pytest.mark.parametrize("edit", EDITS)
def test_a_wrong_record_is_named_with_its_file(folder, edit):
    file, right, wrong, expected = EDITS[edit]
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert right in text
    path.write_text(text.replace(right, wrong), encoding="utf-8")
    assert message(folder) == expected
