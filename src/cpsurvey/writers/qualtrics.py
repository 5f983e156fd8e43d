"""Answers and metadata in, the CSV that Qualtrics would let one download out."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from cpsurvey.errors import TablesError, listed

METADATA = (
    ("StartDate", "Start Date", "startDate", "started"),
    ("EndDate", "End Date", "endDate", "recorded"),
    ("Status", "Response Type", "status", "status"),
    ("IPAddress", "IP Address", "ipAddress", "ip_address"),
    ("Progress", "Progress", "progress", "progress"),
    ("Duration (in seconds)", "Duration (in seconds)", "duration", "duration_seconds"),
    ("Finished", "Finished", "finished", "finished"),
    ("RecordedDate", "Recorded Date", "recordedDate", "recorded"),
    ("ResponseId", "Response ID", "_recordId", "respondent"),
    ("RecipientLastName", "Recipient Last Name", "recipientLastName", "last_name"),
    ("RecipientFirstName", "Recipient First Name", "recipientFirstName", "first_name"),
    ("RecipientEmail", "Recipient Email", "recipientEmail", "email"),
    ("ExternalReference", "External Data Reference", "externalDataReference", "reference"),
    ("LocationLatitude", "Location Latitude", "locationLatitude", "latitude"),
    ("LocationLongitude", "Location Longitude", "locationLongitude", "longitude"),
    ("DistributionChannel", "Distribution Channel", "distributionChannel", "channel"),
    ("UserLanguage", "User Language", "userLanguage", "language"),
)
DATED = ("startDate", "endDate", "recordedDate")
WORDS = {
    "status": {
        "normal": ("IP Address", "0"),
        "preview": ("Survey Preview", "1"),
        "test": ("Survey Test", "2"),
        "other": ("Imported", "4"),
        "spam": ("Spam", "8"),
    },
    "finished": {"yes": ("True", "1"), "no": ("False", "0")},
}
FLAVOURS = ("text", "numbers")
SPECIAL = (",", '"', "\r", "\n")


def write_qualtrics(
    columns: Sequence[tuple[str, str, str]],
    rows: pd.DataFrame,
    meta: pd.DataFrame,
    *,
    answers: str = "text",
    time_zone: str = "Europe/London",
    newline: str = "\r\n",
    bom: bool = False,
) -> bytes:
    """Write a survey export as Qualtrics does: what the platform would have let one download.

    Three header rows (names, question texts, ImportIds), the metadata columns first, then the
    answers. Columns that identify people are there, blank unless `meta` fills them.

    Parameters
    ----------
    columns
        Name, text and ImportId of each answer column, for example
        ``("Q1", "How was it?", "QID1")``; embedded data has its name for an ImportId.
    rows
        One row a response and one column a column of `columns`, in that order; text, blank where
        nothing was answered.
    meta
        The same rows; those it has of respondent, status, finished, progress, started, recorded,
        duration_seconds, language and channel, as `read_survey_export` gives them, and of the
        columns that it drops: ip_address, last_name, first_name, email, reference, latitude and
        longitude.
    answers
        ``"text"`` or ``"numbers"``: how status and finished are written. The answers themselves
        are written as they are.
    time_zone
        What the date columns say of their time zone.
    newline
        What ends a row.
    bom
        Whether the file begins with a byte order mark.

    Returns
    -------
    bytes
        The file, in UTF-8; the same arguments give the same bytes.

    Raises
    ------
    TablesError
        If rows, columns and meta do not fit together, or hold what no export does.

    Notes
    -----
    Which columns there are, and what status and finished read, is as in Qualtrics' own downloads
    from 2017 on.

    Examples
    --------
    >>> import pandas as pd
    >>> from cpsurvey.writers import write_qualtrics
    >>> meta = pd.DataFrame({"respondent": ["R_1"], "finished": ["yes"]})
    >>> rows = pd.DataFrame({"Q1": ["Good, on the whole"]})
    >>> made = write_qualtrics([("Q1", "How was it?", "QID1")], rows, meta)
    >>> made.decode().splitlines()[3]
    ',,IP Address,,,,True,,R_1,,,,,,,,,"Good, on the whole"'
    """
    _check(columns, rows, meta, answers)
    head = [*((name, text, _import_id(key, time_zone)) for name, text, key, _ in METADATA)]
    head += [(name, text, _import_id(key)) for name, text, key in columns]
    known = _in_words(meta, FLAVOURS.index(answers))
    body = [known.get(field, [""] * len(rows)) for *_, field in METADATA]
    body += [rows.iloc[:, position].tolist() for position in range(len(columns))]
    lines = [*zip(*head, strict=True), *zip(*body, strict=True)]
    content = "".join(_line(cells) + newline for cells in lines).encode("utf-8")
    return codecs.BOM_UTF8 + content if bom else content


def _check(
    columns: Sequence[tuple[str, str, str]], rows: pd.DataFrame, meta: pd.DataFrame, answers: str
) -> None:
    """Raise unless the parts of an export fit together."""
    if answers not in FLAVOURS:
        raise TablesError(f'answers is "{answers}", which is neither {" nor ".join(FLAVOURS)}.')
    if len(columns) != rows.shape[1]:
        raise TablesError(
            f"{len(columns)} columns are named and the rows have {rows.shape[1]}: give each column"
            " of the rows its name, text and ImportId, in the same order."
        )
    if len(rows) != len(meta):
        raise TablesError(
            f"There are {len(rows)} rows of answers and {len(meta)} of metadata: give one each a"
            " response."
        )
    odd = [name for name, column in rows.items() if not column.map(_is_text).all()]
    odd += [name for name, column in meta.items() if not column.map(_is_text).all()]
    if odd:
        raise TablesError(
            f"{listed(odd)}: a cell is not text, or is missing; an export holds text, and blank is"
            " an empty one."
        )
    for field, words in WORDS.items():
        unknown = sorted(set(meta.get(field, ())) - set(words) - {""})
        if unknown:
            raise TablesError(f"{field} {listed(unknown)} is not one of {listed(words)}.")


def _is_text(cell: object) -> bool:
    """Tell whether a cell can stand in an export."""
    return isinstance(cell, str) and "\0" not in cell


def _import_id(key: str, time_zone: str = "") -> str:
    """Return the third header row's cell."""
    zone = {"timeZone": time_zone} if key in DATED and time_zone else {}
    return json.dumps({"ImportId": key} | zone, ensure_ascii=False, separators=(",", ":"))


def _in_words(meta: pd.DataFrame, flavour: int) -> Mapping[str, list[str]]:
    """Return the metadata as an export words it; a response is a normal one unless it says not."""
    worded = {str(field): column.tolist() for field, column in meta.items()}
    worded.setdefault("status", ["normal"] * len(meta))
    for field, words in WORDS.items():
        if field in worded:
            worded[field] = [words[cell][flavour] if cell else "" for cell in worded[field]]
    return worded


def _line(cells: Iterable[str]) -> str:
    """Return one row, its cells quoted where they must be."""
    return ",".join(
        '"' + cell.replace('"', '""') + '"' if any(mark in cell for mark in SPECIAL) else cell
        for cell in cells
    )
