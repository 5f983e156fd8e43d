"""What is written as a Qualtrics export is what is read back."""

from __future__ import annotations

import csv
import io
import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpsurvey.errors import TablesError
from cpsurvey.readers import read_survey_export
from cpsurvey.writers import write_qualtrics

COLUMNS = [("Q1", "How was it?", "QID1"), ("Q2_1", "Who came? - Chair", "QID2_1")]
ROWS = pd.DataFrame({"Q1": ["Good", ""], "Q2_1": ["", "Chair"]})
META = pd.DataFrame(
    {
        "respondent": ["R_1", "R_2"],
        "status": ["normal", "test"],
        "finished": ["yes", "no"],
        "progress": ["100", "40"],
        "started": ["2020-10-01 09:00:00", ""],
        "recorded": ["2020-10-01 09:05:00", "2020-10-09 09:05:00"],
        "duration_seconds": ["300", ""],
        "language": ["EN", "CY"],
        "channel": ["anonymous", "email"],
    }
)

# What a cell can hold: no surrogates (no encoding has them), no NUL.
ALPHABET = st.one_of(
    st.sampled_from(list(",;\"'\t\n\r ŵŷâ😀-=")),
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"),
)
CELLS = st.text(ALPHABET, max_size=12)
NAMES = st.text(st.characters(categories=["L", "N"], max_codepoint=0x17F), min_size=1, max_size=8)


