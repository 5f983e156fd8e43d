"""An export and what is known of its answers in, the doubts that this leaves out."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pandas as pd

from cpsurvey.codebook import Codebook, normalise
from cpsurvey.codebook.joined import Known
from cpsurvey.codebook.parting import part_cells
from cpsurvey.codebook.several import LOST_IN_COMMAS, WITHOUT_WORDS, joins
from cpsurvey.exports import Doubt, SurveyExport

DEFINED = "the definition says so"
Options = Mapping[str, Collection[str]]


def doubts_left(
    export: SurveyExport, options: Options, *, worded: bool = False
) -> tuple[Doubt, ...]:
    """Return the doubts about an export but those that the options of its questions settle.

    ``options`` gives, for each column of a select-all in one column, every answer that is known;
    ``worded`` tells whether what the codes of answers stand for is known.
    """
    settled = {LOST_IN_COMMAS} if options and _all_parted(export, options) else set()
    settled |= {WITHOUT_WORDS} if worded else set()
    return tuple(doubt for doubt in export.doubts if doubt.what not in settled)


def options_in(codebook: Codebook, instrument: str) -> dict[str, list[str]]:
    """Return the answers that a codebook lists for each select-all in one column."""
    return {
        question.raw[instrument][0]: [
            text for level in question.scale.levels for text in (level.label, *level.variants)
        ]
        + [text for answers in question.scale.nonresponse.values() for text in answers]
        for question in codebook.questions
        if question.scale
        and question.type == "multi"
        and len(question.raw.get(instrument, ())) == 1
    }


def has_words(codebook: Codebook) -> bool:
    """Tell whether a codebook has words for the answers, and not their codes alone."""
    labels = [level.label for scale in codebook.scales.values() for level in scale.levels]
    return any(letter.isalpha() for label in labels for letter in label)


def is_defined(draft: pd.DataFrame) -> bool:
    """Tell whether a definition gives the answers of a draft's questions."""
    return bool((draft["why"] == DEFINED).any())


def options_defined(draft: pd.DataFrame) -> dict[str, list[str]]:
    """Return the answers that a definition lists for each select-all in one column."""
    defined = draft[(draft["type"] == "multi") & (draft["why"] == DEFINED)]
    return {
        columns[0]: list(options)
        for columns, options in zip(defined["columns"], defined["options"], strict=True)
        if len(columns) == 1
    }


def _all_parted(export: SurveyExport, options: Options) -> bool:
    """Tell whether known answers part every cell, in each column that joins several."""
    for column in map(str, export.rows):
        counts = export.rows[column].value_counts().items()
        cells = {str(cell): int(n) for cell, n in counts if str(cell).strip()}
        if column in options:
            keys = dict.fromkeys(map(normalise, options[column]))
            known = Known({key: place for place, key in enumerate(keys)})
            if not all(part_cells(list(cells), known, export.platform)):
                return False
        elif joins(cells, ",") or joins(cells, ", "):
            return False
    return True
