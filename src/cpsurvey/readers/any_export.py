"""A path in, the export in it out, be it of a survey or of coded interviews."""

from __future__ import annotations

from os import PathLike
from pathlib import Path

from cpsurvey.exports import CodingExport, SurveyExport
from cpsurvey.readers.codings.coding_sheet import is_coding_sheet
from cpsurvey.readers.codings.databases import database_in_archive, database_in_folder
from cpsurvey.readers.codings.taguette_html import is_taguette_page
from cpsurvey.readers.files.kinds import kind_of
from cpsurvey.readers.files.sheets import SHEETS
from cpsurvey.readers.files.source import read_source
from cpsurvey.readers.interviews import read_coding_export
from cpsurvey.readers.survey import read_survey_export

CODED = ("qdpx", "qde", "qdc", "sqlite")
ENDINGS = (".qdpx", ".qde", ".qdc", ".qda", ".sqlite3")


def read_any_export(path: str | PathLike[str]) -> SurveyExport | CodingExport:
    r"""Read an export of a survey or a project of coded interviews, whichever the file holds.

    Parameters
    ----------
    path
        The file as downloaded.

    Returns
    -------
    SurveyExport or CodingExport
        What `read_survey_export` or `read_coding_export` gives.

    Raises
    ------
    ExportError
        If the file is neither, or damaged; the message says what it is.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> from cpsurvey.readers import read_any_export
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "answers.csv"
    >>> _ = path.write_text("Age,Visits\n41,weekly\n")
    >>> type(read_any_export(path)).__name__
    'SurveyExport'
    """
    return read_coding_export(path) if holds_codings(path) else read_survey_export(path)


def holds_codings(path: str | PathLike[str]) -> bool:
    """Tell whether a file, or a program's folder, holds coded interviews, by what is in it."""
    if database_in_folder(Path(path)):
        return True
    name, content = read_source(path)
    return _is_coded(content, name)


def _is_coded(content: bytes, name: str) -> bool:
    """Tell coded interviews from a survey; of tables, the headers decide."""
    kind = kind_of(content)
    if kind in SHEETS:
        return is_coding_sheet(content, kind, name)
    if kind == "zip":
        return database_in_archive(content, name) is not None
    if kind in ("broken zip", "binary"):  # it is refused, as what it was to be
        return name.casefold().endswith(ENDINGS)
    return kind in CODED or (kind == "html" and is_taguette_page(content))
