"""Questions as guessed → the same, the one that asks for consent marked where that is evident."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from cpsurvey.codebook import normalise
from cpsurvey.drafting.cues import consenting, says
from cpsurvey.drafting.records import Guess

EARLY = 12  # questions among which consent is sought
NOTE = (
    "If this asks for consent to take part, change its type to consent and add the rule no_consent"
    " to codebook.toml."
)


def find_consent(questions: Sequence[Guess], rows: pd.DataFrame) -> list[Guess]:
    """Return the questions, the first that is evidently consent as such; doubtful ones with a note.

    Evident is a question near the beginning whose words ask for consent to take part, whose every
    answer gives or refuses it (or whose only one gives it), and to which half of all rows consent.
    """
    found = list(questions)
    for place, question in enumerate(found[:EARLY]):
        asks = says(f"{question.text} {question.stem}", "consent") and not says(
            question.text, "not_consent"
        )
        if question.type not in ("single", "scale") or question.scale is None or not asks:
            continue
        if _evident(question, rows) and not any(other.type == "consent" for other in found):
            scale = replace(question.scale, ordered=False)
            why = f"its words ask for consent, and {question.why}"
            found[place] = replace(question, type="consent", scale=scale, why=why)
        else:
            found[place] = replace(question, notes=(*question.notes, NOTE))
    return found


def _evident(question: Guess, rows: pd.DataFrame) -> bool:
    """Tell whether every answer gives or refuses consent, and half of all rows give it."""
    levels = question.scale.levels if question.scale else ()
    said = {level.label: consenting(level.label) for level in levels}
    words = set(said.values())
    if "" in words or "yes" not in words or ("no" not in words and len(levels) > 1):
        return False
    yes = {normalise(label) for label, word in said.items() if word == "yes"}
    counts = rows[question.columns[0]].value_counts()
    given = sum(count for text, count in counts.items() if normalise(str(text)) in yes)
    return bool(given >= 0.5 * len(rows)) and given > 0
