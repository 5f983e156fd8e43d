"""What comes out of REFI-QDA projects, and what is counted as lost."""

from __future__ import annotations

import unicodedata

import pandas as pd
import pytest

from cpsurvey.exports import CODING_COLUMNS, SOURCE_COLUMNS
from cpsurvey.readers import read_coding_export

ONE, TWO, THREE, FOUR, FIVE = (f"{n * 8}-0000-0000-0000-000000000000" for n in "12345")
USERS = f'<Users><User guid="{ONE}" name="Ann"/><User guid="{TWO}" name="Bob"/></Users>'
CODES = f"""
<CodeBook><Codes>
  <Code guid="{{{THREE}}}" name="Mode" isCodable="false">
    <Description> how they joined </Description>
    <Code guid="{FOUR}" name="Phone" isCodable="true" color="#FF0000"/>
  </Code>
  <Code guid="{FIVE}" name="Calm" isCodable="1"/>
</Codes></CodeBook>"""


def selection(
    start: int, end: int, *codings: tuple[str, str], name: str = "", guid: str = "S"
) -> str:
    inner = "".join(coding(code, user) for code, user in codings)
    return (
        f'<PlainTextSelection guid="{guid}" name="{name}" startPosition="{start}"'
        f' endPosition="{end}">{inner}</PlainTextSelection>'
    )


def coding(code: str, user: str) -> str:
    return f'<Coding guid="c" creatingUser="{user}"><CodeRef targetGUID="{code}"/></Coding>'


def text_source(
    inner: str = "", guid: str = "AAAA", name: str = "INT 01", path: str = "a.txt"
) -> str:
    attributes = f'guid="{guid}" name="{name}" plainTextPath="internal://{path}"'
    return f"<TextSource {attributes}>{inner}</TextSource>"


def lost(export) -> dict[str, int]:
    return dict(zip(export.losses["what"], export.losses["count"], strict=True))


def test_codes_keep_their_hierarchy(read_project):
    export = read_project(CODES)
    assert export.codes.to_dict("records") == [
        {
            "code_id": THREE,
            "name": "Mode",
            "parent_id": "",
            "path": "Mode",
            "codable": False,
            "description": "how they joined",
            "colour": "",
        },
        {
            "code_id": FOUR,
            "name": "Phone",
            "parent_id": THREE,
            "path": "Mode > Phone",
            "codable": True,
            "description": "",
            "colour": "#FF0000",
        },
        {
            "code_id": FIVE,
            "name": "Calm",
            "parent_id": "",
            "path": "Calm",
            "codable": True,
            "description": "",
            "colour": "",
        },
    ]
    assert lost(export) == {}


@pytest.mark.parametrize(
    ("written", "read", "lost_number"),
    [("#abc", "#AABBCC", 0), (" #0a0B0c ", "#0A0B0C", 0), ("red", "", 1), ("#12345", "", 1)],
)
def test_a_colour_is_six_digits_or_is_counted(read_project, written, read, lost_number):
    export = read_project(CODES.replace("#FF0000", written))
    assert export.codes["colour"].tolist() == ["", read, ""]
    assert lost(export).get("colour that is none", 0) == lost_number


def test_codings_join_codes_and_coders_however_identifiers_are_written(read_project):
    marks = selection(0, 3, (FOUR.lower(), f"{{{TWO}}}"), (FIVE, ONE)) + selection(
        4, 9, (FIVE, ONE)
    )
    export = read_project(
        USERS + CODES + f"<Sources>{text_source(marks, guid='{aaaa}')}</Sources>",
        {"a.txt": "Was quiet."},
        origin="NVivo 12",
    )
    assert (export.name, export.tool) == ("study.qdpx", "NVivo 12")
    assert export.codings.values.tolist() == [
        ["AAAA", FOUR, "coder-1", 0, 3, "s1", ""],
        ["AAAA", FIVE, "coder-2", 0, 3, "s1", ""],
        ["AAAA", FIVE, "coder-2", 4, 9, "s2", ""],
    ]
    assert tuple(export.codings) == CODING_COLUMNS
    assert export.coders.to_dict("records") == [
        {"coder": "coder-1", "name": "Bob"},
        {"coder": "coder-2", "name": "Ann"},
    ]


