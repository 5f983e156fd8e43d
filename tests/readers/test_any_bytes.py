"""Whatever bytes a file holds, a reader reads it or refuses it in its own words."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpsurvey.errors import ExportError
from cpsurvey.readers import read_coding_export, read_survey_export
from cpsurvey.writers import write_qualtrics, write_refi_qda

META = pd.DataFrame({"respondent": ["R_1", "R_2"]})
ROWS = pd.DataFrame({"Q1": ["Good, on the whole", "NA"], "Q2": ["", "Ŵyr"]})
SURVEY = write_qualtrics([("Q1", "How?", "QID1"), ("Q2", "Who?", "QID2")], ROWS, META)
CODES = pd.DataFrame({"code": ["a", "b"], "name": ["Mode", "Phone"], "parent": ["", "a"]})
CODINGS = pd.DataFrame({"source": ["1"], "code": ["b"], "coder": ["A"], "start": [0], "end": [3]})
ARCHIVE = write_refi_qda("S", ["A"], CODES, [("1", "Was 😀.", {"role": "x"})], CODINGS)
with zipfile.ZipFile(io.BytesIO(ARCHIVE)) as _archive:
    PROJECT = _archive.read("project.qde")

READERS = [read_survey_export, read_coding_export]
PIECES = [
    b"",
    b'"',
    b",",
    b"\n",
    b"\r",
    b"\0",
    b"\xff",
    b"<",
    b">",
    b"&",
    b"{",
    b"=",
    b'""',
    b"9" * 40,
]
CHANGES = st.lists(
    st.tuples(st.integers(0, 5_000), st.integers(0, 20), st.sampled_from(PIECES)), max_size=6
)


@pytest.mark.parametrize("reader", READERS)
@settings(deadline=None)
@given(content=st.binary(max_size=200))
def test_arbitrary_bytes(tmp_path_factory, reader, content):
    path = tmp_path_factory.mktemp("any") / "file"
    path.write_bytes(content)
    with suppress(ExportError):
        reader(path)


@pytest.mark.parametrize(
    ("reader", "whole"),
    [
        (read_survey_export, SURVEY),
        (read_coding_export, ARCHIVE),
        (read_coding_export, PROJECT),
    ],
    ids=["survey", "archive", "project"],
)
@settings(deadline=None)
@given(changes=CHANGES)
def test_an_export_with_pieces_taken_out_and_put_in(tmp_path_factory, reader, whole, changes):
    content = whole
    for place, length, piece in changes:
        place %= len(content) + 1
        content = content[:place] + piece + content[place + length :]
    path = tmp_path_factory.mktemp("any") / "file"
    path.write_bytes(content)
    with suppress(ExportError):
        reader(path)


@pytest.mark.parametrize(
    ("reader", "whole"), [(read_survey_export, SURVEY), (read_coding_export, ARCHIVE)]
)
def test_what_is_changed_here_can_be_read_before(tmp_path, reader, whole):
    (tmp_path / "file").write_bytes(whole)
    assert reader(tmp_path / "file").name == "file"
