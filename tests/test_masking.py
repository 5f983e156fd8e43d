"""What points at a person is masked, what only looks like it a little is not, and fast."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpsurvey.masking import find_details, is_nhs_number, mask, mask_text

MASKED = {
    "e-mail": [
        "jo@example.org",
        "j.o'neil+x@mail.example.co.uk",
        "jo (at) example.org",
        "jo[at]example.org",
        "jo @ example.org",
    ],
    "web address": [
        "https://example.org/a,b?c=1",
        "www.example.org/jo",
        "facebook.com/jo.bloggs",
        "HTTP://EXAMPLE.ORG",
    ],
    "IP address": ["192.0.2.10"],
    "National Insurance number": ["QQ123456C", "qq 12 34 56 c", "AB-12-34-56-A"],
    "telephone number": [
        "020 7946 0000", "(020) 7946 0000", "02079460000", "020-7946-0000", "020 - 7946 - 0000",
        "020.7946.0000", "0117 496 0000", "01792 295678", "01792-295-678", "(01792) 295 678",
        "01204 56789", "07911 123456", "07911123456", "07 911 123 456", "07911 12 34 56",
        "+44 7911 123456", "+447911123456", "+44 (0)20 7946 0000", "+44 (0) 20 7946 0000",
        "(+44) 20 7946 0000", "0044 20 7946 0000", "447911123456", "(0)7911 123456",
        "0800 123 4567", "07911\u00a0123\u00a0456", "07911\u2013123456", "+353 87 123 4567",
        "00353 87 123 4567", "0033 1 23 45 67 89", "44 7911 123456", "44-7911-123-456",
    ],
    "NHS number": [
        "943 476 5919", "943-476-5919", "943.476.5919", "9434765919", "943\u00a0476\u00a05919",
    ],
    "postcode": [
        "SW1A 2AA", "sw1a2aa", "M1 1AE", "B33 8TH", "CR2 6XH", "DN55 1PT", "EC1A 1BB", "W1A 0AX",
        "CF10  3AT", "LL57-2DG", "ls17 4th", "SA1\u00a01AA",
    ],
    "social handle": ["@JoBloggs99", "@jo_b"],
}  # fmt: skip
NOT_MASKED = [
    "COVID-19", "COVID 19 2nd wave", "Section 47", "S47", "S17", "s.47", "S47 2nd enquiry",
    "S17 4th time", "s20 2yr old", "2020-21", "2020/21", "2019 2020 2021", "P1", "A1 paper", "A4",
    "M25", "E1", "in W12", "KS2 2nd", "Y6 4th", "L3 4th", "T2 1st", "CP1 form", "1st/2nd/3rd",
    "12/03/2020", "01-02-2020", "01/02/2020 15:30", "01-02-2020 15 30", "07-12-2020 10 30",
    "07-12-20 10 30 40", "07 12 2020 1030", "01.02.2020-05.06.2020", "09:30-11:00", "10-12",
    "ages 0-5 6-10 11-15 16-18", "scores 0 3 5 7 8 9 2 4 6 1", "0 1 2 3 4 5 6 7 8 9 10",
    "£1,200,300", "£01234567890", "0.0123456789", "5,000,000", "100%", "24/7", "10@5.50", "3.5 hrs",
    "8am @ school", "999 or 101", "0800 1111", "v1.2.3", "943 476 5918", "9434765918",
    "0000000000", "GDPR 2018", "about 30-40 people", "ref 2020/123", "1,2,3,4,5,6,7,8,9,10",
    "ages 44 71 35 61 88", "943.476.5918",
]  # fmt: skip


@pytest.mark.parametrize("kind", list(MASKED))
def test_each_form_is_masked_as_what_it_is(kind):
    for form in MASKED[kind]:
        assert mask_text(f"Write to {form}, please.") == (
            f"Write to [{kind}], please.",
            (kind,),
        ), form


@pytest.mark.parametrize("text", NOT_MASKED)
def test_what_points_at_nobody_stays(text):
    assert mask_text(text) == (text, ())


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("my postcode is CF10", "my postcode is [postcode]"),
        ("Postcode: SA1.", "Postcode: [postcode]."),
        ("post code area LL57", "post code area [postcode]"),
        ("cod post yw LL57", "cod post yw [postcode]"),
        ("we met in CF10", "we met in CF10"),
    ],
)
def test_half_a_postcode_is_masked_where_it_is_called_one(text, masked):
    assert mask_text(text)[0] == masked


def test_a_number_after_a_date_is_masked_and_the_date_is_not():
    text = "on 01-02-2020 020 7946 0000, or 07911 123456/020 7946 0001"
    assert mask_text(text)[0] == (
        "on 01-02-2020 [telephone number], or [telephone number]/[telephone number]"
    )


def test_kinds_are_named_once_each():
    assert mask_text("a@example.org b@example.org SW1A 2AA SW1A 1AA 020 7946 0000") == (
        "[e-mail] [e-mail] [postcode] [postcode] [telephone number]",
        ("e-mail", "telephone number", "postcode"),
    )


@pytest.mark.parametrize(
    ("digits", "valid"),
    [
        ("9434765919", True),
        ("4010232137", True),
        ("9434765918", False),
        ("1234567890", False),  # whose check digit would be 10
        ("0000000000", False),
    ],
)
def test_an_nhs_number_has_its_check_digit(digits, valid):
    assert is_nhs_number(digits) is valid


HARD = [
    "0", "+", "1 ", "a@", "@", "a.", "www.", "(0", "0 ", "07", "a@a.", "a@b.b", "-", "http://,",
    "1.", "A1", "S1 1", "0-", "+1 ", "postcode ", "1-1-", "é", " @ ", "[at]", "a (at) ", "01-02-20",
    "020 ", "943 476 591", "x" * 49 + "@", "a@" + "b." * 50, "AB 12 34 56 ",
]  # fmt: skip


@pytest.mark.parametrize("piece", HARD)
def test_a_very_long_cell_takes_a_moment(piece):
    """A pattern that tries every way of reading a text would take minutes, not a moment."""
    text = (piece * (200_000 // len(piece) + 1))[:200_000]
    start = time.perf_counter()
    mask_text(text)
    assert time.perf_counter() - start < 5


@given(st.text(), st.sampled_from([form for forms in MASKED.values() for form in forms]))
def test_what_is_masked_is_gone_and_masking_again_changes_nothing(text, form):
    masked, kinds = mask_text(f"{text} : {form} : {text}")
    assert form not in masked or form in text
    assert kinds
    assert mask_text(masked) == (masked, ())


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("Better", "Better"),
        ("ask jo@example.org please", "ask [e-mail] please"),
        ("ask jo@localhost please", "ask [e-mail] please"),
        ("at SW1A 2AA", "at [postcode]"),
        ("at QX9 9QQ", "at [postcode]"),
        ("ring 020 7946 0000", "ring [telephone number]"),
        ("ring 7946 000 000", "ring [number]"),
        ("see https://example.org/a", "see [web address]"),
        ("from 192.0.2.10", "from [IP address]"),
        ("born 12/03/1985", "born [date]"),
        ("one\ntwo", "one two"),
        ("x" * 50, "x" * 39 + "…"),
    ],
)
def test_in_a_message_all_that_may_be_personal_is_hidden(raw, shown):
    assert mask(raw) == shown


def test_a_cell_of_a_megabyte_is_looked_at_no_further_than_is_shown():
    assert mask("x" * 1_000_000) == "x" * 39 + "…"


@given(
    st.text(max_size=60)
    | st.lists(
        st.sampled_from([text for texts in MASKED.values() for text in texts]), max_size=3
    ).map(" and ".join)
)
def test_what_is_found_is_what_is_masked(text):
    found = find_details(text)
    assert {kind for kind, *_ in found} <= set(mask_text(text)[1])
    assert bool(found) == bool(mask_text(text)[1])
    for (_, _, end), (_, start, _) in pairwise(found):
        assert end <= start
