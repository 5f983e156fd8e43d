"""The codebook of a REFI-QDA project or .qdc file in; its codes with their hierarchy out."""

from __future__ import annotations

from collections import Counter
from xml.etree.ElementTree import Element

import pandas as pd

from cpsurvey.exports import CODE_COLUMNS, PATH_SEPARATOR
from cpsurvey.readers.codings.losses import Loss
from cpsurvey.readers.codings.nested_codes import DEEPEST, hex_colour, too_deep
from cpsurvey.readers.files.elements import guid

YES = ("true", "1")


def read_codes(codebook: Element | None, name: str) -> tuple[pd.DataFrame, list[Loss]]:
    """Return one row a code, parents before their children, and what of the codes is not in it.

    A code whose identifier another has had before is that other, and what is below it is below
    that other; so a code that is nested in itself has no path without end.
    """
    top = [] if codebook is None else codebook.findall("Codes/Code") + codebook.findall("Code")
    waiting: list[tuple[Element, tuple[str, ...]]] = [(code, ()) for code in reversed(top)]
    paths: dict[str, str] = {}
    rows = []
    lost: Counter[str] = Counter()
    while waiting:
        code, above = waiting.pop()
        if len(above) >= DEEPEST:
            raise too_deep(name)
        identity = guid(code)
        if not identity:
            lost["code without an identifier"] += 1
            identity = f"code-{lost['code without an identifier']}"
        if identity in above:
            lost["code that is nested in itself"] += 1
        elif identity in paths:
            lost["code listed more than once"] += 1
        else:
            parent = above[-1] if above else ""
            own = code.get("name", "")
            paths[identity] = PATH_SEPARATOR.join([paths[parent], own]) if parent else own
            colour = hex_colour(code.get("color", ""))
            lost["colour that is none"] += bool(code.get("color", "").strip()) and not colour
            codable = code.get("isCodable", "true").strip().casefold() in YES
            row = (identity, own, parent, paths[identity], codable, _description(code), colour)
            rows.append(row)
        waiting.extend((child, (*above, identity)) for child in reversed(code.findall("Code")))
    codes = pd.DataFrame(rows, columns=list(CODE_COLUMNS)).astype({"codable": bool})
    return codes, [Loss(what, number) for what, number in lost.items()]


def _description(code: Element) -> str:
    """Return what is said of a code; one program writes it as an attribute."""
    return (code.findtext("Description") or code.get("description") or "").strip()
