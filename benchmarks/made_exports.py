"""SYNTHETIC exports of many responses as platforms and programs write them: frame in, bytes out."""

from __future__ import annotations

import gzip
import io
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import numpy as np
import pandas as pd
import pyreadstat

from cpsurvey.readers.files.sheets import address
from cpsurvey.writers import write_qualtrics

OPTIONS = ("Strongly agree", "Agree", "Neither agree nor disagree", "Disagree", "")
WORDS = np.array(
    ["it", "was", "quiet", "and", "we", "had", "time", "to", "think", "before", "lunch"]
)
Rows = Iterable[Sequence[str]]


def answers(rows: int) -> pd.DataFrame:
    """Return 30 questions: 20 with options, 6 numbers, 2 ticked boxes and 2 of free text."""
    rng = np.random.default_rng(2020)
    options = {f"Q{at}": rng.choice(OPTIONS, rows) for at in range(1, 21)}
    numbers = {f"Q{at}": rng.integers(0, 100, rows).astype(str) for at in range(21, 27)}
    ticked = {f"Q{at}": rng.choice(["Yes", ""], rows) for at in range(27, 29)}
    texts = {
        f"Q{at}": [" ".join(words) for words in rng.choice(WORDS, (rows, 12))] for at in (29, 30)
    }
    return pd.DataFrame({**options, **numbers, **ticked, **texts})


def moments(rows: int) -> pd.Series:
    """Return when each response came."""
    return pd.Series(pd.date_range("2020-10-01", periods=rows, freq="min").astype(str))


def with_meta(frame: pd.DataFrame, **meta: str) -> pd.DataFrame:
    """Return answers after columns of metadata: when, a number, or a text for all."""
    count = len(frame)
    kinds = {"when": moments(count), "number": pd.Series(range(1, count + 1)).astype(str)}
    before = {name: kinds.get(kind, pd.Series([kind] * count)) for name, kind in meta.items()}
    return pd.concat([pd.DataFrame(before), frame], axis=1)


def qualtrics(frame: pd.DataFrame) -> bytes:
    """Return Qualtrics' export of three header rows."""
    meta = pd.DataFrame({"respondent": [f"R_{number:015d}" for number in range(len(frame))]})
    columns = [(str(name), f"Question {name}", f"QID{at}") for at, name in enumerate(frame)]
    return write_qualtrics(columns, frame, meta)


def surveymonkey(frame: pd.DataFrame) -> bytes:
    """Return SurveyMonkey's export of two header rows."""
    first = ["Respondent ID", "Start Date", *(f"How is {name}?" for name in frame)]
    second = ["", "", *("Response" for _ in frame)]
    number = pd.Series(range(10**9, 10**9 + len(frame))).astype(str)
    table = pd.concat([number, moments(len(frame)), frame], axis=1)
    return csv([first, second, *table.to_numpy().tolist()])


def table_of(**meta: str) -> Callable[[pd.DataFrame], bytes]:
    """Return what writes a CSV text of one header row."""

    def write(frame: pd.DataFrame) -> bytes:
        named = frame.rename(columns={name: f"How is {name}?" for name in frame})
        return with_meta(named, **meta).to_csv(index=False).encode()

    return write


def coded(**meta: str) -> Callable[[pd.DataFrame], bytes]:
    """Return what writes a CSV text whose columns keep their codes."""
    return lambda frame: (
        with_meta(frame.rename(columns=str.lower), **meta).to_csv(index=False).encode()
    )


def csv(rows: Rows) -> bytes:
    """Return a CSV text."""
    return pd.DataFrame(rows).to_csv(index=False, header=False).encode()


def xlsx(frame: pd.DataFrame) -> bytes:
    """Return a workbook with shared texts, as spreadsheets write it."""
    texts, codes = shared([list(map(str, frame)), *frame.to_numpy().tolist()])
    kinds = {"sheet1": "worksheet", "sharedStrings": "sharedStrings"}
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    links = "".join(
        f'<Relationship Id="{part}" Type="{office}/{kind}" Target="{part}.xml"/>'
        for part, kind in kinds.items()
    )
    columns = [address(1, at)[:-1] for at in range(frame.shape[1])]
    lines = (
        f'<row r="{row}">'
        + "".join(
            f'<c r="{column}{row}" t="s"><v>{code}</v></c>'
            for column, code in zip(columns, record, strict=True)
        )
        + "</row>"
        for row, record in enumerate(codes, start=1)
    )
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="b"'
            f' Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
            '<sheet name="Answers" sheetId="1" r:id="sheet1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">{links}'
            "</Relationships>",
            "xl/sharedStrings.xml": f'<sst xmlns="{main}">'
            + "".join(f"<si><t>{escape(text)}</t></si>" for text in texts)
            + "</sst>",
            "xl/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{"".join(lines)}</sheetData>'
            "</worksheet>",
        }
    )


