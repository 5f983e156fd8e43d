"""Claims or ids, tables and interviews → the claims and the tables meant, or what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cpsurvey.claims.load import load_claims
from cpsurvey.claims.model import Claim
from cpsurvey.errors import QuestionError, listed, unknown
from cpsurvey.tables import InterviewTables, SurveyTables

Wanted = Claim | str | Sequence[Claim | str] | None


def chosen(claims: Wanted) -> tuple[Claim, ...]:
    """Return the claims meant, in the order given; None means all of the 2020 study."""
    if claims is None:
        return load_claims()
    several = [claims] if isinstance(claims, (str, Claim)) else list(claims)
    if not several:
        raise QuestionError("no claim is named: give claims, from load_claims, or their ids.")
    known: dict[str, Claim] = {}
    if any(isinstance(one, str) for one in several):
        known = {claim.id: claim for claim in load_claims()}
    found = [one if isinstance(one, Claim) else _by_id(one, known) for one in several]
    ids = [claim.id for claim in found]
    if twice := sorted({name for name in ids if ids.count(name) > 1}):
        raise QuestionError(f"claim {listed(twice)} is named more than once.")
    return tuple(found)


def _by_id(name: str, known: dict[str, Claim]) -> Claim:
    """Return the study's claim of this id."""
    if name not in known:
        raise QuestionError(
            f"{unknown('claim', name, known)} Claims of a registry of your own are given as"
            " load_claims(path) returns them."
        )
    return known[name]


def survey_of(tables: SurveyTables, interviews: InterviewTables | None) -> SurveyTables:
    """Return survey tables with these interviews in place of their own, if any are given."""
    if not isinstance(tables, SurveyTables):
        raise QuestionError(
            f"claims are checked against survey tables, not against {type(tables).__name__}. Give"
            " what build_tables, read_tables or load_example returns."
        )
    if interviews is not None and not isinstance(interviews, InterviewTables):
        raise QuestionError(
            f"interviews are given as interview tables, not as {type(interviews).__name__}. Give"
            " what build_tables, read_tables or load_example returns as its `interviews`."
        )
    return tables if interviews is None else replace(tables, interviews=interviews)
