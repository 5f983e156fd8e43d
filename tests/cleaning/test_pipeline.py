"""What holds of every run: nothing is lost, nothing is guessed, order and chunks do not matter."""

import time
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpsurvey.cleaning import build_tables, clean_survey
from cpsurvey.cleaning.question_table import question_table
from cpsurvey.codebook import Rule, ShownIf
from cpsurvey.errors import CodebookError, CpsurveyError, ExportError
from cpsurvey.exports import SurveyExport
from cpsurvey.tables import SurveyTables
from cpsurvey.tables.checks import check_tables
from cpsurvey.vocabulary import EXCLUSIONS, TOLD_BY

CONSENT = ["Yes", "Aye", " yes", "Yes", "Yes", "No", ""]
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
    "status": st.sampled_from([*["normal"] * 7, "preview", "test", "spam"]),
    "finished": st.sampled_from([*["yes"] * 6, "no", ""]),
    "progress": st.sampled_from(["100", "60", ""]),
    "recorded": st.sampled_from(["2020-10-01", "2020-10-02 10:00:00", ""]),
    "respondent": st.sampled_from([f"R_{number}" for number in range(8)]),
}
ROWS = st.lists(st.fixed_dictionaries(ROW), min_size=1, max_size=12)  # most of them kept
BLANK = ("C2", "C6_1", "C6_2")
DECISION = ["respondent", "group", "question", "action", "value", "date"]
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


FITS = {  # what tells a reason, and the reasons that it may tell
    "answer": {"dont_know", "prefer_not", "ambiguous"},
    "group": {"not_shown"},
    "routing": {"not_shown"},
    "blank": {"skipped"},
    "undeclared": {"skipped"},
    "typed": {"unreadable"},
}


@settings(max_examples=10)
@given(ROWS)
def test_every_raw_row_is_kept_or_excluded_and_every_cell_is_an_answer_or_a_reason_that_fits(
    library, export_of, rows
):
    """Whatever was answered, blank is not taken for an answer, nor an answer for blank."""
    tables = clean_survey(visitors(export_of, rows), library)
    assert len(rows) == len(tables.responses) + len(tables.excluded)
    assert tables.responses["respondent"].is_unique
    assert (tables.excluded["reason"] != "").all()
    reasons = tables.nonresponse.set_index(["respondent", "question"])["reason"]
    assert reasons.index.is_unique
    for question in tables.questions.itertuples():
        answers = columns_of(question, tables.responses).notna()
        assert (answers.all(axis=1) == answers.any(axis=1)).all()
        for respondent, answered in zip(
            tables.responses["respondent"], answers.any(axis=1), strict=True
        ):
            assert answered != ((respondent, question.question) in reasons.index)
    for reason, told in tables.nonresponse[["reason", "told_by"]].itertuples(index=False):
        assert reason in FITS[told]


DECIDED = st.lists(
    st.tuples(
        st.sampled_from([f"R_{number}" for number in range(8)]),
        st.sampled_from(
            [
                ("", "withdraw", ""),
                ("", "exclude", ""),
                ("consent", "correct", "no"),
                ("consent", "correct", "yes"),
                ("satisfaction", "correct", "good"),
                ("uses", "correct", "quiet=yes"),
                ("uses", "correct", "none=no"),
                ("uses", "correct", "prefer_not"),
                ("borrowed", "correct", "yes"),
                ("loans", "correct", "7"),
                ("rooms__hall", "correct", "dont_know"),
            ]
        ),
    ),
    max_size=6,
)


def decisions_about(rows, decided):
    """Decisions about people who are there, one of each kind for each of them."""
    there = {row["respondent"] for row in rows}
    first = {}
    for person, (question, action, value) in decided:
        if person in there:
            day = f"2021-03-{1 + int(person[2:]):02}"
            first.setdefault((person, question), (person, question, action, value, day))
    gone = {person for person, _, action, *_ in first.values() if action == "withdraw"}
    kept = [row for row in first.values() if row[0] not in gone or row[2] == "withdraw"]
    return pd.DataFrame(kept, columns=["respondent", "question", "action", "value", "date"])


