"""Signs of platforms that never write an option's label, whatever the option is called."""

from __future__ import annotations

import pandas as pd
import pytest

from cpsurvey.cleaning.multiselect import is_tick, split_columns
from cpsurvey.codebook import Level, Question, Scale

NAMED_LIKE_SIGNS = Scale("s", "", (Level("no", "No"), Level("na", "N/A"), Level("yes", "Yes")))
QUESTION = Question("q", "Q", "multi", ("all",), scale=NAMED_LIKE_SIGNS)
ONE = Question("q", "Q", "multi", ("all",), scale=Scale("s", "", (Level("a", "A"),)))


def test_limesurvey_says_no_and_not_shown_of_options_called_so():
    raw = pd.DataFrame(
        {"a": ["No", "Yes", "N/A"], "b": ["Yes", "No", "N/A"], "c": ["No", "No", "N/A"]}
    )
    cleaned = split_columns(raw, QUESTION, "limesurvey")
    ticked = pd.DataFrame(cleaned.values)
    assert ticked.fillna(False).to_numpy().tolist() == [
        [False, True, False], [True, False, False], [False, False, False]
    ]  # fmt: skip
    assert cleaned.reasons.tolist() == ["", "", "not_shown"]
    assert cleaned.unknown == {}


@pytest.mark.parametrize(
    ("cells", "alone"),
    [(["Y", ""], True), (["0", "1"], True), (["A", ""], False), (["Yes", "A"], False)],
)
def test_one_option_alone_may_be_a_tick(cells, alone):
    assert is_tick(pd.Series(cells), ONE) is alone
