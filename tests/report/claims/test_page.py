"""The page of checked claims: what stands first, where each was read, what is hidden."""

import re

import pytest

import cpsurvey as cps
from cpsurvey.claims import check_claims, load_claims
from cpsurvey.report import claims_page

CLAIMS = load_claims()


@pytest.fixture(scope="module")
def every():
    return check_claims(cps.load_example())


@pytest.fixture(scope="module")
def made(every):
    return claims_page(every, CLAIMS)


def plain(html):
    """The words of a page, and those of its tables' cells apart."""
    return " ".join(re.sub(r"<[^>]*>", " ", html.partition("</style>")[2]).split())


def test_it_is_a_sound_page_that_loads_nothing(made, outline_of):
    outline_of(re.sub(r'<a href="https?://[^"]+">', '<a href="#sources">', made))


def test_made_up_data_is_said_to_be_made_up_before_all_else(made):
    assert plain(made).startswith(
        "Skip to the text Published claims, checked SYNTHETIC Held against “SYNTHETIC child"
        " protection conferences 2020”. This data is made up."
    )
    assert "71 claims: 64 recovered (synthetic), 7 not decidable." in plain(made)


def test_real_data_is_not(every):
    found = plain(claims_page(every.assign(data="Team 2027", verdict="reproduced"), CLAIMS))
    assert "SYNTHETIC" not in found
    assert found.startswith("Skip to the text Published claims, checked Held against “Team 2027”.")


def test_a_row_says_what_was_published_how_it_is_read_and_what_it_comes_to(made):
    row = next(row for row in made.split("<tr>") if "parents-contribution-harmed" in row)
    assert re.sub(r"\[\d+\]", "[n]", plain("</style>" + row)) == (
        "Parents who thought the way the conference was held had harmed their ability to"
        " contribute [n] [n] parents-contribution-harmed Base, likely: parents surveyed (24)"
        " “three quarters” Read as 72.5% to 77.5%: 75%, give or take 2.5 points"
        " 18 of 24, 75.0% [u] 95% interval 55.1% to 88.0% 18 of 24 would agree Turned by 1 answer"
        " Recovered (synthetic)"
    )


def test_every_claim_is_in_it_and_every_link_leads_somewhere(made):
    assert re.findall(r"<code>([^<]+)</code>", made) == [
        claim.id for topic in dict.fromkeys(c.topic for c in CLAIMS)
        for claim in CLAIMS if claim.topic == topic
    ]  # fmt: skip
    anchors = set(re.findall(r'href="#([^"]+)"', made))
    assert anchors <= set(re.findall(r'id="([^"]+)"', made))


def test_every_source_that_was_read_has_its_address(made):
    used = {source.name: source for claim in CLAIMS for source in claim.sources}
    listed = made.partition('id="sources"')[2].partition("</section>")[0]
    assert re.findall(r'<li id="source-([^"]+)"', listed) == list(used)
    for source in used.values():
        assert f'href="{source.url}"' in listed


def test_what_is_hidden_is_not_in_it(every):
    chosen = every[every["id"] == "parents-less-positive"]
    found = plain(claims_page(cps.protect(chosen), CLAIMS))
    assert "[c] too few people to be shown" in found
    assert "Confidential [c]" in found
    assert "3 of 23" not in found
    assert "34.5" not in found


def test_text_of_a_registry_is_escaped(every):
    first = every.head(1).assign(claim="<script>alert(1)</script>")
    assert "<script>" not in claims_page(first, CLAIMS)


def test_claims_of_which_no_source_is_known_have_none(every):
    found = claims_page(every.head(1), [])
    assert "Where it was read" not in found
    assert "n-professionals-survey" in found
