"""Tables, and what is known of them → the report of a study, in the forms asked for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from cpsurvey.claims import load_claims
from cpsurvey.cli.built import read_built
from cpsurvey.cli.notebooks import folder_name
from cpsurvey.codebook import load_codebook
from cpsurvey.errors import CpsurveyError, QuestionError
from cpsurvey.report.making import make_report
from cpsurvey.report.writing import check_formats, write_report

USUAL = Path("data") / "processed"
BUILD = Path("build")


class Told(NamedTuple):
    """What a report is made from: paths, or None for what the package has."""

    tables: Path | None = None
    codebook: Path | None = None
    registry: Path | None = None
    words: Path | None = None
    profile: str | None = None
    title: str = ""


def write_whole_report(told: Told, out: Path | None, formats: Sequence[str]) -> list[Path]:
    """Write the report of some tables; of named ones into a folder of the data's own name."""
    check_formats(formats)
    source = told.tables or USUAL
    tables = read_built(source)
    folder = out or (BUILD / folder_name(tables.name) if told.tables else BUILD) / "report"
    _check_place(folder, source)
    codebook = load_codebook(told.codebook) if told.codebook else None
    claims = load_claims(told.registry, words=told.words) if told.registry else None
    try:
        report = make_report(
            tables,
            title=told.title,
            profile=told.profile,
            claims=claims,
            words=told.words,
            codebook=codebook,
        )
    except QuestionError as error:
        raise CpsurveyError(_with_help(str(error), told)) from error
    return write_report(report, folder, formats)


def _check_place(out: Path, tables: Path) -> None:
    """Stop unless a report can be written here, apart from the tables."""
    if out.is_file():
        raise CpsurveyError(f"{out} is a file: name a folder for the report.")
    if tables.resolve() in (out.resolve(), *out.resolve().parents):
        raise CpsurveyError(
            f"{out} lies with the tables, which are replaced as a whole: name another folder for"
            " the report."
        )


def _with_help(said: str, told: Told) -> str:
    """Return what is amiss, and which file to name for other tables where claims were not named."""
    if told.registry or not told.words:
        return said
    return f"{said} For tables of another study, name its claims with --registry FILE."
