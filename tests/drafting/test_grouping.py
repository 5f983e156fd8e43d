"""Which columns are one question, and what sort of question, by names, texts and answers."""

import pytest

from cpsurvey.drafting.naming import Names, stem_of, to_code
from cpsurvey.drafting.stems import neighbours, shared_stem

FRUIT = {"Q1_1": ["Apple", "", "Apple"], "Q1_2": ["", "Plum", ""], "Q1_3": ["", "", ""]}
FRUIT_TEXTS = {
    "Q1_1": "Which? - Selected Choice - Apple",
    "Q1_2": "Which? - Selected Choice - Plum",
    "Q1_3": "Which? - Selected Choice - Fig",
    "Q1_3_TEXT": "Which? - Other - Text",
}
LIKERT = ["Agree", "Disagree", "Strongly agree"]


def kinds(questions):
    return questions["type"].to_dict()


def test_a_split_select_all_of_qualtrics_with_its_box_to_type_in(drafted):
    found = drafted(
        {**FRUIT, "Q1_3_TEXT": ["", "", "kiwi"]}, texts=FRUIT_TEXTS, platform="qualtrics"
    )
    assert kinds(found) == {"Q1_1": "multi", "Q1_3_TEXT": "text"}
    assert found.loc["Q1_1", "columns"] == ("Q1_1", "Q1_2", "Q1_3")
    assert found.loc["Q1_1", "options"] == ("Apple", "Plum", "Fig")


def test_import_ids_put_columns_together_whatever_they_are_called(drafted):
    found = drafted(
        {
            "apple": ["1", "", "1"],
            "plum": ["", "1", ""],
            "colour": ["2", "1", "2"],
            "why": ["", "x", ""],
        },
        ids={"apple": "QID7_1", "plum": "QID7_2", "colour": "QID8", "why": "QID9_TEXT"},
        texts={"apple": "Which?-Apple", "plum": "Which?-Plum"},
        platform="qualtrics",
        answers="numbers",
    )
    assert kinds(found) == {"apple": "multi", "colour": "single", "why": "text"}
    assert found.loc["apple", "options"] == ("Apple", "Plum")


def test_a_grid_of_select_alls_is_one_for_each_row(drafted):
    cells = {f"Q3_{row}_{col}": ["1", "", "1", ""] for row in (1, 2) for col in (1, 2, 3)}
    texts = {
        f"Q3_{row}_{col}": f"How?-{fruit}-{way}"
        for row, fruit in ((1, "Apple"), (2, "Plum"))
        for col, way in ((1, "Raw"), (2, "Cooked"), (3, "Dried"))
    }
    found = drafted(cells, texts=texts, platform="qualtrics", answers="numbers")
    assert kinds(found) == {"Q3_1_1": "multi", "Q3_2_1": "multi"}
    assert found.loc["Q3_2_1", "options"] == ("Raw", "Cooked", "Dried")


def test_side_by_side_questions_are_a_matrix_each(drafted):
    cells = {f"Q4#{part}_{row}": ["1", "2", "3", "1"] for part in (1, 2) for row in (1, 2)}
    texts = {name: f"Think of fruit.-Part {name[3]}-Row {name[5]}" for name in cells}
    found = drafted(cells, texts=texts, platform="qualtrics", answers="numbers")
    assert kinds(found) == {"Q4#1_1": "matrix", "Q4#2_1": "matrix"}


@pytest.mark.parametrize(
    ("platform", "names"),
    [
        ("limesurvey", ("Q1[SQ001]", "Q1[SQ002]")),
        ("google_forms", ("How do you find it? [Hall]", "How do you find it? [Attic]")),
        ("surveymonkey", ("How do you find it? - Hall", "How do you find it? - Attic")),
        ("qualtrics", ("Q1_1", "Q1_2")),
        ("table", ("q5a", "q5b")),
        ("spss", ("Q12_1", "Q12_2")),
        ("table", ("trust1", "trust2")),
    ],
)
def test_rows_with_the_same_answers_are_a_matrix(drafted, platform, names):
    found = drafted(
        {names[0]: [*LIKERT, "Agree"], names[1]: [*LIKERT[::-1], ""]}, platform=platform
    )
    assert kinds(found) == {names[0]: "matrix"}
    assert found.loc[names[0], "options"] == ("Disagree", "Agree", "Strongly agree")


