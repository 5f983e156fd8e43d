"""A coding export and its tables in; the words of passages and interviews, and the key, out."""

from __future__ import annotations

import pandas as pd

from cpsurvey.errors import ExportError
from cpsurvey.exports import CodingExport
from cpsurvey.tables import InterviewTables
from cpsurvey.vocabulary import PASSAGE_COLUMNS

PLACE = list(PASSAGE_COLUMNS[:4])


def passages(export: CodingExport, tables: InterviewTables) -> pd.DataFrame:
    r"""Give the words of each marked passage, for those who may read them.

    Parameters
    ----------
    export
        What `read_coding_export` gave.
    tables
        What `clean_codings` made of it.

    Returns
    -------
    DataFrame
        One row a passage that is coded: segment, interview, start and end as in
        ``tables.codings``, and words: of the interview's text where there are positions in it,
        else the copy that the coding program wrote; blank where the export has neither. What
        people said is in it: keep it apart from the tables.

    Raises
    ------
    ExportError
        If the tables have interviews that the export does not hold.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> import cpsurvey as cps
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "highlights.csv"
    >>> _ = path.write_text("id,document,tag,content\n7,P07,calm,It was quiet")
    >>> export = cps.read_coding_export(path)
    >>> cps.passages(export, cps.clean_codings(export, cps.load_codebook()))["words"].tolist()
    ['It was quiet']
    """
    texts = interview_texts(export, tables)
    marked = tables.codings[tables.codings["segment"] != ""].drop_duplicates("segment")
    frame = marked[PLACE].copy()
    frame["words"] = [
        str(export.passages.get(segment, ""))
        if interview not in texts or pd.isna(start) or pd.isna(end)
        else texts[interview][start:end]
        for segment, interview, start, end in zip(*(frame[column] for column in PLACE), strict=True)
    ]
    frame = frame.astype({"words": "string"})
    return frame.sort_values(["interview", "start", "end", "segment"], ignore_index=True)


def interview_texts(export: CodingExport, tables: InterviewTables) -> dict[str, str]:
    """Give each interview's words, for those who may read them.

    Parameters
    ----------
    export
        What `read_coding_export` gave.
    tables
        What `clean_codings` made of it.

    Returns
    -------
    dict of str to str
        Interview → its whole text, for interviews of which the export holds it; positions of
        ``tables.codings`` count its characters. Keep it apart from the tables.

    Raises
    ------
    ExportError
        If the tables have interviews that the export does not hold.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> import pandas as pd
    >>> import cpsurvey as cps
    >>> from cpsurvey.writers import write_refi_qda
    >>> codes = pd.DataFrame({"code": ["calm"], "name": ["Calm"], "parent": [""]})
    >>> codings = pd.DataFrame(columns=["source", "code", "coder", "start", "end"])
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "demo.qdpx"
    >>> project = write_refi_qda("Demo", ["A"], codes, [("01", "Was quiet.", {})], codings)
    >>> _ = path.write_bytes(project)
    >>> export = cps.read_coding_export(path)
    >>> cps.interview_texts(export, cps.clean_codings(export, cps.load_codebook()))
    {'01': 'Was quiet.'}
    """
    _check_own(export, tables)
    people = tables.interviews
    return {
        str(interview): export.texts[str(source)]
        for interview, source in zip(people["interview"], people["source"], strict=True)
        if str(source) in export.texts
    }


def interview_names(export: CodingExport, tables: InterviewTables) -> pd.DataFrame:
    r"""Give the key: what each interview of the tables is called in the coding program.

    Parameters
    ----------
    export
        What `read_coding_export` gave.
    tables
        What `clean_codings` made of it.

    Returns
    -------
    DataFrame
        One row an interview: interview, source (the identifier in ``tables.interviews``) and name.
        A name may be a person's: keep it apart from the tables.

    Raises
    ------
    ExportError
        If the tables have interviews that the export does not hold.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> import cpsurvey as cps
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "highlights.csv"
    >>> _ = path.write_text("id,document,tag,content\n7,Ann Lee,calm,It was quiet")
    >>> export = cps.read_coding_export(path)
    >>> key = cps.interview_names(export, cps.clean_codings(export, cps.load_codebook()))
    >>> key[["interview", "name"]].values.tolist()
    [['interview-01', 'Ann Lee']]
    """
    _check_own(export, tables)
    names = export.sources.set_index("source_id")["name"]
    frame = tables.interviews[["interview", "source"]].copy()
    return frame.assign(name=frame["source"].map(names).astype("string"))


def _check_own(export: CodingExport, tables: InterviewTables) -> None:
    """Stop where tables have interviews that are not in the export."""
    if not tables.interviews["source"].isin(list(export.sources["source_id"])).all():
        raise ExportError(
            f"the tables have interviews that {export.name} does not hold: give the export that"
            " they were made of."
        )
