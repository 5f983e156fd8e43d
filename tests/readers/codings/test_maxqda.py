"""MAXQDA's coded segments, in any language."""

from __future__ import annotations

import pytest

from cpsurvey.readers import read_coding_export
from cpsurvey.readers.codings.maxqda import HEADERS

ENGLISH = [
    "Color", "Comment", "Document group", "Document name", "Code", "Beginning", "End",
    "Weight score", "Segment", "Area", "Coverage %", "Author", "Creation date",
]  # fmt: skip
GERMAN = [
    "Farbe", "Kommentar", "Dokumentgruppe", "Dokumentname", "Code", "Anfang", "Ende", "Gewicht",
    "Segment", "Fläche", "Abdeckungsgrad %", "Autor", "Erstellungsdatum",
]  # fmt: skip
POLISH = [
    "Color", "Komentarz", "Grupa dokumentów", "Nazwa dokumentu", "Kod", "Początek", "Koniec",
    "Waga", "Fragment", "Objętość", "Obszar %", "Autor", "Data utworzenia",
]  # fmt: skip
FINNISH = [f"otsikko {number}" for number in range(13)]  # headers that nobody told us
ROWS = [
    ["●", "", "Parents", "INT 01", "Mode\\Phone", 3, 4, 0, "on the phone ", 12, 2.5, "ann",
     "30.11.2017 20:55:14"],
    ["●", "ask again", "Parents", "INT 01", "Mood", 3, 4, 50, "on the phone ", 12, 2.5, "ann",
     "30.11.2017 20:56:00"],
    ["●", "", "Parents", "INT 01", "Mood", 3, 4, 0, "on the phone ", 12, 2.5, "bob",
     "01.12.2017 08:00:00"],
    ["●", "", "", "INT 01", "Mode", "3: 120", "3: 125", 0, "video", 5, 0.1, "ann",
     "02.12.2017 08:00:00"],
]  # fmt: skip


@pytest.fixture
def read(make_book, make_file):
    def read_rows(header, rows=ROWS):
        return read_coding_export(make_file(make_book({"S": [header, *rows]}), "segments.xlsx"))

    return read_rows


@pytest.mark.parametrize("header", [ENGLISH, GERMAN, POLISH, FINNISH])
def test_the_same_in_every_language(read, header):
    export = read(header)
    assert export.tool == "MAXQDA"
    assert export.codes[["name", "path"]].to_numpy().tolist() == [
        ["Mode", "Mode"],
        ["Phone", "Mode > Phone"],
        ["Mood", "Mood"],
    ]
    assert export.codings.drop(columns=["start", "end"]).to_numpy().tolist() == [
        ["source-1", "code-2", "coder-1", "s1", "2017-11-30 20:55:14"],
        ["source-1", "code-3", "coder-1", "s1", "2017-11-30 20:56:00"],
        ["source-1", "code-3", "coder-2", "s2", "2017-12-01 08:00:00"],
        ["source-2", "code-1", "coder-1", "s3", "2017-12-02 08:00:00"],
    ]
    assert export.codings[["start", "end"]].isna().all(axis=None)
    assert export.coders["name"].tolist() == ["ann", "bob"]
    assert export.passages == {"s1": "on the phone ", "s2": "on the phone ", "s3": "video"}


def test_one_name_in_two_groups_is_two_documents(read):
    export = read(ENGLISH)
    assert export.sources["name"].tolist() == ["INT 01", "INT 01"]
    assert export.attributes.to_numpy().tolist() == [["source-1", "document group", "Parents"]]
    assert export.sets.to_numpy().tolist() == [["Parents", "source", "source-1"]]


def test_comments_are_memos_and_what_is_not_in_the_tables_is_counted(read):
    export = read(ENGLISH)
    assert export.memos.to_numpy().tolist() == [["memo-1", "segment", "s1", "coder-1", 9]]
    assert export.memo_texts == {"memo-1": "ask again"}
    assert export.losses.to_numpy().tolist() == [
        ["colour of a coding", 4, ""],
        ["position of a selection in paragraphs", 4, "MAXQDA gives no characters"],
        ["share of the text that a selection covers", 4, ""],
        ["weight of a coding", 1, ""],
    ]


def test_codes_parted_by_a_greater_than(read):
    paths = ("A > B", "A", "x>y", "A > B")
    rows = [[*row[:4], path, *row[5:]] for row, path in zip(ROWS, paths, strict=True)]
    assert read(ENGLISH, rows).codes["path"].tolist() == ["A", "A > B", "x>y"]


def test_a_word_marked_twice_with_one_code_is_two_passages(read):
    assert read(ENGLISH, [ROWS[0], ROWS[0]]).codings["segment"].tolist() == ["s1", "s2"]


def test_columns_in_another_order_and_new_ones(read):
    header, rows = ["Modified by", *ENGLISH[::-1]], [["cat", *row[::-1]] for row in ROWS]
    export = read(header, rows)
    assert export.codings.equals(read(ENGLISH).codings)
    assert ["column that is not read", 4, "Modified by"] in export.losses.to_numpy().tolist()


def test_a_date_that_may_begin_with_day_or_month_stays_as_written(read):
    rows = [[*ROWS[0][:12], "03/04/2020 10:00"]]
    assert read(ENGLISH, rows).codings["coded"].tolist() == ["03/04/2020 10:00"]


def test_a_column_that_is_missing_is_named_with_the_nearest(make_book, coding_error):
    header = ["Segments" if cell == "Segment" else cell for cell in ENGLISH]
    assert coding_error(make_book({"Sheet1": [header, *ROWS]}), "s.xlsx") == (
        's.xlsx, sheet "Sheet1", row 1, is the header of MAXQDA\'s coded segments but lacks the'
        ' columns "Segment", did you mean "Segments"? Export it again with all its columns, and'
        " leave the header as it is: one row, no cells merged."
    )


def test_a_header_with_nothing_below(make_book, coding_error):
    assert coding_error(make_book({"Sheet1": [ENGLISH]}), "s.xlsx") == (
        's.xlsx, sheet "Sheet1" has the header of MAXQDA\'s coded segments and nothing below it:'
        " export it again with its rows."
    )


def test_no_header_means_two_things():
    names = [name.casefold() for known in HEADERS.values() for name in set(known)]
    assert len(names) == len(set(names))
    assert len(HEADERS) == len(ENGLISH)


def test_a_row_of_no_document(make_book, coding_error):
    rows = [ROWS[0], [*ROWS[0][:3], "", *ROWS[0][4:]]]
    assert coding_error(make_book({"S": [ENGLISH, *rows]}), "s.xlsx") == (
        's.xlsx, sheet "S", row 3, is one of MAXQDA\'s coded segments that names no document:'
        " export it again, or take the row out."
    )
