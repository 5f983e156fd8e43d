"""Survey exports and projects of coded interviews, typed in by hand."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from cpsurvey.errors import ExportError
from cpsurvey.exports import CodingExport, SurveyExport
from cpsurvey.readers import read_coding_export, read_survey_export

MODERN = """\
StartDate,EndDate,Status,IPAddress,Progress,Duration (in seconds),Finished,RecordedDate,ResponseId,\
RecipientEmail,DistributionChannel,UserLanguage,Q1,Q2_1,Q2_2,nation
Start Date,End Date,Response Type,IP Address,Progress,Duration (in seconds),Finished,Recorded Date,\
Response ID,Recipient Email,Distribution Channel,User Language,How was it?,Who came? - Chair,\
Who came? - Parent,nation
"{""ImportId"":""startDate"",""timeZone"":""Europe/London""}",\
"{""ImportId"":""endDate"",""timeZone"":""Europe/London""}","{""ImportId"":""status""}",\
"{""ImportId"":""ipAddress""}","{""ImportId"":""progress""}","{""ImportId"":""duration""}",\
"{""ImportId"":""finished""}","{""ImportId"":""recordedDate"",""timeZone"":""Europe/London""}",\
"{""ImportId"":""_recordId""}","{""ImportId"":""recipientEmail""}",\
"{""ImportId"":""distributionChannel""}","{""ImportId"":""userLanguage""}",\
"{""ImportId"":""QID1""}","{""ImportId"":""QID2_1""}","{""ImportId"":""QID2_2""}",\
"{""ImportId"":""nation""}"
2020-10-01 09:00:00,2020-10-01 09:05:00,IP Address,192.0.2.1,100,300,True,2020-10-01 09:05:01,\
R_1,,anonymous,EN,"Good, on the whole",Chair,,Wales
2020-10-02 09:00:00,2020-10-02 09:05:00,Survey Preview,192.0.2.2,40,300,False,2020-10-09 09:05:01,\
R_2,,preview,CY,NA,,Parent,
"""

MakeFile = Callable[..., Path]


@pytest.fixture
def modern() -> str:
    """Two responses as Qualtrics gives them today."""
    return MODERN


@pytest.fixture
def make_file(tmp_path: Path) -> MakeFile:
    """Write a file and give its path."""

    def make(content: str | bytes, name: str = "answers.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return make


@pytest.fixture
def read_survey(make_file: MakeFile) -> Callable[..., SurveyExport]:
    """Read a survey export from its content."""
    return lambda content, name="answers.csv": read_survey_export(make_file(content, name))


@pytest.fixture
def survey_error(make_file: MakeFile) -> Callable[..., str]:
    """Give the message with which a survey export is refused."""

    def message(content: str | bytes, name: str = "answers.csv", **options: str) -> str:
        path = make_file(content, name)
        with pytest.raises(ExportError) as caught:
            read_survey_export(path, **options)
        return str(caught.value)

    return message


def zipped(files: dict[str, str | bytes]) -> bytes:
    """Return a zip archive of files."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in files.items():
            archive.writestr(path, text)
    return content.getvalue()


@pytest.fixture
def make_zip() -> Callable[[dict[str, str | bytes]], bytes]:
    """Return a zip archive of files."""
    return zipped


@pytest.fixture
def read_project(make_file: MakeFile) -> Callable[..., CodingExport]:
    """Read a project from what stands in its project file and the texts beside it."""

    def read(
        body: str, texts: dict[str, str | bytes] | None = None, **attributes: str
    ) -> CodingExport:
        root = "".join(f' {key}="{value}"' for key, value in attributes.items())
        project = f'<Project xmlns="urn:QDA-XML:project:1.0" name=""{root}>{body}</Project>'
        sources = {f"Sources/{name}": text for name, text in (texts or {}).items()}
        return read_coding_export(
            make_file(zipped({"Project.QDE": project, **sources}), "study.qdpx")
        )

    return read


@pytest.fixture
def coding_error(make_file: MakeFile) -> Callable[..., str]:
    """Give the message with which a project is refused."""

    def message(content: str | bytes, name: str = "study.qdpx") -> str:
        path = make_file(content, name)
        with pytest.raises(ExportError) as caught:
            read_coding_export(path)
        return str(caught.value)

    return message


@pytest.fixture
def make_book() -> Callable[[dict[str, list[list[object]]]], bytes]:
    """Return a workbook of sheets, each a list of rows."""

    def make(sheets: dict[str, list[list[object]]]) -> bytes:
        book = openpyxl.Workbook()
        book.remove(book.active)
        for name, rows in sheets.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
        content = io.BytesIO()
        book.save(content)
        return content.getvalue()

    return make
