"""From rows that came in to rows kept: nobody is lost on the way."""

from dataclasses import replace

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from cpsurvey.cleaning import clean_survey
from cpsurvey.codebook import Rule
from cpsurvey.report.data_reports.flow import flow_table
from cpsurvey.tables import read_tables, write_tables
from cpsurvey.vocabulary import FLOW_COLUMNS

PEOPLE = st.lists(
    st.tuples(
        st.sampled_from(["Yes", "No", ""]),
        st.sampled_from(["normal", "normal", "test"]),
        st.sampled_from(["yes", "no"]),
        st.sampled_from(["a", "b", "c", "d"]),
    ),
    max_size=12,
)


def staff(export_of, people):
    consent, status, finished, respondent = (
        (list(c) for c in zip(*people, strict=True)) if people else ([],) * 4
    )
    return export_of(
        "staff", C1=list(consent), C2=["Good"] * len(people), C6_1=[""] * len(people),
        C6_2=[""] * len(people), status=status, finished=finished, respondent=respondent,
        progress=["" for _ in people],
    )  # fmt: skip


@given(PEOPLE)
@settings(max_examples=15)
def test_every_row_that_came_in_is_left_out_once_or_kept(library, export_of, people):
    tables = clean_survey(staff(export_of, people), library)
    flow = flow_table(tables)
    assert list(flow) == list(FLOW_COLUMNS)
    for group, steps in flow.groupby("group", observed=False):
        assert steps["step"].tolist() == list(range(6))
        assert steps["rule"].tolist() == [
            "rows_in", "preview_or_test", "no_consent", "unfinished", "duplicate", "kept",
        ]  # fmt: skip
        assert steps["remaining"].iloc[0] == (len(people) if group == "staff" else 0)
        assert steps["remaining"].iloc[-1] == (tables.responses["group"] == group).sum()
        assert (steps["remaining"].shift(1).iloc[1:] - steps["left_out"].iloc[1:]).tolist() == (
            steps["remaining"].iloc[1:].tolist()
        )


def test_the_steps_stand_as_typed_in(library, export_of):
    people = [
        ("Yes", "normal", "yes", "a"),
        ("Yes", "normal", "no", "b"),
        ("No", "test", "yes", "c"),
    ]
    flow = flow_table(clean_survey(staff(export_of, people), library))
    assert flow[flow["group"] == "staff"].drop(columns=["data", "group"]).values.tolist() == [
        [0, "rows_in", "rows that came in", 0, 3],
        [1, "preview_or_test", "a preview, a test or spam, not an answer", 1, 2],
        [2, "no_consent", "did not consent", 0, 2],
        [3, "unfinished", "did not reach the end of the questionnaire", 1, 1],
        [4, "duplicate", "another row of the same respondent is kept", 0, 1],
        [5, "kept", "rows kept", 0, 1],
    ]


def test_two_screenings_are_two_steps_where_they_ran(library, export_of):
    rules = (
        Rule("screened_out", "satisfaction", screened=("poor",)),
        Rule("no_consent", "consent", ("yes",)),
        Rule("screened_out", "consent", screened=("no",)),
    )
    book = replace(library, rules={"default": rules})
    people = [("No", "normal", "yes", "a")]
    flow = flow_table(clean_survey(staff(export_of, people), book))
    assert flow.loc[flow["group"] == "staff", ["rule", "left_out"]].values.tolist()[1:-1] == [
        ["screened_out__satisfaction", 0],
        ["no_consent", 1],
        ["screened_out__consent", 0],
    ]


def test_the_flow_is_the_same_after_the_tables_were_kept_on_disk(library, export_of, tmp_path):
    people = [("Yes", "normal", "yes", "a"), ("No", "normal", "yes", "b")]
    tables = clean_survey(staff(export_of, people), library)
    write_tables(tables, tmp_path / "tables")
    pd.testing.assert_frame_equal(flow_table(tables), flow_table(read_tables(tmp_path / "tables")))
