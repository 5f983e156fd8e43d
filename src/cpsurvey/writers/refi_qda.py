"""Interviews, codes and codings in, the REFI-QDA project that a coding program would export out."""

from __future__ import annotations

import io
import uuid
import zipfile
from collections.abc import Callable, Mapping, Sequence
from functools import partial

import pandas as pd

from cpsurvey.writers.elements import element, is_xml, text_element
from cpsurvey.writers.refi_checks import check_project

NAMESPACE = "urn:QDA-XML:project:1.0"
ROOT = uuid.uuid5(uuid.NAMESPACE_URL, NAMESPACE)
STAMP = (1980, 1, 1, 0, 0, 0)
READABLE = 0o644 << 16
Source = tuple[str, str, Mapping[str, str]]
Guid = Callable[..., str]


def write_refi_qda(
    name: str,
    users: Sequence[str],
    codes: pd.DataFrame,
    sources: Sequence[Source],
    codings: pd.DataFrame,
    *,
    origin: str = "cpsurvey",
    created: str = "",
) -> bytes:
    """Write a project of coded interviews: what a coding program would have exported.

    Parameters
    ----------
    name
        Name of the project.
    users
        Names of the coders.
    codes
        One row a code: ``code`` (its key here), ``name``, ``parent`` (a key, or blank), and, where
        known, ``description`` and ``codable``. Siblings keep their order.
    sources
        Name, text and attributes of each interview. Line ends become LF; an attribute without
        a value is left out.
    codings
        One row a coding: ``source``, ``code``, ``coder`` (blank where not known), ``start`` and
        ``end`` in code points of the text with LF line ends, the end exclusive.
    origin
        Program named as the project's.
    created
        Moment of making it, such as ``2020-10-01T12:00:00Z``; left out, the project has none.

    Returns
    -------
    bytes
        A .qdpx archive: the project file and a text for each interview, valid against the
        published schema. The same arguments give the same bytes, in whatever order the codings
        stand; texts are stored, not compressed, because compressors differ between machines.

    Raises
    ------
    TablesError
        If codes, sources and codings do not fit together, or hold what such a file cannot.

    Notes
    -----
    REFI-QDA 1.0, https://www.qdasoftware.org. Each selection carries its own words as its name, as
    QualCoder's do, so that a reader can tell how positions were counted. Attributes are variables
    of one case a source.

    Examples
    --------
    >>> import pandas as pd
    >>> from cpsurvey.writers import write_refi_qda
    >>> codes = pd.DataFrame({"code": ["calm"], "name": ["Calm"], "parent": [""]})
    >>> codings = pd.DataFrame(
    ...     {"source": ["01"], "code": ["calm"], "coder": ["A"], "start": [4], "end": [9]}
    ... )
    >>> write_refi_qda("Demo", ["A"], codes, [("01", "Was quiet.", {})], codings)[:2]
    b'PK'
    """
    sources = [(source, _lf(text), attributes) for source, text, attributes in sources]
    check_project(name, users, codes, sources, codings)
    guid = partial(_guid, name)
    project = element(
        "Project",
        {"xmlns": NAMESPACE, "name": name, "origin": origin}
        | _if_given("creationDateTime", created),
        _group("Users", [element("User", {"guid": guid("user", u), "name": u}) for u in users]),
        _group("CodeBook", [_group("Codes", _codes(codes, "", guid))]),
        _group("Variables", _variables(sources, guid)),
        _group("Cases", [_case(source, guid) for source in sources]),
        _group("Sources", _sources(sources, codings, guid)),
    )
    declaration = '<?xml version="1.0" encoding="utf-8"?>\n'
    texts = {f"sources/{guid('source', source)}.txt": text for source, text, _ in sources}
    return _archive({"project.qde": declaration + project} | texts)


def _lf(text: str) -> str:
    """Return a text with LF line ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _guid(*parts: object) -> str:
    """Return an identifier that is always the same for the same thing."""
    return str(uuid.uuid5(ROOT, "\x1f".join(map(str, parts))))


def _if_given(attribute: str, value: str) -> dict[str, str]:
    """Return an attribute unless it is blank."""
    return {attribute: value} if value else {}


def _group(tag: str, members: Sequence[str]) -> str:
    """Return a list of elements, or nothing: the schema knows no empty lists."""
    inner = "".join(members)
    return element(tag, {}, inner) if inner else ""


def _codes(codes: pd.DataFrame, parent: str, guid: Guid) -> list[str]:
    """Return the codes below one, each with those below it."""
    return [
        element(
            "Code",
            {
                "guid": guid("code", code["code"]),
                "name": code["name"],
                "isCodable": str(bool(code.get("codable", True))).lower(),
            },
            text_element("Description", code.get("description", "")),
            *_codes(codes, code["code"], guid),
        )
        for code in codes[codes["parent"] == parent].to_dict("records")
    ]


def _variables(sources: Sequence[Source], guid: Guid) -> list[str]:
    """Return the attributes of all sources, each once."""
    names = dict.fromkeys(
        v for *_, attributes in sources for v, value in attributes.items() if value
    )
    return [
        element("Variable", {"guid": guid("variable", v), "name": v, "typeOfVariable": "Text"})
        for v in names
    ]


def _case(source: Source, guid: Guid) -> str:
    """Return the case that ties a source to its attributes, if it has any."""
    name, _, attributes = source
    values = [
        element(
            "VariableValue",
            {},
            element("VariableRef", {"targetGUID": guid("variable", variable)}),
            text_element("TextValue", value),
        )
        for variable, value in attributes.items()
        if value
    ]
    member = element("SourceRef", {"targetGUID": guid("source", name)})
    return element("Case", {"guid": guid("case", name)}, *values, member) if values else ""


def _sources(sources: Sequence[Source], codings: pd.DataFrame, guid: Guid) -> list[str]:
    """Return the sources, each with its selections."""
    columns = ["source", "start", "end", "code", "coder"]
    ordered = codings.sort_values(columns, kind="stable")
    by_source = dict(list(ordered.groupby("source")))
    return [
        element(
            "TextSource",
            {
                "guid": guid("source", name),
                "name": name,
                "plainTextPath": f"internal://{guid('source', name)}.txt",
            },
            *_selections(name, text, by_source.get(name, ordered.iloc[:0]), guid),
        )
        for name, text, _ in sources
    ]


def _selections(name: str, text: str, codings: pd.DataFrame, guid: Guid) -> list[str]:
    """Return the passages of a source that are coded, each with its codings."""
    made = []
    for _, group in codings.groupby(["start", "end"]):
        start, end = int(group["start"].iloc[0]), int(group["end"].iloc[0])
        words = text[start:end]
        attributes = {
            "guid": guid("selection", name, start, end),
            **_if_given("name", words if is_xml(words) else ""),
            "startPosition": str(start),
            "endPosition": str(end),
        }
        pairs = zip(group["code"], group["coder"], strict=True)
        given = [
            _coding(guid("coding", name, start, end, number), code, coder, guid)
            for number, (code, coder) in enumerate(pairs, start=1)
        ]
        made.append(element("PlainTextSelection", attributes, *given))
    return made


def _coding(identity: str, code: str, coder: str, guid: Guid) -> str:
    """Return one code given to a passage by one coder."""
    by = {"creatingUser": guid("user", coder)} if coder else {}
    reference = element("CodeRef", {"targetGUID": guid("code", code)})
    return element("Coding", {"guid": identity} | by, reference)


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
