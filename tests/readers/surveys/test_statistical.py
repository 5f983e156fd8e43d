"""What SPSS and Stata files give: labels for codes, and the definition that labels are."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pyreadstat
import pytest

from cpsurvey.errors import ExportError
from cpsurvey.exports import DefinedQuestion
from cpsurvey.readers import read_definition, read_survey_export
from cpsurvey.readers.files import statistical_file, statistical_process
from cpsurvey.readers.surveys.statistical import read_cells
from cpsurvey.readers.surveys.statistical_texts import calendar_days
from cpsurvey.readers.surveys.statistical_values import Variable

FRAME = pd.DataFrame(
    {
        "judged": [1.0, 2.0, 9.0, None],
        "share": [0.1 + 0.2, 3.0, -2.5, 1e16],
        "came": [1.0, 0.0, 0.0, 1.0],
        "born": [date(1980, 5, 6), date(2001, 1, 2), None, date(1999, 12, 31)],
        "typed": ["Môn  ", "NA", "", "x"],
        "IPAddress": ["192.0.2.1", "", "", ""],
    }
)
LABELS = {
    "judged": {1.0: "Better", 2.0: "Worse", 9.0: "Refused"},
    "came": {1.0: "Chair", 0.0: "Not selected"},
    "share": {99.0: "Refused"},
}
TEXTS = {"judged": "How  was it?", "came": "Who came? Chair"}
Save = Callable[..., Path]


@pytest.fixture
def sav(tmp_path: Path) -> Save:
    """Write an SPSS file."""

    def save(frame: pd.DataFrame = FRAME, name: str = "answers.sav", **options: object) -> Path:
        pyreadstat.write_sav(frame, tmp_path / name, **options)
        return tmp_path / name

    return save


@pytest.fixture
def whole(sav: Save) -> Path:
    """An SPSS file with labels, a declared missing value and an identifying column."""
    return sav(
        column_labels=TEXTS,
        variable_value_labels=LABELS,
        missing_ranges={"judged": [9.0], "came": [0.0], "share": [99.0]},
    )


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read in this process, as what is whole can be: to start one takes longer than to read."""

    def read(_: Path, content: bytes, __: str, kind: str) -> object:
        (tmp_path / "file").write_bytes(content)
        return pickle.loads(pickle.dumps(statistical_process.run(tmp_path / "file", kind)))

    monkeypatch.setattr(statistical_file, "read_apart", read)


def test_codes_become_their_labels_and_missing_by_declaration_is_an_answer(whole):
    export = read_survey_export(whole)
    assert export.platform == "spss"
    assert export.rows.to_dict("list") == {
        "judged": ["Better", "Worse", "Refused", ""],
        "share": ["0.3", "3", "-2.5", "1e+16"],
        "came": ["Chair", "Not selected", "Not selected", "Chair"],
        "born": ["1980-05-06", "2001-01-02", "", "1999-12-31"],
        "typed": ["Môn", "NA", "", "x"],
    }
    assert export.dropped == ("IPAddress",)
    assert export.columns["text"].tolist()[:2] == ["How was it?", "share"]
    assert export.meta["respondent"].tolist() == ["row-1", "row-2", "row-3", "row-4"]


@pytest.mark.usefixtures("here")
def test_codes_stay_when_labels_are_not_wanted(whole):
    export = read_survey_export(whole, labels=False)
    assert export.rows["judged"].tolist() == ["1", "2", "9", ""]
    assert export.rows["came"].tolist() == ["1", "0", "0", "1"]
    assert export.settings["answers"] == "numbers"


@pytest.mark.usefixtures("here")
def test_values_that_would_read_the_same_are_told_apart(sav):
    path = sav(
        pd.DataFrame({"a": [1.0, 2.0, 3.0, 4.0], "b": [1.0, 2.0, 2.0, 1.0]}),
        variable_value_labels={
            "a": {1.0: "Yes", 2.0: "yes ", 3.0: "4"},
            "b": {1.0: " ", 2.0: "No"},
        },
    )
    export = read_survey_export(path)
    assert export.rows["a"].tolist() == ["Yes (1)", "yes (2)", "4 (3)", "4"]
    assert export.rows["b"].tolist() == ["1", "No", "No", "1"]


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("labels", "told"),
    [
        ({1.0: "Yes", 2.0: "yes ", 9.0: "No"}, ["Yes (1)", "yes (2)", "No"]),
        ({1.0: "Yes", 9.0: "YES", 2.0: "No"}, ["Yes (1)", "YES (9)", "No"]),
        ({1.0: "<b>Very</b>", 2.0: "&lt; 1 year", 9.0: ""}, ["Very", "< 1 year", "9"]),
    ],
    ids=["alike", "alike but never chosen", "HTML"],
)
def test_an_answer_reads_as_its_definition_has_it(sav, labels, told):
    frame = pd.DataFrame({"a": [1.0, 2.0, 1.0], "b": [1.0, 1.0, 1.0]})
    path = sav(frame, variable_value_labels={"a": labels})
    options = dict(read_definition(path).questions[0].options)
    assert list(options.values()) == told
    assert read_survey_export(path).rows["a"].tolist() == [options[c] for c in ("1", "2", "1")]


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("answers.zsav", lambda frame, path: pyreadstat.write_sav(frame, path, compress=True)),
        ("answers.por", pyreadstat.write_por),
        ("answers.dta", pyreadstat.write_dta),
        ("old.dta", lambda frame, path: pyreadstat.write_dta(frame, path, version=10)),
    ],
)
def test_the_other_forms(tmp_path, name, write):
    frame = pd.DataFrame({"AGE": [41.0, 7.0], "AREA": ["North", ""]})
    write(frame, tmp_path / name)
    export = read_survey_export(tmp_path / name)
    assert export.rows.to_dict("list") == {"AGE": ["41", "7"], "AREA": ["North", ""]}
    assert export.platform == ("stata" if name.endswith("dta") else "spss")


