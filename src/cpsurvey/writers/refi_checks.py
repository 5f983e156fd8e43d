"""The parts of a coded project in; nothing out, or the error that says what does not fit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from cpsurvey.errors import TablesError, listed
from cpsurvey.writers.elements import is_xml

CODES = ("code", "name", "parent")
CODINGS = ("source", "code", "coder", "start", "end")


def check_project(
    name: str,
    users: Sequence[str],
    codes: pd.DataFrame,
    sources: Sequence[tuple[str, str, Mapping[str, str]]],
    codings: pd.DataFrame,
) -> None:
    """Raise unless codes, sources and codings make one project."""
    _has_columns("codes", codes, CODES)
    _has_columns("codings", codings, CODINGS)
    lengths = {source: len(text) for source, text, _ in sources}
    _once("coder", users)
    _once("code", codes["code"])
    _once("source", [source for source, *_ in sources])
    _known("parent", codes["parent"], ["", *codes["code"]])
    _known("source", codings["source"], lengths)
    _known("code", codings["code"], codes["code"])
    _known("coder", codings["coder"], ["", *users])
    _rooted(codes)
    _inside(codings, lengths)
    _writable(name, users, codes, sources)


def _has_columns(what: str, frame: pd.DataFrame, columns: Sequence[str]) -> None:
    """Raise if a table lacks a column."""
    missing = [column for column in columns if column not in frame]
    if missing:
        raise TablesError(f"The {what} lack {listed(missing)}; they need {listed(columns)}.")


def _once(what: str, names: Iterable[str]) -> None:
    """Raise if a name stands for two things."""
    column = pd.Series(list(names), dtype=object)
    doubled = column[column.duplicated()].unique()
    if len(doubled):
        raise TablesError(f"More than one {what} is called {listed(doubled)}.")


def _known(what: str, names: Iterable[str], known: Iterable[str]) -> None:
    """Raise if a name is used that stands for nothing."""
    unknown = sorted(set(names) - set(known))
    if unknown:
        raise TablesError(f"There is no {what} {listed(unknown)}, yet it is referred to.")


def _rooted(codes: pd.DataFrame) -> None:
    """Raise if codes are each other's parents."""
    reached: set[str] = set()
    level = {""}
    while level:
        level = set(codes.loc[codes["parent"].isin(level), "code"]) - reached
        reached |= level
    astray = sorted(set(codes["code"]) - reached)
    if astray:
        raise TablesError(f"The codes {listed(astray)} are below one another, and so below none.")


def _inside(codings: pd.DataFrame, lengths: Mapping[str, int]) -> None:
    """Raise if a coding is not within its text."""
    ends = pd.Series([lengths[s] for s in codings["source"]], index=codings.index, dtype="int64")
    fits = (codings["start"] >= 0) & (codings["start"] <= codings["end"]) & (codings["end"] <= ends)
    if not fits.all():
        raise TablesError(
            f"Codings that do not lie within their text: {int((~fits).sum())}, the first of"
            f" {codings.loc[~fits, 'source'].iloc[0]}. Start and end count its code points from 0."
        )


def _writable(
    name: str,
    users: Sequence[str],
    codes: pd.DataFrame,
    sources: Sequence[tuple[str, str, Mapping[str, str]]],
) -> None:
    """Raise if a name or value holds a character that XML does not know, or a text a NUL."""
    names = [name, *users, *(source for source, *_ in sources)]
    names += [part for *_, attributes in sources for pair in attributes.items() for part in pair]
    for column in ("code", "name", "description", "colour"):
        names += codes[column].tolist() if column in codes else []
    odd = sum(not isinstance(word, str) or not is_xml(word) for word in names)
    odd += sum("\0" in text for _, text, _ in sources)
    if odd:
        raise TablesError(
            f"{odd} names, values or texts are missing or hold control characters, which a project"
            " file cannot."
        )
