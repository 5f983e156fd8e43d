import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpsurvey.codebook import normalise


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("  Better ", "better"),
        ("About\u00a0the  same", "about the same"),
        ("Don\u2019t know.", "don't know"),
        ("BETTER\n", "better"),
        ("Face\u2013to\u2013face", "face-to-face"),
        ("\ufeffYes", "yes"),
        ("Yng Nghymru", "yng nghymru"),
    ],
)
def test_case_spaces_and_typography_do_not_count(raw, plain):
    assert normalise(raw) == plain


@given(st.text())
def test_normalising_twice_changes_nothing(text):
    assert normalise(normalise(text)) == normalise(text)
