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
        "As it was compared", "Boschloo exact", "Fisher's mid-P", "All who were shown the question",
        "Everybody kept", "Better or The same",
    ]  # fmt: skip
    headings = [text.get_text() for text in axes.texts if text.get_weight() == "bold"]
    assert headings == ["Main analysis", "Another test", "Another base", "The scale cut in two"]


def test_every_row_has_its_points_p_value_and_bases(ways):
    assert [text for text in texts(figures.alternative_intervals(ways)) if " v " in text] == [
        "−21, p = 0.046, 24 v 492 [u]", "−21, p = 0.053, 24 v 492 [u]",
        "−21, p < 0.001, 24 v 492 [u]", "[c] v [c]", "−21, 26 v 492 [u]",
        "−21, p = 0.046, 24 v 492 [u]",
    ]  # fmt: skip


def test_a_way_without_numbers_says_why(ways):
    axes = figures.alternative_intervals(ways)
    assert "Not compared: nothing tells" in texts(axes)
    assert len([line for line in axes.lines if len(line.get_xdata()) == 1]) == 5


def test_hidden_ways_are_not_drawn(ways):
    hidden = ways.assign(mark="c", estimate=None, base=None)
    assert texts(figures.alternative_intervals(hidden)).count(
        "[c] not shown, to protect people"
    ) == len(ways)


def test_the_text_names_every_way(ways):
    short, long = recall(figures.alternative_intervals(ways.iloc[:2])).alt
    assert short == (
        "Dot chart of one comparison done in several ways: Overall judgement: Better. The"
        " difference (parent minus professional, percentage points) is −21 throughout. Data:"
        " SYNTHETIC study."
    )
    assert long.splitlines() == [
        "Main analysis, As it was compared, n = 24 v 492 [u], p = 0.046: −21, interval −36 to 0.",
        "Another test, Boschloo exact, n = 24 v 492 [u], p = 0.053: −21, interval −36 to 0.",
    ]


def test_two_questions_stand_one_under_the_other(ways):
    other = ways.iloc[:2].assign(question="able", question_label="Able to express views")
    both = pd.concat([ways.iloc[:2], other])
    axes = figures.alternative_intervals(both)
    headings = [text.get_text() for text in axes.texts if text.get_weight() == "bold"]
    assert headings[0] == "Overall judgement, Main analysis"
    assert headings[-1] == "Able to express views, Another test"


def test_what_is_no_difference_is_refused(ways):
    with pytest.raises(QuestionError) as error:
        figures.alternative_intervals(ways.assign(measure="probability_of_superiority"))
    assert str(error.value) == (
        "alternative_intervals draws differences of shares, and this result has rows of"
        " probability_of_superiority too. Choose those of differences, such as"
        ' result[result["measure"] == "difference"].'
    )
