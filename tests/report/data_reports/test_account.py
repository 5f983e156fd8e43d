"""Which questions have no answer, and why; what was flagged."""

import pytest

from cpsurvey.report.data_reports import account


@pytest.fixture(scope="module")
def silent(visits):
    return account.silences(visits)


def test_answers_and_reasons_of_a_group_add_up_to_its_people(visits, silent):
    counts = account.unanswered(visits, silent, "visitor")
    assert list(counts.columns) == [
        "Question", "Answered", "Not shown", "Skipped", "Skipped or not shown",
        "Would rather not say", "Ambiguous", "Not matched", "Not readable",
    ]  # fmt: skip
    assert counts.to_numpy().tolist() == [
        ["consent", 6, 0, 0, 0, 0, 0, 0, 0],
        ["Satisfaction with the library", 5, 0, 0, 0, 1, 0, 0, 0],
        ["Borrowed something", 6, 0, 0, 0, 0, 0, 0, 0],
        ["Loans this year", 3, 1, 1, 0, 0, 0, 0, 1],
        ["Uses of the library", 4, 0, 0, 2, 0, 0, 0, 0],
        ["Rooms: Hall", 5, 0, 0, 1, 0, 0, 0, 0],
        ["Job", 4, 0, 0, 0, 1, 0, 1, 0],
        ["Town", 3, 0, 0, 0, 0, 2, 1, 0],
    ]
    assert (counts.iloc[:, 1:].sum(axis=1) == 6).all()


def test_a_question_put_to_nobody_of_a_group_is_named_instead_of_counted(visits, silent):
    assert account.not_put(visits, silent, "visitor") == ["rooms__attic"]
    assert account.not_put(visits, silent, "staff") == ["borrowed", "loans", "uses", "job", "town"]
    assert account.unanswered(visits, silent, "staff").to_numpy().tolist() == [
        ["consent", 1],
        ["Satisfaction with the library", 1],
        ["Rooms: Hall", 1],
        ["Rooms: Attic", 1],
    ]


def test_blanks_that_nothing_explains_are_named(visits, silent):
    assert account.cannot_tell(visits, silent) == ["uses", "rooms__hall"]


def test_how_each_reason_is_known(silent):
    assert account.told_by(silent).to_numpy().tolist() == [
        ["Not shown", "not put to this group, or this questionnaire has no column for it", 11],
        ["Not shown", "the codebook says who is shown the question, and this person was not", 1],
        ["Skipped", "blank, and the codebook says that this person was shown the question", 1],
        ["Skipped", "blank, and nothing says who is shown the question: skipped or not shown", 3],
        ["Would rather not say", "the person's own answer says so", 2],
        ["Ambiguous", "what was typed fits several answers, or none, or cannot be read", 2],
        ["Not matched", "what was typed fits several answers, or none, or cannot be read", 2],
        ["Not readable", "what was typed fits several answers, or none, or cannot be read", 1],
    ]


def test_flags_by_what_they_mean(visits, book):
    assert account.raised(visits, book).to_numpy().tolist() == [
        ["typed an authority that fits several; their codes are the detail", "Town", 2],
        ["took a small share of the time that most took", "", 1],
        ["gave every row of a matrix the same answer", "Rooms", 1],
        ["a number above the limit that the codebook gives for a doubt", "Loans this year", 1],
    ]
