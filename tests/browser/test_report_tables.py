"""Tables of the report that can be sorted and filtered: by keyboard, aloud, and without script."""

import pytest

pytestmark = pytest.mark.browser

FIRST = [
    "Reports came late", "Parents were few", "Éva’s claim", "All were on the phone",
    "Minutes were kept", "Chairs agreed",
]  # fmt: skip


@pytest.fixture
def tab(opened, small):
    return opened(small)


def shown(tab):
    rows = tab.locator("table[data-tools] tbody tr:visible th")
    return rows.all_inner_texts()


def press(tab, name):
    tab.get_by_role("columnheader", name=name).get_by_role("button").press("Enter")


def test_all_rows_stand_in_their_first_order_and_are_counted(tab):
    assert shown(tab) == FIRST
    assert tab.get_by_role("status").inner_text() == "6 of 6 rows shown."


def test_words_are_sorted_as_people_sort_them_and_back(tab):
    press(tab, "Claim")
    upward = [
        "All were on the phone", "Chairs agreed", "Éva’s claim", "Minutes were kept",
        "Parents were few", "Reports came late",
    ]  # fmt: skip
    assert shown(tab) == upward
    assert tab.get_by_role("columnheader", name="Claim").get_attribute("aria-sort") == "ascending"
    press(tab, "Claim")
    assert shown(tab) == upward[::-1]
    assert tab.get_by_role("status").inner_text() == (
        "6 of 6 rows shown, sorted by Claim, descending."
    )


@pytest.mark.parametrize("column", ["Count", "Share"])
def test_numbers_are_sorted_by_size_and_what_is_hidden_stands_last_either_way(tab, column):
    up = {"Count": [3, 5, 0, 4, 2], "Share": [2, 0, 4, 5, 3]}[column]
    press(tab, column)
    assert shown(tab) == [FIRST[place] for place in [*up, 1]]
    press(tab, column)
    assert shown(tab) == [FIRST[place] for place in [*up[::-1], 1]]


def test_only_the_column_that_is_sorted_says_so(tab):
    press(tab, "Claim")
    press(tab, "Verdict")
    assert tab.locator("[aria-sort]").all_inner_texts() == ["Verdict"]
    assert shown(tab) == [FIRST[place] for place in (1, 5, 2, 4, 0, 3)]


def test_rows_are_chosen_by_an_answer_and_by_words(tab):
    tab.get_by_label("Verdict").select_option("recovered")
    assert shown(tab) == [FIRST[0], FIRST[3]]
    tab.get_by_label("Rows with the words").fill("PHONE  all")
    assert shown(tab) == [FIRST[3]]
    assert tab.get_by_role("status").inner_text() == (
        "1 of 6 rows shown (Verdict: recovered; with “PHONE all”)."
    )
    tab.get_by_label("Rows with the words").fill("nobody says this")
    assert shown(tab) == []
    assert tab.get_by_role("status").inner_text().startswith("0 of 6 rows shown")


def test_all_rows_come_back_in_their_first_order(tab):
    press(tab, "Share")
    tab.get_by_label("Verdict").select_option("recovered")
    tab.get_by_label("Rows with the words").fill("phone")
    tab.get_by_role("button", name="All rows, in their first order").press("Enter")
    assert shown(tab) == FIRST
    assert tab.locator("[aria-sort]").count() == 0
    assert tab.get_by_label("Rows with the words").input_value() == ""
    assert tab.get_by_role("status").inner_text() == "6 of 6 rows shown."


def test_without_script_it_is_a_plain_table_with_all_its_rows(opened, small):
    tab = opened(small, java_script_enabled=False)
    assert shown(tab) == FIRST
    assert tab.locator("button, input, select").count() == 0
    assert tab.locator("table[data-tools] thead th").all_inner_texts() == [
        "Claim", "Count", "Share", "Verdict",
    ]  # fmt: skip


def test_all_that_is_folded_opens_and_closes(tab):
    folds = tab.locator("main details")
    tab.get_by_role("button", name="Open all descriptions and tables").press("Enter")
    assert tab.locator("main details[open]").count() == folds.count() > 6
    tab.get_by_role("button", name="Close them").press("Enter")
    assert tab.locator("main details[open]").count() == 0
