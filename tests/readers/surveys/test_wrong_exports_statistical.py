"""SPSS and Stata: a right file changed once, and the diagnosis it gets, whole."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import pandas as pd
import pyreadstat
import pytest

from cpsurvey.errors import ExportError
from cpsurvey.readers import read_definition, read_survey_export
from cpsurvey.readers.files import statistical_file, statistical_process

JISC = "File created by user 'bos2' at Mon Nov 23 2020"
ROOM = {1.0: "Good", 2.0: "Poor"}


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read in this process, as what is whole can be: to start one takes longer than to read."""

    def read(_: Path, content: bytes, __: str, kind: str) -> object:
        (tmp_path / "file").write_bytes(content)
        return pickle.loads(pickle.dumps(statistical_process.run(tmp_path / "file", kind)))

    monkeypatch.setattr(statistical_file, "read_apart", read)


@pytest.fixture
def sav(tmp_path: Path) -> Any:
    """Write an SPSS file of columns, and read it."""

    def read(cells: dict[str, list[Any]], **options: Any) -> Any:
        pyreadstat.write_sav(pd.DataFrame(cells), tmp_path / "answers.sav", **options)
        return read_survey_export(tmp_path / "answers.sav")

    return read


def said(export: Any) -> list[str]:
    """The doubts, a sentence each and what to do."""
    return [f"{doubt.words} {doubt.mend}" for doubt in export.doubts]


def test_without_labels_of_values(sav):
    cells = {"room": [1.0, 2.0, 1.0, 2.0], "leave": [1.0, 1.0, 2.0, 2.0]}
    export = sav(cells, column_labels={"room": "How was the room?"})
    assert said(export) == [
        "None of the 2 variables has labels that say what its values mean, so answers are numbers"
        " without words. Say what they mean, in SPSS: Variable View > Values; or export the file"
        " from the survey platform again, and do not save it through a spreadsheet."
    ]
    assert export.settings["answers"] == "numbers"
    assert said(sav(cells, variable_value_labels={"room": ROOM})) == []


def test_saved_again_from_a_spreadsheet(sav):
    assert said(sav({"room": ["1", "2", "1"], "leave": ["1", "1", "2"]})) == [
        "None of the 2 variables has labels that say what was asked, or what its values mean, so"
        " answers are numbers without words. Say what they mean, in SPSS: Variable View > Values;"
        " or export the file from the survey platform again, and do not save it through a"
        " spreadsheet."
    ]


def test_stata_without_labels(tmp_path):
    frame = pd.DataFrame({"room": [1, 2, 1, 2], "leave": [1, 1, 2, 2]})
    pyreadstat.write_dta(frame, tmp_path / "answers.dta")
    assert said(read_survey_export(tmp_path / "answers.dta")) == [
        "None of the 2 variables has labels that say what was asked, or what its values mean, so"
        " answers are numbers without words. Say what they mean, in Stata: Data > Variables Manager"
        " > Value label, or label define and label values; or export the file from the survey"
        " platform again, and do not save it through a spreadsheet."
    ]


def test_words_have_no_labels_and_need_none(sav):
    assert said(sav({"room": ["Good", "Poor", "Good"], "leave": ["Yes", "No", "No"]})) == []


@pytest.mark.parametrize(
    ("cells", "missing", "words"),
    [
        (
            {"room": [1.0, 2.0, -99.0, -99.0]},
            {"room": [-99.0]},
            "2 cells of 1 variable (room) hold values that the file declares as missing without"
            " saying why (-99): taken for no answer.",
        ),
        (
            {"room": [1.0, 2.0, 6.0, 1.0], "age": [41.0, 999.0, -5.0, 30.0]},
            {"room": [6.0], "age": [{"lo": -999.0, "hi": 0.0}, 999.0]},
            "3 cells of 2 variables (room and age) hold values that the file declares as missing"
            " without saying why (-5, 6 and 999): taken for no answer.",
        ),
        (
            {"room": [1.0, 2.0, 1.0, 0.0]},
            {"room": [0.0]},
            "1 cell of 1 variable (room) holds a value that the file declares as missing without"
            " saying why (0): taken for no answer.",
        ),
    ],
    ids=["a code", "a range", "nought of a single choice"],
)
def test_what_is_declared_missing_without_a_label(sav, cells, missing, words):
    export = sav(cells, missing_ranges=missing, variable_value_labels={"room": ROOM})
    assert said(export) == [
        f"{words} If they mean something, say what, in SPSS: Variable View > Values, for the values"
        " under Missing; then save it again."
    ]
    gone = {"-99", "6", "999", "-5", "0"}
    assert not gone & set(export.rows.to_numpy().ravel())


def test_what_is_declared_missing_and_says_why_is_that_answer(sav):
    export = sav(
        {"room": [1.0, 9.0, 2.0]},
        missing_ranges={"room": [9.0]},
        variable_value_labels={"room": ROOM | {9.0: "Don't know"}},
    )
    assert export.rows["room"].tolist() == ["Good", "Don't know", "Poor"]
    assert said(export) == []


