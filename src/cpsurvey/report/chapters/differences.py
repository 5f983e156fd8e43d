"""A study and what was asked in; how far its groups differ, drawn and as one family, out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypedDict

import pandas as pd

from cpsurvey import figures
from cpsurvey.analysis import compare_groups
from cpsurvey.report.chapters.asked import Asked
from cpsurvey.report.chapters.drawn import drawn
from cpsurvey.report.chapters.study import Record, Study
from cpsurvey.report.document import Picture
from cpsurvey.vocabulary import ALL_ANSWERS

USUAL = {"parent", "professional"}
PAIR = 2


class Contrast(TypedDict, total=False):
    """Which group is compared with which."""

    group: str
    reference: str


def contrast(study: Study) -> Contrast:
    """Return which group is compared with which, as `compare_groups` takes it.

    Parents with professionals; else every other group with the first of the questionnaire.
    """
    groups = study.groups
    if set(groups) >= USUAL:
        return {}
    if len(groups) == PAIR:
        return {"reference": groups[0], "group": groups[1]}
    return {"reference": groups[0]}


def comparable(study: Study, asked: list[Asked], types: tuple[str, ...]) -> list[Record]:
    """Return the questions that several groups were asked in comparable words."""
    return [
        row
        for one in asked
        for row in one.rows
        if row["type"] in types
        and len(set(row["groups"]) & set(study.groups)) >= PAIR
        and row.get("grade", "") != "C"
    ]


def difference_picture(study: Study, asked: list[Asked]) -> Iterator[Picture | str]:
    """Yield how far the groups differ in one side of each comparable question."""
    results = [
        compare_groups(study.answers, row["question"], answer=side, **contrast(study))
        for row in comparable(study, asked, ("single", "scale"))
        if (side := one_side(row))
    ]
    if not results:
        return
    result = study.shown(pd.concat(results, ignore_index=True))
    yield drawn(
        study,
        f"{asked[0].name}-differences",
        "How far the groups differ",
        figures.difference_intervals,
        result,
    )


def one_side(question: Record) -> list[str]:
    """Return the answers that are taken together: those past the middle, or the first of two.

    None where a question without an order has several.
    """
    options, middle = list(question["options"]), list(question["middle"])
    if not question["ordered"]:
        return options[:1] if len(options) == PAIR else []
    past = options.index(middle[-1]) + 1 if middle else (len(options) + 1) // 2
    return options[past:]


def other_side(question: Record) -> list[str]:
    """Return the answers before the middle of ordered ones."""
    options, middle = list(question["options"]), list(question["middle"])
    return options[: options.index(middle[0]) if middle else len(options) // 2]


def whole_answers(study: Study, question: Record) -> pd.DataFrame:
    """Return the rows that compare the groups in a question as a whole, not protected yet."""
    result = compare_groups(study.answers, str(question["question"]), **contrast(study))
    whole = result[result["answer"] == ALL_ANSWERS]
    return result if whole.empty else whole
