"""XML bytes in, elements without namespaces out; entities and document types are refused."""

from __future__ import annotations

from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from cpsurvey.errors import ExportError
from cpsurvey.readers.files.kinds import MARK

# A project of a million codings; each takes up to a kilobyte of memory.
MOST_TAGS = 5_000_000


def parse_xml(content: bytes, name: str) -> Element:
    """Return the root element; tags lose their namespace, which programs write in several ways."""
    return parse_with_namespace(content, name)[0]


def parse_with_namespace(content: bytes, name: str) -> tuple[Element, str]:
    """Return the root element, tags without their namespace, and the namespace of the root."""
    if content.count(b"<") > MOST_TAGS:
        raise ExportError(
            f"{name} holds more than {MOST_TAGS} tags, as no project or questionnaire does: it was"
            " not read."
        )
    try:
        root: Element = fromstring(content.lstrip(MARK), forbid_dtd=True)
    except DefusedXmlException as error:
        raise ExportError(
            f"{name} declares entities or a document type, which no program that writes such files"
            " does: it was not read."
        ) from error
    except (ParseError, LookupError, ValueError) as error:
        raise ExportError(
            f"{name} is cut off or damaged: it is not well-formed XML; export it again."
        ) from error
    namespace = root.tag.rpartition("}")[0].removeprefix("{")
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    return root, namespace


def guid(element: Element | None, attribute: str = "guid") -> str:
    """Return an identifier as all joins use it: upper case, without braces; blank if missing."""
    return "" if element is None else element.get(attribute, "").strip().strip("{}").upper()


def has_text(element: Element) -> bool:
    """Tell whether an element says anything."""
    return bool((element.text or "").strip())
