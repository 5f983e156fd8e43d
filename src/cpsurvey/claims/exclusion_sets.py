"""Tables under each set of rules of exclusion → the same by name, or without those in doubt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from cpsurvey.claims.choosing import survey_of
from cpsurvey.errors import TablesError, listed
from cpsurvey.tables import InterviewTables, SurveyTables

USUAL = "default"


def named_tables(
    tables: SurveyTables,
    exclusions: Mapping[str, SurveyTables] | None,
    interviews: InterviewTables | None,
) -> dict[str, SurveyTables]:
    """Return the tables by the name of their exclusions, those of the main analysis first.

    Raises
    ------
    TablesError
        If the tables given are not among them, or others are no tables or of other data.
    """
    held = survey_of(tables, interviews).interviews
    named = {USUAL: tables} if exclusions is None else dict(exclusions)
    for name, one in named.items():
        if not isinstance(one, SurveyTables):
            raise TablesError(
                f"exclusions {name}: these are no survey tables, but {type(one).__name__}. Give"
                " what build_tables or read_tables returns."
            )
    own = [name for name, one in named.items() if one is tables]
    if not own:
        raise TablesError(
            f"the exclusions ({listed(named) or 'none'}) do not have the tables given among them:"
            f" give exclusions={{{USUAL!r}: tables, …}}."
        )
    for name, one in named.items():
        if one.name != tables.name:
            raise TablesError(
                f'exclusions {name}: these tables are of "{one.name}", and not of'
                f' "{tables.name}": make them of the same exports.'
            )
    order = dict.fromkeys([*own, *named])
    return {name: replace(named[name], interviews=held) for name in order}


def without(tables: SurveyTables, flags: frozenset[str]) -> SurveyTables:
    """Return tables without the people who have one of these doubts."""
    doubts = tables.flags
    left_out = doubts.loc[doubts["flag"].isin(list(flags)), "respondent"]

    def others(frame: pd.DataFrame) -> pd.DataFrame:
        """Return the rows of those who stay."""
        return frame[~frame["respondent"].isin(left_out)].reset_index(drop=True)

    return replace(
        tables,
        responses=others(tables.responses),
        nonresponse=others(tables.nonresponse),
        changes=others(tables.changes),
        flags=others(doubts),
    )