def shared(rows: Rows) -> tuple[list[str], list[list[int]]]:
    """Return the different texts, and each cell's place among them."""
    places: dict[str, int] = {}
    codes = [[places.setdefault(cell, len(places)) for cell in row] for row in rows]
    return list(places), codes


def ods(frame: pd.DataFrame) -> bytes:
    """Return a spreadsheet of LibreOffice."""
    urn = "urn:oasis:names:tc:opendocument:xmlns"
    spaces = (
        f'xmlns:office="{urn}:office:1.0" xmlns:table="{urn}:table:1.0" xmlns:text="{urn}:text:1.0"'
    )
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    lines = (
        f"<table:table-row>{''.join(cell.format(escape(text)) for text in row)}</table:table-row>"
        for row in [list(frame), *frame.to_numpy().tolist()]
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return zipped(
        {
            "mimetype": kind,
            "META-INF/manifest.xml": f'<manifest xmlns="{urn}:manifest:1.0"/>',
            "content.xml": f"<office:document-content {spaces}><office:body><office:spreadsheet>"
            f'<table:table table:name="Answers">{"".join(lines)}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        }
    )


def zipped(files: dict[str, str | bytes]) -> bytes:
    """Return a zip archive."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return content.getvalue()


def statistical(kind: str) -> Callable[[pd.DataFrame], bytes]:
    """Return what writes a file of SPSS or Stata, its answers being codes with labels."""

    def write(frame: pd.DataFrame) -> bytes:
        codes = {text: float(code) for code, text in enumerate(OPTIONS[:4], start=1)}
        closed = {str(name): frame[name].map(codes) for name in list(frame)[:20]}
        labels = {name: {code: text for text, code in codes.items()} for name in closed}
        writer: Any = {"sav": pyreadstat.write_sav, "dta": pyreadstat.write_dta}[kind]
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "a")
            writer(frame.assign(**closed), str(path), variable_value_labels=labels)
            return path.read_bytes()

    return write


TABLE = table_of(when="when")
FILES: dict[str, tuple[str, Callable[[pd.DataFrame], bytes]]] = {
    "Qualtrics, CSV": ("qualtrics.csv", qualtrics),
    "SurveyMonkey, CSV": ("surveymonkey.csv", surveymonkey),
    "Google Forms, CSV": ("google_forms.csv", table_of(Timestamp="when")),
    "Microsoft Forms, XLSX": (
        "ms_forms.xlsx",
        lambda frame: xlsx(
            with_meta(
                frame.rename(columns={name: f"How is {name}?" for name in frame}),
                **{
                    "ID": "number",
                    "Start time": "when",
                    "Completion time": "when",
                    "Email": "anonymous",
                    "Name": "",
                },
            )
        ),
    ),
    "LimeSurvey, CSV": (
        "limesurvey.csv",
        coded(id="number", submitdate="when", lastpage="4", startlanguage="en", seed="7"),
    ),
    "REDCap, CSV": (
        "redcap.csv",
        lambda frame: coded(record_id="number")(frame.assign(a_complete="2")),
    ),
    "Typeform, CSV": (
        "typeform.csv",
        table_of(**{"#": "number", "Start Date (UTC)": "when", "Submit Date (UTC)": "when"}),
    ),
    "Indico, CSV": (
        "indico.csv",
        table_of(**{"Submitter": "", "Submitter Email": "", "Submission Date": "when"}),
    ),
    "a table, CSV": ("table.csv", TABLE),
    "a table, TSV in UTF-16": (
        "table.tsv",
        lambda frame: frame.to_csv(index=False, sep="\t").encode("utf-16"),
    ),
    "a table, zip": ("table.zip", lambda frame: zipped({"table.csv": TABLE(frame)})),
    "a table, gzip": ("table.csv.gz", lambda frame: gzip.compress(TABLE(frame), 1)),
    "a table, XLSX": ("table.xlsx", xlsx),
    "a table, ODS": ("table.ods", ods),
    "SPSS, .sav": ("spss.sav", statistical("sav")),
    "Stata, .dta": ("stata.dta", statistical("dta")),
}
