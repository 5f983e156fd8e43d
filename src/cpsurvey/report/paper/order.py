"""A report in, what stands on paper in its order out: the same for a document and for a PDF."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import count, zip_longest

import pandas as pd

from cpsurvey.report.document import SHORTHAND, Chapter, Picture, Report, Table
from cpsurvey.report.numbers import sign
from cpsurvey.report.paper.blocks import Block, Contents, Figure, Heading, Words
from cpsurvey.report.paper.table import SetTable, set_table
from cpsurvey.report.wording.codes import MADE_UP
from cpsurvey.vocabulary import SYNTHETIC

HIGHEST = 7.4  # inches that a picture may be high, so that its title and caption stay with it
IN_WORDS = "The figures in words"
WHERE_NUMBERS_ARE = (
    "The numbers behind the figures are not printed here. They are in this report's workbook, which"
    " has a sheet under the title of each figure, and below each figure on this report's page."
)
MADE = "How this report was made"
MADE_OF = "What this report was made from and by"
SIGNS = "What the signs mean"
FOUND = "What was found"
LISTS = "Figures and tables"


def on_paper(report: Report) -> list[Block]:
    """Return a report's blocks in their order, figures and tables numbered."""
    figures, tables = count(1), count(1)
    chapters = [
        block
        for number, chapter in enumerate(report.chapters, 1)
        for block in _chapter(chapter, f"chapter_{number}", figures, tables)
    ]
    told = list(_told(report))
    data = [*chapters, *told]
    if report.synthetic:
        data = [_said_made_up(block) for block in data]
    made = list(_made(report, list(_signs(data)), tables))
    parts = (
        _front(report), data[: len(chapters)], _lists([*chapters, *made]), made,
        data[len(chapters) :],
    )  # fmt: skip
    return _leading(block for part in parts for block in part)


def running_head(report: Report) -> str:
    """Return what stands at the top of every page."""
    if report.synthetic:
        return f"{SYNTHETIC}: this data is made up and is no evidence of what anybody answered"
    return report.data


def subject(report: Report) -> str:
    """Return what a report is about, for the properties of its file."""
    return f"Data: {report.data}"


def _front(report: Report) -> Iterator[Block]:
    """Yield what stands under the title: whose data it is, and what was done to protect people."""
    if report.synthetic:
        yield Words(f"{SYNTHETIC}. {MADE_UP}", "banner")
    yield Words(f"{subject(report)}.")
    if report.protection:
        yield Words(report.protection)
    yield Contents("chapters")


def _chapter(
    chapter: Chapter, anchor: str, figures: Iterator[int], tables: Iterator[int]
) -> Iterator[Block]:
    """Yield a chapter: its question, what was found, and what shows it."""
    yield Heading(1, chapter.title, anchor)
    if chapter.question:
        yield Words(chapter.question, "question")
    if chapter.found:
        yield Heading(2, FOUND, f"{anchor}_found")
        yield from (Words(sentence, "bullet") for sentence in chapter.found)
    for block in chapter.blocks:
        if isinstance(block, Picture):
            yield _figure(block, next(figures))
        elif isinstance(block, Table):
            yield set_table(block, next(tables))
        else:
            yield Words(block)


def _said_made_up(block: Block) -> Block:
    """Return a block; a table's title says that its numbers are made up, as pictures do."""
    if isinstance(block, SetTable) and SYNTHETIC not in block.title:
        return replace(block, title=f"{block.title} ({SYNTHETIC})")
    return block


def _figure(picture: Picture, number: int) -> Figure:
    """Return a picture at its size on the page; a very high one is made smaller."""
    dots_wide, dots_high = png_size(picture.png)
    high = picture.width * dots_high / dots_wide
    scale = min(1.0, HIGHEST / high)
    wide = picture.width * scale
    return Figure(number, f"figure_{number}", picture, wide, high * scale, f"told_{number}")


def png_size(png: bytes) -> tuple[int, int]:
    """Return how many dots wide and high a PNG is, which its first chunk says."""
    return int.from_bytes(png[16:20]), int.from_bytes(png[20:24])


def _lists(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield where figures and tables are listed, if there are any."""
    kinds = {"figures": Figure, "tables": SetTable}
    there = [of for of, kind in kinds.items() if any(isinstance(block, kind) for block in blocks)]
    if there:
        yield Heading(1, LISTS, "lists")
    for of in there:
        yield Heading(2, of.title(), f"list_of_{of}")
        yield Contents(of)


def _leading(blocks: Iterable[Block]) -> list[Block]:
    """Return blocks, the words before a figure or a table kept with it."""
    listed = list(blocks)
    return [
        replace(block, leads=True)
        if isinstance(block, Words) and isinstance(after, Figure | SetTable)
        else block
        for block, after in zip_longest(listed, listed[1:])
    ]


def _made(report: Report, signs: Sequence[Block], tables: Iterator[int]) -> Iterator[Block]:
    """Yield what a report was made from and by, and what its signs mean."""
    if report.provenance or signs:
        yield Heading(1, MADE, "made")
    if report.provenance:
        frame = pd.DataFrame(report.provenance, columns=["What", "Value"])
        yield set_table(Table("provenance", MADE_OF, frame), next(tables))
    if signs:
        yield Heading(2, SIGNS, "signs")
        yield from signs


def _told(report: Report) -> Iterator[Block]:
    """Yield every figure in words, chapter by chapter, for those who do not see it."""
    pictures = list(report.pictures())
    if pictures:
        yield Heading(1, IN_WORDS, "told")
    if any(picture.numbers is not None for picture in pictures):
        yield Words(WHERE_NUMBERS_ARE)
    numbers = count(1)
    for place, chapter in enumerate(report.chapters, 1):
        shown = [block for block in chapter.blocks if isinstance(block, Picture)]
        if shown:
            yield Heading(2, chapter.title, f"told_chapter_{place}")
        for picture in shown:
            number = next(numbers)
            yield Heading(3, f"Figure {number}: {picture.title}", f"told_{number}")
            yield from (Words(line, "told") for line in picture.long.splitlines() if line.strip())


def _signs(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield what the shorthand means that is in any of the blocks."""
    said = "".join(text for block in blocks for text in _texts(block))
    for mark, meaning in SHORTHAND.items():
        if sign(mark) in said:
            yield Words(f"{sign(mark)} {meaning}.", "bullet")


def _texts(block: Block) -> Iterator[str]:
    """Yield the texts of a block in which shorthand may stand."""
    if isinstance(block, Words):
        yield block.text
    elif isinstance(block, SetTable):
        yield from (cell for row in block.rows for cell in row)
        yield from block.notes