def test_letters_of_stata_without_a_label(tmp_path):
    frame = pd.DataFrame({"room": [1, "a", "b", None]}, dtype=object)
    pyreadstat.write_dta(
        frame,
        tmp_path / "answers.dta",
        missing_user_values={"room": ["a", "b"]},
        variable_value_labels={"room": {1: "Good", "a": "Refused"}},
    )
    export = read_survey_export(tmp_path / "answers.dta")
    assert export.rows["room"].tolist() == ["Good", "Refused", "", ""]
    assert said(export) == [
        "1 cell of 1 variable (room) holds a value that the file declares as missing without saying"
        " why (.b): taken for no answer. If they mean something, say what, in Stata: label define,"
        " for .a to .z; then save it again."
    ]


TICKS = {"Q2_1": [1.0, 0.0, 0.0], "Q2_2": [1.0, 1.0, 0.0], "Q1": [1.0, 2.0, 0.0]}
OF_TICKS: dict[str, Any] = {
    "variable_value_labels": {"Q2_1": {1.0: "Chair"}, "Q2_2": {1.0: "Chair - deputy"}, "Q1": ROOM},
    "missing_ranges": {"Q2_1": [0.0], "Q2_2": [0.0], "Q1": [0.0]},
}


def test_not_ticked_though_declared_missing_keeps_the_base(sav, tmp_path):
    """As Jisc Online Surveys writes it: 0 is missing by declaration in every closed question."""
    labels = {"Q2_1": "Who came? - Chair", "Q2_2": "Who came? - Chair - deputy", "Q1": "Room?"}
    cells = {"URN": ["1-1", "1-2", "1-3"], **TICKS, "Age": ["05", "41", ""]}
    export = sav(cells, file_label=JISC, column_labels=labels, **OF_TICKS)
    assert export.rows.to_dict("list") == {
        "Q2_1": ["1", "0", "0"],
        "Q2_2": ["1", "1", "0"],
        "Q1": ["Good", "Poor", ""],
        "Age": ["05", "41", ""],
    }
    assert export.meta["respondent"].tolist() == ["1-1", "1-2", "1-3"]
    assert said(export) == []
    assert export.settings["generation"] == ".sav of Jisc Online Surveys"
    assert export.settings["selected"] == "split"
    asked = read_definition(tmp_path / "answers.sav").questions
    assert [(question.type, question.columns) for question in asked] == [
        ("multi", ("Q2_1", "Q2_2")),
        ("single", ("Q1",)),
        ("number", ("Age",)),
    ]
    assert asked[0].text == "Who came?"
    assert asked[0].options == (("Q2_1", "Chair"), ("Q2_2", "Chair - deputy"))


def test_a_tick_whose_variable_does_not_name_it_keeps_its_words(sav):
    export = sav(TICKS, column_labels={"Q2_1": "Who came?", "Q2_2": "Who came?"}, **OF_TICKS)
    assert export.rows["Q2_1"].tolist() == ["Chair", "0", "0"]
    assert said(export) == [
        "1 cell of 1 variable (Q1) holds a value that the file declares as missing without saying"
        " why (0): taken for no answer. If they mean something, say what, in SPSS: Variable View >"
        " Values, for the values under Missing; then save it again."
    ]


def have_set(monkeypatch: pytest.MonkeyPatch, group: dict[str, Any]) -> None:
    """Have a file declare a set, as its writer at hand cannot."""
    facts = statistical_process.run

    def with_set(path: Path, kind: str) -> Any:
        found = facts(path, kind)
        found["facts"][statistical_process.FACTS.index("mr_sets")] = {"came": group}
        return found

    monkeypatch.setattr(statistical_process, "run", with_set)


@pytest.mark.parametrize(
    ("second", "told"),
    [
        ([2.0, None, 2.0, None], True),
        ([2.0, 2.0, 2.0, 1.0], False),
        ([1.0, None, 2.0, None], False),
    ],
    ids=["answers one after the other", "a grid", "an answer twice"],
)
def test_a_set_of_categories(monkeypatch, sav, second, told):
    group = {"type": "C", "is_dichotomy": False, "counted_value": None, "label": "Who came?",
             "variable_list": ["a", "b"]}  # fmt: skip
    have_set(monkeypatch, group)
    cells = {"a": [1.0, 2.0, 1.0, 2.0], "b": second}
    export = sav(cells, variable_value_labels={"a": ROOM, "b": ROOM})
    words = (
        "1 select-all is kept as 2 variables (came), each of which holds one of the answers given:"
        " they are read as questions of their own. To count each option, make it a set of"
        " dichotomies, in SPSS: Data > Define Multiple Response Sets."
    )
    assert said(export) == ([words] if told else [])


