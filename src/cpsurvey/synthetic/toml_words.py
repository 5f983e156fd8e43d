"""Texts and names → TOML in which nothing that they hold can break it."""

from __future__ import annotations

import json
import re

BARE = re.compile(r"[A-Za-z0-9_-]+")


def quoted(text: str) -> str:
    """Return a text in quotation marks, on one line."""
    return json.dumps(text, ensure_ascii=not text.isprintable())


def key(name: str) -> str:
    """Return a key, in quotation marks where it must be."""
    return name if BARE.fullmatch(name) else quoted(name)
