"""Tables or frames in, CSV that Excel opens as it is out, in which no text is run as a formula."""

from __future__ import annotations

import csv
import io
import textwrap
from typing import Any

import pandas as pd

from cpsurvey.tables import Tables
from cpsurvey.writers.cells import FORMULA, cells_of, plain_text
from cpsurvey.writers.readable import described, readable

README = """\
{what}

The files are UTF-8 with a byte order mark, columns separated by commas, lines ended as in Windows.
Where responses.csv is blank, nonresponse.csv says why. Lists are joined by bars. A text that begins
with =, +, -, @, a tab or a line break has an apostrophe before it, so that no spreadsheet runs it
as a formula; numbers have none. {removed} control characters were taken out.
"""


def tables_to_csv(tables: Tables) -> dict[str, bytes]:
    """Return tables as CSV, a file a table, with the answers in words and a README besides.

    Parameters
    ----------
    tables
        Survey tables, with or without interviews, or interview tables alone.

    Returns
    -------
    dict of str to bytes
        The content of each file by its name. CSV forgets the order of answers: it is in
        ``questions.csv``.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> from cpsurvey.writers import tables_to_csv
    >>> list(tables_to_csv(cps.load_example()))[:3]
    ['README.txt', 'responses_in_words.csv', 'questions.csv']
    """
    made = {f"{name}.csv": _csv(frame) for name, frame in readable(tables).items()}
    what = [
        textwrap.fill(f"{name}.csv: {words}" if name != "data" else words, 95)
        for name, words in described(tables).items()
    ]
    removed = sum(count for _, count in made.values())
    readme = README.format(what="\n".join(what), removed=removed)
    return {"README.txt": readme.encode(), **{name: text for name, (text, _) in made.items()}}


def frame_to_csv(frame: pd.DataFrame) -> bytes:
    r"""Return a frame as CSV without its index; as `tables_to_csv`.

    Examples
    --------
    >>> import pandas as pd
    >>> frame_to_csv(pd.DataFrame({"typed": ["=1+1"], "count": [-1]})).decode("utf-8-sig")
    "typed,count\r\n'=1+1,-1\r\n"
    """
    return _csv(frame)[0]


def _csv(frame: pd.DataFrame) -> tuple[bytes, int]:
    """Return a frame as CSV, and how many control characters were taken out of it."""
    headers, columns, total = [], [], 0
    for place, column in enumerate(frame.columns):
        cells, removed = cells_of(frame.iloc[:, place])
        header, more = plain_text(str(column))
        headers.append(_inert(header))
        columns.append(map(_inert, cells))
        total += removed + more
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\r\n")
    writer.writerow(headers)
    writer.writerows(zip(*columns, strict=True))
    return made.getvalue().encode("utf-8-sig"), total


def _inert(cell: Any) -> Any:
    """Return a cell that no spreadsheet runs as a formula."""
    return f"'{cell}" if isinstance(cell, str) and FORMULA.match(cell) else cell
