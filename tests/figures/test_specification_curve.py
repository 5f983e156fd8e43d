"""One claim under every choice: shares above, the choices behind them below."""

import pandas as pd
import pytest
from matplotlib.patches import Rectangle

from cpsurvey import figures
from cpsurvey.errors import QuestionError
from cpsurvey.figures.record import recall


@pytest.fixture
def ways():
    """Six ways to compute one claim: three bases, two bands; those of the last base read oddly."""
    facts = {
        "data": "SYNTHETIC study", "id": "better", "reading": "", "exclusions": "default",
        "count": 48, "ci_low": 0.3, "ci_high": 0.6, "mark": "", "main": False,
    }  # fmt: skip
    bases = [
        ("answered", "out", 100, "as_answered"),
        ("answered", "in", 110, "as_answered"),
        ("asked", "in", 120, "no_contradictions + those_who_joined"),
    ]
    made = [
        facts | {"base_rule": rule, "dont_know": known, "base": base, "mode_rule": mode,
                 "share": 48 / base, "band": band, "agrees": 48 / base >= float(band[1:5])}
        for rule, known, base, mode in bases
        for band in ("[0.45, 0.5)", "[0.42, 0.5)")
    ]  # fmt: skip
    made[0]["main"] = True
    return pd.DataFrame(made).astype({"count": "Int64", "base": "Int64", "agrees": "boolean"})


def dots(axes):
    return [line for line in axes.lines if line.get_marker() == "o"]


def matrix(axes):
    """Return the places of the dark dots of each row of the matrix."""
    below = axes.figure.axes[0]
    labels = [label.get_text().replace("\n", " ") for label in below.get_yticklabels()]
    dark = below.lines[1::2][: len(labels)]
    rows = [line for line in below.lines if line.get_marker() == "o"][1::2]
    assert len(dark) == len(rows) == len(labels)
    return {label: list(line.get_xdata()) for label, line in zip(labels, rows, strict=True)}


def test_the_lowest_share_comes_first_and_those_that_do_not_agree_are_hollow(ways):
    axes = figures.specification_curve(ways)
    assert [dot.get_ydata()[0] for dot in dots(axes)] == pytest.approx(
        [0.4, 0.4, 48 / 110, 48 / 110, 0.48, 0.48]
    )
    assert [dot.get_markerfacecolor() == "white" for dot in dots(axes)] == [
        True, True, False, True, False, False,
    ]  # fmt: skip
    lines = [list(line.get_ydata()) for line in axes.lines if line.get_marker() == "None"]
    assert lines.count([0.3, 0.6]) == 6


def test_each_share_stands_on_the_band_it_is_held_against(ways):
    axes = figures.specification_curve(ways)
    boxes = [patch for patch in axes.patches if isinstance(patch, Rectangle)]
    assert [(box.get_x(), round(box.get_y(), 2)) for box in boxes] == [
        (-0.5, 0.42), (0.5, 0.45), (1.5, 0.42), (2.5, 0.45), (3.5, 0.42), (4.5, 0.45),
    ]  # fmt: skip
    low, high = axes.get_ylim()
    assert low < 0.3
    assert high > 0.6


def test_the_matrix_has_a_row_for_each_choice_that_differs_the_main_one_first(ways):
    assert matrix(figures.specification_curve(ways)) == {
        "Answered": [2, 3, 4, 5],
        "Asked": [0, 1],
        "Out": [4, 5],
        "In": [0, 1, 2, 3],
        "As answered": [2, 3, 4, 5],
        "No contradictions": [0, 1],
        "Those who joined": [0, 1],
        "45% to below 50%": [1, 3, 5],
        "42% to below 50%": [0, 2, 4],
    }


def test_headings_say_what_is_chosen_and_what_does_not_differ_is_left_out(ways):
    below = figures.specification_curve(ways).figure.axes[0]
    headings = [text.get_text() for text in below.texts if text.get_weight() == "bold"]
    assert headings == [
        "n", "Who is in the base", "Those who did not know", "How answers are read",
        "What the words are read as",
    ]  # fmt: skip


def test_every_specification_has_its_base_in_numbers_or_as_a_dot(ways):
    below = figures.specification_curve(ways).figure.axes[0]
    assert [text.get_text() for text in below.texts if text.get_text().isdigit()] == [
        "120", "120", "110", "110", "100", "100",
    ]  # fmt: skip
    many = pd.concat([ways.assign(main=False, exclusions=f"set {n}") for n in range(10)])
    below = figures.specification_curve(many).figure.axes[0]
    assert [text.get_text() for text in below.texts if text.get_text().isdigit()] == ["120", "100"]
    dots = next(line for line in below.lines if len(line.get_ydata()) == len(many))
    assert list(dots.get_ydata()) == sorted(dots.get_ydata())  # from the largest base down
    assert len(set(dots.get_ydata())) == 3


def test_bases_that_are_all_the_same_or_all_hidden_say_so(ways):
    many = pd.concat([ways.assign(main=False, exclusions=f"set {n}") for n in range(10)])
    below = figures.specification_curve(many.assign(base=100)).figure.axes[0]
    assert [text.get_text() for text in below.texts if text.get_text().isdigit()] == ["100"]
    below = figures.specification_curve(many.assign(base=None)).figure.axes[0]
    assert "[c]" in [text.get_text() for text in below.texts]


