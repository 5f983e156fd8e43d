"""A study in; the chapter that compares its groups in every question, as one family, out."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from cpsurvey.analysis import adjust_family
from cpsurvey.report.chapters.asked import topics
from cpsurvey.report.chapters.differences import PAIR, comparable, whole_answers
from cpsurvey.report.chapters.drawn import tabled
from cpsurvey.report.chapters.study import Study
from cpsurvey.report.chapters.topics import TOLD, WHO
from cpsurvey.report.document import Chapter, Table
from cpsurvey.report.findings.found import found
from cpsurvey.report.wording.codes import counted
from cpsurvey.vocabulary import MEASURES, SYNTHETIC, is_synthetic

FAMILY = "questions of this report put to several groups"
LEVEL = 0.05
DECLARED = (
    "Every question that was put to several groups in comparable words is compared as a whole."
    " Together they are one family, declared before anything was computed: their p-values are"
    " adjusted by Holm's method, so that chance alone seldom makes one of them stand out."
)
KINDS = {
    "probability_of_superiority": "Ordered answers: which group answered higher",
    "cramers_v": "Answers without an order: how strongly they go with the group",
    "difference": "Yes and no: how far the groups are apart",
    "all_options": "Questions where people could tick several: whether any option differs",
}


def groups_compared(study: Study) -> Chapter | None:
    """Say in which answers groups differ, all questions taken together."""
    if len(study.groups) < PAIR:
        return None
    of_topics = topics(study.answers.questions).items()
    asked = [one for topic, several in of_topics if topic != WHO for one in several]
    results = [whole_answers(study, row) for row in comparable(study, asked, TOLD)]
    if not results:
        return None
    result = study.shown(adjust_family(results, family=FAMILY))
    return Chapter(
        name="groups-compared",
        title="Groups compared",
        question="In which answers do the groups differ, and how surely?",
        blocks=(DECLARED, *_tables(study, result)),
        found=tuple(_found(result)),
    )


def _tables(study: Study, result: pd.DataFrame) -> Iterator[Table]:
    """Yield a table for each kind of question, whose estimates are of one kind."""
    for measure, part in result.groupby("measure", sort=False, observed=True):
        name = f"compared-by-{str(measure).replace('_', '-')}"
        yield tabled(study, name, KINDS.get(str(measure), MEASURES[str(measure)]), part)


def _found(result: pd.DataFrame) -> Iterator[str]:
    """Yield which differences stand when all are taken together, and how many do not."""
    stands = (result["p_adjusted"] < LEVEL).to_numpy(dtype=bool)
    tested, standing = int(result["p_adjusted"].notna().sum()), int(stands.sum())
    made_up = f" ({SYNTHETIC})" if any(map(is_synthetic, result["data"])) else ""
    if not tested:
        yield f"No question could be tested{made_up}: too few people answered in one of the groups."
        return
    yield (
        f"{counted(tested, 'question')} compared{made_up}: taken together, the groups differ in"
        f" {standing or 'none'} (Holm's adjusted p below {LEVEL:g}). Where they do not, a"
        " difference cannot be told from chance, which is not to say that there is none."
    )
    if standing:
        yield from found(result[stands])