@pytest.mark.usefixtures("here")
def test_missing_values_of_stata_that_have_a_label(tmp_path):
    pyreadstat.write_dta(
        pd.DataFrame({"a": [1, "a", None]}, dtype=object),
        tmp_path / "a.dta",
        missing_user_values={"a": ["a"]},
        variable_value_labels={"a": {1: "Yes", "a": "Refused"}},
    )
    assert read_survey_export(tmp_path / "a.dta").rows["a"].tolist() == ["Yes", "Refused", ""]


@pytest.mark.usefixtures("here")
def test_a_definition_from_labels(whole):
    definition = read_definition(whole)
    judged = (("1", "Better"), ("2", "Worse"), ("9", "Refused"))
    came = (("1", "Chair"), ("0", "Not selected"))
    assert (definition.platform, definition.questions) == (
        "spss",
        (
            DefinedQuestion("judged", "How was it?", "single", ("judged",), judged),
            DefinedQuestion("share", "share", "number", ("share",)),
            DefinedQuestion("came", "Who came? Chair", "single", ("came",), came),
            DefinedQuestion("born", "born", "date", ("born",)),
            DefinedQuestion("typed", "typed", "text", ("typed",)),
            DefinedQuestion("IPAddress", "IPAddress", "personal", ("IPAddress",)),
        ),
    )


@pytest.mark.usefixtures("here")
def test_a_number_whose_ends_have_labels_stays_a_number(sav):
    path = sav(
        pd.DataFrame({"score": [float(number) for number in range(20)]}),
        variable_value_labels={"score": {0.0: "Not at all", 19.0: "Completely"}},
    )
    assert read_definition(path).questions[0].type == "number"


@pytest.mark.parametrize(
    ("reader", "share"),
    [(read_survey_export, 0.1), (read_survey_export, 0.99), (read_definition, 0.5)],
)
def test_a_file_cut_off(whole, reader, share):
    content = whole.read_bytes()
    whole.write_bytes(content[: int(share * len(content))])
    with pytest.raises(ExportError) as caught:
        reader(whole)
    assert str(caught.value) == (
        "answers.sav begins like an SPSS file (.sav) but cannot be read: it is cut off, damaged or"
        " of a version that is not known; save it again, or export the responses as CSV."
    )


def test_a_stata_file_without_its_end_has_lost_its_labels(tmp_path):
    path = tmp_path / "a.dta"
    pyreadstat.write_dta(
        FRAME[["judged"]], path, variable_value_labels={"judged": LABELS["judged"]}
    )
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(ExportError) as caught:
        read_survey_export(path)
    assert str(caught.value).startswith("a.dta begins like a Stata file (.dta) but cannot be read:")


def test_a_date_that_no_calendar_has(sav):
    path = sav(pd.DataFrame({"fine": [1.0], "born": [1e15]}), variable_format={"born": "DATE11"})
    with pytest.raises(ExportError) as caught:
        read_survey_export(path)
    assert str(caught.value) == (
        "answers.sav holds a date that no calendar has, in born: correct it, or make it a number,"
        " and save the file again."
    )


@pytest.mark.parametrize("form", ["QYR8", "MOYR8", "WKYR8"])
def test_quarters_months_and_weeks_are_their_first_day(form):
    seconds = np.array([13631500800.0, np.nan, 1e300])
    bare = Variable({}, (), letters=False)
    days = read_cells(calendar_days(seconds, form), bare).texts
    assert days.tolist() == ["2014-10-01", "", "1e+300"]
    numbers = read_cells(calendar_days(seconds[:2], "F8.2"), bare).texts
    assert numbers.tolist() == ["13631500800", ""]


@pytest.mark.usefixtures("here")
def test_an_spss_file_is_no_export_of_another_platform(whole):
    with pytest.raises(ExportError) as caught:
        read_survey_export(whole, platform="redcap")
    assert str(caught.value) == (
        "answers.sav is an SPSS file (.sav), so it cannot be read as an export of redcap: leave the"
        " platform out."
    )
    assert read_survey_export(whole, platform="spss").platform == "spss"


def test_a_file_that_brings_its_reader_down(whole, tmp_path, monkeypatch):
    (tmp_path / "process.py").write_text("import os; os.abort()", encoding="utf-8")
    monkeypatch.setattr(statistical_file, "PROCESS", tmp_path / "process.py")
    with pytest.raises(ExportError) as caught:
        read_survey_export(whole)
    assert str(caught.value) == (
        "answers.sav begins like an SPSS file (.sav) but cannot be read: it is cut off, damaged or"
        " of a version that is not known; save it again, or export the responses as CSV."
    )
