"""What platforms write into the column of an option: that it was ticked, or that it was not."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from cpsurvey.codebook.normalise import normalise

# Pairs of ticked and not ticked, compared after normalisation; a lone tick beside blanks is common.
TICKS = {
    "1": "0",
    "yes": "no",
    "y": "n",
    "true": "false",
    "checked": "unchecked",
    "selected": "not selected",
    "ticked": "unticked",
    "chosen": "not chosen",
    "mentioned": "not mentioned",
    "quoted": "not quoted",
    "ja": "nein",
    "oui": "non",
    "sí": "no",
    "ydw": "nac ydw",
    "ydy": "nac ydy",
    "oes": "nac oes",
    "ie": "nage",
    "gewählt": "nicht gewählt",
    "ausgewählt": "nicht ausgewählt",
    "genannt": "nicht genannt",
    "angekreuzt": "nicht angekreuzt",
    "coché": "non coché",
    "seleccionado": "no seleccionado",
    "sim": "não",
    "x": "",
}
TICKED = frozenset(TICKS)
UNTICKED = frozenset(TICKS.values()) - {""} | {"not checked", "not ticked", "unselected"}


@cache
def unticked_as(label: str) -> frozenset[str]:
    """Return what stands in the column of an option that was not ticked, by the option's label.

    Survey tools give it to the 0 of an SPSS file, often declared as user-missing.

    Examples
    --------
    >>> "no to: tea" in unticked_as("Tea")
    True
    """
    key = normalise(label)
    forms = ("no to: {}", "no to {}", "not {}", "not: {}", "not selected: {}", "no: {}", "{}: no")
    return frozenset(form.format(key) for form in forms) if key else frozenset()


def holds_option(answers: Iterable[str], labels: Iterable[str]) -> bool:
    """Tell whether answers are one alone, the option of which these are labels, or not ticked.

    Answers are given as they are compared. A long label may have been cut off on either side.

    Examples
    --------
    >>> holds_option(["tea"], ["Tea"]), holds_option(["tea", "coffee"], ["Tea"])
    (True, False)
    """
    known = {normalise(label) for label in labels} - {""}
    keys = set(answers) - UNTICKED.union(*map(unticked_as, known))
    return len(keys) == 1 and any(
        key == label or (len(label) > 20 and (label.startswith(key) or key.startswith(label)))
        for key in keys
        for label in known
        if key
    )


def ticks_only(cells: Iterable[str]) -> bool:
    """Tell whether different cells hold nothing but signs for ticked and not ticked.

    Examples
    --------
    >>> ticks_only(["Y", "N/A", ""]), ticks_only(["Y", "Often"])
    (True, False)
    """
    held = {cell.strip().casefold() for cell in cells} - {"", "n/a"}
    return bool(held) and held <= TICKED | UNTICKED
