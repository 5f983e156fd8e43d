"""Notes, descriptions and references to notes of a REFI-QDA project in; its memos out.

NVivo's annotations are links between a passage and a note; no real file with any was at hand.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element

import pandas as pd

from cpsurvey.exports import MEMO_COLUMNS
from cpsurvey.readers.codings.losses import MEMO_NOT_IN_TEXT, NOTE_TITLE, Loss, codings_in_words
from cpsurvey.readers.codings.refi_selections import NOT_IN_TEXT, RefiSelection
from cpsurvey.readers.codings.refi_sources import Source, TextIn, parts_of
from cpsurvey.readers.files.elements import guid

About = tuple[str, str]
PROJECT: About = ("project", "")


class Memos(NamedTuple):
    """The memos as a table, their words, the memo of each note, and what is in neither.

    ``linked`` counts the links that said no more than what a note is about.
    """

    table: pd.DataFrame
    texts: dict[str, str]
    memo_of: dict[str, str]
    linked: int
    losses: list[Loss]


class _Memo(NamedTuple):
    """What somebody wrote, about what, and who; no words where they are not in the file."""

    words: str | None
    about: tuple[About, ...]
    user: str


def read_memos(
    root: Element,
    sources: Sequence[Source],
    selections: Sequence[RefiSelection],
    coded: Collection[About],
    coder_of: Mapping[str, str],
    text_in: TextIn,
) -> Memos:
    """Return the memos: first what is said of things where they stand, then the notes.

    A note nothing refers to is about the project. `coded` has the codings that are in the table.
    """
    notes = {guid(note): note for note in reversed(root.findall("Notes/Note"))}
    about, nowhere, linked = _references(root, sources, selections, coded, set(notes))
    memos = list(_descriptions(root, sources, selections))
    memo_of: dict[str, str] = {}
    for number, note in enumerate(root.iterfind("Notes/Note"), start=1):
        identity = guid(note)
        memo_of.setdefault(identity, f"memo-{len(memos) + 1}")
        first = notes[identity] is note
        things = tuple(dict.fromkeys(about.get(identity, ()))) if first else ()
        words = _words(note, text_in, f"note {number}")
        memos.append(_Memo(words, things or (PROJECT,), guid(note, "creatingUser")))
    named = {f"memo-{number}": memo for number, memo in enumerate(memos, start=1)}
    rows = [
        (key, *thing, coder_of.get(memo.user, ""), None if memo.words is None else len(memo.words))
        for key, memo in named.items()
        for thing in memo.about
    ]
    return Memos(
        pd.DataFrame(rows, columns=list(MEMO_COLUMNS)).astype({"characters": "Int64"}),
        {key: memo.words for key, memo in named.items() if memo.words is not None},
        memo_of,
        linked,
        [
            Loss("reference to a note that is not in the project", nowhere),
            Loss("note listed more than once", len(root.findall("Notes/Note")) - len(notes)),
            Loss("text of a note that is not in the file", sum(m.words is None for m in memos)),
            *_note_losses(root),
            *_losses_of_media(sources, selections),
        ],
    )


def _references(
    root: Element,
    sources: Sequence[Source],
    selections: Sequence[RefiSelection],
    coded: Collection[About],
    notes: Collection[str],
) -> tuple[dict[str, list[About]], int, int]:
    """Return what each note is about, the references to none, and the links that only say that."""
    about: dict[str, list[About]] = {}
    nowhere = linked = 0
    for element, thing in _holders(root, sources, selections, coded):
        for ref in element:
            if ref.tag != "NoteRef":
                continue
            if (note := guid(ref, "targetGUID")) in notes:
                about.setdefault(note, []).append(thing)
            else:
                nowhere += 1
    links = root.findall("Links/Link")
    held = _holders(root, sources, selections, coded) if links else ()
    things = {guid(e): t for e, t in held if guid(e)}
    for link in links:
        ends = [guid(link, "originGUID"), guid(link, "targetGUID")]
        for note, other in (ends, ends[::-1]):
            if note in notes and other in things:
                about.setdefault(note, []).append(things[other])
                linked += 1
                break
    return about, nowhere, linked


def _holders(
    root: Element,
    sources: Sequence[Source],
    selections: Sequence[RefiSelection],
    coded: Collection[About],
) -> Iterator[tuple[Element, About]]:
    """Give the elements that may refer to notes, and what they are in the export."""
    yield root, PROJECT
    for code in root.iterfind("CodeBook//Code"):
        yield code, ("code", guid(code))
    for source in sources:
        for part in parts_of(source):
            yield part, ("source", source.source_id)
    for found in selections:
        segment = ("segment", found.segment)
        if not found.whole:
            yield found.element, segment
        for given in found.given:
            coding = ("coding", f"{found.segment} {given.code_id}")
            yield given.element, coding if coding in coded else segment
    for case in root.iterfind("Cases/Case"):
        yield case, ("case", guid(case))


def _descriptions(
    root: Element, sources: Sequence[Source], selections: Sequence[RefiSelection]
) -> Iterator[_Memo]:
    """Give what is said of the project, sources, passages and cases where they stand."""
    held: list[tuple[Element, About, str]] = [(root, PROJECT, "")]
    marked: dict[str, list[RefiSelection]] = {}
    for found in selections:
        if not found.whole:
            marked.setdefault(found.source_id, []).append(found)
    for source in sources:
        held += [(part, ("source", source.source_id), "") for part in parts_of(source)]
        held += [
            (found.element, ("segment", found.segment), guid(found.element, "creatingUser"))
            for found in marked.get(source.source_id, ())
        ]
    held += [(case, ("case", guid(case)), "") for case in root.iterfind("Cases/Case")]
    for element, thing, user in held:
        if words := _described(element):
            yield _Memo(words, (thing,), user)


def _described(element: Element) -> str:
    """Return what is said of a thing where it stands."""
    words = element.findtext("Description") or ""
    return words if words.strip() else ""


def _words(note: Element, text_in: TextIn, place: str) -> str | None:
    """Return what a note says, its description first, or nothing where its text is elsewhere."""
    text = text_in(note, place)
    named = note.get("plainTextPath") or note.get("richTextPath")
    parts = [_described(note), "" if text is None else text.text]
    words = "\n\n".join(filter(None, parts))
    return words if words or text is not None or not named else None


def _note_losses(root: Element) -> list[Loss]:
    """Return what notes have besides their words."""
    notes = root.findall("Notes/Note")
    marked = [part for note in notes for part in note if part.tag.endswith("Selection")]
    given = sum(len(part.findall("Coding")) for part in marked)
    whole = sum(len(note.findall("Coding")) for note in notes)
    return [
        Loss(NOTE_TITLE, sum(bool(note.get("name", "").strip()) for note in notes)),
        Loss("selection in a note", len(marked), codings_in_words(given) if given else ""),
        Loss("code given to a note", whole, codings_in_words(whole)),
    ]


def _losses_of_media(sources: Sequence[Source], selections: Sequence[RefiSelection]) -> list[Loss]:
    """Return the memos on marks that are not marks of text."""
    in_text = {found.guid for found in selections}
    marks = [e for s in sources for e in s.element if e.tag in NOT_IN_TEXT]
    apart = [mark for mark in marks if guid(mark) not in in_text]
    described = sum(bool(_described(mark)) for mark in apart)
    referring = sum(1 for mark in apart for _ in mark.iter("NoteRef"))
    return [
        Loss(MEMO_NOT_IN_TEXT, described),
        Loss("reference to a note from a selection that is not in text", referring),
    ]
