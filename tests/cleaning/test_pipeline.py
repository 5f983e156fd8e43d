"""What holds of every run: nothing is lost, nothing is guessed, order and chunks do not matter."""

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpsurvey.cleaning import build_tables, clean_survey
from cpsurvey.cleaning.question_table import question_table
from cpsurvey.errors import CodebookError, CpsurveyError, ExportError
from cpsurvey.exports import SurveyExport
from cpsurvey.tables import SurveyTables

CONSENT = ["Yes", "Aye", " yes", "No", ""]
LIKED = [
    "Poor",
    "bad",
    "Fair",
    "Good",
    "Very good,\u00a0thank you",
    "Prefer not to say",
    "Mixed",
    "",
]
ROW = {
    "Q1": st.sampled_from(CONSENT),
    "Q2": st.sampled_from(LIKED),
    "Q3": st.sampled_from(["Yes", "No", "don\u2019t know", ""]),
    "Q4": st.sampled_from(["", "3", "12 loans", "x", "900", "prefer not to say"]),
    "Q5_1": st.sampled_from(["", "Books, journals", "1"]),
    "Q5_2": st.sampled_from(["", "Quiet", "QUIET"]),
    "Q5_3": st.sampled_from(["", "None of these"]),
    "Q6_1": st.sampled_from(LIKED),
    "Q7": st.sampled_from(["", "My name is Nobody"]),
    "status": st.sampled_from(["normal", "normal", "normal", "preview", "test", "spam"]),
    "finished": st.sampled_from(["yes", "yes", "yes", "no", ""]),
    "progress": st.sampled_from(["100", "60", ""]),
    "recorded": st.sampled_from(["2020-10-01", "2020-10-02 10:00:00", ""]),
    "respondent": st.sampled_from([f"R_{number}" for number in range(8)]),
}
ROWS = st.lists(st.fixed_dictionaries(ROW), min_size=1, max_size=12)
FRAMES = ("questions", "responses", "nonresponse", "excluded", "changes", "flags")


def visitors(export_of, rows) -> SurveyExport:
    return export_of("visitor", **{column: [row[column] for row in rows] for column in ROW})


def same(one: SurveyTables, other: SurveyTables) -> None:
    for name in FRAMES:
        pd.testing.assert_frame_equal(getattr(one, name), getattr(other, name), obj=name)


def columns_of(question, responses):
    """The columns of responses that hold a question's answer."""
    if question.type == "multi":
        return responses[[f"{question.question}__{option}" for option in question.options]]
    return responses[[question.question]]


@given(ROWS)
def test_every_cell_is_exactly_one_of_an_answer_or_a_reason(library, export_of, rows):
    tables = clean_survey(visitors(export_of, rows), library)
    reasons = tables.nonresponse.set_index(["respondent", "question"])["reason"]
    assert reasons.index.is_unique
    for question in tables.questions.itertuples():
        answers = columns_of(question, tables.responses).notna()
        assert (answers.all(axis=1) == answers.any(axis=1)).all()
        for respondent, answered in zip(
            tables.responses["respondent"], answers.any(axis=1), strict=True
        ):
            assert answered != ((respondent, question.question) in reasons.index)


@given(ROWS)
def test_every_raw_row_is_kept_or_excluded(library, export_of, rows):
    tables = clean_survey(visitors(export_of, rows), library)
    assert len(rows) == len(tables.responses) + len(tables.excluded)
    assert tables.responses["respondent"].is_unique
    assert (tables.excluded["reason"] != "").all()


@given(ROWS, st.randoms(use_true_random=False))
def test_shuffled_rows_give_the_same_tables(library, export_of, rows, random):
    shuffled = rows.copy()
    random.shuffle(shuffled)
    same(
        clean_survey(visitors(export_of, rows), library),
        clean_survey(visitors(export_of, shuffled), library),
    )


@given(ROWS, st.integers(0, 8))
def test_cleaning_in_chunks_equals_cleaning_whole(library, export_of, rows, edge):
    """Chunks hold whole respondents: which of a respondent's rows is kept is decided among them."""
    chunks = [
        [row for row in rows if (int(row["respondent"][2:]) < edge) == side]
        for side in (True, False)
    ]
    parts = [clean_survey(visitors(export_of, chunk), library) for chunk in chunks if chunk]
    whole = clean_survey(visitors(export_of, rows), library)
    for name in FRAMES[1:]:
        frame = getattr(whole, name)
        joined = pd.concat([getattr(part, name) for part in parts], ignore_index=True)
        joined = joined.sort_values(list(joined), ignore_index=True)
        pd.testing.assert_frame_equal(frame.sort_values(list(frame), ignore_index=True), joined)


@given(ROWS)
def test_cleaning_what_is_clean_changes_nothing(library, export_of, rows):
    once = clean_survey(visitors(export_of, rows), library)
    if once.responses.empty:
        return
    twice = clean_survey(as_export(once, library, export_of), library)
    assert twice.changes.empty
    assert twice.excluded.empty
    pd.testing.assert_frame_equal(once.responses, twice.responses)
    pd.testing.assert_frame_equal(once.questions, twice.questions)
    written = once.nonresponse.replace({"reason": {"unreadable": "unreadable"}})
    pd.testing.assert_frame_equal(written, twice.nonresponse)


