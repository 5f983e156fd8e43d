"""Attributes of the project, of a team's file and of sets: matched, weighed, and counted."""

import pandas as pd
import pytest

from cpsurvey.cleaning import clean_codings
from cpsurvey.errors import ExportError

FILE = "source,variable,value"


def refused(*arguments, **options):
    with pytest.raises(ExportError) as caught:
        clean_codings(*arguments, **options)
    return str(caught.value)


def filled(column):
    return column.astype(object).where(column.notna(), "").tolist()


def lost(tables, what):
    found = tables.losses[tables.losses["what"] == what]
    return found[["count", "detail"]].values.tolist()


@pytest.mark.parametrize(
    "name", ["Ann Lee.docx", "ann lee", "\uff21\uff2e\uff2e  LEE.DOCX", " Ann Lee.txt"]
)
def test_a_source_is_found_with_and_without_ending_in_any_case_and_width(
    project, book, team_file, name
):
    told = team_file(FILE, (name, "Group", "Parents"))
    tables = clean_codings(project(("Ann Lee.docx", "Bo.txt")), book, attributes=told)
    assert filled(tables.interviews["group"]) == ["parent", ""]


def test_attributes_made_by_hand_may_have_blanks(project, book):
    told = pd.DataFrame({"source": ["P01", "P02"], "variable": "role", "value": ["SW", None]})
    tables = clean_codings(project(), book, attributes=told)
    assert filled(tables.interviews["role"]) == ["social_worker", ""]
    assert lost(tables, "attribute not read") == []


def test_attributes_that_lack_a_column_are_refused(project, book):
    assert refused(project(), book, attributes=pd.DataFrame({"name": ["P01"], "value": ["x"]})) == (
        "the attributes have no column source and variable: they need source, variable and value,"
        " as read_attributes gives them."
    )


def test_a_name_with_its_ending_tells_two_sources_apart(project, book, team_file):
    told = team_file(FILE, ("a.txt", "group", "parent"), ("a.docx", "group", "professional"))
    tables = clean_codings(project(("a.docx", "a.txt")), book, attributes=told)
    assert tables.interviews["group"].tolist() == ["professional", "parent"]


def test_a_name_that_fits_two_sources_is_refused_without_naming_them(project, book, team_file):
    told = team_file(FILE, ("Ann Lee", "group", "parent"), ("P02", "group", "parent"))
    assert refused(project(("Ann Lee.txt", "Ann Lee.docx", "P02.txt")), book, attributes=told) == (
        "team.csv, row 2: more than one source of project.qdpx has this name; give it with its"
        " ending, or rename the sources in the coding program and export again."
    )


def test_rows_about_no_source_are_counted_by_their_numbers(project, book, team_file):
    told = team_file(
        FILE, ("P01", "group", "parent"), ("Ann", "group", "parent"), ("Bo", "role", "sw")
    )
    tables = clean_codings(project(), book, attributes=told)
    assert lost(tables, "row of the attributes that is about no source") == [[2, "rows 3 and 4"]]


def test_a_file_about_other_sources_is_refused(project, book, team_file):
    told = team_file(FILE, ("Ann", "group", "parent"))
    assert refused(project(), book, attributes=told) == (
        "team.csv: no row is about a source of project.qdpx; give in the first column what the"
        " coding program calls each source."
    )


def test_the_teams_names_are_used(project, book, team_file):
    told = team_file(FILE, ("Ann.txt", "interview", "Heron"))
    tables = clean_codings(project(("Ann.txt", "P02.txt")), book, attributes=told)
    assert tables.interviews["interview"].tolist() == ["Heron", "P02"]
    assert lost(tables, "attribute") == []


def test_the_projects_own_variable_interview_names_no_interview(project, book, team_file):
    export = project(
        ("Ann.txt", "P02.txt"),
        attributes=[("s1", "Interview", "Mrs Jones"), ("s2", "interview", "Mrs Jones")],
    )
    told = team_file(FILE, ("P02", "interview", "Heron"))
    for given, called in ((None, ["P02", "interview-01"]), (told, ["Heron", "interview-01"])):
        tables = clean_codings(export, book, attributes=given)
        assert tables.interviews["interview"].tolist() == called
        assert lost(tables, "attribute") == [[2, "interview"]]


