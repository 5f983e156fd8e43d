"""A team's decisions: carried out before the rules, audited, refused in words, and forgotten."""

from dataclasses import replace

import pandas as pd
import pytest

from cpsurvey.cleaning import clean_survey
from cpsurvey.cleaning.decisions import decide
from cpsurvey.cleaning.free_text import comments
from cpsurvey.codebook import (
    Authority,
    Codebook,
    Instrument,
    Level,
    Question,
    Role,
    Rule,
    Scale,
    load_codebook,
)
from cpsurvey.errors import DecisionsError, ExportError
from cpsurvey.report.data_reports.flow import flow_table
from cpsurvey.tables import frames, read_tables, write_tables

DAY = "2021-03-31"
COLUMNS = ["respondent", "question", "action", "value", "date"]
BLANK = ("Q1", "Q2", "Q3", "Q4", "Q5_1", "Q5_2", "Q5_3", "Q6_1", "Q7")


def decisions(*rows, **more):
    """A file of decisions as it is read, its first row the file's second."""
    frame = pd.DataFrame([(*row, DAY)[:5] for row in rows], columns=COLUMNS)
    frame = frame.assign(**more).set_axis(range(2, 2 + len(frame)))
    frame.attrs["name"] = "decisions.csv"
    return frame


def corrections(*rows):
    return decisions(*((who, name, "correct", value) for who, name, value in rows))


@pytest.fixture
def visitors(export_of):
    """Three visitors who consented and said nothing else, but for what is given."""

    def make(people=3, **columns):
        blank = {column: [""] * people for column in BLANK}
        return export_of("visitor", **{**blank, "Q1": ["Yes"] * people, **columns})

    return make


STAFF = {"C1": ["Yes"], "C2": ["Good"], "C6_1": [""], "C6_2": [""]}


def trail(tables):
    return tables.changes.values.tolist()


def reason_of(tables, question):
    silent = tables.nonresponse[tables.nonresponse["question"] == question]
    return silent[["respondent", "reason", "told_by"]].values.tolist()


CLOSED = [
    # question, cell before, value decided, answer or reason after, before and after in the trail
    ("satisfaction", {"Q2": ["Bad"]}, "good", "good", "Poor", "Good"),
    ("satisfaction", {"Q2": ["Bad"]}, "Very good, thank you", "good", "Poor", "Good"),
    ("satisfaction", {"Q2": ["Brilliant, jo@example.org"]}, "Good", "good", "", "Good"),
    ("satisfaction", {"Q2": [""]}, "GOOD", "good", "skipped", "Good"),
    ("satisfaction", {"Q2": ["Mixed"]}, "dont_know", None, "ambiguous", "dont_know"),
    ("satisfaction", {"Q2": ["Good"]}, "prefer not to say", None, "Good", "prefer_not"),
    ("satisfaction", {"Q2": ["Good"]}, "good", "good", "Good", "Good"),
    ("rooms__hall", {"Q6_1": ["Fair"]}, "poor", "poor", "Fair", "Poor"),
    ("loans", {"Q3": ["Yes"], "Q4": ["a few"]}, "12", 12, "", ""),
    ("loans", {"Q3": ["Yes"], "Q4": ["12"]}, "skipped", None, "", ""),
]


@pytest.mark.parametrize(("question", "cells", "value", "answer", "before", "after"), CLOSED)
def test_a_cell_holds_what_was_decided(
    library, visitors, question, cells, value, answer, before, after
):
    tables = clean_survey(
        visitors(1, **cells), library, decisions=corrections(("R_0", question, value))
    )
    (found,) = tables.responses[question]
    assert (None if pd.isna(found) else found) == answer
    assert trail(tables) == [["R_0", question, "decision", before, after]]
    told = [[who, told] for who, _, told in reason_of(tables, question)]
    assert told == ([["R_0", "decision"]] if answer is None else [])


TICKED = [
    # cells of the three options, value decided, options ticked after, before and after in the trail
    (["1", "", ""], "quiet=yes", [True, True, False], "Quiet: no", "Quiet: yes"),
    (["1", "1", ""], "quiet=no", [True, False, False], "Quiet: yes", "Quiet: no"),
    (["", "", ""], "quiet=Yes", [False, True, False], "skipped", "Quiet: yes"),
    (["", "1", ""], "quiet=no", None, "Quiet: yes", "Quiet: no"),
    (["1", "1", ""], "dont_know", None, "Books, journals, Quiet", "dont_know"),
    (["", "maybe", ""], "quiet=yes", [False, True, False], "skipped", "Quiet: yes"),
]


