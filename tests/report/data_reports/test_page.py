"""The data report: every count there, nothing typed, no person's row."""

import re
from dataclasses import replace

import pandas as pd
import pytest

from cpsurvey.cleaning import clean_survey
from cpsurvey.codebook import Rule
from cpsurvey.exports import CodingExport, Doubt
from cpsurvey.report.data_reports.page import data_report
from cpsurvey.report.wording.codes import rule_in_words


@pytest.fixture(scope="module")
def page(visits, visit_exports, book):
    return data_report(visits, visit_exports, [], book)


def part(page, anchor):
    return page[page.index(f'<section id="{anchor}">') :].partition("</section>")[0]


def test_its_sections_follow_a_row_from_file_to_table(page, outline_of):
    outline = outline_of(page)
    assert [text for level, text in outline.headings if level < 3] == [
        "Data report: Library users 2020",
        "Contents",
        "What this is",
        "What came in",
        "Who fell out",
        "Who asked to be taken out",
        "What was not answered",
        "Answers read as another",
        "Typed authorities and roles",
        "Doubts that changed nothing",
        "Corrections by hand",
        "What was kept, and what was not",
        "What the reasons mean",
    ]
    assert len(outline.of("svg")) == 2


def test_it_says_first_who_it_is_for(page):
    assert page.index("Not for publication") < page.index("Contents")
    assert "SYNTHETIC</strong>" not in page


def test_what_may_be_wrong_with_a_file_is_in_a_table(page, visits, visit_exports, book):
    assert "<h3>What may be wrong with the files</h3><p>Nothing was found.</p>" in page
    doubt = Doubt("days", "2 cells of Q5 look like days.", "Download the file again.")
    first, *others = visit_exports
    came = part(
        data_report(visits, [replace(first, doubts=(doubt,)), *others], [], book), "came-in"
    )
    cells = ("visitors.csv", doubt.words, doubt.mend)
    assert [cell for cell in cells if f">{cell}</t" not in came] == []


def test_made_up_data_says_so_first(visits, visit_exports, book):
    made_up = data_report(replace(visits, name="SYNTHETIC users"), visit_exports, [], book)
    assert made_up.index("<strong>SYNTHETIC</strong>") < made_up.index("<strong>Internal</strong>")


def test_the_rules_are_in_their_order_with_their_thresholds(page):
    about = part(page, "about")
    assert about.endswith(
        "<ol><li>preview or test: previews, tests and spam</li>"
        "<li>no consent: did not answer “Yes” to “consent”</li>"
        "<li>unfinished: not marked as finished, and not 100% of the way through; a row of which"
        " the platform says neither is kept</li>"
        "<li>duplicate: of the rows with one identifier a finished one is kept, among those the"
        " latest, then the fullest</li>"
        "</ol>"
    )


def test_another_set_of_rules_is_named(visits, visit_exports, book):
    about = part(data_report(visits, visit_exports, [], book, rules="everyone"), "about")
    assert "(set of rules “everyone”)" in about
    assert about.count("<li>") == 1


def test_a_rule_that_screens_out_names_question_and_answer(book):
    rule = Rule("screened_out", question="borrowed", screened=("no",))
    assert rule_in_words(rule, book) == "screened out: answered “No” to “Borrowed something”"
    either = Rule("screened_out", question="borrowed", screened=("no", "yes"))
    assert "answered “No” or “Yes” to" in rule_in_words(either, book)


def test_every_file_is_listed_with_its_rows(page):
    came = part(page, "came-in")
    assert (
        '<tr><th scope="row">visitors.csv</th><td>Qualtrics</td><td>Visitors</td>'
        '<td class="n">8</td><td class="n">12</td></tr>'
    ) in came
    assert "<dt>visitors.csv</dt><dd>answers given as: text</dd>" in came


