"""The codebook as a table: a row an answer, with counts where there are tables."""

from dataclasses import replace

import pandas as pd
import pytest

from cpsurvey.errors import CodebookError
from cpsurvey.report.codebook.table import codebook_table


def of(table, question, *columns):
    rows = table.loc[table["question"] == question, list(columns)].astype(object)
    return rows.where(rows.notna(), None).to_numpy().tolist()


def test_an_answer_has_a_row_with_its_code_and_other_wordings(book):
    table = codebook_table(book)
    assert of(table, "satisfaction", "kind", "code", "answer", "variants") == [
        ["answer", "poor", "Poor", "Bad"],
        ["answer", "fair", "Fair", ""],
        ["answer", "good", "Good", "Very good, thank you"],
        ["non-response", "prefer_not", "", "Prefer not to say"],
        ["non-response", "ambiguous", "", "Mixed"],
    ]
    assert of(table, "job", "kind", "code", "answer", "variants") == [
        ["answer", "pupil", "Pupil", "student"],
        ["answer", "teacher", "Teacher", ""],
    ]


def test_an_open_question_has_one_row(book):
    table = codebook_table(book)
    facts = ["kind", "type", "unit", "minimum", "maximum", "routing", "raw_visitor", "raw_staff"]
    assert of(table, "loans", *facts) == [
        ["open", "number", "loans", 0.0, 500.0, "shown if borrowed is yes", "Q4", ""]
    ]
    assert of(table, "remarks", *facts) == [["open", "text", "", None, None, "not known", "Q7", ""]]


def test_an_option_and_a_matrix_row_have_their_own_raw_column(book):
    table = codebook_table(book)
    assert of(table, "uses", "code", "raw_visitor") == [
        ["books", "Q5_1"],
        ["quiet", "Q5_2"],
        ["none", "Q5_3"],
    ]
    facts = ["part_of", "label", "groups", "raw_visitor", "raw_staff"]
    assert of(table, "rooms__attic", *facts)[0] == ["rooms", "Rooms: Attic", "staff", "", "C6_2"]
    assert of(table, "rooms__hall", "groups", "raw_visitor", "wording_staff")[0] == [
        "visitor; staff", "Q6_1", "How do you find each room?"
    ]  # fmt: skip


def test_declared_routing_says_that_everyone_is_shown_a_question(book):
    table = codebook_table(replace(book, routing="declared"))
    assert of(table, "satisfaction", "routing")[0] == ["shown to everyone"]


def test_every_column_is_text_but_the_limits(book):
    kinds = codebook_table(book).dtypes.astype(str)
    assert set(kinds.drop(["minimum", "maximum"])) == {"string"}
    assert set(kinds[["minimum", "maximum"]]) == {"Float64"}


def test_counts_stand_beside_the_answers_of_those_who_were_asked(book, visits):
    made_up = replace(visits, name="SYNTHETIC library users")
    table = codebook_table(book, made_up)
    columns = ["code", "count_visitor", "base_visitor", "count_staff", "base_staff"]
    assert of(table, "satisfaction", *columns) == [
        ["poor", 0, 5, 1, 1],
        ["fair", 0, 5, 0, 1],
        ["good", 5, 5, 0, 1],
        ["prefer_not", 1, 6, 0, 1],
        ["ambiguous", 0, 6, 0, 1],
    ]
    assert of(table, "uses", *columns) == [
        ["books", 3, 4, None, None],
        ["quiet", 2, 4, None, None],
        ["none", 0, 4, None, None],
        ["skipped", 2, 6, None, None],
    ]
    assert of(table, "loans", *columns) == [
        ["", 3, 6, None, None],
        ["not_shown", 1, 6, None, None],
        ["skipped", 1, 6, None, None],
        ["unreadable", 1, 6, None, None],
    ]
    assert of(table, "rooms__attic", *columns)[0] == ["poor", None, None, 0, 1]
    assert of(table, "remarks", *columns) == [["", None, None, None, None]]


def test_small_counts_of_real_people_are_hidden(book, visits):
    table = codebook_table(book, visits)
    columns = ["code", "count_visitor", "base_visitor", "share_visitor", "mark_visitor"]
    assert of(table, "satisfaction", *columns)[2:4] == [
        ["good", 5, 5, 1.0, "u"],
        ["prefer_not", None, 6, None, "c"],
    ]
    counts = table.filter(like="count_").stack()
    bases = table.filter(like="base_").stack()
    assert not counts.between(1, 4).any()
    assert not bases.between(1, 4).any()
    assert set(table["protection"]) == {
        "profile publication: counts and bases from 1 to 4 are hidden, with what is computed from"
        " them; not protected against subtraction"
    }


def test_tables_add_columns_and_reasons_and_change_nothing_else(book, visits):
    bare, counted = codebook_table(book), codebook_table(book, visits)
    keys = ["question", "kind", "code"]
    both = counted.merge(bare[keys], on=keys)[bare.columns]
    pd.testing.assert_frame_equal(both, bare)
    assert len(counted) == len(counted.drop_duplicates(keys))


def test_tables_made_with_another_codebook_are_not_counted(book, visits):
    edited = replace(book, questions=[q for q in book.questions if q.name != "loans"])
    with pytest.raises(CodebookError) as caught:
        codebook_table(edited, visits)
    assert str(caught.value) == (
        "the tables of Library users 2020 were made with another codebook: loans differs. Build"
        " them again with this one, or name theirs."
    )


def test_tables_in_which_an_answer_is_missing_are_not_counted(book, visits):
    questions = visits.questions.copy()
    place = questions.index[questions["question"] == "satisfaction"][0]
    questions.at[place, "options"] = ["poor", "good"]
    with pytest.raises(CodebookError) as caught:
        codebook_table(book, replace(visits, questions=questions))
    assert str(caught.value).startswith(
        "the tables of Library users 2020 were made with another codebook: satisfaction differs."
    )
