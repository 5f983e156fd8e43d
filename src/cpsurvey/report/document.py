"""What a report is made of, whatever it is written as: chapters of words, pictures and tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pandas as pd

from cpsurvey.errors import CpsurveyError, listed

# What the numbers of a column are, and so how they are printed and set.
KINDS = ("text", "count", "share", "points", "number", "p_value")
SHORTHAND = {
    "c": "confidential: too few people to be shown",
    "low": "rounds to nothing, but is not nothing",
    "u": "low reliability: few people answered",
    "x": "not available",
    "z": "not applicable",
}


@dataclass(frozen=True)
class Table:
    """Numbers in rows and columns, under headings in words.

    Attributes
    ----------
    name
        Of its anchor and its sheet: letters, digits and hyphens.
    title
        What it shows and of whom, in a line.
    frame
        A row a row; the first column heads its row. Columns are headings in words. Numbers stay
        numbers at full precision, one to a cell, so an interval is two columns; a cell without a
        number is missing.
    kinds
        What each column's numbers are, one of `KINDS`; columns not in it are text.
    marks
        The shorthand for a cell, as in `SHORTHAND`, at the place of its frame; empty where there
        is none. Beside a number it is printed after it, in place of one that is missing alone.
    notes
        Sentences that belong under it, as a caption has them.
    filters
        Columns by whose values a reader may wish to choose rows.
    result
        The rows of the vocabulary that it was made from, protected; for provenance.
    """

    name: str
    title: str
    frame: pd.DataFrame
    kinds: Mapping[str, str] = field(default_factory=dict)
    marks: pd.DataFrame | None = None
    notes: str = ""
    filters: tuple[str, ...] = ()
    result: pd.DataFrame | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        for column, kind in self.kinds.items():
            if column not in self.frame or kind not in KINDS:
                raise CpsurveyError(f"table {self.name}: {column} is no column, or {kind} no kind.")


@dataclass(frozen=True)
class Picture:
    """A figure without title and caption, which stand in the text around it, and its numbers.

    Attributes
    ----------
    name
        Of its files and anchor: letters, digits and hyphens.
    title, caption
        The words that stand above and below it.
    short, long
        What it shows, for those who do not see it: in a sentence or two, and in full.
    svg, png
        The picture, `width` inches wide; the PNG at 200 dots an inch.
    numbers
        The rows that it was drawn from, as a table of its own name and title.
    """

    name: str
    title: str
    caption: str
    short: str
    long: str
    svg: str = field(repr=False)
    png: bytes = field(repr=False)
    width: float = 6.3
    numbers: Table | None = None


@dataclass(frozen=True)
class Chapter:
    """A part of a report: its question in plain English, then what answers it.

    ``blocks`` are paragraphs (text), pictures and tables in their order; ``found`` are the
    sentences that say what was found and how sure that is, each number computed.
    """

    name: str
    title: str
    question: str
    blocks: tuple[str | Picture | Table, ...] = ()
    found: tuple[str, ...] = ()

    def tables(self) -> Iterator[Table]:
        """Yield its tables in their order, those of pictures among them."""
        for block in self.blocks:
            if isinstance(block, Table):
                yield block
            elif isinstance(block, Picture) and block.numbers is not None:
                yield block.numbers


@dataclass(frozen=True)
class Report:
    """A whole report, before it is written as a page, a document or a workbook.

    Attributes
    ----------
    title
        Its name.
    data
        The data's own name, which starts with SYNTHETIC where it is made up.
    synthetic
        Whether it is made up: every form of the report then says so first.
    protection
        What was done so that nobody can be told, and what was not.
    chapters
        In their order.
    provenance
        What it was made from and by: names and values, such as a version or the hash of a table.
    """

    title: str
    data: str
    synthetic: bool
    protection: str
    chapters: tuple[Chapter, ...]
    provenance: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        parts: tuple[Chapter | Picture | Table, ...]
        parts = (*self.chapters, *self.pictures(), *self.tables())
        times = Counter(part.name for part in parts)
        if doubled := [name for name, count in times.items() if count > 1]:
            raise CpsurveyError(f"the report has more than one part named {listed(doubled)}.")

    def pictures(self) -> Iterator[Picture]:
        """Yield all pictures in their order."""
        for chapter in self.chapters:
            yield from (block for block in chapter.blocks if isinstance(block, Picture))

    def tables(self) -> Iterator[Table]:
        """Yield all tables in their order, those of pictures among them."""
        for chapter in self.chapters:
            yield from chapter.tables()
