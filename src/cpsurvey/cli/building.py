"""A folder of exports and a codebook → tables, what to tell of them, and free text apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from cpsurvey.cleaning import build_tables, combine_coding_exports
from cpsurvey.cleaning.pseudonyms import is_code
from cpsurvey.cli.free_text import free_text_files
from cpsurvey.cli.places import IGNORE, check_apart, check_elsewhere
from cpsurvey.cli.sources import SOURCES, Sources, read_sources
from cpsurvey.codebook import Codebook, load_codebook
from cpsurvey.errors import CpsurveyError, listed
from cpsurvey.exports import CodingExport, SurveyExport
from cpsurvey.files import replacing_folder, write_files
from cpsurvey.readers import (
    read_attributes,
    read_coding_export,
    read_decisions,
    read_frame,
    read_settled,
    read_survey_export,
)
from cpsurvey.report import data_report
from cpsurvey.report.data_reports.summary import build_summary
from cpsurvey.tables import InterviewTables, SurveyTables, write_tables


class Built(NamedTuple):
    """The tables, and all that they were built from."""

    tables: SurveyTables | InterviewTables
    surveys: list[SurveyExport]
    codings: list[CodingExport]
    codebook: Codebook
    rules: str
    decisions: pd.DataFrame | None
    settled: pd.DataFrame | None
    project: CodingExport | None

    @property
    def summary(self) -> str:
        """What came in and what became of it, in words."""
        return build_summary(self.tables, self.surveys, self.codings, self.codebook)


def build(
    raw: Path,
    codebook: Path | None = None,
    *,
    rules: str = "default",
    group: str = "",
    platform: str = "",
    sheet: str = "",
    decisions: Path | None = None,
    settled: Path | None = None,
    attributes: Path | None = None,
    frame: Path | None = None,
) -> Built:
    """Read every export, and build the tables.

    A team's own files named here take the place of those that sources.toml names.
    """
    sources = read_sources(raw, group=group, platform=platform, sheet=sheet)
    questionnaire = load_codebook(codebook)
    surveys = [record for record in sources.records if record["kind"] == "survey"]
    if codebook is None:
        _check_whose(surveys, questionnaire)
    own = sources._replace(
        decisions=decisions or sources.decisions,
        settled=settled or sources.settled,
        attributes=attributes or sources.attributes,
        frame=frame or sources.frame,
    )
    _check_about(own, raw)
    decided = read_decisions(own.decisions) if own.decisions else None
    matched = read_settled(own.settled) if own.settled else None
    known = read_attributes(own.attributes) if own.attributes else None
    framed = read_frame(own.frame) if own.frame else None
    answered = [_read(record) for record in surveys]
    coded = read_codings(sources)
    project = combine_coding_exports(coded) if len(coded) > 1 else next(iter(coded), None)
    shown = [_without_person(export, number) for number, export in enumerate(coded, start=1)]
    one = len(coded) == 1 and Path(coded[0].name).stem == sources.data
    tables = build_tables(
        answered,
        [project] if project else [],
        questionnaire,
        rules=rules,
        name=Path(shown[0].name).stem if one else sources.data,
        decisions=decided,
        settled=matched,
        attributes=known,
        frame=framed,
    )
    return Built(tables, answered, shown, questionnaire, rules, decided, matched, project)


def read_codings(sources: Sources) -> list[CodingExport]:
    """Read every export of coded interviews."""
    codings = [record["path"] for record in sources.records if record["kind"] == "interviews"]
    return [read_coding_export(path) for path in codings]


def _without_person(export: CodingExport, number: int) -> CodingExport:
    """Return an export of one interview under a name of ours: its file is called as a person is."""
    path = Path(export.name)
    if len(export.sources) != 1 or is_code(path.stem):
        return export
    return replace(export, name=f"interview-file-{number}{path.suffix}")


def _check_about(sources: Sources, raw: Path) -> None:
    """Stop where a team's own file is about a survey or about interviews that are not there."""
    kinds = {record["kind"] for record in sources.records}
    files = {
        "survey": (sources.decisions, sources.settled),
        "interviews": (sources.attributes, sources.frame),
    }
    for kind, none in (("survey", "is no survey"), ("interviews", "are no interviews")):
        unused = [str(path) for path in files[kind] if path]
        if kind not in kinds and unused:
            raise CpsurveyError(f"there {none} in {raw}, so {listed(unused)} is about nothing.")


def _read(record: Mapping[str, str]) -> SurveyExport:
    """Read one survey export, as its record in sources.toml says."""
    return read_survey_export(
        record["path"],
        group=record["group"],
        instrument=record["instrument"],
        platform=record["platform"],
        sheet=record["sheet"],
    )


def _check_whose(surveys: Sequence[Mapping[str, str]], study: Codebook) -> None:
    """Stop where a survey is none of the study's, and no other codebook was named."""
    codes = [instrument.code for instrument in study.instruments]
    strange = [Path(record["path"]).name for record in surveys if record["instrument"] not in codes]
    if strange:
        raise CpsurveyError(
            f"{listed(strange)} cannot be read without a codebook: name yours with --codebook, or,"
            f" for the 2020 study, say with --group (in a folder, in {SOURCES}) which of"
            f" {listed(codes)} answered."
        )


def write_built(
    built: Built, out: Path, *, report: bool = False, free_text: Path | None = None
) -> list[Path]:
    """Write the tables, the data report beside them, and free text apart; none if one fails.

    Returns the files of free text.
    """
    check_elsewhere(out)
    page = _report(built) if report else ""
    if free_text is None:
        write_tables(built.tables, out, report=page)
        return []
    check_apart(free_text, out)
    files = free_text_files(
        built.surveys,
        built.tables,
        built.project,
        built.codebook,
        rules=built.rules,
        decisions=built.decisions,
        settled=built.settled,
    )
    with replacing_folder(free_text) as made:
        write_files(made, files)
        write_tables(built.tables, out, report=page)
    return [free_text / name for name in files if name != IGNORE]


def _report(built: Built) -> str:
    """Return the data report."""
    made_from = (built.tables, built.surveys, built.codings, built.codebook)
    return data_report(*made_from, rules=built.rules)
