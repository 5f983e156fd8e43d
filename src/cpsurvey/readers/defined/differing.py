"""A definition in the columns of an export in, what speaks for another survey out.

Names of columns do not tell: Q1, Q2 … is how every survey of Qualtrics names its own.
"""

from __future__ import annotations

import re

import pandas as pd

from cpsurvey.codebook.offered import not_offered
from cpsurvey.codebook.ticks import TICKED, UNTICKED
from cpsurvey.errors import listed
from cpsurvey.exports import DefinedQuestion, Definition, SurveyExport

MOST = 0.5  # of the texts that agree, and of the answers to a question that are known
WELL_OVER_HALF = 0.7  # of the columns, and of the questions by their codes, where no words tell
FIRST = 30  # letters of a question by which it is told; an export may cut what follows
CODE = re.compile(r"-?\d+([.,]\d+)?(,-?\d+)*|[A-Z]{1,2}\d{0,4}|-oth-")
SILENT = ("", "N/A", "-99")  # not shown, or seen and not answered
SIGNS = TICKED | UNTICKED  # which any closed question may hold
INSERTED = re.compile(r"\$\{|\[QID|\{[A-Za-z]")  # where an earlier answer is put into a question


def differences(definition: Definition, export: SurveyExport) -> str:
    """Return why a definition may be that of another survey than the export, or nothing.

    Where both have the words of a question they must agree, and its answers must be known.
    """
    texts = dict(zip(export.columns["column"], export.columns["text"], strict=True))
    names = dict(zip(export.columns["column"], export.columns["name"], strict=True))
    told = []
    for question in definition.questions:
        said = [texts[c] for c in question.columns if _letters(texts[c]) != _letters(names[c])]
        if said and _letters(question.text):
            told.append(any(_same(question.text, text) for text in said))
    coded: dict[str, bool] = {}
    worded: dict[str, bool] = {}
    for question in definition.questions:
        answered, known, codes = _answered(question, export.rows)
        if answered:
            (coded if codes else worded)[question.name] = known >= MOST * answered
    wrong = told.count(False)
    if wrong > MOST * len(told):
        return f"asks {wrong} of its {len(told)} questions in other words"
    for found, least in ((worded, MOST), (coded, MOST if told or worded else WELL_OVER_HALF)):
        lacking = [name for name, known in found.items() if not known]
        if len(found) - len(lacking) < least * len(found):
            return f"lacks most answers to {listed(lacking, 5)}"
    return ""


def has_words(definition: Definition, export: SurveyExport) -> bool:
    """Tell whether an export has words of questions or of answers, by which a survey is known."""
    texts = zip(export.columns["name"], export.columns["text"], strict=True)
    if any(_letters(name) != _letters(text) for name, text in texts):
        return True
    found = [_answered(question, export.rows) for question in definition.questions]
    return any(answered and not codes for answered, _, codes in found)


def _answered(question: DefinedQuestion, rows: pd.DataFrame) -> tuple[int, int, bool]:
    """Return how many cells hold answers, how many known ones, and whether they are but codes."""
    if not question.options:
        return 0, 0, False
    counts = [rows[column].value_counts() for column in question.columns]
    counts = [count[~count.index.str.strip().isin(SILENT)] for count in counts]
    cells = {str(cell).strip() for count in counts for cell in count.index}
    if {cell.casefold() for cell in cells} <= SIGNS:
        return 0, 0, False
    strange = not_offered(question.type, [count.index for count in counts], question.options)
    answered = sum(int(count.sum()) for count in counts)
    lacking = sum(int(count[list(c)].sum()) for count, c in zip(counts, strange, strict=True))
    return answered, answered - lacking, all(CODE.fullmatch(cell) for cell in cells)


def _same(one: str, other: str) -> bool:
    """Tell whether two texts begin alike, as far as both are written out."""
    heads = [_letters(INSERTED.split(text, maxsplit=1)[0])[:FIRST] for text in (one, other)]
    length = min(map(len, heads))
    return heads[0][:length] == heads[1][:length]


def _letters(text: object) -> str:
    """Return a text as it is compared: platforms take out HTML and spaces each in their way."""
    return re.sub(r"\W+", "", str(text).casefold())
