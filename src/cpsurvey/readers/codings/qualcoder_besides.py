"""The rest of a QualCoder project in; its memos, and what no table of an export has, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from cpsurvey.readers.codings.database_tables import Rows
from cpsurvey.readers.codings.losses import (
    IN_MEDIA,
    MEMO_NOT_IN_TEXT,
    NOTE_TITLE,
    Loss,
    codings_in_words,
)
from cpsurvey.readers.codings.qualcoder_marks import source_id
from cpsurvey.readers.files.sqlite import Database, count_rows, rows_of

Memo = tuple[str, str, str, str]  # about what, which, who wrote it, the words
READ = {
    "project", "source", "code_cat", "code_name", "code_text", "code_image", "code_av", "cases",
    "case_text", "attribute", "attribute_type", "annotation", "journal", "coder_names",
}  # fmt: skip
COUNTED = {
    "graph": "graph",
    "stored_sql": "stored query",
    "manage_files_display": "saved view of the files",
    "files_filter": "saved view of the files",
}
PARTS = {
    "ris", "gr_cdct_text_item", "gr_case_text_item", "gr_file_text_item", "gr_free_text_item",
    "gr_cdct_line_item", "gr_free_line_item", "gr_memo_item", "gr_pix_item", "gr_av_item",
}  # fmt: skip
KNOWN = READ | set(COUNTED) | PARTS
MEDIA_NOWHERE = "selection in a picture or recording that is not in the project"


def read_memos(
    database: Database,
    files: Rows,
    on_codings: Iterable[Memo],
    coder_of: Mapping[str, str],
) -> Iterator[Memo]:
    """Give the memos: on the project, sources, codings and cases, annotations, and journals."""
    for row in rows_of(database, "project", {"memo": str}):
        yield "project", "", "", row["memo"]
    for row in files:
        yield "source", source_id(row["id"]), "", row["memo"]
    for about, identity, owner, words in on_codings:
        yield about, identity, coder_of.get(owner, ""), words
    for row in rows_of(database, "cases", {"caseid": int, "memo": str}):
        yield "case", f"case-{row['caseid']}", "", row["memo"]
    known = {row["id"] for row in files}
    for row in rows_of(database, "annotation", {"fid": int, "memo": str, "owner": str}):
        thing = ("source", source_id(row["fid"])) if row["fid"] in known else ("project", "")
        yield *thing, coder_of.get(row["owner"], ""), row["memo"]
    for row in rows_of(database, "journal", {"jentry": str, "owner": str}):
        yield "project", "", coder_of.get(row["owner"], ""), row["jentry"]


def count_besides(
    database: Database, files: Rows, coded: Rows, kinds: Mapping[str, str]
) -> list[Loss]:
    """Count what a project holds that no table has."""
    outside = Counter(
        IN_MEDIA.get(kinds.get(source_id(row["id"]), ""), MEDIA_NOWHERE)
        for table in ("code_image", "code_av")
        for row in rows_of(database, table, {"id": int})
    )
    counted: Counter[str] = Counter()
    for table, what in COUNTED.items():
        counted[what] += count_rows(database, table)
    titles = rows_of(database, "journal", {"name": str})
    people = rows_of(database, "coder_names", {"visibility": int})
    references = {row["risid"] for row in rows_of(database, "ris", {"risid": int})}
    memos = [row for t in ("code_image", "code_av") for row in rows_of(database, t, {"memo": str})]
    return [
        *(Loss(what, number, codings_in_words(number)) for what, number in outside.items()),
        *(Loss(what, number) for what, number in counted.items()),
        Loss(MEMO_NOT_IN_TEXT, sum(bool(m["memo"].strip()) for m in memos)),
        Loss("position of an annotation", count_rows(database, "annotation")),
        Loss(NOTE_TITLE, sum(bool(row["name"].strip()) for row in titles), "of a journal"),
        Loss("mark that a coding is important", sum(bool(row["important"]) for row in coded)),
        Loss("link of a coding to a recording", sum(bool(row["avid"]) for row in coded)),
        Loss("link of a text to its recording", sum(bool(row["av_text_id"]) for row in files)),
        Loss("file beside the project's text", sum(bool(row["mediapath"]) for row in files)),
        Loss("bibliographic reference", len(references - {None})),
        Loss("coder hidden in the program", sum(row["visibility"] == 0 for row in people), "read"),
    ]
