"""People in authorities: differences with CR2, Rao-Scott, GEE's refusals, the tipping point."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from cpsurvey.analysis import clustered_difference, clustering_tipping_point, gee_model
from cpsurvey.errors import QuestionError
from cpsurvey.stats import cr2_covariance, rao_scott


def two_groups(yes, base, yes_reference, base_reference, clusters=30):
    sizes = [yes, base - yes, yes_reference, base_reference - yes_reference]
    rng = np.random.default_rng(1)
    return pd.DataFrame(
        {
            "group": np.repeat(["parent", "professional"], [base, base_reference]),
            "better": np.repeat(["yes", "no", "yes", "no"], sizes),
            "authority": rng.integers(0, clusters, base + base_reference),
        }
    )


def refusal(function, *arguments, **options):
    with pytest.raises(QuestionError) as error:
        function(*arguments, **options)
    return str(error.value)


def test_the_difference_is_the_raw_one_with_cr2():
    frame = two_groups(7, 24, 246, 492)
    (row,) = clustered_difference(frame, "better", answer="yes").to_dict("records")
    design = np.column_stack([np.ones(516), frame["group"] == "parent"])
    fit = cr2_covariance(design, frame["better"] == "yes", frame["authority"])
    assert row["estimate"] == pytest.approx(7 / 24 - 0.5)
    assert row["df"] == pytest.approx(fit.df[1])
    assert (row["ci_low"], row["ci_high"]) == pytest.approx((fit.ci_low[1], fit.ci_high[1]))
    assert row["p_value"] == pytest.approx(fit.p_value[1])
    assert (row["method"], row["measure"], row["mark"]) == ("cr2", "difference", "u")
    known = frame.groupby("group")["authority"].nunique()
    assert row["why"] == (
        f"{known['parent']} clusters by authority in parent, {known['professional']} in"
        " professional"
    )


def test_without_an_answer_all_are_tested_at_once_and_then_described():
    frame = two_groups(7, 24, 246, 492)
    frame["mood"] = ["low", "mid", "high", "mid"] * 129
    result = clustered_difference(frame, "mood")
    test = rao_scott(frame["group"], frame["mood"], frame["authority"])
    assert result["answer"].tolist() == ["all_answers", "high", "low", "mid"]
    first = result.iloc[0]
    assert (first["measure"], first["method"]) == ("rao_scott", "rao-scott")
    assert (first["statistic"], first["df"], first["p_value"]) == pytest.approx(
        (test.statistic, test.df, test.p_value)
    )
    assert first["why"].startswith(f"F on {test.df:.2f} and {test.df_denominator:.1f} degrees")
    assert pd.isna(first["estimate"])
    assert result["estimate"].iloc[1:].sum() == pytest.approx(0)


@pytest.mark.parametrize(
    ("frame", "why"),
    [
        (
            two_groups(0, 24, 200, 492),
            "no interval: all or none of a group gave the answer, so its clusters do not differ",
        ),
        (
            two_groups(7, 24, 246, 492, clusters=3),
            "no interval: degrees of freedom below 4",
        ),
        (
            two_groups(7, 24, 246, 492).assign(authority=lambda d: d.index // 24),
            "no interval: all of a group are in one cluster",
        ),
    ],
)
def test_where_clusters_tell_too_little_there_is_no_interval(frame, why):
    (row,) = clustered_difference(frame, "better", answer="yes").to_dict("records")
    assert row["method"] == "difference"
    assert row["why"].startswith(f"{why}; ")
    assert np.isnan([row["ci_low"], row["ci_high"], row["p_value"]]).all()
    assert row["estimate"] == pytest.approx(row["share"] - row["share_reference"])


def test_groups_may_be_swapped_and_people_shuffled():
    frame = two_groups(7, 24, 246, 492)
    (row,) = clustered_difference(frame, "better", answer="yes").to_dict("records")
    other = clustered_difference(
        frame.sample(frac=1, random_state=2), "better", answer="yes", group="professional",
        reference="parent",
    ).iloc[0]  # fmt: skip
    assert other["estimate"] == pytest.approx(-row["estimate"])
    assert other["ci_low"] == pytest.approx(-row["ci_high"])
    assert other["p_value"] == pytest.approx(row["p_value"])


def test_clusters_that_are_not_there_or_tell_nothing_are_refused():
    frame = two_groups(7, 24, 246, 492)
    assert refusal(clustered_difference, frame, "better", cluster="autority") == (
        'cluster "autority" is not known, did you mean "authority"? Known: group, better and'
        " authority. Where nobody's is known, use clustering_tipping_point."
    )
    empty = frame.assign(authority=None)
    for model in (clustered_difference, gee_model):
        assert refusal(model, empty, "better", answer="yes") == (
            'cluster "authority" is known of nobody. Use clustering_tipping_point, which says how'
            " alike people would have to be to matter."
        )
        assert refusal(model, frame.assign(authority="E1"), "better", answer="yes") == (
            'everybody used is of one "authority": how people of different ones differ is not'
            " known. Use firth_model or compare_groups."
        )
        alone = frame.assign(authority=range(516))
        assert refusal(model, alone, "better", answer="yes") == (
            'nobody used shares a "authority" with another, so there is nothing to allow for. Use'
            " firth_model or compare_groups."
        )
        assert refusal(model, frame, "better", answer="yes", cluster=None) == (
            "cluster is None: name the column that says who belongs together."
        )
        assert refusal(model, frame, "better", answer="yes", cluster="better") == (
            'question and cluster are both "better": name others.'
        )
        assert refusal(model, frame, "better", answer="yes", cluster=["authority"]) == (
            "cluster is ['authority']: give one name, as text."
        )
        assert refusal(model, frame, "better", answer="yes", cluster="group") == (
            'cluster and one of terms are both "group": name others.'
        )
    assert refusal(clustered_difference, frame, "better", group="professional") == (
        'group and reference are both "professional": name two groups.'
    )


def test_gee_refuses_few_clusters_and_infinite_odds():
    few = two_groups(7, 24, 246, 492, clusters=5)
    assert refusal(gee_model, few, "better", answer="yes") == (
        'there are 5 of "authority", and robust errors need 10 or more. Use clustered_difference,'
        " whose degrees of freedom tell how few they are."
    )
    none = two_groups(0, 24, 200, 492)
    assert refusal(gee_model, none, "better", answer="yes") == (
        'odds ratios of "yes" have no finite estimate: all or none of some level gave it. Use'
        " firth_model or clustered_difference, or take levels together."
    )


def test_the_tipping_point_is_the_published_one():
    frame = two_groups(5, 24, 246, 492).drop(columns="authority")
    result = clustering_tipping_point(frame, "better", answer="yes", people_per_cluster=5)
    effects = result[result["measure"] == "design_effect"]
    assert effects["term"].tolist() == ["group", "both"]
    assert effects["estimate"].tolist() == pytest.approx([2.08, 2.03], abs=0.005)
    critical = result[result["measure"] == "critical_correlation"]
    np.testing.assert_allclose(critical["estimate"], (effects["estimate"] - 1) / 4)
    assert critical["why"].tolist() == [
        "for 5 people a cluster; people of the group alone worth fewer by this design effect",
        "for 5 people a cluster; people of both groups worth fewer by this design effect",
    ]


def test_a_tipping_point_that_is_no_number_says_so():
    held = two_groups(11, 24, 246, 492)
    result = clustering_tipping_point(held, "better", answer="yes", people_per_cluster=3)
    assert result["estimate"].tolist() == [1, 1]
    assert set(result["why"]) == {"the interval holds 0 as it is"}
    far = two_groups(1, 24, 400, 492)
    result = clustering_tipping_point(far, "better", answer="yes", people_per_cluster=3)
    critical = result[result["measure"] == "critical_correlation"]
    assert critical["estimate"].isna().all()
    assert (
        critical["why"]
        .iloc[0]
        .startswith("no correlation makes so great an effect with 3 people a cluster; ")
    )
    assert (
        refusal(clustering_tipping_point, far, "better", answer="yes", people_per_cluster=1)
        == "people_per_cluster is 1: give a number above 1, or leave it out."
    )
