"""A result in; the sentences that belong under its figure out."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from cpsurvey.analysis.methods import PLAIN_FROM, SHARE_FROM
from cpsurvey.disclosure.flow import hide_flow
from cpsurvey.disclosure.profiles import PROFILES
from cpsurvey.errors import QuestionError, listed
from cpsurvey.figures import words
from cpsurvey.report.data_reports.flow import flow_table
from cpsurvey.report.wording.claims_captions import is_of_claims, of_claims, own_shares
from cpsurvey.report.wording.codes import level_of
from cpsurvey.report.wording.count_captions import is_of_flow, is_of_places, of_counts
from cpsurvey.report.wording.interview_captions import of_interviews
from cpsurvey.report.wording.theme_labels import is_of_interviews
from cpsurvey.tables import SurveyTables
from cpsurvey.vocabulary import compared_column, is_synthetic

SYNTHETIC_DATA = (
    "SYNTHETIC data: made up, it shows what the method gives and is no evidence of what people"
    " answered"
)
SYNTHETIC_INTERVIEWS = (
    "SYNTHETIC interviews: made up, they show what the method gives and are no evidence of what"
    " anybody said"
)
ANSWERED = "answered"
BASE = "those shown the question who gave an answer; don't know and blanks are left out"
NOT_RANDOM = "People chose to answer and are not a random sample"
TWO_SAMPLES = "two random samples"
INTERVALS = {
    "share": ("Wilson's {level}intervals", "a random sample"),
    "difference": ("Newcombe's {level}intervals", f"the difference between {TWO_SAMPLES}"),
    "net_share": ("Tango's {level}intervals of the net share", "a random sample"),
    "probability_of_superiority": (
        "{level}intervals of the probability of superiority (logit with the permutation quantile;"
        " Newcombe's method 5 outside 0.2 to 0.8)",
        TWO_SAMPLES,
    ),
    "cramers_v": (
        "{level}intervals of Cramér's V by inverting the noncentral chi-squared",
        "random samples",
    ),
    "kendall_tau_b": ("large-sample {level}intervals of Kendall's tau-b", "random samples"),
    "goodman_kruskal_gamma": (
        "large-sample {level}intervals of Goodman and Kruskal's gamma",
        "random samples",
    ),
}
IN_PLACE_OF_THE_USUAL = {
    "miettinen-nurminen": "Miettinen and Nurminen's",
    "bootstrap": "percentiles of the bootstrap",
    "newcombe with bootstrap": "Newcombe's with the bootstrap",
    "cluster bootstrap": "percentiles of the bootstrap of whole clusters",
    "mantel-haenszel": "Mantel and Haenszel's with Sato's variance",
    "cr2": "Student's t with the CR2 variance",
    "brunner-munzel t": "Brunner and Munzel's by the t distribution",
    "firth": "profiles of the penalised likelihood",
    "flic": "percentiles of the bootstrap",
    "gee": "Wald's with robust errors",
    "proportional odds": "Wald's of odds, and by the delta method of predicted shares",
}
MOVED = 0.02  # a share moved further is told on both bases
SMALLEST = 0.005
ANOTHER_BASE = ("dont_know", "base", "bounds")
GRADES = {
    "B": "The groups were asked about the same thing, but not in the same way",
    "C": "The groups were not asked the same thing, so their answers are not comparable",
}


def caption(
    result: pd.DataFrame,
    *,
    tables: SurveyTables | None = None,
    intervals: bool = True,
) -> str:
    """Say what a reader must know of a result: its data, its base, how sure it is, what is hidden.

    Parameters
    ----------
    result
        What the figure is drawn from: ``data``, ``question``, ``base``, and of the vocabulary's
        other columns those it has; ``confidence`` and ``measure`` tell what its intervals are.
        Or a result of interviews, such as `theme_table`'s, about claims, such as
        `check_claims`'s, of authorities reached, or what `flow_table` gives.
    tables
        The tables it was made from, for the questions' own base rules and for how far the
        groups' questions can be compared.
    intervals
        Whether the figure shows the result's intervals.

    Returns
    -------
    str
        Sentences that are true of this result; none about marks or rules that are not in it.

    Raises
    ------
    QuestionError
        If the result has no column ``data``, ``question`` or ``base``.

    Examples
    --------
    >>> import pandas as pd
    >>> from cpsurvey.report import captions
    >>> result = pd.DataFrame({"data": ["a survey"], "question": ["heard"], "base": [492]})
    >>> captions.caption(result)
    "Base: those shown the question who gave an answer; ... are not a random sample."
    """
    if is_of_claims(result):
        sentences = [
            *(_data(result) if "data" in result else []),
            *of_claims(result, intervals=intervals),
            *_small_bases(own_shares(result)),
            *_hidden(result),
        ]
        return " ".join(f"{sentence}." for sentence in sentences)
    if is_of_interviews(result):
        sentences = [
            *_data(result, SYNTHETIC_INTERVIEWS),
            *of_interviews(result, intervals=intervals),
            *([] if "coders" in result else _small_bases(result)),
            *_hidden(result),
        ]
        return " ".join(f"{sentence}." for sentence in sentences)
    if is_of_places(result) or is_of_flow(result):
        sentences = [*_data(result), *of_counts(result), *_hidden(result)]
        return " ".join(f"{sentence}." for sentence in sentences)
    missing = [column for column in ("data", "question", "base") if column not in result]
    if missing:
        raise QuestionError(
            f"caption needs the column {listed(missing)}: give it a whole result of response_table"
            " or compare_groups."
        )
    asked = _asked(result, tables)
    sentences = [
        *_data(result),
        *_base(asked),
        *_of_those_shown(result),
        *_other_bases(result),
        *_kept(result, tables),
        *_sampling(result, intervals),
        *_comparability(result, asked),
        *_small_bases(result),
        *_hidden(result),
    ]
    return " ".join(f"{sentence}." for sentence in sentences)


def _asked(result: pd.DataFrame, tables: SurveyTables | None) -> pd.DataFrame:
    """Return what the tables say of the questions in a result, or no rows."""
    if tables is None:
        return pd.DataFrame(columns=["question", "groups", "grade", "grade_reason", "base"])
    return tables.questions[tables.questions["question"].isin(result["question"].unique())]


def _data(result: pd.DataFrame, said: str = SYNTHETIC_DATA) -> Iterator[str]:
    """Say so where the data is made up."""
    if any(is_synthetic(str(name)) for name in result["data"].unique()):
        yield said


def _base(asked: pd.DataFrame) -> Iterator[str]:
    """Say who is counted: by the questions' own rules, or by the one for all others."""
    own = [str(rule) for rule in asked["base"].unique() if rule not in ("", ANSWERED)]
    yield f"Base: {listed(own) or BASE}"


