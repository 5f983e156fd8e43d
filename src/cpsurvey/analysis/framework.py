"""Coded interviews in; what each case has on each theme, with room for a summary, out."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from cpsurvey.analysis.framework_cases import cases_of, columns_of
from cpsurvey.analysis.framework_passages import passages_in
from cpsurvey.analysis.framework_summaries import checked_summaries
from cpsurvey.analysis.interviews import interview_tables
from cpsurvey.tables import Tables
from cpsurvey.vocabulary import UNNAMED

WRITTEN = ("summary", "written_by")


def framework_matrix(
    tables: Tables,
    *,
    codes: str | Sequence[str] | None = None,
    by: str = "interview",
    roll_up: bool = False,
    passages: pd.DataFrame | None = None,
    summaries: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Lay out what each case said on each theme, to be summed up cell by cell.

    The matrix of the Framework method: rows are cases, columns are themes, and each cell leads
    back to the passages it sums up. Choose it where cases are to be compared theme by theme and
    several people write; it counts nothing that `theme_table` does not.

    Parameters
    ----------
    tables
        Survey tables with interviews, or interview tables.
    codes
        Only these themes; every theme of the frame if not given, or with `roll_up` every theme
        that is under no other.
    by
        What a case is: ``interview``, or a column of the interviews whose levels take them
        together, such as ``group``.
    roll_up
        Whether a theme has the passages of all themes under it too.
    passages
        Words of the passages, as `cpsurvey.passages` gives them: segment, interview, start, end,
        words. Left out, the matrix has no words.
    summaries
        What was written so far: the column `by`, code, summary, and written_by where it is known;
        as `read_framework` and `merge_summaries` give it.

    Returns
    -------
    pandas.DataFrame
        A row a case and theme, in the order of cases and of the frame, empty cells included:
        data, ``interview`` with its group and join_mode (or the column `by` and ``interviews``,
        how many there are), code, label, ``theme`` and ``theme_label`` (the one above it that is
        under no other), ``passages`` (how many different stretches are coded so, whoever coded
        them), ``links`` (a list: each passage's segments and where it stands, such as
        ``s3 F01:262-334``), ``words`` (a list in the same order, if `passages` are given),
        summary, written_by and ``status``, a word of `cpsurvey.vocabulary.SUMMARY_STATUS`. A
        coding without position and segment is counted, and has no link.

    Raises
    ------
    QuestionError
        If there are no interviews or themes; a theme or column is not there; passages are not of
        these tables; or summaries are of a case or theme that is not in the matrix, or are two of
        one cell.

    References
    ----------
    Ritchie and Spencer (1994), Qualitative data analysis for applied policy research, in Bryman
    and Burgess, Analyzing Qualitative Data, 173-194; Gale, Heath, Cameron, Rashid and Redwood
    (2013), BMC Medical Research Methodology 13, 117.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> matrix = cps.framework_matrix(cps.load_example(), codes=["FUT.prefer_f2f"])
    >>> matrix[["interview", "passages", "status"]].head(2).values.tolist()
    [['SYNTHETIC-F01', 2, 'to_write'], ['SYNTHETIC-F02', 1, 'to_write']]
    >>> matrix.loc[0, "links"]
    ['... SYNTHETIC-F01:795-862', '... SYNTHETIC-F01:863-929']
    """
    found = interview_tables(tables)
    cases = cases_of(found, by)
    themes = columns_of(found, codes, roll_up=roll_up)
    marked = passages_in(found, cases, themes, passages)
    matrix = cases.frame.merge(themes.frame, how="cross").merge(
        marked, how="left", on=[cases.key, "code"]
    )
    matrix["passages"] = matrix["passages"].fillna(0).astype("int64")
    for column in matrix.columns.intersection(["links", "words"]):
        matrix[column] = [cell if isinstance(cell, list) else [] for cell in matrix[column]]
    written = checked_summaries(summaries, cases, themes)
    matrix = matrix.merge(written, how="left", on=[cases.key, "code"])
    for column in WRITTEN:
        matrix[column] = matrix[column].astype(object).fillna("").astype("string")
    matrix.insert(0, "data", found.name or UNNAMED)
    return matrix.assign(status=status_of(matrix))


def status_of(matrix: pd.DataFrame) -> pd.Series[str]:
    """Return what is to be done about each cell."""
    statuses = pd.Series("to_write", matrix.index, dtype="string")
    statuses = statuses.mask(matrix["passages"] == 0, "nothing_coded")
    return statuses.mask(matrix["summary"].str.strip() != "", "written")
