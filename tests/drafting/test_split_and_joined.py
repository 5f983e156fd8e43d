"""Select-alls in the layouts of platforms, without a definition: one question, every tick."""

import pytest

from .conftest import build, export_of

REDCAP = {
    "Which services? (choice=Books, journals)": ["Unchecked", "Checked", "Checked"] * 5,
    "Which services? (choice=Computers)": ["Unchecked", "Unchecked", "Checked"] * 5,
    "Which services? (choice=None (of these))": ["Unchecked"] * 15,
}
MONKEY = {
    "Which do you use? - Books, journals": ["1", "1", "", ""] * 4,
    "Which do you use? - Computers": ["2", "", "2", ""] * 4,
    "Which do you use? - Quiet rooms": ["3", "", "", ""] * 4,
}


def test_labels_of_redcap_are_one_select_all(tmp_path):
    draft, tables = build(export_of(REDCAP, platform="redcap", answers="text"), tmp_path)
    question = draft.questions.iloc[0]
    assert draft.questions["type"].tolist() == ["multi"]
    assert (question["label"], question["confidence"]) == ("Which services?", "sure")
    assert question["options"] == ("Books, journals", "Computers", "None (of these)")
    assert tables.responses.filter(like="__").sum().tolist() == [10, 5, 0]
    assert tables.nonresponse["reason"].tolist() == ["skipped"] * 5


def test_one_box_of_redcap_alone_is_a_select_all(drafted):
    cells = {"Agreed? (choice=Yes)": ["Checked", "Unchecked"] * 5, "Age": ["20", "31"] * 5}
    found = drafted(cells, platform="redcap")
    assert found.loc["Agreed? (choice=Yes)", "type"] == "multi"


def test_numbers_of_options_that_surveymonkey_writes_are_ticks(tmp_path):
    export = export_of(MONKEY, platform="surveymonkey", answers="numbers")
    draft, tables = build(export, tmp_path)
    assert draft.questions["type"].tolist() == ["multi"]
    assert draft.questions["options"][0] == ("Books, journals", "Computers", "Quiet rooms")
    assert tables.responses.filter(like="__").sum().tolist() == [8, 8, 4]


def test_ranks_vary_within_their_column(drafted):
    cells = {
        "Rank these? - Books": ["1", "2", "1", "3", "2", "1"],
        "Rank these? - Rooms": ["2", "1", "3", "1", "3", "2"],
        "Rank these? - Staff": ["3", "3", "2", "2", "1", "3"],
    }
    assert drafted(cells, platform="surveymonkey")["type"].tolist() == ["number"] * 3


@pytest.mark.parametrize(
    ("cells", "ticks"),
    [
        (["1", "2", "1,3", "2,3", "3", ""], {"1": 2, "2": 2, "3": 3}),
        (["1", "2", "1,2", "1", "2", ""], {"1": 3, "2": 3}),
        (["1", "10", "1,10", "4,10", "4", ""], {"1": 2, "10": 3, "4": 2}),
    ],
)
def test_codes_that_redcap_joins_are_no_decimals(tmp_path, cells, ticks):
    export = export_of({"services": cells * 4}, platform="redcap", answers="numbers")
    draft, tables = build(export, tmp_path)
    assert draft.questions["type"].tolist() == ["multi"]
    counted = tables.responses.filter(like="__").sum()
    assert {name.rpartition("_")[2]: n // 4 for name, n in counted.items()} == ticks


def test_numbers_with_a_decimal_comma_stay_numbers(drafted):
    cells = {"weight": ["70,5", "71", "64,5", "80,25", "71,5", "66"]}
    assert drafted(cells, platform="redcap")["type"].tolist() == ["number"]


@pytest.mark.parametrize("ticks", [("x", ""), ("1", "0"), ("1", "")])
def test_a_short_question_has_options_too(drafted, ticks):
    yes, no = ticks
    cells = {
        "Uses? - books": [yes, yes, no, yes] * 5,
        "Uses? - computers": [no, yes, no, yes] * 5,
        "Uses? - rooms": [no, no, yes, yes] * 5,
    }
    assert drafted(cells)["type"].tolist() == ["multi"]
