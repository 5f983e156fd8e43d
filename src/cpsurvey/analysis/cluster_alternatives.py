"""One comparison of two shares in; its rows where people of a cluster may answer alike out."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from cpsurvey.analysis.alternatives import NUMBERS, other_counts, same_side
from cpsurvey.analysis.bases import People, added, counted, smallest
from cpsurvey.analysis.clustered_difference import clustered_difference
from cpsurvey.analysis.columns import Source, check_one_name, find_column
from cpsurvey.analysis.columns import people as everyone
from cpsurvey.analysis.model_terms import cluster_column
from cpsurvey.analysis.settings import Row, Settings
from cpsurvey.analysis.standing import ANSWERED
from cpsurvey.analysis.wording import joined
from cpsurvey.errors import NumbersError, QuestionError
from cpsurvey.stats import cluster_bootstrap

Floats = npt.NDArray[np.float64]
FEW_CLUSTERS = 20
FOUND = ["estimate", "ci_low", "ci_high", "statistic", "df", "p_value", "method"]


def by_cluster(
    main: Row,
    people: People,
    tables: Source,
    answer: str | Sequence[str],
    cluster: str,
    settings: Settings,
) -> Iterator[Row]:
    """Yield the main row for people of known clusters: as independent, by CR2, by the bootstrap."""
    clusters = _clusters(tables, cluster).loc[people.gave.index]
    used = (people.reasons == ANSWERED) & clusters.notna()
    shares = counted(main, people, used, people.gave)
    known = other_counts(main, shares, settings) | {"varies": "cluster", "alternative": "known"}
    known["smallest_cell"] = smallest(added(main, shares))
    if not used.any():
        yield known | {"why": f"{cluster} is known of nobody who answered"}
        return
    yield known | {"why": joined(f"{cluster} known, people independent", known["why"])}
    if math.isnan(known["p_value"]):
        return
    yield _robust(known, main, tables, answer, cluster, settings)
    if 0 < shares.count < shares.base:
        yield _resampled(known, people, clusters, used, settings)


def _clusters(tables: Source, cluster: str) -> pd.Series[Any]:
    """Return each person's cluster, missing where it is not known, which may be of everybody."""
    check_one_name("cluster", cluster)
    everybody = everyone(tables)
    if cluster != "group" and cluster in everybody:
        column = find_column(everybody, "cluster", cluster)
        if not column.dropna().astype(str).str.strip().any():
            return column.astype(object).mask(column.notna())
    return cluster_column(tables, cluster, ["group"])


def _robust(
    known: Row,
    main: Row,
    tables: Source,
    answer: str | Sequence[str],
    cluster: str,
    settings: Settings,
) -> Row:
    """Return the row by the CR2 variance, or why there is none."""
    row = _without_numbers(known, "cr2")
    try:
        found = clustered_difference(
            tables, main["question"], group=main["group"], reference=main["reference"],
            answer=answer, cluster=cluster, allow_grade_c=True, confidence=settings.confidence,
        ).iloc[0]  # fmt: skip
    except QuestionError as error:
        return row | {"method": "count", "why": str(error)}
    tested = not math.isnan(found["p_value"])
    side = same_side(found["p_value"], main["p_value"], settings) if tested else ""
    numbers = {name: found[name] for name in FOUND}
    return row | numbers | {"why": joined(side, found["why"])}


def _resampled(
    known: Row, people: People, clusters: pd.Series[Any], used: pd.Series[bool], settings: Settings
) -> Row:
    """Return the row by drawing clusters anew, or why it cannot be."""
    groups, gave = people.groups[used], people.gave[used].to_numpy(dtype=float)
    sides = [(groups == known[side]).to_numpy(dtype=float) for side in ("group", "reference")]

    def difference(weights: Floats) -> Floats:
        with np.errstate(invalid="ignore"):
            share, reference = ((weights @ (gave * side)) / (weights @ side) for side in sides)
        gap: Floats = share - reference
        return gap

    row = _without_numbers(known, "cluster bootstrap")
    try:
        found = cluster_bootstrap(
            difference, clusters[used].to_numpy(), rng=settings.rng, level=settings.confidence
        )
    except NumbersError as error:
        return row | {"method": "count", "why": f"not computed: {error}"}
    in_group = clusters[used][sides[0] == 1].nunique()
    few = f"{in_group} clusters with {known['group']} in them"
    numbers = {name: getattr(found, name) for name in ("estimate", "ci_low", "ci_high")}
    why = joined(
        f"{found.draws:,} draws, seed {found.seed}",
        f"{few}: the interval may be too narrow" if in_group < FEW_CLUSTERS else few,
    )
    return row | numbers | {"method": "cluster bootstrap", "why": why}


def _without_numbers(known: Row, alternative: str) -> Row:
    """Return the row of the same people with no numbers yet."""
    return known | dict.fromkeys(NUMBERS, math.nan) | {"alternative": alternative}
