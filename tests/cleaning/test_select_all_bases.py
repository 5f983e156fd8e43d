"""The same ticks in whatever way a platform writes them: the same base, counts and shares.

Every file is written, read, drafted and cleaned as a user's would be; nobody edits the draft.
"""

import json
from itertools import cycle, islice

import numpy as np
import pandas as pd
import pyreadstat
import pytest

import cpsurvey as cps
from cpsurvey.readers import read_survey_export

OPTIONS = ["Tea", "Coffee", "Hot chocolate"]
ASKED = "What do you drink?"
# Two people ticked nothing of what they were shown, and two were not shown it.
PEOPLE = [(1, 0, 0), (1, 1, 0), (0, 0, 0), None, (0, 1, 1), (1, 1, 1), (0, 0, 0), None, (1, 0, 0)]
TICKS = list(islice(cycle(PEOPLE), 36))
COUNTS, BASE = [16, 12, 8], 20
NAMES = ["Q5_1", "Q5_2", "Q5_3"]


def table_of(path):
    """The counts and bases of the select-all from a draft that nobody edited."""
    export = read_survey_export(path)
    draft = cps.draft_codebook(export)
    folder = path.with_suffix(".codebook")
    folder.mkdir()
    for name, text in draft.files.items():
        (folder / name).write_text(text, encoding="utf-8")
    tables = cps.clean_survey(export, cps.load_codebook(folder))
    multi = draft.questions[draft.questions["type"] == "multi"]
    assert len(multi) == 1, draft.questions.to_string()
    counted = cps.response_table(tables, multi["name"].iloc[0])
    labels = tables.questions.set_index("question").loc[multi["name"].iloc[0], "option_labels"]
    codes = tables.questions.set_index("question").loc[multi["name"].iloc[0], "options"]
    named = dict(zip(codes, labels, strict=True))
    silent = tables.nonresponse[tables.nonresponse["question"] == multi["name"].iloc[0]]
    return counted.assign(answer=counted["answer"].map(named)), silent


def check(path, *, reasons=None, labels=OPTIONS):
    """Stop unless counts, bases and shares are those of the ticks."""
    counted, silent = table_of(path)
    by_label = counted.set_index("answer").loc[labels]
    assert by_label["count"].tolist() == COUNTS
    assert by_label["base"].tolist() == [BASE] * 3
    assert by_label["share"].tolist() == [count / BASE for count in COUNTS]
    assert silent["reason"].value_counts().to_dict() == (reasons or {"skipped": 16})


def cells(ticked, unticked, unshown):
    """What stands in the column of each option; a word may hold the option's name."""
    return {
        name: [unshown if one is None else (ticked if one[place] else unticked) for one in TICKS]
        for place, name in enumerate(NAMES)
    }


def spss(path, unticked, labels, missing=None, header="{}: {}", unshown=np.nan):
    """Write an SPSS file of the ticks."""
    values = pd.DataFrame(cells(1.0, unticked, unshown))
    values.insert(0, "id", [float(n) for n in range(len(values))])
    pyreadstat.write_sav(
        values,
        path,
        column_labels={
            name: header.format(ASKED, option) for name, option in zip(NAMES, OPTIONS, strict=True)
        },
        variable_value_labels={
            name: {value: text.format(option) for value, text in labels.items()}
            for name, option in zip(NAMES, OPTIONS, strict=True)
            if labels
        },
        missing_ranges=dict.fromkeys(NAMES, missing) if missing else None,
    )


SPSS = {
    "0 without a label": (0.0, {}),
    "1 labelled": (0.0, {1: "Yes"}),
    "no and yes": (0.0, {0: "No", 1: "Yes"}),
    "not selected": (0.0, {0: "Not Selected", 1: "Selected"}),
    "its own name": (0.0, {1: "{}"}),
    "its own name or no": (0.0, {0: "NO TO: {}", 1: "{}"}),
    "its own name or not selected": (0.0, {0: "Not selected", 1: "{}"}),
    "blank": (np.nan, {1: "{}"}),
}


@pytest.mark.parametrize("declared", [False, True])
@pytest.mark.parametrize("form", SPSS)
def test_spss(tmp_path, form, declared):
    unticked, labels = SPSS[form]
    missing = [{"lo": 0, "hi": 0}] if declared else None
    spss(tmp_path / "ticks.sav", unticked, labels, missing)
    check(tmp_path / "ticks.sav")


def test_spss_where_who_was_not_shown_has_a_missing_value_of_its_own(tmp_path):
    labels = {-99: "Not asked", 0: "Not selected", 1: "Selected"}
    spss(tmp_path / "ticks.sav", 0.0, labels, [{"lo": -99, "hi": 0}], unshown=-99.0)
    check(tmp_path / "ticks.sav", reasons={"skipped": 8, "not_shown": 8})


def test_stata(tmp_path):
    for number, labels in enumerate(
        ({}, {0: "No", 1: "Yes"}, {0: "not mentioned", 1: "mentioned"})
    ):
        path = tmp_path / f"ticks{number}.dta"
        values = pd.DataFrame(cells(1.0, 0.0, np.nan)).assign(id=range(len(TICKS)))
        pyreadstat.write_dta(
            values,
            path,
            column_labels={n: f"{ASKED}: {o}" for n, o in zip(NAMES, OPTIONS, strict=True)},
            variable_value_labels=dict.fromkeys(NAMES, labels) if labels else None,
        )
        check(path)


