"""The four checks of made-up data in; a section that says what was found, and what was not, out."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from cpsurvey.report.html.markup import Html, Section, element, join, paragraph, table
from cpsurvey.report.wording.codebook_names import sentence

CHECKS = {
    "labelling": "Labelling: nobody takes it for real data",
    "disclosure": "Disclosure: it points at nobody",
    "structure": "Structure: it is shaped like the real data",
    "documentation": "Documentation: what differs is written down",
}
SOURCE = (
    "Raab, McCall and Cavin (2025, International Journal of Population Data Science;"
    " arXiv:2503.14211) name four checks that those who hold confidential data should make of"
    " low-fidelity synthetic data before they let it out: labelling, disclosure, structure,"
    " documentation. They ask for judgement and not for fixed rules. What is looked at under each"
    " heading here is ours."
)
PRESUPPOSE = (
    "Disclosure and structure compare the synthetic data with the real data that it stands for."
    " Here there is none: these data were made from margins alone, and no record went in. So"
    " neither check can be made here as a whole, and the differences that should be documented are"
    " not known. What can be looked at without the real data was; the rest reads “Cannot be told”,"
    " with what a team that holds the real data would do."
)
COLUMNS = {"asked": "Asked", "result": "Result", "found": "Found"}
TO_DO = {"asked": "Cannot be told here", "with_real_data": "With the real data at hand"}


def checks_section(checks: pd.DataFrame) -> Section:
    """Return the four checks, and which of them cannot be made without the real data."""
    return Section("checks", "Four checks of low-fidelity synthetic data", join(_said(checks)))


def _said(checks: pd.DataFrame) -> Iterator[Html]:
    """Yield where the checks come from, each of them, and what is left to do."""
    if checks.empty:
        yield paragraph("No check was made.")
        return
    yield paragraph(SOURCE)
    yield paragraph(PRESUPPOSE)
    for check, rows in checks.groupby("check", sort=False):
        heading = CHECKS.get(str(check), sentence(str(check)))
        shown = rows[list(COLUMNS)].rename(columns=COLUMNS)
        shown["Result"] = shown["Result"].map(sentence)
        yield element("h3", heading)
        yield table(shown, f"{heading.partition(':')[0]}: what was asked and found")
    left = checks[checks["with_real_data"].fillna("") != ""]
    if len(left):
        yield element("h3", "What a team with the real data would do")
        yield table(left[list(TO_DO)].rename(columns=TO_DO), "Left to do with the real data")