@pytest.mark.parametrize(("cells", "value", "ticks", "before", "after"), TICKED)
def test_an_option_is_ticked_or_not_as_was_decided(
    library, visitors, cells, value, ticks, before, after
):
    raw = {f"Q5_{place}": [cell] for place, cell in enumerate(cells, start=1)}
    tables = clean_survey(
        visitors(1, **raw), library, decisions=corrections(("R_0", "uses", value))
    )
    found = tables.responses.filter(like="uses__").iloc[0].tolist()
    assert found == ticks if ticks else pd.isna(found).all()
    assert trail(tables) == [["R_0", "uses", "decision", before, after]]
    assert [told for *_, told in reason_of(tables, "uses")] == ([] if ticks else ["decision"])


def test_several_options_of_one_person_are_decided_one_by_one(library, visitors):
    tables = clean_survey(
        visitors(1, Q5_3=["1"]),
        library,
        decisions=corrections(("R_0", "uses", "none=no"), ("R_0", "uses", "quiet=yes")),
    )
    assert tables.responses.filter(like="uses__").iloc[0].tolist() == [False, True, False]


def test_an_option_that_was_not_decided_stays_unknown(library, visitors):
    made = corrections(("R_0", "uses", "quiet=yes"))
    with pytest.raises(Exception, match='question uses \\(column Q5_1\\): "maybe" once'):
        clean_survey(visitors(1, Q5_1=["maybe"], Q5_2=["maybe"]), library, decisions=made)


def test_a_doubt_goes_with_the_answer_that_gave_it(library, visitors):
    export = visitors(2, Q5_1=["1", "1"], Q5_3=["1", "1"])
    made = corrections(("R_0", "uses", "none=no"))
    flags = clean_survey(export, library, decisions=made).flags
    assert flags[["respondent", "flag"]].values.tolist() == [["R_1", "exclusive_and_other"]]


def test_routing_follows_the_corrected_answer(library, visitors):
    export = visitors(2, Q3=["Yes", "No"])
    made = corrections(("R_0", "borrowed", "no"), ("R_1", "borrowed", "yes"))
    tables = clean_survey(export, library, decisions=made)
    assert reason_of(tables, "loans") == [
        ["R_0", "not_shown", "routing"],
        ["R_1", "skipped", "blank"],
    ]


def test_rules_follow_the_corrected_answer(library, visitors):
    export = visitors(3, Q1=["No", "Yes", "yep"])
    made = corrections(
        ("R_0", "consent", "yes"), ("R_1", "consent", "no"), ("R_2", "consent", "yes")
    )
    tables = clean_survey(export, library, decisions=made)
    assert tables.responses["respondent"].tolist() == ["R_0", "R_2"]
    assert tables.excluded[["respondent", "rule"]].values.tolist() == [["R_1", "no_consent"]]


TYPED = Codebook(
    "n",
    "t",
    "f",
    {"all": "All"},
    (Instrument("all", "all"),),
    {},
    (
        Question("authority", "Authority", "authority", ("all",), raw={"all": ("A",)}),
        Question("role", "Role", "role", ("all",), raw={"all": ("R",)}),
        Question("day", "Day", "date", ("all",), raw={"all": ("D",)}),
        Question("size", "Size", "number", ("all",), raw={"all": ("S",)}, flag_above=9),
    ),
    {"default": ()},
    roles=(Role("chair", "Conference chair"), Role("none", "None", nonresponse="skipped")),
    authorities=(Authority("W06000001", "Isle of Anglesey", "Wales", name_cy="Ynys Môn"),),
)


def test_typed_answers_are_decided_by_code_or_name_and_not_in_the_trail(export_of):
    export = export_of("all", A=["Mona", "??"], R=["boss", ""], D=["1/2/21", ""], S=["ten", ""])
    made = corrections(
        ("R_0", "authority", "ynys môn"),
        ("R_1", "authority", "w06000001"),
        ("R_0", "role", "Conference chair"),
        ("R_1", "role", "chair"),
        ("R_0", "day", "2021-02-01"),
        ("R_0", "size", "10"),
    )
    tables = clean_survey(export, TYPED, decisions=made)
    assert tables.responses["authority"].tolist() == ["W06000001"] * 2
    assert tables.responses["role"].tolist() == ["chair"] * 2
    assert tables.responses["day"].dt.strftime("%Y-%m-%d").tolist()[0] == "2021-02-01"
    assert tables.responses["size"].tolist()[0] == 10
    assert {tuple(row[2:]) for row in trail(tables)} == {("decision", "", "")}
    assert ["R_0", "unusually_large"] in tables.flags[["respondent", "flag"]].values.tolist()


