"""Taguette's log of changes in; who put which tag on which highlight, and when, out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from cpsurvey.moments import as_told


class Entry(NamedTuple):
    """Who did something, and when (UTC), as the log has it."""

    user: str
    moment: str


Given = dict[int, dict[int, Entry]]


def given_by(commands: Iterable[Mapping[str, Any]]) -> tuple[dict[tuple[int, int], Entry], int]:
    """Return the entry that put each tag on each highlight, and how many entries make no sense.

    Every change of a highlight lists all its tags anew, so one is given by whoever listed it first
    since it was last not there. Where tags are merged, the work stays that of whoever did it.

    Parameters
    ----------
    commands
        ``date``, ``user_login`` and ``payload`` (JSON) in the order in which they were given.

    Returns
    -------
    tuple
        By highlight and tag; and a number.

    Examples
    --------
    >>> log = [("Ann", [1]), ("Bob", [1, 2])]
    >>> found, _ = given_by(
    ...     {"user_login": who, "date": "2020-10-01 09:00:00",
    ...      "payload": f'{{"type": "highlight_add", "highlight_id": 7, "tags": {tags}}}'}
    ...     for who, tags in log
    ... )
    >>> found[7, 1].user, found[7, 2].user
    ('Ann', 'Bob')
    """
    given: Given = {}
    unread = 0
    for command in commands:
        payload = _payload(command["payload"])
        if payload is None:
            unread += 1
            continue
        entry = Entry(command["user_login"], as_told(command["date"]))
        _apply(payload, entry, given)
    return {(h, tag): entry for h, tags in given.items() for tag, entry in tags.items()}, unread


def _apply(payload: Mapping[str, Any], entry: Entry, given: Given) -> None:
    """Change who gave what by one entry; the names of its fields changed in Taguette 1.0."""
    what = payload.get("type")
    if what == "highlight_add":
        highlight, tags = _number(payload, "highlight_id", "id"), payload.get("tags")
        before = given.get(highlight, {})
        listed = tags if isinstance(tags, list) else []
        given[highlight] = {t: before.get(t, entry) for t in listed if isinstance(t, int)}
    elif what == "highlight_delete":
        given.pop(_number(payload, "highlight_id", "id"), None)
    elif what == "tag_delete":
        for tags_of in given.values():
            tags_of.pop(_number(payload, "tag_id", "id"), None)
    elif what == "tag_merge":
        source, into = (
            _number(payload, "src_tag_id", "src"),
            _number(payload, "dest_tag_id", "dest"),
        )
        for tags_of in given.values():
            if source in tags_of:
                tags_of.setdefault(into, tags_of.pop(source))


def _payload(text: str) -> dict[str, Any] | None:
    """Return what an entry says, or nothing where it says nothing that is known."""
    try:
        payload = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return payload if isinstance(payload, dict) else None


def _number(payload: Mapping[str, Any], *names: str) -> int:
    """Return an identifier under its newer or older name; 0, which none has, if it is not there."""
    return next((n for name in names if isinstance(n := payload.get(name), int)), 0)
