"""A folder of exports and a codebook → tables, what to tell of them, and free text apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from cpsurvey.cleaning import build_tables, comments, typed_answers
from cpsurvey.cli.places import COMMENTS, IGNORE, TO_SETTLE, check_apart, check_elsewhere
from cpsurvey.cli.sources import SOURCES, read_sources
from cpsurvey.codebook import Codebook, load_codebook
from cpsurvey.errors import CpsurveyError, listed
from cpsurvey.exports import CodingExport, SurveyExport
from cpsurvey.files import replacing_folder, write_files
from cpsurvey.readers import (
    read_coding_export,
    read_decisions,
    read_settled,
    read_survey_export,
)
from cpsurvey.report import data_report
from cpsurvey.report.summary import build_summary
from cpsurvey.tables import InterviewTables, SurveyTables, write_tables
from cpsurvey.writers import frame_to_csv


class Built(NamedTuple):
    """The tables, and all that they were built from."""

    tables: SurveyTables | InterviewTables
    surveys: list[SurveyExport]
    codings: list[CodingExport]
    codebook: Codebook
    rules: str
    decisions: pd.DataFrame | None
    settled: pd.DataFrame | None

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
    decisions: Path | None = None,
    settled: Path | None = None,
) -> Built:
    """Read every export, and build the tables.

    Corrections named here take the place of those that sources.toml names.
    """
    sources, questionnaire = read_sources(raw, group), load_codebook(codebook)
    surveys = [record for record in sources.records if record["kind"] == "survey"]
    codings = [record["path"] for record in sources.records if record["kind"] == "interviews"]
    if codebook is None:
        _check_whose(surveys, questionnaire)
    decided_in, settled_in = decisions or sources.decisions, settled or sources.settled
    if not surveys and (unused := [str(path) for path in (decided_in, settled_in) if path]):
        raise CpsurveyError(f"there is no survey in {raw}, so {listed(unused)} is about nothing.")
    decided = read_decisions(decided_in) if decided_in else None
    matched = read_settled(settled_in) if settled_in else None
    answered = [_read(record) for record in surveys]
    coded = [read_coding_export(path) for path in codings]
    tables = build_tables(
        answered,
        coded,
        questionnaire,
        rules=rules,
        name=sources.data,
        decisions=decided,
        settled=matched,
    )
    return Built(tables, answered, coded, questionnaire, rules, decided, matched)


def _read(record: Mapping[str, str]) -> SurveyExport:
    """Read one survey export, as its record in sources.toml says."""
    return read_survey_export(
        record["path"],
        group=record["group"],
        instrument=record["instrument"],
        platform=record["platform"],
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
    files = _free_text(built)
    with replacing_folder(free_text) as made:
        write_files(made, files)
        write_tables(built.tables, out, report=page)
    return [free_text / name for name in files if name != IGNORE]


def _report(built: Built) -> str:
    """Return the data report."""
    made_from = (built.tables, built.surveys, built.codings, built.codebook)
    return data_report(*made_from, rules=built.rules)


def _free_text(built: Built) -> dict[str, bytes]:
    """Return comments, and what people typed that got no code, and what makes git ignore them."""
    if not built.surveys:
        raise CpsurveyError("there is no survey here, and so no free text: leave --free-text out.")
    said = comments(built.surveys, built.codebook, rules=built.rules, decisions=built.decisions)
    typed = typed_answers(
        built.surveys, built.codebook,
        rules=built.rules, decisions=built.decisions, settled=built.settled,
    )  # fmt: skip
    return {IGNORE: b"*\n", COMMENTS: frame_to_csv(said), TO_SETTLE: frame_to_csv(typed)}
