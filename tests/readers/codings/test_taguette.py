"""Taguette's projects: positions by bytes, tags, who gave them, and what is lost."""

from __future__ import annotations

import html
import sqlite3

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpsurvey.errors import ExportError
from cpsurvey.exports import CODING_COLUMNS, CodingExport
from cpsurvey.readers.codings.databases import read_sqlite_export
from cpsurvey.readers.codings.taguette import read_taguette
from cpsurvey.readers.codings.taguette_log import given_by
from cpsurvey.readers.codings.taguette_tags import parents_of, paths_of
from cpsurvey.readers.files.html_text import text_of, words_of

from .databases_made import TAGUETTE, added, database, entry, taguette

PAGE = (
    "<p>Ŵyr 😀 said &amp; sang&nbsp;</p>\n<p>line<br>break <b>bold</b> مرحبا</p>"
    "<pre>\n&lt;x&gt;\n</pre>"
)
TEXT = "Ŵyr 😀 said & sang\xa0\nlinebreak bold مرحبا<x>\n"
# Start, end, and the snippet and the words that Taguette 1.5.2 itself makes of them.
CUT = [
    (0, 4, "<p>Ŵyr</p>", "Ŵyr"),
    (5, 9, "<p>😀</p>", "😀"),
    (5, 14, "<p>😀 said</p>", "😀 said"),
    (15, 26, "<p>&amp; sang\xa0</p>\n<p>li</p>", "& sang li"),
    (24, 43, "<p>line<br/>break <b>bold</b> مر</p>", "line break bold مر"),
]
DOCUMENT = {"id": 3, "name": "INT 01", "description": "", "filename": "a.pdf", "contents": PAGE}
TAGS = [
    {"id": 1, "path": "mode", "description": "how they joined"},
    {"id": 2, "path": "mode.phone", "description": ""},
    {"id": 3, "path": "deductive: stake", "description": ""},
]


def highlight(number: int, start: object, end: object, snippet: str = "", document: int = 3):
    return {
        "id": number, "document_id": document, "start_offset": start, "end_offset": end,
        "snippet": snippet,
    }  # fmt: skip


def tagged(*pairs: tuple[int, int]) -> list[dict[str, int]]:
    return [{"highlight_id": number, "tag_id": tag} for number, tag in pairs]


def project(**tables) -> bytes:
    held = {
        "documents": [DOCUMENT],
        "tags": TAGS,
        "highlights": [highlight(7, 5, 14, "<p>😀 said</p>")],
        "highlight_tags": tagged((7, 1)),
        "users": [{"login": "ann"}, {"login": "bob"}],
        "commands": [added("ann", 7, 1)],
    }
    return taguette(**{**held, **tables})


def read(**tables) -> CodingExport:
    return read_taguette(project(**tables), "study.sqlite3")


def lost(export: CodingExport) -> dict[str, int]:
    return dict(zip(export.losses["what"], export.losses["count"], strict=True))


@pytest.mark.parametrize(("start", "end", "snippet", "words"), CUT)
def test_positions_land_where_taguette_cut(start, end, snippet, words):
    export = read(highlights=[highlight(7, start, end, snippet)])
    assert export.texts == {"document-3": TEXT}
    row = export.codings.iloc[0]
    assert TEXT[row.start : row.end] == text_of(snippet)
    assert export.passages == {"s1": words}
    source = export.sources.iloc[0].to_dict()
    assert source == {
        "source_id": "document-3", "name": "INT 01", "kind": "text", "characters": len(TEXT),
        "position_unit": "UTF-8 bytes", "evidence": "own words", "selections": 1, "agreeing": 1,
    }  # fmt: skip


# HTML and the text that it is.
PIECES = st.one_of(
    st.text(alphabet='aŵŷ😀م&<>" \n\xa0\u200d', min_size=1).map(lambda t: (html.escape(t), t)),
    st.sampled_from(["<b>", "</b>", "<br/>", "<p>", "</p>", "<a title='>'>"]).map(
        lambda t: (t, "")
    ),
    st.sampled_from([("&#128512;", "😀"), ("&eacute;", "é"), ("&amp;amp;", "&amp;")]),
)


