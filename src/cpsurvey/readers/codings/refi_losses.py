"""A REFI-QDA project in; what it holds that no table of an export has, counted by name, out."""

from __future__ import annotations

import re
from collections.abc import Collection
from xml.etree.ElementTree import Element

from cpsurvey.readers.codings.losses import (
    IN_MEDIA,
    LAYOUT,
    VARIABLE_DESCRIPTION,
    Loss,
    codings_in_words,
)
from cpsurvey.readers.files.elements import guid, has_text

NAMESPACE = re.compile(r"|urn:QDA-XML:(project|codebook):(1[.:]0|0[.:]4)")
SELECTIONS = {
    "PDFSelection": IN_MEDIA["pdf"],
    "PictureSelection": IN_MEDIA["picture"],
    "AudioSelection": IN_MEDIA["audio"],
    "VideoSelection": IN_MEDIA["video"],
}
ANY_SELECTION = (*SELECTIONS, "PlainTextSelection", "TranscriptSelection")
MEDIA = ("PDFSource", "PictureSource", "AudioSource", "VideoSource")
TRANSCRIPT = "selection in a further transcript"
ELEMENTS = """
    Project Users User CodeBook Codes Code Variables Variable Cases Case VariableValue VariableRef
    TextValue BooleanValue IntegerValue FloatValue DateValue DateTimeValue SourceRef SelectionRef
    CodeRef NoteRef Sources TextSource PDFSource PictureSource AudioSource VideoSource
    PlainTextContent PlainTextSelection PDFSelection PictureSelection AudioSelection VideoSelection
    TranscriptSelection Representation TextDescription Transcript SyncPoint Coding Notes Note Links
    Link Sets Set MemberCode MemberSource MemberNote Graphs Graph Vertex Edge Description
"""
KNOWN = frozenset(ELEMENTS.split())


def count_losses(root: Element, in_text: Collection[str]) -> list[Loss]:
    """Return what stands in a project outside every table.

    `in_text` has the identifiers of selections of text: a mark of a page or recording under the
    same one is the same mark.
    """
    sources = root.findall("Sources/*")
    marks = [(part.tag, part) for source in sources for part in source if part.tag in SELECTIONS]
    return [
        *(
            _marks(what, [part for tag, part in marks if tag == sort and guid(part) not in in_text])
            for sort, what in SELECTIONS.items()
        ),
        Loss("graph", len(root.findall("Graphs/Graph"))),
        Loss(VARIABLE_DESCRIPTION, sum(map(has_text, _variables(root)))),
        Loss(LAYOUT, sum(bool(e.get("richTextPath")) for e in root.iter())),
        Loss("time mark in a transcript", sum(1 for _ in root.iter("SyncPoint"))),
        Loss("date of a source, selection or note", sum(map(_dated, root.iterfind(".//*")))),
        Loss("user listed more than once", _again(root, "Users/User")),
        foreign(root),
    ]


def losses_of_marks(root: Element, read: Collection[Element]) -> list[Loss]:
    """Return the selections and codings in elements other than the sources and texts `read`."""
    known = {id(element) for element in read}
    others = [t for t in root.iterfind("Sources/*/Transcript") if id(t) not in known]
    further = [part for t in others for part in t.iterfind("TranscriptSelection")]
    held = [*read, *others, *root.iterfind("Notes/Note")]
    marks = [
        part
        for element in held
        for part in element
        if part.tag in (SELECTIONS if element.tag in MEDIA else ANY_SELECTION)
    ]
    elsewhere = sum(element.tag.endswith("Selection") for element in root.iter()) - len(marks)
    codings = sum(1 for _ in root.iter("Coding"))
    codings -= sum(len(element.findall("Coding")) for element in (*held, *marks))
    return [
        _marks(TRANSCRIPT, further),
        Loss("selection in a place where none belongs", elsewhere),
        Loss("coding in a place where none belongs", codings),
    ]


def version_loss(namespace: str) -> Loss:
    """Return whether a file says that it is of a version of the format that is not known."""
    return Loss("version of REFI-QDA that is not known", int(not NAMESPACE.fullmatch(namespace)))


def foreign(root: Element) -> Loss:
    """Return the elements that the format does not know."""
    tags = [element.tag for element in root.iter() if element.tag not in KNOWN]
    named = ", ".join(sorted(set(tags))[:5])
    return Loss("element of a kind that is not known", len(tags), named[:80])


def _marks(what: str, found: Collection[Element]) -> Loss:
    """Count selections and the codings in them."""
    codings = sum(len(element.findall("Coding")) for element in found)
    return Loss(what, len(found), codings_in_words(codings) if codings else "")


def _variables(root: Element) -> list[Element]:
    """Return what is said of variables."""
    return root.findall("Variables/Variable/Description")


def _dated(element: Element) -> bool:
    """Tell whether an element other than a coding has a date."""
    dated = element.get("creationDateTime") or element.get("modifiedDateTime")
    return bool(dated) and element.tag != "Coding"


def _again(root: Element, path: str) -> int:
    """Count the elements that bear an identifier another has borne before."""
    found = [guid(element) for element in root.iterfind(path)]
    return len(found) - len(set(found))
