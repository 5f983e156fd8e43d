"""A study in; the chapter of who answered, who was left out, and how far that reaches, out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

import pandas as pd

from cpsurvey import figures
from cpsurvey.analysis import authority_coverage
from cpsurvey.errors import QuestionError
from cpsurvey.report.chapters.asked import Asked, slug, topics
from cpsurvey.report.chapters.counted import Answered
from cpsurvey.report.chapters.drawn import drawn
from cpsurvey.report.chapters.questions import question_blocks
from cpsurvey.report.chapters.study import Block, Study
from cpsurvey.report.chapters.topics import WHO, answers_of, topic_found
from cpsurvey.report.data_reports.flow import flow_table
from cpsurvey.report.document import Chapter, Table

LEFT_OUT, LEFT = "Rows left out", "Rows left"
OTHER_PLACES = (
    "Authorities reached are not drawn: the questionnaire that the report was made with does not"
    " list all those that people named. Name the one that the tables were built with (--codebook)."
)
FLOW = "From rows that came in to rows kept"


def who_answered(study: Study) -> Chapter | None:
    """Say who fell out on the way to these tables, and who the people are that were kept."""
    if study.survey is None:
        return None
    asked = topics(study.survey.questions).get(WHO, [])
    told = answers_of(study, asked)
    return Chapter(
        name=slug(WHO),
        title=WHO,
        question="Who answered, who was left out, and how far does that reach?",
        blocks=tuple(_blocks(study, asked, told)),
        found=tuple(topic_found(told)),
    )


def _blocks(study: Study, asked: list[Asked], told: list[Answered]) -> Iterator[Block]:
    """Yield the flow from raw rows to kept, each question, and the places reached."""
    flow = study.shown(flow_table(study.answers))
    yield drawn(study, "flow", FLOW, figures.flow_bars, flow, numbers=_steps)
    for one in told:
        yield from question_blocks(one, modes=False)
    for place in asked:
        if place.first["type"] == "authority":
            yield from _coverage(study, str(place.first["question"]))


def _steps(flow: pd.DataFrame, name: str, title: str, notes: str) -> Table:
    """Return the steps from rows that came in to rows kept as a table."""
    columns = {"group_label": "Group", "reason": "Step", "left_out": LEFT_OUT, "remaining": LEFT}
    frame = flow[list(columns)].rename(columns=columns).reset_index(drop=True)
    frame["Step"] = frame["Step"].str[:1].str.upper() + frame["Step"].str[1:]
    counts = [LEFT_OUT, LEFT]
    frame[counts] = frame[counts].astype("Int64")
    ends = ~flow["rule"].isin(["rows_in", "kept"]).to_numpy(dtype=bool)
    frame[LEFT_OUT] = frame[LEFT_OUT].where(ends)
    marks = pd.DataFrame("", index=frame.index, columns=frame.columns)
    marks[counts] = marks[counts].mask(frame[counts].isna(), "c")
    marks[LEFT_OUT] = marks[LEFT_OUT].where(ends, "z")
    kinds = dict.fromkeys(counts, "count")
    return Table(name, title, frame, kinds, marks, notes, result=flow)


def _coverage(study: Study, question: str) -> Iterator[Block]:
    """Yield how many authorities of all there are were reached, where the codebook lists them."""
    if study.codebook is None or not study.codebook.authorities:
        return
    places = pd.DataFrame([asdict(place) for place in study.codebook.authorities])
    try:
        reached = authority_coverage(study.answers, places, question=question)
    except QuestionError:  # it names places, and somebody answered from each of them
        yield OTHER_PLACES
        return
    title = "Authorities that answers came from, of all there are"
    chart, shown = figures.authority_bars, study.shown(reached)
    yield drawn(study, "authorities", title, chart, shown, numbers=_places)


def _places(reached: pd.DataFrame, name: str, title: str, notes: str) -> Table:
    """Return how many authorities were reached, region by region, as a table."""
    columns = {
        "region": "Region", "nation": "Nation", "count": "Authorities reached",
        "base": "All authorities", "share": "Share", "respondents": "People",
    }  # fmt: skip
    frame = reached[list(columns)].rename(columns=columns).reset_index(drop=True)
    counts = ["Authorities reached", "All authorities", "People"]
    frame[counts] = frame[counts].astype("Int64")
    hidden = frame[[*counts, "Share"]].isna()
    marks = pd.DataFrame("", index=frame.index, columns=frame.columns)
    marks[[*counts, "Share"]] = marks[[*counts, "Share"]].mask(hidden, "c")
    kinds = dict.fromkeys(counts, "count") | {"Share": "share"}
    return Table(name, title, frame, kinds, marks, notes, result=reached)
