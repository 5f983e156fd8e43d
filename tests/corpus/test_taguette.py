"""One project of the corpus as Taguette 1.4.1 and 1.5.2 hold and export it: each the same."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

from cpsurvey.exports import CodingExport
from cpsurvey.readers import read_coding_export

pytestmark = pytest.mark.corpus

OLDER = "interviews/masked/taguette-sample-project.sqlite3"
NEWER = "interviews/masked/taguette-1.5.2-exports"
PROJECTS = [OLDER, f"{NEWER}/project.sqlite3"]
LISTS = [f"{NEWER}/highlights_all.{ending}" for ending in ("csv", "xlsx", "html")]
CODEBOOKS = [f"{NEWER}/codebook.{ending}" for ending in ("csv", "xlsx", "html")]
TAGS = {
    "interesting": 2,
    "open: privacy": 1,
    "in vivo: disclose": 3,
    "deductive: autonomy": 8,
    "deductive: compromise": 5,
    "deductive: stake": 5,
}


@pytest.fixture(scope="module")
def project(corpus) -> CodingExport:
    return read_coding_export(corpus / PROJECTS[1])


def named(export: CodingExport) -> pd.DataFrame:
    """The codings with the names of their documents and tags, and their words."""
    codings = export.codings.merge(export.codes[["code_id", "name"]], on="code_id")
    codings = codings.rename(columns={"name": "tag"})
    codings = codings.merge(export.sources[["source_id", "name"]], on="source_id")
    return codings.assign(words=codings["segment"].map(dict(export.passages)))


def held(export: CodingExport) -> Counter[tuple[str, str, str]]:
    return Counter(zip(*(named(export)[c] for c in ("name", "tag", "words")), strict=True))


@pytest.mark.parametrize("file", PROJECTS)
def test_both_versions_of_the_project(corpus, file):
    export = read_coding_export(corpus / file)
    sizes = (export.sources, export.codes, export.codings, export.coders, export.memos)
    assert [len(table) for table in sizes] == [10, 6, 24, 1, 2]
    assert dict(Counter(named(export)["tag"])) == TAGS
    assert export.codes["parent_id"].tolist() == [""] * 6
    marked = export.sources[export.sources["selections"] > 0]
    assert marked["position_unit"].tolist() == ["UTF-8 bytes"] * 3
    assert marked[["selections", "agreeing"]].to_numpy().tolist() == [[5, 5], [8, 8], [5, 5]]
    assert len(export.passages) == 18
    assert export.codings["coded"].is_monotonic_increasing
    assert dict(zip(export.losses["what"], export.losses["count"], strict=True)) == {
        "coder called admin": 1,
        "entry in the log of changes": 46,
        "layout of a text": 10,
        "name of the file of a source": 10,
        "name of the project": 1,
    }


def test_both_versions_hold_the_same(corpus, project):
    older = read_coding_export(corpus / OLDER)
    for table in ("codes", "sources", "codings", "coders", "memos", "losses"):
        pd.testing.assert_frame_equal(getattr(older, table), getattr(project, table))
    assert older.texts == project.texts


def test_positions_in_code_points_would_miss(project):
    """In two of the three documents there is more than ASCII before what is highlighted."""
    starts = named(project).groupby("name")["start"].min()
    before = {
        source.name: project.texts[source.source_id][: starts[source.name]]
        for source in project.sources.itertuples()
        if source.name in starts
    }
    assert sum(not text.isascii() for text in before.values()) == 2


@pytest.mark.parametrize("file", LISTS)
def test_lists_of_highlights_hold_what_the_project_does(corpus, project, file):
    export = read_coding_export(corpus / file)
    assert held(export) == held(project)
    assert export.codings["start"].isna().all()
    assert export.coders.empty
    assert not export.texts
    lost = dict(zip(export.losses["what"], export.losses["count"], strict=True))
    assert lost == {"coding without a coder": 24}


def test_the_list_of_one_tag_has_all_tags_of_its_highlights(corpus, project):
    export = read_coding_export(corpus / NEWER / "highlights_deductive-autonomy.csv")
    assert held(export) <= held(project)
    tags = Counter(named(export)["tag"])
    assert (tags["deductive: autonomy"], tags.total()) == (8, 12)


@pytest.mark.parametrize("file", CODEBOOKS)
def test_codebooks_count_what_the_project_codes(corpus, project, file):
    export = read_coding_export(corpus / file)
    columns = ["name", "parent_id", "path", "codable", "description"]
    pd.testing.assert_frame_equal(export.codes[columns], project.codes[columns])
    lost = dict(zip(export.losses["what"], export.losses["count"], strict=True))
    assert lost == {"coding that is only counted": 24}


def test_a_document_page_has_the_text_and_positions_of_the_project(corpus, project):
    export = read_coding_export(corpus / NEWER / "document_3.html")
    assert list(export.texts.values()) == [project.texts["document-3"]]
    columns = ["tag", "start", "end"]
    there = named(project).loc[lambda codings: codings["name"] == "BSR_02", columns]
    here = named(export)[columns]
    assert sorted(here.values.tolist()) == sorted(there.values.tolist())
    assert export.sources["selections"].tolist() == [8]
    assert export.sources["characters"].tolist() == [50194]


def test_no_export_of_taguette_is_left_out(corpus):
    folder = corpus / NEWER
    others = {"highlights_deductive-autonomy.csv", "document_3.html", "codebook.qdc"}
    tested = {Path(file).name for file in [*PROJECTS[1:], *LISTS, *CODEBOOKS]} | others
    assert {path.name for path in folder.iterdir()} == tested
