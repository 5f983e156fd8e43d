"""Two exports in; which sources are the same, and how these differ, out."""

from __future__ import annotations

import zlib
from collections.abc import Hashable, Mapping

from cpsurvey.cleaning.comparing.pairing import Difference, guid_or_none, only_once, pair, plain
from cpsurvey.cleaning.comparing.same_text import Squeezed, squeeze
from cpsurvey.cleaning.pseudonyms import without_ending
from cpsurvey.exports import CodingExport

TOGETHER = 20
LIKE = 0.5
Texts = Mapping[int, Squeezed]


def source_name(name: str) -> str:
    """Return a source's name without the ending of a file, as tools agree on it."""
    return plain(without_ending(name))


def squeezed_texts(export: CodingExport) -> dict[int, Squeezed]:
    """Return the texts of sources by their number in the table."""
    ids = export.sources["source_id"]
    return {n: squeeze(export.texts[key]) for n, key in enumerate(ids) if key in export.texts}


def match_sources(
    a: CodingExport, b: CodingExport, texts_a: Texts, texts_b: Texts
) -> dict[int, int]:
    """Return which source of `a` is which of `b`, by their numbers.

    By text and name, by text alone, by name alone, by identifier, and last by what most of two
    texts shares: tools give new names and identifiers, and people correct texts.
    """
    found: dict[int, int] = {}
    keys = [_keys(a, texts_a), _keys(b, texts_b)]
    for stage in keys[0]:
        left = {n: key for n, key in keys[0][stage].items() if n not in found}
        taken = set(found.values())
        right = {n: key for n, key in keys[1][stage].items() if n not in taken}
        if stage in ("text", "name"):
            left, right = only_once(left), only_once(right)
        found |= pair(left, right)
    return found | _alike(
        {n: t.text for n, t in texts_a.items() if n not in found},
        {n: t.text for n, t in texts_b.items() if n not in set(found.values())},
    )


def _keys(export: CodingExport, texts: Texts) -> dict[str, dict[int, Hashable]]:
    """Return what sources may be known by, the surest first."""
    names = [source_name(str(name)) for name in export.sources["name"]]
    ids = [str(key) for key in export.sources["source_id"]]
    words = {n: texts[n].text if n in texts else None for n in range(len(names))}
    return {
        "all": {n: (ids[n], name, words[n]) for n, name in enumerate(names)},
        "name and text": {n: (name, words[n]) for n, name in enumerate(names)},
        "text": {n: words[n] or None for n in range(len(names))},
        "name": {n: name or None for n, name in enumerate(names)},
        "identifier": {n: guid_or_none(key) for n, key in enumerate(ids)},
    }


def _alike(a: Mapping[int, str], b: Mapping[int, str]) -> dict[int, int]:
    """Return the texts of which most is in one another, the most alike first."""
    pieces_a = {n: _pieces(text) for n, text in a.items()}
    pieces_b = {n: _pieces(text) for n, text in b.items()}
    likeness = {
        (n, m): len(first & second) / len(first | second)
        for n, first in pieces_a.items()
        for m, second in pieces_b.items()
    }
    found: dict[int, int] = {}
    for (n, m), share in sorted(likeness.items(), key=lambda item: (-item[1], item[0])):
        if share >= LIKE and n not in found and m not in found.values():
            found[n] = m
    return found


def _pieces(text: str) -> set[int]:
    """Return what a text is made of: an eighth of all its stretches, picked by their own letters.

    So words put in before a stretch do not change whether it is picked.
    """
    stretches = (text[n : n + TOGETHER] for n in range(max(len(text) - TOGETHER, 0) + 1))
    codes = [zlib.crc32(stretch.encode("utf-8", "surrogatepass")) for stretch in stretches]
    return {code for code in codes if code % 8 == 0} or {min(codes)}


def source_differences(
    a: CodingExport, b: CodingExport, pairs: Mapping[int, int], texts_a: Texts, texts_b: Texts
) -> list[Difference]:
    """Return how the sources differ, codings aside."""
    found = []
    kinds = [list(map(str, export.sources["kind"])) for export in (a, b)]
    names = [[source_name(str(name)) for name in export.sources["name"]] for export in (a, b)]
    codings = [
        export.codings["source_id"].value_counts().reindex(export.sources["source_id"]).fillna(0)
        for export in (a, b)
    ]
    sizes = [counts.astype(int).tolist() for counts in codings]
    for n in range(len(names[0])):
        one = f"source-{n + 1}"
        if n not in pairs:
            found.append(Difference("source", "removed", one, one, "", 1, sizes[0][n]))
            continue
        m = pairs[n]
        other, size = f"source-{m + 1}", max(sizes[0][n], sizes[1][m])
        if names[0][n] != names[1][m]:
            found.append(Difference("source", "renamed", one, one, other, 1, size))
        if kinds[0][n] != kinds[1][m]:
            kind = (kinds[0][n], kinds[1][m])
            found.append(Difference("source", "kind changed", one, *kind, 1, size))
        if n in texts_a and m not in texts_b:
            found.append(Difference("source", "text removed", one, one, other, 1, size))
        elif n not in texts_a and m in texts_b:
            found.append(Difference("source", "text added", one, one, other, 1, size))
        elif n in texts_a and texts_a[n].text != texts_b[m].text:
            found.append(Difference("source", "text changed", one, one, other, 1, size))
    return found + [
        Difference("source", "added", "", "", f"source-{m + 1}", 1, sizes[1][m])
        for m in sorted(set(range(len(names[1]))) - set(pairs.values()))
    ]
