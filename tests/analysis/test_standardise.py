"""Groups at one and the same spread over the ways of joining: weighted, and pooled."""

from dataclasses import replace

import numpy as np
import pandas as pd

from cpsurvey.analysis import METHODS, standardise, stratified
from cpsurvey.analysis.stratified import has_room
from cpsurvey.stats import cochran_mantel_haenszel, newcombe_interval, standardised_difference

PARENTS = {"phone": (3, 9), "video": (4, 3), "face_to_face": (2, 3)}
PROFESSIONALS = {"phone": (40, 60), "video": (150, 130), "face_to_face": (50, 62)}


def people(parents=PARENTS, professionals=PROFESSIONALS):
    cells = [
        (group, mode, heard, count)
        for group, modes in (("parent", parents), ("professional", professionals))
        for mode, counts in modes.items()
        for heard, count in zip(("yes", "no"), counts, strict=True)
    ]
    rows = [row[:3] for row in cells for _ in range(row[3])]
    return pd.DataFrame(rows, columns=["group", "join_mode", "heard"])


def strata(modes):
    return np.array([modes[name] for name in sorted(modes)])


def test_professionals_are_weighted_to_the_parents_mix():
    rows = standardise(people(), "heard", answer="yes", draws=999, rng=5)
    assert list(rows[["measure", "alternative"]].itertuples(index=False, name=None)) == [
        ("difference", "crude"),
        ("difference", "standardised"),
        ("share_reference", "crude"),
        ("share_reference", "standardised"),
    ]
    found = standardised_difference(strata(PARENTS), strata(PROFESSIONALS), draws=999, rng=5)
    crude, standard, _, share = rows.to_dict("records")
    assert (crude["ci_low"], crude["ci_high"]) == newcombe_interval(9, 24, 240, 492)
    assert (standard["estimate"], standard["ci_low"]) == (found.estimate, found.ci_low)
    assert (share["estimate"], share["ci_high"]) == (found.share, found.share_high)
    assert standard["share_reference"] == found.share
    assert standard["why"] == (
        "professional weighted to how parent are spread over join_mode; 999 draws, seed 5"
    )
    assert set(rows["base"]) == {24}
    assert set(rows["smallest_cell"]) == {2}
    assert set(rows["method"]) <= set(METHODS)


def test_groups_may_be_numbers():
    numbers = people()["group"].map({"parent": 1, "professional": 2})
    frame = people().assign(group=numbers)
    expected = people().assign(group=frame["group"].astype(str))
    for function, group in ((standardise, "to"), (stratified, "group")):
        found = function(frame, "heard", answer="yes", **{group: 1}, reference=2)
        named = function(expected, "heard", answer="yes", **{group: "1"}, reference="2")
        pd.testing.assert_frame_equal(found, named)


def test_people_whose_mode_is_not_known_are_left_out_and_counted(tables):
    modes = tables.responses["join_mode"].copy()
    modes.iloc[42:] = None
    responses = tables.responses.assign(join_mode=modes)
    responses.loc[responses["group"] == "professional", "join_mode"] = "phone"
    responses.loc[responses.index[40:], "join_mode"] = None
    rows = standardise(replace(tables, responses=responses), "heard", answer="yes", draws=99)
    assert set(rows["base"]) == {10}
    assert set(rows["base_reference"]) == {28}
    assert rows["why"].iloc[0] == (
        "each group spread as it is; left out, join_mode not known: fewer than 10 of parent, 12 of"
        " professional"
    )


def test_where_parents_joined_as_no_professional_did_nothing_is_weighted_and_it_says_so():
    professionals = {**PROFESSIONALS, "face_to_face": (0, 0)}
    rows = standardise(people(professionals=professionals), "heard", answer="yes")
    crude, standard, _, share = rows.to_dict("records")
    assert crude["estimate"] == 9 / 24 - 190 / 380
    for row in (standard, share):
        assert row["method"] == "count"
        assert row["why"] == (
            "nobody of professional is at face_to_face of join_mode, where parent are: nobody to"
            " weight"
        )
        assert np.isnan([row[name] for name in ("estimate", "ci_low", "share_reference")]).all()


