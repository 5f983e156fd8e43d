"""Files read in a process of their own: what it made of them, or that it failed, and why."""

from __future__ import annotations

import sys

import pytest

from cpsurvey.errors import ExportError
from cpsurvey.readers.files import own_process
from cpsurvey.readers.files.own_process import read_apart

READS = """
import pickle, sys
from pathlib import Path
told = Path(sys.argv[1]).read_bytes(), *sys.argv[3:]
Path(sys.argv[2]).write_bytes(pickle.dumps(told))
"""
DOWN = {
    "brought down": "import os; os.abort()",
    "never ends": "import time; time.sleep(9)",
    "ends with an error": "raise ValueError",
}


@pytest.fixture
def apart(tmp_path):
    """Read the file ``book.xlsx`` by a script."""

    def read(script: str) -> object:
        path = tmp_path / "script.py"
        path.write_text(script, encoding="utf-8")
        return read_apart(path, b"A file", "book.xlsx", "further")

    return read


def refused(call, *words):
    with pytest.raises(ExportError) as caught:
        call(*words)
    return str(caught.value)


def test_what_the_script_made_of_the_file(apart):
    assert apart(READS) == (b"A file", "further")


@pytest.mark.parametrize("how", DOWN)
def test_a_process_that_fails_leaves_ours_running(apart, monkeypatch, how):
    monkeypatch.setattr(own_process, "LONGEST", 0.3)
    assert apart(DOWN[how]) is None


def test_a_library_that_is_not_there_is_no_damage_of_the_file(apart):
    assert refused(apart, "import no_such_library") == (
        "book.xlsx cannot be read, because a library that reads such files cannot be loaded:"
        " install cpsurvey again."
    )


def test_a_process_that_cannot_be_started_or_has_no_room(apart, monkeypatch):
    monkeypatch.setattr(sys, "executable", "")
    said = refused(apart, READS)
    assert said.startswith(
        "book.xlsx is read by a process of its own from a temporary copy, and that could not be"
        " started ("
    )
    assert said.endswith(
        "): make room on the disk and end other programs, or save the file as CSV."
    )


def test_nothing_is_left_on_the_disk(apart, tmp_path, monkeypatch):
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    apart(READS)
    apart(DOWN["ends with an error"])
    assert not list(folder.iterdir())
