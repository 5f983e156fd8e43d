"""Tags, attributes and text in, XML out, with line ends and tabs that survive being read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def is_xml(text: str) -> bool:
    """Tell whether a text holds only characters that XML knows."""
    return NOT_XML.search(text) is None


def element(tag: str, attributes: Mapping[str, str], *content: str) -> str:
    """Return an element with elements in it."""
    opening = tag + "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    inner = "".join(content)
    return f"<{opening}>{inner}</{tag}>" if inner else f"<{opening}/>"


def text_element(tag: str, text: str) -> str:
    """Return an element with a text in it, or nothing for a blank one."""
    return element(tag, {}, escape(text, {"\r": "&#13;"})) if text else ""
