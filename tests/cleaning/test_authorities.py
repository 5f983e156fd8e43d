"""Authorities as typed: measured over slips, and one by one; hard cases are in test_hard_cases."""

import csv
from collections import Counter, defaultdict
from dataclasses import replace
from functools import partial

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpsurvey.cleaning import authority_coverage
from cpsurvey.cleaning.authorities import find_authority, match_authorities
from cpsurvey.cleaning.cleaned import Cleaned
from cpsurvey.cleaning.gazetteer import gazetteer
from cpsurvey.codebook import Place, load_codebook
from cpsurvey.errors import CodebookError
from cpsurvey.example import load_example

BOOK = load_codebook()
NAMES = gazetteer(BOOK)
CODES = {authority.code for authority in BOOK.authorities}
find = partial(find_authority, names=NAMES)

CASES = [
    # as it stands: aliases, words that any council has, short forms
    ("Leeds", "E08000035", "alias"),
    ("I work in Leeds", "E08000035", "alias"),
    ("Cyngor Bwrdeistref Sirol Conwy", "W06000003", "alias"),
    ("Sir Gâr", "W06000010", "alias"),
    ("YNYS MON", "W06000001", "alias"),
    ("B & N.E. Somerset", "E06000022", "close"),
    ("Bath & N.E. Somerset", "E06000022", "alias"),
    ("Sussex, East", "E10000011", "alias"),
    ("Saint Helens", "E08000013", "alias"),
    ("Kensington & Chelsea", "E09000020", "alias"),
    ("R.B.K.C.", "E09000020", "alias"),
    # short forms: cut, with a sign for what is left out, run together
    ("Middlesb", "E06000002", "close"),
    ("Waltham F", "E09000031", "close"),
    ("Bark & Dag", "E09000002", "close"),
    ("Leic'shire", "E10000018", "close"),
    ("D'caster", "E08000017", "close"),
    ("NYorks", "E10000023", "alias"),
    ("CovCC", "E08000026", "alias"),
    ("Herefs", "E06000019", "close"),
    ("Test", "", ""),
    ("Ross", "", ""),
    # misspelt: the city and the county are told apart
    ("Nottinghm", "E06000018", "close"),
    ("Nottinghamshre", "E10000024", "close"),
    ("Notinghamsh", "", ""),
    ("Derbshire", "E10000007", "close"),
    ("Wast Sussex", "", ""),
    ("South hampton", "E06000045", "close"),
    ("Northyorkshire", "E10000023", "close"),
    # what looks like an authority and is none, or another
    ("Kendal", "E10000006", "district"),
    ("Stafford", "E10000028", "district"),
    ("Woking", "E10000030", "district"),
    ("Barnes", "E09000027", "district"),
    ("Lichfield", "E10000028", "district"),
    ("Wells", "", ""),
    ("Stirling", "", ""),
    ("Derry", "", ""),
    ("London", "", ""),
    ("Yorkshire Dales", "", ""),
    # more said of the same place
    ("Leeds, West Yorkshire", "E08000035", "alias"),
    ("Leeds (England)", "E08000035", "alias"),
    ("Hackney London", "E09000012", "alias"),
    ("Newport, England", "", ""),
    ("Kent County Council - South area", "E10000016", "alias"),
    ("Devon (North)", "E10000008", "alias"),
    ("Guildford, Surrey", "E10000030", "district"),
    ("Hampshire Hospitals", "", ""),
    ("Bradford Children's Services (LADO)", "E08000032", "alias"),
    ("Kirklees council - Duty and Assessment", "E08000034", "alias"),
    ("Windsor & Maidenhead, Berkshire", "E06000040", "alias"),
    ("Kensington & Chelsea (bi-borough)", "E09000020", "alias"),
]
SEVERAL = [
    ("Leeds and Bradford", "E08000035;E08000032"),
    ("Leeds/Kirkless", "E08000035;E08000034"),
    ("Newport, Shropshire", "W06000022;E06000051"),
    ("Richmond (North Yorkshire)", "E09000027;E10000023"),
    ("Somerset County Council - North area", "E10000027;E06000024"),
    ("Derby City/County", "E06000015;E10000007"),
    ("Leicester(shire)", "E06000016;E10000018"),
    ("York County Council", "E06000014;E06000011;E10000023"),
    ("Newcastle", "E08000021;E10000028"),
    ("Achieving for Children", "E09000021;E09000027;E06000040"),
    ("Barent", "E09000003;E09000005"),
    ("South Yorksire", "E08000016;E08000017;E08000018;E08000019"),
    ("LBC", "E09000007;E09000008"),
    ("Leic", "E06000016;E10000018"),
    ("R'dale", "E08000005;E10000017;E10000023"),
    ("I work across Leeds and Bradford", "E08000035;E08000032"),
]
KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def outcome(typed: str) -> str:
    codes = find(typed).codes
    return codes[0] if len(codes) == 1 else "ambiguous" if codes else "unmatched"


def beside() -> dict[str, set[str]]:
    """Each letter with those around it on a keyboard."""
    near: dict[str, set[str]] = defaultdict(set)
    for row, letters in enumerate(KEYBOARD):
        for place, letter in enumerate(letters):
            for other in KEYBOARD[max(row - 1, 0) : row + 2]:
                near[letter].update(other[max(place - 1, 0) : place + 2])
            near[letter].discard(letter)
    return near


