"""A researcher's links between survey results, themes and passages in, as text out."""

from __future__ import annotations

from os import PathLike

import pandas as pd

from cpsurvey.readers.team.decisions import read_team_file

LINKS = ("question", "answer", "code", "segment", "verdict", "inference")


def read_links(path: str | PathLike[str]) -> pd.DataFrame:
    r"""Read which survey result belongs beside which theme, and what the researcher makes of it.

    Parameters
    ----------
    path
        A CSV file with the columns question, answer, code (of the theme), segment (passages to
        quote, such as ``s3; F01:262-334``), verdict and inference; and where they tell rows apart
        topic, group, join_mode or any other column of the results. Commas, semicolons or tabs;
        UTF-8 or what Excel writes.

    Returns
    -------
    DataFrame
        One row a link, all text, blank where the file is blank. The index is the row of the file
        as a spreadsheet numbers it; ``attrs["name"]`` is the file's name. `joint_display` follows
        the links and says where one leads nowhere.

    Raises
    ------
    ExportError
        If there is no such file, or it is no CSV with these columns.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> import cpsurvey as cps
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "links.csv"
    >>> lines = ["question,answer,group,code,segment,verdict,inference",
    ...          "overall_judgement,better,parent,FUT.prefer_f2f,s3,expands,They say why"]
    >>> _ = path.write_text("\n".join(lines), encoding="utf-8")
    >>> cps.read_links(path)["verdict"].to_dict()
    {2: 'expands'}
    """
    return read_team_file(path, LINKS)
