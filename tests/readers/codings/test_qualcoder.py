"""QualCoder's projects and reports: categories, passages of each coder, cases, and what is lost."""

from __future__ import annotations

import csv
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpsurvey.errors import ExportError
from cpsurvey.exports import CODING_COLUMNS, CodingExport
from cpsurvey.readers.codings.coding_sheet import is_coding_sheet, read_coding_sheet
from cpsurvey.readers.codings.databases import (
    database_in_archive,
    database_in_folder,
    read_sqlite_export,
)
from cpsurvey.readers.codings.qualcoder import read_qualcoder

from .databases_made import qualcoder

TEXT = "Q: How was it?\nA: Quiet. Ŵyr helped."
FILES = [{"id": 1, "name": "INT 01.docx", "fulltext": TEXT, "mediapath": "/docs/INT 01.docx"}]
CATEGORIES = [
    {"catid": 1, "name": "Mood", "memo": "how it felt", "supercatid": None},
    {"catid": 2, "name": "Good", "memo": "", "supercatid": 1},
]
CODES = [
    {"cid": 1, "name": "calm", "catid": 2, "color": "#aabbcc", "memo": "quiet"},
    {"cid": 2, "name": "help", "catid": None, "color": "", "memo": ""},
]


def coded(code: int, start: object, end: object, owner: str = "ann", **more: object):
    words = TEXT[start:end] if isinstance(start, int) and isinstance(end, int) else ""
    held = {"cid": code, "fid": 1, "pos0": start, "pos1": end, "owner": owner, "seltext": words}
    return {**held, "date": "2020-10-01 09:05:00", "memo": "", **more}


def project(drop=(), **tables) -> bytes:
    held = {"source": FILES, "code_cat": CATEGORIES, "code_name": CODES}
    return qualcoder(drop, **{**held, "code_text": [coded(1, 18, 23)], **tables})


def read(drop=(), **tables) -> CodingExport:
    return read_qualcoder(project(drop, **tables), "data.qda")


def lost(export: CodingExport) -> dict[str, int]:
    return dict(zip(export.losses["what"], export.losses["count"], strict=True))


def test_codings_have_positions_coder_and_date():
    export = read(code_text=[coded(1, 18, 23), coded(2, 25, 28, "bob"), coded(2, 18, 23)])
    assert export.codings[list(CODING_COLUMNS)].values.tolist() == [
        ["file-1", "code-1", "coder-1", 18, 23, "s1", "2020-10-01 09:05:00"],
        ["file-1", "code-2", "coder-1", 18, 23, "s1", "2020-10-01 09:05:00"],
        ["file-1", "code-2", "coder-2", 25, 28, "s2", "2020-10-01 09:05:00"],
    ]
    assert export.coders.values.tolist() == [["coder-1", "ann"], ["coder-2", "bob"]]
    assert export.passages == {"s1": "Quiet", "s2": "Ŵyr"}
    assert export.sources.to_dict("records") == [
        {
            "source_id": "file-1", "name": "INT 01.docx", "kind": "text", "characters": len(TEXT),
            "position_unit": "code points", "evidence": "own words", "selections": 2,
            "agreeing": 2,
        }
    ]  # fmt: skip
    assert export.tool == "QualCoder 3.8"


def test_two_coders_of_the_same_words_have_two_passages():
    export = read(code_text=[coded(1, 18, 23), coded(1, 18, 23, "bob"), coded(1, 18, 23)])
    assert export.codings["segment"].tolist() == ["s1", "s2", "s3"]
    assert lost(export)["coding that its coder gave twice"] == 1


def test_categories_are_codes_that_nothing_is_coded_with():
    export = read(code_name=[*CODES, {"cid": 3, "name": "of family", "catid": None, "supercid": 2}])
    columns = ["code_id", "name", "parent_id", "path", "codable", "description", "colour"]
    assert export.codes[columns].values.tolist() == [
        ["category-1", "Mood", "", "Mood", False, "how it felt", ""],
        ["category-2", "Good", "category-1", "Mood > Good", False, "", ""],
        ["code-1", "calm", "category-2", "Mood > Good > calm", True, "quiet", "#AABBCC"],
        ["code-2", "help", "", "help", True, "", ""],
        ["code-3", "of family", "code-2", "help > of family", True, "", ""],
    ]


def test_categories_in_a_circle():
    circle = [
        {"catid": 1, "name": "Mood", "supercatid": 3},
        {"catid": 2, "name": "Good", "supercatid": 1},
        {"catid": 3, "name": "Bad", "supercatid": 1},
    ]
    with pytest.raises(ExportError) as error:
        read(code_cat=circle)
    assert str(error.value) == (
        'data.qda has codes that lie below themselves: "Bad" and "Mood". Move one of them to the'
        " top in the coding program, and save the project again."
    )


