"""The sets of a REFI-QDA project or codebook in; which codes, sources and memos are in each out.

Document groups of MAXQDA and ATLAS.ti, and ATLAS.ti's code groups, are sets; of MAXQDA no
real file was at hand.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from xml.etree.ElementTree import Element

import pandas as pd

from cpsurvey.exports import PATH_SEPARATOR, SET_COLUMNS
from cpsurvey.readers.codings.losses import Loss
from cpsurvey.readers.files.elements import guid, has_text

MEMBERS = {"MemberCode": "code", "MemberSource": "source", "MemberNote": "memo"}
ATTRIBUTE = re.compile(r"([^:]*[^:\s])\s*:\s+(\S(?:.*\S)?)\s*", re.DOTALL)
DEEPEST = 100


def read_sets(
    elements: Sequence[Element], ids: Mapping[str, Mapping[str, str]]
) -> tuple[pd.DataFrame, list[Loss]]:
    """Return one row a set and member, and what of the sets is not there.

    `ids` gives, for each kind of member, its identifiers in the export by those in the file. A set
    within a set has the names of both as a path.
    """
    sets = [found for element in elements for found in _within(element)]
    rows: list[tuple[str, str, str]] = []
    nowhere = 0
    for name, element in sets:
        for member in element:
            if kind := MEMBERS.get(member.tag):
                target = guid(member, "targetGUID") or guid(member)
                if target in ids.get(kind, {}):
                    rows.append((name, kind, ids[kind][target]))
                else:
                    nowhere += 1
    names = Counter(name for name, _ in sets)
    return pd.DataFrame(rows, columns=list(SET_COLUMNS)).drop_duplicates(ignore_index=True), [
        Loss("member of a set that is not in the project", nowhere),
        Loss("set without members", len(set(names) - {name for name, *_ in rows})),
        Loss("set with the name of another", sum(names.values()) - len(names), "taken together"),
        Loss("description of a set", sum(_described(element) for _, element in sets)),
    ]


def set_attributes(sets: pd.DataFrame, tool: str) -> list[tuple[str, str, str]]:
    """Return what ATLAS.ti says of documents by groups such as ``gender: male``."""
    if "atlas" not in tool.casefold():
        return []
    documents = sets[sets["member"] == "source"]
    pairs = zip(documents["name"], documents["member_id"], strict=True)
    split = ((source, ATTRIBUTE.fullmatch(str(name))) for name, source in pairs)
    return [(str(source), found[1].strip(), found[2]) for source, found in split if found]


def _within(element: Element) -> Iterator[tuple[str, Element]]:
    """Give a set and those within it, each with the names that lead to it."""
    waiting: list[tuple[Element, tuple[str, ...]]] = [(element, ())]
    while waiting:
        found, above = waiting.pop()
        path = (*above, found.get("name", ""))[:DEEPEST]
        yield PATH_SEPARATOR.join(path), found
        waiting.extend((inner, path) for inner in reversed(found.findall("Set")))


def _described(element: Element) -> bool:
    """Tell whether anything is said of a set."""
    said = element.find("Description")
    return bool(element.get("description")) or (said is not None and has_text(said))
