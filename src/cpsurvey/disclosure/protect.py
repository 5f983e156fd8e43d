"""A result and a profile in; the result with small counts hidden, and saying so, out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from cpsurvey.disclosure.claims import SAYS, hide_claims
from cpsurvey.disclosure.combinations import SAYS as SAYS_OF_COMBINATIONS
from cpsurvey.disclosure.combinations import without_rare
from cpsurvey.disclosure.flow import SAYS as SAYS_OF_FLOW
from cpsurvey.disclosure.flow import hide_flow
from cpsurvey.disclosure.places import SAYS as SAYS_OF_PLACES
from cpsurvey.disclosure.places import hide_places
from cpsurvey.disclosure.profiles import PROFILES
from cpsurvey.disclosure.specifications import SAYS as SAYS_OF_WAYS
from cpsurvey.disclosure.specifications import hide_specifications
from cpsurvey.errors import CpsurveyError, listed, unknown
from cpsurvey.vocabulary import ALL_CODES, ANY_CODE, is_synthetic

SIDES = (("count", "base", "share"), ("count_reference", "base_reference", "share_reference"))
COMPUTED = [
    "ci_low", "ci_high", "estimate", "statistic", "df", "p_value", "p_standard_error", "p_adjusted",
    "exact_size", "detectable_gap", "smallest_cell", "prevalence", "bias",
]  # fmt: skip
OF_THE_SHOWN = ["shown", "share_of_shown", "dont_know", "share_dont_know"]
SAID = {"mark": "c", "method": "suppressed", "why": "a count or base is too small to be shown"}
CARRIED = "; p_adjusted is that of a hidden row"
ROUNDING = 1e-9
NEEDED = ["data", "method", "why", "mark"]
COUNTED = ["count", "base", "share"]
FLOW_NEEDS = ("data", "group", "rule")
UNDER = "; nor against subtracting the themes under a theme from it"


def protect(result: pd.DataFrame, *, profile: str = "publication") -> pd.DataFrame:
    """Hide the counts of a result that are too small to leave the room.

    Primary suppression only: each row is judged by its own counts. A hidden count can still be
    found by subtracting other rows, tables or printed totals, a theme's row from that of the theme
    it is under, or from the people of a base who did not give the answer; and a share of 0 or 1,
    which says what everybody answered, is shown.

    Parameters
    ----------
    result
        A result of `response_table`, `compare_groups` or `check_claims`, or one of interviews such
        as `theme_table`'s, with all its columns; or what `report.flow_table` gives.
    profile
        ``publication`` hides counts and bases from 1 to 4, ``tre`` from 1 to 9, ``none``
        nothing, for synthetic data only.

    Returns
    -------
    pandas.DataFrame
        A copy with a column ``protection``, which says what was done. Where a count or base is
        hidden so are its share, the interval and all that compares it with another group;
        ``mark`` is c. A row about a question as a whole is hidden where the smallest count that
        it is computed from is; an alternative to a comparison, its bases too, where it lets so
        few people be told from the main one; of a net share, its counts too. How many were shown
        the question and did not know is hidden where that tells of so few people without an
        answer; an adjusted p-value, where it is that of a hidden row. Of interviews their coded
        passages are hidden with the count, how many nobody coded where those or the others are
        few, and a row computed from few interviews (``interviews``) altogether; of coders'
        agreement each single interview's row, and a code that few interviews have, but not
        agreement over all codes. A course of saturation names no interview, and has no row for each
        of a few. Of claims a row is hidden too where a count leaves few of its base, and its
        verdict reads ``confidential [c]`` where it would tell of so few; ``changes`` goes where it
        is made from a small count. Of the ways in `claim_multiverse` those are hidden too that
        differ by so few from one shown. Combinations of options that no group ticked so often are
        no rows; how many authorities were reached is hidden where few people named one; in a flow
        of rows a second number is hidden with a small one, and what remained between.

    Raises
    ------
    CpsurveyError
        If the profile is not known, the result lacks a column or lists passages, or the profile
        is ``none`` and the data is not synthetic.

    References
    ----------
    UK Government Analysis Function, Using symbols in tables: c for confidential.

    Examples
    --------
    >>> import pandas as pd
    >>> from cpsurvey.analysis import response_table
    >>> people = pd.DataFrame({"heard": ["yes"] * 3 + ["no"] * 21})
    >>> protect(response_table(people, "heard"))[["answer", "count", "base", "mark"]]
      answer  count  base mark
    0     no     21    24    u
    1    yes   <NA>    24    c
    """
    if profile not in PROFILES:
        raise CpsurveyError(unknown("profile", profile, PROFILES))
    if {"finding", "same_measure"} <= set(result):
        raise CpsurveyError(
            "these rows are of other studies beside claims: protect the claims first, as in"
            " evidence(protect(check_claims(tables)))."
        )
    if {"reading", "measured"} <= set(result):
        raise CpsurveyError(
            "readings of a base are few people apart, and no threshold makes that safe: keep them"
            " in the team, and protect check_claims or claim_multiverse of the same claims."
        )
    in_many_ways = {"base_rule", "agrees"} <= set(result)
    of_flow = {"left_out", "remaining"} <= set(result)
    _check(result, profile, FLOW_NEEDS if of_flow else ())
    threshold, protected = PROFILES[profile].threshold, result.copy()
    if of_flow:
        said = PROFILES[profile].sentence + (SAYS_OF_FLOW if threshold else "")
        return hide_flow(result, threshold).assign(protection=said)
    if "respondents" in result:
        said = PROFILES[profile].sentence + (SAYS_OF_PLACES if threshold else "")
        return hide_places(result, threshold).assign(protection=said)
    if in_many_ways:
        said = PROFILES[profile].sentence + (SAYS_OF_WAYS if threshold else "")
        return hide_specifications(result, threshold).assign(protection=said)
    if {"verdict", "fits_low"} <= set(result):
        said = PROFILES[profile].sentence + (SAYS if threshold else "")
        return hide_claims(result, threshold).assign(protection=said)
    few = _few(result, threshold)
    # The base of an alternative beside that of the main row tells how few they differ by.
    # The sum of a few answers beside all but one of them tells how few gave that one.
    apart, hidden = few & ("alternative" in result), few
    added = few & ("against" in result)
    for count, base, share in SIDES:
        if count in result:
            small_base = _small(result[base], threshold) | apart
            small = _small(result[count], threshold) | small_base | added
            protected[base] = result[base].astype("Int64").mask(small_base)
            protected[count] = result[count].astype("Int64").mask(small)
            protected[share] = result[share].mask(small)
            hidden = hidden | small
    if "interviews" in result:
        few_interviews = _small(result["interviews"], threshold) & _tells_what_was_said(result)
        protected["interviews"] = result["interviews"].astype("Int64").mask(few_interviews)
        if "base" in result and "count" not in result:  # an interview's own length
            protected["base"] = result["base"].astype("Int64").mask(few_interviews)
        hidden = hidden | few_interviews
    if "uncoded" in result:
        size = result["interviews" if "interviews" in result else "base"]
        parts = (result["uncoded"], size, (size - result["uncoded"]).abs())
        whole = _small(size + result["uncoded"], threshold)
        told = whole | np.any([_small(part, threshold) for part in parts], axis=0)
        protected["uncoded"] = result["uncoded"].astype("Int64").mask(told)
        hidden = hidden | whole
    for column in protected.columns.intersection(COMPUTED):
        protected[column] = result[column].mask(hidden)
    if "codings" in result:
        protected["codings"] = result["codings"].astype("Int64").mask(hidden)
    if "shown" in result:
        few_silent = _few_silent(result, threshold)
        for column in OF_THE_SHOWN:
            masked = few_silent | hidden if column == "share_of_shown" else few_silent
            protected[column] = result[column].mask(masked)
    for column, text in SAID.items():
        protected[column] = result[column].mask(hidden, text)
    if {"family", "p_value", "p_adjusted"} <= set(result):
        carried = _carried(result, hidden)
        protected["p_adjusted"] = protected["p_adjusted"].mask(carried)
        protected["why"] = protected["why"].mask(carried, protected["why"] + CARRIED)
    if "so_far" in result and threshold:  # as many rows as interviews
        protected = protected.assign(interview="")[~hidden | result["so_far"].isna()]
    said = PROFILES[profile].sentence + _under(result, threshold)
    if "ticked" in result and threshold:
        protected = without_rare(protected, result["count"], threshold)
        said += SAYS_OF_COMBINATIONS
    return protected.assign(protection=said)


def _tells_what_was_said(result: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Return which rows tell of what was raised: not how coders agree over all codes together."""
    if not {"code", "coders"} <= set(result):
        return np.ones(len(result), dtype=bool)
    one = result["interview"] != "" if "interview" in result else False
    told = ~result["code"].isin([ALL_CODES, ANY_CODE]) | one
    return told.to_numpy(dtype=bool)


