"""What stands in the columns of a question, and its options → the cells that say none of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cpsurvey.codebook.joined import Known
from cpsurvey.codebook.normalise import normalise
from cpsurvey.codebook.parting import part_cells
from cpsurvey.codebook.ticks import TICKED, UNTICKED, unticked_as


def not_offered(
    kind: str, columns: Sequence[Iterable[str]], options: Sequence[tuple[str, str]]
) -> list[set[str]]:
    """Return, for each column, the different cells that are neither blank nor one of the options.

    Parameters
    ----------
    kind
        The type of the question: single, matrix or multi. A multi in one column joins answers; in
        several, each says whether an option was ticked.
    columns
        What stands in each.
    options
        Pairs of code and label.

    Examples
    --------
    >>> not_offered("multi", [["Red,Green", "1", "Blue"]], [("1", "Red"), ("2", "Green")])
    [{'Blue'}]
    """
    known = {normalise(text) for pair in options for text in pair} - {""}
    if kind == "multi" and len(columns) > 1:
        known |= TICKED | UNTICKED
        known = known.union(*(unticked_as(label) for _, label in options))
    found = [{cell for cell in cells if cell.strip()} for cells in columns]
    left = [{cell for cell in cells if normalise(cell) not in known} for cells in found]
    if kind == "multi" and len(columns) == 1 and left[0]:
        cells = sorted(found[0])
        ways = part_cells(cells, Known({key: place for place, key in enumerate(sorted(known))}))
        left = [{cell for cell, way in zip(cells, ways, strict=True) if not way}]
    return left
