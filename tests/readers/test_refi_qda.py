"""What comes out of REFI-QDA projects, and what is counted as lost."""

from __future__ import annotations

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
    inner = "".join(
        f'<Coding guid="c" creatingUser="{user}"><CodeRef targetGUID="{code}"/></Coding>'
        for code, user in codings
    )
    return (
        f'<PlainTextSelection guid="{guid}" name="{name}" startPosition="{start}"'
        f' endPosition="{end}">{inner}</PlainTextSelection>'
    )


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
        },
        {
            "code_id": FOUR,
            "name": "Phone",
            "parent_id": THREE,
            "path": "Mode > Phone",
            "codable": True,
            "description": "",
        },
        {
            "code_id": FIVE,
            "name": "Calm",
            "parent_id": "",
            "path": "Calm",
            "codable": True,
            "description": "",
        },
    ]
    assert lost(export) == {"colour of a code": 1}


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
    assert export.codings.to_dict("records") == [
        {"source_id": "AAAA", "code_id": FOUR, "coder": "coder-1", "start": 0, "end": 3},
        {"source_id": "AAAA", "code_id": FIVE, "coder": "coder-2", "start": 0, "end": 3},
        {"source_id": "AAAA", "code_id": FIVE, "coder": "coder-2", "start": 4, "end": 9},
    ]
    assert export.coders.to_dict("records") == [
        {"coder": "coder-1", "name": "Bob"},
        {"coder": "coder-2", "name": "Ann"},
    ]


def test_sources_of_every_kind_are_listed_with_the_length_of_their_text(read_project):
    export = read_project(
        "<Sources>"
        + text_source(selection(0, 1, (FOUR, "")))
        + '<TextSource guid="B" plainTextPath="plain.TXT"/>'
        + '<TextSource guid="C" name="in it">'
        + "<PlainTextContent>One two</PlainTextContent></TextSource>"
        + '<PDFSource guid="D" name="scan" path="internal://d.pdf">'
        + '<Representation guid="E" plainTextPath="internal://d.txt"/></PDFSource>'
        + '<AudioSource guid="F" name="tape"/>'
        + "</Sources>",
        {"a.txt": "\ufeffŴyr\r\n😀", "Plain.txt": "x", "d.txt": "page"},
    )
    assert list(export.sources) == ["source_id", "name", "kind", "characters", "position_unit"]
    assert export.sources.values.tolist() == [
        ["AAAA", "INT 01", "text", 5, "code points"],
        ["B", "plain.TXT", "text", 1, ""],
        ["C", "in it", "text", 7, ""],
        ["D", "scan", "pdf", 4, ""],
        ["F", "tape", "audio", 0, ""],
    ]
    assert export.texts == {"AAAA": "Ŵyr\n😀", "B": "x", "C": "One two", "D": "page"}


