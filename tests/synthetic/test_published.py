"""Every published figure comes back from the tables cleaned from the synthetic exports."""

import pytest

from cpsurvey.analysis import response_table
from cpsurvey.claims import check_claims, load_claims

SEEDS = (2020, 11)


@pytest.fixture(scope="module", params=SEEDS)
def study_tables(cleaned, request):
    return cleaned(request.param)


@pytest.fixture(scope="module")
def checked(study_tables):
    return check_claims(study_tables)


def test_every_claim_that_can_be_decided_is_recovered(checked):
    decided = checked[checked["verdict"] != "not decidable"]
    assert list(decided["id"]) == [claim.id for claim in load_claims() if claim.asks]
    lost = decided[decided["verdict"] != "recovered (synthetic)"]
    assert lost[["id", "verdict", "count", "base"]].values.tolist() == []


def test_every_other_reading_of_a_base_that_has_data_is_looked_at(checked):
    """Where one did not agree, the verdict above would be that the base is ambiguous."""
    several = {claim.id for claim in load_claims() if any(one.asks for one in claim.other_bases)}
    assert set(checked.loc[checked["readings"] > 1, "id"]) == several


@pytest.mark.parametrize(
    ("group", "question", "answers", "wanted"),
    [
        ("parent", "contribution_effect", ["harmed"], (18, 24)),
        ("parent", "express_views", ["able", "able_but_difficult"], (13, 24)),
        ("parent", "express_views", ["denied_the_opportunity", "not_able_to_comment"], (11, 24)),
        ("parent", "reports_received", ["no"], (16, 24)),
        ("parent", "join_mode", ["phone"], (16, 24)),
        ("professional", "overall_judgement", ["better"], (227, 477)),
    ],
)
def test_counts_are_those_of_the_findings(study_tables, group, question, answers, wanted):
    table = response_table(study_tables, question, by="group", answers=[answers])
    row = table[table["group"] == group].iloc[0]
    assert (row["count"], row["base"]) == wanted


def test_every_margin_comes_back_from_the_cleaned_tables(study_tables, margins, codebook):
    """What goes in as a margin comes out of cleaning, mess or no mess."""
    responses, nonresponse = study_tables.responses, study_tables.nonresponse
    groups = responses.set_index("respondent")["group"]
    reasons = nonresponse.assign(group=nonresponse["respondent"].map(groups))
    missing = reasons.groupby(["group", "question", "reason"], observed=True).size()
    for margin in margins.margins:
        question = codebook.by_name.get(margin.question.partition("__")[0])
        if margin.latent or question is None or question.type == "text":
            continue
        people = responses[responses["group"] == margin.group]
        for answer, wanted in margin.counts.items():
            if answer.startswith("-"):
                found = missing.get((margin.group, margin.question, answer[1:]), 0)
            elif question.type == "multi":
                found = people[f"{margin.question}__{answer}"].sum()
            elif question.type == "number":
                low, _, high = answer.partition("-")
                found = people[margin.question].between(int(low), int(high or low)).sum()
            elif question.type == "authority":
                found = people[margin.question].str.startswith(answer[0]).sum()
            else:
                found = (people[margin.question] == answer).sum()
            assert found == wanted, (margin.group, margin.question, answer)


def test_few_people_contradict_the_format_they_name(study_tables):
    flags = study_tables.flags
    assert 1 <= (flags["flag"] == "mode_contradicts_format").sum() <= 15
    assert "answered_though_not_shown" not in set(flags["flag"])
    assert "exclusive_and_other" not in set(flags["flag"])
