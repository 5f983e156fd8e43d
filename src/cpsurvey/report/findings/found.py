"""Labelled, protected results in; sentences that say what was found and how sure that is, out."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from cpsurvey.errors import QuestionError, listed
from cpsurvey.report.captions import GRADES
from cpsurvey.report.findings.counts import of_flow, of_net, of_places
from cpsurvey.report.findings.differences import of_differences
from cpsurvey.report.findings.others import of_agreement, of_alternatives, of_claims
from cpsurvey.report.findings.shares import of_shares
from cpsurvey.vocabulary import PLAIN_FROM, SHARE_FROM, SYNTHETIC, is_synthetic

KINDS = {
    "claims": {"verdict", "published", "changes"},
    "agreement": {"coders", "measure", "estimate", "interviews"},
    "alternatives": {"varies", "alternative", "measure", "estimate", "ci_low", "ci_high"},
    "flow": {"step", "rule", "left_out", "remaining"},
    "places": {"count", "base", "share", "respondents"},
    "net shares": {"answer", "against", "estimate", "ci_low", "share", "share_reference"},
    "differences": {"reference", "measure", "estimate", "share", "share_reference", "p_value"},
    "shares": {"count", "base", "share", "ci_low", "ci_high"},
}
OF_A_KIND = {
    "claims": of_claims,
    "agreement": of_agreement,
    "alternatives": of_alternatives,
    "flow": of_flow,
    "places": of_places,
    "net shares": of_net,
}
MADE_UP = (
    f"{SYNTHETIC} data are made up: this is what the method gives, and no evidence of what anybody"
    " answered or said."
)
CHANCE = (
    "Intervals and tests allow for chance in random samples alone. These people chose to take part,"
    " which no interval covers."
)
MODES = (
    "How people joined was not drawn by lot: a difference between the ways describes who joined how"
    " as much as what the way does."
)
SMALL = f"[u] low reliability: a base of {SHARE_FROM} to {PLAIN_FROM - 1}."
GRADED = {grade: f"{said}." for grade, said in GRADES.items()}
BEARING = (SMALL, *GRADED.values(), MODES, CHANCE, MADE_UP)


def found(*results: pd.DataFrame, most: int = 2) -> list[str]:
    """Say what was found and how sure that is, in sentences whose numbers are the results' own.

    Parameters
    ----------
    results
        Labelled and protected results of `response_table`, `matrix_table`, `net_shares`,
        `option_combinations`, `authority_coverage`, `theme_table`, `compare_groups`,
        `compare_modes`, `compare_themes`, `sensitivity`, `coder_agreement`, `check_claims` or
        `flow_table`, each whole or some of its rows.
    most
        How many answers are told of each group of people, the most frequent first; and of many
        comparisons, how many that are sure.

    Returns
    -------
    list of str
        Sentences for each result in turn: groups one by one up to four, else from where to
        where the most frequent answer's share runs; up to four differences one by one, else how
        many are sure. A difference is sure where its interval and its test, adjusted if it is
        one of several, leave out no difference. Then once what bears on all of them: small
        bases, questions that were not the same, and what no interval covers. Each sentence with
        a number from made-up data says SYNTHETIC.

    Raises
    ------
    QuestionError
        If there is no result or none with rows, or one is not protected or of another kind.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> from cpsurvey import report
    >>> tables = cps.load_example()
    >>> heard = cps.protect(cps.response_table(tables, "express_views", by="group"))
    >>> report.found(report.labels.apply(heard, tables.questions), most=1)[0]
    'Able to express views (SYNTHETIC): of the 476 professionals who answered, ...'
    """
    kinds = [_kind(result) for result in results]
    filled = [pair for pair in zip(results, kinds, strict=True) if len(pair[0])]
    if not filled:
        raise QuestionError("found has nothing to say: no result, or none with rows.")
    said = [line for result, kind in filled for line in _of(result, kind, most)]
    bearing = [line for result, _ in filled for line in _bearing(result)]
    made_up = any(is_synthetic(str(name)) for result, _ in filled for name in result["data"])
    return [*dict.fromkeys([*said, *bearing]), *([MADE_UP] if made_up else [])]


def _kind(result: pd.DataFrame) -> str:
    """Return what kind of result it is, or say why nothing can be said of it."""
    if "protection" not in result:
        raise QuestionError(
            "found writes sentences that leave the room, and this result is not protected:"
            " give it report.labels.apply(cps.protect(result), tables.questions)."
        )
    if "term" in result:
        raise QuestionError(
            "found does not tell models and tipping points in sentences: show them with"
            " report.table."
        )
    for kind, needed in KINDS.items():
        if needed <= set(result.columns):
            return kind
    raise QuestionError(
        "found knows results such as those of response_table, compare_groups, theme_table and"
        f" check_claims, with all their columns; this one has {listed(result.columns, 30)}."
    )


def _of(result: pd.DataFrame, kind: str, most: int) -> Iterator[str]:
    """Yield the sentences for one result."""
    if kind in OF_A_KIND:
        yield from OF_A_KIND[kind](result)
    else:
        yield from (of_differences if kind == "differences" else of_shares)(result, most)


def _bearing(result: pd.DataFrame) -> Iterator[str]:
    """Yield what a reader must bear in mind of a result's numbers."""
    if "mark" in result and "verdict" not in result and result["mark"].eq("u").any():
        yield SMALL
    if "reference" in result and "grade" in result:
        yield from (said for grade, said in GRADED.items() if result["grade"].eq(grade).any())
    if "join_mode" in result and result["join_mode"].nunique() > 1:
        yield MODES
    if "ci_low" in result and result["ci_low"].notna().any():
        yield CHANCE