@pytest.mark.parametrize(
    ("platform", "cells"),
    [
        ("limesurvey", {"Q2[1]": ["Y", "", "Y"], "Q2[2]": ["", "Y", ""]}),
        ("limesurvey", {"Which? [A]": ["Yes", "No", "N/A"], "Which? [B]": ["No", "No", "N/A"]}),
        (
            "limesurvey",
            {"Welche? [A]": ["Ja", "Nein", "N/A"], "Welche? [B]": ["Nein", "Nein", "N/A"]},
        ),
        ("redcap", {"race___1": ["0", "1", "0"], "race___2": ["1", "0", "0"]}),
        (
            "redcap",
            {"race___a": ["Checked", "Unchecked", "Unchecked"], "race___b": ["Unchecked"] * 3},
        ),
        (
            "table",
            {
                "q4_0001": ["Not selected", "Red", "Red"],
                "q4_0002": ["Blue", "Not selected", "Blue"],
            },
        ),
        ("table", {"3. Python.": ["Python", "", "Python"], "3. R.": ["", "R", "R"]}),
        ("typeform", {"Git": ["Git", "", "Git"], "CVS": ["", "CVS", ""]}),
        ("table", {"Field": ["Maths", "", "Maths"], "Column2": ["", "Law", "Law"]}),
        ("spss", {"Q5_1": ["Yes", "No", "No"], "Q5_2": ["No", "No", "Yes"]}),
        ("table", {"uses_1": ["0", "1", "1"], "uses_2": ["1", "0", "0"]}),
    ],
)
def test_every_platforms_select_all_is_found(drafted, platform, cells):
    found = drafted(cells, platform=platform)
    assert [(row.type, row.columns) for row in found.itertuples()] == [("multi", tuple(cells))]


def test_an_option_that_nobody_ticked_is_one_all_the_same(drafted):
    found = drafted({"Q2[1]": ["Y", "Y"], "Q2[2]": ["", ""]}, platform="limesurvey")
    assert found.loc["Q2[1]", "columns"] == ("Q2[1]", "Q2[2]")


def test_a_family_without_answers_goes_by_its_words(drafted):
    texts = {"Q1_1": "Select all that apply: - A", "Q1_2": "Select all that apply: - B"}
    found = drafted({"Q1_1": ["", ""], "Q1_2": ["", ""]}, texts=texts, platform="qualtrics")
    assert (found.loc["Q1_1", "type"], found.loc["Q1_1", "confidence"]) == ("multi", "unsure")
    texts = {"Q1_1": "Please say: - A", "Q1_2": "Please say: - B"}
    found = drafted({"Q1_1": ["", ""], "Q1_2": ["", ""]}, texts=texts, platform="qualtrics")
    assert kinds(found) == {"Q1_1": "text", "Q1_2": "text"}


@pytest.mark.parametrize(
    ("why", "first", "second"),
    [
        ("sliders", ["21", "0", "98", "83"], ["48", "53", "14", "39"]),
        ("shares of a hundred", ["40", "60", "10", "50"], ["60", "40", "90", "50"]),
        ("decimals", ["1.5", "2", "3", "1"], ["2.5", "1", "1", "2"]),
    ],
)
def test_boxes_with_numbers_are_numbers_apart(drafted, why, first, second):
    texts = {"Q1_1": "Rate each: - A", "Q1_2": "Rate each: - B"}
    found = drafted({"Q1_1": first, "Q1_2": second}, texts=texts, platform="qualtrics")
    assert kinds(found) == {"Q1_1": "number", "Q1_2": "number"}, why


