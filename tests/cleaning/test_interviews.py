"""A coding export becomes interviews, codings, the frame in use, and what was lost."""

import pytest

from cpsurvey.cleaning import clean_codings, interview_names, interview_texts, passages
from cpsurvey.errors import ExportError
from cpsurvey.tables import check_tables

CODES = (
    "Technology",
    "Technology > Problems",
    "SAF",
    "SAF > Problems",
    "Technology > Tea & cake",
)


def filled(column):
    return column.astype(object).where(column.notna(), "").tolist()


def test_every_interview_is_there_coded_or_not(project, book):
    tables = clean_codings(project(codes=CODES, codings=[("s1", "c2", "coder-1", 3, 9)]), book)
    check_tables(tables)
    assert tables.interviews["interview"].tolist() == ["P01", "P02"]
    assert tables.interviews["source"].tolist() == ["s1", "s2"]
    assert tables.interviews["characters"].tolist() == [100, 100]
    assert tables.codings.to_dict("records") == [
        {
            "interview": "P01",
            "coder": "coder-1",
            "code": "TEC.problems",
            "start": 3,
            "end": 9,
            "segment": "p1",
        }
    ]


def test_codings_without_positions_are_counted_each(project, book):
    counts = [("s1", "c2", "", None, None, "", "")] * 3
    tables = clean_codings(project(codes=CODES, codings=counts), book)
    check_tables(tables)
    assert len(tables.codings) == 3
    assert tables.codings["start"].isna().all()


def test_a_code_of_the_projects_own_joins_the_frame(project, book):
    export = project(codes=CODES, codings=[("s1", "c5", "coder-1", 0, 5)])
    export.codes.loc[4, "description"] = "What was served"
    tables = clean_codings(export, book)
    assert tables.themes.iloc[-1].to_dict() == {
        "code": "technology_tea_cake",
        "label": "Tea & cake",
        "definition": "What was served",
        "parent": "TEC",
        "polarity": "",
    }
    assert tables.codings["code"].tolist() == ["technology_tea_cake"]


def test_attributes_say_who_spoke(project, book):
    attributes = [
        ("s1", "Group", "parent"),
        ("s1", "Join mode", "Teams"),
        ("s1", "interview_mode", "telephone"),
        ("s1", "recorded", "2020-10-05"),
        ("s2", "group", "Professionals"),
        ("s2", "Role", "sw"),
        ("s2", "join_mode", "carrier pigeon"),
    ]
    people = clean_codings(project(attributes=attributes), book).interviews
    assert people["group"].tolist() == ["parent", "professional"]
    assert filled(people["role"]) == ["", "social_worker"]
    assert filled(people["join_mode"]) == ["video", ""]
    assert people["interview_mode"].iloc[0] == "telephone"
    assert str(people["recorded"].iloc[0].date()) == "2020-10-05"


def test_what_is_not_kept_is_counted(project, book):
    export = project(
        ("P01.txt", "Ann Lee.docx", "map.png"),
        CODES,
        [("s1", "c2", "coder-1", 0, 5, "p1", "2021-01-02"), ("s3", "c2", "coder-1", None, None)],
        attributes=[
            ("s1", "Shoe size", "42"),
            ("s2", "Shoe size", "41"),
            ("s1", "group", "parent"),
        ],
        losses=[("link", 4, "")],
        memos=[("m1", "source", "s1", "coder-1", 30), ("m2", "source", "s2", "coder-1", 3)],
        sets=[("Pilot", "source", "s1"), ("Key codes", "code", "c1")],
        kinds=["text", "text", "picture"],
    )
    losses = clean_codings(export, book).losses
    assert losses.values.tolist() == [
        ["attribute", 2, "Shoe size"],
        ["coding of a source that is no interview", 1, "picture"],
        ["link", 4, ""],
        ["memo", 2, "about a source, kept apart"],
        ["moment of a coding", 1, ""],
        ["name of a source", 1, "replaced by the interview's name"],
        ["set of codes", 1, ""],
        ["set of sources", 1, ""],
        ["source", 1, "picture"],
    ]


def test_an_attribute_that_cannot_be_read_is_counted(project, book):
    attributes = [("s1", "join_mode", "carrier pigeon"), ("s2", "join_mode", "phone")]
    losses = clean_codings(project(attributes=attributes), book).losses
    assert losses.values.tolist() == [["attribute not read", 1, "join_mode"]]


@pytest.mark.parametrize("name", ["Ann Lee", "Leeds 3"])
def test_nobodys_name_is_in_a_table(project, book, name):
    export = project((f"{name}.txt",), CODES, [("s1", "c2", "coder-1", 3, 9)])
    tables = clean_codings(export, book)
    frames = (tables.interviews, tables.codings, tables.themes, tables.losses, tables.mapped)
    assert not any(who in frame.to_string() for frame in frames for who in ("Nobody", name))
    assert interview_names(export, tables).values.tolist() == [
        ["interview-01", "s1", f"{name}.txt"]
    ]


def test_words_are_of_the_text_or_the_programs_own_copy(project, book):
    codings = [
        ("s1", "c2", "coder-1", 0, 2, "p1", ""),
        ("s1", "c4", "coder-1", 0, 2, "p1", ""),
        ("s2", "c2", "coder-1", None, None, "p2", ""),
        ("s2", "c4", "coder-1", None, None, "p3", ""),
        ("s2", "c4", "coder-1", None, None, "", ""),
    ]
    export = project(
        codes=CODES, codings=codings, texts={"s1": "ŷ😀 z"}, passages={"p2": "said", "p1": "no"}
    )
    tables = clean_codings(export, book)
    found = passages(export, tables)
    assert found[["segment", "interview", "words"]].values.tolist() == [
        ["p1", "P01", "ŷ😀"],
        ["p2", "P02", "said"],
        ["p3", "P02", ""],
    ]
    assert interview_texts(export, tables) == {"P01": "ŷ😀 z"}


@pytest.mark.parametrize("function", [passages, interview_texts, interview_names])
def test_words_and_names_of_another_project_are_refused(project, book, function):
    tables = clean_codings(project(), book)
    with pytest.raises(ExportError) as caught:
        function(project(("P01.txt",)), tables)
    assert str(caught.value) == (
        "the tables have interviews that project.qdpx does not hold: give the export that they were"
        " made of."
    )
