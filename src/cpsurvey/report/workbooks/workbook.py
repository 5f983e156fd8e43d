"""A report in; its tables as an accessible workbook, for Excel or as OpenDocument, out."""

from __future__ import annotations

from cpsurvey.errors import CpsurveyError, unknown
from cpsurvey.report.document import Report
from cpsurvey.report.workbooks.ods import ods
from cpsurvey.report.workbooks.sheets import sheets_of
from cpsurvey.report.workbooks.xlsx import xlsx
from cpsurvey.writers.cells import plain_text

FORMS = {"xlsx": xlsx, "ods": ods}


def workbook(report: Report, form: str = "xlsx") -> bytes:
    """Set a report's tables down as a workbook, one to a sheet, that everybody can read.

    Parameters
    ----------
    report
        A report, as `make_report` makes it.
    form
        ``xlsx``, or ``ods`` for OpenDocument.

    Returns
    -------
    bytes
        The content of the file, the same for the same report. The sheets Cover, Contents and
        Notes stand before the tables. Every table has its title in A1 and begins in column A,
        with no merged cell and no blank one; its header stays in view. Numbers are numbers, kept
        in full and shown by the rules of the report; where there is none stands its shorthand.
        Made-up data is said first on every sheet.

    Raises
    ------
    CpsurveyError
        If the form is not known, or a table is longer or wider than a sheet or has two columns
        of one name.

    References
    ----------
    UK Government Analysis Function, Releasing statistics in spreadsheets.

    Examples
    --------
    >>> import pandas as pd
    >>> from cpsurvey.report.document import Chapter, Report, Table
    >>> heard = Table("heard", "Heard", pd.DataFrame({"Answer": ["Yes"], "Count": [24]}))
    >>> chapter = Chapter("being-heard", "Being heard", "Were parents heard?", (heard,))
    >>> workbook(Report("A report", "a survey", False, "", (chapter,)), "ods")[:2]
    b'PK'
    """
    if form not in FORMS:
        raise CpsurveyError(unknown("form of workbook", form, FORMS))
    (title, _), (data, _) = plain_text(report.title), plain_text(report.data)
    return FORMS[form](sheets_of(report), title, data)
