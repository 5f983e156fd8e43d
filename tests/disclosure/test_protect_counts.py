"""Combinations, places and flows: what tells of few people is hidden, or is no row."""

import pandas as pd

import cpsurvey as cps
from cpsurvey.analysis import option_combinations

BARE = {"data": "Study", "method": "count", "why": "", "mark": ""}


def test_a_combination_that_few_ticked_in_every_group_is_no_row():
    found = option_combinations(cps.load_example(), "advantages", by="group")
    safe = cps.protect(found)
    exact = safe[safe["ticked"] == "exactly"]
    often = found[found["ticked"] == "exactly"].groupby("answer", observed=True)["count"].max()
    assert set(exact["answer"]) == set(often.index[often >= 5])
    assert not exact["count"].between(1, 4).any()
    assert set(safe["answer"].cat.categories) == set(safe["answer"])
    assert set(safe.loc[safe["ticked"] == "at_all", "answer"]) == set(
        found.loc[found["ticked"] == "at_all", "answer"]
    )
    assert (
        safe["protection"]
        .iloc[0]
        .endswith("; combinations of options that no group ticked so often are left out")
    )


def test_combinations_of_synthetic_data_all_stay():
    found = option_combinations(cps.load_example(), "equipment")
    assert len(cps.protect(found, profile="none")) == len(found)


def test_places_are_hidden_where_few_people_answered():
    places = pd.DataFrame(
        {
            "region": ["North", "South", "West"], "count": [2, 1, 0], "base": [12, 9, 3],
            "share": [2 / 12, 1 / 9, 0.0], "respondents": [30, 4, 0],
        }
    ).assign(**BARE, question="authority")  # fmt: skip
    safe = cps.protect(places)
    assert safe["count"].isna().tolist() == [False, True, False]
    assert safe["share"].isna().tolist() == [False, True, False]
    assert safe["respondents"].isna().tolist() == [False, True, False]
    assert safe["base"].tolist() == [12, 9, 3]
    assert safe["mark"].tolist() == ["", "c", ""]
    assert cps.protect(places, profile="tre")["count"].isna().tolist() == [False, True, False]


def flow(*left_out):
    remaining = [100]
    for number in left_out:
        remaining.append(remaining[-1] - number)
    rules = [f"rule {n}" for n in range(len(left_out))]
    return pd.DataFrame(
        {
            "data": "Study", "group": "parent", "step": range(len(left_out) + 2),
            "rule": ["rows_in", *rules, "kept"], "reason": "why",
            "left_out": [0, *left_out, 0], "remaining": [*remaining, remaining[-1]],
        }
    )  # fmt: skip


def test_a_small_number_left_out_is_hidden_with_another_and_what_remained():
    safe = cps.protect(flow(20, 2, 7))
    assert safe["left_out"].isna().tolist() == [False, False, True, True, False]
    assert safe["remaining"].isna().tolist() == [False, True, True, True, False]
    assert safe["mark"].tolist() == ["", "", "c", "c", ""]


def test_a_group_of_few_people_is_not_told_by_its_flow():
    safe = cps.protect(flow(60, 37))  # three are kept
    assert safe["remaining"].isna().tolist() == [False, True, True, True]
    assert safe["left_out"].isna().tolist() == [False, False, True, False]
    assert safe["mark"].tolist() == ["", "", "c", "c"]
    nobody_else = cps.protect(flow(0).assign(remaining=3))
    assert nobody_else["remaining"].isna().all()


def test_a_few_rows_left_out_cannot_be_subtracted_from_what_came_in():
    safe = cps.protect(flow(0, 1))
    assert safe["remaining"].isna().tolist() == [True, True, True, False]
    assert safe["mark"].tolist() == ["c", "", "c", ""]


def test_a_flow_of_large_numbers_stays_as_it_is():
    safe = cps.protect(flow(20, 5, 0))
    assert not safe[["left_out", "remaining"]].isna().any(axis=None)


def test_two_small_numbers_hide_each_other_if_they_are_enough_people():
    assert cps.protect(flow(20, 4, 3))["left_out"].isna().tolist() == [
        False, False, True, True, False,
    ]  # fmt: skip
    assert cps.protect(flow(20, 2, 1))["left_out"].isna().tolist() == [
        False, True, True, True, False,
    ]  # fmt: skip
