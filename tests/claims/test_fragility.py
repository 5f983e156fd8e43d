"""The fewest answers that turn a claim, against trying every other way of answering."""

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpsurvey.claims import Asks, read_band
from cpsurvey.claims.estimands import Measured
from cpsurvey.claims.expected import Expected
from cpsurvey.claims.fragility import changes_of
from cpsurvey.stats import newcombe_interval, paired_newcombe_interval, wilson_interval

LEVEL = 0.95
SHARE = Asks("share", question="said", answers=("yes",))
LESS = Asks("difference", question="said", answers=("no",), less=SHARE)
TOP = Asks("top_rows", question="said", answers=("yes",), rows=("a",))
RANK = Asks("rank", question="said", answer="a")
NAMED = Asks("represented", question="said", each=(("a",),))
REACHED, COVERED = Asks("authorities_reached"), Asks("authorities_share")


def wanting(band, *, interval=False):
    return Expected(read_band(band), "a test's own", interval=interval)


def changes(asks, found, wanted):
    return changes_of(asks, found, wanted, LEVEL)


def nearest(now, others, flips, far):
    """How far the nearest of all other cases is that does otherwise: every one of them is tried."""
    return min((far(now, other) for other in others if flips(other) != flips(now)), default=None)


def apart(one, other):
    return sum(abs(a - b) for a, b in zip(one, other, strict=True))


def in_twelfths(low, width):
    return f"[{low / 12}, {(low + width) / 12}]".replace("-0.0", "0.0")


bands = st.builds(in_twelfths, st.integers(0, 12), st.integers(0, 6))
differences = st.sampled_from(["(0, 1]", "[-1, 0)", "[-1, 0) or (0, 1]", "[0.2, 0.5]", "[0, 0]"])
BEYOND_CHANCE = "[-1, 0) or (0, 1]"


@given(st.integers(1, 14), st.data(), bands, st.booleans())
def test_of_a_share_it_is_the_distance_to_the_nearest_count_on_the_other_side(
    base, data, band, interval
):
    count, wanted = data.draw(st.integers(0, base)), wanting(band, interval=interval)

    def agrees(k):
        ends = map(float, wilson_interval(k, base, level=LEVEL))
        inside = wanted.band.holds(Fraction(k, base))
        return inside and (not interval or wanted.band.holds_all(*ends))

    found = changes(SHARE, Measured(count, base, Fraction(count, base), ""), wanted)
    assert found == nearest(count, range(base + 1), agrees, lambda a, b: abs(a - b))


@given(st.integers(1, 9), st.integers(1, 9), st.data(), differences)
def test_of_two_groups_it_is_the_fewest_in_both_together(base, base_less, data, band):
    counts = data.draw(st.integers(0, base)), data.draw(st.integers(0, base_less))
    wanted = wanting(band)

    def value(pair):
        return Fraction(pair[0], base) - Fraction(pair[1], base_less)

    every = product(range(base + 1), range(base_less + 1))
    found = Measured(counts[0], base, value(counts), "", ((counts[1], base_less),))
    tried = nearest(counts, every, lambda pair: wanted.band.holds(value(pair)), apart)
    assert changes(LESS, found, wanted) == tried


@pytest.mark.parametrize("counts", [(9, 2), (11, 6), (3, 3), (12, 0)])
def test_where_all_of_the_interval_must_agree_it_is_made_anew_each_time(counts):
    base, base_less, wanted = 12, 14, wanting(BEYOND_CHANCE, interval=True)

    def sure(pair):
        low, high = newcombe_interval(pair[0], base, pair[1], base_less, level=LEVEL)
        return low > 0 or high < 0

    value = Fraction(counts[0], base) - Fraction(counts[1], base_less)
    found = Measured(counts[0], base, value, "", ((counts[1], base_less),))
    every = product(range(base + 1), range(base_less + 1))
    assert changes(LESS, found, wanted) == nearest(counts, every, sure, apart)


def paired(cells):
    both, first, second, _ = cells
    base = sum(cells)
    gap = Fraction(first - second, base)
    return Measured(both + first, base, gap, "", ((both + second, base),), cells)


def every_table(base):
    return [
        (a, b, c, base - a - b - c) for a, b, c in product(range(base + 1), repeat=3)
        if a + b + c <= base
    ]  # fmt: skip


