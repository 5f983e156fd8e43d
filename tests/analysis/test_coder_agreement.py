"""Agreement of coders by position against R, published values and explicit loops."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import combinations, groupby
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpsurvey.analysis import METHODS, coder_agreement
from cpsurvey.analysis.agreement_coefficients import COEFFICIENTS
from cpsurvey.analysis.agreement_intervals import bootstrap
from cpsurvey.disclosure import protect
from cpsurvey.errors import NumbersError, QuestionError, TablesError
from cpsurvey.stats import cohen_kappa, fleiss_kappa, gwet_ac1, krippendorff_alpha
from cpsurvey.vocabulary import MEASURES, RESULT_COLUMNS

ORACLES = Path(__file__).parents[1] / "oracles"
PUBLISHED = json.loads((ORACLES / "krippendorff_published.json").read_text("utf-8"))
YES_AND_NO = [
    example
    for example in PUBLISHED
    if {value for coder in example["data"] for value in coder} <= {0, 1, None}
]
# Fleiss 1971, table 1: how many of 6 psychiatrists gave each of 30 patients each of 5 diagnoses.
DIAGNOSES = (  # noqa: SIM905
    "00060 03003 01401 00006 03030 20400 00402 20310 20040 00006 "
    "10050 11040 03300 10050 02031 00501 30012 51000 02040 10203 "
    "00006 01050 02013 20040 10041 05010 40002 02040 10500 00006"
).split()
TWO = ("coder-1", "coder-2")
THREE = (*TWO, "coder-3")
LENGTHS = {"I1": 30, "I2": 26, "I3": 25}


def value_of(result, code, measure, coders="coder-1+coder-2", interview=""):
    rows = result[
        (result["code"] == code)
        & (result["measure"] == measure)
        & (result["coders"] == coders)
        & (result["interview"] == interview)
    ]
    return rows["estimate"].item()


def test_agreement_by_character_equals_r(coded):
    lengths = pd.read_csv(ORACLES / "coder_agreement_interviews.csv")
    marks = pd.read_csv(ORACLES / "coder_agreement_marks.csv")
    tables = coded(dict(lengths.itertuples(index=False)), marks.to_numpy().tolist())
    made = {uncoded: coder_agreement(tables, uncoded=uncoded) for uncoded in (True, False)}
    for row in pd.read_csv(ORACLES / "coder_agreement.csv").itertuples():
        found = value_of(made[row.uncoded], row.code, row.measure)
        assert found == pytest.approx(row.estimate, rel=1e-10), row


@pytest.mark.parametrize("example", YES_AND_NO, ids=lambda example: example["id"])
def test_alpha_is_the_published_one_where_units_are_characters(coded, example):
    """Units that the same coders coded are one interview; a 1 is a mark of one character."""
    units = list(zip(*example["data"], strict=True))
    read = [tuple(place for place, value in enumerate(unit) if value is not None) for unit in units]
    marks, lengths, read_by = [], {}, {}
    order = sorted(range(len(units)), key=lambda number: read[number])
    for who, numbers in groupby(order, key=lambda number: read[number]):
        name, here = f"read by {who}", list(numbers)
        lengths[name], read_by[name] = len(here), [f"coder-{coder}" for coder in who]
        for place, number in enumerate(here):
            marks += [
                (name, f"coder-{coder}", "one", place, place + 1)
                for coder in who
                if units[number][coder] == 1
            ]
    found = coder_agreement(
        coded(lengths, marks),
        codes="one",
        coders=[f"coder-{coder}" for coder in range(len(example["data"]))],
        measures="krippendorff_alpha",
        read_by=read_by,
    )
    everyone = found[(found["interview"] == "") & (found["code"] == "one")].iloc[-1]
    assert everyone["estimate"] == pytest.approx(example["published"], abs=0.0001)


def test_fleiss_kappa_of_each_diagnosis_is_the_published_one(coded):
    """Five codes on the same units: Fleiss 1971, p. 381 (depression to other)."""
    raters, marks = [f"psychiatrist-{number}" for number in range(6)], []
    for unit, counts in enumerate(DIAGNOSES):
        given_out = [place for place, count in enumerate(counts) for _ in range(int(count))]
        marks += [
            ("clinic", rater, f"d{place}", unit, unit + 1)
            for rater, place in zip(raters, given_out, strict=True)
        ]
    found = coder_agreement(coded({"clinic": 30}, marks), measures="fleiss_kappa")
    kappas = [value_of(found, f"d{place}", "fleiss_kappa", "+".join(raters)) for place in range(5)]
    assert [round(kappa, 3) for kappa in kappas] == [0.245, 0.245, 0.520, 0.471, 0.566]


def test_kappa_and_ac1_are_gwets_where_nearly_all_is_marked(coded):
    """Gwet 2008: 118 units marked by both, 5 by the first alone, 2 by the second alone."""
    marks = [("I1", "coder-1", "a", 0, 123), ("I1", "coder-2", "a", 0, 118)]
    marks += [("I1", "coder-2", "a", 123, 125)]
    found = coder_agreement(coded({"I1": 125}, marks))
    assert round(value_of(found, "a", "cohen_kappa"), 5) == -0.02339
    assert round(value_of(found, "a", "gwet_ac1"), 5) == 0.94078
    row = found[(found["code"] == "a") & (found["interview"] == "")].iloc[0]
    assert (row["prevalence"], row["bias"], row["base"]) == (118 / 125, pytest.approx(3 / 125), 125)


spans = st.lists(
    st.tuples(
        st.sampled_from(list(LENGTHS)),
        st.sampled_from(THREE),
        st.sampled_from(["a", "b"]),
        st.integers(0, 20),
        st.integers(1, 5),
    ).map(lambda mark: (*mark[:4], mark[3] + mark[4])),
    min_size=4,
    max_size=25,
)
everybody = dict.fromkeys(LENGTHS, THREE)
every_coder = [("I1", coder, "a", 0, 1) for coder in THREE]


def decisions(marks, coder, code, interview):
    """Each character of an interview, 1 where a coder gave it a code (or any), one by one."""
    own = [m for m in marks if m[:2] == (interview, coder) and code in (m[2], None)]
    return [
        int(any(start <= at < end for *_, start, end in own)) for at in range(LENGTHS[interview])
    ]


def by_hand(marks, coders, code, *, uncoded):
    """The matrix of coders by characters of all interviews."""
    units = []
    for name in LENGTHS:
        coded_at_all = zip(*(decisions(marks, coder, None, name) for coder in coders), strict=True)
        given_code = zip(*(decisions(marks, coder, code, name) for coder in coders), strict=True)
        for some, unit in zip(coded_at_all, given_code, strict=True):
            if uncoded or any(some):
                units.append(unit)
    return np.array(units, dtype=int).reshape(-1, len(coders)).T


def stats_of(matrix):
    """What cpsurvey.stats says of a matrix of coders by units; NaN where it has no value."""
    asked = {"krippendorff_alpha": lambda: krippendorff_alpha(matrix.astype(float)).estimate}
    if len(matrix) == 2:
        table = [[((matrix[0] == i) & (matrix[1] == j)).sum() for j in (1, 0)] for i in (1, 0)]
        asked["cohen_kappa"] = lambda: cohen_kappa(table).estimate
        asked["gwet_ac1"] = lambda: gwet_ac1(table).estimate
    else:
        given_by = matrix.sum(axis=0)
        counts = np.column_stack([given_by, len(matrix) - given_by])
        asked["fleiss_kappa"] = lambda: fleiss_kappa(counts).estimate
    pairs = [np.mean(matrix[i] == matrix[j]) for i, j in combinations(range(len(matrix)), 2)]
    found = {"percent_agreement": float(np.mean(pairs))}
    for name, compute in asked.items():
        try:
            found[name] = compute()
        except NumbersError:
            found[name] = np.nan
    return found


@settings(max_examples=12)
@given(spans, st.booleans())
def test_every_coefficient_is_that_of_the_characters_one_by_one(coded, marks, uncoded):
    marks = [*marks, *every_coder, ("I2", "coder-1", "b", 0, 1)]
    result = coder_agreement(coded(LENGTHS, marks), uncoded=uncoded, read_by=everybody)
    overall = result[result["interview"] == ""]
    found = overall.set_index(["coders", "code", "measure"])["estimate"].to_dict()
    for coders in (*combinations(THREE, 2), THREE):
        matrices = {code: by_hand(marks, coders, code, uncoded=uncoded) for code in "ab"}
        marked = [code for code in "ab" if any(mark[2] == code for mark in marks)]
        matrices["all_codes"] = np.hstack([matrices[code] for code in marked])
        if uncoded:
            matrices["any_code"] = by_hand(marks, coders, None, uncoded=True)
        anything = by_hand(marks, coders, None, uncoded=uncoded)
        for code, matrix in matrices.items():
            for measure, value in stats_of(matrix).items():
                always = not uncoded and np.array_equal(matrix, anything)
                barred = always and measure != "percent_agreement"
                expected = np.nan if barred else value
                here = found["+".join(coders), code, measure]
                assert here == pytest.approx(expected, abs=1e-12, nan_ok=True), (measure, code)


def test_the_same_words_marked_in_selections_of_their_own_agree(coded):
    """One marks a passage whole, the other in two halves, and twice in part."""
    marks = [("I1", "coder-1", "a", 10, 30), ("I1", "coder-2", "a", 10, 20)]
    marks += [("I1", "coder-2", "a", 20, 30), ("I1", "coder-2", "a", 12, 25)]
    for unit in ("character", "segment", "interview"):
        found = coder_agreement(coded({"I1": 100, "I2": 50}, marks), unit=unit)
        overall = found[(found["interview"] == "") & found["estimate"].notna()]
        assert set(overall["estimate"]) == {1.0}, unit


def test_several_codes_on_the_same_words_are_decisions_of_their_own(coded):
    marks = [("I1", coder, "a", 0, 10) for coder in TWO] + [("I1", "coder-1", "b", 0, 10)]
    found = coder_agreement(coded({"I1": 20}, marks), measures="percent_agreement")
    codes = {code: value_of(found, code, "percent_agreement") for code in found["code"].unique()}
    assert codes == {"all_codes": 0.75, "any_code": 1.0, "a": 1.0, "b": 0.5}


def test_words_that_only_one_coder_coded_stay_when_uncoded_ones_go(coded):
    marks = [("I1", "coder-1", "a", 0, 10), ("I1", "coder-2", "b", 5, 15)]
    found = coder_agreement(coded({"I1": 100}, marks), uncoded=False, measures="percent_agreement")
    row = found[(found["code"] == "a") & (found["interview"] == "")].iloc[0]
    assert (row["base"], row["estimate"]) == (15, 5 / 15)


def test_a_code_is_looked_for_among_all_that_was_coded_whatever_codes_are_asked_for(coded):
    marks = [("I1", "coder-1", "a", 0, 10), ("I1", "coder-2", "b", 5, 15)]
    tables = coded({"I1": 100}, marks)
    full = coder_agreement(tables, uncoded=False)
    one = coder_agreement(tables, uncoded=False, codes="a")
    pick = lambda frame: frame[frame["code"].isin(["a", "any_code"])].reset_index(drop=True)  # noqa: E731
    pd.testing.assert_frame_equal(pick(one), pick(full), check_categorical=False)


@pytest.mark.parametrize(
    ("overlap", "base", "agreed"), [(0.5, 1, 1.0), (0.51, 2, 0.0), (1, 2, 0.0)]
)
def test_marks_that_share_enough_of_the_shorter_one_are_one_passage(coded, overlap, base, agreed):
    marks = [("I1", "coder-1", "a", 0, 40), ("I1", "coder-2", "a", 30, 50)]
    found = coder_agreement(
        coded({"I1": 50}, marks), unit="segment", overlap=overlap, measures="percent_agreement"
    )
    row = found[found["code"] == "a"].iloc[0]
    assert (row["base"], row["estimate"]) == (base, agreed)


def test_a_mark_between_two_others_links_them(coded):
    marks = [("I1", "coder-1", "a", 0, 20), ("I1", "coder-2", "b", 10, 30)]
    marks += [("I1", "coder-1", "c", 20, 40), ("I1", "coder-2", "a", 60, 80)]
    found = coder_agreement(coded({"I1": 80}, marks), unit="segment", measures="percent_agreement")
    bases = found.set_index("code")["base"]
    assert set(bases.drop("all_codes")) == {3}  # the linked three, the gap of 20, the last mark


@pytest.mark.parametrize(("gap", "units"), [(19, 2), (20, 3)])
def test_a_gap_counts_from_twenty_characters(coded, gap, units):
    marks = [("I1", coder, "a", start, start + 30) for coder in TWO for start in (0, 30 + gap)]
    found = coder_agreement(
        coded({"I1": 60 + gap}, marks), unit="segment", measures="percent_agreement"
    )
    assert found["base"].iloc[0] == units
    without = coder_agreement(
        coded({"I1": 60 + gap}, marks), unit="segment", uncoded=False, measures="percent_agreement"
    )
    assert without["base"].iloc[0] == 2


def test_a_theme_is_marked_with_each_that_stands_under_it(coded):
    themes = {"top": "", "top.a": "top", "top.a.x": "top.a", "top.b": "top"}
    marks = [("I1", "coder-1", "top.a.x", 0, 10), ("I1", "coder-2", "top.b", 0, 10)]
    found = coder_agreement(
        coded({"I1": 20}, marks, themes), roll_up=True, measures="percent_agreement"
    )
    values = {code: value_of(found, code, "percent_agreement") for code in themes}
    assert values == {"top": 1.0, "top.a": 0.5, "top.a.x": 0.5, "top.b": 0.5}
    assert list(found["code"].cat.categories[2:]) == list(themes)


def test_who_read_and_marked_nothing_agrees_on_nothing(coded):
    marks = [("I1", coder, "a", 0, 10) for coder in TWO] + [("I2", "coder-1", "a", 0, 10)]
    tables = coded({"I1": 20, "I2": 20}, marks)
    silent = coder_agreement(tables, measures="percent_agreement")
    told = coder_agreement(
        tables, measures="percent_agreement", read_by={"I2": ["coder-1", "coder-2"]}
    )
    frame = pd.DataFrame({"interview": ["I2", "I2"], "coder": TWO})
    assert silent["interviews"].iloc[0] == 1
    assert value_of(silent, "a", "percent_agreement") == 1.0
    assert value_of(told, "a", "percent_agreement") == 0.75
    assert value_of(told, "a", "percent_agreement", interview="I2") == 0.5
    pd.testing.assert_frame_equal(
        told, coder_agreement(tables, measures="percent_agreement", read_by=frame)
    )
    assert silent["why"].iloc[0] == (
        "1 interview coded by more than one, fewer than 10: no interval, each one's own value"
        " instead; read by those who marked anything in it"
    )


def test_pairs_have_the_interviews_they_share_and_fleiss_those_of_as_many_coders(coded):
    marks = [("I1", coder, "a", 0, 10) for coder in THREE]
    marks += [(name, coder, "a", 5, 10) for name in ("I2", "I3") for coder in TWO]
    found = coder_agreement(coded(LENGTHS, marks))
    overall = found[(found["code"] == "a") & (found["interview"] == "")]
    used = overall.set_index(["coders", "measure"])["interviews"]
    everyone = "+".join(THREE)
    assert used["coder-1+coder-2", "cohen_kappa"] == 3
    assert used["coder-1+coder-3", "cohen_kappa"] == 1
    assert used[everyone, "krippendorff_alpha"] == 3
    assert used[everyone, "fleiss_kappa"] == 2
    assert (everyone, "cohen_kappa") not in used
    assert overall.loc[overall["coders"] == everyone, "bias"].isna().all()


def test_a_pair_without_an_interview_in_common_has_its_rows_and_says_so(coded):
    marks = [("I1", coder, "a", 0, 10) for coder in TWO]
    marks += [("I2", coder, "a", 5, 10) for coder in ("coder-1", "coder-3")]
    found = coder_agreement(coded(LENGTHS, marks), measures="cohen_kappa")
    rows = found[found["coders"] == "coder-2+coder-3"]
    assert rows["code"].tolist() == ["all_codes", "any_code", "a"]
    assert rows["estimate"].isna().all()
    assert set(rows["why"]) == {
        "these coders have no interview in common; read by those who marked anything in it"
    }
    assert set(rows["interviews"]) == set(rows["base"]) == {0}


def many(coded, interviews, *, rng=7):
    """Interviews in each of which two coders mark code a; the second misses some."""
    stream = np.random.default_rng(rng)
    marks, lengths = [], {}
    for number in range(interviews):
        name, lengths[f"I{number:02d}"] = f"I{number:02d}", 500
        for start in stream.choice(np.arange(0, 480, 40), 4, replace=False):
            marks.append((name, "coder-1", "a", int(start), int(start) + 20))
            if stream.random() < 0.7:
                marks.append(
                    (name, "coder-2", "a", int(start) + int(stream.integers(0, 5)), int(start) + 20)
                )
    marks += [("I00", coder, "rare", 0, 10) for coder in TWO]
    return coded(lengths, marks)


@pytest.mark.parametrize(("interviews", "given_out"), [(9, False), (10, True)])
def test_an_interval_comes_from_ten_interviews_and_each_ones_value_below(
    coded, interviews, given_out
):
    found = coder_agreement(many(coded, interviews), measures="cohen_kappa", draws=999)
    overall = found[(found["code"] == "a") & (found["interview"] == "")].iloc[0]
    assert pd.notna(overall["ci_low"]) == given_out
    assert (found["interview"] != "").any() != given_out
    own = found[(found["code"] == "a") & (found["interview"] != "")]
    assert len(own) == (0 if given_out else interviews)
    if given_out:
        assert overall["ci_low"] < overall["estimate"] < overall["ci_high"]
        assert overall["why"].startswith("10 interviews drawn anew 999 times, seed 0; ")
    assert set(found["method"]) <= set(METHODS)
    assert set(found["measure"]) <= set(MEASURES)
    assert set(found) <= set(RESULT_COLUMNS)


def test_draws_without_a_value_are_counted_and_too_many_leave_no_interval(coded):
    found = coder_agreement(many(coded, 12), measures="cohen_kappa", codes="rare", draws=999)
    row = found[found["code"] == "rare"].iloc[0]
    assert (row["estimate"], pd.isna(row["ci_low"])) == (1.0, True)
    assert row["why"] == (
        "no interval: without a value in 357 of 999 draws: the code is in too few of the"
        " interviews; read by those who marked anything in it"
    )


def test_agreement_in_everything_has_no_interval(coded):
    marks = [(f"I{n}", coder, "a", 5, 15 + n) for n in range(12) for coder in TWO]
    found = coder_agreement(coded({f"I{n}": 50 for n in range(12)}, marks), draws=99)
    row = found[(found["code"] == "a") & (found["measure"] == "cohen_kappa")].iloc[0]
    assert (row["estimate"], pd.isna(row["ci_low"])) == (1.0, True)
    assert row["why"].startswith(
        "no interval: every draw of interviews gives the same value, which is no certainty;"
    )


def test_one_seed_gives_one_result_and_rows_may_come_in_any_order(coded):
    tables = many(coded, 12)
    found = coder_agreement(tables, draws=199)
    tables.codings.index = range(100, 100 + len(tables.codings))
    mixed = tables.codings.sample(frac=1, random_state=1)
    shuffled = type(tables)(
        tables.name, tables.interviews.iloc[::-1], mixed, tables.themes, tables.losses
    )
    pd.testing.assert_frame_equal(found, coder_agreement(shuffled, draws=199))


def test_what_cannot_be_compared_is_counted_and_said(coded):
    marks = [("I1", coder, "a", 0, 10) for coder in TWO]
    marks += [
        ("I1", "coder-1", "b", 5, 5),
        ("I1", "coder-1", "b", None, None),
        ("I1", "", "a", 0, 9),
    ]
    marks += [("I2", coder, "a", 0, 10) for coder in TWO]
    found = coder_agreement(coded({"I1": 30, "I2": None}, marks), measures="percent_agreement")
    assert found["why"].iloc[0].split("; ", 1)[1] == (
        "read by those who marked anything in it; codings left out: 1 without a coder, 1 without a"
        " position and 1 of no characters; left out: 1 interview of unknown length"
    )
    assert found["interviews"].iloc[0] == 1
    short = coder_agreement(coded({"I1": 30, "I2": None}, marks), uncoded=False)
    assert short["interviews"].iloc[0] == 2
    assert set(short["code"]) == {"all_codes", "any_code", "a"}


def test_without_uncoded_words_whether_anything_is_coded_has_no_chance_agreement(coded):
    marks = [("I1", "coder-1", "a", 0, 10), ("I1", "coder-2", "b", 5, 15)]
    found = coder_agreement(coded({"I1": 30}, marks), uncoded=False)
    assert np.isnan(value_of(found, "any_code", "cohen_kappa"))
    assert value_of(found, "any_code", "percent_agreement") == 5 / 15
    why = found.loc[(found["code"] == "any_code") & (found["measure"] == "cohen_kappa"), "why"]
    assert why.iloc[0] == (
        "what nobody coded is left out, and this is given wherever anything is coded, so coders"
        " cannot agree on not giving it: no agreement beyond chance; read by those who marked"
        " anything in it"
    )


def test_without_uncoded_words_the_one_theme_over_all_others_has_no_chance_agreement(coded):
    themes = {"top": "", "top.a": "top", "top.b": "top"}
    marks = [("I1", "coder-1", "top.a", 0, 10), ("I1", "coder-2", "top.b", 5, 15)]
    found = coder_agreement(coded({"I1": 30}, marks, themes), uncoded=False, roll_up=True)
    kappas = found[(found["measure"] == "cohen_kappa") & (found["interview"] == "")]
    without = kappas.set_index("code")["estimate"].isna()
    assert without.to_dict() == {
        "all_codes": False, "any_code": True, "top": True, "top.a": False, "top.b": False,
    }  # fmt: skip


def test_an_interval_is_the_same_whatever_is_asked_for_beside_it_and_whoever_is_named_first(coded):
    tables = many(coded, 10)
    third = tables.codings[tables.codings["coder"] == "coder-2"].iloc[::2]
    tables = replace(tables, codings=pd.concat([tables.codings, third.assign(coder="coder-3")]))
    limits = ["estimate", "ci_low", "ci_high"]

    def row(**options):
        found = coder_agreement(tables, draws=199, measures="cohen_kappa", **options)
        pair = found["coders"].isin(["coder-2+coder-3", "coder-3+coder-2"])
        return found.loc[pair & (found["code"] == "a"), limits].to_numpy().tolist()

    assert row() == row(coders=["coder-3", "coder-2"]) == row(coders=THREE[::-1], codes="a")
    assert not np.isnan(row()).any()


def test_interviews_in_which_the_code_is_are_counted_and_few_are_protected(coded):
    found = coder_agreement(replace(many(coded, 10), name="Ours"), draws=99)
    cells = found.drop_duplicates("code").set_index("code")["smallest_cell"]
    assert cells.dropna().to_dict() == {"a": 10, "rare": 1}
    held = protect(found)
    assert (
        held.loc[found["code"] == "rare", ["estimate", "prevalence", "smallest_cell"]]
        .isna()
        .all(axis=None)
    )
    assert set(held.loc[found["code"] != "rare", "mark"]) == {"u"}
    few = coder_agreement(replace(many(coded, 9), name="Ours"), measures="gwet_ac1")
    alone = few["interview"] != ""
    held = protect(few)
    numbers = ["estimate", "prevalence", "bias", "base", "interviews"]
    assert held.loc[alone, numbers].isna().all(axis=None)
    assert held.loc[~alone & (few["code"] != "rare"), numbers].notna().all(axis=None)


BOTH = [("I1", coder, "a", 0, 10) for coder in TWO]
UNPLACED = [("I1", coder, "a", None, None) for coder in TWO]


@pytest.mark.parametrize(
    ("marks", "options", "message"),
    [
        (
            UNPLACED,
            {},
            "no coding of a known coder says where in the text it is, so agreement by position"
            " cannot be had from this export. Whether coders found a code in the same interviews"
            ' can: coder_agreement with unit="interview". For positions, export the project as'
            " REFI-QDA (.qdpx).",
        ),
        (
            [("I1", coder, "a", 5, 5) for coder in TWO],
            {},
            "no coding of a known coder has any characters (start and end are the same), so there"
            ' is nothing to compare by position: coder_agreement with unit="interview" can.',
        ),
        (
            [("I1", "", "a", 0, 10)],
            {},
            "no coding says who made it, so coders cannot be compared. Export from the coding"
            " program with its users, or each coder's project apart.",
        ),
        ([], {}, "no interview is coded, so coders cannot be compared."),
        (BOTH[:1], {}, "agreement is between two coders or more, and here is one: coder-1."),
        (BOTH, {"coders": []}, "agreement is between two coders or more, and none is named."),
        (
            BOTH,
            {"coders": ["coder-1", "coder-9"]},
            'coder "coder-9" is not known, did you mean "coder-2"? Known: coder-1 and coder-2.',
        ),
        (BOTH, {"codes": "b"}, 'theme "b" is not known. Known: a.'),
        (
            [BOTH[0], ("I2", "coder-2", "a", 0, 10)],
            {},
            "no interview was coded by two coders, so there is nothing in which they could agree."
            " If one of them read an interview and marked nothing, say who read what: read_by.",
        ),
        (
            BOTH,
            {"read_by": {"I1": "coder-1"}},
            'read_by does not name coder-2 for interview "I1", in which they marked something. Name'
            " all who read it.",
        ),
        (
            BOTH,
            {"read_by": {"I7": TWO}},
            'read_by: interview "I7" is not known. Known: I1 and I2.',
        ),
        (
            BOTH,
            {"read_by": {"I2": ["coder-1", "coder_2"]}},
            'read_by: coder "coder_2" is not known, did you mean "coder-2"? Known: coder-1 and'
            " coder-2. One who marked nothing anywhere is to be named in coders too.",
        ),
        (
            BOTH,
            {"read_by": "coder-1"},
            'read_by is of type str: give interview → coders, like {"I1": ["coder-1", "coder-2"]},'
            " or a frame with a row a reading.",
        ),
        (
            BOTH,
            {"read_by": pd.DataFrame({"interview": ["I1", None], "coder": TWO})},
            "read_by has a blank: give interview and coder in each row.",
        ),
        (
            BOTH,
            {"read_by": pd.DataFrame({"interview": ["I1"]})},
            "read_by has no column coder: give a row a reading, interview and coder.",
        ),
        (
            BOTH,
            {"unit": "word"},
            'unit "word" is not known. Known: character, segment and interview.',
        ),
        (BOTH, {"uncoded": "out"}, "uncoded is 'out': give True or False."),
        (BOTH, {"roll_up": "yes"}, "roll_up is 'yes': give True or False."),
        (
            BOTH,
            {"overlap": 0},
            "overlap is 0: give a share of the shorter mark above 0, up to 1, like 0.5.",
        ),
        (
            BOTH,
            {"measures": "kappa"},
            'measure "kappa" is not known, did you mean "cohen_kappa"? Known: percent_agreement,'
            " cohen_kappa, gwet_ac1, krippendorff_alpha and fleiss_kappa.",
        ),
        (
            BOTH,
            {"draws": 1_900, "confidence": 0.999},
            "draws is 1900: give a whole number up to 100,000, above 2000 for an interval at level"
            " 0.999, like 19_999.",
        ),
        (
            BOTH,
            {"draws": 20},
            "draws is 20: give a whole number up to 100,000, above 40 for an interval at level"
            " 0.95, like 4_999.",
        ),
        (BOTH, {"confidence": 95}, "confidence is 95: give a level between 0 and 1, like 0.95."),
        (
            BOTH,
            {"rng": "x"},
            "rng is 'x': give a whole number as seed, or a numpy.random.Generator.",
        ),
    ],
)
def test_what_cannot_be_asked_is_said(coded, marks, options, message):
    with pytest.raises(QuestionError) as caught:
        coder_agreement(coded({"I1": 20, "I2": 20}, marks, {"a": ""}), **options)
    assert str(caught.value) == message


BACKWARDS = [*BOTH, ("I1", "coder-1", "a", 7, 5), ("I1", "coder-2", "a", 7, 3)]


@pytest.mark.parametrize(("length", "marks"), [(9, BOTH), (30, BACKWARDS)])
def test_marks_outside_their_interview_or_backwards_are_refused(coded, length, marks):
    with pytest.raises(TablesError) as caught:
        coder_agreement(coded({"I1": length}, marks))
    assert str(caught.value) == (
        "2 codings lie outside the text of their interview, or end before they start (I1):"
        " positions are code points from 0. Read the export again, or correct the column"
        " characters."
    )


@pytest.mark.parametrize(("column", "what"), [("interview", "an interview"), ("code", "a theme")])
def test_marks_that_the_tables_know_nothing_of_are_refused(coded, column, what):
    tables = coded({"I1": 20}, BOTH)
    strange = tables.codings.assign(**{column: "elsewhere"})
    with pytest.raises(TablesError) as caught:
        coder_agreement(replace(tables, codings=strange))
    assert str(caught.value) == (
        f"2 codings are of {what} that the tables do not hold. Give tables that clean_codings or"
        " read_tables returned, whole."
    )


def test_names_that_are_numbers_agree_as_well(coded):
    tables = coded({"1": 20}, [("1", coder, "a", 0, 10) for coder in TWO])
    numbered = replace(tables, codings=tables.codings.assign(interview=1))
    pd.testing.assert_frame_equal(coder_agreement(numbered), coder_agreement(tables))


def test_interviews_of_unknown_length_cannot_tell_what_nobody_coded(coded):
    with pytest.raises(QuestionError) as caught:
        coder_agreement(coded({"I1": None}, BOTH))
    assert str(caught.value) == (
        "the tables do not say how long the interviews are (characters), so what nobody coded"
        " cannot be counted. Leave it out, uncoded=False, or export the project with its texts."
    )


def test_codings_without_positions_agree_by_interview(coded):
    found = coder_agreement(coded({"I1": None, "I2": None}, UNPLACED), unit="interview")
    assert value_of(found, "a", "percent_agreement") == 1.0


def simulated(rng, shape, raised, more, missed, apart):
    """Counts of interviews in which two coders mark a code: how often, how many missed, how alike.

    Marks are of 150 characters; where both make one they differ at its ends. Coders miss more in
    some interviews than in others: `apart` is the standard deviation of the logit.
    """
    length = np.exp(rng.normal(9.5, 0.5, shape))
    marks = (rng.random(shape) < raised) * (1 + rng.poisson(more, shape))
    found = 1 / (1 + np.exp(-(np.log((1 - missed) / missed) + rng.normal(0, apart, shape))))
    both = rng.binomial(marks, found)
    alone = rng.binomial(marks - both, 0.5)
    agreed, first, second = (
        150 * part for part in (0.85 * both, alone + 0.1 * both, marks - both - alone + 0.05 * both)
    )
    units = np.maximum(length, agreed + first + second)
    given_out, differ = 2 * agreed + first + second, first + second
    columns = [units, 2 * units, given_out, 2 * differ, units - differ, agreed + first]
    return np.stack(columns, axis=-1)


COMMON, USUAL, RARE = (0.9, 8, 0.25, 0.7), (0.5, 3, 0.3, 0.7), (0.3, 2, 0.2, 1.0)


def covered(interviews, code, measure, studies=2_000):
    """The share of simulated studies whose interval holds the value of very many interviews."""
    rng = np.random.default_rng(2020)
    truth = COEFFICIENTS[measure](simulated(rng, 2_000_000, *code).sum(axis=0))
    counts = simulated(rng, (interviews, studies), *code)
    made = bootstrap(counts, [measure], rng, 999, 0.95)[measure]
    there = ~np.isnan(made.low)
    return np.mean((made.low <= truth) & (truth <= made.high), where=there), there.mean()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("interviews", "code", "kappa", "ac1"),
    [
        (12, COMMON, 0.94, 0.95),
        (12, USUAL, 0.93, 0.96),
        (12, RARE, 0.89, 0.90),
        (30, COMMON, 0.95, 0.95),
        (30, USUAL, 0.94, 0.95),
        (30, RARE, 0.93, 0.95),
    ],
)
def test_the_interval_covers_as_often_as_the_docstring_says(interviews, code, kappa, ac1):
    assert covered(interviews, code, "cohen_kappa")[0] == pytest.approx(kappa, abs=0.01)
    assert covered(interviews, code, "gwet_ac1")[0] == pytest.approx(ac1, abs=0.01)


def test_the_coefficients_have_words():
    assert set(COEFFICIENTS) <= set(MEASURES)