def test_categories_deeper_than_anybody_nests_them():
    deep = [{"catid": n, "name": f"c{n}", "supercatid": n - 1} for n in range(1, 102)]
    with pytest.raises(ExportError) as error:
        read(code_cat=deep)
    assert str(error.value) == (
        "data.qda has codes nested more than 100 deep, as no coding program makes them: it was not"
        " read."
    )


def test_a_code_below_nothing_is_at_the_top():
    export = read(code_cat=[])
    assert export.codes["path"].tolist() == ["calm", "help"]
    assert lost(export)["code below one that is not in the project"] == 1


def test_emoji_are_counted_as_the_copies_of_words_say():
    """Qt counts UTF-16 units, QualCoder's own searches code points: the words tell which it was."""
    text = "😀😀 Quiet.\nYes."
    files = [{**FILES[0], "fulltext": text}]
    by_units = coded(1, 5, 10, seltext="Quiet")
    export = read(source=files, code_text=[by_units])
    assert export.sources["position_unit"].tolist() == ["UTF-16 units"]
    assert export.codings[["start", "end"]].values.tolist() == [[3, 8]]
    by_points = coded(1, 3, 14, seltext="Quiet.\u2029Yes.")
    export = read(source=files, code_text=[by_points])
    assert export.sources["position_unit"].tolist() == ["code points"]
    assert export.passages == {"s1": "Quiet.\nYes."}


