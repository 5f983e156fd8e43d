"""Files for SPSS and Stata: read back by pyreadstat, every cell is what the tables have."""

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pyreadstat
import pytest

import cpsurvey as cps
from cpsurvey.errors import TablesError
from cpsurvey.tables import SurveyTables, answer_columns
from cpsurvey.vocabulary import NONRESPONSE
from cpsurvey.writers import tables_to_dta, tables_to_sav
from cpsurvey.writers.names import cut, program_names

WRITE = {"sav": tables_to_sav, "dta": tables_to_dta}
READ = {"sav": pyreadstat.read_sav, "dta": pyreadstat.read_dta}
CODES = {
    "sav": {float(-place): reason for place, reason in enumerate(NONRESPONSE, start=1)},
    "dta": dict(zip("abcdefgh", NONRESPONSE, strict=True)),
}


@pytest.fixture(scope="module")
def example():
    return cps.load_example()


def back(tables, form, folder, *, user_missing=True):
    """What pyreadstat reads in the file that is written."""
    path = folder / f"tables.{form}"
    path.write_bytes(WRITE[form](tables))
    return READ[form](path, user_missing=user_missing)


def by_hand(tables):
    """Each answer column as a list of labels, ticks, numbers, codes or reasons, cell by cell."""
    people = tables.responses["respondent"].tolist()
    why = {
        (r, q): why for r, q, why in tables.nonresponse[["respondent", "question", "reason"]].values
    }
    told = {}
    for question in tables.questions.to_dict("records"):
        labels = dict(zip(question["options"], question["option_labels"], strict=True))
        labels |= {True: "ticked", False: "not ticked"} if question["type"] == "multi" else {}
        for column in answer_columns(question):
            told[column] = [
                why[person, question["question"]] if pd.isna(value) else labels.get(value, value)
                for person, value in zip(people, tables.responses[column], strict=True)
            ]
    return told


@pytest.mark.parametrize("form", ["sav", "dta"])
def test_every_cell_is_read_back(example, form, tmp_path):
    frame, meta = back(example, form, tmp_path)
    names = dict(zip(meta.column_names, frame, strict=True))
    told = by_hand(example)
    read = {}
    columns = iter(names.values())
    for column in example.responses:
        name = next(columns)
        labels = meta.variable_value_labels.get(name, {})
        read[column] = [labels.get(value, value) for value in frame[name]]
        if column == "authority":
            reasons = [labels.get(value, value) for value in frame[next(columns)]]
            labels = meta.variable_value_labels["authority_reason"]
            reasons = [labels[value] for value in frame["authority_reason"]]
            read[column] = [
                code if why == "answered" else why
                for code, why in zip(read[column], reasons, strict=True)
            ]
    assert list(columns) == []
    for column, cells in told.items():
        assert read[column] == cells, column
    assert frame["respondent"].tolist() == example.responses["respondent"].tolist()
    assert frame["recorded"].tolist() == example.responses["recorded"].dt.date.tolist()


@pytest.mark.parametrize("form", ["sav", "dta"])
def test_reasons_are_missing_unless_they_are_asked_for(example, form, tmp_path):
    frame, _ = back(example, form, tmp_path, user_missing=False)
    answered = frame.drop(columns=["respondent", "recorded", "authority", "authority_reason"])
    there = example.responses.drop(columns=["respondent", "recorded", "authority"])
    np.testing.assert_array_equal(answered.notna().to_numpy(), there.notna().to_numpy())


@pytest.mark.parametrize("form", ["sav", "dta"])
def test_counts_by_answer_and_reason_are_those_of_the_tables(example, form, tmp_path):
    frame, meta = back(example, form, tmp_path)
    labels = meta.variable_value_labels["overall_judgement"]
    counts = frame["overall_judgement"].map(labels).value_counts().to_dict()
    question = example.questions.set_index("question").loc["overall_judgement"]
    words = dict(zip(question["options"], question["option_labels"], strict=True))
    answers = example.responses["overall_judgement"].map(words).value_counts()
    reasons = example.nonresponse.query("question == 'overall_judgement'")["reason"].value_counts()
    expected = {**answers.to_dict(), **reasons.to_dict()}
    assert counts == {name: count for name, count in expected.items() if count}
    assert {CODES[form][code] for code in labels if code in CODES[form]} == set(NONRESPONSE)


def test_spss_is_told_what_is_missing_and_how_it_is_measured(example, tmp_path):
    _, meta = back(example, "sav", tmp_path)
    assert meta.file_label == "SYNTHETIC child protection conferences 2020"
    assert meta.notes == [
        "Codes below 0 say why there is no answer: see docs/exporting.md of cpsurvey."
    ]
    assert meta.missing_ranges["overall_judgement"] == [{"lo": -8.0, "hi": -1.0}]
    assert meta.missing_ranges["number_attending"] == [{"lo": -8.0, "hi": -1.0}]
    assert "authority" not in meta.missing_ranges
    kinds = (
        "overall_judgement",
        "join_mode",
        "number_attending",
        "prior_contact__chair",
        "authority",
    )
    assert [meta.variable_measure[name] for name in kinds] == [
        "ordinal", "nominal", "scale", "nominal", "nominal",
    ]  # fmt: skip
    label = meta.column_names_to_labels["prior_contact__social_worker"]
    assert label == "Spoken to beforehand: The social worker"
    assert meta.original_variable_types["recorded"] == "SDATE10"


