"""A REFI-QDA project file and its texts in; codes, sources, codings, coders and attributes out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from xml.etree.ElementTree import Element

import pandas as pd

from cpsurvey.errors import ExportError
from cpsurvey.exports import CodingExport
from cpsurvey.readers.elements import guid, parse_xml
from cpsurvey.readers.encoding import to_utf8
from cpsurvey.readers.positions import Span, choose_unit, read_text
from cpsurvey.readers.refi_codings import Source, read_codings, read_marks
from cpsurvey.readers.refi_losses import Loss, count_losses, to_table

KINDS = {
    "TextSource": "text",
    "PDFSource": "pdf",
    "PictureSource": "picture",
    "AudioSource": "audio",
    "VideoSource": "video",
}
NOT_KNOWN = "not known"
DEEPEST = 100
CODE_COLUMNS = ["code_id", "name", "parent_id", "path", "codable", "description"]
SOURCE_COLUMNS = ["source_id", "name", "kind", "characters", "position_unit"]
ATTRIBUTE_COLUMNS = ["source_id", "variable", "value"]
TextOf = Callable[[str], bytes | None]


def read_refi_qda(project: bytes, text_of: TextOf, name: str) -> CodingExport:
    """Read a project; `text_of` gives the bytes of a text by its path in it, or nothing."""
    root = parse_xml(project, name)
    if root.tag != "Project":
        raise ExportError(f"{name} is not a REFI-QDA project: export the whole project again.")
    tool = root.get("origin", "")
    codes = _codes(root, name)
    sources = _sources(root, text_of, name)
    texts = {source.source_id: source.text for source in sources if source.text is not None}
    marks = read_marks(sources)
    selected = [mark for mark in marks if not mark.whole]
    spans = {Span(mark.source_id, mark.start, mark.end, mark.words) for mark in selected}
    unit = choose_unit(texts, spans, tool)
    known = {source.source_id for source in sources}
    users = {guid(user): user.get("name", "") for user in root.iterfind("Users/User")}
    codings, coders, lost = read_codings(marks, texts, unit, set(codes["code_id"]), users)
    return CodingExport(
        name=name,
        tool=tool,
        codes=codes.drop_duplicates("code_id", ignore_index=True),
        sources=_source_table(sources, {mark.source_id for mark in selected}, unit),
        codings=codings,
        coders=coders,
        attributes=_attributes(root, sources),
        losses=to_table([*lost, *_missing(codes, sources), *count_losses(root, known)]),
        texts={source_id: text.text for source_id, text in texts.items()},
    )


def _codes(root: Element, name: str) -> pd.DataFrame:
    """Return one row a code, parents before their children; a code listed twice has two."""
    waiting: list[tuple[Element, str, tuple[str, ...]]] = [
        (code, "", ()) for code in reversed(root.findall("CodeBook/Codes/Code"))
    ]
    rows = []
    while waiting:
        code, parent, above = waiting.pop()
        path = (*above, code.get("name", ""))
        if len(path) > DEEPEST:
            raise ExportError(
                f"{name} has codes nested more than {DEEPEST} deep, as no coding program writes"
                " them: it was not read."
            )
        codable = code.get("isCodable", "true").strip().casefold() in ("true", "1")
        description = (code.findtext("Description") or "").strip()
        rows.append((guid(code), path[-1], parent, " > ".join(path), codable, description))
        waiting.extend((child, guid(code), path) for child in reversed(code.findall("Code")))
    return pd.DataFrame(rows, columns=CODE_COLUMNS).astype({"codable": bool})


def _sources(root: Element, text_of: TextOf, name: str) -> list[Source]:
    """Return the sources of every kind with their texts."""
    sources = []
    for element in root.iterfind("Sources/*"):
        if element.tag in KINDS:
            words = element if element.tag == "TextSource" else element.find("Representation")
            raw = None if words is None else _raw_text(words, text_of, name)
            text = None if raw is None else read_text(raw)
            kind = KINDS[element.tag]
            sources.append(Source(guid(element), _name(element), kind, element, words, text))
    known = {source.source_id for source in sources}
    if len(known) < len(sources) or "" in known:
        raise ExportError(
            f"{name} is damaged: a source in it has no identifier or that of another; export it"
            " again."
        )
    return sources


def _raw_text(words: Element, text_of: TextOf, name: str) -> str | None:
    """Return a text as the program wrote it, from within the project file or beside it."""
    if (inline := words.findtext("PlainTextContent")) is not None:
        return inline
    content = text_of(words.get("plainTextPath", ""))
    if content is None:
        return None
    return to_utf8(content, f"{name}, text {words.get('plainTextPath')},")[0].decode("utf-8")


def _name(element: Element) -> str:
    """Return a source's name, or that of its file."""
    path = element.get("plainTextPath") or element.get("path") or ""
    return element.get("name") or path.replace("\\", "/").rpartition("/")[2]


def _source_table(sources: Sequence[Source], marked: set[str], unit: str) -> pd.DataFrame:
    """Return one row a source."""
    rows = []
    for source in sources:
        counted = unit if source.text is not None else NOT_KNOWN
        length = len(source.text.text) if source.text is not None else 0
        rows.append(
            (
                source.source_id,
                source.name,
                source.kind,
                length,
                counted if source.source_id in marked else "",
            )
        )
    return pd.DataFrame(rows, columns=SOURCE_COLUMNS).astype({"characters": "int64"})


def _missing(codes: pd.DataFrame, sources: Sequence[Source]) -> list[Loss]:
    """Count the codes that stand twice and the texts that are elsewhere."""
    elsewhere = [source for source in sources if source.words is not None and source.text is None]
    return [
        Loss("code listed more than once", int(codes["code_id"].duplicated().sum())),
        Loss("text that is not in the file", len(elsewhere)),
    ]


def _attributes(root: Element, sources: Sequence[Source]) -> pd.DataFrame:
    """Return what is said of sources, by themselves or by the cases they belong to."""
    variables = {guid(v): v.get("name", "") for v in root.iterfind("Variables/Variable")}
    known = {source.source_id for source in sources}
    rows = [(s.source_id, *pair) for s in sources for pair in _values(s.element, variables)]
    for case in root.iterfind("Cases/Case"):
        members = [guid(member, "targetGUID") for member in case.iterfind("SourceRef")]
        values = list(_values(case, variables))
        rows.extend((member, *pair) for member in members if member in known for pair in values)
    return pd.DataFrame(rows, columns=ATTRIBUTE_COLUMNS).drop_duplicates(ignore_index=True)


def _values(element: Element, variables: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Give the variables and values of a source or a case."""
    for value in element.iterfind("VariableValue"):
        variable = variables.get(guid(value.find("VariableRef"), "targetGUID"), "")
        texts = [child.text or "" for child in value if child.tag.endswith("Value")]
        if variable and texts:
            yield variable, texts[0]
