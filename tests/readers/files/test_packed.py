"""Exports in zip and gzip, read within limits or refused by name."""

from __future__ import annotations

import gzip
import io
import zipfile

import pytest

from cpsurvey.readers.files import packed

TABLE = "Q1,Q2\na,b\n"
DICTIONARY = '"Variable / Field Name","Form Name","Field Type","Field Label"\n'
PLAIN = {"Q1": ["a"], "Q2": ["b"]}


def locked(content: bytes) -> bytes:
    """Return an archive of one file that says it has a password."""
    changed = bytearray(content)
    changed[6] |= 1
    changed[changed.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(changed)


@pytest.mark.parametrize(
    "files",
    [
        {"a.csv": TABLE},
        {"Export 1/answers/a.csv": TABLE},
        {"a.csv": TABLE, "__MACOSX/._a.csv": "\0\5\x16\7", ".DS_Store": "\0"},
        {"a.csv": TABLE, "readme.txt": "Q3,Q4\nc,d\n", "import.sps": "GET DATA."},
        {"a.csv": TABLE, "survey.qsf": '{"SurveyEntry": {}}', "dictionary.csv": DICTIONARY},
        {"a.tab": TABLE.replace(",", "\t"), "survey.lss": "<document/>"},
        {"a.txt": TABLE},
    ],
    ids=" ".join,
)
def test_the_one_export_in_an_archive(read_survey, make_zip, files):
    export = read_survey(make_zip(files), "answers.zip")
    assert export.rows.to_dict("list") == PLAIN
    assert (export.name, export.settings["packed"]) == ("answers.zip", "zip")


def test_a_workbook_in_an_archive(read_survey, make_zip, make_book):
    book = make_book({"S": [["Q1", "Q2"], ["a", "b"]]})
    export = read_survey(make_zip({"a.xlsx": book}), "answers.zip")
    assert export.rows.to_dict("list") == PLAIN
    assert (export.settings["sheet"], export.settings["packed"]) == ("S", "zip")


def test_a_gzip_file(read_survey):
    export = read_survey(gzip.compress(TABLE.encode()), "a.csv.gz")
    assert export.rows.to_dict("list") == PLAIN
    assert (export.name, export.settings["packed"]) == ("a.csv.gz", "gzip")


def test_what_is_not_packed_says_nothing_of_packing(read_survey):
    assert "packed" not in read_survey(TABLE).settings


UNPACK = "unpack it and give the file with the responses."
ONCE_MORE = "as no survey program packs its exports"


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({}, "a.zip is a zip archive without a file in it: download it again."),
        ({"x/": ""}, "a.zip is a zip archive without a file in it: download it again."),
        ({"a.csv": " \n"}, "a.zip (a.csv) is empty: export it again."),
        (
            {"x/a.csv": TABLE, "b.csv": TABLE},
            "a.zip holds 2 files that may be the responses (a.csv and b.csv): unpack it and give"
            " one after the other.",
        ),
        (
            {"a.png": b"\x89PNG", "b.pdf": "%PDF"},
            "a.zip, which holds a.png and b.pdf, is a zip archive, not a survey export (CSV, Excel,"
            f" SPSS or Stata): {UNPACK}",
        ),
        (
            {"../a.csv": TABLE},
            "a.zip holds a file whose path leads out of the archive, which no program writes: it"
            " was not read.",
        ),
        (
            {"a.zip": b"PK\x05\x06" + bytes(18), "read me.txt": "x"},
            f"a.zip holds a.zip, packed once more: {UNPACK}",
        ),
        (
            {"inner.zip": b"PK\x05\x06" + bytes(18)},
            f"a.zip (inner.zip) is a zip archive inside a zip archive, {ONCE_MORE}: {UNPACK}",
        ),
        (
            {"a.csv.gz": gzip.compress(TABLE.encode())},
            f"a.zip (a.csv.gz) is a file packed with gzip inside a zip archive, {ONCE_MORE}:"
            f" {UNPACK}",
        ),
        (
            {"a.csv": "Q1,Q2\na,b\nc,d\na,b,c\n"},
            "a.zip (a.csv), row 4, has 3 cells where the header has 2: the file was edited or"
            " damaged; download it again and give the file unchanged.",
        ),
    ],
)  # fmt: skip
def test_an_archive_that_cannot_be_read(survey_error, make_zip, files, message):
    assert survey_error(make_zip(files), "a.zip") == message


def test_an_archive_with_a_password(survey_error, make_zip):
    assert survey_error(locked(make_zip({"a.csv": TABLE})), "a.zip") == (
        "a.zip is protected by a password: export it again without one."
    )


def test_a_bomb_in_an_archive(survey_error, make_zip):
    content = make_zip({"a.csv": b"a,b\n" * 10**6})
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        size = archive.getinfo("a.csv").compress_size
    assert survey_error(content, "a.zip") == (
        f"a.zip holds a file of {size} bytes that would unpack to 4000000, as no text does: it was"
        " not read."
    )


def test_an_archive_of_too_much_text(survey_error, make_zip, monkeypatch):
    monkeypatch.setattr("cpsurvey.readers.files.archive.MOST_BYTES", 5)
    assert survey_error(make_zip({"a.txt": TABLE}), "a.zip") == (
        "a.zip would unpack to 10 bytes of text, more than the 5 an export may have: it was not"
        " read."
    )


def test_a_bomb_of_gzip(survey_error):
    content = gzip.compress(bytes(3_000_000), mtime=0)
    assert survey_error(content, "a.csv.gz") == (
        f"a.csv.gz is {len(content)} bytes that unpack to more than 1048576, as no export does: it"
        " was not read."
    )


def test_a_gzip_file_of_more_than_any_export(survey_error, monkeypatch):
    monkeypatch.setattr(packed, "MOST_BYTES", 5)
    content = gzip.compress(TABLE.encode(), mtime=0)
    assert survey_error(content, "a.csv.gz") == (
        f"a.csv.gz is {len(content)} bytes that unpack to more than 5, as no export does: it was"
        " not read."
    )


@pytest.mark.parametrize("end", [12, -9, -1])
def test_a_gzip_file_cut_off(survey_error, end):
    assert survey_error(gzip.compress(TABLE.encode() * 99)[:end], "a.csv.gz") == (
        "a.csv.gz is packed with gzip and is cut off or damaged: download it again."
    )


def test_gzip_in_gzip(survey_error):
    twice = gzip.compress(gzip.compress(TABLE.encode()))
    assert survey_error(twice, "a.gz") == (
        f"a.gz (unpacked) is a file packed with gzip inside a file packed with gzip, {ONCE_MORE}:"
        f" {UNPACK}"
    )
