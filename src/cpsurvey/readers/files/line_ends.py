"""A text in, what ends its lines out; line breaks inside quotation marks are the cells' own."""

from __future__ import annotations

import numpy as np

CHUNK = 1 << 22
QUOTE, CR, LF = b'"\r\n'


def line_ends(content: bytes) -> str:
    """Return ``CRLF``, ``LF`` or ``CR``; ``mixed`` of several, ``none`` where there is one line."""
    both, feeds, returns = content.count(b"\r\n"), content.count(b"\n"), content.count(b"\r")
    found = {"CRLF": both, "LF": feeds - both, "CR": returns - both}
    if sum(map(bool, found.values())) > 1 and b'"' in content:
        found = _outside_cells(content)
    kinds = [end for end, count in found.items() if count]
    return kinds[0] if len(kinds) == 1 else "mixed" if kinds else "none"


def _outside_cells(content: bytes) -> dict[str, int]:
    """Count the ends of lines that are in no quotation marks."""
    found = dict.fromkeys(("CRLF", "LF", "CR"), 0)
    inside, last = 0, 0
    for start in range(0, len(content), CHUNK):
        piece = np.frombuffer(content[start : start + CHUNK], dtype=np.uint8)
        quoted = (np.cumsum(piece == QUOTE) + inside) % 2 == 1
        after_return = np.concatenate([[last == CR], piece[:-1] == CR])
        feeds = (piece == LF) & ~quoted
        both = int((feeds & after_return).sum())
        found["CRLF"] += both
        found["LF"] += int(feeds.sum()) - both
        found["CR"] += int(((piece == CR) & ~quoted).sum()) - both
        inside, last = int(quoted[-1]), int(piece[-1])
    return found
