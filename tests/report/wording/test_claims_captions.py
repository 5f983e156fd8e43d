"""Captions and labels of results about claims, whole."""

import pandas as pd
import pytest

from cpsurvey.claims import find_bases, load_claims
from cpsurvey.report import labels
from cpsurvey.report.captions import caption

SYNTHETIC = (
    "SYNTHETIC data: made up, it shows what the method gives"
    " and is no evidence of what people answered. "
)
READ = "What published words are read as is a reading of ours, and of no source. "
RECOVERED = (
    "A claim that comes back from made-up data is recovered, which is no evidence that it is true. "
)
LINES = (
    "Lines are Wilson's 95% intervals, as for a random sample. People chose to answer and are not a"
    " random sample, which no interval covers."
)
SMALL = " [u] low reliability: a base of 5 to 29."


@pytest.fixture
def checked():
    facts = {
        "data": "SYNTHETIC study", "band": "[0.5, 1]", "verdict": "recovered (synthetic)",
        "confidence": 0.95, "ci_low": 0.4, "ci_high": 0.8, "why": "", "mark": "",
    }  # fmt: skip
    return pd.DataFrame(
        [
            facts | {"id": "a", "group": "parent", "share": 0.6, "base": 24, "mark": "u"},
            facts | {"id": "b", "group": "both", "share": None, "base": 3, "ci_low": -0.2},
        ]
    )


def test_of_checked_claims(checked):
    assert caption(checked) == SYNTHETIC + READ + RECOVERED + LINES + SMALL
    assert caption(checked.iloc[1:]) == SYNTHETIC + READ + RECOVERED + (
        "People chose to answer and are not a random sample."
    )


def test_of_real_data_with_a_proxy_and_something_hidden(checked):
    real = checked.assign(data="A study", why="by proxy: the latest conference", mark=["c", ""])
    real = real.assign(protection="profile x")
    assert (
        caption(real)
        == READ
        + ("Claims about conferences are decided on what respondents said of theirs. ")
        + LINES
        + " [c] hidden so that nobody can be recognised. Disclosure control: profile x."
    )


def test_of_ways_to_compute_a_claim(checked):
    ways = checked.iloc[:1].assign(base_rule="answered")
    assert (
        caption(ways)
        == SYNTHETIC
        + READ
        + RECOVERED
        + (
            "Each column is one way to compute the same claim from the same answers: many that"
            " agree are no more evidence than one. "
        )
        + LINES
        + SMALL
    )


def test_of_ways_that_all_follow_the_same_rules_of_exclusion(checked):
    alike = (
        "Rules of exclusion are the same in every column: other sets of them are not tried here."
    )
    ways = checked.iloc[[0, 0]].assign(base_rule="answered", exclusions=["default", "default"])
    assert alike in caption(ways)
    assert alike not in caption(ways.assign(exclusions=["default", "lenient"]))


def test_of_shares_without_an_interval(checked):
    why = "Parents: survey and interviews; no interval: some may be in both; a base below 30"
    without = checked.iloc[[0, 0]].assign(id=["a", "c"], ci_low=[0.4, None], why=["", why])
    assert (
        caption(without)
        == SYNTHETIC
        + READ
        + RECOVERED
        + LINES.replace(
            " People", " A share without a line has none because some may be in both. People"
        )
        + SMALL
    )


def test_of_other_studies(checked):
    beside = checked.iloc[[0, 0]].assign(finding=["", "one"], base=[24, 4])
    assert (
        caption(beside)
        == SYNTHETIC
        + READ
        + RECOVERED
        + (
            "Other studies asked other people other things: nothing is tested between them, and"
            " what does not measure the same says so. Another study has an interval only where its"
            " source published the base, and one whole count makes its share. "
        )
        + LINES
        + SMALL
    )


def test_of_bases_which_rest_on_no_data():
    assert caption(find_bases(["parents-no-reports"], [3, 14])) == (
        "A number of people fits a claim where a whole count of them makes a share that its words"
        " are read as. That all claims are of the same people is taken for granted: it is the"
        " question asked. What published words are read as is a reading of ours, and of no source."
    )


def test_bases_get_the_claim_and_what_was_published():
    bases = pd.DataFrame({"id": ["parents-no-reports", "own"], "band": "", "base": 14})
    told = labels.apply(bases)
    assert told["claim"].tolist() == [
        "Parents who had not received the professionals' reports beforehand", "own",
    ]  # fmt: skip
    assert told["published"].tolist() == ["two thirds", ""]
    assert list(bases) == ["id", "band", "base"]
    own = [claim for claim in load_claims() if claim.id == "parents-could-express"]
    assert labels.apply(bases, claims=own)["claim"].tolist() == ["parents-no-reports", "own"]


def test_groups_and_choices_get_words(checked):
    assert labels.apply(checked.assign(claim="It was so"))["group_label"].tolist() == [
        "Parents", "Professionals and parents",
    ]  # fmt: skip
    ways = pd.DataFrame(
        {
            "id": "a", "band": "[0.5, 1]", "claim": "It was so",
            "reading": ["", "of all who answered"], "base_rule": ["kept", ""],
            "dont_know": ["out", "in"], "exclusions": ["default", "most_of_it"],
            "mode_rule": ["as_answered", "no_contradictions + my_own"],
        }
    )  # fmt: skip
    told = labels.apply(ways)
    assert told.filter(like="_label").astype(str).to_dict("list") == {
        "reading_label": ["As the registry has it", "Of all who answered"],
        "base_rule_label": ["Everybody kept", "No choice"],
        "dont_know_label": ["Left out", "Counted in"],
        "exclusions_label": ["The usual rules", "Most of it"],
        "mode_rule_label": [
            "As they were answered", "Without those whose answers contradict + My own",
        ],
    }  # fmt: skip


def test_every_choice_of_the_package_has_words():
    from cpsurvey.claims.choices import load_choices
    from cpsurvey.codebook import load_codebook
    from cpsurvey.report.wording.claims_labels import CHOICES

    named = {choice.name for choice in load_choices(None, load_codebook())}
    assert named | {"as_answered"} == set(CHOICES["mode_rule"])
