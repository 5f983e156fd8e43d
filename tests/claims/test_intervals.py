"""Which interval each measure has, and which have none; the bases below which none is given."""

from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest

from cpsurvey.analysis import METHODS
from cpsurvey.claims import Asks
from cpsurvey.claims.asks import NEEDS
from cpsurvey.claims.estimands import Measured
from cpsurvey.claims.intervals import estimate_of
from cpsurvey.vocabulary import RESULT_COLUMNS

ORACLE = pd.read_csv(Path(__file__).parents[1] / "oracles" / "proportion_ci.csv")
SHARE = Asks("share", question="said", answers=("yes",))
LESS = Asks("difference", question="said", answers=("no",), less=SHARE)
SAMPLES = ORACLE[ORACLE["n"] >= 5].sample(25, random_state=1)


def share(count, base, parts=()):
    return Measured(count, base, Fraction(count, base), "", parts)


def groups(count, base, less, base_less):
    value = Fraction(count, base) - Fraction(less, base_less)
    return Measured(count, base, value, "", ((less, base_less),))


@pytest.mark.parametrize("case", SAMPLES.to_dict("records"))
def test_a_share_has_wilsons_as_r_gives_it(case):
    found = estimate_of(SHARE, share(case["x"], case["n"]), 0.95)
    assert found.limits == pytest.approx((case["wilson_low"], case["wilson_high"]), rel=1e-8)
    assert found.method == "wilson"


@pytest.mark.parametrize(
    ("counts", "limits"),
    [((56, 70, 48, 80), (0.0524, 0.3339)), ((10, 10, 0, 20), (0.6791, 1))],
)
def test_two_groups_have_newcombes_as_he_published_it(counts, limits):
    found = estimate_of(LESS, groups(*counts), 0.95)
    assert found.limits == pytest.approx(limits, abs=5e-5)
    assert found.method == "newcombe"


def test_the_same_people_have_his_for_pairs():
    cells = (1, 1, 7, 12)
    found = Measured(2, 21, Fraction(2 - 8, 21), "", ((8, 21),), cells)
    assert estimate_of(LESS, found, 0.95).limits == pytest.approx((-0.5069, -0.0256), abs=5e-5)
    assert estimate_of(LESS, found, 0.95).method == "newcombe paired"


@pytest.mark.parametrize(
    ("base", "said"),
    [
        (4, ("count", "a base below 5: the count only", "", False)),
        (5, ("wilson", "Wilson's interval; a base below 30: low reliability", "u", True)),
        (29, ("wilson", "Wilson's interval; a base below 30: low reliability", "u", True)),
        (30, ("wilson", "Wilson's interval", "", True)),
    ],
)
def test_a_share_of_few_is_marked_and_of_a_handful_is_none(base, said):
    found = estimate_of(SHARE, share(2, base), 0.95)
    assert (found.method, found.why, found.mark, found.shown) == said
    assert (found.limits is None) == (base < 5)


@pytest.mark.parametrize(
    ("smaller", "said"),
    [
        (4, ("count", "a base below 5: counts only", "", False)),
        (9, ("difference", "a base below 10: described, not tested", "u", True)),
        (10, ("newcombe", "Newcombe's interval for shares of different people; a base below 30: low"
              " reliability", "u", True)),
        (30, ("newcombe", "Newcombe's interval for shares of different people", "", True)),
    ],
)  # fmt: skip
def test_a_difference_goes_by_the_smaller_base_on_either_side(smaller, said):
    for counts in ((2, smaller, 20, 40), (20, 40, 2, smaller)):
        found = estimate_of(LESS, groups(*counts), 0.95)
        assert (found.method, found.why, found.mark, found.shown) == said


NONE = [
    (Asks("respondents"), share(24, 24), "count", "a count has no interval", ""),
    (Asks("interviews"), share(14, 14), "count", "a count has no interval", ""),
    (Asks("authorities_reached"), share(9, 9, ((1, 1),)), "count", "a count has no interval", ""),
    (Asks("authorities_share"), share(9, 9, ((1, 1),)), "share",
     "no interval: known of all authorities, of which none was drawn", ""),
    (Asks("recorded", last="2020-10-16"), share(9, 9), "share",
     "no interval: known of all that was kept, and of nobody else", ""),
    (Asks("interviewed", question="mode", answers=("phone",)), share(9, 9), "share",
     "no interval: how the interviews were made, known of all of them", ""),
    (Asks("rank", question="said", answer="a"), share(9, 20, ((9, 20), (3, 20))), "order",
     "an order has no interval", "u"),
    (Asks("top_rows", question="said", answers=("yes",), rows=("a",)),
     share(1, 1, ((9, 40), (3, 40))), "order", "an order has no interval", ""),
    (SHARE, share(9, 40, ((4, 20), (5, 20))), "share",
     "no interval: people interviewed may have answered the survey too", ""),
]  # fmt: skip


@pytest.mark.parametrize(("asks", "found", "method", "why", "mark"), NONE)
def test_counts_orders_and_what_is_known_of_all_have_none(asks, found, method, why, mark):
    estimate = estimate_of(asks, found, 0.95)
    assert estimate == (None, method, why, mark, True)


def test_every_method_is_explained():
    assert {method for _, _, method, *_ in NONE} | {"wilson", "newcombe", "newcombe paired"} <= set(
        METHODS
    )
    assert "method" in RESULT_COLUMNS


def test_a_wider_level_is_a_wider_interval():
    narrow, wide = (estimate_of(SHARE, share(9, 24), level).limits for level in (0.8, 0.99))
    assert wide[0] < narrow[0] < narrow[1] < wide[1]


def test_every_kind_of_question_has_an_answer():
    for kind in NEEDS:
        asks = Asks("respondents")
        object.__setattr__(asks, "kind", kind)
        assert estimate_of(asks, share(20, 40, ((10, 40),)), 0.95).method in METHODS
