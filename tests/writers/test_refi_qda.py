"""What is written as a project of coded interviews is what is read back."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpsurvey.errors import TablesError
from cpsurvey.readers import read_coding_export
from cpsurvey.writers import write_refi_qda

CODES = pd.DataFrame(
    {
        "code": ["mode", "phone", "calm"],
        "name": ["Mode", "Phone & <video>", 'Calm "so"'],
        "parent": ["", "mode", ""],
        "description": ["How\nthey joined", "", ""],
        "codable": [False, True, True],
    }
)
SOURCES = [
    ("INT 01", "Ŵyr 😀 said:\r\n“No.”\nThen she left.", {"role": "parent", "nation": "Wales"}),
    ("INT 02", "", {"role": "chair", "nation": ""}),
]
CODINGS = pd.DataFrame(
    {
        "source": ["INT 01"] * 4,
        "code": ["calm", "phone", "phone", "calm"],
        "coder": ["Ann", "Bob", "Ann", ""],
        "start": [12, 4, 4, 0],
        "end": [17, 5, 5, 0],
    }
)
# XML has no control characters, and no encoding has surrogates.
LETTERS = st.one_of(
    st.sampled_from(list("ab  ,.ŵŷ😀👩\r\n\t\"'&<>")),
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"),
)
TEXTS = st.text(LETTERS, max_size=30)
NAMES = st.text(LETTERS, min_size=1, max_size=8)


def lf(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


@st.composite
def projects(draw):
    """Draw coders, codes below one another, interviews and codings anywhere in them."""
    users = draw(st.lists(NAMES, max_size=2, unique=True))
    keys = draw(st.lists(NAMES, min_size=1, max_size=4, unique=True))
    codes = pd.DataFrame(
        {
            "code": keys,
            "name": [draw(NAMES) for _ in keys],
            "parent": [draw(st.sampled_from(["", *keys[:n]])) for n in range(len(keys))],
        },
        dtype=object,
    )
    names = draw(st.lists(NAMES, min_size=1, max_size=3, unique=True))
    attributes = st.dictionaries(NAMES, NAMES, max_size=2)
    sources = [(name, draw(TEXTS), draw(attributes)) for name in names]
    rows = []
    for _ in range(draw(st.integers(0, 6))):
        name, text, _ = draw(st.sampled_from(sources))
        place = st.integers(0, len(lf(text)))
        start, end = sorted((draw(place), draw(place)))
        coder = draw(st.sampled_from(["", *users]))
        rows.append((name, draw(st.sampled_from(keys)), coder, start, end))
    codings = pd.DataFrame(rows, columns=["source", "code", "coder", "start", "end"])
    return users, codes, sources, codings.astype({"start": "int64", "end": "int64"})


@settings(max_examples=15)
@given(projects())
def test_what_is_written_is_read_back(tmp_path_factory, project):
    users, codes, sources, codings = project
    path = tmp_path_factory.mktemp("made") / "study.qdpx"
    path.write_bytes(write_refi_qda("Study", users, codes, sources, codings))
    found = read_coding_export(path)
    source = dict(zip(found.sources["source_id"], found.sources["name"], strict=True))
    texts = {source[key]: text for key, text in found.texts.items()}
    assert texts == {name: lf(text) for name, text, _ in sources}
    assert dict(zip(found.sources["name"], found.sources["characters"], strict=True)) == {
        name: len(text) for name, text in texts.items()
    }
    named = dict(zip(codes["code"], codes["name"], strict=True)) | {"": ""}
    key = dict(zip(found.codes["code_id"], found.codes["name"], strict=True)) | {"": ""}
    assert sorted(
        zip(found.codes["name"], found.codes["parent_id"].map(key), strict=True)
    ) == sorted(zip(codes["name"], codes["parent"].map(named), strict=True))
    coder = dict(zip(found.coders["coder"], found.coders["name"], strict=True)) | {"": ""}
    back = found.codings.assign(
        source=found.codings["source_id"].map(source),
        name=found.codings["code_id"].map(key),
        coder=found.codings["coder"].map(coder),
    )
    columns = ["source", "name", "coder", "start", "end"]
    meant = codings.assign(name=codings["code"].map(named))
    assert sorted(back[columns].itertuples(index=False, name=None)) == sorted(
        meant[columns].itertuples(index=False, name=None)
    )
    assert sorted(
        (source[row.source_id], row.variable, row.value) for row in found.attributes.itertuples()
    ) == sorted((name, *pair) for name, _, attributes in sources for pair in attributes.items())
    assert set(found.losses["what"]) <= {
        "coding of no words",
        "coding that its coder gave twice",
        "coding without a coder",
        "user without codings",
    }


def read(tmp_path, content: bytes):
    (tmp_path / "study.qdpx").write_bytes(content)
    return read_coding_export(tmp_path / "study.qdpx")


def test_a_coding_covers_the_words_it_was_given(tmp_path):
    found = read(tmp_path, write_refi_qda("Study", ["Ann", "Bob"], CODES, SOURCES, CODINGS))
    words = [found.texts[row.source_id][row.start : row.end] for row in found.codings.itertuples()]
    assert words == ["", "😀", "😀", "“No.”"]
    assert found.coders["name"].tolist() == ["Ann", "Bob"]
    assert found.codes["path"].tolist() == ["Mode", "Mode > Phone & <video>", 'Calm "so"']
    assert found.codes["codable"].tolist() == [False, True, True]
    assert found.codes["description"].tolist() == ["How\nthey joined", "", ""]
    assert found.tool == "cpsurvey"


def test_bytes_depend_on_the_arguments_alone():
    made = write_refi_qda("Study", ["Ann", "Bob"], CODES, SOURCES, CODINGS)
    shuffled = write_refi_qda("Study", ["Ann", "Bob"], CODES, SOURCES, CODINGS[::-1])
    other = write_refi_qda("Other", ["Ann", "Bob"], CODES, SOURCES, CODINGS)
    assert made == shuffled
    assert made != other


def test_entries_are_stored_without_time_or_machine():
    with zipfile.ZipFile(io.BytesIO(write_refi_qda("S", [], CODES, SOURCES, CODINGS[:0]))) as made:
        entries = made.infolist()
    assert entries[0].filename == "project.qde"
    assert all(entry.filename.startswith("sources/") for entry in entries[1:])
    assert {(e.date_time, e.compress_type, e.create_system) for e in entries} == {
        ((1980, 1, 1, 0, 0, 0), zipfile.ZIP_STORED, 3)
    }


def test_origin_and_moment_are_told():
    made = write_refi_qda(
        "S", [], CODES, [], CODINGS[:0], origin="SYNTHETIC", created="2020-10-01T00:00:00Z"
    )
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        root = ElementTree.fromstring(archive.read("project.qde"))
    assert root.attrib == {
        "name": "S",
        "origin": "SYNTHETIC",
        "creationDateTime": "2020-10-01T00:00:00Z",
    }


def test_codings_of_one_segment_are_on_one_selection_and_of_two_on_two(tmp_path):
    marks = pd.DataFrame(
        {
            "source": "INT 01",
            "code": ["calm", "calm", "phone"],
            "coder": ["Ann", "Bob", "Bob"],
            "start": 4,
            "end": 5,
            "segment": ["a", "b", "b"],
        }
    )
    found = read(tmp_path, write_refi_qda("S", ["Ann", "Bob"], CODES, SOURCES, marks))
    assert found.codings["segment"].tolist() == ["s1", "s2", "s2"]
    together = write_refi_qda("S", ["Ann", "Bob"], CODES, SOURCES, marks.drop(columns="segment"))
    assert read(tmp_path, together).codings["segment"].tolist() == ["s1", "s1", "s1"]


def test_an_empty_project_can_be_written(tmp_path):
    found = read(tmp_path, write_refi_qda("S", [], CODES[:0], [], CODINGS[:0]))
    assert (len(found.codes), len(found.sources), len(found.codings)) == (0, 0, 0)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            {"codes": CODES.drop(columns="parent")},
            "The codes lack parent; they need code, name and parent.",
        ),
        (
            {"codings": CODINGS.drop(columns="end")},
            "The codings lack end; they need source, code, coder, start and end.",
        ),
        ({"users": ["Ann", "Bob", "Ann"]}, "More than one coder is called Ann."),
        ({"sources": SOURCES * 2}, "More than one source is called INT 01 and INT 02."),
        (
            {"codes": pd.concat([CODES, CODES[:1]])},
            "More than one code is called mode.",
        ),
        (
            {"codes": CODES.assign(parent=["", "modes", ""])},
            "There is no parent modes, yet it is referred to.",
        ),
        (
            {"codings": CODINGS.assign(coder="Cy")},
            "There is no coder Cy, yet it is referred to.",
        ),
        (
            {"codings": CODINGS.assign(source="INT 3")},
            "There is no source INT 3, yet it is referred to.",
        ),
        (
            {"codings": CODINGS.assign(code="x")},
            "There is no code x, yet it is referred to.",
        ),
        (
            {"codes": CODES.assign(parent=["phone", "mode", ""])},
            "The codes mode and phone are below one another, and so below none.",
        ),
        (
            {"codings": CODINGS.assign(end=[17, 5, 99, 0])},
            "Codings that do not lie within their text: 1, the first of INT 01. Start and end count"
            " its code points from 0.",
        ),
        (
            {"codes": CODES.assign(name=["a", "b\x07", None])},
            "2 names, values or texts are missing or hold control characters, which a project file"
            " cannot.",
        ),
        (
            {"sources": [("INT 01", SOURCES[0][1] + "\0", {"role": "\x01"})]},
            "2 names, values or texts are missing or hold control characters, which a project file"
            " cannot.",
        ),
    ],
)
def test_what_does_not_fit_together_is_refused(change, message):
    parts = {"users": ["Ann", "Bob"], "codes": CODES, "sources": SOURCES, "codings": CODINGS}
    with pytest.raises(TablesError) as caught:
        write_refi_qda("Study", **parts | change)
    assert str(caught.value) == message
