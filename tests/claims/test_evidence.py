"""Other studies' findings: what is refused, what each is set beside, and how sure its share is."""

from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal
from math import isnan, nan

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpsurvey.claims import Beside, Finding, evidence, load_claims, load_related
from cpsurvey.claims.related import counts_of
from cpsurvey.errors import CodebookError, QuestionError

RECORD = """
[[finding]]
id = "one"
study = "A study"
says = "It was found"
group = "people"
instrument = "survey"
certainty = "high"
sources = ["https://example.org"]
beside = [{ claim = "better-professionals", measures = "other", why = "not that" }]
"""
CHECKED = {
    "data": "SYNTHETIC study", "id": "better-professionals", "claim": "Remote is better",
    "group": "professional", "published": "nearly half", "band": "[0.45, 0.5)", "count": 230,
    "base": 483, "share": 230 / 483, "ci_low": 0.43, "ci_high": 0.52, "confidence": 0.95,
    "verdict": "recovered (synthetic)", "mark": "", "why": "", "method": "wilson",
}  # fmt: skip


def finding(**given):
    beside = (Beside("better-professionals", "other", "not that"),)
    made = {
        "id": "one", "study": "A study", "says": "It was found", "group": "people",
        "instrument": "survey", "certainty": "high", "sources": ("https://example.org",),
        "beside": beside,
    }  # fmt: skip
    return Finding(**made | given)


@pytest.fixture
def refused(tmp_path):
    """Return what is said of a file of findings."""

    def load(text):
        path = tmp_path / "related.toml"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(CodebookError) as error:
            load_related(path)
        return str(error.value).replace(str(path), "FILE")

    return load


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (('measures = "other", why = "not that"', 'measures = "nearly"'),
         'measures "nearly" is not known. Known: same and other.'),
        ((', why = "not that"', ""),
         "beside better-professionals: say in `why` what is measured where that is something other,"
         " and only there."),
        (('"other", why', '"same", why'),
         "beside better-professionals: say in `why` what is measured where that is something other,"
         " and only there."),
        (('why = "not that" }', 'why = "not that" }, { claim = "better-professionals", measures ='
         ' "same" }'),
         "it is beside better-professionals more than once."),
        (('"survey"', '"survey"\nn = 0'),
         "a base of 0 is nobody: leave out n where none is known."),
        (('"survey"', '"survey"\npercent = 101.5'),
         "101.5% is no share: give a percent from 0 to 100."),
        (('"survey"', '"survey"\npercent = "most"'), "percent is 'most': give a number."),
        (('"survey"', '"survey"\ncount = 5'),
         "a count of 5 needs an n of what it is a share of, no smaller than itself."),
        (('"survey"', '"survey"\ncount = 5\nn = 4'),
         "a count of 5 needs an n of what it is a share of, no smaller than itself."),
        (('"survey"', '"survey"\ncount = 5\nn = 9\nn_counts = "towns"'),
         "a count of 5 needs an n of what it is a share of, no smaller than itself."),
        (('"survey"', '"survey"\ncount = 5\nn = 10\npercent = 51'),
         "5 of 10 does not round to 51%."),
        (('["https://example.org"]', "[]"),
         "give its `sources`, and at least one claim that it is `beside`."),
        (('"high"', '"sure"'), 'certainty "sure" is not known. Known: high, medium and low.'),
        (('study = "A study"\n', ""), "study is missing."),
        (('"survey"', '"survey"\nbase = 4'),
         'key "base" is not known. Known: id, study, says, group, instrument, certainty, sources,'
         " beside, year, n, n_counts, percent, count, stated and notes."),
    ],
)  # fmt: skip
def test_a_faulty_finding_is_refused_by_name(refused, change, message):
    assert refused(RECORD.replace(*change)) == f"FILE: finding one: {message}"


def test_an_unknown_claim_is_named_with_the_nearest(refused):
    said = refused(RECORD.replace("better-professionals", "better-profesionals"))
    start = (
        'FILE: finding one: claim "better-profesionals" is not known, did you mean'
        ' "better-professionals"? Known: n-professionals-survey,'
    )
    assert said.startswith(start)


