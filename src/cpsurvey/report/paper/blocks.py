"""What stands on paper, block by block, and which pages lie on their side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cpsurvey.report.document import Picture
from cpsurvey.report.paper.table import SetTable


@dataclass(frozen=True)
class Heading:
    """A heading, 1 for a chapter, to 3, and the anchor by which it is linked to."""

    level: int
    text: str
    anchor: str


@dataclass(frozen=True)
class Words:
    """A paragraph, and what it is: body, banner, question, told or bullet.

    One that ``leads`` to a figure or a table stands on the same page.
    """

    text: str
    style: str = "body"
    leads: bool = False


@dataclass(frozen=True)
class Figure:
    """A picture under its number, as wide and high as it stands, in inches."""

    number: int
    anchor: str
    picture: Picture
    wide: float
    high: float
    told: str  # where it is told in words


@dataclass(frozen=True)
class Contents:
    """Where the list of chapters, figures or tables stands."""

    of: str


Block = Heading | Words | Figure | SetTable | Contents
SHOWN = (Figure, SetTable, Contents)


def turned(blocks: Iterable[Block]) -> list[tuple[Block, bool]]:
    """Return blocks, each with whether its page lies on its side, as that of a wide table does.

    What stands under a heading with wide tables alone stands on their page, heading included.
    """
    parts: list[list[Block]] = [[]]
    for block in blocks:
        if isinstance(block, Heading) and any(isinstance(b, SHOWN) for b in parts[-1]):
            parts.append([])
        parts[-1].append(block)
    return [
        (block, wide or _is_wide(block))
        for part in parts
        for wide in [_only_wide(part)]
        for block in part
    ]


def _only_wide(part: Iterable[Block]) -> bool:
    """Tell whether all that is shown in a part are wide tables."""
    shown = [block for block in part if isinstance(block, SHOWN)]
    return bool(shown) and all(map(_is_wide, shown))


def _is_wide(block: Block) -> bool:
    """Tell whether a block is a table that needs a page on its side."""
    return isinstance(block, SetTable) and block.sideways
