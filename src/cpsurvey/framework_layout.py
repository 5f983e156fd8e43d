"""How a framework matrix lies in a workbook: what its writer and its reader both go by."""

from __future__ import annotations

import re

ABOUT, CASES, THEMES, PASSAGES = "About", "Cases", "Themes", "Passages"
OWN_SHEETS = (ABOUT, CASES, THEMES, PASSAGES)
HEADER_ROW = 3  # a title and how to fill in stand above it
FILL_IN = "Write in the white cells; the sheet About says how. The grey ones are locked."
CODE, LABEL, DEFINITION, SHEET = "code", "label", "definition", "sheet"
LINKED = re.compile(r"[\d,]+ passages?(: \S.*)?", re.DOTALL)  # beside a cell to write in

_TITLE = re.compile(r".*\. Data: .*", re.DOTALL)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


def heading(label: str, code: str) -> str:
    """Return the header of the column to write in."""
    return f"{label} [{code}]"


def passages_heading(label: str, code: str) -> str:
    """Return the header of the column beside it."""
    return f"{heading(label, code)}: passages"


def title(label: str, data: str) -> str:
    """Return what stands first on a sheet to write in."""
    return f"{label}. Data: {data}"


def stands_above(text: str) -> bool:
    """Tell whether a text is one that stands above the header."""
    return text == FILL_IN or bool(_TITLE.fullmatch(text))


def escape(text: str) -> str:
    """Return a text as a workbook holds it, signs that XML may not hold as _xHHHH_ (ST_Xstring)."""
    return _NOT_IN_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def unescape(text: str) -> str:
    """Return a text of a workbook as it was meant."""
    if "_x" not in text:
        return text
    signs = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return signs.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
