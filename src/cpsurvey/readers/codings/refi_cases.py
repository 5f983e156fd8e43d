"""The cases of a REFI-QDA project in; which sources they belong to, and what is lost, out.

NVivo gives a case sources, passages and codes; MAXQDA and Quirkos write a nameless case for each
document; QualCoder names its cases and loses which source each belongs to. No real file with cases
was at hand: this follows the schema and what importers of such files say of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import NamedTuple
from xml.etree.ElementTree import Element

from cpsurvey.readers.codings.losses import (
    CASE_NAME,
    CASE_WITHOUT_SOURCE,
    SELECTION_OF_CASE,
    Loss,
)
from cpsurvey.readers.codings.refi_selections import (
    NOT_IN_TEXT,
    RefiGiven,
    RefiSelection,
    whole_source,
)
from cpsurvey.readers.codings.refi_sources import Source
from cpsurvey.readers.codings.selections import Place
from cpsurvey.readers.files.elements import guid

BY_REFERENCE, BY_PASSAGES, BY_NAME = "reference", "passages", "name"


class Case(NamedTuple):
    """A case, the sources it belongs to, and how that is known; `passages` it was given."""

    element: Element
    sources: tuple[str, ...]
    tie: str
    passages: int


def case_ids(root: Element) -> set[str]:
    """Return the identifiers of all cases."""
    return {guid(case) for case in root.iterfind("Cases/Case")} - {""}


def without_cases(
    selections: Sequence[RefiSelection], cases: Collection[str]
) -> tuple[list[RefiSelection], dict[str, list[RefiSelection]]]:
    """Return the selections without the cases they were given to, and those by case.

    NVivo gives a passage to a case as it gives it a code.
    """
    codings = []
    given_to: dict[str, list[RefiSelection]] = {}
    for found in selections:
        for given in found.given:
            if given.code_id in cases:
                given_to.setdefault(given.code_id, []).append(found)
        rest = tuple(given for given in found.given if given.code_id not in cases)
        if rest == found.given:
            codings.append(found)
        elif rest or not found.whole:
            codings.append(replace(found, given=rest))
    return codings, given_to


def read_cases(
    root: Element,
    sources: Sequence[Source],
    selections: Sequence[RefiSelection],
    given_to: Mapping[str, Sequence[RefiSelection]],
    places: Mapping[str, Place],
) -> list[Case]:
    """Return the cases with the sources they belong to.

    Without a reference to a source, that is the one source of which the case's passages are more
    than half, or the one that bears its name.
    """
    known = {source.source_id: source for source in sources}
    elements = root.findall("Cases/Case")
    held = {found.guid: found for found in selections if found.guid}
    names = Counter(_stem(case.get("name", "")) for case in elements if not _members(case, known))
    by_name = _by_name(sources)
    cases = []
    for case in elements:
        refs = [guid(ref, "targetGUID") for ref in case.iterfind("SelectionRef")]
        passages = [*given_to.get(guid(case), ()), *(held[ref] for ref in refs if ref in held)]
        members, tie = _members(case, known), BY_REFERENCE
        if not members and (most := _most(passages, places, known)):
            members, tie = [most], BY_PASSAGES
        name = _stem(case.get("name", ""))
        if not members and names[name] == 1 and name in by_name:
            members, tie = [by_name[name]], BY_NAME
        cases.append(Case(case, tuple(members), tie if members else "", len(passages)))
    return cases


def case_codings(
    cases: Sequence[Case], selections: Sequence[RefiSelection], last: int
) -> list[RefiSelection]:
    """Return the codes given to cases, as codes given to all of each of their sources.

    `last` is the number of the last segment there is.
    """
    segments = {found.source_id: found.segment for found in selections if found.whole}
    made = []
    for case in cases:
        codes = [
            RefiGiven(guid(ref, "targetGUID"), "", "", ref)
            for ref in case.element.iterfind("CodeRef")
        ]
        for source in case.sources if codes else ():
            if source not in segments:
                last += 1
                segments[source] = f"s{last}"
            made.append(whole_source(source, segments[source], case.element, codes))
    return made


def case_losses(
    root: Element,
    sources: Sequence[Source],
    selections: Sequence[RefiSelection],
    cases: Sequence[Case],
) -> list[Loss]:
    """Return what of cases is not in the attributes or codings."""
    astray = [case.element for case in cases if not case.sources]
    ties = Counter(case.tie for case in cases)
    values = sum(len(case.findall("VariableValue")) for case in astray)
    in_text = {found.guid for found in selections}
    elsewhere = {guid(e) for s in sources for e in s.element if e.tag in NOT_IN_TEXT} - in_text
    own = {source.source_id: source for source in sources}
    apart = _astray(root, "SelectionRef", in_text)
    lost = _astray(root, "SelectionRef", in_text | elsewhere)
    nowhere = _astray(root, "SourceRef", own) + lost
    passages = sum(case.passages for case in cases) + apart - lost
    return [
        Loss(CASE_WITHOUT_SOURCE, len(astray), f"{values} values" if values else ""),
        Loss("case given the source of its name", ties[BY_NAME], "kept"),
        Loss("case given the source of its selections", ties[BY_PASSAGES], "kept"),
        Loss(CASE_NAME, sum(_has_own_name(case, own) for case in cases)),
        Loss(SELECTION_OF_CASE, passages),
        Loss("code given to a case", sum(len(case.findall("CodeRef")) for case in astray)),
        Loss("reference of a case to what is not in the project", nowhere),
    ]


def _astray(root: Element, tag: str, known: Collection[str]) -> int:
    """Count the references of cases to what is not there."""
    refs = root.iterfind(f"Cases/Case/{tag}")
    return sum(guid(ref, "targetGUID") not in known for ref in refs)


def _members(case: Element, known: Mapping[str, Source]) -> list[str]:
    """Return the sources a case refers to, if they are there."""
    members = (guid(member, "targetGUID") for member in case.iterfind("SourceRef"))
    return [member for member in dict.fromkeys(members) if member in known]


def _most(
    passages: Sequence[RefiSelection], places: Mapping[str, Place], known: Mapping[str, Source]
) -> str:
    """Return the one source all passages are from, if they are more than half of it."""
    sources = {found.source_id for found in passages}
    if len(sources) != 1:
        return ""
    source = known[sources.pop()]
    length = 0 if source.text is None else len(source.text.text)
    covered: set[int] = set()
    for place in {places[found.segment] for found in passages if found.segment in places}:
        if source.text is not None and place.start is not None and place.end is not None:
            covered.update(range(place.start, place.end))
    return source.source_id if 2 * len(covered) > length else ""


def _by_name(sources: Sequence[Source]) -> dict[str, str]:
    """Return the sources whose names, without what files end with, no other source bears."""
    names = Counter(_stem(source.name) for source in sources)
    stems = {source.source_id: _stem(source.name) for source in sources}
    return {name: source for source, name in stems.items() if name and names[name] == 1}


def _stem(name: str) -> str:
    """Return a name as two are compared: without the ending of a file, in one case."""
    return PurePath(name.strip()).stem.casefold()


def _has_own_name(case: Case, sources: Mapping[str, Source]) -> bool:
    """Tell whether a case has a name that its sources do not have."""
    name = _stem(case.element.get("name", ""))
    return bool(name) and name not in {_stem(sources[source].name) for source in case.sources}
