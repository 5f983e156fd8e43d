"""Shades of themes by group: what each cell says, and where it stands."""

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle

from cpsurvey import figures
from cpsurvey.errors import QuestionError
from cpsurvey.figures.heat import SCALE
from cpsurvey.figures.record import recall
from cpsurvey.figures.style import contrast, grey, luminance
from cpsurvey.figures.theme_rows import theme_rows

FRAME = {"A": "", "A.one": "A", "A.two": "A", "B": ""}
BASES = {("professional", "video"): 31, ("professional", "phone"): 4, ("parent", "phone"): 10,
         ("parent", "video"): 0}  # fmt: skip


def result(frame=None, bases=None, words=None):
    frame, bases, words = frame or FRAME, bases or BASES, words or {}
    records = [
        {
            "data": "SYNTHETIC study", "code": code, "parent": parent, "group": group,
            "join_mode": mode, "count": min(place * 3, base), "base": base,
            "share": min(place * 3, base) / base if base >= 5 else np.nan,
            "why": "", "mark": "u" if 5 <= base < 30 else "",
        }
        for (group, mode), base in bases.items()
        for place, (code, parent) in enumerate(frame.items())
    ]  # fmt: skip
    made = pd.DataFrame(records)
    made["code"] = pd.Categorical(made["code"], list(frame))
    made["group"] = pd.Categorical(made["group"], ["professional", "parent"])
    modes = list(dict.fromkeys(mode for _, mode in bases))
    usual = [mode for mode in ("video", "phone", "not_known") if mode in modes]
    order = [*usual, *(mode for mode in modes if mode not in usual)]
    made["join_mode"] = pd.Categorical(made["join_mode"], order)
    if words:
        names = [words[code] for code in frame]
        made["code_label"] = pd.Categorical(made["code"].map(words), names, ordered=True)
    return made


def cells(axes, columns):
    texts = [text.get_text() for text in axes.texts]
    body = texts[-columns * 4 :]
    return np.array(body).reshape(-1, columns).tolist()


def patches(axes):
    return [to_hex(patch.get_facecolor()) for patch in axes.patches if type(patch) is Rectangle]


def test_every_cell_says_how_many_of_how_many():
    axes = figures.heat_map(result())
    assert cells(axes, 3) == [
        ["0 of 31", "0 of 4", "0 of 10"],
        ["3 of 31", "3 of 4", "3 of 10"],
        ["6 of 31", "4 of 4", "6 of 10"],
        ["9 of 31", "4 of 4", "9 of 10"],
    ]


def test_the_shade_is_the_share_and_a_small_base_has_none():
    axes = figures.heat_map(result())
    found = np.array(patches(axes)).reshape(4, 3)
    assert found[1].tolist() == [to_hex(SCALE(3 / 31)), "#ffffff", to_hex(SCALE(0.3))]
    figure = [text.get_text() for text in axes.figure.texts]
    assert "Base below 5: no share" in figure
    assert "Share of interviews: 0%" in figure


def test_columns_are_headed_by_group_mode_and_base():
    heads = [text.get_text() for text in figures.heat_map(result()).texts][:8]
    bases = [text.replace("\N{NO-BREAK SPACE}", " ") for text in heads]
    assert bases == [
        "n = 31", "Video", "n = 4", "Phone", "n = 10 [u]", "Phone", "Professional", "Parent"
    ]  # fmt: skip


def test_a_group_without_interviews_is_named_and_not_drawn():
    axes = figures.heat_map(result(), caption="Note.")
    assert recall(axes).about.caption == "Note. No interviews: Parent, Video."


def test_nobody_who_is_not_known_is_no_group():
    bases = {("professional", "video"): 31, ("parent", "not_known"): 0}
    assert recall(figures.heat_map(result(bases=bases))).about.caption == ""


def test_an_unknown_mode_is_a_column_of_its_own_and_an_unknown_group_says_of_what():
    made = result(bases={("professional", "video"): 31, ("professional", "not_known"): 9})
    made["group"] = made["group"].cat.rename_categories({"professional": "not_known"})
    for column, words in (("group", "Group"), ("join_mode", "How they joined")):
        named = made[column].astype(str).replace({"not_known": f"{words}: not known"})
        made[f"{column}_label"] = pd.Categorical(named, named.unique(), ordered=True)
    axes = figures.heat_map(made)
    heads = [text.get_text().replace("\n", " ") for text in axes.texts[:5]]
    assert {"video", "Not known", "Group: not known"} <= set(heads)
    assert recall(axes).alt.long.splitlines()[1] == (
        "A.one. Group: not known: video 3 of 31 (10%), Not known 3 of 9 (33%)."
    )


def test_many_empty_groups_are_counted():
    bases = {(group, mode): 0 for group in ("professional", "parent") for mode in "abcd"}
    bases["parent", "a"] = 31
    many = result(bases=bases)
    caption = recall(figures.heat_map(many)).about.caption
    assert caption.endswith("; Parent, B; Parent, C; and 1 more.")


