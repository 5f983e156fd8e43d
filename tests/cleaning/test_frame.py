"""A team's frame: renamed, merged, split, taken in and dropped codes, and the account of them."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpsurvey.cleaning import clean_codings
from cpsurvey.cleaning.frame_rules import read_rules
from cpsurvey.cleaning.mapping import map_codings, whole_routes
from cpsurvey.cleaning.theme_names import match_themes
from cpsurvey.errors import DecisionsError
from cpsurvey.tables import check_tables

FRAME = "action,project_code,code,reason,interview,coder,segment"
PLACE = ("interview", "coder", "start", "segment")
CODES = ("Gadgets", "Broken line", "Broken line > Tea", "Skills", "Fear")
CODINGS = [
    ("s1", "c1", "coder-1", 0, 5),
    ("s1", "c2", "coder-1", 0, 5),
    ("s1", "c2", "coder-2", 0, 5),
    ("s2", "c2", "coder-1", 7, 9),
    ("s2", "c5", "coder-1", 7, 9),
    ("s2", "c3", "coder-1", 1, 2),
]


def row(action, project_code, code="", reason="", interview="", coder="", segment=""):
    return action, project_code, code, reason, interview, coder, segment


@pytest.fixture
def cleaned(project, book, team_file):
    def clean(*rows, codings=CODINGS):
        frame = team_file(FRAME, *rows, name="frame.csv")
        tables = clean_codings(project(codes=CODES, codings=codings), book, frame=frame)
        check_tables(tables)
        return tables

    return clean


def mapped(tables, *codes):
    found = tables.mapped[tables.mapped["project_code"].isin(codes)]
    return found.drop(columns="project_code").values.tolist()


def test_a_renamed_code_is_the_theme(cleaned):
    tables = cleaned(row("rename", "broken line", "TEC.problems", "other word"))
    assert mapped(tables, "Broken line") == [["TEC.problems", "renamed", 3, 3, "other word"]]
    assert mapped(tables, "Broken line > Tea") == [["broken_line_tea", "own", 1, 1, ""]]
    assert tables.themes.set_index("code").loc["broken_line_tea", "parent"] == "TEC.problems"


def test_frames_put_together_by_hand_are_read_as_from_a_file(project, book, team_file):
    one = team_file(FRAME, row("rename", "Gadgets", "TEC.skills"), name="one.csv")
    other = team_file(FRAME, row("rename", "Skills", "TEC.problems"), name="other.csv")
    frame = pd.concat([one, other])
    frame = frame.where(frame != "", None)
    tables = clean_codings(project(codes=CODES, codings=CODINGS), book, frame=frame)
    assert mapped(tables, "Gadgets") == [["TEC.skills", "renamed", 1, 1, ""]]


def test_merged_codes_on_the_same_words_of_one_coder_are_one_coding(cleaned):
    tables = cleaned(
        row("merge", "Gadgets", "TEC.problems", "same"),
        row("merge", "Broken line", "TEC.problems", "same"),
    )
    assert mapped(tables, "Gadgets", "Broken line") == [
        ["TEC.problems", "merged", 1, 1, "same"],
        ["TEC.problems", "merged", 3, 2, "same"],
    ]
    theirs = tables.codings[tables.codings["code"] == "TEC.problems"]
    assert theirs[["interview", "coder", "start"]].values.tolist() == [
        ["P01", "coder-1", 0],
        ["P01", "coder-2", 0],
        ["P02", "coder-1", 7],
    ]


def test_merged_codes_of_one_passage_without_positions_are_one_coding(cleaned):
    marks = [("s1", code, "coder-1", None, None, "p1", "") for code in ("c1", "c2")]
    counts = [("s1", code, "", None, None, "", "") for code in ("c1", "c2")]
    tables = cleaned(
        row("merge", "Gadgets", "TEC.problems", "same"),
        row("merge", "Broken line", "TEC.problems", "same"),
        codings=[*marks, *counts],
    )
    assert tables.mapped["kept"].tolist()[:2] == [2, 1]
    assert tables.codings["segment"].tolist() == ["", "", "p1"]


def test_a_split_sends_codings_where_they_belong_and_leaves_the_rest(cleaned):
    tables = cleaned(
        row("split", "Broken line", "SAF.problems", "fear", interview="P02"),
        row("split", "Broken line", "TEC.skills", "skill", interview="P01", coder="coder-2"),
    )
    assert mapped(tables, "Broken line") == [
        ["broken_line", "own", 1, 1, ""],
        ["TEC.skills", "split", 1, 1, "skill"],
        ["SAF.problems", "split", 1, 1, "fear"],
    ]


def test_a_split_by_passages_may_leave_nothing(cleaned):
    tables = cleaned(
        row("split", "Broken line", "SAF.problems", "a", segment="p2, p3"),
        row("split", "Broken line", "TEC.problems", "b", segment="p4"),
    )
    assert mapped(tables, "Broken line") == [
        ["SAF.problems", "split", 2, 2, "a"],
        ["TEC.problems", "split", 1, 1, "b"],
    ]


def test_a_code_may_become_a_theme_of_the_frame_and_others_go_there(cleaned):
    tables = cleaned(
        row("theme", "Fear", "SAF.fear"), row("merge", "Gadgets", "SAF.fear", "they are afraid")
    )
    assert mapped(tables, "Fear", "Gadgets") == [
        ["SAF.fear", "merged", 1, 1, "they are afraid"],
        ["SAF.fear", "theme", 1, 1, ""],
    ]
    assert tables.themes.set_index("code").loc["SAF.fear", "label"] == "Fear"


def test_codes_that_go_into_a_theme_below_them_leave_no_theme_below_itself(
    project, book, team_file
):
    export = project(codes=("X", "X > Z", "X > Z > Y"))
    rows = [row("merge", "X", "NEW", "r"), row("theme", "X > Z > Y", "NEW")]
    tables = clean_codings(export, book, frame=team_file(FRAME, *rows))
    own = tables.themes.iloc[len(book.themes) :]
    assert own[["code", "parent"]].values.tolist() == [["x_z", "NEW"], ["NEW", ""]]


def test_a_merge_may_be_with_what_is_split_from_another(cleaned):
    tables = cleaned(
        row("merge", "Gadgets", "TEC.problems", "same"),
        row("split", "Broken line", "TEC.problems", "some", interview="P02"),
    )
    assert mapped(tables, "Gadgets") == [["TEC.problems", "merged", 1, 1, "same"]]


def test_themes_may_be_swapped(project, book, team_file):
    export = project(codes=("TEC", "SAF"), codings=[("s1", "c1", "coder-1", 0, 5)])
    frame = team_file(FRAME, row("rename", "TEC", "SAF"), row("rename", "SAF", "TEC"))
    tables = clean_codings(export, book, frame=frame)
    assert tables.codings["code"].tolist() == ["SAF"]
    assert tables.mapped["code"].tolist() == ["SAF", "TEC"]


def test_a_dropped_code_is_counted_and_its_children_stay(cleaned):
    tables = cleaned(row("DROP", "Broken line", reason="a test"))
    assert mapped(tables, "Broken line") == [["", "dropped", 3, 0, "a test"]]
    assert "broken_line" not in set(tables.themes["code"])
    assert tables.themes.set_index("code").loc["broken_line_tea", "parent"] == ""


WRONG = {
    "an action": (row("remane", "Fear", "SAF"), 'action: action "remane" is not known, did you mean'
        ' "rename"? Known: rename, merge, split, theme and drop.'),
    "a code of the project": (row("rename", "Gadgits", "SAF"),
        'project_code: the project has no code "Gadgits", did you mean "gadgets"?'),
    "a theme": (row("rename", "Fear", "TEC.skill"),
        'code: the frame has no theme "TEC.skill", did you mean "TEC.skills"?'),
    "no reason": (row("drop", "Fear"), "reason: say why: a drop needs a reason."),
    "a drop that leads somewhere": (row("drop", "Fear", "SAF", "x"),
        "code: a drop leads nowhere: leave it blank."),
    "a new theme that is there": (row("theme", "Fear", "SAF"),
        "code: SAF is in the codebook's frame: say rename, or merge."),
    "a new theme without a code": (row("theme", "Fear"),
        "code: give the code that the new theme is to have."),
    "a split of nothing in particular": (row("split", "Fear", "SAF", "x"),
        "interview: say which codings go there, in interview and coder or segment."),
    "a rename of some": (row("rename", "Fear", "SAF", coder="coder-1"),
        "coder: a rename is of all codings of a code: leave it blank, or say split."),
    "no such interview": (row("split", "Fear", "SAF", "x", interview="P20"),
        'interview: no coding is of an interview that the tables call so, did you mean "P02"?'),
    "a person's name": (row("split", "Fear", "SAF", "x", interview="Siân Davies"),
        "interview: no coding is of an interview that the tables call so."),
    "a coder's name": (row("split", "Fear", "SAF", "x", coder="Ann"),
        "coder: no coding is by a coder that the tables call so."),
    "an interview without the code": (row("split", "Fear", "SAF", "x", interview="P01"),
        "interview: no coding of this code is there."),
    "no such passage": (row("split", "Fear", "SAF", "x", segment="p99"),
        "segment: no coding of this code is there."),
    "passages of which one is not there": (row("split", "Fear", "SAF", "x", segment="p5 p99 p1"),
        "segment: no coding of this code is in p1 and p99."),
    "a rename to nothing": (row("rename", "Fear"),
        "code: give the theme that a rename leads to."),
    "a code that only the project has": (row("merge", "Fear", "Gadgets", "x"),
        'code: the frame has no theme "Gadgets", only the project has: give it a row theme first.'),
    "a new theme that is there in other letters": (row("theme", "Fear", "tec.Skills"),
        "code: TEC.skills is in the codebook's frame: say rename, or merge."),
    "a rename that is a merge": (row("rename", "Fear", "TEC.skills"),
        "action: another code of the project is TEC.skills too: say merge, and why."),
    "a merge that is a rename": (row("merge", "Fear", "SAF", "x"),
        "action: no other code of the project is SAF: say rename."),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_cell_is_named_with_the_nearest_right_thing(cleaned, case):
    cells, words = WRONG[case]
    with pytest.raises(DecisionsError) as caught:
        cleaned(cells)
    assert str(caught.value) == (
        f"frame.csv: 1 cell is wrong, so nothing was built.\n  row 2, column {words}"
    )


def test_two_rows_that_contradict_each_other_are_named(cleaned):
    with pytest.raises(DecisionsError) as caught:
        cleaned(
            row("rename", "Fear", "SAF"),
            row("drop", "fear", reason="x"),
            row("theme", "Tea", "NEW"),
            row("theme", "Gadgets", "NEW"),
        )
    assert str(caught.value) == (
        "frame.csv: 3 cells are wrong, so nothing was built.\n"
        "  row 4, column code: NEW is given to more than one new theme.\n"
        "  row 5, column code: NEW is given to more than one new theme.\n"
        "  row 3, column project_code: row 2 is about the same code; leave one of them, or say"
        " split."
    )


def test_two_splits_that_take_the_same_coding_are_named(cleaned):
    with pytest.raises(DecisionsError) as caught:
        cleaned(
            row("split", "Fear", "SAF", "x", interview="P02"),
            row("split", "Fear", "TEC", "x", coder="coder-1"),
        )
    assert str(caught.value) == (
        "frame.csv: 1 cell is wrong, so nothing was built.\n"
        "  row 3, column code: row 2 sends one of these codings to another theme."
    )


def test_a_name_that_two_codes_have_needs_its_path(project, book, team_file):
    export = project(codes=("A", "A > Tea", "B", "B > Tea"))
    frame = team_file(FRAME, row("rename", "Tea", "SAF"))
    with pytest.raises(DecisionsError) as caught:
        clean_codings(export, book, frame=frame)
    assert str(caught.value).endswith(
        "row 2, column project_code: 2 codes of the project have this name; give the whole path,"
        " from the top, with > between, or give each a name of its own in the coding program."
    )
    whole = clean_codings(export, book, frame=team_file(FRAME, row("rename", "b>tea", "SAF")))
    assert whole.mapped["code"].tolist() == ["a", "a_tea", "b", "SAF"]


def place(interview, coder, start, segment):
    """Where a coding is: at a position, or in a passage, or nowhere that is known."""
    known = isinstance(start, int)
    return interview, coder, start if known else None, "" if known else segment


marks = st.tuples(
    st.sampled_from(["P01", "P02"]),
    st.sampled_from(["c1", "c2", "c3", "c4", "c5"]),
    st.sampled_from(["coder-1", "coder-2", ""]),
    st.none() | st.integers(0, 3),
    st.sampled_from(["", "p1", "p2", "p3"]),
)
asked = st.tuples(
    st.sampled_from(["rename", "merge", "drop", "theme", "split", ""]),
    st.sampled_from(["TEC", "SAF"]),
    st.sampled_from([{"interview": "P01"}, {"segment": "p1 p2"}, {"coder": "coder-2"}]),
)


@pytest.fixture(scope="module")
def matched(project, book):
    """The project's codes, and the themes that they are by name."""
    codes = project(codes=CODES).codes
    return codes, match_themes(codes, book.themes)


