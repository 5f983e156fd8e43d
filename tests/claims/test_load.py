"""The registry becomes claims, or one sentence that names the file and the claim."""

import math
from datetime import date

import pytest

from cpsurvey.claims import load_claims
from cpsurvey.errors import CodebookError

CLAIM = """
[source.report]
what = "A report"
url = "https://example.org"

[[claim]]
id = "half"
topic = "sample"
group = "parent"
claim = "About half of the parents said yes"
kind = "word"
certainty = "high"
sources = ["report"]
words = "about half"
band = "[0.45, 0.55]"
band_reason = "half, give or take 5 points"
base = { group = "parents", n = 24, instrument = "survey", certainty = "stated" }
asks = { kind = "share", group = "parent", question = "said", answers = ["yes"] }
"""
BAND = 'band = "[0.45, 0.55]"\nband_reason = "half, give or take 5 points"\n'
ASKS = 'asks = { kind = "share", group = "parent", question = "said", answers = ["yes"] }'

LESS = ASKS.replace('"share"', '"difference"').replace(" }", ", less = { ")
KEPT = 'asks = { kind = "respondents", group = "parent" }'


@pytest.fixture
def registry(tmp_path):
    return tmp_path / "claims.toml"


def loaded(registry, text=CLAIM, **options):
    registry.write_text(text, encoding="utf-8")
    (claim,) = load_claims(registry, **options)
    return claim


def number(kind, value, asks):
    """Return the claim as a number in place of words."""
    text = CLAIM.replace(BAND, f"value = {value}\n").replace('words = "about half"\n', "")
    return text.replace('"word"', f'"{kind}"').replace(ASKS, asks)


def message(registry, text):
    registry.write_text(text, encoding="utf-8")
    with pytest.raises(CodebookError) as caught:
        load_claims(registry)
    return str(caught.value).replace(str(registry), "claims.toml")


def test_a_claim_holds_everything_its_record_says(registry):
    claim = loaded(registry)
    assert (claim.id, claim.published, claim.base.n) == ("half", "about half", 24)
    assert (str(claim.band), claim.band_reason) == ("[0.45, 0.55]", "half, give or take 5 points")
    assert (claim.asks.kind, claim.asks.answers, claim.asks.base) == ("share", ("yes",), "answered")
    assert [(one.what, one.url) for one in claim.sources] == [("A report", "https://example.org")]
    assert math.isnan(claim.value)


def test_a_claim_knows_where_it_stands(registry):
    assert loaded(registry).place == f"{registry}: claim half"


def test_a_difference_takes_away_the_same_with_other_keys(registry):
    asks = ASKS.replace('"share"', '"difference"').replace(
        " }", ', less = { question = "heard" } }'
    )
    less = loaded(registry, CLAIM.replace(ASKS, asks)).asks.less
    assert (less.kind, less.group, less.question, less.answers) == (
        "share", "parent", "heard", ("yes",),
    )  # fmt: skip


def test_days_are_days(registry):
    asks = 'asks = { kind = "recorded", first = 2020-09-01, last = 2020-10-31 }'
    asked = loaded(registry, CLAIM.replace(ASKS, asks)).asks
    assert (asked.first, asked.last) == (date(2020, 9, 1), date(2020, 10, 31))


def test_a_word_of_a_readers_own_may_stand_in_her_registry(registry):
    text = CLAIM.replace(BAND, "")
    assert loaded(registry, text, words={"about half": "[0.4, 0.6]"}).words == "about half"


@pytest.mark.parametrize(
    ("kind", "value", "asks", "published"),
    [("count", "12", KEPT, "12"), ("percent", "71.5", ASKS, "71.5%"), ("list", "5", KEPT, "5")],
)
def test_a_number_needs_no_words(registry, kind, value, asks, published):
    assert loaded(registry, number(kind, value, asks)).published == published


@pytest.mark.parametrize(
    ("kind", "value", "asks", "told"),
    [
        ("count", "18", ASKS,
         "asks of kind share measures a share, and 18 is a number: give a `band` of its own, such"
         ' as "[0.75, 0.75]" for 18 of 24.'),
        ("percent", "17", KEPT,
         "asks of kind respondents measures a number, and 17% is a share: ask for a share, or give"
         " the number."),
    ],
)  # fmt: skip
def test_a_number_is_compared_with_what_is_measured_in_its_unit(registry, kind, value, asks, told):
    assert message(registry, number(kind, value, asks)) == f"claims.toml: claim half: {told}"


def test_a_file_may_have_the_mark_that_windows_editors_put_before_it(registry):
    assert loaded(registry, "\ufeff" + CLAIM).id == "half"


