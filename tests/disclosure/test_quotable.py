"""Planted leaks are found and pointed at, plain talk is left alone, and no word comes out."""

from __future__ import annotations

import time
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cpsurvey as cps
from cpsurvey.disclosure import quotable
from cpsurvey.disclosure.telling import find_telling, known_places, small_letters
from cpsurvey.errors import QuestionError
from cpsurvey.tables import InterviewTables
from cpsurvey.vocabulary import PASSAGE_COLUMNS, QUOTABLE_COLUMNS

LEAKS = {
    "name": [
        "and then «Sarah» told me",
        "I said to «Mark» that it was fine",
        "«Jayden»'s teacher was there",
        "it was «Mrs Nolan» who rang",
        "it was «mrs nolan» who rang",
        "with «Siân Gwyther-Puw» on the line",
        "roedd «Rhiannon» yno hefyd",
        "dywedodd «Mr Parry» wrtha i",
        "my «Auntie Bev» came",
        "«O'Neill» rang",
        "I heard «D’Souza» say so",
        "«al-Hassan» was there",
        "that «Miss T» came",
        "it was «Mr K» who rang",
        "«Mark» said it",
        "so «May» told us",
    ],
    "place": [
        "we live in «Tower Hamlets» now",
        "over in «Reading» they do it",
        "over in «Stoke-on-Trent» they do it",
        "mae o'n byw yn «Caerdydd» rŵan",
        "at «Moor End Primary» they said",
        "by «14 Chapel Road» it happened",
        "yn «Ysgol Bro Tawe» maen nhw",
    ],
    "date": [
        "on «12/03/2020» we met",
        "on the «3rd of March» we met",
        "on the «twelfth of May» we met",
        "it began in «2019» really",
        "ar «12 Fawrth» roedd o",
        "on «Friday the 13th» we met",
        "the week before my «birthday» it was",
    ],
    "age": [
        "my «7 year old» was there",
        "my «seven-year-old» was there",
        "she was «aged 9» then",
        "mae o'n «saith oed» rŵan",
        "mae hi'n «3 blwydd oed» bellach",
        "roedd yn «34 mlwydd oed» bryd hynny",
        "they were «aged 7 and 9» then",
        "a «3 yr old» boy",
        "a «2yo» boy",
        "«he is 7» now",
        "«I'm thirty» now",
    ],
    "number": [
        "case «80417» was mine",
        "it was «AB12» on the door",
        "with «1,200» pounds",
        "my snap is «jo.b99» if you want",
    ],
    "contact": ["ring «020 7946 0000» please", "write to «jo@example.org» then"],
}
PLAIN = [
    "I think the Chair listened, and then we all went home.",
    "On Monday we used Teams because the WiFi failed. Nobody minded.",
    "CAMHS and the GPs never came. Perhaps they were busy.",
    "In March, before Christmas, I'd had Covid; English is not my first language.",
    "Dw i'n meddwl bod y cadeirydd wedi gwrando. Roedd pawb yno.",
    "Mae'n well gen i Zoom. Wnes i ddim siarad.",
    "A Section 47 was opened. The IRO and the Health Visitors joined on Teams.",
    "Our Local Authority has a Safeguarding Unit; the Head Teacher and Cafcass were told.",
    "Roedd y Cadeirydd a'r Gweithiwr Cymdeithasol ar y ffôn.",
    "Confidentiality matters. Virtually everybody came. Technology failed.",
    "I was 20 minutes late, he was one of three, she is 2 meetings behind.",
    "March came and went.",
    "“We were eight in the room,” she said. There were 3 of them and 12 of us.",
]
ORDINARY = small_letters([*PLAIN, "the reading of it, at the chair's own mark and will; dr who"])


def interviews(count=20, **columns):
    names = [f"I{number:02d}" for number in range(1, count + 1)]
    base = {"interview": names, "role": "parent", "nation": "wales", "join_mode": "phone"}
    return InterviewTables(
        name="SYNTHETIC",
        interviews=pd.DataFrame({**base, **columns}),
        codings=pd.DataFrame(),
        themes=pd.DataFrame(),
        losses=pd.DataFrame(),
    )


def passages(*said, interview=None):
    names = interview or [f"I{number:02d}" for number in range(1, len(said) + 1)]
    return pd.DataFrame(
        {
            "segment": [f"s{number}" for number in range(1, len(said) + 1)],
            "interview": names,
            "start": pd.array([0] * len(said), "Int64"),
            "end": pd.array([len(words) for words in said], "Int64"),
            "words": pd.array(said, "string"),
        }
    )


@pytest.mark.parametrize(
    ("kind", "leak"), [(kind, leak) for kind, leaks in LEAKS.items() for leak in leaks]
)
def test_a_planted_leak_is_found_where_it_is(kind, leak):
    words = leak.replace("«", "").replace("»", "")
    planted = leak[leak.index("«") + 1 : leak.index("»")]
    found = find_telling(words, ORDINARY, known_places())
    assert planted in [words[one.start : one.end] for one in found if one.kind == kind]


@pytest.mark.parametrize("words", PLAIN)
def test_plain_talk_is_left_alone(words):
    assert find_telling(words, ORDINARY, known_places()) == []


@given(st.text(max_size=80), st.sampled_from(["", " ", ". ", "\n"]))
def test_what_is_found_lies_in_the_text_in_order_and_no_stretch_twice(text, before):
    words = f"{text}{before}Sarah from Leeds"
    found = find_telling(words, set(), known_places())
    ends = [0, *(one.end for one in found)]
    assert all(0 <= one.start < one.end <= len(words) for one in found)
    assert all(one.start >= end for one, end in zip(found, ends, strict=False))
    assert any(words[one.start : one.end].endswith("Leeds") for one in found)


