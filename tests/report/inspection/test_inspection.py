"""What a file is and holds, in words, with nothing personal."""

from dataclasses import replace

import pandas as pd
import pytest

from cpsurvey.exports import (
    CODING_COLUMNS,
    MEMO_COLUMNS,
    SET_COLUMNS,
    SOURCE_COLUMNS,
    CodingExport,
    Doubt,
)
from cpsurvey.readers import read_survey_export
from cpsurvey.report import inspect_coding, inspect_survey
from cpsurvey.report.inspection.survey import WIDTH

DRAFT = pd.DataFrame(
    [
        ("q1", "single", "Do you agree to take part?", ["Q1"], ["Yes", "No"], "high", "2 answers"),
        ("q5", "multi", "What do you come for?", ["Q5_1", "Q5_2", "Q5_3"], ["Books"], "low", ""),
        ("q8", "single", "Your job?", ["Q8"], ["Pupil", "PLANTED-job"], "low", "few answers"),
        ("q7", "text", "Anything else?", ["Q7"], ["PLANTED-comment"], "high", "long answers"),
        ("q9", "personal", "Your e-mail?", ["Q9"], [], "high", "e-mail addresses"),
    ],
    columns=["name", "type", "label", "columns", "options", "confidence", "why"],
)


@pytest.fixture
def export(visit_exports):
    visitors = visit_exports[0]
    rows = visitors.rows.copy()
    rows["Q8"] = ["PLANTED-job", *["Pupil"] * 7]
    return replace(visitors, rows=rows)


def test_a_survey_in_words(export):
    assert inspect_survey(export, DRAFT) == (
        "visitors.csv\n"
        "  platform    Qualtrics\n"
        "  settings    answers given as: text\n"
        "  responses   8, among them 1 preview and 1 not finished\n"
        "  recorded    2020-10-01 to 2020-10-01\n"
        "\n"
        "  columns     12 question columns\n"
        "              identifying, dropped at reading: IPAddress\n"
        "              names that stand more than once: Timing_1\n"
        "\n"
        "5 questions found, 1 of them likely to be personal; their types are guesses, see\n"
        "draft-codebook\n"
        "\n"
        "      name                      likely type   columns  answered  different\n"
        "   1  q1                        single              1         8          2\n"
        "        Do you agree to take part?\n"
        "        answers: “Yes”, 1 more\n"
        "        high: 2 answers\n"
        "   2  q5                        multi               3         8          1\n"
        "        What do you come for?\n"
        "        answers: “Books”\n"
        "   3  q8                        single              1         8          2\n"
        "        Your job?\n"
        "        answers: “Pupil”, 1 more\n"
        "        low: few answers\n"
        "   4  q7                        text                1         2          2\n"
        "        Anything else?\n"
        "        high: long answers\n"
        "   5  q9                        personal            1         8          2\n"
        "        Your e-mail?\n"
        "        high: e-mail addresses\n"
    )


def test_what_may_be_wrong_and_how_to_mend_it_is_said(export):
    doubt = Doubt("days", "2 cells of Q5 look like days.", "Download the file again.")
    said = inspect_survey(replace(export, doubts=(doubt,)), DRAFT, definition="none beside it.")
    assert (
        "              names that stand more than once: Timing_1\n"
        "\n"
        "  definition  none beside it.\n"
        "\n"
        "may be wrong\n"
        "  - 2 cells of Q5 look like days. Download the file again.\n"
        "\n"
        "5 questions found"
    ) in said


def test_what_one_person_answered_is_not_printed(export):
    assert "PLANTED" not in inspect_survey(export, DRAFT)


def test_what_one_person_typed_into_a_cell_that_joins_answers_is_not_printed(export):
    rows = pd.DataFrame(
        {"Q5": ["Books, Other: PLANTED-1", "books, Quiet", "Quiet, PLANTED-2", "Books", "quiet;x"]}
    )
    options = ["Books", "Quiet", "PLANTED-2", "Other: PLANTED-1", "PLANTED"]
    joined = DRAFT.iloc[[1]].assign(columns=[["Q5"]], options=[options])
    said = inspect_survey(replace(export, rows=rows), joined)
    assert "answers: “Books”, “Quiet”, 3 more\n" in said


@pytest.mark.parametrize("given", ["planted-job", " PLANTED-job", "PLANTED-job."])
def test_one_persons_answer_is_not_printed_in_another_spelling_either(export, given):
    rows = export.rows.assign(Q8=[given, *["Pupil"] * 7])
    assert "PLANTED" not in inspect_survey(replace(export, rows=rows), DRAFT)


def test_a_long_name_is_cut_and_not_left_out(export):
    said = inspect_survey(export, DRAFT.assign(name="what_do_you_come_for_tick_all"))
    assert "   1  what_do_you_come_for_tic… single" in said


def test_no_line_is_wider_than_a_terminal(export):
    wide = DRAFT.assign(label="word " * 300, name="n" * 99)
    wide["options"] = [[f"answer number {n}" for n in range(40)]] * len(wide)
    said = inspect_survey(replace(export, dropped=tuple(f"Name{n}" for n in range(60))), wide)
    assert max(map(len, said.splitlines())) <= WIDTH
    assert "28 more" in said


