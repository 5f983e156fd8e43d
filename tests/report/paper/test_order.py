"""A report's order on paper: what is numbered, what is kept together, what is turned or noted."""

from dataclasses import replace

import pandas as pd
import pytest

from cpsurvey.report.document import Chapter, Picture, Report, Table
from cpsurvey.report.paper.blocks import Figure, Heading, Words, turned
from cpsurvey.report.paper.order import WHERE_NUMBERS_ARE, on_paper, running_head
from cpsurvey.report.paper.table import SIDEWAYS, UPRIGHT, SetTable, set_table

DOTS = {size: b"\x89PNG\r\n\x1a\n" + bytes(8) + size[0].to_bytes(4) + size[1].to_bytes(4)
        for size in ((1260, 630), (1260, 2520))}  # fmt: skip
NUMBERS = Table(
    "judged-numbers",
    "Judged",
    pd.DataFrame({"Group": ["Parents", "Staff"], "Share": [0.25, None]}),
    {"Share": "share"},
    pd.DataFrame({"Group": ["", ""], "Share": ["u", "c"]}),
    "Base: all. By hand.",
)
WIDE = Table(
    "wide", "Many columns", pd.DataFrame({f"Column {n} in words": ["x"] for n in range(9)})
)


def drawn(size=(1260, 630), numbers=NUMBERS, name="judged"):
    return Picture(name, "Judged", "Base: all.", "Bars.", "Bars.\n\nParents: 25% [u].",
                   "<svg/>", DOTS[size], numbers=numbers)  # fmt: skip


def report(*chapters, synthetic=True):
    name = "SYNTHETIC visits" if synthetic else "Visits"
    return Report("Visits", name, synthetic, "Nothing hidden.", chapters, (("cpsurvey", "0.7"),))


def outline(blocks):
    return [
        f"{'#' * b.level} {b.text}" if isinstance(b, Heading)
        else f"{b.style}: {b.text}" if isinstance(b, Words)
        else f"Figure {b.number}" if isinstance(b, Figure)
        else f"Table {b.number}: {b.title}" if isinstance(b, SetTable)
        else f"list of {b.of}"
        for b in blocks
    ]  # fmt: skip


def test_a_report_is_told_in_this_order():
    who = Chapter(
        "who", "Who", "Who came?", ("Asked.", drawn(), replace(NUMBERS, name="shown")), ("Few.",)
    )
    then = Chapter("then", "Then", "", (drawn(numbers=None, name="again"),))
    assert outline(on_paper(report(who, then))) == [
        "banner: SYNTHETIC. This data is made up. It shows what the method does; it is no evidence"
        " of what anybody answered or of what happened to real answers.",
        "body: Data: SYNTHETIC visits.",
        "body: Nothing hidden.",
        "list of chapters",
        "# Who",
        "question: Who came?",
        "## What was found",
        "bullet: Few.",
        "body: Asked.",
        "Figure 1",
        "Table 1: Judged (SYNTHETIC)",
        "# Then",
        "Figure 2",
        "# Figures and tables",
        "## Figures",
        "list of figures",
        "## Tables",
        "list of tables",
        "# How this report was made",
        "Table 2: What this report was made from and by",
        "## What the signs mean",
        "bullet: [c] confidential: too few people to be shown.",
        "bullet: [u] low reliability: few people answered.",
        "# The figures in words",
        "body: The numbers behind the figures are not printed here. They are in this report's"
        " workbook, which has a sheet under the title of each figure, and below each figure on this"
        " report's page.",
        "## Who",
        "### Figure 1: Judged",
        "told: Bars.",
        "told: Parents: 25% [u].",
        "## Then",
        "### Figure 2: Judged",
        "told: Bars.",
        "told: Parents: 25% [u].",
    ]


def test_real_data_is_not_said_to_be_made_up():
    real = report(Chapter("who", "Who", "", (NUMBERS,)), synthetic=False)
    assert "SYNTHETIC" not in "".join(outline(on_paper(real)))
    assert running_head(real) == "Visits"
    assert running_head(report()) == (
        "SYNTHETIC: this data is made up and is no evidence of what anybody answered"
    )


def test_numbers_of_figures_are_not_printed_and_where_they_are_is_said():
    blocks = on_paper(report(Chapter("who", "Who", "", (drawn(),))))
    assert [b.title for b in blocks if isinstance(b, SetTable)] == [
        "What this report was made from and by"
    ]
    assert WHERE_NUMBERS_ARE in outline(blocks)[-5]


def test_a_report_whose_figures_have_no_numbers_does_not_send_readers_for_them():
    blocks = on_paper(report(Chapter("who", "Who", "", (drawn(numbers=None),))))
    assert WHERE_NUMBERS_ARE not in "".join(outline(blocks))


def test_a_report_without_figures_has_no_chapter_of_them():
    headings = outline(on_paper(report(Chapter("who", "Who", "", ("Nobody.",)))))
    assert "# The figures in words" not in headings


def test_words_before_a_figure_or_a_table_are_kept_with_it():
    who = Chapter("who", "Who", "Who came?", ("First.", "Then.", drawn(), "After."))
    leads = [b.text for b in on_paper(report(who)) if isinstance(b, Words) and b.leads]
    assert leads == ["Then."]