def records(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@st.composite
def exports(draw):
    """Draw answer columns, answers and metadata."""
    names = draw(st.lists(NAMES, min_size=1, max_size=4, unique=True))
    names = [f"q_{name}" for name in names]
    columns = [(name, draw(CELLS), f"QID{n}") for n, name in enumerate(names)]
    size = draw(st.integers(0, 4))
    rows = pd.DataFrame(
        {name: draw(st.lists(CELLS, min_size=size, max_size=size)) for name in names}, dtype=object
    )
    people = draw(st.lists(NAMES, min_size=size, max_size=size, unique=True))
    status = st.sampled_from(["normal", "preview", "test", "spam", "other"])
    finished = st.sampled_from(["yes", "no"])
    meta = pd.DataFrame(
        {
            "respondent": people,
            "status": draw(st.lists(status, min_size=size, max_size=size)),
            "finished": draw(st.lists(finished, min_size=size, max_size=size)),
        },
        dtype=object,
    )
    return columns, rows, meta


@settings(deadline=None)
@given(
    exports(),
    st.sampled_from(["text", "numbers"]),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
)
def test_what_is_written_is_read_back(tmp_path_factory, export, answers, newline, bom):
    columns, rows, meta = export
    path = tmp_path_factory.mktemp("made") / "answers.csv"
    path.write_bytes(
        write_qualtrics(columns, rows, meta, answers=answers, newline=newline, bom=bom)
    )
    found = read_survey_export(path)
    assert found.rows.to_numpy().tolist() == rows.to_numpy().tolist()
    assert found.rows.columns.tolist() == [name for name, *_ in columns]
    asked = found.columns[found.columns["kind"] == "question"]
    assert asked[["name", "text", "import_id"]].to_numpy().tolist() == [list(c) for c in columns]
    assert found.meta[meta.columns].to_numpy().tolist() == meta.to_numpy().tolist()
    assert found.settings["answers"] == (answers if len(rows) else "unknown")


def test_metadata_comes_back_whole(tmp_path):
    (tmp_path / "a.csv").write_bytes(write_qualtrics(COLUMNS, ROWS, META))
    found = read_survey_export(tmp_path / "a.csv")
    assert found.meta.to_numpy().tolist() == META.to_numpy().tolist()
    assert found.settings["time_zone"] == "Europe/London"
    assert len(found.dropped) == 7


def test_three_header_rows_as_qualtrics_has_them():
    head = records(write_qualtrics(COLUMNS, ROWS, META))[:3]
    assert [row[1:4] + row[-2:] for row in head] == [
        ["EndDate", "Status", "IPAddress", "Q1", "Q2_1"],
        ["End Date", "Response Type", "IP Address", "How was it?", "Who came? - Chair"],
        [
            '{"ImportId":"endDate","timeZone":"Europe/London"}',
            '{"ImportId":"status"}',
            '{"ImportId":"ipAddress"}',
            '{"ImportId":"QID1"}',
            '{"ImportId":"QID2_1"}',
        ],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("answers", "cells"), [("text", ["IP Address", "True"]), ("numbers", ["0", "1"])]
)
def test_flavours_word_the_metadata(answers, cells):
    head, _, _, first, _ = records(write_qualtrics(COLUMNS, ROWS, META, answers=answers))
    assert [first[head.index(name)] for name in ("Status", "Finished")] == cells


def test_identifying_columns_are_there_and_blank():
    head, _, _, *body = records(write_qualtrics(COLUMNS, ROWS, META))
    for name in ("IPAddress", "RecipientLastName", "RecipientEmail", "LocationLatitude"):
        assert [row[head.index(name)] for row in body] == ["", ""]


def test_bytes_are_the_same_each_time_and_end_rows_as_asked():
    assert write_qualtrics(COLUMNS, ROWS, META) == write_qualtrics(COLUMNS, ROWS, META)
    assert write_qualtrics(COLUMNS, ROWS, META).count(b"\r\n") == 5
    assert b"\r" not in write_qualtrics(COLUMNS, ROWS, META, newline="\n")
    assert write_qualtrics(COLUMNS, ROWS, META, bom=True).startswith(b"\xef\xbb\xbfStartDate")


def test_frames_are_left_alone():
    rows, meta = ROWS.copy(), META.copy()
    write_qualtrics(COLUMNS, rows, meta)
    pd.testing.assert_frame_equal(rows, ROWS)
    pd.testing.assert_frame_equal(meta, META)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            {"columns": COLUMNS[:1]},
            "1 columns are named and the rows have 2: give each column of the rows its name, text"
            " and ImportId, in the same order.",
        ),
        (
            {"meta": META[:1]},
            "There are 2 rows of answers and 1 of metadata: give one each a response.",
        ),
        (
            {"rows": ROWS.assign(Q1=[1, 2])},
            "Q1: a cell is not text, or is missing; an export holds text, and blank is an empty"
            " one.",
        ),
        (
            {"meta": META.assign(language=["EN", None])},
            "language: a cell is not text, or is missing; an export holds text, and blank is an"
            " empty one.",
        ),
        (
            {"rows": ROWS.assign(Q1=["a\0", ""])},
            "Q1: a cell is not text, or is missing; an export holds text, and blank is an empty"
            " one.",
        ),
        (
            {"meta": META.assign(status=["fine", "test"])},
            "status fine is not one of normal, preview, test, other and spam.",
        ),
        (
            {"meta": META.assign(finished=["yes", "perhaps"])},
            "finished perhaps is not one of yes and no.",
        ),
        (
            {"answers": "labels"},
            'answers is "labels", which is neither text nor numbers.',
        ),
    ],
)
def test_what_does_not_fit_together_is_refused(change, message):
    with pytest.raises(TablesError) as caught:
        write_qualtrics(**{"columns": COLUMNS, "rows": ROWS, "meta": META} | change)
    assert str(caught.value) == message


def test_names_with_quotation_marks_come_back(tmp_path):
    columns = [('a "b", c', "text", 'a "b", c'), ("Q2", "x", "QID2")]
    (tmp_path / "a.csv").write_bytes(write_qualtrics(columns, ROWS, META))
    found = read_survey_export(tmp_path / "a.csv").columns
    assert found["import_id"].tolist()[-2:] == ['a "b", c', "QID2"]
    assert re.fullmatch("embedded|question", found["kind"].iloc[-2])
