"""Plain tables whose codebook says which column tells who answered, and when."""

from dataclasses import replace

import pandas as pd
import pytest

from cpsurvey.cleaning import clean_survey
from cpsurvey.cleaning.meta import tell_meta
from cpsurvey.codebook import Instrument
from cpsurvey.errors import ExportError


def told(export_of, fact, cells):
    export = export_of("staff", Cell=cells)
    made = tell_meta(export, Instrument("staff", "staff", meta={fact: "Cell"}))
    assert list(made.rows) == []
    assert made.columns["kind"].tolist() == ["metadata"]
    return made.meta[fact].tolist()


READ = {
    "identifiers, blank ones called after their row": (
        "respondent", [" a1 ", "", "a2"], ["a1", "row-5", "a2"],
    ),
    "dates year first": (
        "recorded", ["2020-10-02", "2020/10/3 9:05", "2020-10-04T10:11:12.5Z", ""],
        ["2020-10-02", "2020-10-03 09:05:00", "2020-10-04 10:11:12", ""],
    ),
    "dates day first, as a later one shows": (
        "recorded", ["3/4/2020", "13/4/20"], ["2020-04-03", "2020-04-13"],
    ),
    "dates month first, as a later one shows": (
        "started", ["3/4/2020 1:02 PM", "4/13/2020 12:30 am"],
        ["2020-03-04 13:02:00", "2020-04-13 00:30:00"],
    ),
    "dates with dots": ("recorded", ["3.4.2020"], ["2020-04-03"]),
    "yes and no": (
        "finished", ["Yes", "0", "complete", "Partial", ""], ["yes", "no", "yes", "no", ""],
    ),
    "progress": ("progress", ["85%", "100", ""], ["85", "100", ""]),
    "seconds": ("duration_seconds", ["61.5", "600"], ["61.5", "600"]),
    "languages": ("language", ["cy", " en"], ["cy", "en"]),
}  # fmt: skip


@pytest.mark.parametrize("case", READ)
def test_a_column_becomes_a_fact(export_of, case):
    fact, cells, expected = READ[case]
    assert told(export_of, fact, cells) == expected


REFUSED = {
    "a date whose order nothing shows": (
        "recorded", ["", "3/4/2020", "2020-04-05"],
        "(recorded) may be day first or month first: write dates year first, 2020-10-01, first in"
        " row 5 (1 in all).",
    ),
    "dates of both orders": (
        "recorded", ["13/4/2020", "4/13/2020"],
        "(recorded) may be day first or month first: write dates year first, 2020-10-01, first in"
        " row 4 (2 in all).",
    ),
    "no date": (
        "started", ["yesterday", "2020-02-30", "2020-02-03 25:00"],
        "(started) holds no date: write dates year first, 2020-10-01, first in row 4 (3 in all).",
    ),
    "neither yes nor no": (
        "finished", ["yes", "perhaps"],
        "(finished) is neither yes nor no, first in row 5 (1 in all).",
    ),
    "no number": (
        "duration_seconds", ["00:12:30"],
        "(duration_seconds) holds no number, first in row 4 (1 in all).",
    ),
    "an address for an identifier": (
        "respondent", ["a1", "jo@example.org"],
        "(respondent) holds e-mail addresses, and identifiers stand in every table: name another"
        " column, or put a number in the place of each, first in row 5 (1 in all).",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_read_is_named_by_its_first_row_and_never_quoted(export_of, case):
    fact, cells, message = REFUSED[case]
    with pytest.raises(ExportError) as caught:
        told(export_of, fact, cells)
    assert str(caught.value) == (
        f"answers.csv does not fit `meta` of staff:\n  column Cell {message}"
    )


@pytest.fixture
def with_meta(library):
    """The library's codebook, where the staff's plain table tells who and when by columns."""
    visitor, staff = library.instruments
    meta = {"respondent": "Number", "recorded": "When", "finished": "Done"}
    return replace(library, instruments=(visitor, replace(staff, meta=meta)))


STAFF = {"C1": ["Yes"] * 2, "C2": ["Good"] * 2, "C6_1": [""] * 2, "C6_2": [""] * 2}


def test_what_the_codebook_tells_wins_over_the_platform(export_of, with_meta):
    facts = {"Number": ["7", "8"], "When": ["2021-02-03", ""], "Done": ["yes", "no"]}
    export = export_of("staff", **STAFF, **facts, progress=["", ""])
    tables = clean_survey(export, with_meta)
    assert tables.responses["respondent"].tolist() == ["7"]
    assert tables.responses["recorded"].dt.strftime("%Y-%m-%d").tolist() == ["2021-02-03"]
    assert tables.excluded[["respondent", "rule"]].values.tolist() == [["8", "unfinished"]]


def test_a_fact_without_its_column_is_listed_with_all_that_is_missing(export_of, with_meta):
    facts = {"Numbr": ["7", "8"], "Done": ["yes", "no"]}
    staff = {name: cells for name, cells in STAFF.items() if name != "C2"}
    with pytest.raises(ExportError) as caught:
        clean_survey(export_of("staff", **staff, **facts), with_meta)
    assert str(caught.value) == (
        "answers.csv does not fit the codebook:\n"
        '  column "Number" of respondent in meta is missing, did you mean "Numbr"?\n'
        '  column "When" of recorded in meta is missing.\n'
        '  column "C2" of question satisfaction is missing.\n'
        "  1 column belongs to no question: Numbr; add each to questions.toml, or to `ignore` of"
        " instrument staff in codebook.toml."
    )


def test_a_fact_that_the_platforms_reader_took_already_is_not_missing(export_of, with_meta):
    export = export_of("staff", **STAFF, Number=["7", "8"], Done=["yes", "yes"])
    own = pd.DataFrame({"column": ["When"], "name": ["When"], "kind": ["metadata"]})
    export = replace(export, columns=pd.concat([export.columns, own], ignore_index=True))
    recorded = clean_survey(export, with_meta).responses["recorded"]
    assert recorded.dt.strftime("%Y-%m-%d").tolist() == ["2020-10-01", "2020-10-01"]


def test_an_export_without_such_columns_is_left_as_it_is(export_of):
    export = export_of("staff", **STAFF)
    assert tell_meta(export, Instrument("staff", "staff")) is export
