"""Coders differ from what was raised exactly as often as the margins state, and agree less so."""

import re
from collections import Counter
from dataclasses import replace

import pandas as pd
import pytest

from cpsurvey.analysis import coder_agreement
from cpsurvey.claims import load_claims
from cpsurvey.errors import CodebookError
from cpsurvey.synthetic.chance import stream
from cpsurvey.synthetic.coders import Mark, code_again
from cpsurvey.synthetic.interview_margins import load_interview_margins
from cpsurvey.synthetic.interviews import make_interviews

from .talks import DAYS, as_tables

RATES = [(0, 0, 0), (0.05, 0.1, 0.02), (0.14, 0.25, 0.06), (0.2, 0.3, 0.1), (0.3, 0.4, 0.2)]
MEASURES = ["cohen_kappa", "gwet_ac1", "krippendorff_alpha", "percent_agreement"]


@pytest.fixture(scope="module")
def interview_margins(codebook):
    return load_interview_margins(codebook, load_claims())


@pytest.fixture(scope="module")
def at(interview_margins, codebook):
    """The interviews at some rates of disagreement, and by how many coders."""

    def make(rates, seed=2020, coders=2):
        missed, shifted, added = rates
        names = tuple(f"SYNTHETIC coder {letter}" for letter in "ABCDE"[:coders])
        margins = replace(
            interview_margins, missed=missed, shifted=shifted, added=added, coders=names
        )
        return make_interviews(margins, DAYS, codebook, seed)

    return make


def overlap(one, other):
    same = (one[0], one[1]) == (other[0], other[1])
    return same and one[2] < other[3] and other[2] < one[3]


def found(made, coder):
    """What a coder did with each passage, told from the marks alone."""
    first = made.readers.groupby("interview")["coder"].nunique() > 1
    twice = set(first[first].index)
    passages = [p for p in made.passages.itertuples(index=False, name=None) if p[0] in twice]
    own = made.codings[(made.codings["coder"] == coder) & made.codings["source"].isin(twice)]
    marks = list(own[["source", "code", "start", "end"]].itertuples(index=False, name=None))
    did = Counter()
    for passage in passages:
        there = [mark for mark in marks if overlap(mark, passage)]
        assert len(there) <= 1
        did["missed" if not there else "as it was" if there == [passage] else "shifted"] += 1
    did["added"] = sum(not any(overlap(m, p) for p in passages) for m in marks)
    return len(passages), did


@pytest.mark.parametrize("rates", RATES)
@pytest.mark.parametrize("seed", [2020, 3])
def test_the_second_coder_differs_as_often_as_stated(at, rates, seed):
    total, did = found(at(rates, seed), "SYNTHETIC coder B")
    assert total > 150
    wanted = [int(rate * total + 0.5) for rate in rates]
    assert [did["missed"], did["shifted"], did["added"]] == wanted
    assert did["as it was"] == total - wanted[0] - wanted[1]


def test_each_of_several_coders_differs_so_and_not_alike(at):
    made = at((0.14, 0.25, 0.06), coders=4)
    told = [found(made, f"SYNTHETIC coder {letter}") for letter in "BCD"]
    assert told[0] == told[1] == told[2]
    missed = made.differences[made.differences["what"] == "missed"].groupby("coder")
    spans = [set(part["start"]) for _, part in missed]
    assert len({frozenset(one) for one in spans}) == 3
    assert made.readers.groupby("interview")["coder"].nunique().isin([1, 4]).all()
    assert set(made.codings["coder"]) == set(made.coders)


def test_the_differences_told_are_those_made(at):
    made = at((0.14, 0.25, 0.06))
    _, did = found(made, "SYNTHETIC coder B")
    del did["as it was"]
    assert Counter(made.differences["what"]) == did


@pytest.mark.parametrize("coder", ["SYNTHETIC coder A", "SYNTHETIC coder B"])
def test_the_first_to_read_an_interview_marks_all_that_is_raised(at, coder):
    made = at((0.3, 0.4, 0.2))
    first = made.readers.drop_duplicates("interview")
    names = first.loc[first["coder"] == coder, "interview"]
    keys = ["interview", "code", "start", "end"]
    wanted = made.passages[made.passages["interview"].isin(names)]
    own = made.codings[made.codings["source"].isin(names) & (made.codings["coder"] == coder)]
    marked = own.rename(columns={"source": "interview"})
    assert (
        marked[keys].sort_values(keys).values.tolist() == wanted.sort_values(keys).values.tolist()
    )


