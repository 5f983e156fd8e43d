"""Every code that a page may have to say has words, and no word is for a code that is gone."""

from cpsurvey.readers.survey import KNOWN
from cpsurvey.report import words
from cpsurvey.vocabulary import NONRESPONSE


def test_every_reason_for_having_no_answer_has_a_label():
    assert [*NONRESPONSE] == [code for code in words.REASON_LABELS if code != words.CANNOT_TELL]


def test_every_platform_has_a_name():
    assert set(words.PLATFORMS) == set(KNOWN)


def test_a_code_without_words_is_its_own_word():
    assert words.in_words("new_rule", words.CHANGES) == "new rule"