@given(st.text(alphabet="aŵ😀م \n.\u200d", min_size=1, max_size=30), st.data(), st.booleans())
def test_passages_are_those_of_the_text(text, data, in_units):
    places = data.draw(
        st.lists(st.lists(st.integers(0, len(text)), min_size=2, max_size=2), max_size=4)
    )
    rows = []
    for first, last in (sorted(pair) for pair in places):
        at = [len(text[:p].encode("utf-16-le")) // 2 if in_units else p for p in (first, last)]
        rows.append(coded(1, *at, seltext=text[first:last]))
    export = read(source=[{**FILES[0], "fulltext": text}], code_text=rows)
    assert export.texts == {"file-1": text}
    told = [export.sources.loc[0, column] for column in ("selections", "agreeing")]
    spans = {tuple(sorted(pair)) for pair in places if len(set(pair)) == 2}
    assert told[0] == len(spans)
    words = {span for span in spans if text[slice(*span)].strip(". \n\t")}
    assert told[1] >= len(words) or told[1] == told[0]


CASES = {
    "source": [
        *FILES,
        {"id": 2, "name": "INT 02", "fulltext": "x" * 10, "mediapath": None},
        {"id": 3, "name": "photo.jpg", "mediapath": "/images/photo.jpg"},
    ],
    "cases": [
        {"caseid": 7, "name": "INT 01", "memo": "first"},
        {"caseid": 8, "name": "family B", "memo": ""},
        {"caseid": 9, "name": "nobody", "memo": ""},
    ],
    "attribute_type": [
        {"name": "role", "memo": "", "caseOrFile": "case"},
        {"name": "nation", "memo": "where", "caseOrFile": "file"},
        {"name": "age", "memo": "", "caseOrFile": "case"},
    ],
    "attribute": [
        {"name": "role", "attr_type": "case", "value": "parent", "id": 7},
        {"name": "role", "attr_type": "case", "value": "worker", "id": 8},
        {"name": "role", "attr_type": "case", "value": "judge", "id": 9},
        {"name": "age", "attr_type": "case", "value": "", "id": 7},
        {"name": "nation", "attr_type": "file", "value": "Wales", "id": 1},
        {"name": "nation", "attr_type": "file", "value": "England", "id": 66},
        {"name": "role", "attr_type": "case", "value": "judge", "id": 66},
        {"name": "theme", "attr_type": "journal", "value": "x", "id": 1},
    ],
}


def link(case: int, file: int, start: int, end: int, memo: str = "") -> dict[str, object]:
    return {"caseid": case, "fid": file, "pos0": start, "pos1": end, "memo": memo}


def test_cases_give_their_sources_attributes():
    links = [link(7, 1, 0, len(TEXT) - 1), link(8, 2, 0, 4), link(8, 2, 7, 9), link(8, 3, 0, 0)]
    export = read(**CASES, case_text=[*links, link(9, 2, 4, 7, "aside"), link(9, 55, 0, 3)])
    assert sorted(export.attributes.values.tolist()) == [
        ["file-1", "nation", "Wales"],
        ["file-1", "role", "parent"],
        ["file-2", "role", "worker"],
        ["file-3", "role", "worker"],
    ]
    told = lost(export)
    assert {
        what: told[what] for what in told if "cas" in what or "val" in what or "var" in what
    } == {
        "case without a source": 1,
        "description of a variable": 1,
        "memo on a selection given to a case": 1,
        "name of a case": 2,
        "selection given to a case": 3,
        "value of a journal": 1,
        "value of a source or case that is not in the project": 2,
        "variable without a value": 1,
    }
    assert export.losses.set_index("what").loc["case without a source", "detail"] == "1 values"
    assert export.sources["kind"].tolist() == ["text", "text", "picture"]
    assert export.sources["characters"].tolist()[:2] == [len(TEXT), 10]
    assert not export.losses["detail"].str.contains("family").any()


def test_a_case_of_less_than_half_a_source_does_not_have_it():
    export = read(**CASES, case_text=[link(8, 2, 0, 5), link(8, 2, 2, 5)])
    assert "file-2" not in set(export.attributes["source_id"])


def test_memos_annotations_and_journals():
    export = read(
        source=[{**FILES[0], "memo": "on the phone"}],
        cases=[{"caseid": 7, "name": "", "memo": "first"}],
        code_text=[coded(1, 18, 23, memo="so quiet"), coded(1, "x", 23, "zoe", memo="lost")],
        annotation=[{"fid": 1, "pos0": 0, "pos1": 3, "memo": "asked", "owner": "ann"}],
        journal=[{"name": "Monday", "jentry": "began", "owner": "ann"}],
    )
    assert export.memos[["about", "about_id", "coder"]].values.tolist() == [
        ["source", "file-1", ""],
        ["coding", "s1 code-1", "coder-1"],
        ["source", "file-1", ""],
        ["case", "case-7", ""],
        ["source", "file-1", "coder-1"],
        ["project", "", "coder-1"],
    ]
    assert list(export.memo_texts.values()) == [
        "on the phone", "so quiet", "lost", "first", "asked", "began",
    ]  # fmt: skip
    assert lost(export)["position of an annotation"] == 1
    assert lost(export)["title of a note"] == 1


def test_everything_that_is_not_read_is_counted():
    export = read(
        source=[
            {**FILES[0], "av_text_id": 4},
            {"id": 2, "name": "p.pdf", "fulltext": "words", "mediapath": "docs:/home/p.PDF"},
            {"id": 3, "name": "a.mp3", "mediapath": "audio:/home/a.mp3"},
            {"id": 4, "name": "v.mp4", "mediapath": "/video/v.mp4"},
        ],
        code_text=[
            coded(1, 18, 23, important=1, avid=3),
            coded(1, 18, 23, fid=99),
            coded(77, 18, 23),
            coded(1, 23, 18),
            coded(1, 29, 900, seltext="helped."),
            coded(2, 3, 6, seltext="other"),
            coded(2, 0, 1, ""),
        ],
        code_image=[{"id": 2, "cid": 1, "memo": "x"}, {"id": 5, "cid": 1}],
        code_av=[{"id": 3, "cid": 1}, {"id": 4, "cid": 1}, {"id": 4, "cid": 2}],
        coder_names=[{"name": "ann", "visibility": 0}, {"name": "zoe", "visibility": 1}],
        graph=[{"grid": 1, "name": "g"}],
    )
    assert export.sources["kind"].tolist() == ["text", "pdf", "audio", "video"]
    assert export.texts["file-2"] == "words"
    assert lost(export) == {
        "coder hidden in the program": 1,
        "coding of a code that is not in the codebook": 1,
        "coding past the end of its text": 1,
        "coding without a coder": 1,
        "coding without usable positions": 1,
        "file beside the project's text": 4,
        "graph": 1,
        "link of a coding to a recording": 1,
        "link of a text to its recording": 1,
        "mark that a coding is important": 1,
        "memo on a selection that is not in text": 1,
        "own copy of a selection that is not its words": 1,
        "selection in a PDF page": 1,
        "selection in a film": 2,
        "selection in a sound": 1,
        "selection in a picture or recording that is not in the project": 1,
        "selection in a source that is not in the project": 1,
        "user without codings": 1,
    }
    assert export.sources["agreeing"].tolist()[0] == 3
    assert "home" not in export.losses.to_string()


def test_older_versions_have_fewer_tables_and_columns():
    export = read(
        drop=[
            "code_text.avid", "code_text.important", "source.av_text_id", "source.risid",
            "code_name.supercid", "code_image.pdf_page", "coder_names", "graph", "code_av",
        ]
    )  # fmt: skip
    assert export.codings[["start", "end"]].values.tolist() == [[18, 23]]


def test_a_project_without_sources_is_empty():
    export = read(source=[], code_text=[])
    assert export.sources.empty
    assert export.codings.empty
    assert len(export.codes) == 4


def test_a_database_of_something_else():
    with pytest.raises(ExportError) as error:
        read(drop=["code_text"], code_text=[])
    assert str(error.value) == (
        "data.qda is not a project of QualCoder: give the file data.qda in the project's folder, or"
        " that folder."
    )


def zipped(*names: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in names:
            archive.writestr(name, project())
    return packed.getvalue()


def test_a_project_is_found_in_its_folder_and_in_its_zip(tmp_path):
    assert database_in_folder(tmp_path) is None
    (tmp_path / "data.qda").write_bytes(project())
    found = database_in_folder(tmp_path)
    assert read_sqlite_export(found.read_bytes(), "data.qda").tool == "QualCoder 3.8"
    assert database_in_archive(zipped("x/notes.txt"), "study.zip") is None
    assert database_in_archive(zipped("Study.qda/data.qda", "x.txt"), "study.zip") == project()
    taguettes = zipped("x/Study.SQLITE3", "__MACOSX/x/._Study.sqlite3")
    assert database_in_archive(taguettes, "study.zip") == project()
    with pytest.raises(ExportError) as error:
        database_in_archive(zipped("a/data.qda", "b/data.qda"), "study.zip")
    assert str(error.value) == (
        "study.zip holds 2 projects of QualCoder or Taguette where there must be one: unpack it and"
        " give one of them."
    )


HEADER = ["File", "Coder", "Coded", "Id", "Codename", "Coded_Memo", "Category", "Category"]
ROWS = [
    ["INT 01", "ann", "Yes.", "ctid:1", "calm", "so", "Good", "Mood"],
    ["INT 01", "ann", "Yes.", "ctid:2", "help", "", "", ""],
    ["INT 01", "ann", "Yes.", "ctid:3", "calm", "", "Good", "Mood"],
    ["INT 02", "bob", "Yes.", "ctid:4", "calm", "", "Good", "Mood"],
    ["photo", "bob", "image", "imid:1", "help", "", "", ""],
]


def report(*rows: list[str], header: list[str] = HEADER) -> CodingExport:
    return read_coding_sheet(as_csv(header, *rows), "text", "report.csv")


def as_csv(*rows: list[str]) -> bytes:
    """Rows as QualCoder writes them, the byte order mark first."""
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def test_a_report_has_coders_and_words_but_no_positions():
    export = report(*ROWS)
    assert export.codings[["source_id", "code_id", "coder", "segment"]].values.tolist() == [
        ["source-1", "code-3", "coder-1", "s1"],
        ["source-1", "code-4", "coder-1", "s1"],
        ["source-1", "code-3", "coder-1", "s2"],
        ["source-2", "code-3", "coder-2", "s3"],
    ]
    assert export.codings["start"].isna().all()
    assert export.codes[["path", "codable"]].values.tolist() == [
        ["Mood", False], ["Mood > Good", False], ["Mood > Good > calm", True], ["help", True],
    ]  # fmt: skip
    assert export.passages == {"s1": "Yes.", "s2": "Yes.", "s3": "Yes."}
    assert list(export.memo_texts.values()) == ["so"]
    assert export.sources["name"].tolist() == ["INT 01", "INT 02", "photo"]
    assert lost(export) == {"selection in a picture": 1}


def test_a_report_of_cases_has_each_coding_once_and_its_variables():
    header = ["Case", "Filename", *HEADER[1:6], "FileVar_nation", "CaseVar_role"]
    rows = [
        ["B", "INT 01", "ann", "Yes.", "ctid:1", "calm", "", "Wales", "parent"],
        ["C", "INT 01", "ann", "Yes.", "ctid:1", "calm", "", "Wales", "parent"],
    ]
    export = report(*rows, header=header)
    assert len(export.codings) == 1
    assert export.attributes.values.tolist() == [
        ["source-1", "nation", "Wales"], ["source-1", "role", "parent"],
    ]  # fmt: skip
    assert lost(export) == {"coding listed for another case": 1, "name of a case": 2}


def test_reports_that_lack_something():
    with pytest.raises(ExportError) as error:
        report(ROWS[0], ["INT 01", "ann", "Yes.", "", "", "", "", ""])
    assert str(error.value) == (
        "report.csv, row 3, lacks its file, its code or its Id: export the report again as CSV,"
        " with all its columns."
    )
    header = ["Filename", "Codename", "pos0", "pos1", "Text", "Owner"]
    assert not is_coding_sheet(as_csv(header, ROWS[0][:6]), "text", "report.csv")


def test_a_column_of_the_report_that_is_not_known_is_counted():
    export = report([*ROWS[0], "7"], header=[*HEADER, "Weight"])
    assert export.losses.values.tolist() == [["column that is not read", 1, "Weight"]]
