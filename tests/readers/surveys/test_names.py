"""Which platform the names of columns tell, in several languages, and what each column is."""

from __future__ import annotations

import pandas as pd
import pytest

from cpsurvey.readers.files.grid import Grid
from cpsurvey.readers.surveys import google_forms
from cpsurvey.readers.surveys.formats import format_of
from cpsurvey.readers.surveys.names import roles_of
from cpsurvey.readers.surveys.redcap import roles_in_redcap


@pytest.mark.parametrize(
    ("platform", "headers"),
    [
        ("limesurvey", ["id", "submitdate", "Q1"]),
        ("limesurvey", ["id", "lastpage", "seed", "Q1[SQ1]"]),
        ("limesurvey", ["Q1[SQ001]", "Q1[SQ002]", "Q2"]),
        ("limesurvey", ["Q1[SQ001][1]", "Q1[SQ001][2]"]),
        ("limesurvey", ["Antwort ID", "Datum Abgeschickt", "Letzte Seite", "Wie?"]),
        ("limesurvey", ["Answer ID", "Which? [A]", "Which? [B]"]),
        ("redcap", ["record_id", "age", "about_complete"]),
        ("redcap", ["pid", "came___1", "about_complete"]),
        ("redcap", ["subject", "redcap_event_name", "age"]),
        ("redcap", ["Record ID", "Age", "Complete?"]),
        ("google_forms", ["Timestamp", "How?"]),
        ("google_forms", ["Zeitstempel", "Wie?"]),
        ("ms_forms", ["ID", "Start time", "Completion time", "Email", "Name", "How?"]),
        ("ms_forms", ["Id", "Startzeit", "Fertigstellungszeit", "E-Mail", "Name", "Wie?"]),
        ("typeform", ["#", "How?", "Start Date (UTC)", "Submit Date (UTC)", "Network ID"]),
        ("typeform", ["#", "How?", "Response Type", "Start Date (UTC)", "Stage Date (UTC)",
                      "Submit Date (UTC)", "Network ID", "Tags", "Ending"]),
        ("indico", ["Submitter", "Submitter Email", "Submission Date", "A: How?"]),
        ("surveymonkey", ["RespondentID", "How?"]),
        ("table", ["id", "vote", "age"]),
        ("table", ["id", "submitted", "Which? [Books]", "Which? [Events]"]),
        ("table", ["ID", "Age [years]", "Height [cm]"]),
        ("table", ["id", "seed", "reaction"]),
        ("table", ["Email", "Name", "How?"]),
        ("table", ["How?", "Timestamp"]),
        ("table", ["a [1]", "b [2]"]),
        ("table", ["task_complete", "a"]),
        ("table", []),
    ],
)  # fmt: skip
def test_a_platform_by_its_names(platform, headers):
    grid = Grid("a.csv", "text", {}, [headers], [[headers]], lambda *_: pd.DataFrame())
    assert format_of(grid) == platform


def test_when_a_form_of_redcap_was_sent_in_both_of_its_exports():
    labels = ["Record ID", "Survey Timestamp", "Age", "Complete?"]
    assert roles_in_redcap(labels) == ["respondent", "recorded", "", "finished"]
    raw = ["record_id", "about_timestamp", "age", "about_complete"]
    assert roles_in_redcap(raw) == ["respondent", "recorded", "", "finished"]


def test_only_the_first_of_two_columns_of_one_role_is_metadata():
    assert roles_of(["Timestamp", "Timestamp", "How?"], google_forms.NAMES) == ["recorded", "", ""]


def test_whatever_the_platform_the_unmistakable_is_dropped():
    headers = ["x", "IP Address", "Email_Address", "First  Name", "latitude", "How?"]
    assert roles_of(headers)[1:] == [*["identifying"] * 4, ""]
