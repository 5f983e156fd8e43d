"""A study in; the chapter of what people raised in interviews, and how far coders agree, out."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from cpsurvey import figures
from cpsurvey.analysis import coder_agreement, compare_themes, saturation, theme_table
from cpsurvey.report.chapters.counted import MODE
from cpsurvey.report.chapters.drawn import drawn, tabled
from cpsurvey.report.chapters.study import Block, Study
from cpsurvey.report.document import Chapter
from cpsurvey.report.findings.found import found
from cpsurvey.tables import InterviewTables

MOST_TOPICS = 40
MOST_THEMES = 25
MOST_COLUMNS = 12
FEW_LEVELS = 4
BOTH = {"parent", "professional"}
RAISED = (
    "Every interview counts, those that nobody coded as well: they raise nothing. An interview"
    " raises a topic once, where the topic or a theme under it was coded by anybody. What was not"
    " raised was not denied: not everybody was asked the same."
)
AGREED = (
    "How far two coders agree is computed character by character where both coded an interview."
    " Kappa allows for chance; intervals come from drawing whole interviews anew. Reflexive"
    " thematic analysis does not aim at agreement and need not report it."
)
NEW = (
    "With a coding frame that was fixed beforehand, or people who were chosen for being unlike, few"
    " new themes at the end show little."
)


def interviews_chapter(study: Study) -> Chapter | None:
    """Say what interviews raised, group by group and by how people joined."""
    if study.interviews is None or study.interviews.interviews.empty:
        return None
    topics = _raised(study.interviews, under=False)
    if not topics:
        return None
    by = _split(study.interviews)
    few = [name for name in by[:1] if _levels(study.interviews, name) <= FEW_LEVELS]
    raised = study.shown(theme_table(study.interviews, by=few, codes=topics))
    return Chapter(
        name="interviews",
        title="Interviews",
        question="What did people raise when they were interviewed?",
        blocks=tuple(_blocks(study, study.interviews, topics, by, few)),
        found=tuple(found(raised, most=2)),
    )


def _blocks(
    study: Study, interviews: InterviewTables, topics: list[str], by: list[str], few: list[str]
) -> Iterator[Block]:
    """Yield topics, the themes under them, how groups differ, how coders agree, what was new."""
    yield RAISED
    raised = study.shown(theme_table(interviews, by=by, codes=topics))
    yield _heat(study, "themes", "What the interviews raised", raised)
    if often := _raised(interviews, under=True):
        detailed = study.shown(theme_table(interviews, by=few, codes=often))
        yield _heat(study, "themes-in-detail", "The themes that most interviews raised", detailed)
    people = interviews.interviews
    if "group" in by and set(people["group"].dropna()) >= BOTH:
        apart = study.shown(compare_themes(interviews, codes=topics))
        title = "Topics raised: parents compared with professionals"
        yield drawn(study, "themes-differences", title, figures.difference_intervals, apart)
    yield from _agreement(study, interviews, topics)
    if "recorded" in people and people["recorded"].notna().all() and study.profile == "none":
        course = study.shown(saturation(interviews))
        yield NEW
        title = "New themes, as the interviews came one after another"
        yield drawn(study, "saturation", title, figures.saturation_lines, course)


def _heat(study: Study, name: str, title: str, raised: pd.DataFrame) -> Block:
    """Return how many interviews raised each theme, as shades."""
    return drawn(study, name, title, figures.heat_map, raised)


def _agreement(study: Study, interviews: InterviewTables, topics: list[str]) -> Iterator[Block]:
    """Yield how far coders agree on topics, where any interview was coded twice."""
    codings = interviews.codings[interviews.codings["coder"] != ""]
    if not (codings.groupby("interview")["coder"].nunique() > 1).any():
        return
    agreed = study.shown(coder_agreement(interviews, codes=topics, roll_up=True))
    whole = agreed[agreed["interview"] == ""]
    told = (agreed["interview"] == "") | (agreed["mark"] != "c")
    kappa = agreed[(agreed["measure"] == "cohen_kappa") & told]
    yield AGREED
    title = "How far two coders agree on each topic"
    yield drawn(study, "agreement", title, figures.agreement_intervals, kappa)
    yield tabled(study, "agreement-coefficients", "Coefficients of agreement", whole)


def _raised(interviews: InterviewTables, *, under: bool) -> list[str]:
    """Return the topics, or the themes under them, that most interviews raised."""
    everything = theme_table(interviews)
    known = everything[((everything["parent"] != "") == under) & (everything["count"] > 0)]
    codes: list[str] = known.nlargest(MOST_THEMES if under else MOST_TOPICS, "count")[
        "code"
    ].tolist()
    return codes


def _split(interviews: InterviewTables) -> list[str]:
    """Return by what interviews are divided: group and mode, as far as they are known."""
    people = interviews.interviews
    by = [name for name in ("group", MODE) if name in people and people[name].notna().any()]
    if by and len(people[by].drop_duplicates()) > MOST_COLUMNS:
        return [name for name in by[:1] if _levels(interviews, name) <= FEW_LEVELS]
    return by


def _levels(interviews: InterviewTables, name: str) -> int:
    """Return how many levels a column of interviews has, an unknown one included."""
    return int(interviews.interviews[name].nunique(dropna=False))