def _under(result: pd.DataFrame, threshold: int) -> str:
    """Return what is said where a result holds themes and those under them."""
    if not threshold or not {"code", "parent"} <= set(result):
        return ""
    return UNDER if result["parent"].isin(set(result["code"])).any() else ""


def _few(result: pd.DataFrame, threshold: int) -> npt.NDArray[np.bool_]:
    """Return where the smallest count that a row is computed from is below the threshold."""
    if "smallest_cell" not in result:
        return np.zeros(len(result), dtype=bool)
    return _small(result["smallest_cell"], threshold)


def _few_silent(result: pd.DataFrame, threshold: int) -> npt.NDArray[np.bool_]:
    """Return where those shown a question tell of few people, or of few who did not answer it."""
    silent = result["shown"] - result["base"]
    counts = (result["base"], result["shown"], result["dont_know"], silent)
    tells: npt.NDArray[np.bool_] = np.any([_small(count, threshold) for count in counts], axis=0)
    return tells


def _carried(result: pd.DataFrame, hidden: npt.NDArray[np.bool_]) -> pd.Series[bool]:
    """Return where an adjusted p-value may be made from a hidden p-value of the same family."""
    keys = [result[name] for name in ("data", "family", "p_adjusted")]
    of_hidden = result["p_value"].where(hidden).groupby(keys)
    apart = (result["p_value"] / of_hidden.transform("min") > 1 + ROUNDING) | (
        result["p_value"] / of_hidden.transform("max") < 1 - ROUNDING
    )
    return apart & (result["p_adjusted"] < 1) & ~hidden


def _small(counts: pd.Series[Any], threshold: int) -> npt.NDArray[np.bool_]:
    """Return where a count is known, above 0 and below the threshold."""
    return counts.between(1, threshold - 1).to_numpy(dtype=bool, na_value=False)


def _check(result: pd.DataFrame, profile: str, needed: Sequence[str] = ()) -> None:
    """Refuse a result without counts, and real data without protection."""
    usual = NEEDED if "interviews" in result else [*NEEDED[:1], *COUNTED, *NEEDED[1:]]
    needed = needed or usual
    lacking = [column for column in needed if column not in result]
    if lacking and {"start", "end"} <= set(result):
        raise CpsurveyError(
            "these rows point at passages (start, end), one person's words each, and no threshold"
            " makes that safe: keep them in the team."
        )
    if lacking:
        raise CpsurveyError(
            f"the result has no column {listed(lacking)}, so small counts cannot be found. Protect"
            " a whole result of response_table or compare_groups before choosing columns."
        )
    real = [name for name in result["data"].unique() if not is_synthetic(name)]
    if profile == "none" and real:
        raise CpsurveyError(
            f'profile "none" is for synthetic data, and "{listed(real)}" is not. Use profile'
            ' "publication" or "tre".'
        )
