"""Tables with interviews in; how often two themes are found together, pair by pair, out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from cpsurvey.analysis.counting import in_order, share_of
from cpsurvey.analysis.interviews import (
    chosen,
    descendants,
    interview_tables,
    of_coders,
    raised,
)
from cpsurvey.analysis.methods import PLAIN_FROM, SHARE_FROM
from cpsurvey.analysis.wording import joined
from cpsurvey.errors import QuestionError, unknown
from cpsurvey.tables import Tables
from cpsurvey.vocabulary import UNNAMED

UNITS = {"overlap": "character", "segment": "segment", "interview": "interview"}
ABOUT = ("code", "other_code")
TWO = 2
Matrix = npt.NDArray[np.int64]


class Together(NamedTuple):
    """Of each pair of themes, shape (themes, themes): what marks both, and what marks each.

    ``units`` are the units that both mark, its diagonal those that one does; ``interviews`` the
    interviews where both do so together; ``passages`` how many stretches or segments that is.
    """

    units: Matrix
    interviews: Matrix
    passages: Matrix
    why: str = ""


def co_occurrence(
    tables: Tables,
    *,
    by: str = "overlap",
    codes: str | Sequence[str] | None = None,
    coders: str = "same",
) -> pd.DataFrame:
    """Say which themes are found together: in the same words, segments or interviews.

    Parameters
    ----------
    tables
        Survey tables with interviews, or interview tables.
    by
        What two themes have in common: ``overlap``, characters of text that both mark;
        ``segment``, marked passages that carry both; ``interview``, interviews that raise both.
        Files without positions have no overlaps, and those without segments no segments.
    codes
        Only these themes; every theme of the frame if not given. A theme is marked where one
        under it is, and no theme is paired with one that it is under.
    coders
        ``same``: both themes marked by one coder, each coder's marks taken apart; ``any``: by
        whichever; or one coder by name. A segment is one coder's always; in an interview both
        are raised by ``same`` or ``any`` alike, by whichever coder.

    Returns
    -------
    pandas.DataFrame
        A row for each pair, once, in the frame's order: data, code, other_code, measure, unit,
        count, base, share, estimate, codings, method, why, mark. ``count`` are the interviews in
        which the two are found together so, ``base`` those that raise either; ``estimate`` is
        Jaccard's coefficient in the unit that `by` names, and ``codings`` how many stretches or
        segments carry both. Below a base of 5 counts only; ``mark`` is u from 5 to 29.

    Raises
    ------
    QuestionError
        If there are no interviews or themes, fewer than two themes to pair, no positions or
        segments where they are needed, or a theme, coder or option is not known.

    References
    ----------
    Jaccard (1901), Bulletin de la Société Vaudoise des Sciences Naturelles 37, 547-579.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> pairs = cps.co_occurrence(
    ...     cps.load_example(), by="interview", codes=["PAR.phone_only", "TEC.access"]
    ... )
    >>> pairs[["code", "other_code", "count", "base"]]
                 code  other_code  count  base
    0  PAR.phone_only  TEC.access      8    33
    """
    if by not in UNITS:
        raise QuestionError(unknown("by", str(by), UNITS))
    if coders == "all":
        raise QuestionError('coders is "all": give "same", "any" or one coder by name.')
    interviews = interview_tables(tables)
    wanted = chosen(interviews, codes)
    below = {code: descendants(interviews.themes, code) for code in wanted}
    apart = [
        (one, other)
        for one, other in combinations(range(len(wanted)), TWO)
        if wanted[one] not in below[wanted[other]] and wanted[other] not in below[wanted[one]]
    ]
    if not apart:
        raise QuestionError(
            "there are no two themes to pair: name at least two, neither of them under the other."
        )
    anybody = "any" if coders == "same" else coders
    given = raised(interviews, wanted, anybody).given.to_numpy()
    if by == "interview":
        both = given.T.astype(np.int64) @ given.astype(np.int64)
        found = Together(both, both, np.zeros_like(both))
    else:
        marks = of_coders(interviews, anybody)
        together = _overlapping if by == "overlap" else _on_segments
        found = together(marks, below, apart_by_coder=coders == "same")
    result = _rows(wanted, apart, found, given)
    result = result.assign(data=interviews.name or UNNAMED, unit=UNITS[by])
    if by == "interview":
        result["codings"] = pd.array([pd.NA] * len(result), dtype="Int64")
    return in_order(result, [], ABOUT)


def _rows(
    codes: Sequence[str],
    pairs: Sequence[tuple[int, int]],
    found: Together,
    given: npt.NDArray[np.bool_],
) -> pd.DataFrame:
    """Return a row for each pair."""
    one, other = np.array(pairs).T
    raising = given.sum(axis=0)
    either = raising[one] + raising[other] - (given.T.astype(np.int64) @ given)[one, other]
    own = np.diag(found.units)
    units = own[one] + own[other] - found.units[one, other]
    frame = pd.DataFrame(
        {
            "code": pd.Categorical.from_codes(one, categories=pd.Index(codes)),
            "other_code": pd.Categorical.from_codes(other, categories=pd.Index(codes)),
            "measure": "jaccard",
            "count": found.interviews[one, other],
            "base": either,
            "codings": found.passages[one, other],
        }
    )
    enough = frame["base"] >= SHARE_FROM
    jaccard = pd.Series(found.units[one, other] / np.maximum(units, 1))
    few = f"base below {SHARE_FROM}: counts only"
    why = np.select([frame["base"] == 0, ~enough], ["neither is raised in any interview", few], "")
    return frame.assign(
        share=share_of(frame["count"], frame["base"]),
        estimate=jaccard.where(enough & (units > 0)),
        method=np.where(enough, "jaccard", "count"),
        why=[joined(reason, found.why) for reason in why],
        mark=np.where(enough & (frame["base"] < PLAIN_FROM), "u", ""),
    )


def _on_segments(
    marks: pd.DataFrame, below: Mapping[str, set[str]], *, apart_by_coder: bool
) -> Together:
    """Return which marked passages carry both themes; a passage is one coder's."""
    known = _usable(marks, marks["has_segment"], "segments", 'by="interview" or by="overlap"')
    keys = ["interview", "segment", *(["coder"] if apart_by_coder else [])]
    carried = known.groupby(keys, sort=False)["code"].agg(set)
    carries = [[not inside.isdisjoint(on) for inside in below.values()] for on in carried]
    member = np.array(carries, dtype=np.int64).reshape(-1, len(below))
    units = member.T @ member
    where, names = pd.factorize(carried.index.get_level_values("interview"))
    interviews = np.zeros_like(units)
    for place in range(len(names)):
        here = member[where == place]
        interviews += here.T @ here > 0
    return Together(units, interviews, units, _without(marks, known, "a segment"))


