"""What a spreadsheet did to a right export, told by one change each."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cpsurvey.exports import Doubt
from cpsurvey.readers import read_survey_export

AGAIN = (
    "Download the export again, and give the file as the platform wrote it, not saved in a"
    " spreadsheet."
)
CSV_AGAIN = "Download the export again as CSV, and do not save it in a spreadsheet."
RIGHT = """\
Code,Meals a week,Born,Visit,Why?
00123,1-2,3/4/1999,weekly,"Well, quiet"
00456,3-4,30/4/1999,never,"Café Ŵyr"
01789,5 or more,31/12/2001,weekly,NA
11111,1-2,1/1/2000,never,
"""


def saved(text: str, name: str = "a.csv") -> tuple[Doubt, ...]:
    """Return the doubts about a text."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(text.encode())
        return read_survey_export(path).doubts


def test_a_right_export_gives_no_doubt():
    assert saved(RIGHT) == ()


CHANGES = {
    "ranges made into days": (
        "1-2,3",
        "02-Jan,3",
        '1 cell in "Meals a week", first in row 2, holds a day where the other answers are none: a'
        " spreadsheet makes 1-2 into 2 January.",
        AGAIN,
    ),
    "days in two orders": (
        "30/4/1999",
        "4/30/1999",
        '1 cell in "Born", first in row 3, holds a day with the month first where others of the'
        " column have it second.",
        AGAIN,
    ),
    "leading zeros lost": (
        "00123",
        "123",
        '1 cell in "Code", first in row 2, holds a number shorter than the identifiers that begin'
        " with 0: a spreadsheet takes leading zeros off.",
        AGAIN,
    ),
    "rounded numbers": (
        "00123",
        "1.23457E+11",
        '1 cell in "Code", first in row 2, holds a long number that a spreadsheet rounded (as'
        " 1.2E+11), whose last digits are lost.",
        AGAIN,
    ),
    "faults": (
        "never",
        "#NAME?",
        '2 cells in "Visit", first in row 3, hold a fault of a spreadsheet program (such as #NAME?'
        " or #REF!) in place of an answer.",
        AGAIN,
    ),
    "number signs": (
        "3/4/1999",
        "########",
        '1 cell in "Born", first in row 2, holds nothing but #, which a spreadsheet shows where a'
        " column is too narrow.",
        AGAIN,
    ),
    "letters read wrongly": (
        "Café",
        "CafÃ©",
        '1 cell in "Why?", first in row 3, holds letters with accents that were stored as UTF-8 and'
        " read as Windows-1252.",
        f"{AGAIN} A spreadsheet has to be told, at opening, that it is UTF-8.",
    ),
    "letters lost": (
        "Café",
        "Caf\ufffd",
        '1 cell in "Why?", first in row 3, holds the sign for a letter that was lost.',
        AGAIN,
    ),
    "texts cut off": (
        "Well, quiet",
        "x" * 32_767,
        '1 cell in "Why?", first in row 2, holds exactly 32767 characters, and none there holds'
        " more: a program cut them off.",
        CSV_AGAIN,
    ),
}


@pytest.mark.parametrize("what", CHANGES)
def test_one_change_gives_one_doubt(what):
    before, after, words, mend = CHANGES[what]
    assert saved(RIGHT.replace(before, after)) == (Doubt(what, f"a.csv: {words}", mend),)


@pytest.mark.parametrize("day", ["2-Jan", "Jan-02", "02.Mär", "01/02/2026", "2026-02-01 00:00:00"])
def test_a_range_made_into_a_day_in_any_form(day):
    assert [doubt.what for doubt in saved(RIGHT.replace("1-2,", f"{day},"))] == [
        "ranges made into days"
    ]


@pytest.mark.parametrize("length", [255, 1_024])
def test_two_texts_that_an_older_program_cut_off(length):
    long = "quiet".ljust(length, "x")
    once = RIGHT.replace("Well, quiet", long)
    assert saved(once) == ()
    assert [doubt.words for doubt in saved(once.replace("Café Ŵyr", long[::-1]))] == [
        f'a.csv: 2 cells in "Why?", first in row 2, hold exactly {length} characters, and none'
        " there holds more: a program cut them off."
    ]


@pytest.mark.parametrize("name", ["MÃ©al", "Me\ufffdl"])
def test_names_read_wrongly(name):
    assert saved(RIGHT.replace("Meals", name)) == (
        Doubt(
            "names read wrongly",
            "a.csv: the name of 1 column, first column 2, hold letters that were lost, or stored as"
            " UTF-8 and read as Windows-1252.",
            AGAIN,
        ),
    )


@pytest.mark.parametrize(
    ("count", "what"),
    [
        (255, "older programs"),
        (256, "older programs"),
        pytest.param(16_384, "spreadsheets", marks=pytest.mark.slow),
    ],
)
def test_as_many_columns_as_a_program_can_hold(count, what):
    text = "\n".join(",".join(f"{sign}{at}" for at in range(count)) for sign in ("Q", "a")) + "\n"
    assert saved(text) == (
        Doubt(
            "columns cut off",
            f"a.csv has exactly {count} columns, the most that {what} can hold; what was beyond is"
            " lost.",
            "Download the export again as CSV, and do not save it in such a program.",
        ),
    )
    assert saved(text.replace("Q0,", "Q0,Q,R,", 1).replace("\na0,", "\na0,a,a,")) == ()


