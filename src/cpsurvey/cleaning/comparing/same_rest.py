"""Two exports whose sources and codes are matched in; how attributes, sets and memos differ out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import NamedTuple

from cpsurvey.cleaning.comparing.marks import Mark
from cpsurvey.cleaning.comparing.pairing import Difference, pair, plain
from cpsurvey.cleaning.comparing.same_text import squeezed
from cpsurvey.exports import CodingExport


class InCommon(NamedTuple):
    """What the sources, codes, segments, codings and coders of one export are called in both."""

    sources: Mapping[str, Hashable]
    codes: Mapping[str, Hashable]
    segments: Mapping[str, Hashable]
    codings: Mapping[str, Hashable]
    coders: Mapping[str, Hashable]


def in_common(
    export: CodingExport,
    numbers: Mapping[int, int],
    codes: Mapping[str, Hashable],
    coders: Mapping[str, Hashable],
    marks: Iterable[tuple[Mark, Mark]],
) -> InCommon:
    """Return what things of an export are called in both.

    `numbers` are those of sources in a's table; `marks` are codings with what they are in `a`.
    """
    ids = map(str, export.sources["source_id"])
    sources = {key: numbers[n] for n, key in enumerate(ids) if n in numbers}
    segments: dict[str, Hashable] = {}
    codings: dict[str, Hashable] = {}
    for mark, in_a in marks:
        segments.setdefault(mark.segment, in_a.place)
        codings.setdefault(f"{mark.segment} {mark.code}", (in_a.place, in_a.code))
    return InCommon(sources, codes, segments, codings, coders)


def attribute_differences(
    a: CodingExport, b: CodingExport, ours: InCommon, theirs: InCommon
) -> list[Difference]:
    """Return the values that differ; a variable that is in one export only is one row."""
    left, right = _values(a, ours), _values(b, theirs)
    spelt = ({plain(v): str(v) for v in a.attributes["variable"]},
             {plain(v): str(v) for v in b.attributes["variable"]})  # fmt: skip
    gone, come = (
        {key[1] for key in x} - {key[1] for key in y} for x, y in ((left, right), (right, left))
    )
    rows: Counter[tuple[str, str, str, str, str]] = Counter()
    for variable in gone:
        count = sum(len(values) for key, values in left.items() if key[1] == variable)
        rows["variable", "removed", "", spelt[0][variable], ""] = count
    for variable in come:
        count = sum(len(values) for key, values in right.items() if key[1] == variable)
        rows["variable", "added", "", "", spelt[1][variable]] = count
    for source, variable in sorted({*left, *right}):
        if variable in gone | come:
            continue
        before = Counter(left.get((source, variable), ()))
        after = Counter(right.get((source, variable), ()))
        lost, new = (before - after).total(), (after - before).total()
        for change, count in (
            ("changed", min(lost, new)),
            ("removed", lost - min(lost, new)),
            ("added", new - min(lost, new)),
        ):
            if count:
                in_a = "" if change == "added" else spelt[0][variable]
                in_b = "" if change == "removed" else spelt[1][variable]
                rows["attribute", change, f"source-{source + 1}", in_a, in_b] += count
    return [Difference(*row, count, 0) for row, count in rows.items()]


def _values(export: CodingExport, known: InCommon) -> dict[tuple[int, str], list[str]]:
    """Return the values of each source that is in both exports, by variable; blank is no value."""
    found: dict[tuple[int, str], list[str]] = {}
    for row in export.attributes.itertuples(index=False):
        source, value = known.sources.get(str(row.source_id)), str(row.value).strip()
        if isinstance(source, int) and value:
            found.setdefault((source, plain(str(row.variable))), []).append(_value(value))
    return found


def _value(text: str) -> str:
    """Return a value as tools agree on it: whole numbers without decimals, single blanks."""
    try:
        return f"{float(text):.12g}"
    except ValueError:
        return " ".join(text.split())


def set_differences(
    a: CodingExport, b: CodingExport, ours: InCommon, theirs: InCommon
) -> list[Difference]:
    """Return the sets and members that differ; members that are in one export only aside."""
    left, right = _sets(a, ours), _sets(b, theirs)
    pairs = pair({n: plain(n) for n in left}, {n: plain(n) for n in right})
    taken = set(pairs.values())
    renamed = pair(
        {n: frozenset(m) or None for n, m in left.items() if n not in pairs},
        {n: frozenset(m) or None for n, m in right.items() if n not in taken},
    )
    places = ({n: f"set-{k}" for k, n in enumerate(left, start=1)},
              {n: f"set-{k}" for k, n in enumerate(right, start=1)})  # fmt: skip
    found = []
    for name, other in {**pairs, **renamed}.items():
        ends = (places[0][name], places[1][other])
        if name in renamed:
            found.append(Difference("set", "renamed", "", *ends, 1, 0))
        lost, new = left[name] - right[other], right[other] - left[name]
        if lost:
            found.append(Difference("set", "members removed", "", *ends, len(lost), 0))
        if new:
            found.append(Difference("set", "members added", "", *ends, len(new), 0))
    matched = {**pairs, **renamed}
    found += [
        Difference("set", "removed", "", places[0][name], "", 1, 0)
        for name in left
        if name not in matched
    ]
    found += [
        Difference("set", "added", "", "", places[1][name], 1, 0)
        for name in right
        if name not in matched.values()
    ]
    return found


def _sets(export: CodingExport, known: InCommon) -> dict[str, set[Hashable]]:
    """Return the sets with those of their members that are known in both exports."""
    memos = {memo: squeezed(text) for memo, text in export.memo_texts.items()}
    names: Mapping[str, Mapping[str, Hashable]] = {
        "source": known.sources, "code": known.codes, "memo": memos,
    }  # fmt: skip
    found: dict[str, set[Hashable]] = {}
    for row in export.sets.itertuples(index=False):
        members = found.setdefault(str(row.name), set())
        kind, member = str(row.member), str(row.member_id)
        if member in names.get(kind, {}):
            members.add((kind, names[kind][member]))
    return found


class Memo(NamedTuple):
    """A memo: what it is about, what its words are, who wrote it."""

    about: str
    which: Hashable
    words: str
    coder: Hashable


def memo_differences(
    a: CodingExport, b: CodingExport, ours: InCommon, theirs: InCommon
) -> list[Difference]:
    """Return the memos that are elsewhere, of other words, by another, or in one export only."""
    left, right = _memos(a, ours), _memos(b, theirs)
    rows: Counter[tuple[str, str, str]] = Counter()
    both: list[tuple[Memo, Memo]] = []
    stages: tuple[tuple[str, Callable[[Memo], Hashable]], ...] = (
        ("", lambda memo: memo),
        ("", lambda memo: memo[:3]),
        ("text changed", lambda memo: memo[:2]),
        ("moved", lambda memo: memo.words or None),
    )
    for change, key in stages:
        pairs = pair({n: key(m) for n, m in left.items()}, {n: key(m) for n, m in right.items()})
        for n, m in pairs.items():
            one, other = left.pop(n), right.pop(m)
            both.append((one, other))
            if change:
                rows[change, one.about, other.about] += 1
    for one, other in both:
        if one.coder != other.coder:
            rows["coder changed", one.about, other.about] += 1
    for memo in left.values():
        rows["removed", memo.about, ""] += 1
    for memo in right.values():
        rows["added", "", memo.about] += 1
    return [
        Difference("memo", change, "", in_a, in_b, count, 0)
        for (change, in_a, in_b), count in rows.items()
    ]


def _memos(export: CodingExport, known: InCommon) -> dict[int, Memo]:
    """Return the memos by number."""
    found = {}
    for n, row in enumerate(export.memos.itertuples(index=False)):
        about, which = str(row.about), str(row.about_id)
        words = squeezed(export.memo_texts.get(str(row.memo_id), ""))
        coder = known.coders.get(str(row.coder), str(row.coder)) if row.coder else ""
        found[n] = Memo(about, _which(about, which, known), words, coder)
    return found


def _which(about: str, which: str, known: InCommon) -> Hashable:
    """Return what a memo is about as both exports call it."""
    names: Mapping[str, Mapping[str, Hashable]] = {
        "source": known.sources, "code": known.codes, "segment": known.segments,
        "coding": known.codings,
    }  # fmt: skip
    return names[about].get(which) if about in names else ""
