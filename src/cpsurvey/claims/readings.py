"""Claims and tables in; each reading of whose answers a claim is about, what it comes to, out."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from cpsurvey.claims.asks import Asks
from cpsurvey.claims.bases import is_share
from cpsurvey.claims.check import OWN, Words, check_words, data_of
from cpsurvey.claims.choosing import Wanted, chosen, survey_of
from cpsurvey.claims.estimands import Data, Measured, measure_claim, not_measured
from cpsurvey.claims.expected import Expected, expected
from cpsurvey.claims.feasible import counts_that_fit
from cpsurvey.claims.intervals import estimate_of
from cpsurvey.claims.model import Claim
from cpsurvey.claims.verdicts import agrees
from cpsurvey.claims.words import load_words, own_words
from cpsurvey.codebook import Codebook, load_codebook
from cpsurvey.tables import InterviewTables, SurveyTables
from cpsurvey.vocabulary import READING_COLUMNS, SHARE_FROM

NUMBERS = {
    **dict.fromkeys(("n", "fits_low", "fits_high", "counts", "count", "base"), "Int64"),
    "share": "float64",
    "agrees": "boolean",
}
LEVEL = 0.95
NO_DATA = "the tables hold no data for this reading"


def claim_readings(
    tables: SurveyTables,
    claims: Wanted = None,
    *,
    interviews: InterviewTables | None = None,
    words: OWN = None,
    codebook: Codebook | None = None,
) -> pd.DataFrame:
    """Whose answers may a claim be about, and would what was published fit, read so?

    A source that says "17% were social workers" may mean the professionals or everybody. Each
    reading in the registry is worked through: the whole counts that make what was published at
    its number of people and, where the tables can tell, what they give and whether it agrees.

    Parameters
    ----------
    tables
        Survey tables; readings of interviews need interviews, in the tables or given.
    claims
        Claims, from `load_claims`, or ids of the study's. Left out: those of the study that the
        registry gives several readings.
    interviews
        Interviews, where the tables hold none or others are meant.
    words
        Your own readings of quantity words, as `load_words` takes them.
    codebook
        The questionnaire of these tables; left out, that of the 2020 study.

    Returns
    -------
    pandas.DataFrame
        A row for each claim and reading, the registry's own first: data, id, reading (its place,
        from 1), group, instrument, n (the number of people it means, where the registry gives
        one), why (where the doubt is), published, band, fits_low, fits_high and counts (the
        smallest and the largest whole count that agrees, and how many do, out of n or, without
        one, out of the base found; of shares only), count, base and share from the tables,
        agrees (missing where they cannot tell) and measured (what was counted, or why nothing
        was). Below 5 people the share is not given.

    Raises
    ------
    QuestionError
        If an id is not known, or a claim asks for something that the tables do not have.
    CodebookError
        If nothing says what a claim's words are read as.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> from cpsurvey.claims import claim_readings
    >>> found = claim_readings(cps.load_example(), "share-social-workers")
    >>> for row in found.itertuples():
    ...     print(f"{row.n}: {row.fits_low} to {row.fits_high} would fit, {row.count} found")
    492: 82 to 86 would fit, 86 found
    516: 86 to 90 would fit, 86 found
    """
    book = load_codebook() if codebook is None else codebook
    held, read = survey_of(tables, interviews), Words(load_words(words), own_words(words))
    several = [one for one in chosen(claims) if claims is not None or one.other_bases]
    check_words(read, several, words)
    rows = [row for claim in several for row in _of_claim(claim, read, Data(held, book))]
    return pd.DataFrame(rows, columns=list(READING_COLUMNS)).astype(
        {name: NUMBERS.get(name, "string") for name in READING_COLUMNS} | {"reading": "int64"}
    )


def _of_claim(claim: Claim, words: Words, data: Data) -> Iterator[dict[str, object]]:
    """Yield the row of each reading; a claim that asks nothing has no band."""
    wanted = expected(claim, words.known, words.own) if claim.asks else None
    own = (claim.base.group, claim.base.instrument, claim.base.n, claim.asks, _doubt(claim))
    others = ((one.group, one.instrument, one.n, one.asks, one.why) for one in claim.other_bases)
    for place, (group, instrument, n, asks, why) in enumerate([own, *others], 1):
        found = (
            not_measured(NO_DATA) if place > 1 and not asks else measure_claim(claim, data, asks)
        )
        yield {
            "data": data_of(asks, data.tables),
            "id": claim.id,
            "reading": place,
            "group": group,
            "instrument": instrument,
            "n": n,
            "why": why,
            "published": claim.published,
            "band": str(wanted.band) if wanted else "",
            **_fits(claim, wanted, n or found.base),
            "count": found.count,
            "base": found.base,
            "share": _share(claim, found),
            "agrees": _agrees(asks, found, wanted),
            "measured": found.why,
        }


def _doubt(claim: Claim) -> str:
    """Return how sure the registry's own reading is."""
    return f"the registry's own reading; its base is {claim.base.certainty}"


def _fits(claim: Claim, wanted: Expected | None, base: int | None) -> dict[str, int | None]:
    """Return the whole counts that agree, of a share of so many people."""
    if not base or not wanted or not is_share(claim):
        return {"fits_low": None, "fits_high": None, "counts": None}
    counts = counts_that_fit(wanted.band, base)
    ends = {"fits_low": min(counts, default=None), "fits_high": max(counts, default=None)}
    return {**ends, "counts": len(counts)}


def _share(claim: Claim, found: Measured) -> float | None:
    """Return the share found, of enough people to give one."""
    if found.value is None or not is_share(claim) or (found.base or 0) < SHARE_FROM:
        return None
    return float(found.value)


def _agrees(asks: Asks | None, found: Measured, wanted: Expected | None) -> bool | None:
    """Tell whether what was found agrees, where anything was."""
    if asks is None or wanted is None or found.value is None:
        return None
    return agrees(found.value, wanted, estimate_of(asks, found, LEVEL).limits)
