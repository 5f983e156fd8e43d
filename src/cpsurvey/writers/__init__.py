"""Tables in, the bytes out that a platform, a coding program or a colleague's program reads."""

from __future__ import annotations

from cpsurvey.writers.coding_export import writable_part, write_coding_export
from cpsurvey.writers.csv_files import frame_to_csv, tables_to_csv
from cpsurvey.writers.framework import framework_to_xlsx
from cpsurvey.writers.interviews_project import write_interviews_project
from cpsurvey.writers.qualtrics import write_qualtrics
from cpsurvey.writers.refi_codebook import write_export_codebook, write_refi_codebook
from cpsurvey.writers.refi_qda import write_refi_qda
from cpsurvey.writers.spreadsheet import frame_to_xlsx, tables_to_xlsx
from cpsurvey.writers.statistical import tables_to_dta, tables_to_sav
from cpsurvey.writers.surveys.write import Written, write_survey_export

__all__ = [
    "Written",
    "frame_to_csv",
    "frame_to_xlsx",
    "framework_to_xlsx",
    "tables_to_csv",
    "tables_to_dta",
    "tables_to_sav",
    "tables_to_xlsx",
    "writable_part",
    "write_coding_export",
    "write_export_codebook",
    "write_interviews_project",
    "write_qualtrics",
    "write_refi_codebook",
    "write_refi_qda",
    "write_survey_export",
]
