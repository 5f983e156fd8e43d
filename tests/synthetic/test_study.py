"""The files: same seed, same bytes; what is in them says that it is made up."""

import tomllib

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


def test_the_same_seed_gives_the_same_bytes(exports):
    assert synthesise(2020) == exports


def test_another_seed_gives_other_people(exported, exports):
    other = exported(11)
    assert [name for name in other if other[name] == exports[name]] == ["sources.toml"]


def test_the_tables_are_named_synthetic(tables):
    assert tables.name == "SYNTHETIC child protection conferences 2020"
    assert tables.responses["respondent"].str.startswith("R_SYNTHETIC_").all()
