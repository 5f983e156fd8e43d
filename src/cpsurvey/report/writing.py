"""A report in; its files, all of the forms asked for or none, out."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from cpsurvey.errors import CpsurveyError, unknown
from cpsurvey.files import write_files
from cpsurvey.report.document import Report
from cpsurvey.report.needs import needed

FORMATS = ("html", "docx", "xlsx", "ods", "pdf")
NAME = "report"
MADE_WITH = {"docx": ("docx", "a Word document"), "pdf": ("typst", "a PDF")}


def write_report(
    report: Report,
    folder: str | os.PathLike[str],
    formats: Iterable[str] = FORMATS,
) -> list[Path]:
    """Write a report as a page, a document, workbooks of its tables, or all of them.

    Parameters
    ----------
    report
        From `make_report`.
    folder
        Where to; made if it is not there. Files of the same names are replaced, and only once all
        of them are made.
    formats
        ``html``, ``docx``, ``xlsx``, ``ods``, ``pdf``, each once.

    Returns
    -------
    list of Path
        The files, ``report.html`` and so on; of synthetic data ``SYNTHETIC-report.html``.

    Raises
    ------
    CpsurveyError
        If a format is not known, or what it is made with is not installed.

    Examples
    --------
    >>> import os, tempfile
    >>> from cpsurvey.report.document import Report
    >>> from cpsurvey.report.writing import write_report
    >>> made = Report("What was found", "SYNTHETIC study", True, "", ())
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [path.name for path in write_report(made, folder, ["html"])]
    ['SYNTHETIC-report.html']
    """
    wanted = check_formats(formats)
    stem = f"SYNTHETIC-{NAME}" if report.synthetic else NAME
    files = {f"{stem}.{form}": _made(report, form) for form in wanted}
    place = Path(folder)
    write_files(place, files)
    return [place / name for name in files]


def check_formats(formats: Iterable[str]) -> list[str]:
    """Return formats, each once; or refuse one that is not known, or cannot be made here."""
    wanted = list(dict.fromkeys(formats))
    for form in wanted:
        if form not in FORMATS:
            raise CpsurveyError(unknown("format", form, FORMATS))
        if form in MADE_WITH:
            needed(*MADE_WITH[form])
    if not wanted:
        raise CpsurveyError("no format is named, so there is nothing to write: name html.")
    return wanted


def _made(report: Report, form: str) -> bytes:
    """Return a report in one form; what makes it is loaded when it is wanted."""
    if form == "html":
        from cpsurvey.report.page.report_page import report_page

        return report_page(report)
    if form == "docx":
        from cpsurvey.report.paper.word_document import word_document

        return word_document(report)
    if form == "pdf":
        from cpsurvey.report.paper.pdf_document import pdf_document

        return pdf_document(report)
    from cpsurvey.report.workbooks.workbook import workbook

    return workbook(report, form)
