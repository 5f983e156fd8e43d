"""Chance that is the same on every machine."""

import numpy as np

from cpsurvey.synthetic.chance import below, happens, one_of, shuffled, some_of, stream


def test_a_stream_depends_on_the_seed_and_on_its_own_names_only():
    first, again, other, seed = (
        stream(s, *names).random()
        for s, *names in [(1, "a", "b"), (1, "a", "b"), (1, "b", "a"), (2, "a", "b")]
    )
    assert first == again
    assert len({first, other, seed}) == 3


def test_a_stream_is_the_same_everywhere():
    """Typed in from the first run: bytes in the repository depend on it."""
    assert [round(x, 6) for x in stream(2020, "parent").random(3)] == [0.59002, 0.986177, 0.877755]


def test_a_shuffle_keeps_everybody():
    assert sorted(shuffled(50, stream(1, "x"))) == list(range(50))


def test_choices_are_of_what_there_is():
    rng = stream(1, "x")
    assert {one_of("abc", rng) for _ in range(60)} == set("abc")
    assert {below(3, rng) for _ in range(60)} == {0, 1, 2}
    chosen = some_of("abcdef", 3, rng)
    assert (len(set(chosen)), chosen) == (3, sorted(chosen))


def test_what_always_happens_happens():
    rng = stream(1, "x")
    assert (happens(1, rng), happens(0, rng)) == (True, False)
    assert 0.2 < np.mean([happens(0.3, rng) for _ in range(2000)]) < 0.4
