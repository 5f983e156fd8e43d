"""The pages that stand beside the report, held to the same: no fault, no request, no overflow."""

from pathlib import Path

import pandas as pd
import pytest

import cpsurvey as cps
from cpsurvey.claims import check_claims, load_claims
from cpsurvey.cli.building import build
from cpsurvey.cli.synthetic_report import synthetic_report
from cpsurvey.report import claims_page, codebook_page, joint_display_page
from cpsurvey.report.data_reports.page import data_report

pytestmark = pytest.mark.browser

RAW = Path(__file__).parents[2] / "data/raw"
PAGES = ("claims", "codebook", "data report", "joint display", "made-up data")
LINKS = pd.DataFrame(
    {"question": ["overall_judgement"], "answer": ["worse"], "group": ["parent"],
     "code": ["FUT.prefer_f2f"], "segment": [""], "verdict": ["confirms"], "inference": ["Both."]}
)  # fmt: skip


@pytest.fixture(scope="module")
def pages():
    """Each page of the synthetic study, made as the commands make it."""
    tables, book, claims = cps.load_example(), cps.load_codebook(), load_claims()
    built = build(RAW)
    display = cps.joint_display(
        cps.response_table(tables, "overall_judgement", by="group"),
        cps.theme_table(tables, codes="FUT.prefer_f2f", by="group"),
        LINKS,
    )
    exports = {path.name: path.read_bytes() for path in RAW.iterdir()}
    return {
        "claims": claims_page(check_claims(tables), claims).encode(),
        "codebook": codebook_page(book, tables).encode(),
        "data report": data_report(built.tables, built.surveys, built.codings, book).encode(),
        "joint display": joint_display_page(display).encode(),
        "made-up data": synthetic_report(exports),
    }


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_even_where_all_is_open(opened, faults, pages, name):
    tab = opened(pages[name])
    tab.evaluate("document.querySelectorAll('details').forEach((fold) => (fold.open = true))")
    assert faults(tab, leave_out=["color-contrast"]) == []  # slow; the colours have a test


@pytest.mark.parametrize("name", PAGES)
def test_it_reflows_at_320_px(opened, pages, name):
    tab = opened(pages[name], viewport={"width": 320, "height": 256})
    tab.evaluate("document.querySelectorAll('details').forEach((fold) => (fold.open = true))")
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320
