"""What a claim asks of the tables → what it comes to, or who or what it names that is not there."""

from __future__ import annotations

from collections.abc import Callable

from cpsurvey.claims import from_interviews, from_survey
from cpsurvey.claims.asks import Asks
from cpsurvey.claims.measured import Data, Measured, not_measured
from cpsurvey.claims.model import Claim
from cpsurvey.errors import QuestionError, unknown

__all__ = ["MEASURES", "Data", "Measured", "measure", "measure_claim", "not_measured"]

MEASURES: dict[str, Callable[[Asks, Data], Measured]] = {
    "respondents": from_survey.respondents,
    "interviews": from_interviews.interviews,
    "recorded": from_interviews.recorded,
    "authorities_reached": from_survey.authorities_reached,
    "authorities_known": from_survey.authorities_known,
    "authorities_share": from_survey.authorities_share,
    "share": from_survey.share,
    "any_row": from_survey.any_row,
    "interviewed": from_interviews.interviewed,
    "coded": from_interviews.coded,
    "difference": from_survey.difference,
    "represented": from_survey.represented,
    "top_rows": from_survey.top_rows,
    "rank": from_survey.rank,
}


def measure(asks: Asks, data: Data) -> Measured:
    """Measure what a claim asks; an unknown group, question, answer or theme is refused."""
    for one in (asks, asks.less):
        if one:
            _check_group(one.group, data)
    return MEASURES[asks.kind](asks, data)


def measure_claim(claim: Claim, data: Data, asks: Asks | None = None) -> Measured:
    """Measure a claim, or another reading's `asks`; what is not there is placed in its registry."""
    wanted = asks or claim.asks
    if wanted is None:
        return not_measured(f"not decidable: {claim.not_decidable}")
    try:
        _check_group(claim.group, data)
        return measure(wanted, data)
    except QuestionError as error:
        raise QuestionError(f"{claim.place}: {error}") from error


def _check_group(group: str, data: Data) -> None:
    """Check that a group is one of the questionnaire's, or both."""
    known = [*data.codebook.groups, "both"]
    if group not in known:
        raise QuestionError(unknown("group", group, known))
