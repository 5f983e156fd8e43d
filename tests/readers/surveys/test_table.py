"""What comes out of tables with one header row, and of SurveyMonkey's two, platform by platform."""

from __future__ import annotations

from pathlib import Path

import pytest
from statsmodels.datasets import anes96

from cpsurvey.readers import read_survey_export

LIME = """\
\ufeff"id";"submitdate";"lastpage";"startlanguage";"seed";"token";"startdate";"ipaddr";"Q1[SQ1]"
"7";"2020-10-01 09:05:00";"3";"en";"99";"abc";"2020-10-01 09:00:00";"192.0.2.1";"Y"
"8";"";"1";"cy";"98";"abd";"2020-10-02 09:00:00";"192.0.2.2";""
"""
LIME_TEXTS = """\
"id. Response ID","submitdate. Date submitted","startlanguage. Start language","Q1. How was it?",\
"Q2[A]. Who came? [Chair]"
1,1980-01-01 00:00:00,en,Good,Yes
"""
REDCAP = """\
record_id,redcap_event_name,redcap_survey_identifier,redcap_data_access_group,about_you_timestamp,\
age,came___1,came___2,about_you_complete
7,,secret,north,2020-10-01 09:05:00,41,1,0,2
8,,,south,,,0,0,0
"""
GOOGLE = """\
Timestamp,Email Address,How was it?,Who came?
2020/10/05 11:34:01 AM GMT+1,siân@example.org,Good,Chair;Parent
2020/10/05 1:04:01 PM GMT+1,,NA,
"""
MS_FORMS = """\
ID,Start time,Completion time,Email,Name,"How was\u00a0it?\n",Email2
3,7/21/25 6:56:20,7/21/25 7:01:02,anonymous,,Good,none
9,8/1/25 6:56:20,8/1/25 7:01:02,s@example.org,Siân,Bad,none
"""
TYPEFORM = """\
#,Which <strong>system</strong>?,Other,Other,Start Date (UTC),Submit Date (UTC),Network ID
a1,Mac,x,,2020-10-01 09:00:00,2020-10-01 09:05:00,17
"""
INDICO = """\
\ufeffSubmitter,Submitter Email,Submission Date,Workshop: Which?
Siân,s@example.org,2021-03-15 10:26:03.580058+00:00,a; b
"""
MONKEY = """\
Respondent ID,Collector ID,Start Date,IP Address,Custom Data 1,Been there?,Which ones?,,,Why?
,,,,,Response,First,Second,Other (please specify),Open-Ended Response
11,1,10/13/2020 09:00:00 AM,192.0.2.1,x,Yes,First,,none,Because
12,1,10/13/2020 01:00:00 PM,192.0.2.2,x,No,,Second,,
"""
META = ["respondent", "finished", "started", "recorded", "language"]


