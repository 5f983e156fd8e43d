"""Small tables as each platform would export them, the files typed in; and what is refused."""

import csv
import io
import zipfile
from dataclasses import replace

import openpyxl
import pandas as pd
import pytest

from cpsurvey.cleaning import clean_survey
from cpsurvey.errors import TablesError
from cpsurvey.writers import write_survey_export

META = pd.DataFrame(
    {
        "respondent": ["P1", "P2", "P3"],
        "status": ["normal", "preview", "normal"],
        "started": ["2020-10-13 09:00:00", "2020-10-13 09:30:00", "2020-10-14 18:00:00"],
        "recorded": ["2020-10-13 09:05:07", "2020-10-13 09:31:00", "2020-10-14 18:02:00"],
        "duration_seconds": ["307", "60", "120"],
    }
)
TOLD = pd.DataFrame({"remarks": ["Fine, thanks"]}, index=["P1"])


@pytest.fixture(scope="module")
def visits(library, export_of):
    """Two visitors who answered, and a preview."""
    export = export_of(
        group="visitor",
        respondent=META["respondent"].tolist(),
        status=META["status"].tolist(),
        Q1=["Yes", "Yes", "Yes"],
        Q2=["Good", "", "Prefer not to say"],
        Q3=["Yes", "", "No"],
        Q4=["2.5", "", ""],
        Q5__1=["Books, journals", "", ""],
        Q5__2=["Quiet", "", ""],
        Q5__3=["", "", "None of these"],
        Q6__1=["Fair", "", ""],
        Q7=["", "", ""],
    )
    return clean_survey(export, library, name="SYNTHETIC visits")


def rows_of(visits, library, platform, **settings):
    """The records of the file."""
    made = written(visits, library, platform, **settings)
    text = made.content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def written(visits, library, platform, **settings):
    return write_survey_export(
        visits, library, platform=platform, instrument="visitor", meta=META, typed=TOLD, **settings
    )


def test_qualtrics_of_today(visits, library):
    names, texts, keys, *people = rows_of(visits, library, "qualtrics")
    assert names[17:] == ["Q1", "Q2", "Q3", "Q4", "Q5_1", "Q5_2", "Q5_3", "Q6_1", "Q7"]
    assert texts[21:25] == [
        "What do you come for? - Books, journals",
        "What do you come for? - Quiet",
        "What do you come for? - None of these",
        "How do you find each room? - Hall",
    ]
    assert keys[20:22] == ['{"ImportId":"QID4_TEXT"}', '{"ImportId":"QID5_1"}']
    assert [row[2] for row in people] == ["IP Address", "Survey Preview", "IP Address"]
    assert people[0][17:] == [
        "Yes", "Good", "Yes", "2.5", "Books, journals", "Quiet", "", "Fair", "Fine, thanks",
    ]  # fmt: skip
    assert people[1][17:] == [""] * 9


def test_qualtrics_of_2016(visits, library):
    names, texts, keys, first, *_ = rows_of(
        visits, library, "qualtrics", generation="insights", answers="numbers", selected="joined"
    )
    assert names[:2] + names[-4:] == [
        "ResponseID", "ResponseSet", "Q7", "LocationLatitude", "LocationLongitude",
        "LocationAccuracy",
    ]  # fmt: skip
    assert texts[:2] == names[:2]
    assert texts[16] == "How do you find each room?-Hall"
    assert keys[0] == "{'ImportId': 'responseId'}"
    assert keys[14] == "{'ImportId': 'QID4-TEXT'}"
    assert first[9:18] == ["1", "0", "1", "3", "1", "2.5", "1,2", "2", "Fine, thanks"]


def test_qualtrics_before_2016(visits, library):
    made = written(visits, library, "qualtrics", generation="legacy")
    assert made.content.startswith(b"\xef\xbb\xbfV1,V2,V3,V4,V5,V6,V7,V8,V9,V10,Q1,")
    assert b"LocationAccuracy,\r\nResponseID,ResponseSet,Name," in made.content


