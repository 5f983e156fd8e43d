"""A result as a table for publication: its columns in words, and why a cell has no number."""

import pandas as pd
import pytest

from cpsurvey.disclosure import protect
from cpsurvey.errors import CpsurveyError, QuestionError
from cpsurvey.report import labels
from cpsurvey.report.finished_tables.cells import Column
from cpsurvey.report.finished_tables.finished import _of_a_table, finished
from cpsurvey.report.numbers import in_print

WILSON = "Wilson's interval stays close to its coverage at small bases"


@pytest.fixture
def shares():
    """Shares of two groups: one plain, one hidden, one of a small base, one of nobody."""
    groups = ["professional", "professional", "parent", "parent"]
    return protect(
        pd.DataFrame(
            {"data": "SYNTHETIC study", "question": "judged",
             "answer": ["better", "worse", "better", "worse"], "group": groups,
             "count": [60, 3, 8, 0], "base": [100, 100, 24, 0], "share": [0.6, 0.03, 1 / 3, None],
             "ci_low": [0.5, 0.01, 0.18, None], "ci_high": [0.7, 0.08, 0.53, None],
             "confidence": 0.95, "method": ["wilson", "wilson", "wilson", "count"],
             "why": [WILSON, WILSON, f"{WILSON}; base below 30: low reliability", "nobody"],
             "mark": ["", "", "u", ""]}
        )
    )  # fmt: skip


@pytest.fixture
def differences():
    """Two answers compared, and the question as a whole by another measure, tested."""
    return protect(
        pd.DataFrame(
            {"data": "SYNTHETIC study", "question": "judged",
             "answer": ["all_answers", "better", "worse"], "group": "parent",
             "reference": "professional",
             "measure": ["probability_of_superiority", "difference", "difference"],
             "count": [None, 8, 6], "base": 24, "share": [None, 1 / 3, 0.25],
             "count_reference": [None, 60, 3], "base_reference": 100,
             "share_reference": [None, 0.6, 0.03], "estimate": [0.31, 1 / 3 - 0.6, 0.22],
             "ci_low": [0.2, -0.44, 0.1], "ci_high": [0.44, -0.05, 0.4], "confidence": 0.95,
             "p_value": [0.0004, None, None], "p_adjusted": [0.0008, None, None],
             "detectable_gap": [0.18, 0.294, 0.3], "method": ["logit", "newcombe", "newcombe"],
             "why": ["exact; grade B: one against several", "described", "described"],
             "mark": ["u", "u", "u"]}
        ).astype({"count": "Int64", "count_reference": "Int64"})
    )  # fmt: skip


def test_shares_become_words_numbers_and_reasons(shares, tables):
    table = finished(labels.apply(shares, tables.questions), "judged")
    assert table.title == "Overall judgement, by group"
    assert [list(table.frame.columns), *in_print(table).values.tolist()] == [
        ["Group", "Answer", "Count", "Base", "Share", "95% interval from", "95% interval to"],
        ["Practitioners", "Better", "60", "100", "60%", "50%", "70%"],
        ["Practitioners", "Worse", "[c]", "100", "[c]", "[c]", "[c]"],
        ["Parents and carers", "Better", "8", "24 [u]", "33%", "18%", "53%"],
        ["Parents and carers", "Worse", "0", "0", "[z]", "[z]", "[z]"],
    ]
    assert table.filters == ("Group", "Answer")
    assert table.frame["Share"].iloc[2] == 1 / 3
    assert table.result["share"].equals(shares["share"])


def test_notes_are_the_caption_as_of_a_table_and_how_all_was_computed(shares, tables):
    table = finished(labels.apply(shares, tables.questions), "judged")
    assert table.notes.startswith("SYNTHETIC data: ")
    assert "The columns “from” and “to” are Wilson's 95% intervals" in table.notes
    assert table.notes.endswith(f"Method: share with Wilson's score interval; {WILSON}.")


def test_one_group_against_another_is_named_in_the_headings(differences, tables):
    result = labels.apply(differences, tables.questions)
    table = finished(result[result["measure"] == "difference"], "judged")
    assert table.title == "Overall judgement: parents and carers compared with practitioners"
    assert [list(table.frame.columns), *in_print(table).values.tolist()] == [
        ["Answer", "Parents and carers: count", "Parents and carers: base",
         "Parents and carers: share", "Practitioners: count", "Practitioners: base",
         "Practitioners: share", "Difference (percentage points)", "95% interval from",
         "95% interval to", "Detectable difference (percentage points)"],
        ["Better", "8", "24 [u]", "33%", "60", "100", "60%", "−27", "−44", "−5", "29"],
        ["Worse", "6", "24", "25%", "[c]", "100", "[c]", "[c]", "[c]", "[c]", "[c]"],
    ]  # fmt: skip


def test_estimates_of_other_kinds_have_columns_of_their_own(differences, tables):
    table = finished(labels.apply(differences, tables.questions), "judged")
    assert in_print(table).iloc[0].to_dict() == {
        "Answer": "All answers", "Parents and carers: count": "[z]",
        "Parents and carers: base": "24 [u]", "Parents and carers: share": "[z]",
        "Practitioners: count": "[z]", "Practitioners: base": "100", "Practitioners: share": "[z]",
        "Probability of superiority": "0.31",
        "Probability of superiority: 95% interval from": "0.20",
        "Probability of superiority: 95% interval to": "0.44",
        "Difference (percentage points)": "[z]", "Difference: 95% interval from": "[z]",
        "Difference: 95% interval to": "[z]", "p": "<0.001", "p, adjusted": "0.001",
        "Detectable difference (percentage points)": "[z]", "Method": "Logit", "Why": "Exact",
    }  # fmt: skip


