"""How a text is stored in, what that says of programs it went through out."""

from __future__ import annotations

from pathlib import PurePath

from cpsurvey.exports import Doubt

SIGNS = {",": "commas", ";": "semicolons", "\t": "tabs"}
USUAL = {".csv": (",", ";"), ".tsv": ("\t",), ".tab": ("\t",)}
WORKBOOKS = (".xlsx", ".xls", ".xlsm", ".xlsb", ".ods")
UNCHANGED = "download the export again, and give the file as the platform wrote it"


def text_doubts(delimiter: str, encoding: str, lines: str, name: str) -> tuple[Doubt, ...]:
    """Return what delimiter, encoding and line ends give reason to doubt."""
    ending = PurePath(name.rstrip(")")).suffix.casefold()
    doubts = []
    if ending in WORKBOOKS:
        doubts.append(
            Doubt(
                "another ending",
                f"{name} is called {ending} and is no workbook but a text parted by"
                f" {SIGNS[delimiter]}; it was read as that.",
                "Give it the ending .csv.",
            )
        )
    elif delimiter not in USUAL.get(ending, SIGNS):
        doubts.append(
            Doubt(
                "another delimiter",
                f"{name} is called {ending} and its columns are parted by {SIGNS[delimiter]}: it"
                " was saved again, or renamed.",
                f"If you saved it, {UNCHANGED}.",
            )
        )
    if lines == "mixed":
        doubts.append(
            Doubt(
                "mixed line ends",
                f"{name} ends its lines in several ways: it was put together or edited by hand.",
                f"Check that no rows are missing or doubled, or {UNCHANGED}.",
            )
        )
    if lines == "CR":
        doubts.append(
            Doubt(
                "old Mac",
                f"{name} ends its lines as programs of old Macs do, so a spreadsheet saved it; it"
                " may have changed dates, long numbers and leading zeros.",
                f"If it did, {UNCHANGED}.",
            )
        )
    if encoding == "unsure":
        doubts.append(
            Doubt(
                "encoding guessed",
                f"{name} is not in UTF-8 and was read as Windows-1252, which nothing in it bears"
                " out: its letters with accents may be wrong.",
                "Check names and words with accents, or download the export as CSV UTF-8.",
            )
        )
    if encoding == "mac_roman":
        doubts.append(
            Doubt(
                "encoding guessed",
                f"{name} is not in UTF-8; its letters make sense as an old Mac stores them (Mac"
                " Roman) and were read so.",
                "Check names and words with accents, or download the export as CSV UTF-8.",
            )
        )
    return tuple(doubts)
