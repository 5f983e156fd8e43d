"""Claims and tables in; what each claim comes to in the tables, one row a claim, out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from math import isnan

import pandas as pd

from cpsurvey.claims.estimands import Data, Measured, measure, not_measured
from cpsurvey.claims.load import load_claims
from cpsurvey.claims.model import Claim
from cpsurvey.codebook import Codebook, load_codebook
from cpsurvey.errors import QuestionError
from cpsurvey.tables import SurveyTables

TOLERANCE = 1e-9
COLUMNS = {
    "id": "string",
    "claim": "string",
    "kind": "string",
    "count": "Int64",
    "base": "Int64",
    "value": "float64",
    "low": "float64",
    "high": "float64",
    "holds": "boolean",
    "data": "string",
    "why": "string",
}


def measure_claims(
    tables: SurveyTables,
    claims: Sequence[Claim] | None = None,
    *,
    codebook: Codebook | None = None,
) -> pd.DataFrame:
    """Measure the claims: what does each come to in these tables, and does it hold there?

    Parameters
    ----------
    tables
        Survey tables; claims about interviews need the interviews in them.
    claims
        Claims, from `load_claims` or `other_readings`; left out, those of the 2020 study.
    codebook
        The questionnaire of these tables; left out, that of the 2020 study.

    Returns
    -------
    pandas.DataFrame
        A row for each claim, in their order: id, claim, kind (what was measured), count, base,
        value (a count, a share as a proportion, a difference, a ratio or a rank), low and high
        (the values that agree with the claim, both ends included), holds (missing where nothing
        could be measured), data, and why: how it was measured, or why it was not.

    Raises
    ------
    QuestionError
        If a claim asks for a question, an answer, a group or a theme that the tables do not
        have; the message names the claim.

    Notes
    -----
    A claim that holds in made-up data shows that the figures survive the way from export to
    table. It is no evidence for the claim.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> from cpsurvey.claims import measure_claims
    >>> measured = measure_claims(cps.load_example()).set_index("id")
    >>> harmed = measured.loc["parents-contribution-harmed"]
    >>> f"{harmed['count']} of {harmed['base']}, holds: {harmed['holds']}"
    '18 of 24, holds: True'
    """
    chosen = load_claims() if claims is None else claims
    book = load_codebook() if codebook is None else codebook
    rows = [_row(claim, Data(tables, book)) for claim in chosen]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)


def _row(claim: Claim, data: Data) -> dict[str, object]:
    """Return one claim's row."""
    found = _measured(claim, data)
    held = claim.low - TOLERANCE <= found.value <= claim.high + TOLERANCE
    return {
        "id": claim.id,
        "claim": claim.claim,
        "kind": claim.asks.kind if claim.asks else claim.kind,
        **asdict(found),
        "low": claim.low,
        "high": claim.high,
        "holds": pd.NA if isnan(found.value) else held,
        "data": data.tables.name,
    }


def _measured(claim: Claim, data: Data) -> Measured:
    """Measure what a claim asks, where it asks anything."""
    if claim.asks is None:
        return not_measured(f"not decidable: {claim.not_decidable}")
    try:
        return measure(claim.asks, data)
    except QuestionError as error:
        raise QuestionError(f"claim {claim.id}: {error}") from error
