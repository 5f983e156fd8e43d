"""A project's and a team's attributes, and sets of sources → what is known of each interview."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

import pandas as pd

from cpsurvey.cleaning import typed
from cpsurvey.cleaning.answers import read_answer
from cpsurvey.cleaning.pseudonyms import source_key, without_ending
from cpsurvey.codebook import Codebook, Level, Scale
from cpsurvey.errors import ExportError, listed
from cpsurvey.exports import ATTRIBUTE_COLUMNS, CodingExport

ATTRIBUTES = (
    "group", "role", "nation", "join_mode", "professionals_joined", "interview_mode", "recorded",
)  # fmt: skip
GIVEN = ("source", "variable", "value")
NAME = "interview"
GROUPS = ("document_group", "dokumentgruppe", "grupa_dokumentow")
OVERRULED = "attribute of the project, overruled by the attributes file"
OUTWEIGHED = "set that says another thing than an attribute"
AGAIN = "attribute with another value for the same source"
NOBODY = "attribute of a source that is no interview"
Loss = tuple[str, int, str]


class Told(NamedTuple):
    """What is told of each interview, a column an attribute; its name by the team; what is lost."""

    values: pd.DataFrame
    names: pd.Series
    losses: list[Loss]


def read_attributes_of(
    export: CodingExport, kept: pd.DataFrame, codebook: Codebook, given: pd.DataFrame | None
) -> Told:
    """Return what project, sets and file say of the sources kept; the file goes before the project.

    Raises
    ------
    ExportError
        If rows of the file contradict each other, fit several sources, or none of them fits one.
    """
    scale = group_scale(codebook)
    of_file, losses = _of_file(export, kept, given)
    called = of_file["variable"] == NAME  # a project's own may be people's names
    names, of_file = of_file[called], of_file[~called]
    of_project = _spelt(export.attributes[export.attributes["value"].astype(str) != ""])
    strange = ~of_project["source_id"].isin(list(kept["source_id"]))
    of_project, losses = of_project[~strange], [*losses, *_counts(NOBODY, of_project[strange])]
    of_sets, more = _of_sets(export, scale)
    losses += more
    losses += _counts(AGAIN, _contradicting(of_project, of_project, scale))
    losses += _counts(OVERRULED, _contradicting(of_project, of_file, scale))
    before_sets = pd.concat([of_file, of_project], ignore_index=True)
    losses += _counts(OUTWEIGHED, _contradicting(of_sets, before_sets, scale))
    together = pd.concat([before_sets, of_sets], ignore_index=True)
    first = together.drop_duplicates(["source_id", "variable"])
    wide = first.pivot(index="source_id", columns="variable", values="value")
    told = wide.reindex(index=kept["source_id"], columns=list(ATTRIBUTES)).set_axis(kept.index)
    told = told.astype(object).where(told.notna(), "")
    used = first["variable"].isin(ATTRIBUTES) | _names_group(first, scale)
    losses += _counts("attribute", first[~used])
    name_of = dict(zip(names["source_id"], names["value"], strict=True))
    return Told(told, kept["source_id"].map(lambda key: name_of.get(key, "")), losses)


def group_scale(codebook: Codebook) -> Scale:
    """Return the codebook's groups as a scale, each read by code or label."""
    levels = tuple(Level(code, label, (code,)) for code, label in codebook.groups.items())
    return Scale("group", "Group", levels)


def _spelt(attributes: pd.DataFrame) -> pd.DataFrame:
    """Return attributes, those that are ours spelt as ours are."""
    frame = attributes[list(ATTRIBUTE_COLUMNS)].astype(str)
    spelt = frame["variable"].map(_spelling)
    ours = spelt.isin([*ATTRIBUTES, NAME])
    return frame.assign(variable=spelt.where(ours, frame["variable"]))


def _of_file(
    export: CodingExport, kept: pd.DataFrame, given: pd.DataFrame | None
) -> tuple[pd.DataFrame, list[Loss]]:
    """Return the team's own attributes by source, and the rows that are about no interview."""
    if given is None or given.empty:
        return pd.DataFrame(columns=list(ATTRIBUTE_COLUMNS), dtype=str), []
    file = str(given.attrs.get("name", "the attributes"))
    lacking = [column for column in GIVEN if column not in given]
    if lacking:
        raise ExportError(
            f"{file} have no column {listed(lacking)}: they need {listed(GIVEN)}, as"
            " read_attributes gives them."
        )
    given = given[given["value"].notna()]
    whole, short = _places(export.sources, str), _places(export.sources, without_ending)
    found = [
        whole.get(source_key(name)) or short.get(source_key(without_ending(name))) or []
        for name in given["source"].astype(str)
    ]
    several = [row for row, ids in zip(given.index, found, strict=True) if len(ids) > 1]
    if several:
        raise ExportError(
            f"{file}, {_rows(several)}: more than one source of {export.name} has this name; give"
            " it with its ending, or rename the sources in the coding program and export again."
        )
    nowhere = [row for row, ids in zip(given.index, found, strict=True) if not ids]
    if len(nowhere) == len(given):
        raise ExportError(
            f"{file}: no row is about a source of {export.name}; give in the first column what the"
            " coding program calls each source."
        )
    frame = _spelt(
        given.assign(source_id=[ids[0] if ids else "" for ids in found]).loc[
            [bool(ids) for ids in found]
        ]
    )
    frame = frame[frame["value"].str.strip() != ""]
    _check_file(frame, file)
    strange = ~frame["source_id"].isin(list(kept["source_id"]))
    losses = _counts(NOBODY, frame[strange])
    if nowhere:
        many = len(set(nowhere))
        losses.append(("row of the attributes that is about no source", many, _rows(nowhere)))
    return frame[~strange], losses


