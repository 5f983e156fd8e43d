"""The first records of a table in, the names and texts of its columns out.

What is no table of answers is refused.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from cpsurvey.errors import ExportError
from cpsurvey.exports import unique_names
from cpsurvey.readers.files.grid import Grid, Head, share_of_equal_length
from cpsurvey.readers.files.html_text import decoded
from cpsurvey.readers.surveys.names import plain
from cpsurvey.readers.surveys.second_header import names_above_texts, texts_again

CONTINUED = re.compile(r"|unnamed: \d+(_level_\d+)?|\.\.\.\d+|column\s?\d+", re.IGNORECASE)
NUMBER = re.compile(r"[-+]?[\d.,]*\d[\d.,]*%?|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}( [\d:.]+)?")
TAG = re.compile(
    r"<(style|script)\b.*?</\1\s*>|<!--.*?-->|</?[A-Za-z][^<>]*>", re.DOTALL | re.IGNORECASE
)
APOSTROPHES = re.compile("'.*'")  # in which some statistics programs quote names
CODE_AND_TEXT = re.compile(r"([A-Za-z]\w*(?:\[[^\]]*\])*)\.\s+(.*)")
FEWEST = 3  # cells that tell a table of one column
DICTIONARY = (  # what a REDCap data dictionary always holds, downloaded from its page or by API
    ("variable / field name", "field type", "field label"),
    ("field_name", "field_type", "field_label"),
)


class TableHeader(NamedTuple):
    """How many rows the header of a table has, and what they say."""

    rows: int
    columns: pd.DataFrame


def read_header(grid: Grid) -> TableHeader:
    """Return the columns of a table that has one header row, or names above texts."""
    head = _checked(grid)
    header = header_of([" ".join(cell.split()) for cell in head[0]])
    if again := texts_again(head):
        raise ExportError(
            f"{grid.name} has the names of its columns in row 1 and the texts of its questions in"
            f" row 2, and the texts again in row {again + 1}: exports were put below each other;"
            " delete the rows of texts below row 2, or export the responses again."
        )
    if not names_above_texts(head):
        return header
    texts = [without_tags(" ".join(cell.split())) for cell in head[1]]
    texts = [text or name for name, text in zip(header.columns["name"], texts, strict=True)]
    return header._replace(rows=2, columns=header.columns.assign(text=texts))


def header_of(names: Sequence[str], rows: int = 1) -> TableHeader:
    """Return the columns that names tell: column, name, text, import_id, position."""
    names = list(names)
    if all(APOSTROPHES.fullmatch(name) for name in names):
        names = [name[1:-1] for name in names]
    texts = [without_tags(text) for text in names]
    codes = [CODE_AND_TEXT.fullmatch(text) for text in names]
    if sum(map(bool, codes)) > 0.8 * len(names):
        names = [match[1] if match else text for match, text in zip(codes, names, strict=True)]
        texts = [
            without_tags(match[2]) if match else text
            for match, text in zip(codes, texts, strict=True)
        ]
    columns = pd.DataFrame({"name": names, "text": texts}, dtype=object)
    columns["import_id"] = ""
    columns["position"] = range(1, len(columns) + 1)
    columns.insert(0, "column", unique_names(names))
    return TableHeader(rows, columns)


def without_tags(text: str) -> str:
    """Return a text without HTML, its white space single."""
    return " ".join(decoded(TAG.sub(" ", text)).split())


def _checked(grid: Grid) -> Head:
    """Return the first records, unless they are not those of a table with one header row."""
    head = grid.head
    if is_one_question(grid):
        return head
    if not head or len(head[0]) < 2 or share_of_equal_length(head) < 0.5:
        raise _no_table(grid.heads, grid.name)
    _check(head, grid.name)
    return head


def is_one_question(grid: Grid) -> bool:
    """Tell a table of one column from a text: its cells are numbers, or repeat each other."""
    if any(len(record) != 1 for record in grid.head if record) or not grid.head:
        return False
    name, *cells = [record[0].strip() for record in grid.head if record]
    held = [cell for cell in cells if cell]
    if NUMBER.fullmatch(name) or len(held) < FEWEST:
        return False
    return all(map(NUMBER.fullmatch, held)) or 2 * len(set(held)) <= len(held)


def _no_table(heads: Sequence[Sequence[Sequence[str]]], name: str) -> ExportError:
    """Say why the first records are no table, or that row 1 is not that of the names."""
    found = []
    for head in filter(None, heads):
        below = Counter(len(record) for record in head[1:] if record)
        usual, many = max(below.items(), key=lambda item: item[1], default=(0, 0))
        if usual > 1 and many > below.total() / 2:
            found.append((usual, len(head[0])))
    if found:
        usual, there = max(found)
        return ExportError(
            f"{name} has {there} {'cell' if there == 1 else 'cells'} in row 1 where most rows below"
            f" it have {usual}, so row 1 does not name the columns: delete a title, a note or an"
            " empty line above the names, or give each column one name."
        )
    if all(len(record) == 1 for head in heads for record in head if record):
        return ExportError(
            f"{name} has one column, whether its columns are parted by commas, semicolons or tabs,"
            " and its lines are not like answers to one question, which are numbers or repeat each"
            " other: export the responses as CSV and give that file, or put before each line a"
            " number of the response, under a name of its own."
        )
    wrong = "its first line is a single cell, whether columns are"
    if any(head and len(head[0]) > 1 for head in heads):
        wrong = "its lines have different numbers of cells, whether these are"
    return ExportError(
        f"{name} is not a table of answers: {wrong} parted by commas, semicolons or tabs; export"
        " the responses as CSV and give that file."
    )


def _check(head: Head, name: str) -> None:
    """Refuse what has not exactly one header row over answers."""
    first = [plain(cell) for cell in head[0]]
    if any(set(names) <= set(first) for names in DICTIONARY):
        raise ExportError(
            f"{name} is a REDCap data dictionary, which holds no answers: export the records as CSV"
            " and give that file; the dictionary helps to draft a codebook."
        )
    gaps = sum(bool(CONTINUED.fullmatch(cell)) for cell in first if not cell.startswith("column"))
    below = max((sum(map(bool, row)) for row in head[1:]), default=0)
    title = gaps > len(first) / 2 and below > len(first) - gaps
    if title or (gaps > 2 and gaps > len(first) / 4):
        raise ExportError(
            f"{name} names {len(first) - gaps} of its {len(first)} columns in row 1, so its header"
            " has more than one row, or a title stands above it: make it one row, with a name for"
            " each column, or export the responses again."
        )
    numbers = sum(bool(NUMBER.fullmatch(cell)) for cell in first)
    if numbers > sum(map(bool, first)) / 2:
        raise ExportError(
            f"{name} has numbers where the names of columns must stand: {numbers} of the"
            f" {len(first)} cells of row 1. Put a first row above it that names each column, or"
            " export it again with one; if these are the names, put a letter before each."
        )
