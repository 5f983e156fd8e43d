"""Values → TOML as a person would write it; nothing that stands in a value can break it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_UNPRINTABLE = re.compile(
    r"[\\\"\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060\ufeff\ud800-\udfff]"
)
_NOT_IN_COMMENTS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
WIDTH = 96


def text(value: str) -> str:
    """Return a text in quotation marks."""
    return f'"{_UNPRINTABLE.sub(_escape, value)}"'


def texts(values: Iterable[str]) -> str:
    """Return a list of texts, on several lines where they are long."""
    items = [text(value) for value in values]
    line = f"[{', '.join(items)}]"
    if len(line) <= WIDTH:
        return line
    return "[\n" + "".join(f"    {item},\n" for item in items) + "]"


def table(**values: str) -> str:
    """Return a table on one line; values are TOML already, and blank ones are left out."""
    return "{ " + ", ".join(f"{key} = {value}" for key, value in values.items() if value) + " }"


def tables(lines: Sequence[str], remarks: Sequence[str] = ()) -> str:
    """Return a list of tables, one a line, each with a remark of one line after it where given."""
    after = [f"  {comment(remark)}".rstrip() for remark in remarks] or [""] * len(lines)
    return "[\n" + "".join(f"    {a},{b}\n" for a, b in zip(lines, after, strict=True)) + "]"


def key(name: str) -> str:
    """Return a key, in quotation marks where it must be."""
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else text(name)


def comment(words: str, indent: str = "") -> str:
    """Return lines of comment, wrapped."""
    plain = " ".join(_NOT_IN_COMMENTS.sub(" ", words).split())
    lines, line = [], ""
    for word in plain.split(" "):
        if line and len(line) + len(word) + 3 > WIDTH:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    return "".join(f"{indent}# {line}\n" for line in [*lines, line] if line)


def _escape(match: re.Match[str]) -> str:
    """Return what stands for a sign that TOML does not take as it is."""
    sign = match[0]
    if 0xD800 <= ord(sign) <= 0xDFFF:
        return "\\uFFFD"
    return _ESCAPES.get(sign, f"\\u{ord(sign):04X}")