def test_stata_names_are_short_and_say_what_they_can(example, tmp_path):
    frame, meta = back(example, "dta", tmp_path)
    assert meta.file_label == "SYNTHETIC child protection conferences 2020"
    assert max(map(len, frame)) == 28
    assert "child_participation__younger" in frame
    assert max(len(label) for label in meta.column_labels) <= 80


@pytest.mark.parametrize("form", ["sav", "dta"])
def test_the_same_tables_give_the_same_bytes_at_any_time(example, form):
    made = WRITE[form](example)
    assert made == WRITE[form](example)
    clock = {"sav": b"01 Jan 8000:00:00", "dta": b"<timestamp>\x1101 Jan 1980 00:00"}[form]
    assert made.count(clock) == 1


@pytest.mark.parametrize("form", ["sav", "dta"])
def test_interviews_alone_are_refused(example, form):
    with pytest.raises(TablesError) as caught:
        WRITE[form](example.interviews)
    assert str(caught.value) == (
        "these tables hold interviews only, and SPSS and Stata take a survey's answers; write them"
        " as xlsx or csv."
    )


def asked(name, kind, options=(), *, label="", ordered=False):
    """A record of the table of questions."""
    return {
        "question": name, "part_of": "", "type": kind, "label": label, "options": list(options),
        "option_labels": [option.title() for option in options], "ordered": ordered,
        "groups": ["all"], "wordings": ["How?"],
    }  # fmt: skip


def few(questions, reasons=(), **columns):
    """Tables typed in by hand; reasons are (row, question, reason)."""
    people = pd.array(["p0", "p1", "p2"], dtype="string")
    missing = [(f"p{row}", question, reason) for row, question, reason in reasons]
    nothing = pd.DataFrame()
    return SurveyTables(
        "SYNTHETIC three",
        pd.DataFrame(questions),
        pd.DataFrame({"respondent": people, **columns}),
        pd.DataFrame(missing, columns=["respondent", "question", "reason"], dtype="string"),
        nothing, nothing, nothing,
    )  # fmt: skip


def numbers(*values):
    return pd.array(values, dtype="Float64")


@pytest.mark.parametrize(
    ("values", "hi"),
    [
        ((0, 3.5, None), -1.0),
        ((-0.5, 3, None), -91.0),
        ((-90, 3, None), -91.0),
        ((-91, 3, None), -991.0),
        ((-5000, 3, None), -9991.0),
    ],
)
def test_a_reason_never_stands_where_a_number_may(values, hi, tmp_path):
    tables = few([asked("n", "number")], [(2, "n", "unreadable")], n=numbers(*values))
    frame, meta = back(tables, "sav", tmp_path)
    assert meta.missing_ranges["n"] == [{"lo": hi - 7, "hi": hi}]
    assert frame["n"].tolist() == [*values[:2], hi - 7]
    assert meta.variable_value_labels["n"][hi - 7] == "unreadable"


@pytest.mark.parametrize("form", ["sav", "dta"])
def test_a_date_has_its_reason_beside_it(form, tmp_path):
    dates = pd.to_datetime(pd.Series(["1920-02-29", "2020-09-07", None])).astype("datetime64[ms]")
    tables = few([asked("born", "date", label="Born")], [(2, "born", "prefer_not")], born=dates)
    frame, meta = back(tables, form, tmp_path)
    assert [str(day) for day in frame["born"][:2]] == ["1920-02-29", "2020-09-07"]
    assert frame["born"].isna().tolist() == [False, False, True]
    labels = meta.variable_value_labels["born_reason"]
    assert [labels[code] for code in frame["born_reason"]] == ["answered", "answered", "prefer_not"]
    assert meta.column_names_to_labels["born_reason"] == "Why there is no answer: Born"


@pytest.mark.parametrize("form", ["sav", "dta"])
def test_a_question_that_nobody_answered_keeps_its_reasons(form, tmp_path):
    reasons = [(0, "n", "skipped"), (1, "n", "not_shown"), (2, "n", "skipped")]
    reasons += [(row, "s", "not_shown") for row in range(3)]
    tables = few(
        [asked("n", "number"), asked("s", "scale", ["low", "high"], ordered=True)],
        reasons,
        n=numbers(None, None, None),
        s=pd.Categorical([None] * 3, categories=["low", "high"], ordered=True),
    )
    frame, _ = back(tables, form, tmp_path)
    assert frame["n"].map(CODES[form]).tolist() == ["skipped", "not_shown", "skipped"]
    assert frame["s"].map(CODES[form]).tolist() == ["not_shown"] * 3


