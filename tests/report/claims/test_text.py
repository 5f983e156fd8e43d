"""Checked claims as text and as Markdown, whole; nothing hidden comes out, nothing is too wide."""

import pandas as pd
import pytest

import cpsurvey as cps
from cpsurvey.claims import check_claims
from cpsurvey.report import claims_markdown, claims_text
from cpsurvey.vocabulary import CLAIM_VERDICTS

FEW = [
    "n-parents-survey", "la-england-coverage", "better-professionals", "parents-less-positive",
    "attendance-advantage", "mode-mainly-video-phone", "report-length",
]  # fmt: skip
TEXT = """\
Published claims, checked
SYNTHETIC child protection conferences 2020

SYNTHETIC. This data is made up. It shows what the method does; it is no evidence of what
anybody answered or of what happened to real answers.

7 claims: 5 recovered (synthetic), 1 not reproduced, 1 not decidable.

SAMPLE

  n-parents-survey                                                   recovered (synthetic)
    Parents who answered the survey
    published  24
    computed   24; turned by 1 more or fewer

  la-england-coverage                                                recovered (synthetic)
    Share of English authorities represented
    published  71.5%
    computed   108 of 151, 71.5%; turned by 1 person
    108 of 151 would agree

OVERALL JUDGEMENT

  better-professionals                                                      not reproduced
    Share of professionals who thought remote (virtual) conferences better than meeting in
      the same room
    published  “nearly half”, read as 30% to 40%
    computed   227 of 477, 47.6% (43.1% to 52.1%); turned by 37 answers
    144 to 190 of 477 would agree; of the 492 that the source names, 148 to 196
    Professionals: share of those who gave a substantive answer; Wilson's interval

  parents-less-positive                                              recovered (synthetic)
    Parents were less positive than professionals
    published  no amount, read as below 0 points
    computed   3 of 23 less 227 of 477, −34.5 points [u] (−44.2 to −15.0 points); turned
      by 8 answers

ATTENDANCE

  attendance-advantage                                               recovered (synthetic)
    Better attendance by a range of professionals was among the largest advantages
    published  “one of the biggest”, read as 1 to 3
    computed   place 2, by 319 of 476; turned by 146 answers

JOIN MODE

  mode-mainly-video-phone                                            recovered (synthetic)
    Conferences were mainly held by video or by phone
    published  “mainly”, read as above 50%
    computed   367 of 466, 78.8% (74.8% to 82.2%); turned by 134 answers
    234 to 466 of 466 would agree
    by proxy: the latest conference of each respondent, not conferences

METHOD

  report-length                                                              not decidable
    The full report runs to 54 pages
    about the document

WHAT THE VERDICTS MEAN

  recovered (synthetic): the same in made-up data: the way from export to table works; no
    evidence for the claim
  not reproduced: they give another
  not decidable: the tables cannot tell

Published figures are set beside what the tables give. Words stand for a band of values,
which is a reading and not the source's; set your own with --words.
Intervals are of people drawn at random. These chose to answer, which no interval covers.
“Turned by”: the fewest answers that would have to be others to bring the value out of its
band, or into it.
[u] low reliability: fewer than 30 people. [c] confidential: too few people to be shown.
"""
MARKDOWN = """\
# Published claims, checked

SYNTHETIC child protection conferences 2020

SYNTHETIC. This data is made up. It shows what the method does; it is no evidence of what anybody \
answered or of what happened to real answers.

2 claims: 2 recovered (synthetic).

| Claim | Published | Read as | Computed | Interval | Counts that agree | Verdict | \
To bear in mind |
| --- | --- | --- | --- | --- | --- | --- | --- |
| Parents who answered the survey (`n-parents-survey`) | 24 |  | 24 |  |  | recovered (synthetic) \
(turned by 1 more or fewer) |  |
| Conferences were mainly held by video or by phone (`mode-mainly-video-phone`) | “mainly” | read \
as above 50%: more than half: the least that the word can mean | 367 of 466, 78.8% | 74.8% to \
82.2% | 234 to 466 of 466 would agree | recovered (synthetic) (turned by 134 answers) | \
by proxy: the latest conference of each respondent, not conferences |

- Published figures are set beside what the tables give. Words stand for a band of values, which \
is a reading and not the source's; set your own with --words.
- Intervals are of people drawn at random. These chose to answer, which no interval covers.
- “Turned by”: the fewest answers that would have to be others to bring the value out of its band, \
or into it.
- [u] low reliability: fewer than 30 people. [c] confidential: too few people to be shown.
"""


