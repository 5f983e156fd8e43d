"""An export that was read in, the doubt that its answers are codes without their words out."""

from __future__ import annotations

from cpsurvey.codebook.several import WITHOUT_WORDS
from cpsurvey.exports import Doubt, SurveyExport
from cpsurvey.platforms import how_to

# Platforms that export answers either way, and what says there what the codes stand for.
DEFINED_BY = {
    "qualtrics": "or put the survey file (.qsf) beside it",
    "limesurvey": "or put the survey structure (.lss) beside it",
    "redcap": "or put the data dictionary beside it",
    "surveymonkey": "or write the words into the codebook",
}


def without_words(export: SurveyExport) -> tuple[Doubt, ...]:
    """Return the doubt, where the platform would have given words."""
    otherwise = DEFINED_BY.get(export.platform)
    if not otherwise or export.settings.get("answers") != "numbers" or export.rows.empty:
        return ()
    return (
        Doubt(
            WITHOUT_WORDS,
            "Answers are given by their codes; the words are not in the file.",
            f"Export it again, {how_to(export.platform, 'answers')}; {otherwise}.",
        ),
    )
