"""Whatever an export holds, its unedited draft loads, and building with it accounts for every row."""

from __future__ import annotations

import tempfile
import tomllib
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpsurvey.drafting import draft_codebook
from cpsurvey.exports import DefinedQuestion, Definition, SurveyExport

from .conftest import build, export_of

NAMES = [
    "Q1", "Q1_1", "Q1_2", "Q1_3", "Q1_2_TEXT", "Q2_1_1", "Q2_1_2", "Q2_2_1", "Q3#1_1", "Q3#1_2", "Q3#2_1_1",
    "Q4[SQ001]", "Q4[SQ002]", "Q4[other]", "Q5[1][1]", "Q5[1][2]", "field___1", "field___2", "q6a", "q6b", "bool1", "bool2",
    "How? [Row 1]", "How? [Row 2]", "3. Python.", "3. R.", "Which? - A", "Which? - B", "Other", "Name", "E-mail",
    "Age", "*", "[x]", "?", "=1", "  ", "a\nb", "\x00", "\U0001f600", "respondent", "group", "recorded", "id", "Timestamp", "Finished", "Consent", "Column2", "Unnamed: 3",
    'say "so"', "back\\slash", "Q9_First Click", "SC0", "ŵŷ", "join_mode", "conference_format", "ydych chi'n cytuno?",
]  # fmt: skip
WORDS = [
    "", "", "Yes", "yes ", "YES.", "No", "N/A", "NA", "1", "0", "1.0", "2", "-1", "-99", "99", "3.5", "Agree", "agree",
    "Strongly agree", "Strongly disagree", "“Yes”", '"Yes"', "A", "A,B", "A, B", "B,A", "A;B;", "B;", "A;", ";", ",", ".", "...", "\u200b", " ", "\t",
    "=1", "@x", "a@b.co", "07700 900123", "NE1 4LP", "2020-10-01", "01/02/2020", "10:10:10", "Don't know", "Prefer not to say", "Ydw", "Nac ydw", "Ddim yn gwybod",
    "Checked", "Unchecked", "Not selected", "Ja", "Nein", "Other", "other (please specify)", "None of these", "a (b, c)", "(", "[", "|", "a|b", "x" * 5000,
    'q"u\\o\nte', "\x00\x01", "\U0001f600", "ŵy", "ﬁ", "fi", "1,000", "1,3,4", "1,3", "£1,000 - £2,000", "18-24", "65+", "Once a week", "never", "very", "not at all very", "I consent", "I do not consent",
]  # fmt: skip
PLATFORMS = ["qualtrics", "limesurvey", "redcap", "google_forms", "ms_forms", "surveymonkey", "typeform", "indico", "spss", "stata", "table"]  # fmt: skip


def named(names: list[str]) -> list[str]:
    """The names as readers give them: again ones with ~2, ~3."""
    seen: dict[str, int] = {}
    for name in names:
        seen[name] = seen.get(name, 0) + 1
    count: dict[str, int] = {}
    found = []
    for name in names:
        count[name] = count.get(name, 0) + 1
        found.append(name if count[name] == 1 else f"{name}~{count[name]}")
    return found


@st.composite
def exports(draw: st.DrawFn) -> SurveyExport:
    size = draw(st.integers(0, 12))
    names = named(draw(st.lists(st.sampled_from(NAMES) | st.text(min_size=1, max_size=8).filter(str.strip).filter(lambda t: "~" not in t), min_size=1, max_size=7)))
    anything = st.text(max_size=12)
    cells = {}
    shared = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4))
    for name in names:
        few = draw(st.lists(st.sampled_from(WORDS) | anything, min_size=1, max_size=4))
        pool = draw(st.sampled_from([shared, few, [*shared, ""], WORDS]))
        cells[name] = draw(st.lists(st.sampled_from(pool), min_size=size, max_size=size))
    texts = {
        name: draw(st.sampled_from(["", "Which? - A", "Which? - B", "Do you consent to take part?", "Select all that apply: x", "Q<b>x</b>-y", "How many?", name]))
        for name in names
    }
    ids = {}
    if draw(st.booleans()):
        ids = {
            name: draw(st.sampled_from(["QID1", "QID1_1", "QID1_2", "QID2-1-1", "QID2-1-2", "QID2-2-1", "QID3_TEXT", "QID3#1_1", "QID4_2_TEXT", "x", ""]))
            for name in names
        }
    finished = draw(st.sampled_from([[""] * size, ["yes"] * size]))
    return export_of(
        cells,
        texts=texts if draw(st.booleans()) else None,
        ids=ids,
        platform=draw(st.sampled_from(PLATFORMS)),
        answers=draw(st.sampled_from(["text", "numbers", "unknown"])),
        embedded=[name for name in names if draw(st.integers(0, 9)) == 0],
        finished=finished,
    )


@given(exports())
@settings(max_examples=300)
def test_an_unedited_draft_accounts_for_every_row(export):
    with tempfile.TemporaryDirectory() as folder:
        draft, tables = build(export, Path(folder))
    claimed = [column for columns in draft.questions["columns"] for column in columns]
    assert set(claimed) <= set(export.rows)
    assert len(claimed) == len(set(claimed))
    kept = len(tables.responses) + len(tables.excluded)
    assert kept == len(export.rows)


@given(exports(), st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_the_order_of_the_rows_does_not_matter(export, random):
    order = list(export.rows.index)
    random.shuffle(order)
    import dataclasses

    other = dataclasses.replace(export, rows=export.rows.loc[order], meta=export.meta.loc[order])
    assert draft_codebook(export).files == draft_codebook(other).files