def agreement(made, codebook, unit):
    rows = coder_agreement(as_tables(made, codebook), unit=unit, measures=MEASURES, draws=41)
    whole = rows[(rows["interview"] == "") & (rows["code"] == "all_codes")]
    return whole.set_index("measure")["estimate"]


@pytest.mark.parametrize("unit", ["character", "segment", "interview"])
def test_agreement_falls_as_the_rates_rise_and_is_1_where_they_are_0(at, codebook, unit):
    told = pd.DataFrame([agreement(at(rates), codebook, unit) for rates in RATES[::2]])
    assert (told.iloc[0] == 1).all()
    assert (told.diff().iloc[1:] < 0).all(axis=None)


@pytest.mark.parametrize(
    ("rates", "falls"),
    [
        ((0.14, 0, 0), ["character", "segment", "interview"]),
        ((0, 0.25, 0), ["character"]),
        ((0, 0, 0.06), ["character", "segment"]),
    ],
)
def test_which_differences_count_depends_on_the_unit(at, codebook, rates, falls):
    made = at(rates)
    units = ["character", "segment", "interview"]
    kappas = {unit: agreement(made, codebook, unit)["cohen_kappa"] for unit in units}
    assert [unit for unit in units if kappas[unit] < 1] == falls


@pytest.mark.parametrize("rates", RATES)
@pytest.mark.parametrize("seed", [2020, 3])
def test_kappa_by_segment_is_what_the_rates_say(at, codebook, rates, seed):
    """Themes are rare, so that kappa is near the share of marks that have their like."""
    missed, _, added = rates
    kappa = agreement(at(rates, seed), codebook, "segment")["cohen_kappa"]
    assert kappa == pytest.approx(2 * (1 - missed) / (2 - missed + added), abs=0.012)


TEXT = "F01: One two three four five six. Seven eight nine.\nF01: Ten.\n"
SAID = [Mark("i", "a", 5, 33), Mark("i", "b", 34, 51), Mark("i", "c", 57, 61)]


def again(interview_margins, *rates):
    names = ("missed", "shifted", "added")
    margins = replace(interview_margins, **dict(zip(names, rates, strict=True)))
    return [code_again({"i": TEXT}, SAID, margins, stream(seed, "x")) for seed in range(60)]


def test_a_passage_is_shifted_by_words_or_on_to_the_end_of_the_line(interview_margins):
    shifted = {m for made in again(interview_margins, 0, 0.6, 0) for m in made.marks} - set(SAID)
    words = {TEXT[mark.start : mark.end] for mark in shifted}
    first = "One two three four five six."
    pieces = re.findall(r"\S+", first)
    wanted = {" ".join(pieces[cut:]) for cut in (1, 2, 3)} | {
        " ".join(pieces[:-cut]) for cut in (1, 2, 3)
    }
    assert {w for w in words if not w.startswith("Seven") and "Seven" not in w} - wanted <= {
        "eight nine.", "nine.",
    }  # fmt: skip
    assert wanted <= words
    assert f"{first} Seven eight nine." in words


def test_what_cannot_be_shifted_is_said(interview_margins):
    with pytest.raises(CodebookError) as caught:
        again(interview_margins, 0, 1, 0)
    assert str(caught.value) == (
        "interviews: disagreement: 3 of 3 passages are to be shifted, and 2 can: lower shifted, or"
        " have more interviews coded by all (by_both)."
    )


def test_a_code_is_added_only_where_it_is_raised_elsewhere(interview_margins):
    margins = replace(interview_margins, missed=0, shifted=0, added=1)
    with pytest.raises(CodebookError) as caught:
        code_again({"i": TEXT}, SAID[:1], margins, stream(1, "x"))
    assert str(caught.value) == (
        "interviews: disagreement: 1 of 1 passages are to have a code added, and 0 can: lower"
        " added, or have more interviews coded by all (by_both)."
    )
