"""Whatever an export holds, its unedited draft loads, and building accounts for every row."""

from __future__ import annotations

import dataclasses
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpsurvey.drafting import draft_codebook
from cpsurvey.exports import DefinedQuestion, Definition, SurveyExport

from .conftest import build, export_of

NAMES = [
    "Q1", "Q1_1", "Q1_2", "Q1_3", "Q1_2_TEXT", "Q2_1_1", "Q2_1_2", "Q2_2_1", "Q3#1_1", "Q3#1_2",
    "Q3#2_1_1", "Q4[SQ001]", "Q4[SQ002]", "Q4[other]", "Q5[1][1]", "Q5[1][2]", "field___1",
    "field___2", "q6a", "q6b", "bool1", "bool2", "How? [Row 1]", "How? [Row 2]", "3. Python.",
    "3. R.", "Which? - A", "Which? - B", "Other", "Name", "E-mail", "Age", "*", "[x]", "?", "=1",
    "  ", "a\nb", "\x00", "\U0001f600", "respondent", "group", "recorded", "id", "Timestamp",
    "Finished", "Consent", "Column2", "Unnamed: 3", 'say "so"', "back\\slash", "Q9_First Click",
    "SC0", "ŵŷ", "join_mode", "conference_format", "ydych chi'n cytuno?",
]  # fmt: skip
WORDS = [
    "", "", "Yes", "yes ", "YES.", "No", "N/A", "NA", "Na", "1", "0", "1.0", "2", "-1", "-99",
    "99", "3.5", "Agree", "agree", "Strongly agree", "Strongly disagree", "“Yes”", '"Yes"', "A",
    "A,B", "A, B", "B,A", "A;B;", "B;", "A;", ";", ",", ".", "...", "\u200b", " ", "\t", "=1",
    "@x", "a@b.co", "07700 900123", "NE1 4LP", "2020-10-01", "01/02/2020", "10:10:10",
    "Don't know", "Prefer not to say", "Ydw", "Nac ydw", "Ddim yn gwybod", "Checked", "Unchecked",
    "Not selected", "Ja", "Nein", "Other", "other (please specify)", "None of these", "a (b, c)",
    "(", "[", "|", "a|b", "x" * 5000, 'q"u\\o\nte', "\x00\x01", "\U0001f600", "ŵy", "ﬁ", "fi",
    "1,000", "1,3,4", "1,3", "£1,000 - £2,000", "18-24", "65+", "Once a week", "never", "very",
    "not at all very", "I consent", "I do not consent",
]  # fmt: skip
TEXTS = [
    "", "Which? - A", "Which? - B", "Do you consent to take part?", "Select all that apply: x",
    "Q<b>x</b>-y", "How many?",
]  # fmt: skip
IDS = [
    "QID1", "QID1_1", "QID1_2", "QID2-1-1", "QID2-1-2", "QID2-2-1", "QID3_TEXT", "QID3#1_1",
    "QID4_2_TEXT", "x", "",
]  # fmt: skip
PLATFORMS = [
    "qualtrics", "limesurvey", "redcap", "google_forms", "ms_forms", "surveymonkey", "typeform",
    "indico", "spss", "stata", "table",
]  # fmt: skip
KINDS = ["single", "multi", "matrix", "number", "date", "text", "personal"]
ODD_NAMES = st.text(min_size=1, max_size=8).filter(lambda name: name.strip() and "~" not in name)


def numbered(names: list[str]) -> list[str]:
    """The names as readers give them: those seen before with ~2, ~3."""
    seen: Counter[str] = Counter()
    found = []
    for name in names:
        seen[name] += 1
        found.append(name if seen[name] == 1 else f"{name}~{seen[name]}")
    return found


