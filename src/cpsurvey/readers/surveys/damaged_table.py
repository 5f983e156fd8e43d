"""A survey export in; what was done to its names, rows and columns, as doubts, out."""

from __future__ import annotations

from collections.abc import Iterator

from cpsurvey.exports import Doubt, SurveyExport
from cpsurvey.readers.surveys.misread import misread

AGAIN = (
    "Download the export again, and give the file as the platform wrote it, not saved in a"
    " spreadsheet."
)
MOST_COLUMNS = {255: "older programs", 256: "older programs", 16_384: "spreadsheets"}
MOST_ROWS = {65_536: "older spreadsheets", 1_048_576: "spreadsheets"}


def damage_of(export: SurveyExport) -> Iterator[Doubt]:
    """Yield what gives reason to doubt the table as a whole."""
    found = [_misread_names(export), *_as_many_as_a_program_can(export), _blank_rows(export)]
    found.append(_nobody_finished(export))
    yield from filter(None, found)


def _misread_names(export: SurveyExport) -> Doubt | None:
    """Return the doubt that the names of columns hold letters that were read wrongly."""
    wrong = [
        position
        for position, *texts in export.columns[["position", "name", "text"]].itertuples(index=False)
        if any(misread(str(text)) or "\ufffd" in str(text) for text in texts)
    ]
    if not wrong:
        return None
    count = len(wrong)
    return Doubt(
        "names read wrongly",
        f"{export.name}: the {'name' if count == 1 else 'names'} of {count}"
        f" {'column' if count == 1 else 'columns'}, first column {wrong[0]}, hold letters that were"
        " lost, or stored as UTF-8 and read as Windows-1252.",
        AGAIN,
    )


def _as_many_as_a_program_can(export: SurveyExport) -> Iterator[Doubt]:
    """Yield the doubts that a program left off what it could not hold."""
    columns = int(export.columns["position"].max()) if len(export.columns) else 0
    rows = int(export.rows.index.max()) if len(export.rows) else 0
    for what, count, limits in (("columns", columns, MOST_COLUMNS), ("rows", rows, MOST_ROWS)):
        if count in limits:
            yield Doubt(
                f"{what} cut off",
                f"{export.name} has exactly {count} {what}, the most that {limits[count]} can hold;"
                " what was beyond is lost.",
                "Download the export again as CSV, and do not save it in such a program.",
            )


def _blank_rows(export: SurveyExport) -> Doubt | None:
    """Return the doubt that there are blank rows between those of the responses."""
    index = export.rows.index
    in_file = "delimiter" in export.settings or "sheet" in export.settings
    if not in_file or not len(index):
        return None
    blank = int(index[-1]) - int(index[0]) + 1 - len(index)
    if blank <= 0:
        return None
    return Doubt(
        "blank rows",
        f"{export.name} has {blank} blank {'row' if blank == 1 else 'rows'} between those of the"
        " responses, as no platform writes: somebody emptied or put them in.",
        AGAIN,
    )


def _nobody_finished(export: SurveyExport) -> Doubt | None:
    """Return the doubt that nobody finished; Qualtrics has a menu of its own for that."""
    if export.platform == "qualtrics" or len(export.meta) < 2:
        return None
    if set(export.meta["finished"]) != {"no"}:
        return None
    return Doubt(
        "nobody finished",
        f"{export.name}: none of the {len(export.meta)} responses is finished, so a rule that"
        " leaves out the unfinished leaves out everybody.",
        "Export all responses, the finished ones too; or choose rules without that one, as in"
        " --rules with_unfinished of a draft.",
    )
