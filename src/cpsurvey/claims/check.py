"""Claims and tables in; what was published, what it comes to and a verdict, a row a claim, out."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from cpsurvey.analysis.wording import checked_confidence
from cpsurvey.claims.asks import SHARES, Asks
from cpsurvey.claims.choosing import Wanted, chosen, survey_of
from cpsurvey.claims.estimands import Data, Measured, measure_claim
from cpsurvey.claims.expected import Expected, expected
from cpsurvey.claims.intervals import estimate_of
from cpsurvey.claims.model import Claim, Reading
from cpsurvey.claims.rows import Checked, numbers_of, reasons_of
from cpsurvey.claims.verdicts import NOT_DECIDABLE, agrees, verdict_of
from cpsurvey.claims.words import Word, load_words, own_words
from cpsurvey.codebook import Codebook, load_codebook
from cpsurvey.errors import CodebookError, unknown
from cpsurvey.tables import InterviewTables, SurveyTables
from cpsurvey.vocabulary import CLAIM_COLUMNS, is_synthetic

WHOLE = (
    "count", "base", "count_reference", "base_reference", "fits_low", "fits_high", "stated_base",
    "readings", "changes", "smallest_cell",
)  # fmt: skip
NUMBERS = ("share", "estimate", "ci_low", "ci_high", "confidence")
OF_INTERVIEWS = ("interviews", "coded", "interviewed")
OWN = Mapping[str, str] | str | os.PathLike[str] | None


class Words(NamedTuple):
    """What words are read as: the usual readings with the reader's, and the reader's alone."""

    known: Mapping[str, Word]
    own: Mapping[str, Word]


def check_claims(
    tables: SurveyTables,
    interviews: InterviewTables | None = None,
    *,
    claims: Wanted = None,
    codebook: Codebook | None = None,
    words: OWN = None,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Check published claims against tables: what does each come to, and is it what was published?

    Parameters
    ----------
    tables
        Survey tables; claims about interviews are decided on the interviews in them.
    interviews
        Interview tables to take instead.
    claims
        Claims, from `load_claims`, or ids of the 2020 study's; left out, all of these.
    codebook
        The questionnaire of these tables; left out, that of the 2020 study.
    words
        Your own readings of quantity words, as `load_words` takes them.
    confidence
        Level of the intervals.

    Returns
    -------
    pandas.DataFrame
        A row for each claim, in their order; the columns are those of
        `cpsurvey.vocabulary.CLAIM_COLUMNS`, shares and differences as proportions. The verdicts
        are the keys of `cpsurvey.vocabulary.CLAIM_VERDICTS`. Protect it with
        `cpsurvey.protect` before it leaves the team.

    Raises
    ------
    QuestionError
        If a claim asks for a question, an answer, a group or a theme that the tables do not
        have, an id is not known, or the tables are not of a survey; the message names the claim
        and its registry.
    CodebookError
        If nothing says what a claim's words are read as, or a word of yours is none that the
        claims use.

    Notes
    -----
    A claim without data is not decidable: nothing is asked of the tables, or they hold nobody in
    its base. Else the first of these that is true: no whole number of the base makes a share in
    the band (infeasible at this base); readings of whose answers are meant differ in whether they
    agree (base ambiguous); the estimate is in the band, all of its interval where the words ask
    for that (reproduced); it would be if it was rounded otherwise (within rounding); it is not.
    In made-up data a claim is recovered, never reproduced: that is no evidence for it.

    `changes` counts how few answers of the main reading bring the estimate out of the band, or into
    it: `cpsurvey.claims.fragility`. Intervals hold for people drawn at random, and these chose to
    answer. A share has Wilson's, a difference Newcombe's; below 5 people neither is given, below
    10 no interval of a difference, below 30 the row is marked u.

    References
    ----------
    Brown and Heathers (2017), The GRIM test, Social Psychological and Personality Science 8,
    363-369, for which whole counts fit a share. Newcombe (1998), Statistics in Medicine 17,
    873-890 and 2635-2650.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> tables, claim = cps.load_example(), "parents-contribution-harmed"
    >>> harmed = cps.check_claims(tables, claims=claim).loc[0]
    >>> f"{harmed['published']}: {harmed['count']} of {harmed['base']}, {harmed['verdict']}"
    'three quarters: 18 of 24, recovered (synthetic)'
    >>> own = {"three quarters": "(0.75, 0.8]"}
    >>> cps.check_claims(tables, claims=claim, words=own).loc[0, "verdict"]
    'not reproduced'
    """
    level = checked_confidence(confidence)
    data = Data(survey_of(tables, interviews), load_codebook() if codebook is None else codebook)
    several, read = chosen(claims), Words(load_words(words), own_words(words))
    check_words(read, several, words)
    rows = [_row(claim, data, read, level) for claim in several]
    frame = pd.DataFrame(rows, columns=list(CLAIM_COLUMNS))
    kinds = dict.fromkeys(WHOLE, "Int64") | dict.fromkeys(NUMBERS, "float64")
    return frame.astype(dict.fromkeys(CLAIM_COLUMNS, "string") | kinds)


