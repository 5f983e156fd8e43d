"""A study in; the chapter of what its bases could find, and how steady its results are, out."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from cpsurvey import figures
from cpsurvey.analysis import compare_groups, coverage_by_share, power_by_gap, sensitivity
from cpsurvey.report.chapters.asked import topics
from cpsurvey.report.chapters.counted import MODE
from cpsurvey.report.chapters.differences import PAIR, comparable, contrast, one_side
from cpsurvey.report.chapters.drawn import drawn
from cpsurvey.report.chapters.study import Block, Record, Study
from cpsurvey.report.chapters.topics import WHO, after_mode
from cpsurvey.report.document import Chapter

MOST = 3  # comparisons that are made in other ways too
POWER = (
    "How often bases of these sizes would find a true difference, planned with the reference at one"
    " half and never with what was observed. Where nothing was found, a difference smaller than the"
    " one marked may well be there."
)
COVERAGE = (
    "An interval that promises 95% must hold the true difference in 95 of 100 such studies. Drawn"
    " at the reference's share where each does worst."
)
OTHER_WAYS = (
    "The same comparison by other tests and another interval, and by other rules of who is counted:"
    " a conclusion that holds in one way only is not one."
)


def how_sure(study: Study) -> Chapter | None:
    """Say what comparisons of such bases can find, and whether other ways say the same."""
    asked = _main(study)
    if not asked:
        return None
    return Chapter(
        name="how-sure",
        title="How sure can we be",
        question="What could so few people show, and would other methods say the same?",
        blocks=tuple(_blocks(study, asked)),
    )


def _main(study: Study) -> list[Record]:
    """Return the questions compared: of each topic the first, those that may differ by mode."""
    if len(study.groups) < PAIR or set(contrast(study)) == {"reference"}:
        return []
    first = []
    for topic, asked in topics(study.answers.questions).items():
        known = comparable(study, asked, ("single", "scale"))
        known = [question for question in known if one_side(question)]
        if topic != WHO and (after_mode(study, topic) or study.asked(MODE) is None):
            first += known[:1]
    return first[-MOST:]


def _blocks(study: Study, asked: list[Record]) -> Iterator[Block]:
    """Yield power and coverage at these bases, and each comparison made in other ways."""
    question = asked[-1]
    pair = contrast(study)
    compared = compare_groups(
        study.answers, question["question"], answer=one_side(question), **pair
    )
    several = [compared]
    if study.asked(MODE) is not None:
        several.append(
            compare_groups(
                study.answers, question["question"], answer=one_side(question), within=MODE, **pair
            )
        )
    label = question["label"]
    yield POWER
    power = study.shown(power_by_gap(several))
    title = f"{label}: what these bases could find"
    yield drawn(study, "power", title, figures.power_lines, power)
    yield COVERAGE
    coverage = coverage_by_share(compared).query("measure == 'lowest_coverage'")
    title = "How often 95% intervals hold the true difference, at worst"
    yield drawn(study, "coverage", title, figures.coverage_lines, study.shown(coverage))
    yield OTHER_WAYS
    for number, one in enumerate(asked, 1):
        ways = _in_other_ways(study, one)
        title = f"{one['label']}, compared in other ways"
        yield drawn(study, f"sensitivity-{number}", title, figures.alternative_intervals, ways)


def _in_other_ways(study: Study, question: Record) -> pd.DataFrame:
    """Return one comparison made in every other way that fits."""
    ways = sensitivity(
        study.answers, question["question"], answer=one_side(question), **contrast(study)
    )
    return study.shown(ways)
