"""A whole report: its chapters for any tables, what it says of itself, who is protected."""

from dataclasses import replace

import pandas as pd
import pytest

import cpsurvey as cps
from cpsurvey.claims import load_claims
from cpsurvey.errors import CpsurveyError, QuestionError
from cpsurvey.report.captions import caption
from cpsurvey.report.document import Picture
from cpsurvey.report.making import make_report
from cpsurvey.report.provenance import provenance_of


def only(tables, name):
    """Tables of one question."""
    return replace(
        tables,
        questions=tables.questions[tables.questions["question"].isin(["group", name])],
        responses=tables.responses[["respondent", "group", "recorded", name]],
        nonresponse=tables.nonresponse[tables.nonresponse["question"] == name],
    )


@pytest.fixture(scope="module")
def borrowed(readers):
    """Whether visitors borrowed anything: one question, put to one group."""
    return only(readers, "borrowed")


@pytest.fixture(scope="module")
def borrowed_report(borrowed):
    """Its report, made once."""
    return make_report(borrowed)


def small_counts(report):
    """The counts from 1 to 4 that stand in a table of a report, by table and column."""
    return [
        (table.name, column)
        for table in report.tables()
        for column, kind in table.kinds.items()
        if kind == "count"
        and not table.name.startswith("claims")  # counts of ranks and of changes; its own rules
        and pd.to_numeric(table.frame[column]).astype("Float64").between(1, 4).any()
    ]


def test_a_questionnaire_of_ones_own_has_its_chapters(readers_report):
    assert [chapter.title for chapter in readers_report.chapters] == [
        "In short",
        "Who answered",
        "Answers",
        "Groups compared",
        "How sure can we be",
        "Methods and limitations",
    ]


def test_every_question_is_drawn_with_its_numbers(readers_report):
    assert [picture.name for picture in readers_report.pictures()] == [
        "flow",
        "satisfaction",
        "borrowed",
        "loans",
        "uses",
        "rooms",
        "satisfaction-differences",
        "power",
        "coverage",
        "sensitivity-1",
    ]
    for picture in readers_report.pictures():
        assert picture.numbers is not None
        assert picture.numbers.name == f"{picture.name}-numbers"


def test_made_up_data_is_called_so_first_and_everywhere(readers_report):
    assert readers_report.synthetic
    assert readers_report.title == "Report: SYNTHETIC library readers"
    assert readers_report.protection == (
        "Disclosure control: profile none: nothing is hidden, because the data is synthetic."
    )
    for picture in readers_report.pictures():
        assert picture.caption.startswith("SYNTHETIC data"), picture.name
    for chapter in readers_report.chapters:
        for sentence in chapter.found:
            told = any(letter.isdigit() for letter in sentence.replace("0.05", ""))
            bearing = sentence.startswith(("[u]", "Intervals"))
            assert bearing or not told or "SYNTHETIC" in sentence, sentence


def test_the_same_tables_give_the_same_report_whatever_the_order_of_their_rows(
    borrowed, borrowed_report
):
    shuffled = replace(borrowed, responses=borrowed.responses.sample(frac=1, random_state=1))
    other = make_report(shuffled)
    pictures = zip(borrowed_report.pictures(), other.pictures(), strict=True)
    assert all((p.svg, p.png, p.long) == (q.svg, q.png, q.long) for p, q in pictures)
    assert [c.found for c in borrowed_report.chapters] == [c.found for c in other.chapters]


def test_what_it_is_made_of_is_told_by_fingerprints(borrowed):
    told = dict(provenance_of(borrowed, "none"))
    assert told["Data"] == "SYNTHETIC library readers"
    assert told["Disclosure profile"] == "none"
    fingerprint = told["Table responses, 52 rows, SHA-256"]
    answers = borrowed.responses.assign(borrowed=borrowed.responses["borrowed"][::-1].array)
    changed = dict(provenance_of(replace(borrowed, responses=answers), "none"))
    assert len(fingerprint) == 64
    assert changed["Table responses, 52 rows, SHA-256"] != fingerprint
    assert changed["Table questions, 2 rows, SHA-256"] == told["Table questions, 2 rows, SHA-256"]


