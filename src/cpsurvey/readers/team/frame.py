"""A team's coding frame file in (what becomes of a project's codes), its cells as text out."""

from __future__ import annotations

from os import PathLike

import pandas as pd

from cpsurvey.readers.team.decisions import read_team_file

FRAME = ("action", "project_code", "code", "reason")
WHERE = ("interview", "coder", "segment", "date")


def read_frame(path: str | PathLike[str]) -> pd.DataFrame:
    r"""Read what a team says of a project's codes: renamed, merged, split, taken in, dropped.

    Parameters
    ----------
    path
        A CSV file with the columns action (``rename``, ``merge``, ``split``, ``theme`` or
        ``drop``), project_code (the code's name, or its whole path with ``>`` between), code (of
        the theme that it becomes; blank for a drop) and reason; for a split also interview, coder
        or segment (passages as in the tables, several with spaces between). A date and other
        columns are for the team. Commas, semicolons or tabs; UTF-8 or what Excel writes.

    Returns
    -------
    DataFrame
        One row a code, all text, blank where the file is blank. The index is the row of the file
        as a spreadsheet numbers it; ``attrs["name"]`` is the file's name. `clean_codings` says
        what in it cannot be carried out.

    Raises
    ------
    ExportError
        If there is no such file, or it is no CSV with these columns.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> from cpsurvey.readers import read_frame
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "frame.csv"
    >>> lines = ["action,project_code,code,reason", "rename,Tech trouble,TEC.problems,same thing"]
    >>> _ = path.write_text("\n".join(lines), encoding="utf-8")
    >>> read_frame(path)["code"].to_dict()
    {2: 'TEC.problems'}
    """
    return read_team_file(path, FRAME, WHERE)
