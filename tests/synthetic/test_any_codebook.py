"""Whatever the questionnaire: drafted margins become exports, and these the tables they state."""

import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from cpsurvey.analysis import compare_groups, response_table
from cpsurvey.codebook import load_codebook
from cpsurvey.drafting import draft_codebook
from cpsurvey.errors import CodebookError, CpsurveyError, ExportError
from cpsurvey.readers import read_survey_export
from cpsurvey.synthetic import draft_margins, synthesise
from cpsurvey.synthetic.asked import people_of
from cpsurvey.synthetic.margins import load_margins

from .rehearsed import counted_in, drafted, rehearse

CONFERENCE = re.compile(rb"conferenc|chair|social work|wales|welsh|safeguard", re.IGNORECASE)


@pytest.fixture(scope="module")
def clinic():
    """Two questionnaires for one group, and all that is hard about questions."""
    return load_codebook(Path(__file__).with_name("clinic"))


def changed(text, *slips):
    for slip, instead in slips:
        assert slip in text
        text = text.replace(slip, instead, 1)
    return text


def refused(codebook, text, folder, seed=1):
    path = folder / "margins.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CpsurveyError) as caught:
        synthesise(seed, codebook=codebook, margins=path)
    return str(caught.value).replace(str(path), "margins.toml")


@pytest.mark.parametrize("name", ["library", "clinic"])
def test_every_count_of_drafted_margins_comes_back(name, request, tmp_path):
    codebook = request.getfixturevalue(name)
    tables = rehearse(codebook, drafted(codebook), tmp_path)
    margins = load_margins(codebook, (), tmp_path / "margins.toml")
    for margin in margins.margins:
        question = codebook.by_name[margin.question.partition("__")[0]]
        if question.type != "text" and margin.group != "nurse":
            assert counted_in(tables, margin, codebook) == margin.counts, margin.name
    kept = tables.responses.groupby("group", observed=True).size().to_dict()
    people = people_of(codebook).values()
    assert kept == {g: 30 * sum(one.group == g for one in people) for g in codebook.groups}
    assert set(tables.nonresponse["reason"]) == {"not_shown"}
    assert set(tables.flags["flag"]) <= {"speeder", "identical_answers", "straight_line"}


def test_drafted_margins_answer_every_question_of_the_study_too(codebook, tmp_path):
    text = draft_margins(codebook, {"professional": 60, "parent": 30}, interviewed={"parent": 4})
    tables = rehearse(codebook, text, tmp_path, name="A rehearsal")
    assert tables.name == "SYNTHETIC A rehearsal"
    assert len(tables.responses) == 90
    assert set(tables.nonresponse["reason"]) == {"not_shown"}
    assert len(tables.interviews.interviews) == 4
    compared = compare_groups(tables, "overall_judgement", answer="better")
    assert compared["detectable_gap"].notna().all()


def test_every_questionnaire_has_an_export_that_says_it_is_made_up(clinic, tmp_path):
    (tmp_path / "m.toml").write_text(drafted(clinic), encoding="utf-8")
    made = synthesise(1, codebook=clinic, margins=tmp_path / "m.toml")
    assert list(made) == [
        "SYNTHETIC-online.csv", "SYNTHETIC-paper.csv", "SYNTHETIC-nurses.csv", "sources.toml",
    ]  # fmt: skip
    sources = tomllib.loads(made["sources.toml"].decode())
    assert sources["data"] == "SYNTHETIC Feet"
    assert [s["instrument"] for s in sources["source"]] == ["online", "paper", "nurse"]
    assert [s["platform"] for s in sources["source"]] == ["qualtrics", "qualtrics", "table"]
    assert made["SYNTHETIC-online.csv"].count(b"R_SYNTHETIC_online_") == 2 * 30
    assert not [name for name, content in made.items() if CONFERENCE.search(content)]


def test_what_the_codebook_names_for_facts_of_a_response_is_told(clinic, tmp_path):
    tables = rehearse(clinic, drafted(clinic), tmp_path)
    online = tables.responses[tables.responses["respondent"].str.contains("online")]
    assert online["recorded"].between("2000-01-03", "2000-01-28").all()


