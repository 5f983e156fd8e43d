"""Exports to be combined in; an error where they contradict or double each other."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from cpsurvey.cleaning.combine_identifiers import Renamed, mapped
from cpsurvey.errors import ExportError, listed
from cpsurvey.exports import CodingExport


def check_namesakes(exports: Sequence[CodingExport]) -> None:
    """Stop where a name that two sources of one export bear stands in another export too."""
    for one, other in ((a, b) for a in exports for b in exports if a is not b):
        doubled = set(one.sources["name"][one.sources["name"].duplicated()])
        if doubled & set(other.sources["name"]):
            raise ExportError(
                f"{one.name} has two sources of one name, and {other.name} has it too: which of"
                " them it is cannot be told; rename them in the coding program and export again."
            )


def check_codings(renamed: Sequence[Renamed]) -> None:
    """Stop where two exports would count the same codings twice."""
    held = [
        mapped(r.own.codings, source_id=r.sources, code_id=r.codes, coder=r.coders) for r in renamed
    ]
    first: dict[tuple[str, str], dict[str, int]] = {}
    for number, codings in enumerate(held):
        told = codings[["source_id", "code_id", "coder"]].drop_duplicates()
        for source, code, coder in told.itertuples(index=False):
            others = first.setdefault((source, code), {})
            same = [
                n for c, n in others.items() if n != number and (c == coder or "" in (c, coder))
            ]
            if same:
                raise ExportError(
                    f"{renamed[same[0]].own.name} and {renamed[number].own.name} both hold codings"
                    " of the same source with the same code, by the same coder or by one that is"
                    " not named: give each coding once."
                )
            others[coder] = number


def check_texts(renamed: Sequence[Renamed]) -> None:
    """Stop where a source has different words in two exports, or positions without its words."""
    words: dict[str, tuple[str, str]] = {}
    for r in renamed:
        for key, text in r.own.texts.items():
            known, where = words.setdefault(r.sources[key], (text, r.own.name))
            if known != text:
                raise ExportError(
                    f"{where} and {r.own.name} have a source of one name with different words:"
                    " positions in one are not those in the other; export both from projects with"
                    " the same texts, or give the sources names of their own."
                )
    for r in renamed:
        placed = r.own.codings.loc[r.own.codings["start"].notna(), "source_id"]
        for source in dict.fromkeys(placed):
            if source not in r.own.texts and r.sources[source] in words:
                raise ExportError(
                    f"{r.own.name} has positions in a source whose words it does not hold and"
                    f" {words[r.sources[source]][1]} does: that they are positions in these words"
                    " cannot be told; export both projects with their texts."
                )


def check_attributes(attributes: pd.DataFrame, exports: Sequence[CodingExport]) -> None:
    """Stop where an attribute of a source has different values in two exports."""
    told = attributes.drop_duplicates()
    key = ["source_id", "variable"]
    across = told.groupby(key).agg(values=("value", "nunique"), exports=("export", "nunique"))
    across = across[(across["values"] > 1) & (across["exports"] > 1)]
    if len(across):
        variables = sorted({str(variable) for _, variable in across.index})
        source, variable = across.index[0]
        where = told[(told["source_id"] == source) & (told["variable"] == variable)]["export"]
        files = listed(dict.fromkeys(exports[number].name for number in where))
        raise ExportError(
            f"{files} give a source different values of {listed(variables)}: make them the same."
        )
