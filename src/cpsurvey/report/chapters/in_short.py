"""A study in; the first chapter, what was found in a few sentences, out."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from cpsurvey.analysis import adjust_family, compare_groups, response_table, theme_table
from cpsurvey.report.chapters.asked import Asked, topics
from cpsurvey.report.chapters.counted import MODE, everybody
from cpsurvey.report.chapters.differences import comparable, contrast, one_side
from cpsurvey.report.chapters.study import Study
from cpsurvey.report.chapters.topics import TOLD, WHO
from cpsurvey.report.data_reports.flow import flow_table
from cpsurvey.report.document import Chapter
from cpsurvey.report.findings.found import BEARING, found

MOST = 9  # sentences
PAIR = 2
FIRST = (MODE, "overall_judgement")  # what the 2020 study turns on; elsewhere what was asked first
OF_ONE_GROUP = 4  # questions told where there are no differences to tell
FAMILY = "differences told in short"
READ = (
    "Every number here is from the tables of this report. The interval after a number says how far"
    " chance alone may have moved it: the wider it is, the less sure the number."
)


def in_short(study: Study) -> Chapter | None:
    """Say who answered, what most answered, where groups differ most, which claims come back."""
    said: list[str] = []
    bearing: list[str] = []
    for result, most in _results(study):
        lines = found(result, most=1)
        said += [line for line in lines if line not in BEARING][:most]
        bearing += [line for line in lines if line in BEARING]
    if not said:
        return None
    return Chapter(
        name="in-short",
        title="In short",
        question="What was found, in a few sentences?",
        blocks=(READ, *([" ".join(dict.fromkeys(bearing))] if bearing else [])),
        found=tuple(said[:MOST]),
    )


def _results(study: Study) -> Iterator[tuple[pd.DataFrame, int]]:
    """Yield results that have rows, each with how many sentences of it are told."""
    if study.survey is not None:
        groups = len(study.groups)
        yield study.shown(flow_table(study.survey)), max(groups, PAIR)
        asked = [one for topic in _told(study).values() for one in topic]
        for one in _main(asked, PAIR if groups >= PAIR else OF_ONE_GROUP):
            if len(answered := _answers(study, one)):
                yield answered, PAIR
        if groups >= PAIR and (differences := _differences(study, asked)) is not None:
            yield differences, PAIR
    if study.checked is not None and len(study.checked):
        yield study.shown(study.checked), 1
    if study.interviews is not None:
        raised = study.shown(theme_table(study.interviews))
        if len(topics_raised := raised[raised["parent"] == ""]):
            yield topics_raised, 1


def _told(study: Study) -> dict[str, list[Asked]]:
    """Return what was asked under each topic but who people are."""
    every = topics(study.answers.questions)
    return {topic: asked for topic, asked in every.items() if topic != WHO}


def _main(asked: list[Asked], most: int) -> list[Asked]:
    """Return the questions that are told: those that the study turns on, or the first."""
    single = [one for one in asked if len(one.rows) == 1 and one.first["type"] in TOLD]
    turning = [one for one in single if one.first["question"] in FIRST]
    rest = [one for one in single if one.first["question"] not in FIRST]
    return (turning + rest)[:most]


def _answers(study: Study, asked: Asked) -> pd.DataFrame:
    """Return how people answered: group by group where these are two, else all together."""
    if len(study.groups) <= PAIR:
        return everybody(study, asked, response_table)
    return study.shown(response_table(study.answers, str(asked.first["question"])))


def _differences(study: Study, asked: list[Asked]) -> pd.DataFrame | None:
    """Return how far groups differ in one side of each question, the widest first."""
    results = [
        compare_groups(study.answers, str(row["question"]), answer=side, **contrast(study))
        for row in comparable(study, asked, ("single", "scale"))
        if (side := one_side(row))
    ]
    if not results:
        return None
    result = study.shown(adjust_family(results, family=FAMILY))
    wide = result["estimate"].abs().sort_values(ascending=False, kind="stable")
    return result.loc[wide.index].reset_index(drop=True)