@pytest.mark.parametrize(
    ("text", "platform", "meta", "columns", "dropped"),
    [
        (
            LIME,
            "limesurvey",
            [
                ["7", "yes", "2020-10-01 09:00:00", "2020-10-01 09:05:00", "en"],
                ["8", "no", "2020-10-02 09:00:00", "", "cy"],
            ],
            ["Q1[SQ1]"],
            ("token", "ipaddr"),
        ),
        (LIME_TEXTS, "limesurvey", [["1", "yes", "", "", "en"]], ["Q1", "Q2[A]"], ()),
        (
            REDCAP,
            "redcap",
            [["7", "yes", "", "2020-10-01 09:05:00", ""], ["8", "", "", "", ""]],
            ["redcap_data_access_group", "age", "came___1", "came___2"],
            ("redcap_survey_identifier",),
        ),
        (
            GOOGLE,
            "google_forms",
            [
                ["row-2", "", "", "2020-10-05 11:34:01", ""],
                ["row-3", "", "", "2020-10-05 13:04:01", ""],
            ],
            ["How was it?", "Who came?"],
            ("Email Address",),
        ),
        (
            MS_FORMS,
            "ms_forms",
            [
                ["3", "", "2025-07-21 06:56:20", "2025-07-21 07:01:02", ""],
                ["9", "", "2025-08-01 06:56:20", "2025-08-01 07:01:02", ""],
            ],
            ["How was it?", "Email2"],
            ("Email", "Name"),
        ),
        (
            TYPEFORM,
            "typeform",
            [["a1", "", "2020-10-01 09:00:00", "2020-10-01 09:05:00", ""]],
            ["Which <strong>system</strong>?", "Other", "Other~2"],
            ("Network ID",),
        ),
        (
            INDICO,
            "indico",
            [["row-2", "", "", "2021-03-15 10:26:03", ""]],
            ["Workshop: Which?"],
            ("Submitter", "Submitter Email"),
        ),
        (
            MONKEY,
            "surveymonkey",
            [
                ["11", "", "2020-10-13 09:00:00", "", ""],
                ["12", "", "2020-10-13 13:00:00", "", ""],
            ],
            [
                "Been there?",
                "Which ones? - First",
                "Which ones? - Second",
                "Which ones? - Other (please specify)",
                "Why?",
            ],
            ("IP Address", "Custom Data 1"),
        ),
    ],
    ids=["lime", "lime texts", "redcap", "google", "ms", "typeform", "indico", "surveymonkey"],
)  # fmt: skip
def test_a_platform_is_told_by_its_columns(read_survey, text, platform, meta, columns, dropped):
    export = read_survey(text)
    assert export.platform == platform
    assert export.meta[META].to_numpy().tolist() == meta
    assert list(export.rows) == columns
    assert export.dropped == dropped
    assert set(export.meta["status"]) == {"normal"}


def test_a_plain_table_keeps_everything_but_what_identifies(read_survey):
    export = read_survey(
        "id,First name,Surname,e-mail,IP address,latitude,Age,vote\n"
        "1,Siân,Rees,s@example.org,192.0.2.1,51.5,41,1\n"
        "2,Ann,Lee,,192.0.2.2,51.6,NA,0\n"
    )
    assert export.platform == "table"
    assert export.dropped == ("First name", "Surname", "e-mail", "IP address", "latitude")
    assert export.rows.to_dict("index") == {
        2: {"id": "1", "Age": "41", "vote": "1"},
        3: {"id": "2", "Age": "NA", "vote": "0"},
    }
    assert export.meta["respondent"].tolist() == ["row-2", "row-3"]


def test_an_option_called_e_mail_is_an_answer(read_survey):
    export = read_survey("Area,E-mail,Phone\nNorth,Yes,\nSouth,No,Yes\n")
    assert list(export.rows) == ["Area", "E-mail", "Phone"]
    assert export.dropped == ()


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_the_one_that_makes_a_table(read_survey, delimiter):
    cells = [["How, if at all; or why?", "b"], ["a, b; c", "2"], ["", "3"]]
    text = "\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in cells)
    export = read_survey(text)
    assert export.settings["delimiter"] == delimiter
    assert export.rows.to_dict("list") == {
        "How, if at all; or why?": ["a, b; c", ""],
        "b": ["2", "3"],
    }


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(read_survey, encoding):
    export = read_survey("Ardal,Barn\nMôn,Da\n".encode(encoding))
    assert export.rows["Ardal"].tolist() == ["Môn"]
    assert export.settings["encoding"] == encoding


def test_line_breaks_and_no_break_spaces_of_a_name_become_one_space(read_survey):
    export = read_survey('"How\u00a0was\n\n it? ",b\n1,2\n')
    assert list(export.rows) == ["How was it?", "b"]
    assert export.columns["name"].tolist() == ["How was it?", "b"]


def test_the_text_of_a_column_is_its_name_without_html(read_survey):
    text = '"<p>Which <b>system</b>?</p><style>p {x}</style> &amp; why",b\n1,2\n'
    export = read_survey(text)
    assert export.columns["text"].tolist() == ["Which system ? & why", "b"]
    assert list(export.rows) == ["<p>Which <b>system</b>?</p><style>p {x}</style> &amp; why", "b"]