@settings(max_examples=10)
@given(ROWS, DECIDED)
def test_with_decisions_every_row_and_every_cell_is_accounted_for_too(
    library, export_of, rows, decided
):
    made = decisions_about(rows, decided)
    tables = clean_survey(visitors(export_of, rows), library, decisions=made)
    check_tables(tables)  # every cell an answer or a reason, every reference followed
    assert len(rows) == len(tables.responses) + len(tables.excluded)
    gone = set(made.loc[made["action"] == "withdraw", "respondent"])
    for name in FRAMES[1:]:
        assert gone.isdisjoint(getattr(tables, name)["respondent"])
    withdrawn = (tables.excluded["rule"] == "withdrawn").sum()
    assert withdrawn == sum(row["respondent"] in gone for row in rows)
    corrected = made[
        (made["action"] == "correct") & made["respondent"].isin(tables.responses["respondent"])
    ]
    assert (tables.changes["rule"] == "decision").sum() == len(corrected)


@settings(max_examples=10)
@given(ROWS, ROWS, st.sampled_from([f"R_{number}" for number in range(8)]))
def test_who_withdrew_might_never_have_been_there_but_for_a_count_and_a_day(
    library, export_of, rows, others, gone
):
    """Flags that look at all people, and names that tell groups apart, among what must not tell."""
    here = [*rows, {**others[0], "respondent": gone}]
    left = [row for row in here if row["respondent"] != gone]
    staff = [row["respondent"] for row in others]
    both = export_of(
        "staff",
        respondent=staff,
        C1=["Yes"] * len(staff),
        **dict.fromkeys(BLANK, [""] * len(staff)),
    )
    made = pd.DataFrame([(gone, "visitor", "", "withdraw", "", "2021-03-31")], columns=DECISION)
    tables = clean_survey([visitors(export_of, here), both], library, decisions=made)
    never = clean_survey([visitors(export_of, left), both], library, decisions=made[:0])
    withdrawn = tables.excluded["rule"] == "withdrawn"
    assert withdrawn.sum() == len(here) - len(left)
    kept = tables.excluded[~withdrawn].reset_index(drop=True)
    same(replace(tables, excluded=kept), never)


@settings(max_examples=10)
@given(ROWS, DECIDED, st.randoms(use_true_random=False))
def test_shuffled_rows_and_decisions_give_the_same_tables(
    library, export_of, rows, decided, random
):
    made = decisions_about(rows, decided)
    shuffled, later = rows.copy(), made.sample(frac=1, random_state=random.randrange(2**32))
    random.shuffle(shuffled)
    same(
        clean_survey(visitors(export_of, rows), library, decisions=made),
        clean_survey(visitors(export_of, shuffled), library, decisions=later),
    )


def among_all(frame):
    """A table without the flags that compare a respondent with all others of the export."""
    if "flag" not in frame:
        return frame
    return frame[~frame["flag"].isin(["speeder", "identical_answers"])]


@settings(max_examples=10)
@given(ROWS, st.integers(0, 8), DECIDED)
def test_cleaning_in_chunks_equals_cleaning_whole(library, export_of, rows, edge, decided):
    """Chunks hold whole respondents: which of a respondent's rows is kept is decided among them."""

    def clean(some):
        made = decisions_about(some, decided)
        return clean_survey(visitors(export_of, some), library, decisions=made)

    chunks = [
        [row for row in rows if (int(row["respondent"][2:]) < edge) == side]
        for side in (True, False)
    ]
    whole, parts = clean(rows), [clean(chunk) for chunk in chunks if chunk]
    for name in FRAMES[1:]:
        frame = among_all(getattr(whole, name))
        joined = pd.concat([among_all(getattr(part, name)) for part in parts], ignore_index=True)
        joined = joined.sort_values(list(joined), ignore_index=True)
        pd.testing.assert_frame_equal(frame.sort_values(list(frame), ignore_index=True), joined)


