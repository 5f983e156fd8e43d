"""From checked claims that were protected, nobody can work out a small count of people."""

from fractions import Fraction

import pandas as pd
import pytest

import cpsurvey as cps
from cpsurvey.claims import check_claims, claim_readings, evidence, load_words, read_band
from cpsurvey.claims.expected import Expected
from cpsurvey.claims.verdicts import agreeing_counts, agrees, verdict_of
from cpsurvey.disclosure import PROFILES, protect
from cpsurvey.errors import CpsurveyError
from cpsurvey.vocabulary import CLAIM_COLUMNS

WORDS = load_words()
SAYS = "; of claims also what a count leaves of its base, and verdicts that would tell of one"
BANDS = {
    "nearly half": 0.01, "three quarters": 0.01, "a fifth": 0.01, "most": 0, "minority": 0,
    "all": 0, "at least one": 0, "[0.1, 0.3)": 0.01, "[0, 0.1)": 0.01, "(0.25, 0.9]": 0,
    "[0.1, 0.2] or [0.8, 0.9]": 0,
}  # fmt: skip
WHOLE = ["count", "base", "fits_low", "fits_high", "readings", "changes", "smallest_cell"]


def row_of(count, base, band, *, second=0, **others):
    """The row of a claim about a share, of real people; a second base is another reading."""
    unit = Fraction(1, 100) if BANDS[band] else None
    wanted = Expected(WORDS[band].band if band in WORDS else read_band(band), "", unit)
    share, fitting = Fraction(count, base), agreeing_counts(base, wanted, 0.95)
    readings = [agrees(Fraction(count, second), wanted)] if second else []
    made = dict.fromkeys(CLAIM_COLUMNS, "") | {
        "data": "Team", "id": "it", "measure": "share", "count": count, "base": base,
        "share": float(share), "count_reference": pd.NA, "base_reference": pd.NA,
        "estimate": float(share), "ci_low": 0.1, "ci_high": 0.2, "confidence": 0.95,
        "band": str(wanted.band), "fits_low": min(fitting, default=pd.NA),
        "fits_high": max(fitting, default=pd.NA), "stated_base": pd.NA,
        "verdict": verdict_of(share, wanted, base=base, others=readings),
        "readings": 1 + len(readings), "changes": 1,
        "smallest_cell": min((c for c in (count, base - count) if c), default=pd.NA),
        "method": "wilson", "why": f"{count} of {base}",
    }  # fmt: skip
    return made | others


def rows_of(rows):
    whole = [*WHOLE, "count_reference", "base_reference", "stated_base"]
    return pd.DataFrame(rows, columns=list(CLAIM_COLUMNS)).astype(dict.fromkeys(whole, "Int64"))


def shown(rows, profile="publication"):
    return protect(rows_of(rows), profile=profile)


@pytest.mark.parametrize("profile", ["publication", "tre"])
@pytest.mark.parametrize("band", BANDS)
@pytest.mark.parametrize("second", [0, 3])
def test_who_knows_the_base_and_the_rules_cannot_tell_a_small_count(profile, band, second):
    threshold = PROFILES[profile].threshold
    bases = (threshold, threshold + 1, 14, 20, 24, 41, 91)
    cases = [(count, base) for base in bases for count in range(base + 1)]
    rows = [row_of(k, n, band, second=n + second if second else 0) for k, n in cases]
    found = shown(rows, profile).astype("string").fillna("").agg("|".join, axis=1)
    possible = pd.DataFrame(cases, columns=["count", "base"]).groupby(
        [[base for _, base in cases], found.to_numpy()]
    )
    for (base, _), fitting in possible["count"]:
        counts = set(fitting)
        few = {k for k in counts if 0 < k < threshold or 0 < base - k < threshold}
        hidden = {k for k in range(1, base) if k < threshold or base - k < threshold}
        if few and counts != hidden:  # a verdict narrows them: not too far
            assert len(counts) >= threshold
            assert max(counts) >= threshold
            assert base - min(counts) >= threshold


def test_without_a_small_count_nothing_is_hidden():
    rows = [row_of(0, 24, "most"), row_of(24, 24, "all"), row_of(12, 24, "most")]
    found = shown(rows)
    pd.testing.assert_frame_equal(found.drop(columns="protection"), rows_of(rows))


def test_a_hidden_row_says_nothing_that_was_computed():
    found = shown([row_of(21, 24, "most")]).loc[0]
    computed = [
        "count", "base", "share", "count_reference", "base_reference", "estimate", "ci_low",
        "ci_high", "fits_low", "fits_high", "changes", "smallest_cell",
    ]  # fmt: skip
    assert found[computed].isna().all()
    assert found[["verdict", "mark", "method", "why", "protection"]].tolist() == [
        "confidential [c]", "c", "suppressed",
        "a count, a base or what is left of it is too small to be shown",
        PROFILES["publication"].sentence + SAYS,
    ]  # fmt: skip


@pytest.mark.parametrize("verdict", ["reproduced", "not reproduced"])
def test_a_row_hidden_for_its_parts_does_not_say_that_its_total_agrees(verdict):
    row = row_of(30, 530, "minority", smallest_cell=2, verdict=verdict)
    assert shown([row]).loc[0, "verdict"] == "confidential [c]"


