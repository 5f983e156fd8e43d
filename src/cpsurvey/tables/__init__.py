"""The tables of a study: what they hold, their checks, and how they are kept on disk."""

from __future__ import annotations

from cpsurvey.tables.answers import answer_columns
from cpsurvey.tables.checks import check_tables
from cpsurvey.tables.disk import DESCRIPTOR, REPORT, describe, read_tables, write_tables
from cpsurvey.tables.model import DESCRIPTIONS, InterviewTables, SurveyTables, Tables, frames

__all__ = [
    "DESCRIPTIONS",
    "DESCRIPTOR",
    "REPORT",
    "InterviewTables",
    "SurveyTables",
    "Tables",
    "answer_columns",
    "check_tables",
    "describe",
    "frames",
    "read_tables",
    "write_tables",
]