@given(st.lists(PIECES, max_size=12), st.data())
def test_any_positions_land(pieces, data):
    """Where tags and entities stand does not matter: the text in bytes is what positions count."""
    contents, text = ("".join(part) for part in zip(("", ""), *pieces, strict=True))
    first, last = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    start, end = (len(text[:place].encode()) for place in (first, last))
    snippet = html.escape(text[first:last])
    export = read(
        documents=[{**DOCUMENT, "contents": contents}],
        highlights=[highlight(7, start, end, snippet)],
    )
    assert export.texts["document-3"] == text
    assert export.codings[["start", "end"]].values.tolist() == [[first, last]]
    assert export.sources["agreeing"].tolist() == [1]


def test_html_becomes_what_a_browser_counts():
    assert text_of("a<!-- no --> &copy 2020<br>b&notit; a < b > c") == "a © 2020b¬it; a < b > c"
    assert text_of("<a href=\"x>y\" title='>'>in</a>") == "in"
    assert text_of("<pre>\nx</pre>\r\ny\rz") == "x\ny\nz"
    assert text_of("cut <a href='x") == "cut "
    assert text_of("&#00065;&#" + "9" * 5_000 + ";&#" + "0" * 5_000 + "66;") == "A\ufffdB"
    assert words_of("<p>Yes.</p><p> No <b>more</b></p>") == "Yes. No more"


def test_codings_have_who_and_when():
    export = read(
        highlight_tags=tagged((7, 2), (7, 1)), commands=[added("bob", 7, 2), added("ann", 7, 2, 1)]
    )
    assert export.codings[list(CODING_COLUMNS)].values.tolist() == [
        ["document-3", "tag-2", "coder-1", 4, 10, "s1", "2020-10-01 09:00:00"],
        ["document-3", "tag-1", "coder-2", 4, 10, "s1", "2020-10-01 09:00:00"],
    ]
    assert export.coders.values.tolist() == [["coder-1", "bob"], ["coder-2", "ann"]]


def who(*commands) -> dict[tuple[int, int], str]:
    return {pair: made.user for pair, made in given_by(commands)[0].items()}


def test_a_tag_is_given_by_whoever_put_it_there_last():
    assert who(added("ann", 7, 1), added("bob", 7, 1, 2)) == {(7, 1): "ann", (7, 2): "bob"}
    taken_off = [added("ann", 7, 1), added("bob", 7), added("bob", 7, 1)]
    assert who(*taken_off) == {(7, 1): "bob"}
    deleted = [added("ann", 7, 1), entry("bob", "highlight_delete", highlight_id=7)]
    assert who(*deleted) == {}
    assert who(added("ann", 7, 1, 2), entry("bob", "tag_delete", tag_id=1)) == {(7, 2): "ann"}


def test_merged_tags_stay_with_whoever_gave_them():
    merge = entry("bob", "tag_merge", src_tag_id=1, dest_tag_id=2)
    assert who(added("ann", 7, 1), merge) == {(7, 2): "ann"}
    assert who(added("ann", 7, 1), added("cat", 7, 1, 2), merge) == {(7, 2): "cat"}


def test_the_log_of_older_versions_names_its_fields_otherwise():
    older = entry("ann", "highlight_add", id=7, tags=[1])
    merge = entry("bob", "tag_merge", src=1, dest=2)
    assert who(older, merge) == {(7, 2): "ann"}


def test_a_log_that_cannot_be_read_is_counted():
    odd = [{"payload": payload, "date": "", "user_login": "ann"} for payload in ("{", "3", "[" * 9)]
    export = read(commands=[*odd, entry("ann", "highlight_add", highlight_id="x", tags="y")])
    assert lost(export)["entry in the log that cannot be read"] == 3
    assert lost(export)["coding without a coder"] == 1
    assert export.codings["coder"].tolist() == [""]


def test_an_exported_project_has_one_name_for_everybody():
    export = read(users=[{"login": "admin"}], commands=[added("admin", 7, 1)])
    told = export.losses.set_index("what").loc["coder called admin"]
    assert told.tolist() == [
        1, "a project that Taguette has exported has everybody's work under this name",
    ]  # fmt: skip
    assert "coder called admin" not in lost(read())


