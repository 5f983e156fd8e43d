"""Projects of Taguette and QualCoder as databases, made from a few rows."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence

TAGUETTE = """
create table projects (id integer primary key, name, description, created);
create table users (login primary key, created);
create table project_members (project_id, user_login, privileges);
create table documents (id integer primary key, name, description, filename, created, project_id,
  text_direction, contents);
create table tags (id integer primary key, project_id, path, description);
create table highlights (id integer primary key, document_id, start_offset, end_offset, snippet);
create table highlight_tags (highlight_id, tag_id);
create table commands (id integer primary key, date, user_login, project_id, document_id, payload);
create table alembic_version (version_num);
insert into projects values (1, 'Study', '', '');
"""
QUALCODER = """
create table project (databaseversion, date, memo, about);
create table source (id integer primary key, name, fulltext, mediapath, memo, owner, date,
  av_text_id, risid);
create table code_cat (catid integer primary key, name, owner, date, memo, supercatid);
create table code_name (cid integer primary key, name, memo, catid, owner, date, color, supercid);
create table code_text (ctid integer primary key, cid, fid, seltext, pos0, pos1, owner, date, memo,
  avid, important);
create table code_image (imid integer primary key, id, x1, y1, width, height, cid, memo, date,
  owner, important, pdf_page);
create table code_av (avid integer primary key, id, pos0, pos1, cid, memo, date, owner, important);
create table annotation (anid integer primary key, fid, pos0, pos1, memo, owner, date);
create table attribute_type (name primary key, date, owner, memo, caseOrFile, valuetype);
create table attribute (attrid integer primary key, name, attr_type, value, id, date, owner);
create table cases (caseid integer primary key, name, memo, owner, date);
create table case_text (id integer primary key, caseid, fid, pos0, pos1, owner, date, memo);
create table journal (jid integer primary key, name, jentry, date, owner);
create table coder_names (name, visibility);
create table graph (grid integer primary key, name);
insert into project values ('v17', '', '', 'QualCoder 3.8');
"""  # the tables of version 17, without those that hold the parts of graphs and views
Rows = Sequence[Mapping[str, object]]


def taguette(drop: Sequence[str] = (), **tables: Rows) -> bytes:
    """The bytes of a project of Taguette."""
    rows = {
        table: [{"project_id": 1, **row} if table in ("documents", "tags") else row for row in held]
        for table, held in tables.items()
    }
    return database(TAGUETTE, drop, rows)


def qualcoder(drop: Sequence[str] = (), **tables: Rows) -> bytes:
    """The bytes of a QualCoder project's data.qda."""
    return database(QUALCODER, drop, tables)


def added(user: str, highlight: int, *tags: int, date: str = "2020-10-01 09:00:00.5") -> dict:
    """An entry of Taguette's log: the tags that a highlight has from then on."""
    return entry(user, "highlight_add", date, highlight_id=highlight, tags=list(tags))


def entry(user: str, what: str, date: str = "2020-10-02 10:00:00", **payload: object) -> dict:
    """An entry of Taguette's log."""
    return {"user_login": user, "date": date, "payload": json.dumps({"type": what, **payload})}


def database(script: str, drop: Sequence[str], tables: Mapping[str, Rows]) -> bytes:
    """The bytes of a database with these rows, and without some tables or table.columns."""
    made = sqlite3.connect(":memory:")
    made.executescript(script)
    for table, rows in tables.items():
        for row in rows:
            marks = ", ".join("?" * len(row))
            columns = ", ".join(f'"{column}"' for column in row)
            made.execute(f"insert into {table} ({columns}) values ({marks})", tuple(row.values()))
    for name in drop:
        table, _, column = name.partition(".")
        made.execute(f"alter table {table} drop {column}" if column else f"drop table {table}")
    made.commit()
    content = made.serialize()
    made.close()
    return content
