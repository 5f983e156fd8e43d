"""One column that stands alone: chosen or typed, number, date, joined, personal."""

import pytest

from cpsurvey.drafting import draft_codebook

from .conftest import build, export_of

CLOSED, TYPED = (
    ["north", "south", "south", "north"] * 3,
    [f"I walked {n} miles home" for n in range(12)],
)
NUMBERS = [str(n) for n in (18, 25, 44, 67, 31, 52, 29, 80, 35, 41, 90, 22)]
CASES = (
    ("the same few answers", {"Where": CLOSED}, "single"),
    ("answers nobody shares", {"How was it": TYPED}, "text"),
    (
        "five people, a known scale",
        {"Q1": ["Agree", "Disagree", "Agree", "Strongly agree", ""]},
        "scale",
    ),
    ("five people, few answers", {"Q1": ["cat", "dog", "cat", "dog", "cat"]}, "single"),
    ("five people, each another", {"Q1": ["cat", "dog", "cow", "hen", "owl"]}, "text"),
    ("numbers that vary", {"Age": NUMBERS}, "number"),
    ("decimals", {"x": ["1.5", "2.25", "1.5", "3"]}, "number"),
    ("years", {"x": ["1999", "2001", "1999", "2001"]}, "number"),
    ("codes", {"x": ["1", "2", "3", "1", "2", "3"]}, "single"),
    (
        "codes that a rating gives",
        {"How easy was it, from 1 to 5?": ["1", "2", "3", "5"] * 3},
        "scale",
    ),
    (
        "small numbers that the header asks for",
        {"How many children have you?": ["0", "1", "2", "1"] * 3},
        "number",
    ),
    ("codes of many answers", {"x": [str(n % 24 + 1) for n in range(240)]}, "single"),
    ("dates", {"When did you come?": ["2020-10-01", "2020-11-30", "2021-01-05"]}, "date"),
    ("dates of another form", {"When": ["1/2/2020", "13/2/2020"]}, "date"),
    (
        "times of day are no scale",
        {"When": ["10:10:10", "10:10:11", "23:00:00", "01:02:03"]},
        "text",
    ),
    ("nobody answered", {"x": ["", " "]}, "text"),
    (
        "words asked for",
        {"Please explain": ["yes it was", "no it was not", "yes it was", "so"]},
        "text",
    ),
    ("a box to type in", {"Q1_TEXT": ["red", "red", "red", "red"]}, "text"),
    ("NA beside numbers", {"recommend": ["10", "NA", "9", "8", "10", "9"] * 4}, "single"),
)


@pytest.mark.parametrize(("cells", "kind"), [case[1:] for case in CASES], ids=[c[0] for c in CASES])
def test_the_type_of_a_column(drafted, cells, kind):
    assert drafted(cells)["type"].tolist() == [kind]


def test_the_import_id_tells_what_was_typed_from_what_was_chosen(drafted):
    long = [f"A long label of an answer with the number {n}, and more words" for n in range(4)]
    found = drafted(
        {"chosen": long, "typed": ["red", "red", "red", "blue"]},
        ids={"chosen": "QID1", "typed": "QID2_TEXT"},
        platform="qualtrics",
    )
    assert found["type"].to_dict() == {"chosen": "single", "typed": "text"}


JOINED = (
    ("Microsoft Forms", "ms_forms", ["Red;Blue;", "Blue;", "Red;"], ("Blue", "Red")),
    (
        "Google, from the table",
        "google_forms",
        ["Red, Blue", "Blue", "Red", "Red, Blue, Fig", "Fig"],
        ("Blue", "Fig", "Red"),
    ),
    (
        "Google, from the form",
        "google_forms",
        ["Red;Blue", "Blue;Fig", "Red"],
        ("Blue", "Fig", "Red"),
    ),
    (
        "Qualtrics, labels with commas",
        "qualtrics",
        ["Keys (e.g. no copy, no paste),Mouse", "Mouse", "Fig, ripe,Mouse"],
        ("Fig, ripe", "Keys (e.g. no copy, no paste)", "Mouse"),
    ),
    ("Qualtrics, numbers", "qualtrics", ["1,3,4", "3", "1,4"], ("1", "3", "4")),
)


@pytest.mark.parametrize(
    ("platform", "cells", "options"),
    [case[1:] for case in JOINED],
    ids=[case[0] for case in JOINED],
)
def test_options_are_recovered_from_cells_that_join_them(drafted, platform, cells, options):
    found = drafted({"Q1": cells}, ids={"Q1": "QID1"}, platform=platform)
    assert (found.loc["Q1", "type"], found.loc["Q1", "options"]) == ("multi", options)


def test_a_label_with_a_comma_that_never_parts_is_one(drafted):
    cells = [
        "Phone, or text",
        "Phone, or text, Post",
        "Post",
        "Mail, Phone, or text",
        "Mail, Post",
        "Mail",
    ]
    found = drafted({"Ways": cells}, platform="google_forms")
    assert found.loc["Ways", "options"] == ("Mail", "Phone, or text", "Post")


