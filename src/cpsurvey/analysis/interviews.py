"""Tables and how to read their codings in; which interviews raised which theme out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from pandas.api.types import is_scalar

from cpsurvey.analysis.columns import as_categories, check_dividers, find_column
from cpsurvey.errors import QuestionError, unknown
from cpsurvey.tables import InterviewTables, SurveyTables, Tables
from cpsurvey.vocabulary import NOT_KNOWN, UNNAMED

RULES = ("any", "all")
UNCODED = ("in", "out")


class Raised(NamedTuple):
    """Which interviews raised which theme, themes under it included.

    ``given`` has a row an interview, numbered from 0, and a column a theme, true where it was
    raised; ``codings`` how many passages are coded so; ``coded`` whether anybody coded anything in
    the interview. ``parents`` are the themes' own, by code.
    """

    data: str
    given: pd.DataFrame
    codings: pd.DataFrame
    coded: pd.Series[bool]
    parents: Mapping[str, str]


def interview_tables(tables: Tables) -> InterviewTables:
    """Return the interviews of some tables, or say that there are none."""
    found = tables.interviews if isinstance(tables, SurveyTables) else tables
    if found is None:
        raise QuestionError(
            "these tables hold no interviews. Build them with the export of the interviews' coding"
            " among the sources, or give what clean_codings returns."
        )
    if not isinstance(found, InterviewTables):
        raise QuestionError(
            f"interviews are in survey or interview tables, not in {type(found).__name__}. Give"
            " what read_tables, clean_codings or load_example returns."
        )
    if found.interviews.empty or found.themes.empty:
        lacking = "interviews" if found.interviews.empty else "themes, so nothing to count"
        raise QuestionError(f"these tables hold no {lacking}.")
    return found


def raised(
    interviews: InterviewTables,
    codes: str | Sequence[str] | None,
    coders: str = "any",
    *,
    under: bool = True,
) -> Raised:
    """Return which interviews raised each theme, in the frame's order.

    `coders` is ``any``, ``all`` who coded the interview, or one by name. Without `under` a theme
    is raised only where it was itself coded.
    """
    codings = of_coders(interviews, coders)
    wanted = chosen(interviews, codes)
    everyone = interviews.interviews["interview"].astype(str).reset_index(drop=True)
    below = {code: descendants(interviews.themes, code) if under else {code} for code in wanted}
    marked = codings_under(codings, below)
    passages = marked.drop_duplicates(["interview", "code", "segment"])
    counts = _table(passages, ["interview", "code"], everyone, wanted)
    given = counts > 0
    if coders == "all":
        by_coder = marked.drop_duplicates(["interview", "code", "coder"])
        said = _table(by_coder, ["interview", "code"], everyone, wanted)
        asked = codings.groupby("interview")["coder"].nunique().reindex(everyone, fill_value=0)
        given &= said.eq(asked.to_numpy(), axis=0)
    own = interviews.themes.set_index("code")["parent"].astype(str).to_dict()
    return Raised(
        data=interviews.name or UNNAMED,
        given=given,
        codings=counts.where(given, 0),
        coded=everyone.isin(codings["interview"]),
        parents={code: own[code] for code in wanted},
    )


def of_coders(interviews: InterviewTables, coders: str) -> pd.DataFrame:
    """Return the codings of all coders, or of the one named, as text and each passage named."""
    codings = interviews.codings.reset_index(drop=True)
    names = ["interview", "coder", "code", "segment"]
    codings[names] = codings[names].astype("string").fillna("").astype(object)
    nameless = codings["segment"] == ""
    own = pd.Series([f"row {number}" for number in codings.index], codings.index, dtype=object)
    codings["has_segment"] = ~nameless
    codings["segment"] = codings["segment"].where(~nameless, own)
    if not isinstance(coders, str) or coders not in RULES:
        known = sorted(set(codings["coder"]) - {""})
        if not isinstance(coders, str) or coders not in known:
            raise QuestionError(unknown("coders", str(coders), [*RULES, *known]))
        codings = codings[codings["coder"] == coders]
    return codings


def chosen(interviews: InterviewTables, codes: str | Sequence[str] | None) -> list[str]:
    """Return the themes named, each once, or all of them, in the frame's order."""
    known = list(interviews.themes["code"].astype(str))
    if codes is None:
        return known
    named = [str(code) for code in ([codes] if is_scalar(codes) else codes)]
    if not named:
        raise QuestionError("no theme is named: name at least one, or leave codes out.")
    for code in named:
        if code not in known:
            raise QuestionError(unknown("theme", code, known))
    return [code for code in known if code in named]


def descendants(themes: pd.DataFrame, code: str) -> set[str]:
    """Return a theme and all that are under it, however deep."""
    found = {code}
    while True:
        inside = themes["parent"].isin(found)
        more = set(themes.loc[inside, "code"].astype(str)) - found
        if not more:
            return found
        found |= more


def codings_under(codings: pd.DataFrame, below: Mapping[str, set[str]]) -> pd.DataFrame:
    """Return codings once for each theme wanted that they belong to."""
    pairs = [(under, code) for code, inside in below.items() for under in inside]
    belongs = pd.DataFrame(pairs, columns=["code", "wanted"], dtype=object)
    merged = codings.merge(belongs, on="code")
    return merged.drop(columns="code").rename(columns={"wanted": "code"})


def divide_interviews(interviews: InterviewTables, names: Sequence[str]) -> pd.DataFrame:
    """Return the columns by which interviews are divided, what is blank as the last level."""
    check_dividers(names)
    everyone = interviews.interviews.reset_index(drop=True)
    columns = {name: _divider(everyone, name) for name in names}
    return pd.DataFrame(columns, everyone.index)


def not_coded(missing: int, coders: str, uncoded: str) -> str:
    """Return what became of interviews without a coding, if there are any."""
    if not missing:
        return ""
    whom = "nobody coded" if coders in RULES else f"{coders} did not code"
    return f"{'in the base' if uncoded == 'in' else 'left out'}: interviews that {whom}"


def counted(number: int) -> str:
    """Return a number of interviews in words."""
    return f"{number} interview" if number == 1 else f"{number} interviews"


def check_uncoded(uncoded: str) -> None:
    """Refuse a rule for interviews without codings that is none."""
    if uncoded not in UNCODED:
        raise QuestionError(unknown("uncoded", str(uncoded), UNCODED))


def _divider(everyone: pd.DataFrame, name: str) -> pd.Series[Any]:
    """Return one column by which interviews are divided, blanks as not known."""
    values = as_categories(find_column(everyone, "column of interviews", name))
    known = [str(level) for level in values.cat.categories if level != NOT_KNOWN]
    blanks = values.isna() | (values == NOT_KNOWN)
    last = [NOT_KNOWN] if name != "group" or blanks.any() else []
    if not [*known, *last]:
        raise QuestionError(f'column of interviews "{name}" is empty: nothing to divide by.')
    kind = pd.CategoricalDtype([*known, *last], ordered=bool(values.cat.ordered))
    filled = values.astype(object).where(~blanks, NOT_KNOWN)
    return filled.astype(kind)


def _table(
    rows: pd.DataFrame, keys: list[str], everyone: pd.Series[str], codes: list[str]
) -> pd.DataFrame:
    """Return how many rows there are for each interview and theme, none included."""
    counts = rows.groupby(keys).size().unstack(fill_value=0)
    full = counts.reindex(index=everyone, columns=codes, fill_value=0)
    return pd.DataFrame(full.to_numpy(np.int64), range(len(everyone)), codes)
