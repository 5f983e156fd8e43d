"""The first records of a table in, whether the second holds the texts of questions out."""

from __future__ import annotations

import re
from collections.abc import Sequence

VARIABLE = re.compile(r"[A-Za-z_][\w.]*")
NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?%?")
FEWEST = 3  # cells below that tell what a column holds
MOST = 0.8  # of the columns have a text
WORDS = 3  # of a text that asks something


def names_above_texts(head: Sequence[Sequence[str]]) -> bool:
    """Tell whether row 1 has names of variables and row 2 the texts of their questions.

    Beyond doubt it is where row 2 fills most columns, mostly with sentences and some of them
    questions, and is in columns of numbers and of repeated answers what no other row is.
    """
    if len(head) < 2 + FEWEST or any(len(row) != len(head[0]) for row in head if row):
        return False
    names, texts, *rows = [[cell.strip() for cell in row] for row in head if row]
    if not _are_header(names, texts):
        return False
    told = [
        _is_alone(text, [row[place] for row in rows if row[place]])
        for place, text in enumerate(texts)
        if text
    ]
    return True in told and False not in told


def texts_again(head: Sequence[Sequence[str]]) -> int:
    """Return the place of a record that has the texts of row 2 once more, or 0."""
    if len(head) < 3 or not _are_header(head[0], head[1]):
        return 0
    asked = {(place, text) for place, text in enumerate(head[1]) if len(text.split()) >= WORDS}
    for place, row in enumerate(head[2:], start=2):
        again = asked & set(enumerate(row))
        questions = sum(_is_question(text) for _, text in again)
        if 3 * len(again) >= len(asked) and questions > 1:  # others were put other texts
            return place
    return 0


def _are_header(names: Sequence[str], texts: Sequence[str]) -> bool:
    """Tell whether these are names of variables, and texts that ask something."""
    return all(VARIABLE.fullmatch(name.strip()) for name in names) and _asks(texts)


def _asks(texts: Sequence[str]) -> bool:
    """Tell whether hardly a text is blank, most are sentences, and several of them questions."""
    if sum(map(bool, texts)) < MOST * len(texts):
        return False
    sentences = sum(len(text.split()) >= WORDS for text in texts)
    questions = sum(map(_is_question, texts))
    return 2 * sentences >= len(texts) and questions > 1


def _is_question(text: str) -> bool:
    """Tell whether a text ends with a question mark."""
    return text.rstrip(" :]").endswith("?")


def _is_alone(text: str, cells: Sequence[str]) -> bool | None:
    """Tell whether a cell is unlike all those below it, or nothing where these tell nothing."""
    if len(cells) < FEWEST:
        return None
    if all(map(NUMBER.fullmatch, cells)):
        return not NUMBER.fullmatch(text)
    if 2 * len(set(cells)) <= len(cells):
        return text not in cells
    return None
