"""What surrounds results: words, captions, the data report, the codebook and what a file holds."""

from cpsurvey.report import captions, labels
from cpsurvey.report.claims_page import claims_page
from cpsurvey.report.claims_text import claims_markdown, claims_text
from cpsurvey.report.codebook_page import codebook_page
from cpsurvey.report.codebook_table import codebook_table
from cpsurvey.report.coding_inspection import inspect_coding
from cpsurvey.report.data_report import data_report
from cpsurvey.report.flow import flow_table
from cpsurvey.report.inspection import inspect_survey
from cpsurvey.report.joint_display import joint_display_page
from cpsurvey.report.joint_table import joint_display_table
from cpsurvey.report.synthetic_page import synthetic_page
from cpsurvey.report.synthetic_values import synthetic_values

__all__ = [
    "captions",
    "claims_markdown",
    "claims_page",
    "claims_text",
    "codebook_page",
    "codebook_table",
    "data_report",
    "flow_table",
    "inspect_coding",
    "inspect_survey",
    "joint_display_page",
    "joint_display_table",
    "labels",
    "synthetic_page",
    "synthetic_values",
]
