"""People made from margins: every count met, whatever goes with what."""

from dataclasses import replace

import pytest

from cpsurvey.errors import CodebookError
from cpsurvey.synthetic.margins import Margin
from cpsurvey.synthetic.respondents import draw_margins, make_answers


@pytest.fixture(scope="module")
def answers(margins, codebook):
    return make_answers(margins, codebook, 7)


@pytest.fixture(scope="module")
def parents(margins):
    """The margins of parents, without the one that needs professionals."""
    chosen = (m for m in margins.margins if m.group == "parent" and not m.among)
    return replace(margins, margins=tuple(chosen))


def draw(codebook, *margins, seed=1, **sizes):
    return draw_margins(margins, sizes or {"parent": 10}, codebook, seed)


def margin(question, counts, group="parent", **more):
    return Margin(group, question, counts, sum(counts.values()), assumed="so", **more)


def test_as_many_give_each_answer_as_the_margin_says(codebook):
    made = draw(codebook, margin("nation", {"england": 7, "wales": 2, "-skipped": 1}))["parent"]
    assert made["nation"].value_counts().to_dict() == {"england": 7, "wales": 2, "-skipped": 1}


def test_what_never_goes_together_does_not(codebook):
    nation = margin("nation", {"england": 6, "wales": 4})
    odds = {"nation": {"wales": {"mother": 0}}}
    relation = margin("relation", {"mother": 5, "father": 5}, given=("nation",), odds=odds)
    made = draw(codebook, nation, relation)["parent"]
    assert made.loc[made["nation"] == "wales", "relation"].unique().tolist() == ["father"]
    assert (made["relation"] == "mother").sum() == 5


def test_margins_that_cannot_go_together_are_refused(codebook):
    nation = margin("nation", {"england": 4, "wales": 6})
    odds = {"nation": {"wales": {"mother": 0}}}
    relation = margin("relation", {"mother": 5, "father": 5}, given=("nation",), odds=odds)
    with pytest.raises(CodebookError) as caught:
        draw(codebook, nation, relation)
    assert str(caught.value) == (
        "margin parent.relation given nation: margins nation and parent.relation contradict each"
        " other, as some combinations never occur (odds of 0): no table of whole numbers has 6 for"
        " wales (nation) and 5 for father (parent.relation). Change one of these counts, or let"
        " more combinations occur."
    )


def test_a_routed_question_is_not_shown_to_the_others(codebook):
    joined = margin("join_mode", {"phone": 6, "face_to_face": 4})
    equipment = Margin("parent", "equipment", {"own_phone": 5, "internet": 3, "-skipped": 1}, 6)
    made = draw(codebook, joined, equipment)["parent"]
    not_shown = made["equipment"] == "-not_shown"
    assert (made["join_mode"] == "face_to_face").tolist() == not_shown.tolist()


def test_numbers_fall_in_their_ranges(codebook):
    made = draw(codebook, margin("number_attending", {"5-7": 6, "12": 3, "-dont_know": 1}))[
        "parent"
    ]
    numbers = [cell for cell in made["number_attending"] if cell != "-dont_know"]
    assert sorted(numbers)[-3:] == [12, 12, 12]
    assert all(5 <= number <= 7 for number in sorted(numbers)[:6])


def test_so_many_different_authorities_are_reached(codebook):
    place = margin("authority", {"England": 8, "Wales": 2}, reached={"England": 5, "Wales": 2})
    made = draw(codebook, place)["parent"]["authority"]
    assert made[made.str.startswith("E")].nunique() == 5
    assert made[made.str.startswith("W")].nunique() == 2


def test_authorities_may_be_among_those_of_another_group(codebook):
    first = margin("authority", {"England": 3}, group="professional", reached={"England": 2})
    second = margin("authority", {"England": 10}, among="professional")
    made = draw(codebook, first, second, professional=3, parent=10)
    assert set(made["parent"]["authority"]) <= set(made["professional"]["authority"])


def test_more_authorities_than_people_are_refused(codebook):
    with pytest.raises(CodebookError) as caught:
        draw(codebook, margin("authority", {"Wales": 10}, reached={"Wales": 16}))
    assert str(caught.value) == (
        "margin parent.authority: 10 people in Wales cannot come from 16 of 22 authorities."
    )


def test_the_same_seed_gives_the_same_people_and_another_seed_others(parents, codebook):
    first, again, other = (make_answers(parents, codebook, seed)["parent"] for seed in (7, 7, 8))
    assert first.equals(again)
    assert not first.equals(other)


def test_a_margin_more_changes_nobody_s_other_answers(parents, codebook):
    fewer = replace(parents, margins=tuple(m for m in parents.margins if m.question != "chairing"))
    made, more = (make_answers(m, codebook, 7)["parent"] for m in (fewer, parents))
    assert made.equals(more.drop(columns="chairing"))


@pytest.mark.parametrize("group", ["professional", "parent"])
def test_every_margin_of_the_study_is_met(margins, answers, group):
    for one in (m for m in margins.margins if m.group == group):
        column = answers[group][one.question]
        for answer, count in one.counts.items():
            if column.map(type).eq(tuple).any():
                found = sum(answer == cell or answer in cell for cell in column)
            elif answer[0].isdigit():
                low, _, high = answer.partition("-")
                found = sum(
                    isinstance(c, int) and int(low) <= c <= int(high or low) for c in column
                )
            elif answer in ("England", "Wales"):
                found = column.str.match(rf"{answer[0]}\d").sum()
            else:
                found = (column == answer).sum()
            assert found == count, (one.question, answer)


def test_what_people_ever_did_includes_what_they_did_last(answers):
    for group in answers.values():
        for last, ever in [("conference_format", "formats_ever"), ("join_mode", "join_modes_ever")]:
            named = group[~group[last].str.startswith("-") & (group[last] != "did_not_join")]
            missing = [row for row in named.index if named[last][row] not in named[ever][row]]
            assert not missing, ever


def test_nation_and_authority_agree(answers):
    for group in answers.values():
        both = group[group["authority"].str.match(r"[EW]\d") & ~group["nation"].str.startswith("-")]
        assert both["nation"].str[0].tolist() == both["authority"].str[0].str.lower().tolist()


def test_whoever_noticed_a_change_names_a_profession_and_nobody_else_does(answers):
    people = answers["professional"]
    rows = people.filter(like="attendance_change__")
    changed = rows.isin(["decreased", "varies", "increased"]).any(axis=1)
    noticed = ~people["attendance_noticed"].isin(["none", "-skipped"])
    assert changed.equals(noticed)
