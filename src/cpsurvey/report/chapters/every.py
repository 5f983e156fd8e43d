"""A study in; all chapters of its report, made in two processes where there are many, out."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from cpsurvey.report.chapters.asked import topics
from cpsurvey.report.chapters.compared import groups_compared
from cpsurvey.report.chapters.how_sure import how_sure
from cpsurvey.report.chapters.in_short import in_short
from cpsurvey.report.chapters.interviewed import interviews_chapter
from cpsurvey.report.chapters.methods import methods_chapter
from cpsurvey.report.chapters.published import claims_chapter
from cpsurvey.report.chapters.study import Study
from cpsurvey.report.chapters.topics import WHO, topic_chapter
from cpsurvey.report.chapters.two_processes import in_two_processes
from cpsurvey.report.chapters.who_answered import who_answered
from cpsurvey.report.document import Chapter

Maker = Callable[[Study], Chapter | None]

MANY = 30  # pictures, from which a second process is worth its start


def chapters_of(study: Study) -> tuple[Chapter, ...]:
    """Return the chapters that this study has anything to say in, in their order."""
    weighed = makers(study)
    if sum(weighed.values()) < MANY:
        made = [make(study) for make in weighed]
    else:
        made = in_two_processes(study, weighed)
    return tuple(chapter for chapter in made if chapter is not None)


def makers(study: Study) -> dict[Maker, int]:
    """Return what makes each chapter, in their order, and about how many pictures it draws."""
    asked = topics(study.questions) if study.questions is not None else {}
    return {
        in_short: 3,
        who_answered: len(asked.get(WHO, [])) + 2,
        **{
            partial(topic_chapter, topic=topic): len(several) + 2
            for topic, several in asked.items()
            if topic != WHO
        },
        groups_compared: 4,
        interviews_chapter: 7 if study.interviews else 0,
        claims_chapter: 6 if study.checked is not None else 0,
        how_sure: 5,
        methods_chapter: 0,
    }
