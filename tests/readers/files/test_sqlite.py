"""Databases are read from memory, stored rows only, within limits; faults are told in words."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpsurvey.errors import ExportError
from cpsurvey.readers.files import sqlite
from cpsurvey.readers.files.sqlite import count_rows, open_database, rows_of

AGAIN = "close the program that keeps it, and copy or export the project again."
NOTE = {"id": int, "words": str}


def database(script: str, *rows: tuple[object, ...]) -> bytes:
    """The bytes of a database; rows go into the table note."""
    made = sqlite3.connect(":memory:")
    made.executescript(script)
    made.executemany("insert into note values (?, ?)", rows)
    made.commit()
    content = made.serialize()
    made.close()
    return content


NOTES = database("create table note (id integer, words text)", (1, "calm"), (2, "ŵyr 😀"))


def read(content: bytes, table: str = "note", columns=NOTE) -> list[dict]:
    with open_database(content, "notes.db") as opened:
        return rows_of(opened, table, columns)


def message(content: bytes) -> str:
    with pytest.raises(ExportError) as error:
        read(content)
    return str(error.value)


def test_rows_come_as_numbers_and_text():
    assert read(NOTES) == [{"id": 1, "words": "calm"}, {"id": 2, "words": "ŵyr 😀"}]


def test_cells_and_columns_that_are_not_there_are_blank():
    held = database("create table note (id integer, words text)", (None, None), ("x", 3.5))
    assert read(held) == [{"id": None, "words": ""}, {"id": None, "words": "3.5"}]
    assert read(NOTES, columns={"id": int, "colour": str, "year": int})[0] == {
        "id": 1, "colour": "", "year": None,
    }  # fmt: skip
    assert read(NOTES, "memo") == []


@pytest.mark.parametrize(
    "made",
    [
        "create view memo as select * from note",
        "pragma writable_schema = on; insert into sqlite_master values"
        " ('table', 'memo', 'memo', 0, 'CREATE VIRTUAL TABLE memo USING missing(words)')",
    ],
)
def test_what_does_not_store_its_rows_is_no_table(made):
    content = database(f"create table note (id integer, words text); {made}")
    with open_database(content, "notes.db") as opened:
        assert "note" in opened.columns
        assert "memo" not in opened.columns
        assert count_rows(opened, "memo") == 0


def test_computed_columns_are_not_computed():
    content = database(
        "create table note (id integer, words text);"
        "create table memo (id integer, words text generated always as (hex(zeroblob(9))) virtual);"
        "insert into memo (id) values (1)"
    )
    assert read(content, "memo") == [{"id": 1, "words": ""}]


def test_names_that_are_sql_are_names():
    content = database('create table note (id integer, words text); create table "a""; x" ("b""")')
    with open_database(content, "notes.db") as opened:
        assert opened.columns['a"; x'] == ('b"',)
        assert count_rows(opened, 'a"; x') == 0


@pytest.mark.parametrize(
    "statement",
    [
        "insert into note values (3, 'x')",
        "attach ':memory:' as other",
        "select load_extension('x')",
        "select randomblob(9)",
        "pragma journal_mode",
        "create table x (y)",
    ],
)
def test_nothing_but_reading_is_allowed(statement):
    with open_database(NOTES, "notes.db") as opened, pytest.raises(sqlite3.DatabaseError):
        opened.connection.execute(statement)


def test_a_database_that_was_open_is_read_and_says_so():
    waiting = NOTES[:18] + b"\2\2" + NOTES[20:]
    with open_database(waiting, "notes.db") as opened:
        assert opened.unwritten
        assert len(rows_of(opened, "note", NOTE)) == 2
    with open_database(NOTES, "notes.db") as opened:
        assert not opened.unwritten


def test_what_is_no_database_or_has_a_password():
    told = (
        "notes.db is not a database (SQLite), or one that is protected by a password: save a copy"
        " of the project without a password, from the program that made it."
    )
    assert message(b"PK\3\4") == told
    assert message(b"\x8f" * 4096) == told


def test_a_database_that_is_cut_off_or_damaged():
    assert message(NOTES[:-1]) == f"notes.db is cut off: {AGAIN}"
    assert message(NOTES[:4096] + b"\0" * 4096) == f"notes.db is damaged: {AGAIN}"
    assert message(NOTES[:60]) == f"notes.db is cut off: {AGAIN}"
    assert message(NOTES[:16]) == f"notes.db is cut off: {AGAIN}"


def test_text_that_is_not_utf_8():
    content = database("create table note (id integer, words text)", (1, "caf\u00e9"))
    damaged = content.replace("é".encode(), b"\xe9\x20")
    assert message(damaged) == f"notes.db holds text that is not UTF-8: it is damaged; {AGAIN}"


def test_a_database_larger_than_a_project(monkeypatch):
    monkeypatch.setattr(sqlite, "MOST_BYTES", 8_000)
    assert message(NOTES) == (
        "notes.db has 8192 bytes, more than the 8000 that a project of texts may have: it was not"
        " read."
    )


def test_more_in_a_table_than_the_file_could_honestly_hold(monkeypatch):
    monkeypatch.setattr(sqlite, "MOST_BYTES", 9_000)
    content = database("create table note (id integer, words text)", *[(1, "")] * 200)
    assert message(content) == (
        "notes.db holds more than 9000 bytes in one table, as no project of texts does: it was not"
        " read."
    )


def test_a_huge_cell(monkeypatch):
    monkeypatch.setattr(sqlite, "MOST_IN_CELL", 1_000)
    content = database("create table note (id integer, words text)", (1, b"x" * 1_001))
    assert message(content) == (
        "notes.db holds a cell of more than 1000 bytes, as no text is: it was not read."
    )


def test_a_database_that_takes_too_long(monkeypatch):
    monkeypatch.setattr(sqlite, "MOST_STEPS", 2)
    monkeypatch.setattr(sqlite, "STEP", 100)
    content = database("create table note (id integer, words text)", *[(1, "")] * 500)
    assert message(content) == (
        "notes.db takes longer to read than any project of texts does: it was not read."
    )


def test_too_many_tables(monkeypatch):
    monkeypatch.setattr(sqlite, "MOST_TABLES", 1)
    content = database("create table note (id integer, words text); create table memo (id)")
    assert message(content) == (
        "notes.db holds more than 1 tables, as no coding program makes: it was not read."
    )


@given(
    st.lists(st.tuples(st.integers(0, len(NOTES) - 1), st.integers(0, 255)), max_size=20),
    st.integers(0, len(NOTES)),
)
def test_any_damage_is_either_read_or_told(changes, end):
    content = bytearray(NOTES)
    for place, byte in changes:
        content[place] = byte
    told = "notes.db "
    try:
        read(bytes(content[:end]))
    except ExportError as error:
        told = str(error)
    assert told.startswith("notes.db ")
