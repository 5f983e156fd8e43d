"""Questions that cross-tabulations tie together are made at once, in whatever order they stand."""

import numpy as np
import pytest

from cpsurvey.errors import CodebookError
from cpsurvey.synthetic.margin_model import Margin
from cpsurvey.synthetic.respondents import draw_margins
from cpsurvey.synthetic.ties import make_together

GOOD = {"poor": 4, "good": 6}
TABLE = {"poor": {"yes": 1, "no": 3}, "good": {"yes": 4, "no": 2}}


def margin(question, counts, shown=10, **more):
    return Margin("visitor", question, counts, shown, assumed="a test", **more)


SATISFACTION = margin("satisfaction", GOOD)
BORROWED = margin("borrowed", {"yes": 5, "no": 5}, table={"satisfaction": TABLE})


def names(margins, codebook):
    return [[one.question for one in part] for part in make_together(margins, codebook)]


def draw(codebook, *margins, seed=1):
    return draw_margins(margins, {"visitor": 10}, codebook, seed)["visitor"]


def test_what_no_table_ties_stands_alone(library):
    free = margin("borrowed", {"yes": 5, "no": 5})
    assert names([SATISFACTION, free], library) == [["satisfaction"], ["borrowed"]]


def test_a_table_ties_and_so_does_what_goes_with_it_and_stands_between(library):
    hall = margin("rooms__hall", GOOD, given=("remarks",), table={"satisfaction": {}})
    written = margin("remarks", {"written": 10})
    assert names([SATISFACTION, written, BORROWED, hall], library) == [
        ["satisfaction", "remarks", "borrowed", "rooms__hall"]
    ]
    assert names([written, SATISFACTION, BORROWED], library) == [
        ["remarks"],
        ["satisfaction", "borrowed"],
    ]


def test_ticks_that_stand_between_are_to_be_moved(library):
    uses = margin("uses", {"books": 10})
    hall = margin("rooms__hall", GOOD, given=("uses__books",), table={"satisfaction": {}})
    with pytest.raises(CodebookError) as caught:
        make_together([SATISFACTION, uses, hall], library)
    assert str(caught.value) == (
        "margin visitor.rooms__hall: it goes with uses, where people may tick several options, and"
        " a cross-tabulation ties it to satisfaction: put the margin of uses before that of"
        " satisfaction."
    )


@pytest.mark.parametrize("seed", range(5))
def test_a_table_is_met_whoever_they_are(library, seed):
    made = draw(library, SATISFACTION, BORROWED, seed=seed)
    found = {
        answer: made.loc[made["satisfaction"] == answer, "borrowed"].value_counts().to_dict()
        for answer in GOOD
    }
    assert found == TABLE


def test_a_question_not_put_to_everybody_may_be_in_a_table(library):
    """Of the 5 who borrowed, 1 is not content; who did not is shown no question about loans."""
    loans = margin(
        "loans", {"0-9": 3, "10-99": 2}, shown=5,
        table={"satisfaction": {"poor": {"0-9": 1}, "good": {"0-9": 2, "10-99": 2}}},
    )  # fmt: skip
    made = draw(library, SATISFACTION, BORROWED, loans)
    assert ((made["loans"] == "-not_shown") == (made["borrowed"] == "no")).all()
    poor = made.loc[(made["satisfaction"] == "poor") & (made["borrowed"] == "yes"), "loans"]
    assert [0 <= number <= 9 for number in poor] == [True]


def test_odds_inside_and_outside_of_the_table_are_kept_to(library):
    first = margin("remarks", {"written": 6, "-skipped": 4})
    borrowed = Margin(
        "visitor", "borrowed", {"yes": 5, "no": 5}, 10, assumed="a test",
        given=("remarks", "satisfaction"), table={"satisfaction": TABLE},
        odds={"remarks": {"written": {"yes": 0}}},
    )  # fmt: skip
    with pytest.raises(CodebookError) as caught:
        draw(library, first, SATISFACTION, borrowed)
    assert str(caught.value).startswith(
        "margins visitor.satisfaction and visitor.borrowed, which are cross-tabulated: margins"
        " remarks and visitor.borrowed by satisfaction contradict each other, as some combinations"
        " never occur (odds of 0): no table of whole numbers has 6 for written (remarks), "
    )
    fewer = margin("remarks", {"written": 5, "-skipped": 5})
    made = draw(library, fewer, SATISFACTION, borrowed)
    assert set(made.loc[made["remarks"] == "written", "borrowed"]) == {"no"}


def test_too_many_combinations_are_refused(library):
    many = [
        margin(f"latent_{n}", {f"a{i}": 1 for i in range(10)}, latent="a test",
               table={"latent_0": {}} if n else {})
        for n in range(5)
    ]  # fmt: skip
    with pytest.raises(CodebookError) as caught:
        draw(library, *many)
    assert str(caught.value).endswith(
        "100000 combinations of answers are too many to be fitted at once, at most 50000 can be:"
        " state fewer cross-tabulations, or with fewer answers."
    )


def test_other_seeds_hand_the_same_table_to_other_people(library):
    made = [draw(library, SATISFACTION, BORROWED, seed=seed) for seed in (1, 1, 2)]
    assert made[0].equals(made[1])
    assert not np.array_equal(made[0].to_numpy(), made[2].to_numpy())
