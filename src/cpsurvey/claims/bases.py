"""Claims about one group and numbers of people in; at which numbers all can be true, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from numbers import Integral

import pandas as pd

from cpsurvey.claims.asks import SHARES
from cpsurvey.claims.bands import Band
from cpsurvey.claims.check import OWN, Words, check_words
from cpsurvey.claims.choosing import Wanted, chosen
from cpsurvey.claims.expected import expected
from cpsurvey.claims.feasible import counts_that_fit, runs_that_fit
from cpsurvey.claims.model import Claim
from cpsurvey.claims.together import Shared, can_be_together, shared_questions
from cpsurvey.claims.words import load_words, own_words
from cpsurvey.codebook import Codebook, load_codebook
from cpsurvey.errors import QuestionError, listed
from cpsurvey.vocabulary import BASES_COLUMNS

TYPES = {
    **dict.fromkeys(("base", "fits_low", "fits_high", "counts"), "Int64"),
    **dict.fromkeys(("all_fit", "together", "in_registry"), "bool"),
}


def find_bases(
    claims: Wanted,
    bases: Iterable[int] = range(1, 41),
    words: OWN = None,
    *,
    codebook: Codebook | None = None,
) -> pd.DataFrame:
    """How many people can several claims about one group all have been true of?

    A share of a handful of people is one of few: three quarters of 14 is no whole number. Where a
    source gives its shares in words and does not say of how many, the bases at which every claim
    has a whole count are those that the source may have meant.

    Parameters
    ----------
    claims
        Claims about shares of one group, from `load_claims`, or ids of the study's.
    bases
        Numbers of people to try.
    words
        Your own readings of quantity words, as `load_words` takes them.
    codebook
        The questionnaire that the claims ask about; left out, that of the 2020 study. It is read
        only where several of the claims ask the same question.

    Returns
    -------
    pandas.DataFrame
        A row for each base and claim: base, id, band, fits_low and fits_high (the smallest and
        the largest whole count in the band, missing where there is none), counts (how many fit),
        all_fit (whether every claim has one), together (whether people can have answered so that
        all are true at once), in_registry (whether a claim is stated, or can be read, to be of
        this many) and why one of the two fails.

    Raises
    ------
    QuestionError
        If an id is not known, a claim is about no share, claims are about several groups, a
        question or an answer is not in the codebook, or a base is no whole number.
    CodebookError
        If a base is nobody, or nothing says what a claim's words are read as.

    Notes
    -----
    Of two claims about the same question whose answers are all there are, the counts must add up
    to the base; of select-all questions, and where the answers overlap, whether whole numbers of
    people can have given them is decided by integer programming. That all claims are of the same
    people is taken for granted: it is the question asked.

    Examples
    --------
    >>> from cpsurvey.claims import find_bases
    >>> parents = ["parents-contribution-harmed", "parents-could-express", "parents-no-reports"]
    >>> found = find_bases(parents, [14, 16, 24])
    >>> found.groupby("base")["all_fit"].first().tolist()
    [False, False, True]
    >>> found["why"].iloc[0]
    'no whole number of 14 fits parents-contribution-harmed and parents-could-express'
    """
    several, tried = chosen(claims), list(bases)
    _check(several, tried)
    read = Words(load_words(words), own_words(words))
    check_words(read, several, words)
    bands = {claim.id: expected(claim, read.known, read.own).band for claim in several}
    shared: list[Shared] = []
    if len({claim.asks.question for claim in several if claim.asks}) < len(several):
        shared = shared_questions(several, load_codebook() if codebook is None else codebook)
    rows = [row for base in tried for row in _of_base(base, several, bands, shared)]
    types = {name: TYPES.get(name, "string") for name in BASES_COLUMNS}
    return pd.DataFrame(rows, columns=list(types)).astype(types)


def is_share(claim: Claim) -> bool:
    """Tell whether a claim is about a share of a number of people."""
    if claim.asks is None:
        return claim.kind in ("percent", "word")
    return claim.asks.kind in SHARES


def _check(claims: Sequence[Claim], bases: Sequence[object]) -> None:
    """Refuse claims that no number of people can be looked for together, and odd numbers."""
    for base in bases:
        if not isinstance(base, Integral):
            raise QuestionError(f"a base of {base!r} is no whole number of people.")
    other = [claim.id for claim in claims if not is_share(claim)]
    if other:
        raise QuestionError(
            f"claim {listed(other)} is about no share of a number of people: leave it out."
        )
    groups = list(dict.fromkeys(claim.group for claim in claims))
    if len(groups) > 1:
        raise QuestionError(
            f"the claims are about several groups, {listed(groups)}: give those of one group."
        )


def _of_base(
    base: int, claims: Sequence[Claim], bands: Mapping[str, Band], shared: Sequence[Shared]
) -> Iterator[dict[str, object]]:
    """Yield the row of each claim at one base."""
    counts = {claim.id: counts_that_fit(bands[claim.id], base) for claim in claims}
    without = [name for name, fitting in counts.items() if not fitting]
    clash = "" if without else _clash(base, bands, shared)
    why = f"no whole number of {base} fits {listed(without)}" if without else clash
    for claim in claims:
        fitting = counts[claim.id]
        yield {
            "base": base,
            "id": claim.id,
            "band": str(bands[claim.id]),
            "fits_low": min(fitting, default=None),
            "fits_high": max(fitting, default=None),
            "counts": len(fitting),
            "all_fit": not without,
            "together": not without and not clash,
            "in_registry": any(base in _stated(one) for one in claims),
            "why": why,
        }


def _clash(base: int, bands: Mapping[str, Band], shared: Sequence[Shared]) -> str:
    """Return which claims about one question fit alone and not together, if any do."""
    clashing = [
        f"{listed(one.ids)} fit each by itself and not together: no answers of {base} people to"
        f" {one.question} make them true at once"
        for one in shared
        if not can_be_together(one, {i: runs_that_fit(bands[i], base) for i in one.ids}, base)
    ]
    return "; ".join(clashing)


def _stated(claim: Claim) -> set[int | None]:
    """Return the numbers of people that a claim is said, or can be read, to be of."""
    return {claim.base.n, *(reading.n for reading in claim.other_bases)}
