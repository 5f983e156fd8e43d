"""The registry agrees with the published facts, id by id and number by number."""

import csv
import re
from math import isnan

import pytest
import yaml

from cpsurvey.claims import counts_that_fit, expected, load_claims, load_words
from cpsurvey.codebook import load_codebook

pytestmark = pytest.mark.corpus
GROUPS = {"professionals": "professional", "parents": "parent", "both": "both"}
CLAIMS = {claim.id: claim for claim in load_claims()}


@pytest.fixture(scope="module")
def published(study):
    return yaml.safe_load((study / "claims.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def decidable(study):
    with (study / "decidable.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def of_the_registry(claim):
    return {
        "topic": claim.topic,
        "group": claim.group,
        "kind": claim.kind,
        "value": None if isnan(claim.value) else claim.value,
        "stated": claim.stated,
        "words": claim.words,
        "base": (claim.base.group, claim.base.n, claim.base.instrument, claim.base.certainty),
        "certainty": claim.certainty,
        "sources": [source.url for source in claim.sources],
    }


def of_the_study(fact, sources):
    number, base = fact["number"], fact["base"]
    told = isinstance(number["value"], str)
    return {
        "topic": fact["topic"],
        "group": GROUPS[fact["group"]],
        "kind": number["kind"],
        "value": None if told else number["value"],
        "stated": number["value"] if told else "",
        "words": number["words"] or "",
        "base": (base["group"], base["n"], base["instrument"], base["base_certainty"]),
        "certainty": fact["certainty"],
        "sources": [sources[name]["url"] for name in fact["sources"]],
    }


def test_all_that_was_published_is_in_the_registry_in_the_same_order(published):
    assert list(CLAIMS) == [fact["id"] for fact in published["claims"]]
    assert len(CLAIMS) == 71


def test_every_claim_says_what_was_published_of_whom_and_how_surely(published):
    for fact in published["claims"]:
        wanted = of_the_study(fact, published["sources"])
        assert of_the_registry(CLAIMS[fact["id"]]) == wanted, fact["id"]


def test_every_source_is_a_document_with_its_address(published):
    known = {source["url"]: source for source in published["sources"].values()}
    for claim in CLAIMS.values():
        assert claim.sources
        for source in claim.sources:
            assert source.what == known[source.url]["what"]
            assert "seed-" not in source.name + source.seen + claim.notes


def test_those_that_can_be_decided_are_and_the_others_say_why_not(decidable):
    assert {name for name, claim in CLAIMS.items() if claim.asks} == {
        name for name, row in decidable.items() if row["decidable"] == "yes"
    }
    assert {name: claim.not_decidable for name, claim in CLAIMS.items() if not claim.asks} == {
        name: row["reason"] for name, row in decidable.items() if row["decidable"] == "no"
    }


def test_every_question_and_theme_that_the_estimand_names_is_asked(decidable):
    """Names are those of the codebook; `theme` alone, without a code, names none."""
    book = load_codebook()
    known = {*book.by_name, *(theme.code for theme in book.themes), "interview_mode"}
    for name, claim in CLAIMS.items():
        if claim.asks:
            readings = [claim.asks, *(one.asks for one in claim.other_bases if one.asks)]
            asked = {text for asks in readings for text in _names_in(asks)}
            named = set(re.findall(r"[\w.]+", decidable[name]["estimand"])) & known
            assert named <= asked, name


def _names_in(asks):
    """Return the questions and themes that are asked for, the rows of a matrix by its name too."""
    yield from (*asks.codes, *asks.also_codes, asks.question, asks.question.partition("__")[0])
    if asks.where:
        yield asks.where.question


def test_claims_about_conferences_say_that_respondents_stand_for_them(decidable):
    declared = {name for name, claim in CLAIMS.items() if claim.proxy}
    assert declared == {
        name for name, row in decidable.items() if row["reason"].startswith("proxy: ")
    }


def test_every_claim_with_two_readings_of_its_base_has_both(decidable):
    two = {name for name, row in decidable.items() if "both readings" in row["estimand"]}
    measured = {name for name, claim in CLAIMS.items() if any(r.asks for r in claim.other_bases)}
    assert two <= measured


def test_bands_leave_the_counts_that_were_worked_out_from_the_words(published):
    """claims.yaml works out which counts fit the bands it suggests: the same as fit ours."""
    for fact in published["claims"]:
        derived = fact.get("derived", {})
        for base, wanted in derived.get("counts_that_fit", {}).items():
            band = expected(CLAIMS[fact["id"]], load_words(), {}).band
            counts = counts_that_fit(band, int(base.removeprefix("n=")))
            low_and_high = [counts[0], counts[-1]][: len(wanted)] if counts else []
            assert low_and_high == wanted, (fact["id"], base)