def test_rows_in_are_rows_left_out_and_rows_kept(page):
    flow = part(page, "flow")
    assert "8 rows came in." in flow
    assert "6 rows kept." in flow
    assert '<td class="n">1</td><td class="n">7</td>' in flow


def test_where_nobody_is_kept_it_says_so_before_the_numbers(visits, visit_exports, book):
    nobody = replace(visits, responses=visits.responses.iloc[:0])
    flow = part(data_report(nobody, visit_exports, [], book), "flow")
    assert "<strong>Nobody is kept: every row was left out.</strong></p><figure>" in flow
    assert "<strong>Nobody is kept: no rows came in.</strong></p><figure>" in flow
    assert "Nobody is kept" not in part(data_report(visits, visit_exports, [], book), "flow")


def test_withdrawal_leaves_a_count_and_a_date(page):
    withdrawn = part(page, "withdrawn")
    assert (
        '<tr><th scope="row">Visitors</th>'
        "<td>asked for their answers to be withdrawn (2021-02-03)</td>"
        '<td class="n">1</td></tr>'
    ) in withdrawn


def test_blanks_that_cannot_be_told_apart_are_said_in_words(page):
    assert (
        "Skipped and not shown cannot be told apart in these questions, because nothing says who"
        " is shown them: Uses of the library and Rooms: Hall. To tell them apart, declare the"
        " routing in the codebook."
    ) in part(page, "not-answered")


def test_questions_put_to_nobody_of_a_group_are_named_a_whole_matrix_once(
    visits, visit_exports, book, page
):
    said = part(page, "not-answered")
    assert "<p>Not put to this group: Rooms: Attic.</p>" in said
    nowhere = visits.nonresponse.query("question == 'rooms__attic'")
    both = [visits.nonresponse, nowhere.assign(question="rooms__hall")]
    silent = pd.concat([frame.query("respondent != 's1'") for frame in both])
    silent = silent.drop_duplicates(["respondent", "question"], keep="last")
    without = data_report(replace(visits, nonresponse=silent), visit_exports, [], book)
    assert "<p>Not put to this group: Rooms.</p>" in part(without, "not-answered")


def test_candidates_of_ambiguous_text_and_coverage_are_there(page):
    typed = part(page, "typed")
    assert "Ambleside (E01) or Amble (E02)" in typed
    assert (
        '<tr><th scope="row">Town</th><td>Wales</td><td class="n">1</td><td class="n">1</td></tr>'
    ) in typed


def test_corrections_by_hand_are_counted_by_question(page):
    assert (
        '<tr><th scope="row">Satisfaction with the library</th><td class="n">1</td></tr>'
    ) in part(page, "by-hand")


def test_what_was_not_kept_is_named(page):
    lost = part(page, "not-kept")
    assert "pseudonymous, not anonymous" in lost
    assert "<li>identifying, not kept: IPAddress</li>" in lost
    assert "<li>ignored, as the codebook says: Timing_1</li>" in lost
    assert "<li>standing more than once: Timing_1</li>" in lost
    assert '<tr><th scope="row">remarks</th><td class="n">2</td></tr>' in lost


def test_nothing_that_anyone_typed_is_in_it_and_nobody_is_named(page, visits):
    assert "PLANTED" not in page
    people = visits.responses["respondent"]
    assert not [person for person in people if f">{person}<" in page]


def test_nothing_typed_comes_through_cleaning_into_it(visit_exports, book):
    tables = clean_survey(visit_exports, replace(book, routing="declared"), name="Library users")
    page = data_report(tables, visit_exports, [], book)
    assert tables.nonresponse["reason"].isin(["unmatched", "unreadable"]).sum() >= 5
    assert "PLANTED" not in page


def test_tables_without_anything_amiss_say_so(visits, visit_exports, book):
    quiet = replace(
        visits,
        excluded=visits.excluded.iloc[:0],
        changes=visits.changes.iloc[:0],
        flags=visits.flags.iloc[:0],
    )
    page = data_report(quiet, visit_exports, [], book)
    for said in (
        "Nobody asked for their answers to be withdrawn.",
        "No answer was read as another.",
        "Nothing was flagged.",
        "No answer was corrected by hand.",
    ):
        assert f"<p>{said}</p>" in page


