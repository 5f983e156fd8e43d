"""A labelled, protected result in; a table for publication, its columns in words, out."""

from __future__ import annotations

import pandas as pd

from cpsurvey.errors import CpsurveyError, QuestionError, listed
from cpsurvey.report.captions import caption
from cpsurvey.report.document import Table
from cpsurvey.report.finished_tables.cells import Column
from cpsurvey.report.finished_tables.claims import columns_of_claims, title_of_claims
from cpsurvey.report.finished_tables.columns import columns_of, title_of
from cpsurvey.report.wording.claims_captions import is_of_claims
from cpsurvey.vocabulary import SYNTHETIC, is_synthetic

IN_A_TABLE = {
    "Lines are means over all orders, shades hold": "Means over all orders; from and to hold",
    "A share without a line": "A share without an interval",
    "Dots without a line": "Rows without an interval",
}
LINES, ENDS, WHOLE = "Lines are ", "The columns “from” and “to” are ", "Intervals are "
NEEDED = ("data", "method", "why", "mark")
FEW = 12  # values that a reader can choose from
LABELLED = ("answer", "code", "group", "term")


def finished(result: pd.DataFrame, name: str, title: str = "", notes: str = "") -> Table:
    """Make a result fit to be printed: what does each row say, in words, and how sure is it?

    Parameters
    ----------
    result
        A result of `response_table`, `compare_groups`, `theme_table`, `coder_agreement`,
        `check_claims` or another such function, protected and with its labels. Rows of one
        measure give a narrower table than rows of several.
    name
        Of its anchor and its sheet: letters, digits and hyphens.
    title
        What it shows and of whom; left out, made from the result.
    notes
        What belongs under it; left out, its caption.

    Returns
    -------
    Table
        A row for each row of the result. First what the row is of: theme or groups, how people
        joined, answer; then counts, bases and shares, the estimate, interval, p-values, and how
        it was computed where that differs from row to row. Columns that say nothing are left
        out; where one group is compared with one other, they are named in the headings. A cell
        without a number has the reason as its mark: ``c`` confidential, ``z`` not applicable,
        ``x`` not available; a small base has ``u``.

    Raises
    ------
    CpsurveyError
        If the result has no rows, or was not protected.
    QuestionError
        If it lacks a column that every result has, or has no labels.

    References
    ----------
    UK Government Analysis Function, Using symbols in tables.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> from cpsurvey.report import labels
    >>> from cpsurvey.report.finished_tables.finished import finished
    >>> tables = cps.load_example()
    >>> judged = cps.protect(cps.response_table(tables, "overall_judgement", by="group"))
    >>> finished(labels.apply(judged, tables.questions), "judged").frame.columns.tolist()
    ['Group', 'Answer', 'Count', 'Base', 'Share', '95% interval from', '95% interval to']
    """
    _check(result, name)
    about_claims = is_of_claims(result)
    columns, further = (columns_of_claims(result), []) if about_claims else columns_of(result)
    heading = title or (title_of_claims if about_claims else title_of)(result)
    said = " ".join([_of_a_table(notes or caption(result), columns), *further])
    if any(map(is_synthetic, result["data"])) and SYNTHETIC not in f"{heading} {said}":
        said = f"{SYNTHETIC} data. {said}"
    blank = pd.Series("", range(len(result)), dtype=object)
    marks = {column.heading: blank if column.marks is None else column.marks for column in columns}
    texts = [column for column in columns if column.kind == "text"]
    return Table(
        name=name,
        title=heading,
        frame=pd.DataFrame({column.heading: column.cells for column in columns}),
        kinds={column.heading: column.kind for column in columns if column.kind != "text"},
        marks=pd.DataFrame(marks),
        notes=said,
        filters=tuple(column.heading for column in texts if _can_choose(column)),
        result=result,
    )


def _can_choose(column: Column) -> bool:
    """Tell whether a reader may wish to choose rows by the values of a column."""
    return column.heading not in ("Method", "Why") and 1 < column.cells.nunique() <= min(
        FEW, len(column.cells) - 1
    )


def _of_a_table(notes: str, columns: list[Column]) -> str:
    """Return a caption as of a table, which has columns where a figure has lines."""
    for in_a_figure, in_a_table in IN_A_TABLE.items():
        notes = notes.replace(in_a_figure, in_a_table)
    apart = any(column.heading.endswith("interval from") for column in columns)
    return notes.replace(LINES, ENDS if apart else WHOLE)


def _check(result: pd.DataFrame, name: str) -> None:
    """Refuse a result without rows, without protection or without words."""
    if result.empty:
        raise CpsurveyError(f"table {name} has nothing to show: the result has no rows.")
    if "protection" not in result:
        raise CpsurveyError(
            f"table {name} would show counts that are not protected: give finished the result"
            " through cpsurvey.protect first, then report.labels.apply."
        )
    missing = [column for column in NEEDED if column not in result]
    if missing:
        raise QuestionError(
            f"table {name} needs the column {listed(missing)}: give finished a whole result, such"
            " as one of response_table or compare_groups."
        )
    words = (
        {"id": "claim"} if is_of_claims(result) else {code: f"{code}_label" for code in LABELLED}
    )
    bare = [code for code in words if code in result and words[code] not in result]
    if bare:
        raise QuestionError(
            f"table {name} has codes without words, in the column {listed(bare)}: put them there"
            " with report.labels.apply(result, tables.questions)."
        )