def answers_apart(one, other):
    """Fewest single answers that make one paired table of another: people go round a square."""
    square = [0, 1, 3, 2]  # both, first, neither, second: neighbours differ in one answer
    gaps = [one[cell] - other[cell] for cell in square]
    flows = [sum(gaps[: place + 1]) for place in range(4)]
    return min(sum(abs(flow - shift) for flow in flows) for shift in flows)


@given(st.tuples(*[st.integers(0, 3)] * 4).filter(any), differences)
def test_within_the_same_people_it_counts_answers_to_either_question(cells, band):
    found, wanted = paired(cells), wanting(band)

    def agrees(table):
        return wanted.band.holds(Fraction(table[1] - table[2], sum(table)))

    tried = nearest(cells, every_table(sum(cells)), agrees, answers_apart)
    assert changes(LESS, found, wanted) == tried


@pytest.mark.parametrize("cells", [(3, 6, 1, 2), (2, 3, 3, 4), (0, 8, 1, 3), (4, 1, 7, 0)])
def test_within_the_same_people_the_interval_is_made_anew_too(cells):
    def sure(table):
        low, high = paired_newcombe_interval([table[:2], table[2:]], level=LEVEL)
        return low > 0 or high < 0

    found = changes(LESS, paired(cells), wanting(BEYOND_CHANCE, interval=True))
    assert found == nearest(cells, every_table(12), sure, answers_apart)


def people_apart(one, other):
    return sum(a != b for a, b in zip(one, other, strict=True))


@given(st.data(), st.sets(st.integers(0, 3), min_size=1), differences)
def test_where_one_answer_decides_both_shares_it_counts_people(data, can_be, band):
    people = data.draw(st.lists(st.sampled_from(sorted(can_be)), min_size=1, max_size=5))
    wanted = wanting(band)

    def agrees(answers):
        return wanted.band.holds(Fraction(answers.count(1) - answers.count(2), len(answers)))

    cells = tuple(people.count(cell) for cell in range(4))
    found = replace(paired(cells), one_answer=tuple(cell in can_be for cell in range(4)))
    every = product(can_be, repeat=len(people))
    assert changes(LESS, found, wanted) == nearest(people, every, agrees, people_apart)


