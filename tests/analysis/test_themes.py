"""Interviews raising each theme: against sets, the published counts, and every rule of the base."""

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings

import cpsurvey as cps
from cpsurvey.analysis import compare_groups, response_table
from cpsurvey.claims import load_claims
from cpsurvey.errors import QuestionError
from cpsurvey.stats import wilson_interval

from .interviews_made import ancestors, made, studies

THEMES = {"A": "", "A.one": "A", "A.one.deep": "A.one", "A.two": "A", "B": ""}


def mark(interview, code, coder="coder-1", segment=""):
    return (interview, coder, code, None, None, segment)


@pytest.fixture
def four():
    """Four interviews; the last coded by nobody."""
    return made(
        {
            "group": ["parent", "parent", "professional", None],
            "mode": ["phone", "", "phone", "room"],
        },
        THEMES,
        [
            mark("i0", "A.one.deep", segment="s1"),
            mark("i0", "A.two", segment="s1"),
            mark("i0", "A.two", "coder-2", segment="s2"),
            mark("i1", "B", segment="s3"),
            mark("i2", "A", segment="s4"),
        ],
    )


def refusal(function, *arguments, **options):
    with pytest.raises(QuestionError) as error:
        function(*arguments, **options)
    return str(error.value)


def test_a_parent_counts_an_interview_once_at_whatever_depth(four):
    counts = cps.theme_table(four).set_index("code")["count"]
    assert counts.to_dict() == {"A": 2, "A.one": 1, "A.one.deep": 1, "A.two": 1, "B": 1}


def test_the_base_is_every_interview_and_the_row_says_who_was_not_coded(four):
    table = cps.theme_table(four)
    assert set(table["base"]) == {4}
    assert set(table["uncoded"]) == {1}
    assert table["why"].iloc[0].endswith("in the base: interviews that nobody coded")


def test_interviews_that_nobody_coded_can_be_left_out(four):
    table = cps.theme_table(four, uncoded="out")
    assert set(table["base"]) == {3}
    assert set(table["uncoded"]) == {1}
    assert table["why"].iloc[0].endswith("left out: interviews that nobody coded")


def test_a_passage_is_counted_once_for_a_parent_and_each_coders_own(four):
    codings = cps.theme_table(four).set_index("code")["codings"]
    assert codings.to_dict() == {"A": 3, "A.one": 1, "A.one.deep": 1, "A.two": 2, "B": 1}


def test_codings_without_segments_count_one_each():
    counts = made({"group": ["parent"]}, THEMES, [mark("i0", "A"), mark("i0", "A")])
    assert cps.theme_table(counts, codes="A")["codings"].tolist() == [2]


def test_every_combination_is_there_in_order_and_what_is_not_known_last(four):
    table = cps.theme_table(four, by=["group", "mode"], codes=["B"])
    places = table[["group", "mode"]].astype(str).values.tolist()
    groups, modes = ["parent", "professional", "not_known"], ["phone", "room", "not_known"]
    assert places == [[group, mode] for group in groups for mode in modes]
    assert table["base"].tolist() == [1, 0, 1, 1, 0, 0, 0, 1, 0]
    assert list(table) == [
        "data", "code", "parent", "group", "mode", "count", "base", "share", "ci_low", "ci_high",
        "confidence", "codings", "uncoded", "method", "why", "mark",
    ]  # fmt: skip


def test_themes_are_in_the_frames_order_however_they_are_asked_for(four):
    table = cps.theme_table(four, codes=["B", "A.two", "A"])
    assert table["code"].tolist() == ["A", "A.two", "B"]
    assert table["parent"].tolist() == ["", "A", ""]


def test_the_order_of_the_rows_does_not_matter(four):
    turned = replace(four, interviews=four.interviews[::-1], codings=four.codings[::-1])
    expected = cps.theme_table(four, by="group")
    pd.testing.assert_frame_equal(cps.theme_table(turned, by="group"), expected)


def test_any_coder_all_coders_or_one(four):
    def raised(coders):
        table = cps.theme_table(four, coders=coders).set_index("code")
        return table.loc[["A", "A.two", "B"], "count"].tolist()

    assert raised("any") == [2, 1, 1]
    assert raised("all") == [2, 1, 1]  # both marked A.two in i0, so both raised A
    assert raised("coder-1") == [2, 1, 1]
    assert raised("coder-2") == [1, 1, 0]


def test_all_coders_is_of_those_who_coded_the_interview(four):
    found = cps.theme_table(four, coders="all", codes=["A.one", "A.two"]).set_index("code")
    assert found["count"].to_dict() == {"A.one": 0, "A.two": 1}
    assert found["codings"].to_dict() == {"A.one": 0, "A.two": 2}