@settings(max_examples=10)
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


STAFF = {"C1": ["Yes"], "C2": ["Good"], "C6_1": [""], "C6_2": [""]}


@pytest.mark.parametrize(("routing", "told"), [("declared", "blank"), ("unknown", "undeclared")])
def test_blank_is_skipped_only_where_the_codebook_says_who_was_asked(
    library, export_of, routing, told
):
    book = replace(library, routing=routing)
    silent = clean_survey(export_of("staff", **STAFF), book).nonresponse
    assert silent[["question", "reason", "told_by"]].values.tolist() == [
        ["borrowed", "not_shown", "group"],
        ["loans", "not_shown", "group"],
        ["rooms__attic", "skipped", told],
        ["rooms__hall", "skipped", told],
        ["uses", "not_shown", "group"],
    ]


TELLERS = {
    # cells of a visitor: what tells why there is no number of loans
    "the routing": ({"Q3": "No"}, "not_shown", "routing"),
    "a blank cell of a question whose routing is declared": ({"Q3": "Yes"}, "skipped", "blank"),
    "their own words": ({"Q3": "Yes", "Q4": "prefer not to say"}, "prefer_not", "answer"),
    "their own words, though they were not shown it": (
        {"Q3": "No", "Q4": "-"},
        "skipped",
        "answer",
    ),
    "what cannot be read": ({"Q3": "Yes", "Q4": "lots"}, "unreadable", "typed"),
}


@pytest.mark.parametrize("case", TELLERS)
def test_a_reason_says_what_tells_it(library, export_of, case):
    cells, reason, told = TELLERS[case]
    row = {**dict.fromkeys(ROW, ""), "Q1": "Yes", "status": "normal", "finished": "yes", **cells}
    row["respondent"] = "a"
    silent = clean_survey(visitors(export_of, [row]), library).nonresponse
    loans = silent.loc[silent["question"] == "loans", ["reason", "told_by"]]
    assert loans.values.tolist() == [[reason, told]]


def test_a_question_that_a_group_was_not_asked_routes_nobody_of_that_group(library, export_of):
    again = replace(
        library.by_name["satisfaction"],
        name="again",
        raw={"staff": ("C3",)},
        shown_if=ShownIf("borrowed", ("yes",)),
    )
    book = replace(library, questions=(*library.questions, again), routing="declared")
    staff = {name: cells * 2 for name, cells in STAFF.items()}
    tables = clean_survey(export_of("staff", **staff, C3=["Good", ""]), book)
    assert tables.flags.empty
    silent = tables.nonresponse.query("question == 'again'")
    assert silent[["reason", "told_by"]].values.tolist() == [["skipped", "undeclared"]]


def test_routing_follows_routing(library, export_of):
    """Not shown what leads on, not shown what it leads to; an answer all the same leads on."""
    lent, back = (
        replace(
            library.by_name["borrowed"],
            name=name,
            raw={"visitor": (column,)},
            shown_if=ShownIf(first, ("yes",)),
        )
        for name, column, first in (("lent", "Q8", "borrowed"), ("back", "Q9", "lent"))
    )
    book = replace(library, questions=(*library.questions, lent, back))
    cells = {"Q3": ["Yes", "Yes", "No", "No"], "Q8": ["Yes", "", "", "Yes"], "Q9": [""] * 4}
    blank = {column: [""] * 4 for column in ROW if column[0] == "Q"}
    tables = clean_survey(export_of("visitor", **{**blank, "Q1": ["Yes"] * 4, **cells}), book)
    silent = tables.nonresponse[tables.nonresponse["question"].isin(["lent", "back"])]
    assert silent[["respondent", "question", "reason", "told_by"]].values.tolist() == [
        ["R_0", "back", "skipped", "blank"],
        ["R_1", "back", "not_shown", "routing"],
        ["R_1", "lent", "skipped", "blank"],
        ["R_2", "back", "not_shown", "routing"],
        ["R_2", "lent", "not_shown", "routing"],
        ["R_3", "back", "skipped", "blank"],
    ]
    assert tables.flags[["respondent", "flag", "question"]].values.tolist() == [
        ["R_3", "answered_though_not_shown", "lent"]
    ]