def test_a_coding_of_two_codes_is_two(read_project):
    two = selection(0, 3, (FIVE, ONE)).replace(
        "</Coding>", f'<CodeRef targetGUID="{FOUR}"/></Coding>'
    )
    export = read_project(CODES + f"<Sources>{text_source(two)}</Sources>", {"a.txt": "Was quiet."})
    assert export.codings[["code_id", "segment"]].values.tolist() == [[FIVE, "s1"], [FOUR, "s1"]]


def test_sources_of_every_kind_are_listed_with_the_length_of_their_text(read_project):
    export = read_project(
        "<Sources>"
        + text_source(selection(0, 1, (FOUR, ""), name="Ŵ"))
        + '<TextSource guid="B" plainTextPath="plain.TXT"/>'
        + '<TextSource guid="C" name="in it">'
        + "<PlainTextContent>One two</PlainTextContent></TextSource>"
        + '<PDFSource guid="D" name="scan" path="internal://d.pdf">'
        + '<Representation guid="E" plainTextPath="internal://d.txt"/></PDFSource>'
        + '<AudioSource guid="F" name="tape"/>'
        + text_source(selection(0, 1, (FOUR, "")), guid="G", name="lost", path="none.txt")
        + "</Sources>",
        {"a.txt": "\ufeffŴyr\r\n😀", "Plain.txt": "x", "d.txt": "page"},
    )
    assert tuple(export.sources) == SOURCE_COLUMNS
    rows = export.sources.values.tolist()
    assert [["?" if pd.isna(cell) else cell for cell in row] for row in rows] == [
        ["AAAA", "INT 01", "text", 5, "code points", "own words", 1, 1],
        ["B", "plain.TXT", "text", 1, "", "", 0, 0],
        ["C", "in it", "text", 7, "", "", 0, 0],
        ["D", "scan", "pdf", 4, "", "", 0, 0],
        ["F", "tape", "audio", "?", "", "", 0, 0],
        ["G", "lost", "text", "?", "not known", "", 1, "?"],
    ]
    assert export.texts == {"AAAA": "Ŵyr\n😀", "B": "x", "C": "One two", "D": "page"}


def test_utf_16_positions_become_code_points(read_project):
    raw = "😀 Hello\r\nŵyr there"
    marks = selection(10, 13, (FIVE, ONE)) + selection(14, 19, (FIVE, ONE))
    export = read_project(
        CODES + f"<Sources>{text_source(marks)}</Sources>", {"a.txt": raw}, origin="NVivo 12"
    )
    start, end = export.codings.loc[0, ["start", "end"]]
    assert export.texts["AAAA"][start:end] == "ŵyr"
    assert export.sources.loc[0, "position_unit"] == "UTF-16 units, CRLF as two"


def test_a_whole_source_is_coded_from_end_to_end(read_project):
    coding = f'<Coding guid="c" creatingUser="{ONE}"><CodeRef targetGUID="{FIVE}"/></Coding>'
    export = read_project(
        CODES
        + f'<Sources>{text_source(coding)}<AudioSource guid="F">{coding}</AudioSource></Sources>',
        {"a.txt": "Was\r\nquiet."},
    )
    assert export.codings.astype(object).fillna("?").values.tolist() == [
        ["AAAA", FIVE, "coder-1", 0, 10, "s1", ""],
        ["F", FIVE, "coder-1", "?", "?", "s2", ""],
    ]


def test_the_text_of_a_pdf_is_read_as_text(read_project):
    mark = selection(0, 4, (FIVE, ONE), guid="S1")
    export = read_project(
        CODES
        + '<Sources><PDFSource guid="D" name="scan">'
        + '<PDFSelection guid="S1" page="0"><Coding guid="c"/></PDFSelection>'
        + '<PDFSelection guid="S2" page="0"><Coding guid="c"/></PDFSelection>'
        + f'<Representation guid="E" plainTextPath="d.txt">{mark}</Representation>'
        + "</PDFSource></Sources>",
        {"d.txt": "page two"},
    )
    assert export.codings[["source_id", "start", "end"]].values.tolist() == [["D", 0, 4]]
    losses = export.losses.set_index("what")
    assert losses.loc["selection in a PDF page"].tolist() == [1, "1 coding"]


