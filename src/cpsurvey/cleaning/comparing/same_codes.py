"""The codes of two exports and where each is in; which are the same, and how they differ, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import NamedTuple

import pandas as pd
from rapidfuzz import fuzz

from cpsurvey.cleaning.comparing.marks import Mark
from cpsurvey.cleaning.comparing.pairing import Difference, guid_or_none, only_once, pair, plain
from cpsurvey.cleaning.comparing.same_text import squeezed
from cpsurvey.exports import CodingExport

ALIKE = 85
Places = Mapping[str, set[Hashable]]


class SameCodes(NamedTuple):
    """What the codes of two exports are called in common.

    `a` and `b` give each code's name in common; a code that was merged has that of the one it went
    into. `pairs` has those that are one code in both, `merged` and `split` those that went into
    another and came out of another.
    """

    a: Mapping[str, Hashable]
    b: Mapping[str, Hashable]
    pairs: Mapping[str, str]
    merged: Mapping[str, str]
    split: Mapping[str, str]


def match_codes(
    a: CodingExport, b: CodingExport, marks_a: Sequence[Mark], marks_b: Sequence[Mark]
) -> SameCodes:
    """Return which code of `a` is which of `b`.

    By path, by identifier, by name, by what they are given to, and, where they are given to
    nothing, by description or a name almost the same.
    """
    places = (_places(marks_a), _places(marks_b))
    codes = (_by_id(a), _by_id(b))
    pairs: dict[str, str] = {}

    def by(key: Callable[[int, str], Hashable], *, once: bool = True) -> None:
        """Pair what is left by a key."""
        taken = set(pairs.values())
        left = {code: key(0, code) for code in codes[0].index if code not in pairs}
        right = {code: key(1, code) for code in codes[1].index if code not in taken}
        pairs.update(pair(only_once(left), only_once(right)) if once else pair(left, right))

    by(lambda side, code: (code, plain(str(codes[side].at[code, "path"]))))
    by(lambda side, code: plain(str(codes[side].at[code, "path"])), once=False)
    by(lambda _, code: guid_or_none(code))
    by(lambda side, code: plain(str(codes[side].at[code, "name"])))
    pairs |= _by_places(places, pairs)
    unused = tuple({c for c in codes[side].index if not places[side].get(c)} for side in (0, 1))
    by(
        lambda side, code: (
            squeezed(str(codes[side].at[code, "description"])) or None
            if code in unused[side]
            else None
        )
    )
    by(lambda side, code: plain(str(codes[side].at[code, "name"])), once=False)
    pairs |= _almost(codes, unused, pairs)
    merged = _gone_into(places[0], places[1], pairs)
    split = _gone_into(places[1], places[0], {there: here for here, there in pairs.items()})
    _settle(merged, split, pairs)
    in_a: dict[str, Hashable] = {
        code: ("b", pairs[code]) if code in pairs else ("a", code) for code in codes[0].index
    }
    in_b: dict[str, Hashable] = {code: ("b", code) for code in codes[1].index}
    in_b |= {code: in_a[origin] for code, origin in split.items()}
    in_a |= {code: in_b[target] for code, target in merged.items()}
    return SameCodes(in_a, in_b, pairs, merged, split)


def _by_id(export: CodingExport) -> pd.DataFrame:
    """Return the codes by their identifiers."""
    return export.codes.drop_duplicates("code_id").set_index("code_id")


def _settle(merged: dict[str, str], split: dict[str, str], pairs: dict[str, str]) -> None:
    """Settle what seems both to have gone into a code and to be what that came out of."""
    into, out_of = Counter(merged.values()), Counter(split.values())
    for code, other in [(c, o) for c, o in merged.items() if split.get(o) == c]:
        if into[other] <= out_of[code]:
            del merged[code]
        if into[other] >= out_of[code]:
            del split[other]
        if into[other] == out_of[code]:
            pairs[code] = other


def _places(marks: Sequence[Mark]) -> dict[str, set[Hashable]]:
    """Return where each code is."""
    found: dict[str, set[Hashable]] = {}
    for mark in marks:
        found.setdefault(mark.code, set()).add(mark.place)
    return found


def _shared(mine: set[Hashable], others: Mapping[Hashable, set[str]]) -> Counter[str]:
    """Count the places that codes share with one."""
    return Counter(code for place in mine for code in sorted(others.get(place, ())))


def _by_place(places: Places, codes: set[str]) -> dict[Hashable, set[str]]:
    """Return the codes at each place."""
    found: dict[Hashable, set[str]] = {}
    for code in codes:
        for place in places[code]:
            found.setdefault(place, set()).add(code)
    return found


def _by_places(places: tuple[Places, Places], pairs: Mapping[str, str]) -> dict[str, str]:
    """Pair the codes left that are given to the same: most of each is the other's, and no one's.

    Where two codes became one, most of either is the new code's; so it is neither's pair.
    """
    left = {code for code in places[0] if code not in pairs}
    right = set(places[1]) - set(pairs.values())
    at_right, at_left = _by_place(places[1], right), _by_place(places[0], left)
    into = {c: _mostly(places[0][c], _shared(places[0][c], at_right)) for c in sorted(left)}
    out_of = {c: _mostly(places[1][c], _shared(places[1][c], at_left)) for c in sorted(right)}
    goes, comes = Counter(into.values()), Counter(out_of.values())
    return {
        code: other
        for code, other in into.items()
        if other and out_of[other] == code and goes[other] == 1 and comes[code] == 1
    }


def _mostly(mine: set[Hashable], shared: Counter[str]) -> str:
    """Return the code that has at least half of one's places, or nothing."""
    best = max(shared.items(), key=lambda item: (item[1], item[0]), default=("", 0))
    return best[0] if 2 * best[1] >= len(mine) else ""


