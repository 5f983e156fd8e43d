"""What platforms write into the column of an option: that it was ticked, or that it was not."""

from __future__ import annotations

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
    "x": "",
}
TICKED = frozenset(TICKS)
UNTICKED = frozenset(TICKS.values()) - {""} | {"not checked", "not ticked"}
