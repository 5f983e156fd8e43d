"""Whatever an export holds is in the project written from it, and read back as it was."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyrefiqda import RefiProject

from cpsurvey.cleaning import compare_exports
from cpsurvey.errors import TablesError
from cpsurvey.exports import CodingExport
from cpsurvey.readers import read_coding_export
from cpsurvey.writers import writable_part, write_coding_export

# XML has no control characters, and a byte order mark at the start of a text is not part of it.
LETTERS = st.one_of(
    st.sampled_from(list("ab  ,.ŵŷ😀👩\n\t\"'&<>שלום")),
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff\ufffe\uffff"),
)
NAMES = st.text(LETTERS, min_size=1, max_size=8)
TEXTS = st.text(LETTERS, max_size=30)
GUIDS = st.uuids(version=4).map(lambda guid: str(guid).upper())
MOMENTS = st.integers(0, 4_000_000_000).map(
    lambda seconds: f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d %H:%M:%S}"
)
KINDS = ("text", "pdf", "picture", "audio", "video")
TABLES = ("codes", "codings", "coders", "attributes", "sets", "memos")


@st.composite
def codes_of(draw) -> pd.DataFrame:
    """Draw codes below one another, in the order of a file."""
    ids = draw(st.lists(GUIDS, min_size=1, max_size=5, unique=True))
    rows: list[tuple] = []
    for code in ids:
        # Below the last one or one above it: what is below a code follows it.
        line = [("", "")]
        if rows:
            at = {row[0]: row for row in rows}
            place = rows[-1][0]
            while place:
                line.append((place, at[place][3]))
                place = at[place][2]
        parent, path = draw(st.sampled_from(line))
        name = draw(NAMES)
        colour = draw(st.sampled_from(["", "#FF0000", "#00A0B0"]))
        path = f"{path} > {name}" if parent else name
        rows.append((code, name, parent, path, draw(st.booleans()), draw(TEXTS).strip(), colour))
    columns = ["code_id", "name", "parent_id", "path", "codable", "description", "colour"]
    return pd.DataFrame(rows, columns=columns)


@st.composite
def exports(draw) -> CodingExport:
    """Draw a project with everything in it, tables in the order in which a file has them."""
    codes = draw(codes_of())
    ids = draw(st.lists(GUIDS, min_size=1, max_size=4, unique=True))
    kinds = [draw(st.sampled_from(KINDS)) for _ in ids]
    texts = {k: draw(TEXTS) for k, kind in zip(ids, kinds, strict=True)
             if kind == "text" or draw(st.booleans())}  # fmt: skip
    names = [draw(NAMES) for _ in ids]
    sources = pd.DataFrame({"source_id": ids, "name": names, "kind": kinds})
    sources["characters"] = pd.array([len(texts[k]) if k in texts else None for k in ids], "Int64")
    rows: list[tuple] = []
    places = [(k, n) for k in ids for n in range(draw(st.integers(0, 3 if k in texts else 1)))]
    for number, (source, _) in enumerate(places, start=1):
        start = end = None
        if source in texts:
            place = st.integers(0, len(texts[source]))
            start, end = sorted((draw(place), draw(place)))
        for code in draw(st.lists(st.sampled_from(list(codes["code_id"])), min_size=1, max_size=3)):
            coder = draw(st.sampled_from(["", "Ann", "Bob", "Cy"]))
            coded = draw(st.one_of(st.just(""), MOMENTS))
            rows.append((source, code, coder, start, end, f"s{number}", coded))
    columns = ["source_id", "code_id", "coder", "start", "end", "segment", "coded"]
    codings = pd.DataFrame(rows, columns=columns).astype({"start": "Int64", "end": "Int64"})
    people = dict.fromkeys(name for name in codings["coder"] if name)
    pseudonyms = {name: f"coder-{n}" for n, name in enumerate(people, start=1)}
    codings["coder"] = codings["coder"].map(pseudonyms | {"": ""})
    told = [
        (source, *pair)
        for source in ids
        for pair in draw(st.lists(st.tuples(NAMES, TEXTS), max_size=2, unique=True))
    ]
    memos, words = draw(memos_of(codes, sources, codings, texts, ["", *pseudonyms.values()]))
    return CodingExport(
        name="study.qdpx",
        tool="cpsurvey",
        codes=codes,
        sources=sources,
        codings=codings,
        coders=pd.DataFrame([(c, n) for n, c in pseudonyms.items()], columns=["coder", "name"]),
        attributes=pd.DataFrame(told, columns=["source_id", "variable", "value"]),
        losses=pd.DataFrame(columns=["what", "count", "detail"]),
        texts=texts,
        sets=draw(sets_of(codes, sources, memos)),
        memos=memos,
        memo_texts=words,
    )


@st.composite
def memos_of(draw, codes, sources, codings, texts, coders) -> tuple[pd.DataFrame, dict[str, str]]:
    """Draw memos on whatever can have one."""
    marked = codings[codings["source_id"].isin(list(texts))]
    things = [
        ("project", ""),
        *(("code", code) for code in codes["code_id"]),
        *(("source", source) for source in sources["source_id"]),
        *(("segment", segment) for segment in marked["segment"]),
        *(("coding", f"{row.segment} {row.code_id}") for row in codings.itertuples()),
    ]
    words = draw(st.lists(st.text(st.one_of(LETTERS, st.just("\x07")), max_size=20), max_size=4))
    rows = [
        (f"memo-{n}", *draw(st.sampled_from(things)), draw(st.sampled_from(coders)), len(text))
        for n, text in enumerate(words, start=1)
    ]
    columns = ["memo_id", "about", "about_id", "coder", "characters"]
    frame = pd.DataFrame(rows, columns=columns).astype({"characters": "Int64"})
    return frame, dict(zip(frame["memo_id"], words, strict=True))


@st.composite
def sets_of(draw, codes, sources, memos) -> pd.DataFrame:
    """Draw sets of codes, sources and memos."""
    rows = [
        (name, kind, member)
        for name in draw(st.lists(NAMES, max_size=2, unique=True))
        for kind, ids in (
            ("code", codes["code_id"]), ("source", sources["source_id"]), ("memo", memos["memo_id"])
        )
        for member in ids
        if draw(st.booleans())
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["name", "member", "member_id"])


def read(folder: Path, content: bytes) -> CodingExport:
    """Read a project from its bytes."""
    path = folder / "study.qdpx"
    path.write_bytes(content)
    return read_coding_export(path)


def rows(frame: pd.DataFrame) -> list[tuple]:
    """Return a table as tuples; missing is None, so that it equals itself."""
    plain = frame.astype(object).where(frame.notna(), None)
    return list(plain.itertuples(index=False, name=None))


@settings(max_examples=15)
@given(exports())
def test_what_is_written_is_read_back_as_it_was(tmp_path_factory, export):
    found = read(tmp_path_factory.mktemp("made"), write_coding_export(export))
    for table in TABLES:
        before = getattr(export, table)
        assert rows(getattr(found, table)[list(before)]) == rows(before), table
    columns = ["source_id", "name", "kind", "characters"]
    assert rows(found.sources[columns]) == rows(export.sources[columns])
    assert found.texts == export.texts
    assert found.memo_texts == export.memo_texts


@settings(max_examples=10)
@given(exports())
def test_two_exports_of_which_one_was_written_from_the_other_do_not_differ(
    tmp_path_factory, export
):
    found = read(tmp_path_factory.mktemp("made"), write_coding_export(export))
    assert rows(compare_exports(export, found)) == []
    assert rows(compare_exports(export, export)) == []


@settings(max_examples=15)
@given(exports())
def test_another_library_finds_as_many_of_everything(tmp_path_factory, export):
    folder = tmp_path_factory.mktemp("made")
    (folder / "study.qdpx").write_bytes(write_coding_export(export))
    project = RefiProject.load(folder / "study.qdpx", extract_dir=folder / "extracted")
    held = list(walk(project))
    found = {name: sum(type(part).__name__ == f"{name}Type" for part in held) for name in (
        "User", "Code", "Variable", "Case", "VariableValue", "Coding", "Set", "SyncPoint"
    )}  # fmt: skip
    marked = export.codings["source_id"].isin(list(export.texts))
    inside = export.sources.set_index("source_id")["kind"].isin(["audio", "video"])
    spoken = export.codings["source_id"].map(inside).astype(bool) & marked
    ends = pd.concat([export.codings[["source_id", end]].set_axis(["s", "at"], axis=1)[spoken]
                      for end in ("start", "end")])  # fmt: skip
    assert found == {
        "User": len(export.coders),
        "Code": len(export.codes),
        "Variable": export.attributes["variable"].nunique(),
        "Case": export.attributes["source_id"].nunique(),
        "VariableValue": len(export.attributes),
        "Coding": len(export.codings),
        "Set": export.sets["name"].nunique(),
        "SyncPoint": len(ends.drop_duplicates()),
    }
    selections = [part for part in held if type(part).__name__.endswith("SelectionType")]
    assert len(selections) == export.codings.loc[marked, "segment"].nunique()
    members = [part for part in held if type(part).__name__ == "NoteRefType"]
    about = export.memos["about"] == "coding"
    at = export.codings["segment"] + " " + export.codings["code_id"]
    on_codings = sum(int((at == which).sum()) for which in export.memos.loc[about, "about_id"])
    in_sets = int((export.sets["member"] == "memo").sum())
    assert len(members) == int((~about).sum()) + on_codings + in_sets
    notes = project.notes.note if project.notes else []
    assert len(notes) == len(export.memos)


def walk(part: object) -> Iterator[object]:
    """Give a model and every model in it."""
    if hasattr(type(part), "model_fields"):
        yield part
        for name in type(part).model_fields:
            yield from walk(getattr(part, name))
    elif isinstance(part, list | tuple):
        for item in part:
            yield from walk(item)


@pytest.mark.corpus
@given(exports())
def test_every_project_is_valid_by_the_published_schema(schema, export):
    with zipfile.ZipFile(io.BytesIO(write_coding_export(export))) as archive:
        schema.validate(archive.read("project.qde").decode("utf-8"))


@pytest.fixture(scope="module")
def schema(corpus):
    """The schema as published."""
    import xmlschema

    return xmlschema.XMLSchema(str(corpus / "interviews/refi-qda-schema/Project.xsd"))


CODES = pd.DataFrame(
    [("1", "Calm", "", "Calm", True, "", ""), ("2", "Angry", "1", "Calm > Angry", True, "", "")],
    columns=["code_id", "name", "parent_id", "path", "codable", "description", "colour"],
)
CODINGS = pd.DataFrame(
    [
        ("7", "1", "coder-1", 0, 3, "s1", "2020-10-01T09:00:00Z"),
        ("7", "2", "coder-2", 0, 3, "s2", ""),
        ("7", "2", "coder-1", 4, 9, "s3", ""),
        ("7", "1", "coder-1", 4, 9, "s3", ""),
    ],
    columns=["source_id", "code_id", "coder", "start", "end", "segment", "coded"],
).astype({"start": "Int64", "end": "Int64"})
MEMOS = ["memo_id", "about", "about_id", "coder", "characters"]
SMALL = CodingExport(
    name="project.sqlite3",
    tool="Taguette 1.5.2",
    codes=CODES,
    sources=pd.DataFrame(
        [("7", "Interview 1", "text", 10)], columns=["source_id", "name", "kind", "characters"]
    ),
    codings=CODINGS,
    coders=pd.DataFrame({"coder": ["coder-1", "coder-2"], "name": ["Ann", ""]}),
    attributes=pd.DataFrame([("7", "role", "parent")], columns=["source_id", "variable", "value"]),
    losses=pd.DataFrame([("command", 3, "log")], columns=["what", "count", "detail"]),
    texts={"7": "Was quiet."},
)


def project_file(content: bytes) -> str:
    """Return the project file in an archive."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read("project.qde").decode("utf-8")


