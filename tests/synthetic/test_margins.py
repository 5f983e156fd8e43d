"""margins.toml becomes checked margins, or one sentence that names the file and the margin."""

import pytest

from cpsurvey.claims import load_claims
from cpsurvey.errors import CodebookError
from cpsurvey.synthetic.margins import MARGINS, load_margins, range_of

TEXT = MARGINS.read_text(encoding="utf-8")
ROLE_ODDS = "[margins.professional.number_of_conferences.odds]"


@pytest.fixture
def refused(codebook, tmp_path):
    """Say what is wrong with the study's margins after a change."""

    def told(slip, instead, load=load_margins):
        assert slip in TEXT
        path = tmp_path / "margins.toml"
        path.write_text(TEXT.replace(slip, instead, 1), encoding="utf-8")
        with pytest.raises(CodebookError) as caught:
            load(codebook, load_claims(), path)
        return str(caught.value).replace(str(path), "margins.toml")

    return told


def test_every_question_has_a_margin_for_every_group_asked(codebook, margins):
    wanted = {
        (group, f"{question.name}__{row.code}" if row else question.name)
        for question in codebook.questions
        if question.type not in ("consent", "derived")
        for group in question.groups
        for row in question.rows_for(group) or [None]
    }
    made = {(margin.group, margin.question) for margin in margins.margins if not margin.latent}
    assert made == wanted


def test_no_published_figure_is_typed(margins):
    """A count that some claim states outright or gives by its words comes from that claim."""
    by_claim = {claim for margin in margins.margins for claim in margin.claims.values()}
    assert by_claim == {
        "share-social-workers", "attendance-change", "better-professionals",
        "parents-contribution-harmed", "parents-could-express", "parents-could-not-express",
        "parents-no-reports", "children-views-shared",
    }  # fmt: skip


def test_counts_of_claims_are_within_their_bands(margins):
    found = {(m.question, answer): m.counts[answer] for m in margins.margins for answer in m.claims}
    assert found["overall_judgement", "better"] == 227
    assert found["role", "social_worker"] == 86
    assert found["contribution_effect", "harmed"] == 18
    assert found["express_views", "able_but_difficult"] == 8
    assert found["express_views", "not_able_to_comment"] == 5
    assert found["reports_received", "no"] == 16
    assert found["childrens_views_shared", "yes"] == 5


def test_the_noticed_changes_of_attendance_are_those_of_the_claim(margins):
    noticed = next(m for m in margins.margins if m.question == "attendance_noticed")
    changed = sum(n for answer, n in noticed.counts.items() if answer not in ("none", "-skipped"))
    assert 222 <= changed <= 0.4999 * (492 - noticed.counts["-skipped"])


def test_a_routed_question_is_put_to_those_its_routing_says(margins):
    equipment = next(m for m in margins.margins if m.question == "equipment")
    joined = next(m for m in margins.margins if (m.group, m.question) == ("parent", "join_mode"))
    assert equipment.shown == joined.counts["video"] + joined.counts["phone"]


