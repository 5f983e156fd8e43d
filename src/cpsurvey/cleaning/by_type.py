"""One question's raw columns → its answers, as the question's type says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import pandas as pd

from cpsurvey.cleaning.answers import encode
from cpsurvey.cleaning.authorities import match_authorities
from cpsurvey.cleaning.cleaned import REASONS, Cleaned, gave, unshown
from cpsurvey.cleaning.join_mode import derive_mostly
from cpsurvey.cleaning.multiselect import is_tick, split_cells, split_columns
from cpsurvey.cleaning.numbers import parse_dates, parse_numbers
from cpsurvey.cleaning.roles import match_roles
from cpsurvey.codebook import Codebook, Question

Claimed = Mapping[str, tuple[str, ...]]
TYPED = ("number", "date", "authority", "role")
NOT_UNDERSTOOD = ("ambiguous", "unmatched", "unreadable")


def clean_question(
    question: Question,
    rows: pd.DataFrame,
    claimed: Claimed,
    group: str,
    codebook: Codebook,
    so_far: Mapping[str, Cleaned],
    platform: str = "",
) -> Iterator[tuple[str, Cleaned]]:
    """Yield each part of a question: the name to keep it under, and its answers.

    A question has one part, a matrix one for each row; what was not put to the group was not shown.
    ``platform`` tells what joins several answers in a cell.
    """
    if question.type == "derived":
        parts = {name: so_far[name] for name in question.sources}
        yield question.name, derive_mostly(question, parts)
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
        yield question.name, _read_or_unshown(question, raw, rows.index, codebook, platform)


def route(
    question: Question, part: Cleaned, so_far: Mapping[str, Cleaned], routing: str
) -> Cleaned:
    """Tell not shown from skipped by the routing; an answer given all the same is flagged.

    Blank is skipped where the question is put to everyone of its groups; where the codebook does
    not say to whom, or by an answer to what this questionnaire does not ask or that is ambiguous,
    what tells the reason is ``undeclared``.
    """
    shown_if = question.shown_if
    asked_first = so_far[shown_if.question] if shown_if else None
    if shown_if is None or asked_first is None or (asked_first.told_by == "group").all():
        if question.type == "derived" or (shown_if is None and routing == "declared"):
            return part
        return part._replace(told_by=part.told_by.mask(part.told_by == "blank", "undeclared"))
    unclear = asked_first.reasons == "ambiguous"
    hidden = ~gave(asked_first.values, shown_if.answers) & ~unclear
    blank = part.told_by == "blank"
    unasked = hidden & blank
    doubt = hidden & (part.reasons == "")
    marked = hidden & (part.reasons == "not_shown") & (part.told_by == "answer")
    told = part.told_by.mask(unasked | marked, "routing")
    return part._replace(
        reasons=part.reasons.mask(unasked, "not_shown"),
        told_by=told.mask(unclear & blank, "undeclared"),
        doubts={**part.doubts, "answered_though_not_shown": doubt},
    )


def _read_or_unshown(
    question: Question,
    raw: pd.DataFrame | None,
    index: pd.Index,
    codebook: Codebook,
    platform: str = "",
) -> Cleaned:
    """Read the raw columns; without any, return blanks of the right kind, not shown."""
    if raw is not None:
        part = _read(question, raw, codebook, platform)
        return _told(part) if question.type in TYPED else part
    blank = pd.DataFrame({"": pd.Series("", index=index, dtype=object)})
    return unshown(_read(question, blank, codebook, "").values, index)


def _told(part: Cleaned) -> Cleaned:
    """Return typed answers with what tells each reason: a blank cell, words, or how they fit."""
    reasons = part.reasons.astype(REASONS)
    told = part.told_by.mask(reasons == "", "").mask(
        (reasons != "") & (part.told_by == ""), "answer"
    )
    return part._replace(reasons=reasons, told_by=told.mask(reasons.isin(NOT_UNDERSTOOD), "typed"))


def _read(question: Question, raw: pd.DataFrame, codebook: Codebook, platform: str) -> Cleaned:
    """Read raw columns as the question's type says."""
    first = raw.iloc[:, 0]
    if question.type == "multi":
        if raw.shape[1] > 1 or is_tick(first, question, platform):
            return split_columns(raw, question, platform)
        return split_cells(first, question, platform)
    if question.type == "number":
        return parse_numbers(first, question)
    if question.type == "date":
        return parse_dates(first, question.dates)
    if question.type == "authority":
        return match_authorities(first, codebook, question.name)
    if question.type == "role":
        return match_roles(first, codebook, question.name)
    return encode(first, question.answers)
