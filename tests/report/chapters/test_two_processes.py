"""Chapters made in two processes: the work halved, the same chapters, and what if it fails."""

from functools import partial

import pytest

from cpsurvey.report.chapters import two_processes
from cpsurvey.report.chapters.every import chapters_of, makers
from cpsurvey.report.chapters.methods import methods_chapter
from cpsurvey.report.chapters.study import Study
from cpsurvey.report.chapters.topics import topic_chapter
from cpsurvey.report.chapters.two_processes import halves, in_two_processes
from cpsurvey.report.document import Chapter


@pytest.fixture(scope="module")
def study(readers):
    return Study(readers, None, "none")


def test_the_work_is_halved():
    names = dict(zip("abcdef", [8, 9, 3, 3, 5, 1], strict=True))
    here, beside = halves(names)
    assert sorted(here + beside) == list("abcdef")
    assert [sum(names[name] for name in part) for part in (here, beside)] == [20, 9]


def test_every_chapter_is_made_once_and_in_its_order(readers_report, study, monkeypatch):
    made = [chapter.name for chapter in readers_report.chapters]
    told = {partial(_named, name=name): 1 for name in made}
    monkeypatch.setattr(two_processes, "_beside", lambda _: None)
    assert [chapter.name for chapter in in_two_processes(study, told)] == made


def test_a_fault_is_said_as_if_there_were_one_process(study, monkeypatch):
    monkeypatch.setattr(two_processes, "_beside", lambda _: None)
    with pytest.raises(KeyError, match="nothing of the kind"):
        in_two_processes(
            study, {methods_chapter: 2, partial(topic_chapter, topic="nothing of the kind"): 1}
        )


@pytest.mark.slow
def test_a_second_process_makes_the_same(study, readers_report):
    made = [chapter for chapter in in_two_processes(study, makers(study)) if chapter]
    assert [chapter.name for chapter in made] == [c.name for c in readers_report.chapters]
    for one, other in zip(made, chapters_of(study), strict=True):
        pictures = [[b for b in c.blocks if hasattr(b, "svg")] for c in (one, other)]
        assert [(p.svg, p.png) for p in pictures[0]] == [(p.svg, p.png) for p in pictures[1]]
        assert one.found == other.found


def _named(_: Study, name: str) -> Chapter:
    return Chapter(name, name, "")
