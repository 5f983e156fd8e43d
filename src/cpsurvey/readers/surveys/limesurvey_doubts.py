"""An export of LimeSurvey in, what may be wrong with how it was exported out."""

from __future__ import annotations

import re
from collections import defaultdict

from cpsurvey.errors import listed
from cpsurvey.exports import Doubt, SurveyExport
from cpsurvey.platforms import how_to
from cpsurvey.readers.surveys.told import LOOKED_AT

CUT_OFF = re.compile(r".*(?<!\.)\.\.\s*([\[\]].*)?")  # LimeSurvey's mark of an abbreviated heading
SEVERAL = 0.3
PART = re.compile(r"(.+?)\[([^\[\]]+)\]")
OTHER = "other"  # only a multiple choice has a part of this name beside others
CONVERTED = {"1", "2"}


def doubts_about(export: SurveyExport) -> list[Doubt]:
    """Return the doubts that headings and cells raise."""
    return [*_cut_off(export), *_converted(export)]


def _cut_off(export: SurveyExport) -> list[Doubt]:
    """Return the doubt that headings were abbreviated, so that questions may be mixed up."""
    asked = export.columns[export.columns["kind"] == "question"]
    cut = asked[asked["text"].map(lambda text: bool(CUT_OFF.fullmatch(text))).astype(bool)]
    if len(cut) < max(2, SEVERAL * len(asked)):
        return []
    words = (
        f"{len(cut)} of {len(asked)} headings are cut off (they end with two full stops, first in"
        f" column {cut['position'].iloc[0]}), so that questions may read alike."
    )
    return [Doubt("cut headings", words, f"Export it again, {how_to('limesurvey', 'header')}.")]


def _converted(export: SurveyExport) -> list[Doubt]:
    """Return the doubt that Y and N were written as numbers, in which "not ticked" is an answer."""
    parts: dict[str, dict[str, str]] = defaultdict(dict)
    for column in map(str, export.rows):
        if match := PART.fullmatch(column):
            parts[match[1]][match[2]] = column
    found = []
    for question, columns in parts.items():
        ticks = [column for part, column in columns.items() if not part.startswith(OTHER)]
        if OTHER not in columns or not ticks:
            continue
        cells = export.rows[ticks].head(LOOKED_AT).to_numpy().ravel()
        if {cell.strip() for cell in cells} - {""} == CONVERTED:
            found.append(question)
    if not found:
        return []
    many = "1 select-all holds" if len(found) == 1 else f"{len(found)} select-alls hold"
    words = f"{many} 1 and 2 in place of Y and nothing ({listed(found, 5)})."
    return [
        Doubt("converted ticks", words, f"Export it again, {how_to('limesurvey', 'selected')}.")
    ]
