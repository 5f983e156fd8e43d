"""Tables in; the whole report, before it is written as a page, a document or a workbook, out."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

import pandas as pd

from cpsurvey.claims import Claim, check_claims, load_claims
from cpsurvey.codebook import Codebook, load_codebook
from cpsurvey.disclosure import PROFILES
from cpsurvey.errors import CpsurveyError, QuestionError, unknown
from cpsurvey.report.chapters.every import chapters_of
from cpsurvey.report.chapters.study import Study
from cpsurvey.report.document import Report
from cpsurvey.report.provenance import names_of, provenance_of
from cpsurvey.tables import SurveyTables, Tables
from cpsurvey.vocabulary import is_synthetic

Words = Mapping[str, str] | str | os.PathLike[str] | None


def make_report(
    tables: Tables,
    *,
    title: str = "",
    profile: str | None = None,
    claims: Sequence[Claim] | None = None,
    words: Words = None,
    codebook: Codebook | None = None,
) -> Report:
    """Make the whole report of a study: what did people answer, and how sure is that?

    Works for any tables. The questionnaire's topics are its chapters; every question is drawn by
    the chart that fits it, by group and by how people joined where the tables tell. Around them
    stand what was found in short, who answered, the groups compared, interviews, published
    claims, how sure it is, methods and limitations, each where there is anything to say.

    Parameters
    ----------
    tables
        Survey tables, with or without interviews, or interview tables alone.
    title
        Of the report; left out, ``Report: `` and the data's name.
    profile
        Disclosure profile, as `protect` takes it. Left out, ``none`` for synthetic data and
        ``publication`` for other.
    claims
        Published claims to check, from `load_claims`; an empty list for none. Left out, those of
        the 2020 study, if these tables have what they ask for.
    words
        Your own readings of quantity words, as `check_claims` takes them.
    codebook
        The questionnaire of these tables, for places that nobody answered from and for claims;
        left out, that of the 2020 study.

    Returns
    -------
    Report
        Chapters of words, pictures and tables, all of them protected. The same tables give the
        same report, with the same versions.

    Raises
    ------
    CpsurveyError
        If the profile is not known, or is ``none`` and the data is not synthetic; or claims that
        were given ask for what the tables do not have.

    Examples
    --------
    >>> from dataclasses import replace
    >>> import cpsurvey as cps
    >>> from cpsurvey.report.making import make_report
    >>> talks = cps.load_example().interviews
    >>> coded_once = talks.codings[talks.codings["coder"] == "coder-1"]
    >>> [chapter.title for chapter in make_report(replace(talks, codings=coded_once)).chapters]
    ['In short', 'Interviews', 'Methods and limitations']
    """
    survey = tables if isinstance(tables, SurveyTables) else None
    interviews = tables.interviews if isinstance(tables, SurveyTables) else tables
    used = _profile(tables, profile)
    book = load_codebook() if codebook is None else codebook
    checked, known = _checked(survey, claims, words, book) if survey else (None, ())
    study = Study(survey, interviews, used, checked, known, book)
    names = names_of(tables)
    data = " and ".join(sorted(names, key=lambda name: not is_synthetic(name)))
    return Report(
        title=title or f"Report: {data}",
        data=data,
        synthetic=any(map(is_synthetic, names)),
        protection=f"Disclosure control: {PROFILES[used].sentence}.",
        chapters=chapters_of(study),
        provenance=provenance_of(tables, used, known),
    )


def _profile(tables: Tables, profile: str | None) -> str:
    """Return the disclosure profile, or refuse one that does not fit the data."""
    real = [name for name in names_of(tables) if not is_synthetic(name)]
    used = profile or ("publication" if real else "none")
    if used not in PROFILES:
        raise CpsurveyError(unknown("profile", used, PROFILES))
    if used == "none" and real:
        raise CpsurveyError(
            f'profile "none" is for synthetic data, and "{real[0]}" is not. Use profile'
            ' "publication" or "tre".'
        )
    return used


def _checked(
    survey: SurveyTables, claims: Sequence[Claim] | None, words: Words, codebook: Codebook
) -> tuple[pd.DataFrame | None, tuple[Claim, ...]]:
    """Return claims as the tables answer them, and the claims; none where they ask otherwise."""
    known = load_claims(words=words) if claims is None else tuple(claims)
    if not known:
        return None, ()
    try:
        return check_claims(survey, claims=known, codebook=codebook, words=words), tuple(known)
    except QuestionError:
        if claims is not None or words is not None:
            raise
        return None, ()  # tables of another study than the one whose claims these are
