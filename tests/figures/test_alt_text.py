"""Text alternatives: whole, and made of nothing but the rows."""

import re

import pytest

from cpsurvey import figures
from cpsurvey.figures.record import recall


def alt(axes):
    return recall(axes).alt


def test_of_bars(judged):
    short, long = alt(figures.diverging_bars(judged))
    assert short == (
        "Diverging bar chart: Overall judgement. Worse runs from 20% (Professionals, Video) to"
        " 63% (Parents, Video). Data: SYNTHETIC study."
    )
    assert long.splitlines() == [
        "Professionals, Video, n = 300: Better 60%, About the same 20%, Worse 20%.",
        "Professionals, Phone, n = 150: Better 50%, About the same 30%, Worse 20%.",
        "Professionals, Did not join, n = 40: Better 25%, About the same 50%, Worse 25%.",
        "Parents, Video, n = 8 [u]: Better 25%, About the same 13%, Worse 63%.",
        "Parents, Phone, n = 3: Counts only: Better 1, Worse 2.",
        "Parents, Did not join, n = 0: Nobody answered.",
    ]


def test_of_bars_with_hidden_parts(hidden):
    assert alt(figures.stacked_bars(hidden)).long.splitlines()[3:5] == [
        "Parents, Video, n = 8: [c] not shown, to protect people.",
        "Parents, Phone, n = [c]: [c] not shown, to protect people.",
    ]


def test_of_counts(joined):
    short, long = alt(figures.count_bars(joined[joined["join_mode"] == "phone"]))
    assert short == (
        "Bar chart of counts: How professionals joined. The count runs from 0 (Parents, Phone, In"
        " the room) to 10 (Parents, Phone, Video). Data: SYNTHETIC study."
    )
    assert long.splitlines() == [
        "Parents, Phone, In the room: 0 [u].",
        "Parents, Phone, Video: 10 [u].",
        "Parents, Phone, Phone: 4 [u].",
    ]


def test_of_shares(better):
    short, long = alt(figures.share_intervals(better, title="Who judged it better"))
    assert short == (
        "Dot chart of shares with intervals: Who judged it better. The share runs from 25%"
        " (Professionals, Did not join) to 60% (Professionals, Video). Data: SYNTHETIC study."
    )
    assert long.splitlines()[::3] == [
        "Professionals, Video, n = 300: 60%, interval 54% to 66%.",
        "Parents, Video, n = 8 [u]: 25%, interval 23% to 28%.",
    ]


def test_of_differences(gap):
    short, long = alt(figures.difference_intervals(gap))
    assert short == (
        "Dot chart of differences with intervals: Overall judgement: Better. The difference"
        " (parents minus professionals, percentage points) is −21 (Video). Data: SYNTHETIC study."
    )
    assert long.splitlines() == [
        "Video, n = 24 v 492 [u]: −21, interval −36 to 0.",
        "Phone, n = 8 v 148 [u]: Too few to compare: 4 of 8 v 90 of 148.",
        "Did not join, n = 0 v 40: Not compared: nobody answered in one of the groups.",
    ]


def test_of_a_grid(joined):
    short, long = alt(figures.mode_grid(joined, down="How parents joined"))
    assert short == (
        "Grid of counts: How professionals joined, by how parents joined. A cell runs from 0"
        " (Video, In the room) to 10 (Phone, Video). Data: SYNTHETIC study."
    )
    assert long.splitlines() == [
        "Video: In the room 0, Video 7, Phone 1, Total 8 [u].",
        "Phone: In the room 0, Video 10, Phone 4, Total 14 [u].",
        "Did not join: In the room 0, Video 0, Phone 0, Total 0.",
        "Total: In the room 0, Video 17, Phone 5, Total 22.",
    ]


def test_of_nothing(better):
    assert "No value can be shown." in alt(figures.share_intervals(better.iloc[-1:])).short


def test_of_values_that_are_all_the_same(better):
    same = better.iloc[:3].assign(share=0.5)
    assert "The share is 50% throughout." in alt(figures.share_intervals(same)).short


CHARTS = {
    "stacked_bars": ("judged", ["base"]),
    "diverging_bars": ("judged", ["base"]),
    "count_bars": ("judged", ["count"]),
    "share_intervals": ("better", ["share", "base", "ci_low", "ci_high"]),
    "difference_intervals": ("gap", ["estimate", "base", "base_reference", "ci_low", "ci_high"]),
    "mode_grid": ("joined", ["count"]),
}
MUTATIONS = [(chart, frame, column) for chart, (frame, some) in CHARTS.items() for column in some]


@pytest.mark.parametrize(("chart", "frame", "column"), MUTATIONS)
def test_a_changed_number_changes_the_text(chart, frame, column, request):
    draw, result = getattr(figures, chart), request.getfixturevalue(frame)
    changed = result.copy()
    place = changed.columns.get_loc(column)
    shift = 11 if result[column].max() > 1 else 0.11
    changed.isetitem(place, [changed[column].iloc[0] + shift, *changed[column].iloc[1:]])
    assert alt(draw(changed)).long != alt(draw(result)).long


@pytest.mark.parametrize(("better_share", "worse_share"), [(0.6, 0.2), (0.7, 0.1)])
def test_shares_moved_between_answers_change_the_text(judged, better_share, worse_share):
    shares = [better_share, 0.2, worse_share, *judged["share"].iloc[3:]]
    line = alt(figures.stacked_bars(judged.assign(share=shares))).long.splitlines()[0]
    written = [f"{100 * share:.0f}" for share in (better_share, 0.2, worse_share)]
    assert re.findall(r"(\d+)%", line) == written


@pytest.mark.parametrize(("chart", "frame"), sorted({mutation[:2] for mutation in MUTATIONS}))
def test_every_number_of_the_text_is_in_the_rows(chart, frame, request):
    result = request.getfixturevalue(frame)
    numbers = result.select_dtypes("number").stack()
    known = {f"{value:.0f}" for value in numbers}
    known |= {f"{abs(value) * 100 + 1e-9:.0f}" for value in numbers}  # halves up
    if chart == "mode_grid":
        known |= {"8", "14", "17", "5", "22"}  # its totals
    written = alt(getattr(figures, chart)(result))
    assert set(re.findall(r"\d+", written.short + written.long)) <= known
