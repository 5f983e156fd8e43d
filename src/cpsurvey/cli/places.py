"""Where a command is to write → nothing, or one sentence on why not there."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

from cpsurvey.errors import CpsurveyError, listed
from cpsurvey.files import strangers
from cpsurvey.readers import read_settled
from cpsurvey.tables import DESCRIPTOR

IGNORE, COMMENTS, TO_SETTLE = ".gitignore", "comments.csv", "to-settle.csv"
NAMES, MEMOS, PASSAGES = "interview-names.csv", "memos.csv", "passages.csv"
FREE_TEXT = (IGNORE, COMMENTS, TO_SETTLE, NAMES, MEMOS, PASSAGES)


def check_file(out: Path, form: str) -> None:
    """Stop unless a file of this form can be called this."""
    if out.is_dir():
        raise CpsurveyError(f"{out} is a folder: name a file in it that ends in .{form}.")
    if out.suffix.casefold() != f".{form}":
        raise CpsurveyError(f"{out} does not end in .{form}: name a file that does.")


def check_elsewhere(out: Path) -> None:
    """Stop if a folder that is to be replaced is the one that the command is run in."""
    if Path.cwd().is_relative_to(out.resolve()):
        raise CpsurveyError(f"{out} is the folder you are in: name one in it.")


def check_folder(out: Path, known: Iterable[str], what: str) -> None:
    """Stop if a folder that is to be replaced is none, or holds anything else."""
    if out.is_file():
        raise CpsurveyError(f"{out} is a file: name a folder for {what}.")
    check_elsewhere(out)
    if others := strangers(out, known):
        raise CpsurveyError(
            f"{out} holds {listed(others)}, which would be lost: name a folder for {what} that is"
            " empty, new, or holds nothing else."
        )


def check_apart(free_text: Path, tables: Path) -> None:
    """Stop if free text would lie with tables, or take the place of what was filled in by hand."""
    if _is_with(free_text, tables) or free_text.resolve() in tables.resolve().parents:
        raise CpsurveyError(
            f"{free_text} is not apart from tables, and free text has to be: name a folder that"
            " neither lies in theirs nor holds it."
        )
    check_folder(free_text, FREE_TEXT, "free text")
    to_settle = free_text / TO_SETTLE
    if to_settle.exists() and (read_settled(to_settle)["code"] != "").any():
        raise CpsurveyError(
            f"{to_settle} has codes filled in, which would be lost: move it beside your exports and"
            " give it with --settled, or name another folder for free text."
        )


def check_words(out: Path, tables: Path) -> None:
    """Stop if a project with what people said would lie with tables."""
    if _is_with(out.parent, tables):
        raise CpsurveyError(
            f"{out} would lie with tables, and it holds what people said: name a file elsewhere."
        )


def _is_with(folder: Path, tables: Path) -> bool:
    """Tell whether a folder lies in one of tables, these or others, or is one."""
    here = folder.resolve()
    inside = tables.resolve() in (here, *here.parents)
    kept = ("data", "processed") in pairwise(here.parts)
    return inside or kept or any((place / DESCRIPTOR).exists() for place in (here, here.parent))
