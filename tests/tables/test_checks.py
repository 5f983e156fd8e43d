"""Checks of finished tables: good ones pass, and one thing put wrong is named."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cpsurvey as cps
from cpsurvey.errors import TablesError
from cpsurvey.tables import InterviewTables, check_tables


def message(*lines):
    """The whole message for these faults."""
    many = "1 fault" if len(lines) == 1 else f"{len(lines)} faults"
    return "\n  ".join([f"the tables contradict themselves, {many}:", *lines]) + (
        "\nRows are counted from 0. Undo what was changed by hand, or build the tables again with:"
        " cpsurvey build RAW OUT"
    )


def said(tables):
    with pytest.raises(TablesError) as caught:
        check_tables(tables)
    return str(caught.value)


def changed(tables, name, **columns):
    """The tables with columns of one of them set."""
    return replace(tables, **{name: getattr(tables, name).assign(**columns)})


def cell(tables, name, row, column, value):
    """The tables with one cell of one of them set."""
    frame = getattr(tables, name).copy()
    frame.loc[row, column] = value
    return replace(tables, **{name: frame})


def without(tables, name, rows):
    """The tables with rows of one of them taken out."""
    return replace(tables, **{name: getattr(tables, name).drop(index=rows)})


def doubled(tables, name):
    """The tables with the first row of one of them twice."""
    frame = getattr(tables, name)
    return replace(tables, **{name: pd.concat([frame, frame[:1]], ignore_index=True)})


def as_type(tables, name, column, dtype):
    return changed(tables, name, **{column: getattr(tables, name)[column].astype(dtype)})


def test_good_tables_pass(survey, interviews):
    check_tables(survey)
    check_tables(interviews)
    check_tables(replace(survey, interviews=interviews))


def test_the_example_passes():
    check_tables(cps.load_example())


def test_tables_of_nobody_pass(library, export_of):
    check_tables(
        cps.clean_survey(export_of("staff", C1=[], C2=[], C6_1=[], C6_2=[], respondent=[]), library)
    )


REASONS = (
    "not_shown, skipped, dont_know, prefer_not, not_applicable, ambiguous, unmatched and unreadable"
)
RULES = "withdrawn, by_hand, preview_or_test, no_consent, screened_out, unfinished and duplicate"
WRONG = {
    "a column is lacking": (
        lambda t: replace(t, flags=t.flags.drop(columns="detail")),
        ["flags has no column detail"],
    ),
    "what told the reason is lacking": (
        lambda t: replace(t, nonresponse=t.nonresponse.drop(columns="told_by")),
        ["nonresponse has no column told_by"],
    ),
    "numbers stand for text": (
        lambda t: changed(t, "changes", before=1),
        ["changes, column before: must hold text"],
    ),
    "options are not lists": (
        lambda t: changed(t, "questions", options="yes, no"),
        ["questions, column options: must hold lists of text"],
    ),
    "a respondent has no name": (
        lambda t: cell(t, "flags", 0, "respondent", pd.NA),
        ["flags, column respondent: no value in row 0"],
    ),
    "a respondent stands twice": (
        lambda t: doubled(t, "responses"),
        ["responses: a respondent stands again in row 2"],
    ),
    "a question stands twice": (
        lambda t: doubled(t, "questions"),
        ["questions: a question stands again in row 8"],
    ),
    "a reason stands twice": (
        lambda t: doubled(t, "nonresponse"),
        ["nonresponse: a respondent and question stand again in row 9"],
    ),
    "a change is about nobody": (
        lambda t: changed(t, "changes", respondent=pd.array(["R_9"], dtype="string")),
        ["changes: the respondent is not in responses in row 0"],
    ),
    "a flag is about somebody left out": (
        lambda t: cell(t, "flags", 0, "respondent", "R_2"),
        ["flags: the respondent is not in responses in row 0"],
    ),
    "a reason is about no question": (
        lambda t: cell(t, "nonresponse", 0, "question", "satisfation"),
        [
            "nonresponse: the question is not in questions in row 0",
            "responses, question borrowed: no answer, and no reason in nonresponse, in row 0",
        ],
    ),
    "a reason is none": (
        lambda t: changed(t, "nonresponse", reason=t.nonresponse["reason"] + "!"),
        [f"nonresponse: the reason is none of {REASONS} in 9 rows, first 0"],
    ),
    "a rule is none": (
        lambda t: changed(t, "excluded", rule=pd.array(["rule 3"], dtype="string")),
        [f"excluded: the rule is none of {RULES} in row 0"],
    ),
    "a group is none": (
        lambda t: cell(t, "excluded", 0, "group", "nobody"),
        ["excluded: the group is none of visitor and staff in row 0"],
    ),
    "who withdrew is named": (
        lambda t: changed(t, "excluded", rule=pd.array(["withdrawn"], dtype="string")),
        ["excluded: a person who withdrew is named in row 0"],
    ),
    "an option has no label": (
        lambda t: changed(
            t, "questions", option_labels=[x[1:] if x else x for x in t.questions["option_labels"]]
        ),
        ["questions: not as many labels as options in 7 rows, first 0"],
    ),
    "an option stands twice": (
        lambda t: changed(
            t, "questions",
            options=[[*x[:1], *x[:1], *x[2:]] if x else x for x in t.questions["options"]],
        ),
        [
            "questions: an option stands again in 7 rows, first 0",
            "responses, column group: must hold the categories visitor and visitor, without order",
            "responses, column consent: must hold the categories yes and yes, without order",
            "responses, column satisfaction: must hold the categories poor, poor and good, in this"
            " order",
            "responses, column borrowed: must hold the categories yes and yes, without order",
            "responses, column rooms__hall: must hold the categories poor, poor and good, in this"
            " order",
            "responses, column rooms__attic: must hold the categories poor, poor and good, in this"
            " order",
            "responses, column uses__quiet: belongs to no question",
        ],
    ),
    "levels stand in another order": (
        lambda t: changed(
            t, "responses",
            satisfaction=t.responses["satisfaction"].cat.reorder_categories(
                ["good", "fair", "poor"], ordered=True
            ),
        ),
        [
            "responses, column satisfaction: must hold the categories poor, fair and good, in this"
            " order"
        ],
    ),
    "levels lost their order": (
        lambda t: changed(
            t, "responses", satisfaction=t.responses["satisfaction"].cat.as_unordered()
        ),
        [
            "responses, column satisfaction: must hold the categories poor, fair and good, in this"
            " order"
        ],
    ),
    "levels became text": (
        lambda t: as_type(t, "responses", "consent", "string"),
        ["responses, column consent: must hold the categories yes and no, without order"],
    ),
    "ticks became numbers": (
        lambda t: as_type(t, "responses", "uses__books", "Float64"),
        ["responses, column uses__books: must hold true, false or no value"],
    ),
    "numbers became text": (
        lambda t: as_type(t, "responses", "loans", "string"),
        ["responses, column loans: must hold numbers"],
    ),
    "a number has no end": (
        lambda t: changed(
            without(t, "nonresponse", t.nonresponse.index[t.nonresponse["question"] == "loans"]),
            "responses", loans=pd.array([np.inf, 3], dtype="Float64"),
        ),
        ["responses, column loans: must hold numbers"],
    ),
    "a date became text": (
        lambda t: as_type(t, "responses", "recorded", "string"),
        ["responses, column recorded: must hold dates"],
    ),
    "a question has no column": (
        lambda t: replace(t, responses=t.responses.drop(columns=["loans", "uses__none"])),
        [
            "responses has no column loans, which holds question loans",
            "responses has no column uses__none, which holds question uses",
        ],
    ),
    "free text got in": (
        lambda t: changed(t, "responses", remarks=pd.array(["I am Jo", ""], dtype="string")),
        ["responses, column remarks: belongs to no question; free text is kept apart"],
    ),
    "a number belongs to no question": (
        lambda t: changed(t, "responses", weight=1.0),
        ["responses, column weight: belongs to no question"],
    ),
    "only one option has a value": (
        lambda t: cell(t, "responses", 1, "uses__books", True),
        [
            "responses, question uses: only some options have a value in row 1",
            "responses, question uses: an answer, and a reason in nonresponse, in row 1",
        ],
    ),
    "an answer went missing": (
        lambda t: cell(t, "responses", 0, "satisfaction", np.nan),
        ["responses, question satisfaction: no answer, and no reason in nonresponse, in row 0"],
    ),
    "an answer has a reason too": (
        lambda t: cell(t, "responses", 0, "rooms__hall", "poor"),
        ["responses, question rooms__hall: an answer, and a reason in nonresponse, in row 0"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", list(WRONG))
def test_one_thing_put_wrong_is_named(survey, what):
    put_wrong, lines = WRONG[what]
    assert said(put_wrong(survey)) == message(*lines)


def in_areas(survey, *codes):
    """The tables with a question about authorities, answered with these codes."""
    questions = pd.concat(
        [survey.questions, survey.questions[:1].assign(question="area", type="authority")],
        ignore_index=True,
    )
    tables = replace(survey, questions=questions)
    return changed(tables, "responses", area=pd.array(codes, dtype="string"))


@pytest.mark.parametrize("name", ["Newcastle", "newcastle", "Flat 4, Hull", "NEWCASTLE UPON TYNE"])
def test_an_authority_is_a_code_and_no_name(survey, name):
    assert said(in_areas(survey, "E08000021", name)) == message(
        "responses, column area: must hold codes, such as E08000035, and no names; not so in row 1"
    )


@pytest.mark.parametrize("code", ["W06000015", "380", "7", "NE", "LEEDS", "area_1", "00-CJ"])
def test_the_codes_of_other_lists_of_authorities_pass(survey, code):
    check_tables(in_areas(survey, "E08000021", code))


def test_a_question_of_no_known_type_is_named(survey):
    kinds = survey.questions["type"].replace({"number": "count"})
    assert said(changed(survey, "questions", type=kinds)) == message(
        "questions: the type of loans is none of single, scale, role, multi, number, date and"
        " authority"
    )


WRONG_CODINGS = {
    "before the text": ({"start": -1}, "begins before its text"),
    "nothing long": ({"start": 90}, "does not end after it begins"),
    "beyond the text": ({"end": 91}, "ends after its text"),
}


@pytest.mark.parametrize("where", list(WRONG_CODINGS))
def test_a_coding_outside_its_text_is_named(interviews, where):
    columns, what = WRONG_CODINGS[where]
    values = {name: pd.array([value], dtype="Int64") for name, value in columns.items()}
    assert said(changed(interviews, "codings", **values)) == message(
        f"codings: a coding {what} in row 0"
    )


def test_a_coding_without_positions_passes(interviews):
    blank = pd.array([pd.NA], dtype="Int64")
    check_tables(changed(interviews, "codings", start=blank, end=blank))


def test_a_coding_with_one_end_only_is_named(interviews):
    half = changed(interviews, "codings", end=pd.array([pd.NA], dtype="Int64"))
    assert said(half) == message("codings: a coding has one end and not the other in row 0")


MAPPED = "code, label, alias, own, theme, renamed, merged, split and dropped"
WRONG_ACCOUNT = {
    "a rule is none": ("rule", "guessed", f"the rule is none of {MAPPED} in row 0"),
    "a theme is none": ("code", "T.u", "the code is not in themes in row 0"),
    "more kept than came": ("codings", 0, "more codings are kept than there were in row 0"),
    "a coding went missing": ("kept", 0, "0 codings are kept, and codings has 1"),
}


@pytest.mark.parametrize("case", list(WRONG_ACCOUNT))
def test_an_account_of_codes_that_does_not_add_up_is_named(interviews, case):
    column, value, line = WRONG_ACCOUNT[case]
    assert said(cell(interviews, "mapped", 0, column, value)) == message(f"mapped: {line}")


def test_tables_made_by_hand_may_go_without_an_account_of_codes(interviews):
    check_tables(replace(interviews, mapped=interviews.mapped.iloc[:0]))


@pytest.mark.parametrize(
    ("name", "column", "line"),
    [
        ("codings", "interview", "codings: the interview is not in interviews in row 0"),
        ("codings", "code", "codings: the code is not in themes in row 0"),
        ("themes", "parent", "themes: the parent is no theme in row 0"),
    ],
)
def test_a_reference_to_nothing_is_named(interviews, name, column, line):
    assert said(cell(interviews, name, 0, column, "nothing")) == message(line)


def test_a_theme_below_itself_is_named(interviews):
    code = interviews.themes["code"].iloc[0]
    assert said(cell(interviews, "themes", 0, "parent", code)) == message(
        "themes: a theme is below itself in 2 rows, first 0"
    )


def test_the_interviews_of_a_survey_are_checked_with_it(survey, interviews):
    wrong = cell(interviews, "codings", 0, "code", "nothing")
    assert said(replace(survey, interviews=wrong)) == message(
        "codings: the code is not in themes in row 0"
    )


def test_of_many_faults_twenty_are_told(survey):
    stray = {f"x{number}": 1 for number in range(30)}
    lines = said(changed(survey, "responses", **stray)).splitlines()
    assert lines[0] == "the tables contradict themselves, 30 faults:"
    assert lines[20:22] == ["  responses, column x19: belongs to no question", "  and 10 more"]


def test_what_is_in_the_cells_is_not_quoted(survey):
    for name in ("responses", "nonresponse", "excluded", "changes", "flags"):
        frame = getattr(survey, name)
        for column in frame.select_dtypes("string"):
            told = changed(survey, name, **{column: pd.array(["Jo Bloggs"] * len(frame), "string")})
            try:
                check_tables(told)
            except TablesError as error:
                assert "Jo Bloggs" not in str(error)  # noqa: PT017


@pytest.fixture(scope="module")
def both(survey, interviews):
    return replace(survey, interviews=interviews)


def _lose_a_cell(tables, draw):
    held = tables.responses.dropna(axis="columns", how="all")
    name = draw(st.sampled_from([q for q in tables.questions["question"] if q in held]))
    row = draw(st.sampled_from(list(tables.responses.index[tables.responses[name].notna()])))
    return cell(tables, "responses", row, name, None), "responses"


def _lose_a_reason(tables, draw):
    row = draw(st.integers(0, len(tables.nonresponse) - 1))
    return without(tables, "nonresponse", [row]), "responses, question"


def _repeat_a_row(tables, draw):
    name = draw(st.sampled_from(["questions", "responses", "nonresponse"]))
    frame = getattr(tables, name)
    again = frame.iloc[[draw(st.integers(0, len(frame) - 1))]]
    return replace(tables, **{name: pd.concat([frame, again], ignore_index=True)}), name


def _misname_a_person(tables, draw):
    name = draw(st.sampled_from(["nonresponse", "changes", "flags"]))
    row = draw(st.integers(0, len(getattr(tables, name)) - 1))
    return cell(tables, name, row, "respondent", "nobody"), f"{name}: the respondent"


def _retype_a_column(tables, draw):
    name = draw(st.sampled_from(list(tables.responses)[2:]))
    return changed(tables, "responses", **{name: list(range(len(tables.responses)))}), name


def _move_a_coding(tables, draw):
    row = draw(st.integers(0, len(tables.interviews.codings) - 1))
    wrong = cell(tables.interviews, "codings", row, "end", 10**9)
    return replace(tables, interviews=wrong), f"codings: a coding ends after its text in row {row}"


CORRUPTIONS = (
    _lose_a_cell, _lose_a_reason, _repeat_a_row, _misname_a_person, _retype_a_column,
    _move_a_coding,
)  # fmt: skip


@given(st.data())
def test_whatever_is_put_wrong_is_found(both, data):
    corrupt = data.draw(st.sampled_from(CORRUPTIONS))
    tables, named = corrupt(both, data.draw)
    assert named in said(tables)


def test_interviews_alone_are_interview_tables(interviews):
    assert isinstance(interviews, InterviewTables)