def test_a_column_named_twice(read_survey):
    export = read_survey("Other,a,Other\n1,2,3\n")
    assert export.rows.to_dict("list") == {"Other": ["1"], "a": ["2"], "Other~2": ["3"]}
    assert export.doubled == ("Other",)


def test_empty_columns_without_a_name_are_left_out(read_survey):
    assert list(read_survey("a,b,\n1,2,\n").rows) == ["a", "b"]


def test_codes_alone_as_a_statistics_package_keeps_them():
    export = read_survey_export(Path(anes96.__file__).with_name("anes96.csv"))
    assert (export.platform, export.settings["delimiter"]) == ("table", "\t")
    assert list(export.rows) == [
        "popul", "TVnews", "selfLR", "ClinLR", "DoleLR", "PID", "age", "educ", "income", "vote",
    ]  # fmt: skip
    assert len(export.rows) == 944
    assert set(export.rows["vote"]) == {"0", "1"}


def test_two_thousand_columns(read_survey):
    names = [f"q{number}" for number in range(2_000)]
    export = read_survey(",".join(names) + "\n" + ",".join("1" * 2_000) + "\n")
    assert export.rows.shape == (1, 2_000)


def test_a_platform_that_is_named_is_believed(make_file):
    path = make_file("Timestamp,StartDate,EndDate,Status,Finished\n1,2,3,4,5\n")
    export = read_survey_export(path, platform="table")
    assert export.platform == "table"
    assert list(export.rows) == ["Timestamp", "StartDate", "EndDate", "Status", "Finished"]


def test_group_and_instrument(make_file):
    export = read_survey_export(make_file("a,b\n1,2\n"), group="parent")
    assert (export.group, export.instrument) == ("parent", "parent")


def test_several_forms_of_redcap_say_nothing_of_who_finished(read_survey):
    text = "record_id,a,one_complete,b,two_complete\n1,x,2,y,0\n"
    export = read_survey(text)
    assert export.meta["finished"].tolist() == [""]
    assert list(export.rows) == ["a", "one_complete", "b", "two_complete"]
    kinds = export.columns.set_index("column")["kind"].to_dict()
    assert (kinds["one_complete"], kinds["a"]) == ("embedded", "question")


def test_a_form_of_redcap_that_was_not_sent_has_no_date(read_survey):
    text = "record_id,a_timestamp,a,a_complete\n1,2020-10-01 09:05:00,x,2\n2,[not completed],y,0\n"
    export = read_survey(text)
    assert export.meta["recorded"].tolist() == ["2020-10-01 09:05:00", ""]
    assert export.settings["dates"] == "iso"


def test_events_of_redcap_with_one_row_a_person_are_read(read_survey):
    text = "record_id,redcap_event_name,a\n1,first_arm_1,x\n2,second_arm_1,y\n"
    assert read_survey(text).rows.to_dict("list") == {"a": ["x", "y"]}


def test_surveymonkey_saved_again_by_other_programs(read_survey):
    for blanks in (("", ""), ("Unnamed: 2", "Unnamed: 3"), ("...3", "...4")):
        text = f"Been?,Which?,{blanks[0]},{blanks[1]}\nResponse,A,B,C\nYes,A,,C\n"
        export = read_survey(text)
        assert list(export.rows) == ["Been?", "Which? - A", "Which? - B", "Which? - C"]
        assert export.rows.index.tolist() == [3]
        assert export.settings["generation"] == "two header rows"


def test_surveymonkey_with_one_option_and_no_other_question(read_survey):
    export = read_survey("Respondent ID,End Date,Which?\n,,A\n7,10/13/2020 09:05:00 AM,A\n")
    assert export.platform == "surveymonkey"
    assert export.rows.to_dict("list") == {"Which? - A": ["A"]}
