"""One name for one loss, whichever program a project is from."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from pathlib import Path

from cpsurvey.readers.codings import losses
from cpsurvey.readers.codings.losses import Loss, to_table

HOME = Path(losses.__file__).parent
# What programs call a selection, and a passage, which is its words.
OTHER_WORDS = re.compile(r"\b(passage|highlight|quotation|excerpt|segment|document|tag)s?\b")
OF_ONE_PROGRAM = {"list of tags parted by commas"}


def written() -> dict[str, set[str]]:
    """Each name that stands in a call of Loss as words, with the modules that it stands in."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in HOME.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Loss":
                what = node.args[0]
                if isinstance(what, ast.Constant):
                    found[what.value].add(path.stem)
    return found


def shared() -> set[str]:
    """The names that stand in losses.py."""
    held = {name: value for name, value in vars(losses).items() if name.isupper()}
    texts = {value for name, value in held.items() if isinstance(value, str)}
    return texts - {losses.LOSS_COLUMNS} | set(losses.IN_MEDIA.values())


def test_a_name_that_several_readers_use_stands_in_one_place():
    names = written()
    assert len(names) > 40
    assert {name: modules for name, modules in names.items() if len(modules) > 1} == {}
    assert set(names) & shared() == set()


def test_what_is_marked_is_a_selection_and_what_is_in_it_a_source():
    strange = {n for n in {*written(), *shared()} if OTHER_WORDS.search(n)} - OF_ONE_PROGRAM
    assert strange == set()


def test_what_is_counted_twice_is_one_row():
    found = to_table([Loss("link", 2), Loss("graph", 0), Loss("link", 1), Loss("link", 1, "of A")])
    assert found.to_numpy().tolist() == [["link", 1, "of A"], ["link", 3, ""]]
