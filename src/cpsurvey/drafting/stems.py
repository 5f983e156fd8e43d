"""Header texts of neighbouring columns → the question they share, and what is each one's own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cpsurvey.drafting.texts import same_start

_SIGNS = re.compile(r"\s[-–—|>»/]\s|\s?:\s|-|\s\[|(?<=\])\s")
_CLEAR = re.compile(r"[?.!:)…\]\s]")
_SELECTED = re.compile(r"\s*[-–]\s*Selected Choice\b", re.IGNORECASE)
LONG_ENOUGH = 12
HEADING = 5
MOST_SIGNS = 30


def without_flourish(text: str) -> str:
    """Return a question text without what Qualtrics adds to it."""
    return _SELECTED.sub("", text)


def shared_stem(texts: Sequence[str], *, deep: bool = False) -> tuple[str, list[str]]:
    """Return the question text that all share and, for each, what is its own.

    Where nothing is shared the question is blank and each text its own; where all are the same
    there is nothing of their own. ``deep`` cuts as late as can be, for a row of a grid.
    """
    plain = [without_flourish(text) for text in texts]
    if len(set(plain)) == 1:
        if len(plain) == 1:
            cut = _cuts(plain[0])
            clear = [place for place in cut if _is_clear(plain[0], place[0])]
            if clear or cut:
                start, end = (cut if deep else clear or cut)[-1]
                return plain[0][:start].strip(), [_own(plain[0][end:])]
        return plain[0], [""] * len(plain)
    common = same_start(plain)
    cuts = [
        (start, end)
        for start, end in _cuts(plain[0])
        if end <= len(common) or (start < len(common) and plain[0][start:end] in (" [", "-"))
    ]
    cuts = [c for c in cuts if all(t[: c[0]] == plain[0][: c[0]] and len(t) >= c[0] for t in plain)]
    if not cuts:
        return "", plain
    clear = [] if deep else [cut for cut in cuts if _is_clear(plain[0], cut[0])]
    start, end = (clear or cuts)[-1]
    last, stop = cuts[-1]
    if last - end >= HEADING and len(plain) > 2 and plain[0][last:stop].strip() == "-":
        start, end = last, stop  # all parts begin with the same words: a row's own
    return plain[0][:start].strip(), [_own(text[end:]) for text in plain]


def neighbours(texts: Sequence[str], sign: str = "") -> list[tuple[int, int]]:
    """Return where runs of columns begin and end (exclusive) that share a question by their texts.

    A question must end clearly, as with a question mark, or have at least three parts. ``sign`` is
    what a reader that knows them puts between question and part: then a question may be short.
    """
    runs: list[tuple[int, int]] = []
    place = 0
    while place < len(texts):
        end = _run(texts, place, sign)
        if end - place > 1:
            runs.append((place, end))
        place = max(end, place + 1)
    return runs


def _run(texts: Sequence[str], place: int, sign: str) -> int:
    """Return where the longest run ends that begins here."""
    text, best = texts[place], place + 1
    for start, end in _cuts(text):
        head = text[:end]
        asked = text[:start].rstrip().endswith("?") or text[start:end] == sign
        if (len(head.strip()) < LONG_ENOUGH and not asked) or (
            best > place + 1 and not texts[best - 1].startswith(head)
        ):
            continue
        stop = place + 1
        while stop < len(texts) and texts[stop].startswith(head) and texts[stop] != texts[place]:
            stop += 1
        long_enough = stop - place > 1 + (not _is_clear(text, start))
        if long_enough and stop > best:
            best = stop
    return best


def _cuts(text: str) -> list[tuple[int, int]]:
    """Return where a text may be cut into a question and a part of it."""
    found = [match.span() for match in _SIGNS.finditer(text)]
    return found[-MOST_SIGNS:]


def _is_clear(text: str, place: int) -> bool:
    """Tell whether what stands before a cut ends as questions do."""
    return place > 0 and bool(_CLEAR.match(text[place - 1]) or _CLEAR.match(text[place]))


def _own(text: str) -> str:
    """Return what is a column's own, without a closing bracket and white space."""
    plain = text.strip()
    return plain[:-1].strip() if plain.endswith("]") and "[" not in plain else plain