def _row(claim: Claim, data: Data, words: Words, confidence: float) -> dict[str, Any]:
    """Return one claim's row."""
    said: dict[str, Any] = {
        "data": data_of(claim.asks, data.tables),
        "id": claim.id,
        "topic": claim.topic,
        "group": claim.group,
        "claim": claim.claim,
        "published": claim.published,
        "certainty": claim.certainty,
        "measure": claim.asks.kind if claim.asks else "",
        "confidence": confidence,
        "band": "",
        "read_as": "",
        "stated_base": claim.base.n,
        "method": "",
        "mark": "",
    }
    if claim.asks is None:
        return said | {"verdict": NOT_DECIDABLE, "why": claim.not_decidable}
    wanted = expected(claim, words.known, words.own)
    said |= {"band": str(wanted.band), "read_as": wanted.why}
    found = measure_claim(claim, data)
    if found.value is None:
        counts = {"count": found.count, "base": found.base}
        return said | counts | {"verdict": NOT_DECIDABLE, "why": found.why}
    estimate = estimate_of(claim.asks, found, confidence)
    others = list(_others(claim, wanted, data, confidence))
    checked = Checked(claim, claim.asks, wanted, found, estimate, others)
    said |= numbers_of(checked, confidence)
    if wanted.interval and estimate.limits is None:
        why = f"the words ask for an interval, and there is none: {estimate.why}"
        return said | {"verdict": NOT_DECIDABLE, "changes": None, "why": why}
    verdict = verdict_of(
        found.value,
        wanted,
        estimate.limits,
        base=found.base if claim.asks.kind in SHARES else None,
        others=[agreed for *_, agreed in others],
        synthetic=is_synthetic(said["data"]),
    )
    why = "; ".join(reasons_of(checked, verdict, data))
    return said | {"verdict": verdict, "why": why}


def _others(
    claim: Claim, wanted: Expected, data: Data, confidence: float
) -> Iterator[tuple[Reading, Measured, bool]]:
    """Yield the other readings of whose answers are meant that can be measured: do they agree?"""
    for reading in claim.other_bases:
        if reading.asks is None:
            continue
        found = measure_claim(claim, data, reading.asks)
        if found.value is not None:
            limits = estimate_of(reading.asks, found, confidence).limits
            yield reading, found, agrees(found.value, wanted, limits)


def data_of(asks: Asks | None, tables: SurveyTables) -> str:
    """Return the name of the data that a claim is decided on, the made-up first of two."""
    if asks is None or tables.interviews is None:
        return tables.name
    if asks.kind in OF_INTERVIEWS:
        return tables.interviews.name
    if not (asks.also_interviews or asks.also_codes):
        return tables.name
    names = {tables.name: None, tables.interviews.name: None}
    return " and ".join(sorted(names, key=lambda name: not is_synthetic(name)))


def check_words(words: Words, claims: Sequence[Claim], given: OWN) -> None:
    """Refuse a reader's word that neither the package nor any claim has."""
    place = given if isinstance(given, str | os.PathLike) else "words"
    used = {said for claim in claims for said in (claim.words, claim.reads_as) if said}
    usual = load_words()
    for word in words.own:
        if word not in usual and word not in used:
            known = sorted(used | set(usual))
            raise CodebookError(f"{place}: {unknown('word', word, known)}")