def test_qualtrics_in_an_archive(visits, library):
    made = written(visits, library, "qualtrics", file="zip")
    with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
        assert archive.namelist() == ["SYNTHETIC visits.csv"]
    assert made.name == "SYNTHETIC-visitor-qualtrics.zip"


def test_surveymonkey(visits, library):
    assert rows_of(visits, library, "surveymonkey", header="id") == [
        ["RespondentID", "Do you agree to take part?", "How do you find the library?",
         "Have you borrowed anything?", "How many?", "What do you come for?", "", "",
         "How do you find each room?", "Anything else?"],
        ["", "Response", "Response", "Response", "Open-Ended Response", "Books, journals", "Quiet",
         "None of these", "Hall", "Open-Ended Response"],
        ["P1", "Yes", "Good", "Yes", "2.5", "Books, journals", "Quiet", "", "Fair", "Fine, thanks"],
        ["P3", "Yes", "Prefer not to say", "No", "", "", "", "None of these", "", ""],
    ]  # fmt: skip


def test_microsoft_forms_as_a_spreadsheet_saves_it(visits, library):
    head, first, second = rows_of(visits, library, "ms_forms", file="csv")
    assert head == [
        "ID", "Start time", "Completion time", "Email", "Name", "Last modified time",
        "Do you agree to take part?\n", "How do you find the\u00a0library?",
        "Have you borrowed anything?\n", "How\u00a0many?", "What do you come for?\n", "Hall",
        "Anything else?\n",
    ]  # fmt: skip
    assert first == [
        "1", "10/13/20 9:00:00", "10/13/20 9:05:07", "anonymous", "SYNTHETIC", "", "Yes", "Good",
        "Yes", "2.5", "Books, journals;Quiet;", "Fair", "Fine, thanks",
    ]  # fmt: skip
    assert second[0] == "2"


def test_microsoft_forms_as_it_is(visits, library):
    made = written(visits, library, "ms_forms")
    book = openpyxl.load_workbook(io.BytesIO(made.content))
    assert book.sheetnames == ["Sheet1"]
    assert book.active["B2"].is_date
    assert book.active["B2"].value == pd.Timestamp("2020-10-13 09:00:00")


def test_google_forms(visits, library):
    head, first, second = rows_of(visits, library, "google_forms", scales="linear")
    assert head[5:7] == ["What do you come for?", "How do you find each room? [Hall]"]
    assert first == [
        "2020/10/13 09:05:07 AM EST", "Yes", "3", "Yes", "2.5", "Books, journals;Quiet", "2",
        "Fine, thanks",
    ]  # fmt: skip
    assert (second[0], second[2]) == ("2020/10/14 06:02:00 PM EST", "4")
    assert rows_of(visits, library, "google_forms", file="sheet_csv")[1][5] == (
        "Books, journals, Quiet"
    )


def test_typeform(visits, library):
    head, first, _ = rows_of(visits, library, "typeform")
    assert head[:2] == ["#", "<strong>Do</strong> you agree to take part?"]
    assert head[5:8] == ["Books, journals", "Quiet", "None of these"]
    assert first[-7:-3] == [
        "completed", "2020-10-13 09:00:00", "", "2020-10-13 09:05:07",
    ]  # fmt: skip


def test_indico(visits, library):
    head, first, _ = rows_of(visits, library, "indico")
    assert head[3] == "SYNTHETIC library users: Do you agree to take part?"
    assert first[:3] == ["", "", "2020-10-13 09:05:07.000000+00:00"]
    assert first[7] == "Books, journals; Quiet"


