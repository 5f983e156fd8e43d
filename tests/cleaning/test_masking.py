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
        ("one\ntwo", "one two"),
        ("x" * 50, "x" * 39 + "…"),
    ],
)
def test_what_looks_personal_is_not_shown(raw, shown):
    assert mask(raw) == shown