def test_a_net_share_has_both_its_answers(differences, tables):
    net = (
        differences.iloc[1:2]
        .drop(columns=["reference", "detectable_gap"])
        .assign(against="worse", measure="net_share")
    )
    labelled = labels.apply(net, tables.questions).assign(against_label="Worse")
    table = finished(labelled, "net")
    assert in_print(table).iloc[0].to_dict() == {
        "Group": "Parents and carers", "Answer": "Better", "Against": "Worse", "Count": "8",
        "Base": "24 [u]", "Share": "33%", "Against: count": "60", "Against: base": "100",
        "Against: share": "60%", "Net share (percentage points)": "−27",
        "95% interval from": "−44", "95% interval to": "−5",
    }  # fmt: skip


def test_made_up_data_is_said_whatever_the_notes(shares, tables):
    table = finished(labels.apply(shares, tables.questions), "judged", "Judged", "Of those asked.")
    assert table.notes.startswith("SYNTHETIC data. Of those asked. Method: ")


def test_labels_of_any_length_and_script_are_kept(shares, tables):
    for label in ("Gwell o lawer nag wyneb yn wyneb, ŵ ŷ", "أفضل", "very " * 30):
        result = labels.apply(shares, tables.questions)
        result["answer_label"] = result["answer_label"].cat.rename_categories({"Better": label})
        assert finished(result, "judged").frame["Answer"].iloc[0] == label


def test_claims_have_their_own_columns():
    row = {
        "data": "SYNTHETIC study", "id": "heard", "topic": "being heard", "group": "parent",
        "claim": "Most were heard", "published": "most", "certainty": "high", "measure": "share",
        "count": 16, "base": 24, "share": 2 / 3, "count_reference": None, "base_reference": None,
        "estimate": 2 / 3, "ci_low": 0.467, "ci_high": 0.82, "confidence": 0.95,
        "band": "(0.5, 1]", "read_as": '"most": more than half', "fits_low": 13, "fits_high": 24,
        "stated_base": 24, "verdict": "recovered (synthetic)", "readings": 1, "changes": 4,
        "smallest_cell": 8, "method": "wilson", "why": "Parents", "mark": "u", "protection": "none",
    }  # fmt: skip
    hidden = row | {
        "claim": "Few were not", "count": None, "base": None, "share": None, "estimate": None,
        "ci_low": None, "ci_high": None, "changes": None, "verdict": "confidential [c]",
        "mark": "c", "why": "too small",
    }  # fmt: skip
    whole = dict.fromkeys(("count", "base", "changes", "fits_low", "stated_base"), "Int64")
    table = finished(labels.apply(pd.DataFrame([row, row, hidden]).astype(whole)), "claims")
    assert [list(table.frame.columns), *in_print(table).iloc[1:].values.tolist()] == [
        ["Claim", "Topic", "About", "Published", "Read as", "Count", "Base", "Value",
         "95% interval", "Verdict", "Answers that would turn it", "To bear in mind"],
        ["Most were heard", "Being heard", "Parents", "“most”", "Above 50%: more than half", "16",
         "24 [u]", "66.7%", "46.7% to 82.0%", "Recovered (synthetic)", "4", "[z]"],
        ["Few were not", "Being heard", "Parents", "“most”", "Above 50%: more than half", "[c]",
         "[c]", "[c]", "[c]", "Confidential [c]", "[c]", "Too small"],
    ]  # fmt: skip
    assert table.filters == ("Claim", "Verdict")


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        (("95% interval from", "95% interval to"), "The columns “from” and “to” are Wilson's."),
        (("95% interval",), "Intervals are Wilson's."),
    ],
)
def test_notes_name_only_columns_that_are_there(ends, said):
    columns = [Column(end, pd.Series([0.1])) for end in ends]
    assert _of_a_table("Lines are Wilson's.", columns) == said
    known = "A share without a line has none. Dots without a line: too few."
    assert _of_a_table(known, columns) == (
        "A share without an interval has none. Rows without an interval: too few."
    )


def test_a_result_without_rows_protection_or_words_is_refused(shares, tables):
    labelled = labels.apply(shares, tables.questions)
    with pytest.raises(CpsurveyError) as caught:
        finished(labelled.iloc[:0], "judged")
    assert str(caught.value) == "table judged has nothing to show: the result has no rows."
    with pytest.raises(CpsurveyError) as caught:
        finished(labelled.drop(columns="protection"), "judged")
    assert str(caught.value) == (
        "table judged would show counts that are not protected: give finished the result through"
        " cpsurvey.protect first, then report.labels.apply."
    )
    with pytest.raises(QuestionError) as caught:
        finished(labelled.drop(columns=["mark", "why"]), "judged")
    assert str(caught.value) == (
        "table judged needs the column why and mark: give finished a whole result, such as one of"
        " response_table or compare_groups."
    )
    with pytest.raises(QuestionError) as caught:
        finished(shares, "judged")
    assert str(caught.value) == (
        "table judged has codes without words, in the column answer and group: put them there"
        " with report.labels.apply(result, tables.questions)."
    )
