"""Text broken to fit."""

from hypothesis import given
from hypothesis import strategies as st

from cpsurvey.figures.measure import height, width, wrap

LETTERS = st.text(alphabet="abcWM ŵé.,", max_size=80)


@given(LETTERS, st.floats(0.3, 3))
def test_no_line_is_wider_than_asked_and_no_letter_is_lost(text, inches):
    wrapped = wrap(text, inches, 9)
    assert "".join(wrapped.split()) == "".join(text.split())
    assert not wrapped or width(wrapped, 9) <= inches


def test_lines_break_between_words_where_they_can():
    assert wrap("How professionals joined", 1.2, 9) == "How professionals\njoined"
    held = "How professionals\N{NO-BREAK SPACE}joined"
    assert wrap(held, 1.4, 9) == "How\nprofessionals\N{NO-BREAK SPACE}joined"


def test_dollars_are_no_formula():
    assert width("$a$", 9) > width("a", 9)


def test_height_grows_with_lines():
    assert height("", 8) == 0
    assert height("a\nb", 8) == 2 * height("a", 8)
