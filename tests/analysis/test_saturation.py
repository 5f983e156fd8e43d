"""New themes in further interviews: against every order, and the published worked example."""

from dataclasses import replace
from itertools import pairwise, permutations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cpsurvey as cps
from cpsurvey.analysis.new_codes import (
    mean_so_far,
    new_by_place,
    new_information,
    saturation_points,
)
from cpsurvey.errors import QuestionError

from .interviews_made import made, studies

matrices = st.integers(1, 5).flatmap(
    lambda size: st.lists(
        st.lists(st.booleans(), min_size=4, max_size=4), min_size=size, max_size=size
    )
)


def refusal(*arguments, **options):
    with pytest.raises(QuestionError) as error:
        cps.saturation(*arguments, **options)
    return str(error.value)


def bringing(*new, dates=None):
    """Interviews that each bring so many themes that were not raised before."""
    codes = [f"c{number}" for number in range(sum(new))]
    ends = np.cumsum([0, *new])
    codings = [
        (f"i{place}", "coder-1", code, None, None, "")
        for place, (start, end) in enumerate(pairwise(ends))
        for code in codes[start:end]
    ] + [(f"i{place}", "coder-1", "c0", None, None, "") for place in range(len(new))]
    days = pd.to_datetime(dates or [f"2020-09-{day:02d}" for day in range(1, len(new) + 1)])
    return made({"recorded": days}, dict.fromkeys(codes, ""), codings)


def measured(result, measure):
    rows = result[result["measure"] == measure]
    return rows["estimate"].tolist()


@given(matrices)
def test_the_mean_is_that_of_every_order(rows):
    given_ = np.array(rows)
    orders = np.array(list(permutations(range(len(rows)))))
    every = new_by_place(given_, orders).cumsum(axis=1)
    assert mean_so_far(given_) == pytest.approx(every.mean(axis=0))


@given(matrices)
def test_codes_are_new_where_they_are_first_raised(rows):
    given_ = np.array(rows)
    (new,) = new_by_place(given_, np.arange(len(rows))[np.newaxis])
    seen: set[int] = set()
    for place, row in enumerate(given_):
        codes = set(np.flatnonzero(row).tolist())
        assert new[place] == len(codes - seen)
        seen |= codes


def test_the_worked_example_of_guest_namey_and_chen():
    # PLoS ONE 15(5): 37 themes in a base of four; runs of two with 4 and then 1 new themes are 11%
    # and 3%, so that saturation at the 5% level is at 6+2. How the 37 are spread is ours, and the
    # fifth interview.
    found = cps.saturation(bringing(20, 9, 5, 3, 3, 4, 0, 1))
    assert measured(found, "codes_so_far") == [20, 29, 34, 37, 40, 44, 44, 45]
    assert [round(100 * share) for share in measured(found, "new_information")] == [19, 11, 3]
    assert measured(found, "saturation_point") == [6]
    assert (
        found["why"]
        .iloc[-1]
        .startswith(
            "before the first run of 2 with at most 5% as many new themes as the first 4 raised"
        )
    )


def test_a_run_begins_right_after_the_base_and_each_an_interview_later():
    new = np.array([[5, 1, 2, 0, 3]])
    assert new_information(new, 2, 2).tolist() == [[2 / 6, 3 / 6]]
    assert new_information(new, 1, 4).tolist() == [[6 / 5]]
    assert new_information(new, 4, 2).shape == (1, 0)
    assert np.isnan(new_information(np.array([[0, 0, 3]]), 1, 1)[0, 0])


def test_saturation_is_before_the_first_run_at_or_below_the_threshold():
    ratios = np.array([[0.2, 0.05, 0.0], [0.2, 0.1, 0.06]])
    assert saturation_points(ratios, 4, 0.05).tolist() == [5, np.inf]


def test_interviews_are_taken_by_date_and_those_without_one_last():
    turned = bringing(1, 2, 3, dates=["2020-09-03", None, "2020-09-01"])
    found = cps.saturation(turned, base_size=1, run_length=1)
    rows = found[found["measure"] == "new_codes"]
    assert rows["interview"].tolist() == ["i2", "i0", "i1"]
    assert rows["estimate"].tolist() == [4, 0, 2]  # c0 is raised by all
    assert rows["why"].iloc[0] == "in the order of recording; those without a date last"


def test_interviews_are_taken_as_listed():
    found = cps.saturation(bringing(1, 2, 3), order=["i1", "i0", "i2"])
    assert found.loc[found["measure"] == "new_codes", "interview"].tolist() == ["i1", "i0", "i2"]
    assert measured(found, "new_codes") == [3, 0, 3]


