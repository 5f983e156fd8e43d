"""Dedoose's excerpts: codes by column, descriptors, and ranges where the words prove them."""

from __future__ import annotations

import pytest

from cpsurvey.readers import read_coding_export

HEADER = [
    "Media Title", "Excerpt Range", "Excerpt Creator", "Excerpt Date", "Excerpt Copy",
    "Resource Creator", "Resource Date", "Codes Applied Combined", "Code: Mode\\Phone Applied",
    "Code: Mode\\Phone Range", "Code: Mode\\Phone Weight", "Code: Calm Applied", "Nation",
]  # fmt: skip
ROWS = [
    ["INT 01", "10-15", "ann", "12/24/2019", "quiet", "cat", "1/2/2019", "Phone, Calm", True, "0-5",
     3, True, "Wales"],
    ["INT 01", "10-15", "bob", "12/25/2019", "quiet", "cat", "1/2/2019", "Calm", False, "", "",
     True, "Wales"],
    ["INT 02", "4-90", "bob", "12/26/2019", "no", "cat", "1/2/2019", "", "False", "", "", "False",
     "Scotland"],
]  # fmt: skip


@pytest.fixture
def read(make_book, make_file):
    return lambda rows: read_coding_export(make_file(make_book({"E": [HEADER, *rows]}), "e.xlsx"))


def test_excerpts(read):
    export = read(ROWS)
    assert export.codes["path"].tolist() == ["Mode", "Mode > Phone", "Calm"]
    assert export.codings.to_numpy().tolist() == [
        ["source-1", "code-2", "coder-1", 10, 15, "s1", "2019-12-24"],
        ["source-1", "code-3", "coder-1", 10, 15, "s1", "2019-12-24"],
        ["source-1", "code-3", "coder-2", 10, 15, "s2", "2019-12-25"],
    ]
    assert export.attributes.to_numpy().tolist() == [
        ["source-1", "Nation", "Wales"],
        ["source-2", "Nation", "Scotland"],
    ]
    assert export.passages == {"s1": "quiet", "s2": "quiet", "s3": "no"}
    assert export.losses.to_numpy().tolist() == [
        ["date of a source", 2, ""],
        ["position of a selection in a unit that is not known", 1, ""],
        ["range of weights of a code", 1, ""],
        ["selection without a code", 1, ""],
        ["weight of a coding", 1, ""],
        ["who added a source", 2, ""],
    ]


def test_one_range_that_does_not_fit_leaves_a_document_without_positions(read):
    other = ["INT 01", "Page 3: 10-15", *ROWS[0][2:]]
    export = read([*ROWS, other])
    assert export.codings["start"].isna().all()
    assert export.sources["position_unit"].tolist() == ["", ""]
    first = read(ROWS).sources.iloc[0]
    assert (first["position_unit"], first["selections"], first["agreeing"]) == ("code points", 2, 2)


def test_a_descriptor_that_differs_within_a_document_is_counted(read):
    export = read([ROWS[0], [*ROWS[1][:12], "England"]])
    assert export.attributes["value"].tolist() == ["Wales"]
    assert ["descriptor that differs within a source", 1, ""] in export.losses.to_numpy().tolist()


def test_a_tick_that_is_none(make_book, coding_error):
    rows = [ROWS[0], [*ROWS[1][:11], "perhaps", "Wales"]]
    assert coding_error(make_book({"E": [HEADER, *rows]}), "e.xlsx") == (
        'e.xlsx, sheet "E": cell L3 must be True or False: export the excerpts again and leave the'
        " cells as they are."
    )


def test_no_column_of_a_code(make_book, coding_error):
    rows = [[*HEADER[:8]], ROWS[0][:8]]
    assert coding_error(make_book({"E": rows}), "e.xlsx") == (
        'e.xlsx, sheet "E" has no column of a code (Code: … Applied), so it cannot be told which'
        " excerpt bears which: export the excerpts again with their codes."
    )


def test_a_column_that_is_missing(make_book, coding_error):
    header = ["Media" if cell == "Media Title" else cell for cell in HEADER]
    assert coding_error(make_book({"E": [header, *ROWS]}), "e.xlsx") == (
        'e.xlsx, sheet "E", row 1, is the header of Dedoose\'s excerpts but lacks the columns'
        ' "Media Title", did you mean "Media"? Export it again with all its columns, and leave the'
        " header as it is: one row, no cells merged."
    )


def test_a_descriptor_blank_in_the_first_excerpt_is_not_lost(read):
    first = [*ROWS[0][:-1], ""]
    export = read([first, ROWS[1]])
    assert export.attributes.to_numpy().tolist() == [["source-1", "Nation", "Wales"]]
    assert "descriptor that differs within a source" not in set(export.losses["what"])


def test_two_columns_of_one_code_give_it_once(make_book, make_file):
    header = [*HEADER[:-1], "Code: Calm Applied"]
    rows = [[*ROWS[1][:-1], True]]
    export = read_coding_export(make_file(make_book({"E": [header, *rows]}), "e.xlsx"))
    assert len(export.codings) == 1
    assert [
        "code with the name of another",
        1,
        "counted as one",
    ] in export.losses.to_numpy().tolist()