@st.composite
def exports(draw: st.DrawFn) -> SurveyExport:
    """Any export: odd and doubled names, answers that are nearly the same, all platforms."""
    size = draw(st.integers(0, 12))
    some = st.lists(st.sampled_from(NAMES) | ODD_NAMES, min_size=1, max_size=7)
    names = numbered(draw(some))
    shared = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4))
    cells = {}
    for name in names:
        any_text = st.sampled_from(WORDS) | st.text(max_size=12)
        own = draw(st.lists(any_text, min_size=1, max_size=4))
        pool = draw(st.sampled_from([shared, own, [*shared, ""], WORDS]))
        cells[name] = draw(st.lists(st.sampled_from(pool), min_size=size, max_size=size))
    texts = {name: draw(st.sampled_from([*TEXTS, name])) for name in names}
    ids = {name: draw(st.sampled_from(IDS)) for name in names}
    return export_of(
        cells,
        texts=draw(st.sampled_from([None, texts])),
        ids=draw(st.sampled_from([None, ids])),
        platform=draw(st.sampled_from(PLATFORMS)),
        answers=draw(st.sampled_from(["text", "numbers", "unknown"])),
        embedded=[name for name in names if draw(st.integers(0, 9)) == 0],
        finished=draw(st.sampled_from([[""] * size, ["yes"] * size])),
    )


@st.composite
def defined(draw: st.DrawFn) -> tuple[SurveyExport, Definition]:
    """Any export and a definition of some of its columns, right or wrong."""
    export = draw(exports())
    names, questions = list(export.rows), []
    while names and draw(st.integers(0, 4)):
        count = draw(st.integers(1, len(names)))
        columns, names = tuple(names[:count]), names[count:]
        labels = st.sampled_from(WORDS) | st.text(max_size=5)
        options = draw(
            st.lists(st.tuples(st.sampled_from(["1", "2", "", "A"]), labels), max_size=4)
        )
        rows = tuple((str(n), draw(labels)) for n in range(count))
        shown = draw(st.sampled_from([None, (columns[0], ("Yes",)), ("d0", ("Yes", "1"))]))
        kind = draw(st.sampled_from(KINDS))
        questions.append(
            DefinedQuestion(f"d{len(questions)}", "", kind, columns, tuple(options), rows, shown)
        )
    return export, Definition("d.qsf", "qualtrics", "", tuple(questions))


@given(exports())
@settings(max_examples=15)
def test_an_unedited_draft_accounts_for_every_row(export):
    with tempfile.TemporaryDirectory() as folder:
        draft, tables = build(export, Path(folder))
    claimed = [column for columns in draft.questions["columns"] for column in columns]
    assert set(claimed) <= set(export.rows)
    assert len(claimed) == len(set(claimed))
    assert len(tables.responses) + len(tables.excluded) == len(export.rows)


@given(defined())
@settings(max_examples=10)
def test_so_does_one_made_with_any_definition(pair):
    export, definition = pair
    with tempfile.TemporaryDirectory() as folder:
        _, tables = build(export, Path(folder), definition)
    assert len(tables.responses) + len(tables.excluded) == len(export.rows)


@given(exports(), st.randoms(use_true_random=False))
@settings(max_examples=15)
def test_the_order_of_the_rows_does_not_matter(export, random):
    order = list(export.rows.index)
    random.shuffle(order)
    other = dataclasses.replace(export, rows=export.rows.loc[order], meta=export.meta.loc[order])
    assert draft_codebook(export).files == draft_codebook(other).files


MANY = {  # cells, and how many questions of each type they make
    "closed": ({f"Q{n}": ["Yes", "No", "Yes"] for n in range(600)}, {"single": 600}),
    "select-alls": (
        {f"Q{n // 10}_{n % 10}": ["1", "", "1"] for n in range(900)},
        {"multi": 90},
    ),
    "typed": (
        {f"What is {n}? - x": [f"words {n} {m}" for m in range(3)] for n in range(300)},
        {"text": 300},
    ),
    "megabytes": (
        {"a": ["x" * 1_000_000, "y, " * 300_000], "b" * 1_000_000: ["Yes", "No"]},
        {"text": 1, "single": 1},
    ),
}


@pytest.mark.parametrize("what", MANY)
def test_a_draft_of_many_columns_or_huge_cells_keeps_every_column(what):
    cells, types = MANY[what]
    draft = draft_codebook(export_of(cells, platform="qualtrics", answers="numbers"))
    assert sorted(name for names in draft.questions["columns"] for name in names) == sorted(cells)
    assert Counter(draft.questions["type"]) == types
