"""Every code that a page may have to say has words, and no word is for a code that is gone."""

from cpsurvey.readers.survey import KNOWN
from cpsurvey.report.wording import codes
from cpsurvey.vocabulary import NONRESPONSE


def test_every_reason_for_having_no_answer_has_a_label():
    assert [*NONRESPONSE] == [code for code in codes.REASON_LABELS if code != codes.CANNOT_TELL]


def test_every_platform_has_a_name():
    assert codes.platform_in_words("ms_forms") == "Microsoft Forms"
    assert [code for code in KNOWN if codes.platform_in_words(code) == code] == []


def test_a_code_without_words_is_its_own_word():
    assert codes.in_words("new_rule", codes.CHANGES) == "new rule"


def test_settings_stand_in_one_order_whatever_the_reader_wrote_first():
    assert codes.settings_in_words({"packed": "", "delimiter": ";", "generation": "modern"}) == [
        "layout: modern",
        "columns separated by: semicolons",
    ]
