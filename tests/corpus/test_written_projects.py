"""Coding exports of the corpus that hold positions: written, valid, and read again as they were."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pandas as pd
import pytest
import xmlschema

from cpsurvey.cleaning import compare_exports
from cpsurvey.errors import ExportError
from cpsurvey.exports import CodingExport
from cpsurvey.readers import read_coding_export
from cpsurvey.writers import writable_part, write_coding_export

pytestmark = pytest.mark.corpus

# What no project can hold: the sample's texts and media are not in its archive.
SAMPLE = {
    "source without its text": 6,
    "attribute of a source that is not written": 6,
    "coding of a source that is not written": 7,
    "coding in a text that is not there": 2,
    "memo on a segment that is not written": 2,
    "member of a set that is not written": 15,
}
WHOLE = {
    "interviews/masked/nvivo12win_oltas0517.qdpx",
    "interviews/masked/qc1.3.2_demo.qdpx",
    "interviews/masked/taguette-sample-project.sqlite3",
    "interviews/masked/taguette-1.5.2-exports/project.sqlite3",
    "interviews/masked/taguette-1.5.2-exports/document_3.html",
}
IN_PART = {
    "interviews/sky-loom+refi-qda/TestProject.qdpx": SAMPLE,
    "interviews/sky-loom+refi-qda/Project.qde": SAMPLE,
}


@pytest.fixture(scope="module")
def schema(corpus) -> xmlschema.XMLSchema:
    """The schema as published."""
    return xmlschema.XMLSchema(str(corpus / "interviews/refi-qda-schema/Project.xsd"))


def written(export: CodingExport, folder: Path, schema: xmlschema.XMLSchema) -> CodingExport:
    """Write an export, check it by the schema, and read it again."""
    content = write_coding_export(export)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        schema.validate(archive.read("project.qde").decode("utf-8"))
    path = folder / "again.qdpx"
    path.write_bytes(content)
    return read_coding_export(path)


@pytest.mark.parametrize("name", sorted(WHOLE))
def test_a_project_is_the_same_after_it_is_written_and_read(name, corpus, tmp_path, schema):
    export = read_coding_export(corpus / name)
    again = written(export, tmp_path, schema)
    assert compare_exports(export, again).empty
    words = [spoken(project) for project in (export, again)]
    assert words[0] == words[1]
    assert len(export.codings) > 0


def spoken(export: CodingExport) -> list[tuple[str, str, str, str]]:
    """Return what each coding marks, with code, coder's name and day, in the order of the file."""
    path = dict(zip(export.codes["code_id"], export.codes["path"], strict=True))
    who = dict(zip(export.coders["coder"], export.coders["name"], strict=True)) | {"": ""}
    return sorted(
        (export.texts[row.source_id][row.start : row.end], path[row.code_id], who[row.coder],
         row.coded)
        for row in export.codings.itertuples()
    )  # fmt: skip


@pytest.mark.parametrize("name", sorted(IN_PART))
def test_what_a_project_cannot_hold_is_counted_and_the_rest_is_the_same(
    name, corpus, tmp_path, schema
):
    kept = writable_part(read_coding_export(corpus / name))
    left = kept.losses[kept.losses["detail"] == "not written as REFI-QDA"]
    assert dict(zip(left["what"], left["count"], strict=True)) == IN_PART[name]
    # Whoever only wrote memos is not among those who coded.
    alone = kept.memos.assign(coder="")
    kept = CodingExport(**{**vars(kept), "memos": alone, "coders": kept.coders[:0]})
    assert compare_exports(kept, written(kept, tmp_path, schema)).empty


def test_every_export_with_positions_is_among_these(corpus):
    found = set()
    for path in sorted((corpus / "interviews").rglob("*")):
        if not path.is_file():
            continue
        try:
            export = read_coding_export(path)
        except ExportError:
            continue
        placed = export.codings[["start", "end"]].notna().all(axis=1)
        if placed.any() and (export.texts or path.suffix in (".qdpx", ".qde")):
            found.add(str(path.relative_to(corpus)))
    assert found - set(WHOLE) - set(IN_PART) == set()
    assert pd.Series(sorted(IN_PART)).isin(found).all()
