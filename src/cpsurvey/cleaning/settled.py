"""What a team settled of authorities and roles as typed → the codebook that knows it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

import pandas as pd

from cpsurvey.cleaning.typed import key
from cpsurvey.codebook import Codebook, Question
from cpsurvey.errors import DecisionsError, listed, nearest
from cpsurvey.vocabulary import NONRESPONSE

COLUMNS = ("question", "typed", "code")
TYPES = ("authority", "role")
MASKED = re.compile(r"\[[a-z ]*(?:number|address|e-mail|postcode|handle)\]", re.IGNORECASE)


def apply_settled(codebook: Codebook, settled: pd.DataFrame) -> Codebook:
    """Return the codebook with what a person settled of authorities and roles as typed.

    What is settled goes before every alias and every other rule.

    Parameters
    ----------
    codebook
        The questionnaire, from `load_codebook`.
    settled
        Columns ``question``, ``typed`` and ``code``: a code of the list, or a kind of
        non-response; from `readers.read_settled`. A row without a code is not settled yet.

    Returns
    -------
    Codebook
        The same, and `settled` filled.

    Raises
    ------
    DecisionsError
        If a column is missing, or a row names a question or a code that is not known, or two rows
        settle one text in two ways. All are listed by their rows; what was typed is not repeated.

    Examples
    --------
    >>> import pandas as pd
    >>> import cpsurvey as cps
    >>> from cpsurvey.cleaning.settled import apply_settled
    >>> row = {"question": "authority", "typed": "Notts", "code": "E10000024"}
    >>> apply_settled(cps.load_codebook(), pd.DataFrame([row])).settled
    {'authority': {'notts': 'E10000024'}}
    """
    name = str(settled.attrs.get("name", "what is settled"))
    lacking = [column for column in COLUMNS if column not in settled.columns]
    if lacking:
        raise DecisionsError(
            f"{name} has no column {listed(lacking)}: it needs {listed(COLUMNS)}, as in the list of"
            " what is to be settled."
        )
    cells = settled[list(COLUMNS)].astype(object)
    cells = cells.mask(cells.isna(), "").astype(str)
    rows = cells[cells["code"].str.strip() != ""]
    problems = [*_unknown(rows, codebook), *_twice(rows)]
    if problems:
        raise DecisionsError("\n  ".join([f"{name} cannot be applied:", *problems]))
    known: dict[str, dict[str, str]] = {name: dict(of) for name, of in codebook.settled.items()}
    for question, text, code in _cells(rows):
        known.setdefault(question, {})[key(text)] = code
    return replace(codebook, settled=known)


def _cells(rows: pd.DataFrame) -> Iterator[tuple[str, str, str]]:
    """Yield question, typed text and code of each row, in the spelling in which they are known."""
    for question, text, code in rows[list(COLUMNS)].itertuples(index=False):
        plain = str(code).strip()
        yield str(question).strip(), str(text), _spelt(plain)


def _spelt(code: str) -> str:
    """Return a code as lists have it, whatever its capitals."""
    return code.lower() if code.lower() in NONRESPONSE or "_" in code else code


def _unknown(rows: pd.DataFrame, codebook: Codebook) -> Iterator[str]:
    """Yield a line for each row that means nothing to the codebook."""
    asked = {q.name: q for q in codebook.questions if q.type in TYPES}
    for row, (question, text, code) in zip(rows.index, _cells(rows), strict=True):
        if question not in asked:
            yield (
                f'row {row}: question "{question}" is no question of type authority or role'
                f"{_end(nearest(question, asked), asked)}"
            )
        elif code not in (codes := _codes(asked[question], codebook)) and code not in NONRESPONSE:
            named = next((c for c, name in codes.items() if key(name) == key(code)), "")
            near = f", its code is {named}." if named else nearest(code, [*codes, *NONRESPONSE])
            yield f'row {row}: "{code}" is no code of {question}{_end(near, NONRESPONSE)}'
        elif MASKED.search(text):
            yield (
                f"row {row}: part of what was typed is masked, so it is nobody's answer: correct it"
                " by respondent in decisions.csv."
            )
        elif not key(text):
            yield f"row {row}: it does not say what was typed."


def _end(near: str, known: Iterable[str]) -> str:
    """Return the nearest that is known, or the end of a sentence that lists what is."""
    return near or f"; known are {listed(known) or 'none'}."


def _codes(question: Question, codebook: Codebook) -> Mapping[str, str]:
    """Return the codes that a typed answer may have, with their names."""
    if question.type == "authority":
        return {authority.code: authority.name for authority in codebook.authorities}
    return {role.code: role.label for role in codebook.roles}


def _twice(rows: pd.DataFrame) -> Iterator[str]:
    """Yield a line for each typed text that is settled in two ways."""
    cells = pd.DataFrame(_cells(rows), columns=list(COLUMNS), index=rows.index)
    cells["typed"] = cells["typed"].map(key)
    for (question, _), same in cells[cells["typed"] != ""].groupby(["question", "typed"]):
        if same["code"].nunique() > 1:
            said = listed(f"{code} in row {row}" for row, code in same["code"].items())
            yield (
                f"one text typed for {question} is settled as {said} (capitals, signs and spaces do"
                " not count): keep one of them."
            )