@pytest.mark.parametrize(
    ("size", "stands"), [((1260, 630), (6.3, 3.15)), ((1260, 2520), (3.7, 7.4))]
)
def test_a_picture_stands_at_its_size_or_as_high_as_a_page_takes(size, stands):
    blocks = on_paper(report(Chapter("who", "Who", "", (drawn(size),))))
    figure = next(block for block in blocks if isinstance(block, Figure))
    assert (figure.wide, figure.high) == pytest.approx(stands)


def test_a_wide_table_turns_its_page_and_what_stands_with_it_alone():
    alone = Chapter("a", "Alone", "Which?", (WIDE, "Said."))
    mixed = Chapter("m", "Mixed", "", (NUMBERS, replace(WIDE, name="wider")))
    blocks = on_paper(report(alone, mixed))
    sides = [on_its_side for _, on_its_side in turned(blocks)]
    told = zip(outline(blocks), sides, strict=True)
    assert [name for name, on_its_side in told if on_its_side] == [
        "# Alone", "question: Which?", "Table 1: Many columns (SYNTHETIC)", "body: Said.",
        "Table 3: Many columns (SYNTHETIC)",
    ]  # fmt: skip


def test_a_table_stands_in_print_numbers_to_the_right():
    made = set_table(NUMBERS, 1)
    assert made.headings == ("Group", "Share")
    assert made.rows == (("Parents", "25% [u]"), ("Staff", "[c]"))
    assert (made.right, made.size, made.sideways, made.whole) == ((False, True), 10.0, False, True)


@pytest.mark.parametrize("columns", [1, 4, 9, 16])
@pytest.mark.parametrize("letters", [1, 30, 400])
def test_a_table_is_never_wider_than_its_page(columns, letters):
    text = ("word " * letters)[:letters]
    frame = pd.DataFrame({f"Professionals {n}": [text, "x"] for n in range(columns)})
    made = set_table(Table("t", "T", frame), 1)
    assert sum(made.widths) <= (SIDEWAYS if made.sideways else UPRIGHT) + 1e-9


def test_a_table_of_few_short_columns_is_no_wider_than_they_are():
    assert sum(set_table(NUMBERS, 1).widths) < 2.5


def test_what_is_scarce_goes_to_the_column_with_the_longest_texts():
    frame = pd.DataFrame(
        {"A": ["a few words"] * 3, "B": ["many more words than that " * 9] * 2 + [""]}
    )
    first, second = set_table(Table("t", "T", frame), 1).widths
    assert second > 3 * first


def test_a_long_table_and_a_high_row_may_go_on_on_the_next_page():
    few, many = pd.DataFrame({"A": ["x"] * 5}), pd.DataFrame({"A": ["x"] * 50})
    high = pd.DataFrame({"A": ["word " * 2000]})
    made = [set_table(Table("t", "T", frame), 1) for frame in (few, many, high)]
    assert [(one.whole, one.breaks) for one in made] == [
        (True, False),
        (False, False),
        (False, True),
    ]


def test_long_texts_that_recur_are_notes_and_others_are_not():
    method = "an interval by a method whose name is rather long"
    why = "a reason of more than forty letters, told once"
    frame = pd.DataFrame({"Q": [method] * 4, "Method": [method, method, method, "Short"],
                          "Why": [why, "", "", ""]})  # fmt: skip
    made = set_table(Table("t", "T", frame, notes="All."), 1)
    note = "[note\N{NO-BREAK SPACE}1]"
    assert made.rows[0] == (method, note, why)
    assert [row[1] for row in made.rows] == [note, note, note, "Short"]
    assert made.notes == ("All.", f"{note} {method}")


def test_of_a_wide_table_what_is_the_same_in_every_row_is_said_once():
    many = {f"Column {n}": ["x", "y", "z"] for n in range(6)}
    frame = pd.DataFrame({"A": ["q"] * 3, "Base": [24] * 3, "Why": [None] * 3, **many})
    made = set_table(Table("t", "T", frame, {"Base": "count"}, notes="All."), 1)
    assert made.headings == ("A", *many)
    assert made.right == (False,) * 7
    assert made.notes == ("All.", "The same in every row: Base: 24; Why: nothing.")


def test_a_narrow_table_keeps_columns_that_say_the_same_and_so_does_one_of_two_rows():
    narrow = pd.DataFrame({"A": ["q", "r", "s"], "Base": ["24"] * 3})
    short = pd.DataFrame({f"Column {n}": ["x", "x"] for n in range(9)})
    kept = [set_table(Table("t", "T", frame), 1) for frame in (narrow, short)]
    assert [len(made.headings) for made in kept] == [2, 9]
    assert [made.notes for made in kept] == [(), ()]


def test_shorthand_that_stands_only_under_a_table_is_explained_too():
    said = Table("t", "T", pd.DataFrame({"A": ["x"]}), notes="[c] is hidden.")
    told = outline(on_paper(report(Chapter("who", "Who", "", (said,)))))
    assert told[-1] == "bullet: [c] confidential: too few people to be shown."


def test_a_table_without_rows_has_its_headings():
    made = set_table(replace(NUMBERS, frame=NUMBERS.frame[:0], marks=None), 1)
    assert (made.headings, made.rows) == (("Group", "Share"), ())