def test_labels_with_commas_alone_are_not_joined(drafted):
    cells = ["No, not at all rude", "Yes, somewhat rude", "Yes, very rude"] * 5
    assert drafted({"Rude": cells})["type"].tolist() == ["scale"]
    prose = [
        "I like pears, apples, and figs",
        "Well, I never",
        "No, thanks",
        "Yes, and plums, too",
    ] * 2
    assert drafted({"Q": [f"{text} {n}" for n, text in enumerate(prose)]})["type"].tolist() == [
        "text"
    ]


def test_what_was_typed_beside_the_options_stands_under_other(drafted):
    cells = ["Red, Blue", "Blue, Red", "Red", "Blue"] * 10
    typed = ["Red, teal", "Blue, puce", "Red, ochre"]
    found = drafted({"Q": [*cells, *typed]}, platform="google_forms")
    assert found.loc["Q", "options"] == ("Blue", "Red", "Other")


PERSONAL = (
    ("e-mail by its cells", "Contact", ["a@b.co", "c@d.org", "e@f.net"]),
    ("telephone by its cells", "Reach me", ["07700 900123", "+44 7700 900456", "020 7946 0000"]),
    ("postcode by its cells", "Where", ["NE1 4LP", "SW1A 1AA", "M1 1AE"]),
    (
        "Prolific by its cells",
        "who",
        ["5f1d7a9b2c3e4d5f6a7b8c9d", "5f1d7a9b2c3e4d5f6a7b8c9e", "5f1d7a9b2c3e4d5f6a7b8c90"],
    ),
    ("a name", "Your name", ["Ann Lee", "Bob Ray", "Cy Fox"]),
    ("a name in Welsh", "Beth yw eich enw llawn?", ["Ann Lee", "Bob Ray", "Cy Fox"]),
    ("date of birth", "Date of birth", ["1990-01-02", "1985-03-04", "1970-05-06"]),
    ("address", "home_address", ["1 High St", "2 Low Rd", "3 Mid Ln"]),
    ("worker", "workerId", ["x1", "x2", "x3"]),
)


@pytest.mark.parametrize(
    ("header", "cells"), [c[1:] for c in PERSONAL], ids=[c[0] for c in PERSONAL]
)
def test_personal_columns_are_set_apart(drafted, header, cells):
    assert drafted({header: cells})["type"].tolist() == ["personal"]


def test_a_closed_question_about_something_personal_is_a_question(drafted):
    found = drafted({"May we have your e-mail address?": ["Yes", "No", "Yes", "Yes"]})
    assert found["type"].tolist() == ["single"]
    found = drafted({"Which name do you prefer for the library?": CLOSED})
    assert found["type"].tolist() == ["single"]


def test_rare_other_wordings_of_one_step_are_its_variants(tmp_path):
    cells = ["Agree", "Disagree", "Strongly agree"] * 20 + ["I agree", "Tend to agree"]
    draft, _ = build(export_of({"Q": cells}), tmp_path)
    assert draft.questions.loc[0, "options"] == (
        "Disagree", "Tend to agree", "Agree", "Strongly agree",
    )  # fmt: skip
    assert (
        '{ code = "agree", label = "Agree", variants = ["I agree"] }' in draft.files["scales.toml"]
    )


def test_wordings_of_one_step_that_are_common_stay_apart(drafted):
    cells = ["Agree", "Neutral", "No opinion", "Disagree"] * 20
    found = drafted({"Q": cells})
    assert found.loc["Q", "options"] == ("Disagree", "Neutral", "No opinion", "Agree")


def test_numbers_typed_with_words_among_them_are_numbers(drafted):
    cells = [*map(str, range(10, 40)), "about 20", "lots"]
    found = drafted({"Q": cells}, ids={"Q": "QID1_TEXT"}, platform="qualtrics")
    assert found["type"].tolist() == ["number"]


def test_answers_that_differ_only_far_behind_are_told_apart(drafted):
    long = "x" * 5000
    found = drafted({"Q": [f"{long}a", f"{long}b"] * 8}, ids={"Q": "QID1"}, platform="qualtrics")
    assert found.loc["Q", "options"] == (f"{long}a", f"{long}b")


def test_what_a_form_writes_down_beside_the_options_counts_as_other(tmp_path):
    cells = ["north", "south", "east"] * 20 + ["up the hill", "down town", "by the sea"]
    export = export_of({"Where": cells}, platform="google_forms")
    draft, tables = build(export, tmp_path)
    assert draft.questions.loc[0, "options"] == ("east", "north", "south", "Other")
    assert 'other = "other"\n' in draft.files["scales.toml"]
    assert "hill" not in "".join(draft.files.values())
    assert (tables.responses["where"] == "other").sum() == 3


def test_long_codes_that_recur_are_no_telephone_numbers():
    codes = ["16738740", "1677721500000000", "255"] * 7
    phones = [f"0207946{n:04d}" for n in range(21)]
    export = export_of(
        {"Q5": codes, "Q6": phones},
        ids={"Q5": "QID5", "Q6": "QID6_TEXT"},
        platform="qualtrics",
        answers="numbers",
    )
    found = draft_codebook(export).questions
    assert dict(zip(found["columns"], found["type"], strict=True)) == {
        ("Q5",): "single",
        ("Q6",): "personal",
    }
