"""Tables with interviews in; how groups of interviews differ in the themes raised, out."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from cpsurvey.analysis.answers import Answers
from cpsurvey.analysis.columns import check_one_name
from cpsurvey.analysis.compare import USUAL
from cpsurvey.analysis.counting import in_order
from cpsurvey.analysis.interviews import (
    check_uncoded,
    divide_interviews,
    interview_tables,
    not_coded,
    raised,
)
from cpsurvey.analysis.levels import find_levels
from cpsurvey.analysis.results import About, result_of
from cpsurvey.analysis.settings import checked_settings
from cpsurvey.analysis.stratify import in_strata
from cpsurvey.analysis.themes import ABOUT
from cpsurvey.analysis.wording import joined
from cpsurvey.errors import QuestionError
from cpsurvey.tables import Tables
from cpsurvey.vocabulary import NOT_KNOWN

OF_INTERVIEWS = {
    "nobody answered in one of the groups": "no interviews in one of the groups",
    "nobody in either group gave this answer": "no interview of either group raised it",
    "everybody in both groups gave this answer": "every interview of both groups raised it",
}


def compare_themes(
    tables: Tables,
    *,
    by: str = "group",
    group: str | None = None,
    reference: str | None = None,
    within: str | None = None,
    codes: str | Sequence[str] | None = None,
    coders: str = "any",
    uncoded: str = "in",
    confidence: float = 0.95,
    planned_share: float = 0.5,
) -> pd.DataFrame:
    """Say how far groups of interviews differ in the themes they raised, and how surely.

    Each theme is a yes or no of every interview, as in `theme_table`, and is compared as
    `compare_groups` compares an answer: the difference of shares with Newcombe's interval, and
    Campbell's N-1 chi-squared, the Fisher-Irwin or Boschloo's test. Interviewees are chosen, not
    drawn at random, and were not all asked the same: a difference describes these interviews.

    Parameters
    ----------
    tables
        Survey tables with interviews, or interview tables.
    by
        Column of the interviews whose levels are compared: ``group``, ``join_mode``.
    group, reference
        The level compared and the one it is compared with: differences are those of `group` minus
        `reference`. Parents and professionals if `by` is group; else `reference` must be named,
        and every other level that is known is compared with it if `group` is not named.
    within
        Column of the interviews within whose levels groups are compared.
    codes
        Only these themes, best named before looking; every theme of the frame if not given.
    coders, uncoded
        As in `theme_table`.
    confidence
        Level of the intervals.
    planned_share
        Share of the reference for which ``detectable_gap`` is computed; never the observed one.

    Returns
    -------
    pandas.DataFrame
        For each level of `within` and each pair of levels a row for each theme, in the frame's
        order and the columns of `cpsurvey.vocabulary.RESULT_COLUMNS`: code, parent, the levels,
        count, base and share of both, estimate, interval, test. By the smaller base: below 5 no
        estimate, below 10 no interval and no test, below 30 ``mark`` is u. P-values are adjusted
        by Holm's method over the themes of this call that were tested.

    Raises
    ------
    QuestionError
        If there are no interviews or themes, a theme, coder, level or column is not there, or an
        option is not known or out of its range.

    References
    ----------
    Campbell (2007), Statistics in Medicine 26, 3661-3675; Newcombe (1998), Statistics in
    Medicine 17, 873-890; Holm (1979), Scandinavian Journal of Statistics 6, 65-70.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> row = cps.compare_themes(cps.load_example(), codes="FUT.prefer_f2f").iloc[0]
    >>> f"{row['count']} of {row.base} v {row.count_reference} of {row.base_reference}"
    '14 of 14 v 5 of 52'
    >>> f"{row.estimate:.2f} ({row.ci_low:.2f} to {row.ci_high:.2f}), {row.method}"
    '0.90 (0.66 to 0.96), newcombe; n-1 chi-squared'
    """
    settings = checked_settings(confidence, planned_share, 1, 0)
    check_uncoded(uncoded)
    check_one_name("by", by)
    if within == by:
        raise QuestionError(f'within is "{by}", between whose levels the comparison is made.')
    interviews = interview_tables(tables)
    themes = raised(interviews, codes, coders)
    dividers = divide_interviews(interviews, [by] if within is None else [within, by])
    usual_group, usual_reference = USUAL.get(by, (None, None))
    named = usual_group if group is None else group
    against = usual_reference if reference is None else reference
    known = [level for level in dividers[by].cat.categories if level not in (against, NOT_KNOWN)]
    levels = find_levels(
        interviews.interviews,
        dividers[by],
        compared=known if named is None else [named],
        reference=against,
    )
    used = themes.coded if uncoded == "out" else pd.Series(True, themes.coded.index)
    found = Answers(themes.data, "themes", themes.given[used], exclusive=False)
    rows = in_strata(found, found.given, "answer", dividers, levels, settings)
    silent = dividers[~themes.coded].astype(str)
    for row in rows:
        missing = silent[by].isin([row[by], row["reference"]])
        missing &= within is None or silent[within] == row[within]
        told = not_coded(int(missing.sum()), coders, uncoded)
        row.update(family="theme", why=joined(_of_interviews(row["why"]), told))
    compared = result_of(rows, About(found, levels, dividers, within, "", "", confidence))
    compared = compared.rename(columns={"answer": "code"}).drop(columns=["question", "grade"])
    compared["code"] = compared["code"].cat.set_categories(list(themes.given))
    compared["parent"] = compared["code"].astype(object).map(dict(themes.parents))
    return in_order(compared, [by, "reference", *([] if within is None else [within])], ABOUT)


def _of_interviews(why: str) -> str:
    """Return why a row is as it is, said of interviews instead of people."""
    for of_people, words in OF_INTERVIEWS.items():
        why = why.replace(of_people, words)
    return why
