"""The files: which there are, and that they say that they are made up."""

import tomllib

import pytest

from cpsurvey.errors import CpsurveyError
from cpsurvey.synthetic import synthesise


def test_the_files_are_two_surveys_the_interviews_and_what_says_which_is_which(exports):
    assert list(exports) == [
        "SYNTHETIC-professionals.csv",
        "SYNTHETIC-parents.csv",
        "SYNTHETIC-interviews.qdpx",
        "sources.toml",
    ]
    sources = tomllib.loads(exports["sources.toml"].decode("utf-8"))
    assert sources == {
        "data": "SYNTHETIC child protection conferences 2020",
        "source": [
            {"file": "SYNTHETIC-professionals.csv", "kind": "survey", "platform": "qualtrics",
             "group": "professional", "instrument": "professional"},
            {"file": "SYNTHETIC-parents.csv", "kind": "survey", "platform": "qualtrics",
             "group": "parent", "instrument": "parent"},
            {"file": "SYNTHETIC-interviews.qdpx", "kind": "interviews", "platform": "refi-qda"},
        ],
    }  # fmt: skip


def test_another_seed_gives_other_people(exported, exports):
    other = exported(11)
    assert [name for name in other if other[name] == exports[name]] == ["sources.toml"]


def test_the_tables_are_named_synthetic(tables):
    assert tables.name == "SYNTHETIC child protection conferences 2020"
    assert tables.responses["respondent"].str.startswith("R_SYNTHETIC_").all()


def test_a_seed_below_nothing_is_refused():
    with pytest.raises(CpsurveyError) as caught:
        synthesise(-1)
    assert str(caught.value) == "seed is -1: give a whole number from 0 on."
