"""What is true of made-up people, kept: cleaning the exports gives back every bit of it."""

from collections import Counter

import pandas as pd
import pytest

from cpsurvey.errors import CpsurveyError
from cpsurvey.synthetic import truth

SEED = 2020
REASON = "-"


@pytest.fixture(scope="module")
def true():
    return truth(SEED)


def closed(answers, codebook, responses):
    """The columns that hold one code a person, before and after cleaning."""
    types = ("single", "scale", "matrix", "role", "authority", "number")
    asked = {name: codebook.by_name.get(name.partition("__")[0]) for name in answers}
    return [n for n, q in asked.items() if n in responses and q is not None and q.type in types]


def several(answers, codebook):
    """The select-all questions, and their options."""
    asked = {name: codebook.by_name.get(name) for name in answers}
    return {n: q.scale.codes for n, q in asked.items() if q is not None and q.type == "multi"}


@pytest.mark.parametrize("group", ["professional", "parent"])
def test_cleaning_gives_back_every_answer_of_every_respondent(true, tables, codebook, group):
    people = tables.responses[tables.responses["group"] == group].set_index("respondent")
    answers = true.respondents[group]
    columns = closed(answers, codebook, people)
    assert len(columns) > 20
    why = tables.nonresponse.set_index(["respondent", "question"])["reason"].astype(str)
    numbers = [name for name in columns if pd.api.types.is_numeric_dtype(people[name])]
    found = people[columns].astype(dict.fromkeys(numbers, "Int64")).astype("string")
    reasons = why.unstack().reindex(index=found.index, columns=columns)
    found = found.where(found.notna(), REASON + reasons.astype("string"))
    wanted = answers[columns].astype("string")
    for name, ticks in several(answers, codebook).items():
        boxes = [f"{name}__{option}" for option in ticks]
        ticked = people[boxes].astype("boolean").fillna(False).to_numpy(dtype=bool)
        told = [" ".join(o for o, hit in zip(ticks, row, strict=True) if hit) for row in ticked]
        blank = people[boxes].isna().all(axis=1).to_numpy()
        found[name] = [
            REASON + str(why.get((who, name))) if none else text
            for who, none, text in zip(found.index, blank, told, strict=True)
        ]
        wanted[name] = [
            cell if isinstance(cell, str) else " ".join(o for o in ticks if o in cell)
            for cell in answers[name]
        ]
    assert Counter(map(tuple, found.fillna("").values)) == Counter(map(tuple, wanted.values))


def test_cleaning_gives_back_what_is_known_of_each_interview(true, tables):
    people = true.interviews.people.set_index("interview")
    found = tables.interviews.interviews.set_index("interview")
    assert sorted(found.index) == sorted(people.index)
    groups = {"Professionals": "professional", "Parents": "parent"}
    assert found["group"].astype(str).to_dict() == people["group"].map(groups).to_dict()
    assert found["interview_mode"].astype(str).to_dict() == people["interview_mode"].to_dict()
    recorded = found["recorded"].dt.strftime("%Y-%m-%d").to_dict()
    assert recorded == people["recorded"].to_dict()
    lengths = {name: len(text) for name, text in true.interviews.texts.items()}
    assert found["characters"].to_dict() == lengths


def test_cleaning_gives_back_who_coded_what_where(true, tables):
    keys = ["source", "code", "start", "end"]
    made = true.interviews.codings
    read = tables.interviews.codings.rename(columns={"interview": "source"})
    found, wanted = (
        sorted(sorted(rows[keys].values.tolist()) for _, rows in frame.groupby("coder"))
        for frame in (read, made)
    )
    assert found == wanted


def test_whoever_raises_a_theme_is_told_by_the_codings(true):
    interviews = true.interviews
    raised = set(interviews.raised.itertuples(index=False, name=None))
    coded = interviews.codings[["source", "code"]].itertuples(index=False, name=None)
    read = interviews.passages["interview"].isin(interviews.readers["interview"])
    said = interviews.passages.loc[read, ["interview", "code"]].itertuples(index=False, name=None)
    assert set(coded) == set(said) == raised


def test_it_holds_what_it_was_made_from(true):
    assert true.margins.kept == {"professional": 492, "parent": 24}
    assert true.interview_margins.sizes == {"professional": 52, "parent": 14}
    assert {group: len(frame) for group, frame in true.respondents.items()} == true.margins.kept


def test_the_same_seed_tells_the_same_truth(true):
    again = truth(SEED).interviews
    assert again.texts == true.interviews.texts
    pd.testing.assert_frame_equal(again.codings, true.interviews.codings)


def test_a_seed_below_nothing_is_refused():
    with pytest.raises(CpsurveyError) as caught:
        truth(-1)
    assert str(caught.value) == "seed is -1: give a whole number from 0 on."