def test_a_mark_in_a_page_and_in_its_words_is_one_with_the_codes_of_both(read_project):
    export = read_project(
        CODES
        + '<Sources><PDFSource guid="D" name="scan"><PDFSelection guid="S1" page="0">'
        + coding(FIVE, ONE)
        + coding(FOUR, ONE)
        + '</PDFSelection><Representation guid="E" plainTextPath="d.txt">'
        + selection(0, 4, (FIVE, ONE), guid="S1")
        + "</Representation></PDFSource></Sources>",
        {"d.txt": "page two"},
    )
    assert export.codings[["code_id", "start", "end", "segment"]].values.tolist() == [
        [FIVE, 0, 4, "s1"],
        [FOUR, 0, 4, "s1"],
    ]


def test_words_on_a_picture_are_read_as_text(read_project):
    mark = selection(0, 4, (FIVE, ONE))
    words = f"<PlainTextContent>a cat</PlainTextContent>{mark}"
    export = read_project(
        f'{CODES}<Sources><PictureSource guid="P" name="cat">'
        f'<TextDescription guid="T">{words}</TextDescription></PictureSource></Sources>'
    )
    assert export.texts == {"P": "a cat"}
    assert export.codings[["source_id", "start", "end"]].values.tolist() == [["P", 0, 4]]


def transcript(inner: str, path: str = "t.txt") -> str:
    points = "".join(
        f'<SyncPoint guid="t{number}" timeStamp="{number}000" position="{position}"/>'
        for number, position in enumerate((0, 4, 9))
    )
    return f'<Transcript guid="T" plainTextPath="internal://{path}">{points}{inner}</Transcript>'


def spoken(first: str, last: str, name: str = "") -> str:
    marks = f'fromSyncPoint="{first}" toSyncPoint="{last}"'
    return (
        f'<TranscriptSelection guid="V" name="{name}" {marks}>{coding(FIVE, ONE)}'
        "</TranscriptSelection>"
    )


def test_a_passage_of_a_transcript_lies_between_its_time_marks(read_project):
    inner = spoken("T1", "{t2}", "quiet") + spoken("t0", "nowhere") + spoken("t2", "t1")
    export = read_project(
        f'{CODES}<Sources><AudioSource guid="A" name="tape">{transcript(inner)}'
        f"{transcript(spoken('t0', 't1'), 'none.txt')}</AudioSource></Sources>",
        {"t.txt": "Was quiet."},
    )
    assert export.texts == {"A": "Was quiet."}
    assert export.codings[["source_id", "start", "end", "segment"]].values.tolist() == [
        ["A", 4, 9, "s1"]
    ]
    assert export.passages == {"s1": "quiet"}
    assert export.sources.loc[0, "evidence"] == "own words"
    assert export.losses[["what", "count", "detail"]].values.tolist() == [
        ["coder who is not among the users", 1, ""],
        ["coding without usable positions", 2, "1 end before start, 1 without a time mark"],
        ["further transcript of a source", 1, "the first whose text is there is read"],
        ["selection in a further transcript", 1, "1 coding"],
        ["time mark in a transcript", 6, ""],
    ]


def test_whatever_else_a_project_holds_is_counted(read_project):
    selection_in_film = (
        '<VideoSelection guid="Y"><Description>why</Description>'
        '<Coding guid="c" creationDateTime="2020-10-01T00:00:00Z">'
        '<NoteRef targetGUID="n"/></Coding>'
        "</VideoSelection>"
    )
    export = read_project(
        USERS
        + CODES
        + '<Variables><Variable guid="v" name="x">'
        + "<Description>d</Description></Variable></Variables>"
        + "<Sources>"
        + text_source(selection(0, 2, name="Label 1")).replace(
            "plainTextPath", 'creationDateTime="2020-10-01" richTextPath="a.docx" plainTextPath'
        )
        + '<PictureSource guid="P"><PictureSelection guid="Q"/></PictureSource>'
        + f'<VideoSource guid="W"><Transcript guid="T"/>{selection_in_film}</VideoSource>'
        + "</Sources>"
        + '<Notes><Note guid="n" name="Title"><PlainTextSelection/><Coding/></Note></Notes>'
        + '<Links><Link guid="l"/></Links><Sets><Set guid="s" name="x"><Description>d</Description>'
        + '</Set></Sets><Graphs><Graph guid="g"/></Graphs><Widget/><Description> </Description>',
    )
    assert lost(export) == {
        "code given to a note": 1,
        "date of a source, selection or note": 1,
        "description of a set": 1,
        "description of a variable": 1,
        "element of a kind that is not known": 1,
        "graph": 1,
        "layout of a text": 1,
        "link": 1,
        "memo on a selection that is not in text": 1,
        "name of a selection": 1,
        "reference to a note from a selection that is not in text": 1,
        "selection in a film": 1,
        "selection in a note": 1,
        "selection in a picture": 1,
        "selection without a code": 1,
        "set without members": 1,
        "text that is not in the file": 2,
        "title of a note": 1,
        "user without codings": 2,
        "variable without a value": 1,
    }
    details = dict(zip(export.losses["what"], export.losses["detail"], strict=True))
    assert details["selection in a film"] == "1 coding"
    assert details["element of a kind that is not known"] == "Widget"


