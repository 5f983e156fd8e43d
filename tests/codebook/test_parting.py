"""Cells that join options: all that they may mean, and no meaning that they cannot have."""

import time
from itertools import combinations as sets_of
from itertools import permutations
from math import factorial, prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpsurvey.codebook.joined import Known
from cpsurvey.codebook.normalise import normalise
from cpsurvey.codebook.parting import JOINERS, part_cells

WHERE = ["Phone", "Phone, video", "Video", "Keyboard restrictions (e.g. no copy and paste)"]


def known(labels, ordered=True):
    """These labels as answers, in order."""
    places = {normalise(label): place for place, label in enumerate(labels)}
    return Known(places, ordered=len(labels) if ordered else 0)


def join(labels, joiner):
    """What a platform writes for these options."""
    return joiner.text.join(labels) + joiner.text * joiner.ends


def meant(labels, ways):
    """The labels of each meaning."""
    return [[x for place, x in enumerate(labels) if way >> place & 1] for way in ways]


@pytest.mark.parametrize(
    ("cell", "platform", "expected"),
    [
        ("Phone,Video", "qualtrics", [["Phone", "Video"]]),
        ("Phone, video", "qualtrics", [["Phone, video"]]),
        ("Phone,Phone, video,Video", "qualtrics", [["Phone", "Phone, video", "Video"]]),
        ("Phone, video;", "ms_forms", [["Phone, video"]]),
        ("Phone;Video;", "ms_forms", [["Phone", "Video"]]),
        ("Phone, video", "google_forms", [["Phone, video"], ["Phone", "Video"]]),
        ("Phone, video; Video", "indico", [["Phone, video", "Video"]]),
        (f"Phone,{WHERE[3]}", "qualtrics", [["Phone", WHERE[3]]]),
        ("phone,VIDEO", "", [["Phone", "Video"]]),
        ("Phone\nVideo", "", [["Phone", "Video"]]),
        ("Phone | Video", "", [["Phone", "Video"]]),
        ("Phone;;Video;", "", [["Phone", "Video"]]),
        (" Phone ;\xa0Video ; ", "", [["Phone", "Video"]]),
        ("Phone;Phone", "", [["Phone"]]),
        ("Phone\r\nVideo\r\n", "", [["Phone", "Video"]]),
        ("Phone,Letter", "", []),
        ("Phones", "", []),
        (";", "", []),
    ],
)
def test_a_cell_alone(cell, platform, expected):
    (ways,) = part_cells([cell], known(WHERE), platform)
    assert meant(WHERE, ways) == expected


def test_what_joins_the_other_cells_tells_how_a_cell_is_parted():
    labels = ["A", "B", "A,B"]
    assert meant(labels, part_cells(["A,B"], known(labels))[0]) == [["A", "B"], ["A,B"]]
    ways = part_cells(["A,B", "A;B", "B;A,B"], known(labels))
    assert [meant(labels, found) for found in ways] == [[["A,B"]], [["A", "B"]], [["B", "A,B"]]]


def test_the_platform_counts_only_where_cells_bear_it_out():
    ways = part_cells(["Phone; Video", "Phone; Phone, video"], known(WHERE), "qualtrics")
    assert [meant(WHERE, found) for found in ways] == [
        [["Phone", "Video"]],
        [["Phone", "Phone, video"]],
    ]


def test_order_decides_where_it_cannot_be_chance():
    labels = ["B", "A", "C", "D", "A,B"]
    assert meant(labels, part_cells(["A,B"], known(labels))[0]) == [["B", "A"], ["A,B"]]
    ways = part_cells(["A,B", "B,A,C,D"], known(labels))
    assert [meant(labels, found) for found in ways] == [[["A,B"]], [["B", "A", "C", "D"]]]
    ways = part_cells(["A,B", "A,C,D,B"], known(labels))
    assert meant(labels, ways[0]) == [["B", "A"], ["A,B"]]  # people's own order


