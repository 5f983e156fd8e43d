"""Every platform and setting: what was answered comes back, less exactly what is declared lost."""

from __future__ import annotations

import itertools
from random import Random

import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from cpsurvey.errors import ExportError
from cpsurvey.platforms import CODES, losses_of, platform, platform_settings

from .drawn import LABELS, make_truth
from .erasing import ERASE
from .erasing_more import erase
from .found import found_in_file, found_in_truth, write

WRITTEN = [code for code in CODES if platform_settings(code)]
LOSSES = [(code, place) for code in CODES for place in range(len(platform(code).losses))]
EMPTY = {
    "table": ["nothing below it"],
    "limesurvey": [
        "nothing below it",
        "holds no responses",
        "holds a questionnaire and no responses",
    ],
}
NOBODY = ("nothing below it", "no responses")
TRIED = 300  # questionnaires among which one must show a loss


def combinations(code):
    """All settings that a platform's exports are written in, the quick ones first."""
    known = platform_settings(code)
    every = [dict(zip(known, values, strict=True)) for values in itertools.product(*known.values())]
    return sorted((one for one in every if _makes_a_difference(one, known)), key=_is_slow)


def _makes_a_difference(chosen, known):
    """A workbook has no delimiter, no encoding and no words for dates to choose."""
    text_only = [name for name in ("delimiter", "encoding", "dates") if name in known]
    return not _is_slow(chosen) or all(chosen[name] == known[name][0] for name in text_only)


def _is_slow(chosen):
    """Tell what is read in a process of its own."""
    return chosen.get("file", "") in ("xlsx", "sav", "zsav", "dta")


def truth_of(seed, chosen, labels=LABELS):
    return make_truth(Random(seed), plain=chosen.get("encoding") == "cp1252", labels=labels)


def differing(one, other):
    """The names of the frames that are not the same."""
    return [name for name, frame in one.items() if not frame.equals(other[name])]


def compare(truth, code, chosen):
    written = write(truth, code, chosen)
    losses = losses_of(code, written.settings)
    expected = erase(found_in_truth(truth), truth, losses)
    found = erase(found_in_file(truth, written, code), truth, losses)
    assert list(found) == list(expected)
    for name, frame in expected.items():
        pd.testing.assert_frame_equal(found[name], frame, obj=name)


def compare_unless_empty(seed, code, chosen):
    """Compare, unless nobody's response is in the file: some readers refuse that."""
    truth = truth_of(seed, chosen)
    try:
        compare(truth, code, chosen)
    except ExportError as error:
        there = erase(found_in_truth(truth), truth, losses_of(code, chosen))["facts"]
        if len(there) or not any(words in str(error) for words in NOBODY):
            raise


@pytest.mark.parametrize("code", [code for code in WRITTEN if not _is_slow(combinations(code)[0])])
@settings(max_examples=6, phases=[Phase.generate])
@given(seed=st.integers(0, 100_000), choice=st.randoms(use_true_random=False))
def test_what_was_answered_comes_back_less_what_is_declared_lost(code, seed, choice):
    quick = [chosen for chosen in combinations(code) if not _is_slow(chosen)]
    compare_unless_empty(seed, code, choice.choice(quick))


@pytest.mark.parametrize("code", WRITTEN)
def test_so_it_does_from_a_workbook(code):
    for chosen in filter(_is_slow, combinations(code)[-1:]):
        compare(make_truth(Random(7)), code, chosen)


@pytest.mark.slow
@pytest.mark.parametrize("code", WRITTEN)
def test_so_it_does_in_every_setting(code):
    for place, chosen in enumerate(combinations(code)):
        for seed in range(5 if _is_slow(chosen) else 25):
            compare_unless_empty(1000 * place + seed, code, chosen)


def each_loss():
    """Each loss of each platform, those of files that are slow to read marked so."""
    for code, place in LOSSES:
        slow = _is_slow(combinations(code)[0])
        named = f"{code}-{platform(code).losses[place].what}-{place}"
        yield pytest.param(code, place, id=named, marks=[pytest.mark.slow] if slow else [])


@pytest.mark.parametrize(("code", "place"), list(each_loss()))
def test_a_declared_loss_occurs(code, place):
    loss = platform(code).losses[place]
    chosen = next(one for one in combinations(code) if loss.occurs(one))
    others = [one for one in losses_of(code, chosen) if one is not loss]
    sign = loss.sign
    labels = ["A", "B", f"A{sign}B", f"B{sign}A"] if sign else LABELS
    for seed in range(TRIED):
        truth = truth_of(seed, chosen, labels)
        there = found_in_truth(truth)
        before, after = (erase(there, truth, some) for some in (others, [*others, loss]))
        if differing(before, after):
            break
    found = found_in_file(truth, write(truth, code, chosen), code)
    assert differing(erase(found, truth, others), before) != []
    assert differing(erase(found, truth, [*others, loss]), after) == []


def test_every_loss_has_its_erasure():
    declared = {loss.what for code in CODES for loss in platform(code).losses}
    assert declared == set(ERASE)
