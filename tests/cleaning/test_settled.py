"""What a team settled, and everything that can be wrong with it, in whole messages."""

from dataclasses import replace

import pandas as pd
import pytest

from cpsurvey.cleaning.settled import apply_settled
from cpsurvey.codebook import load_codebook
from cpsurvey.errors import DecisionsError

BOOK = load_codebook()


def settled(*rows: tuple[str, str, str]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["question", "typed", "code"], dtype=str)
    frame.index = pd.RangeIndex(2, 2 + len(rows))
    frame.attrs["name"] = "to-settle.csv"
    return frame


WRONG = [
    (
        [("authorty", "Notts", "E10000024")],
        'row 2: question "authorty" is no question of type authority or role, did you mean'
        ' "authority"?',
    ),
    (
        [("overall_judgement", "Notts", "E10000024")],
        'row 2: question "overall_judgement" is no question of type authority or role; known are'
        " role and authority.",
    ),
    (
        [("authority", "Notts", "E10000042")],
        'row 2: "E10000042" is no code of authority, did you mean "E10000034"?',
    ),
    (
        [("authority", "Notts", "")] * 3 + [("role", "lead", "socialworker")],
        'row 5: "socialworker" is no code of role, did you mean "social_worker"?',
    ),
    (
        [("role", "lead", "xyz")],
        'row 2: "xyz" is no code of role; known are not_shown, skipped, dont_know, prefer_not,'
        " not_applicable, ambiguous, unmatched and unreadable.",
    ),
    (
        [("authority", "Notts", "E10000024"), ("authority", "NOTTS.", "E06000018")],
        "one text typed for authority is settled as E10000024 in row 2 and E06000018 in row 3"
        " (capitals, signs and spaces do not count): keep one of them.",
    ),
    (
        [("authority", "Notts", "nottinghamshire.")],
        'row 2: "nottinghamshire." is no code of authority, its code is E10000024.',
    ),
    (
        [("role", "SW, [telephone number]", "social_worker")],
        "row 2: part of what was typed is masked, so it is nobody's answer: correct it by"
        " respondent in decisions.csv.",
    ),
    ([("role", " - ", "social_worker")], "row 2: it does not say what was typed."),
]


def test_what_is_settled_is_known_by_question_and_plain_text():
    rows = settled(
        ("authority", "Notts.", "E10000024"),
        ("authority", "NOTTS", "E10000024"),
        ("authority", "not yet", ""),
        ("role", "lead prof", "Social_Worker"),
        ("role", "none", "NOT_APPLICABLE"),
    )
    assert apply_settled(BOOK, rows).settled == {
        "authority": {"notts": "E10000024"},
        "role": {"lead prof": "social_worker", "none": "not_applicable"},
    }


def test_the_codebook_given_is_left_alone_and_what_it_knew_is_kept():
    known = replace(BOOK, settled={"role": {"lead": "chair"}})
    more = apply_settled(known, settled(("role", "lead prof", "social_worker")))
    assert more.settled == {"role": {"lead": "chair", "lead prof": "social_worker"}}
    assert known.settled == {"role": {"lead": "chair"}}


def test_a_list_without_a_row_or_a_code_settles_nothing():
    frame = pd.DataFrame({"question": ["role"], "typed": ["lead"], "code": [float("nan")]})
    assert apply_settled(BOOK, frame).settled == {}
    assert apply_settled(BOOK, frame.head(0)).settled == {}
    assert apply_settled(BOOK, pd.DataFrame(columns=frame.columns, dtype=float)).settled == {}


def test_a_cell_that_is_missing_is_no_text():
    row = {"question": "role", "typed": float("nan"), "code": "chair"}
    with pytest.raises(DecisionsError, match=r"row 0: it does not say what was typed\.$"):
        apply_settled(BOOK, pd.DataFrame([row]))


@pytest.mark.parametrize(("rows", "problem"), WRONG)
def test_what_is_wrong_is_told_by_its_row(rows, problem):
    with pytest.raises(DecisionsError) as error:
        apply_settled(BOOK, settled(*rows))
    assert str(error.value) == f"to-settle.csv cannot be applied:\n  {problem}"


def test_all_that_is_wrong_is_told_at_once():
    with pytest.raises(DecisionsError) as error:
        apply_settled(BOOK, settled(("x", "a", "chair"), ("role", "b", "chare")))
    assert str(error.value) == (
        "to-settle.csv cannot be applied:\n"
        '  row 2: question "x" is no question of type authority or role; known are role and'
        " authority.\n"
        '  row 3: "chare" is no code of role, did you mean "chair"?'
    )


def test_a_missing_column_is_named():
    with pytest.raises(DecisionsError) as error:
        apply_settled(BOOK, settled().drop(columns=["typed"]))
    assert str(error.value) == (
        "to-settle.csv has no column typed: it needs question, typed and code, as in the list of"
        " what is to be settled."
    )


def test_what_was_typed_is_in_no_message():
    with pytest.raises(DecisionsError) as error:
        apply_settled(BOOK, settled(("role", "Jo Bloggs", "x"), ("authority", "Jo", "E1")))
    assert "Jo" not in str(error.value)
