import pytest

from cpsurvey.cleaning.masking import mask


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("Better", "Better"),
        ("ask jo@example.org please", "ask [e-mail] please"),
        ("at SW1A 2AA", "at [postcode]"),
        ("ring 020 7946 0000", "ring [number]"),
        ("see https://example.org/a", "see [address]"),
        ("ring 01792.295.678", "ring [number]"),
        ("from 192.0.2.10", "from [number]"),
        ("born 12/03/1985", "born [date]"),
        ("one\ntwo", "one two"),
        ("x" * 50, "x" * 39 + "…"),
    ],
)
def test_what_looks_personal_is_not_shown(raw, shown):
    assert mask(raw) == shown


def test_a_cell_of_a_megabyte_is_looked_at_no_further_than_is_shown():
    assert mask("x" * 1_000_000) == "x" * 39 + "…"
