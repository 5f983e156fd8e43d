"""A team's frame file as text, or what is wrong with it."""

import pytest

from cpsurvey.errors import ExportError
from cpsurvey.readers import read_frame

HEADER = "action,project_code,code,reason\n"


def test_cells_are_text_and_rows_are_numbered_as_in_a_spreadsheet(tmp_path):
    path = tmp_path / "frame.csv"
    path.write_text(f"{HEADER}rename,Tea,SAF, same \n\ndrop,01,,", encoding="utf-8")
    frame = read_frame(path)
    assert frame.to_dict("index") == {
        2: {"action": "rename", "project_code": "Tea", "code": "SAF", "reason": "same"},
        4: {"action": "drop", "project_code": "01", "code": "", "reason": ""},
    }
    assert frame.attrs["name"] == "frame.csv"


@pytest.mark.parametrize(
    ("header", "message"),
    [
        (
            "action,projectcode,code,reason",
            'frame.csv lacks the columns "project_code", did you mean "projectcode"? The first row'
            " has to name action, project_code, code and reason.",
        ),
        (
            "action,project_code,code,reason,segment,Segment",
            "frame.csv has the columns segment more than once: keep one of each.",
        ),
    ],
)
def test_a_header_that_is_wrong_is_named(tmp_path, header, message):
    path = tmp_path / "frame.csv"
    path.write_text(header + "\n", encoding="utf-8")
    with pytest.raises(ExportError) as caught:
        read_frame(path)
    assert str(caught.value) == message
