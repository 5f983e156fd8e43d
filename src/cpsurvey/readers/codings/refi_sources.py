"""A REFI-QDA project and what gives its texts in; the sources with their words out."""

from __future__ import annotations

import codecs
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element

import pandas as pd

from cpsurvey.errors import ExportError
from cpsurvey.exports import SOURCE_COLUMNS
from cpsurvey.readers.codings.losses import SELECTION_UNIT, Loss
from cpsurvey.readers.codings.position_units import Counting, Span
from cpsurvey.readers.codings.positions import Text, read_text
from cpsurvey.readers.files.archive import MOST_BYTES
from cpsurvey.readers.files.elements import guid
from cpsurvey.readers.files.encoding import to_utf8

KINDS = {
    "TextSource": "text",
    "PDFSource": "pdf",
    "PictureSource": "picture",
    "AudioSource": "audio",
    "VideoSource": "video",
}
WORDS = {
    "PDFSource": "Representation",
    "PictureSource": "TextDescription",
    "AudioSource": "Transcript",
    "VideoSource": "Transcript",
}
NOT_KNOWN = "not known"
MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
TextOf = Callable[[str], bytes | None]
TextIn = Callable[[Element, str], Text | None]


class Source(NamedTuple):
    """A source, the element that holds its words, if any, and the words, if they are there."""

    source_id: str
    name: str
    kind: str
    element: Element
    words: Element | None
    text: Text | None


def texts_within(text_of: TextOf, name: str) -> TextIn:
    """Return what gives the text of an element, from within the project file or beside it.

    It keeps count: a file that a project names again and again is read only so often.
    """
    taken = 0

    def text_in(element: Element, place: str) -> Text | None:
        nonlocal taken
        if (inline := element.findtext("PlainTextContent")) is not None:
            return read_text(inline, line_ends_lost=True)
        path = element.get("plainTextPath", "")
        if not path or (content := text_of(path)) is None:
            return None
        taken += len(content)
        if taken > MOST_BYTES:
            raise ExportError(
                f"{name} has sources and notes of more than {MOST_BYTES} bytes of text together:"
                " it was not read."
            )
        raw = to_utf8(content, f"{name}, text of {place},")[0].decode("utf-8")
        return read_text(raw, marked=content.startswith(MARKS))

    return text_in


def read_sources(root: Element, text_in: TextIn, name: str) -> list[Source]:
    """Return the sources of every kind with their texts; of several transcripts, the first."""
    sources: list[Source] = []
    for element in root.iterfind("Sources/*"):
        if element.tag in KINDS:
            place = f"source {len(sources) + 1}"
            inner = WORDS.get(element.tag)
            holders = [element] if inner is None else element.findall(inner)
            texts = ((words, text_in(words, place)) for words in holders)
            found = next(((words, text) for words, text in texts if text is not None), None)
            words, text = found or (holders[0] if holders else None, None)
            kind = KINDS[element.tag]
            sources.append(Source(guid(element), _name(element), kind, element, words, text))
    known = {source.source_id for source in sources}
    if len(known) < len(sources) or "" in known:
        raise ExportError(
            f"{name} is damaged: a source in it has no identifier or that of another; export it"
            " again."
        )
    return sources


def source_table(sources: Sequence[Source], spans: Iterable[Span], found: Counting) -> pd.DataFrame:
    """Return one row a source; those with selections have a unit these are counted in.

    Where the text is not there, nothing can tell how many selections agree with it.
    """
    marked = Counter(source for source, *_ in {span[:3] for span in spans})
    rows = []
    for source in sources:
        key, text = source.source_id, source.text
        told: tuple[object, ...] = found.by_source.get(key, ("", 0, 0))
        unit = found.unit if marked[key] else ""
        if text is None and marked[key]:
            unit, told = NOT_KNOWN, ("", marked[key], None)
        length = None if text is None else len(text.text)
        rows.append((key, source.name, source.kind, length, unit, *told))
    return pd.DataFrame(rows, columns=list(SOURCE_COLUMNS)).astype(
        {"characters": "Int64", "selections": "Int64", "agreeing": "Int64"}
    )


def source_losses(sources: Sequence[Source], found: Counting) -> list[Loss]:
    """Return the texts that are elsewhere or of which one source has several."""
    absent = [source for source in sources if source.words is not None and source.text is None]
    further = sum(len(source.element.findall("Transcript")[1:]) for source in sources)
    return [
        Loss("text that is not in the file", len(absent), "positions as written"),
        Loss("further transcript of a source", further, "the first whose text is there is read"),
        Loss(SELECTION_UNIT, found.doubtful, f"read as {found.unit}"),
    ]


def parts_of(source: Source) -> list[Element]:
    """Return a source's element and, if it is another, the one that holds its words."""
    if source.words is None or source.words is source.element:
        return [source.element]
    return [source.element, source.words]


def texts_of(sources: Sequence[Source]) -> Mapping[str, Text]:
    """Return the texts that are there."""
    return {source.source_id: source.text for source in sources if source.text is not None}


def _name(element: Element) -> str:
    """Return a source's name, or that of its file."""
    path = element.get("plainTextPath") or element.get("path") or ""
    return element.get("name") or path.replace("\\", "/").rpartition("/")[2]
