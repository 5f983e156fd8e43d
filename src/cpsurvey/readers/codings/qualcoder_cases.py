"""Cases and attributes of a QualCoder project in; what they say of its sources out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from cpsurvey.readers.codings.database_tables import Rows
from cpsurvey.readers.codings.losses import (
    CASE_NAME,
    CASE_WITHOUT_SOURCE,
    SELECTION_OF_CASE,
    VARIABLE_DESCRIPTION,
    VARIABLE_WITHOUT_VALUE,
    Loss,
)
from cpsurvey.readers.codings.qualcoder_marks import source_id
from cpsurvey.readers.files.sqlite import Database, rows_of

Attribute = tuple[str, str, str]
OF_FILE, OF_CASE = "file", "case"
CASE_TEXT = {"caseid": int, "fid": int, "pos0": int, "pos1": int, "memo": str}
ATTRIBUTES = {"name": str, "attr_type": str, "value": str, "id": int}


def read_attributes(
    database: Database, texts: Mapping[str, str], sources: Collection[str]
) -> tuple[list[Attribute], list[Loss]]:
    """Return what is said of sources, themselves or by cases they belong to; and what is lost.

    A source belongs to a case that has all of it, or passages of more than half of its text.
    """
    cases = rows_of(database, "cases", {"caseid": int, "name": str})
    links = rows_of(database, "case_text", CASE_TEXT)
    members = _members(links, texts, sources)
    values = [row for row in rows_of(database, "attribute", ATTRIBUTES) if row["value"].strip()]
    known = {row["caseid"] for row in cases}
    told = []
    nowhere = 0
    for row in values:
        kind = row["attr_type"]
        own = [source_id(row["id"])] if kind == OF_FILE else members.get(row["id"], [])
        held = [source for source in own if kind in (OF_FILE, OF_CASE) and source in sources]
        told += [(source, row["name"], row["value"].strip()) for source in held]
        nowhere += not held if kind == OF_FILE else kind == OF_CASE and row["id"] not in known
    astray = known - set(members)
    lacking = sum(row["attr_type"] == OF_CASE and row["id"] in astray for row in values)
    types = {row["name"] for row in rows_of(database, "attribute_type", {"name": str})}
    described = rows_of(database, "attribute_type", {"memo": str})
    names = {
        source_id(row["id"]): row["name"]
        for row in rows_of(database, "source", {"id": int, "name": str})
    }
    return told, [
        Loss(CASE_WITHOUT_SOURCE, len(astray), f"{lacking} values" if lacking else ""),
        Loss(CASE_NAME, sum(_named(row, members, names) for row in cases)),
        Loss(SELECTION_OF_CASE, sum(not _whole(row, texts) for row in links)),
        Loss("value of a source or case that is not in the project", nowhere),
        Loss("value of a journal", sum(r["attr_type"] not in (OF_FILE, OF_CASE) for r in values)),
        Loss(VARIABLE_WITHOUT_VALUE, len(types - {row["name"] for row in values})),
        Loss(VARIABLE_DESCRIPTION, sum(bool(row["memo"].strip()) for row in described)),
        Loss(
            "memo on a selection given to a case", sum(bool(row["memo"].strip()) for row in links)
        ),
    ]


def _members(
    links: Rows, texts: Mapping[str, str], sources: Collection[str]
) -> dict[int, list[str]]:
    """Return the sources that belong to each case."""
    passages: dict[tuple[int, str], list[tuple[int, int]]] = defaultdict(list)
    members: dict[int, dict[str, None]] = defaultdict(dict)
    for row in links:
        source = source_id(row["fid"])
        if source not in sources:
            continue
        if _whole(row, texts):
            members[row["caseid"]][source] = None
        else:
            passages[row["caseid"], source].append((row["pos0"] or 0, row["pos1"] or 0))
    for (case, source), places in passages.items():
        if 2 * _covered(places, len(texts[source])) > len(texts[source]):
            members[case][source] = None
    return {case: list(held) for case, held in members.items()}


def _covered(places: Iterable[tuple[int, int]], length: int) -> int:
    """Return how many characters of a text lie in any of these places."""
    covered = reached = 0
    for start, end in sorted(places):
        start, end = max(start, reached), min(end, length)
        covered += max(end - start, 0)
        reached = max(reached, end)
    return covered


def _whole(link: Mapping[str, Any], texts: Mapping[str, str]) -> bool:
    """Tell whether a case has all of a source; older versions stop one short of its end."""
    text = texts.get(source_id(link["fid"]))
    if text is None:
        return True
    return not link["pos0"] and (link["pos1"] or 0) >= len(text) - 1


def _named(
    case: Mapping[str, object], members: Mapping[int, list[str]], names: Mapping[str, str]
) -> bool:
    """Tell whether a case has a name that its sources do not have."""
    own = str(case["name"]).strip().casefold()
    held = members.get(int(str(case["caseid"] or 0)), [])
    stems = {names[source].rpartition(".")[0].casefold() for source in held}
    return bool(own) and own not in stems | {names[source].casefold() for source in held}
