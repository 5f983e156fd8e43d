"""A path in, the survey export in it out, whichever platform it comes from."""

from __future__ import annotations

from os import PathLike

from cpsurvey.exports import SurveyExport
from cpsurvey.readers.kinds import kind_of, refuse
from cpsurvey.readers.qualtrics import read_qualtrics
from cpsurvey.readers.source import read_source


def read_survey_export(
    path: str | PathLike[str], *, group: str = "", instrument: str = ""
) -> SurveyExport:
    """Read a survey export as text: what people answered, and what the file says of itself.

    Reads the CSV exports of Qualtrics with three header rows (2017 on), with three in the older
    form of 2016, and with two (before); choice texts or numbers; commas, semicolons or tabs;
    UTF-8, UTF-16 or Windows-1252. Every cell stays text: "NA" and "None" are answers. Columns that
    identify people (IP address, position, name, e-mail address, external reference) are dropped
    and listed.

    Parameters
    ----------
    path
        The file as downloaded.
    group
        Who answered, for example ``"parent"``.
    instrument
        Whose raw columns of the codebook the file holds; left out, those of `group`.

    Returns
    -------
    SurveyExport
        ``rows`` has one row a response and one column a question column, ``meta`` the same rows
        and one column a fact about the response; both are indexed by the row of the file.

    Raises
    ------
    ExportError
        If there is no such file, or it is empty, cut off, damaged, of another kind or of another
        platform; the message says which, and what to do.

    Notes
    -----
    The layouts are those of Qualtrics' own files, as its help page "Understanding Your Data Set"
    describes them. A response without an identifier of its own is called after its row.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> import pandas as pd
    >>> from cpsurvey.readers import read_survey_export
    >>> from cpsurvey.writers import write_qualtrics
    >>> meta = pd.DataFrame({"respondent": ["R_1", "R_2"]})
    >>> rows = pd.DataFrame({"Q1": ["Yes", "NA"]})
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "answers.csv"
    >>> _ = path.write_bytes(write_qualtrics([("Q1", "Do you agree?", "QID1")], rows, meta))
    >>> export = read_survey_export(path)
    >>> export.rows["Q1"].to_dict()
    {4: 'Yes', 5: 'NA'}
    """
    name, content = read_source(path)
    kind = kind_of(content)
    if kind != "text":
        raise refuse(name, kind, "survey")
    return read_qualtrics(content, name, group, instrument)