def as_export(tables, codebook, export_of):
    """Write clean tables the way a platform would that offers only the codebook's own labels."""
    why = tables.nonresponse.set_index(["respondent", "question"])["reason"]
    people = tables.responses["respondent"].tolist()
    typed = {"prefer_not": "prefer not to say", "unreadable": "no number"}
    columns = {}
    for question in codebook.questions:
        parts = [f"{question.name}__{row.code}" for row in question.rows_for("visitor")]
        raw = question.raw.get("visitor", ())
        if question.type == "text":
            columns[raw[0]] = [""] * len(people)
        elif question.type == "multi":
            for column, level in zip(raw, question.scale.levels, strict=True):
                ticks = tables.responses[f"{question.name}__{level.code}"].fillna(False)
                columns[column] = [level.label if tick else "" for tick in ticks]
        else:
            for column, name in zip(raw, parts or [question.name], strict=True):
                said = (
                    {}
                    if question.scale is None
                    else {x.code: x.label for x in question.scale.levels}
                )
                known = (
                    typed
                    if question.scale is None
                    else {
                        reason: answers[0] for reason, answers in question.scale.nonresponse.items()
                    }
                )
                columns[column] = [
                    known.get(why[person, name], "")
                    if pd.isna(value)
                    else said.get(value, f"{value:g}" if isinstance(value, float) else "")
                    for person, value in zip(people, tables.responses[name], strict=True)
                ]
    recorded = tables.responses["recorded"].dt.strftime("%Y-%m-%d").fillna("").tolist()
    return export_of("visitor", respondent=people, recorded=recorded, **columns)


def test_a_question_put_to_one_group_was_not_shown_to_the_other(library, export_of):
    staff = export_of("staff", C1=["Yes"], C2=["Good"], C6_1=["Good"], C6_2=["Poor"])
    tables = clean_survey(staff, library)
    not_shown = tables.nonresponse.query("reason == 'not_shown'")["question"].tolist()
    assert not_shown == ["borrowed", "loans", "uses"]


def test_groups_stand_in_one_table_in_the_codebooks_order(library, export_of):
    staff = export_of("staff", respondent=["a"], C1=["Yes"], C2=["Good"], C6_1=[""], C6_2=[""])
    visitor = export_of(
        "visitor",
        respondent=["b"],
        **{column: ["Yes" if column in ("Q1", "Q3") else ""] for column in ROW if column[0] == "Q"},
    )
    groups = clean_survey([staff, visitor], library).responses["group"]
    assert groups.tolist() == ["visitor", "staff"]
    assert groups.cat.categories.tolist() == ["visitor", "staff"]


def test_identifiers_that_two_groups_share_are_told_apart(library, export_of):
    staff = export_of("staff", C1=["Yes"], C2=["Good"], C6_1=[""], C6_2=[""])
    visitor = export_of(
        "visitor",
        **{column: ["Yes" if column in ("Q1", "Q3") else ""] for column in ROW if column[0] == "Q"},
    )
    tables = clean_survey([staff, visitor], library)
    assert tables.responses["respondent"].tolist() == ["visitor-R_0", "staff-R_0"]


STAFF = {"C1": ["Yes"], "C2": ["Good"], "C6_1": [""], "C6_2": [""]}


def test_two_files_of_one_group_that_share_people_are_refused(library, export_of):
    files = [export_of("staff", name, **STAFF) for name in ("a.csv", "b.csv")]
    with pytest.raises(ExportError) as caught:
        clean_survey(files, library)
    assert str(caught.value) == (
        "a.csv and b.csv are of the same group and have 1 identifiers of responses in common, so"
        " people would be counted twice: give each response in one file only."
    )


def test_a_group_that_is_not_the_instruments_is_refused(library, export_of):
    export = replace(export_of("staff", **STAFF), group="visitor")
    with pytest.raises(CodebookError) as caught:
        clean_survey(export, library)
    assert str(caught.value) == (
        "answers.csv is said to come from group visitor, and instrument staff is for group staff:"
        " correct one of them in sources.toml."
    )


def test_a_response_of_unknown_status_is_kept_and_flagged(library, export_of):
    tables = clean_survey(export_of("staff", status=["other"], **STAFF), library)
    assert tables.flags[["respondent", "flag"]].values.tolist() == [["R_0", "status_not_known"]]


def test_another_set_of_rules_makes_other_tables_but_none_of_them_without_consent(
    library, export_of
):
    staff = export_of(
        "staff",
        C1=["Yes", "No", "Yes"],
        C2=["Good"] * 3,
        C6_1=[""] * 3,
        C6_2=[""] * 3,
        finished=["no", "yes", "yes"],
        progress=["50", "100", "100"],
    )
    assert len(clean_survey(staff, library).responses) == 1
    assert len(clean_survey(staff, library, rules="everyone").responses) == 2


