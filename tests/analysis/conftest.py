"""A small survey typed in by hand: 12 parents and 40 professionals."""

from __future__ import annotations

import pandas as pd
import pytest

from cpsurvey.tables import InterviewTables, SurveyTables

MODES = ["video", "phone", "face_to_face"]
JUDGEMENTS = ["better", "same", "worse"]
CONCERNS = ["privacy", "technology", "none"]
LABELS = {"parent": "Parents", "professional": "Professionals"}
BOTH = ["professional", "parent"]


def question(name, options, **facts):
    blank = {
        "part_of": "",
        "type": "single",
        "ordered": False,
        "groups": BOTH,
        "grade": "A",
        "grade_reason": "",
    }
    labels = [LABELS.get(code, code) for code in options]
    return {"question": name, "options": options, "option_labels": labels, **blank, **facts}


@pytest.fixture
def tables() -> SurveyTables:
    """Return tables in which every count can be made out by eye."""
    group = ["parent"] * 12 + ["professional"] * 40
    mode = ["phone"] * 10 + [None] * 2 + ["video"] * 30 + ["phone"] * 10
    judged = (
        ["better"] * 2 + ["same"] * 2 + ["worse"] * 7 + [None] + ["better"] * 20 + ["worse"] * 20
    )
    heard = ["yes"] * 3 + ["no"] * 9 + ["yes"] * 30 + ["no"] * 10
    answered = [True] * 11 + [False] + [True] * 40
    privacy = [True] * 6 + [False] * 6 + [True] * 10 + [False] * 30
    responses = pd.DataFrame(
        {
            "respondent": [f"R{number}" for number in range(52)],
            "group": pd.Categorical(group, BOTH, ordered=True),
            "join_mode": pd.Categorical(mode, MODES),
            "judged": pd.Categorical(judged, JUDGEMENTS, ordered=True),
            "heard": pd.Categorical(heard, ["no", "yes"]),
            "prior": pd.Categorical(["a"] * 8 + ["b"] * 4 + [None] * 40, ["a", "b"]),
            "meant": pd.Categorical(["a"] * 12 + ["b"] * 40, ["a", "b"]),
            "children": pd.array([2] * 52, "Int64"),
            "joined__chair": pd.Categorical(mode, MODES),
            "concerns__privacy": pd.Series(privacy, dtype="boolean").where(answered),
            "concerns__technology": pd.Series([True] * 52, dtype="boolean").where(answered),
            "concerns__none": pd.Series([False] * 52, dtype="boolean").where(answered),
        }
    )
    one_group = "one group"
    questions = pd.DataFrame(
        [
            question("group", BOTH),
            question("join_mode", MODES),
            question(
                "judged",
                JUDGEMENTS,
                type="scale",
                ordered=True,
                grade="B",
                grade_reason="several conferences against one",
            ),
            question("heard", ["no", "yes"]),
            question("prior", ["a", "b"], groups=["parent"], grade="C", grade_reason=one_group),
            question("meant", ["a", "b"], grade="C", grade_reason="different meanings"),
            question("children", [], type="number"),
            question("joined__chair", MODES, part_of="joined"),
            question("concerns", CONCERNS, type="multi"),
        ]
    )
    nothing = pd.DataFrame()
    return SurveyTables("SYNTHETIC dozen", questions, responses, nothing, nothing, nothing, nothing)


@pytest.fixture(scope="session")
def coded():
    """Make interview tables from lengths and marks: (interview, coder, code, start, end)."""

    def make(lengths, marks, themes=(), name="SYNTHETIC interviews"):
        columns = ["interview", "coder", "code", "start", "end"]
        codings = pd.DataFrame(marks, columns=columns).astype(
            {"interview": "string", "coder": "string", "code": "string"}
        )
        codings = codings.astype({"start": "Int64", "end": "Int64"})
        segments = [f"s{number}" for number in range(1, len(codings) + 1)]
        frame = dict(themes) or dict.fromkeys(sorted(codings["code"].unique()), "")
        interviews = pd.DataFrame({"interview": list(lengths), "source": "", "group": "parent"})
        return InterviewTables(
            name=name,
            interviews=interviews.assign(characters=pd.array(list(lengths.values()), "Int64")),
            codings=codings.assign(segment=pd.array(segments, "string")),
            themes=pd.DataFrame(
                {"code": list(frame), "label": list(frame), "parent": list(frame.values())}
            ).astype("string"),
            losses=pd.DataFrame(columns=["what", "count", "detail"]),
        )

    return make
