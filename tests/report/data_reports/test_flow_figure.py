"""The drawing of who fell out, and its words."""

import re

import pandas as pd

from cpsurvey.report.data_reports.flow_figure import flow_figure

FLOW = pd.DataFrame(
    [
        ("rows_in", "rows in", 0, 1240),
        ("withdrawn", "asked for their answers to be withdrawn (2021-02-03)", 1, 1239),
        ("no_consent", "did not consent & <left>", 39, 1200),
        ("kept", "kept", 0, 1200),
    ],
    columns=["rule", "reason", "left_out", "remaining"],
)


def test_its_words_say_all_that_it_shows():
    drawn = flow_figure(FLOW, "Parents", "flow-parent")
    assert '<desc id="flow-parent-words">' in drawn
    assert (
        "1,240 rows came in. 1 row left out (asked for their answers to be withdrawn"
        " (2021-02-03)); 1,239 left. 39 rows left out (did not consent &amp; &lt;left&gt;); 1,200"
        " left. 1,200 rows kept."
    ) in drawn
    assert 'role="img" aria-labelledby="flow-parent-title flow-parent-words"' in drawn


def test_every_number_is_drawn_inside_the_picture():
    drawn = flow_figure(FLOW, "Parents", "f")
    texts = re.findall(r'<text x="([\d.]+)" y="([\d.]+)"[^>]*>([^<]*)</text>', drawn)
    width, height = map(float, re.search(r'viewBox="-1 -1 (\S+) (\S+)"', drawn).groups())
    assert [text for _, _, text in texts if text.replace(",", "").isdigit()] == [
        "1,240", "1", "39", "1,200"
    ]  # fmt: skip
    assert all(0 < float(x) < width and 0 < float(y) < height for x, y, _ in texts)
    tops = [float(y) for _, y, _ in texts]
    assert tops == sorted(tops)


def test_nobody_left_out_is_drawn_too():
    drawn = flow_figure(FLOW.iloc[[0, -1]], "Parents", "f")
    assert drawn.count("<rect") == 2