def test_interviews_alone_have_a_report(talks, book, outline_of):
    outline = outline_of(page := data_report(talks, [], [], book))
    assert [text for level, text in outline.headings if level == 2] == [
        "Contents",
        "What this is",
        "What came in",
        "Interviews",
        "Codes of the project, and themes",
        "What the interviews' tables do not hold",
    ]
    assert "3 interviews, of which 2 are coded." in page
    assert '<tr><th scope="row">not said</th><td class="n">1</td></tr>' in page
    assert '<tr><th scope="row">note</th><td></td><td class="n">3</td></tr>' in page
    assert not [name for name in talks.interviews["interview"] if f">{name}<" in page]


def rows_of(page, heading):
    """The cells of the table under this caption, row by row."""
    body = page.split(f"{heading}</span></caption>", 1)[1].split("</table>", 1)[0]
    rows = re.findall(r"<tr>(.*?)</tr>", body)[1:]
    return [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in rows]


def test_what_became_of_each_code_is_told_its_own_ones_first(talks, book):
    page = data_report(talks, [], [], book)
    assert rows_of(page, "Codes of the project, and themes") == [
        ["Bee", "Bee", "no theme has its name: it joined the frame as it is", "1", "1", ""],
        [
            "Asp",
            "Aspect",
            "the team said that it is this theme under another name",
            "3",
            "2",
            "a word of ours",
        ],
    ]
    assert "1 of the codings are left out" in page
    assert rows_of(page, "Codings, by coder (names are replaced)") == [
        ["coder-1", "1", "1"],
        ["coder-2", "1", "1"],
        ["not named", "1", "1"],
    ]


def test_what_positions_were_counted_in_is_told_with_what_bears_it_out(talks, book):
    columns = ["source_id", "name", "kind", "position_unit", "evidence", "selections", "agreeing"]
    sources = [
        ("s1", "Ann Smith", "text", "UTF-16 units", "word boundaries", 200, 198),
        ("s2", "Bob", "text", "UTF-16 units", "word boundaries", 103, 102),
        ("s3", "Cy", "picture", "", "", 0, 0),
    ]
    export = CodingExport(
        name="talks.qdpx", tool="QDA 1", codes=pd.DataFrame(), attributes=pd.DataFrame(),
        sources=pd.DataFrame(sources, columns=columns), texts={},
        codings=pd.DataFrame({"start": pd.array([0, None], dtype="Int64")}),
        coders=pd.DataFrame(), losses=pd.DataFrame(),
    )  # fmt: skip
    page = data_report(talks, [], [export], book)
    assert rows_of(page, "Positions, and what bears them out") == [
        ["talks.qdpx", "UTF-16 units", "word boundaries", "2", "303", "300"]
    ]
    assert "Without a position in talks.qdpx: 1 coding." in page
    assert "Ann Smith" not in page


def test_a_survey_with_interviews_has_both(visits, talks, visit_exports, book, outline_of):
    both = data_report(replace(visits, interviews=talks), visit_exports, [], book)
    outline = outline_of(both)
    assert {"Who fell out", "Interviews"} <= {text for _, text in outline.headings}


def test_shuffled_tables_give_the_same_page(visits, visit_exports, book, page):
    shuffled = {
        name: getattr(visits, name).iloc[::-1].reset_index(drop=True)
        for name in ("responses", "nonresponse", "changes", "flags")
    }
    assert data_report(replace(visits, **shuffled), visit_exports, [], book) == page


def test_its_arguments_are_left_alone(visits, visit_exports, book):
    before = visits.nonresponse.copy()
    data_report(visits, visit_exports, [], book)
    pd.testing.assert_frame_equal(visits.nonresponse, before)
