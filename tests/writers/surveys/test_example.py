"""The shipped example, written as each platform would and read: nobody added, nobody lost."""

from __future__ import annotations

import pytest

import cpsurvey as cps
from cpsurvey.cleaning import clean_survey
from cpsurvey.platforms import CODES, losses_of, platform_settings
from cpsurvey.readers import read_survey_export
from cpsurvey.writers import write_survey_export

GROUP = "parent"
PEOPLE = 24
LEFT_OUT = {"preview_or_test": 3, "no_consent": 2, "unfinished": 5, "duplicate": 2}
GONE = {"kinds_of_response": "preview_or_test", "unfinished": "unfinished",
        "finished": "unfinished", "duplicates": "duplicate"}  # fmt: skip
QUICK = {"limesurvey": "lsa", "redcap": "", "google_forms": "csv", "surveymonkey": "csv"}


def files():
    """Each kind of file of each platform; those of workbooks and statistics programs are slow."""
    for code in CODES:
        for kind in platform_settings(code).get("file", [""]):
            quick = QUICK.get(code) == kind
            yield pytest.param(
                code, {"file": kind} if kind else {}, marks=[] if quick else [pytest.mark.slow]
            )


@pytest.fixture(scope="module")
def example():
    return cps.load_example(), cps.load_codebook()


@pytest.mark.parametrize(("code", "chosen"), list(files()), ids=str)
def test_the_example_comes_back(example, code, chosen, tmp_path):
    tables, book = example
    written = write_survey_export(tables, book, platform=code, instrument=GROUP, **chosen)
    path = tmp_path / written.name
    path.write_bytes(written.content)
    found = clean_survey(read_survey_export(path, group=GROUP), written.codebook)
    lost = {loss.what for loss in losses_of(code, written.settings)}
    gone = {rule for what, rule in GONE.items() if what in lost}
    counts = found.excluded["rule"].astype(str).value_counts().to_dict()
    assert counts == {rule: n for rule, n in LEFT_OUT.items() if rule not in gone}
    assert len(found.responses) == PEOPLE + (LEFT_OUT["unfinished"] if "finished" in lost else 0)
    if "respondents" not in lost:
        ours = tables.responses["group"] == GROUP
        assert set(tables.responses["respondent"][ours]) <= set(found.responses["respondent"])
    here = found.responses["recorded"].notna()
    assert here.all() != ("moments" in lost)
