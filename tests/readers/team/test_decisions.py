"""A team's small files as spreadsheets write them, and what is wrong with those it cannot read."""

import pytest

from cpsurvey.errors import ExportError
from cpsurvey.readers import read_decisions, read_settled

HEADER = "respondent,group,question,action,value,reason,date"
ROW = "R_1,visitor,uses,correct,quiet=yes,she rang us,2021-03-31"


@pytest.fixture
def written(tmp_path):
    def write(content, name="decisions.csv"):
        path = tmp_path / name
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return path

    return write


SAME = {
    "commas": f"{HEADER}\n{ROW}\n",
    "semicolons and Windows line ends": f"{HEADER}\r\n{ROW}\r\n".replace(",", ";"),
    "tabs": f"{HEADER}\n{ROW}".replace(",", "\t"),
    "a mark of UTF-8": f"\ufeff{HEADER}\n{ROW}\n",
    "capitals, spaces, quotation marks and cells too many": (
        f" {HEADER.title()} \n" + ROW.replace("R_1", '"R_1"').replace("uses", " uses ") + ",,\n"
    ),
    "UTF-16": f"{HEADER}\n{ROW}\n".encode("utf-16"),
}


@pytest.mark.parametrize("case", SAME)
def test_a_file_is_read_however_it_was_saved(written, case):
    frame = read_decisions(written(SAME[case]))
    assert frame.to_dict("records") == [
        {
            "respondent": "R_1",
            "group": "visitor",
            "question": "uses",
            "action": "correct",
            "value": "quiet=yes",
            "reason": "she rang us",
            "date": "2021-03-31",
        }
    ]
    assert frame.attrs["name"] == "decisions.csv"


def test_rows_are_those_of_the_spreadsheet_and_blank_ones_none(written):
    frame = read_decisions(
        written(f'{HEADER}\n{ROW}\n,,,,,,\n\nR_2,,,withdraw,,"two\nlines",2021-04-01')
    )
    assert frame["respondent"].to_dict() == {2: "R_1", 5: "R_2"}


def test_a_file_with_a_header_alone_holds_no_decisions(written):
    frame = read_decisions(written(HEADER))
    assert (len(frame), frame["action"].tolist()) == (0, [])


def test_letters_of_an_older_excel_are_read(written):
    path = written("question;typed;code;count\nauthority;Ynys Môn;W06000001;3\n".encode("cp1252"))
    assert read_settled(path).to_dict("index") == {
        2: {"question": "authority", "typed": "Ynys Môn", "code": "W06000001", "count": "3"}
    }


REFUSED = {
    "a column misspelt": (
        f"{HEADER.replace('question', 'qestion')}\n{ROW}",
        'decisions.csv lacks the columns "question", did you mean "qestion"? The first row has to'
        " name respondent, question, action, value and date.",
    ),
    "no header, but a person": (
        "R_1,visitor,uses,correct,quiet=yes,she rang us,2021-03-31",
        'decisions.csv lacks the columns "respondent"; "question"; "action"; "value"; "date". The'
        " first row has to name respondent, question, action, value and date.",
    ),
    "a column twice": (
        f"{HEADER},date\n{ROW},2021-04-01",
        "decisions.csv has the columns date more than once: keep one of each.",
    ),
    "a column twice that need not be there": (
        f"{HEADER},group\n{ROW},staff",
        "decisions.csv has the columns group more than once: keep one of each.",
    ),
    "a cell too many": (
        f"{HEADER}\n{ROW}\nR_1,visitor,uses,correct,quiet=yes,she rang, and wrote,2021-03-31",
        "decisions.csv, row 3, has 8 cells where the header has 7: put cells that hold the"
        " delimiter in quotation marks.",
    ),
    "a quotation mark left open": (
        f'{HEADER}\n"R_1,visitor',
        "decisions.csv has quotation marks that do not fit together, on line 2: mend it in a"
        " spreadsheet program and save it as CSV UTF-8.",
    ),
    "a cell of a megabyte": (
        f"{HEADER}\nR_1,,,withdraw,,{'x' * 1_000_000},2021-03-31",
        "decisions.csv has a cell of more than 131072 characters, on line 2: mend it in a"
        " spreadsheet program and save it as CSV UTF-8.",
    ),
    "a workbook": (
        b"PK\x03\x04 and no more",
        "decisions.csv is a zip archive that is cut off or damaged, not CSV: save it in the"
        " spreadsheet program as CSV UTF-8.",
    ),
    "nothing": ("", "decisions.csv is empty: export it again."),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_read_is_refused_without_a_word_of_what_is_in_it(written, case):
    content, message = REFUSED[case]
    with pytest.raises(ExportError) as caught:
        read_decisions(written(content))
    assert str(caught.value) == message


def test_what_was_settled_needs_its_three_columns(written):
    with pytest.raises(ExportError) as caught:
        read_settled(written("question,text,code\n", "to-settle.csv"))
    assert str(caught.value) == (
        'to-settle.csv lacks the columns "typed". The first row has to name question, typed and'
        " code."
    )
