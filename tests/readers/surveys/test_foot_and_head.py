"""A sum below the answers, and a question over several columns: told, or rightly not."""

import pytest

from cpsurvey.exports import Doubt
from cpsurvey.readers import read_survey_export

from .right_exports import csv_text, surveymonkey, workbook

ROWS = [["City", "Age", "Visits"], ["York", "21", "1"], ["Leeds", "30", "2"], ["York", "41", "2"],
        ["Hull", "25", "4"]]  # fmt: skip


def doubts_in(tmp_path, content, name="answers.csv"):
    path = tmp_path / name
    path.write_bytes(content)
    return read_survey_export(path).doubts


def test_a_sum_at_the_foot_is_doubted(tmp_path):
    content = csv_text([*ROWS, ["Total", "117", "9"]])
    content = content.encode() if isinstance(content, str) else content
    assert doubts_in(tmp_path, content) == (
        Doubt(
            "sums at the foot",
            "answers.csv: row 6 holds a word such as Total, which no row above has there: it sums"
            " up the others, and was read as a response.",
            "Delete it if nobody answered so.",
        ),
    )


@pytest.mark.parametrize("last", [["York", "25", "4"], ["Hull", "", ""]])
def test_a_last_response_is_not(tmp_path, last):
    content = csv_text([*ROWS, last])
    assert doubts_in(tmp_path, content.encode() if isinstance(content, str) else content) == ()


def test_a_question_over_its_options_loses_nothing(tmp_path):
    rows = surveymonkey()
    start = next(n for n, cell in enumerate(rows[0]) if n and not cell) - 1
    merged = f"{chr(65 + start)}1:{chr(66 + start)}1"
    assert doubts_in(tmp_path, workbook(rows, merged), "answers.xlsx") == ()