def test_ranges_are_read():
    assert [range_of(text) for text in ("5-9", "30", "-3 to 9", "-3")] == [
        (5, 9), (30, 30), (-3, 9), (-3, -3),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("slip", "instead", "told"),
    [
        ("england = 428, wales", "england = 528, wales",
         "margin professional.nation: more people are counted than the 492 it is put to: england"
         " 528,"
         " -skipped 4, -prefer_not 2 and wales -42."),
        ("england = 428", "englnd = 428",
         'margin professional.nation: answer "englnd" is not known, did you mean "england"? Known:'
         " england and wales."),
        ("-skipped = 4, -prefer_not", "-skiped = 4, -prefer_not",
         'margin professional.nation: reason "skiped" is not known, did you mean "skipped"? Known:'
         " ambiguous, prefer_not and skipped."),
        ("[margins.professional.nation]\nassumed", "[margins.professional.nation]\nasumed",
         'margin professional.nation: key "asumed" is not known, did you mean "assumed"? Known:'
         " answers, rows, assumed, source, latent, given, odds, table, fits, includes, reached and"
         " among."),
        ('assumed = "what two thirds leave"\n', "",
         "margin parent.reports_received: counts that come from no claim need `assumed`, why they"
         " are so, or `source`, where they were published."),
        ("[margins.parent.relation]", "[margins.parent.relatoin]",
         'margin parent.relatoin: question "relatoin" is not known, did you mean "relation"?…'),
        ("[margins.parent.relation]", "[margins.parent.role]",
         "margin parent.role: role is no question that is put to this group."),
        ("family = { in_the_room = 71", "familiy = { in_the_room = 71",
         'margin professional.others_joined__familiy: row "familiy" is not known, did you mean'
         ' "family"? Known: chair, social_worker, other_professionals and family.'),
        (f"{ROLE_ODDS}\nchair", f"{ROLE_ODDS}\nchiar",
         'margin professional.number_of_conferences: answer to role "chiar" is not known, did you'
         ' mean'
         ' "chair"? Known: social_worker, chair, team_manager, family_support, cp_manager,'
         ' cp_admin,'
         " police, health_visitor, school_nurse, midwife, gp, paediatrician, camhs,"
         " adult_psychiatry,"
         " adult_mental_health, named_nurse, other_health, teacher_dsl, early_years,"
         " education_welfare"
         " and 17 more."),
        ("video = { serious = 2, minor", "video = { seriuos = 2, minor",
         'margin professional.technology_problem: answer "seriuos" is not known, did you mean'
         ' "serious"? Known: serious, minor, none, -dont_know, -not_applicable and -skipped.'),
        ('given = "privacy"', 'given = "overall_judgement"',
         'margin professional.felt_safe: question before it "overall_judgement" is not known.'
         ' Known:'
         " nation, authority, role, number_of_conferences, conference_format, join_mode,"
         " others_joined__chair, others_joined__social_worker, others_joined__other_professionals,"
         " others_joined__family, join_modes_ever, formats_ever, conference_types,"
         " number_attending,"
         " length_minutes, technology_problem, knew_who_present, others_in_room and privacy."),
        ("2-4 = 23", "4-2 = 23",
         'margin professional.number_attending: "4-2" is no range: write two whole numbers, as in'
         ' 5-9,'
         " or one."),
        ('fits = ["concern-safety"]', 'fits = ["concern-safty"]',
         'margin professional.concerns: claim "concern-safty" is not known, did you mean'
         ' "concern-safety"?…'),
        ('parent = { claim = "n-parents-survey" }', "",
         "[kept] does not say how many of group parent there are."),
        ("[margins.parent.relation]", "[margins.family.relation]",
         'margins: group "family" is not known. Known: professional and parent.'),
        ("answers = { own_phone = 16", "answers = { own_phone = -1",
         "margin parent.equipment: answer own_phone has a count of -1: give 0 or more."),
        ("answers = { own_phone = 16", "answers = { own_phone = 21",
         "margin parent.equipment: more people are counted than the 20 it is put to: own_phone 21,"
         " computer 4, internet 11, quiet_room 8, none 1 and -skipped 1."),
        ('parent = { claim = "n-parents-survey" }', "parent = 0",
         "kept: parent: a base of 0 is nobody: give the number of people."),
        ('parent = { claim = "n-parents-survey" }', "parent = 24.5",
         'kept: parent: 24.5 is no number of people: give a whole one, or { claim = "…" }.'),
        ("[fieldwork]", "[feildwork]",
         'table "feildwork" is not known, did you mean "fieldwork"? Known: kept, left_out,'
         " fieldwork, margins and interviews."),
        ("first = 2020-09-07, last", "first = 2020-11-07, last",
         "fieldwork: survey: no day lies between 2020-11-07 and 2020-10-16."),
        ("no_consent = 2, unfinished", "no_consant = 2, unfinished",
         'left_out: parent: kind "no_consant" is not known, did you mean "no_consent"? Known:'
         " preview, test, no_consent, screened_out, unfinished and duplicate."),
        ("no_consent = 2, unfinished", "screened_out = 2, unfinished",
         "left_out: parent: no rule of the codebook leaves out screened_out rows, so they would be"
         " kept: give screened_out = 0, or add the rule screened_out to BOOK/codebook.toml."),
        ("duplicate = 2 }", "duplicate = 25 }",
         "left_out: parent: duplicate = 25 is more than the 24 kept, whose answers such rows are"
         " made from."),
        ("odds]\nchair = { 1-4 = 0,", "odds]\nchair = { 1-4 = -1,",
         "margin professional.number_of_conferences: odds of 1-4 for chair are -1: give 1 for no"
         " difference, 0 for never, or a number from 0.000001 to 1,000,000."),
        ("2-4 = 23", "2-10 = 23",
         'margin professional.number_attending: "2-10" and "5-7" overlap: end the one before the'
         " other begins."),
        ("2-4 = 23", "1-4 = 23",
         'margin professional.number_attending: "1-4" reaches beyond the numbers that the codebook'
         " lets stand, from 2 to 60: they would be unreadable."),
        ("[margins.parent.comments]\nassumed = \"most write something\"\nanswers = { written = 15,"
         ' -skipped = "rest" }\n', "",
         "there is no margin for parent.comments. Have them drafted, and copy them from there:"
         " cpsurvey draft-margins drafted.toml --codebook BOOK --people professional=492 --people"
         " parent=24"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_margin_is_said(codebook, refused, slip, instead, told):
    found = refused(slip, instead)
    if told.endswith("…"):
        found = found.partition(" Known:")[0] + "…"
    assert found.replace(codebook.folder, "BOOK") == f"margins.toml: {told}"


def test_a_missing_file_is_named(codebook, tmp_path):
    with pytest.raises(CodebookError) as caught:
        load_margins(codebook, [], tmp_path / "none.toml")
    assert (
        str(caught.value) == f"{tmp_path / 'none.toml'} is missing: name a file of margins in TOML."
    )


def test_a_slip_in_the_toml_is_placed(refused):
    assert refused("[kept]", "[kept").startswith("margins.toml is not readable as TOML: ")