def test_small_bases_say_so_beside_them(ways):
    small = ways.assign(mark="u")
    assert "n [u]" in [
        text.get_text() for text in figures.specification_curve(small).figure.axes[0].texts
    ]
    many = pd.concat([small.assign(main=False, exclusions=f"set {n}") for n in range(10)])
    below = figures.specification_curve(many).figure.axes[0]
    assert "n [u]" in [text.get_text() for text in below.texts]


def test_short_words_leave_the_room_to_the_shares(ways):
    wide = figures.specification_curve(ways.assign(mode_rule="so")).get_position().width
    assert (
        wide
        > figures.specification_curve(ways.assign(mode_rule_label=["W" * 30, *"abcde"]))
        .get_position()
        .width
    )


def test_one_way_only_is_drawn_without_a_matrix(ways):
    axes = figures.specification_curve(ways.iloc[:1])
    assert matrix(axes) == {}
    assert [dot.get_ydata()[0] for dot in dots(axes)] == [0.48]
    assert "Every share is 48%." in recall(axes).alt.short


def test_the_main_specification_at_the_left_is_not_written_over_the_axis_s_name(ways):
    alike = ways.assign(share=0.48, base=100).sort_values("band", kind="stable")
    many = pd.concat([alike.assign(reading=str(reading)) for reading in range(6)])
    many = many.sort_values("band", kind="stable").reset_index(drop=True)
    axes = figures.specification_curve(many.assign(main=many.index == 0))
    axes.figure.draw_without_rendering()
    main = axes.texts[0].get_window_extent()
    assert not main.overlaps(axes.yaxis.label.get_window_extent())


def test_the_main_specification_is_marked_through_both(ways):
    axes = figures.specification_curve(ways)
    assert [text.get_text() for text in axes.texts] == ["Main"]
    for one in axes.figure.axes:
        assert [
            list(line.get_xdata()) for line in one.lines if list(line.get_ydata()) == [0, 1]
        ] == [[5, 5]]


def test_words_are_preferred_to_codes(ways):
    words = ways["base_rule"].map({"answered": "Gave an answer", "asked": "Were asked"})
    rows = matrix(figures.specification_curve(ways.assign(base_rule_label=words)))
    assert list(rows)[:2] == ["Gave an answer", "Were asked"]


def test_what_is_hidden_has_no_dot_and_no_band_and_says_so(ways):
    hidden = ways.copy()
    gone = ways.index >= 4
    hidden.loc[gone, ["count", "base", "share", "ci_low", "ci_high", "agrees"]] = pd.NA
    hidden.loc[gone, "mark"] = "c"
    axes = figures.specification_curve(hidden)
    assert len([dot for dot in dots(axes) if dot.get_ydata()[0] == dot.get_ydata()[0]]) == 4
    assert len(axes.patches) == 4
    assert [text.get_text().replace("\n", " ") for text in axes.texts] == [
        "Main", "[c] not shown, to protect people",
    ]  # fmt: skip
    below = axes.figure.axes[0]
    assert [text.get_text() for text in below.texts].count("[c]") == 2
    assert (
        recall(axes)
        .alt.long.splitlines()[-1]
        .startswith("[c] not shown, to protect people, n = [c]; who is in the base: Asked")
    )


def test_the_text_says_how_many_agree_and_names_every_specification(ways):
    short, long = recall(figures.specification_curve(ways)).alt
    assert short == (
        "Specification curve: The claim in every defensible way: 3 of 6 agree. Specifications: 3 of"
        " 6 agree. Shares run from 40% to 48%, 48% in the main specification. Data: SYNTHETIC"
        " study."
    )
    assert long.splitlines()[-1] == (
        "Main specification. 48%, interval 30% to 60%, n = 100, agrees; who is in the base:"
        " Answered; those who did not know: Out; how answers are read: As answered; what the words"
        " are read as: 45% to below 50%."
    )


def test_two_claims_no_share_and_too_many_ways_are_refused(ways):
    def refused(result):
        with pytest.raises(QuestionError) as error:
            figures.specification_curve(result)
        return str(error.value)

    assert refused(pd.concat([ways, ways.assign(id="worse")])) == (
        "specification_curve draws one claim, and the result has better and worse. Choose one:"
        ' result[result["id"] == "better"].'
    )
    assert refused(ways.assign(share=float("nan"))) == (
        "specification_curve has nothing to draw: claim better has no share that can be shown under"
        " any choice."
    )
    assert refused(pd.concat([ways] * 21)) == (
        "The result has 126 specifications; on one page at most 120 can be read. Keep one set of"
        " exclusions, or one reading."
    )
    assert refused(pd.concat([ways, ways.iloc[:1]])) == (
        "The result has more than one row for base_rule answered, dont_know out, exclusions"
        " default, mode_rule as_answered and band [0.45, 0.5): each would count as a way of its"
        " own. Keep one."
    )
    assert refused(ways.drop(columns="agrees")).startswith(
        "specification_curve needs the column agrees, which this result does not have."
    )