@given(st.lists(marks, max_size=30), st.lists(asked, min_size=5, max_size=5))
def test_every_coding_is_kept_or_accounted_for(matched, book, team_file, drawn, asked):
    codings = [(*m[:3], m[3], None if m[3] is None else m[3] + 4, m[4], "") for m in drawn]
    rows = [
        row(
            action, code, {"drop": "", "theme": f"NEW.{code}"}.get(action, theme), "why",
            **(where if action == "split" else {}),
        )
        for code, (action, theme, where) in zip(CODES, asked, strict=True)
        if action
    ]  # fmt: skip
    codes, matches = matched
    taken = {theme.code for theme in book.themes}
    rules = read_rules(team_file(FRAME, *rows), codes, taken)
    routes = whole_routes(codes, matches, rules, taken)
    columns = ["interview", "code_id", "coder", "start", "end", "segment", "coded"]
    came = pd.DataFrame(codings, columns=columns).astype({"start": "Int64", "end": "Int64"})
    found, mapped, _ = map_codings(came, codes, routes, rules)
    assert mapped["codings"].sum() == len(came)
    assert mapped["kept"].sum() == len(found)
    left = mapped["codings"] - mapped["kept"]
    shared = mapped["code"].duplicated(keep=False)
    assert left[~shared & (mapped["rule"] != "dropped")].sum() == 0
    dropped = [f"c{n}" for n, (action, *_) in enumerate(asked, start=1) if action == "drop"]
    rest = came[~came["code_id"].isin(dropped)]
    assert {place(*p) for p in zip(*(found[c] for c in PLACE), strict=True)} == {
        place(*p) for p in zip(*(rest[c] for c in PLACE), strict=True)
    }
