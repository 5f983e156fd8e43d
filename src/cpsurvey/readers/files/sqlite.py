"""The bytes of a SQLite database in, rows of its stored tables out; nothing in it is ever run.

A database can hold views, triggers, computed columns and tables that call code. Only tables that
store their rows are read, one at a time, from memory, and only so far as a project of texts goes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple

from cpsurvey.errors import ExportError

MAGIC = b"SQLite format 3\0"
HEADER = 100  # bytes before anything else
MOST_BYTES = 1024**3
MOST_IN_CELL = 64 * 1024**2
MOST_STEPS = 5_000  # of STEP instructions of SQLite's machine; reading a row takes some ten
STEP = 100_000
MOST_TABLES = 1_000
WRITE_AHEAD = 2
FORMATS = slice(18, 20)
STORED = 0
AGAIN = "close the program that keeps it, and copy or export the project again"


class Database(NamedTuple):
    """An open database: its file's name, the connection, and the stored columns by table."""

    name: str
    connection: sqlite3.Connection
    columns: Mapping[str, tuple[str, ...]]
    unwritten: bool  # changes may wait in a -wal file beside it


@contextmanager
def open_database(content: bytes, name: str) -> Iterator[Database]:
    """Give a database held in memory, with the tables that store their rows.

    Parameters
    ----------
    content
        The bytes of the file.
    name
        Its name, for messages.

    Yields
    ------
    Database
        ``columns`` has no views, no virtual tables and no computed columns.

    Raises
    ------
    ExportError
        If it is no database, protected by a password, damaged, or larger than a project of texts.

    Examples
    --------
    >>> import sqlite3
    >>> made = sqlite3.connect(":memory:")
    >>> _ = made.executescript("create table note (id integer, words text); "
    ...                        "insert into note values (1, 'calm')")
    >>> with open_database(made.serialize(), "notes.db") as database:
    ...     print(rows_of(database, "note", {"id": int, "words": str, "colour": str}))
    [{'id': 1, 'words': 'calm', 'colour': ''}]
    >>> made.close()
    """
    if not content.startswith(MAGIC):
        raise ExportError(
            f"{name} is not a database (SQLite), or one that is protected by a password: save a"
            " copy of the project without a password, from the program that made it."
        )
    if len(content) > MOST_BYTES:
        raise ExportError(
            f"{name} has {len(content)} bytes, more than the {MOST_BYTES} that a project of texts"
            " may have: it was not read."
        )
    if len(content) < max(HEADER, _whole_size(content)):
        raise ExportError(f"{name} is cut off: {AGAIN}.")
    unwritten = content[FORMATS.start] == WRITE_AHEAD
    if unwritten:  # a database in memory cannot have a log beside it
        content = content[: FORMATS.start] + b"\1\1" + content[FORMATS.stop :]
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        with _errors(name):
            connection.deserialize(content)
            _restrict(connection)
            columns = _stored_columns(connection, name)
        yield Database(name, connection, columns, unwritten)
    finally:
        connection.close()


def rows_of(
    database: Database, table: str, columns: Mapping[str, type[int] | type[str]]
) -> list[dict[str, Any]]:
    """Return the rows of a table; what is not there is None where numbers, blank where text is.

    Parameters
    ----------
    database
        As `open_database` gives it.
    table
        Its name; without such a table there are no rows.
    columns
        The columns wanted, each int or str.

    Returns
    -------
    list of dict
        A row of the table each, in the order in which the table keeps them.

    Raises
    ------
    ExportError
        If the table is damaged, holds text that is not UTF-8, or holds more than may be.
    """
    there = database.columns.get(table, ())
    stored = [column for column in columns if column in there]
    if not stored:
        return []
    query = f"SELECT {', '.join(map(_quoted, stored))} FROM {_quoted(table)} NOT INDEXED"
    rows = []
    size = 0
    with _errors(database.name):
        for cells in database.connection.execute(query):
            size += 64 + sum(len(cell) for cell in cells if isinstance(cell, bytes))
            if size > MOST_BYTES:
                raise ExportError(
                    f"{database.name} holds more than {MOST_BYTES} bytes in one table, as no"
                    " project of texts does: it was not read."
                )
            found = dict(zip(stored, cells, strict=True))
            rows.append({c: _cell(found.get(c), kind) for c, kind in columns.items()})
    return rows