@pytest.mark.parametrize(
    ("labels", "held", "read"),
    [
        ({}, [5.0, 0.0, 7.0, None], ["1", "0", "0", ""]),
        ({5.0: "Yes", 6.0: "No"}, [5.0, 6.0, 9.0, None], ["Yes", "No", "0", ""]),
        ({5.0: "Used", 0.0: "Not used"}, [5.0, 0.0, 0.0, 5.0], ["1", "0", "0", "1"]),
        ({5.0: "Yes", 9.0: "Refused"}, [5.0, 9.0, 0.0, None], ["Yes", "Refused", "0", ""]),
    ],
    ids=["no labels", "yes and no", "words of its own", "a reason"],
)
def test_a_set_of_ticks_that_counts_another_value_than_1(monkeypatch, sav, labels, held, read):
    group = {"type": "D", "is_dichotomy": True, "counted_value": 5, "label": "Who came?",
             "variable_list": ["a"]}  # fmt: skip
    have_set(monkeypatch, group)
    export = sav({"a": held}, variable_value_labels={"a": labels}, missing_ranges={"a": [9.0]})
    assert export.rows["a"].tolist() == read


@pytest.mark.parametrize(
    ("labels", "shown"),
    [
        ({0.0: "Not at all", 50.0: "So so", 100.0: "Fully"}, "100"),
        ({98.0: "Don't know", 100.0: "Refused"}, "Refused"),
    ],
    ids=["the ends of a slider", "reasons beyond the numbers"],
)
def test_labels_on_a_number(sav, labels, shown):
    held = [float(number) for number in range(1, 40)] + [100.0]
    assert sav({"a": held}, variable_value_labels={"a": labels}).rows["a"].iloc[-1] == shown


def test_labels_that_contradict_each_other_are_each_for_its_variable(sav):
    export = sav(
        {"a": [1.0, 2.0], "b": [1.0, 2.0], "c": [1.0, 2.0]},
        variable_value_labels={
            "a": {1.0: "No", 2.0: "Yes"},
            "b": {1.0: "Yes", 2.0: "No", 3.0: "Never given"},
            "c": {1.0: "Yes", 2.0: "Yes"},
        },
    )
    assert export.rows.to_numpy().T.tolist() == [
        ["No", "Yes"], ["Yes", "No"], ["Yes (1)", "Yes (2)"],
    ]  # fmt: skip


def test_words_with_labels_and_very_long_ones(sav):
    long = "x" * 20_000
    export = sav(
        {"a": ["n", "s", "n"], "b": [long, "", "3,5"]},
        variable_value_labels={"a": {"n": "North", "s": "South"}},
    )
    assert export.rows.to_dict("list") == {"a": ["North", "South", "North"], "b": [long, "", "3,5"]}


@pytest.mark.parametrize(
    ("cells", "made_by", "asked", "dropped"),
    [
        (
            {"StartDate": ["2020-10-01 09:00:00"], "ResponseId": ["R_1"], "Finished": [1.0],
             "IPAddress": ["192.0.2.1"], "LocationLatitude": ["51.5"], "Q1": [1.0]},
            ".sav of Qualtrics", ["Q1"], ("IPAddress", "LocationLatitude"),
        ),
        (
            {"id": [1.0], "submitdate": ["2020-10-01"], "lastpage": [3.0], "startlanguage": ["en"],
             "ipaddr": ["192.0.2.1"], "token": ["x"], "Q1": [1.0]},
            ".sav of LimeSurvey", ["Q1"], ("ipaddr", "token"),
        ),
        (
            {"record_id": [1.0], "redcap_survey_identifier": ["x"], "Q1": [1.0],
             "about_complete": [2.0]},
            ".sav of REDCap", ["Q1"], ("redcap_survey_identifier",),
        ),
        ({"id": [1.0], "Q1": [1.0]}, ".sav", ["id", "Q1"], ()),
    ],
    ids=["Qualtrics", "LimeSurvey", "REDCap", "nobody known"],
)  # fmt: skip
def test_who_wrote_a_file_tells_its_metadata(sav, cells, made_by, asked, dropped):
    export = sav(cells, variable_value_labels={"Q1": ROOM})
    assert export.platform == "spss"
    assert export.settings["generation"] == made_by
    assert list(export.rows) == asked
    assert export.dropped == dropped


def test_several_rows_a_person_in_a_file_of_redcap(sav):
    with pytest.raises(ExportError) as caught:
        sav({"record_id": [1.0, 1.0], "redcap_event_name": ["first", "second"], "a": [1.0, 2.0]})
    assert str(caught.value) == (
        "answers.sav holds several events (first and second), so one person has several rows:"
        " export it again, in REDCap: Data Exports, Reports, and Stats > Create New Report >"
        " Filters: one event."
    )


def test_a_portable_file_of_a_version_that_is_not_known(tmp_path):
    path = tmp_path / "answers.por"
    pyreadstat.write_por(pd.DataFrame({"A": [1.0, 2.0]}), path)
    path.write_bytes(path.read_bytes().replace(b"SPSSPORT", b"SPSSPOR2"))
    with pytest.raises(ExportError) as caught:
        read_survey_export(path)
    assert str(caught.value) == (
        "answers.por begins like an SPSS portable file (.por) but cannot be read: it is cut off,"
        " damaged or of a version that is not known; save it again, or export the responses as CSV."
    )
