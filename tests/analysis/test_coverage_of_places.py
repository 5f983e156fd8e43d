"""Authorities that answers came from, of all there are: regions without answers included."""

from dataclasses import replace

import pandas as pd
import pytest

import cpsurvey as cps
from cpsurvey.analysis import authority_coverage
from cpsurvey.errors import QuestionError

PLACES = pd.DataFrame(
    {
        "code": ["E1", "E2", "E3", "W1"],
        "nation": ["England", "England", "England", "Wales"],
        "region": ["North", "South", "South", "Wales"],
    }
)


@pytest.fixture(scope="module")
def tables():
    """Six people: three of one authority, one of another, two of none that is known."""
    tables = cps.load_example()
    people = tables.responses.groupby("group", observed=True).head(3).copy()
    people["authority"] = pd.array(["E2", "E2", "E2", "W1", None, None], dtype="string")
    return replace(tables, responses=people)


def refusal(*given, **options):
    with pytest.raises(QuestionError) as error:
        authority_coverage(*given, **options)
    return str(error.value)


def test_each_place_is_counted_once_whoever_named_it(tables):
    found = authority_coverage(tables, PLACES)
    columns = ["nation", "region", "count", "base", "share", "respondents"]
    assert found[columns].values.tolist() == [
        ["England", "North", 0, 1, 0.0, 0],
        ["England", "South", 1, 2, 0.5, 3],
        ["Wales", "Wales", 1, 1, 1.0, 1],
    ]
    assert found["why"].iloc[0] == "nobody answered from here"


def test_one_group_and_one_column_can_be_chosen(tables):
    found = authority_coverage(tables, PLACES, by="nation", group="parent")
    assert found[["nation", "count", "base"]].values.tolist() == [
        ["England", 0, 3],
        ["Wales", 1, 1],
    ]


def test_the_example_agrees_with_the_published_claim():
    tables, authorities = cps.load_example(), pd.DataFrame(cps.load_codebook().authorities)
    found = authority_coverage(tables, authorities, by="nation", group="professional")
    checked = cps.check_claims(tables, claims=["la-england", "la-wales"])
    assert found["count"].tolist() == checked["count"].tolist()


def test_what_cannot_be_counted_is_refused(tables):
    assert refusal(tables, PLACES.drop(columns="region")) == (
        "the list of authorities has no column region. It has code and nation."
    )
    assert refusal(tables, pd.concat([PLACES, PLACES.head(1)])) == (
        "the list of authorities has E1 more than once."
    )
    assert refusal(tables, PLACES.assign(region=None)) == (
        "the list of authorities has blanks in region: say where each of them is."
    )
    assert refusal(tables, PLACES.iloc[:2]) == (
        "people named 1 authorities that are not in the list given: W1. Give the authorities of the"
        " codebook that the tables were built with."
    )
    assert refusal(tables, PLACES, question="nation") == (
        'question of type authority "nation" is not known. Known: authority.'
    )
    assert refusal(tables, PLACES, group="parents") == (
        'group "parents" is not known, did you mean "parent"? Known: professional and parent.'
    )
