"""What quantity words are read as: the package's, a reader's own, and what is refused."""

from fractions import Fraction

import pytest

from cpsurvey.claims import load_words, read_band
from cpsurvey.claims.words import own_words
from cpsurvey.errors import CodebookError

NO_AMOUNT = ["some", "many", "commonplace", "occasionally", "strong sense"]


def test_every_word_has_a_reason():
    assert all(word.reason for word in load_words().values())


@pytest.mark.parametrize("word", NO_AMOUNT)
def test_a_word_without_an_amount_gets_no_band(word):
    assert load_words()[word].band is None


@pytest.mark.parametrize(
    ("word", "held", "not_held"),
    [
        ("nearly half", 0.45, 0.5),
        ("nearly half", 0.499, 0.449),
        ("almost half", 0.45, 0.449),
        ("just over half", 13 / 24, 0.5),
        ("just over half", 13 / 24, 14 / 24),
        ("three quarters", 18 / 24, 17 / 24),
        ("two thirds", 16 / 24, 15 / 24),
        ("a fifth", 5 / 24, 6 / 24),
        ("most", 1, 0.5),
        ("majority", 1, 0.5),
        ("mainly", 1, 0.5),
        ("minority", 0.49, 0),
        ("minority", 0.01, 0.5),
        ("all", 1, 515 / 516),
    ],
)
def test_bands_are_those_that_the_words_mean(word, held, not_held):
    band = load_words()[word].band
    assert (band.holds(held), band.holds(not_held)) == (True, False)


def test_alternatives_are_other_bands_that_share_a_value_with_the_usual_one():
    for word in load_words().values():
        tried = [read_band("[0, 1]").intervals[0], *(word.band.intervals if word.band else ())]
        middle = [(one.low + one.high) / 2 for one in tried[1:]]
        for band in word.alternatives:
            assert str(band) != str(word.band)
            assert any(band.holds(value) for value in middle)


@pytest.mark.parametrize(("word", "count"), [("most", 16), ("minority", 8), ("two thirds", 16)])
def test_no_alternative_in_thirds_leaves_out_a_third_of_24_people(word, count):
    assert all(band.holds(Fraction(count, 24)) for band in load_words()[word].alternatives)


def test_a_readers_own_go_before_the_usual_ones():
    words = load_words({"nearly half": "[0.4, 0.5)", "heaps": "[0.6, 1]"})
    assert (str(words["nearly half"].band), str(words["heaps"].band)) == ("[0.4, 0.5)", "[0.6, 1]")
    assert words["nearly half"].reason == "set by the reader"
    assert words["almost half"] == load_words()["almost half"]
    assert own_words(None) == {}


def test_they_may_stand_in_a_file(tmp_path):
    file = tmp_path / "words.toml"
    file.write_text('[many]\nband = "[0.3, 1]"\nreason = "three in ten"\n', encoding="utf-8")
    many = load_words(file)["many"]
    assert (str(many.band), many.reason, many.approximate) == ("[0.3, 1]", "three in ten", False)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('many = "[0.3, 1]"', '"many" needs a table: ["many"], then band and reason.'),
        ('[many]\nband = "[0.3, 1]"', '"many" needs a reason: why it is read so.'),
        ('[many]\nreason = " "', '"many" needs a reason: why it is read so.'),
        ('[many]\nreason = 3', '"many": reason is 3: give text.'),
        ('[many]\nband = 0.3\nreason = "r"', '"many": band is 0.3: give text.'),
        ('[many]\ninterval = "no"\nreason = "r"',
         '"many": interval is \'no\': give true or false.'),
        ('[many]\nalternatives = "[0.3, 1]"\nreason = "r"',
         '"many": alternatives is \'[0.3, 1]\': give a list of text.'),
        ('[many]\nbnad = "[0.3, 1]"\nreason = "r"',
         '"many": key "bnad" is not known, did you mean "band"? Known: band, approximate,'
         " alternatives, interval and reason."),
        ('[many]\nband = "[1, 0.3]"\nreason = "r"',
         '"many": band "[1, 0.3]" is empty: no value lies in it. Give its lower end first.'),
        ('[many]\nalternatives = ["[1, 0.3]"]\nreason = "r"',
         '"many": band "[1, 0.3]" is empty: no value lies in it. Give its lower end first.'),
    ],
)  # fmt: skip
def test_a_faulty_file_names_itself_and_the_word(tmp_path, text, told):
    file = tmp_path / "words.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(CodebookError) as caught:
        load_words(file)
    assert str(caught.value) == f"{file}: {told}"


def test_a_readers_own_are_a_mapping_or_a_file():
    with pytest.raises(CodebookError) as caught:
        load_words([("many", "[0.3, 1]")])
    assert str(caught.value) == (
        "words is [('many', '[0.3, 1]')]: give a mapping, word to band, or a file."
    )


def test_an_empty_band_of_a_readers_own_is_refused():
    with pytest.raises(CodebookError) as caught:
        load_words({"many": "[1, 0.3]"})
    assert str(caught.value) == (
        'words: "many": band "[1, 0.3]" is empty: no value lies in it. Give its lower end first.'
    )


def test_a_file_that_is_missing_or_no_toml_is_named(tmp_path):
    file = tmp_path / "words.toml"
    with pytest.raises(CodebookError) as caught:
        load_words(file)
    assert str(caught.value) == f"{file} is missing: name a file of quantity words in TOML."
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(CodebookError) as caught:
        load_words(file)
    assert str(caught.value) == f"{file} is not UTF-8 text: save it as UTF-8."
    file.write_text("[many", encoding="utf-8")
    with pytest.raises(CodebookError) as caught:
        load_words(file)
    assert str(caught.value).startswith(f"{file} is not readable as TOML: ")
