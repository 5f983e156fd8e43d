"""A result as a table of great_tables."""

import sys

import pandas as pd
import pytest

from cpsurvey.disclosure import protect
from cpsurvey.errors import CpsurveyError
from cpsurvey.report import labels
from cpsurvey.report.finished_tables.gt_table import table


@pytest.fixture
def shares(tables):
    """Two answers, one of them of too few people."""
    result = pd.DataFrame(
        {"data": "SYNTHETIC study", "question": "judged", "answer": ["better", "worse"],
         "count": [97, 3], "base": 100, "share": [0.97, 0.03], "method": "wilson", "why": "",
         "mark": ""}
    )  # fmt: skip
    return labels.apply(protect(result), tables.questions)


def test_the_page_has_the_numbers_of_the_report(shares):
    pytest.importorskip("great_tables")
    made = table(shares, "Judged & <said>").as_raw_html()
    assert "Judged &amp; &lt;said&gt;" in made
    assert "Data: SYNTHETIC study" in made
    assert 'gt_stub">Better</th>' in made
    assert [cell in made for cell in (">97%<", ">[c]<", ">100<")] == [True] * 3
    assert ">3%<" not in made
    assert made == table(shares, "Judged & <said>").as_raw_html()


def test_latex_has_them_too(shares):
    pytest.importorskip("great_tables")
    made = table(shares).as_latex()
    assert r"Better & 97 & 100 & 97\% \\" in made
    assert "Worse & [c] & 100 & [c]" in made
    assert "Data: SYNTHETIC study" in made


def test_a_library_that_is_not_there_is_named(shares, monkeypatch):
    monkeypatch.setitem(sys.modules, "great_tables", None)
    with pytest.raises(CpsurveyError) as caught:
        table(shares)
    assert str(caught.value) == (
        "a table for publication is made with great_tables, which is not installed:"
        ' pip install "cpsurvey[report]"'
    )