def test_utf_16_positions_become_code_points(read_project):
    raw = "😀 Hello\r\nŵyr there"
    marks = selection(10, 13, (FIVE, ONE))
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
    assert export.codings[["source_id", "start", "end"]].values.tolist() == [
        ["AAAA", 0, 10],
        ["F", 0, 0],
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
    assert losses.loc["selection in a PDF page"].tolist() == [1, "1 codings"]


def test_attributes_come_from_sources_and_from_cases(read_project):
    def value(variable: str, tag: str, text: str) -> str:
        reference = f'<VariableRef targetGUID="{variable}"/>'
        return f"<VariableValue>{reference}<{tag}>{text}</{tag}></VariableValue>"

    export = read_project(
        '<Variables><Variable guid="v1" name="role" typeOfVariable="Text"/>'
        '<Variable guid="v2" name="age" typeOfVariable="Integer"/></Variables>'
        f"<Cases><Case guid='k1' name='Mary'>{value('V1', 'TextValue', 'parent')}"
        f"{value('v2', 'IntegerValue', '41')}"
        '<SourceRef targetGUID="aaaa"/><SourceRef targetGUID="bbbb"/></Case>'
        f"<Case guid='k2'>{value('v1', 'TextValue', 'chair')}</Case></Cases>"
        f"<Sources>{text_source(value('v1', 'TextValue', 'parent'))}"
        f"{text_source(guid='BBBB', path='b.txt')}</Sources>",
        {"a.txt": "x", "b.txt": "y"},
    )
    assert export.attributes.values.tolist() == [
        ["AAAA", "role", "parent"],
        ["AAAA", "age", "41"],
        ["BBBB", "role", "parent"],
        ["BBBB", "age", "41"],
    ]
    assert lost(export) == {"case without a source": 1, "name of a case": 1}
    assert export.losses["detail"].tolist() == ["1 values", ""]


def test_whatever_else_a_project_holds_is_counted(read_project):
    export = read_project(
        USERS
        + CODES
        + "<Sources>"
        + text_source(selection(0, 2) + "<Description>memo</Description><NoteRef/>").replace(
            "plainTextPath", 'richTextPath="internal://a.docx" plainTextPath'
        )
        + '<PictureSource guid="P"><PictureSelection guid="Q"/></PictureSource>'
        + '<VideoSource guid="W"><Transcript guid="T"/><VideoSelection guid="Y">'
        + '<Coding guid="c" creationDateTime="2020-10-01T00:00:00Z"/>'
        + "</VideoSelection></VideoSource>"
        + "</Sources>"
        + '<Notes><Note guid="n"/></Notes><Links><Link guid="l"/></Links>'
        + '<Sets><Set guid="s" name="x"/></Sets><Graphs><Graph guid="g"/></Graphs>'
        + "<Description> </Description>",
    )
    assert lost(export) == {
        "colour of a code": 1,
        "date of a coding": 1,
        "description of a source": 1,
        "graph": 1,
        "layout of a text": 1,
        "link": 1,
        "note": 1,
        "reference to a note": 1,
        "selection in a film": 1,
        "selection in a picture": 1,
        "selection without a code": 1,
        "set": 1,
        "text that is not in the file": 1,
        "transcript": 1,
        "user without codings": 2,
    }


def test_codings_that_cannot_be_used_are_counted_not_guessed(read_project):
    marks = (
        selection(0, 3, ("99999999", ONE), ("", ONE))
        + selection(3, 1, (FIVE, ONE))
        + selection(-4, 1, (FIVE, ONE))
        + selection(10**40, 10**41, (FIVE, ONE))
        + selection(0, 1, (FIVE, ONE)).replace('"1"', '"one"')
        + selection(4, 99, (FIVE, THREE))
        + selection(0, 2, (FIVE, ""), name="Wa")
    )
    export = read_project(
        USERS + CODES + f"<Sources>{text_source(marks)}</Sources>", {"a.txt": "Was quiet."}
    )
    assert export.codings[["coder", "start", "end"]].values.tolist() == [
        ["coder-1", 4, 10],
        ["", 0, 2],
    ]
    assert lost(export) == {
        "coder who is not among the users": 1,
        "coding of a code that is not in the codebook": 2,
        "coding past the end of its text": 1,
        "coding without a coder": 1,
        "coding without usable positions": 4,
        "colour of a code": 1,
        "user without codings": 2,
    }


def test_a_position_inside_a_character_is_counted(read_project):
    marks = selection(3, 8, (FIVE, ONE), name="quiet") + selection(1, 2, (FIVE, ONE))
    export = read_project(CODES + f"<Sources>{text_source(marks)}</Sources>", {"a.txt": "😀 quiet"})
    assert export.codings[["start", "end"]].values.tolist() == [[2, 7], [0, 1]]
    assert lost(export)["coding that starts or ends inside a character"] == 1


def test_without_its_text_a_coding_keeps_the_positions_written(read_project):
    export = read_project(CODES + f"<Sources>{text_source(selection(7, 9, (FIVE, ONE)))}</Sources>")
    assert export.codings[["start", "end"]].values.tolist() == [[7, 9]]
    assert export.sources.loc[0, ["characters", "position_unit"]].tolist() == [0, "not known"]
    assert export.texts == {}


def test_a_code_listed_twice_is_one_code(read_project):
    twice = CODES.replace("</Codes>", f'<Code guid="{FIVE}" name="Calm again"/></Codes>')
    export = read_project(twice)
    assert export.codes["name"].tolist() == ["Mode", "Phone", "Calm"]
    assert lost(export)["code listed more than once"] == 1


def test_namespaces_do_not_matter(make_file, make_zip):
    project = (
        '<q:Project xmlns:q="urn:QDA-XML:project:1:0"><q:CodeBook><q:Codes>'
        '<q:Code guid="a" name="x"/></q:Codes></q:CodeBook></q:Project>'
    )
    export = read_coding_export(make_file(make_zip({"Study.qde": project}), "study.qdpx"))
    assert export.codes["name"].tolist() == ["x"]


def test_a_byte_order_mark_before_the_project_does_not_matter(make_file, make_zip):
    project = (
        b"\xef\xbb\xbf" + b'<?xml version="1.0" encoding="utf-8"?><Project origin="QualCoder"/>'
    )
    assert read_coding_export(make_file(make_zip({"p.qde": project}))).tool == "QualCoder"


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


def test_a_text_whose_name_no_file_can_have_is_counted_as_not_there(make_file):
    project = f"<Project><Sources>{text_source(path='x' * 5_000)}</Sources></Project>"
    export = read_coding_export(make_file(project, "p.qde"))
    assert lost(export) == {"text that is not in the file": 1}


def test_texts_of_equal_name_are_taken_from_among_the_sources(make_file, make_zip):
    project = f"<Project><Sources>{text_source()}</Sources></Project>"
    files = {"p.qde": project, "sources/a.txt": "right", "memos/a.txt": "wrong"}
    assert read_coding_export(make_file(make_zip(files))).texts == {"AAAA": "right"}


def test_an_empty_project_has_empty_tables(read_project):
    export = read_project("")
    tables = (export.codes, export.sources, export.codings, export.coders, export.attributes)
    assert [len(table) for table in (*tables, export.losses)] == [0] * 6
    assert [str(export.codings[column].dtype) for column in ("start", "end")] == ["int64"] * 2


def test_the_words_are_not_printed_with_the_export(read_project):
    export = read_project(f"<Sources>{text_source()}</Sources>", {"a.txt": "secret words"})
    assert "secret" not in repr(export)
