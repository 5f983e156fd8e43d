"""What is known of the interviewed, in codes → one row an interview: its name, and all in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

from cpsurvey.codebook import Codebook
from cpsurvey.synthetic.chance import Stream
from cpsurvey.synthetic.counts import WHY
from cpsurvey.synthetic.exports import SYNTHETIC
from cpsurvey.synthetic.fieldwork import some_day

LETTERS = "PFABCDEGHIJKLMNOQRSTUVWXYZ"


def names_of(place: int, size: int) -> list[str]:
    """Return the names of the interviews of the group at this place: codes that name nobody."""
    letter = LETTERS[place] if place < len(LETTERS) else f"{place + 1}-"
    return [f"{SYNTHETIC}-{letter}{number:02d}" for number in range(1, size + 1)]


def people_of(
    names: Sequence[str],
    group: str,
    known: pd.DataFrame,
    days: tuple[date, date],
    codebook: Codebook,
    rng: Stream,
) -> pd.DataFrame:
    """Return what the project says of the people: a column for all that is known of them."""
    frame = pd.DataFrame({"interview": names, "group": codebook.groups[group]}, dtype=object)
    for question in map(str, known):
        labels = _labels(question, codebook)
        frame[question] = [_told(cell, labels) for cell in known[question]]
    recorded = [some_day(*days, 0, rng).isoformat() for _ in names]
    return frame.assign(recorded=recorded, data=SYNTHETIC)


def _told(cell: object, labels: Mapping[str, str]) -> str:
    """Return one answer in words, nothing where there is none."""
    if isinstance(cell, tuple):
        return ", ".join(labels.get(code, code) for code in cell)
    answer = str(cell)
    return "" if answer.startswith(WHY) else labels.get(answer, answer)


def _labels(question: str, codebook: Codebook) -> Mapping[str, str]:
    """Return code → label of a question's answers, none for what is in no questionnaire."""
    asked = codebook.by_name.get(question)
    if asked is None:
        return {}
    if asked.type == "role":
        return {role.code: role.label for role in codebook.roles}
    if asked.type == "authority":
        return {authority.code: authority.name for authority in codebook.authorities}
    return {level.code: level.label for level in (asked.scale.levels if asked.scale else ())}
