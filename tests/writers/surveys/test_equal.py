"""Every platform and setting: what was answered comes back, less exactly what is declared lost.

What is lost is taken from what was answered, never from what the file told: what a file tells
beyond that is a guess, and differs.
"""

from __future__ import annotations

import itertools
from functools import cache
from random import Random

import pandas as pd
import pytest

from cpsurvey.errors import ExportError
from cpsurvey.platforms import CODES, losses_of, platform, platform_settings

from .drawn import LABELS, make_truth
from .erasing import ERASE
from .erasing_more import as_named, erase
from .found import found_in_file, found_in_truth, write

WRITTEN = [code for code in CODES if platform_settings(code)]
LOSSES = [(code, place) for code in CODES for place in range(len(platform(code).losses))]
NOBODY = ("nothing below it", "no responses")
TRIED = (8, 3, 6, 7, *range(9, 100))  # among which one must show a loss; the first show most
FIXED = {  # settings that a steady draw might leave out
    "limesurvey": [
        {"answers": "text"},
        {"answers": "numbers", "header": "texts"},
        {"file": "lsa", "generation": "LimeSurvey 5"},
    ],
    "redcap": [{}, {"answers": "text", "header": "texts", "decimal": ",", "delimiter": ";"}],
    "qualtrics": [
        {},
        {"answers": "numbers", "generation": "insights"},
        {"selected": "joined", "file": "zip"},
        {"generation": "legacy", "file": "tsv"},
    ],
    "google_forms": [{}, {"file": "sheet_csv", "scales": "linear", "dates": "month first"}],
    "ms_forms": [{"file": "csv"}, {"file": "csv", "generation": "2019", "encoding": "cp1252"}],
    "surveymonkey": [{}, {"header": "id", "answers": "numbers"}],
    "typeform": [{}, {"generation": "older"}],
    "indico": [{}],
    "table": [
        {"encoding": "utf-16", "delimiter": ";"},
        {"header": "names", "answers": "numbers"},
        {"selected": "joined", "delimiter": "\t", "encoding": "cp1252"},
    ],
}


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


@cache
def drawn(seed, labels, *, plain):
    """What was answered, and all that there is to tell of it."""
    truth = make_truth(Random(seed), plain=plain, labels=labels)
    return truth, found_in_truth(truth)


def truth_of(seed, chosen, labels=LABELS):
    return drawn(seed, tuple(labels), plain=chosen.get("encoding") == "cp1252")


@cache
def left_of(seed, code, chosen, labels, without=-1):
    """What is left of what was answered, in settings; as if the loss in one place were none."""
    truth, everything = truth_of(seed, dict(chosen), labels)
    some = [loss for place, loss in enumerate(platform(code).losses) if place != without]
    losses = [loss for loss in some if loss.occurs(dict(chosen))]
    return erase(everything, truth, losses)


@cache
def file_of(seed, code, chosen, labels):
    """What a file tells."""
    truth, _ = truth_of(seed, dict(chosen), labels)
    return found_in_file(truth, write(truth, code, dict(chosen)), code)


def differing(one, other):
    """The names of the frames that are not the same."""
    return [name for name, frame in one.items() if not frame.equals(other[name])]


def answered(left):
    """Tell whether anybody who is kept answered or typed anything."""
    answers = left["responses"].drop(columns=["respondent", "group", "recorded"])
    said = left["nonresponse"]["told_by"].isin(["answer", "typed"])
    return answers.notna().any(axis=None) or said.any() or len(left["texts"]) > 0


def compare(seed, code, chosen):
    """Compare, unless nobody who is kept answered anything: some readers refuse that."""
    chosen = {name: values[0] for name, values in platform_settings(code).items()} | chosen
    truth, everything = truth_of(seed, chosen)
    losses = losses_of(code, chosen)
    left = erase(everything, truth, losses)
    try:
        told = found_in_file(truth, write(truth, code, chosen), code)
    except ExportError as error:
        if answered(left) or not any(words in str(error) for words in NOBODY):
            raise
        return
    found = as_named(told, left, losses)
    assert list(found) == list(left)
    for name, frame in left.items():
        pd.testing.assert_frame_equal(found[name], frame, obj=name)


@pytest.mark.parametrize(
    ("code", "chosen"), [(code, one) for code, some in FIXED.items() for one in some], ids=str
)
def test_what_was_answered_comes_back_less_what_is_declared_lost(code, chosen):
    compare(9, code, chosen)


@pytest.mark.slow
@pytest.mark.parametrize("code", WRITTEN)
def test_so_it_does_from_a_workbook(code):
    for chosen in filter(_is_slow, combinations(code)[-1:]):
        compare(7, code, chosen)


@pytest.mark.slow
@pytest.mark.parametrize("code", WRITTEN)
def test_so_it_does_in_every_setting(code):
    for place, chosen in enumerate(combinations(code)):
        for seed in range(1 if _is_slow(chosen) else 4):
            compare(1000 * place + seed, code, chosen)


def each_loss():
    """Each loss of each platform, those of files that are slow to read marked so."""
    for code, place in LOSSES:
        slow = _is_slow(combinations(code)[0])
        named = f"{code}-{platform(code).losses[place].what}-{place}"
        yield pytest.param(code, place, id=named, marks=[pytest.mark.slow] if slow else [])


@pytest.mark.parametrize(("code", "place"), list(each_loss()))
def test_a_declared_loss_occurs(code, place):
    loss = platform(code).losses[place]
    settings = next(one for one in combinations(code) if loss.occurs(one))
    chosen, sign = tuple(settings.items()), loss.sign
    labels = ("A", "B", f"A{sign}B", f"B{sign}A") if sign else tuple(LABELS)
    for seed in TRIED:
        before = left_of(seed, code, chosen, labels, place)
        after = left_of(seed, code, chosen, labels)
        if len(after["facts"]) and differing(before, after):
            break
    losses = losses_of(code, settings)
    others = [one for one in losses if one is not loss]
    told = file_of(seed, code, chosen, labels)
    assert differing(as_named(told, before, others), before) != []
    assert differing(as_named(told, after, losses), after) == []


def test_every_loss_has_its_erasure():
    declared = {loss.what for code in CODES for loss in platform(code).losses}
    assert declared == set(ERASE)
