"""A folder of exports and a codebook → tables, what to tell of them, and free text apart."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pandas as pd

from cpsurvey.cleaning import build_tables, comments, typed_answers
from cpsurvey.cli.sources import read_sources
from cpsurvey.codebook import Codebook, load_codebook
from cpsurvey.errors import CpsurveyError
from cpsurvey.exports import CodingExport, SurveyExport
from cpsurvey.files import write_bytes
from cpsurvey.readers import (
    read_coding_export,
    read_decisions,
    read_settled,
    read_survey_export,
)
from cpsurvey.report import data_report
from cpsurvey.report.summary import build_summary
from cpsurvey.tables import REPORT, InterviewTables, SurveyTables, write_tables
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
    sources = read_sources(raw, group)
    surveys: list[SurveyExport] = []
    codings: list[CodingExport] = []
    for record in sources.records:
        path = Path(record["path"])
        if record["kind"] == "survey":
            who = {key: record[key] for key in ("group", "instrument", "platform")}
            surveys.append(read_survey_export(path, **who))
        else:
            codings.append(read_coding_export(path))
    questionnaire = load_codebook(codebook)
    decided_in, settled_in = decisions or sources.decisions, settled or sources.settled
    decided = read_decisions(decided_in) if decided_in else None
    matched = read_settled(settled_in) if settled_in else None
    tables = build_tables(
        surveys,
        codings,
        questionnaire,
        rules=rules,
        name=sources.data,
        decisions=decided,
        settled=matched,
    )
    return Built(tables, surveys, codings, questionnaire, rules, decided, matched)


def write_built(built: Built, out: Path, *, report: bool) -> None:
    """Write the tables, and beside them the data report."""
    write_tables(built.tables, out)
    if report:
        made_from = (built.tables, built.surveys, built.codings, built.codebook)
        write_bytes(out / REPORT, data_report(*made_from, rules=built.rules).encode())


def write_free_text(built: Built, folder: Path) -> list[Path]:
    """Write comments, and what people typed that got no code, into a folder that git ignores."""
    if not built.surveys:
        raise CpsurveyError("there is no survey in this, so no free text of one: leave it out.")
    how = {"rules": built.rules, "decisions": built.decisions}
    said = comments(built.surveys, built.codebook, **how)
    typed = typed_answers(built.surveys, built.codebook, settled=built.settled, **how)
    write_bytes(folder / ".gitignore", b"*\n")
    made = {"comments.csv": said, "to-settle.csv": typed}
    for name, frame in made.items():
        write_bytes(folder / name, frame_to_csv(frame))
    return [folder / name for name in made]
