"""What people said and wrote, and who they are, goes into files kept apart, and nowhere else."""

import io

import pandas as pd
import pytest

from cpsurvey.cleaning import clean_codings
from cpsurvey.cli.free_text import free_text_files
from cpsurvey.codebook import load_codebook
from cpsurvey.exports import CODE_COLUMNS, CODING_COLUMNS, SOURCE_COLUMNS, CodingExport


@pytest.fixture
def project():
    """One interview under its person's name, with a coding and two memos."""
    return CodingExport(
        name="p.qda",
        tool="QualCoder",
        codes=pd.DataFrame(
            [("1", "Calm", "", "Calm", True, "", "")], columns=list(CODE_COLUMNS), dtype=object
        ),
        sources=pd.DataFrame(
            [("1", "Ann Lee", "text", 10, "", "", 0, 0)], columns=list(SOURCE_COLUMNS)
        ),
        codings=pd.DataFrame([("1", "1", "coder-1", 4, 9, "s1", "")], columns=list(CODING_COLUMNS)),
        coders=pd.DataFrame({"coder": ["coder-1"], "name": ["Dee"]}),
        attributes=pd.DataFrame(columns=["source_id", "variable", "value"]),
        losses=pd.DataFrame(columns=["what", "count", "detail"]),
        texts={"1": "Was quiet."},
        memos=pd.DataFrame(
            [("m1", "source", "1", "coder-1", 7), ("m2", "code", "1", "", 6)],
            columns=["memo_id", "about", "about_id", "coder", "characters"],
        ),
        memo_texts={"m1": "Ann cried", "m2": "unsure"},
    )


def test_the_key_passages_and_memos_of_interviews_without_a_survey(project):
    book = load_codebook()
    files = free_text_files([], clean_codings(project, book), project, book)
    assert files.pop(".gitignore") == b"*\n"
    read = {
        name: pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False).values.tolist()
        for name, content in files.items()
    }
    assert read == {
        "interview-names.csv": [["interview-01", "1", "Ann Lee"]],
        "passages.csv": [["s1", "interview-01", "4", "9", "quiet"]],
        "memos.csv": [
            ["m1", "source", "1", "coder-1", "interview-01", "Ann cried"],
            ["m2", "code", "1", "", "", "unsure"],
        ],
    }
