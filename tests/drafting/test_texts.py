"""Headers on one line, whatever is in them."""

from cpsurvey.drafting.texts import clean_text


def test_entities_become_letters():
    assert clean_text("Caf&#233;s &amp; bars") == "Cafés & bars"


def test_an_entity_that_no_letter_has_is_left_out_however_long():
    assert clean_text("Age &#" + "9" * 5_000 + "; in years") == "Age ; in years"
