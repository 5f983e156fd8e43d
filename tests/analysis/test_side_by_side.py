"""Joint displays: every link leads to one row and one passage, or is named as wrong."""

import numpy as np
import pandas as pd
import pytest

import cpsurvey as cps
from cpsurvey.errors import QuestionError
from cpsurvey.report import joint_display_table

DATA = "SYNTHETIC study"


def shares(keys, counts, base=20, **more):
    """A result typed in by hand."""
    count = pd.Series(counts)
    frame = pd.DataFrame(keys).assign(
        data=DATA, count=count, base=base, share=count / base, ci_low=0.1, ci_high=0.9,
        confidence=0.95, method="wilson", why="", mark="u",
    )  # fmt: skip
    return frame.assign(**more)


@pytest.fixture(scope="module")
def results():
    keys = {
        "question": ["judged"] * 4 + ["heard"] * 2,
        "answer": ["better", "worse", "better", "worse", "yes", "yes"],
        "group": pd.Categorical(["parent", "parent", "staff", "staff", "parent", "staff"]),
    }
    return shares(keys, [4, 12, 10, 5, 3, 18])


@pytest.fixture(scope="module")
def themes():
    keys = {"code": ["CHR", "TEC"] * 2, "parent": "", "group": ["parent"] * 2 + ["staff"] * 2}
    return shares(keys, [7, 0, 5, 9], base=14)


@pytest.fixture(scope="module")
def passages():
    said = "it was calm on the whole"
    records = [
        ("s1", "F01", 10, 34, said),
        ("s2", "F01", 13, 16, "was"),
        ("s3", "F02", None, None, "x"),
    ]
    frame = pd.DataFrame(records, columns=["segment", "interview", "start", "end", "words"])
    return frame.astype({"start": "Int64", "end": "Int64"})


LINK = {
    "question": "judged",
    "answer": "worse",
    "group": "parent",
    "code": "CHR",
    "segment": "",
    "verdict": "confirms",
    "inference": "Both say so",
}


def links(*changes):
    frame = pd.DataFrame([LINK | change for change in changes or ({},)]).fillna("")
    frame.index = pd.RangeIndex(2, 2 + len(frame))
    return frame


def test_a_link_sets_one_row_beside_another(results, themes):
    row = cps.joint_display(results, themes, links()).iloc[0]
    assert (row["count"], row["base"], row["share"]) == (12, 20, 0.6)
    assert (row["theme_count"], row["theme_base"], row["theme_share"]) == (7, 14, 0.5)
    assert row["result"] == "results: question=judged, answer=worse, group=parent"
    assert row["theme_result"] == "themes: code=CHR, group=parent"
    assert (row["link"], row["data"], row["verdict"]) == (2, DATA, "confirms")
    assert (row["inference"], row["passages"]) == ("Both say so", [])


def test_columns_are_the_same_whichever_side_is_silent(results, themes):
    both = cps.joint_display(results, themes, links())
    silent = links({"question": "", "answer": "", "verdict": "Silent "})
    one = cps.joint_display(results, themes, silent)
    assert list(one) == list(both)
    assert one.loc[0, ["result", "verdict"]].tolist() == ["", "silent"]
    assert one["count"].isna().all()
    assert one["count"].dtype == both["count"].dtype == "Int64"
    other = cps.joint_display(results, themes, links({"code": "", "verdict": "silent"}))
    assert (other.loc[0, "theme_result"], other.loc[0, "count"]) == ("", 12)


def test_silent_may_have_both_sides_where_nobody_raised_the_theme(results, themes):
    display = cps.joint_display(results, themes, links({"code": "TEC", "verdict": "silent"}))
    assert display.loc[0, "theme_count"] == 0


def test_the_sides_may_be_of_different_people(results, themes):
    display = cps.joint_display(results, themes, links({"theme_group": "staff"}))
    assert display.loc[0, ["group", "theme_group", "theme_count"]].tolist() == [
        "parent",
        "staff",
        5,
    ]


def test_a_column_chooses_only_on_the_side_that_has_it(results):
    everyone = shares({"code": ["CHR"], "parent": ""}, [12])
    display = cps.joint_display(results, everyone, links())
    assert display.loc[0, "theme_result"] == "themes: code=CHR"


