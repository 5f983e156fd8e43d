"""Options side by side by group."""

import pandas as pd
import pytest

from cpsurvey import figures
from cpsurvey.errors import QuestionError
from cpsurvey.figures import record

OPTIONS = {"travel": "Travel", "time": "Time away from work", "none": "Nothing"}
GROUPS = {"professional": "Professionals", "parent": "Parents"}


@pytest.fixture(scope="module")
def ticked():
    """Three options of 200 professionals and of 20 parents."""
    counts = {"professional": ([50, 120, 10], 200), "parent": ([8, 4, 0], 20)}
    frame = pd.DataFrame(
        [
            {"answer": answer, "group": group, "count": count, "base": base, "share": count / base}
            for group, (row, base) in counts.items()
            for answer, count in zip(OPTIONS, row, strict=True)
        ]
    )
    frame = frame.assign(
        data="SYNTHETIC study", question="barriers", question_label="Barriers", why="",
        ci_low=frame["share"] * 0.8, ci_high=frame["share"] * 0.8 + 0.2,
        mark=["", "", "", "u", "u", "u"],
    )  # fmt: skip
    for column, words in (("answer", OPTIONS), ("group", GROUPS)):
        frame[f"{column}_label"] = pd.Categorical(
            frame[column].map(words), list(words.values()), ordered=True
        )
        frame[column] = pd.Categorical(frame[column], list(words))
    return frame


def dots(axes):
    """Read share, height, marker and whether it is filled of each dot."""
    return [
        (line.get_xdata()[0], line.get_ydata()[0], line.get_marker(), line.get_markerfacecolor())
        for line in axes.lines
        if line.get_marker() in "os^D"
    ]


def labels(axes):
    return [label.get_text() for label in axes.get_yticklabels()]


def texts(axes):
    return [text.get_text() for text in axes.texts]


def message(result, **options):
    with pytest.raises(QuestionError) as error:
        figures.option_intervals(result, **options)
    return str(error.value)


def test_each_option_is_a_row_with_a_dot_for_each_group_and_its_base(ticked):
    axes = figures.option_intervals(ticked)
    assert labels(axes) == ["Travel", "Time away from work", "Nothing"]
    assert [dot[0] for dot in dots(axes)] == [0.25, 0.4, 0.6, 0.2, 0.05, 0.0]
    assert texts(axes) == [
        "25% of 200", "40% of 20 [u]", "60% of 200", "20% of 20 [u]", "5% of 200", "0% of 20 [u]",
    ]  # fmt: skip
    lines = [tuple(line.get_xdata()) for line in axes.lines if len(line.get_xdata()) == 2]
    assert lines[0] == pytest.approx((0.2, 0.4))


def test_groups_stand_apart_and_are_told_by_colour_and_shape(ticked):
    axes = figures.option_intervals(ticked)
    first, second = dots(axes)[:2]
    row = axes.get_yticks()[0]
    assert first[1] < row < second[1]
    assert second[1] - first[1] > 0.1
    assert (first[2], second[2]) == ("o", "s")
    assert second[3] == "white"  # a small base
    assert [entry.label for entry in record.recall(axes).about.legend] == [
        "Professionals", "Parents", "[u] hollow: small base, read with care",
    ]  # fmt: skip


def test_numbers_stand_beside_their_dots(ticked):
    axes = figures.option_intervals(ticked)
    heights = [text.xy[1] for text in axes.texts]
    assert heights == pytest.approx([dot[1] for dot in dots(axes)])


def test_the_largest_can_come_first_and_the_caption_says_so(ticked):
    axes = figures.option_intervals(ticked, order="largest", caption="Base: all.")
    assert labels(axes)[::2] == ["Time away from work", "Nothing"]
    assert record.recall(axes).about.caption == (
        "Base: all. Options are in the order of the first group's share (Professionals), highest"
        " first."
    )
    alone = figures.option_intervals(ticked[ticked["group"] == "parent"], order="largest")
    assert record.recall(alone).about.caption == (
        "Options are in the order of their share, highest first."
    )
    assert labels(alone)[0] == "Travel"


def test_what_is_hidden_too_few_or_nobody_is_said_in_place_of_a_dot(ticked):
    parents = ticked["group"] == "parent"
    few = ticked.assign(
        base=ticked["base"].mask(parents, 4), count=ticked["count"].mask(parents, 1),
        share=ticked["share"].mask(parents), mark="",
    )  # fmt: skip
    assert texts(figures.option_intervals(few))[1::2] == ["1 of 4"] * 3
    hidden = ticked.assign(mark=ticked["mark"].mask(parents, "c"), share=few["share"])
    assert texts(figures.option_intervals(hidden))[1::2] == ["[c]"] * 3
    nobody = few.assign(
        base=few["base"].mask(parents, 0), count=few["count"].mask(parents, 0),
        why=few["why"].mask(parents, "asked of professionals only"),
    )  # fmt: skip
    axes = figures.option_intervals(nobody)
    assert texts(axes)[1::2] == ["n = 0"] * 3
    assert len(dots(axes)) == 3
    assert [entry.label for entry in record.recall(axes).about.legend] == [
        "Professionals", "Parents: asked of professionals only",
    ]  # fmt: skip


def test_its_text_alternative_is_of_the_same_numbers(ticked):
    alt = record.recall(figures.option_intervals(ticked)).alt
    assert alt.short == (
        "Dot chart of shares with intervals: Barriers. The share runs from 0% (Nothing, Parents)"
        " to 60% (Time away from work, Professionals). Data: SYNTHETIC study."
    )
    assert alt.long.splitlines()[1] == ("Travel, Parents, n = 20 [u]: 40%, interval 32% to 52%.")
    changed = ticked.assign(ci_high=ticked["ci_high"] + 0.02)
    assert record.recall(figures.option_intervals(changed)).alt.long != alt.long


def test_labels_of_a_hundred_characters_fit_the_page(ticked):
    long = [" ".join([word] * 20)[:100] for word in ("llwybr", "cynhadledd", "plant")]
    wordy = ticked.assign(answer_label=ticked["answer_label"].cat.rename_categories(long))
    axes = figures.option_intervals(wordy)
    axes.figure.draw_without_rendering()
    page = axes.figure.bbox
    for text in [*axes.get_yticklabels(), *axes.texts]:
        box = text.get_window_extent()
        assert page.x0 <= box.x0
        assert box.x1 <= page.x1


def test_it_refuses_what_it_cannot_draw(ticked):
    assert message(ticked, order="net") == 'order "net" is not known. Known: given and largest.'
    assert message(ticked.iloc[1:]) == (
        "option_intervals needs a row for each of 6 pairs of an option and a group, those of nobody"
        " included; the result has 5."
    )
    assert message(ticked.assign(question=["one", "other"] * 3)) == (
        "option_intervals draws one question; this result has one and other."
    )
    many = pd.concat([ticked[:3].assign(group=f"g{n}", group_label=f"Group {n}") for n in range(5)])
    assert message(many) == (
        "The result has 5 groups; in one row at most 4 can be told apart. Split it by fewer things,"
        " or draw share_intervals of one option."
    )
    assert message(ticked.drop(columns="ci_low")).startswith(
        "option_intervals needs the column ci_low, which this result does not have."
    )
    assert message(ticked.assign(share=ticked["share"] * 100)) == (
        "option_intervals needs shares from 0 to 1; the column share runs from 0 to 60."
    )
