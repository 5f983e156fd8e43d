"""Models of yes or no answers: what they say, whom they use, and what they refuse."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from cpsurvey.analysis import (
    METHODS,
    clustered_difference,
    firth_model,
    gee_model,
    marginal_differences,
    proportional_odds,
)
from cpsurvey.disclosure import protect
from cpsurvey.errors import QuestionError
from cpsurvey.stats import firth_logit
from cpsurvey.vocabulary import MEASURES, RESULT_COLUMNS

ORACLES = Path(__file__).parents[1] / "oracles"
GROUPS = ["parent", "professional"]
MODES = ["video", "phone"]


def people(rows):
    """Return a frame from (group, join_mode, yes, no) rows."""
    parts = [
        pd.DataFrame(
            {"group": group, "join_mode": mode, "better": ["yes"] * yes + ["no"] * no}
        ).astype(object)
        for group, mode, yes, no in rows
    ]
    frame = pd.concat(parts, ignore_index=True)
    frame["authority"] = [f"E{number % 40:02}" for number in range(len(frame))]
    return frame


@pytest.fixture
def frame():
    return people(
        [
            ("parent", "phone", 2, 14),
            ("parent", "video", 2, 6),
            ("professional", "phone", 50, 80),
            ("professional", "video", 180, 120),
        ]
    )


def refusal(function, *arguments, **options):
    with pytest.raises(QuestionError) as error:
        function(*arguments, **options)
    return str(error.value)


def rows_of(result, **values):
    for name, value in values.items():
        result = result[result[name] == value]
    return result.to_dict("records")


def test_firths_rows_are_its_coefficients_as_odds_ratios(frame):
    result = firth_model(frame, "better", answer="yes", levels={"join_mode": MODES})
    design = np.column_stack(
        [np.ones(len(frame)), frame["group"] == "parent", frame["join_mode"] == "phone"]
    )
    fit = firth_logit(design, frame["better"] == "yes")
    assert result["term"].tolist() == ["intercept", "group", "join_mode"]
    assert result["level"].tolist() == ["", "parent", "phone"]
    assert result["reference"].tolist() == ["", "professional", "video"]
    assert result["measure"].tolist() == ["odds", "odds_ratio", "odds_ratio"]
    np.testing.assert_allclose(np.log(result["estimate"]), fit.estimate, atol=1e-9)
    np.testing.assert_allclose(np.log(result["ci_low"]), fit.ci_low, atol=1e-7)
    np.testing.assert_allclose(np.log(result["ci_high"]), fit.ci_high, atol=1e-7)
    np.testing.assert_allclose(result["p_value"], fit.p_value, rtol=1e-6)
    (row,) = rows_of(result, term="group")
    assert (row["count"], row["base"]) == (4, 24)
    assert (row["count_reference"], row["base_reference"]) == (230, 430)
    assert row["share"] == 4 / 24
    assert row["mark"] == "u"
    assert row["smallest_cell"] == 4
    assert row["why"] == (
        "Firth's logit: finite even where nobody of a level gave an answer; 2 of 2 degrees of"
        " freedom used that the smallest group bears (parent: 24)"
    )


def test_the_published_table_by_name():
    frame = people([("parent", "phone", 0, 24), ("professional", "phone", 200, 292)])
    (row,) = rows_of(firth_model(frame, "better", answer="yes", terms="group"), term="group")
    assert np.log(row["estimate"]) == pytest.approx(-3.51417, abs=5e-6)
    assert np.log([row["ci_low"], row["ci_high"]]) == pytest.approx((-8.35981, -1.53425), abs=5e-6)


def test_predicted_shares_stand_beside_the_raw_ones(frame):
    result = marginal_differences(frame, "better", answer="yes", draws=300)
    shares = result[result["measure"] == "predicted_share"]
    assert shares[["term", "level"]].to_numpy().tolist() == [
        ["group", "professional"],
        ["group", "parent"],
        ["join_mode", "phone"],
        ["join_mode", "video"],
    ]
    assert shares["share"].tolist() == [230 / 430, 4 / 24, 52 / 146, 182 / 308]
    assert np.all(
        (shares["ci_low"] < shares["estimate"]) & (shares["estimate"] < shares["ci_high"])
    )
    (difference,) = rows_of(result, term="group", measure="marginal_difference")
    professionals, parents = shares["estimate"].iloc[:2]
    assert difference["estimate"] == pytest.approx(parents - professionals)
    assert (difference["share"], difference["share_reference"]) == (4 / 24, 230 / 430)
    assert difference["why"].startswith(
        "shares predicted by Firth's logit, the intercept set right, averaged over everybody used;"
        " 300 draws within groups, seed 0; 2 of 2"
    )


def test_a_level_that_all_answered_alike_has_no_bootstrap_interval():
    frame = people([("parent", "phone", 0, 24), ("professional", "phone", 200, 292)])
    result = marginal_differences(frame, "better", answer="yes", terms="group", draws=100)
    assert result["ci_low"].isna().tolist() == [False, True, True]
    assert result["method"].tolist() == ["flic; bootstrap", "flic", "flic"]
    assert (
        result["why"]
        .iloc[1]
        .startswith(
            "all or none of a level gave the answer: drawing anew cannot vary that, so no"
            " interval; "
        )
    )


@pytest.mark.parametrize("model", [firth_model, gee_model, marginal_differences])
def test_people_in_any_order_give_the_same_rows_and_are_left_alone(frame, model):
    options = {"answer": "yes", "terms": ["group", "join_mode"]}
    options |= {"draws": 50} if model is marginal_differences else {}
    before = frame.copy()
    result = model(frame, "better", **options)
    shuffled = frame.sample(frac=1, random_state=3)
    pd.testing.assert_frame_equal(model(shuffled, "better", **options), result, rtol=1e-9)
    pd.testing.assert_frame_equal(frame, before)


def test_all_models_have_the_same_columns_from_the_vocabulary(frame):
    options = {"answer": "yes", "terms": "group"}
    results = [
        firth_model(frame, "better", **options),
        marginal_differences(frame, "better", draws=20, **options),
        gee_model(frame, "better", **options),
        clustered_difference(frame, "better", answer="yes"),
    ]
    for result in results:
        assert list(result) == list(results[0])
        assert set(result) <= set(RESULT_COLUMNS)
        assert set(result["method"]) <= set(METHODS)
        assert set(result["measure"]) <= set(MEASURES)
        assert (result.dtypes == results[0].dtypes).all()
        assert len(protect(result, profile="tre"))


def test_small_cells_are_hidden_with_all_that_is_made_from_them(frame):
    hidden = protect(firth_model(frame, "better", answer="yes", terms="group"))
    assert hidden["estimate"].isna().all()
    assert set(hidden["mark"]) == {"c"}


def test_too_many_terms_are_refused_with_the_number_that_they_bear(frame):
    frame["children"] = (["one", "two", "three"] * 200)[: len(frame)]
    options = {"answer": "yes", "terms": ["group", "join_mode", "children"]}
    assert refusal(firth_model, frame, "better", **options) == (
        "terms take 4 degrees of freedom (group 1, join_mode 1 and children 2), and 24 people of"
        " parent, the smallest group, bear 2, one for every 10. Leave out a term, or take levels"
        ' together or leave them out: levels={"children": [...]}.'
    )
    assert len(firth_model(frame, "better", people_per_df=6, **options)) == 5


def test_levels_may_be_taken_together_left_out_and_put_in_order(frame):
    frame["children"] = (["one", "two", "three"] * 200)[: len(frame)]
    result = firth_model(
        frame, "better", answer="yes", terms="children",
        levels={"children": ["three", ["one", "two"]], "group": ["professional"]},
    )  # fmt: skip
    (row,) = rows_of(result, term="children")
    assert (row["level"], row["reference"]) == ("one+two", "three")
    assert row["base"] + row["base_reference"] == 430
    assert row["why"].endswith(
        "1 of 43 degrees of freedom used that the smallest group bears (professional: 430); 24"
        " people with another group left out"
    )


def test_who_has_no_level_is_left_out_and_counted(frame):
    frame.loc[:11, "join_mode"] = None
    frame.loc[100:104, "better"] = None
    result = firth_model(frame, "better", answer="yes", people_per_df=5)
    assert result["base"].iloc[0] == len(frame) - 12 - 5
    assert "; 12 people without join_mode left out" in result["why"].iloc[0]
    frame.loc[12:20, "authority"] = None
    few = gee_model(frame, "better", answer="yes", terms="group")
    assert "; fewer than 10 people without authority left out" in few["why"].iloc[0]


def test_questions_of_tables_and_their_grades(tables):
    terms = {"answer": "worse", "terms": "group", "people_per_df": 10}
    result = firth_model(tables, "judged", **terms)
    assert set(result["grade"]) == {"B"}
    assert result["why"].iloc[0].endswith("; grade B: several conferences against one")
    assert refusal(firth_model, tables, "meant", answer="a", terms="group") == (
        'question "meant" is graded C (different meanings): groups are not comparable. Describe'
        " each with response_table, or pass allow_grade_c=True."
    )
    assert len(firth_model(tables, "meant", answer="a", terms="group", allow_grade_c=True)) == 2
    assert refusal(firth_model, tables, "prior", answer="a", terms="group") == (
        'question "prior" was asked of parents only: leave "group" out of terms.'
    )


def test_groups_whose_questions_differ_are_not_pooled_unasked(tables):
    options = {"answer": "a", "terms": "heard", "people_per_df": 10}
    assert refusal(firth_model, tables, "meant", **options) == (
        'question "meant" is graded C (different meanings): groups are not to be taken together.'
        ' Keep one, levels={"group": ["parent"]}, or pass allow_grade_c=True.'
    )
    pooled = firth_model(tables, "judged", answer="worse", terms="heard")
    assert pooled["why"].iloc[0].endswith("; grade B: several conferences against one")


def test_no_answer_is_no_level(frame):
    frame.loc[:11, "join_mode"] = "no_answer"
    result = firth_model(frame, "better", answer="yes", people_per_df=5)
    assert "no_answer" not in set(result["level"])
    assert "; 12 people without join_mode left out" in result["why"].iloc[0]


def test_answers_and_columns_may_have_any_names(frame, ordered):
    plus = ordered.assign(judged=ordered["judged"].cat.rename_categories({"worse": "far+worse"}))
    taken = [["far+worse", "same"], "better", "best"]
    assert "far+worse+same" in set(proportional_odds(plus, "judged", answers=taken)["answer"])
    numbered = frame.rename(columns={"join_mode": 0})
    assert set(firth_model(numbered, "better", answer="yes", terms=["group", 0])["term"]) == {
        "intercept",
        "group",
        "0",
    }
    frame["children"] = ([1, 2] * 300)[: len(frame)]
    (row,) = rows_of(
        firth_model(frame, "better", answer="yes", terms="children", levels={"children": [2, 1]}),
        term="children",
    )
    assert (row["level"], row["reference"]) == ("1", "2")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"terms": []}, 'terms is empty: name one or more, such as "group".'),
        ({"terms": ["group", "group"]}, "terms names group more than once."),
        (
            {"terms": "better"},
            'question and one of terms are both "better": name others.',
        ),
        (
            {"terms": "join_modes"},
            'term "join_modes" is not known, did you mean "join_mode"? Known: group, join_mode,'
            " better and authority.",
        ),
        (
            {"levels": {"join_mode": ["video", "fone"]}},
            'level of "join_mode" "fone" is not known, did you mean "phone"? Known: phone and'
            " video.",
        ),
        (
            {"levels": {"join_mode": ["video", ["video", "phone"]]}},
            'levels of "join_mode" name video more than once.',
        ),
        (
            {"levels": {"join_mode": []}},
            'levels of "join_mode" are empty: name at least one, or leave it out.',
        ),
        (
            {"levels": {"join_mode": ["video"]}},
            'term "join_mode" has one level among those who answered "better" (video): leave it'
            " out, or keep more people in (146 people with another join_mode left out).",
        ),
        (
            {"levels": {"group": ["parent"]}, "terms": "join_mode"},
            'term "join_mode" has levels of fewer than 10 people (video): too few for an estimate.'
            " Take them together with others, or leave them out:"
            ' levels={"join_mode": [...]}.',
        ),
        ({"people_per_df": 0}, "people_per_df is 0: give 1 or more; 10 is usual."),
        (
            {"people_per_df": float("nan")},
            "people_per_df is nan: give 1 or more; 10 is usual.",
        ),
        ({"people_per_df": "10"}, "people_per_df is 10: give 1 or more; 10 is usual."),
        ({"terms": {"group"}}, "terms is a set, which has no order: give a list."),
        (
            {"levels": {"join_mode": {"video"}}},
            'levels of "join_mode" is a set, which has no order: give a list.',
        ),
        (
            {"levels": ["video"]},
            "levels is ['video']: give each term's by its name, like"
            ' {"join_mode": ["video", "phone"]}.',
        ),
        (
            {"answer": None},
            'answer is not given: name the answer to "better" that the model is to explain, or'
            " several to be taken together. Known: no and yes.",
        ),
        (
            {"answer": ["yes", "no"]},
            'everybody who can be used answered "no+yes" to "better", so nothing can explain it.'
            " Describe it, with response_table.",
        ),
        (
            {"confidence": 95},
            "confidence is 95: give a level between 0 and 1, like 0.95.",
        ),
    ],
)
def test_what_makes_no_sense_is_refused(frame, options, message):
    assert refusal(firth_model, frame, "better", **({"answer": "yes"} | options)) == message


def test_few_people_terms_that_say_the_same_and_nobody(frame):
    few = frame[(frame["group"] == "professional") | (frame.index < 8)]
    few = few.assign(half=["a", "b"] * (len(few) // 2))
    assert refusal(firth_model, few, "better", answer="yes", terms="half") == (
        "fewer than 10 people of parent, the smallest group, are too few for a model: they are"
        " described, with response_table or compare_groups."
    )
    frame["same"] = frame["join_mode"].map({"phone": "p", "video": "v"})
    assert refusal(firth_model, frame, "better", answer="yes", terms=["join_mode", "same"]) == (
        "terms join_mode and same tell the same of these people, so their parts cannot be told"
        " apart: leave one out."
    )
    frame["empty"] = pd.Categorical([None] * len(frame), ["a", "b"])
    assert refusal(firth_model, frame, "better", answer="yes", terms="empty") == (
        "nobody who answered can be used: 454 people without empty left out. Leave out a term, or"
        " name other levels."
    )


ORDER = ["worse", "same", "better", "best"]


@pytest.fixture
def ordered():
    counts = {"parent": [8, 7, 6, 3], "professional": [60, 100, 150, 90]}
    answers = [np.repeat(ORDER, counts[group]) for group in GROUPS]
    kind = pd.CategoricalDtype(ORDER, ordered=True)
    return pd.DataFrame(
        {
            "group": np.repeat(GROUPS, [len(answer) for answer in answers]),
            "judged": pd.Series(np.concatenate(answers), dtype=kind),
        }
    )


def clustered_people():
    frame = pd.read_csv(ORACLES / "clustered.csv")
    frame["y"] = pd.Categorical(frame["y"], [1, 2, 3, 4], ordered=True)
    return frame.assign(authority=frame["la"], better=frame["better"] == 1)


OPTIONS = {
    "terms": ["group", "mode"],
    "levels": {"mode": ["video", "phone", "face_to_face"]},
    "people_per_df": 8,
}
Z = 1.959963984540054


def errors(result):
    return np.log(result["ci_high"] / result["ci_low"]) / 2 / Z


@pytest.fixture
def expected():
    return pd.read_csv(ORACLES / "clustered_models.csv").set_index(["model", "term"])


def test_proportional_odds_equal_clm(expected):
    result = proportional_odds(clustered_people(), "y", **OPTIONS)
    clm = expected.loc["proportional_odds"]
    found = result[result["measure"].isin(["odds_ratio", "odds"])].iloc[[3, 4, 5, 0, 1, 2]]
    np.testing.assert_allclose(np.log(found["estimate"]), clm["estimate"], rtol=1e-8)
    np.testing.assert_allclose(errors(found), clm["se"], rtol=1e-8)


def test_gee_equals_geepack(expected):
    result = gee_model(clustered_people(), "better", answer="yes", **OPTIONS)
    gee = expected.loc["gee_exchangeable"]
    np.testing.assert_allclose(np.log(result["estimate"][:4]), gee["estimate"][:4], atol=1e-6)
    np.testing.assert_allclose(errors(result)[:4], gee["se"][:4], atol=1e-6)
    assert result["estimate"].iloc[4] == pytest.approx(gee.loc["alpha", "estimate"], abs=1e-6)
    assert result["measure"].iloc[4] == "within_cluster_correlation"
    assert (
        result["why"]
        .iloc[0]
        .startswith(
            "generalised estimating equations, 122 clusters by authority; 3 of 3 degrees of freedom"
        )
    )


def test_predicted_shares_of_ordered_answers(ordered):
    result = proportional_odds(ordered, "judged")
    shares = result[result["measure"] == "predicted_share"]
    assert shares["answer"].tolist() == np.repeat(ORDER, 2).tolist()
    assert shares["level"].tolist() == ["professional", "parent"] * 4
    assert shares.groupby("level")["estimate"].sum().tolist() == pytest.approx([1, 1])
    assert shares["share"].tolist()[:2] == [60 / 400, 8 / 24]
    assert np.all(shares["ci_low"] < shares["estimate"])
    assert np.all(shares["estimate"] < shares["ci_high"])
    (check,) = rows_of(result, measure="proportionality")
    assert (check["df"], check["method"], check["term"]) == (2, "score test", "every term")
    assert check["p_value"] > 0.05
    assert result["level"].tolist()[1:4] == ["worse|same", "same|better", "better|best"]
    assert (result.loc[result["measure"] == "odds_ratio", "estimate"] < 1).all()
    assert set(result["method"]) <= set(METHODS)
    assert set(result["measure"]) <= set(MEASURES)
    assert set(result) <= set(RESULT_COLUMNS)
    assert len(protect(result, profile="tre"))


def test_reversed_levels_invert_the_odds_ratio(ordered):
    turned = ordered.assign(judged=ordered["judged"].cat.set_categories(ORDER[::-1], ordered=True))
    one, other = (proportional_odds(frame, "judged").iloc[0] for frame in (ordered, turned))
    assert other["estimate"] == pytest.approx(1 / one["estimate"])
    assert other["ci_low"] == pytest.approx(1 / one["ci_high"])
    assert other["p_value"] == pytest.approx(one["p_value"])
    shuffled = ordered.sample(frac=1, random_state=5)
    again = proportional_odds(shuffled, "judged")
    pd.testing.assert_frame_equal(again, proportional_odds(ordered, "judged"))


def test_answers_may_be_chosen_and_taken_together(ordered):
    result = proportional_odds(ordered, "judged", answers=["worse", "same", "best"])
    assert "; ".join(result["why"].iloc[0].split("; ")[:1]) == (
        "156 people with another answer left out"
    )
    assert result["base"].iloc[0] == 18
    joined = proportional_odds(ordered, "judged", answers=["worse", ["same", "better"], "best"])
    assert "same+better" in set(joined["answer"])


def test_answers_without_order_or_finite_odds_are_refused(ordered, frame):
    assert refusal(proportional_odds, frame, "better") == (
        'question "better" has no ordered answers. Use firth_model for one of them, or give the'
        " column its order (pandas.CategoricalDtype(..., ordered=True))."
    )
    assert refusal(proportional_odds, ordered, "judged", answers=["best", "worse", "same"]) == (
        'answers to "judged" are not in their order, which is worse, same, better and best. Name'
        " them in that order, each once, and take together only neighbours."
    )
    overlapping = [["worse", "same"], ["same", "better"], "best"]
    assert "each once" in refusal(proportional_odds, ordered, "judged", answers=overlapping)
    assert refusal(proportional_odds, ordered, "judged", answers=["best"]) == (
        "fewer than 10 people of parent, the smallest group, are too few for a model: they are"
        " described, with response_table or compare_groups."
    )
    assert refusal(proportional_odds, ordered, "judged", answers=["worse", "same"]) == (
        '"judged" has 2 answers that somebody gave (worse and same), and proportional odds need 3.'
        " Use firth_model for one of them."
    )
    ordered.loc[ordered["group"] == "parent", "judged"] = "worse"
    assert refusal(proportional_odds, ordered, "judged") == (
        'odds ratios of group in "judged" have no finite estimate: people of some level all'
        " answered at one end, or apart from the others. Use firth_model for one answer, or take"
        " answers or levels together."
    )
