"""Which answers were read as another, and what typed text became."""

from dataclasses import replace

from cpsurvey.report.data_reports import changed
from cpsurvey.report.data_reports.account import silences


def test_changes_are_counted_by_question_and_rule(visits):
    counts = changed.changes_by_rule(visits)
    assert list(counts.columns) == ["Question", "spelling", "variant", "alias", "close", "decision"]
    assert counts.to_numpy().tolist() == [
        ["Satisfaction with the library", 0, 3, 0, 0, 1],
        ["Uses of the library", 0, 1, 0, 0, 0],
        ["Rooms: Hall", 1, 0, 0, 0, 0],
        ["Job", 0, 0, 1, 0, 0],
        ["Town", 0, 0, 0, 1, 0],
    ]


def test_wordings_are_the_codebooks_own(visits, book):
    assert changed.read_as(visits, book).to_numpy().tolist() == [
        ["Satisfaction with the library", "Good", "Very good, thank you (2)", 2],
        ["Satisfaction with the library", "Poor", "Bad (1)", 1],
        ["Uses of the library", "Books, journals, Quiet", "several answers in one cell (1)", 1],
    ]


def test_what_was_typed_is_never_a_wording(visits, book):
    planted = visits.changes.assign(rule="variant", before="PLANTED", after="E01")
    found = changed.read_as(replace(visits, changes=planted), book)
    assert "PLANTED" not in found.to_csv()
    assert not {"Job", "Town"} & set(found["Question"])


def test_typed_text_by_what_became_of_it(visits, book):
    assert changed.typed_answers(visits, silences(visits), book).to_numpy().tolist() == [
        ["Job", "Visitors", 4, 0, 1, 1],
        ["Town", "Visitors", 3, 2, 1, 0],
    ]


def test_candidates_of_ambiguous_text_are_named(visits, book):
    assert changed.ambiguous(visits, book).to_numpy().tolist() == [
        ["Town", "Ambleside (E01) or Amble (E02)", 2]
    ]


def test_authorities_named_of_those_there_are(visits, book):
    assert changed.coverage(visits, book).to_numpy().tolist() == [
        ["Town", "England", 1, 2],
        ["Town", "Wales", 1, 1],
    ]
