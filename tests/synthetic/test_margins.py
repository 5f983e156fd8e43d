"""margins.toml becomes checked margins, or one sentence that names the file and the margin."""

import pytest

from cpsurvey.claims import load_claims
from cpsurvey.errors import CodebookError
from cpsurvey.synthetic.interview_margins import load_interview_margins
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
    assert (range_of("5-9"), range_of("30")) == ((5, 9), (30, 30))


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
         " answers, rows, assumed, latent, given, odds, fits, includes, reached and among."),
        ('assumed = "what two thirds leave"\n', "",
         "margin parent.reports_received: counts that come from no claim need `assumed`, why they"
         " are"
         " so."),
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
         'group "family" is not known. Known: professional and parent.'),
        ("answers = { own_phone = 16", "answers = { own_phone = -1",
         "margin parent.equipment: more people are counted than the 20 it is put to: own_phone -1,"
         " computer 4, internet 11, quiet_room 8, none 1 and -skipped 1."),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_margin_is_said(refused, slip, instead, told):
    found = refused(slip, instead)
    if told.endswith("…"):
        found = found.partition(" Known:")[0] + "…"
    assert found == f"margins.toml: {told}"


@pytest.mark.parametrize(
    ("slip", "instead", "told"),
    [
        ('"ATT.travel_time" = 21', '"ATT.travel_tim" = 21',
         'professional: theme "ATT.travel_tim" is not known, did you mean "ATT.travel_time"?…'),
        ('"ATT.travel_time" = 21', '"ATT.travel_time" = 49',
         "professional: 49 interviews cannot raise ATT.travel_time; 48 can."),
        ("count = 15, within", "count = 25, within",
         "professional: 25 interviews cannot raise ATT.hard_to_reach; 24 can."),
        ('within = "ATT.more_professionals"', 'within = "FUT.hybrid"',
         "professional: FUT.hybrid, within which ATT.hard_to_reach is, must come before it."),
        ("count = 15, within", "counts = 15, within",
         'professional: ATT.hard_to_reach: key "counts" is not known, did you mean "count"? Known:'
         " count, claim and within."),
        ('{ claim = "f2f-parents-all" }', '{ claim = "attendance-change" }',
         "parent: claim attendance-change asks for no interviews that raise FUT.prefer_f2f."),
        ("[interviews.sizes]", "[interviews.size]",
         "'sizes' is missing."),
    ],
)  # fmt: skip
def test_what_is_wrong_with_the_interviews_is_said(refused, slip, instead, told):
    found = refused(slip, instead, load_interview_margins)
    if told.endswith("…"):
        found = found.partition(" Known:")[0] + "…"
    assert found == f"margins.toml: interviews: {told}"


def test_a_missing_file_is_named(codebook, tmp_path):
    with pytest.raises(CodebookError) as caught:
        load_margins(codebook, [], tmp_path / "none.toml")
    assert (
        str(caught.value) == f"{tmp_path / 'none.toml'} is missing: name a file of margins in TOML."
    )


def test_a_slip_in_the_toml_is_placed(refused):
    assert refused("[kept]", "[kept").startswith("margins.toml is not readable as TOML: ")
