"""Answers and the groups that gave them in; a row for each comparison, in order, out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from cpsurvey.analysis.answers import ranks_of
from cpsurvey.analysis.levels import Levels
from cpsurvey.analysis.methods import TEST_FROM
from cpsurvey.analysis.nominal import association
from cpsurvey.analysis.ordered import ordered_groups, several_groups, superiority
from cpsurvey.analysis.select_all import Ticks, all_options, options_apart
from cpsurvey.analysis.settings import Counts, Row, Settings, mark_of
from cpsurvey.analysis.wording import joined
from cpsurvey.analysis.yes_no import Shares, described_difference, tested_difference
from cpsurvey.errors import listed
from cpsurvey.vocabulary import ALL_ANSWERS, ALL_LEVELS

PARTS_OF_A_WHOLE = "one level of an ordered answer: described; the test is of the whole answer"
OF_A_WHOLE = {
    "nominal": "cramers_v",
    "ordered": "probability_of_superiority",
    "select_all": "all_options",
}
TWO = 2


@dataclass(frozen=True)
class Stratum:
    """People who answered, within one level of another column, in groups.

    Attributes
    ----------
    given
        One row a person, one column an answer, true where it was given.
    group
        Each person's level of the column whose levels are compared, as its place among them.
    levels
        What is compared with what.
    kind
        ``answer`` where answers are compared one by one only, else ``nominal``, ``ordered`` or
        ``select_all``.
    barred
        Why nothing can be compared here, if so.
    middle
        Neighbouring answers that are tied where the order of answers counts.
    """

    given: pd.DataFrame
    group: npt.NDArray[np.integer[Any]]
    levels: Levels
    kind: str
    barred: str = ""
    middle: tuple[str, ...] = ()

    def counts(self, names: Sequence[str]) -> Counts:
        """Return how many of each level gave each answer, shape (levels, answers)."""
        given = self.given.to_numpy()
        return np.stack([given[self._of(name)].sum(axis=0) for name in names]).astype(np.int64)

    def counts_in_order(self, names: Sequence[str]) -> Counts:
        """Return `counts` with tied answers taken together."""
        ranks = ranks_of(list(self.given.columns), self.middle)
        counts: Counts = self.counts(names) @ (ranks[:, np.newaxis] == np.arange(ranks[-1] + 1))
        return counts

    def tied(self) -> str:
        """Return the sentence that says which answers are tied, if any."""
        return f"tied in the middle: {listed(self.middle)}" if self.middle else ""

    def bases(self, names: Sequence[str]) -> Counts:
        """Return how many people are in each level."""
        return np.array([self._of(name).sum() for name in names], dtype=np.int64)

    def ticks(self, names: Sequence[str]) -> Ticks:
        """Return who of these levels ticked what, the levels numbered as they are named."""
        members = np.stack([self._of(name) for name in names])
        used = members.any(axis=0)
        return Ticks(self.given.to_numpy()[used], members[:, used].argmax(axis=0))

    def smallest_cell(self, names: Sequence[str]) -> float:
        """Return the smallest count above 0 of those that levels are compared by."""
        cells = self.counts(names)
        if self.kind == "select_all":
            cells = np.concatenate([cells, self.bases(names)[:, np.newaxis] - cells])
        return float(cells[cells > 0].min()) if cells.any() else float("nan")

    def _of(self, name: str) -> npt.NDArray[np.bool_]:
        """Tell who is in a level."""
        members: npt.NDArray[np.bool_] = self.group == self.levels.known.index(name)
        return members


def compare(stratum: Stratum, settings: Settings) -> Iterator[Row]:
    """Yield the rows of one stratum: all levels at once where there are several, then each pair.

    A row's ``family`` tells to which kind its test belongs: ``levels``, ``whole``, ``answer`` or
    ``option``.
    """
    levels = stratum.levels
    if len(levels.compared) > 1 and stratum.kind != "answer":
        yield from _all_levels(stratum, settings)
    for level in levels.compared:
        yield from _pair(stratum, [level, levels.reference], settings)


def _all_levels(stratum: Stratum, settings: Settings) -> Iterator[Row]:
    """Yield the rows that compare all levels of enough people at once."""
    together = stratum.levels.together
    bases = dict(zip(together, stratum.bases(together).tolist(), strict=True))
    used = [level for level in together if bases[level] >= TEST_FROM]
    few = [level for level in together if level not in used]
    row = {
        "family": "levels",
        "answer": ALL_ANSWERS,
        stratum.levels.by: ALL_LEVELS,
        "reference": "",
        "base": sum(bases[level] for level in used),
        "mark": mark_of(min((bases[level] for level in used), default=0)),
    }
    if stratum.barred or len(used) < TWO:
        why = stratum.barred or f"fewer than two levels have a base of {TEST_FROM} or more"
        yield row | {"measure": _over_levels(stratum), "method": "count", "why": why}
        return
    row["smallest_cell"] = stratum.smallest_cell(used)
    left_out = f"left out, with a base below {TEST_FROM}: {listed(few)}" if few else ""
    for found in _several(stratum, used, settings):
        tied = stratum.tied() if stratum.kind == "ordered" else ""
        why = joined(f"{len(used)} levels at once", found["why"], tied, left_out)
        yield row | found | {"why": why}


def _several(stratum: Stratum, used: Sequence[str], settings: Settings) -> list[Row]:
    """Return what is found of several levels at once."""
    if stratum.kind == "select_all":
        return [all_options(stratum.ticks(used), len(used), settings)]
    if stratum.kind == "nominal":
        return [association(stratum.counts(used), settings)]
    table = stratum.counts_in_order(used)
    if not stratum.levels.in_order:
        return several_groups(table, settings)
    places = [stratum.levels.known.index(level) for level in used]
    return ordered_groups(table, places, settings)


def _over_levels(stratum: Stratum) -> str:
    """Return what is measured where several levels are compared at once."""
    if stratum.kind == "ordered":
        return "kendall_tau_b" if stratum.levels.in_order else "kruskal_wallis"
    return OF_A_WHOLE[stratum.kind]


def _pair(stratum: Stratum, pair: Sequence[str], settings: Settings) -> Iterator[Row]:
    """Yield the rows that compare one level with the reference: the whole, then each answer."""
    base, base_reference = stratum.bases(pair).tolist()
    place = {
        stratum.levels.by: pair[0],
        "reference": pair[1],
        "base": base,
        "base_reference": base_reference,
        "mark": mark_of(min(base, base_reference)),
    }
    shares = [
        Shares(one, base, other, base_reference) for one, other in stratum.counts(pair).T.tolist()
    ]
    whole, answers = (_barred if stratum.barred else _found)(stratum, pair, shares, settings)
    if stratum.kind != "answer" and (stratum.kind == "select_all" or len(shares) > TWO):
        cell = {"smallest_cell": stratum.smallest_cell(pair)}
        yield place | cell | whole | {"family": "whole", "answer": ALL_ANSWERS}
    family = "option" if stratum.kind == "select_all" else "answer"
    for answer, of, found in zip(stratum.given.columns, shares, answers, strict=True):
        counted = {"answer": answer, "count": of.count, "count_reference": of.count_reference}
        yield place | counted | found | {"family": family}


def _found(
    stratum: Stratum, pair: Sequence[str], shares: Sequence[Shares], settings: Settings
) -> tuple[Row, list[Row]]:
    """Return what is found of a pair: of the question as a whole, and of each answer."""
    if stratum.kind == "select_all":
        return options_apart(stratum.ticks(pair), settings)
    if stratum.kind == "ordered":
        answers = [described_difference(of, settings, PARTS_OF_A_WHOLE) for of in shares]
        whole = superiority(stratum.counts_in_order(pair), settings)
        return whole | {"why": joined(whole["why"], stratum.tied())}, answers
    answers = [tested_difference(of, settings) for of in shares]
    if stratum.kind == "answer" or len(shares) <= TWO:
        return {}, answers
    return association(stratum.counts(pair), settings), answers


def _barred(
    stratum: Stratum, _: Sequence[str], shares: Sequence[Shares], __: Settings
) -> tuple[Row, list[Row]]:
    """Return rows without estimate that say why."""
    row = {"method": "count", "why": stratum.barred}
    whole = {"measure": OF_A_WHOLE.get(stratum.kind, "difference")} | row
    return whole, [{"measure": "difference"} | row for _ in shares]