def test_a_finding_that_stands_twice_and_a_file_that_is_none_are_refused(refused, tmp_path):
    assert refused(RECORD * 2) == "FILE: finding one stands more than once."
    known = 'table "findings" is not known, did you mean "finding"? Known: finding.'
    assert refused("[findings]") == f"FILE: {known}"
    assert refused("finding = 3") == "FILE: [[finding]] is 3: give a list of tables."
    assert refused("[[").startswith("FILE is not readable as TOML: ")
    with pytest.raises(CodebookError) as error:
        load_related(tmp_path / "none.toml")
    assert (
        str(error.value) == f"{tmp_path / 'none.toml'} is missing: name a file of findings in TOML."
    )
    with pytest.raises(CodebookError) as error:
        load_related(tmp_path)
    assert str(error.value) == (
        f"{tmp_path} cannot be read (Is a directory): name a file of findings in TOML."
    )


def test_a_teams_own_findings_stand_beside_its_own_claims(tmp_path, claim_of):
    asks = {"kind": "share", "question": "borrowed", "answers": ("yes",)}
    path = tmp_path / "related.toml"
    path.write_text(RECORD.replace("better-professionals", "borrowers"), encoding="utf-8")
    (found,) = load_related(path, claims=[claim_of("borrowers", asks)])
    assert found.beside == (Beside("borrowers", "other", "not that"),)


def test_a_claim_is_followed_by_what_is_beside_it_and_others_are_left_out():
    other = CHECKED | {"id": "share-social-workers"}
    found = evidence(pd.DataFrame([other, CHECKED]), [finding(percent=40)])
    assert found["finding"].tolist() == ["", "one"]
    assert found["study"].tolist() == ["this study", "A study"]
    assert found["same_measure"].tolist() == ["same", "other"]
    assert found["why_other"].fillna("").tolist() == ["", "not that"]
    assert found["measures"].tolist() == ["Remote is better", "It was found"]
    assert set(found["data"]) == {"SYNTHETIC study"}
    assert found.loc[0, ["count", "base", "verdict"]].tolist() == [
        230,
        483,
        "recovered (synthetic)",
    ]


@pytest.mark.parametrize(
    ("facts", "published", "share", "count", "why"),
    [
        ({"percent": 40}, "40%", 0.4, None, "base not published"),
        ({"percent": 40, "n": 50}, "40%", 0.4, 20, ""),
        ({"percent": 7.55, "n": 265, "count": 20}, "7.55%", 0.0755, 20, ""),
        ({"count": 9, "n": 114}, "9 of 114", 9 / 114, 9, ""),
        ({"percent": 77.7, "n": 1119}, "77.7%", 0.777, None, "2 counts of 1,119 round to 77.7%"),
        ({"percent": 41, "n": 14}, "41%", 0.41, None, "no count of 14 rounds to 41%"),
        ({"percent": 86, "n": 264, "n_counts": "towns"}, "86%", 0.86, None,
         "base not published: 264 counts towns"),
        ({"percent": 80, "n": 50, "stated": "almost 80%"}, "almost 80%", 0.8, None,
         '"almost 80%" names no count'),
        ({"stated": "most", "n": 50}, "most", nan, None, "no share was published"),
        ({}, "", nan, None, "no share was published"),
    ],
)  # fmt: skip
def test_an_interval_needs_a_published_base_and_one_count(facts, published, share, count, why):
    row = evidence(pd.DataFrame([CHECKED]), [finding(**facts)]).iloc[1]
    assert row["published"] == published
    assert row["share"] == pytest.approx(share, nan_ok=True)
    assert (None if pd.isna(row["count"]) else row["count"]) == count
    assert row["why"] == why
    assert isnan(row["ci_low"]) == (count is None)
    assert row["method"] == ("" if count is None else "wilson")


def test_the_interval_is_wilsons_at_the_level_asked():
    found = evidence(pd.DataFrame([CHECKED]), [finding(count=9, n=114)], confidence=0.9)
    z, p, n = 1.6448536269514722, 9 / 114, 114
    middle, half = p + z**2 / (2 * n), z * (p * (1 - p) / n + z**2 / (4 * n**2)) ** 0.5
    ends = [(middle - half) / (1 + z**2 / n), (middle + half) / (1 + z**2 / n)]
    assert found.loc[1, ["ci_low", "ci_high"]].tolist() == pytest.approx(ends)
    assert found["confidence"].tolist() == [0.95, 0.9]


