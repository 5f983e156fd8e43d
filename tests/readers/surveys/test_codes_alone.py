"""An export of codes without their words says so, and how to get the words."""

from __future__ import annotations

import pytest

from cpsurvey.exports import Doubt
from cpsurvey.readers import read_survey_export

WORDS = "Answers are given by their codes; the words are not in the file."
REDCAP = "record_id,came,judged,visit_complete\n" + "".join(
    f"{number},{number % 2},{number % 3},2\n" for number in range(1, 21)
)
MONKEY = "Respondent ID,Came?,Judged?\n,Response,Response\n" + "".join(
    f"{number},{number % 2},{number % 3}\n" for number in range(1, 21)
)
MENDS = {
    "redcap": "Export it again, in REDCap: Data Exports, Reports, and Stats > Export Data > CSV /"
    " Microsoft Excel (labels); or put the data dictionary beside it.",
    "surveymonkey": "Export it again, in SurveyMonkey: Analyze Results > Save As > Export file >"
    " All responses data > Cells: Actual answer text; or write the words into the codebook.",
}


@pytest.mark.parametrize(("platform", "content"), [("redcap", REDCAP), ("surveymonkey", MONKEY)])
def test_codes_are_told_with_the_menu(tmp_path, platform, content):
    path = tmp_path / "answers.csv"
    path.write_text(content)
    export = read_survey_export(path)
    assert export.platform == platform
    assert export.doubts == (Doubt("numbers for words", WORDS, MENDS[platform]),)


def test_words_raise_no_doubt(tmp_path):
    path = tmp_path / "answers.csv"
    path.write_text(MONKEY.replace(",0", ",No").replace(",1", ",Yes").replace(",2", ",Maybe"))
    assert read_survey_export(path).doubts == ()
