"""The page on made-up data: what does not come back first, and no invented finding."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pandas as pd
import pytest

from cpsurvey.errors import CpsurveyError
from cpsurvey.report import synthetic_page, synthetic_values
from cpsurvey.report.synthetic.assumed import assumed_table, assumptions_table
from cpsurvey.report.synthetic.bounds import bounds_summary, bounds_table
from cpsurvey.report.synthetic.claims import claims_back
from cpsurvey.report.wording.codebook_names import (
    answer_label,
    band_label,
    group_label,
    question_label,
)
from cpsurvey.vocabulary import CLAIM_COLUMNS

CLAIM = {
    "data": "SYNTHETIC visits", "id": "liked", "topic": "liking", "group": "visitor",
    "claim": "Visitors who like the <library>", "published": "most", "certainty": "high",
    "measure": "share", "count": 5, "base": 6, "share": 5 / 6, "estimate": 5 / 6,
    "band": "(0.5, 1]", "read_as": '"most": more than half', "verdict": "recovered (synthetic)",
    "why": "answered", "mark": "",
}  # fmt: skip
LOST = {
    "id": "borrows", "claim": "Visitors who borrow", "published": "half", "count": 6, "base": 7,
    "share": 6 / 7, "estimate": 6 / 7, "band": "[0.475, 0.525]", "mark": "u",
    "read_as": '"half": 50%, give or take', "verdict": "not reproduced",
}  # fmt: skip
SILENT = {
    "id": "why", "claim": "Why they come", "published": "", "measure": "", "count": None,
    "base": None, "share": None, "estimate": None, "band": "", "read_as": "",
    "verdict": "not decidable", "why": "no question asks it",
}  # fmt: skip
BOUND = {
    "group": "visitor", "question": "satisfaction", "answer": "good", "by": "borrowed",
    "level": "yes",
    "published_low": 0, "published_high": 6, "published_share_low": 0.0,
    "published_share_high": 1.0, "published_difference_low": -1.0,
    "published_difference_high": 1.0, "assumed_low": 3, "assumed_high": 5,
    "assumed_share_low": 0.75, "assumed_share_high": 1.0, "assumed_difference_low": -0.25,
    "assumed_difference_high": 1.0, "claims": "liked", "doubt": "",
}  # fmt: skip
NONE = pd.DataFrame()


@pytest.fixture(scope="module")
def made_up(visits):
    return replace(visits, name="SYNTHETIC visits")


@pytest.fixture
def checked():
    def frame(*claims):
        made = pd.DataFrame([CLAIM | claim for claim in claims], columns=list(CLAIM_COLUMNS))
        numbers = ("share", "estimate", "ci_low", "ci_high", "confidence")
        whole = (
            "count", "base", "fits_low", "fits_high", "count_reference", "base_reference",
            "stated_base", "readings", "changes", "smallest_cell",
        )  # fmt: skip
        kinds = dict.fromkeys(numbers, "float64") | dict.fromkeys(whole, "Int64")
        return made.astype(dict.fromkeys(made, "string") | kinds)

    return frame


@pytest.fixture
def assumed():
    rows = [
        ("count", "visitor", "satisfaction", "", "poor", 1, "nobody knows", "liked"),
        ("count", "visitor", "satisfaction", "", "-skipped", 2, "nobody knows", ""),
        ("odds", "visitor", "satisfaction", "borrowed = yes", "good", 3.5, "no source", ""),
        ("mess", "", "", "", "typos", 0.02, "not published", ""),
    ]
    columns = ["what", "group", "question", "given", "answer", "value", "why", "fits"]
    return pd.DataFrame(rows, columns=columns)


@pytest.fixture
def published():
    row = ("count", "visitor", "satisfaction", "", "good", 5, "liked", "")
    columns = ["what", "group", "question", "given", "answer", "value", "claim", "source"]
    return pd.DataFrame([row], columns=columns)


@pytest.fixture
def checks():
    rows = [
        ("labelling", "Does it say so?", "holds", 2, 2, "2 of 2 files.", ""),
        ("disclosure", "Is anybody alone?", "cannot be told", None, None, "Not here.", "Count."),
    ]
    columns = ["check", "asked", "result", "count", "base", "found", "with_real_data"]
    return pd.DataFrame(rows, columns=columns)


@pytest.fixture
def page_of(made_up, book, published, assumed, checks):
    def page(checked, bounds=NONE):
        return synthetic_page(
            made_up, checked=checked, published=published, assumed=assumed, bounds=bounds,
            checks=checks, codebook=book,
        )  # fmt: skip

    return page


def words_of(page):
    body = page.partition("</style>")[2]
    return " ".join(unescape(re.sub("<[^>]*>", " ", body)).replace("\u00a0", " ").split())


def test_the_page_is_one_that_everybody_can_read(page_of, checked, outline_of):
    page = page_of(checked({}, LOST, SILENT), pd.DataFrame([BOUND]))
    outline_of(page)
    assert "<library>" not in page


def test_what_does_not_come_back_stands_before_everything_else(page_of, checked):
    said = words_of(page_of(checked({}, LOST, SILENT)))
    assert said.startswith(
        "Skip to the text What is real in this data, and what is not: SYNTHETIC visits 1 of 2"
        " published statements does not come back borrows (Visitors): published “half”, and this"
        " data gives 6 of 7, 85.7% [u]. What agrees: read as 47.5% to 52.5%: 50%, give or take."
        " Verdict: not reproduced. SYNTHETIC Data: “SYNTHETIC visits”."
    )
    assert said.index("Does not come back Claim") < said.index("Recovered (synthetic): 1 of 2")


def test_where_all_comes_back_the_page_says_so_and_that_it_is_no_evidence(page_of, checked):
    said = words_of(page_of(checked({}, SILENT)))
    assert "The one published statement that tables can decide comes back from this data." in said
    assert (
        "That a number comes back shows that the way from published figure to export to table loses"
        " nothing. It is no evidence for the claim: the number was put in."
    ) in said
    assert "1 claim that no table can decide, and why" in said


def test_readings_that_differ_are_neither_lost_nor_back(page_of, checked):
    said = words_of(page_of(checked({}, {"id": "two", "verdict": "base ambiguous"})))
    assert (
        "1 of 2 published statements that tables can decide comes back from this data. Of 1 it is"
        " not known whose answers are meant, and the readings do not agree."
    ) in said
    assert "It is not known whose answers these are about, and the readings do not agree" in said


def test_claims_as_a_table(checked, book):
    assert claims_back(checked(LOST), book).to_dict("records") == [
        {
            "Claim": "Visitors who borrow",
            "About": "Visitors",
            "Published": "“half”",
            "From this data": "6 of 7, 85.7% [u]",
            "What agrees": "Read as 47.5% to 52.5%: 50%, give or take",
            "Verdict": "Not reproduced",
            "Id": "borrows",
        }
    ]


def test_numbers_are_counted_by_group_and_question(published, assumed, book):
    assert assumed_table(published, assumed, book).to_dict("records") == [
        {
            "Group": "Visitors",
            "Question": "Satisfaction with the library",
            "Published": 1,
            "Assumed": 2,
            "Relations assumed": 1,
            "Why assumed": "Nobody knows",
        }
    ]


def test_every_assumption_is_told_in_words(assumed, book):
    table = assumptions_table(assumed, book)
    told = table[["Question", "Given", "Answer", "Value"]].fillna("").to_numpy().tolist()
    assert told == [
        ["Satisfaction with the library", "", "Poor", "1"],
        ["Satisfaction with the library", "", "No answer: skipped", "2"],
        ["Satisfaction with the library", "Borrowed something is Yes", "Good", "3.5"],
        ["", "", "Typos", "0.02"],
    ]


def test_the_page_counts_what_is_assumed(page_of, checked):
    assert (
        "Of 3 numbers of people or interviews, 1 was published and 2 are assumed, how many people"
        " and interviews there are in all not counted. 1 other number (rows left out, days, coders,"
        " how people write) is assumed as well. Of 1 numbers that say which answers go together, 1"
        " is assumed and none was published. A margin says how many people gave which answer, and"
        " nothing about who."
    ) in words_of(page_of(checked({})))


def test_a_made_up_value_is_put_beside_its_bounds(made_up):
    found = synthetic_values(pd.DataFrame([BOUND]), made_up)
    assert found[["data", "level", "count", "base", "share", "difference"]].to_numpy().tolist() == [
        ["SYNTHETIC visits", "yes", 4, 4, 1.0, 0.0]
    ]


@pytest.mark.parametrize(
    ("about", "count", "base"),
    [
        ({"question": "uses", "answer": "books"}, 2, 3),
        ({"question": "loans", "answer": "0-5"}, 2, 3),
        ({"question": "rooms__hall", "answer": "good"}, 2, 4),
        ({"question": "town", "answer": "England"}, None, None),
        ({"question": "gone", "answer": "good"}, None, None),
        ({"by": "gone"}, None, None),
        ({"level": "gone"}, None, None),
    ],
)
def test_every_kind_of_question_is_counted_as_far_as_tables_tell(made_up, about, count, base):
    found = synthetic_values(pd.DataFrame([BOUND | about]), made_up)
    values = [None if pd.isna(v) else int(v) for v in found[["count", "base"]].iloc[0]]
    assert values == [count, base]


def test_bounds_are_told_in_words(made_up, book):
    found = synthetic_values(pd.DataFrame([BOUND]), made_up)
    assert bounds_table(found, book).to_dict("records") == [
        {
            "Group": "Visitors",
            "Question": "Satisfaction with the library",
            "Answer": "Good",
            "Borrowed something": "Yes",
            "This data": "4 of 4",
            "Assumed margins leave": "75% to 100%",
            "Published figures leave": "0% to 100%",
            "Against other levels": "(−25 to +100)",
        }
    ]


def test_the_page_says_how_much_is_settled_and_that_a_place_is_no_evidence(page_of, checked):
    fixed = {"assumed_share_low": 1.0, "assumed_difference_low": 0.5, "answer": "poor"}
    said = words_of(page_of(checked({}), pd.DataFrame([BOUND, BOUND | fixed])))
    assert (
        "Where this data lies between its bounds is no evidence. Every value between them agrees"
        " with the margins just as well, and the one that is there was put there, or is chance. Of"
        " 2 shares in these cross-tabulations the published figures alone settle none. Whether an"
        " answer is commoner at one level than at the others they settle for none of them; with"
        " every assumed margin it is settled for 1. The rest could as well be the other way round."
    ) in said
    assert "Published claims that limit them: liked." in said


def test_what_is_settled_is_counted_by_group(made_up, book):
    fixed = {"assumed_share_low": 1.0, "assumed_difference_low": 0.5, "answer": "poor"}
    found = synthetic_values(pd.DataFrame([BOUND, BOUND | fixed]), made_up)
    assert bounds_summary(found, book).to_dict("records") == [
        {
            "Group": "Visitors",
            "Shares": 2,
            "Settled by published figures": 0,
            "Which level is higher, settled by published figures": 0,
            "Settled by assumed margins": 1,
            "Which level is higher, settled by assumed margins": 1,
        }
    ]


def test_the_checks_say_what_only_the_real_data_could_tell(page_of, checked):
    said = words_of(page_of(checked({})))
    assert "Does it say so? Holds 2 of 2 files." in said
    assert "Is anybody alone? Cannot be told Not here." in said
    assert "Left to do with the real data" in said
    assert "Is anybody alone? Count." in said


def test_parts_without_content_say_so(made_up, book, outline_of):
    page = synthetic_page(
        made_up, checked=NONE, published=NONE, assumed=NONE, bounds=NONE, checks=NONE, codebook=book
    )
    outline_of(page)
    said = words_of(page)
    for sentence in (
        "No claim was given, so there is nothing to compare with.",
        "There are no margins, so nothing is published and nothing assumed.",
        "No bounds were worked out: the margins hold no question that people are divided by, such"
        " as how they joined.",
        "No check was made.",
    ):
        assert sentence in said


def test_data_that_is_not_made_up_is_refused(visits, book):
    with pytest.raises(CpsurveyError) as error:
        synthetic_page(
            visits, checked=NONE, published=NONE, assumed=NONE, bounds=NONE, checks=NONE,
            codebook=book,
        )  # fmt: skip
    assert str(error.value) == (
        'the data "Library users 2020" does not say that it is made up, and this page is of made-up'
        " data: give data whose name begins with SYNTHETIC."
    )


def test_codes_that_the_codebook_does_not_know_keep_their_names(book):
    assert question_label("rooms__hall", book) == "Rooms: Hall"
    assert question_label("who_knows", book) == "Who knows"
    assert group_label("both", book) == "Everybody"
    assert group_label("trustees", book) == "Trustees"
    assert answer_label("job", "pupil", book) == "Pupil"
    assert answer_label("job", "visiting_scholar", book) == "Visiting scholar"


@pytest.mark.parametrize(
    ("band", "unit", "words"),
    [
        ("[24, 24]", "", "24"),
        ("(500, inf)", "", "above 500"),
        ("[0.45, 0.5)", "%", "45% to below 50%"),
        ("(0.5, 0.56]", "%", "above 50% to 56%"),
        ("[0, 0.1)", "%", "below 10%"),
        ("[0.9, 1]", "%", "90% or more"),
        ("(0, 1]", "%", "above 0%"),
        ("[0.9, 1)", "%", "90% to below 100%"),
        ("(0, 1)", "%", "above 0% to below 100%"),
        ("[0, 1]", "%", "any value"),
        ("(-inf, 20]", "", "up to 20"),
        ("(-inf, inf)", "", "any value"),
        ("[-1, 0) or (0, 1]", "points", "below 0 points or above 0 points"),
        ("[-0.1, 0.1]", "points", "−10 points to 10 points"),
    ],
)
def test_bands_are_told_in_words(band, unit, words):
    assert band_label(band, unit) == words