def test_marks_where_none_belong_are_counted(read_project):
    mark = selection(0, 3, (FIVE, ONE))
    case = f"<Case guid='k'>{coding(FIVE, ONE)}</Case>"
    export = read_project(
        f"{CODES}<Cases>{case}</Cases>"
        f'<Sources><AudioSource guid="A">{selection(0, 3)}<AudioSelection guid="B">{mark}'
        "</AudioSelection></AudioSource></Sources><Notes><Note guid='n'><VariableValue/></Note>"
        f"</Notes><Graphs>{mark}</Graphs>"
    )
    assert lost(export) == {
        "case without a source": 1,
        "coding in a place where none belongs": 3,
        "selection in a place where none belongs": 3,
        "selection in a sound": 1,
        "value of neither a source nor a case": 1,
    }


def test_the_moment_of_a_coding_is_kept_in_iso_order_or_as_written(read_project):
    marks = (
        selection(0, 3, (FIVE, ONE)).replace(
            "<Coding", '<Coding creationDateTime="2020-10-01T09:05:00Z"'
        )
        + selection(0, 3, (FIVE, TWO)).replace("<Coding", '<Coding creationDateTime="1/2/20"')
        + selection(4, 9, (FIVE, TWO)).replace(
            "Selection guid", 'Selection creationDateTime="2020-10-02" guid'
        )
    )
    export = read_project(
        USERS + CODES + f"<Sources>{text_source(marks)}</Sources>", {"a.txt": "Was quiet."}
    )
    assert export.codings["coded"].tolist() == ["2020-10-01 09:05:00", "1/2/20", "2020-10-02"]


def test_the_coder_is_who_gave_the_code_or_who_marked_the_passage_never_who_imported(read_project):
    bare = selection(0, 3, (FIVE, ""))
    made = bare.replace("<PlainTextSelection", f'<PlainTextSelection creatingUser="{ONE}"')
    source = text_source(made + bare + coding(FIVE, "")).replace(
        "<TextSource", f'<TextSource creatingUser="{TWO}"'
    )
    export = read_project(USERS + CODES + f"<Sources>{source}</Sources>", {"a.txt": "Was quiet."})
    assert export.codings["coder"].tolist() == ["coder-1", "", ""]
    assert lost(export) == {"coding without a coder": 2, "user without codings": 1}


def test_the_words_a_program_kept_are_passages_and_labels_are_not(read_project):
    marks = (
        selection(0, 3, (FIVE, ONE), name="Was")
        + selection(4, 9, (FIVE, ONE), name="Label")
        + selection(4, 9, name="quiet")
        + selection(4, 10, name="qui…")
    )
    absent = (
        selection(0, 3, (FIVE, ONE), name="Was")
        + selection(0, 99, (FIVE, ONE), name="Was it…")
        + selection(0, 4, (FIVE, ONE), name="😀😀")
        + selection(0, 99, (FIVE, ONE), name="Label")
    )
    export = read_project(
        CODES + f"<Sources>{text_source(marks)}{text_source(absent, 'B', path='b.txt')}</Sources>",
        {"a.txt": "Was quiet."},
    )
    assert export.passages == {
        "s1": "Was",
        "s3": "quiet",
        "s4": "qui…",
        "s5": "Was",
        "s6": "Was it…",
        "s7": "😀😀",
    }
    assert export.sources["agreeing"].astype(object).fillna("?").tolist() == [3, "?"]
    assert lost(export)["name of a selection"] == 2


