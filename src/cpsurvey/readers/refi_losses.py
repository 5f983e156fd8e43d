"""A REFI-QDA project in; what it holds besides codings and attributes, counted by name, out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple
from xml.etree.ElementTree import Element

import pandas as pd

from cpsurvey.readers.elements import guid, has_text

ELEMENTS = {
    "note": "Notes/Note",
    "link": "Links/Link",
    "set": "Sets/Set",
    "set of codes": "CodeBook/Sets/Set",
    "graph": "Graphs/Graph",
    "memo on a selection": ".//PlainTextSelection/Description",
    "reference to a note": ".//NoteRef",
    "description of a source": "Sources/*/Description",
    "description of a case": "Cases/Case/Description",
    "description of a variable": "Variables/Variable/Description",
    "description of the project": "Description",
    "code given to a case": "Cases/Case/CodeRef",
    "selection given to a case": "Cases/Case/SelectionRef",
    "transcript": "Sources/*/Transcript",
    "description of a picture in words": "Sources/*/TextDescription",
}
SELECTIONS = {
    "selection in a PDF page": "Sources/*/PDFSelection",
    "selection in a picture": "Sources/*/PictureSelection",
    "selection in a sound": "Sources/*/AudioSelection",
    "selection in a film": "Sources/*/VideoSelection",
    "selection in a transcript": "Sources/*/Transcript/TranscriptSelection",
    "selection in words on a picture": "Sources/*/TextDescription/PlainTextSelection",
}
IN_TEXT = "Sources/*/Representation/PlainTextSelection"


class Loss(NamedTuple):
    """A kind of thing that is not in the export's tables, and how many of it there are."""

    what: str
    number: int
    detail: str = ""


def to_table(losses: Iterable[Loss]) -> pd.DataFrame:
    """Return the losses that occur, one row each."""
    rows = sorted(loss for loss in losses if loss.number)
    return pd.DataFrame(rows, columns=["what", "count", "detail"]).astype({"count": "int64"})


def count_losses(root: Element, known: Iterable[str]) -> list[Loss]:
    """Return what stands in a project outside the codings of its `known` sources and attributes."""
    formatted = [source for source in root.iterfind("Sources/*") if source.get("richTextPath")]
    return [
        *(Loss(what, _held(root, path)) for what, path in ELEMENTS.items()),
        *(_selections(root, what, path) for what, path in SELECTIONS.items()),
        *_cases(root, set(known)),
        Loss("layout of a text", len(formatted)),
        Loss("colour of a code", sum("color" in code.attrib for code in root.iter("Code"))),
        Loss("date of a coding", sum("creationDateTime" in c.attrib for c in root.iter("Coding"))),
    ]


def _held(root: Element, path: str) -> int:
    """Count the elements at a path; a description without words is none."""
    found = root.iterfind(path)
    return sum(element.tag != "Description" or has_text(element) for element in found)


def _selections(root: Element, what: str, path: str) -> Loss:
    """Count the selections of one sort that are not also selections of a text."""
    in_text = {guid(selection) for selection in root.iterfind(IN_TEXT)}
    found = [element for element in root.iterfind(path) if guid(element) not in in_text]
    codings = sum(len(element.findall("Coding")) for element in found)
    return Loss(what, len(found), f"{codings} codings" if codings else "")


def _cases(root: Element, sources: set[str]) -> list[Loss]:
    """Count the names of cases, and the cases whose attributes belong to no source."""
    cases = root.findall("Cases/Case")
    astray = [
        case
        for case in cases
        if not sources & {guid(member, "targetGUID") for member in case.iterfind("SourceRef")}
    ]
    values = sum(len(case.findall("VariableValue")) for case in astray)
    return [
        Loss("case without a source", len(astray), f"{values} values" if values else ""),
        Loss("name of a case", sum(bool(case.get("name")) for case in cases)),
    ]
