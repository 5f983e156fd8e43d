"""Every published figure comes back from the tables cleaned from the synthetic exports."""

import csv

import pandas as pd
import pytest

from cpsurvey.analysis import compare_groups, response_table
from cpsurvey.claims import load_claims, measure_claims, other_readings

SEEDS = (2020, 11)


@pytest.fixture(scope="module", params=SEEDS)
def study_tables(cleaned, request):
    return cleaned(request.param)


def count(tables, question, *answers, group="professional"):
    """How many of a group gave one of the answers."""
    table = response_table(tables, question, by="group", answers=[list(answers)])
    return int(table.loc[table["group"] == group, "count"].iloc[0])


def raised(tables, *codes):
    """In how many interviews with professionals a theme is coded."""
    coded = tables.interviews.codings
    people = tables.interviews.interviews
    names = set(coded.loc[coded["code"].isin(codes), "interview"])
    return int((people["interview"].isin(names) & (people["group"] == "professional")).sum())


def better(tables):
    return compare_groups(tables, "overall_judgement", answer="better").iloc[0]


def days(tables):
    return pd.concat([tables.responses["recorded"], tables.interviews.interviews["recorded"]])


def ticked(option):
    return lambda tables: count(tables, "concerns", option) > 0


# What each claim that is a sentence and no figure asks of the tables, by decidable.csv.
SENTENCES = {
    "fieldwork-period": lambda t: days(t).between("2020-09-01", "2020-10-31").all(),
    "survey-close": lambda t: t.responses["recorded"].max() <= pd.Timestamp("2020-10-16"),
    "interview-mode": lambda t: set(t.interviews.interviews["interview_mode"]) == {"telephone"},
    "parents-less-positive": lambda t: better(t)["share"] < better(t)["share_reference"],
    "disconnect": lambda t: better(t)["ci_high"] < 0,
    "attendance-barrier": lambda t: count(t, "attendance_barriers", "travel", "time") > 0,
    "engagement-professionals": lambda t: (
        count(t, "engagement_change", "improved") > count(t, "engagement_change", "worsened")
    ),
    "time-saved": lambda t: count(t, "advantages", "time_saved") > 0,
    "professionals-concern-understanding": ticked("understanding"),
    "professionals-concern-preparation": ticked("preparation"),
    "concern-technology": ticked("technology"),
    "concern-confidentiality": ticked("confidentiality"),
    "concern-domestic-abuse": lambda t: raised(t, "SAF.domestic_abuse") > 0,
    "concern-children-overhear": lambda t: raised(t, "SAF.children_overhear") > 0,
    "concern-discussion": ticked("discussion"),
    "concern-seriousness": ticked("seriousness"),
    "concern-parental-engagement": ticked("parental_engagement"),
    "concern-limited-assessments": lambda t: (
        count(t, "limited_information", "always", "often", "sometimes") > 0
    ),
    "concern-services-not-running": lambda t: (
        count(t, "services_not_operating", "always", "often", "sometimes") > 0
    ),
}


def test_every_claim_of_the_registry_holds(study_tables):
    measured = measure_claims(study_tables)
    undecided = measured[measured["holds"].isna()]
    assert undecided["why"].str.startswith("not decidable: ").all()
    assert measured.loc[measured["holds"].eq(False), ["id", "value"]].values.tolist() == []


def test_every_claim_holds_in_every_other_reading_of_its_base(study_tables):
    measured = measure_claims(study_tables, other_readings(load_claims()))
    assert measured["holds"].all()


@pytest.mark.parametrize("claim", sorted(SENTENCES))
def test_every_claim_that_is_a_sentence_holds(study_tables, claim):
    assert SENTENCES[claim](study_tables)


@pytest.mark.corpus
def test_every_claim_that_can_be_decided_is_looked_at(study):
    with (study / "decidable.csv").open(encoding="utf-8", newline="") as file:
        decidable = {row["id"] for row in csv.DictReader(file) if row["decidable"] == "yes"}
    registry = {claim.id for claim in load_claims() if claim.asks}
    assert decidable - registry == set(SENTENCES) - registry


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
