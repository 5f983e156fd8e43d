"""Codebooks (.qdc) of several programs: codes, sets, and nothing else."""

from __future__ import annotations

import pytest

from cpsurvey.errors import ExportError
from cpsurvey.exports import CODE_COLUMNS, CODING_COLUMNS, SOURCE_COLUMNS
from cpsurvey.readers.codings.refi_codebook import read_refi_codebook

CODES = (
    '<Codes><Code guid="{a}" name="Mode" isCodable="false"><Description> how </Description>'
    '<Code guid="B" name="Phone" color="#f00"/></Code><Code guid="C" name="Calm" description="c"/>'
    "</Codes>"
)
SETS = (
    '<Sets><Set guid="s" name="good"><MemberCode guid="b"/><MemberCode targetGUID="{c}"/>'
    '<MemberCode guid="z"/><Description>d</Description></Set></Sets>'
)


def read(inner: str, namespace: str = "urn:QDA-XML:codebook:1.0", root: str = "CodeBook"):
    content = f'<{root} xmlns="{namespace}" origin="Taguette 1.5.2">{inner}</{root}>'
    return read_refi_codebook(content.encode(), "study.qdc")


def test_codes_and_sets_and_no_codings():
    export = read(CODES + SETS)
    assert (export.name, export.tool) == ("study.qdc", "Taguette 1.5.2")
    assert tuple(export.codes) == CODE_COLUMNS
    assert export.codes.values.tolist() == [
        ["A", "Mode", "", "Mode", False, "how", ""],
        ["B", "Phone", "A", "Mode > Phone", True, "", "#FF0000"],
        ["C", "Calm", "", "Calm", True, "c", ""],
    ]
    assert export.sets.values.tolist() == [["good", "code", "B"], ["good", "code", "C"]]
    assert export.losses.values.tolist() == [
        ["description of a set", 1, ""],
        ["member of a set that is not in the project", 1, ""],
    ]
    assert (tuple(export.codings), len(export.codings)) == (CODING_COLUMNS, 0)
    assert (tuple(export.sources), len(export.sources)) == (SOURCE_COLUMNS, 0)
    assert [len(frame) for frame in (export.coders, export.attributes, export.memos)] == [0] * 3
    assert export.texts == export.passages == export.memo_texts == {}


@pytest.mark.parametrize(
    ("namespace", "unknown"),
    [
        ("urn:QDA-XML:codebook:1.0", 0),
        ("urn:QDA-XML:codebook:1:0", 0),
        ("urn:QDA-XML:codebook:0:4", 0),
        ("", 0),
        ("urn:QDA-XML:codebook:2.0", 1),
    ],
)
def test_the_namespace_does_not_matter_but_an_unknown_one_is_counted(namespace, unknown):
    export = read(CODES, namespace)
    assert len(export.codes) == 3
    assert export.losses["what"].tolist() == ["version of REFI-QDA that is not known"] * unknown


def test_an_empty_codebook_has_no_codes():
    assert len(read("").codes) == 0


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("<Project/>", "study.qdc is not a REFI-QDA codebook: export the codebook again."),
        (
            "<CodeBook>",
            "study.qdc is cut off or damaged: it is not well-formed XML; export it again.",
        ),
        (
            '<!DOCTYPE c [<!ENTITY a "ha">]><CodeBook>&a;</CodeBook>',
            "study.qdc declares entities or a document type, which no program that writes such"
            " files does: it was not read.",
        ),
        (
            "<CodeBook><Codes>" + '<Code guid="a">' * 101 + "</Code>" * 101 + "</Codes></CodeBook>",
            "study.qdc has codes nested more than 100 deep, as no coding program makes them: it"
            " was not read.",
        ),
    ],
)
def test_what_is_no_codebook(content, message):
    with pytest.raises(ExportError) as caught:
        read_refi_codebook(content.encode(), "study.qdc")
    assert str(caught.value) == message