def test_rows_are_left_out_by_the_rules_that_the_codebook_has(clinic, tmp_path):
    rows = "online = { no_consent = 3, screened_out = 4, unfinished = 5, duplicate = 2 }"
    text = f'{drafted(clinic)}\n[left_out]\nassumed = "a test"\n[left_out.rows]\n{rows}\n'
    tables = rehearse(clinic, text, tmp_path)
    assert tables.excluded["rule"].value_counts().to_dict() == {
        "no_consent": 3, "screened_out": 4, "unfinished": 5, "duplicate": 2,
    }  # fmt: skip
    assert len(tables.responses) == 90


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("online = { preview = 2 }",
         "left_out: online: no rule of the codebook leaves out preview rows, so they would be kept:"
         " give preview = 0, or add the rule preview_or_test to BOOK/codebook.toml."),
        ("nurse = { screened_out = 2 }",
         "left_out: nurse: no rule of the codebook leaves out screened_out rows, so they would be"
         " kept: give screened_out = 0, or add the rule screened_out to BOOK/codebook.toml."),
        ("nurse = { unfinished = -2 }",
         "left_out: nurse: unfinished: -2 is no number of people: give a whole one, or"
         ' { claim = "…" }.'),
        ("nurse = { unfinished = 2 }",
         "left_out: nurse: the export is a plain table, as a question has the name of a column of"
         " Qualtrics' own, so unfinished rows would be kept: give unfinished = 0."),
        ("patient = { unfinished = 2 }",
         'left_out: group "patient" is not known. Known: online, paper and nurse.'),
    ],
)  # fmt: skip
def test_rows_that_nothing_would_leave_out_are_refused(clinic, tmp_path, rows, told):
    text = f'{drafted(clinic)}\n[left_out]\nassumed = "a test"\n[left_out.rows]\n{rows}\n'
    found = refused(clinic, text, tmp_path).replace(clinic.folder, "BOOK")
    assert found == f"margins.toml: {told}"


def test_reasons_of_every_kind_of_question_come_back(clinic, tmp_path):
    text = changed(
        drafted(clinic),
        ("{ pain = 12, cold = 12, itch = 12, none = 7 }",
         "{ pain = 10, cold = 12, itch = 6, none = 5, -prefer_not = 4, -dont_know = 2,"
         " -skipped = 1 }"),
        ("{ wide = 15, high = 15 }", "{ wide = 15, high = 12, -dont_know = 3 }"),
        ("{ not_at_all = 4, a_little = 4, a_lot = 4 }",
         "{ not_at_all = 2, a_little = 4, a_lot = 4, -not_applicable = 1, -skipped = 1 }"),
        ('"2000-01-03 to 2000-01-28" = 8',
         '"2000-01-03" = 5, -dont_know = 1, -unreadable = 1, -skipped = 1'),
        ("6-12 = 7 }", "6-12 = 2, -unreadable = 4, -not_applicable = 1 }"),
    )  # fmt: skip
    tables = rehearse(clinic, text, tmp_path)
    for margin in load_margins(clinic, (), tmp_path / "margins.toml").margins:
        if margin.group == "online":
            assert counted_in(tables, margin, clinic) == margin.counts, margin.name


def test_whoever_is_shown_a_question_by_one_of_several_ticks_follows_from_the_counts(
    clinic, tmp_path
):
    """12 tick pain and 9 of them cold as well, so that 12 are shown what either of them shows."""
    text = changed(
        drafted(clinic),
        (
            "{ pain = 12, cold = 12, itch = 12, none = 7 }",
            "{ pain = 12, cold = 9, itch = 14, none = 7 }",
        ),
    )
    people = rehearse(clinic, text, tmp_path).responses
    online = people[people["respondent"].str.contains("online")]
    assert (online["troubles__pain"] | online["troubles__cold"]).sum() == 12
    assert online["treated"].notna().sum() == 12


