"""Checked claims and other studies' findings in; a row a share beside a claim out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import isnan, nan
from typing import Any

import pandas as pd

from cpsurvey.analysis.wording import checked_confidence
from cpsurvey.claims.related import Finding, counts_of, load_related
from cpsurvey.errors import QuestionError, listed
from cpsurvey.stats.proportions import wilson_interval

OWN = "this study"
THE_SAME, SOMETHING_ELSE = "same", "other"
NEEDS = ("data", "id", "claim", "group", "published", "band", "share", "count", "base", "ci_low",
         "ci_high", "verdict", "mark")  # fmt: skip
COLUMNS = {
    "data": "string",
    "id": "string",
    "claim": "string",
    "group": "string",
    "finding": "string",
    "study": "string",
    "year": "Int64",
    "measures": "string",
    "same_measure": "string",
    "why_other": "string",
    "people": "string",
    "certainty": "string",
    "published": "string",
    "band": "string",
    "share": "float64",
    "count": "Int64",
    "base": "Int64",
    "ci_low": "float64",
    "ci_high": "float64",
    "confidence": "float64",
    "verdict": "string",
    "method": "string",
    "why": "string",
    "mark": "string",
    "source": "string",
}


def evidence(
    checked: pd.DataFrame,
    related: Sequence[Finding] | None = None,
    *,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Set other studies beside the claims: what did they publish, of whom, and how surely?

    Parameters
    ----------
    checked
        Claims as `check_claims` gives them, protected or not.
    related
        Other studies' findings, from `load_related`; left out, those found for the 2020 study.
    confidence
        Level of the intervals of the other studies' shares.

    Returns
    -------
    pandas.DataFrame
        For each claim with anything beside it, its own row (study ``this study``, no finding) and
        then a row for each finding: data, id and claim, finding, study, year, measures (what was
        found), same_measure (``same`` or ``other``) and why_other, people, certainty, published,
        band (of the claim), share, count, base, ci_low, ci_high, verdict (of the claim), method,
        why (why there is no interval), mark and source. A finding without a share is a row too,
        to be read. Where `checked` has ``protection``, so has every row.

    Raises
    ------
    QuestionError
        If `checked` lacks a column of `check_claims`, or the level of confidence is none.

    Notes
    -----
    An interval is given only where a source published its base and one whole count makes its
    share: its own count, or the only one that rounds to its percentage. Nothing is tested: these
    studies asked other people other things.

    References
    ----------
    Wilson (1927), Journal of the American Statistical Association 22, 209-212.

    Examples
    --------
    >>> import pandas as pd
    >>> from cpsurvey.claims import evidence
    >>> checked = pd.DataFrame([{
    ...     "data": "SYNTHETIC", "id": "better-professionals", "claim": "Remote is better",
    ...     "group": "professional", "published": "nearly half", "band": "[0.45, 0.5)",
    ...     "count": 230, "base": 483, "share": 230 / 483, "ci_low": 0.43, "ci_high": 0.52,
    ...     "verdict": "recovered (synthetic)", "mark": "",
    ... }])
    >>> evidence(checked)[["finding", "published", "same_measure"]].fillna("").values.tolist()
    [['', 'nearly half', 'same'], ['nfjo-sep20-fair', '78%', 'other'], ['nfjo-sep20-smooth', ...]]
    """
    missing = [column for column in NEEDS if column not in checked]
    if missing:
        raise QuestionError(
            f"evidence needs the column {listed(missing)}: give it a whole result of check_claims."
        )
    findings = load_related() if related is None else related
    level = checked_confidence(confidence)
    rows = [row for claim in checked.to_dict("records") for row in _of(claim, findings, level)]
    types = COLUMNS | ({"protection": "string"} if "protection" in checked else {})
    return pd.DataFrame(rows, columns=list(types)).astype(types)


def _of(
    claim: Mapping[Any, Any], findings: Sequence[Finding], confidence: float
) -> Iterator[dict[str, object]]:
    """Yield a claim's own row, and those of the findings beside it; nothing where none is."""
    beside = [
        (finding, place)
        for finding in findings
        for place in finding.beside
        if place.claim == claim["id"]
    ]
    if not beside:
        return
    shared = {key: claim.get(key) for key in ("data", "id", "claim", "group", "band", "protection")}
    own = shared | {name: claim[name] for name in COLUMNS if name in claim}
    yield own | {"finding": "", "study": OWN, "same_measure": THE_SAME, "measures": claim["claim"]}
    for finding, place in beside:
        yield (
            shared
            | _found(finding, confidence)
            | {
                "same_measure": place.measures,
                "why_other": place.why,
                "verdict": "",
                "mark": "",
            }
        )


def _found(finding: Finding, confidence: float) -> dict[str, object]:
    """Return what a finding says of itself, its share, and its interval or why there is none."""
    count, why = _count(finding)
    base, low, high = finding.base, nan, nan
    if count is not None and base is not None:
        low, high = (float(end) for end in wilson_interval(count, base, level=confidence))
    share = finding.percent / 100
    if isnan(share) and count is not None and base is not None:
        share = count / base
    return {
        "finding": finding.id,
        "study": finding.study,
        "year": finding.year,
        "measures": finding.says,
        "people": finding.group,
        "certainty": finding.certainty,
        "published": finding.published,
        "share": share,
        "count": count,
        "base": base,
        "ci_low": low,
        "ci_high": high,
        "confidence": nan if isnan(low) else confidence,
        "method": "" if isnan(low) else "wilson",
        "why": why,
        "source": " ; ".join(finding.sources),
    }


def _count(finding: Finding) -> tuple[int | None, str]:
    """Return the one count that a share is of, or why there is none."""
    if finding.count is not None:
        return finding.count, ""
    if isnan(finding.percent):
        return None, "no share was published"
    if finding.base is None:
        what = f": {finding.n} counts {finding.n_counts}" if finding.n_counts else ""
        return None, f"base not published{what}"
    if finding.stated:
        return None, f'"{finding.stated}" names no count'
    found = counts_of(finding.percent, finding.base)
    if len(found) == 1:
        return found[0], ""
    several = f"{len(found)} counts of {finding.base:,} round"
    none = f"no count of {finding.base:,} rounds"
    return None, f"{several if found else none} to {finding.percent:g}%"
