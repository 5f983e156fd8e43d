"""Answers, in whatever order they come, in the order of the scale they make up."""

import random

import pytest

from cpsurvey.drafting.order import in_order, plain, reasons, scale_words

ORDERED = (
    (
        "agreement",
        ["Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree"],
    ),
    (
        "agreement",
        [
            "Strongly disagree",
            "Disagree",
            "Somewhat disagree",
            "Neutral",
            "Somewhat agree",
            "Agree",
            "Strongly agree",
        ],
    ),
    (
        "agreement",
        [
            "Anghytuno'n gryf",
            "Anghytuno",
            "Ddim yn cytuno nac yn anghytuno",
            "Cytuno",
            "Cytuno’n gryf",
        ],
    ),
    ("frequency", ["Never", "Rarely", "Sometimes", "Often", "Always"]),
    ("frequency", ["Byth", "Anaml", "Weithiau", "Yn aml", "Bob amser"]),
    ("quality", ["Very poor", "Poor", "Fair", "Good", "Excellent"]),
    ("quality", ["Gwael iawn", "Gwael", "Gweddol", "Da", "Da iawn"]),
    (
        "likelihood",
        ["Very unlikely", "Unlikely", "Neither likely nor unlikely", "Likely", "Very likely"],
    ),
    ("satisfaction", ["Anfodlon iawn", "Anfodlon", "Bodlon", "Bodlon iawn"]),
    ("importance", ["Not important", "Rather unimportant", "Rather important", "Very important"]),
    ("amount", ["Not at all", "A little", "Some", "A great deal"]),
    ("better_worse", ["Much worse", "Worse", "The same", "Better", "Much better"]),
    ("confidence", ["Ddim yn hyderus o gwbl", "Eithaf hyderus", "Hyderus iawn"]),
    ("experience", ["Beginner", "Intermediate", "Advanced", "Expert"]),
    ("degree", ["No, not at all rude", "Yes, somewhat rude", "Yes, very rude"]),
    (
        "degree",
        ["Strongly oppose", "Oppose", "Neither support nor oppose", "Support", "Strongly support"],
    ),
    ("degree", ["Very unsafe", "A bit unsafe", "Fairly safe", "Very safe"]),
    ("rate", ["Never", "Less than once a week", "Once a week", "2-3 times a week", "Daily"]),
    ("rate", ["Byth", "Unwaith y mis", "Bob wythnos", "Bob dydd"]),
    ("range", ["Under 18", "18-24", "25-34", "65+"]),
    ("range", ["$0 - $24,999", "$25,000 - $49,999", "$150,000+"]),
    ("range", ["Under £10k", "£10,000 to £19,999", "More than £20k"]),
    ("range", ["Less than 3 months", "3 months - 1 year", "1 - 3 years", "More than 3 years"]),
    ("range", ["None", "1", "2", "3", "4", "5", "More than 5"]),
    ("number", ["1 - Not at all", "2", "3", "4", "5 - Very"]),
    ("number", ["-99", "0", "7", "9", "10"]),
)
UNORDERED = (
    ("yes_no", ["Yes", "Maybe", "No"]),
    ("yes_no", ["Ydw", "Nac ydw"]),
    ("months", ["January", "March", "December"]),
    ("weekdays", ["Dydd Llun", "Dydd Mawrth", "Dydd Sul"]),
    ("", ["Bachelor degree", "High school", "Masters", "Other", "None of these"]),
    ("", ["Choice 1", "Choice 2", "Choice 10"]),
    ("", ["[1]", "[2, 3]"]),
    ("", ["Sometimes", "Strongly agree"]),
)


@pytest.mark.parametrize(("family", "answers"), ORDERED)
def test_an_ordered_scale_is_recognised(family, answers):
    shuffled = random.Random(3).sample(answers, len(answers))
    found = in_order(shuffled)
    assert (found.family, found.ordered, list(found.answers)) == (family, True, answers)


@pytest.mark.parametrize(("family", "answers"), UNORDERED)
def test_what_has_no_order_has_a_stable_one(family, answers):
    shuffled = random.Random(3).sample(answers, len(answers))
    found = in_order(shuffled)
    assert (found.family, found.ordered, list(found.answers)) == (family, False, answers)


def test_a_wording_stands_once_in_a_list_and_is_no_non_response():
    for name, record in scale_words()["list"].items():
        wordings = [plain(text) for step in record["steps"] for text in step]
        doubled = [text for text in set(wordings) if wordings.count(text) > 1]
        assert (name, doubled) == (name, [])
        welsh_no = {"na"}  # told from NA by its small letter
        assert (name, set(wordings) & set(reasons()) - welsh_no) == (name, set())


def test_non_response_is_known_in_both_languages():
    said = [
        "Don't know",
        "Ddim yn gwybod.",
        "Prefer not to say",
        "Gwell gen i beidio â dweud",
        "N/A",
    ]
    assert [reasons()[plain(text)] for text in said] == [
        "dont_know",
        "dont_know",
        "prefer_not",
        "prefer_not",
        "not_applicable",
    ]
    assert plain("No opinion") not in reasons()


@pytest.mark.parametrize(
    "answers",
    [
        ("Under 18", "18-24 years old", "25-34 years old", "45-54 years old", "Over 55"),
        ("18-24 years", "25-34 years", "35+"),
        ("At no time (0)", "Some of the time (1)", "Hardly (2)", "All of the time (5)"),
        ("Surely human - 1", "2", "Surely machine - 4"),
        ("Quite so - 1", "Hm - 2", "By all means - 3"),
    ],
)
def test_over_comes_last_and_numbers_of_labels_order_them(answers):
    found = in_order(sorted(answers, reverse=True))
    assert (found.answers, found.ordered) == (answers, True)


@pytest.mark.parametrize("answers", [("22:30", "23:15"), ("Room 1", "Room 2"), ("A (1)", "B (1)")])
def test_times_of_day_and_numbered_things_are_no_range(answers):
    assert in_order(answers).family == ""
