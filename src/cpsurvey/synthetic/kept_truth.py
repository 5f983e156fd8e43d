"""A seed and margins in; what the synthetic exports are made from, before any mess, out."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from cpsurvey.claims import Claim, load_claims
from cpsurvey.codebook import Codebook, load_codebook
from cpsurvey.errors import CpsurveyError
from cpsurvey.synthetic.interview_margins import InterviewMargins, load_interview_margins
from cpsurvey.synthetic.interviews import Interviews, make_interviews
from cpsurvey.synthetic.margins import MARGINS, Margins, load_margins, told_of
from cpsurvey.synthetic.respondents import make_answers


@dataclass(frozen=True)
class Truth:
    """What is true of the people of a synthetic study, whom nobody asked.

    Attributes
    ----------
    respondents
        Group → one row a person kept, one column a margin: codes, as `make_answers` gives them.
    interviews
        Who raised what, where it stands, and who coded what; None where the margins have none.
    margins, interview_margins
        What they were made from.
    """

    respondents: Mapping[str, pd.DataFrame]
    interviews: Interviews | None
    margins: Margins
    interview_margins: InterviewMargins | None


def truth(
    seed: int,
    *,
    codebook: Codebook | None = None,
    margins: str | os.PathLike[str] | None = None,
    claims: Sequence[Claim] | None = None,
) -> Truth:
    """Say what is true of the people in the exports that `synthesise` makes from the same seed.

    It is for tests: what cleaning, coding and counting should give back is known beforehand.

    Parameters
    ----------
    seed
        Chance: the same seed gives the same people.
    codebook
        The questionnaire; left out, that of the 2020 study.
    margins
        A file of margins in TOML; left out, that of the 2020 study.
    claims
        Claims that margins take counts from; left out, those of the 2020 study with its own
        margins, and none with others.

    Returns
    -------
    Truth
        The respondents and the interviews before they are written as exports.

    Raises
    ------
    CodebookError
        If the margins contradict the codebook, the claims or one another.
    CpsurveyError
        If the seed is negative.

    Examples
    --------
    >>> from cpsurvey.synthetic import truth
    >>> interviews = truth(2020).interviews
    >>> raised = interviews.raised.merge(interviews.people)
    >>> wanted = raised[raised["code"] == "FUT.prefer_f2f"]
    >>> int((wanted["group"] == "Parents").sum())
    14
    """
    if seed < 0:
        raise CpsurveyError(f"seed is {seed}: give a whole number from 0 on.")
    book = codebook if codebook is not None else load_codebook()
    if claims is None:
        claims = load_claims() if margins is None else ()
    survey = load_margins(book, claims, margins)
    talks = load_interview_margins(book, claims, margins)
    with told_of(str(margins or MARGINS)):
        respondents = make_answers(survey, book, seed)
        days = survey.fieldwork["interviews"]
        interviews = make_interviews(talks, days, book, seed) if talks else None
    return Truth(respondents, interviews, survey, talks)
