"""A project's codings, what its codes are, a team's rules → codings of themes, and the audit."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from cpsurvey.cleaning.frame_rules import ACTIONS, Problem, Rule
from cpsurvey.cleaning.theme_names import Match, plain
from cpsurvey.codebook import Theme
from cpsurvey.errors import listed, nearest

CODINGS = ["interview", "coder", "code", "start", "end", "segment"]
MAPPED = ["project_code", "code", "rule", "codings", "kept", "reason"]
THEMES = ["code", "label", "definition", "parent", "polarity"]


class Route(NamedTuple):
    """Where codings of a code go: to a theme, or nowhere; by which rule, and why."""

    code: str
    rule: str
    reason: str = ""


def whole_routes(
    codes: pd.DataFrame, matches: Mapping[str, Match], rules: Sequence[Rule], taken: set[str]
) -> dict[str, Route]:
    """Return where each code of the project goes as a whole, what is split off left aside."""
    said = {rule.code_id: rule for rule in rules if rule.action != "split"}
    taken = taken | {rule.code for rule in rules}
    routes: dict[str, Route] = {}
    for code in codes.itertuples():
        code_id = str(code.code_id)
        match = matches[code_id]
        if rule := said.get(code_id):
            routes[code_id] = Route(rule.code, ACTIONS[rule.action], rule.reason)
        elif match.code:
            routes[code_id] = Route(match.code, match.rule)
        else:
            routes[code_id] = Route(_own_code(str(code.path), taken), "own")
            taken = taken | {routes[code_id].code}
    return routes


def themes_in_use(
    codes: pd.DataFrame, routes: Mapping[str, Route], themes: Sequence[Theme]
) -> pd.DataFrame:
    """Return the coding frame: the codebook's themes, then those of the project's own."""
    above = dict(zip(codes["code_id"], codes["parent_id"], strict=True))
    records = [{column: getattr(theme, column) for column in THEMES} for theme in themes]
    parents = {theme.code: theme.parent for theme in themes}
    for code in codes.itertuples():
        route = routes[str(code.code_id)]
        if route.rule in ("own", "theme"):
            higher = (key for key in _chain(str(code.parent_id), above) if key in routes)
            places = (routes[key].code for key in higher)
            parents[route.code] = next(
                (place for place in places if place and route.code not in _chain(place, parents)),
                "",
            )
            records.append(
                {
                    "code": route.code,
                    "label": plain(str(code.name)),
                    "definition": str(code.description),
                    "parent": parents[route.code],
                    "polarity": "",
                }
            )
    return pd.DataFrame(records, columns=THEMES).astype("string")


def _chain(start: str, above: Mapping[str, str]) -> list[str]:
    """Return what stands above, from the nearest to the top, beginning with `start`."""
    found: list[str] = []
    while start and start not in found:
        found.append(start)
        start = above.get(start, "")
    return found


def map_codings(
    codings: pd.DataFrame,
    codes: pd.DataFrame,
    routes: Mapping[str, Route],
    rules: Sequence[Rule],
) -> tuple[pd.DataFrame, pd.DataFrame, list[Problem]]:
    """Return codings of themes, what became of each code's, and what in the rules is wrong.

    `codings` has interview, coder, code_id, start, end and segment. Codings of codes that became
    one theme are one where the same coder put them at the same place.
    """
    routed, problems = _routed(codings, routes, rules)
    told = pd.DataFrame(routed, columns=list(Route._fields), index=codings.index, dtype="string")
    frame = pd.concat([codings, told], axis=1)
    rank = {code_id: place for place, code_id in enumerate(codes["code_id"])}
    frame["rank"] = frame["code_id"].map(rank).astype("Int64")
    frame["kept"] = (frame["code"] != "") & ~_doubled(frame)
    kept = frame.loc[frame["kept"], CODINGS].sort_values(CODINGS, ignore_index=True)
    return kept, _mapped(frame, codes, routes), [*problems, *_misnamed(routes, rules)]


def _routed(
    codings: pd.DataFrame, routes: Mapping[str, Route], rules: Sequence[Rule]
) -> tuple[list[Route], list[Problem]]:
    """Return where each coding goes, and the splits that take none, or another's."""
    routed = [routes[code_id] for code_id in codings["code_id"]]
    takers: dict[int, Rule] = {}
    problems = []
    for rule in (rule for rule in rules if rule.action == "split"):
        takes = _takes(codings, rule)
        if not takes.any():
            problems.append(_takes_none(codings, rule))
        elif lacking := sorted(rule.segments - set(codings.loc[takes, "segment"])):
            words = f"no coding of this code is in {listed(lacking)}."
            problems.append(Problem(rule.row, "segment", words))
        for place in takes.to_numpy().nonzero()[0]:
            other = takers.setdefault(int(place), rule)
            if other.code != rule.code:
                words = f"row {other.row} sends one of these codings to another theme."
                problems.append(Problem(rule.row, "code", words))
                break
            routed[place] = Route(rule.code, "split", other.reason)
    return routed, problems