def slips(name: str) -> set[str]:
    """Every text that one slip makes of a name: a letter lost, doubled, swapped or mistaken."""
    near, found = beside(), set()
    for place, letter in enumerate(name):
        if letter.isalpha():
            before, after = name[:place], name[place + 1 :]
            found |= {before + after, before + letter + letter + after}
            found |= {before + other + after for other in near[letter]}
            if after[:1].isalpha():
                found.add(before + after[0] + letter + after[1:])
    return found - {name}


def test_of_all_slips_in_a_name_hardly_any_becomes_another():
    names = {a.name.casefold(): a.code for a in BOOK.authorities}
    made = sorted((slip, code) for name, code in names.items() for slip in slips(name))[::9]
    counts = Counter(
        "right" if outcome(slip) == code else "wrong" if outcome(slip) in CODES else "missing"
        for slip, code in made
    )
    assert counts["wrong"] / len(made) < 0.001
    assert counts["right"] / len(made) > 0.88


def test_every_name_and_every_alias_stands_for_its_authority():
    assert [
        (text, a.code)
        for a in BOOK.authorities
        for text in (a.name, a.name_cy, *a.aliases)
        if text and outcome(text) != a.code
    ] == []


def test_every_place_stands_for_its_authority_or_for_none():
    assert [p for p in BOOK.places if outcome(p.name) != (p.code or "unmatched")] == []


def test_what_is_listed_as_ambiguous_fits_what_is_listed():
    listed = BOOK.ambiguous_authorities
    assert {text: set(find(text).codes) for text in listed} == {
        text: set(codes) for text, codes in listed.items()
    }


@pytest.fixture(scope="module")
def cleaned() -> Cleaned:
    """Return every case and what it comes to, matched at once."""
    typed = [case[0] for case in CASES] + [case[0] for case in SEVERAL]
    return match_authorities(pd.Series(typed, index=typed), BOOK)


@pytest.mark.parametrize(("typed", "code", "rule"), CASES)
def test_a_text_is_read_by_its_rule(cleaned, typed, code, rule):
    assert cleaned.values[""].fillna("")[typed] == code
    changes = cleaned.changes[cleaned.changes.index == typed].to_dict("records")
    official = typed in {a.name for a in BOOK.authorities}
    expected = [{"rule": rule, "before": "", "after": code}]
    assert changes == (expected if code and not official else [])


@pytest.mark.parametrize(("typed", "codes"), SEVERAL)
def test_what_fits_several_is_ambiguous_with_its_candidates(cleaned, typed, codes):
    told = cleaned.reasons[typed], cleaned.details[typed], cleaned.values[""].isna()[typed]
    assert told == ("ambiguous", codes, True)
    assert cleaned.details["Leeds"] == ""


def test_what_is_settled_goes_before_everything():
    book = replace(BOOK, settled={"authority": {"leeds": "E08000032", "notts": "E10000024"}})
    raw = pd.Series(["LEEDS", "Notts.", "Bradford"])
    cleaned = match_authorities(raw, book, "authority")
    assert cleaned.values[""].tolist() == ["E08000032", "E10000024", "E08000032"]
    assert cleaned.changes["rule"].tolist() == ["settled", "settled"]
    assert match_authorities(raw, book, "another").reasons.tolist() == ["", "ambiguous", ""]


def test_what_is_settled_as_no_answer_has_its_reason():
    book = replace(BOOK, settled={"authority": {"the council": "not_applicable"}})
    cleaned = match_authorities(pd.Series(["The council"]), book, "authority")
    assert cleaned.reasons.tolist() == ["not_applicable"]


@given(st.text(max_size=300) | st.text("eastor n-/(),.&lds'", max_size=40))
def test_any_text_stands_for_authorities_there_are_or_for_none(typed):
    found = find(typed)
    assert {*found.codes, *found.near} <= CODES
    assert len(set(found.codes)) == len(found.codes)


def test_a_cell_of_a_megabyte_is_unmatched_at_once():
    assert match_authorities(pd.Series(["Leeds " * 200_000]), BOOK).reasons.tolist() == [
        "unmatched"
    ]


def test_coverage_counts_authorities_and_not_people():
    tables = load_example()
    coverage = authority_coverage(tables, BOOK)
    assert list(coverage.columns) == ["nation", "base", "count", "share"]
    assert coverage["base"].tolist() == [151, 22]
    twice = pd.concat([tables.responses, tables.responses], ignore_index=True)
    again = authority_coverage(replace(tables, responses=twice), BOOK)
    pd.testing.assert_frame_equal(coverage, again)


def test_nobody_covers_nothing():
    tables = load_example()
    none = authority_coverage(replace(tables, responses=tables.responses.head(0)), BOOK)
    assert none["share"].tolist() == [0.0, 0.0]


@pytest.mark.corpus
def test_every_alias_of_the_study_stands_for_its_authority(study):
    with (study / "la_aliases.csv").open(encoding="utf-8", newline="") as given_:
        wrong = [r for r in csv.DictReader(given_) if outcome(r["alias"]) != r["gss_code"]]
    assert wrong == []


@pytest.mark.corpus
def test_what_fits_several_in_the_study_is_ambiguous(study):
    with (study / "la_ambiguous.csv").open(encoding="utf-8", newline="") as given_:
        listed = {
            r["alias"]: set(r["candidate_gss_codes"].split(";")) for r in csv.DictReader(given_)
        }
    assert {text: set(find(text).codes) for text in listed} == listed


def test_a_place_lies_in_an_authority_that_is_there():
    with pytest.raises(CodebookError) as error:
        replace(BOOK, places=(Place("Atlantis", "town", "E06000099"),))
    assert str(error.value).startswith(
        'place Atlantis: authority "E06000099" is not known, did you'
    )