def count_rows(database: Database, table: str) -> int:
    """Return how many rows a table has; none if there is no such table."""
    if table not in database.columns:
        return 0
    query = f"SELECT count(*) FROM {_quoted(table)} NOT INDEXED"
    with _errors(database.name):
        return int(database.connection.execute(query).fetchone()[0])


def _whole_size(content: bytes) -> int:
    """Return how many bytes a database says it has, where what it says is up to date."""
    number = [int.from_bytes(content[at : at + 4], "big") for at in (24, 28, 92)]
    size = int.from_bytes(content[16:18], "big")
    changes, pages, valid_for = number
    return pages * (65_536 if size == 1 else size) if changes == valid_for else 0


def _restrict(connection: sqlite3.Connection) -> None:
    """Allow nothing but the reading of tables, of cells and for a time that a project needs."""
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    connection.execute("PRAGMA query_only = ON")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MOST_IN_CELL)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    connection.text_factory = bytes
    connection.set_authorizer(_may)
    steps = iter(range(MOST_STEPS))
    connection.set_progress_handler(lambda: next(steps, None) is None, STEP)


def _may(action: int, first: str | None, second: str | None, *_: str | None) -> int:
    """Tell whether a statement may do something: read, count, and ask which columns there are."""
    allowed = (
        action in (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ)
        or (action == sqlite3.SQLITE_FUNCTION and second == "count")
        or (action == sqlite3.SQLITE_PRAGMA and first == "table_xinfo")
    )
    return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY


def _stored_columns(connection: sqlite3.Connection, name: str) -> dict[str, tuple[str, ...]]:
    """Return the stored columns of the tables that are neither views nor virtual."""
    listed = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND rootpage > 0"
    )
    tables = [
        str(table, "utf-8")
        for table, made in listed.fetchmany(MOST_TABLES + 1)
        if isinstance(made, bytes) and b"VIRTUAL" not in made.upper().split()[:2]
    ]
    if len(tables) > MOST_TABLES:
        raise ExportError(
            f"{name} holds more than {MOST_TABLES} tables, as no coding program makes: it was not"
            " read."
        )
    columns = {}
    for table in tables:
        described = connection.execute(f"PRAGMA table_xinfo({_quoted(table)})")
        columns[table] = tuple(str(row[1], "utf-8") for row in described if row[6] == STORED)
    return columns


def _quoted(identifier: str) -> str:
    """Return a name of a table or column as SQL writes it."""
    doubled = identifier.replace('"', '""')
    return f'"{doubled}"'


def _cell(value: object, kind: type[int] | type[str]) -> int | str | None:
    """Return a cell as a whole number or text."""
    if kind is int:
        return value if isinstance(value, int) else None
    if isinstance(value, bytes):
        return value.decode("utf-8")
    return "" if value is None else str(value)


@contextmanager
def _errors(name: str) -> Iterator[None]:
    """Turn what SQLite complains of into words for a researcher."""
    try:
        yield
    except UnicodeDecodeError as error:
        raise ExportError(
            f"{name} holds text that is not UTF-8: it is damaged; {AGAIN}."
        ) from error
    except (sqlite3.Error, OverflowError) as error:
        if "interrupted" in str(error):
            raise ExportError(
                f"{name} takes longer to read than any project of texts does: it was not read."
            ) from error
        if "too big" in str(error):
            raise ExportError(
                f"{name} holds a cell of more than {MOST_IN_CELL} bytes, as no text is: it was not"
                " read."
            ) from error
        raise ExportError(f"{name} is damaged: {AGAIN}.") from error