def test_where_one_answer_decides_both_shares_the_interval_is_made_anew_too():
    wanted, cells = wanting(BEYOND_CHANCE, interval=True), (0, 8, 1, 3)

    def sure(table):
        low, high = paired_newcombe_interval([table[:2], table[2:]], level=LEVEL)
        return low > 0 or high < 0

    found = replace(paired(cells), one_answer=(False, True, True, True))
    every = [table for table in every_table(12) if table[0] == 0]
    moved = nearest(cells, every, sure, lambda one, other: apart(one, other) // 2)
    assert changes(LESS, found, wanted) == moved == 1


@given(st.integers(0, 12), st.integers(0, 10), st.integers(0, 6))
def test_of_people_kept_it_is_how_many_more_or_fewer(count, low, width):
    wanted = wanting(f"[{low}, {low + width}]")
    found = changes(Asks("respondents"), Measured(count, count, Fraction(count), ""), wanted)
    assert found == nearest(count, range(30), wanted.band.holds, lambda a, b: abs(a - b))


def test_a_band_without_an_end_turns_on_the_other_side_only():
    found = Measured(516, 516, Fraction(516), "")
    assert changes(Asks("respondents"), found, wanting("(500, inf)")) == 16
    assert changes(Asks("respondents"), found, wanting("[0, inf)")) is None


ELSEWHERE = "elsewhere"


@given(
    st.lists(st.sampled_from(["a", "b", "c", "d"]), min_size=1, max_size=5),
    st.integers(0, 4), st.integers(0, 2), st.booleans(),
)  # fmt: skip
def test_of_authorities_it_is_how_many_people_would_have_to_be_of_another(
    people, low, width, is_share
):
    places = "abcd"
    band = f"[{low / 4}, {min(low + width, 4) / 4}]" if is_share else f"[{low}, {low + width}]"
    wanted = wanting(band)

    def value(of):
        reached = len(set(of) - {ELSEWHERE})
        return Fraction(reached, len(places)) if is_share else Fraction(reached)

    parts = tuple((count, count) for count in Counter(people).values())
    found = Measured(len(parts), len(places), value(people), "", parts)
    every = product([*places, ELSEWHERE], repeat=len(people))
    tried = nearest(
        people, every, lambda of: wanted.band.holds(value(of)),
        lambda one, other: sum(a != b for a, b in zip(one, other, strict=True)),
    )  # fmt: skip
    assert changes(COVERED if is_share else REACHED, found, wanted) == tried


@given(
    st.lists(st.sampled_from(["a", "b", "c", ELSEWHERE]), min_size=1, max_size=5),
    st.integers(0, 3), st.integers(0, 2),
)  # fmt: skip
def test_of_lists_it_is_how_many_people_would_have_to_answer_otherwise(people, low, width):
    wanted = wanting(f"[{low}, {low + width}]")

    def value(of):
        return Fraction(len(set(of) - {ELSEWHERE}))

    parts = tuple((people.count(name), len(people)) for name in "abc")
    found = Measured(int(value(people)), 3, value(people), "", parts)
    tried = nearest(
        people, product(["a", "b", "c", ELSEWHERE], repeat=len(people)),
        lambda of: wanted.band.holds(value(of)),
        lambda one, other: sum(a != b for a, b in zip(one, other, strict=True)),
    )  # fmt: skip
    assert changes(NAMED, found, wanted) == tried


def place_of(ticks):
    return sum(count >= ticks[0] for count in ticks)


@given(st.lists(st.integers(0, 4), min_size=1, max_size=4), st.integers(1, 4), st.integers(0, 2))
def test_of_a_place_it_is_the_fewest_ticks(ticks, low, width):
    base, wanted = 4, wanting(f"[{low}, {low + width}]")
    parts = tuple((count, base) for count in ticks)
    found = Measured(ticks[0], base, Fraction(place_of(ticks)), "", parts)
    every = product(range(base + 1), repeat=len(ticks))
    tried = nearest(ticks, every, lambda other: wanted.band.holds(place_of(other)), apart)
    assert changes(RANK, found, wanted) == tried


@given(
    st.integers(1, 4), st.lists(st.integers(0, 3), min_size=1, max_size=5), st.integers(1, 4),
    st.integers(0, 2),
)  # fmt: skip
def test_of_a_place_among_answers_that_exclude_each_other_it_counts_people(
    options, said, low, width
):
    people, wanted = [one % options for one in said], wanting(f"[{low}, {low + width}]")

    def place(answers):
        return place_of([answers.count(option) for option in range(options)])

    parts = tuple((people.count(option), len(people)) for option in range(options))
    found = Measured(parts[0][0], len(people), Fraction(place(people)), "", parts)
    tried = nearest(
        people, product(range(options), repeat=len(people)),
        lambda other: wanted.band.holds(place(other)), people_apart,
    )  # fmt: skip
    assert changes(RANK, replace(found, one_answer=(True,) * options), wanted) == tried


def among_the_first(rows, named):
    """How many of the rows named first have a place no later than there are of them."""
    shares = [Fraction(count, base) if base else Fraction(-1) for count, base in rows]
    places = [sum(other >= share for other in shares) for share in shares[:named]]
    return sum(p <= named and s >= 0 for p, s in zip(places, shares, strict=False))


@given(
    st.lists(st.integers(0, 4), min_size=2, max_size=4), st.data(), st.integers(0, 3),
    st.integers(0, 3),
)  # fmt: skip
def test_of_rows_at_the_top_it_is_the_fewest_answers_to_any_of_them(bases, data, low, width):
    named = data.draw(st.integers(1, len(bases)))
    counts = tuple(data.draw(st.integers(0, base)) for base in bases)
    wanted = wanting(f"[{low}, {low + width}]")

    def agrees(other):
        return wanted.band.holds(among_the_first(list(zip(other, bases, strict=True)), named))

    parts = tuple(zip(counts, bases, strict=True))
    value = Fraction(among_the_first(parts, named))
    every = product(*(range(base + 1) for base in bases))
    found = changes(TOP, Measured(int(value), named, value, "", parts), wanted)
    assert found == nearest(counts, every, agrees, apart)


def test_what_no_answer_turns_has_no_number():
    known = Asks("authorities_known")
    assert changes(known, Measured(151, 151, Fraction(151), ""), wanting("[151, 151]")) is None
    assert changes(SHARE, Measured(3, 9, Fraction(1, 3), ""), wanting("[0, 1]")) is None
    assert changes(SHARE, Measured(0, 0, None, "nobody"), wanting("[0, 0.5]")) is None


def test_without_an_interval_nothing_turns_words_that_ask_for_one():
    found = Measured(3, 5, Fraction(2, 5), "", ((1, 5),))
    assert changes(LESS, found, wanting(BEYOND_CHANCE, interval=True)) is None
