"""Of how many people several claims can be true: a grid of claims and bases."""

import pandas as pd
import pytest
from matplotlib.colors import to_hex

from cpsurvey import figures
from cpsurvey.errors import QuestionError
from cpsurvey.figures.feasible_bases import in_runs
from cpsurvey.figures.record import recall
from cpsurvey.figures.style import COUNTED


@pytest.fixture
def fits():
    """Two claims at bases 4 to 7: the counts that fit, and where both do."""
    counts = {"half": [1, 0, 1, 0], "third": [0, 0, 1, 12]}
    return pd.DataFrame(
        [
            {
                "base": base, "id": name, "claim": f"It was a {name}", "published": f"a {name}",
                "counts": count, "all_fit": base == 6, "together": base == 6,
                "in_registry": base in (5, 7),
            }
            for name, several in counts.items()
            for base, count in zip(range(4, 8), several, strict=True)
        ]
    ).astype({"base": "Int64", "counts": "Int64"})  # fmt: skip


def filled(axes):
    """Return which cells are filled, row by row."""
    cells = [to_hex(patch.get_facecolor()) == COUNTED[1] for patch in axes.patches]
    return [cells[start : start + 4] for start in range(0, len(cells), 4)]


def test_cells_are_filled_where_a_whole_count_fits_and_in_the_last_row_where_all_do(fits):
    assert filled(figures.feasible_bases(fits)) == [
        [True, False, True, False],
        [False, False, True, True],
        [False, False, True, False],
    ]


def test_cells_have_the_number_of_counts_and_the_first_row_what_is_named(fits):
    axes = figures.feasible_bases(fits)
    assert [text.get_text() for text in axes.texts if text.get_text()] == [
        "5", "7", "1", "1", "1", "12",
    ]  # fmt: skip
    labels = [label.get_text() for label in axes.get_yticklabels()]
    assert [label.replace("\N{NO-BREAK SPACE}", " ") for label in labels] == [
        "Named as the base, or a reading of it", "It was a half: “a half”",
        "It was a third: “a third”", "All claims at once",
    ]  # fmt: skip


def test_a_number_without_room_is_left_out(fits):
    wide = [fits.assign(base=fits["base"] + 4 * step) for step in range(15)]
    axes = figures.feasible_bases(pd.concat(wide))
    assert {text.get_text() for text in axes.texts if text.get_weight() != "bold"} <= {"", "1"}


def test_ticks_are_at_every_fifth_base(fits):
    axes = figures.feasible_bases(fits)
    assert [label.get_text() for label in axes.get_xticklabels()] == ["5"]
    wide = pd.concat([fits.assign(base=fits["base"] - 3 + 4 * step) for step in range(3)])
    labels = figures.feasible_bases(wide).get_xticklabels()
    assert [label.get_text() for label in labels] == ["1", "5", "10"]


def test_a_bare_result_is_drawn_with_ids_and_without_what_is_named(fits):
    axes = figures.feasible_bases(fits[["base", "id", "counts", "all_fit"]])
    assert [label.get_text() for label in axes.get_yticklabels()] == [
        "Half", "Third", "All claims at once",
    ]  # fmt: skip


def test_the_text_says_where_all_fit_and_each_claim(fits):
    short, long = recall(figures.feasible_bases(fits)).alt
    assert short == (
        "Grid of claims and bases: How many people the claims can be about. All claims at once fit"
        " 6. Data: none, only the published words and whole numbers."
    )
    assert long.splitlines() == [
        "It was a half: “a half”, how many whole counts fit in brackets: 4 (1), 6 (1).",
        "It was a third: “a third”, how many whole counts fit in brackets: 6 (1), 7 (12).",
        "Named as the base, or a reading of it: 5, 7.",
    ]
    never = recall(figures.feasible_bases(fits.assign(together=False))).alt.short
    assert "All claims at once fit none of these numbers of people." in never


def test_it_holds_no_data_of_people_and_can_be_saved(fits, tmp_path):
    figures.save(figures.feasible_bases(fits), tmp_path / "bases", formats=[])
    saved = pd.read_csv(tmp_path / "bases.csv")
    assert set(saved["protection"]) == {"no data of people"}


def test_runs_of_numbers():
    assert in_runs([15, 17, 19, 20, 21, 30, 31]) == "15, 17, 19 to 21, 30, 31"
    assert in_runs([]) == ""


def test_a_grid_with_holes_and_one_too_wide_are_refused(fits):
    for wrong in (fits.iloc[1:], pd.concat([fits, fits.iloc[:1]])):
        with pytest.raises(QuestionError) as error:
            figures.feasible_bases(wrong)
        assert str(error.value) == (
            "feasible_bases needs each of 2 claims once at each of 4 bases; the result has"
            f" {len(wrong)} rows."
        )
    wide = pd.concat([fits.assign(base=fits["base"] + 4 * step) for step in range(16)])
    with pytest.raises(QuestionError) as error:
        figures.feasible_bases(wide)
    assert str(error.value) == (
        "The result has 64 bases; on one page at most 60 can be read. Give find_bases fewer of"
        " them."
    )