def test_a_plain_table(visits, library):
    made = written(visits, library, "table", header="names", delimiter=";", encoding="utf-16")
    head, first, _ = made.content.decode("utf-16").splitlines()
    assert head.startswith("Person;Began;Sent in;Reached the end;Got how far;Took seconds;")
    assert head.endswith("uses_books;uses_quiet;uses_none;rooms_hall;remarks")
    assert first.endswith("Yes;Good;Yes;2.5;Books, journals;Quiet;;Fair;Fine, thanks")
    assert made.codebook.by_name["uses"].raw["visitor"] == ("uses_books", "uses_quiet", "uses_none")


def test_the_same_tables_give_the_same_bytes(visits, library):
    for code in ("qualtrics", "ms_forms"):
        one, other = (written(visits, library, code, file="xlsx") for _ in range(2))
        assert one.content == other.content


@pytest.mark.parametrize(
    ("how", "told"),
    [
        ({"platform": "qualtrix"},
         'platform "qualtrix" is not known, did you mean "qualtrics"? Known: qualtrics, limesurvey,'
         " redcap, google_forms, ms_forms, surveymonkey, jisc, typeform, indico, spss, stata and"
         " table."),
        ({"platform": "qualtrics", "instrument": "visitors"},
         'instrument "visitors" is not known, did you mean "visitor"? Known: visitor and staff.'),
        ({"platform": "qualtrics", "answer": "text"},
         'setting of Qualtrics "answer" is not known, did you mean "answers"? Known: file,'
         " generation, answers and selected."),
        ({"platform": "qualtrics", "answers": "labels"},
         'Qualtrics has no answers "labels": choose text or numbers.'),
        ({"platform": "qualtrics", "meta": META.iloc[1:]},
         "meta has no row for 1 of the 2 respondents kept: give one row a response."),
        ({"platform": "qualtrics", "meta": META.assign(age="9")},
         "meta has age, which is none of respondent, status, finished, progress, started, recorded,"
         " duration_seconds, language and channel."),
        ({"platform": "typeform", "meta": META.assign(status=["normal", "weird", "normal"])},
         'meta, row 2: status "weird" is not known. Known: normal, preview, test, other and spam.'),
        ({"platform": "typeform", "meta": META.assign(finished="TRUE")},
         'meta, row 1: finished "TRUE" is not known. Known: yes and no.'),
        ({"platform": "surveymonkey", "meta": META.assign(recorded="13/09/2020")},
         'meta, row 1: recorded "13/09/2020" is no moment: write 2020-10-31 09:30:00.'),
        ({"platform": "qualtrics", "meta": META.assign(progress="half")},
         'meta, row 1: progress "half" is no number.'),
        ({"platform": "qualtrics", "typed": TOLD.rename(columns={"remarks": "remark"})},
         'typed: text question of visitor "remark" is not known, did you mean "remarks"? Known:'
         " remarks."),
        ({"platform": "qualtrics", "instrument": ""},
         "codebook library-users: say which instrument: visitor or staff."),
        ({"platform": "table", "encoding": "cp1252",
          "typed": pd.DataFrame({"remarks": ["ŵyn"]}, index=["P1"])},
         'SYNTHETIC visits cannot be written as cp1252, which has no letter "ŵ": choose utf-8.'),
    ],
)  # fmt: skip
def test_what_cannot_be_written_is_told(visits, library, how, told):
    with pytest.raises(TablesError) as caught:
        write_survey_export(visits, library, **{"instrument": "visitor", **how})
    assert str(caught.value) == told


def test_tables_of_another_codebook_are_refused(visits, library):
    fewer = replace(visits, responses=visits.responses.drop(columns="borrowed"))
    strange = visits.responses.assign(borrowed=["mother", None])
    for tables, told in (
        (fewer,
         "tables SYNTHETIC visits have no column borrowed in responses, which visitor asks in the"
         " codebook library-users: give the codebook that they were made with."),
        (replace(visits, responses=strange),
         'responses, borrowed of respondent P1: answer "mother" is not known. Known:'
         " yes and no."),
    ):  # fmt: skip
        with pytest.raises(TablesError) as caught:
            write_survey_export(tables, library, platform="table", instrument="visitor")
        assert str(caught.value) == told
