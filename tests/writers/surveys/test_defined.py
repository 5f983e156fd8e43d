"""The questionnaire beside an export, drafted and unedited, gives the answers that were given."""

from __future__ import annotations

import tempfile
from pathlib import Path
from random import Random
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpsurvey.cleaning import clean_survey
from cpsurvey.codebook import Codebook, load_codebook, normalise
from cpsurvey.drafting import draft_codebook
from cpsurvey.readers import match_columns, read_definition, read_survey_export
from cpsurvey.tables import SurveyTables
from cpsurvey.writers import Written

from .drawn import Truth, make_truth
from .found import write

Answers = dict[tuple[str, str], dict[str, Any]]
ENDINGS = {"limesurvey": ".lss", "redcap": ".csv", "qualtrics": ".qsf"}
FILES = [
    *(("limesurvey", {"header": header, "answers": answers, "generation": generation})
      for header, answers, generation in [
          ("codes", "text", "LimeSurvey 3"), ("codes", "numbers", "LimeSurvey 5"),
          ("codes and texts", "numbers", "LimeSurvey 3"), ("texts", "text", "LimeSurvey 5")]),
    ("limesurvey", {"file": "lsa"}),
    ("limesurvey", {"file": "lsa", "generation": "LimeSurvey 5"}),
    *(("redcap", {"answers": answers, "header": header})
      for answers in ("numbers", "text") for header in ("names", "texts")),
]  # fmt: skip
LABELLED = [("spss", {}), ("spss", {"file": "zsav", "unticked": "missing"}), ("stata", {})]


def drafted(written: Written, platform: str, folder: Path) -> tuple[Codebook, SurveyTables]:
    """Return the codebook drafted with the definition, as it stands, and the tables it makes."""
    path = folder / written.name
    path.write_bytes(written.content)
    beside = path
    if written.definition and not written.name.endswith(".lsa"):
        beside = folder / f"definition{ENDINGS[platform]}"
        beside.write_bytes(written.definition)
    export = read_survey_export(path)
    definition = match_columns(read_definition(beside), export)
    draft = draft_codebook(export, definition=definition)
    for name, text in draft.files.items():
        (folder / name).write_text(text, encoding="utf-8")
    book = load_codebook(folder)
    return book, clean_survey(export, book)


def answers_by_column(book: Codebook, tables: SurveyTables, labels: Codebook) -> Answers:
    """Return what each person answered, in words, by raw column; blank where there is no answer.

    `labels` has the words of each answer by the same codes.
    """
    found: Answers = {}
    people = tables.responses["respondent"]
    for question in book.questions:
        raw = next(iter(question.raw.values()), ())
        if question.type == "text" or not raw:
            continue
        scale = labels.by_name[question.name].scale
        words = {level.code: normalise(level.label) for level in scale.levels} if scale else {}
        if question.type == "multi":
            ticks = tables.responses[[f"{question.name}__{code}" for code in question.codes]]
            for place, code in enumerate(question.codes):
                column = ticks.iloc[:, place]
                found[raw[place % len(raw)], words[code]] = {
                    p: bool(v) for p, v in zip(people, column, strict=True) if pd.notna(v)
                }
            continue
        for name, column in zip(question.columns, raw, strict=True):
            values = tables.responses[name]
            found[column, ""] = {
                person: words.get(value, value)
                for person, value in zip(people, values, strict=True)
                if pd.notna(value)
            }
    return found


def taken_for_none(book: Codebook) -> dict[str, set[str]]:
    """Return the answers in each raw column that the draft takes for kinds of non-response."""
    return {
        column: set(question.scale.reasons)
        for question in book.questions
        for column in next(iter(question.raw.values()), ())
        if question.scale
    }


def unsaid_by_labels(truth: Truth, written: Written) -> set[str]:
    """Return the raw columns of which an SPSS or Stata file does not say enough.

    Labels do not tell which variables are one select-all, for pyreadstat writes no sets of them;
    nor a matrix with one answer from one; days beside words are texts, and a number of ten digits
    may be a telephone number.
    """
    numbers = truth.tables.responses.select_dtypes("Float64")
    long = [str(name) for name in numbers if (numbers[name].abs() >= 1e9).any()]
    return {
        column
        for question in written.codebook.questions
        if question.type in ("multi", "date")
        or question.name in long
        or (question.type == "matrix" and len(question.codes) == 1)
        for column in next(iter(question.raw.values()), ())
    }


def unsaid_by_words(written: Written, platform: str) -> set[str]:
    """Return the raw columns whose answers cannot be told from non-response by their words.

    Where a scale has one answer besides "Not stated" and the like, a draft takes all for answers;
    where an option of LimeSurvey is called N/A, it goes by the codes of the options.
    """
    return {
        column
        for question in written.codebook.questions
        if question.scale
        and (
            len(question.codes) == 1
            or (platform == "limesurvey" and "n/a" in question.scale.lookup)
        )
        for column in next(iter(question.raw.values()), ())
    }


def compare(truth: Truth, platform: str, chosen: dict[str, str], folder: Path) -> None:
    """Compare what the draft's tables hold with what was answered, for people in both."""
    written = write(truth, platform, chosen)
    book, tables = drafted(written, platform, folder)
    finished = set(truth.meta["respondent"][truth.meta["finished"] == "yes"])
    both = set(truth.tables.responses["respondent"]) & finished
    if not any(rule.rule == "no_consent" for rule in book.rules["default"]):
        assert both <= set(tables.responses["respondent"])
    both &= set(tables.responses["respondent"])
    none, meant = taken_for_none(book), taken_for_none(written.codebook)
    expected = answers_by_column(written.codebook, truth.tables, truth.book)
    found = answers_by_column(book, tables, book)
    lost = unsaid_by_words(written, platform)
    lost |= unsaid_by_labels(truth, written) if platform in ("spss", "stata") else set()
    for (column, option), people in expected.items():
        if column in lost:
            continue
        if option in none.get(column, ()):
            continue
        there = {
            p: v
            for p, v in people.items()
            if p in both and not (isinstance(v, str) and v in none.get(column, ()))
        }
        got = {
            p: v
            for p, v in found.get((column, option), {}).items()
            if p in both and not (isinstance(v, str) and v in meant.get(column, ()))
        }
        assert got == there, (column, option)


@pytest.mark.parametrize(("platform", "chosen"), FILES, ids=str)
@pytest.mark.parametrize("seed", [1, 2])
def test_the_unedited_draft_gives_the_answers(platform, chosen, seed, tmp_path):
    compare(make_truth(Random(seed), most=15), platform, chosen, tmp_path)


@pytest.mark.slow
@settings(max_examples=150)
@given(chance=st.randoms(use_true_random=False), file=st.sampled_from([*FILES, *LABELLED]))
def test_any_unedited_draft_gives_the_answers(chance, file):
    truth = make_truth(chance, most=15)
    people = truth.meta["respondent"][truth.meta["status"] != "preview"]
    told = people.is_unique and len(people) > 1  # in a file of labels, what tells people apart
    if len(people) and (told or file not in LABELLED):
        with tempfile.TemporaryDirectory() as folder:
            compare(truth, *file, Path(folder))


@pytest.mark.parametrize(("platform", "chosen"), LABELLED, ids=str)
def test_the_unedited_draft_by_labels_gives_the_answers(platform, chosen, tmp_path):
    compare(make_truth(Random(3), most=15), platform, chosen, tmp_path)