def test_a_stated_cross_tabulation_and_odds_of_several_questions_are_kept_to(library, tmp_path):
    text = changed(
        drafted(library),
        ("[margins.visitor.borrowed]\nassumed = \"drafted: every answer as likely as any other\"\n"
         "answers = { yes = 15, no = 15 }",
         '[margins.visitor.borrowed]\nsource = "annual report"\n'
         "table.satisfaction = { poor = { yes = 1, no = 9 }, fair = { yes = 5, no = 5 },"
         " good = { yes = 9, no = 1 } }"),
        ("[margins.visitor.uses]", '[margins.visitor.uses]\ngiven = ["satisfaction", "borrowed"]\n'
         "odds.satisfaction.poor.books = 0\nodds.borrowed.no.books = 0"),
    )  # fmt: skip
    people = rehearse(library, text, tmp_path).responses.query("group == 'visitor'")
    found = pd.crosstab(people["satisfaction"].astype(str), people["borrowed"].astype(str))
    assert found.loc[["poor", "fair", "good"], ["yes", "no"]].to_numpy().tolist() == [
        [1, 9], [5, 5], [9, 1],
    ]  # fmt: skip
    both = people[people["uses__books"].fillna(False)]
    assert set(both["satisfaction"]) <= {"fair", "good"}
    assert set(both["borrowed"]) == {"yes"}


def test_a_number_answered_before_goes_with_a_later_answer(library, tmp_path):
    """It did not, silently, while numbers were compared with ranges."""
    text = changed(
        drafted(library, 40),
        ("[margins.visitor.uses]", '[margins.visitor.uses]\ngiven = "loans"\n'
         "odds.0-124.quiet = 0\nodds.-not_shown.quiet = 0"),
    )  # fmt: skip
    assert refused(library, text, tmp_path).endswith(
        'answer to loans "-not_shown" is not known. Known: 0-124, 125-249, 250-374 and 375-500.'
    )
    text = text.replace("\nodds.-not_shown.quiet = 0", "")
    people = rehearse(library, text, tmp_path).responses.query("group == 'visitor'")
    few = people[people["loans"] < 125]
    assert len(few) == 5
    assert not few["uses__quiet"].fillna(False).any()


