"""The first bytes of a file in, what kind of file it is out; and what to do with a wrong one."""

from __future__ import annotations

import io
import re
import zipfile

from cpsurvey.errors import ExportError

KINDS = {
    "text": "a plain text or CSV file",
    "qdpx": "a project of coded interviews (REFI-QDA, .qdpx)",
    "qde": "a project of coded interviews (REFI-QDA, .qde)",
    "qdc": "a codebook of a coding program (REFI-QDA, .qdc), without texts and codings",
    "qsf": "the definition of a Qualtrics survey (.qsf), without answers",
    "lss": "a LimeSurvey questionnaire (.lss), without answers",
    "lsa": "a LimeSurvey archive (.lsa)",
    "xlsx": "an Excel workbook (.xlsx)",
    "xls": "an older Excel workbook (.xls) or another older Office file",
    "ods": "a spreadsheet of LibreOffice (.ods)",
    "docx": "a Word document (.docx)",
    "zip": "a zip archive",
    "broken zip": "a zip archive that is cut off or damaged",
    "gzip": "a file packed with gzip",
    "sav": "an SPSS file (.sav)",
    "por": "an SPSS portable file (.por)",
    "dta": "a Stata file (.dta)",
    "sqlite": "a database (SQLite), such as Taguette and QualCoder keep their projects in",
    "pdf": "a PDF document",
    "image": "an image",
    "html": "a web page (HTML)",
    "xml": "an XML file",
    "json": "a JSON file",
    "binary": "not text, and of no kind that is known",
}
EXPORT_CSV = "export the responses as CSV and give that file"
DEFINES = "it helps to draft a codebook (read_definition); " + EXPORT_CSV
EXPORT_QDPX = "export the whole project from the coding program as REFI-QDA (.qdpx)"
SURVEY_ADVICE = {
    "qdpx": "read it as interviews (read_coding_export)",
    "qde": "read it as interviews (read_coding_export)",
    "qdc": "read it as interviews (read_coding_export)",
    "sqlite": "read it as interviews (read_coding_export)",
    "qsf": DEFINES,
    "lss": DEFINES,
    "lsa": DEFINES,
    "zip": "unpack it and give the file with the responses",
    "gzip": "unpack it and give the file with the responses",
    "broken zip": "download it again",
    "html": "a page asking to log in is often saved in place of the export; download it again",
}
CODING_ADVICE = {
    "qsf": "it belongs to a survey; " + EXPORT_QDPX,
    "broken zip": "export it again",
}
MAGIC = (
    (b"%PDF", "pdf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"SQLite format 3\0", "sqlite"),
    (b"$FL2@(#)", "sav"),
    (b"$FL3@(#)", "sav"),
    (b"\x1f\x8b", "gzip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "xls"),
    (b"<stata_dta>", "dta"),
)
OLD_STATA = re.compile(rb"[\x66-\x73][\x01\x02]\x01[\x00-\xff]")  # release, byte order, type
ROOTS = (
    (rb"<(\w+:)?Project\b", "qde"),
    (rb"<(\w+:)?CodeBook\b", "qdc"),
    (rb"<LimeSurveyDocType>", "lss"),
    (rb"(?i)<(!doctype\s+html|html|head|body)\b", "html"),
    (rb"\A<\?xml\b", "xml"),
)
TABLES = {"csv", "tsv", "tab", "xlsx", "xls", "ods", "sav", "dta"}  # of answers, beside an .lss
MARK = b"\xef\xbb\xbf"
UTF16 = (b"\xff\xfe", b"\xfe\xff")
HEAD = 65_536


def kind_of(content: bytes) -> str:
    """Return the kind of a file, one of KINDS, from what is in it and never from its name."""
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_archive(content)
    for start, kind in MAGIC:
        if content.startswith(start):
            return kind
    if OLD_STATA.match(content):
        return "dta"
    head = content[:HEAD]
    if head.startswith(UTF16):
        head = head.decode("utf-16", "ignore").encode("utf-8", "ignore")
    head = head.lstrip(MARK).lstrip()
    if head.startswith(b"<"):
        return next((kind for root, kind in ROOTS if re.search(root, head)), "text")
    if head.startswith((b"{", b"[")) and re.match(rb'[{\[]\s*["{\[\]}]', head):
        return "qsf" if b'"SurveyEntry"' in head else "json"
    if b"SPSS PORT FILE" in head[:500]:
        return "por"
    return _text_or_binary(content)


def refuse(name: str, kind: str, wanted: str) -> ExportError:
    """Return the error that says what a file is and what to give in its place."""
    survey = wanted == "survey"
    advice, usual = (SURVEY_ADVICE, EXPORT_CSV) if survey else (CODING_ADVICE, EXPORT_QDPX)
    meant = (
        "a survey export (CSV, Excel, SPSS or Stata)"
        if survey
        else "a project or a list of coded interviews"
    )
    told = advice.get(kind, usual)
    if survey and kind in ("html", "xml") and name.casefold().endswith((".xls", ".xlsx")):
        told = "a spreadsheet opens it all the same; open it in one and save it as .xlsx"
    return ExportError(f"{name} is {KINDS[kind]}, not {meant}: {told}.")


def _kind_of_archive(content: bytes) -> str:
    """Return the kind of a zip archive from the names in it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = [name.casefold() for name in archive.namelist()]
    except (zipfile.BadZipFile, ValueError, OverflowError, OSError, RuntimeError):
        return "broken zip"
    endings = {name.rpartition(".")[2] for name in names}
    folders = {name.partition("/")[0] for name in names}
    if "qde" in endings:
        return "qdpx"
    if "[content_types].xml" in names:
        return "docx" if "word" in folders else "xlsx"
    if "meta-inf/manifest.xml" in names:
        return "ods"
    return "lsa" if "lss" in endings and not endings & TABLES else "zip"


def _text_or_binary(content: bytes) -> str:
    """Tell text, in any encoding, from what is not text."""
    head = content[:HEAD]
    if head.startswith(UTF16) or looks_utf16(head):
        return "text"
    control = sum(head.count(byte) for byte in (b"\0", b"\1", b"\2", b"\3", b"\4", b"\5"))
    return "binary" if control > len(head) / 100 else "text"


def looks_utf16(head: bytes) -> str:
    """Return the byte order of UTF-16 without its mark, or nothing."""
    half = len(head) // 2
    for order, empty, filled in (("utf-16-le", 1, 0), ("utf-16-be", 0, 1)):
        if head[empty::2].count(0) > 0.7 * half and head[filled::2].count(0) == 0 < half:
            return order
    return ""