def test_one_of_several_results_is_chosen_by_its_name(results, themes):
    several = {"all": results, "again": results.assign(count=1)}
    display = cps.joint_display(several, themes, links({"table": "again"}))
    assert display.loc[0, ["result", "count"]].tolist() == [
        "again: question=judged, answer=worse, group=parent", 1,
    ]  # fmt: skip


def test_passages_are_shown_by_segment_and_by_place(results, themes, passages):
    named = links({"segment": "s2; F01:17-21;s3"})
    row = cps.joint_display(results, themes, named, passages=passages).iloc[0]
    assert row["passages"] == ["s2 F01:13-16", "s1 F01:17-21", "s3 F02"]
    assert row["words"] == ["was", "calm", "x"]


def test_passages_may_be_named_as_a_framework_matrix_links_them(results, themes, passages):
    named = links({"segment": "s1 F01:10-34; s2+s9 F01:13-16; s1 F01:17-21; s3 F02"})
    row = cps.joint_display(results, themes, named, passages=passages).iloc[0]
    assert row["passages"] == ["s1 F01:10-34", "s2 F01:13-16", "s1 F01:17-21", "s3 F02"]
    assert row["words"][2] == "calm"


def test_a_verdict_of_the_teams_own_may_have_capitals(results, themes):
    own = links({"verdict": "agrees"}, {"verdict": "Agrees"})
    display = cps.joint_display(results, themes, own, verdicts=["Agrees"])
    assert display["verdict"].tolist() == ["agrees", "agrees"]


def test_rows_told_apart_by_numbers_are_traced_apart(results, themes):
    years = pd.concat([results.assign(year=2020), results.assign(year=2021)])
    display = cps.joint_display(years, themes, links({"year": "2020"}, {"year": "2021"}))
    assert display["result"].tolist() == [
        f"results: question=judged, answer=worse, group=parent, year={year}"
        for year in (2020, 2021)
    ]
    assert joint_display_table(display)["Survey"].tolist() == [
        "Judged: Worse. Parent, 2020", "Judged: Worse. Parent, 2021",
    ]  # fmt: skip


def test_without_words_only_the_place_is_shown(results, themes, passages):
    codings = pd.concat([passages.drop(columns="words")] * 2).assign(code="CHR", coder="A")
    display = cps.joint_display(results, themes, links({"segment": "s1"}), passages=codings)
    assert display.loc[0, "passages"] == ["s1 F01:10-34"]
    assert "words" not in display


def test_reasons_against_quoting_stand_beside(results, themes, passages):
    quotable = pd.DataFrame({"segment": ["s1", "s2", "s2"], "reasons": ["", "a date", "rare word"]})
    named = links({"segment": "s1; s2; s3"})
    display = cps.joint_display(results, themes, named, passages=passages, quotable=quotable)
    assert display.loc[0, "reasons"] == ["", "a date; rare word", "not looked at"]


def test_what_is_hidden_stays_hidden(results, themes):
    small = cps.protect(results.assign(data="Study"), profile="tre")
    display = cps.joint_display(
        small, cps.protect(themes.assign(data="Study")), links({"answer": "better"})
    )
    row = display.iloc[0]
    assert (row["mark"], pd.isna(row["count"]), pd.isna(row["share"])) == ("c", True, True)
    assert row["protection"].startswith("profile tre: ")
    assert "; profile publication: " in row["protection"]


def test_a_display_is_protected_only_if_both_sides_are(results, themes):
    display = cps.joint_display(cps.protect(results), themes, links())
    assert display.loc[0, "protection"] == ""


def test_arguments_are_left_alone_and_links_may_be_read_from_a_file(results, themes, tmp_path):
    path = tmp_path / "links.csv"
    path.write_text(links().to_csv(index=False), encoding="utf-8")
    given = cps.read_links(path)
    before = given.copy(), results.copy(), themes.copy()
    from_file = cps.joint_display(results, themes, given)
    for one, other in zip(before, (given, results, themes), strict=True):
        pd.testing.assert_frame_equal(one, other)
    pd.testing.assert_frame_equal(from_file, cps.joint_display(results, themes, links()))