@pytest.mark.parametrize("form", ["sav", "dta"])
def test_reasons_that_come_before_the_first_answer_stay_reasons(form, tmp_path):
    """What pyreadstat is given must look like numbers though a thousand rows have none."""
    people = [f"p{number}" for number in range(1001)]
    tables = few([asked("n", "number"), asked("t", "multi", ["yes"])])
    tables = replace(
        tables,
        responses=pd.DataFrame(
            {
                "respondent": pd.array(people, dtype="string"),
                "n": numbers(*[None] * 1000, 2.5),
                "t__yes": pd.array([None] * 1000 + [True], dtype="boolean"),
            }
        ),
        nonresponse=pd.DataFrame(
            {
                "respondent": people[:-1] * 2,
                "question": ["n"] * 1000 + ["t"] * 1000,
                "reason": "not_shown",
            },
            dtype="string",
        ),
    )
    frame, _ = back(tables, form, tmp_path)
    code = next(code for code, reason in CODES[form].items() if reason == "not_shown")
    assert frame["n"].tolist() == [code] * 1000 + [2.5]
    assert frame["t__yes"].tolist() == [code] * 1000 + [1]


@pytest.mark.parametrize("form", ["sav", "dta"])
def test_an_authority_that_nobody_has_keeps_its_reasons(form, tmp_path):
    tables = few([asked("area", "authority"), asked("s", "scale", ["low"])])
    blank = pd.array([None] * 3, dtype="string")
    levels = pd.Categorical(["low"] * 3, categories=["low"])
    reasons = pd.DataFrame(
        {"respondent": ["p0", "p1", "p2"], "question": "area", "reason": "unmatched"},
        dtype="string",
    )
    full = replace(
        tables, responses=tables.responses.assign(area=blank, s=levels), nonresponse=reasons
    )
    frame, _ = back(full, form, tmp_path)
    assert frame["area"].tolist() == ["", "", ""]
    assert frame["area_reason"].map(CODES[form]).tolist() == ["unmatched"] * 3


@pytest.mark.parametrize("form", ["sav", "dta"])
def test_tables_of_nobody_are_refused(example, form):
    with pytest.raises(TablesError) as caught:
        WRITE[form](replace(example, responses=example.responses[:0]))
    assert str(caught.value) == (
        "nobody is in these tables: there is nothing to write for SPSS or Stata."
    )


@pytest.mark.parametrize("form", ["sav", "dta"])
def test_long_labels_are_cut_at_a_word(form, tmp_path):
    label = "Sut oedd y gynhadledd, a sut yr ŵyl? " * 30
    question = asked("s", "scale", ["ŵ" * 200, "b"], label=label, ordered=True)
    levels = pd.Categorical(["b"] * 3, categories=question["options"], ordered=True)
    _, meta = back(few([question], s=levels), form, tmp_path)
    told = meta.column_names_to_labels["s"]
    assert told.endswith("…")
    assert label.startswith(told[:-1] + " ")
    assert meta.variable_value_labels["s"][2] == "B"


@pytest.mark.parametrize(
    ("columns", "names"),
    [
        (["by", "to", "By"], ["by_2", "to_2", "By_3"]),
        (["Age", "age"], ["Age", "age_2"]),
        (["2nd visit"], ["v_2nd_visit"]),
        (["str5", "strength"], ["str5_2", "strength"]),
        (["a" * 30 + "x", "a" * 30 + "y"], ["a" * 28, "a" * 26 + "_2"]),
        (
            ["question_" * 4 + "__" + "option_" * 4],
            ["question_que__option_option_"[:28].rstrip("_")],
        ),
    ],
)
def test_names_are_what_the_programs_allow(columns, names):
    assert list(program_names(columns, 28)) == names


@pytest.mark.parametrize(
    ("text", "longest", "shown"),
    [
        ("short", 5, "short"),
        ("two words", 8, "two…"),
        ("ŵŵŵŵ", 7, "ŵŵ…"),
        ("x" * 10_000, 8, "xxxxx…"),
    ],
)
def test_a_text_is_cut_by_its_bytes(text, longest, shown):
    assert cut(text, longest) == shown


def test_the_page_on_exporting_has_the_codes_in_use():
    page = Path(__file__).parents[2] / "docs" / "exporting.md"
    rows = re.findall(
        r"^\| `(\w+)` \| −(\d) \| `\.(\w)` \|", page.read_text(encoding="utf-8"), re.M
    )
    assert [(reason, -float(code)) for reason, code, _ in rows] == [
        (reason, code) for code, reason in CODES["sav"].items()
    ]
    assert {letter: reason for reason, _, letter in rows} == CODES["dta"]