def test_all_rows_of_a_respondent_are_corrected_and_one_is_kept(library, visitors):
    export = visitors(
        2, respondent=["a", "a"], Q2=["Bad", "Fair"], recorded=["2020-10-02", "2020-10-01"]
    )
    tables = clean_survey(export, library, decisions=corrections(("a", "satisfaction", "good")))
    assert trail(tables) == [["a", "satisfaction", "decision", "Poor", "Good"]]


def test_a_correction_of_somebody_who_is_left_out_is_in_no_trail(library, visitors):
    export = visitors(1, status=["test"])
    tables = clean_survey(export, library, decisions=corrections(("R_0", "satisfaction", "good")))
    assert trail(tables) == []


def test_somebody_left_out_by_hand_is_named_with_the_day(library, visitors):
    tables = clean_survey(visitors(2), library, decisions=decisions(("R_1", "", "exclude", "")))
    assert tables.excluded.values.tolist() == [
        ["R_1", "visitor", "by_hand", "left out by hand (2021-03-31)"]
    ]


def test_who_withdrew_is_counted_with_a_day_and_not_named_whatever_their_rows(library, visitors):
    export = visitors(
        4, respondent=["a", "a", "b", "c"], status=["normal", "test", "normal", "normal"]
    )
    tables = clean_survey(export, library, decisions=decisions(("a", "", "Withdraw", "")))
    why = "asked for their answers to be withdrawn (2021-03-31)"
    assert tables.excluded.values.tolist() == [["", "visitor", "withdrawn", why]] * 2
    assert tables.responses["respondent"].tolist() == ["b", "c"]


def test_those_who_withdrew_stand_by_the_day_and_not_as_in_the_export(library, visitors):
    later, earlier = ("R_0", "", "withdraw", "", "2021-04-30"), ("R_1", "", "withdraw", "")
    tables = clean_survey(visitors(), library, decisions=decisions(later, earlier))
    days = tables.excluded["reason"].str.extract(r"\((.*)\)")[0]
    assert days.tolist() == ["2021-03-31", "2021-04-30"]


def test_decisions_come_before_the_rules_in_the_flow(library, visitors):
    made = decisions(("R_1", "", "exclude", ""), ("R_2", "", "withdraw", ""))
    flow = flow_table(clean_survey(visitors(), library, decisions=made))
    steps = flow[flow["group"] == "visitor"].set_index("rule")["left_out"].to_dict()
    assert list(steps)[:4] == ["rows_in", "withdrawn", "by_hand", "preview_or_test"]
    assert (steps["withdrawn"], steps["by_hand"]) == (1, 1)


def test_a_file_without_decisions_changes_nothing_but_the_steps(library, visitors):
    export = visitors(2, Q2=["Good", "Bad"], status=["normal", "test"])
    without, blank = (
        clean_survey(export, library),
        clean_survey(export, library, decisions=decisions()),
    )
    for name in ("responses", "nonresponse", "changes", "flags"):
        pd.testing.assert_frame_equal(getattr(without, name), getattr(blank, name))
    assert list(blank.excluded["rule"].cat.categories)[:2] == ["withdrawn", "by_hand"]


SECRET = "The otter of Oswestry"  # typed by one person only
GONE = "R_3Qx7Gone"


def everything(tables, folder):
    """All that is written and read back, with its metadata, as text."""
    write_tables(tables, folder)
    said = [path.read_bytes() for path in folder.iterdir()]
    text = [frame.to_csv() for _, frame in frames(read_tables(folder))]
    return b"\n".join(said).decode("latin-1") + "\n".join(text)