def _overlapping(
    marks: pd.DataFrame, below: Mapping[str, set[str]], *, apart_by_coder: bool
) -> Together:
    """Return how much text carries both themes, and in how many unbroken stretches."""
    placed = marks["start"].notna() & marks["end"].notna()
    known = _usable(marks, placed, "positions in the text", 'by="interview" or by="segment"')
    size = len(below)
    units, interviews, passages = (np.zeros((size, size), dtype=np.int64) for _ in range(3))
    for _, said in known.groupby("interview", sort=False):
        parts = [part for _, part in said.groupby("coder")] if apart_by_coder else [said]
        here = np.zeros((size, size), dtype=np.int64)
        for part in parts:
            lengths, member = _pieces(part, below)
            here += (member * lengths) @ member.T
            on = member[:, 1:] * member[:, :-1]
            passages += member @ member.T - on @ on.T
        units += here
        interviews += here > 0
    return Together(units, interviews, passages, _without(marks, known, "a position"))


def _pieces(part: pd.DataFrame, below: Mapping[str, set[str]]) -> tuple[Matrix, Matrix]:
    """Return the text cut wherever a mark begins or ends: lengths, and which themes mark each."""
    start, end = (part[name].to_numpy(np.int64) for name in ("start", "end"))
    cuts = np.unique(np.concatenate([start, end]))
    covers = (start[:, None] <= cuts[None, :-1]) & (cuts[None, 1:] <= end[:, None])
    own = {code: covers[(part["code"] == code).to_numpy()] for code in set(part["code"])}
    member = np.zeros((len(below), len(cuts) - 1), dtype=np.int64)
    for row, inside in enumerate(below.values()):
        for code in inside & set(own):
            member[row] |= own[code].any(axis=0)
    return np.diff(cuts), member


def _usable(marks: pd.DataFrame, there: pd.Series[Any], what: str, instead: str) -> pd.DataFrame:
    """Return the codings that hold what is needed, or raise where none does."""
    if len(marks) and not there.any():
        raise QuestionError(
            f"the codings have no {what}: the file they come from holds none. Use {instead}, if"
            " it holds those."
        )
    return marks[there]


def _without(marks: pd.DataFrame, known: pd.DataFrame, what: str) -> str:
    """Return how many codings could not be used, if any."""
    lost = len(marks) - len(known)
    return f"left out: {lost} of {len(marks)} codings, without {what}" if lost else ""