@pytest.mark.parametrize(
    ("slip", "instead", "told"),
    [
        ("[margins.visitor.borrowed]", "[margins.visitor.borowed]",
         'margin visitor.borowed: question "borowed" is not known, did you mean "borrowed"? Known:'
         " consent, satisfaction, borrowed, loans, uses, rooms and remarks."),
        ("{ yes = 15, no = 15 }", "{ yes = 15, not = 15 }",
         'margin visitor.borrowed: answer "not" is not known, did you mean "no"? Known: yes and'
         " no."),
        ("{ yes = 15, no = 15 }", "{ yes = 15, no = 12, -dont_no = 3 }",
         'margin visitor.borrowed: reason "dont_no" is not known, did you mean "dont_know"? Known:'
         " dont_know and skipped."),
        ("{ yes = 15, no = 15 }", '{ yes = { claim = "half" }, no = "rest" }',
         'margin visitor.borrowed: claim "half" is in no registry: name one with --claims'
         " (claims=), or give a number."),
        ("{ yes = 15, no = 15 }", "{ yes = 15, no = 14 }",
         "margin visitor.borrowed: the counts add up to 29, and it is put to 30: yes 15 and no"
         " 14."),
        ("{ yes = 15, no = 15 }", '{ yes = { share = 40 }, no = "rest" }',
         "margin visitor.borrowed: answer yes has a share of 40: give one from 0 to 1, as in 0.4"
         " for 40%."),
        ("{ yes = 15, no = 15 }", '{ yes = { band = "[0.01, 0.02]" }, no = "rest" }',
         "margin visitor.borrowed: no whole number of 30 people is a share in [0.01, 0.02]."),
        ("{ yes = 15, no = 15 }", '{ yes = true, no = "rest" }',
         'margin visitor.borrowed: answer yes has no count: give a whole number, "rest", or a table'
         " with a share, a band or a claim."),
        ("{ books = 10, quiet = 10, none = 10 }", '{ books = 10, quiet = "rest", none = 10 }',
         'margin visitor.uses: answer quiet has no count: "rest" is whoever is left, and people may'
         " tick several options. Give a number."),
        ("{ books = 10, quiet = 10, none = 10 }", "{ books = 9, quiet = 10, none = 10 }",
         "margin visitor.uses: 19 ticks are too few for 20 people who tick something: raise a"
         " count, or that of those who skip it."),
        ("[margins.visitor.rooms.rows]\n", "[margins.visitor.rooms.answers]\n",
         "margin visitor.rooms: it is a matrix: give `rows`, one for each of hall."),
        ("visitor = 30\n", "", "[kept] does not say how many of group visitor there are."),
        ("visitor = 30\n", "visitor = 0\n",
         "kept: visitor: a base of 0 is nobody: give the number of people."),
        ("visitor = 30\n", "visitor = 1_000_001\n",
         "kept: visitor: 1,000,001 people are more than the 1,000,000 that can be made up."),
        ("visitor = 30\n", "visitors = 30\n",
         'kept: group "visitors" is not known, did you mean "visitor"? Known: visitor and staff.'),
        ("[margins.visitor.borrowed]", '[margins.visitor.borrowed]\ngiven = "uses"',
         'margin visitor.borrowed: question before it "uses" is not known. Known: satisfaction.'),
        ("[margins.visitor.borrowed]", "[margins.visitor.borrowed]\nodds.good.yes = 2",
         "margin visitor.borrowed: odds need `given`, the earlier question that they are about."),
        ("[margins.visitor.borrowed]",
         '[margins.visitor.borrowed]\ngiven = ["satisfaction"]\nodds.satisfied.good.yes = 2',
         'margin visitor.borrowed: odds: question of `given` "satisfied" is not known, did you mean'
         ' "satisfaction"? Known: satisfaction.'),
        ("[margins.visitor.borrowed]",
         '[margins.visitor.borrowed]\ngiven = ["satisfaction", "satisfaction"]',
         "margin visitor.borrowed: given names a question twice: satisfaction and satisfaction."),
        ("[margins.visitor.borrowed]",
         '[margins.visitor.borrowed]\ngiven = "satisfaction"\nodds.good.yes = 2\n'
         'odds."poor or good".yes = 3',
         "margin visitor.borrowed: odds of satisfaction: good stands there twice."),
        ("[margins.visitor.borrowed]",
         '[margins.visitor.borrowed]\ngiven = "satisfaction"\nodds.good.yes = inf',
         "margin visitor.borrowed: odds of yes for good are inf: give 1 for no difference, 0 for"
         " never, or a number from 0.000001 to 1,000,000."),
        ("{ yes = 15, no = 15 }", "{ yes = { claim = 'x', with = [[]] }, no = 15 }",
         "margin visitor.borrowed: answer yes: `with` is a list of answers, and `of` the name of a"
         " question."),
        ("{ yes = 15, no = 15 }", "{ yes = { claim = 5 }, no = 15 }",
         "margin visitor.borrowed: claim is 5: give the id of a claim in quotation marks."),
        ("[margins.visitor.borrowed]",
         '[margins.visitor.borrowed]\ngiven = "satisfaction"\nodds.good.yes = 0\nodds.poor.yes = 0',
         "margin visitor.borrowed given satisfaction: margins satisfaction and visitor.borrowed"
         " contradict each other, as some combinations never occur (odds of 0): no table of whole"
         " numbers has 10 for good (satisfaction), 10 for poor (satisfaction) and 15 for no"
         " (visitor.borrowed). Change one of these counts, or let more combinations occur."),
        ("[margins.visitor.borrowed]",
         "[margins.visitor.borrowed]\ntable.satisfaction = { poor = { yes = 9, no = 1 } }",
         "margin visitor.borrowed: table.satisfaction has no row for fair and good: say what those"
         " who answer so answer here."),
        ("[margins.visitor.borrowed]",
         "[margins.visitor.borrowed]\ntable.satisfaction = { poor = { yes = 9, no = 2 },"
         " fair = { yes = 3, no = 7 }, good = { yes = 3, no = 6 } }",
         "margin visitor.borrowed: table.satisfaction and margin visitor.satisfaction contradict"
         " each other: the row poor adds up to 11, and 10 answer so."),
        ("[margins.visitor.borrowed]",
         "[margins.visitor.borrowed]\ntable.satisfaction = { poor = { yes = 9, no = 1 },"
         " fair = { yes = 3, no = 7 }, good = { yes = 4, no = 6 } }",
         "margin visitor.borrowed: table.satisfaction and the answers' own counts contradict each"
         " other: yes adds up to 16, and has a count of 15."),
        ("[margins.visitor.borrowed]",
         "[margins.visitor.borrowed]\ntable.satisfaction = { poor = { yes = -1, no = 11 } }",
         "margin visitor.borrowed: table.satisfaction.poor: yes: -1 is no number of people: give a"
         ' whole one, or { claim = "…" }.'),
        ("[margins.visitor.uses]",
         "[margins.visitor.uses]\ntable.borrowed = { yes = { books = 9 } }",
         "margin visitor.uses: table.borrowed: people may tick several options, so they cannot be"
         " cross-tabulated: give odds."),
        ("[margins.visitor.uses]", '[margins.visitor.uses]\nincludes = "borrow"',
         'margin visitor.uses: includes: question before it "borrow" is not known, did you mean'
         ' "borrowed"? Known: satisfaction, borrowed and loans.'),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_the_file_and_the_margin(library, tmp_path, slip, instead, told):
    text = changed(drafted(library), (slip, instead))
    assert refused(library, text, tmp_path) == f"margins.toml: {told}"


@pytest.mark.parametrize("margins", ["[]", "3", '"visitor"'])
def test_margins_that_are_no_table_are_refused(library, tmp_path, margins):
    text = f"margins = {margins}\n[kept]\nvisitor = 30\nstaff = 30\n"
    assert refused(library, text, tmp_path) == (
        "margins.toml: margins must hold tables: [margins.GROUP.QUESTION]."
    )


def test_an_empty_file_of_margins_is_refused(library, tmp_path):
    assert refused(library, "", tmp_path) == (
        "margins.toml: kept must be a table: [kept], then a number for each group."
    )


def test_cross_tabulations_that_contradict_one_another_are_named(library, tmp_path):
    """Everyone borrowed who is content, nobody who is not; the hall pulls the other way."""
    plain = drafted(library)
    at, end = plain.index("[margins.visitor.rooms]"), plain.index("# remarks")
    hall = """[margins.visitor.rooms__hall]
assumed = "a test"
table.satisfaction = { poor = { good = 10 }, fair = { good = 5, poor = 5 }, good = { poor = 10 } }
table.borrowed = { yes = { good = 15 }, no = { poor = 15 } }

"""
    borrowed = """[margins.visitor.borrowed]
table.satisfaction = { poor = { no = 10 }, fair = { yes = 5, no = 5 }, good = { yes = 10 } }"""
    text = changed(plain[:at] + hall + plain[end:], ("[margins.visitor.borrowed]", borrowed))
    assert refused(library, text, tmp_path).startswith(
        "margins.toml: margins visitor.satisfaction, visitor.borrowed and visitor.rooms__hall,"
        " which are cross-tabulated: margins visitor.borrowed by satisfaction,"
        " visitor.rooms__hall by satisfaction and visitor.rooms__hall by borrowed contradict each"
        " other: no table of whole numbers has "
    )


def test_whoever_is_screened_out_is_in_no_margin(clinic, tmp_path):
    text = changed(drafted(clinic), ("{ once = 15, often = 15 }", "{ never = 5, once = 25 }"))
    assert refused(clinic, text, tmp_path) == (
        "margins.toml: margin online.came: whoever answers never is screened out by the codebook's"
        " rules, so nobody kept does: give never = 0, or leave it out."
    )


def test_a_codebook_needs_margins_of_its_own(library):
    with pytest.raises(CpsurveyError) as caught:
        synthesise(1, codebook=library)
    assert str(caught.value) == (
        "a codebook of your own needs its own margins, with --margins (margins=); have a first file"
        " of them drafted with cpsurvey draft-margins."
    )


def test_questions_without_a_margin_are_named_with_the_command_that_drafts_them(library, tmp_path):
    text = drafted(library).partition("# Borrowed something")[0]
    assert refused(library, text, tmp_path) == (
        "margins.toml: there is no margin for visitor.borrowed, visitor.uses, visitor.rooms__hall,"
        " visitor.remarks, staff.satisfaction, staff.rooms__hall and staff.rooms__attic. Have them"
        f" drafted, and copy them from there: cpsurvey draft-margins drafted.toml --codebook"
        f" {library.folder} --people visitor=30 --people staff=30"
    )


def test_margins_may_take_counts_from_claims_of_ones_own(library, tmp_path):
    registry = tmp_path / "claims.toml"
    registry.write_text(
        """[source.report]
name = "Annual report"
what = "a report"
url = "https://example.org/report"
seen = "all of it"
[[claim]]
id = "visitors"
topic = "sample"
group = "visitor"
claim = "Thirty visitors answered"
kind = "count"
value = 30
base = { group = "visitors", instrument = "survey", certainty = "stated" }
asks = { kind = "respondents", group = "visitor" }
certainty = "high"
sources = ["report"]
""",
        encoding="utf-8",
    )
    text = changed(drafted(library), ("visitor = 30", 'visitor = { claim = "visitors" }'))
    tables = rehearse(library, text, tmp_path, claims=registry)
    assert (tables.responses["group"] == "visitor").sum() == 30
    assert refused(library, text, tmp_path).startswith(
        'margins.toml: kept: visitor: claim "visitors" is in no registry'
    )


def test_a_draft_says_whom_it_does_not_know(library):
    for people, told in [
        ({"visitors": 3, "staff": 3}, 'group "visitors" is not known, did you mean "visitor"?'
         " Known: visitor and staff."),
        ({"visitor": 3}, "it is not said how many of staff answer: give a number."),
        ({"visitor": 1_000_001, "staff": 3},
         "visitor: 1000001 is no number of people who answer: give a whole number from 1 to"
         " 1,000,000."),
        ({"visitor": 0, "staff": 3},
         "visitor: 0 is no number of people who answer: give a whole number from 1 to 1,000,000."),
    ]:  # fmt: skip
        with pytest.raises(CodebookError) as caught:
            draft_margins(library, people)
        assert str(caught.value) == told


def test_words_in_a_codebook_cannot_break_a_draft(library):
    odd = 'Borrowed\n[[x]] "a" \\ \x07 = '
    questions = tuple(
        replace(q, label=odd) if q.name == "borrowed" else q for q in library.questions
    )
    made = tomllib.loads(drafted(replace(library, questions=questions)))
    assert made["margins"]["visitor"]["borrowed"]["answers"] == {"yes": 15, "no": 15}


def exports(corpus):
    for ending in ("csv", "sav", "dta", "xlsx", "gz"):
        for path in sorted(corpus.rglob(f"surveys/**/*.{ending}")):
            try:
                yield path, read_survey_export(path)
            except ExportError:
                continue


@pytest.mark.corpus
@pytest.mark.slow
def test_drafted_codebooks_of_real_exports_are_rehearsed_unedited(corpus, tmp_path):
    done = 0
    for number, (path, export) in enumerate(exports(corpus)):
        folder = tmp_path / str(number)
        folder.mkdir()
        for name, content in draft_codebook(export).files.items():
            (folder / name).write_text(content, encoding="utf-8")
        codebook = load_codebook(folder)
        tables = rehearse(codebook, drafted(codebook, 20), folder)
        assert len(tables.responses) == 20, path
        assert set(tables.nonresponse["reason"]) <= {"not_shown"}, path
        done += 1
    assert done >= 45


def test_a_rehearsal_is_read_by_name(library, tmp_path):
    tables = rehearse(library, drafted(library), tmp_path)
    assert tables.name == "SYNTHETIC library users"
    assert set(response_table(tables, "satisfaction")["data"]) == {"SYNTHETIC library users"}
