"""Claims and tables in; each claim's verdict under every defensible choice, one a row, out."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

import pandas as pd

from cpsurvey.analysis.wording import checked_confidence, joined
from cpsurvey.claims.asks import SHARES, Asks
from cpsurvey.claims.check import OWN, Words, check_words, data_of
from cpsurvey.claims.choices import load_choices
from cpsurvey.claims.choosing import Wanted, chosen
from cpsurvey.claims.estimands import Data, Measured, measure_claim
from cpsurvey.claims.exclusion_sets import named_tables, without
from cpsurvey.claims.expected import expected
from cpsurvey.claims.intervals import estimate_of
from cpsurvey.claims.model import Claim
from cpsurvey.claims.rows import smallest_cell
from cpsurvey.claims.specifications import Specification, specifications
from cpsurvey.claims.verdicts import NOT_DECIDABLE, agrees, verdict_of
from cpsurvey.claims.words import load_words, own_words
from cpsurvey.codebook import Codebook, load_codebook
from cpsurvey.errors import QuestionError, listed
from cpsurvey.tables import InterviewTables, SurveyTables
from cpsurvey.vocabulary import MULTIVERSE_COLUMNS, is_synthetic

COUNTS = ("count", "base", "count_reference", "base_reference")
TYPES = {
    **dict.fromkeys((*COUNTS, "smallest_cell"), "Int64"),
    **dict.fromkeys(("share", "estimate", "ci_low", "ci_high", "confidence"), "float64"),
    "agrees": "boolean",
    "main": "bool",
}


def claim_multiverse(
    tables: SurveyTables,
    claims: Wanted = None,
    *,
    interviews: InterviewTables | None = None,
    exclusions: Mapping[str, SurveyTables] | None = None,
    choices: str | os.PathLike[str] | None = None,
    words: OWN = None,
    codebook: Codebook | None = None,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Would a claim's verdict be the same, had it been computed in another defensible way?

    Who is in the base, whether don't-knows are, who was left out of the data, how answers about
    modes are read, and where the words' band ends: each is a choice that another researcher might
    have made otherwise. The multiverse makes every combination of them. Read it to see whether the
    verdict hangs on a choice, never to choose the one you like.

    Parameters
    ----------
    tables
        Survey tables, from `build_tables`.
    claims
        Claims, from `load_claims`, or ids of the study's. Left out: all that can be decided.
    interviews
        Interviews, where the tables hold none or others are meant.
    exclusions
        Name → tables of the same exports, made with another of the codebook's sets of rules
        (``build_tables(…, rules=…)``); `tables` itself must be among them. Left out: only
        `tables`, as ``default``.
    choices
        A file of other ways to read answers, such as the package's ``choices.toml``, which is used
        if it is left out.
    words
        Your own readings of quantity words, as `load_words` takes them; given as a mapping they
        have no alternatives.
    codebook
        The questionnaire of these tables; left out, that of the 2020 study.
    confidence
        Level of the intervals.

    Returns
    -------
    pandas.DataFrame
        A row for each claim and specification, the main one first: the columns of
        `cpsurvey.vocabulary.MULTIVERSE_COLUMNS`. What comes to the same is there once, as told
        from the questionnaire: ``kept`` where not everybody was shown the question, don't-knows
        where people could say so. Below 5 people there is no share and no interval; from 5 to 29
        the row is marked ``u``.

    Raises
    ------
    QuestionError
        If an id is not known, a claim can not be decided, or it asks for something that the tables
        do not have; the message names the claim.
    TablesError
        If the tables are not among the exclusions, or these are of other data.
    CodebookError
        If choices or words cannot be read, or nothing says what a claim's words are read as.

    References
    ----------
    Steegen, Tuerlinckx, Gelman and Vanpaemel (2016), Increasing transparency through a multiverse
    analysis, Perspectives on Psychological Science 11, 702-712.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> from cpsurvey.claims import claim_multiverse
    >>> found = claim_multiverse(cps.load_example(), "children-views-shared")
    >>> for row in found[found["band"] == found["band"].iloc[0]].itertuples():
    ...     print(f"{row.base_rule}, don't-knows {row.dont_know}: {row.count} of {row.base}")
    answered, don't-knows out: 5 of 23
    answered, don't-knows in: 5 of 23
    asked, don't-knows in: 5 of 24
    """
    book = load_codebook() if codebook is None else codebook
    several = [claim for claim in chosen(claims) if claims is not None or claim.asks]
    if refused := [claim.id for claim in several if not claim.asks]:
        raise QuestionError(f"claim {listed(refused)} asks nothing of the tables: leave it out.")
    level, read = checked_confidence(confidence), Words(load_words(words), own_words(words))
    check_words(read, several, words)
    named = named_tables(tables, exclusions, interviews)
    other = load_choices(choices, book)
    rows: list[dict[str, object]] = []
    for claim in several:
        wanted = expected(claim, read.known, read.own)
        ways = specifications(claim, wanted, list(named), other, book)
        found = _measured(claim, ways, named, book)
        for place, one in enumerate(ways):
            data = data_of(one.asks, named[one.exclusions])
            row = _row(one, found[_people(one)], data, level)
            rows.append(row | {"id": claim.id, "main": not place})
    types = {name: TYPES.get(name, "string") for name in MULTIVERSE_COLUMNS}
    return pd.DataFrame(rows, columns=list(types)).astype(types)


