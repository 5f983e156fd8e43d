"""What each wrong file of interviews is told, word for word."""

from __future__ import annotations

import io
import tracemalloc
import zipfile

import pytest

from cpsurvey.errors import ExportError
from cpsurvey.readers import read_coding_export
from cpsurvey.readers.codings import refi_sources
from cpsurvey.readers.files import archive, elements

PROJECT = "<Project><Sources/></Project>"
QDPX = "export the whole project from the coding program as REFI-QDA (.qdpx)."
BOMB = """<!DOCTYPE p [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><Project name="&b;"/>"""
OUTSIDE = """<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/hostname">]><Project>&x;</Project>"""


@pytest.mark.parametrize(
    ("content", "what", "advice"),
    [
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
    assert message == f"study.qdpx is {what}, not a project or a list of coded interviews: {advice}"


def test_an_archive_without_a_project(coding_error, make_zip):
    assert coding_error(make_zip({"a.txt": "x"})) == (
        f"study.qdpx is a zip archive, not a project or a list of coded interviews: {QDPX}"
    )


def test_an_empty_file(coding_error):
    assert coding_error(b"") == "study.qdpx is empty: export it again."


@pytest.mark.parametrize(
    ("paths", "number"),
    [(("a.qde", "b.qde"), 2), (("one/p.qde", "two/p.qde"), 2), (("__MACOSX/._p.qde",), 0)],
)
def test_an_archive_with_other_than_one_project(coding_error, make_zip, paths, number):
    assert coding_error(make_zip(dict.fromkeys(paths, PROJECT))) == (
        f"study.qdpx holds {number} projects (.qde) where there must be one: export again."
    )


def test_a_damaged_entry(coding_error, make_zip):
    content = make_zip({"a.qde": PROJECT + " " * 500})
    place = content.index(b"a.qde") + 10
    broken = content[:place] + b"\xff\xff\xff\xff" + content[place + 4 :]
    assert coding_error(broken) == "study.qdpx is cut off or damaged: export it again."


@pytest.mark.parametrize("path", ["../a.txt", "/etc/a.txt", "x/../../a.txt", "C:\\a.txt"])
def test_a_path_that_leads_out(coding_error, make_zip, path):
    assert coding_error(make_zip({"p.qde": PROJECT, path: "x"})) == (
        "study.qdpx holds a file whose path leads out of the archive, which no program"
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


def test_a_zip_in_a_zip_is_never_opened(make_file, make_zip):
    bomb = make_zip({"inner.txt": " " * 5_000_000})
    project = '<Project><Sources><TextSource guid="A" plainTextPath="b.zip"/></Sources></Project>'
    for path in ("Sources/other.zip", "Sources/b.qdpx"):
        export = read_coding_export(make_file(make_zip({"p.qde": project, path: bomb})))
        assert export.texts == {}


@pytest.mark.parametrize("declared", [10, 9_000])
def test_an_entry_that_says_it_is_of_another_size(coding_error, make_zip, declared):
    content = bytearray(make_zip({"p.qde": PROJECT + " " * 5_000}))
    place = content.index(b"PK\1\2") + 24
    content[place : place + 4] = declared.to_bytes(4, "little")
    assert coding_error(bytes(content)) == "study.qdpx is cut off or damaged: export it again."


def test_of_an_entry_that_is_larger_than_it_says_no_more_is_unpacked(make_zip):
    content = bytearray(make_zip({"p.qde": " " * 50_000_000}))
    place = content.index(b"PK\1\2") + 24
    content[place : place + 4] = (10).to_bytes(4, "little")
    opened = archive.open_archive(bytes(content), "study.qdpx")
    tracemalloc.start()
    with pytest.raises(ExportError):
        archive.read_entry(opened, opened.infolist()[0], "study.qdpx")
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_way_of_packing_without_bounds(coding_error, method):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as made:
        made.writestr("p.qde", PROJECT)
    assert coding_error(content.getvalue()) == (
        "study.qdpx is packed in a way that no such program uses and that has no bounds: it was"
        " not read; export it again."
    )


def test_one_text_read_again_and_again(coding_error, make_zip, monkeypatch):
    monkeypatch.setattr(refi_sources, "MOST_BYTES", 25)
    sources = "".join(f'<TextSource guid="{n}" plainTextPath="a.txt"/>' for n in range(3))
    project = f"<Project><Sources>{sources}</Sources></Project>"
    assert coding_error(make_zip({"p.qde": project, "a.txt": "x" * 10})) == (
        "study.qdpx has sources and notes of more than 25 bytes of text together: it was not read."
    )


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, 99])
def test_a_password(coding_error, make_zip, method):
    content = bytearray(make_zip({"p.qde": PROJECT}))
    content[6] |= 1
    place = content.index(b"PK\1\2")
    content[place + 8] |= 1
    content[place + 10] = method
    assert coding_error(bytes(content)) == (
        "study.qdpx is protected by a password: export it again without one."
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("project", [BOMB, OUTSIDE, "<!DOCTYPE Project><Project/>"])
def test_entities_and_document_types(coding_error, make_zip, project, encoding):
    assert coding_error(make_zip({"p.qde": project.encode(encoding)})) == (
        "study.qdpx declares entities or a document type, which no program that writes such files"
        " does: it was not read."
    )


def test_a_project_file_cut_off(coding_error, make_zip):
    assert coding_error(make_zip({"p.qde": PROJECT[:20]})) == (
        "study.qdpx is cut off or damaged: it is not well-formed XML; export it again."
    )


def test_more_tags_than_any_project_has(coding_error, monkeypatch):
    monkeypatch.setattr(elements, "MOST_TAGS", 2)
    assert coding_error(PROJECT, "p.qde") == (
        "p.qde holds more than 2 tags, as no project or questionnaire does: it was not read."
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
        "study.qdpx, text of source 1, holds a NUL character at byte 3, on line 1, which no"
        " export does: the file is damaged, download it again."
    )


def test_codes_below_codes_without_end(coding_error, make_zip):
    nested = '<Code guid="a" name="c">' * 3_000 + "</Code>" * 3_000
    project = f"<Project><CodeBook><Codes>{nested}</Codes></CodeBook></Project>"
    assert coding_error(make_zip({"p.qde": project})) == (
        "study.qdpx has codes nested more than 100 deep, as no coding program makes them: it was"
        " not read."
    )


def test_a_note_whose_text_is_none(coding_error, make_zip):
    project = '<Project><Notes><Note guid="A" plainTextPath="n.txt"/></Notes></Project>'
    assert coding_error(make_zip({"p.qde": project, "n.txt": b"ab\0c"})) == (
        "study.qdpx, text of note 1, holds a NUL character at byte 3, on line 1, which no export"
        " does: the file is damaged, download it again."
    )


@pytest.mark.parametrize("element", ["Sources", "Widget", "Description"])
def test_elements_without_end_are_read_or_refused(make_file, element):
    nested = f"<{element}>" * 30_000 + f"</{element}>" * 30_000
    path = make_file(f"<Project>{nested}</Project>", "p.qde")
    assert len(read_coding_export(path).codings) == 0
