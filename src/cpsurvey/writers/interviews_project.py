"""Tables of interviews and their texts in, a REFI-QDA project out."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from cpsurvey.errors import TablesError
from cpsurvey.tables import InterviewTables
from cpsurvey.writers.refi_qda import write_refi_qda

NOT_TOLD = ("interview", "source", "characters")


def write_interviews_project(tables: InterviewTables, texts: Mapping[str, str]) -> bytes:
    """Write interviews, cleaned and under their pseudonyms, for a coding program to import.

    Parameters
    ----------
    tables
        From `clean_codings`.
    texts
        Interview → its words, from `interview_texts`.

    Returns
    -------
    bytes
        A .qdpx archive: themes as codes, nested, by their labels and with their definitions;
        interviews by the names they have in the tables; group, role, modes and dates as variables;
        codings under the coders' pseudonyms, those of one segment on one selection. What tables do
        not hold (dates of codings, memos, sets, colours) it cannot have either; the polarity of
        themes stays in the codebook, and ``losses`` in the tables.

    Raises
    ------
    TablesError
        If an interview has no text, or a coding no positions; the message counts them.

    Examples
    --------
    >>> import pandas as pd
    >>> from cpsurvey.tables import InterviewTables
    >>> from cpsurvey.writers import write_interviews_project
    >>> interviews = pd.DataFrame({"interview": ["P01"], "source": ["1"], "group": ["parent"]})
    >>> codings = pd.DataFrame(
    ...     {"interview": ["P01"], "coder": ["coder-1"], "code": ["calm"], "start": [4],
    ...      "end": [9], "segment": ["s1"]}
    ... )
    >>> themes = pd.DataFrame(
    ...     {"code": ["calm"], "label": ["Calm"], "definition": [""], "parent": [""]}
    ... )
    >>> tables = InterviewTables("Demo", interviews, codings, themes, pd.DataFrame())
    >>> write_interviews_project(tables, {"P01": "Was quiet."})[:2]
    b'PK'
    """
    names = tables.interviews["interview"].astype(str)
    without = [name for name in names if name not in texts]
    if without:
        raise TablesError(
            f"{len(without)} of {len(names)} interviews have no text, and a project is made of"
            " texts: read an export that holds them, or leave those interviews out."
        )
    unplaced = int(tables.codings[["start", "end"]].isna().any(axis=1).sum())
    if unplaced:
        raise TablesError(
            f"{unplaced} of {len(tables.codings)} codings have no positions, so that no program"
            " could show what they mark: read an export that holds positions."
        )
    codings = tables.codings.rename(columns={"interview": "source"})
    words = ["source", "coder", "code", "segment"]
    codings = codings.astype({**dict.fromkeys(words, object), "start": "int64", "end": "int64"})
    return write_refi_qda(
        tables.name,
        sorted({coder for coder in codings["coder"] if coder}),
        _codes(tables.themes),
        [
            (str(row["interview"]), texts[str(row["interview"])], _attributes(row))
            for row in tables.interviews.to_dict("records")
        ],
        codings,
    )


def _codes(themes: pd.DataFrame) -> pd.DataFrame:
    """Return the coding frame as a project's codes."""
    codes = themes.rename(columns={"label": "name", "definition": "description"})
    return codes[["code", "name", "parent", "description"]].astype(object).fillna("")


def _attributes(row: Mapping[object, object]) -> dict[str, str]:
    """Return what is told of one interview, days without a time of day."""
    told = {str(key): value for key, value in row.items() if key not in NOT_TOLD}
    return {key: _written(value) for key, value in told.items() if not pd.isna(value)}  # type: ignore[call-overload]


def _written(value: object) -> str:
    """Return a value as a project has it."""
    return f"{value:%Y-%m-%d}" if isinstance(value, pd.Timestamp) else str(value)
