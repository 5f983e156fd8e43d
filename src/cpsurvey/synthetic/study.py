"""A seed in, the exports of the synthetic study out: name and bytes of each file."""

from __future__ import annotations

from collections.abc import Mapping

from cpsurvey.claims import load_claims
from cpsurvey.codebook import Instrument, load_codebook
from cpsurvey.errors import CpsurveyError
from cpsurvey.synthetic.exports import SYNTHETIC, write_survey
from cpsurvey.synthetic.interview_margins import load_interview_margins
from cpsurvey.synthetic.interviews import make_interviews, write_interviews
from cpsurvey.synthetic.margins import load_margins
from cpsurvey.synthetic.respondents import make_answers

DATA = f"{SYNTHETIC} child protection conferences 2020"
INTERVIEWS = f"{SYNTHETIC}-interviews.qdpx"


def synthesise(seed: int) -> dict[str, bytes]:
    """Make the exports that the study's platforms might have given, from its published figures.

    Parameters
    ----------
    seed
        Chance: the same seed gives the same bytes, and every seed gives the published figures.

    Returns
    -------
    dict
        File name → content: a Qualtrics CSV for each questionnaire, a REFI-QDA project of the
        interviews, and ``sources.toml``, which says which is what. No file is written.

    Raises
    ------
    CodebookError
        If the margins contradict the codebook, the claims or one another.
    CpsurveyError
        If the seed is negative.

    Notes
    -----
    Nobody's answers are in them. What was published comes back from them exactly; everything
    else is assumed, and `assumptions` lists it. An association found in them is no finding.

    Examples
    --------
    >>> from cpsurvey.synthetic import synthesise
    >>> for name in synthesise(2020):
    ...     print(name)
    SYNTHETIC-professionals.csv
    SYNTHETIC-parents.csv
    SYNTHETIC-interviews.qdpx
    sources.toml
    """
    if seed < 0:
        raise CpsurveyError(f"seed is {seed}: give a whole number from 0 on.")
    codebook, claims = load_codebook(), load_claims()
    margins = load_margins(codebook, claims)
    answers = make_answers(margins, codebook, seed)
    surveys = {
        f"{SYNTHETIC}-{codebook.groups[i.group].casefold()}.csv": i for i in codebook.instruments
    }
    made = {
        file: write_survey(answers[instrument.group], margins, codebook, instrument, seed)
        for file, instrument in surveys.items()
    }
    days = margins.fieldwork["interviews"]
    interviews = make_interviews(load_interview_margins(codebook, claims), days, codebook, seed)
    made[INTERVIEWS] = write_interviews(interviews, codebook, DATA)
    return made | {"sources.toml": _sources(surveys).encode("utf-8")}


def _sources(surveys: Mapping[str, Instrument]) -> str:
    """Return sources.toml."""
    lines = ["# What each file is. Made by: cpsurvey synthesise", "", f'data = "{DATA}"']
    for file, instrument in surveys.items():
        lines += ["", "[[source]]", f'file = "{file}"', 'kind = "survey"', 'platform = "qualtrics"']
        lines += [f'group = "{instrument.group}"', f'instrument = "{instrument.code}"']
    lines += ["", "[[source]]", f'file = "{INTERVIEWS}"', 'kind = "interviews"']
    return "\n".join([*lines, 'platform = "refi-qda"', ""])
