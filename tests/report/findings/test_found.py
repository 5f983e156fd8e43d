"""What was found, in sentences: every number is the rows' own, and how sure it is is said."""

import math

import pandas as pd
import pytest

import cpsurvey as cps
from cpsurvey import analysis
from cpsurvey.errors import QuestionError
from cpsurvey.report import labels
from cpsurvey.report.data_reports.flow import flow_table
from cpsurvey.report.findings.found import CHANCE, MADE_UP, MODES, SMALL, found
from cpsurvey.vocabulary import ALL_ANSWERS

YES_NO = ["yes", "no"]


def people(counts, groups=("parent", "professional")):
    """A frame with so many yes and no of each group."""
    rows = [
        (group, answer)
        for group, pair in zip(groups, counts, strict=True)
        for answer, count in zip(YES_NO, pair, strict=True)
        for _ in range(count)
    ]
    return pd.DataFrame(rows, columns=["group", "heard"])


def shown(result, profile="publication"):
    return cps.protect(result, profile=profile)


@pytest.fixture(scope="module")
def heard():
    return people([(7, 17), (246, 246)])


@pytest.fixture(scope="module")
def gap(heard):
    return shown(cps.compare_groups(heard, "heard", answer="yes"))


def test_a_share_is_told_of_whom_with_its_interval(heard):
    result = shown(cps.response_table(heard, "heard", by="group"))
    assert found(result) == [
        "heard: of the 24 parent who answered [u], 71% said “No” (95% interval 51% to 85%) and 29%"
        " “Yes” (95% interval 15% to 49%).",
        "heard: of the 492 professional who answered, 50% said “No” (95% interval 46% to 54%) and"
        " 50% “Yes” (95% interval 46% to 54%).",
        SMALL,
        CHANCE,
    ]
    assert found(result, most=1)[0].endswith("71% said “No” (95% interval 51% to 85%).")


def test_a_difference_that_interval_and_test_leave_out_nothing_of_is_told_as_one(gap):
    assert found(gap)[0] == (
        "heard: parent said “Yes” less often than professional, 29% of 24 [u] against 50% of 492:"
        " −21 points (95% interval −36 to −0.4; p = 0.046)."
    )


def test_a_difference_that_cannot_be_told_says_what_these_bases_would_find():
    result = shown(cps.compare_groups(people([(11, 13), (246, 246)]), "heard", answer="yes"))
    assert found(result)[0] == (
        "heard: whether parent said “Yes” more or less often than professional cannot be told, 46%"
        " of 24 [u] against 50% of 492: −4 points (95% interval −23 to +15; p = 0.690). Bases of"
        " these sizes would find a gap of 28 points in four studies of five."
    )


def test_an_adjusted_p_value_decides_and_says_for_how_many(gap):
    several = gap.assign(p_adjusted=0.092, family_size=2)
    line = found(several)[0]
    assert "cannot be told" in line
    assert "p = 0.092 adjusted for 2 tests" in line
    assert "p = 0.046 unadjusted" in found(several.assign(p_adjusted=math.nan))[0]


def test_where_interval_and_test_disagree_it_says_so_and_is_not_sure(gap):
    line = found(gap.assign(ci_high=0.01, why="interval and test disagree: the interval holds"))[0]
    assert "cannot be told" in line
    assert line.count("interval and test disagree") == 1


def test_what_is_hidden_or_too_small_says_why_and_gives_no_number():
    few = people([(2, 22), (246, 246)])
    hidden = shown(cps.compare_groups(few, "heard", answer="yes"))
    assert found(hidden) == [
        "heard: parent and professional are not compared in “Yes”: [c] not shown, to protect"
        " people."
    ]
    small = shown(cps.compare_groups(people([(5, 3), (246, 246)]), "heard", answer="no"))
    assert found(small.assign(mark=""))[0].startswith(
        "heard: parent and professional are not compared in “No”: "
    )
    nobody = shown(cps.response_table(few[few["group"] == "parent"], "heard", by="group"))
    assert found(nobody[nobody["answer"] == "yes"]) == [
        "heard: [c] not shown, to protect people (Parent)."
    ]


@pytest.mark.parametrize(
    "column",
    ["share", "share_reference", "base", "base_reference", "estimate", "ci_low", "ci_high",
     "p_value", "detectable_gap"],
)  # fmt: skip
def test_a_changed_number_changes_the_sentence(column):
    result = shown(cps.compare_groups(people([(11, 13), (246, 246)]), "heard", answer="yes"))
    changed = result.assign(**{column: result[column] + (3 if "base" in column else 0.02)})
    assert found(changed)[0] != found(result)[0]


def test_of_many_groups_the_two_ends_are_told():
    rows = [(f"place {n}", answer) for n in range(6) for answer in YES_NO for _ in range(10)]
    frame = pd.DataFrame([*rows, *[("place 3", "yes")] * 20], columns=["place", "heard"])
    lines = found(shown(cps.response_table(frame, "heard", by="place")))
    assert lines[0] == (
        "heard: the share who said “Yes” runs from 50% of the 20 who answered (Place 0) [u] (95%"
        " interval 30% to 70%) to 75% of the 40 who answered (Place 3) (95% interval 60% to 86%),"
        " over all 6 groups."
    )


@pytest.fixture(scope="module")
def study():
    return cps.load_example()


