"""A study and what was asked in; how people joined against how professionals did out."""

from __future__ import annotations

from collections.abc import Iterator

from cpsurvey import figures
from cpsurvey.analysis import response_table
from cpsurvey.report.chapters.asked import Asked, slug
from cpsurvey.report.chapters.counted import MODE
from cpsurvey.report.chapters.drawn import drawn
from cpsurvey.report.chapters.study import Study
from cpsurvey.report.document import Picture

OTHERS = "professionals_joined"


def mode_pictures(study: Study, asked: list[Asked]) -> Iterator[Picture | str]:
    """Yield, for each group, how its people joined against how most professionals did."""
    others = study.asked(OTHERS)
    names = {row["question"] for one in asked for row in one.rows}
    if others is None or not {MODE, OTHERS} <= names:
        return
    for group in study.groups:
        if group in others["groups"]:
            yield _grid(study, group)


def _grid(study: Study, group: str) -> Picture | str:
    """Count the people of a group in each combination of the two ways of joining."""
    result = study.shown(response_table(study.answers, OTHERS, by=["group", MODE]))
    who = study.group_name(group)
    return drawn(
        study,
        f"{slug(group)}-beside-professionals",
        f"How {who[:1].lower()}{who[1:]} joined, by how most professionals joined",
        figures.mode_grid,
        result[result["group"] == group],
        down=f"{who} joined",
        across="Professionals joined",
    )