def test_too_few_professionals_in_a_mode_leave_no_interval():
    professionals = {**PROFESSIONALS, "face_to_face": (1, 0)}
    row = standardise(people(professionals=professionals), "heard", answer="yes").iloc[1]
    assert np.isnan(row["ci_low"])
    assert not np.isnan(row["estimate"])
    assert "; too many of them for an interval; " in row["why"]


def test_where_no_parent_gave_the_answer_there_is_an_interval_all_the_same():
    parents = {mode: (0, sum(counts)) for mode, counts in PARENTS.items()}
    row = standardise(people(parents), "heard", answer="yes", draws=999).iloc[1]
    assert row["ci_high"] - row["estimate"] > 0.13  # Wilson's of 0 of 24 reaches 0.138


def test_a_mode_of_few_professionals_is_spoken_of():
    professionals = {**PROFESSIONALS, "face_to_face": (5, 4)}
    row = standardise(people(professionals=professionals), "heard", answer="yes", draws=99).iloc[1]
    assert row["why"].endswith(
        "; fewer than 10 of professional at a level that parent are at: the interval may be too"
        " narrow"
    )


def test_small_bases_and_questions_of_one_group_say_why_there_is_nothing(tables):
    few = people({"phone": (3, 3)}, {"phone": (20, 20)})
    for function in (standardise, stratified):
        (row,) = function(few, "heard", answer="yes").to_dict("records")
        assert (row["method"], row["why"]) == ("count", "a base below 10: described only")
        (row,) = function(tables, "prior", answer="a").to_dict("records")
        assert (row["method"], row["why"]) == ("count", "asked of parents only")
        assert np.isnan(row["estimate"])


def test_the_pooled_difference_is_mantel_and_haenszels():
    (row,) = stratified(people(), "heard", answer="yes").to_dict("records")
    tables = np.stack([strata(PARENTS), strata(PROFESSIONALS)], axis=1)
    found = cochran_mantel_haenszel(tables)
    assert row["estimate"] == found.risk_difference
    assert (row["ci_low"], row["ci_high"]) == (
        found.risk_difference_low,
        found.risk_difference_high,
    )
    assert (row["statistic"], row["p_value"]) == (found.statistic, found.p_value)
    assert row["method"] == "mantel-haenszel; cmh"
    assert row["why"] == "3 of the 3 levels with people in them inform it"
    assert row["method"] in METHODS


def test_where_strata_leave_little_room_the_test_is_exact():
    parents, professionals = {"phone": (1, 9), "video": (1, 3)}, {"phone": (2, 40), "video": (1, 9)}
    (row,) = stratified(people(parents, professionals), "heard", answer="yes").to_dict("records")
    tables = np.stack([strata(parents), strata(professionals)], axis=1)
    assert row["p_value"] == cochran_mantel_haenszel(tables).exact_p
    assert row["method"] == "mantel-haenszel; cmh exact"
    assert row["method"] in METHODS


def test_room_is_counted_by_mantel_and_fleiss():
    assert has_room(np.array([[[10, 10], [10, 10]]]))  # expected 10, between 0 and 20
    assert not has_room(np.array([[[2, 18], [2, 18]]]))  # expected 2, between 0 and 4


def test_strata_that_inform_nothing_give_no_estimate():
    apart = people({"phone": (5, 6)}, {"video": (20, 20)})
    (row,) = stratified(apart, "heard", answer="yes").to_dict("records")
    assert row["why"] == "no level of join_mode has both groups and both outcomes"
    assert np.isnan(row["p_value"])


def test_a_pooled_difference_without_variance_has_no_interval_and_says_so():
    row = stratified(people({"phone": (12, 0)}, {"phone": (0, 60)}), "heard", answer="yes").iloc[0]
    assert (row["estimate"], row["p_value"] < 0.001) == (1, True)
    assert row[["ci_low", "ci_high"]].isna().all()
    assert row["why"] == (
        "1 of the 1 levels with people in them inform it; no interval: within each level all of a"
        " group answered alike"
    )
