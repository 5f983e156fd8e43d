"""The variables of a REFI-QDA project and its cases in; what they say of its sources out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from xml.etree.ElementTree import Element

from cpsurvey.moments import as_told
from cpsurvey.readers.codings.losses import VARIABLE_WITHOUT_VALUE, Loss
from cpsurvey.readers.codings.refi_cases import Case
from cpsurvey.readers.codings.refi_sources import Source, parts_of
from cpsurvey.readers.files.elements import guid

WHOLE = re.compile(r"([+-]?[0-9]+)\.0*")
TRUTH = {"1": "true", "0": "false"}
Attribute = tuple[str, str, str]


def read_attributes(
    root: Element, sources: Sequence[Source], cases: Sequence[Case]
) -> list[Attribute]:
    """Return what is said of sources, by themselves or by the cases they belong to."""
    variables = _variables(root)
    rows = [
        (source.source_id, *pair)
        for source in sources
        for part in parts_of(source)
        for pair in _values(part, variables)
    ]
    for case in cases:
        values = list(_values(case.element, variables))
        rows.extend((source, *pair) for source in case.sources for pair in values)
    return rows


def attribute_losses(root: Element, sources: Sequence[Source]) -> list[Loss]:
    """Return the variables and values that are not in the attributes."""
    variables = _variables(root)
    used = [guid(ref, "targetGUID") for ref in root.iter("VariableRef")]
    nowhere = sum(variable not in variables for variable in used)
    again = len(root.findall("Variables/Variable")) - len(variables)
    return [
        Loss("value of a variable that is not in the project", nowhere),
        Loss("value of neither a source nor a case", _values_elsewhere(root, sources)),
        Loss(VARIABLE_WITHOUT_VALUE, len(set(variables) - set(used))),
        Loss("variable listed more than once", again),
    ]


def _variables(root: Element) -> dict[str, str]:
    """Return the variables with their names."""
    return {guid(v): v.get("name", "") for v in reversed(root.findall("Variables/Variable"))}


def _values_elsewhere(root: Element, sources: Sequence[Source]) -> int:
    """Count the values of variables that are said of anything else."""
    held = [part for source in sources for part in parts_of(source)]
    held += root.findall("Cases/Case")
    every = sum(1 for _ in root.iter("VariableValue"))
    return every - sum(len(part.findall("VariableValue")) for part in held)


def _values(element: Element, variables: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Give the variables and values of a source or a case."""
    for value in element.iterfind("VariableValue"):
        variable = variables.get(guid(value.find("VariableRef"), "targetGUID"), "")
        texts = [_typed(child) for child in value if child.tag.endswith("Value")]
        if variable and texts:
            yield variable, texts[0]


def _typed(value: Element) -> str:
    """Return a value as people write it: 3 for 3.0, true for 1, a moment in ISO order."""
    text = value.text or ""
    if value.tag == "TextValue":
        return text
    text = text.strip()
    if value.tag == "BooleanValue":
        return TRUTH.get(text, text.casefold())
    if value.tag == "FloatValue" and (whole := WHOLE.fullmatch(text)):
        return whole[1]
    return as_told(text) if value.tag.startswith("Date") else text
