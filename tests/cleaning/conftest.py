"""A project of coded interviews typed in by hand, and a coding frame to hold it against."""

import pandas as pd
import pytest

from cpsurvey.codebook import Codebook, Level, Question, Role, Scale, Theme
from cpsurvey.exports import (
    ATTRIBUTE_COLUMNS,
    CODE_COLUMNS,
    CODING_COLUMNS,
    LOSS_COLUMNS,
    MEMO_COLUMNS,
    SET_COLUMNS,
    SOURCE_COLUMNS,
    CodingExport,
)

JOIN = Scale(
    "join_mode", "How they joined", (Level("video", "Video", ("Teams",)), Level("phone", "Phone"))
)
BOOK = Codebook(
    "n", "SYNTHETIC interviews", "f", {"professional": "Professionals", "parent": "Parents"}, (),
    {"join_mode": JOIN},
    (Question("join_mode", "How they joined", "single", ("parent",), scale=JOIN),),
    {"default": ()},
    roles=(Role("social_worker", "Social worker", aliases=("SW",)),),
    themes=(
        Theme("TEC", "Technology"),
        Theme("TEC.problems", "Problems", parent="TEC", aliases=("Tech trouble",)),
        Theme("TEC.skills", "Skills", parent="TEC"),
        Theme("SAF", "Safety"),
        Theme("SAF.problems", "Problems", parent="SAF"),
    ),
)  # fmt: skip


def make_project(
    sources=("P01.txt", "P02.txt"),
    codes=(),
    codings=(),
    *,
    attributes=(),
    losses=(),
    sets=(),
    memos=(),
    texts=None,
    passages=None,
    kinds=None,
):
    """A project: sources and codes by name (codes by path), ids s1 … and c1 …; codings by id."""
    texts = texts or {}
    ids = [f"s{number}" for number in range(1, len(sources) + 1)]
    paths = {path: f"c{number}" for number, path in enumerate(codes, start=1)}
    frame = pd.DataFrame(
        {
            "source_id": ids,
            "name": list(sources),
            "kind": kinds or ["text"] * len(ids),
            "characters": pd.array([len(texts.get(i, "x" * 100)) for i in ids], dtype="Int64"),
        },
        columns=list(SOURCE_COLUMNS),
    )
    code_rows = [
        (paths[path], path.split(" > ")[-1], paths.get(path.rpartition(" > ")[0], ""), path, True)
        for path in codes
    ]
    coding_rows = [(*coding, f"p{n}", "")[:7] for n, coding in enumerate(codings, start=1)]
    return CodingExport(
        name="project.qdpx",
        tool="tool",
        codes=pd.DataFrame(code_rows, columns=list(CODE_COLUMNS[:5])).assign(
            description="", colour=""
        ),
        sources=frame,
        codings=pd.DataFrame(coding_rows, columns=list(CODING_COLUMNS)).astype(
            {"start": "Int64", "end": "Int64"}
        ),
        coders=pd.DataFrame({"coder": ["coder-1"], "name": ["Nobody"]}),
        attributes=pd.DataFrame(attributes, columns=list(ATTRIBUTE_COLUMNS), dtype=str),
        losses=pd.DataFrame(losses, columns=list(LOSS_COLUMNS)),
        texts=texts,
        sets=pd.DataFrame(sets, columns=list(SET_COLUMNS), dtype="string"),
        memos=pd.DataFrame(memos, columns=list(MEMO_COLUMNS)),
        passages=passages or {},
    )


@pytest.fixture(scope="session")
def project():
    """Make a project of coded interviews."""
    return make_project


@pytest.fixture(scope="session")
def book() -> Codebook:
    """A codebook with two groups, a role and five themes."""
    return BOOK


@pytest.fixture(scope="session")
def team_file():
    """Make what a reader makes of a team's file: text cells, rows as a spreadsheet numbers them."""

    def make(columns, *rows, name="team.csv"):
        frame = pd.DataFrame(list(rows), columns=columns.split(","), dtype=str)
        frame.index = pd.Index(range(2, len(frame) + 2))
        frame.attrs["name"] = name
        return frame

    return make
