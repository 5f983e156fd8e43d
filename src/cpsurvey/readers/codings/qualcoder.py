"""A QualCoder project's database (data.qda) in; its codes, sources, codings and cases out."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

import pandas as pd

from cpsurvey.errors import ExportError
from cpsurvey.exports import ATTRIBUTE_COLUMNS, SOURCE_COLUMNS, CodingExport
from cpsurvey.readers.codings.database_tables import (
    Rows,
    by_id,
    frame_of,
    memo_frame,
    not_read,
)
from cpsurvey.readers.codings.losses import (
    SELECTION_COPY,
    SELECTION_NOWHERE,
    SELECTION_UNIT,
    Loss,
    to_table,
)
from cpsurvey.readers.codings.position_units import Counting, find_unit
from cpsurvey.readers.codings.positions import Text, read_text
from cpsurvey.readers.codings.qualcoder_besides import KNOWN, count_besides, read_memos
from cpsurvey.readers.codings.qualcoder_cases import read_attributes
from cpsurvey.readers.codings.qualcoder_codes import read_codes
from cpsurvey.readers.codings.qualcoder_marks import coding_memos, read_marks, source_id
from cpsurvey.readers.codings.selections import find_places, passages_of, read_codings, spans_of
from cpsurvey.readers.files.sqlite import Database, open_database, rows_of

TOOL = "QualCoder"
NEEDED = frozenset({"source", "code_name", "code_cat", "code_text"})
KIND = re.compile(r"/?(audio|video|images|docs)[/:]", re.IGNORECASE)
KINDS = {"audio": "audio", "video": "video", "images": "picture", "docs": "text"}
WITH_TEXT = ("text", "pdf")
SOURCES = {
    "id": int, "name": str, "fulltext": str, "mediapath": str, "memo": str, "av_text_id": int,
}  # fmt: skip
CODED = {
    "ctid": int, "cid": int, "fid": int, "seltext": str, "pos0": int, "pos1": int, "owner": str,
    "date": str, "memo": str, "avid": int, "important": int,
}  # fmt: skip


def is_qualcoder(tables: Collection[str]) -> bool:
    """Tell whether tables are those of a QualCoder project."""
    return set(tables) >= NEEDED


def read_qualcoder(content: bytes, name: str) -> CodingExport:
    """Read a project of QualCoder: who coded which words, and what is known of cases and files.

    No real project was at hand: this is built from QualCoder's table definitions, versions 1 to
    17 of its database. Categories are codes that nothing is coded with, and since version 16 a code
    may lie below another. QualCoder keeps a copy of the words coded: it tells the unit of the
    positions, which emoji make differ, and how many selections agree. What one coder marked with
    several codes at the same place is one passage.

    A case's attributes are those of each source that belongs to it, as a whole or by more than half
    of its text. Annotations and journals are memos. Coding of pictures, sound and film is counted.

    Parameters
    ----------
    content
        The bytes of ``data.qda``, which is in the project's folder (name.qda).
    name
        Its file name, or that of the folder.

    Returns
    -------
    CodingExport
        Positions are code points.

    Raises
    ------
    ExportError
        If it is no database of QualCoder, is damaged or too large, or has categories in a circle.

    References
    ----------
    QualCoder, https://github.com/ccbogel/QualCoder.
    """
    with open_database(content, name) as database:
        if not is_qualcoder(database.columns):
            raise ExportError(
                f"{name} is not a project of QualCoder: give the file data.qda in the project's"
                " folder, or that folder."
            )
        return _read(database)


def _read(database: Database) -> CodingExport:
    """Read the tables of the project."""
    files = by_id(database, "source", SOURCES)
    kinds = {source_id(row["id"]): _kind(row["mediapath"]) for row in files}
    texts = {
        source_id(row["id"]): read_text(row["fulltext"])
        for row in files
        if kinds[source_id(row["id"])] in WITH_TEXT
    }
    words = {source: text.text for source, text in texts.items()}
    codes, lost_codes = read_codes(database)
    coded = rows_of(database, "code_text", CODED)
    marks, homeless = read_marks(coded, kinds)
    selections = [selection for selection, _ in marks]
    found = find_unit(texts, spans_of(selections), TOOL)
    places = find_places(selections, texts, found.unit)
    people = [row["name"] for row in rows_of(database, "coder_names", {"name": str})]
    people += [row["owner"] for row in coded if row["owner"]]
    users = dict(zip(people, people, strict=True))
    codings = read_codings(selections, places, set(codes["code_id"]), users)
    attributes, lost_cases = read_attributes(database, words, kinds)
    memos, memo_texts = memo_frame(
        read_memos(database, files, coding_memos(marks, places, codes), codings.coder_of)
    )
    passages = passages_of(selections, places, words)
    copies = sum(bool(s.words.strip()) for s in selections if s.segment in places)
    losses = [
        *lost_codes,
        *codings.losses,
        Loss(SELECTION_COPY, copies - len(passages)),
        Loss(SELECTION_NOWHERE, homeless),
        Loss(SELECTION_UNIT, found.doubtful, f"read as {found.unit}"),
        *lost_cases,
        *count_besides(database, files, coded, kinds),
        *not_read(database, KNOWN),
    ]
    return CodingExport(
        name=database.name,
        tool=_tool(database),
        codes=codes,
        sources=_source_table(files, kinds, texts, found),
        codings=codings.codings,
        coders=codings.coders,
        attributes=frame_of(attributes, ATTRIBUTE_COLUMNS).drop_duplicates(ignore_index=True),
        losses=to_table(losses),
        texts=words,
        memos=memos,
        passages=passages,
        memo_texts=memo_texts,
    )


def _tool(database: Database) -> str:
    """Return the program with its version, where the project says it."""
    about = [row["about"] for row in rows_of(database, "project", {"about": str})]
    return next((told.strip() for told in about if TOOL.casefold() in told.casefold()), TOOL)


def _kind(path: str) -> str:
    """Return what a source is, from the folder of its file."""
    found = KIND.match(path)
    kind = KINDS[found[1].casefold()] if found else "text"
    return "pdf" if kind == "text" and path.casefold().endswith(".pdf") else kind


def _source_table(
    files: Rows, kinds: Mapping[str, str], texts: Mapping[str, Text], found: Counting
) -> pd.DataFrame:
    """Return one row a source."""
    rows = []
    for row in files:
        source = source_id(row["id"])
        told = found.by_source.get(source, ("", 0, 0))
        unit = found.unit if source in found.by_source else ""
        length = len(texts[source].text) if source in texts else None
        rows.append((source, row["name"], kinds[source], length, unit, *told))
    return frame_of(rows, SOURCE_COLUMNS)