def test_as_many_rows_as_a_program_can_hold():
    text = "Q1,Q2\n" + "a,b\n" * 65_535
    assert saved(text) == (
        Doubt(
            "rows cut off",
            "a.csv has exactly 65536 rows, the most that older spreadsheets can hold; what was"
            " beyond is lost.",
            "Download the export again as CSV, and do not save it in such a program.",
        ),
    )
    assert saved(text + "a,b\n") == ()


def test_blank_rows_between_responses():
    assert saved(RIGHT.replace("\n01789", "\n,,,,\n\n01789")) == (
        Doubt(
            "blank rows",
            "a.csv has 2 blank rows between those of the responses, as no platform writes: somebody"
            " emptied or put them in.",
            AGAIN,
        ),
    )


def test_mixed_line_ends():
    assert saved(RIGHT.replace("weekly,NA\n", "weekly,NA\r\n")) == (
        Doubt(
            "mixed line ends",
            "a.csv ends its lines in several ways: it was put together or edited by hand.",
            "Check that no rows are missing or doubled, or download the export again, and give the"
            " file as the platform wrote it.",
        ),
    )


def test_line_ends_of_an_old_mac():
    assert saved(RIGHT.replace("\n", "\r")) == (
        Doubt(
            "old Mac",
            "a.csv ends its lines as programs of old Macs do, so a spreadsheet saved it; it may"
            " have changed dates, long numbers and leading zeros.",
            "If it did, download the export again, and give the file as the platform wrote it.",
        ),
    )


@pytest.mark.parametrize(
    ("text", "name", "what"),
    [
        (RIGHT, "a.tsv", "a.tsv is called .tsv and its columns are parted by commas"),
        (
            "Q1\tQ2\na\tb\n",
            "a.csv",
            "a.csv is called .csv and its columns are parted by tabs",
        ),
    ],
)
def test_a_delimiter_unlike_the_ending(text, name, what):
    assert saved(text, name) == (
        Doubt(
            "another delimiter",
            f"{what}: it was saved again, or renamed.",
            "If you saved it, download the export again, and give the file as the platform wrote"
            " it.",
        ),
    )


def test_a_text_called_a_workbook():
    assert saved(RIGHT, "a.xlsx") == (
        Doubt(
            "another ending",
            "a.xlsx is called .xlsx and is no workbook but a text parted by commas; it was read as"
            " that.",
            "Give it the ending .csv.",
        ),
    )


def test_a_long_name_is_shortened_and_no_cell_is_told():
    doubt = saved(RIGHT.replace("Why?", "Why " * 30).replace("Café", "CafÃ©"))[0]
    assert f'"{("Why " * 15)[:57]}..."' in doubt.words
    assert "Ŵyr" not in doubt.words


UNCLEAR = (
    "order of days",
    'a.csv: 3 cells in "When?", first in row 2, hold a day that may be day first or month'
    " first, and nothing tells which.",
    "Export it again with dates year first, or say in the codebook which comes first: dates ="
    ' "day first".',
)


@pytest.mark.parametrize(
    ("head", "days", "doubts"),
    [
        ("Room", ["1/2/2019", "03-04-19 9:30", "5/6/2019 00:00"], [UNCLEAR]),
        ("Room", ["1/2/2019", "13/04/2019", "5/6/2019"], []),
        ("Room", ["2019-01-02", "2019/04/03", "1.2.2019"], []),
        ("Room", ["on 1/2/2019", "about 3/4/2019", "5/6/2019"], []),
        ("Timestamp", ["1/2/2019", "3/4/2019", "5/6/2019"], []),
    ],
    ids=["unclear", "a thirteenth", "beyond doubt", "no dates", "the platform's own tell"],
)
def test_days_that_may_be_months_are_doubted(head, days, doubts):
    rows = "".join(f"13/1/2019 10:0{n}:00,{day}\n" for n, day in enumerate(days))
    found = saved(f"{head},When?\n{rows}")
    assert [tuple(doubt) for doubt in found] == doubts


WORDS = st.sampled_from(["Well", "quiet", "NÃO", "É", "#1", "50+", "Mar", "ŵ", "1-2", "7/8", "£5"])
OPTIONS = st.sampled_from(["1-2", "3-4", "5 or more", "never", "10%", "€20", "#", "June", "3,5"])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    rows=st.lists(
        st.tuples(
            st.integers(0, 99_999).map("{:05}".format),
            OPTIONS,
            st.lists(WORDS, min_size=1, max_size=9).map(" ".join),
            st.dates().map(lambda day: f"{day.replace(day=13):%d/%m/}{day.year:04}"),
            st.floats(0, 1e6).map(lambda number: f"{number:.3g}".replace("e", " ")),
        ),
        min_size=2,
        max_size=30,
        unique_by=lambda row: row[0],
    )
)
def test_a_clean_export_gives_no_doubt(rows):
    table = [("Code", "How many?", "Why?", "Born", "Spent"), *rows]
    assert saved("".join(",".join(f'"{cell}"' for cell in row) + "\r\n" for row in table)) == ()
