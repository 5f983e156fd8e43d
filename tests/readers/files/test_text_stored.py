"""How a text is stored: encodings of one byte a letter, line ends, and what they tell."""

from __future__ import annotations

import pytest

from cpsurvey.exports import Doubt
from cpsurvey.readers.files import line_ends as module
from cpsurvey.readers.files.line_ends import line_ends

CHECK = "Check names and words with accents, or download the export as CSV UTF-8."
TEXTS = ["Café,naïve", "don’t,“so” – ever", "Straße,Größe", "Más,señor", "à la,très"]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "mac_roman"]
)
def test_a_text_in_any_encoding(read_survey, text, encoding):
    export = read_survey(f"Q1,Q2\n{text}\n".encode(encoding))
    assert ",".join(export.rows.iloc[0]) == text
    assert export.settings["encoding"] == encoding


def test_a_tab_parted_text_in_utf_16(read_survey):
    export = read_survey("Q1\tQ2\nŵ\tb\n".encode("utf-16"), "a.tsv")
    assert export.rows.to_dict("list") == {"Q1": ["ŵ"], "Q2": ["b"]}
    assert export.doubts == ()
    told = ("delimiter", "encoding", "lines")
    assert [export.settings[fact] for fact in told] == ["\t", "utf-16", "LF"]


def test_what_a_mac_stored_is_doubted(read_survey):
    assert read_survey("Q1,Q2\nCafé,b\n".encode("mac_roman")).doubts == (
        Doubt(
            "encoding guessed",
            "answers.csv is not in UTF-8; its letters make sense as an old Mac stores them (Mac"
            " Roman) and were read so.",
            CHECK,
        ),
    )


def test_letters_that_make_sense_in_no_encoding_are_doubted(read_survey):
    export = read_survey(b"Q1,Q2?\x8c\xe6\na,b\n")
    assert export.doubts == (
        Doubt(
            "encoding guessed",
            "answers.csv is not in UTF-8 and was read as Windows-1252, which nothing in it bears"
            " out: its letters with accents may be wrong.",
            CHECK,
        ),
    )


def test_letters_of_windows_are_not_doubted(read_survey):
    assert read_survey("Q1,Q2\nCafé £5,NÃO\n".encode("cp1252")).doubts == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (b"a", "none"),
        (b"a\r\nb\r\n", "CRLF"),
        (b"a\nb\n", "LF"),
        (b"a\rb\r", "CR"),
        (b"a\r\nb\n", "mixed"),
        (b"a\rb\n", "mixed"),
        (b'"a\nb"\r\n"c\r"\r\n', "CRLF"),
        (b'"a\r\nb"\nc\n', "LF"),
        (b'"a\r\n\n\rb"', "none"),
        (b'"a\n"\n"b"\r\n', "mixed"),
    ],
)
@pytest.mark.parametrize("chunk", [1, 2, 3, 1 << 22])
def test_line_ends(monkeypatch, text, found, chunk):
    monkeypatch.setattr(module, "CHUNK", chunk)
    assert line_ends(text) == found