def test_comments_are_in_no_table(library, export_of):
    rows = [
        {
            **dict.fromkeys(ROW, ""),
            "Q1": "Yes",
            "Q7": "My name is Nobody",
            "status": "normal",
            "finished": "yes",
            "respondent": "R_1",
        }
    ]
    tables = clean_survey(visitors(export_of, rows), library)
    assert not any("Nobody" in getattr(tables, name).to_string() for name in FRAMES)


def staff_message(library, export_of, **columns):
    basis = {"C1": ["Yes"], "C2": ["Good"], "C6_1": [""], "C6_2": [""], **columns}
    export = export_of(
        "staff", **{name: cells for name, cells in basis.items() if cells is not None}
    )
    with pytest.raises(ExportError) as caught:
        clean_survey(export, library)
    return str(caught.value).replace(library.folder, "book")


def test_unknown_answers_stop_the_run_all_at_once(library, export_of):
    message = staff_message(
        library,
        export_of,
        C1=["Yes"] * 3,
        C2=["Goood", "Fine", "Goood"],
        C6_1=["jo@example.org", "", ""],
        C6_2=["", "", ""],
    )
    assert message == (
        "answers.csv: 3 answers are not in the codebook, so nothing was built.\n"
        '  question satisfaction (column C2): "Goood" 2 times, first in row 4, did you mean'
        ' "Good"?\n'
        '  question satisfaction (column C2): "Fine" once, first in row 5\n'
        '  question rooms__hall (column C6_1): "[e-mail]" once, first in row 4\n'
        "Add each to its scale in book/scales.toml, as a variant of a level or as a kind of"
        " non-response; or correct the export."
    )


def test_an_answer_of_a_row_that_is_left_out_stops_nothing(library, export_of):
    staff = export_of("staff", C1=["Yes"], C2=["Goood"], C6_1=[""], C6_2=[""], status=["test"])
    assert clean_survey(staff, library).excluded["rule"].tolist() == ["preview_or_test"]


def test_an_export_of_numbers_is_recognised(library, export_of):
    staff = export_of("staff", C1=["1"], C2=["3"], C6_1=[""], C6_2=[""])
    with pytest.raises(ExportError) as caught:
        clean_survey(replace(staff, settings={"answers": "numbers"}), library)
    assert str(caught.value).endswith(
        "The export holds numbers instead of the words of the answers: download it again with"
        " choice text."
    )


def test_missing_and_stray_columns_are_listed_together(library, export_of):
    message = staff_message(library, export_of, C2=None, C22=["Good"], C9=["x"])
    assert message == (
        "answers.csv does not fit the codebook:\n"
        '  column "C2" of question satisfaction is missing, did you mean "C22"?\n'
        "  2 columns belong to no question: C22 and C9; add each to questions.toml, or to `ignore`"
        " of instrument staff in codebook.toml."
    )


def test_a_doubled_column_is_named(library, export_of):
    export = export_of("staff", C1=["Yes"], C2=["Good"], C6_1=[""], C6_2=[""])
    with pytest.raises(ExportError) as caught:
        clean_survey(replace(export, doubled=("C2",)), library)
    assert str(caught.value) == (
        "answers.csv does not fit the codebook:\n"
        '  column "C2" of question satisfaction stands more than once.'
    )


def test_an_unknown_instrument_is_named(library, export_of):
    with pytest.raises(CodebookError) as caught:
        clean_survey(export_of("stuff"), library)
    assert str(caught.value) == (
        'answers.csv: instrument "stuff" is not known, did you mean "staff"? Known: visitor and'
        " staff. Say which it is in sources.toml, with --group, or with group=."
    )


def test_an_unknown_set_of_rules_is_named(library, export_of):
    with pytest.raises(CodebookError) as caught:
        clean_survey(export_of("staff"), library, rules="strict")
    assert str(caught.value) == 'set of rules "strict" is not known. Known: default and everyone.'


def test_no_exports_is_an_error(library):
    with pytest.raises(CpsurveyError) as caught:
        build_tables([], [], library)
    assert str(caught.value) == "there are no exports to build tables from."


def test_the_table_of_questions_has_a_row_for_each_column_of_answers(library, export_of):
    staff = export_of("staff", C1=["Yes"], C2=["Good"], C6_1=[""], C6_2=[""])
    tables = clean_survey(staff, library)
    kept = {name.split("__")[0] for name in tables.responses} - {"respondent", "recorded"}
    assert kept == {name.split("__")[0] for name in question_table(library)["question"]}


def test_consent_refused_in_another_row_is_doubted(library, export_of):
    staff = export_of(
        "staff",
        respondent=["a", "a"],
        C1=["Yes", "No"],
        C2=["Good"] * 2,
        C6_1=[""] * 2,
        C6_2=[""] * 2,
    )
    tables = clean_survey(staff, library)
    assert tables.responses["respondent"].tolist() == ["a"]
    assert tables.flags.to_dict("records") == [
        {
            "respondent": "a",
            "flag": "another_row_without_consent",
            "question": "",
            "detail": "",
        }
    ]
