"""Finished answers → rows that a rule leaves out: previews, refusals, unfinished ones."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from cpsurvey.codebook import Codebook, Instrument, Rule
from cpsurvey.synthetic.chance import Stream, below
from cpsurvey.synthetic.left_out import rule_for

NOT_ANSWERS = ("preview", "test")
FURTHEST = 98


def spoil(
    kind: str,
    rows: pd.DataFrame,
    meta: pd.DataFrame,
    codebook: Codebook,
    instrument: Instrument,
    rng: Stream,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return rows of one kind that cleaning will leave out, and their metadata.

    Parameters
    ----------
    kind
        Which kind, one of those of `left_out.KINDS` but ``duplicate``.
    rows, meta
        Answers as an export has them, and what is known of each response.
    codebook, instrument
        The questionnaire.
    rng
        Chance.
    """
    rule = rule_for(kind, codebook, instrument)
    if kind in NOT_ANSWERS or rule is None:
        return rows, meta.assign(status=kind)
    if kind == "no_consent":
        blank = pd.DataFrame("", rows.index, rows.columns, dtype=object)
        return blank.assign(**_refusal(codebook, instrument)), meta
    if kind == "screened_out":
        return rows.assign(**_screened(rule, codebook, instrument)), meta
    furthest = max(min(FURTHEST, math.ceil(rule.minimum_progress) - 1), 1)
    progress = [1 + below(furthest, rng) for _ in range(len(rows))]
    answered = [1 + share * rows.shape[1] // 100 for share in progress]
    seen = np.arange(rows.shape[1]) < np.array(answered)[:, np.newaxis]
    seen |= rows.columns.isin(list(_refusal(codebook, instrument)))
    meta = meta.assign(finished="no", progress=[str(share) for share in progress])
    return rows.where(seen, ""), meta


def _refusal(codebook: Codebook, instrument: Instrument) -> dict[str, str]:
    """Return the raw column of each question of consent and how consent is refused in it."""
    rules = codebook.rules.get("default", ())
    found = {}
    for question in codebook.questions:
        if question.type == "consent" and instrument.code in question.raw:
            yes = {answer for r in rules if r.question == question.name for answer in r.consented}
            refused = [level.label for level in question.answers.levels if level.code not in yes]
            found[question.raw[instrument.code][0]] = refused[-1] if refused else ""
    return found


def _screened(rule: Rule, codebook: Codebook, instrument: Instrument) -> dict[str, str]:
    """Return the raw column of an answer that screens out, and the answer."""
    question = codebook.by_name[rule.question]
    columns = question.raw[instrument.code]
    place = question.codes.index(rule.screened[0])
    column = columns[place] if question.type == "multi" and len(columns) > 1 else columns[0]
    return {column: question.answers.levels[place].label}
