"""Every REFI-QDA file of the corpus: what is in it, where codings lie, and what is lost."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

from cpsurvey.exports import CodingExport
from cpsurvey.readers import read_coding_export
from cpsurvey.readers.codings.positions import read_text, word_edges
from cpsurvey.writers import write_refi_qda

pytestmark = pytest.mark.corpus

NVIVO = "interviews/masked/nvivo12win_oltas0517.qdpx"
QC = "interviews/masked/qc1.3.2_demo.qdpx"
SAMPLE = "interviews/sky-loom+refi-qda/TestProject.qdpx"
BARE = "interviews/sky-loom+refi-qda/Project.qde"
# Sources, codes, codings in text, coders who coded, distinct selections of text that are coded.
PROJECTS = {
    NVIVO: (2, 152, 303, 1, 188),
    QC: (2, 262, 205, 1, 158),
    SAMPLE: (12, 14, 9, 1, 7),
    BARE: (12, 14, 9, 1, 7),
}


ATLAS_LOSSES = {
    "date of a source, selection or note": 34,
    "further transcript of a source": 1,
    "graph": 1,
    "layout of a text": 9,
    "link": 1,
    "name of a selection": 1,
    "selection in a PDF page": 2,
    "selection in a film": 2,
    "selection in a picture": 1,
    "selection without a code": 1,
    "set without members": 1,
    "text that is not in the file": 10,
    "time mark in a transcript": 13,
    "title of a note": 2,
    "user without codings": 2,
}
LOSSES = {
    NVIVO: {
        "date of a source, selection or note": 305,
        "layout of a text": 2,
        "user without codings": 1,
    },
    QC: {"name of a selection": 158},
    SAMPLE: ATLAS_LOSSES,
    BARE: ATLAS_LOSSES,
}
# Program, position unit, what it was found by, different selections of text, how many agree.
UNITS = {
    NVIVO: ("NVivo for Windows 12.6", "UTF-16 units, CRLF as two", "word boundaries", 188, 183),
    QC: ("qc 1.3.2", "code points", "", 158, 158),
    SAMPLE: ("ATLAS.ti 8.4.0 573 , macOS Version 10.14.3 (Build 18D109)", "not known", "", 8, 0),
    BARE: ("ATLAS.ti 8.4.0 573 , macOS Version 10.14.3 (Build 18D109)", "not known", "", 8, 0),
}
# Codes, codes below another, sets, members of sets, losses.
CODEBOOKS = {
    "interviews/masked/taguette-1.5.2-exports/codebook.qdc": (6, 0, 0, 0, {}),
    "interviews/portableQDA-0.4.2/REFI-QDA-1-5.qdc": (6, 0, 0, 0, {}),
    "interviews/portableQDA-0.4.2/doorstop-core-tests-files-exported.qdc": (
        8, 0, 2, 8, {"description of a set": 2},
    ),
    "interviews/portableQDA-0.4.2/portableQDA_Atlasti.qdc": (5, 2, 2, 4, {}),
    "interviews/portableQDA-0.4.2/portableQDA_test_compare_Diff_destAtlas.qdc": (
        2, 0, 0, 0, {"description of a set": 1, "set without members": 1},
    ),
}  # fmt: skip


@pytest.fixture(scope="module", params=PROJECTS)
def project(request, corpus) -> tuple[str, Path, CodingExport]:
    path = corpus / request.param
    return request.param, path, read_coding_export(path)


def test_no_project_is_left_out(corpus):
    kinds = (".qdpx", ".qde", ".qdc")
    found = {str(p.relative_to(corpus)) for p in corpus.rglob("*") if p.suffix in kinds}
    assert found == {*PROJECTS, *CODEBOOKS}


def test_sources_codes_codings_and_coders(project):
    name, _, export = project
    spans = export.codings.drop_duplicates(["source_id", "start", "end"])
    sizes = (export.sources, export.codes, export.codings, export.coders, spans)
    assert tuple(map(len, sizes)) == PROJECTS[name]
    assert set(export.codings["code_id"]) <= set(export.codes["code_id"])
    assert set(export.codings["source_id"]) <= set(export.sources["source_id"])
    assert set(export.codings["coder"]) == set(export.coders["coder"])
    assert set(export.codes["parent_id"]) <= {"", *export.codes["code_id"]}


def test_the_position_unit_and_how_many_selections_agree_with_it(project):
    name, _, export = project
    marked = export.sources[export.sources["position_unit"] != ""]
    (unit,), (evidence,) = set(marked["position_unit"]), set(marked["evidence"])
    agreed = (int(marked["selections"].sum()), int(marked["agreeing"].sum()))
    assert (export.tool, unit, evidence, *agreed) == UNITS[name]
    assert marked["agreeing"].isna().all() == (unit == "not known")


def test_losses(project):
    name, _, export = project
    assert dict(zip(export.losses["what"], export.losses["count"], strict=True)) == LOSSES[name]


@pytest.mark.parametrize("name", CODEBOOKS)
def test_codebooks_have_codes_and_sets(corpus, name):
    export = read_coding_export(corpus / name)
    below = int((export.codes["parent_id"] != "").sum())
    losses = dict(zip(export.losses["what"], export.losses["count"], strict=True))
    sizes = (len(export.codes), below, export.sets["name"].nunique(), len(export.sets))
    assert (*sizes, losses) == CODEBOOKS[name]
    assert set(export.sets["member_id"]) <= set(export.codes["code_id"])
    assert len(export.codings) == len(export.sources) == 0


def test_every_element_of_the_file_is_in_a_table_or_counted_as_lost(project):
    _, path, export = project
    text = project_file(path)
    held = Counter(re.findall(r"<(\w+)", text))
    lost = export.losses.set_index("what")["count"]
    elsewhere = export.losses["detail"].str.extract(r"^(\d+) codings?$", expand=False)
    twice = 2 * ("Representation_for_Pay" in text)  # both in the page and in the words of a PDF
    assert held["Code"] == len(export.codes)
    assert held["Coding"] == len(export.codings) + elsewhere.dropna().astype(int).sum() + twice
    assert held["Note"] == (export.memos["about"] == "project").sum()
    assert held["Set"] == export.sets["name"].nunique() + lost.get("set without members", 0)
    assert held["Link"] == lost.get("link", 0)
    assert held["Graph"] == lost.get("graph", 0)
    assert sum(held[tag] for tag in ("PlainTextSelection", "TranscriptSelection")) == (
        export.codings["segment"].nunique() + lost.get("selection without a code", 0)
    )
    assert held["User"] == len(export.coders) + lost.get("user without codings", 0)


def project_file(path: Path) -> str:
    """The XML of a project."""
    if path.suffix == ".qde":
        return path.read_text(encoding="utf-8-sig")
    with zipfile.ZipFile(path) as archive:
        entry = next(name for name in archive.namelist() if name.casefold().endswith(".qde"))
        return archive.read(entry).decode("utf-8-sig")


def passages(export: CodingExport) -> list[tuple[str, int, int]]:
    return [(export.texts[c.source_id], c.start, c.end) for c in export.codings.itertuples()]


def cut(text: str, place: int) -> bool:
    """Whether a place lies within a word."""
    return text[max(place - 1, 0) : place].isalnum() and text[place : place + 1].isalnum()


def ends_well(text: str, end: int) -> bool:
    """Whether a passage ends with its line, before a space, or where a word does."""
    if end == len(text) or text[end].isspace() or text[end - 1] == "\n":
        return True
    return text[end - 1].isalnum() and not text[end].isalnum()


def test_nvivo_counts_in_utf_16_units(corpus):
    export = read_coding_export(corpus / NVIVO)
    coded = export.sources[export.sources["position_unit"] != ""]
    assert coded["position_unit"].tolist() == ["UTF-16 units, CRLF as two"]
    found = passages(export)
    whole = [not cut(text, start) and not cut(text, end) for text, start, end in found]
    exact = [
        (start == 0 or text[start - 1].isspace()) and ends_well(text, end)
        for text, start, end in found
    ]
    assert (sum(whole), sum(exact), len(found)) == (300, 296, 303)


def test_what_nvivo_counts_otherwise_falls_within_words(corpus):
    found = read_coding_export(corpus / NVIVO)
    text = next(iter(found.texts[source] for source in set(found.codings["source_id"])))
    begins, ends = word_edges(read_text(text))
    right = [
        begins[coding.start + shift] and ends[coding.end + shift]
        for coding in found.codings.itertuples()
        for shift in (1, 2, 3)
    ]
    assert sum(right) / len(right) < 0.2


def test_nvivo_texts_hold_the_characters_that_make_units_differ(corpus):
    texts = read_coding_export(corpus / NVIVO).texts.values()
    assert all(sum(character > "\uffff" for character in text) > 800 for text in texts)
    assert not any("\r" in text or text.startswith("\ufeff") for text in texts)


def test_qc_codes_whole_lines(corpus):
    export = read_coding_export(corpus / QC)
    for text, start, end in passages(export):
        assert start == 0 or text[start - 1] == "\n"
        assert text[end - 1] == "\n"
    assert export.sources["name"].tolist() == ["board_2017.txt", "admin-1.txt"]


def test_positions_of_texts_that_are_not_there_stay_as_written(corpus):
    export = read_coding_export(corpus / SAMPLE)
    written = re.findall(
        r'<PlainTextSelection startPosition="(\d+)".*?endPosition="(\d+)"',
        project_file(corpus / SAMPLE),
    )
    held = {(str(c.start), str(c.end)) for c in export.codings.itertuples()}
    assert held == set(written) - {("250", "412")}  # the one selection without a code
    assert export.losses.set_index("what").loc["text that is not in the file", "count"] == 10


def test_atlas_ti_says_in_groups_and_notes_what_others_say_elsewhere(corpus):
    export = read_coding_export(corpus / SAMPLE)
    told = export.attributes.groupby("variable")["value"].agg(sorted).to_dict()
    assert told == {"age": ["25", "25", "67"], "gender": ["female", "female", "male"]}
    assert export.memos[["about", "characters"]].values.tolist() == [
        ["segment", 63], ["segment", 40], ["project", 111], ["project", 56],
    ]  # fmt: skip
    assert len(export.passages) == 7


def test_the_archive_and_its_project_file_give_the_same(corpus):
    one, other = read_coding_export(corpus / SAMPLE), read_coding_export(corpus / BARE)
    tables = ("codes", "sources", "codings", "coders", "attributes", "losses", "sets", "memos")
    for table in tables:
        pd.testing.assert_frame_equal(getattr(one, table), getattr(other, table))


def test_what_we_write_is_valid_against_the_published_schema(corpus):
    xmlschema = pytest.importorskip("xmlschema", reason="xmlschema, which checks it, is not here")
    schema = xmlschema.XMLSchema(corpus / "interviews/refi-qda-schema/Project.xsd")
    for made in (written(), written(codes=0, codings=0, sources=0, users=0)):
        with zipfile.ZipFile(io.BytesIO(made)) as archive:
            schema.validate(io.BytesIO(archive.read("project.qde")))


def written(codes: int = 3, codings: int = 3, sources: int = 2, users: int = 2) -> bytes:
    """A project with something of everything, or with less."""
    frame = pd.DataFrame(
        {
            "code": ["a", "b", "c"],
            "name": ["Mode", 'Phone & "video"', "Calm"],
            "parent": ["", "a", ""],
            "description": ["How they joined", "", ""],
        }
    )
    marks = pd.DataFrame(
        {
            "source": ["INT 01", "INT 01", "INT 02"],
            "code": ["a", "b", "c"],
            "coder": ["Ann", "Bob", ""],
            "start": [0, 0, 1],
            "end": [3, 3, 1],
        }
    )
    texts = [("INT 01", "Ŵyr 😀\r\n", {"role": "parent"}), ("INT 02", "x", {})]
    return write_refi_qda(
        "Study",
        ["Ann", "Bob"][:users],
        frame[:codes],
        texts[:sources],
        marks[:codings],
        created="2020-10-01T12:00:00Z",
    )
