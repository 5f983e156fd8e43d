"""Bulk reading gives what Python's own csv module gives, or leaves the file to it."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpsurvey.errors import ExportError
from cpsurvey.readers.files import delimited
from cpsurvey.readers.files.delimited import first_records, read_records

HEADER = b"a,b,c\n"
CELLS = st.text(st.sampled_from(list('ab ,;"\n\r\tŵ😀é')), max_size=6)
RECORDS = st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=6)


def written(records: list[list[str]], newline: str) -> bytes:
    """Return records as csv writes them, each cell quoted where it could be mistaken."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator=newline, quoting=csv.QUOTE_ALL).writerows(records)
    return out.getvalue().encode()


def read(content: bytes) -> dict[int, list[str]]:
    frame = read_records(
        HEADER + content, start=len(HEADER), before=1, width=3, delimiter=",", name="a.csv"
    )
    return {int(row): list(cells) for row, cells in zip(frame.index, frame.to_numpy(), strict=True)}


@settings(deadline=None)
@given(RECORDS, st.sampled_from(["\n", "\r\n"]))
def test_every_record_comes_back_under_its_number(records, newline):
    expected = {number: row for number, row in enumerate(records, start=2) if any(row)}
    assert read(written(records, newline)) == expected


@settings(deadline=None)
@given(st.text(st.sampled_from(list('ab,"\n\r')), max_size=40))
def test_any_text_is_read_as_csv_reads_it_or_refused(text):
    try:
        found = read(text.encode())
    except ExportError:
        return
    plain = list(csv.reader(io.StringIO(text, newline="")))
    assert found == {number: row for number, row in enumerate(plain, start=2) if any(row)}


@settings(deadline=None)
@given(RECORDS.filter(len), st.sampled_from(["\n", "\r\n"]))
def test_both_ways_of_reading_agree(records, newline):
    content = written(records, newline)
    slow = delimited._read_one_by_one(HEADER + content, len(HEADER), 1, 3, ",", "a.csv")
    assert slow == records
    assert read(content) == {n: row for n, row in enumerate(slow, start=2) if any(row)}


@pytest.mark.parametrize("cell", ["x" * 1_100_000, "x" * 3_000_000, "🙂" * 100_000])
def test_a_cell_of_megabytes_is_read(cell):
    assert read(written([["1", cell, "2"], ["3", "", ""]], "\n")) == {
        2: ["1", cell, "2"],
        3: ["3", "", ""],
    }


def test_a_cell_that_is_too_long_is_refused_and_never_cut(monkeypatch):
    monkeypatch.setattr(delimited, "BLOCKS", (1 << 16, 1 << 16))
    with pytest.raises(ExportError) as caught:
        read(written([["1", "x" * 1_000_000, "2"]], "\n"))
    assert str(caught.value) == (
        "a.csv, row 2, has a cell of more than 131072 characters, or a quotation mark that is never"
        " closed; download it again and give the file unchanged."
    )


@settings(deadline=None)
@given(st.lists(st.lists(CELLS, min_size=1, max_size=4), min_size=1, max_size=4))
def test_the_first_records_end_where_the_next_begins(records):
    content = written(records, "\r\n")
    found, end = first_records(content + b"next,record\r\n", ",", len(records))
    assert found == records
    assert end == len(content)