def test_nothing_of_who_withdrew_is_in_any_output(library, visitors, tmp_path):
    export = visitors(
        4,
        respondent=["a", GONE, GONE, "b"],
        Q1=["Yes", "Yes", "No", "Yes"],
        Q2=["Good", SECRET, "bad", "bad"],
        Q3=["Yes"] * 4,
        Q4=["3", SECRET, "900", "4"],
        Q5_1=["", SECRET, "", ""],
        Q7=["fine", SECRET, SECRET, "fine"],
    )
    made = decisions((GONE, "", "withdraw", ""))
    tables = clean_survey(export, library, decisions=made)
    said = everything(tables, tmp_path / "tables") + flow_table(tables).to_csv()
    said += comments(export, library, decisions=made).to_csv()
    assert "fine" in said
    assert (GONE in said, SECRET in said) == (False, False)
    assert (len(tables.responses), len(tables.excluded)) == (2, 2)
    otherwise = everything(clean_survey(export, knowing_better(library)), tmp_path / "all")
    assert (GONE in otherwise, SECRET in otherwise) == (True, True)


def knowing_better(library):
    """The same codebook, with what the withdrawn person wrote among its answers."""
    scales = dict(library.scales)
    satisfaction = scales["satisfaction"]
    level = replace(satisfaction.levels[0], variants=(*satisfaction.levels[0].variants, SECRET))
    known = replace(satisfaction, levels=(level, *satisfaction.levels[1:]))
    uses = scales["uses"]
    ticks = replace(uses, levels=(replace(uses.levels[0], variants=(SECRET,)), *uses.levels[1:]))
    made = {"satisfaction": known, "uses": ticks}
    questions = tuple(
        replace(q, scale=made[q.scale.name]) if q.scale and q.scale.name in made else q
        for q in library.questions
    )
    return replace(library, scales={**scales, **made}, questions=questions)


def refusal(exports, codebook, made):
    with pytest.raises(DecisionsError) as caught:
        clean_survey(exports, codebook, decisions=made)
    return str(caught.value).splitlines()


