"""One published claim a row: the band of its words, and the share in the data."""

import pandas as pd
import pytest
from matplotlib.patches import Rectangle

from cpsurvey import figures
from cpsurvey.errors import QuestionError
from cpsurvey.figures import bands
from cpsurvey.figures.record import recall
from cpsurvey.figures.style import GROUPS, QUIET, contrast, grey


@pytest.fixture
def checked():
    facts = {
        "data": "SYNTHETIC study", "measure": "share", "verdict": "recovered (synthetic)",
        "why": "", "mark": "", "ci_low": 0.4, "ci_high": 0.6,
    }  # fmt: skip
    return pd.DataFrame(
        [
            facts | {"id": "reports", "group": "parent", "claim": "Had no reports",
                     "published": "two thirds", "count": 16, "base": 24, "share": 16 / 24,
                     "band": "[0.64, 0.69]", "mark": "u"},
            facts | {"id": "better", "group": "professional", "claim": "Found it better",
                     "published": "nearly half", "count": 230, "base": 483, "share": 230 / 483,
                     "band": "[0.45, 0.5)"},
            facts | {"id": "people", "group": "both", "claim": "People", "published": "516",
                     "measure": "respondents", "count": 516, "base": 516, "share": None,
                     "band": "[516, 516]"},
            facts | {"id": "social", "group": "professional", "claim": "Social workers",
                     "published": "17%", "count": 86, "base": 492, "share": 86 / 492,
                     "band": "[0.165, 0.175)", "verdict": "base ambiguous"},
            facts | {"id": "engaged", "group": "both", "claim": "Engaged", "published": "",
                     "count": 3, "base": 5, "share": 0.6, "band": "[-1, 0) or (0.5, 1]"},
        ]
    ).astype({"count": "Int64", "base": "Int64", "share": float})  # fmt: skip


def labels(axes):
    said = (label.get_text().replace("\n", " ") for label in axes.get_yticklabels())
    return [text.replace("\N{NO-BREAK SPACE}", " ") for text in said]


def ends(axes):
    return [text.get_text() for text in axes.texts if "\n" in text.get_text()]


def bars(axes):
    boxes = [patch for patch in axes.patches if isinstance(patch, Rectangle)]
    return [(round(box.get_x(), 4), round(box.get_x() + box.get_width(), 4)) for box in boxes]


def dots(axes):
    return [line for line in axes.lines if len(line.get_xdata()) == 1]


def test_a_row_a_claim_about_a_share_under_its_group(checked):
    axes = figures.claim_bands(checked)
    assert labels(axes) == [
        "Found it better: “nearly half”", "Social workers: 17%", "Had no reports: “two thirds”",
        "Engaged",
    ]  # fmt: skip
    headings = [text.get_text() for text in axes.texts if text.get_weight() == "bold"]
    assert headings == ["Professionals", "Parents", "Professionals and parents"]


def test_bars_are_the_bands_and_dots_the_shares(checked):
    axes = figures.claim_bands(checked)
    assert bars(axes) == [(0.45, 0.5), (0.165, 0.175), (0.64, 0.69), (0.5, 1)]
    assert [dot.get_xdata()[0] for dot in dots(axes)] == pytest.approx(
        [230 / 483, 86 / 492, 16 / 24, 0.6]
    )
    lines = [tuple(line.get_xdata()) for line in axes.lines if len(line.get_xdata()) == 2]
    assert lines == [(0.4, 0.6)] * 4


def test_every_row_has_its_share_its_base_and_its_verdict(checked):
    assert ends(figures.claim_bands(checked)) == [
        "48%, n = 483\nRecovered (synthetic)",
        "17%, n = 492\nBase ambiguous",
        "67%, n = 24 [u]\nRecovered (synthetic)",
        "60%, n = 5\nRecovered (synthetic)",
    ]


def test_groups_and_small_bases_are_told_apart_without_colour(checked):
    axes = figures.claim_bands(checked)
    assert [dot.get_marker() for dot in dots(axes)] == ["o", "o", "s", "^"]
    assert [dot.get_markerfacecolor() == "white" for dot in dots(axes)] == [
        False, False, True, False,
    ]  # fmt: skip
    assert contrast(grey(GROUPS[0][0]), grey(bands.BAND)) > 3
    assert contrast(grey(QUIET), "white") > 3  # the edge of every bar


