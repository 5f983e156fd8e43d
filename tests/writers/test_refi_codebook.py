"""A coding frame as the codebook that coding programs import."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

import pandas as pd
import pytest
from pyrefiqda import RefiCodebook

from cpsurvey.codebook import load_codebook
from cpsurvey.errors import TablesError
from cpsurvey.exports import CodingExport
from cpsurvey.readers.codings.refi_codebook import read_refi_codebook
from cpsurvey.writers import write_export_codebook, write_refi_codebook

STUDY = load_codebook()
CODES = pd.DataFrame(
    [
        ("1", "Mode", "", "Mode", False, "How they\njoined", ""),
        ("2", "Phone & <video>", "1", "Mode > Phone & <video>", True, "", "#FF0000"),
        ("3", "Ŵyr 😀", "", "Ŵyr 😀", True, "", ""),
    ],
    columns=["code_id", "name", "parent_id", "path", "codable", "description", "colour"],
)
NOTHING = pd.DataFrame(
    columns=["source_id", "code_id", "coder", "start", "end", "segment", "coded", "name", "kind",
             "variable", "value", "what", "count", "detail"]
)  # fmt: skip
EXPORT = CodingExport(
    "study.qda", "QualCoder", CODES, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, {},
    sets=pd.DataFrame(
        [("Feelings", "code", "3"), ("Feelings", "source", "9"), ("All", "code", "1")],
        columns=["name", "member", "member_id"],
    ),
)  # fmt: skip


def test_the_themes_of_the_study_are_read_back_with_hierarchy_and_definitions():
    found = read_refi_codebook(write_refi_codebook(STUDY), "themes.qdc")
    labels = {theme.code: theme.label for theme in STUDY.themes}
    parents = found.codes["parent_id"].map(
        dict(zip(found.codes["code_id"], found.codes["name"], strict=True)) | {"": ""}
    )
    held = zip(found.codes["name"], parents, found.codes["description"], strict=True)
    assert sorted(held) == sorted(
        (theme.label, labels.get(theme.parent, ""), theme.definition.strip())
        for theme in STUDY.themes
    )
    assert found.codes["codable"].all()
    assert found.tool == "cpsurvey"
    assert found.losses.empty


def test_the_same_themes_have_the_same_identifiers():
    assert write_refi_codebook(STUDY) == write_refi_codebook(load_codebook())


def test_the_codes_and_sets_of_a_project_are_read_back():
    found = read_refi_codebook(write_export_codebook(EXPORT), "study.qdc")
    columns = ["name", "path", "codable", "description", "colour"]
    assert found.codes[columns].values.tolist() == CODES[columns].values.tolist()
    names = dict(zip(found.codes["code_id"], found.codes["name"], strict=True))
    members = zip(found.sets["name"], found.sets["member_id"].map(names), strict=True)
    assert list(members) == [("Feelings", "Ŵyr 😀"), ("All", "Mode")]


def test_codes_are_written_as_other_programs_write_them():
    root = ElementTree.fromstring(write_export_codebook(EXPORT))
    space = "{urn:QDA-XML:codebook:1.0}"
    assert root.tag == f"{space}CodeBook"
    assert [child.tag for child in root] == [f"{space}Codes", f"{space}Sets"]
    member = root.find(f"{space}Sets/{space}Set/{space}MemberCode")
    code = root.findall(f"{space}Codes/{space}Code")[1]
    assert member.attrib == {"guid": code.get("guid")}
    assert write_export_codebook(EXPORT).startswith(b'<?xml version="1.0" encoding="utf-8"?>\n')


def test_another_library_reads_it(tmp_path):
    (tmp_path / "study.qdc").write_bytes(write_export_codebook(EXPORT))
    book = RefiCodebook.load(tmp_path / "study.qdc")
    assert [code.name for code in book.codes.code] == ["Mode", "Ŵyr 😀"]
    assert [code.name for code in book.codes.code[0].code] == ["Phone & <video>"]
    assert [len(found.member_code) for found in book.sets.set] == [1, 1]


@pytest.mark.parametrize(
    ("codes", "message"),
    [
        (CODES[:0], "There are no codes in study.qda to write as a codebook."),
        (
            CODES.assign(parent_id=["2", "1", ""]),
            "The codes of study.qda cannot be written whole as a codebook. In none can be: code"
            " below itself or below one that is not there (2) and member of a set that is not"
            " written (1). Write those of writable_part(export), which leaves these out and counts"
            " them as losses.",
        ),
    ],
)
def test_codes_that_are_no_codebook_are_refused(codes, message):
    with pytest.raises(TablesError) as caught:
        write_export_codebook(replace(EXPORT, codes=codes))
    assert str(caught.value) == message


def test_a_codebook_without_themes_is_refused(library):
    with pytest.raises(TablesError) as caught:
        write_refi_codebook(replace(library, themes=()))
    assert str(caught.value) == (
        f"The codebook {library.title} has no themes, so there is no coding frame to write; list"
        " them in its themes.toml."
    )