def test_codes_are_not_confused():
    codes = [str(number) for number in range(1, 13)]
    ways = part_cells(["1,10,11", "11", "1,2", "111"], known(codes))
    assert [meant(codes, found) for found in ways] == [
        [["1", "10", "11"]],
        [["11"]],
        [["1", "2"]],
        [],
    ]


def test_what_is_typed_is_as_little_as_can_be():
    answers = known(["Tea", "Tea, green", "Other"])
    typed = 1 << answers.typed
    cells = ["Tea;mulled wine;", "Tea, green;mulled wine, hot;", "mulled wine;Tea;", "Teas;"]
    assert part_cells(cells, answers, "ms_forms", typed=True) == [
        (1 | typed,),
        (2 | typed,),
        (1 | typed,),
        (typed,),
    ]


LETTERS = st.text(alphabet="ab,; ", min_size=1, max_size=5).map(lambda text: text.strip())
LABELS = st.lists(LETTERS, min_size=1, max_size=5, unique_by=normalise).map(
    lambda labels: [x for x in labels if x.strip(",; ") and normalise(x).strip() == normalise(x)]
)


def every_way(labels, cell, joiners, *, ordered):
    """All sets of options that are written like this, found by writing them all."""
    several = [chosen for size in range(1, len(labels) + 1) for chosen in sets_of(labels, size)]
    return sorted(
        {
            tuple(sorted(chosen, key=labels.index))
            for chosen in several
            for order in ([chosen] if ordered else permutations(chosen))
            if any(join(order, joiner) == cell for joiner in joiners)
        }
    )


def expected_ways(labels, cells, joiners):
    """The meanings of cells whose options stand in the order of the labels."""
    possible = [
        one for one in joiners if all(every_way(labels, c, [one], ordered=False) for c in cells)
    ]
    ways = {cell: every_way(labels, cell, possible, ordered=False) for cell in cells}
    clear = [found[0] for found in ways.values() if len(found) == 1]
    chance = prod(1 / factorial(len(found)) for found in clear if len(found) > 1)
    for cell, found in ways.items():
        in_order = every_way(labels, cell, possible, ordered=True)
        if len(found) > 1 and chance <= 0.05 and len(in_order) == 1:
            ways[cell] = in_order
    return ways


@settings(deadline=None, max_examples=300)
@given(LABELS, st.sampled_from(list(JOINERS.items())), st.data())
def test_a_cell_means_what_was_ticked_and_is_ambiguous_where_other_ticks_are_written_so(
    labels, platform, data
):
    if not labels:
        return
    code, joiners = platform
    joiner = data.draw(st.sampled_from(joiners))
    chosen = data.draw(
        st.lists(st.sets(st.sampled_from(labels), min_size=1), min_size=1, max_size=6)
    )
    ticked = {join(some, joiner): some for some in (sorted(s, key=labels.index) for s in chosen)}
    ways = part_cells(list(ticked), known(labels), code)
    found = dict(zip(ticked, (meant(labels, one) for one in ways), strict=True))
    expected = expected_ways(labels, list(ticked), joiners)
    for cell, truth in ticked.items():
        assert truth in found[cell]
        assert sorted(map(tuple, found[cell])) == expected[cell]


def test_a_long_cell_and_many_options_take_no_time():
    labels = [f"Option {n}" + ", or so" * (n % 3) for n in range(60)]
    answers = known(labels)
    cells = [",".join(labels), ",".join(labels[::-1]), ", ".join(labels), "Option 1," * 1_100]
    cells += ["a," * 5_000, "Option 1, or so, " * 600, "," * 10_000, "Option 2, or " * 800]
    for typed in (False, True):
        for platform in ("", "qualtrics"):
            start = time.perf_counter()
            part_cells(cells, answers, platform, typed=typed)
            assert time.perf_counter() - start < 5


def test_a_cell_of_ever_so_many_meanings_is_ambiguous():
    labels = [text for n in range(20) for text in (f"a{n}", f"b{n}", f"a{n},b{n}")]
    (ways,) = part_cells([",".join(f"a{n},b{n}" for n in range(20))], known(labels), "qualtrics")
    assert len(ways) > 1
