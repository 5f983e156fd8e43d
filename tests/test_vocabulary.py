"""Which column of a result is the one whose levels are compared."""

import pytest

from cpsurvey.vocabulary import compared_column


@pytest.mark.parametrize(
    ("columns", "compared"),
    [
        (["data", "question", "answer", "group", "reference", "join_mode"], "group"),
        (["data", "question", "answer", "join_mode", "reference", "group"], "join_mode"),
        (["answer", "nation", "reference"], "nation"),
        (["answer", "reference"], "group"),
        (["reference", "group"], "group"),
        (["answer", "group"], "group"),
    ],
)
def test_it_is_the_one_before_the_reference(columns, compared):
    assert compared_column(columns) == compared