def _of_those_shown(result: pd.DataFrame) -> Iterator[str]:
    """Say how many did not know, and how far the other base moves a share, if over two points."""
    if "share_of_shown" not in result:
        return
    if (result["share_dont_know"] > 0).any():
        ends = (result["share_dont_know"].min(), result["share_dont_know"].max())
        said = " to ".join(dict.fromkeys(_percent(end) for end in ends))
        yield f"Don't know, outside the 100%: {said} of those shown the question"
    lower = (result["share"] - result["share_of_shown"]).max()
    if lower > MOVED + 1e-12:
        yield (
            "Of all who were shown the question the shares are lower, by up to"
            f" {100 * lower:.0f} points"
        )


def _percent(share: float) -> str:
    """Return a share in whole per cent, one that would round to nothing as below 1%."""
    return "<1%" if 0 < share < SMALLEST else f"{100 * share:.0f}%"


def _other_bases(result: pd.DataFrame) -> Iterator[str]:
    """Say so where some rows count others than those, to see what that changes."""
    if "varies" in result and result["varies"].isin(ANOTHER_BASE).any():
        yield "Rows under other headings than the first count the people that they name"


def _kept(result: pd.DataFrame, tables: SurveyTables | None) -> Iterator[str]:
    """Say how many of the rows that came in were kept, group by group, where any was left out."""
    if tables is None or tables.excluded.empty:
        return
    flow = hide_flow(flow_table(tables), _threshold(result))
    named = [column for column in ("group", "level", "reference") if column in result]
    # A result that names no group, such as a model of how people joined, is of them all.
    shown = set(result[named].to_numpy().ravel()) & set(flow["group"]) or set(flow["group"])
    asked = tables.questions.loc[tables.questions["question"] == "group"].iloc[0]
    labels = dict(zip(asked["options"], asked["option_labels"], strict=True))
    said = [
        f"{words.number(rows['remaining'].iloc[-1])} of {words.number(rows['remaining'].iloc[0])}"
        f" {labels[group].casefold()}"
        for group, rows in flow[flow["group"].isin(shown)].groupby(
            "group", sort=False, observed=True
        )
    ]
    if said:
        yield f"Rows kept: {listed(said)}; the table excluded says why the others were not"


