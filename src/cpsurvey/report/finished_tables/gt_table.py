"""A labelled, protected result in; a table of great_tables, for notebooks, HTML and LaTeX, out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from cpsurvey.report.finished_tables.finished import finished
from cpsurvey.report.needs import needed
from cpsurvey.report.numbers import in_print

if TYPE_CHECKING:
    from great_tables import GT

NAME = "table"
FONTS = ["Arial", "Helvetica", "sans-serif"]


def table(result: pd.DataFrame, title: str = "", notes: str = "") -> GT:
    """Show a result as a table for publication: in a notebook, as HTML or as LaTeX.

    Parameters
    ----------
    result
        A result as `finished` takes it: protected, and with its labels.
    title
        What it shows and of whom; left out, made from the result.
    notes
        What belongs under it; left out, its caption.

    Returns
    -------
    great_tables.GT
        The table, its first column as the heads of its rows; numbers are printed as everywhere
        in a report. ``as_raw_html()`` and ``as_latex()`` give its text; LaTeX needs LuaLaTeX or
        XeLaTeX, for a minus sign is a minus sign. Whose data it is stands under the title.

    Raises
    ------
    CpsurveyError
        If the result cannot be a table, as in `finished`, or great_tables is not installed.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> from cpsurvey import report
    >>> tables = cps.load_example()
    >>> judged = cps.protect(cps.response_table(tables, "overall_judgement"))
    >>> page = report.table(report.labels.apply(judged, tables.questions)).as_raw_html()
    >>> "Data: SYNTHETIC child protection conferences 2020" in page
    True
    """
    great_tables = needed("great_tables", "a table for publication")
    made = finished(result, NAME, title, notes)
    cells = in_print(made)
    first = str(cells.columns[0])
    numbers = list(made.kinds)
    shown: GT = great_tables.GT(cells, rowname_col=first, id=NAME).tab_stubhead(first)
    shown = shown.tab_header(made.title, f"Data: {', '.join(result['data'].unique())}")
    shown = shown.cols_align("left", [name for name in cells if name not in numbers])
    if numbers:
        shown = shown.cols_align("right", numbers)
    shown = shown.tab_spanner_delim(": ")
    return shown.tab_source_note(made.notes).opt_table_font(font=FONTS).opt_align_table_header()
