"""One question's raw columns → its answers, as the question's type says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import pandas as pd

from cpsurvey.cleaning.answers import encode
from cpsurvey.cleaning.authorities import match_authorities
from cpsurvey.cleaning.cleaned import Cleaned, unshown
from cpsurvey.cleaning.join_mode import derive_mostly
from cpsurvey.cleaning.multiselect import split_cells, split_columns
from cpsurvey.cleaning.numbers import parse_dates, parse_numbers
from cpsurvey.cleaning.roles import match_roles
from cpsurvey.codebook import Codebook, Question

Claimed = Mapping[str, tuple[str, ...]]


def clean_question(
    question: Question,
    rows: pd.DataFrame,
    claimed: Claimed,
    group: str,
    codebook: Codebook,
    so_far: Mapping[str, Cleaned],
) -> Iterator[tuple[str, Cleaned]]:
    """Yield each part of a question: the name to keep it under, and its answers.

    A question has one part, a matrix one for each row; what was not put to the group was not shown.
    """
    if question.type == "derived":
        values = {name: so_far[name].values[""].astype(object) for name in question.sources}
        reasons = {name: so_far[name].reasons for name in question.sources}
        yield question.name, derive_mostly(question, pd.DataFrame(values), pd.DataFrame(reasons))
    elif question.type == "matrix":
        columns = dict(zip(question.rows_for(group), claimed.get(question.name, ()), strict=False))
        single = replace(question, type="scale", rows=(), raw={})
        for row in question.rows:
            raw = rows[[columns[row]]] if row in columns else None
            name = f"{question.name}__{row.code}"
            yield name, _read_or_unshown(single, raw, rows.index, codebook)
    else:
        names = claimed.get(question.name, ())
        raw = rows[list(names)] if names else None
        yield question.name, _read_or_unshown(question, raw, rows.index, codebook)


def route(question: Question, part: Cleaned, so_far: Mapping[str, Cleaned]) -> Cleaned:
    """Tell not shown from skipped by the routing; an answer given all the same is flagged."""
    routing = question.shown_if
    if routing is None or routing.question not in so_far:
        return part
    before = so_far[routing.question].values
    if "" in before:
        shown = before[""].isin(routing.answers)
    else:
        ticks = [before[f"__{answer}"].fillna(False) for answer in routing.answers]
        shown = pd.concat(ticks, axis=1).any(axis=1).astype(bool)
    reasons = part.reasons.mask(~shown & (part.reasons == "skipped"), "not_shown")
    doubt = ~shown & (part.reasons == "")
    return part._replace(
        reasons=reasons, doubts={**part.doubts, "answered_though_not_shown": doubt}
    )


def _read_or_unshown(
    question: Question, raw: pd.DataFrame | None, index: pd.Index, codebook: Codebook
) -> Cleaned:
    """Read the raw columns; without any, return blanks of the right kind, not shown."""
    if raw is not None:
        return _read(question, raw, codebook)
    blank = pd.DataFrame({"": pd.Series("", index=index, dtype=object)})
    return unshown(_read(question, blank, codebook).values, index)


def _read(question: Question, raw: pd.DataFrame, codebook: Codebook) -> Cleaned:
    """Read raw columns as the question's type says."""
    first = raw.iloc[:, 0]
    if question.type == "multi":
        return split_cells(first, question) if raw.shape[1] == 1 else split_columns(raw, question)
    if question.type == "number":
        return parse_numbers(first, question)
    if question.type == "date":
        return parse_dates(first)
    if question.type == "authority":
        return match_authorities(first, codebook)
    if question.type == "role":
        return match_roles(first, codebook)
    return encode(first, question.answers)
