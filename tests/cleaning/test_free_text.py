"""Comments: of the respondents kept, masked, and in nothing but this frame."""

import pandas as pd
import pytest

from cpsurvey.cleaning import clean_survey, comments
from cpsurvey.errors import CodebookError

BLANK = dict.fromkeys(("Q2", "Q3", "Q4", "Q5_1", "Q5_2", "Q5_3", "Q6_1"), "")
STAFF = {"C1": ["Yes"], "C2": ["Good"], "C6_1": [""], "C6_2": [""]}


@pytest.fixture
def visitors(export_of):
    """Six visitors; the fourth did not consent, the fifth is a test, the sixth wrote nothing."""
    said = [
        "Warm, and the staff are kind.",
        "Ring me on 020 7946 0000\nor write to jo@example.org",
        "  ",
        "My name is Nobody",
        "Only a test",
        "",
    ]
    cells = {column: [blank] * len(said) for column, blank in BLANK.items()}
    consent = ["Yes", "Yes", "Yes", "No", "Yes", "Yes"]
    status = ["normal"] * 4 + ["test", "normal"]
    return export_of("visitor", Q1=consent, **cells, Q7=said, status=status)


def test_comments_are_of_those_kept_and_masked(library, visitors):
    assert comments(visitors, library).to_dict("records") == [
        {
            "respondent": "R_0",
            "group": "visitor",
            "question": "remarks",
            "text": "Warm, and the staff are kind.",
            "masked": "",
        },
        {
            "respondent": "R_1",
            "group": "visitor",
            "question": "remarks",
            "text": "Ring me on [telephone number]\nor write to [e-mail]",
            "masked": "e-mail, telephone number",
        },
    ]


def test_the_rules_of_the_tables_are_those_of_the_comments(library, visitors):
    kept = clean_survey(visitors, library, rules="everyone").responses["respondent"]
    said = comments(visitors, library, rules="everyone")
    assert said["respondent"].tolist() == ["R_0", "R_1", "R_4"]
    assert set(said["respondent"]) < set(kept)
    with pytest.raises(CodebookError) as caught:
        comments(visitors, library, rules="nobody")
    assert str(caught.value) == 'set of rules "nobody" is not known. Known: default and everyone.'


def test_who_withdrew_is_nowhere(library, visitors):
    decisions = pd.DataFrame(
        {
            "respondent": ["R_1"],
            "question": "",
            "action": "withdraw",
            "value": "",
            "reason": "asked by letter",
            "date": "2020-12-01",
        },
        index=[2],
    )
    decisions.attrs["name"] = "decisions.csv"
    said = comments(visitors, library, decisions=decisions)
    assert said["respondent"].tolist() == ["R_0"]


def test_respondents_are_called_as_in_the_tables(library, visitors, export_of):
    staff = export_of("staff", **STAFF)
    said = comments([visitors, staff], library)
    tables = clean_survey([visitors, staff], library)
    assert said["respondent"].tolist() == ["visitor-R_0", "visitor-R_1"]
    assert set(said["respondent"]) <= set(tables.responses["respondent"])


def test_a_survey_without_free_text_has_no_comments(library, export_of):
    said = comments(export_of("staff", **STAFF), library)
    assert said.empty
    assert list(said) == ["respondent", "group", "question", "text", "masked"]
    assert set(map(str, said.dtypes)) == {"string"}


def test_the_order_of_rows_shows_nowhere(library, visitors):
    rows = visitors.rows.index[::-1]
    turned = type(visitors)(
        **{
            **visitors.__dict__,
            "rows": visitors.rows.loc[rows].set_axis(visitors.rows.index),
            "meta": visitors.meta.loc[rows].set_axis(visitors.meta.index),
        }
    )
    pd.testing.assert_frame_equal(comments(visitors, library), comments(turned, library))