def test_codings_that_cannot_be_used_are_counted_not_guessed(read_project):
    marks = (
        selection(0, 3, ("99999999", ONE), ("", ONE))
        + selection(3, 1, (FIVE, ONE))
        + selection(-4, 1, (FIVE, ONE))
        + selection(10**40, 10**41, (FIVE, ONE))
        + selection(0, 1, (FIVE, ONE)).replace('"1"', '"one"')
        + selection(4, 99, (FIVE, THREE))
        + selection(4, 4, (FIVE, ONE))
        + selection(0, 2, (FIVE, ""), name="Wa")
    )
    export = read_project(
        USERS + CODES + f"<Sources>{text_source(marks)}</Sources>", {"a.txt": "Was quiet."}
    )
    assert export.codings[["coder", "start", "end"]].values.tolist() == [
        ["coder-1", 4, 10],
        ["coder-2", 4, 4],
        ["", 0, 2],
    ]
    assert export.losses.values.tolist() == [
        ["coder who is not among the users", 1, ""],
        ["coding of a code that is not in the codebook", 2, ""],
        ["coding of no words", 1, "kept"],
        ["coding past the end of its text", 1, "cut at the end"],
        ["coding without a coder", 1, ""],
        [
            "coding without usable positions",
            4,
            "1 beyond any text, 1 end before start, 1 negative, 1 no number",
        ],
        ["user without codings", 1, ""],
    ]


def test_one_coder_may_code_words_that_overlap_and_the_same_again_is_counted(read_project):
    marks = (
        selection(0, 9, (FIVE, ONE))
        + selection(4, 10, (FIVE, ONE))
        + selection(4, 10, (FIVE, ONE))
        + selection(4, 10, (FIVE, TWO))
        + selection(4, 10, (FIVE, ""))
        + selection(4, 10, (FIVE, ""))
    )
    export = read_project(
        USERS + CODES + f"<Sources>{text_source(marks)}</Sources>", {"a.txt": "Was quiet."}
    )
    assert export.codings["segment"].tolist() == ["s1", "s2", "s3", "s4", "s5", "s6"]
    assert export.losses.values.tolist() == [
        ["coding that its coder gave twice", 1, "kept"],
        ["coding without a coder", 2, ""],
    ]


def test_two_sources_of_one_name_stay_two(read_project):
    sources = text_source(path="a.txt") + text_source(guid="B", path="b.txt")
    export = read_project(f"<Sources>{sources}</Sources>", {"a.txt": "one", "b.txt": "two"})
    assert export.sources["name"].tolist() == ["INT 01", "INT 01"]
    assert export.texts == {"AAAA": "one", "B": "two"}


def test_a_position_inside_a_character_is_counted(read_project):
    marks = selection(3, 8, (FIVE, ONE), name="quiet") + selection(1, 2, (FIVE, ONE))
    export = read_project(CODES + f"<Sources>{text_source(marks)}</Sources>", {"a.txt": "😀 quiet"})
    assert export.codings[["start", "end"]].values.tolist() == [[2, 7], [0, 1]]
    assert lost(export)["coding that starts or ends inside a character"] == 1


def test_without_its_text_a_coding_keeps_the_positions_written(read_project):
    export = read_project(CODES + f"<Sources>{text_source(selection(7, 9, (FIVE, ONE)))}</Sources>")
    assert export.codings[["start", "end"]].values.tolist() == [[7, 9]]
    assert pd.isna(export.sources.loc[0, "characters"])
    assert export.sources.loc[0, "position_unit"] == "not known"
    assert export.texts == {}
    assert export.losses.values.tolist() == [
        ["coder who is not among the users", 1, ""],
        ["text that is not in the file", 1, "positions as written"],
    ]


def test_a_code_listed_twice_is_one_code(read_project):
    twice = CODES.replace("</Codes>", f'<Code guid="{FIVE}" name="Calm again"/></Codes>')
    export = read_project(twice)
    assert export.codes["name"].tolist() == ["Mode", "Phone", "Calm"]
    assert lost(export) == {"code listed more than once": 1}


def test_a_code_nested_in_itself_is_one_code_and_what_is_below_it_keeps_its_place(read_project):
    inner = '<Code guid="C" name="three"/>'
    cycle = f'<Code guid="A" name="one"><Code guid="B" name="two"><Code guid="a" name="one">{inner}'
    export = read_project(f"<CodeBook><Codes>{cycle}</Code></Code></Code></Codes></CodeBook>")
    assert export.codes[["code_id", "parent_id", "path"]].values.tolist() == [
        ["A", "", "one"],
        ["B", "A", "one > two"],
        ["C", "A", "one > three"],
    ]
    assert lost(export) == {"code that is nested in itself": 1}