def _threshold(result: pd.DataFrame) -> int:
    """Return below which counts a result hides; 0 where it hides none."""
    said = str(result["protection"].iloc[0]) if "protection" in result and len(result) else ""
    return next((p.threshold for p in PROFILES.values() if said.startswith(p.sentence)), 0)


def _sampling(result: pd.DataFrame, intervals: bool) -> Iterator[str]:
    """Say what the intervals are, and what no interval covers."""
    if not intervals or "ci_low" not in result or result["ci_low"].isna().all():
        yield NOT_RANDOM
        return
    shown = result[result["ci_low"].notna()]
    others = _others(shown)
    told = shown[~others.isin(list(IN_PLACE_OF_THE_USUAL))]
    usual = "difference" if "estimate" in result else "share"
    measures = told["measure"].unique() if "measure" in told else [usual]
    for measure in measures:
        kind, of = INTERVALS.get(measure, ("{level}intervals", "random samples"))
        yield f"Lines are {kind.format(level=level_of(shown))}, as for {of}"
    named = [said for code, said in IN_PLACE_OF_THE_USUAL.items() if code in set(others)]
    if named:
        alone = f"Lines are {level_of(shown)}intervals,"
        start = "In rows made by another method they are" if len(told) else alone
        yield f"{start} {listed(named)}"
    yield f"{NOT_RANDOM}, which no interval covers"


def _others(shown: pd.DataFrame) -> pd.Series[str]:
    """Return the first part of each row's method, which says what its interval is."""
    methods = shown["method"] if "method" in shown else pd.Series("", shown.index)
    return methods.astype(str).str.partition(";")[0]


def _comparability(result: pd.DataFrame, asked: pd.DataFrame) -> Iterator[str]:
    """Say so where groups are shown together that were not asked quite the same."""
    compared = compared_column(result.columns) if "reference" in result else ""
    groups = (result["group"].nunique() if "group" in result else 0) + (compared == "group")
    apart = compared != "group" or "term" in result
    pooled = apart and "grade" in result and (result["grade"] != "").any()
    if groups < 2 and not pooled:
        return
    shared = asked[asked["groups"].map(len) > 1]
    graded = result if asked.empty and "grade" in result else shared
    for grade in [grade for grade in GRADES if grade in set(graded["grade"])]:
        reasons = listed(shared.loc[shared["grade"] == grade, "grade_reason"].unique())
        yield f"{GRADES[grade]} (grade {grade}{f': {reasons}' if reasons else ''})"


def _small_bases(result: pd.DataFrame) -> Iterator[str]:
    """Say what is said of small bases, where there are any."""
    if "mark" in result and (result["mark"] == "u").any():
        yield f"[u] low reliability: a base of {SHARE_FROM} to {PLAIN_FROM - 1}"
    bases = result[[column for column in ("base", "base_reference") if column in result]]
    if bases.isin(range(1, SHARE_FROM)).any(axis=None):
        yield f"A base below {SHARE_FROM} is given as counts only"


def _hidden(result: pd.DataFrame) -> Iterator[str]:
    """Say what is hidden, and what was done to protect people."""
    if "mark" in result and (result["mark"] == "c").any():
        yield "[c] hidden so that nobody can be recognised"
    if "protection" in result:
        yield f"Disclosure control: {listed(result['protection'].unique())}"
