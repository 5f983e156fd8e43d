"""The sources of a coding export in, their elements with selections and codings out."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from cpsurvey.exports import CodingExport
from cpsurvey.writers.elements import element, is_xml
from cpsurvey.writers.refi_parts import Guid, if_given, reference

NoteRefs = dict[str, dict[str, list[str]]]
TAGS = {
    "text": "TextSource",
    "pdf": "PDFSource",
    "picture": "PictureSource",
    "audio": "AudioSource",
    "video": "VideoSource",
}
WORDS = {"pdf": "Representation", "picture": "TextDescription"}
Passage = tuple[str, int, int]
Given = tuple[str, str, str]


def source_elements(export: CodingExport, notes: NoteRefs, guid: Guid) -> Iterator[str]:
    """Give every source with what is marked in it.

    Words of a PDF or picture are a text within it, and those of a sound or film a transcript;
    without words, codings are of the whole source.
    """
    marked = dict(list(export.codings.groupby("source_id", sort=False)))
    nothing = export.codings.iloc[:0]
    rows = export.sources
    for key, name, kind in zip(rows["source_id"], rows["name"], rows["kind"], strict=True):
        attributes = {"guid": guid("source", key), **if_given("name", name)}
        codings = marked.get(key, nothing)
        if key not in export.texts:
            inner = list(_codings_of_whole(codings, notes, guid))
        elif kind == "text":
            attributes |= _path(key, guid)
            inner = list(_selections(key, export.texts[key], codings, notes, guid))
        elif kind in WORDS:
            selections = _selections(key, export.texts[key], codings, notes, guid)
            words = {"guid": guid("words", key, kind), **_path(key, guid)}
            inner = [element(WORDS[kind], words, *selections)]
        else:
            inner = [_transcript(key, export.texts[key], codings, notes, guid)]
        yield element(TAGS[kind], attributes, *inner, *notes["source"].get(key, ()))


def _selections(
    source: str, text: str, codings: pd.DataFrame, notes: NoteRefs, guid: Guid
) -> Iterator[str]:
    """Give the passages of a text that are marked, each with its codings."""
    for passage, codes in _passages(codings).items():
        places = {"startPosition": str(passage[1]), "endPosition": str(passage[2])}
        attributes = _named(source, text, passage, guid) | places
        inner = _marked(source, passage, codes, notes, guid)
        yield element("PlainTextSelection", attributes, *inner)


def _transcript(source: str, text: str, codings: pd.DataFrame, notes: NoteRefs, guid: Guid) -> str:
    """Return the words of a sound or film, with a mark wherever a passage starts or ends."""
    passages = _passages(codings)
    places = sorted({place for _, *ends in passages for place in ends})
    points = {place: guid("point", source, place) for place in places}
    marks = [
        element("SyncPoint", {"guid": point, "position": str(place)})
        for place, point in points.items()
    ]
    selections = [
        element(
            "TranscriptSelection",
            {
                **_named(source, text, passage, guid),
                "fromSyncPoint": points[passage[1]],
                "toSyncPoint": points[passage[2]],
            },
            *_marked(source, passage, codes, notes, guid),
        )
        for passage, codes in passages.items()
    ]
    attributes = {"guid": guid("words", source, "transcript"), **_path(source, guid)}
    return element("Transcript", attributes, *marks, *selections)


def _path(source: str, guid: Guid) -> dict[str, str]:
    """Return where the words of a source are in the archive."""
    return {"plainTextPath": f"internal://{guid('source', source)}.txt"}


def _named(source: str, text: str, passage: Passage, guid: Guid) -> dict[str, str]:
    """Return the identifier of a passage, and as its name its own words."""
    words = text[passage[1] : passage[2]]
    identity = guid("selection", *_identity(source, passage))
    return {"guid": identity, **if_given("name", words if is_xml(words) else "")}


def _passages(codings: pd.DataFrame) -> dict[Passage, list[Given]]:
    """Return the passages marked, in the order of the codings, with what was given to each."""
    found: dict[Passage, list[Given]] = {}
    columns = ("segment", "start", "end", "code_id", "coder", "coded")
    for segment, start, end, *given in zip(*(codings[c] for c in columns), strict=True):
        code, coder, coded = given
        found.setdefault((segment, int(start), int(end)), []).append((code, coder, coded))
    return found


def _identity(source: str, passage: Passage) -> tuple[object, ...]:
    """Return what a passage is told by: its segment, or where it is."""
    segment, start, end = passage
    return (segment,) if segment else (source, start, end)


def _marked(
    source: str, passage: Passage, codes: list[Given], notes: NoteRefs, guid: Guid
) -> Iterator[str]:
    """Give the codings of a passage and the references to notes on it."""
    segment, *_ = passage
    for number, code in enumerate(codes, start=1):
        identity = guid("coding", *_identity(source, passage), number)
        yield _coding(identity, segment, code, notes, guid)
    yield from notes["segment"].get(segment, ())


def _codings_of_whole(codings: pd.DataFrame, notes: NoteRefs, guid: Guid) -> Iterator[str]:
    """Give the codes of a source that has no words."""
    columns = ("source_id", "segment", "code_id", "coder", "coded")
    rows = zip(*(codings[column] for column in columns), strict=True)
    for number, (source, segment, *code) in enumerate(rows, start=1):
        given = (code[0], code[1], code[2])
        yield _coding(guid("coding", source, number), segment, given, notes, guid)


def _coding(identity: str, segment: str, given: Given, notes: NoteRefs, guid: Guid) -> str:
    """Return one code given to a passage by one coder."""
    code, coder, moment = given
    attributes = {
        "guid": identity,
        **if_given("creatingUser", guid("user", coder) if coder else ""),
        **if_given("creationDateTime", moment.replace(" ", "T", 1)),
    }
    references = notes["coding"].get(f"{segment} {code}", ())
    return element("Coding", attributes, reference("CodeRef", guid("code", code)), *references)