@pytest.mark.parametrize(
    "letter", ["A", "1", "A-", "Aa ", "1,", "Mr ", "a@", "'", "a_", "aged 1, ", "he is "]
)
def test_no_text_takes_long(letter):
    started = time.perf_counter()
    find_telling(letter * 5_000, set(), known_places())
    assert time.perf_counter() - started < 1


def test_each_passage_has_its_reasons_in_words_that_are_none_of_its_own():
    roles = ["chair", "chair", *["parent"] * 18]
    said = [
        "we told Sarah in Leeds, aged 9",
        "it went well",
        "nothing to say",
        " ",
        "fine",
        "so so",
    ]
    chosen = passages(*said, interview=["I01", "I02", "I05", "I05", "I06", "I05"])
    found = quotable(interviews(role=roles), chosen)
    assert list(found) == list(QUOTABLE_COLUMNS)
    assert found["verdict"].tolist() == ["look first"] * 4 + ["none found"] + ["look first"]
    assert found["reasons"].tolist() == [
        "of 20 interviewed only 2 are alike in role, nation and join_mode; what may be a name; what"
        " may be a place; an age",
        "of 20 interviewed only 2 are alike in role, nation and join_mode",
        "3 of 6 passages are of this interview",
        "3 of 6 passages are of this interview; no words to look at",
        "",
        "3 of 6 passages are of this interview",
    ]
    assert found["found"].tolist()[0] == "name 8-13; place 17-22; age 24-30"
    assert found["alike"].tolist() == [2, 2, 18, 18, 18, 18]
    assert (
        not found.astype(str)
        .apply(lambda column: column.str.contains("Sarah|Leeds"))
        .any(axis=None)
    )


def test_as_many_alike_as_are_asked_for_are_enough():
    chosen, few = passages("it went well"), interviews(role=["chair"] * 5 + ["parent"] * 15)
    assert quotable(few, chosen)["verdict"].tolist() == ["none found"]
    assert quotable(few, chosen, smallest=6)["verdict"].tolist() == ["look first"]


def test_what_is_not_known_of_a_speaker_is_a_level_of_its_own():
    modes = pd.Categorical([None, *["phone"] * 19], ["phone"])
    found = quotable(interviews(join_mode=modes), passages("it went well"), by="join_mode")
    assert found["reasons"].tolist() == ["of 20 interviewed nobody else is alike in join_mode"]


def test_words_that_no_other_interview_has_are_counted():
    texts = {f"I{number:02d}": "we talked about the meeting" for number in range(1, 13)}
    texts["I01"] += " flibberty gibbety wobbled sideways"
    chosen = passages("we wobbled sideways, flibberty", "we talked about the meeting")
    few = quotable(interviews(), chosen, texts=texts, rare=3)
    assert few["rare_words"].tolist() == [3, 0]
    assert few["reasons"].tolist() == ["3 longer words that no other interview has", ""]
    assert quotable(interviews(), chosen, texts=texts)["verdict"].tolist() == ["none found"] * 2
    assert quotable(interviews(), chosen)["rare_words"].tolist() == [0, 0]


def test_places_of_ones_own_are_found():
    said = "over at Little Wittering we met"
    found = quotable(interviews(), passages(said), places=["Little Wittering"])
    assert found["found"].tolist() == ["place 8-24"]


@pytest.mark.slow
def test_of_the_synthetic_interviews_one_passage_in_twenty_is_pointed_at():
    """The figure in the docstring, and that most of it are true places."""
    path = Path(__file__).parents[2] / "data" / "raw" / "SYNTHETIC-interviews.qdpx"
    export = cps.read_coding_export(path)
    marked = export.codings.drop_duplicates(["source_id", "start", "end"])
    ordinary, places = small_letters(export.texts.values()), known_places()
    kinds = [
        {
            one.kind
            for one in find_telling(export.texts[source][int(start) : int(end)], ordinary, places)
        }
        for source, start, end in marked[["source_id", "start", "end"]].itertuples(index=False)
    ]
    assert sum(map(bool, kinds)) / len(kinds) == pytest.approx(0.046, abs=0.003)
    assert sum("place" in found for found in kinds) / len(kinds) == pytest.approx(0.033, abs=0.003)


@pytest.mark.parametrize(
    ("chosen", "options", "message"),
    [
        (
            passages("x").drop(columns="words"),
            {},
            "the passages have no column words: give what passages returns, with the rows that you"
            " would quote.",
        ),
        (
            passages("x", interview=["Jo Bloggs"]),
            {},
            "passages of 1 interviews that are not in the tables: give tables and passages of one"
            " export.",
        ),
        (
            passages("x"),
            {"by": "modes"},
            'column of interviews "modes" is not known. Known: interview, role, nation and'
            " join_mode.",
        ),
        (passages("x"), {"smallest": 0}, "smallest is 0: give a whole number of 1 or more."),
        (passages("x"), {"most": 20}, "most is 20: give a share above 0, up to 1, like 0.2."),
    ],
)
def test_what_cannot_be_asked_is_said(chosen, options, message):
    with pytest.raises(QuestionError) as caught:
        quotable(interviews(), chosen, **options)
    assert str(caught.value) == message


def test_without_passages_there_are_no_rows():
    empty = pd.DataFrame(columns=list(PASSAGE_COLUMNS))
    assert list(quotable(interviews(), empty)) == list(QUOTABLE_COLUMNS)