def spoken(study, result, profile="none"):
    return labels.apply(shown(result, profile), study.questions)


def test_made_up_data_is_called_so_in_every_sentence_with_a_number_of_it(study):
    judged = spoken(study, cps.response_table(study, "overall_judgement", by="group"))
    net = spoken(study, analysis.net_shares(study, "overall_judgement", by="group"))
    gaps = cps.compare_groups(study, "overall_judgement", answer="better", within="join_mode")
    flow = labels.apply(shown(flow_table(study), "none"), study.questions)
    told = found(judged, net, spoken(study, gaps), flow)
    closing = [SMALL, CHANCE, MODES, MADE_UP]
    assert told[-1] == MADE_UP
    assert all(line in told for line in closing)
    for line in told:
        numbers = any(letter.isdigit() for letter in line)
        assert "(SYNTHETIC" in line or not numbers or line in closing, line


def test_what_is_true_of_several_results_is_said_once(study):
    result = spoken(study, cps.response_table(study, "express_views", by="group"))
    assert found(result, result) == found(result)


def test_the_whole_scale_is_told_towards_its_last_answer(study):
    whole = spoken(study, cps.compare_groups(study, "express_views"))
    told = found(whole)
    assert len([line for line in told if "Able to express views" in line]) == 1
    assert (
        "answered nearer to “Able” than one of the professionals, ties counted by half," in told[0]
    )
    alone = found(whole[whole["answer"] == ALL_ANSWERS])[0]
    assert "answered higher on the scale than one of the professionals" in alone


@pytest.mark.parametrize("profile", ["publication", "tre"])
def test_no_question_and_no_profile_stops_it(study, profile):
    countable = study.questions["options"].map(len) > 0
    for question in study.questions.loc[countable, "question"].iloc[1::9]:
        result = spoken(study, cps.response_table(study, question, by="group"), profile)
        assert all(line.endswith(".") and "nan" not in line for line in found(result)), question


def test_rows_of_a_grid_are_told_under_what_they_share(study):
    asked = [f"attendance_change__{one}" for one in ("gp", "police", "camhs", "housing", "midwife")]
    rows = pd.concat([cps.response_table(study, one, answers="increased") for one in asked])
    line = found(spoken(study, rows))[0]
    assert line.startswith("Change in attendance (SYNTHETIC): the share who said “Increased” runs")
    assert "who answered for “GPs”" in line
    assert line.endswith("over all 5 questions.")


def test_claims_are_counted_by_verdict(study):
    checked = pd.DataFrame({
        "data": study.name, "id": ["a", "b", "c"], "band": "(0, 1]", "published": "x",
        "verdict": ["recovered (synthetic)", "not decidable", "recovered (synthetic)"],
        "changes": [1, None, 4], "ci_low": None, "protection": "none",
    })  # fmt: skip
    assert found(checked) == [
        "Published claims (SYNTHETIC): of 3, 2 recovered (synthetic) and 1 not decidable.",
        "Published claims (SYNTHETIC): of the 2 of which it is known, 1 would have another verdict"
        " if one answer were another.",
        "A claim that comes back from made-up data is recovered, which is no evidence that it is"
        " true.",
        MADE_UP,
    ]


def test_agreement_is_told_over_themes_and_all_together():
    rows = [("all_codes", 0.85, 0.8, 0.9), ("a", 0.7, 0.6, 0.8), ("b", 0.95, 0.9, 1.0)]
    agreed = pd.DataFrame(rows, columns=["code", "estimate", "ci_low", "ci_high"]).assign(
        data="ours", coders="x+y", measure="cohen_kappa", interviews=12, interview="",
        confidence=0.95, mark="", why="", protection="none",
    )  # fmt: skip
    assert found(agreed)[:2] == [
        "Agreement of coders: Cohen's κ of 2 themes runs from 0.70 for “A” to 0.95 for “B”, in at"
        " most 12 interviews.",
        "Agreement of coders: Cohen's κ over all themes together is 0.85 (95% interval 0.80 to"
        " 0.90), in 12 interviews.",
    ]


def test_other_ways_of_comparing_say_how_many_leave_out_no_difference(gap):
    ways = pd.concat([gap, gap.assign(ci_high=0.02), gap.assign(estimate=-0.25)])
    ways = ways.assign(varies="test", alternative=["main", "wald", "boschloo"])
    assert found(ways)[0] == (
        "heard, “Yes”: of 3 intervals computed in other ways or from other people, 2 leave out no"
        " difference; the estimates run from −25 to −21 points."
    )


def test_what_is_no_result_or_not_protected_is_refused(heard):
    refused = {
        "found has nothing to say: no result, or none with rows.": [],
        "found writes sentences that leave the room, and this result is not protected: give it"
        " report.labels.apply(cps.protect(result), tables.questions).": [
            cps.response_table(heard, "heard")
        ],
        "found knows results such as those of response_table, compare_groups, theme_table and"
        " check_claims, with all their columns; this one has data and protection.": [
            pd.DataFrame({"data": ["ours"], "protection": ["none"]})
        ],
        "found does not tell models and tipping points in sentences: show them with"
        " report.table.": [
            pd.DataFrame({"data": ["ours"], "term": ["both"], "protection": ["none"]})
        ],
    }
    for message, results in refused.items():
        with pytest.raises(QuestionError) as caught:
            found(*results)
        assert str(caught.value) == message
