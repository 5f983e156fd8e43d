"""A study and a topic of its questionnaire in; the chapter of what was asked about it out."""

from __future__ import annotations

from collections.abc import Iterator

from cpsurvey.report.chapters.asked import Asked, slug, topics
from cpsurvey.report.chapters.counted import MODE, Answered, answered
from cpsurvey.report.chapters.differences import difference_picture
from cpsurvey.report.chapters.modes import mode_pictures
from cpsurvey.report.chapters.questions import question_blocks
from cpsurvey.report.chapters.study import Block, Study
from cpsurvey.report.document import Chapter
from cpsurvey.report.findings.found import found

WHO = "Who answered"
EVERYTHING = "Answers"
TOLD = ("single", "scale", "multi")


def topic_chapter(study: Study, topic: str) -> Chapter:
    """Draw every question of a topic by the chart that fits it, and how far groups differ."""
    asked = topics(study.answers.questions)[topic]
    told = answers_of(study, asked)
    title = topic or EVERYTHING
    return Chapter(
        name=f"topic-{slug(title)}",
        title=title,
        question=f"{title}: what did people answer?",
        blocks=tuple(_blocks(study, asked, told, modes=after_mode(study, topic))),
        found=tuple(topic_found(told)),
    )


def answers_of(study: Study, asked: list[Asked]) -> list[Answered]:
    """Return how people answered each question, but for codes of places."""
    return [answered(study, one) for one in asked if one.first["type"] != "authority"]


def _blocks(
    study: Study, asked: list[Asked], told: list[Answered], *, modes: bool
) -> Iterator[Block]:
    """Yield the pictures of each question, how two were answered together, and differences."""
    for one in told:
        yield from question_blocks(one, modes=modes)
    yield from mode_pictures(study, asked)
    yield from difference_picture(study, asked)


def topic_found(told: list[Answered]) -> list[str]:
    """Say what most people answered to each question, group by group, and how sure that is."""
    results = [
        one.result
        for one in told
        if len(one.asked.rows) == 1 and one.asked.first["type"] in TOLD and len(one.result)
    ]
    return found(*results, most=1) if results else []


def after_mode(study: Study, topic: str) -> bool:
    """Tell whether a topic is asked after how people joined, and so may depend on it."""
    if study.asked(MODE) is None:
        return False
    order = topics(study.answers.questions)
    told = [MODE in {one.first["question"] for one in asked} for asked in order.values()]
    return True in told and list(order).index(topic) > told.index(True)