def test_themes_stand_under_their_parents():
    axes = figures.heat_map(result(words={"A": "Alpha", "A.one": "1", "A.two": "2", "B": "Beta"}))
    labels = axes.get_yticklabels()
    assert [label.get_text() for label in labels] == ["Alpha", "\u20021", "\u20022", "Beta"]
    assert [label.get_fontweight() for label in labels] == ["bold", "normal", "normal", "normal"]


def test_a_frame_in_another_order_is_still_grouped():
    frame = {"A.one": "A", "B": "", "A": "", "A.two": "A"}
    rows = theme_rows(result(frame=frame))
    assert [(row.code, row.depth) for row in rows] == [
        ("B", 0), ("A", 0), ("A.one", 1), ("A.two", 1)
    ]  # fmt: skip


def test_themes_without_their_parent_have_a_heading():
    some = result()
    some = some[some["code"].isin(["A.one", "B"])]
    some = some.assign(code=some["code"].cat.remove_unused_categories())
    rows = theme_rows(some)
    assert [(row.label, row.code, row.depth) for row in rows] == [
        ("A", "", 0), ("A.one", "A.one", 1), ("B", "B", 0)
    ]  # fmt: skip
    assert cells(figures.heat_map(some), 3)[-1] == ["9 of 31", "4 of 4", "9 of 10"]


def test_hidden_cells_are_hatched_and_say_so():
    hidden = result().astype({"count": "Int64"})
    few = hidden["count"].between(1, 4)
    hidden = hidden.assign(
        count=hidden["count"].mask(few),
        share=hidden["share"].mask(few),
        mark=hidden["mark"].mask(few, "c"),
    )
    axes = figures.heat_map(hidden)
    assert cells(axes, 3)[1] == ["[c]", "[c]", "[c]"]
    assert len(axes.lines) > 5
    assert "[c] not shown, to protect people" in [text.get_text() for text in axes.figure.texts]
    assert "[c]" in recall(axes).alt.long


def test_narrow_columns_print_the_count_alone():
    bases = {("professional", mode): 30 for mode in "abcdefghijkl"}
    many = result(bases=bases)
    axes = figures.heat_map(many)
    assert cells(axes, 12)[1] == ["3"] * 12
    assert (
        recall(axes)
        .alt.long.splitlines()[1]
        .startswith("A.one. Professional: A 3 of 30 (10%), B 3")
    )


def test_without_a_split_there_is_one_column():
    one = result(bases={("professional", "video"): 31}).drop(columns=["group", "join_mode"])
    texts = [text.get_text() for text in figures.heat_map(one).texts]
    assert texts[1] == "All interviews"
    assert texts[-1] == "9 of 31"


def test_every_text_can_be_read_on_its_cell():
    many = {f"c{number}": "" for number in range(30)}
    frame = result(frame=many, bases={("professional", "video"): 90})
    axes = figures.heat_map(frame)
    colours = patches(axes)
    texts = axes.texts[-30:]
    worst = min(contrast(to_hex(t.get_color()), c) for t, c in zip(texts, colours, strict=True))
    assert worst >= 4.5


def test_shades_are_told_apart_in_grey_and_darken_with_the_share():
    light = [luminance(grey(to_hex(SCALE(step)))) for step in np.linspace(0, 1, 11)]
    assert all(one - other > 0.02 for one, other in pairwise(light))


def test_the_text_says_the_range_and_every_cell():
    short, long = recall(figures.heat_map(result(), title="Themes")).alt
    assert short == (
        "Heat map of shares: Themes. The share runs from 0% (A, Professional, Video) to 90% (B,"
        " Parent, Phone). Data: SYNTHETIC study."
    )
    assert long.splitlines()[1] == (
        "A.one. Professional: Video 3 of 31 (10%), Phone 3 of 4; Parent: Phone 3 of 10 (30%)."
    )


@pytest.mark.parametrize("themes", [13, 40])
def test_it_fits_a_page_of_a4(themes):
    frame = {f"c{number}": f"c{number - number % 8}" * (number % 8 > 0) for number in range(themes)}
    words = {code: f"A theme with quite some words {code}" for code in frame}
    bases = dict.fromkeys(
        [(g, m) for g in ("professional", "parent") for m in ("video", "phone")], 31
    )
    width, height = figures.heat_map(result(frame, bases, words)).figure.get_size_inches()
    assert width == 6.3
    assert height < 10.7


def refusal(frame):
    with pytest.raises(QuestionError) as error:
        figures.heat_map(frame)
    return str(error.value)


def test_what_does_not_fit_or_is_not_there_is_refused():
    assert refusal(result(frame={f"c{n}": "" for n in range(61)})) == (
        "The result has 61 themes; on one page at most 60 can be read. Keep some of them (codes=)."
    )
    assert refusal(result().iloc[1:]) == (
        "heat_map needs a row for each of 16 combinations, those of no interviews included; the"
        " result has 15."
    )
    assert refusal(result(bases={("parent", "video"): 0})) == (
        "heat_map has nothing to draw: there are no interviews."
    )
    many = result(bases={("professional", mode): 30 for mode in "abcdefghijklmn"})
    assert refusal(many) == (
        "The result has 14 groups; on one page at most 13 can be read. Split it by less (by=)."
    )
