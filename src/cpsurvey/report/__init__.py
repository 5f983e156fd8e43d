"""What surrounds results: words, captions, the data report, the codebook and what a file holds."""

from cpsurvey.report import captions, labels
from cpsurvey.report.chapters.banded import banded
from cpsurvey.report.claims.page import claims_page
from cpsurvey.report.claims.text import claims_markdown, claims_text
from cpsurvey.report.codebook.page import codebook_page
from cpsurvey.report.codebook.table import codebook_table
from cpsurvey.report.data_reports.flow import flow_table
from cpsurvey.report.data_reports.page import data_report
from cpsurvey.report.findings.found import found
from cpsurvey.report.finished_tables.finished import finished
from cpsurvey.report.finished_tables.gt_table import table
from cpsurvey.report.inspection.coding import inspect_coding
from cpsurvey.report.inspection.survey import inspect_survey
from cpsurvey.report.joint_display.page import joint_display_page
from cpsurvey.report.joint_display.table import joint_display_table
from cpsurvey.report.making import make_report
from cpsurvey.report.page.report_page import report_page
from cpsurvey.report.paper.pdf_document import pdf_document
from cpsurvey.report.paper.word_document import word_document
from cpsurvey.report.synthetic.page import synthetic_page
from cpsurvey.report.synthetic.values import synthetic_values
from cpsurvey.report.workbooks.workbook import workbook
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