def test_interviews_that_nobody_coded_are_out_unless_asked_for():
    study = bringing(3, 0, 2)
    kept = study.codings[study.codings["interview"] != "i1"]
    silent = replace(study, codings=kept)
    out = cps.saturation(silent)
    assert set(out["interviews"]) == {2}
    assert set(out["uncoded"]) == {1}
    assert out["why"].iloc[0].endswith("left out: interviews that nobody coded")
    within = cps.saturation(silent, uncoded="in")
    assert measured(within, "codes_so_far") == [3, 3, 5]


@given(studies())
@settings(max_examples=12)
def test_random_orders_agree_with_every_order_and_stay_in_bounds(study):
    tables, _, codings = study
    found = cps.saturation(tables, order="random", orders=40, uncoded="in")
    curve = found[found["measure"] == "codes_so_far"]
    raised = len({one[2] for one in codings})
    assert curve["estimate"].iloc[-1] == pytest.approx(raised)
    assert curve["ci_high"].iloc[-1] == curve["ci_low"].iloc[-1] == raised
    assert (curve["ci_low"] <= curve["ci_high"]).all()
    assert curve["estimate"].is_monotonic_increasing
    assert set(found["interview"]) == {""}


def test_the_same_seed_gives_the_same_and_says_which():
    study = bringing(5, 4, 3, 2, 1, 0, 0)
    one, again, other = (
        cps.saturation(study, order="random", orders=50, rng=seed) for seed in (1, 1, 2)
    )
    pd.testing.assert_frame_equal(one, again)
    assert one["ci_low"].tolist() != other["ci_low"].tolist()
    assert one["why"].iloc[0] == "50 random orders, seed 1"


def test_named_themes_count_with_those_under_them():
    themes = {"A": "", "A.one": "A", "A.two": "A", "B": ""}
    codings = [
        ("i0", "", "A.one", None, None, ""),
        ("i1", "", "A.two", None, None, ""),
        ("i1", "", "B", None, None, ""),
    ]
    study = made({"recorded": pd.to_datetime(["2020-09-01", "2020-09-02"])}, themes, codings)
    assert measured(cps.saturation(study), "codes_so_far") == [1, 3]
    assert measured(cps.saturation(study, codes=["A", "B"]), "codes_so_far") == [1, 2]


def test_too_few_interviews_have_no_point_and_say_so():
    found = cps.saturation(bringing(3, 2))
    row = found[found["measure"] == "saturation_point"].iloc[0]
    assert pd.isna(row["estimate"])
    assert row["why"].startswith("fewer than 6 interviews: a base of 4, a run of 2")
    later = cps.saturation(bringing(3, 2, 2, 2, 2, 2))
    row = later[later["measure"] == "saturation_point"].iloc[0]
    assert row["why"].startswith("new information stays above 5%")


def test_every_group_is_there_and_an_empty_one_says_so():
    study = bringing(3, 2)
    groups = pd.Categorical(["parent"] * 2, ["professional", "parent"])
    study = replace(study, interviews=study.interviews.assign(group=groups))
    for order in ("recorded", "random"):
        found = cps.saturation(study, by="group", order=order)
        empty = found[found["group"] == "professional"]
        assert empty["measure"].tolist() == ["saturation_point"]
        assert empty["why"].iloc[0].startswith("no interviews")
        assert set(found.loc[found["group"] == "parent", "interviews"]) == {2}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"order": "date"}, 'order is "date": give "recorded" or "random", or list the interviews'),
        ({"order": ["i0"]}, "order leaves out 1 interview: list every interview once."),
        (
            {"order": ["i0", "i1", "i1"]},
            "order names 1 interview twice: list every interview once.",
        ),
        ({"order": ["i0", "i7"]}, 'interview "i7" is not known'),
        ({"base_size": 0}, "base_size is 0: give a whole number of 1 or more, like 4."),
        ({"run_length": 1.5}, "run_length is 1.5: give a whole number of 1 or more, like 4."),
        ({"threshold": 5}, "threshold is 5: give a share from 0 to below 1, like 0.05."),
        ({"orders": 0}, "orders is 0: give a whole number of 1 or more, like 1_000."),
        ({"rng": "x"}, "rng is 'x': give a whole number as seed, or a numpy.random.Generator."),
    ],
)
def test_what_makes_no_sense_is_refused(options, message):
    assert refusal(bringing(2, 1), **options).startswith(message)


def test_interviews_without_dates_must_be_ordered_otherwise():
    study = made({"group": ["parent"]}, {"A": ""})
    assert refusal(study) == (
        "the interviews have no date of recording. List them in their order (order=[...]), or give"
        ' order="random".'
    )
