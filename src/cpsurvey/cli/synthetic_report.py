"""Synthetic exports and what they were made from in; the report on them, from the exports, out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from cpsurvey.claims import Claim, check_claims, load_claims
from cpsurvey.cli.building import build
from cpsurvey.codebook import Codebook, load_codebook
from cpsurvey.errors import CpsurveyError, QuestionError
from cpsurvey.files import write_files
from cpsurvey.report import synthetic_page
from cpsurvey.synthetic import assumptions, four_checks, mode_bounds, published_numbers
from cpsurvey.synthetic.interview_margins import load_interview_margins
from cpsurvey.synthetic.margins import load_margins
from cpsurvey.tables import SurveyTables

REPORT = "SYNTHETIC-report.html"


def synthetic_report(
    exports: Mapping[str, bytes],
    codebook: Path | None = None,
    margins: Path | None = None,
    claims: Path | None = None,
) -> bytes:
    """Return the report on synthetic exports, all of it worked out from what they hold.

    `codebook`, `margins` and `claims` are what the exports were made with; left out, those of the
    2020 study, and no claims with other margins.
    """
    book = load_codebook(codebook)
    registry = load_claims(claims) if claims or margins is None else ()
    survey = load_margins(book, registry, margins)
    tables = _cleaned(exports, codebook)
    try:
        bounds = mode_bounds(survey, book, registry)
    except QuestionError:  # a study that does not ask how people joined
        bounds = pd.DataFrame()
    assumed = assumptions(codebook=book, margins=margins, claims=registry)
    page = synthetic_page(
        tables,
        checked=_checked(tables, registry, book),
        published=published_numbers(survey, load_interview_margins(book, registry, margins)),
        assumed=assumed,
        bounds=bounds,
        checks=four_checks(exports, tables, book, assumed),
        codebook=book,
    )
    return page.encode("utf-8")


def _checked(tables: SurveyTables, claims: Sequence[Claim], codebook: Codebook) -> pd.DataFrame:
    """Return what the claims come to, if there are any."""
    return check_claims(tables, claims=claims, codebook=codebook) if claims else pd.DataFrame()


def _cleaned(exports: Mapping[str, bytes], codebook: Path | None) -> SurveyTables:
    """Return the tables that exports give when they are cleaned as real ones are."""
    with TemporaryDirectory() as folder:
        write_files(Path(folder), exports)
        tables = build(Path(folder), codebook).tables
    if not isinstance(tables, SurveyTables):
        raise CpsurveyError("there is no survey in these exports, and the report is of one.")
    return tables
