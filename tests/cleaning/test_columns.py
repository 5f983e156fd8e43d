"""Columns of codebook and export that do not fit: all said, briefly and at once."""

import time
from dataclasses import replace

import pandas as pd
import pytest

from cpsurvey.cleaning.columns import claim_columns
from cpsurvey.codebook import Codebook, Instrument, Level, Question, Scale
from cpsurvey.errors import ExportError

MANY = 10_000
YES = Scale("yes", "Yes", (Level("yes", "Yes"),))


def wide(prefix):
    """An export of ten thousand columns, each of the same name but for its number."""
    names = [f"{prefix}{number}" for number in range(MANY)]
    return pd.DataFrame([[""] * MANY], columns=names, index=[4])


@pytest.fixture(scope="module")
def book():
    questions = tuple(
        Question(f"q{n}", f"q{n}", "single", ("all",), scale=YES, raw={"all": (f"Quest{n}",)})
        for n in range(MANY)
    )
    return Codebook(
        "n", "t", "f", {"all": "All"}, (Instrument("all", "all"),), {}, questions, {"default": ()}
    )


def export(export_of, rows, **fields):
    columns = pd.DataFrame({"column": list(rows), "name": list(rows), "kind": "question"})
    return replace(export_of("all", Q0=[""]), rows=rows, columns=columns, **fields)


def test_ten_thousand_columns_are_claimed(export_of, book):
    assert len(claim_columns(export(export_of, wide("Quest")), book)) == MANY


def test_of_ten_thousand_misfits_the_first_are_named_and_the_rest_counted(export_of, book):
    start = time.perf_counter()
    with pytest.raises(ExportError) as caught:
        claim_columns(export(export_of, wide("Qest"), doubled=tuple(wide("Quest"))), book)
    assert time.perf_counter() - start < 10
    lines = str(caught.value).splitlines()
    assert len(lines) == 1 + 21 + 21 + 1
    assert lines[1] == '  column "Quest0" of question q0 is missing, did you mean "Qest0"?'
    assert lines[21] == "  and 9980 more columns are missing."
    assert lines[22] == '  column "Quest0" of question q0 stands more than once.'
    assert lines[42] == "  and 9980 more columns are doubled."
    assert lines[43].startswith("  10000 columns belong to no question: Qest0, Qest1, Qest2,")
    assert "Qest19 and 9980 more; add each to questions.toml, or to `ignore` of" in lines[43]


def test_a_column_that_was_dropped_at_reading_is_said_to_be(export_of):
    question = Question("q", "Q", "single", ("all",), scale=YES, raw={"all": ("Full name",)})
    instrument = Instrument("all", "all", meta={"respondent": "Email"})
    book = Codebook("n", "t", "f", {"all": "All"}, (instrument,), {}, (question,), {"default": ()})
    made = replace(export_of("all"), dropped=("Full name", "Email"))
    with pytest.raises(ExportError) as caught:
        claim_columns(made, book)
    why = "was dropped at reading, because it tells who people are: name another, or none."
    assert str(caught.value).splitlines()[1:] == [
        f'  column "Email" of respondent in meta {why}',
        f'  column "Full name" of question q {why}',
    ]