KNOWN = (
    " Known: poor, fair, good, not_shown, skipped, dont_know, prefer_not, not_applicable,"
    " ambiguous, unmatched and unreadable."
)
NOBODY = (
    "nobody in the exports has this identifier: give it as the export has it; a response without"
    ' one is called after its row there, "row-12".'
)
WRONG = {
    "nobody": (
        ("R_9", "satisfaction", "correct", "good"),
        NOBODY,
    ),
    "nobody named": (
        ("", "", "withdraw", ""),
        NOBODY,
    ),
    "an action that is none": (
        ("R_0", "satisfaction", "corect", "good"),
        'the action is none of correct, exclude and withdraw, did you mean "correct"?',
    ),
    "no date": (
        ("R_0", "satisfaction", "correct", "good", ""),
        "the date is missing or is none: write it year first, 2021-03-31.",
    ),
    "a date day first": (
        ("R_0", "satisfaction", "correct", "good", "31/03/2021"),
        "the date is missing or is none: write it year first, 2021-03-31.",
    ),
    "a date that never was": (
        ("R_0", "satisfaction", "correct", "good", "2021-02-30"),
        "the date is missing or is none: write it year first, 2021-03-31.",
    ),
    "a question that is none": (
        ("R_0", "satisfacton", "correct", "good"),
        'question "satisfacton" is not known, did you mean "satisfaction"? Known: consent,'
        " satisfaction, borrowed, loans, uses, rooms__hall, rooms__attic and remarks.",
    ),
    "no question": (("R_0", "", "correct", "good"), "it names no question."),
    "no value": (
        ("R_0", "satisfaction", "correct", ""),
        "it gives no value: an answer, or a kind of non-response.",
    ),
    "an answer that is none": (
        ("R_0", "satisfaction", "correct", "goood"),
        f'question satisfaction: answer "goood" is not known, did you mean "good"?{KNOWN}',
    ),
    "an answer with an address in it": (
        ("R_0", "satisfaction", "correct", "jo@example.org"),
        f'question satisfaction: answer "[e-mail]" is not known.{KNOWN}',
    ),
    "a matrix without its row": (
        ("R_0", "rooms", "correct", "good"),
        "question rooms has rows: name one, rooms__hall and rooms__attic.",
    ),
    "a row that was not put to them": (
        ("R_0", "rooms__attic", "correct", "good"),
        "question rooms__attic was not put to visitor.",
    ),
    "free text": (
        ("R_0", "remarks", "correct", "Fine"),
        "question remarks is free text, which is in no table.",
    ),
    "an option that is none": (
        ("R_0", "uses", "correct", "quit=yes"),
        'question uses: option "quit" is not known, did you mean "quiet"? Known: books, quiet and'
        " none.",
    ),
    "an option neither ticked nor not": (
        ("R_0", "uses", "correct", "quiet"),
        'question uses wants "quiet=yes" or "quiet=no".',
    ),
    "a number beyond the limits": (
        ("R_0", "loans", "correct", "900"),
        'question loans wants a number from 0 to 500, not "900".',
    ),
    "a withdrawal of one answer": (
        ("R_0", "loans", "withdraw", ""),
        "withdraw is about a whole person: leave question and value blank, or correct one answer.",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_decision_that_cannot_be_carried_out_is_named_by_its_row(library, visitors, case):
    row, message = WRONG[case]
    assert refusal(visitors(), library, decisions(row)) == [
        "decisions.csv: 1 decision cannot be carried out, so nothing was built.",
        f"  row 2: {message}",
    ]


AGAINST = {
    "two answers to one question": (
        [("R_0", "satisfaction", "correct", "good"), ("R_0", "satisfaction", "correct", "poor")],
        "  row 3: row 2 decides otherwise about the same: keep one of them.",
    ),
    "ticked and not": (
        [("R_0", "uses", "correct", "quiet=yes"), ("R_0", "uses", "correct", "quiet=no")],
        "  row 3: row 2 decides otherwise about the same: keep one of them.",
    ),
    "ticked and not answered": (
        [("R_0", "uses", "correct", "skipped"), ("R_0", "uses", "correct", "quiet=no")],
        "  row 3: row 2 decides otherwise about the same: keep one of them.",
    ),
    "left out on two days": (
        [("R_0", "", "exclude", ""), ("R_0", "", "exclude", "", "2021-04-01")],
        "  row 3: row 2 decides otherwise about the same: keep one of them.",
    ),
    "corrected and withdrawn": (
        [("R_0", "satisfaction", "correct", "goood"), ("R_0", "", "withdraw", "")],
        "  row 2: the person withdrew (row 3): take this row out.",
    ),
    "withdrawn on two days": (
        [("R_0", "", "withdraw", ""), ("R_0", "", "withdraw", "", "2021-04-01")],
        "  row 3: the person withdrew (row 2): take this row out.",
    ),
}


@pytest.mark.parametrize("case", AGAINST)
def test_decisions_that_contradict_each_other_are_named_by_row_and_never_by_identifier(
    library, visitors, case
):
    rows, message = AGAINST[case]
    lines = refusal(visitors(respondent=["R_0", GONE, "x"]), library, decisions(*rows))
    assert lines[1:] == [message]


def test_the_same_decision_twice_is_one(library, visitors):
    twice = [("R_0", "satisfaction", "correct", "good"), ("R_0", "satisfaction", "correct", "Good")]
    gone = [("R_1", "", "withdraw", "")] * 2
    tables = clean_survey(visitors(), library, decisions=decisions(*twice, *gone))
    assert len(trail(tables)) == 1
    assert len(tables.excluded) == 1


def test_all_that_is_wrong_is_listed_in_the_order_of_the_file_and_cut_after_twenty(
    library, visitors
):
    rows = [("R_9", "", "withdraw", ""), ("R_0", "loans", "correct", "x")] * 12
    lines = refusal(visitors(), library, decisions(*rows))
    assert lines[0] == "decisions.csv: 24 decisions cannot be carried out, so nothing was built."
    assert [line.split(":")[0] for line in lines[1:21]] == [f"  row {row}" for row in range(2, 22)]
    assert lines[21] == "  and 4 more"


def test_columns_that_are_lacking_are_named(library, visitors):
    frame = decisions().rename(columns={"question": "questions"}).drop(columns="date")
    with pytest.raises(DecisionsError) as caught:
        clean_survey(visitors(), library, decisions=frame)
    assert str(caught.value) == (
        'decisions.csv lacks the columns "question", did you mean "questions"?; "date".'
    )


def test_an_identifier_of_two_groups_needs_the_group(library, visitors, export_of):
    exports = [visitors(1), export_of("staff", **STAFF)]
    row = ("R_0", "satisfaction", "correct", "poor")
    assert refusal(exports, library, decisions(row))[1] == (
        "  row 2: the identifier stands for one person in visitor and staff each: say the group."
    )
    made = decisions(row, group=["staff"])
    tables = clean_survey(exports, library, decisions=made)
    assert tables.responses["satisfaction"].tolist()[1] == "poor"
    assert trail(tables)[0][0] == "staff-R_0"


def test_a_withdrawal_in_one_group_leaves_who_has_the_same_identifier_in_another(
    library, visitors, export_of
):
    made = decisions(("R_0", "", "withdraw", ""), group=["visitor"])
    exports = [visitors(1), export_of("staff", **STAFF)]
    tables = clean_survey(exports, library, decisions=made)
    assert tables.responses["respondent"].tolist() == ["R_0"]  # as if there had been no other


def test_a_decision_about_one_of_two_files_of_a_group_is_not_blamed_for_what_they_share(
    library, export_of
):
    files = [export_of("staff", name, **STAFF) for name in ("a.csv", "b.csv")]
    with pytest.raises(ExportError, match=r"a\.csv and b\.csv are of the same group"):
        clean_survey(files, library, decisions=decisions(("R_0", "", "withdraw", "")))


def test_a_group_of_which_there_is_no_export_is_passed_over_and_one_that_is_none_is_not(
    library, visitors
):
    row = ("R_9", "", "withdraw", "")
    assert (
        len(clean_survey(visitors(), library, decisions=decisions(row, group=["staff"])).responses)
        == 3
    )
    assert refusal(visitors(), library, decisions(row, group=["visitors"]))[1] == (
        '  row 2: the group is none of visitor and staff, did you mean "visitor"?'
    )


def test_what_is_worked_out_from_other_answers_is_corrected_there():
    book = load_codebook()
    parents = [i for i in book.instruments if i.code == "parent"]
    row = decisions(("R_0", "professionals_joined", "correct", "video"))
    export = type("Export", (), {"meta": pd.DataFrame({"respondent": ["R_0"]}, index=[4])})
    with pytest.raises(DecisionsError) as caught:
        decide([export], parents, book, row)
    assert str(caught.value).splitlines()[1] == (
        "  row 2: question professionals_joined is worked out from others_joined__chair,"
        " others_joined__social_worker and others_joined__other_professionals: correct those."
    )


def test_a_name_that_is_none_of_the_list_is_refused_with_the_nearest(export_of):
    export = export_of("all", A=[""], R=[""], D=[""], S=[""])
    made = corrections(
        ("R_0", "authority", "Isle of Anglesy"),
        ("R_0", "role", "boss"),
        ("R_0", "day", "1/2/2021"),
        ("R_0", "size", "big"),
    )
    assert refusal(export, TYPED, made)[1:] == [
        '  row 2: question authority has no authority "Isle of Anglesy", did you mean "Isle of'
        ' Anglesey"?',
        '  row 3: question role has no role "boss": give its code or its name.',
        '  row 4: question day wants a date, year first, not "[date]".',
        '  row 5: question size wants a number, not "big".',
    ]


SCREEN = Scale("ages", "Ages", (Level("child", "Under 18"), Level("adult", "18 or over")))


def test_a_corrected_answer_no_longer_screens_out(export_of):
    question = Question("age", "Age", "single", ("all",), scale=SCREEN, raw={"all": ("A",)})
    rules = {"default": (Rule("screened_out", "age", screened=("child",)),)}
    book = replace(TYPED, questions=(question,), rules=rules, authorities=(), roles=())
    export = export_of("all", A=["Under 18", "Under 18", "18 or over", ""])
    tables = clean_survey(export, book, decisions=corrections(("R_0", "age", "adult")))
    assert tables.responses["respondent"].tolist() == ["R_0", "R_2", "R_3"]
    assert tables.excluded.values.tolist() == [
        ["R_1", "all", "screened_out", 'screened out by their answer to "Age"']
    ]


def test_a_slip_is_no_answer_of_ones_own_even_where_other_answers_have_a_level(library, visitors):
    satisfaction = replace(library.scales["satisfaction"], other="fair")
    questions = tuple(
        replace(q, scale=satisfaction) if q.scale and q.scale.name == "satisfaction" else q
        for q in library.questions
    )
    book = replace(
        library, questions=questions, scales={**library.scales, "satisfaction": satisfaction}
    )
    assert refusal(visitors(), book, corrections(("R_0", "satisfaction", "goood")))[1] == (
        f'  row 2: question satisfaction: answer "goood" is not known, did you mean "good"?{KNOWN}'
    )