@pytest.fixture(scope="module")
def every():
    return check_claims(cps.load_example())


def test_text_says_first_that_data_is_made_up_and_then_each_topic():
    own = {"nearly half": "[0.3, 0.4]"}
    assert claims_text(check_claims(cps.load_example(), claims=FEW, words=own)) == TEXT


def test_markdown_is_a_table():
    two = ["n-parents-survey", "mode-mainly-video-phone"]
    assert claims_markdown(check_claims(cps.load_example(), claims=two)) == MARKDOWN


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        (24, "18 of 24 would agree"),
        (38, "18 of 24 would agree; of the 38 that the source names, 28 to 29"),
        (14, "18 of 24 would agree; of the 14 that the source names, no whole number"),
        (pd.NA, "18 of 24 would agree"),
    ],
)
def test_the_counts_that_fit_are_told_of_the_stated_base_too(every, stated, said):
    row = every[every["id"] == "parents-contribution-harmed"].assign(stated_base=stated)
    assert f"    {said}\n" in claims_text(row)
    assert f"| {said} |" in claims_markdown(row)


def test_no_line_is_wider_than_a_terminal(every):
    assert max(map(len, claims_text(every).splitlines())) <= 90


def test_a_table_has_as_many_cells_in_every_row(every):
    made = claims_markdown(every.assign(claim=every["claim"] + " a | b \\ c\nd"))
    rows = [line for line in made.splitlines() if line.startswith("|")]
    assert len(rows) == 2 + len(every)
    assert {row.replace("\\|", "").count("|") for row in rows} == {9}


def test_what_is_hidden_is_in_no_text():
    judged = check_claims(cps.load_example(), claims="parents-less-positive")
    shown = cps.protect(judged)
    for made in (claims_text(shown), claims_markdown(shown)):
        assert "[c] too few people to be shown" in made
        assert "confidential [c]" in made
        assert "3 of 23" not in made
        assert "34.5" not in made
        assert "Disclosure control: profile publication: counts and bases from 1 to 4" in made


def test_real_data_are_not_called_made_up(every):
    made = claims_text(every.assign(data="Team 2027", verdict="reproduced"))
    assert made.splitlines()[1:4] == ["Team 2027", "", "71 claims: 71 reproduced."]
    assert "made up" not in made.partition("WHAT THE VERDICTS MEAN")[0]


def test_every_verdict_has_its_meaning(every):
    verdicts = [*CLAIM_VERDICTS]
    made = claims_text(every.head(len(verdicts)).assign(verdict=verdicts))
    assert f"8 claims: {', '.join(f'1 {verdict}' for verdict in verdicts)}." in " ".join(
        made.split()
    )
    for verdict, meaning in CLAIM_VERDICTS.items():
        assert f"{verdict}: {meaning}" in " ".join(made.split())


@pytest.mark.parametrize(
    ("share", "words"),
    [(0, "0%"), (0.0001, "<0.1%"), (0.4756, "47.6%"), (0.99999, ">99.9%"), (1, "100%")],
)
def test_only_none_is_0_and_only_all_is_100_per_cent(every, share, words):
    row = every[every["id"] == "f2f-parents-all"].assign(share=share, band="[0, 1]", ci_low=pd.NA)
    assert f"14 of 14, {words} [u]" in claims_text(row)


def test_a_share_that_would_be_rounded_out_of_its_band_has_two_decimals(every):
    row = every[every["id"] == "share-social-workers"]
    assert row.iloc[0][["count", "base", "band"]].tolist() == [86, 492, "[0.165, 0.175)"]
    assert "| read as 16.5% to below 17.5%: rounds to 17% | 86 of 492, 17.48% |" in (
        claims_markdown(row)
    )
