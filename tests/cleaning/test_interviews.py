"""A coding export becomes interviews, codings, the frame in use, and what was lost."""

import pandas as pd
import pytest

from cpsurvey.cleaning import clean_codings
from cpsurvey.codebook import Codebook, Level, Question, Role, Scale, Theme
from cpsurvey.errors import ExportError
from cpsurvey.exports import CodingExport

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
        Theme("TEC.problems", "Problems", parent="TEC"),
        Theme("SAF", "Safety"),
        Theme("SAF.problems", "Problems", parent="SAF"),
    ),
)  # fmt: skip


def project(sources, codes=(), codings=(), attributes=(), losses=()):
    return CodingExport(
        name="project.qdpx",
        tool="tool",
        codes=pd.DataFrame(
            codes, columns=["code_id", "name", "parent_id", "path", "codable", "description"]
        ),
        sources=pd.DataFrame(
            sources, columns=["source_id", "name", "kind", "characters", "position_unit"]
        ),
        codings=pd.DataFrame(codings, columns=["source_id", "code_id", "coder", "start", "end"]),
        coders=pd.DataFrame({"coder": ["coder-1"], "name": ["Nobody"]}),
        attributes=pd.DataFrame(attributes, columns=["source_id", "variable", "value"]),
        losses=pd.DataFrame(losses, columns=["what", "count", "detail"]),
        texts={},
    )


TWO = [("s1", "P01.txt", "text", 100, "code points"), ("s2", "P02.txt", "text", 50, "code points")]
CODES = [
    ("c1", "Technology", "", "Technology", True, ""),
    ("c2", "Problems", "c1", "Technology/Problems", True, ""),
    ("c3", "SAF", "", "SAF", True, ""),
    ("c4", "Problems", "c3", "SAF/Problems", True, ""),
    ("c5", "Tea & cake", "c1", "Technology/Tea & cake", True, "What was served"),
]


def test_every_interview_is_there_coded_or_not():
    tables = clean_codings(project(TWO, CODES, [("s1", "c2", "coder-1", 3, 9)]), BOOK)
    assert tables.interviews["interview"].tolist() == ["P01", "P02"]
    assert tables.interviews["characters"].tolist() == [100, 50]
    assert tables.codings.to_dict("records") == [
        {"interview": "P01", "coder": "coder-1", "code": "TEC.problems", "start": 3, "end": 9}
    ]


def test_namesakes_are_told_apart_by_their_place_in_the_frame():
    codings = [("s1", code, "coder-1", 0, 5) for code in ("c2", "c4")]
    found = clean_codings(project(TWO, CODES, codings), BOOK).codings["code"]
    assert set(found) == {"TEC.problems", "SAF.problems"}


def test_a_code_of_the_projects_own_joins_the_frame():
    tables = clean_codings(project(TWO, CODES, [("s1", "c5", "coder-1", 0, 5)]), BOOK)
    own = tables.themes.iloc[-1].to_dict()
    assert own == {
        "code": "technology_tea_cake",
        "label": "Tea & cake",
        "definition": "What was served",
        "parent": "TEC",
        "polarity": "",
    }
    assert tables.codings["code"].tolist() == ["technology_tea_cake"]


def test_attributes_say_who_spoke():
    attributes = [
        ("s1", "Group", "parent"),
        ("s1", "Join mode", "Teams"),
        ("s1", "interview_mode", "telephone"),
        ("s1", "recorded", "2020-10-05"),
        ("s2", "group", "Professionals"),
        ("s2", "Role", "sw"),
        ("s2", "join_mode", "carrier pigeon"),
    ]
    people = clean_codings(project(TWO, attributes=attributes), BOOK).interviews
    assert people["group"].tolist() == ["parent", "professional"]
    assert people["role"].astype(object).where(people["role"].notna(), "").tolist() == [
        "",
        "social_worker",
    ]
    assert people["join_mode"].astype(object).where(people["join_mode"].notna(), "").tolist() == [
        "video",
        "",
    ]
    assert people["interview_mode"].iloc[0] == "telephone"
    assert str(people["recorded"].iloc[0].date()) == "2020-10-05"


def test_what_is_not_kept_is_counted():
    sources = [*TWO, ("s3", "map.png", "picture", 0, "")]
    attributes = [("s1", "Shoe size", "42"), ("s2", "Shoe size", "41"), ("s1", "group", "parent")]
    losses = clean_codings(
        project(sources, attributes=attributes, losses=[("memo", 4, "")]), BOOK
    ).losses
    assert losses.to_dict("records") == [
        {"what": "attribute", "count": 2, "detail": "Shoe size"},
        {"what": "memo", "count": 4, "detail": ""},
        {"what": "source", "count": 1, "detail": "picture"},
    ]


def test_an_attribute_that_cannot_be_read_is_counted():
    attributes = [("s1", "join_mode", "carrier pigeon"), ("s2", "join_mode", "phone")]
    losses = clean_codings(project(TWO, attributes=attributes), BOOK).losses
    assert losses.to_dict("records") == [
        {"what": "attribute not read", "count": 1, "detail": "join_mode"}
    ]


def test_coders_names_are_in_no_table():
    tables = clean_codings(project(TWO, CODES, [("s1", "c2", "coder-1", 3, 9)]), BOOK)
    frames = (tables.interviews, tables.codings, tables.themes, tables.losses)
    assert not any("Nobody" in frame.to_string() for frame in frames)


def test_two_interviews_of_one_name_are_refused():
    twins = [TWO[0], ("s2", "P01.docx", "text", 50, "code points")]
    with pytest.raises(ExportError) as caught:
        clean_codings(project(twins), BOOK)
    assert str(caught.value) == (
        "project.qdpx: more than one source is called P01; give each interview a name of its own in"
        " the coding program and export again."
    )