def test_ranks_are_told_from_a_matrix(drafted):
    ranks = {
        "R_1": ["1", "2", "3", "1", "2"],
        "R_2": ["2", "3", "1", "3", "1"],
        "R_3": ["3", "1", "2", "2", "3"],
    }
    texts = {name: f"Please rank these: - {name}" for name in ranks}
    assert set(drafted(ranks, texts=texts)["type"]) == {"number"}
    rated = {**ranks, "R_3": ["1", "1", "2", "2", "1"]}
    texts = {name: f"Please rate these: - {name}" for name in ranks}
    assert set(drafted(rated, texts=texts)["type"]) == {"matrix"}


def test_a_matrix_with_other_spellings_in_it_is_one_all_the_same(drafted):
    rows = ["up", "down", "level"] * 40
    cells = {f"Q1_{row}": [*rows, *(f"odd {row} {n}" for n in range(9))] for row in (1, 2)}
    texts = {"Q1_1": "How do they change? - Costs", "Q1_2": "How do they change? - Other costs"}
    found = drafted(cells, texts=texts, platform="qualtrics")
    assert kinds(found) == {"Q1_1": "matrix"}


def test_what_platforms_add_is_set_aside(drafted):
    found = drafted(
        {
            "Q1_First Click": ["1.2"],
            "Q2_DO_1": ["3"],
            "Q3": ["Yes"],
            "demographics_complete": ["2"],
        },
        ids={"Q3": "QID3"},
        embedded=["demographics_complete"],
        platform="qualtrics",
    )
    assert kinds(found) == {
        "Q3": "single",
        "Q1_First Click": "ignored",
        "Q2_DO_1": "ignored",
        "demographics_complete": "ignored",
    }


def test_a_question_asked_twice_in_the_same_words_is_two(drafted):
    cells = {
        name: [*LIKERT, "Agree"] for name in ("How? [A]", "How? [B]", "How? [A]~2", "How? [B]~2")
    }
    found = drafted(cells, platform="limesurvey")
    assert found["columns"].tolist() == [("How? [A]", "How? [B]"), ("How? [A]~2", "How? [B]~2")]


def test_a_question_and_its_parts_are_told_apart_in_texts():
    assert shared_stem(["Which? - Wi-Fi", "Which? - Wi-Max"]) == ("Which?", ["Wi-Fi", "Wi-Max"])
    assert shared_stem(["Side-by-side-A", "Side-by-side-B"]) == ("Side-by-side", ["A", "B"])
    assert shared_stem(["Q? [A]", "Q? [B (c)]"]) == ("Q?", ["A", "B (c)"])
    assert shared_stem(["Age", "Sex"]) == ("", ["Age", "Sex"])
    asked = [
        "Do you use e-mail?",
        "Do you use e-books?",
        "Rate each fruit.-Fig",
        "Rate each fruit.-Plum",
    ]
    assert neighbours(asked) == [(2, 4)]


def test_codes_are_short_readable_and_given_once():
    assert to_code("Ŵyau a Llefrith!") == "wyau_a_llefrith"
    assert [to_code(text) for text in ("3", "-1", "18-24", "1.0", "日本", "")] == [
        "code_3",
        "code_minus_1",
        "n_18_24",
        "code_1",
        "",
        "",
    ]
    assert to_code("How often do you go there, if you do not mind our asking?") == (
        "how_often_do_you_go_there_if_you_do_not"
    )
    names = Names({"count"})
    assert [names.give(text, "question") for text in ("Count", "a", "A", "日本")] == [
        "count_2",
        "a",
        "a_2",
        "question",
    ]
    assert stem_of(["Q5_1", "Q5_2"], "Which?") == "Q5"
    assert stem_of(["Content", "Column2"], "What was taught?") == "What was taught?"