def test_of_real_answers_no_number_of_rows_is_told_and_no_table_can_be_guessed(borrowed):
    few = borrowed.responses.head(3)
    silent = borrowed.nonresponse[borrowed.nonresponse["respondent"].isin(few["respondent"])]
    real = replace(borrowed, name="Readers", responses=few, nonresponse=silent)
    told = dict(provenance_of(real, "publication"))
    assert [name for name in told if "SHA-256" in name] == ["All tables together, SHA-256"]
    assert not [name for name in told if "rows" in name]
    changed = replace(real, responses=few.assign(recorded=few["recorded"] + pd.Timedelta("1D")))
    whole = "All tables together, SHA-256"
    assert dict(provenance_of(changed, "publication"))[whole] != told[whole]


def test_how_many_rows_came_in_is_hidden_in_captions_where_they_are_few(borrowed):
    out = pd.DataFrame({"respondent": ["x"], "group": ["staff"], "rule": ["unfinished"]})
    out = out.assign(reason="did not reach the end").astype("string")
    staff = borrowed.responses["group"] == "staff"
    kept = borrowed.responses[~staff | (staff.cumsum() < 3)]
    real = replace(borrowed, name="Readers", responses=kept, excluded=out)
    shown = cps.protect(cps.response_table(real, "borrowed", by="group"))
    assert "Rows kept: 40 of 40 visitors and [c] of [c] staff;" in caption(shown, tables=real)


def test_real_answers_are_protected_and_said_not_to_be_safe_from_subtraction(readers):
    real = make_report(replace(only(readers, "satisfaction"), name="Library readers"))
    assert not real.synthetic
    assert small_counts(real) == []
    assert real.protection == (
        "Disclosure control: profile publication: counts and bases from 1 to 4 are hidden, with"
        " what is computed from them; not protected against subtraction."
    )
    assert (
        "The numbers in this report are not protected against subtraction: a hidden count may"
        " still be found from other rows, other tables or printed totals."
    ) in real.chapters[-1].blocks
    words = [text for p in real.pictures() for text in (p.title, p.caption, p.short, p.long)]
    assert not [text for text in words if "SYNTHETIC" in text]


def test_real_answers_cannot_go_without_protection(borrowed):
    with pytest.raises(CpsurveyError) as error:
        make_report(replace(borrowed, name="Library readers"), profile="none")
    assert str(error.value) == (
        'profile "none" is for synthetic data, and "Library readers" is not. Use profile'
        ' "publication" or "tre".'
    )


def test_a_profile_that_is_not_known_is_refused(borrowed):
    with pytest.raises(CpsurveyError) as error:
        make_report(borrowed, profile="pulbication")
    assert str(error.value) == (
        'profile "pulbication" is not known, did you mean "publication"? Known: none, publication'
        " and tre."
    )


def test_claims_that_were_named_must_fit_the_tables(borrowed, library):
    with pytest.raises(QuestionError) as error:
        make_report(borrowed, claims=load_claims()[:20], codebook=library)
    assert str(error.value).rpartition("claims.toml: ")[2] == (
        'claim n-professionals-survey: group "professional" is not known. Known: visitor, staff'
        " and both."
    )


def test_one_group_is_compared_with_none(borrowed_report):
    titles = [chapter.title for chapter in borrowed_report.chapters]
    assert titles == ["In short", "Who answered", "Answers", "Methods and limitations"]


def test_a_question_that_nobody_answered_is_a_row_that_says_so(borrowed):
    nobody = pd.Series(False, borrowed.responses.index)
    silent = borrowed.responses.assign(borrowed=borrowed.responses["borrowed"].where(nobody))
    drawn = make_report(replace(borrowed, responses=silent))
    picture = next(p for p in drawn.pictures() if p.name == "borrowed")
    assert "Nobody answered" in picture.long


@pytest.mark.slow
def test_the_whole_study_is_drawn_in_two_processes_and_nothing_is_left_out():
    tables = cps.load_example()
    report = make_report(tables)
    assert [chapter.title for chapter in report.chapters] == [
        "In short",
        "Who answered",
        "How they joined",
        "Attendance and conduct",
        "Conditions on the day",
        "Before the conference",
        "Being heard",
        "Children's views",
        "Advantages and concerns",
        "Overall judgement",
        "What next",
        "Groups compared",
        "Interviews",
        "Published claims",
        "How sure can we be",
        "Methods and limitations",
    ]
    words = [b for chapter in report.chapters for b in chapter.blocks if isinstance(b, str)]
    assert not [text for text in words if "is not drawn" in text]
    drawn = {
        block.name for c in report.chapters for block in c.blocks if isinstance(block, Picture)
    }
    assert {"flow", "authorities", "parent-beside-professionals", "attendance-change"} <= drawn
    real = replace(tables.interviews, name="Conferences")
    assert small_counts(make_report(replace(tables, name="Conferences", interviews=real))) == []