def test_every_claim_of_the_study_loads_and_has_an_id_of_its_own():
    claims = load_claims()
    assert len({claim.id for claim in claims}) == len(claims) == 71


def test_another_reading_of_a_base_asks_other_questions_of_the_tables():
    (claim,) = (one for one in load_claims() if one.id == "better-professionals")
    leaving_out, everybody = claim.other_bases
    assert leaving_out.asks.leaving_out == ("no_opinion",)
    assert (everybody.asks.base, everybody.why) == (
        "asked",
        "all who were asked, whatever they answered",
    )


def test_a_missing_registry_is_named(registry):
    with pytest.raises(CodebookError) as caught:
        load_claims(registry)
    assert str(caught.value) == f"{registry} is missing: name a registry of claims in TOML."


def test_a_folder_is_no_registry(tmp_path):
    with pytest.raises(CodebookError) as caught:
        load_claims(tmp_path)
    assert str(caught.value).startswith(f"{tmp_path} cannot be read (")


def test_a_slip_in_the_toml_is_placed(registry):
    assert message(registry, "[[claim]\n").startswith("claims.toml is not readable as TOML: ")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "the file holds no claim: write a [[claim]] table for each."),
        ('claim = "half"', "[[claim]] is 'half': give a list of tables."),
        ("claim = [1]", "[[claim]] is 1: give a table, { key = value, … }."),
        (CLAIM.replace("[source.report]", "[sources.report]"),
         'table "sources" is not known, did you mean "source"? Known: source and claim.'),
        (CLAIM.replace('what = "A report"', 'waht = "A report"'),
         'source report: key "waht" is not known, did you mean "what"? Known: name, what, url and'
         " seen."),
        (CLAIM.replace('url = "https://example.org"\n', ""), "source report: url is missing."),
        (CLAIM + CLAIM[CLAIM.index("[[claim]]"):], "claim half stands more than once."),
    ],
)  # fmt: skip
def test_what_is_wrong_with_the_file_is_said(registry, text, told):
    assert message(registry, text) == f"claims.toml: {told}"