def _check_file(frame: pd.DataFrame, file: str) -> None:
    """Check that the team says one thing of each source, and names no two interviews alike."""
    for variable, rows in frame.groupby("variable", sort=False):
        several = rows.groupby("source_id")["value"].transform("nunique") > 1
        if several.any():
            raise ExportError(
                f"{file}, {_rows(rows.index[several])}: one source has different values in column"
                f" {variable}; leave one of them."
            )
    names = frame[frame["variable"] == NAME].drop_duplicates("source_id")
    alike = names["value"].map(source_key).duplicated(keep=False)
    if alike.any():
        raise ExportError(
            f"{file}, {_rows(names.index[alike])}: column {NAME} names these interviews alike; give"
            " each a name of its own."
        )


def _places(sources: pd.DataFrame, form: Callable[[str], str]) -> dict[str, list[str]]:
    """Return the sources that have each name, in the form in which names are compared."""
    found: dict[str, list[str]] = {}
    for source_id, name in zip(sources["source_id"], sources["name"], strict=True):
        found.setdefault(source_key(form(str(name))), []).append(str(source_id))
    return found


def _of_sets(export: CodingExport, scale: Scale) -> tuple[pd.DataFrame, list[Loss]]:
    """Return what sets of sources say: ``Parents`` a group, ``role: chair`` an attribute."""
    sets = export.sets[export.sets["member"] == "source"]
    read = {name: pair for name in sets["name"].unique() if (pair := _said(str(name), scale))}
    members = zip(sets["name"], sets["member_id"], strict=True)
    rows = [(source_id, *read[name]) for name, source_id in members if name in read]
    grouped = export.attributes[_names_group(export.attributes, scale)].assign(variable="group")
    columns = list(ATTRIBUTE_COLUMNS)
    of_sets = pd.DataFrame(rows, columns=columns, dtype=str)
    frame = pd.concat([of_sets, grouped[columns]], ignore_index=True).drop_duplicates()
    several = frame.duplicated(["source_id", "variable"], keep=False)
    losses = _counts("sets that say different things of a source", frame[several])
    unread = sets["name"].nunique() - len(read.keys() | _attributes_too(sets, export.attributes))
    others = export.sets.loc[export.sets["member"] != "source"].groupby("member")["name"].nunique()
    losses += [("set of sources", unread, "")] if unread else []
    losses += [(f"set of {member}s", int(count), "") for member, count in others.items()]
    return frame[~several], losses


def _attributes_too(sets: pd.DataFrame, attributes: pd.DataFrame) -> set[str]:
    """Return the sets such as ``gender: male`` that the reader made attributes of."""
    held = set(attributes[list(ATTRIBUTE_COLUMNS)].itertuples(index=False, name=None))
    split = (
        (str(n), str(n).partition(":"), m)
        for n, m in zip(sets["name"], sets["member_id"], strict=True)
    )
    return {
        n for n, (variable, _, value), m in split if (m, variable.strip(), value.strip()) in held
    }


def _said(name: str, scale: Scale) -> tuple[str, str] | None:
    """Return the attribute and value that the name of a set stands for, if any."""
    variable, colon, value = name.partition(":")
    spelt = _spelling(variable)
    if colon and spelt in ATTRIBUTES and value.strip():
        return spelt, value.strip()
    return ("group", name) if read_answer(name, scale).value else None


def _names_group(attributes: pd.DataFrame, scale: Scale) -> pd.Series:
    """Tell which attributes are a document's group in the program and a group of the codebook."""
    documents = attributes["variable"].map(_spelling).isin(GROUPS)
    read = attributes["value"].map(lambda value: bool(read_answer(str(value), scale).value))
    return documents.astype(bool) & read.astype(bool)


def _spelling(variable: object) -> str:
    """Return an attribute's name as one of ours is spelt."""
    return typed.key(str(variable)).replace(" ", "_")


def _contradicting(attributes: pd.DataFrame, others: pd.DataFrame, scale: Scale) -> pd.DataFrame:
    """Return the attributes of which others say something else first."""
    key = ["source_id", "variable"]
    first = others.drop_duplicates(key)[[*key, "value"]]
    both = attributes.merge(first, on=key, suffixes=("", "_first"))
    meant, meant_first = (
        [_meant(*said, scale) for said in zip(both["variable"], both[column], strict=True)]
        for column in ("value", "value_first")
    )
    differ = [one != other for one, other in zip(meant, meant_first, strict=True)]
    return both[pd.Series(differ, index=both.index, dtype=bool)]


def _meant(variable: str, value: str, scale: Scale) -> str:
    """Return what a value stands for: Parents and parent are one group."""
    level = read_answer(value, scale).value if variable == "group" else None
    return str(level or typed.key(value))


def _counts(what: str, attributes: pd.DataFrame) -> list[Loss]:
    """Return how many attributes of each name are lost so."""
    counts = attributes["variable"].value_counts().sort_index()
    return [(what, int(count), str(variable)) for variable, count in counts.items()]


def _rows(rows: Iterable[object]) -> str:
    """Return rows of a file in words, each once."""
    every = list(dict.fromkeys(rows))
    return f"{'row' if len(every) == 1 else 'rows'} {listed(every)}"