def test_every_reference_is_found_again_in_the_results(results, themes):
    pairs = [(q, a, g, c) for q, a, g in results[["question", "answer", "group"]].astype(str).values
             for c in ("CHR", "TEC")]  # fmt: skip
    named = links(
        *(dict(zip(("question", "answer", "group", "code"), p, strict=True)) for p in pairs)
    )
    display = cps.joint_display(results, themes, named)
    assert np.array_equal(display["count"].astype(int), np.repeat(results["count"], 2))
    assert len(set(zip(display["result"], display["theme_result"], strict=True))) == len(pairs)


WRONG = {
    "an answer": (
        {"answer": "wurse"},
        (
            'links, row 2, column answer: no row of the results has "wurse", did you mean'
            ' "worse"? There are "better" and "worse".'
        ),
    ),
    "an answer of another question": (
        {"answer": "yes"},
        (
            'links, row 2, column answer: no row of the results has "yes". There are'
            ' "better" and "worse".'
        ),
    ),
    "a question": (
        {"question": "jugded"},
        (
            'links, row 2, column question: no row of the results has "jugded", did you'
            ' mean "judged"? There are "judged" and "heard".'
        ),
    ),
    "a theme": (
        {"code": "CHI"},
        (
            'links, row 2, column code: no row of the themes has "CHI", did you mean'
            ' "CHR"? There are "CHR" and "TEC".'
        ),
    ),
    "no group": (
        {"group": ""},
        (
            "links, row 2, column group: 2 rows of the results fit. Say which by group"
            " (parent and staff).\nlinks, row 2, column group: 2 rows of the themes fit."
            " Say which by group (parent and staff)."
        ),
    ),
    "no answer": (
        {"answer": ""},
        (
            "links, row 2, column answer: 2 rows of the results fit. Say which by answer"
            " (better and worse)."
        ),
    ),
    "an answer without a question": (
        {"question": "", "verdict": "silent"},
        "links, row 2, column question: blank, and answer is not",
    ),
    "a verdict": (
        {"verdict": "confirm"},
        (
            'links, row 2, column verdict: "confirm" is not a verdict, did you mean'
            ' "confirms"? Known: confirms, expands, contradicts and silent.'
        ),
    ),
    "no verdict": (
        {"verdict": ""},
        (
            "links, row 2, column verdict: there is no verdict. Known: confirms, expands,"
            " contradicts and silent."
        ),
    ),
    "one side without silence": (
        {"code": ""},
        (
            "links, row 2, column code: blank, so one side says nothing, and the verdict"
            ' is "confirms". Name it, or let the verdict be silent.'
        ),
    ),
    "neither side": (
        {"question": "", "answer": "", "code": "", "verdict": "silent"},
        ("links, row 2, column question: neither a question nor a theme (code) is named."),
    ),
    "a segment": (
        {"segment": "s9"},
        (
            'links, row 2, column segment: no passage is called "s9".'
            " Name segments or places, with ; between."
        ),
    ),
    "an interview": (
        {"segment": "F1:2-5"},
        ('links, row 2, column segment: no passage is of the interview "F1", did you mean "F01"?'),
    ),
    "a place": (
        {"segment": "F01:30-40"},
        ("links, row 2, column segment: no passage holds F01:30-40; the nearest is s1 F01:10-34."),
    ),
    "a segment that is not at the place": (
        {"segment": "s2 F01:20-24"},
        (
            "links, row 2, column segment: s2 F01:13-16 is not at F01:20-24: name the one or the"
            " other."
        ),
    ),
    "an empty place": (
        {"segment": "F01:13-13"},
        ("links, row 2, column segment: no passage holds F01:13-13; the nearest is s2 F01:13-16."),
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_link_that_leads_nowhere_is_named_by_row_and_column(results, themes, passages, case):
    change, message = WRONG[case]
    with pytest.raises(QuestionError) as error:
        cps.joint_display(results, themes, links(change), passages=passages)
    assert str(error.value) == message


def test_all_wrong_links_are_named_at_once(results, themes):
    named = links({"answer": "wurse"}, {}, {"verdict": "?"})
    named.attrs["name"] = "links.csv"
    with pytest.raises(QuestionError) as error:
        cps.joint_display(results, themes, named)
    assert sorted(line.partition(":")[0] for line in str(error.value).splitlines()) == [
        "links.csv, row 2, column answer", "links.csv, row 4, column verdict",
    ]  # fmt: skip


def test_a_part_of_a_passage_is_quoted_only_where_its_words_are_whole(results, themes, passages):
    short = passages.assign(words="short")
    with pytest.raises(QuestionError) as error:
        cps.joint_display(results, themes, links({"segment": "F01:20-22"}), passages=short)
    assert str(error.value) == (
        "links, row 2, column segment: F01:20-22 is a part of s1 F01:10-34, whose words do not"
        " match its length: name the whole passage."
    )


def _call(**changes):
    return changes


REFUSED = {
    "no passages": (
        _call(links=links({"segment": "s1"})),
        (
            'links, row 2, column segment: "s1" is named, and no passages were given to'
            " look it up in: give passages=."
        ),
    ),
    "links without a column": (
        _call(links=links().drop(columns="verdict")),
        (
            "links lack the column verdict: they need question, answer, code, segment,"
            " verdict and inference, blank where there is nothing to say."
        ),
    ),
    "no links": (
        _call(links=links()[:0]),
        "links have no rows: name at least one result and one theme.",
    ),
    "a column of neither": (
        _call(links=links({"grop": "parent"})),
        (
            'links: column "grop" is a column of neither results nor themes, did you mean'
            ' "group"? Columns that choose rows: theme_table, theme_code, theme_group,'
            " table, question, answer, group and code."
        ),
    ),
    "rows of one number": (
        _call(links=pd.concat([links(), links()])),
        "links: row 2 is there more than once. Number them anew.",
    ),
    "no result": (
        _call(results={}),
        (
            "results must be a result of response_table or compare_groups, or several by"
            ' name, such as {"judged": result}.'
        ),
    ),
    "a part of a result": (
        _call(themes=pd.DataFrame({"data": ["x"], "code": ["CHR"]})),
        (
            "themes, table themes, has no column count, base and share: give a whole"
            " result of theme_table or compare_themes."
        ),
    ),
    "passages without places": (
        _call(passages=pd.DataFrame({"segment": ["s1"]})),
        (
            "passages lack the column interview, start and end: give what"
            " cpsurvey.passages returns, or the codings of the interview tables."
        ),
    ),
    "quotable without reasons": (
        _call(quotable=pd.DataFrame({"segment": ["s1"]})),
        ("quotable lacks the column reasons: give what cpsurvey.quotable returns."),
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_no_display_can_be_made_of_is_refused(results, themes, case):
    changes, message = REFUSED[case]
    arguments = {"results": results, "themes": themes, "links": links()} | changes
    with pytest.raises(QuestionError) as error:
        cps.joint_display(**arguments)
    assert str(error.value) == message


def test_a_segment_at_two_places_is_refused(results, themes, passages):
    twice = passages.assign(segment="s1")
    with pytest.raises(QuestionError) as error:
        cps.joint_display(results, themes, links(), passages=twice)
    assert str(error.value) == (
        "passages have the segment s1 at several places or with several wordings. Give each"
        " passage once."
    )


def test_made_up_data_does_not_stand_beside_real_data(results, themes):
    with pytest.raises(QuestionError) as error:
        cps.joint_display(results, themes.assign(data="Study"), links())
    assert str(error.value) == (
        "results and themes are of SYNTHETIC study and Study: some of it is made up, and some is"
        " not. They cannot stand beside each other."
    )


def test_rows_that_are_alike_are_refused(results, themes):
    with pytest.raises(QuestionError) as error:
        cps.joint_display(pd.concat([results, results]), themes, links())
    assert str(error.value) == (
        "links, row 2, column question: 2 rows of the results are alike in everything that says"
        " what they are about. Give each result once."
    )


def test_a_comparison_stands_beside_a_comparison_of_themes():
    tables = cps.load_example()
    display = cps.joint_display(
        cps.compare_groups(tables, "overall_judgement", answer="better"),
        cps.theme_table(tables, codes="FUT.prefer_f2f"),
        links({"question": "overall_judgement", "answer": "better", "code": "FUT.prefer_f2f"}),
    )
    assert display.loc[0, ["measure", "reference"]].tolist() == ["difference", "professional"]
