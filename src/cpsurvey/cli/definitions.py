"""An export, and what the user says of its definition → the one to draft with, in words too."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from cpsurvey.drafting import coverage
from cpsurvey.exports import Definition, SurveyExport
from cpsurvey.readers import find_definition, fit_definition
from cpsurvey.readers.defined.differing import differences

NONE = Path("none")


class Chosen(NamedTuple):
    """A definition with the columns of an export, or none, and a sentence on it."""

    definition: Definition | None
    words: str


def choose_definition(path: Path, export: SurveyExport, named: Path | None = None) -> Chosen:
    """Return the definition that is named, else the export's own or the one that lies beside it."""
    if named == NONE:
        return Chosen(None, "none, as --definition none says.")
    if named:
        fitted = fit_definition(named, export)
        why = differences(fitted, export)
        doubt = f" It may be of another survey: it {why}." if why else ""
        return Chosen(fitted, f"{named.name}. {coverage(fitted, export)}{doubt}")
    found = find_definition(path, export)
    others = "".join(f" {name} beside it {why}, and is not used." for name, why in found.others)
    if found.definition is None:
        name = " If it is the definition of this survey, name it with --definition."
        close = name if any(", " in why for _, why in found.others) else ""
        return Chosen(None, f"none in {export.name} or beside it.{others}{close}")
    where = "in the file itself" if found.own else f"{found.definition.name}, which lies beside it"
    return Chosen(found.definition, f"{where}. {coverage(found.definition, export)}{others}")
