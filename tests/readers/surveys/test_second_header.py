"""Names of variables above the texts of questions, in a table of no platform."""

from __future__ import annotations

import pytest

NAMES = "age,room,likes\n"
TEXTS = "What is your age?,Which room did you visit?,How much did you like it?\n"
ROWS = "34,Attic,A lot\n35,Hall,A lot\n36,Attic,Little\n37,Hall,A lot\n38,Attic,Little\n"


def test_names_above_texts_are_read_as_both(read_survey):
    export = read_survey(NAMES + TEXTS + ROWS)
    assert export.columns[["column", "text"]].to_numpy().tolist() == [
        ["age", "What is your age?"],
        ["room", "Which room did you visit?"],
        ["likes", "How much did you like it?"],
    ]
    assert export.rows.index.tolist() == [3, 4, 5, 6, 7]
    assert export.rows["age"].tolist() == ["34", "35", "36", "37", "38"]
    assert (export.platform, export.settings["generation"]) == ("table", "two header rows")


def test_a_column_without_a_text_is_called_by_its_name(read_survey):
    more = ("d,e\n", "Why did you come?,\n", *["Because,1\n"] * 5)
    lines = (NAMES + TEXTS + ROWS).splitlines()
    text = "".join(f"{line},{end}" for line, end in zip(lines, more, strict=True))
    export = read_survey(text)
    assert export.columns["text"].tolist()[-2:] == ["Why did you come?", "e"]
    assert len(export.rows) == 5


@pytest.mark.parametrize(
    "text",
    [
        NAMES + "34,Attic,A lot\n" + ROWS,
        NAMES + "30,Which room did you visit?,How much did you like it?\n" + ROWS,
        "What age?,room,likes\n" + TEXTS + ROWS,
        NAMES + "young,the Attic room,it was a lot\n" + ROWS,
        NAMES + TEXTS + "a,b,c\nd,e,f\ng,h,i\n",
        NAMES + TEXTS + "34,Attic,A lot\n",
    ],
    ids=["answers", "a number", "texts twice", "no questions", "nothing told", "one answer"],
)
def test_what_may_be_a_response_stays_one(read_survey, text):
    assert len(read_survey(text).rows) == text.count("\n") - 1


def test_texts_between_the_responses_are_refused(survey_error):
    assert survey_error(NAMES + TEXTS + "34,Attic,A lot\n" + TEXTS + ROWS) == (
        "answers.csv has the names of its columns in row 1 and the texts of its questions in row 2,"
        " and the texts again in row 4: exports were put below each other; delete the rows of texts"
        " below row 2, or export the responses again."
    )