@pytest.mark.parametrize(
    ("slip", "instead", "told"),
    [
        ('kind = "word"', 'kind = "wrod"',
         'kind "wrod" is not known, did you mean "word"? Known: count, bound, percent, list, word,'
         " date, text and qualitative."),
        ('sources = ["report"]', 'sources = ["reprot"]',
         'source "reprot" is not known, did you mean "report"? Known: report.'),
        ('sources = ["report"]', 'sources = "report"', "sources is 'report': give a list of text."),
        ("band_reason", "band_raeson",
         'key "band_raeson" is not known, did you mean "band_reason"? Known: id, topic, group,'
         " claim, kind, base, certainty, sources, value, stated, words, reads_as, reads_why, band,"
         " band_reason, asks, proxy, not_decidable, other_bases and notes."),
        ('band_reason = "half, give or take 5 points"\n', "",
         "a band is a reading of words: give its `band_reason`."),
        ("[0.45, 0.55]", "[0.55, 0.45]",
         'band "[0.55, 0.45]" is empty: no value lies in it. Give its lower end first.'),
        ('"[0.45, 0.55]"', "[0.45, 0.55]",
         'band is [0.45, 0.55]: give text, such as "[0.45, 0.5)".'),
        (BAND, BAND + 'reads_as = "most"\nreads_why = "it is"\n',
         "give a `band` or `reads_as`, not both."),
        (BAND, 'reads_as = "most"\n',
         "what words are read as is a reading: give its `reads_why`."),
        ('words = "about half"\n' + BAND, "",
         "nothing to compare with: give `words`, `reads_as` or a `band`."),
        (ASKS, LESS + "} }",
         "`less` takes a share from itself: give what is other in it."),
        (ASKS, LESS + 'also_codes = ["A.b"] } }',
         "what is taken away in `less` is a share, of answers alone."),
        (ASKS, LESS + 'kind = "any_row" } }',
         "what is taken away in `less` is a share, of answers alone."),
        ('kind = "word"\n', 'kind = "word"\nvalue = "17"\n', "value is '17': give a number."),
        ('kind = "word"\n', 'kind = "word"\nvalue = true\n', "value is True: give a number."),
        ('kind = "word"\n', 'kind = "word"\nvalue = inf\n',
         "a value of inf is no number that was published."),
        ('certainty = "high"', 'certainty = "hihg"',
         'certainty of the claim "hihg" is not known, did you mean "high"? Known: high, medium and'
         " low."),
        ("n = 24", "n = 0", "a base of 0 is nobody: give the number of people, or leave it out."),
        ("n = 24", "n = 24.5", "n is 24.5: give a whole number."),
        ('certainty = "stated"', 'certainty = "state"',
         'certainty of the base "state" is not known, did you mean "stated"? Known: stated, likely,'
         " doubtful, unclear and derived."),
        ('base = { group = "parents", n = 24, instrument = "survey", certainty = "stated" }',
         "base = 24", "base is 24: give a table, { key = value, … }."),
        ('kind = "share"', 'kind = "shares"',
         'kind of question to the tables "shares" is not known, did you mean "share"? Known:'
         " respondents, interviews, recorded, authorities_reached, authorities_known,"
         " authorities_share, share, any_row, interviewed, coded, difference, represented, top_rows"
         " and rank."),
        ('answers = ["yes"] }', 'answers = ["yes"], base = "ask" }',
         'base "ask" is not known, did you mean "asked"? Known: answered,'
         " answered_or_dont_know, asked and kept."),
        ('answers = ["yes"] }', 'answers = "yes" }', "answers is 'yes': give a list of text."),
        ('answers = ["yes"] }', 'answers = ["yes"], where = "phone" }',
         "where is 'phone': give a table, { key = value, … }."),
        ('answers = ["yes"] }', 'answers = ["yes"], where = { question = "mode" } }',
         "answers is missing."),
        (', answers = ["yes"]', "", "asks of kind share needs answers."),
        ('answers = ["yes"] }', 'answers = ["yes"], codes = ["A.b"] }',
         "asks of kind share has no use for codes; it takes also_codes, answers, base, group, kind,"
         " leaving_out, question and where."),
        (ASKS, 'asks = { kind = "recorded", last = "2020-10-16" }',
         "last is '2020-10-16': give a day, such as 2020-10-16."),
        (ASKS, 'asks = { kind = "recorded", last = 2020-10-16T12:00:00 }',
         "last is datetime.datetime(2020, 10, 16, 12, 0): give a day, such as 2020-10-16."),
        (ASKS, 'asks = { kind = "recorded", first = 2020-10-31, last = 2020-10-16 }',
         "no day lies between 2020-10-31 and 2020-10-16."),
        (ASKS, 'asks = { kind = "recorded", last = 2020-10-16, also_interviews = "yes" }',
         "also_interviews is 'yes': give true or false."),
        (ASKS, 'asks = { kind = "represented", question = "role", each = ["gp"] }',
         "each is ['gp']: give a list of lists of text."),
        (ASKS, 'asks = { kind = "represented", question = "role", each = [["gp"], []] }',
         "a list in `each` is empty: name the answers that would represent."),
        (ASKS, ASKS + '\nother_bases = [{ group = "parent", n = -1, instrument = "i", why = "w" }]',
         "a base of -1 is nobody: give the number of people, or leave it out."),
        (ASKS, ASKS + '\nother_bases = { group = "parent" }',
         "other_bases is {'group': 'parent'}: give a list of tables."),
        (ASKS, "", "give either `asks`, what is measured, or `not_decidable`, why nothing can be."),
        ('topic = "sample"\n', "", "topic is missing."),
        ('topic = "sample"\ngroup = "parent"\n', "", "topic and group are missing."),
        ("base = {", 'registry = "mine.toml"\nbase = {',
         'key "registry" is not known. Known: id, topic, group, claim, kind, base, certainty,'
         " sources, value, stated, words, reads_as, reads_why, band, band_reason, asks, proxy,"
         " not_decidable, other_bases and notes."),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_claim_is_said(registry, slip, instead, told):
    assert slip in CLAIM
    assert message(registry, CLAIM.replace(slip, instead)) == f"claims.toml: claim half: {told}"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("nearly hafl", 'word "nearly hafl" is not known, did you mean "nearly half"? Known: '),
        ("many", '"many" names no amount (no amount that all readers would share): give `reads_as`'
                 " or a `band`."),
    ],
)  # fmt: skip
def test_words_that_nothing_reads_are_refused_when_the_registry_is_loaded(registry, words, told):
    text = CLAIM.replace(BAND, "").replace("about half", words)
    assert message(registry, text).startswith(f"claims.toml: claim half: {told}")


def test_a_claim_without_a_name_is_refused(registry):
    assert message(registry, CLAIM.replace('"half"', '""')) == (
        "claims.toml: claim (without an id): a claim needs an `id`, by which it is named."
    )


def test_a_number_that_is_not_there_is_asked_for(registry):
    text = CLAIM.replace(BAND, "").replace('"word"', '"count"')
    assert message(registry, text) == (
        "claims.toml: claim half: a claim of kind count needs its `value`, or `reads_as`."
    )
