"""The registry becomes claims, or one sentence that names the file and the claim."""

import math

import pytest

from cpsurvey.claims import load_claims, other_readings
from cpsurvey.errors import CodebookError

CLAIM = """
[source.report]
what = "A report"
url = "https://example.org"

[[claim]]
id = "half"
topic = "sample"
group = "parent"
claim = "Half of the parents said yes"
kind = "word"
certainty = "high"
sources = ["report"]
band = [0.45, 0.55]
band_reason = "half"
base = { group = "parents", n = 24, instrument = "survey", certainty = "stated" }
asks = { kind = "share", group = "parent", question = "said", answers = ["yes"] }
"""


@pytest.fixture
def registry(tmp_path):
    return tmp_path / "claims.toml"


def message(registry, text):
    registry.write_text(text, encoding="utf-8")
    with pytest.raises(CodebookError) as caught:
        load_claims(registry)
    return str(caught.value).replace(str(registry), "claims.toml")


def test_a_claim_holds_everything_its_record_says(registry):
    registry.write_text(CLAIM, encoding="utf-8")
    (claim,) = load_claims(registry)
    assert (claim.id, claim.low, claim.high, claim.base.n) == ("half", 0.45, 0.55, 24)
    assert (claim.asks.kind, claim.asks.answers, claim.asks.base) == ("share", ("yes",), "answered")
    assert math.isnan(claim.value)


def test_a_difference_takes_away_the_same_with_other_keys(registry):
    registry.write_text(
        CLAIM.replace('kind = "share"', 'kind = "difference"').replace(
            'answers = ["yes"] }', 'answers = ["yes"], less = { question = "heard" } }'
        ),
        encoding="utf-8",
    )
    (claim,) = load_claims(registry)
    less = claim.asks.less
    assert (less.kind, less.group, less.question, less.answers) == (
        "share",
        "parent",
        "heard",
        ("yes",),
    )


def test_every_claim_of_the_study_loads_and_has_an_id_of_its_own():
    claims = load_claims()
    assert len({claim.id for claim in claims}) == len(claims) >= 47


def test_another_reading_of_a_base_is_the_claim_with_other_questions_to_the_tables():
    claims = [claim for claim in load_claims() if claim.id == "better-professionals"]
    leaving_out, everybody = other_readings(claims)
    assert leaving_out.asks.leaving_out == ("no_opinion",)
    assert (everybody.asks.base, everybody.notes) == (
        "asked",
        "all who were asked, whatever they answered",
    )
    assert (everybody.id, everybody.low) == (claims[0].id, claims[0].low)


def test_a_missing_registry_is_named(registry):
    with pytest.raises(CodebookError) as caught:
        load_claims(registry)
    assert str(caught.value) == f"{registry} is missing: name a registry of claims in TOML."


def test_a_slip_in_the_toml_is_placed(registry):
    assert message(registry, "[[claim]\n").startswith("claims.toml is not readable as TOML: ")


@pytest.mark.parametrize(
    ("slip", "instead", "told"),
    [
        ('kind = "word"', 'kind = "wrod"',
         'kind "wrod" is not known, did you mean "word"? Known: count, bound, percent, list, word'
         " and qualitative."),
        ('sources = ["report"]', 'sources = ["reprot"]',
         'source "reprot" is not known, did you mean "report"? Known: report.'),
        ("band_reason", "band_raeson",
         'key "band_raeson" is not known, did you mean "band_reason"? Known: id, topic, group,'
         ' claim,'
         " kind, base, certainty, sources, value, words, band, band_reason, asks, not_decidable,"
         " other_bases and notes."),
        ('band_reason = "half"\n', "",
         "a band is a reading of words: give its `band_reason`."),
        ("[0.45, 0.55]", "[0.55, 0.45]",
         "band [0.55, 0.45] is empty: give its lower end, then its upper end."),
        ("[0.45, 0.55]", "[0.45]",
         "band [0.45] is empty: give its lower end, then its upper end."),
        ('band = [0.45, 0.55]\nband_reason = "half"\n', "",
         "nothing to compare with: give a `value` or a `band`."),
        ("n = 24", "n = 0", "a base of 0 is nobody: give the number of people, or leave it out."),
        ('certainty = "stated"', 'certainty = "state"',
         'certainty of the base "state" is not known, did you mean "stated"? Known: stated, likely,'
         " doubtful, unclear and derived."),
        ('kind = "share"', 'kind = "shares"',
         'kind of question to the tables "shares" is not known, did you mean "share"? Known:'
         " respondents, interviews, authorities_reached, authorities_known, authorities_share,"
         " share,"
         " any_row, coded, ratio, difference, represented, top_rows and rank."),
        ('answers = ["yes"] }', 'answers = ["yes"], base = "ask" }',
         'base "ask" is not known, did you mean "asked"? Known: answered, asked and kept.'),
        (', answers = ["yes"]', "", "asks of kind share needs answers."),
        ('answers = ["yes"] }', 'answers = ["yes"], codes = ["A.b"] }',
         "asks of kind share has no use for codes; it takes answers, base, group, kind,"
         " leaving_out,"
         " question and where."),
        ('asks = { kind = "share", group = "parent", question = "said", answers = ["yes"] }', "",
         "give either `asks`, what is measured, or `not_decidable`, why nothing can be."),
        ('topic = "sample"\n', "", "topic is missing."),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_claim_is_said(registry, slip, instead, told):
    assert slip in CLAIM
    assert message(registry, CLAIM.replace(slip, instead)) == f"claims.toml: claim half: {told}"


def test_a_claim_stands_once(registry):
    twice = CLAIM + CLAIM[CLAIM.index("[[claim]]") :]
    assert message(registry, twice) == "claims.toml: claim half stands more than once."
