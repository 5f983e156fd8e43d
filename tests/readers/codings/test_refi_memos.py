"""Notes, descriptions and links of REFI-QDA projects become memos about what they are about."""

from __future__ import annotations

USERS = '<Users><User guid="U1" name="Ann"/><User guid="U2" name="Bob"/></Users>'


def ref(*notes: str) -> str:
    return "".join(f'<NoteRef targetGUID="{note}"/>' for note in notes)


def note(guid: str, words: str, more: str = "") -> str:
    content = f"<PlainTextContent>{words}</PlainTextContent>"
    return f'<Note guid="{guid}" creatingUser="U1" {more}>{content}</Note>'


def project(notes: str, *, code: str = "", source: str = "", mark: str = "", coding: str = "",
            case: str = "", more: str = "") -> str:  # fmt: skip
    return (
        f'{USERS}<CodeBook><Codes><Code guid="C1" name="calm">{code}</Code></Codes></CodeBook>'
        f'<Cases><Case guid="K1">{case}<SourceRef targetGUID="A"/></Case></Cases><Sources>'
        '<TextSource guid="A" name="INT 01" plainTextPath="a.txt">'
        '<PlainTextSelection guid="S1" startPosition="4" endPosition="9" creatingUser="U1">'
        f'{mark}<Coding guid="G1" creatingUser="U1"><CodeRef targetGUID="C1"/>{coding}</Coding>'
        f"</PlainTextSelection>{source}</TextSource></Sources><Notes>{notes}</Notes>{more}"
    )


TEXTS = {"a.txt": "Was quiet.", "n.txt": "A\r\nnote."}


def lost(export) -> dict[str, int]:
    rows = dict(zip(export.losses["what"], export.losses["count"], strict=True))
    return {what: number for what, number in rows.items() if what != "user without codings"}


def test_a_note_is_about_everything_that_refers_to_it(read_project):
    body = project(
        note("n1", "Yes."), code=ref("N1"), source=ref("n1"), mark=ref("{n1}"), coding=ref("n1"),
        case=ref("n1"), more=ref("n1", "n1"),
    )  # fmt: skip
    export = read_project(body, TEXTS)
    assert export.memos.values.tolist() == [
        ["memo-1", "project", "", "coder-1", 4],
        ["memo-1", "code", "C1", "coder-1", 4],
        ["memo-1", "source", "A", "coder-1", 4],
        ["memo-1", "segment", "s1", "coder-1", 4],
        ["memo-1", "coding", "s1 C1", "coder-1", 4],
        ["memo-1", "case", "K1", "coder-1", 4],
    ]
    assert export.memo_texts == {"memo-1": "Yes."}
    assert lost(export) == {}


def test_a_note_nothing_refers_to_is_about_the_project(read_project):
    export = read_project(project(note("n1", "Day 1", 'name="Journal"')), TEXTS)
    assert export.memos.values.tolist() == [["memo-1", "project", "", "coder-1", 5]]
    assert lost(export) == {"title of a note": 1}


def test_descriptions_are_memos_of_what_they_describe(read_project):
    said = "<Description>{}</Description>".format
    body = project(
        "", code=said("of the code"), source=said("of the source"), mark=said("of the passage"),
        case=said("of the case"), more=said("of the project"),
    )  # fmt: skip
    export = read_project(body, TEXTS)
    assert export.memos.values.tolist() == [
        ["memo-1", "project", "", "", 14],
        ["memo-2", "source", "A", "", 13],
        ["memo-3", "segment", "s1", "coder-1", 14],
        ["memo-4", "case", "K1", "", 11],
    ]
    assert export.memo_texts == {
        "memo-1": "of the project",
        "memo-2": "of the source",
        "memo-3": "of the passage",
        "memo-4": "of the case",
    }
    assert export.codes["description"].tolist() == ["of the code"]
    assert lost(export) == {}


def test_a_notes_text_may_be_a_file_of_its_own_and_its_description_comes_first(read_project):
    notes = (
        '<Note guid="n1" plainTextPath="internal://n.txt"><Description>Log</Description></Note>'
        '<Note guid="n2" plainTextPath="internal://none.txt"/>'
        '<Note guid="n3" richTextPath="x.docx"/><Note guid="n4"/>'
    )
    export = read_project(project(notes), TEXTS)
    assert export.memo_texts == {"memo-1": "Log\n\nA\nnote.", "memo-4": ""}
    assert export.memos["characters"].astype(object).fillna("?").tolist() == [12, "?", "?", 0]
    assert lost(export) == {"layout of a text": 1, "text of a note that is not in the file": 2}


def test_nvivos_annotations_are_links_between_a_passage_and_a_note(read_project):
    links = (
        '<Link guid="l1" originGUID="S1" targetGUID="n1"/>'
        '<Link guid="l2" originGUID="n2" targetGUID="{a}"/>'
        '<Link guid="l3" originGUID="S1" targetGUID="A"/>'
        '<Link guid="l4" originGUID="n2" targetGUID="nowhere"/>'
    )
    body = project(note("n1", "Hm.") + note("n2", "Yes."), more=f"<Links>{links}</Links>")
    export = read_project(body, TEXTS)
    assert export.memos[["memo_id", "about", "about_id"]].values.tolist() == [
        ["memo-1", "segment", "s1"],
        ["memo-2", "source", "A"],
    ]
    assert lost(export) == {"link": 2}


def test_a_note_on_a_coding_that_is_none_is_about_its_passage(read_project):
    body = project(note("n1", "Hm."), coding=ref("n1")).replace(
        '<CodeRef targetGUID="C1"/>', '<CodeRef targetGUID="C9"/>'
    )
    export = read_project(body, TEXTS)
    assert export.memos.values.tolist() == [["memo-1", "segment", "s1", "", 3]]


def test_references_to_no_note_and_notes_listed_twice_are_counted(read_project):
    export = read_project(
        project(note("n1", "One.") + note("N1", "Two."), source=ref("n1", "n9")), TEXTS
    )
    assert export.memos[["memo_id", "about"]].values.tolist() == [
        ["memo-1", "source"],
        ["memo-2", "project"],
    ]
    assert lost(export) == {
        "note listed more than once": 1,
        "reference to a note that is not in the project": 1,
    }


def test_who_wrote_a_memo_but_coded_nothing_is_no_coder(read_project):
    body = project(note("n1", "Hm.").replace("U1", "U2"))
    export = read_project(body, TEXTS)
    assert export.memos["coder"].tolist() == [""]
    assert export.losses.values.tolist() == [["user without codings", 1, ""]]
