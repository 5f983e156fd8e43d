"""What surrounds results: words, captions, the data report, the codebook and what a file holds."""

from cpsurvey.report import captions, labels
from cpsurvey.report.chapters.banded import banded
from cpsurvey.report.claims_page import claims_page
from cpsurvey.report.claims_text import claims_markdown, claims_text
from cpsurvey.report.codebook_page import codebook_page
from cpsurvey.report.codebook_table import codebook_table
from cpsurvey.report.coding_inspection import inspect_coding
from cpsurvey.report.data_report import data_report
from cpsurvey.report.findings import found
from cpsurvey.report.finished import finished
from cpsurvey.report.flow import flow_table
from cpsurvey.report.gt_table import table
from cpsurvey.report.inspection import inspect_survey
from cpsurvey.report.joint_display import joint_display_page
from cpsurvey.report.joint_table import joint_display_table
from cpsurvey.report.make_report import make_report
from cpsurvey.report.pdf_document import pdf_document
from cpsurvey.report.report_page import report_page
from cpsurvey.report.synthetic_page import synthetic_page
from cpsurvey.report.synthetic_values import synthetic_values
from cpsurvey.report.word_document import word_document
from cpsurvey.report.workbook import workbook
from cpsurvey.report.writing import write_report

__all__ = [
    "banded",
    "captions",
    "claims_markdown",
    "claims_page",
    "claims_text",
    "codebook_page",
    "codebook_table",
    "data_report",
    "finished",
    "flow_table",
    "found",
    "inspect_coding",
    "inspect_survey",
    "joint_display_page",
    "joint_display_table",
    "labels",
    "make_report",
    "pdf_document",
    "report_page",
    "synthetic_page",
    "synthetic_values",
    "table",
    "word_document",
    "workbook",
    "write_report",
]
