"""Ways to compute a claim: those that tell of few people by their difference are hidden."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpsurvey import protect
from cpsurvey.errors import CpsurveyError

WHOLE = ["count", "base", "count_reference", "base_reference", "smallest_cell"]


def ways(*counted, name="A study", main=0):
    return pd.DataFrame(
        [
            {
                "data": name, "id": "claim", "base_rule": f"rule {place}", "count": count,
                "base": base, "share": count / base, "estimate": count / base, "ci_low": 0.1,
                "measure": "share", "count_reference": pd.NA, "base_reference": pd.NA,
                "smallest_cell": min(filter(None, [count, base - count])),
                "ci_high": 0.9, "agrees": True, "verdict": "reproduced", "main": place == main,
                "method": "wilson", "mark": "", "why": "",
            }
            for place, (count, base) in enumerate(counted)
        ]
    ).astype(dict.fromkeys(WHOLE, "Int64") | {"agrees": "boolean"})  # fmt: skip


def hidden(result, **options):
    return protect(result, **options)["mark"].eq("c").tolist()


def test_a_way_that_differs_by_few_from_one_shown_is_hidden():
    found = protect(ways((16, 30), (16, 29), (16, 30), (16, 40), (16, 37)))
    assert found["mark"].tolist() == ["", "c", "", "", "c"]
    row = found.iloc[1]
    gone = ["count", "base", "share", "estimate", "ci_low", "ci_high", "agrees"]
    assert row[gone].isna().all()
    assert (row["verdict"], row["method"]) == ("confidential [c]", "suppressed")
    assert row["why"] == "a count or base is too small to be shown, or too near that of another way"


def test_the_main_one_is_shown_first():
    assert hidden(ways((16, 30), (16, 29), main=1)) == [True, False]


def test_few_and_few_others_are_hidden_whatever_is_beside_them():
    assert hidden(ways((3, 30), (28, 30), (0, 30), (30, 60))) == [True, True, False, False]


def test_a_difference_from_a_share_of_few_is_hidden_though_its_own_count_is_large():
    told = {"measure": "difference", "share": None, "why": "share less 3 of 24"}
    less = {"count_reference": [3, 12], "base_reference": 24, "smallest_cell": [3, 12]}
    found = protect(ways((300, 480), (310, 480)).assign(**told, **less))
    assert found["mark"].tolist() == ["c", ""]
    assert found.loc[0, ["estimate", "count_reference", "base_reference"]].isna().all()
    assert "3 of 24" not in found.loc[0, "why"]


def test_a_way_that_takes_away_a_share_of_few_more_is_hidden():
    less = {"count_reference": [12, 13], "base_reference": 40, "smallest_cell": 12}
    assert hidden(ways((300, 480), (300, 480)).assign(measure="difference", **less)) == [
        False, True,
    ]  # fmt: skip


def test_a_small_part_of_a_total_hides_it():
    assert hidden(ways((30, 60)).assign(smallest_cell=pd.array([2], dtype="Int64"))) == [True]


def test_numbers_of_places_are_no_people():
    places = ways((4, 5)).assign(measure="top_rows")
    found = protect(places)
    assert (found.loc[0, "mark"], found.loc[0, "count"]) == ("", 4)
    assert found["smallest_cell"].isna().all()


def test_claims_are_judged_apart_and_the_profile_says_what_it_did():
    two = pd.concat([ways((16, 30)), ways((16, 29)).assign(id="other")], ignore_index=True)
    found = protect(two)
    assert found["mark"].tolist() == ["", ""]
    assert (
        found["protection"]
        .iloc[0]
        .endswith("; of ways to compute a claim also those that differ from one shown by as few")
    )


def test_synthetic_data_may_be_shown_whole_and_real_data_not():
    made_up = ways((3, 30), (16, 29), name="SYNTHETIC study")
    found = protect(made_up, profile="none")
    assert found["mark"].tolist() == ["", ""]
    assert set(found["protection"]) == {
        "profile none: nothing is hidden, because the data is synthetic"
    }
    with pytest.raises(CpsurveyError, match='profile "none" is for synthetic data'):
        protect(ways((3, 30)), profile="none")


def test_a_way_that_nobody_measured_stays_as_it_is():
    nothing = ways((16, 30), (16, 29)).assign(count=pd.NA, base=pd.NA)
    assert hidden(nothing) == [False, False]


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(30, 60)), min_size=1, max_size=8))
def test_no_two_that_are_shown_differ_by_few(counted):
    found = protect(ways(*counted))
    shown = found.loc[found["mark"] != "c", ["count", "base"]].to_numpy(int)
    for count, base in shown:
        for other, whole in shown:
            apart = (count - other, base - whole, (base - count) - (whole - other))
            assert all(number == 0 or abs(number) >= 5 for number in (*apart, count, base - count))
