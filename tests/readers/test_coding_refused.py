"""What each wrong file of interviews is told, word for word."""

from __future__ import annotations

import io
import zipfile

import pytest

from cpsurvey.readers import archive

PROJECT = "<Project><Sources/></Project>"
QDPX = "export the whole project from the coding program as REFI-QDA (.qdpx)."
BOMB = """<!DOCTYPE p [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><Project name="&b;"/>"""
OUTSIDE = """<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/hostname">]><Project>&x;</Project>"""


@pytest.mark.parametrize(
    ("content", "what", "advice"),
    [
        (
            b"ResponseId,Q1\nR_1,Yes\n",
            "a plain text or CSV file",
            "if it holds answers to a survey, read it as a survey (read_survey_export).",
        ),
        (
            b"<CodeBook/>",
            "a codebook of a coding program (REFI-QDA, .qdc), without texts and codings",
            QDPX,
        ),
        (
            b"SQLite format 3\0",
            "a database (SQLite), such as Taguette and QualCoder keep their projects in",
            QDPX,
        ),
        (
            b'{"SurveyEntry": {}}',
            "the definition of a Qualtrics survey (.qsf), without answers",
            "it belongs to a survey; " + QDPX,
        ),
        (b"%PDF-1.4", "a PDF document", QDPX),
        (b"PK\3\4cut off", "a zip archive that is cut off or damaged", "export it again."),
    ],
)
def test_a_file_of_another_kind(coding_error, content, what, advice):
    message = coding_error(content, "study.qdpx")
    assert (
        message == f"study.qdpx is {what}, not a project of coded interviews (REFI-QDA): {advice}"
    )


def test_an_archive_without_a_project(coding_error, make_zip):
    assert coding_error(make_zip({"a.txt": "x"})) == (
        f"study.qdpx is a zip archive, not a project of coded interviews (REFI-QDA): {QDPX}"
    )


def test_an_empty_file(coding_error):
    assert coding_error(b"") == "study.qdpx is empty: export it again."


def test_two_projects_in_one(coding_error, make_zip):
    assert coding_error(make_zip({"a.qde": PROJECT, "b.qde": PROJECT})) == (
        "study.qdpx holds 2 projects (.qde) where there must be one: export again."
    )


def test_a_damaged_entry(coding_error, make_zip):
    content = make_zip({"a.qde": PROJECT + " " * 500})
    place = content.index(b"a.qde") + 10
    broken = content[:place] + b"\xff\xff\xff\xff" + content[place + 4 :]
    assert coding_error(broken) == "study.qdpx is cut off or damaged: export it again."


@pytest.mark.parametrize("path", ["../a.txt", "/etc/a.txt", "x/../../a.txt", "C:\\a.txt"])
def test_a_path_that_leads_out(coding_error, make_zip, path):
    assert coding_error(make_zip({"p.qde": PROJECT, path: "x"})) == (
        "study.qdpx holds a file whose path leads out of the archive, which no coding program"
        " writes: it was not read."
    )


def test_too_many_entries(coding_error, make_zip, monkeypatch):
    monkeypatch.setattr(archive, "MOST_ENTRIES", 2)
    assert coding_error(make_zip({"p.qde": PROJECT, "a.txt": "x", "b.txt": "y"})) == (
        "study.qdpx holds 3 files, more than the 2 a project may have: it was not read."
    )


def test_too_much_text(coding_error, make_zip, monkeypatch):
    monkeypatch.setattr(archive, "MOST_BYTES", 40)
    assert coding_error(make_zip({"p.qde": PROJECT, "a.txt": "x" * 50})) == (
        f"study.qdpx would unpack to {len(PROJECT) + 50} bytes of text, more than the 40 a project"
        " may have: it was not read."
    )


def test_a_zip_bomb(coding_error, make_zip):
    content = make_zip({"p.qde": " " * 5_000_000})
    packed = zipfile.ZipFile(io.BytesIO(content)).getinfo("p.qde").compress_size
    assert coding_error(content) == (
        f"study.qdpx holds a file of {packed} bytes that would unpack to 5000000, as no text does:"
        " it was not read."
    )


def test_a_password(coding_error, make_zip):
    content = bytearray(make_zip({"p.qde": PROJECT}))
    content[6] |= 1
    content[content.index(b"PK\1\2") + 8] |= 1
    assert coding_error(bytes(content)) == (
        "study.qdpx is protected by a password: export it again without one."
    )


@pytest.mark.parametrize("project", [BOMB, OUTSIDE, "<!DOCTYPE Project><Project/>"])
def test_entities_and_document_types(coding_error, make_zip, project):
    assert coding_error(make_zip({"p.qde": project})) == (
        "study.qdpx declares entities or a document type, which no program that writes such files"
        " does: it was not read."
    )


def test_a_project_file_cut_off(coding_error, make_zip):
    assert coding_error(make_zip({"p.qde": PROJECT[:20]})) == (
        "study.qdpx is cut off or damaged: it is not well-formed XML; export it again."
    )


def test_another_sort_of_xml(coding_error, make_zip):
    assert coding_error(make_zip({"p.qde": "<CodeBook/>"})) == (
        "study.qdpx is not a REFI-QDA project: export the whole project again."
    )


@pytest.mark.parametrize("guids", [("A", "a"), ("", "B")])
def test_sources_that_cannot_be_told_apart(coding_error, make_zip, guids):
    sources = "".join(f'<TextSource guid="{guid}"/>' for guid in guids)
    assert coding_error(
        make_zip({"p.qde": f"<Project><Sources>{sources}</Sources></Project>"})
    ) == (
        "study.qdpx is damaged: a source in it has no identifier or that of another; export it"
        " again."
    )


def test_a_text_that_is_none(coding_error, make_zip):
    project = '<Project><Sources><TextSource guid="A" plainTextPath="internal://a.txt"/></Sources></Project>'
    assert coding_error(make_zip({"p.qde": project, "a.txt": b"ab\0c"})) == (
        "study.qdpx, text internal://a.txt, holds a NUL character at byte 3, on line 1, which no"
        " export does: the file is damaged, download it again."
    )


def test_codes_below_codes_without_end(coding_error, make_zip):
    nested = '<Code guid="a" name="c">' * 3_000 + "</Code>" * 3_000
    project = f"<Project><CodeBook><Codes>{nested}</Codes></CodeBook></Project>"
    assert coding_error(make_zip({"p.qde": project})) == (
        "study.qdpx has codes nested more than 100 deep, as no coding program writes them: it was"
        " not read."
    )
