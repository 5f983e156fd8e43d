"""Codes, sets, references and identifiers in, the elements that REFI-QDA files share out."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence

import pandas as pd

from cpsurvey.writers.elements import element, text_element

NAMESPACE = "urn:QDA-XML:project:1.0"
DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'
COLOUR = re.compile(r"#([0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})")
_ROOT = uuid.uuid5(uuid.NAMESPACE_URL, NAMESPACE)
_GUID = re.compile(r"\{?([0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12})\}?")
Guid = Callable[..., str]


def guid_of(project: str, kind: str, *parts: object) -> str:
    """Return a thing's own identifier where it is a GUID; else one always the same for it."""
    own = _GUID.fullmatch(str(parts[0])) if len(parts) == 1 else None
    return own[1] if own else str(uuid.uuid5(_ROOT, "\x1f".join(map(str, (project, kind, *parts)))))


def if_given(attribute: str, value: str) -> dict[str, str]:
    """Return an attribute unless it is blank."""
    return {attribute: value} if value else {}


def group(tag: str, members: Iterable[str]) -> str:
    """Return a list of elements, or nothing: the schema knows no empty lists."""
    inner = "".join(members)
    return element(tag, {}, inner) if inner else ""


def reference(tag: str, guid: str) -> str:
    """Return a reference to a thing elsewhere in the file."""
    return element(tag, {"targetGUID": guid})


def code_elements(
    codes: pd.DataFrame, guid: Guid, notes: Mapping[str, Sequence[str]] | None = None
) -> list[str]:
    """Return the codes that are below none, each with those below it; `notes` by code.

    Codes may stand in any order; siblings keep theirs.
    """
    below: dict[str, list[str]] = {}
    rows = codes.to_dict("records")
    made: dict[str, tuple[str, dict[str, str], str]] = {}
    for code in rows:
        key = str(code["code_id"])
        below.setdefault(str(code["parent_id"]), []).append(key)
        attributes = {
            "guid": guid("code", key),
            "name": str(code["name"]),
            "isCodable": str(bool(code["codable"])).lower(),
            **if_given("color", str(code["colour"])),
        }
        told = text_element("Description", str(code["description"]))
        made[key] = ("Code", attributes, told + "".join((notes or {}).get(key, ())))
    done: dict[str, str] = {}
    for key in reversed(_parents_first(below)):
        tag, attributes, inner = made[key]
        done[key] = element(tag, attributes, inner, *(done[child] for child in below.get(key, ())))
    return [done[key] for key in below.get("", ())]


def _parents_first(below: Mapping[str, Sequence[str]]) -> list[str]:
    """Return every code that hangs from the top, after its parent."""
    order = list(below.get("", ()))
    for key in order:  # grows as it is walked
        order.extend(below.get(key, ()))
    return order
