"""The exports in the repository are those that their README says, and can be made again."""

import hashlib
import re
from pathlib import Path

import pytest

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="module")
def sums():
    text = (DATA / "README.md").read_text(encoding="utf-8")
    return dict(re.findall(r"^\| `([^`]+)` \|.*\| `([0-9a-f]{64})` \|$", text, flags=re.MULTILINE))


def test_the_readme_tells_of_every_file(sums, exports):
    assert set(sums) == set(exports)


def test_every_file_has_the_sum_that_the_readme_gives(sums):
    found = {name: hashlib.sha256((DATA / "raw" / name).read_bytes()).hexdigest() for name in sums}
    assert found == sums


def test_every_file_is_made_again_byte_for_byte(exports):
    for name, content in exports.items():
        assert (DATA / "raw" / name).read_bytes() == content, name


def test_the_readme_gives_the_numbers_of_rows(tables):
    text = (DATA / "README.md").read_text(encoding="utf-8")
    left_out = tables.excluded["group"].value_counts()
    assert f"and {left_out['professional']} rows to be left out" in text
    assert f"24 to be kept, {left_out['parent']} to be left out" in text
