"""cpsurvey synthesise --report: a report that is worked out from the exports beside it."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from cpsurvey.cli import main
from cpsurvey.cli.synthetic_report import REPORT

LIBRARY = str(Path(__file__).parents[1] / "library")
DRAFTED = "answers = { poor = 14, fair = 13, good = 13 }"
CLAIMS = """
[source.newsletter]
what = "The library's newsletter"
url = "https://library.example/newsletter"
seen = "whole"

[[claim]]
id = "half-satisfied"
topic = "satisfaction"
group = "visitor"
claim = "Visitors who found the library good"
kind = "percent"
value = 50
base = { group = "visitors", n = 40, instrument = "survey", certainty = "stated" }
asks = { kind = "share", group = "visitor", question = "satisfaction", answers = ["good"] }
certainty = "high"
sources = ["newsletter"]
"""


def words_of(page: str) -> str:
    """Return the text of a page, as it is read."""
    body = page.partition("</style>")[2]
    return " ".join(unescape(re.sub("<[^>]*>", " ", body)).replace("\u00a0", " ").split())


@pytest.fixture(scope="module")
def study(tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("study")
    assert main(["synthesise", str(out), "--seed", "1", "--report"]) == 0
    return out


@pytest.fixture(scope="module")
def page(study) -> str:
    return (study / REPORT).read_text(encoding="utf-8")


def test_the_report_lies_beside_the_exports_and_changes_none(study, synthetic):
    assert {path.name for path in study.iterdir()} - {
        path.name for path in synthetic.iterdir()
    } == {REPORT}
    for path in synthetic.iterdir():
        assert (study / path.name).read_bytes() == path.read_bytes()


def test_everything_that_tables_can_decide_comes_back_from_the_study(page):
    said = words_of(page)
    assert "All 64 published statements that tables can decide come back from this data." in said
    assert "Recovered (synthetic): 64 of 64" in said
    assert "7 claims that no table can decide, and why" in said
    assert "Reproduced" not in said


def test_the_study_says_how_little_its_margins_settle(page):
    (sentence,) = re.findall(r"Of [\d,]+ shares in these [^.]*\. [^.]*\.", words_of(page))
    assert sentence.endswith(
        "Whether an answer is commoner at one level than at the others they settle for none of"
        " them; with every assumed margin it is settled for none."
    )


def test_only_the_real_data_could_answer_what_is_left_of_the_checks(page):
    section = page[page.index('<section id="checks">') : page.index('<section id="made">')]
    results = re.findall(r"<td>(Holds|Does not hold|Cannot be told)</td>", section)
    assert sorted(set(results)) == ["Cannot be told", "Holds"]
    assert results.count("Cannot be told") == 3


@pytest.fixture
def rehearsed(tmp_path):
    """Make a library survey with a report, of which a claim says that half are satisfied."""
    margins, claims = tmp_path / "margins.toml", tmp_path / "claims.toml"
    claims.write_text(CLAIMS, encoding="utf-8")
    people = ["--people", "visitor=40", "--people", "staff=12"]
    assert main(["draft-margins", str(margins), "--codebook", LIBRARY, *people]) == 0
    text = margins.read_text(encoding="utf-8")
    assert DRAFTED in text

    def report(answers: str) -> str:
        margins.write_text(text.replace(DRAFTED, answers), encoding="utf-8")
        made = ["--codebook", LIBRARY, "--margins", str(margins), "--claims", str(claims)]
        out = tmp_path / "out"
        assert main(["synthesise", str(out), "--seed", "1", "--report", *made]) == 0
        return words_of((out / REPORT).read_text(encoding="utf-8"))

    return report


def test_a_margin_that_comes_from_its_claim_comes_back(rehearsed):
    said = rehearsed('answers = { good = { claim = "half-satisfied" }, fair = 10, poor = "rest" }')
    assert said.startswith(
        "Skip to the text What is real in this data, and what is not: SYNTHETIC library users"
        " The one published statement that tables can decide comes back from this data. SYNTHETIC"
    )
    assert "Of 25 numbers of people or interviews, 1 was published and 24 are assumed" in said


def test_a_broken_margin_makes_the_report_say_first_which_number_is_lost(rehearsed):
    said = rehearsed("answers = { good = 10, fair = 10, poor = 20 }")
    assert said.partition(" SYNTHETIC Data:")[0] == (
        "Skip to the text What is real in this data, and what is not: SYNTHETIC library users"
        " 1 of 1 published statements does not come back half-satisfied (Visitors): published 50%,"
        " and this data gives 10 of 40, 25.0%. What agrees: read as 49.5% to below 50.5%: rounds to"
        " 50%. Verdict: not reproduced."
    )


def test_any_questionnaire_has_a_report_whose_empty_parts_say_so(tmp_path, capsys):
    margins = str(tmp_path / "margins.toml")
    people = ["--people", "visitor=40", "--people", "staff=12"]
    assert main(["draft-margins", margins, "--codebook", LIBRARY, *people]) == 0
    made = ["--codebook", LIBRARY, "--margins", margins, "--report"]
    assert main(["synthesise", str(tmp_path / "out"), "--seed", "3", *made]) == 0
    assert capsys.readouterr().err == ""
    said = words_of((tmp_path / "out" / REPORT).read_text(encoding="utf-8"))
    for sentence in (
        "What is real in this data, and what is not: SYNTHETIC library users",
        "No claim was given, so there is nothing to compare with.",
        "No relation between two answers was put in.",
        "No bounds were worked out: the margins hold no question that people are divided by, such"
        " as how they joined.",
        "No answers were made to go together: any relation found in it is chance.",
    ):
        assert sentence in said


def test_nothing_is_written_where_the_report_cannot_be_made(tmp_path, capsys):
    claims = tmp_path / "none.toml"
    words = [
        "synthesise",
        str(tmp_path / "out"),
        "--seed",
        "1",
        "--report",
        "--claims",
        str(claims),
    ]
    assert main(words) == 2
    assert str(claims) in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
