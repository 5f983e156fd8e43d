"""Interviews: as many raise each theme as the margins say, and two coders who mostly agree."""

import pytest

from cpsurvey.claims import load_claims
from cpsurvey.synthetic.chance import stream
from cpsurvey.synthetic.coders import code_twice
from cpsurvey.synthetic.interview_margins import load_interview_margins
from cpsurvey.synthetic.interviews import make_interviews
from cpsurvey.synthetic.mess import words
from cpsurvey.synthetic.transcripts import Passage, write_transcript

SEEDS = (2020, 3)


@pytest.fixture(scope="module")
def interview_margins(codebook):
    return load_interview_margins(codebook, load_claims())


@pytest.fixture(scope="module", params=SEEDS)
def made(request, interview_margins, margins, codebook):
    days = margins.fieldwork["interviews"]
    return make_interviews(interview_margins, days, codebook, request.param)


def test_there_are_as_many_as_were_published(made):
    assert made.people.groupby("group").size().to_dict() == {"Professionals": 52, "Parents": 14}
    assert made.people["interview"].str.startswith("SYNTHETIC-").all()
    assert made.people["interview"].is_unique


def test_each_theme_is_coded_in_as_many_interviews_as_the_margins_say(made, interview_margins):
    groups = made.people.set_index("interview")["group"].map(
        {"Professionals": "professional", "Parents": "parent"}
    )
    coded = made.codings.drop_duplicates(["source", "code"])
    found = coded.groupby([coded["source"].map(groups), "code"]).size()
    for one in interview_margins.raised:
        assert found[one.group, one.code] == one.count, one


def test_the_truth_is_what_is_coded(made):
    truth = set(made.raised.itertuples(index=False, name=None))
    assert set(made.codings[["source", "code"]].itertuples(index=False, name=None)) == truth


def test_a_theme_within_another_is_raised_only_with_it(made):
    by_theme = made.raised.groupby("code")["interview"].agg(set)
    assert by_theme["ATT.hard_to_reach"] <= by_theme["ATT.more_professionals"]


def test_a_few_are_coded_by_nobody_and_some_by_both(made, interview_margins):
    coders = (
        made.codings.groupby("source")["coder"]
        .nunique()
        .reindex(made.people["interview"], fill_value=0)
    )
    assert (coders == 0).sum() == sum(interview_margins.uncoded.values())
    assert (coders == 2).sum() == sum(interview_margins.by_both.values()) == 12


def test_two_coders_agree_mostly_but_not_wholly(made):
    first, second = (
        set(part[["source", "code", "start", "end"]].itertuples(index=False, name=None))
        for _, part in made.codings.groupby("coder")
    )
    both = {source for source, *_ in first} & {source for source, *_ in second}
    first, second = ({c for c in coded if c[0] in both} for coded in (first, second))
    same = len(first & second) / len(first)
    assert 0.4 < same < 0.8
    themes = [{coding[:2] for coding in coded} for coded in (first, second)]
    assert 0.7 < len(themes[0] & themes[1]) / len(themes[0]) < 1


def test_codings_fall_on_words(made):
    for coding in made.codings.itertuples():
        text = made.texts[coding.source]
        assert 0 <= coding.start < coding.end <= len(text)
        words_coded = text[coding.start : coding.end]
        assert words_coded == words_coded.strip()


def test_every_interview_says_that_it_is_invented(made):
    for name, text in made.texts.items():
        assert text.startswith(f"Interview {name}, SYNTHETIC: invented, nobody said any of this.")


def test_positions_matter_because_of_what_is_said(made):
    text = "".join(made.texts.values())
    assert any(ord(character) > 0xFFFF for character in text)
    assert {"ŷ", "â", "ô", "ŵ", "…"} & set(text)


def test_all_are_by_telephone_and_on_weekdays_of_the_fieldwork(tables):
    interviews = tables.interviews.interviews
    assert set(interviews["interview_mode"]) == {"telephone"}
    assert interviews["recorded"].between("2020-09-01", "2020-10-31").all()
    assert (interviews["recorded"].dt.day_of_week < 5).all()


def test_the_whole_frame_is_in_the_project(tables, codebook):
    themes = tables.interviews.themes
    assert themes["code"].tolist() == [theme.code for theme in codebook.themes]
    assert (themes["parent"] == "").sum() == 13
    assert len(themes) == 13 + 112


def test_what_is_read_is_what_was_made(tables, interview_margins, margins, codebook):
    made = make_interviews(interview_margins, margins.fieldwork["interviews"], codebook, SEEDS[0])
    columns = ["start", "end"]
    read = tables.interviews.codings.rename(columns={"interview": "source"})
    keys = ["source", "code", *columns]
    wanted = made.codings[keys].sort_values(keys).values.tolist()
    assert read[keys].sort_values(keys).values.tolist() == wanted
    lengths = {name: len(text) for name, text in made.texts.items()}
    found = tables.interviews.interviews.set_index("interview")["characters"].to_dict()
    assert found == lengths


def test_nothing_is_lost_but_the_mark_that_it_is_made_up(tables):
    assert tables.interviews.losses.values.tolist() == [["attribute", 66, "data"]]


def test_there_are_words_for_every_theme_that_is_raised(interview_margins):
    known = words("phrases")
    for one in interview_margins.raised:
        assert known[one.group]["themes"][one.code]
    for group in interview_margins.sizes:
        topics = {
            one.code.partition(".")[0] for one in interview_margins.raised if one.group == group
        }
        assert topics <= set(known["prompts"][group])


def test_a_transcript_marks_every_theme_where_it_is_raised(codebook):
    said = ["TEC.problems", "FUT.prefer_f2f"]
    text, passages = write_transcript("SYNTHETIC-F01", "parent", said, codebook, stream(1, "x"))
    assert {passage.code for passage in passages} == set(said)
    assert (
        text.splitlines()[2]
        == "Interviewer: Thank you for making time. Is it all right if I record this?"
    )
    assert text.splitlines()[3].startswith("F01: ")


def test_a_second_coder_marks_nothing_that_is_not_raised(interview_margins):
    text = "F01: One two three four five six. Seven eight nine.\n"
    passages = [Passage("A.a", 5, 33), Passage("A.b", 34, 51)]
    rng = stream(1, "x")
    again = [code_twice(text, passages, interview_margins, rng) for _ in range(200)]
    spans = {passage for coded in again for passage in coded}
    assert {passage.code for passage in spans} == {"A.a", "A.b"}
    assert Passage("A.a", 5, 33) in spans
    assert {text[p.start : p.end] for p in spans if p.start > 5} >= {
        "two three four five six.",
        "Seven eight nine.",
    }
    assert max(passage.end for passage in spans) == len(text) - 1
    assert {len(coded) for coded in again} >= {1, 2}
