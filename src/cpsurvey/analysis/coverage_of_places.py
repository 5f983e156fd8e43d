"""Survey tables and a list of authorities in; how many of each region were reached, out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from cpsurvey.analysis.counting import in_order
from cpsurvey.errors import QuestionError, listed, unknown
from cpsurvey.tables import SurveyTables
from cpsurvey.vocabulary import UNNAMED

CODE = "code"
COUNTED = "places counted, not people; no interval, as every place there is is in the base"


def authority_coverage(
    tables: SurveyTables,
    authorities: pd.DataFrame,
    *,
    question: str = "authority",
    by: str | Sequence[str] = ("nation", "region"),
    group: str | None = None,
) -> pd.DataFrame:
    """Count the authorities that answers came from, of all there are, region by region.

    Parameters
    ----------
    tables
        Survey tables with a question of type authority.
    authorities
        All authorities there are, one a row: ``code`` and the columns of `by`. Of a codebook's:
        ``pandas.DataFrame(codebook.authorities)``.
    question
        Name of the question for the authority.
    by
        Columns of `authorities` that say where each is, the outermost first.
    group
        Only the answers of this group; everybody's if not given.

    Returns
    -------
    pandas.DataFrame
        A row for each place of `by` that is in `authorities`, in their order, also where nobody
        answered: data, question, the columns of `by`, count (authorities that somebody named),
        base (all of them), share, respondents (people who named one), method, why, mark.

    Raises
    ------
    QuestionError
        If the question, the group or a column is not there, an authority is listed twice, or
        people named one that is not listed.

    Examples
    --------
    >>> import pandas as pd
    >>> import cpsurvey as cps
    >>> from cpsurvey.analysis import authority_coverage
    >>> authorities = pd.DataFrame(cps.load_codebook().authorities)
    >>> found = authority_coverage(cps.load_example(), authorities, by="nation")
    >>> found[["nation", "count", "base"]].values.tolist()
    [['England', 108, 151], ['Wales', 16, 22]]
    """
    by = [by] if isinstance(by, str) else list(by)
    places = _places(authorities, by)
    named = _named(tables, question, group)
    strange = sorted(set(named) - set(places[CODE]))
    if strange:
        raise QuestionError(
            f"people named {len(strange)} authorities that are not in the list given:"
            f" {listed(strange)}. Give the authorities of the codebook that the tables were built"
            " with."
        )
    people = places[CODE].map(named.value_counts()).fillna(0).astype("int64")
    facts = places.assign(count=people > 0, base=1, respondents=people)
    sums = facts.groupby(by, sort=False, observed=True)[["count", "base", "respondents"]].sum()
    result = sums.astype("int64").reset_index()
    result = result.assign(
        data=tables.name or UNNAMED,
        question=question,
        share=(result["count"] / result["base"]).astype("float64"),
        method="count",
        why=np.where(result["respondents"] > 0, COUNTED, "nobody answered from here"),
        mark="",
    )
    return in_order(result, by, ["question"])


def _places(authorities: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Return the code and the place of each authority, checked; places as ordered categories."""
    lacking = [column for column in (CODE, *by) if column not in authorities]
    if lacking or not by:
        raise QuestionError(
            f"the list of authorities has no column {listed(lacking) or 'to count them by'}. It has"
            f" {listed(authorities.columns) or 'none'}."
        )
    twice = authorities.loc[authorities[CODE].duplicated(), CODE]
    if len(twice):
        raise QuestionError(f"the list of authorities has {listed(twice.unique())} more than once.")
    blank = [column for column in by if authorities[column].isna().any()]
    if blank:
        raise QuestionError(
            f"the list of authorities has blanks in {listed(blank)}: say where each of them is."
        )
    orders = {column: list(dict.fromkeys(authorities[column].astype(str))) for column in by}
    return authorities[[CODE, *by]].assign(
        **{
            column: pd.Categorical(authorities[column].astype(str), order, ordered=True)
            for column, order in orders.items()
        }
    )


def _named(tables: SurveyTables, question: str, group: str | None) -> pd.Series[str]:
    """Return the code of the authority of each person who named one."""
    if not isinstance(tables, SurveyTables):
        raise QuestionError(
            "authority_coverage needs survey tables: give what read_tables or clean_survey returns."
        )
    of_places = tables.questions.loc[tables.questions["type"] == "authority", "question"]
    if question not in set(of_places):
        raise QuestionError(unknown("question of type authority", question, of_places))
    responses = tables.responses
    groups = [str(level) for level in responses["group"].cat.categories]
    if group is not None and group not in groups:
        raise QuestionError(unknown("group", group, groups))
    kept = responses if group is None else responses[responses["group"] == group]
    return kept[question].dropna().astype(str)
