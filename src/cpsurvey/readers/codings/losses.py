"""What a file holds and no table of an export has: its names, the same in every reader.

What somebody marked is a selection, as in REFI-QDA, be it a highlight, a quotation or an excerpt
to its program. A name that several readers use stands here; the others stand where they are used.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd

from cpsurvey.exports import LOSS_COLUMNS

CASE_NAME = "name of a case"
CASE_WITHOUT_SOURCE = "case without a source"
CODE_NAMESAKE = "code with the name of another"
CODING_ONLY_COUNTED = "coding that is only counted"
CODING_WEIGHT = "weight of a coding"
CODING_WITHOUT_CODER = "coding without a coder"
IN_MEDIA = {
    "picture": "selection in a picture",
    "pdf": "selection in a PDF page",
    "audio": "selection in a sound",
    "video": "selection in a film",
}
LAYOUT = "layout of a text"
MEMO_NOT_IN_TEXT = "memo on a selection that is not in text"
NOTE_TITLE = "title of a note"
SELECTION_COPY = "own copy of a selection that is not its words"
SELECTION_IN_PARAGRAPHS = "position of a selection in paragraphs"
SELECTION_NAME = "name of a selection"
SELECTION_NOWHERE = "selection in a source that is not in the project"
SELECTION_OF_CASE = "selection given to a case"
SELECTION_UNIT = "selection whose position unit is in doubt"
SELECTION_WITHOUT_CODE = "selection without a code"
VARIABLE_DESCRIPTION = "description of a variable"
VARIABLE_WITHOUT_VALUE = "variable without a value"


class Loss(NamedTuple):
    """A kind of thing that is not in the export's tables, and how many of it there are."""

    what: str
    number: int
    detail: str = ""


def to_table(losses: Iterable[Loss]) -> pd.DataFrame:
    """Return the losses that occur, one row each name and detail."""
    counted: Counter[tuple[str, str]] = Counter()
    for loss in losses:
        counted[loss.what, loss.detail] += loss.number
    rows = sorted((what, number, detail) for (what, detail), number in counted.items() if number)
    return pd.DataFrame(rows, columns=list(LOSS_COLUMNS)).astype({"count": "int64"})


def codings_in_words(number: int) -> str:
    """Return a number of codings in words."""
    return "1 coding" if number == 1 else f"{number} codings"