def _people(one: Specification) -> tuple[Asks, str, frozenset[str]]:
    """Return what is asked by a specification, and of whom."""
    return one.asks, one.exclusions, one.flags


def _measured(
    claim: Claim,
    ways: Sequence[Specification],
    named: Mapping[str, SurveyTables],
    codebook: Codebook,
) -> dict[tuple[Asks, str, frozenset[str]], Measured]:
    """Return what is asked of the same people, each once."""
    tables = {one: without(named[one[0]], one[1]) for one in {_people(way)[1:] for way in ways}}
    return {
        one: measure_claim(claim, Data(tables[one[1:]], codebook), one[0])
        for one in dict.fromkeys(map(_people, ways))
    }


def _row(one: Specification, found: Measured, data: str, confidence: float) -> dict[str, object]:
    """Return what one specification comes to."""
    less = found.parts[0] if one.asks.kind == "difference" and found.parts else (None, None)
    row: dict[str, object] = {
        "reading": one.reading,
        "base_rule": one.base_rule,
        "dont_know": one.dont_know,
        "exclusions": one.exclusions,
        "mode_rule": one.mode_rule,
        "band": str(one.wanted.band),
        "data": data,
        "measure": one.asks.kind,
        **dict(zip(COUNTS, (found.count, found.base, *less), strict=True)),
        "smallest_cell": smallest_cell(one.asks, found),
        "confidence": confidence,
        "verdict": NOT_DECIDABLE,
        "method": "",
        "mark": "",
        "why": found.why,
    }
    if found.value is None:
        return row
    estimate = estimate_of(one.asks, found, confidence)
    value = float(found.value) if estimate.shown else None
    low, high = estimate.limits or (None, None)
    row |= {
        "share": value if one.asks.kind in SHARES else None,
        "estimate": value,
        "ci_low": low,
        "ci_high": high,
        "method": estimate.method,
        "mark": estimate.mark,
        "why": joined(found.why, estimate.why),
    }
    if one.wanted.interval and estimate.limits is None:
        return row
    verdict = verdict_of(
        found.value,
        one.wanted,
        estimate.limits,
        base=found.base if one.asks.kind in SHARES else None,
        synthetic=is_synthetic(data),
    )
    return row | {
        "agrees": agrees(found.value, one.wanted, estimate.limits),
        "verdict": verdict,
    }
