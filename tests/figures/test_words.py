"""Numbers as they are printed."""

import pytest

from cpsurvey.figures import words


@pytest.mark.parametrize(
    ("share", "printed"),
    [(0, "0%"), (0.004, "<1%"), (0.005, "1%"), (1 / 8, "13%"), (0.285, "29%"), (0.995, ">99%"),
     (0.994, "99%"), (1, "100%")],
)  # fmt: skip
def test_only_none_is_0_and_only_all_is_100(share, printed):
    assert words.percent(share) == printed


@pytest.mark.parametrize(
    ("difference", "printed"),
    [(-0.2083, "−21"), (0.125, "+13"), (-0.125, "−13"), (0.004, "0"), (-0.004, "0"), (1, "+100")],
)
def test_points_have_a_sign(difference, printed):
    assert words.points(difference) == printed


@pytest.mark.parametrize(
    ("count", "printed"), [(0, "0"), (1234, "1,234"), (24.0, "24"), (float("nan"), "[c]")]
)
def test_a_count_that_is_missing_is_hidden(count, printed):
    assert words.number(count) == printed


@pytest.mark.parametrize(("mark", "printed"), [("u", "n = 24 [u]"), ("", "n = 24")])
def test_small_bases_are_marked(mark, printed):
    assert words.base(24, mark) == printed


@pytest.mark.parametrize(
    ("size", "mark", "why", "printed"),
    [(24, "", "", ""), (24, "u", "small", ""), (0, "", "", "Nobody answered"),
     (0, "", "asked of parents only", "Asked of parents only"),
     (24, "c", "", "[c] not shown, to protect people")],
)  # fmt: skip
def test_what_cannot_be_drawn_is_said(size, mark, why, printed):
    assert words.instead(size, mark, why) == printed