def test_codes_without_an_identifier_are_kept_and_counted(read_project):
    export = read_project(
        '<CodeBook><Codes><Code name="one"><Code name="two"/></Code></Codes></CodeBook>'
    )
    assert export.codes[["code_id", "parent_id", "path"]].values.tolist() == [
        ["code-1", "", "one"],
        ["code-2", "code-1", "one > two"],
    ]
    assert lost(export) == {"code without an identifier": 2}


def test_a_user_listed_twice_is_the_first(read_project):
    users = f'<Users><User guid="{ONE}" name="Ann"/><User guid="{ONE}" name="Bob"/></Users>'
    marks = selection(0, 3, (FIVE, ONE))
    export = read_project(
        users + CODES + f"<Sources>{text_source(marks)}</Sources>", {"a.txt": "Was quiet."}
    )
    assert export.coders["name"].tolist() == ["Ann"]
    assert lost(export) == {"user listed more than once": 1}


def test_namespaces_do_not_matter(make_file, make_zip):
    project = (
        '<q:Project xmlns:q="urn:QDA-XML:project:1:0"><q:CodeBook><q:Codes>'
        '<q:Code guid="a" name="x"/></q:Codes></q:CodeBook></q:Project>'
    )
    export = read_coding_export(make_file(make_zip({"Study.qde": project}), "study.qdpx"))
    assert export.codes["name"].tolist() == ["x"]
    assert lost(export) == {}


def test_a_version_that_is_not_known_is_read_as_far_as_it_goes_and_counted(make_file, make_zip):
    project = '<Project xmlns="urn:QDA-XML:project:2.0"><Users><User guid="a"/></Users></Project>'
    export = read_coding_export(make_file(make_zip({"Study.qde": project}), "study.qdpx"))
    assert lost(export) == {"user without codings": 1, "version of REFI-QDA that is not known": 1}


@pytest.mark.parametrize("start", [b"\xef\xbb\xbf", b"\xef\xbb\xbf\xef\xbb\xbf"])
@pytest.mark.parametrize("packed", [True, False])
def test_byte_order_marks_before_the_project_do_not_matter(make_file, make_zip, start, packed):
    project = start + b'<?xml version="1.0" encoding="utf-8"?><Project origin="QualCoder"/>'
    path = make_file(make_zip({"p.qde": project}) if packed else project, "study.x")
    assert read_coding_export(path).tool == "QualCoder"


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1"])
def test_a_project_may_be_in_another_encoding_if_it_says_so(make_file, encoding):
    project = f'<?xml version="1.0" encoding="{encoding}"?><Project origin="é"/>'
    assert read_coding_export(make_file(project.encode(encoding), "p.qde")).tool == "é"


def test_folders_and_what_a_mac_packs_beside_files_are_no_projects(make_file, make_zip):
    files = {
        "p.qde": '<Project origin="x"/>',
        "__MACOSX/._p.qde": "x",
        "._p.qde": "x",
        "q.qde/": "",
    }
    assert read_coding_export(make_file(make_zip(files), "study.qdpx")).tool == "x"


def test_a_bare_project_file_finds_its_texts_beside_it(make_file, tmp_path):
    (tmp_path / "Sources").mkdir()
    (tmp_path / "Sources" / "a.txt").write_text("Was quiet.")
    project = (
        f"<Project>{CODES}<Sources>{text_source(selection(4, 9, (FIVE, ONE)))}</Sources></Project>"
    )
    export = read_coding_export(make_file(project, "project.qde"))
    assert export.texts == {"AAAA": "Was quiet."}


def test_a_bare_project_file_never_reads_beyond_its_folder(make_file, tmp_path):
    (tmp_path / "project").mkdir()
    (tmp_path / "secret.txt").write_text("secret")
    source = text_source(path="../../secret.txt") + text_source(
        guid="B", path=str(tmp_path / "secret.txt")
    )
    path = make_file(f"<Project><Sources>{source}</Sources></Project>", "project/p.qde")
    assert read_coding_export(path).texts == {}