def _takes(codings: pd.DataFrame, rule: Rule) -> pd.Series:
    """Tell which codings a split sends to its theme."""
    takes = codings["code_id"] == rule.code_id
    if rule.interview:
        takes &= codings["interview"] == rule.interview
    if rule.coder:
        takes &= codings["coder"] == rule.coder
    if rule.segments:
        takes &= codings["segment"].isin(list(rule.segments))
    return takes.astype(bool)


def _takes_none(codings: pd.DataFrame, rule: Rule) -> Problem:
    """Return which cell of a split that takes no coding names what is not there."""
    for column in ("interview", "coder"):
        value = getattr(rule, column)
        known = sorted(set(codings[column].dropna().astype(str)))
        if value and value not in known:
            kind = "of an interview" if column == "interview" else "by a coder"
            words = f"no coding is {kind} that the tables call so{nearest(value, known) or '.'}"
            return Problem(rule.row, column, words)  # the value may be a person's name
    column = "segment" if rule.segments else "interview" if rule.interview else "coder"
    return Problem(rule.row, column, "no coding of this code is there.")


def _doubled(frame: pd.DataFrame) -> pd.Series:
    """Tell which codings another code of the same theme, coder and place stands for already."""
    placed = frame["start"].notna() & frame["end"].notna()
    place = frame["segment"].where(
        ~placed, frame["start"].astype("string") + "-" + frame["end"].astype("string")
    )
    keys = [frame["interview"], frame["coder"], frame["code"], placed, place.fillna("")]
    first = frame.groupby(keys, dropna=False, sort=False)["rank"].transform("min")
    return (frame["rank"] != first) & (placed | (frame["segment"] != ""))


def _mapped(frame: pd.DataFrame, codes: pd.DataFrame, routes: Mapping[str, Route]) -> pd.DataFrame:
    """Return one row a code of the project and theme that its codings went to."""
    counts: dict[str, dict[Route, list[int]]] = {str(code_id): {} for code_id in codes["code_id"]}
    columns = ("code_id", *Route._fields, "kept")
    for code_id, theme, rule, reason, kept in zip(*(frame[c] for c in columns), strict=True):
        count = counts[code_id].setdefault(Route(theme, rule, reason), [0, 0])
        count[0] += 1
        count[1] += bool(kept)
    records = [
        (code.path, route.code, route.rule, *count, route.reason)
        for code in codes.itertuples()
        for route, count in _counted(str(code.code_id), counts, routes)
    ]
    kinds = dict.fromkeys(MAPPED, "string") | {"codings": "Int64", "kept": "Int64"}
    return pd.DataFrame(records, columns=MAPPED).astype(kinds)


def _counted(
    code_id: str,
    counts: Mapping[str, Mapping[Route, list[int]]],
    routes: Mapping[str, Route],
) -> Iterable[tuple[Route, list[int]]]:
    """Return the ways that a code's codings went, or would have gone if it had any."""
    return (counts[code_id] or {routes[code_id]: [0, 0]}).items()


def _misnamed(routes: Mapping[str, Route], rules: Sequence[Rule]) -> Iterator[Problem]:
    """Yield the renames that put codes together, and the merges that do not."""
    become = {(route.code, code_id) for code_id, route in routes.items()}
    become |= {(rule.code, rule.code_id) for rule in rules if rule.action == "split"}
    shared = Counter(code for code, _ in become)
    for rule in rules:
        if rule.action == "rename" and shared[rule.code] > 1:
            words = f"another code of the project is {rule.code} too: say merge, and why."
            yield Problem(rule.row, "action", words)
        if rule.action == "merge" and shared[rule.code] == 1:
            words = f"no other code of the project is {rule.code}: say rename."
            yield Problem(rule.row, "action", words)


def _own_code(path: str, taken: set[str]) -> str:
    """Return a code for a theme of the project's own, unlike any other."""
    stem = re.sub(r"\W+", "_", path.casefold()).strip("_") or "code"
    number, code = 1, stem
    while code in taken:
        number += 1
        code = f"{stem}_{number}"
    return code