def test_a_share_that_is_hidden_or_of_nobody_is_not_drawn_and_says_so(checked):
    none = {"share": None, "ci_low": None, "ci_high": None}
    rows = checked.iloc[[0, 1, 3]].copy()
    rows.loc[0, [*none, "count", "base"]] = pd.NA
    rows.loc[0, ["mark", "verdict"]] = ["c", "confidential [c]"]
    rows.loc[1, list(none)] = float("nan")
    rows.loc[1, ["base", "verdict"]] = [0, "not decidable"]
    rows.loc[3, [*none, "count", "base"]] = pd.NA
    axes = figures.claim_bands(rows)
    assert ends(axes) == [
        "No share, n = 0\nNot decidable",
        "No data\nBase ambiguous",
        "[c] not shown\nConfidential [c]",
    ]
    assert [dot for dot in dots(axes) if dot.get_xdata()[0] == dot.get_xdata()[0]] == []
    assert len(bars(axes)) == 3


@pytest.mark.parametrize(
    ("share", "band", "told"),
    [
        (16 / 24, "[0.64, 0.69]", "67%"),
        (16 / 24, "[0.67, 1]", "66.7%"),
        (0.6931, "[0.64, 0.69]", "69.3%"),
        (0.49996, "[0.45, 0.5)", "49.996%"),
        (108 / 151, "[0.7145, 0.7155)", "71.5%"),
        (0.999, "[1, 1]", ">99%"),
        (0.001, "(0, 0.5)", "<1%"),
        (0.0, "(0, 1]", "0%"),
    ],
)
def test_a_share_has_the_decimals_that_show_whether_it_is_in_its_band(share, band, told):
    assert bands.percent(share, band) == told


def test_a_band_is_cut_at_none_and_all_and_what_holds_no_share_is_left_out():
    assert bands.in_words("[-1, 0) or (0.5, inf)") == "above 50%"
    assert bands.in_words("(-1, 0.5)") == "below 50%"
    assert bands.in_words("[-1, 0]") == "0%"


def test_the_text_counts_the_verdicts_and_names_every_claim_with_its_band(checked):
    short, long = recall(figures.claim_bands(checked, title="Claims")).alt
    assert short == (
        "Dot chart of shares with intervals, beside the band of each published claim: Claims."
        " Verdicts: recovered (synthetic) 3, base ambiguous 1. Data: SYNTHETIC study."
    )
    assert long.splitlines()[0] == (
        "Found it better: “nearly half”, read as 45% to below 50%. 48%, n = 483, Recovered"
        " (synthetic), interval 40% to 60%."
    )


def test_only_what_is_drawn_is_kept_with_the_figure(checked):
    assert recall(figures.claim_bands(checked)).result["id"].tolist() == [
        "reports", "better", "social", "engaged",
    ]  # fmt: skip


def test_claims_that_are_no_shares_too_many_and_twice_the_same_are_refused(checked):
    with pytest.raises(QuestionError) as error:
        figures.claim_bands(checked.iloc[[2]])
    assert str(error.value) == (
        "claim_bands has nothing to draw: none of the claims is about a share."
    )
    many = pd.concat([checked.iloc[[0]].assign(id=f"c{number}") for number in range(30)])
    with pytest.raises(QuestionError) as error:
        figures.claim_bands(many)
    assert str(error.value) == (
        "The result has 30 claims about shares; on one page at most 28 can be read. Draw those of"
        " one group, or of some topics."
    )
    with pytest.raises(QuestionError) as error:
        figures.claim_bands(checked.iloc[[0, 0]])
    assert str(error.value) == (
        "The result has more than one row for Parents, Reports. Draw one result at a time, or keep"
        " the column that tells the rows apart."
    )


def test_a_figure_without_the_datas_name_is_refused(checked):
    with pytest.raises(QuestionError) as error:
        figures.claim_bands(checked.assign(data=""))
    assert str(error.value) == (
        "claim_bands draws one data set and prints its name; the column data of this result holds"
        " no name. Give every row the same name."
    )


@pytest.mark.parametrize(
    ("band", "words"),
    [
        ("[0.45, 0.5)", "45% to below 50%"),
        ("(0.5, 0.56]", "above 50% to 56%"),
        ("(0.5, 1]", "above 50%"),
        ("[0.6, 1]", "60% or more"),
        ("(0, 0.5)", "above 0% to below 50%"),
        ("(0, 1]", "above 0%"),
        ("[0, 1]", "any share"),
        ("[1, 1]", "100%"),
        ("[0, 0.2]", "up to 20%"),
        ("[0.7145, 0.7155)", "71.45% to below 71.55%"),
        ("[0, 0.1] or [0.9, 1]", "up to 10% or 90% or more"),
        ("(0.5, inf)", "above 50%"),
    ],
)
def test_a_band_in_words(band, words):
    assert bands.in_words(band) == words


def test_a_band_that_cannot_be_read_is_refused():
    with pytest.raises(QuestionError) as error:
        bands.ends_of("about half")
    assert str(error.value) == (
        'the band "about half" cannot be read: give it as check_claims does, as in "[0.45, 0.5)".'
    )
