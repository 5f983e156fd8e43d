"""Codes become what people write; what is written still means what it meant."""

from dataclasses import replace

import pandas as pd
import pytest

from cpsurvey.cleaning.answers import read_answer
from cpsurvey.cleaning.authorities import match_authorities
from cpsurvey.cleaning.cleaned import BLANK
from cpsurvey.cleaning.numbers import parse_numbers
from cpsurvey.cleaning.roles import match_roles
from cpsurvey.synthetic.mess import DISTURB, words, write_answers
from cpsurvey.vocabulary import NONRESPONSE


def people(**columns):
    return pd.DataFrame({name: pd.Series(cells, dtype=object) for name, cells in columns.items()})


def written(codebook, **columns):
    return write_answers(people(**columns), codebook, "parent", 1)


def column(codebook, question):
    return codebook.by_name[question].raw["parent"]


def test_every_raw_column_is_there_and_holds_text(codebook):
    rows = written(codebook, nation=["england", "wales"])
    wanted = [c for q in codebook.questions for c in q.raw.get("parent", ())]
    assert rows.columns.tolist() == wanted
    assert rows.map(type).eq(str).all().all()


def test_everybody_consents(codebook):
    rows = written(codebook, nation=["england"])
    assert rows[column(codebook, "consent")[0]].tolist() == ["I agree to take part"]


def test_a_closed_answer_still_means_what_it_meant(codebook):
    given = ["phone", "video", "-dont_know", "-ambiguous", "-skipped"] * 200
    rows = written(codebook, join_mode=given)
    scale = codebook.by_name["join_mode"].scale
    for code, text in zip(given, rows[column(codebook, "join_mode")[0]], strict=True):
        reading = read_answer(text, scale) if text.strip() else BLANK
        assert code == (f"-{reading.reason}" if reading.reason else reading.value)


def test_answers_are_written_in_more_than_one_way(codebook):
    rows = written(codebook, join_mode=["phone"] * 1000)
    found = set(rows[column(codebook, "join_mode")[0]])
    assert {"Phone", "Phone ", "phone"} <= found
    assert len(found) > 6


def test_ticked_options_hold_their_label_and_the_others_nothing(codebook):
    rows = written(codebook, prior_contact=[("chair",), "-skipped", ("social_worker", "chair")])
    labels = [level.label for level in codebook.by_name["prior_contact"].scale.levels]
    ticked = rows[list(column(codebook, "prior_contact"))].set_axis(labels, axis=1)
    ticked = ticked.apply(lambda cells: cells.str.strip())
    assert ticked["The chair"].tolist() == ["The chair", "", "The chair"]
    assert ticked["Nobody"].tolist() == ["", "", ""]


def test_what_is_not_shown_is_blank(codebook):
    rows = written(codebook, number_attending=["-not_shown"], nation=["-not_shown"])
    assert rows[column(codebook, "number_attending")[0]].tolist() == [""]
    assert rows[column(codebook, "nation")[0]].tolist() == [""]


@pytest.mark.parametrize(
    "code", [14, "-dont_know", "-unreadable", "-not_applicable", "-prefer_not"]
)
def test_a_number_still_is_what_it_was(codebook, code):
    rows = written(codebook, length_minutes=[code] * 200)
    cleaned = parse_numbers(
        rows[column(codebook, "length_minutes")[0]], codebook.by_name["length_minutes"]
    )
    found = set(cleaned.values[""].dropna()) | {
        f"-{reason}" for reason in cleaned.reasons if reason
    }
    assert found == {code}


def test_every_name_of_every_authority_is_recognised(codebook):
    codes = [authority.code for authority in codebook.authorities] * 12
    rows = written(codebook, authority=codes)
    typed = rows[column(codebook, "authority")[0]]
    assert match_authorities(typed, codebook).values[""].tolist() == codes


def test_every_name_of_every_role_is_recognised(codebook):
    codes = [role.code for role in codebook.roles if not role.nonresponse] * 30
    rows = write_answers(people(role=codes), codebook, "professional", 1)
    typed = rows[codebook.by_name["role"].raw["professional"][0]]
    assert match_roles(typed, codebook).values[""].tolist() == codes


@pytest.mark.parametrize(
    "reason", ["skipped", "dont_know", "prefer_not", "not_applicable", "ambiguous", "unmatched"]
)
def test_what_is_typed_without_an_answer_gives_its_reason(codebook, reason):
    assert reason in NONRESPONSE
    rows = written(codebook, authority=[f"-{reason}"] * 300)
    cleaned = match_authorities(rows[column(codebook, "authority")[0]], codebook)
    assert set(cleaned.reasons) == {reason}
    rows = write_answers(people(role=[f"-{reason}"] * 300), codebook, "professional", 1)
    cleaned = match_roles(rows[codebook.by_name["role"].raw["professional"][0]], codebook)
    assert set(cleaned.reasons) == {reason}


def test_what_happens_to_texts_is_known_by_name():
    rates = words("mess")
    assert set(rates["closed"]["disturb"]) | set(rates["typed"]["disturb"]) == set(DISTURB)


@pytest.mark.parametrize("name", sorted(DISTURB))
def test_nothing_that_happens_to_a_text_changes_its_meaning(codebook, name):
    for scale in codebook.scales.values():
        for level in scale.levels:
            assert read_answer(DISTURB[name](level.label), scale).value == level.code


def test_another_questionnaire_is_written_as_well(library):
    uses = library.by_name["uses"].scale
    rows = write_answers(people(uses=[uses.codes[:2], "-skipped"]), library, "visitor", 1)
    assert rows["Q5_1"].str.strip().tolist() == [uses.levels[0].label, ""]
    assert rows["Q2"].tolist() == ["", ""]


def test_a_column_that_holds_all_options_joins_them(library):
    question = replace(library.by_name["uses"], raw={"visitor": ("Q5",)})
    joined = replace(library, questions=(question,), scales={"uses": question.scale}, rules={})
    rows = write_answers(people(uses=[question.scale.codes[:2], "-skipped"]), joined, "visitor", 1)
    labels = [level.label for level in question.scale.levels[:2]]
    assert rows["Q5"].tolist() == [",".join(labels), ""]
