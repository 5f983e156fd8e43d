"""One comparison done in several ways."""

import pandas as pd
import pytest

from cpsurvey import figures
from cpsurvey.errors import QuestionError
from cpsurvey.figures.record import recall


@pytest.fixture
def ways():
    facts = {
        "data": "SYNTHETIC study", "question": "overall", "answer": "better", "group": "parent",
        "reference": "professional", "measure": "difference", "base": 24, "base_reference": 492,
        "estimate": -0.208, "ci_low": -0.357, "ci_high": -0.004, "p_value": 0.0464, "mark": "u",
        "why": "", "question_label": "Overall judgement", "answer_label": "Better",
    }  # fmt: skip
    nothing = {"estimate": None, "ci_low": None, "ci_high": None, "p_value": None, "mark": ""}
    return pd.DataFrame(
        [
            facts | {"varies": "main", "alternative": "main"},
            facts | {"varies": "test", "alternative": "boschloo", "p_value": 0.0531},
            facts | {"varies": "test", "alternative": "fisher mid-p", "p_value": 0.00001},
            facts | nothing | {"varies": "base", "alternative": "shown", "base": None,
                               "base_reference": None, "why": "nothing tells; more"},
            facts | {"varies": "base", "alternative": "kept", "p_value": None, "base": 26},
            facts | {"varies": "cut", "alternative": "cut", "answer": "better+same",
                     "answer_label": "Better or The same"},
        ]
    )  # fmt: skip


def texts(axes):
    return [text.get_text().replace("\n", " ") for text in axes.texts]


def test_a_row_a_way_under_a_heading_for_what_varies(ways):
    axes = figures.alternative_intervals(ways)
    assert [label.get_text().replace("\n", " ") for label in axes.get_yticklabels()] == [
        "As it was compared", "Same difference, same interval", "All who were shown the question",
        "Everybody kept", "Better or The same",
    ]  # fmt: skip
    headings = [text.get_text() for text in axes.texts if text.get_weight() == "bold"]
    assert headings == ["Main analysis", "Another test", "Another base", "The scale cut in two"]


def test_every_row_has_its_points_p_value_and_bases(ways):
    assert [text for text in texts(figures.alternative_intervals(ways)) if " v " in text] == [
        "−21, p = 0.046, 24 v 492 [u]", "24 v 492 [u]", "[c] v [c]", "−21, 26 v 492 [u]",
        "−21, p = 0.046, 24 v 492 [u]",
    ]  # fmt: skip


def test_other_tests_share_a_row_with_all_their_p_values(ways):
    untested = ways.loc[1].to_dict() | {"alternative": "fisher-irwin", "p_value": float("nan")}
    axes = figures.alternative_intervals(pd.DataFrame([*ways.to_dict("records"), untested]))
    note = "Boschloo exact p = 0.053; Fisher's mid-P p < 0.001; Fisher-Irwin exact not computed"
    assert note in [text.replace("\N{NO-BREAK SPACE}", " ") for text in texts(axes)]
    assert recall(axes).alt.long.splitlines()[1] == (
        f"Another test: Same difference, same interval, n = 24 v 492 [u]: {note}."
    )
    assert recall(axes).result["alternative"].tolist()[1:3] == ["boschloo", "fisher mid-p"]


def test_a_difference_without_interval_is_not_drawn_and_has_its_reason(ways):
    few = ways.iloc[:1].assign(ci_low=None, ci_high=None, why="degrees of freedom below 4; more")
    axes = figures.alternative_intervals(few)
    assert "Not compared: degrees of freedom below 4" in texts(axes)
    assert [line for line in axes.lines if len(line.get_xdata()) == 1] == []


def test_a_way_without_numbers_says_why(ways):
    axes = figures.alternative_intervals(ways)
    assert "Not compared: nothing tells" in texts(axes)
    assert len([line for line in axes.lines if len(line.get_xdata()) == 1]) == 3


def test_hidden_ways_are_not_drawn(ways):
    hidden = ways.assign(mark="c", estimate=None, base=None)
    assert (
        texts(figures.alternative_intervals(hidden)).count("[c] not shown, to protect people")
        == len(ways) - 1
    )  # two tests share a row


def test_the_text_names_every_way(ways):
    short, long = recall(figures.alternative_intervals(ways.iloc[[0, 4]])).alt
    assert short == (
        "Dot chart of one comparison done in several ways: Overall judgement: Better. The"
        " difference (parent minus professional, percentage points) is −21 throughout. Data:"
        " SYNTHETIC study."
    )
    assert long.splitlines() == [
        "Main analysis: As it was compared, n = 24 v 492 [u], p = 0.046: −21, interval −36 to 0.",
        "Another base: Everybody kept, n = 26 v 492 [u]: −21, interval −36 to 0.",
    ]


def test_two_questions_stand_one_under_the_other(ways):
    other = ways.iloc[:2].assign(question="able", question_label="Able to express views")
    both = pd.concat([ways.iloc[:2], other])
    axes = figures.alternative_intervals(both)
    headings = [text.get_text() for text in axes.texts if text.get_weight() == "bold"]
    assert headings[0] == "Overall judgement: main analysis"
    assert headings[-1] == "Able to express views: another test"
    assert recall(axes).alt.long.startswith(
        "Overall judgement, main analysis: As it was compared, n = 24 v 492 [u]"
    )


def test_what_is_no_difference_is_refused(ways):
    with pytest.raises(QuestionError) as error:
        figures.alternative_intervals(ways.assign(measure="probability_of_superiority"))
    assert str(error.value) == (
        "alternative_intervals draws differences of shares, and this result has rows of"
        " probability_of_superiority too. Choose those of differences, such as"
        ' result[result["measure"] == "difference"].'
    )