def test_identifiers_that_are_no_guids_are_made_the_same_each_time():
    made = write_coding_export(SMALL)
    assert made == write_coding_export(SMALL)
    guids = re.findall(r'(?:guid|GUID|User)="([^"]*)"', project_file(made))
    assert guids
    assert all(re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", guid) for guid in guids)


def test_two_marks_of_the_same_words_stay_two_and_codes_of_one_mark_stay_together(tmp_path):
    found = read(tmp_path, write_coding_export(SMALL))
    assert project_file(write_coding_export(SMALL)).count("<PlainTextSelection ") == 3
    assert found.codings["segment"].tolist() == ["s1", "s2", "s3", "s3"]
    assert found.codings["coded"].tolist() == ["2020-10-01 09:00:00", "", "", ""]
    assert found.coders["name"].tolist() == ["Ann", ""]
    assert rows(compare_exports(SMALL, found)) == []


def test_the_program_named_is_not_the_one_that_counted_otherwise(tmp_path):
    export = replace(SMALL, tool="NVivo for Windows 12.6")
    assert read(tmp_path, write_coding_export(export)).tool == "cpsurvey"
    assert read(tmp_path, write_coding_export(export, origin="here")).tool == "here"


def test_a_memo_on_several_things_is_one_note(tmp_path):
    about = [("m", "code", "1", "coder-1", 2), ("m", "source", "7", "coder-1", 2)]
    memos = pd.DataFrame(about, columns=MEMOS)
    made = write_coding_export(replace(SMALL, memos=memos, memo_texts={"m": "Hm"}))
    assert project_file(made).count("<Note ") == 1
    found = read(tmp_path, made)
    assert found.memos["memo_id"].nunique() == 1
    assert found.memos["about"].tolist() == ["code", "source"]
    assert found.memos["coder"].tolist() == ["coder-1", "coder-1"]


def changed(table: str, **columns: object) -> CodingExport:
    """Return the small project with columns changed."""
    return replace(SMALL, **{table: getattr(SMALL, table).assign(**columns)})


def with_memo(*memo: object, words: str | None = "Hm") -> CodingExport:
    """Return the small project with a memo."""
    memos = pd.DataFrame([("m", *memo, "", 2)], columns=MEMOS)
    return replace(SMALL, memos=memos, memo_texts={} if words is None else {"m": words})


MORE = pd.DataFrame(
    [("8", "Case", "case", pd.NA)], columns=["source_id", "name", "kind", "characters"]
)
REFUSED: dict[str, tuple[CodingExport, dict[str, int], Callable[[CodingExport], int], int]] = {
    "positions": (
        changed("codings", start=pd.array([0, 0, None, None], "Int64")),
        {"coding without positions": 2},
        lambda kept: len(kept.codings),
        2,
    ),
    "beyond": (
        changed("codings", end=pd.array([3, 3, 99, 9], "Int64")),
        {"coding beyond its text": 1},
        lambda kept: len(kept.codings),
        3,
    ),
    "text": (
        replace(SMALL, texts={}),
        {
            "source without its text": 1,
            "attribute of a source that is not written": 1,
            "coding of a source that is not written": 4,
        },
        lambda kept: len(kept.sources) + len(kept.codings) + len(kept.attributes),
        0,
    ),
    "pages": (
        replace(changed("sources", kind="pdf"), texts={}),
        {"coding in a text that is not there": 4},
        lambda kept: len(kept.sources),
        1,
    ),
    "case": (
        replace(SMALL, sources=pd.concat([SMALL.sources, MORE])),
        {"source that is a case": 1},
        lambda kept: len(kept.sources),
        1,
    ),
    "NUL": (
        replace(SMALL, texts={"7": "Was\0quiet."}),
        {
            "text with a NUL or half a character": 1,
            "source without its text": 1,
            "attribute of a source that is not written": 1,
            "coding of a source that is not written": 4,
        },
        lambda kept: len(kept.sources),
        0,
    ),
    "control": (
        changed("codes", name=["Ca\x07lm", "Angry"]),
        {"name or value with control characters, which are left out": 1},
        lambda kept: int(kept.codes["name"].eq("Calm").sum()),
        1,
    ),
    "code": (
        changed("codings", code_id=["1", "2", "9", "1"]),
        {"coding of a code that is not written": 1},
        lambda kept: len(kept.codings),
        3,
    ),
    "cycle": (
        changed("codes", parent_id=["2", "1"]),
        {
            "code below itself or below one that is not there": 2,
            "coding of a code that is not written": 4,
        },
        lambda kept: len(kept.codes),
        0,
    ),
    "twice": (
        replace(SMALL, codes=pd.concat([CODES, CODES[:1]])),
        {"code listed more than once": 1},
        lambda kept: len(kept.codes),
        2,
    ),
    "colour": (
        changed("codes", colour=["red", ""]),
        {"colour that is not #RRGGBB": 1},
        lambda kept: int(kept.codes["colour"].eq("").sum()),
        2,
    ),
    "moment": (
        changed("codings", coded=["2020-10-01", "1.2.20 9:00", "2020-13-01 09:00:00", ""]),
        {"moment of a coding that is not a date with a time": 3},
        lambda kept: len(kept.codings),
        4,
    ),
    "memo on a case": (
        with_memo("case", "K"),
        {"memo on a case that is not written": 1},
        lambda kept: len(kept.memos),
        0,
    ),
    "memo on a mark without a code": (
        with_memo("segment", "s9"),
        {"memo on a segment that is not written": 1},
        lambda kept: len(kept.memos),
        0,
    ),
    "memo": (
        with_memo("code", "1", words=None),
        {"memo without its words": 1},
        lambda kept: len(kept.memos),
        0,
    ),
    "member": (
        replace(SMALL, sets=pd.DataFrame([("S", "code", "9"), ("S", "code", "1")],
                                         columns=["name", "member", "member_id"])),
        {"member of a set that is not written": 1},
        lambda kept: len(kept.sets),
        1,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_written_is_counted_and_the_rest_can_be(tmp_path, name):
    export, counts, size, left = REFUSED[name]
    with pytest.raises(TablesError):
        write_coding_export(export)
    kept = writable_part(export)
    more = kept.losses[kept.losses["detail"] == "not written as REFI-QDA"]
    assert dict(zip(more["what"], more["count"], strict=True)) == counts
    assert size(kept) == left
    assert rows(compare_exports(kept, read(tmp_path, write_coding_export(kept)))) in (
        [], [("coder", "removed", "", "coder-2", "", 1, 0)],
        [("coder", "removed", "", f"coder-{n}", "", 1, 0) for n in (1, 2)],
    )  # fmt: skip


def test_the_message_counts_what_cannot_be_written_and_says_what_to_do():
    export = replace(changed("codes", colour=["red", ""]), texts={})
    with pytest.raises(TablesError) as caught:
        write_coding_export(export)
    assert str(caught.value) == (
        "project.sqlite3 cannot be written whole as a REFI-QDA project. In none can be: colour that"
        " is not #RRGGBB (1), source without its text (1), attribute of a source that is not"
        " written (1) and coding of a source that is not written (4). Write writable_part(export),"
        " which leaves these out and counts them as losses."
    )


def test_what_can_be_written_whole_is_left_alone():
    kept = writable_part(SMALL)
    assert rows(compare_exports(SMALL, kept)) == []
    assert rows(kept.losses) == rows(SMALL.losses)