def _almost(
    codes: tuple[pd.DataFrame, pd.DataFrame],
    unused: tuple[set[str], ...],
    pairs: Mapping[str, str],
) -> dict[str, str]:
    """Pair the unused codes left whose names are almost the same, the most alike first."""
    left = [code for code in codes[0].index if code in unused[0] and code not in pairs]
    right = [c for c in codes[1].index if c in unused[1] and c not in set(pairs.values())]
    names = [{c: plain(str(frame.at[c, "name"])) for c in frame.index} for frame in codes]
    likeness = sorted(
        (-fuzz.ratio(names[0][one], names[1][other]), n, m, one, other)
        for n, one in enumerate(left)
        for m, other in enumerate(right)
    )
    found: dict[str, str] = {}
    for likely, *_, one, other in likeness:
        if -likely >= ALIKE and one not in found and other not in found.values():
            found[one] = other
    return found


def _gone_into(mine: Places, theirs: Places, pairs: Mapping[str, str]) -> dict[str, str]:
    """Return the codes without a pair of which most went into one of the others.

    A place counts where the other code has it now and its pair had it not before.
    """
    origin = {other: code for code, other in pairs.items()}
    at = _by_place(theirs, set(theirs))
    found = {}
    for code in mine:
        if code not in pairs:
            new = Counter(
                other
                for place in mine[code]
                for other in sorted(at.get(place, ()))
                if place not in mine.get(origin.get(other, ""), ())
            )
            if target := _mostly(mine[code], new):
                found[code] = target
    return found


def code_differences(
    a: CodingExport, b: CodingExport, same: SameCodes, removed: Counter[str], added: Counter[str]
) -> list[Difference]:
    """Return how the codes differ; `removed` and `added` count the codings that went with them."""
    codes = (_by_id(a), _by_id(b))
    uses = tuple(Counter(map(str, export.codings["code_id"])) for export in (a, b))
    origins, targets = set(same.split.values()), set(same.merged.values())
    found = []
    records = [frame.to_dict("index") for frame in codes]
    for code, path in codes[0]["path"].items():
        if (other := same.pairs.get(str(code))) is not None:
            size = max(uses[0][str(code)], uses[1][other])
            changes = _changes(records[0][code], records[1][other], same)
            ends = (str(path), str(codes[1].at[other, "path"]))
            found += [Difference("code", change, "", *ends, 1, size) for change in changes]
        elif target := same.merged.get(str(code)):
            into = str(codes[1].at[target, "path"])
            found.append(Difference("code", "merged", "", str(path), into, 1, uses[0][str(code)]))
        elif code not in origins:
            found.append(Difference("code", "removed", "", str(path), "", 1, removed[str(code)]))
    taken = set(same.pairs.values())
    for code, path in codes[1]["path"].items():
        if origin := same.split.get(str(code)):
            out_of = str(codes[0].at[origin, "path"])
            found.append(Difference("code", "split", "", out_of, str(path), 1, uses[1][str(code)]))
        elif code not in taken and code not in targets:
            found.append(Difference("code", "added", "", "", str(path), 1, added[str(code)]))
    return found


def _changes(
    one: Mapping[Hashable, object], other: Mapping[Hashable, object], same: SameCodes
) -> list[str]:
    """Return how a code that is in both differs."""
    parents = (same.a.get(str(one["parent_id"])), same.b.get(str(other["parent_id"])))
    told = (squeezed(str(one["description"])), squeezed(str(other["description"])))
    colours = (str(one["colour"]).casefold(), str(other["colour"]).casefold())
    changes = {
        "renamed": _spelt(one["name"]) != _spelt(other["name"]),
        "moved": parents[0] != parents[1],
        "codable changed": bool(one["codable"]) != bool(other["codable"]),
        **_change("description", *told),
        **_change("colour", *colours),
    }
    return [change for change, holds in changes.items() if holds]


def _spelt(name: object) -> str:
    """Return a name as it is spelt, capitals and all."""
    return squeezed(str(name))


def _change(what: str, before: str, after: str) -> dict[str, bool]:
    """Return whether something was added, removed or changed."""
    change = "changed" if before and after else "removed" if before else "added"
    return {f"{what} {change}": before != after}
