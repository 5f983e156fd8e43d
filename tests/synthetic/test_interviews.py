"""Interviews: as many raise each theme as the margins say, by group and mode; words for any."""

import pytest

import cpsurvey as cps
from cpsurvey.claims import load_claims
from cpsurvey.cleaning.pseudonyms import is_code
from cpsurvey.synthetic.chance import stream
from cpsurvey.synthetic.interview_margins import load_interview_margins
from cpsurvey.synthetic.interviewed import names_of
from cpsurvey.synthetic.interviews import make_interviews, write_interviews
from cpsurvey.synthetic.mess import words
from cpsurvey.synthetic.transcripts import write_transcript

from .talks import DAYS, TALKS, load, with_themes

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


def test_counts_by_mode_are_met(made, interview_margins, codebook):
    labels = {level.label: level.code for level in codebook.by_name["join_mode"].scale.levels}
    raised = made.raised.merge(made.people)
    raised["join_mode"] = raised["join_mode"].map(labels)
    by_mode = [one for one in interview_margins.raised if one.cells]
    assert by_mode
    for one in by_mode:
        own = raised[(raised["code"] == one.code) & (raised["group"] == codebook.groups[one.group])]
        assert own["join_mode"].value_counts().to_dict() == one.cells


def test_nobody_says_at_home_what_is_never_said_there(made):
    there = made.people.loc[made.people["join_mode"] == "In the room", "interview"]
    said = made.passages[made.passages["interview"].isin(there)]
    parents = said[said["interview"].str.contains("-F")]
    assert not set(parents["code"]) & {"PAR.phone_only", "TEC.problems", "SAF.children_overhear"}


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


@pytest.fixture(scope="module")
def book(library):
    return with_themes(library)


@pytest.fixture(scope="module")
def talks(book, tmp_path_factory):
    return make_interviews(load(TALKS, book, tmp_path_factory.mktemp("talks")), DAYS, book, 5)


def test_interviews_can_be_about_anything(talks):
    raised = talks.raised.merge(talks.people).groupby(["group", "code"]).size().to_dict()
    assert raised == {
        ("Visitors", "quiet"): 6, ("Visitors", "books.new"): 4, ("Visitors", "books.lost"): 3,
        ("Staff", "quiet"): 2, ("Staff", "books.lost"): 3,
    }  # fmt: skip
    assert talks.people["recorded"].between("2026-03-02", "2026-03-31").all()


def test_themes_without_words_of_their_own_get_filler_that_says_so(talks):
    for mark in talks.passages.itertuples():
        words_marked = talks.texts[mark.interview][mark.start : mark.end]
        assert "SYNTHETIC filler" in words_marked
    text = "".join(talks.texts.values())
    assert "Somewhere {quiet} to sit" in text
    assert "Interviewer: What about Books?" in text


def test_whoever_raises_nothing_says_nothing_of_the_themes(book, tmp_path):
    text = TALKS.replace("quiet = 6", "quiet = 0").replace('"books.new" = 4', '"books.new" = 0')
    made = make_interviews(load(text, book, tmp_path), DAYS, book, 5)
    coded = made.people["interview"].isin(made.readers["interview"])
    silent = coded & ~made.people["interview"].isin(made.raised["interview"])
    assert silent.sum() >= 4
    names = set(made.people.loc[silent, "interview"])
    assert not names & set(made.passages["interview"])
    assert all(made.texts[name].count("Interviewer:") == 2 for name in names)


def test_themes_that_stand_above_none_can_be_coded_in_the_project(talks, book, tmp_path):
    path = tmp_path / "talks.qdpx"
    path.write_bytes(write_interviews(talks, book, "SYNTHETIC talks"))
    export = cps.read_coding_export(path)
    assert dict(zip(export.codes["name"], export.codes["codable"], strict=True)) == {
        "Somewhere {quiet} to sit": True, "Books": False, "New books": True, "Lost books": True,
    }  # fmt: skip
    read = cps.clean_codings(export, book)
    keys = ["source", "code", "start", "end"]
    found = read.codings.rename(columns={"interview": "source"})[keys]
    assert sorted(found.values.tolist()) == sorted(talks.codings[keys].values.tolist())
    modes = read.interviews["interview_mode"].astype("string").value_counts()
    assert modes.to_dict() == {"telephone": 5, "video": 4}


def test_an_interview_stays_as_it_is_when_others_are_added(book, tmp_path):
    """What one says depends on its name and themes alone: margins can be mended bit by bit."""
    few, more = (
        make_interviews(load(text, book, tmp_path), DAYS, book, 5)
        for text in (TALKS, TALKS.replace("quiet = 2", "quiet = 4"))
    )
    visitors = [name for name in few.texts if "-P" in name]
    assert [few.texts[name] for name in visitors] == [more.texts[name] for name in visitors]


def test_no_two_interviews_are_called_the_same():
    names = [name for place in range(40) for name in names_of(place, 3)]
    assert len(set(names)) == 120
    assert all(is_code(name) for name in names)
    assert names[:6] == [
        "SYNTHETIC-P01", "SYNTHETIC-P02", "SYNTHETIC-P03",
        "SYNTHETIC-F01", "SYNTHETIC-F02", "SYNTHETIC-F03",
    ]  # fmt: skip
