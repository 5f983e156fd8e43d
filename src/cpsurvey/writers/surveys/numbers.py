"""What was answered in, as an export writes it out: labels, numbers, or several in one cell."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain, count

import pandas as pd

from cpsurvey.codebook import Scale, normalise
from cpsurvey.writers.surveys.answered import WHOLE, Asked

STARTS = (1, 11, 101, 1001)


def numbers_of(scale: Scale) -> dict[str, str]:
    """Return the number of each level in its order, then of each kind of non-response.

    They begin with 1, or higher where a label is itself one of those numbers.
    """
    taken = {normalise(text) for text in scale.known}
    names = [*scale.codes, *scale.nonresponse]
    for start in chain(STARTS, count(10_001, 1000)):
        numbers = [str(start + place) for place in range(len(names))]
        if taken.isdisjoint(numbers):
            break
    return dict(zip(names, numbers, strict=True))


def labels_of(scale: Scale) -> dict[str, str]:
    """Return the label of each level and the words of each kind of non-response."""
    return {level.code: level.label for level in scale.levels} | {
        reason: words[0] for reason, words in scale.nonresponse.items() if words
    }


def cells_of(asked: Asked, texts: Mapping[str, str] | None = None) -> pd.DataFrame:
    """Return the cells, one column a part: the text of each answer or of why there is none.

    `texts` gives the text of each level and reason; labels where it is left out. An option ticked
    has its own text, and who said why nothing is ticked says it in the first option's column.
    """
    if asked.kind == "typed":
        return asked.cells.where(asked.cells != "", asked.said)
    texts = labels_of(asked.scale) if texts is None else texts
    said = _said(asked, texts)
    if asked.kind == "multi":
        ticked = {
            code: [texts[code] if cell else "" for cell in asked.cells[code]]
            for code, _ in asked.parts
        }
        cells = pd.DataFrame(ticked, index=asked.cells.index, dtype=object)
        first = asked.parts[0][0]
        nothing = (cells == "").all(axis=1)
        return cells.assign(**{first: cells[first].mask(nothing, said[WHOLE])})
    cells = asked.cells.map(lambda code: texts[code] if code else "")
    return cells.where(cells != "", said)


def joined(asked: Asked, joiner: str, texts: Mapping[str, str] | None = None) -> pd.Series:
    """Return the options of each cell in one, a sign between them, in the codebook's order."""
    texts = labels_of(asked.scale) if texts is None else texts
    several = [
        joiner.join(texts[code] for (code, _), cell in zip(asked.parts, row, strict=True) if cell)
        for row in asked.cells.to_numpy()
    ]
    cells = pd.Series(several, index=asked.cells.index, dtype=object)
    return cells.where(cells != "", _said(asked, texts)[WHOLE])


def _said(asked: Asked, texts: Mapping[str, str]) -> pd.DataFrame:
    """Return the text of each non-response that was given as an answer."""
    words = asked.said.to_numpy() != ""
    texted = asked.reasons.map(lambda reason: texts.get(reason, ""))
    return texted.where(words, "")
