"""Survey tables in; the flow from rows that came in to rows kept, group by group, out."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from cpsurvey.tables import SurveyTables
from cpsurvey.vocabulary import EXCLUSIONS, FLOW_COLUMNS, UNNAMED

DATED = ("withdrawn", "by_hand")  # decisions, each with a day of its own


def flow_table(tables: SurveyTables) -> pd.DataFrame:
    """Show who fell out on the way from raw rows to respondents, and why.

    Parameters
    ----------
    tables
        Survey tables; the rules stand in the order in which they ran.

    Returns
    -------
    DataFrame
        For each group a row ``rows_in``, a row a rule (also where it left nobody out) and a row
        ``kept``: data, group, step, rule, reason, left_out, remaining. The last ``remaining`` of a
        group is the number of its respondents; every row that came in is counted once.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> from cpsurvey.report.data_reports.flow import flow_table
    >>> flow = flow_table(cps.load_example())
    >>> flow.loc[flow["rule"] == "kept", ["group", "remaining"]].values.tolist()
    [['professional', 492], ['parent', 24]]
    """
    groups = list(tables.responses["group"].cat.categories)
    groups += sorted(set(tables.excluded["group"]) - set(groups))
    frames = [pd.DataFrame(_flow(tables, group), columns=list(FLOW_COLUMNS)) for group in groups]
    flow = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=[*FLOW_COLUMNS])
    return flow.astype({"group": pd.CategoricalDtype(groups), "rule": "string", "reason": "string"})


def _flow(tables: SurveyTables, group: str) -> Iterator[tuple[str, str, int, str, str, int, int]]:
    """Yield one group's steps."""
    name = tables.name or UNNAMED
    out = tables.excluded[tables.excluded["group"] == group]
    kept = int((tables.responses["group"] == group).sum())
    remaining = kept + len(out)
    yield name, group, 0, "rows_in", "rows that came in", 0, remaining
    step = 0
    for step, rule in enumerate(_rules(tables.excluded["rule"]), start=1):
        here = out["rule"] == rule
        remaining -= int(here.sum())
        reason = _reason(rule, tables.excluded.loc[tables.excluded["rule"] == rule, "reason"])
        yield name, group, step, rule, reason, int(here.sum()), remaining
    yield name, group, step + 1, "kept", "rows kept", 0, kept


def _rules(rules: pd.Series) -> list[str]:
    """Return the rules in the order in which they ran, those that left nobody out among them."""
    if isinstance(rules.dtype, pd.CategoricalDtype):
        return list(rules.cat.categories)
    return list(rules.unique())


def _reason(rule: str, reasons: pd.Series) -> str:
    """Return why a rule leaves rows out: as the table says, or in general where dates differ."""
    said = reasons.unique()
    if len(said) == 1 and rule not in DATED:
        return str(said[0])
    return EXCLUSIONS.get(rule.partition("__")[0], rule)