def test_lists_may_come_as_text(export):
    joined = DRAFT.assign(
        columns=DRAFT["columns"].map("; ".join), options=DRAFT["options"].map("; ".join)
    )
    assert inspect_survey(export, joined) == inspect_survey(export, DRAFT)


def test_an_export_without_responses_or_questions(export):
    empty = replace(export, rows=export.rows.iloc[:0], meta=export.meta.iloc[:0])
    said = inspect_survey(empty, DRAFT.iloc[:0])
    assert "  responses   0\n" in said
    assert "0 questions found; their types are guesses, see draft-codebook" in said


@pytest.fixture
def project():
    sources = [
        ("s1", "Ann Smith", "text", 1200, "UTF-16 units", "word boundaries", 303, 300),
        ("s2", "Bob", "text", 34, "", "", 0, 0),
        ("s3", "Cy", "picture", None, "", "", 0, 0),
    ]
    codings = [
        ("s1", "1", "coder-1", 0, 3, "p1", ""),
        ("s1", "2", "coder-2", 1, 3, "p2", ""),
        ("s1", "2", "coder-1", None, None, "", ""),
    ]
    sets = [("Ann's", "source", "s1"), ("Ann's", "source", "s2"), ("Fears", "code", "1")]
    memos = [("m1", "source", "s1", "coder-1", 4), ("m2", "code", "1", "coder-1", 4)]
    whole = {"start": "Int64", "end": "Int64"}
    facts = {"characters": "Int64", "selections": "Int64", "agreeing": "Int64"}
    return CodingExport(
        name="talks.qdpx",
        tool="QDA 1",
        codes=pd.DataFrame(
            [("1", "Ann's fear", "", "Ann's fear"), ("2", "b", "1", "Ann's fear > b")],
            columns=["code_id", "name", "parent_id", "path"],
        ),
        sources=pd.DataFrame(sources, columns=list(SOURCE_COLUMNS)).astype(facts),
        codings=pd.DataFrame(codings, columns=list(CODING_COLUMNS)).astype(whole),
        coders=pd.DataFrame({"coder": ["coder-1", "coder-2"], "name": ["Dee", "Eve"]}),
        attributes=pd.DataFrame(
            [("s1", "Group", "Ann's")], columns=["source_id", "variable", "value"]
        ),
        losses=pd.DataFrame([("note", 3, "")], columns=["what", "count", "detail"]),
        texts={"s1": "Ann said no."},
        sets=pd.DataFrame(sets, columns=list(SET_COLUMNS)),
        memos=pd.DataFrame(memos, columns=list(MEMO_COLUMNS)),
    )


def test_a_coding_project_in_words_names_nobody(project):
    assert inspect_coding(project) == (
        "talks.qdpx\n"
        "  tool        QDA 1\n"
        "  sources     3\n"
        "                   1 picture, length not known\n"
        "                   2 text, 1,234 characters\n"
        "  positions   in UTF-16 units: 300 of 303 selections agree by word boundaries\n"
        "  positions   not told of 1 of 3 codings: these count, and coders' agreement on passages"
        " cannot be had\n"
        "  codes       2, of which 1 at the top; 2 levels\n"
        "  codings     3, in 1 source\n"
        "                   2 by coder-1\n"
        "                   1 by coder-2\n"
        "  attributes  1 variable, of 1 source\n"
        "  sets        1 of codes and 1 of sources\n"
        "  memos       1 about a code and 1 about a source\n"
        "  not read\n"
        "                   3 note\n"
    )


def test_a_codebook_without_sources_and_losses(project):
    bare = replace(
        project, tool="", codes=project.codes.iloc[:0], codings=project.codings.iloc[:0],
        losses=project.losses.iloc[:0], sources=project.sources.iloc[:0],
        attributes=project.attributes.iloc[:0], sets=project.sets.iloc[:0],
        memos=project.memos.iloc[:0],
    )  # fmt: skip
    assert inspect_coding(bare) == (
        "talks.qdpx\n"
        "  tool        not named\n"
        "  sources     0\n"
        "  codes       0, of which 0 at the top; 0 levels\n"
        "  codings     0, in 0 sources\n"
        "  all that the file holds was read\n"
    )


def test_codings_without_a_coder_are_said_to_be_nobodys(project):
    unnamed = replace(project, codings=project.codings.assign(coder=""))
    assert "                   3 by nobody that is named\n" in inspect_coding(unnamed)


def test_what_limesurvey_writes_for_not_shown_is_no_answer(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("id,submitdate,lastpage,startlanguage,Q1\n1,2020-10-01,1,en,N/A\n2,,1,en,Tea\n")
    draft = DRAFT.iloc[[3]].assign(columns=[["Q1"]])
    lines = inspect_survey(read_survey_export(path), draft).splitlines()
    (line,) = [line for line in lines if line.startswith("   1  q7")]
    assert line.split() == ["1", "q7", "text", "1", "1", "1"]