def csv(path, columns, sign=","):
    """Write a table as text."""
    pd.DataFrame(columns).to_csv(path, index=False, sep=sign)


@pytest.mark.parametrize(
    ("ticked", "unticked"),
    [
        ("1", "0"),
        ("Yes", "No"),
        ("Y", ""),
        ("Checked", "Unchecked"),
        ("Selected", "Not selected"),
        ("Ja", "Nein"),
        ("TRUE", "FALSE"),
    ],
)
def test_plain_tables(tmp_path, ticked, unticked):
    found = cells(ticked, unticked, "")
    asked = f"{ASKED} Select all that apply."
    columns = {f"{asked} [{o}]": found[n] for n, o in zip(NAMES, OPTIONS, strict=True)}
    people = [f"p{n}" for n in range(len(TICKS))]
    csv(tmp_path / "ticks.csv", {"Respondent": people, **columns})
    check(tmp_path / "ticks.csv")


@pytest.mark.parametrize(
    ("ticked", "unticked", "unshown"),
    [("Yes", "No", "N/A"), ("Ja", "Nein", "N/A"), ("Y", "", ""), ("Yes", "No", "")],
)
def test_limesurvey(tmp_path, ticked, unticked, unshown):
    found = cells(ticked, unticked, unshown)
    days = ["2025-01-01 10:00:00"] * len(TICKS)
    head = {"Response ID": range(1, len(TICKS) + 1), "Date submitted": days, "Last page": 3}
    head["Start language"] = "en"
    columns = {f"{ASKED} [{o}]": found[n] for n, o in zip(NAMES, OPTIONS, strict=True)}
    csv(tmp_path / "results-survey1.csv", {**head, **columns}, ";")
    hidden = {"skipped": 8, "not_shown": 8} if unshown == "N/A" else None
    check(tmp_path / "results-survey1.csv", reasons=hidden)


@pytest.mark.parametrize(("ticked", "unticked"), [("1", "0"), ("Checked", "Unchecked")])
def test_redcap_has_no_blanks(tmp_path, ticked, unticked):
    found = cells(ticked, unticked, unticked)
    columns = {f"drinks___{n}": found[name] for n, name in enumerate(NAMES, start=1)}
    people = {"record_id": range(1, len(TICKS) + 1)}
    done = {"drinks_complete": [2] * len(TICKS)}
    csv(tmp_path / "data.csv", {**people, **columns, **done})
    counted, silent = table_of(tmp_path / "data.csv")
    assert counted["count"].tolist() == COUNTS
    assert counted["base"].tolist() == [BASE] * 3
    assert silent["reason"].tolist() == ["skipped"] * 16


def qualtrics(path, names, texts, found, finished="True"):
    """Write what Qualtrics writes for these columns."""
    internal = [name.replace("Q", "QID") for name in names]
    ids = [json.dumps({"ImportId": name}) for name in ("_recordId", "finished", *internal)]
    people = [[f"R_{n}", finished] for n in range(len(TICKS))]
    rows = [[*who, *row] for who, row in zip(people, zip(*found, strict=True), strict=True)]
    head = [["Response ID", "Finished", *texts], ids]
    pd.DataFrame([*head, *rows]).to_csv(
        path, index=False, header=["ResponseId", "Finished", *names]
    )


def test_qualtrics_in_a_column_an_option(tmp_path):
    texts = [f"{ASKED} - {option}" for option in OPTIONS]
    numbers = list(cells("1", "", "").values())
    words = [[o if c else "" for c in column] for o, column in zip(OPTIONS, numbers, strict=True)]
    marked = [[cell or "0" for cell in column] for column in words]
    zeros = list(cells("1", "0", "").values())
    forms = {"words": (words, "True"), "words or 0": (marked, "True")}
    forms |= {"numbers": (numbers, "1"), "numbers or 0": (zeros, "1")}
    for form, (found, finished) in forms.items():
        qualtrics(tmp_path / f"{form}.csv", NAMES, texts, found, finished)
        check(tmp_path / f"{form}.csv")


def test_joined_cells_of_every_platform(tmp_path):
    chosen = [[o for o, t in zip(OPTIONS, one or (0, 0, 0), strict=True) if t] for one in TICKS]
    qualtrics(tmp_path / "qualtrics.csv", ["Q5"], [ASKED], [[",".join(one) for one in chosen]])
    check(tmp_path / "qualtrics.csv")
    day = "2025/01/01 10:00:00 AM GMT"
    for number, sign in enumerate((", ", ";")):
        joined = {"Timestamp": [day] * len(TICKS), ASKED: [sign.join(one) for one in chosen]}
        csv(tmp_path / f"google{number}.csv", joined)
        check(tmp_path / f"google{number}.csv")
    head = {"ID": range(len(TICKS)), "Start time": "1/1/25 10:00:00"}
    head |= {"Completion time": "1/1/25 10:05:00", "Email": "anonymous", "Name": ""}
    csv(tmp_path / "forms.csv", {**head, ASKED: ["".join(f"{o};" for o in one) for one in chosen]})
    check(tmp_path / "forms.csv")
