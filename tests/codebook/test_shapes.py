"""What stands where another kind of value belongs is named, with its place."""

import pytest

from cpsurvey.codebook.shapes import FILES, check_shape
from cpsurvey.errors import CodebookError

WRONG = {
    "scale → liked → levels yes → variants must be a list of texts.": (
        "scales.toml",
        {"scale": {"liked": {"levels": [{"code": "yes", "variants": "Aye"}]}}},
    ),
    "scale → liked → levels 1 must be a table.": (
        "scales.toml",
        {"scale": {"liked": {"levels": ["yes"]}}},
    ),
    "scale → liked → nonresponse → skipped 2 must be a text in quotation marks.": (
        "scales.toml",
        {"scale": {"liked": {"nonresponse": {"skipped": ["-", 9]}}}},
    ),
    "scale → liked → ordered must be true or false.": (
        "scales.toml",
        {"scale": {"liked": {"ordered": "yes"}}},
    ),
    "theme A → aliases must be a list of texts.": (
        "themes.toml",
        {"theme": [{"code": "A", "label": "Ay", "aliases": "Eh"}]},
    ),
    "question must be a list of tables, [[…]].": ("questions.toml", {"question": {"name": "q"}}),
    "question q → minimum must be a number.": (
        "questions.toml",
        {"question": [{"name": "q", "minimum": True}]},
    ),
    "question q → raw → visitor must be a text in quotation marks.": (
        "questions.toml",
        {"question": [{"name": "q", "raw": {"visitor": 3}}]},
    ),
    "question q → raw → visitor 1 must be a text in quotation marks.": (
        "questions.toml",
        {"question": [{"name": "q", "raw": {"visitor": [3]}}]},
    ),
}


@pytest.mark.parametrize("message", WRONG)
def test_the_place_is_named_and_what_belongs_there(message):
    file, content = WRONG[message]
    with pytest.raises(CodebookError) as caught:
        check_shape(content, FILES[file], "")
    assert str(caught.value) == message


def test_whole_numbers_are_numbers_and_keys_of_no_shape_are_left_to_their_record():
    check_shape({"question": [{"minimum": 0, "scal": 3}]}, FILES["questions.toml"], "")