def test_what_one_coder_did_not_code_is_said_of_that_coder(four):
    table = cps.theme_table(four, coders="coder-2")
    assert set(table["uncoded"]) == {3}
    assert table["why"].iloc[0].endswith("in the base: interviews that coder-2 did not code")


@given(studies())
@settings(max_examples=10)
def test_counts_are_those_of_sets(study):
    tables, themes, codings = study
    table = cps.theme_table(tables, by="group")
    group_of = tables.interviews.set_index("interview")["group"].astype(object).fillna("not_known")
    for row in table.to_dict("records"):
        said = [one for one in codings if row["code"] in ancestors(themes, one[2])]
        here = {name for name, group in group_of.items() if group == row["group"]}
        assert row["count"] == len({one[0] for one in said} & here)
        assert row["base"] == len(here)
        assert row["uncoded"] == len(here - {one[0] for one in codings})
        assert row["codings"] == len({(one[0], one[5]) for one in said if one[0] in here})


@given(studies())
@settings(max_examples=10)
def test_all_is_the_intersection_of_the_coders_and_any_their_union(study):
    tables, themes, codings = study
    count = {
        rule: cps.theme_table(tables, coders=rule).set_index("code")["count"]
        for rule in ("any", "all")
    }
    for code in themes:
        by_coder = {
            coder: {
                one[0] for one in codings if one[1] == coder and code in ancestors(themes, one[2])
            }
            for coder in ("coder-1", "coder-2")
        }
        read = {c: {one[0] for one in codings if one[1] == c} for c in by_coder}
        everyone = set().union(*read.values())
        agreed = [
            name
            for name in everyone
            if all(name in by_coder[c] for c in by_coder if name in read[c])
        ]
        assert count["all"][code] == len(agreed)
        assert count["any"][code] == len(set().union(*by_coder.values()))


@pytest.fixture(scope="module")
def example():
    return cps.load_example()


def test_the_synthetic_study_gives_the_published_counts(example):
    coded = [claim for claim in load_claims() if claim.asks and claim.asks.kind == "coded"]
    assert coded
    found = cps.theme_table(example, by="group").set_index(["code", "group"])
    prefer = found.loc["FUT.prefer_f2f", "parent"]
    assert (prefer["count"], prefer["base"]) == (14, 14)
    noticed = found.loc["ATT.more_professionals", "professional"]
    assert (noticed["count"], noticed["base"]) == (24, 52)


def test_shares_and_intervals_are_those_of_response_table(example):
    table = cps.theme_table(example, by="group", codes="PAR.understanding")
    interviews = example.interviews.interviews
    codings = example.interviews.codings
    hits = codings.loc[codings["code"] == "PAR.understanding", "interview"]
    said = interviews["interview"].isin(hits).map({True: "yes", False: "no"})
    frame = pd.DataFrame({"group": interviews["group"].astype(str), "said": said})
    frame["group"] = pd.Categorical(frame["group"], ["professional", "parent"])
    expected = response_table(frame, "said", by="group", answers="yes")
    same = ["count", "base", "share", "ci_low", "ci_high", "method", "mark"]
    assert table[same].to_numpy().tolist() == expected[same].to_numpy().tolist()
    low, _ = wilson_interval(table["count"], table["base"])
    assert table["ci_low"].tolist() == low.tolist()


def test_small_bases_have_no_share_and_middling_ones_a_mark():
    few = made({"group": ["parent"] * 4 + ["professional"] * 5}, THEMES, [mark("i0", "B")])
    table = cps.theme_table(few, by="group", codes="B")
    assert table["share"].isna().tolist() == [True, False]
    assert table["mark"].tolist() == ["", "u"]
    assert table["method"].tolist() == ["count", "wilson"]


def test_tables_without_interviews_are_refused(example):
    assert refusal(cps.theme_table, replace(example, interviews=None)) == (
        "these tables hold no interviews. Build them with the export of the interviews' coding"
        " among the sources, or give what clean_codings returns."
    )


def test_a_bare_frame_is_refused():
    assert refusal(cps.theme_table, pd.DataFrame()) == (
        "interviews are in survey or interview tables, not in DataFrame. Give what read_tables,"
        " clean_codings or load_example returns."
    )


def test_an_empty_frame_of_themes_is_refused():
    assert refusal(cps.theme_table, made({"group": ["parent"]}, {})) == (
        "these tables hold no themes, so nothing to count."
    )