def test_two_interviews_that_the_team_calls_alike_are_refused(project, book, team_file):
    told = team_file(FILE, ("P01", "interview", "Heron"), ("P02", "interview", "heron"))
    assert refused(project(), book, attributes=told) == (
        "team.csv, rows 2 and 3: column interview names these interviews alike; give each a name of"
        " its own."
    )


def test_a_source_of_which_the_file_says_two_things_is_refused(project, book, team_file):
    told = team_file(FILE, ("P01", "role", "sw"), ("p01.txt", "Role", "chair"))
    assert refused(project(), book, attributes=told) == (
        "team.csv, rows 2 and 3: one source has different values in column role; leave one of them."
    )


def test_the_file_goes_before_the_project_and_what_it_overrules_is_counted(
    project, book, team_file
):
    export = project(attributes=[("s1", "group", "Parents"), ("s2", "group", "parent")])
    told = team_file(
        FILE, ("P01", "group", "professional"), ("P02", "group", "Parent"), ("P02", "role", "")
    )
    tables = clean_codings(export, book, attributes=told)
    assert tables.interviews["group"].tolist() == ["professional", "parent"]
    assert lost(tables, "attribute of the project, overruled by the attributes file") == [
        [1, "group"]
    ]


def test_a_second_value_in_the_project_is_counted(project, book):
    export = project(attributes=[("s1", "group", "parent"), ("s1", "Group", "professional")])
    tables = clean_codings(export, book)
    assert filled(tables.interviews["group"]) == ["parent", ""]
    assert lost(tables, "attribute with another value for the same source") == [[1, "group"]]


def test_sets_named_like_a_group_or_an_attribute_are_understood(project, book):
    sets = [
        ("Parents", "source", "s1"),
        ("group: Professionals", "source", "s2"),
        ("Role: SW", "source", "s2"),
        ("Pilot", "source", "s1"),
    ]
    tables = clean_codings(project(sets=sets), book)
    assert tables.interviews["group"].tolist() == ["parent", "professional"]
    assert filled(tables.interviews["role"]) == ["", "social_worker"]
    assert lost(tables, "set of sources") == [[1, ""]]


def test_a_document_group_that_is_a_group_is_one(project, book):
    attributes = [("s1", "Document group", "Parents"), ("s2", "Dokumentgruppe", "Leeds")]
    tables = clean_codings(project(attributes=attributes), book)
    assert filled(tables.interviews["group"]) == ["parent", ""]
    assert lost(tables, "attribute") == [[1, "Dokumentgruppe"]]


def test_sets_that_contradict_each_other_say_nothing(project, book):
    sets = [("Parents", "source", "s1"), ("Professionals", "source", "s1")]
    tables = clean_codings(project(sets=sets), book)
    assert tables.interviews["group"].isna().all()
    assert lost(tables, "sets that say different things of a source") == [[2, "group"]]


def test_what_the_project_says_goes_before_a_set(project, book):
    export = project(
        attributes=[("s1", "group", "parent")], sets=[("Professionals", "source", "s1")]
    )
    tables = clean_codings(export, book)
    assert tables.interviews["group"].iloc[0] == "parent"
    assert lost(tables, "set that says another thing than an attribute") == [[1, "group"]]


def test_a_group_by_code_and_by_label_is_one(project, book, team_file):
    export = project(attributes=[("s1", "group", "parent")], sets=[("Parents", "source", "s1")])
    told = team_file(FILE, ("P01", "group", "Parents"))
    assert clean_codings(export, book, attributes=told).losses.empty


def test_a_set_that_is_an_attribute_too_is_counted_once(project, book):
    export = project(
        attributes=[("s1", "gender", "male"), ("s1", "role", "SW")],
        sets=[("gender: male", "source", "s1"), ("role: SW", "source", "s1")],
    )
    assert clean_codings(export, book).losses.values.tolist() == [["attribute", 1, "gender"]]


def test_attributes_of_what_is_no_interview_are_counted(project, book, team_file):
    export = project(
        ("P01.txt", "map.png"), attributes=[("s2", "group", "parent")], kinds=["text", "picture"]
    )
    told = team_file(FILE, ("map", "role", "sw"))
    tables = clean_codings(export, book, attributes=told)
    assert lost(tables, "attribute of a source that is no interview") == [[1, "group"], [1, "role"]]