@pytest.mark.parametrize("level", [95, "high"])
def test_a_level_that_is_none_is_refused_whether_or_not_an_interval_is_computed(level):
    for beside in (finding(count=9, n=114), finding(percent=40)):
        with pytest.raises(QuestionError) as error:
            evidence(pd.DataFrame([CHECKED]), [beside], confidence=level)
        assert str(error.value) == (
            f"confidence is {level}: give a level between 0 and 1, like 0.95."
        )


def test_what_was_hidden_stays_hidden_and_protection_is_on_every_row():
    hidden = CHECKED | {"count": None, "base": None, "share": None, "ci_low": None}
    hidden |= {"mark": "c", "verdict": "confidential [c]", "protection": "profile x"}
    found = evidence(pd.DataFrame([hidden]), [finding(percent=40)])
    assert found["protection"].tolist() == ["profile x"] * 2
    assert found["mark"].tolist() == ["c", ""]
    assert found.loc[0, ["count", "base"]].isna().all()


def test_a_result_of_something_else_is_refused():
    with pytest.raises(QuestionError) as error:
        evidence(pd.DataFrame([CHECKED]).drop(columns=["published", "band"]))
    assert str(error.value) == (
        "evidence needs the column published and band: give it a whole result of check_claims."
    )


@given(st.integers(1, 60), st.integers(0, 1000))
def test_counts_of_a_percentage_are_those_that_round_to_it(base, tenths):
    printed = Decimal(tenths) / 10
    step = Decimal(1) if tenths % 10 == 0 else Decimal("0.1")
    rounded = [
        k for k in range(base + 1)
        if printed in {
            (Decimal(100 * k) / base).quantize(step, way)
            for way in (ROUND_HALF_UP, ROUND_HALF_DOWN)
        }
    ]  # fmt: skip
    assert counts_of(float(printed), base) == rounded


def test_every_finding_is_beside_claims_that_there_are_and_has_an_address():
    known = {claim.id for claim in load_claims()}
    for one in load_related():
        assert {place.claim for place in one.beside} <= known
        assert all(source.startswith("http") for source in one.sources)


def test_no_share_of_ours_stands_beside_one_of_another_study_as_if_it_were_the_same():
    assert {place.measures for one in load_related() for place in one.beside} == {"other"}


def published(number):
    """Return a published number of the facts as percentage, count and words."""
    kind, value = number["kind"], number["value"]
    if kind == "percent":
        return (value[-1] if isinstance(value, list) else value, None, "")
    if kind == "percent (rounded)":
        return (float(value.split()[-1]), None, f"{value}%")
    if kind == "count and percent":
        return (value[1], value[0], "")
    if kind == "count of count":
        return (nan, value[0], "")
    return (nan, None, value if kind == "word" else "")


@pytest.mark.corpus
def test_findings_agree_with_the_facts_id_by_id_and_number_by_number(study):
    yaml = pytest.importorskip("yaml")
    facts = yaml.safe_load((study / "related.yaml").read_text(encoding="utf-8"))["findings"]
    wanted = {fact["id"]: fact for fact in facts if fact.get("set_beside")}
    found = {one.id: one for one in load_related()}
    assert sorted(found) == sorted(wanted)
    for name, fact in wanted.items():
        one, base = found[name], fact["base"]
        assert [place.claim for place in one.beside] == fact["set_beside"], name
        assert (one.year, one.certainty) == (fact["year"], fact["certainty"]), name
        assert (one.instrument, one.n) == (base["instrument"], base["n"]), name
        percent, count, stated = published(fact["number"])
        assert one.percent == pytest.approx(percent, nan_ok=True), name
        assert (one.count, one.stated) == (count, stated), name
        addresses = [part for part in fact["source"].split(" ; ") if part.startswith("http")]
        assert list(one.sources) == addresses or not addresses, name
