"""A coding program's database in, as a file, in its folder or packed; the project in it out."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from cpsurvey.errors import ExportError
from cpsurvey.exports import CodingExport
from cpsurvey.readers.codings.qualcoder import is_qualcoder, read_qualcoder
from cpsurvey.readers.codings.taguette import is_taguette, read_taguette
from cpsurvey.readers.files.archive import base_name, open_archive, read_entry
from cpsurvey.readers.files.sqlite import open_database

OF_QUALCODER = "data.qda"
OF_TAGUETTE = (".sqlite3", ".sqlite")
REFI = "export the whole project as REFI-QDA (.qdpx)"
OTHERS = {
    "MAXQDA": (
        {"texts", "codewords", "codings"},
        f"in MAXQDA, {REFI}, or the coded segments as an Excel sheet",
    ),
    "RQDA": (
        {"source", "freecode", "coding"},
        f"open it in QualCoder (Import RQDA project), and give the .qda folder that this makes, or"
        f" {REFI}",
    ),
}  # tables that only such a project has, and what to do with it


def read_sqlite_export(content: bytes, name: str) -> CodingExport:
    """Read a project that a coding program keeps in a SQLite database, whichever it is.

    Parameters
    ----------
    content
        The bytes of the database.
    name
        Its file name.

    Returns
    -------
    CodingExport
        As `read_taguette` or `read_qualcoder` returns it.

    Raises
    ------
    ExportError
        If it is damaged, too large, or of another program; the message says what to export.
    """
    with open_database(content, name) as database:
        tables = set(database.columns)
    if is_taguette(tables):
        return read_taguette(content, name)
    if is_qualcoder(tables):
        return read_qualcoder(content, name)
    raise ExportError(f"{name} {_what_it_is(tables)}.")


def database_in_folder(folder: Path) -> Path | None:
    """Return the database of a QualCoder project's folder (name.qda), if it is one."""
    path = folder / OF_QUALCODER
    return path if path.is_file() else None


def database_in_archive(content: bytes, name: str) -> bytes | None:
    """Return the database of QualCoder's folder or of Taguette packed as zip, if it is one."""
    archive = open_archive(content, name)
    entries = [(base_name(entry.filename), entry) for entry in archive.infolist()]
    found = [entry for base, entry in entries if base == OF_QUALCODER or _is_taguettes(base)]
    if len(found) > 1:
        raise ExportError(
            f"{name} holds {len(found)} projects of QualCoder or Taguette where there must be one:"
            " unpack it and give one of them."
        )
    return read_entry(archive, found[0], name) if found else None


def _is_taguettes(base: str) -> bool:
    """Tell whether a file in an archive is named as Taguette's database, and is no Mac's note."""
    return base.endswith(OF_TAGUETTE) and not base.startswith("._")


def _what_it_is(tables: Collection[str]) -> str:
    """Return what another database is, and what to do with it."""
    held = {table.casefold() for table in tables}
    for program, (own, advice) in OTHERS.items():
        if held >= own:
            return f"is a project of {program}, which is not read as it is: {advice}"
    return (
        "is a database (SQLite), but neither a project of Taguette nor of QualCoder: in the program"
        f" that made it, {REFI}"
    )
