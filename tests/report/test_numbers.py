"""The one set of rules by which numbers are printed."""

import pandas as pd
import pytest

from cpsurvey.errors import CpsurveyError
from cpsurvey.report.document import Table
from cpsurvey.report.numbers import in_print, printed


@pytest.mark.parametrize(
    ("value", "kind", "mark", "said"),
    [
        (0.285, "share", "", "29%"),
        (0.004, "share", "", "<1%"),
        (0.9951, "share", "", ">99%"),
        (0, "share", "", "0%"),
        (1.0, "share", "", "100%"),
        (0.666, "share", "u", "67% [u]"),
        (0.215, "points", "", "+22"),
        (-0.215, "points", "", "−22"),
        (0.004, "points", "", "0"),
        (1234, "count", "", "1,234"),
        (24, "count", "u", "24 [u]"),
        (0.0462, "p_value", "", "0.046"),
        (0.0004, "p_value", "", "<0.001"),
        (1.0, "p_value", "", "1.000"),
        (0.715, "number", "", "0.72"),
        (-0.505, "number", "", "−0.51"),
        (0.004, "number", "", "<0.01"),
        (-0.004, "number", "", "above −0.01"),
        (0, "number", "", "0.00"),
        (25.0, "number", "", "25"),
        (25.04, "number", "", "25.0"),
        (1234.5, "number", "", "1,235"),
        ("Better", "text", "", "Better"),
        (None, "text", "", ""),
        (None, "text", "z", "[z]"),
        (None, "count", "c", "[c]"),
        (float("nan"), "share", "", "[x]"),
        (pd.NA, "points", "z", "[z]"),
    ],
)  # fmt: skip
def test_a_value_is_printed_by_its_kind(value, kind, mark, said):
    assert printed(value, kind, mark) == said


def test_every_cell_of_a_table_is_printed_with_its_mark():
    frame = pd.DataFrame(
        {"Answer": ["Yes", "No"], "Base": pd.array([24, pd.NA], "Int64"), "Share": [0.5, None]}
    )
    marks = pd.DataFrame({"Base": ["u", "c"]})
    table = Table("heard", "Heard", frame, {"Base": "count", "Share": "share"}, marks)
    assert in_print(table).values.tolist() == [["Yes", "24 [u]", "50%"], ["No", "[c]", "[x]"]]


def test_what_cannot_be_printed_is_refused_with_its_place():
    table = Table("heard", "Heard", pd.DataFrame({"Share": ["half"]}), {"Share": "share"})
    with pytest.raises(CpsurveyError) as caught:
        in_print(table)
    assert (
        str(caught.value) == "table heard, column Share: “half” is no number, and a share is one."
    )


def test_a_number_without_end_is_printed_and_a_share_or_a_count_has_one():
    assert printed(float("inf"), "number") == "∞"
    assert printed(float("-inf"), "number", "u") == "−∞ [u]"
    for kind in ("count", "share", "points", "p_value"):
        with pytest.raises(CpsurveyError) as caught:
            printed(float("inf"), kind)
        assert str(caught.value) == f"“inf” is no number, and a {kind} is one."


@pytest.mark.parametrize(
    ("kind", "mark", "message"),
    [
        ("shares", "", 'kind of number "shares" is not known, did you mean "share"? Known: text,'
         " count, share, points, number and p_value."),
        ("share", "s", 'shorthand "s" is not known. Known: c, low, u, x and z.'),
    ],
)  # fmt: skip
def test_an_unknown_kind_or_mark_is_refused(kind, mark, message):
    with pytest.raises(CpsurveyError) as caught:
        printed(0.5, kind, mark)
    assert str(caught.value) == message