def test_tags_are_nested_where_a_tag_continues_another():
    export = read()
    assert export.codes[["code_id", "name", "parent_id", "path"]].values.tolist() == [
        ["tag-1", "mode", "", "mode"],
        ["tag-2", "mode.phone", "tag-1", "mode > mode.phone"],
        ["tag-3", "deductive: stake", "", "deductive: stake"],
    ]
    assert export.codes["codable"].all()
    assert export.codes["description"].tolist() == ["how they joined", "", ""]


def test_no_parent_is_made_up():
    assert parents_of(["a.b", "a b", "a", "ab", ".a", "a.", "e.g. a"]) == {"a.b": "a", "a.": "a"}
    assert parents_of(["a", "a : b", "a : b.c.d"]) == {"a : b": "a", "a : b.c.d": "a : b"}
    assert paths_of(["a.b.c", "a.b", "a"])["a.b.c"] == ("a", "a.b", "a.b.c")


def test_several_projects_are_all_read_and_told_apart():
    export = read(
        projects=[{"id": 2, "name": "Other", "description": "why"}],
        documents=[DOCUMENT, {**DOCUMENT, "id": 4, "project_id": 2}],
        tags=[*TAGS, {"id": 9, "project_id": 2, "path": "mode.video", "description": ""}],
    )
    assert export.sets.values.tolist() == [
        ["Study", "source", "document-3"],
        ["Study", "code", "tag-1"],
        ["Study", "code", "tag-2"],
        ["Study", "code", "tag-3"],
        ["Other", "source", "document-4"],
        ["Other", "code", "tag-9"],
    ]
    assert export.codes.set_index("code_id").loc["tag-9", "parent_id"] == ""
    assert lost(export)["project beside the first"] == 1
    assert read().sets.empty


def test_memos_are_the_descriptions():
    documents = [{**DOCUMENT, "description": "second visit"}, {**DOCUMENT, "id": 5}]
    export = read(documents=documents, projects=[{"id": 2, "name": "", "description": "why"}])
    assert export.memos.values.tolist() == [
        ["memo-1", "source", "document-3", "", 12],
        ["memo-2", "project", "", "", 3],
    ]
    assert export.memo_texts == {"memo-1": "second visit", "memo-2": "why"}
    assert not export.losses["detail"].str.contains("visit").any()


def test_two_documents_of_one_name_are_two():
    export = read(documents=[DOCUMENT, {**DOCUMENT, "id": 4}])
    assert export.sources["source_id"].tolist() == ["document-3", "document-4"]


def test_a_project_without_documents_is_empty():
    export = read_taguette(taguette(), "empty.sqlite3")
    tables = (export.sources, export.codes, export.codings, export.coders, export.memos)
    assert [len(table) for table in tables] == [0] * 5
    assert list(export.codings) == list(CODING_COLUMNS)


def test_everything_that_is_not_read_is_counted():
    export = read(
        documents=[{**DOCUMENT, "text_direction": "RIGHT_TO_LEFT"}],
        highlights=[
            highlight(1, 0, 4),
            highlight(2, 0, 4, document=99),
            highlight(3, -1, 4),
            highlight(4, "a", 4),
            highlight(5, 9, 4),
            highlight(6, 2**60, 2**60),
            highlight(7, 47, 900, "<p>other</p>"),
            highlight(8, 6, 14),
            highlight(9, 4, 4),
        ],
        highlight_tags=tagged(*((n, 1) for n in range(2, 10)), (7, 77), (88, 1), (89, 1)),
        commands=[added("zoe", 7, 1)],
    )
    assert lost(export) == {
        "coder who is not among the users": 1,
        "coding of a code that is not in the codebook": 1,
        "coding of a selection that is not in the project": 2,
        "coding of no words": 1,
        "coding past the end of its text": 1,
        "coding that starts or ends inside a character": 1,
        "coding without a coder": 2,
        "coding without usable positions": 4,
        "direction of a text": 1,
        "entry in the log of changes": 1,
        "layout of a text": 1,
        "name of the file of a source": 1,
        "name of the project": 1,
        "own copy of a selection that is not its words": 1,
        "selection in a source that is not in the project": 1,
        "selection without a code": 1,
        "user without codings": 2,
    }
    details = export.losses.set_index("what")["detail"]
    assert details["coding without usable positions"] == (
        "1 beyond any text, 1 end before start, 1 negative, 1 no number"
    )
    ends = export.codings.set_index("segment")
    assert ends.loc["s7", "end"].tolist() == len(TEXT)
    assert ends.loc["s8", ["start", "end"]].tolist() == [4, 10]
    assert export.sources["agreeing"].tolist() == [1]  # of the highlight of no words