def test_everything_that_tells_a_reason_or_leaves_out_is_in_the_vocabulary(library, export_of):
    tables = clean_survey(export_of("staff", **STAFF), library)
    assert set(tables.nonresponse["told_by"]) <= set(TOLD_BY)
    assert set(tables.excluded["rule"].cat.categories) <= set(EXCLUSIONS)


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


def test_two_files_of_one_group_that_share_people_are_refused(library, export_of):
    files = [export_of("staff", name, **STAFF) for name in ("a.csv", "b.csv")]
    with pytest.raises(ExportError) as caught:
        clean_survey(files, library)
    assert str(caught.value) == (
        "a.csv and b.csv are of the same group and have 1 identifiers of responses in common, so"
        " people would be counted twice: give each response in one file only."
    )


def test_two_files_of_one_group_without_identifiers_are_refused_as_such(library, export_of):
    files = [export_of("staff", name, respondent=["row-4"], **STAFF) for name in ("a.csv", "b.csv")]
    with pytest.raises(ExportError) as caught:
        clean_survey(files, library)
    assert str(caught.value) == (
        "a.csv and b.csv are of the same group and have responses without identifiers, 1 of them in"
        " the same rows, so people cannot be told apart: put all responses of the group into one"
        " file, or name a column of identifiers in `meta` of the instrument in codebook.toml."
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


def test_rows_of_one_respondent_that_no_rule_chooses_among_are_refused(library, export_of):
    staff = {name: cells * 3 for name, cells in STAFF.items()}
    export = export_of("staff", respondent=["a", "b", "a"], **staff)
    with pytest.raises(ExportError) as caught:
        clean_survey(export, library, rules="everyone")
    assert str(caught.value) == (
        "answers.csv: 1 respondents have more than one row that is kept, first again in row 6, and"
        " would be counted twice: add the rule duplicate to rules everyone in codebook.toml, or let"
        " the export name each response."
    )
    left_out = replace(export, rows=export.rows.assign(C1=["No", "Yes", "Yes"]))
    assert len(clean_survey(left_out, library, rules="everyone").responses) == 2


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


def test_unknown_answers_are_listed_as_they_stand_in_the_export(library, export_of):
    cells = {"C1": ["Yes"] * 2, "C6_1": [""] * 2, "C6_2": [""] * 2}
    message = staff_message(library, export_of, respondent=["b", "a"], C2=["xx", "yy"], **cells)
    assert [line.split('"')[1] for line in message.splitlines()[1:3]] == ["xx", "yy"]


def test_an_answer_of_a_row_that_is_left_out_stops_nothing(library, export_of):
    staff = export_of("staff", C1=["Yes"], C2=["Goood"], C6_1=[""], C6_2=[""], status=["test"])
    assert clean_survey(staff, library).excluded["rule"].tolist() == ["preview_or_test"]


def test_an_export_of_numbers_is_recognised(library, export_of):
    staff = export_of("staff", C1=["1"], C2=["3"], C6_1=[""], C6_2=[""])
    with pytest.raises(ExportError) as caught:
        clean_survey(replace(staff, settings={"answers": "numbers"}), library)
    assert str(caught.value).endswith(
        "The export holds numbers where the codebook has the words of the answers: export it"
        " again, in Qualtrics: Data & Analysis > Export & Import > Export Data > CSV > Use choice"
        " text."
    )


def test_missing_and_stray_columns_are_listed_together(library, export_of):
    message = staff_message(library, export_of, C2=None, C22=["Good"], C9=["x"])
    assert message == (
        "answers.csv does not fit the codebook:\n"
        '  column "C2" of question satisfaction is missing, did you mean "C22"?\n'
        "  2 columns belong to no question: C22 and C9; add each to questions.toml, or to `ignore`"
        " of instrument staff in codebook.toml."
    )


def test_cells_of_a_megabyte_are_cut_and_masked_and_take_no_time(library, export_of):
    long = [f"jo{number}@example.org " + "x" * 1_000_000 for number in range(30)]
    start = time.perf_counter()
    with pytest.raises(ExportError) as caught:
        clean_survey(
            export_of("staff", C1=["Yes"] * 30, C2=long, C6_1=[""] * 30, C6_2=[""] * 30), library
        )
    assert time.perf_counter() - start < 20
    assert len(str(caught.value)) < 4_000
    assert "example" not in str(caught.value)
    assert str(caught.value).splitlines()[1] == (
        f'  question satisfaction (column C2): "[e-mail] {"x" * 30}…" once, first in row 4'
    )


def test_a_row_whose_consent_nobody_knows_stops_the_run_unless_it_is_out_anyway(library, export_of):
    staff = {**STAFF, "C1": ["Yep"]}
    message = staff_message(library, export_of, C1=["Yep"])
    assert message.splitlines()[1].startswith('  question consent (column C1): "Yep" once')
    assert len(clean_survey(export_of("staff", status=["test"], **staff), library).excluded) == 1


SCREENING = {
    "default": (
        Rule("no_consent", "consent", ("yes",)),
        Rule("screened_out", "satisfaction", screened=("poor",)),
    )
}


def test_who_is_screened_out_is_left_out_and_an_answer_nobody_knows_is_no_screening(
    library, export_of
):
    book = replace(library, rules=SCREENING)
    cells = {
        "C1": ["Yes", "Yes", "No"],
        "C2": ["Bad", "", "Poor"],
        "C6_1": [""] * 3,
        "C6_2": [""] * 3,
    }
    tables = clean_survey(export_of("staff", **cells), book)
    assert tables.excluded[["respondent", "rule", "reason"]].values.tolist() == [
        ["R_0", "screened_out", 'screened out by their answer to "Satisfaction with the library"'],
        ["R_2", "no_consent", "did not consent"],
    ]
    with pytest.raises(ExportError, match='question satisfaction \\(column C2\\): "Baad" once'):
        clean_survey(export_of("staff", **{**cells, "C2": ["Baad", "", "Poor"]}), book)


def test_a_questionnaire_without_the_question_of_consent_is_refused_if_its_group_was_asked(
    library, export_of
):
    asked = tuple(
        replace(q, raw={"visitor": q.raw["visitor"]}) if q.name == "consent" else q
        for q in library.questions
    )
    staff = {name: cells for name, cells in STAFF.items() if name != "C1"}
    with pytest.raises(CodebookError) as caught:
        clean_survey(export_of("staff", **staff), replace(library, questions=asked))
    assert str(caught.value) == (
        "answers.csv: who consented cannot be told, because question consent has no raw column for"
        " staff: name it in questions.toml, or take staff out of those who are asked."
    )
    unasked = tuple(replace(q, groups=("visitor",)) if q.name == "consent" else q for q in asked)
    assert (
        len(
            clean_survey(export_of("staff", **staff), replace(library, questions=unasked)).responses
        )
        == 1
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


def test_a_list_of_no_exports_is_an_error(library):
    with pytest.raises(CpsurveyError) as caught:
        clean_survey([], library)
    assert str(caught.value) == "there are no exports to build tables from."


def test_a_questionnaire_of_free_text_alone_keeps_its_rows_and_nothing_else(library, export_of):
    remarks = replace(library.by_name["remarks"], raw={"visitor": ("Q7",)})
    book = replace(library, questions=(remarks,), scales={}, rules={"default": ()})
    tables = clean_survey(export_of("visitor", Q7=["a", ""]), book)
    check_tables(tables)
    assert tables.responses["respondent"].tolist() == ["R_0", "R_1"]
    assert [len(getattr(tables, name)) for name in FRAMES[2:]] == [0, 0, 0, 0]


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
