"""A path in, the export in it out, be it of a survey or of coded interviews."""

from __future__ import annotations

from os import PathLike

from cpsurvey.exports import CodingExport, SurveyExport
from cpsurvey.readers.interviews import read_coding_export
from cpsurvey.readers.kinds import kind_of
from cpsurvey.readers.source import read_source
from cpsurvey.readers.survey import read_survey_export


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
    _, content = read_source(path)
    if kind_of(content) in ("qdpx", "qde"):
        return read_coding_export(path)
    return read_survey_export(path)