def test_tables_of_later_versions_are_counted():
    content = project()
    later = taguette_with(content, "create table comment (id); insert into comment values (1), (2)")
    told = read_taguette(later, "later.sqlite3").losses.set_index("what")
    assert told.loc["row of a table that is not known"].tolist() == [2, "comment"]


def taguette_with(content: bytes, script: str) -> bytes:
    made = sqlite3.connect(":memory:")
    made.deserialize(content)
    made.executescript(script)
    changed = made.serialize()
    made.close()
    return changed


def test_older_versions_have_fewer_columns_and_tables():
    older = ["documents.text_direction", "documents.filename", "documents.project_id", "users"]
    content = taguette(
        drop=[*older, "project_members", "commands", "projects"],
        documents=[DOCUMENT], tags=TAGS, highlights=[highlight(7, 5, 14, "<p>😀 said</p>")],
        highlight_tags=tagged((7, 1)),
    )  # fmt: skip
    export = read_taguette(content, "old.sqlite3")
    assert export.codings[["start", "end", "coder"]].values.tolist() == [[4, 10, ""]]


def test_a_view_in_place_of_a_table_is_not_read():
    viewed = taguette_with(
        project(),
        "alter table documents rename to held; create view documents as select * from held",
    )
    with pytest.raises(ExportError) as error:
        read_taguette(viewed, "view.sqlite3")
    assert str(error.value) == (
        "view.sqlite3 is not a project of Taguette: export the project from Taguette again (Project"
        " info, Export project)."
    )


@pytest.mark.parametrize(
    ("tables", "message"),
    [
        (
            ("Texts", "Codewords", "Codings"),
            "is a project of MAXQDA, which is not read as it is: in MAXQDA, export the whole"
            " project as REFI-QDA (.qdpx), or the coded segments as an Excel sheet.",
        ),
        (
            ("source", "freecode", "coding"),
            "is a project of RQDA, which is not read as it is: open it in QualCoder (Import RQDA"
            " project), and give the .qda folder that this makes, or export the whole project as"
            " REFI-QDA (.qdpx).",
        ),
        (
            ("moz_places",),
            "is a database (SQLite), but neither a project of Taguette nor of QualCoder: in the"
            " program that made it, export the whole project as REFI-QDA (.qdpx).",
        ),
    ],
)
def test_other_databases_are_told_by_their_tables(tables, message):
    content = database("".join(f"create table {table} (x);" for table in tables), (), {})
    with pytest.raises(ExportError) as error:
        read_sqlite_export(content, "other.db")
    assert str(error.value) == f"other.db {message}"


def test_databases_are_told_apart():
    export = read_sqlite_export(project(), "study.sqlite3")
    assert export.tool == "Taguette"
    pd.testing.assert_frame_equal(export.codings, read().codings)


@pytest.mark.parametrize("identifier", [1, None, "one"])
def test_a_row_without_an_identifier_of_its_own_is_not_passed_over(identifier):
    loose = TAGUETTE.replace("create table tags (id integer primary key", "create table tags (id")
    rows = [{**TAGS[0], "project_id": 1}, {**TAGS[1], "project_id": 1, "id": identifier}]
    with pytest.raises(ExportError) as error:
        read_taguette(database(loose, (), {"tags": rows}), "project.sqlite3")
    assert str(error.value) == (
        "project.sqlite3 is damaged: a row of its table tags has no identifier or that of another;"
        " close the program that keeps it, and copy or export the project again."
    )