def test_a_bare_project_file_never_follows_a_link_out_of_its_folder(make_file, tmp_path):
    (tmp_path / "project").mkdir()
    (tmp_path / "other").mkdir()
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "other" / "b.txt").write_text("secret")
    (tmp_path / "project" / "a.txt").symlink_to(tmp_path / "secret.txt")
    (tmp_path / "project" / "sources").symlink_to(tmp_path / "other")
    (tmp_path / "project" / "c.txt").symlink_to(tmp_path / "project" / "c.txt")
    paths = ["a.txt", "b.txt", "c.txt", "relative:///../secret.txt", "relative:///sources/b.txt"]
    sources = "".join(text_source(guid=f"A{n}").replace("internal://a.txt", path)
                      for n, path in enumerate(paths))  # fmt: skip
    path = make_file(f"<Project><Sources>{sources}</Sources></Project>", "project/p.qde")
    export = read_coding_export(path)
    assert export.texts == {}
    assert lost(export) == {"text that is not in the file": 5}


@pytest.mark.parametrize("name", ["p.qde", "p.qdpx"])
def test_a_text_may_lie_in_a_folder_beside_the_project(make_file, make_zip, tmp_path, name):
    (tmp_path / "texts" / "first").mkdir(parents=True)
    (tmp_path / "texts" / "first" / "a.txt").write_text("Was quiet.")
    source = text_source().replace("internal://a.txt", "relative:///texts/first/a.txt")
    project = f"<Project><Sources>{source}</Sources></Project>"
    content = project if name == "p.qde" else make_zip({"p.qde": project})
    assert read_coding_export(make_file(content, name)).texts == {"AAAA": "Was quiet."}


def test_an_archive_has_its_own_texts_within_itself_and_not_beside_it(
    make_file, make_zip, tmp_path
):
    (tmp_path / "a.txt").write_text("beside")
    content = make_zip({"p.qde": f"<Project><Sources>{text_source()}</Sources></Project>"})
    assert read_coding_export(make_file(content, "p.qdpx")).texts == {}


def test_a_text_whose_name_no_file_can_have_is_counted_as_not_there(make_file):
    project = f"<Project><Sources>{text_source(path='x' * 5_000)}</Sources></Project>"
    export = read_coding_export(make_file(project, "p.qde"))
    assert lost(export) == {"text that is not in the file": 1}


def test_texts_of_equal_name_are_taken_from_among_the_sources(make_file, make_zip):
    project = f"<Project><Sources>{text_source()}</Sources></Project>"
    files = {"p.qde": project, "sources/a.txt": "right", "memos/a.txt": "wrong"}
    assert read_coding_export(make_file(make_zip(files))).texts == {"AAAA": "right"}


@pytest.mark.parametrize(
    ("paths", "found"),
    [
        (("one/a.txt", "two/a.txt"), True),
        (("sources/a.txt", "sources/A.txt"), True),
        (("memos/a.txt", "SOURCES/A.txt"), True),
        (("sources/ŵ.txt", "sources/w.txt"), True),
        (("three/a.txt", "four/a.txt"), False),
    ],
)
def test_texts_of_like_names_are_told_apart_by_their_paths(make_file, make_zip, paths, found):
    files = dict(zip(paths, "ab", strict=True))
    sources = text_source(guid="A", path=paths[0].removeprefix("sources/"))
    sources += text_source(guid="B", path=paths[1].removeprefix("sources/"))
    if not found:
        sources = sources.replace("three", "five").replace("four", "six")
    files = {unicodedata.normalize("NFD", path): text for path, text in files.items()}
    content = make_zip({"p.qde": f"<Project><Sources>{sources}</Sources></Project>"} | files)
    export = read_coding_export(make_file(content, "study.qdpx"))
    assert export.texts == ({"A": "a", "B": "b"} if found else {})


def test_an_empty_project_has_empty_tables(read_project):
    export = read_project("")
    tables = (export.codes, export.sources, export.codings, export.coders, export.attributes)
    more = (export.losses, export.sets, export.memos)
    assert [len(table) for table in (*tables, *more)] == [0] * 8
    assert [str(export.codings[column].dtype) for column in ("start", "end")] == ["Int64"] * 2


def test_the_words_are_not_printed_with_the_export(read_project):
    mark = selection(0, 6, name="secret") + "<Description>secret</Description>"
    export = read_project(f"<Sources>{text_source(mark)}</Sources>", {"a.txt": "secret words"})
    assert (export.passages, export.memo_texts) == ({"s1": "secret"}, {"memo-1": "secret"})
    assert "secret" not in repr(export)