def test_a_row_goes_with_the_small_count_of_another_reading_that_its_verdict_tells_of():
    row = row_of(20, 60, "minority", second=24, smallest_cell=2)
    assert shown([row]).loc[0, ["mark", "verdict"]].tolist() == ["c", "confidential [c]"]


def test_why_a_difference_could_not_be_measured_tells_no_small_count():
    gone = dict.fromkeys(["share", "estimate", "changes", "smallest_cell"], pd.NA)
    why = "nobody in a base: share less 3 of 40"
    row = row_of(0, 40, "most", measure="difference", why=why, verdict="not decidable", **gone)
    assert shown([row]).loc[0, "why"] == "nobody in a base: share less [c] of 40"


def test_other_studies_beside_claims_and_readings_are_not_protected_afterwards():
    checked = check_claims(cps.load_example(), claims="better-professionals")
    with pytest.raises(CpsurveyError) as caught:
        protect(evidence(checked))
    assert str(caught.value) == (
        "these rows are of other studies beside claims: protect the claims first, as in"
        " evidence(protect(check_claims(tables)))."
    )
    with pytest.raises(CpsurveyError) as caught:
        protect(claim_readings(cps.load_example(), "share-social-workers"))
    assert str(caught.value) == (
        "readings of a base are few people apart, and no threshold makes that safe: keep them in"
        " the team, and protect check_claims or claim_multiverse of the same claims."
    )


@pytest.mark.parametrize(
    ("case", "verdict"),
    [
        ((3, 24, "at least one"), "reproduced"),  # 1 to 4 and 20 to 23 would be so
        ((3, 24, "all"), "not reproduced"),
        ((3, 14, "three quarters"), "infeasible at this base"),  # whatever the count
        ((3, 24, "minority"), "confidential [c]"),  # leaves 1 to 4 only
        ((22, 24, "minority"), "confidential [c]"),
        ((3, 4, "at least one"), "confidential [c]"),
        ((5, 24, "a fifth"), "reproduced"),
        ((2, 24, "(0.25, 0.9]"), "confidential [c]"),  # its other side would be 22 and 23
    ],
)
def test_a_verdict_is_shown_only_where_either_side_of_it_leaves_enough(case, verdict):
    assert shown([row_of(*case)]).loc[0, "verdict"] == verdict


def test_the_parts_of_a_difference_and_what_they_leave_are_looked_at_too():
    told = {"measure": "difference", "fits_low": pd.NA, "fits_high": pd.NA}
    rows = [
        row_of(30, 60, "most", count_reference=less, base_reference=base, smallest_cell=20, **told)
        for less, base in ((10, 24), (3, 24), (21, 24), (0, 4), (0, 24))
    ]
    paired = {"count_reference": 20, "base_reference": 60, "smallest_cell": 2}
    rows.append(row_of(30, 60, "most", **paired, **told))
    found = shown(rows)
    assert found["mark"].eq("c").tolist() == [False, True, True, True, False, True]
    assert found["verdict"].eq("confidential [c]").tolist() == found["mark"].eq("c").tolist()


def test_the_others_of_a_sum_go_with_one_that_is_hidden():
    rows = [
        row_of(count, count, "all", measure="respondents", id=name)
        for name, count in (("professionals", 40), ("parents", 3), ("both", 43))
    ]
    assert shown(rows)["count"].isna().all()
    assert shown(rows[:1])["count"].tolist() == [40]


@pytest.mark.parametrize("measure", ["authorities_reached", "represented", "top_rows"])
def test_numbers_of_places_and_lists_are_no_people_but_what_turns_them_is(measure):
    rows = [row_of(4, 5, "most", measure=measure, smallest_cell=few) for few in (3, 30)]
    found = shown(rows)
    assert found["count"].tolist() == [4, 4]
    assert found["changes"].isna().tolist() == [True, False]
    assert found["smallest_cell"].isna().tolist() == [True, False]


def test_small_numbers_go_from_reasons_that_count_people():
    why = "answers recorded from 2020-10-01 to 2020-10-03, of those with a date; 3 have none"
    found = shown([row_of(60, 60, "all", measure="recorded", why=why)])
    assert found.loc[0, "why"] == why.replace("; 3 have", "; [c] have")
    coded = shown([row_of(30, 60, "most", measure="coded", why="of all held; 4 without any code")])
    assert coded.loc[0, "why"] == "of all held; [c] without any code"


def test_real_claims_are_not_shown_without_protection():
    with pytest.raises(CpsurveyError) as caught:
        protect(rows_of([row_of(3, 24, "most")]), profile="none")
    assert str(caught.value) == (
        'profile "none" is for synthetic data, and "Team" is not. Use profile "publication" or'
        ' "tre".'
    )


def test_the_synthetic_study_at_threshold_10_shows_no_count_below_it():
    found = protect(check_claims(cps.load_example()), profile="tre")
    people = found[~found["measure"].isin(["authorities_reached", "represented", "top_rows"])]
    of_people = people[people["measure"] != "authorities_share"]
    rest = of_people["base"] - of_people["count"]
    for counts in (of_people["count"], of_people["base"], rest, found["smallest_cell"]):
        assert not counts.between(1, 9).any()
    assert found["mark"].eq("c").any()
