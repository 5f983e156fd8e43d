"""Blocks, flow and display logic of a Qualtrics definition in, the routing of questions out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

CHOICE = re.compile(r"q://(QID\d+)/SelectableChoice/(\d+)")
ENDS = ("ENDOFSURVEY",)


def routed_questions(elements: list[dict[str, Any]]) -> tuple[list[str], set[str]]:
    """Return the questions in the order of their blocks, and those not shown to everyone.

    Not shown to everyone is what a branch or a draw leads to, and what stands below a skip that
    leads past it.
    """
    payloads = [element["Payload"] for element in elements if element["Element"] == "BL"]
    found = payloads[0] if payloads else []
    blocks = [
        block
        for block in (found.values() if isinstance(found, dict) else found)
        if block.get("Type") != "Trash"
    ]
    flows = [element["Payload"] for element in elements if element["Element"] == "FL"]
    flow = flows[0] if flows else {}
    visits = list(_visits(flow.get("Flow") or [], routed=False)) if isinstance(flow, dict) else []
    behind = {block for block, _ in visits} - {block for block, routed in visits if not routed}
    places = {block: place for place, (block, _) in reversed(list(enumerate(visits)))}
    order: list[str] = []
    routed: set[str] = set()
    for block in sorted(blocks, key=lambda block: places.get(block.get("ID"), len(places))):
        passed = block.get("ID") in behind
        for part in block.get("BlockElements") or []:
            if part.get("Type") == "Question":
                order.append(str(part["QuestionID"]))
                if passed:
                    routed.add(order[-1])
                skips = part.get("SkipLogic") or []
                passed = passed or any(s.get("SkipToDestination") not in ENDS for s in skips)
    if not payloads:
        order = [str(e["PrimaryAttribute"]) for e in elements if e["Element"] == "SQ"]
    return order, routed


def _visits(flow: list[dict[str, Any]], *, routed: bool) -> Iterator[tuple[str, bool]]:
    """Yield the blocks of a flow, and whether a branch or a draw leads to them."""
    for step in flow:
        kind, below = step.get("Type"), step.get("Flow") or []
        if kind in ("Block", "Standard"):
            yield str(step.get("ID")), routed
        drawn = kind == "BlockRandomizer" and int(step.get("SubSet") or len(below)) < len(below)
        yield from _visits(below, routed=routed or kind == "Branch" or drawn)


def shown_if_selected(
    logic: Mapping[str, Any], reference: Callable[[str], tuple[str, dict[str, str]] | None]
) -> tuple[str, tuple[str, ...]] | None:
    """Return the question and answers that show another, where the logic says no more than that.

    `reference` gives the name of a closed question and the labels of its choices.
    """
    groups = [group for key, group in logic.items() if key.isdigit()]
    if len(groups) != 1:
        return None
    conditions = [condition for key, condition in groups[0].items() if key.isdigit()]
    selected = [CHOICE.fullmatch(str(c.get("ChoiceLocator", ""))) for c in conditions]
    joined = [str(c.get("Conjuction", c.get("Conjunction", "Or"))) for c in conditions[1:]]
    plain = all(c.get("Operator") == "Selected" for c in conditions) and all(selected)
    keys = {match[1] for match in selected if match}
    if not plain or len(keys) != 1 or any(word.casefold() != "or" for word in joined):
        return None
    found = reference(keys.pop())
    if found is None:
        return None
    name, labels = found
    answers = [labels.get(match[2], "") for match in selected if match]
    return (name, tuple(answers)) if all(answers) else None
