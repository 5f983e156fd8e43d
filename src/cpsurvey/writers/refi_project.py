"""A coding export that fits together in, the bytes of a REFI-QDA project out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from functools import partial

import pandas as pd

from cpsurvey.exports import CodingExport
from cpsurvey.writers.elements import element, is_xml, text_element
from cpsurvey.writers.refi_parts import (
    DECLARATION,
    NAMESPACE,
    Guid,
    code_elements,
    group,
    guid_of,
    if_given,
    reference,
)
from cpsurvey.writers.refi_sources import NoteRefs, source_elements

STAMP = (1980, 1, 1, 0, 0, 0)
READABLE = 0o644 << 16
MEMBERS = {
    "code": ("MemberCode", "code"),
    "source": ("MemberSource", "source"),
    "memo": ("MemberNote", "note"),
}


def project_archive(export: CodingExport, name: str, *, origin: str, created: str = "") -> bytes:
    """Return a project as a .qdpx archive; the export must hold only what one can."""
    guid = partial(guid_of, name)
    notes = _note_references(export, guid)
    project = element(
        "Project",
        {
            "xmlns": NAMESPACE,
            "name": name,
            "origin": origin,
            **if_given("creationDateTime", created),
        },
        group("Users", _users(export, guid)),
        group("CodeBook", [group("Codes", code_elements(export.codes, guid, notes["code"]))]),
        group("Variables", _variables(export.attributes, guid)),
        group("Cases", _cases(export, guid)),
        group("Sources", source_elements(export, notes, guid)),
        group("Notes", _notes(export, guid)),
        group("Sets", _sets(export.sets, guid)),
        *notes["project"].get("", ()),
    )
    return _archive({"project.qde": DECLARATION + project} | dict(_texts(export, guid)))


def _users(export: CodingExport, guid: Guid) -> list[str]:
    """Return those who coded or wrote, named where their names are known."""
    names = dict(zip(export.coders["coder"], export.coders["name"], strict=True))
    used = dict.fromkeys(
        [*export.coders["coder"], *export.codings["coder"], *export.memos["coder"]]
    )
    return [
        element("User", {"guid": guid("user", coder), **if_given("name", names.get(coder, ""))})
        for coder in used
        if coder
    ]


def _variables(attributes: pd.DataFrame, guid: Guid) -> list[str]:
    """Return what is told of sources, each variable once."""
    return [
        element("Variable", {"guid": guid("variable", v), "name": v, "typeOfVariable": "Text"})
        for v in dict.fromkeys(attributes["variable"])
    ]


def _cases(export: CodingExport, guid: Guid) -> Iterator[str]:
    """Give, for each source of which anything is told, the case that ties it to its attributes."""
    told = dict(list(export.attributes.groupby("source_id", sort=False)))
    for source in export.sources["source_id"]:
        if source not in told:
            continue
        values = [
            element(
                "VariableValue",
                {},
                reference("VariableRef", guid("variable", variable)),
                text_element("TextValue", value) or element("TextValue", {}),
            )
            for variable, value in zip(told[source]["variable"], told[source]["value"], strict=True)
        ]
        member = reference("SourceRef", guid("source", source))
        yield element("Case", {"guid": guid("case", source)}, *values, member)


def _note_references(export: CodingExport, guid: Guid) -> NoteRefs:
    """Return the references to notes by what they are about and which of it."""
    found: NoteRefs = {about: {} for about in ("project", "source", "code", "segment", "coding")}
    memos = export.memos
    for memo, about, which in zip(memos["memo_id"], memos["about"], memos["about_id"], strict=True):
        place = "" if about == "project" else which
        found[about].setdefault(place, []).append(reference("NoteRef", guid("note", memo)))
    return found


def _notes(export: CodingExport, guid: Guid) -> Iterator[str]:
    """Give each memo once, its words within the project file where XML can hold them."""
    once = export.memos.drop_duplicates("memo_id")
    for memo, coder in zip(once["memo_id"], once["coder"], strict=True):
        words, key = export.memo_texts[memo], guid("note", memo)
        inside = is_xml(words)
        yield element(
            "Note",
            {
                "guid": key,
                **if_given("plainTextPath", "" if inside else f"internal://{key}.txt"),
                **if_given("creatingUser", guid("user", coder) if coder else ""),
            },
            (text_element("PlainTextContent", words) or element("PlainTextContent", {}))
            if inside
            else "",
        )


def _sets(sets: pd.DataFrame, guid: Guid) -> Iterator[str]:
    """Give each set with its members: codes, then sources, then notes."""
    for name, rows in sets.groupby("name", sort=False):
        members = [
            reference(tag, guid(kind, member))
            for what, (tag, kind) in MEMBERS.items()
            for member in rows.loc[rows["member"] == what, "member_id"]
        ]
        yield element("Set", {"guid": guid("set", name), "name": str(name)}, *members)


def _texts(export: CodingExport, guid: Guid) -> Iterator[tuple[str, str]]:
    """Give the path and words of every text that is a file of its own."""
    for source in export.sources["source_id"]:
        if source in export.texts:
            yield f"sources/{guid('source', source)}.txt", export.texts[source]
    for memo in dict.fromkeys(export.memos["memo_id"]):
        if not is_xml(export.memo_texts[memo]):
            yield f"sources/{guid('note', memo)}.txt", export.memo_texts[memo]


def _archive(files: Mapping[str, str]) -> bytes:
    """Return a zip archive of texts that depends on nothing but them."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as archive:
        for path, text in files.items():
            entry = zipfile.ZipInfo(path, STAMP)
            entry.create_system, entry.external_attr = 3, READABLE
            mark = "\ufeff" if text.startswith("\ufeff") else ""
            archive.writestr(entry, (mark + text).encode("utf-8"))
    return content.getvalue()
