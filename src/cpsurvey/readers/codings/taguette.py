"""A Taguette project's database in; documents, tags, highlights and who made them out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

import pandas as pd

from cpsurvey.errors import ExportError
from cpsurvey.exports import ATTRIBUTE_COLUMNS, SET_COLUMNS, CodingExport
from cpsurvey.readers.codings.database_tables import (
    Rows,
    by_id,
    frame_of,
    memo_frame,
    not_read,
)
from cpsurvey.readers.codings.losses import LAYOUT, SELECTION_COPY, Loss, to_table
from cpsurvey.readers.codings.nested_codes import Code, code_table
from cpsurvey.readers.codings.positions import UTF_8, read_text
from cpsurvey.readers.codings.selections import find_places, passages_of, read_codings
from cpsurvey.readers.codings.taguette_highlights import (
    code_id,
    read_highlights,
    source_id,
    source_table,
)
from cpsurvey.readers.codings.taguette_log import given_by
from cpsurvey.readers.codings.taguette_tags import parents_of
from cpsurvey.readers.files.html_text import has_tags, text_of, words_of
from cpsurvey.readers.files.sqlite import Database, open_database, rows_of

TOOL = "Taguette"
NEEDED = frozenset({"documents", "tags", "highlights", "highlight_tags"})
KNOWN = NEEDED | {"projects", "users", "project_members", "commands", "alembic_version"}
ONE_NAME = "admin"
DOCUMENTS = {
    "id": int, "project_id": int, "name": str, "description": str, "filename": str,
    "text_direction": str, "contents": str,
}  # fmt: skip
TAGS = {"id": int, "project_id": int, "path": str, "description": str}
HIGHLIGHTS = {
    "id": int, "document_id": int, "start_offset": int, "end_offset": int, "snippet": str,
}  # fmt: skip
PROJECTS = {"id": int, "name": str, "description": str}
COMMANDS = {"id": int, "date": str, "user_login": str, "payload": str}


def is_taguette(tables: Collection[str]) -> bool:
    """Tell whether tables are those of a Taguette project."""
    return set(tables) >= NEEDED


def read_taguette(content: bytes, name: str) -> CodingExport:
    """Read a project of Taguette: who highlighted which words of which document with which tag.

    Taguette's positions are UTF-8 bytes of a document's HTML with the tags taken out and entities
    decoded. That text is kept as it is, so a line break that was a tag alone leaves no space. Each
    highlight has the HTML that Taguette cut out for it: ``sources`` counts how many of them are
    what the positions give.

    A tag is below another where its name begins with that other's, followed by ``.`` or ``:``
    ("interviewee.age" below "interviewee"), which is how Taguette's users nest tags; where there is
    no such tag, none is made up. Names stay as Taguette shows them. Who put a tag on a highlight,
    and when (UTC), is taken from Taguette's log. A project that Taguette has exported has all its
    work under one name, which ``losses`` says. Where a database holds several projects, all are
    read, and ``sets`` has one set of documents and tags for each.

    Parameters
    ----------
    content
        The bytes of the project (project.sqlite3, or taguette.sqlite3 of an installation).
    name
        Its file name.

    Returns
    -------
    CodingExport
        Positions are code points; a passage is the highlight's words as Taguette exports them.

    Raises
    ------
    ExportError
        If it is no database of Taguette, or is damaged or too large.

    References
    ----------
    Taguette 1.4.1 and 1.5.2, https://www.taguette.org.
    """
    with open_database(content, name) as database:
        if not is_taguette(database.columns):
            raise ExportError(
                f"{name} is not a project of Taguette: export the project from Taguette again"
                " (Project info, Export project)."
            )
        return _read(database)


def _read(database: Database) -> CodingExport:
    """Read the tables of the project."""
    documents = by_id(database, "documents", DOCUMENTS)
    tags = by_id(database, "tags", TAGS)
    highlights = by_id(database, "highlights", HIGHLIGHTS)
    tagged = rows_of(database, "highlight_tags", {"highlight_id": int, "tag_id": int})
    commands = by_id(database, "commands", COMMANDS)
    projects = by_id(database, "projects", PROJECTS)
    users = {row["login"]: row["login"] for row in rows_of(database, "users", {"login": str})}
    entries, unread = given_by(commands)
    texts = {source_id(row["id"]): read_text(text_of(row["contents"])) for row in documents}
    plain = {source: text.text for source, text in texts.items()}
    selections, astray = read_highlights(highlights, tagged, plain, entries)
    places = find_places(selections, texts, UTF_8)
    codes = _codes(tags, database.name)
    coded = read_codings(selections, places, set(codes["code_id"]), users)
    words = {f"s{n}": words_of(row["snippet"]) for n, row in enumerate(highlights, start=1)}
    memos, memo_texts = memo_frame(
        [
            *(("source", source_id(row["id"]), "", row["description"]) for row in documents),
            *(("project", "", "", row["description"]) for row in projects),
        ]
    )
    kept = passages_of(selections, places, plain)
    copies = sum(bool(words[segment]) for segment in places)
    losses = [
        *coded.losses,
        Loss(SELECTION_COPY, copies - len(kept)),
        *astray,
        *_one_name(coded.coders),
        *_besides(documents, projects, commands, unread),
        *not_read(database, KNOWN),
    ]
    return CodingExport(
        name=database.name,
        tool=TOOL,
        codes=codes,
        sources=source_table(documents, plain, selections, places),
        codings=coded.codings,
        coders=coded.coders,
        attributes=frame_of([], ATTRIBUTE_COLUMNS),
        losses=to_table(losses),
        texts=plain,
        sets=_sets(projects, documents, tags),
        memos=memos,
        passages={segment: words[segment] for segment in kept},
        memo_texts=memo_texts,
    )


def _codes(tags: Rows, name: str) -> pd.DataFrame:
    """Return one row a tag; tags are nested by their names within a project."""
    by_project: dict[int | None, dict[str, int]] = defaultdict(dict)
    for tag in tags:
        by_project[tag["project_id"]].setdefault(tag["path"], tag["id"])
    above = {project: parents_of(held) for project, held in by_project.items()}
    codes = []
    for tag in tags:
        held = by_project[tag["project_id"]]
        parent = above[tag["project_id"]].get(tag["path"])
        parent_id = "" if parent is None else code_id(held[parent])
        codes.append(Code(code_id(tag["id"]), tag["path"], parent_id, True, tag["description"]))
    return code_table(codes, name)


def _sets(projects: Rows, documents: Rows, tags: Rows) -> pd.DataFrame:
    """Return a set of documents and tags for each project, where there are several."""
    members = [
        (project["name"], kind, identifier(row["id"]))
        for project in projects
        for kind, rows, identifier in (("source", documents, source_id), ("code", tags, code_id))
        for row in rows
        if row["project_id"] == project["id"]
    ]
    return frame_of(members if len(projects) > 1 else [], SET_COLUMNS)


def _one_name(coders: pd.DataFrame) -> list[Loss]:
    """Say that one name may stand for several people, where it is that of an exported project."""
    detail = "a project that Taguette has exported has everybody's work under this name"
    return [Loss(f"coder called {ONE_NAME}", int(list(coders["name"]) == [ONE_NAME]), detail)]


def _besides(documents: Rows, projects: Rows, commands: Rows, unread: int) -> list[Loss]:
    """Count what a project holds that no table has."""
    right_to_left = sum(row["text_direction"] == "RIGHT_TO_LEFT" for row in documents)
    return [
        Loss(LAYOUT, sum(has_tags(row["contents"]) for row in documents)),
        Loss("direction of a text", right_to_left, "right to left"),
        Loss("name of the file of a source", sum(bool(row["filename"]) for row in documents)),
        Loss("name of the project", int(len(projects) == 1 and bool(projects[0]["name"]))),
        Loss("project beside the first", max(len(projects) - 1, 0), "read too; each is a set"),
        Loss("entry in the log of changes", len(commands), "who coded and when were read"),
        Loss("entry in the log that cannot be read", unread),
    ]
