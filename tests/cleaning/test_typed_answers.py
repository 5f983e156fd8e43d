"""What got no code is listed for a person to settle, and gets one the next time."""

import pandas as pd
import pytest

from cpsurvey.cleaning import clean_survey, typed_answers
from cpsurvey.cleaning.settled import apply_settled
from cpsurvey.codebook import Authority, Codebook, Instrument, Question, Role, Rule

BOOK = Codebook(
    name="towns",
    title="SYNTHETIC towns",
    folder="towns",
    groups={"visitor": "Visitors", "staff": "Staff"},
    instruments=(Instrument("visitor", "visitor"), Instrument("staff", "staff")),
    scales={},
    questions=(
        Question(
            "town",
            "Town",
            "authority",
            ("visitor", "staff"),
            raw={"visitor": ("Q1",), "staff": ("S1",)},
        ),
        Question("job", "Job", "role", ("visitor",), raw={"visitor": ("Q2",)}),
    ),
    rules={"default": (Rule("preview_or_test"),), "all": ()},
    authorities=(Authority("E1", "Ashby", "England"), Authority("W1", "Bryn", "Wales")),
    ambiguous_authorities={"Border": ("E1", "W1")},
    roles=(Role("reader", "Reader", aliases=("bookworm",)), Role("writer", "Writer")),
)


@pytest.fixture
def exports(export_of):
    visitors = export_of(
        "visitor",
        name="visitors.csv",
        Q1=["Ashby", "border", "Border ", "BORDER", "Nowhere", "", "n/a", "secret"],
        Q2=["bookworm", "reader and writer", "poet, 07911 123456", "poet", "", "", "", ""],
        status=["normal"] * 7 + ["preview"],
    )
    staff = export_of("staff", name="staff.csv", S1=["border", "Bryn"])
    return [visitors, staff]


def records(frame: pd.DataFrame) -> list[tuple]:
    return list(frame.itertuples(index=False, name=None))


def test_what_got_no_code_is_listed_most_often_typed_first(exports):
    assert records(typed_answers(exports, BOOK)) == [
        ("town", "border", 4, "ambiguous", "E1 Ashby; W1 Bryn", ""),
        ("town", "Nowhere", 1, "unmatched", "", ""),
        ("job", "reader and writer", 1, "ambiguous", "reader Reader; writer Writer", ""),
        ("job", "poet", 1, "unmatched", "", ""),
        ("job", "poet, [telephone number]", 1, "unmatched", "", ""),
    ]


def test_people_left_out_are_not_listed(exports):
    typed = typed_answers(exports, BOOK)["typed"]
    assert "secret" not in set(typed)
    assert "secret" in set(typed_answers(exports, BOOK, rules="all")["typed"])


def test_it_is_the_list_of_what_the_tables_count(exports):
    silent = clean_survey(exports, BOOK).nonresponse
    counted = silent[silent["told_by"] == "typed"].groupby(["question", "reason"], observed=True)
    listed = typed_answers(exports, BOOK).groupby(["question", "status"])["count"].sum()
    assert counted.size().to_dict() == listed.to_dict()


def test_what_is_settled_has_its_code_the_next_time_and_is_listed_no_more(exports):
    listed = typed_answers(exports, BOOK)
    settled = listed.assign(code=listed["typed"].map({"border": "W1", "Nowhere": "prefer_not"}))
    again = typed_answers(exports, BOOK, settled=settled)
    assert again["typed"].tolist() == ["reader and writer", "poet", "poet, [telephone number]"]
    tables = clean_survey(exports, BOOK, settled=settled)
    assert (tables.responses["town"] == "W1").sum() == 5
    changes = tables.changes[tables.changes["rule"] == "settled"]
    assert changes[["question", "before", "after"]].drop_duplicates().to_numpy().tolist() == [
        ["town", "", "W1"]
    ]


def test_settled_by_the_codebook_or_by_the_file_is_the_same(exports):
    rows = pd.DataFrame([{"question": "town", "typed": "border", "code": "E1"}])
    first = typed_answers(exports, apply_settled(BOOK, rows))
    pd.testing.assert_frame_equal(first, typed_answers(exports, BOOK, settled=rows))


def test_what_is_corrected_by_hand_is_listed_no_more(exports):
    row = {"respondent": "R_4", "group": "visitor", "question": "town", "action": "correct"}
    decisions = pd.DataFrame([{**row, "value": "E1", "reason": "", "date": "2021-01-01"}])
    typed = typed_answers(exports, BOOK, decisions=decisions)["typed"].tolist()
    assert "Nowhere" not in typed
    assert "border" in typed


def test_without_exports_there_is_nothing_to_settle():
    assert records(typed_answers([], BOOK)) == []