def test_interviews_without_codings_raise_nothing():
    silent = made({"group": ["parent"] * 6}, THEMES)
    table = cps.theme_table(silent, by="group", codes="A")
    assert table[["count", "base", "uncoded"]].values.tolist() == [[0, 6, 6]]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"codes": "A.oen"}, 'theme "A.oen" is not known, did you mean "A.one"? Known: A, A.one,'),
        ({"codes": []}, "no theme is named: name at least one, or leave codes out."),
        (
            {"coders": "coder-3"},
            'coders "coder-3" is not known, did you mean "coder-2"? Known: any,',
        ),
        ({"uncoded": "drop"}, 'uncoded "drop" is not known. Known: in and out.'),
        (
            {"by": "modes"},
            'column of interviews "modes" is not known, did you mean "mode"? Known: ',
        ),
        ({"by": ["mode", "mode"]}, "by names mode more than once."),
        ({"confidence": 95}, "confidence is 95: give a level between 0 and 1, like 0.95."),
    ],
)
def test_what_is_not_there_is_refused(four, options, message):
    assert refusal(cps.theme_table, four, **options).startswith(message)


def as_frame(tables, code, themes, codings):
    """The same question as a bare frame: a row an interview."""
    raising = {one[0] for one in codings if code in ancestors(themes, one[2])}
    names = tables.interviews["interview"]
    said = names.map(lambda name: "yes" if name in raising else "no")
    frame = pd.DataFrame({"group": tables.interviews["group"].astype(object), "said": said})
    kind = pd.CategoricalDtype(["professional", "parent", "not_known"])
    frame["group"] = frame["group"].fillna("not_known").astype(kind)
    frame["said"] = frame["said"].astype(pd.CategoricalDtype(["yes", "no"]))
    return frame


@given(studies())
@settings(max_examples=4)
def test_a_comparison_is_that_of_a_yes_or_no_answer(study):
    tables, themes, codings = study
    compared = cps.compare_themes(tables, group="parent", reference="professional")
    same = [
        "count", "base", "share", "count_reference", "base_reference", "share_reference",
        "estimate", "ci_low", "ci_high", "statistic", "p_value", "exact_size", "detectable_gap",
        "method", "mark",
    ]  # fmt: skip
    for code in themes:
        frame = as_frame(tables, code, themes, codings)
        expected = compare_groups(frame, "said", answer="yes")[same].reset_index(drop=True)
        found = compared.loc[compared["code"] == code, same].reset_index(drop=True)
        pd.testing.assert_frame_equal(found, expected)


def test_a_larger_comparison_is_the_same_too(example):
    compared = cps.compare_themes(example, codes=["TEC.problems", "PAR"]).set_index("code")
    interviews, codings = example.interviews.interviews, example.interviews.codings
    hits = codings.loc[codings["code"] == "TEC.problems", "interview"]
    said = interviews["interview"].isin(hits)
    frame = pd.DataFrame({"group": interviews["group"].astype(str), "said": said})
    expected = compare_groups(frame, "said", answer="yes").iloc[0]
    for column in ("estimate", "ci_low", "ci_high", "p_value", "method", "exact_size"):
        assert compared.loc["TEC.problems", column] == expected[column]


def test_themes_of_one_call_are_one_family_adjusted_by_holm(example):
    compared = cps.compare_themes(example, codes=["TEC", "SAF", "QUA"]).sort_values("p_value")
    assert set(compared["family"]) == {"themes"}
    assert set(compared["family_size"]) == {3}
    p = compared["p_value"].tolist()
    first, second = min(3 * p[0], 1), min(max(3 * p[0], 2 * p[1]), 1)
    third = min(max(second, p[2]), 1)
    assert compared["p_adjusted"].tolist() == pytest.approx([first, second, third])


def test_modes_are_compared_within_groups_and_the_unknown_left_out(example):
    compared = cps.compare_themes(
        example, by="join_mode", reference="video", within="group", codes="TEC"
    )
    assert list(compared)[1:6] == ["code", "parent", "join_mode", "reference", "group"]
    assert compared["join_mode"].unique().tolist() == ["face_to_face", "phone", "did_not_join"]
    phone = compared[(compared["join_mode"] == "phone") & (compared["group"] == "professional")]
    assert phone[["base", "base_reference"]].values.tolist() == [[14, 31]]
    assert "in the base: interviews that nobody coded" in phone["why"].iloc[0]


def test_what_is_said_of_a_row_is_said_of_interviews():
    two = made({"group": ["parent"] * 10 + ["professional"] * 10}, THEMES, [mark("i0", "B")])
    compared = cps.compare_themes(two, codes=["A"])
    assert compared["why"].iloc[0].startswith("no interview of either group raised it: nothing to")
    none = made({"group": pd.Categorical(["parent"] * 10, ["parent", "professional"])}, THEMES)
    assert (
        cps.compare_themes(none, codes=["A"])["why"]
        .iloc[0]
        .startswith("no interviews in one of the groups")
    )


def test_a_reference_must_be_named_where_there_is_no_usual_one(four):
    assert refusal(cps.compare_themes, four, by="mode") == (
        'reference is not given: name the level of "mode" with which the others are compared.'
        " Known: phone, room and not_known."
    )
    assert refusal(cps.compare_themes, four, within="group") == (
        'within is "group", between whose levels the comparison is made.'
    )
