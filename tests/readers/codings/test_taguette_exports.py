"""What Taguette exports as sheets and web pages: highlights, codes, a document."""

from __future__ import annotations

import csv
import io

import pytest

from cpsurvey.errors import ExportError
from cpsurvey.exports import CodingExport
from cpsurvey.readers.codings.coding_sheet import is_coding_sheet, read_coding_sheet
from cpsurvey.readers.codings.taguette_html import is_taguette_page, read_taguette_page

HIGHLIGHTS = ["id", "document", "tag", "content"]
CODEBOOK = ["tag", "description", "number of highlights"]
ROWS = [
    ["6", "INT 01", "mode", "By phone."],
    ["6", "INT 01", "mode.phone", "By phone."],
    ["2", "INT 02", "", "Well."],
    ["4", "INT 02", "calm, quiet", "Ŵyr 😀"],
    ["6", "INT 02", "mode", "By phone."],
]
PLACES = ["source_id", "code_id", "segment"]


def sheet(*rows: list[str], header: list[str] = HIGHLIGHTS) -> CodingExport:
    return read_coding_sheet(as_csv(header, *rows), "text", "all.csv")


def as_csv(*rows: list[str]) -> bytes:
    """Rows as Taguette writes them."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def lost(export: CodingExport) -> dict[str, int]:
    return dict(zip(export.losses["what"], export.losses["count"], strict=True))


def test_highlights_have_no_positions_and_no_coders():
    export = sheet(*ROWS)
    assert export.codings[PLACES].values.tolist() == [
        ["source-1", "code-1", "s1"],
        ["source-1", "code-2", "s1"],
        ["source-2", "code-3", "s3"],
        ["source-2", "code-1", "s4"],
    ]
    assert export.codings[["start", "end"]].isna().all(axis=None)
    assert (export.codings["coder"] == "").all()
    assert export.coders.empty
    assert export.sources["name"].tolist() == ["INT 01", "INT 02"]
    assert export.codes["path"].tolist() == ["mode", "mode > mode.phone", "calm, quiet"]
    assert export.passages["s3"] == "Ŵyr 😀"
    assert lost(export) == {"coding without a coder": 4, "selection without a code": 1}


@pytest.mark.parametrize("more", [[], ["number of documents"]])
def test_a_codebook_has_codes_and_counts(more):
    header = [*CODEBOOK, *more]
    rows = [["mode", "how", "12", "3"], ["mode.phone", "", "2", "1"]]
    export = sheet(*(row[: len(header)] for row in rows), header=header)
    assert export.codes[["name", "description", "parent_id"]].values.tolist() == [
        ["mode", "how", ""],
        ["mode.phone", "", "code-1"],
    ]
    assert export.sources.empty
    assert export.codings.empty
    assert lost(export) == {"coding that is only counted": 14}


def test_headers_are_told_from_others():
    def known(*header: str) -> bool:
        return is_coding_sheet(as_csv(list(header), ["x"] * len(header)), "text", "all.csv")

    assert known(*HIGHLIGHTS)
    assert known(*CODEBOOK, "number of documents")
    assert not known(*HIGHLIGHTS, "coder")
    assert not known(*CODEBOOK, "number of coders")


def refused(*rows: list[str], header: list[str] = HIGHLIGHTS) -> str:
    with pytest.raises(ExportError) as error:
        sheet(*rows, header=header)
    return str(error.value)


def test_rows_that_lack_something():
    again = "export the highlights again from Taguette."
    lacks = "lacks the id of its highlight or the name of its document"
    assert refused(ROWS[0], ["", "", "", ""], ["", "INT 01", "x", "y"]) == (
        f"all.csv, row 4, {lacks}: {again}"
    )
    assert refused(["7", "", "", ""]) == f"all.csv, row 2, {lacks}: {again}"
    assert refused(["", "how", "1"], header=CODEBOOK) == (
        "all.csv, row 2, lacks the name of its tag: export the codebook again from Taguette."
    )


def test_a_row_is_called_as_the_spreadsheet_calls_it(make_book):
    rows = [["Highlights of May"], HIGHLIGHTS, ROWS[0], [None] * 4, ["7", None, "x", "y"]]
    with pytest.raises(ExportError) as error:
        read_coding_sheet(make_book({"all": rows}), "xlsx", "all.xlsx")
    assert str(error.value).startswith('all.xlsx, sheet "all", row 5, lacks the id of')


def page(style: str, title: str, body: str) -> bytes:
    """A page as Taguette 1.5.2 lays it out."""
    return (
        '<!DOCTYPE html>\n<html>\n  <head>\n    <meta charset="UTF-8">\n    <style>\n'
        f"      {style}\n    </style>\n    <title>{title}</title>\n  </head>\n  <body>\n"
        f"    <h1>{title}</h1>\n{body}\n  </body>\n</html>"
    ).encode()


LISTS = ".highlight {\n        background-color: #ff0;\n      }\n      .taglist {\n      }"
PLAIN = "h1 {\n        margin-bottom: 1em;\n      }"
CODES = ".highlight {\n        background-color: #ff0;\n      }"


def marked(words: str) -> str:
    return f'<span class="highlight">{words}</span>'


def tags(*names: str) -> str:
    return f'<span class="taglist"> [{", ".join(names)}]</span>'


def document(contents: str) -> CodingExport:
    return read_taguette_page(page(LISTS, "INT &amp; 01", contents), "document_3.html")


def test_a_document_has_its_text_and_positions():
    export = document(
        f"<p>Ŵyr &amp; {marked('😀 said')}{tags('mode')}</p>\n<p>then {marked('it')}</p>"
        f"{marked(chr(10))}<pre>{marked('was')}{tags('mode.phone', 'calm')}\nso</pre>"
    )
    text = export.texts["source-1"]
    assert text == "Ŵyr & 😀 said\nthen it\nwas\nso"
    assert export.sources[
        ["name", "characters", "position_unit", "selections"]
    ].values.tolist() == [["INT & 01", len(text), "code points", 2]]
    cut = [text[row.start : row.end] for row in export.codings.itertuples()]
    assert cut == ["😀 said", "it\nwas", "it\nwas"]
    assert export.codings["code_id"].tolist() == ["code-1", "code-2", "code-3"]
    assert export.passages == {}
    assert lost(export) == {
        "coding without a coder": 3,
        "layout of a text": 1,
        "list of tags parted by commas": 1,
    }


def test_highlights_that_touch_have_no_positions():
    """From 4 to 16 within 0 to 10, or from 10 to 16: the page looks the same."""
    export = document(
        f"<p>{marked('By phone')}{tags('a')}{marked(' calmly')}{tags('b')} and"
        f" {marked('well')}{tags()}</p>"
    )
    assert export.codings["start"].isna().tolist() == [True, True]
    assert export.codings["segment"].tolist() == ["s1", "s2"]
    assert export.texts["source-1"] == "By phone calmly and well"
    assert lost(export) == {
        "coding without a coder": 2,
        "layout of a text": 1,
        "selection without a code": 1,
        "position of a selection that touches another": 2,
    }


def test_a_page_of_highlights_is_what_the_sheet_is():
    blocks = [
        ("<p>By <b>phone.</b></p>", "INT 01", ["mode", "mode.phone"]),
        ("Well.", "INT 02", []),
        ("Ŵyr 😀", "INT 02", ["calm, quiet"]),
        ("<p>By phone.</p>", "INT 02", ["mode"]),
    ]
    body = "\n    <hr>\n".join(
        f"\n    {words}\n    <p>\n      <strong>Document\u00a0:</strong> {name}\n      <strong>Mots"
        f"</strong>{','.join(chr(10) + 8 * ' ' + tag for tag in held)}\n    </p>"
        for words, name, held in blocks
    )
    content = page(PLAIN, "Taguette", body + "\n")
    assert is_taguette_page(content)
    export, same = read_taguette_page(content, "all.html"), sheet(*ROWS)
    assert export.codings.equals(same.codings)
    assert export.codes.equals(same.codes)
    assert export.sources.equals(same.sources)
    assert export.passages == same.passages
    windows = read_taguette_page(content.replace(b"\n", b"\r\n"), "all.html")
    assert windows.codings.equals(same.codings)


def test_a_page_of_a_codebook_is_what_the_sheet_is():
    body = "".join(
        f'\n      <h2>{tag}</h2>\n      <p class="number">{number} highlights</p>\n'
        f"      <p>{told}</p>\n"
        for tag, told, number in [("mode", "how &amp; when", 12), ("mode.phone", "", 2)]
    )
    export = read_taguette_page(page(CODES, "Taguette Codebook", body), "codebook.html")
    assert export.codes["description"].tolist() == ["how & when", ""]
    assert lost(export) == {"coding that is only counted": 14}


def test_other_pages_and_pages_that_are_cut_off():
    assert not is_taguette_page(b"<!DOCTYPE html>\n<html>\n<head></head></html>")
    whole = page(LISTS, "INT 01", "<p>x</p>")
    assert is_taguette_page(whole)
    with pytest.raises(ExportError) as error:
        read_taguette_page(whole[:-20], "document_3.html")
    assert str(error.value) == "document_3.html is cut off: export it again from Taguette."
    with pytest.raises(ExportError) as error:
        read_taguette_page(b"<html></html>", "x.html")
    assert str(error.value) == (
        "x.html is not a web page that Taguette exported: export the project from Taguette (Project"
        " info, Export project)."
    )
    with pytest.raises(ExportError) as error:
        read_taguette_page(page(PLAIN, "Taguette", "<p>x</p>"), "all.html")
    assert str(error.value) == (
        "all.html is not laid out as Taguette 1.4 and 1.5 do: export it as CSV, or the project"
        " (Project info, Export project)."
    )
