"""The framework matrix: every case by every theme, each cell traceable; texts brought together."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cpsurvey as cps
from cpsurvey.errors import QuestionError
from cpsurvey.tables import InterviewTables

THEMES = [
    ("CHR", "The chair", ""),
    ("CHR.calm", "Keeps calm", "CHR"),
    ("CHR.calm.voice", "By voice", "CHR.calm"),
    ("TEC", "Technology", ""),
]
CODINGS = [
    ("F01", "A", "CHR.calm", 10, 20, "s2"),
    ("F01", "B", "CHR.calm", 10, 20, "s10"),
    ("F01", "A", "CHR.calm", 2, 5, "s1"),
    ("F01", "A", "CHR.calm.voice", 10, 20, "s2"),
    ("F02", "A", "CHR", 0, 4, "s3"),
    ("F02", "A", "TEC", None, None, "s4"),
    ("F03", "", "TEC", None, None, ""),
    ("F03", "", "TEC", None, None, ""),
]


@pytest.fixture(scope="module")
def study():
    interviews = pd.DataFrame(
        {
            "interview": ["F01", "F02", "F03"],
            "source": ["a", "b", "c"],
            "group": pd.Categorical(["parent", "parent", "staff"], ["staff", "parent"]),
            "join_mode": pd.Categorical(["phone", None, "video"], ["video", "phone"]),
            "characters": pd.array([100, 100, 100], "Int64"),
        }
    )
    columns = ["interview", "coder", "code", "start", "end", "segment"]
    codings = pd.DataFrame(CODINGS, columns=columns).astype({"start": "Int64", "end": "Int64"})
    themes = pd.DataFrame(THEMES, columns=["code", "label", "parent"]).astype("string")
    losses = pd.DataFrame(columns=["what", "count", "detail"])
    return InterviewTables("SYNTHETIC three", interviews, codings, themes, losses)


def cell(matrix, case, code, column="interview"):
    """One cell as a record."""
    return matrix[(matrix[column] == case) & (matrix["code"] == code)].iloc[0]


def test_every_case_and_theme_has_a_row_in_order(study):
    matrix = cps.framework_matrix(study)
    codes = [code for code, _, _ in THEMES]
    pairs = matrix[["interview", "code"]].values.tolist()
    assert pairs == [[case, code] for case in ("F01", "F02", "F03") for code in codes]
    assert list(matrix) == [
        "data", "interview", "group", "join_mode", "code", "label", "theme", "theme_label",
        "passages", "links", "summary", "written_by", "status",
    ]  # fmt: skip
    assert set(matrix["data"]) == {"SYNTHETIC three"}


def test_a_passage_that_two_coders_marked_is_one_with_both_segments(study):
    found = cell(cps.framework_matrix(study), "F01", "CHR.calm")
    assert found["passages"] == 2
    assert found["links"] == ["s1 F01:2-5", "s2+s10 F01:10-20"]
    assert found["status"] == "to_write"


def test_what_has_no_position_is_counted_and_linked_as_far_as_it_can_be(study):
    matrix = cps.framework_matrix(study)
    assert cell(matrix, "F02", "TEC")[["passages", "links"]].tolist() == [1, ["s4"]]
    assert cell(matrix, "F03", "TEC")[["passages", "links"]].tolist() == [2, []]
    assert cell(matrix, "F01", "TEC")[["passages", "links", "status"]].tolist() == [
        0, [], "nothing_coded",
    ]  # fmt: skip


def test_a_case_of_which_nothing_is_known_says_so(study):
    assert cell(cps.framework_matrix(study), "F02", "CHR")["join_mode"] == "not_known"


def test_themes_roll_up_to_those_above_each_passage_once(study):
    matrix = cps.framework_matrix(study, roll_up=True)
    assert list(dict.fromkeys(matrix["code"])) == ["CHR", "TEC"]
    assert cell(matrix, "F01", "CHR")["links"] == ["s1 F01:2-5", "s2+s10 F01:10-20"]
    both = cps.framework_matrix(study, roll_up=True, codes=["CHR.calm", "CHR"])
    assert cell(both, "F01", "CHR.calm")["passages"] == cell(both, "F01", "CHR")["passages"] == 2


def test_a_theme_knows_the_one_at_the_top(study):
    named = cell(cps.framework_matrix(study), "F01", "CHR.calm.voice")
    assert (named["theme"], named["theme_label"]) == ("CHR", "The chair")


def test_cases_are_taken_together_empty_levels_included(study):
    matrix = cps.framework_matrix(study, by="join_mode", codes="CHR.calm")
    columns = ["join_mode", "interviews", "passages"]
    assert matrix[columns].values.tolist() == [
        ["video", 1, 0],
        ["phone", 1, 2],
        ["not_known", 1, 0],
    ]
    assert cell(matrix, "phone", "CHR.calm", "join_mode")["links"][0] == "s1 F01:2-5"


def test_the_order_of_rows_does_not_matter(study):
    mixed = InterviewTables(
        study.name, study.interviews, study.codings.iloc[::-1], study.themes, study.losses
    )
    pd.testing.assert_frame_equal(cps.framework_matrix(mixed), cps.framework_matrix(study))


def passages(**changes):
    records = [
        ("s1", "F01", 2, 5, "abc"),
        ("s2", "F01", 10, 20, "two\nlines"),
        ("s4", "F02", None, None, "x"),
    ]
    frame = pd.DataFrame(records, columns=["segment", "interview", "start", "end", "words"])
    return frame.astype({"start": "Int64", "end": "Int64"}).assign(**changes)


def test_words_stand_beside_their_links(study):
    matrix = cps.framework_matrix(study, passages=passages())
    assert cell(matrix, "F01", "CHR.calm")["words"] == ["abc", "two\nlines"]
    assert cell(matrix, "F02", "TEC")["words"] == ["x"]
    assert cell(matrix, "F02", "CHR")["words"] == [""]
    assert "words" not in cps.framework_matrix(study)


def summaries(*rows):
    return pd.DataFrame(rows, columns=["interview", "code", "summary"])


def test_what_was_written_stands_in_its_cell(study):
    given = summaries(("F01", "TEC", "Fine"), ("F02", "TEC", " \n")).assign(written_by="A")
    matrix = cps.framework_matrix(study, summaries=given)
    found = ["summary", "written_by", "status"]
    assert cell(matrix, "F01", "TEC")[found].tolist() == ["Fine", "A", "written"]
    assert cell(matrix, "F02", "TEC")[found].tolist() == ["", "", "to_write"]


REFUSED = {
    "a theme": (
        {"codes": "CHR.clam"},
        (
            'theme "CHR.clam" is not known, did you mean "CHR.calm"? Known: CHR, CHR.calm,'
            " CHR.calm.voice and TEC."
        ),
    ),
    "a column": (
        {"by": "grup"},
        (
            'column of interviews "grup" is not known, did you mean "group"? Known:'
            " interview, source, group, join_mode and characters."
        ),
    ),
    "several columns": (
        {"by": ["group", "join_mode"]},
        "by is ['group', 'join_mode']: give one name, as text.",
    ),
    "passages without words": (
        {"passages": passages().drop(columns="words")},
        (
            "passages lack the column words: give what cpsurvey.passages returns, a frame"
            " with segment, interview, start, end and words."
        ),
    ),
    "passages of another export": (
        {"passages": passages(start=pd.array([2, 11, None], "Int64"))},
        (
            "passages, row 1: segment s2 is at F01:11-20, and the codings have it at"
            " F01:10-20. Passages and tables have to come from one export."
        ),
    ),
    "a case": (
        {"summaries": summaries(("F1", "TEC", "x"))},
        (
            'summaries, row 0: interview "F1" is not known, did you mean "F01"? Known:'
            " F01, F02 and F03."
        ),
    ),
    "a theme written of": (
        {"summaries": summaries(("F01", "TEK", "x"))},
        (
            'summaries, row 0: code "TEK" is not known, did you mean "TEC"? Known: CHR,'
            " CHR.calm, CHR.calm.voice and TEC."
        ),
    ),
    "two texts": (
        {"summaries": summaries(("F01", "TEC", "x"), ("F01", "TEC", "y"))},
        (
            "summaries: the cell F01 x TEC is there 2 times (rows 0 and 1). Keep the one"
            " that is to stand and drop the others."
        ),
    ),
    "no summaries": (
        {"summaries": summaries().drop(columns="summary")},
        (
            "summaries: there is no column summary. Give a frame with interview, code and"
            " summary, as read_framework returns it."
        ),
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_not_there_is_refused(study, case):
    arguments, message = REFUSED[case]
    with pytest.raises(QuestionError) as error:
        cps.framework_matrix(study, **arguments)
    assert str(error.value) == message


def test_codings_of_an_interview_that_is_not_there_are_refused(study):
    codings = study.codings.replace({"interview": {"F02": "F9"}})
    strange = InterviewTables(study.name, study.interviews, codings, study.themes, study.losses)
    with pytest.raises(QuestionError) as error:
        cps.framework_matrix(strange)
    assert str(error.value) == (
        'codings, row 4: interview "F9" is not known. Known: F01, F02 and F03.'
    )


def test_a_frame_whose_parents_go_round_is_refused(study):
    themes = study.themes.assign(parent=["TEC", "CHR", "CHR.calm", "CHR"])
    looped = InterviewTables(study.name, study.interviews, study.codings, themes, study.losses)
    with pytest.raises(QuestionError) as error:
        cps.framework_matrix(looped)
    assert str(error.value) == (
        'theme "CHR" is under itself in the coding frame: its parents go round in a circle. Mend'
        " the column parent of the themes."
    )


def wrote(*texts):
    return pd.DataFrame({"interview": ["F01", "F02", "F03"], "code": "TEC", "summary": texts})


def merged(sent, *returned, **names):
    columns = ["interview", "summary", "written_by", "status", "sent"]
    return cps.merge_summaries(sent, *returned, **names)[columns].values.tolist()


def test_new_texts_are_taken_in_and_the_same_is_kept_once():
    found = merged(
        wrote("", "", "old"), wrote("a", "b", "old"), wrote("a", "", "old"), names=["A", "B"]
    )
    assert found == [
        ["F01", "a", "A+B", "new", ""],
        ["F02", "b", "A", "new", ""],
        ["F03", "old", "", "written", "old"],
    ]


def test_a_changed_cell_wins_over_an_unchanged_one_and_the_old_text_is_kept_beside():
    found = merged(wrote("old", "old", ""), wrote("new", "old", ""), wrote("old", "old ", ""))
    assert found == [
        ["F01", "new", "returned-1", "changed", "old"],
        ["F02", "old", "", "written", "old"],
        ["F03", "", "", "to_write", ""],
    ]


def test_what_a_spreadsheet_program_changes_in_a_text_is_no_change():
    sent = wrote("a\tb\r\nc", "a \t", " ")
    back = wrote("ab\nc", "a ", "")
    assert [row[3] for row in merged(sent, back)] == ["written", "written", "to_write"]
    found = merged(sent, back, wrote("new", "a\n\nb", " x"))
    assert [(row[1], row[3]) for row in found] == [
        ("new", "changed"), ("a\n\nb", "changed"), (" x", "new"),
    ]  # fmt: skip


def test_different_texts_are_all_shown_and_none_is_chosen():
    found = merged(
        wrote("old", "", ""), wrote("a", "", ""), wrote("b", "", ""), wrote("old", "", "")
    )
    assert found[:2] == [
        ["F01", "a", "returned-1", "conflict", "old"],
        ["F01", "b", "returned-2", "conflict", "old"],
    ]


def test_an_emptied_cell_is_a_conflict_with_the_text_that_was_sent():
    found = merged(
        wrote("old", "old", ""), wrote("", "", ""), wrote("old", "b", ""), names=["A", "B"]
    )
    assert found[:5] == [
        ["F01", "old", "", "conflict", "old"],
        ["F01", "", "A", "conflict", "old"],
        ["F02", "old", "", "conflict", "old"],
        ["F02", "", "A", "conflict", "old"],
        ["F02", "b", "B", "conflict", "old"],
    ]


def test_a_settled_conflict_goes_back_into_the_matrix(study):
    matrix = cps.framework_matrix(study)
    both = cps.merge_summaries(matrix, wrote("a", "", ""), wrote("b", "", ""))
    with pytest.raises(QuestionError, match="the cell F01 x TEC is there 2 times"):
        cps.framework_matrix(study, summaries=both)
    settled = cps.framework_matrix(study, summaries=both[both["summary"] != "b"])
    assert cell(settled, "F01", "TEC")[["summary", "written_by"]].tolist() == ["a", "returned-1"]
    assert set(both["status"]) == {"conflict", "to_write", "nothing_coded"}


@given(st.lists(st.tuples(*[st.sampled_from(["", "x", "y"])] * 3), min_size=3, max_size=3))
def test_no_text_that_anybody_wrote_is_ever_lost(texts):
    sent, *returned = (wrote(*column) for column in zip(*texts, strict=True))
    both = cps.merge_summaries(sent, *returned)
    kept = set(zip(both["interview"], both["summary"], strict=True))
    kept |= set(zip(both["interview"], both["sent"], strict=True))
    for frame in (sent, *returned):
        written = frame[frame["summary"] != ""]
        assert set(zip(written["interview"], written["summary"], strict=True)) <= kept


NOT_MERGED = {
    "another cell": (
        (wrote("a", "", ""), wrote("", "", "").replace("F02", "F9")),
        {},
        (
            "the summaries of returned-1, row 1, are of the cell F9 x TEC, which was not"
            ' sent out, did you mean "F03 x TEC"? Give the matrix that these were written in.'
        ),
    ),
    "a cell twice": (
        (wrote("a", "", ""), wrote("", "", "").replace("F02", "F01")),
        {},
        (
            "the summaries of returned-1: the cell F01 x TEC is there 2 times (rows 0 and"
            " 1). Keep the one that is to stand and drop the others."
        ),
    ),
    "too few names": (
        (wrote("", "", ""), wrote("", "", ""), wrote("", "", "")),
        {"names": ["A"]},
        ("names has A, and 2 came back: give each a name of its own, in the same order."),
    ),
    "no texts": (
        (wrote("", "", ""), wrote("", "", "").drop(columns="summary")),
        {},
        (
            "the summaries of returned-1: there is no column summary. Give a frame with"
            " interview, code and summary, as read_framework returns it."
        ),
    ),
}


@pytest.mark.parametrize("case", NOT_MERGED)
def test_what_cannot_be_brought_together_is_refused(case):
    frames, names, message = NOT_MERGED[case]
    with pytest.raises(QuestionError) as error:
        cps.merge_summaries(*frames, **names)
    assert str(error.value) == message
