"""A claim under every defensible choice: which there are, what each gives, what is refused."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

import cpsurvey as cps
from cpsurvey.claims import Asks, Reading, check_claims, claim_multiverse, load_claims
from cpsurvey.claims.choices import check_choice, load_choices
from cpsurvey.errors import CodebookError, QuestionError, TablesError
from cpsurvey.vocabulary import CLAIM_VERDICTS, MULTIVERSE_COLUMNS

CHOICES = ["reading", "base_rule", "dont_know", "exclusions", "mode_rule", "band"]
BORROWED = {"kind": "share", "group": "visitor", "question": "borrowed", "answers": ("yes",)}


@pytest.fixture(scope="module")
def two_sets(visitors):
    return {"default": visitors(), "everyone": visitors(rules="everyone")}


def counts(found, *by):
    return {tuple(row[list(by)]): (row["count"], row["base"]) for _, row in found.iterrows()}


def test_each_rule_of_base_and_exclusion_gives_the_counts_that_hand_counting_gives(
    claim_of, library, two_sets
):
    found = claim_multiverse(
        two_sets["default"], [claim_of("it", BORROWED)], exclusions=two_sets, codebook=library
    )
    assert counts(found, "base_rule", "dont_know", "exclusions") == {
        ("answered", "out", "default"): (3, 5),
        ("answered", "out", "everyone"): (4, 6),
        ("answered", "in", "default"): (3, 6),
        ("answered", "in", "everyone"): (4, 7),
        ("asked", "in", "default"): (3, 7),
        ("asked", "in", "everyone"): (4, 8),
    }
    assert found["agrees"].tolist() == [True, True, True, True, False, True]
    assert found["main"].tolist() == [True] + [False] * 5
    assert set(found["mark"]) == {"u"}
    assert list(found) == list(MULTIVERSE_COLUMNS)


def test_where_nobody_could_say_that_they_did_not_know_there_is_no_such_choice(
    claim_of, library, two_sets
):
    asks = BORROWED | {"question": "satisfaction", "answers": ("good",)}
    found = claim_multiverse(two_sets["default"], [claim_of("it", asks)], codebook=library)
    assert counts(found, "base_rule", "dont_know") == {
        ("answered", ""): (3, 5),
        ("asked", ""): (3, 7),
    }


def test_all_ways_to_compute_nearly_half_are_there_once(example):
    found = claim_multiverse(example, "better-professionals")
    rules = [("answered", "out"), ("answered", "in"), ("asked", "in")]
    bands = ["[0.45, 0.5)", "[0.4, 0.5)", "[0.475, 0.5)"]
    wanted = [
        (reading, *rule, "default", "as_answered", band)
        for reading in ("", "leaving out those with no opinion")
        for rule in rules
        for band in bands
    ]
    assert [tuple(row) for row in found[CHOICES].to_numpy()] == wanted


def test_their_counts_are_those_that_the_answers_themselves_give(example):
    found = claim_multiverse(example, "better-professionals")
    group = example.responses[example.responses["group"] == "professional"]
    answers = group["overall_judgement"].astype(object)
    silent = example.nonresponse[example.nonresponse["question"] == "overall_judgement"]
    reasons = group["respondent"].map(silent.set_index("respondent")["reason"])
    for row in found.itertuples():
        base = answers.notna()
        if row.base_rule == "asked":
            base |= reasons != "not_shown"
        elif row.dont_know == "in":
            base |= reasons == "dont_know"
        if row.reading:
            base &= answers != "no_opinion"
        assert (row.count, row.base) == ((answers[base] == "better").sum(), base.sum())
        low = float(row.band.split(",")[0].strip("["))
        assert row.agrees == (low <= row.count / row.base < 0.5)


SOME = [
    "la-england", "share-social-workers", "interview-mode", "mode-parents-phone", "f2f-parents-all",
    "disconnect", "parents-contribution-harmed", "children-engagement-older",
]  # fmt: skip


def test_the_main_one_is_that_of_check_claims(example):
    found = claim_multiverse(example, SOME)
    main = found[found["main"]].reset_index(drop=True)
    checked = check_claims(example, claims=SOME)
    same = ["data", "id", "count", "base", "share", "estimate", "ci_low", "ci_high", "band",
            "method", "mark"]  # fmt: skip
    pd.testing.assert_frame_equal(main[same], checked[same])
    assert main["verdict"].tolist() == checked["verdict"].tolist()


def test_which_specifications_there_are_does_not_hang_on_the_answers(example):
    of = ["mode-parents-phone", "parents-could-express"]
    nobody = replace(
        example,
        responses=example.responses.head(0),
        nonresponse=example.nonresponse.head(0),
        flags=example.flags.head(0),
    )
    found, empty = claim_multiverse(example, of), claim_multiverse(nobody, of)
    pd.testing.assert_frame_equal(found[["id", *CHOICES]], empty[["id", *CHOICES]])
    assert set(empty["verdict"]) == {"not decidable"}
    assert empty["agrees"].isna().all()


def test_a_question_that_some_are_not_shown_has_those_kept_besides(claim_of, example):
    asks = {"kind": "share", "group": "parent", "question": "equipment", "answers": ("none",)}
    found = claim_multiverse(example, [claim_of("it", asks, group="parent")])
    assert found["base_rule"].tolist() == ["answered", "asked", "kept"]
    assert found["base"].iloc[2] == 24
    found = claim_multiverse(example, "parents-could-express")
    assert set(found["base_rule"]) == {"answered", "asked"}


def test_everybody_who_answered_what_one_group_was_asked_is_that_group(example):
    found = claim_multiverse(example, "share-social-workers")
    assert counts(found, "reading", "base_rule").keys() == {
        ("", "asked"),
        ("", "answered"),
        ("the sentence can be read of all respondents", "kept"),
    }


def test_how_modes_are_read_is_a_choice_of_the_claims_about_modes_alone(example):
    of = ["mode-parents-phone-professionals-video", "parents-could-express"]
    found = claim_multiverse(example, of)
    rules = {name: set(rows["mode_rule"]) for name, rows in found.groupby("id")}
    assert rules["parents-could-express"] == {"as_answered"}
    assert len(rules["mode-parents-phone-professionals-video"]) == 2**3
    people = example.responses[example.responses["group"] == "parent"]
    doubted = example.flags.loc[example.flags["flag"] == "mode_contradicts_format", "respondent"]
    for row in found[found["id"] == of[0]].itertuples():
        if row.base_rule != "answered" or row.dont_know != "out":
            continue
        video = ["video"] if "video_alone" in row.mode_rule else ["video", "mixed"]
        here = people["professionals_joined"].isin(video) & people["join_mode"].notna()
        if "those_who_joined" in row.mode_rule:
            here &= people["join_mode"] != "did_not_join"
        if "no_contradictions" in row.mode_rule:
            here &= ~people["respondent"].isin(doubted)
        assert row.base == here.sum()
        assert row.count == (here & (people["join_mode"] == "phone")).sum()


def test_what_is_about_interviews_does_not_hang_on_who_was_left_out_of_the_survey(example):
    again = replace(example, responses=example.responses.head(300))
    sets = {"default": example, "fewer": again}
    found = claim_multiverse(example, ["f2f-parents-all", "n-parents-survey"], exclusions=sets)
    assert found["exclusions"].tolist() == ["default", "default", "fewer"]


RAW = Path(__file__).parents[2] / "data/raw"


@pytest.mark.slow
def test_the_studys_own_sets_of_rules_are_two_data_sets():
    book = cps.load_codebook()
    parents = cps.read_survey_export(RAW / "SYNTHETIC-parents.csv", group="parent")
    sets = {
        rules: cps.build_tables([parents], [], book, rules=rules, name="SYNTHETIC parents")
        for rules in book.rules
    }
    of = ["n-parents-survey", "parents-could-express"]
    found = claim_multiverse(sets["default"], of, exclusions=sets)
    people = found[found["id"] == of[0]].set_index("exclusions")["count"]
    assert people["default"] == 24
    assert people["most_of_it"] > 24
    narrow = found[found["band"] == "(0.5, 0.56]"].set_index(["exclusions", "base_rule"])
    assert set(narrow.index.get_level_values(0)) == {"default", "most_of_it"}


def test_synthetic_data_recover_and_other_data_reproduce(claim_of, library, two_sets):
    tables, claim = two_sets["default"], claim_of("it", BORROWED)
    made_up = claim_multiverse(tables, [claim], codebook=library)
    real = claim_multiverse(replace(tables, name="Visitors"), [claim], codebook=library)
    assert made_up["verdict"].iloc[0] == "recovered (synthetic)"
    assert real["verdict"].iloc[0] == "reproduced"
    assert set(real["verdict"]) | set(made_up["verdict"]) <= set(CLAIM_VERDICTS)


def test_where_no_whole_number_fits_the_verdict_says_so(claim_of, library, two_sets):
    claim = claim_of("it", BORROWED, "[0.59, 0.61]")
    found = claim_multiverse(two_sets["default"], [claim], codebook=library)
    assert found["base"].tolist() == [5, 6, 7]
    assert found["verdict"].tolist() == [
        "recovered (synthetic)", "infeasible at this base", "infeasible at this base",
    ]  # fmt: skip


def test_a_handful_has_neither_share_nor_interval(claim_of, library, visitors):
    found = claim_multiverse(visitors(4), [claim_of("it", BORROWED)], codebook=library)
    assert found[["share", "estimate", "ci_low", "ci_high"]].isna().all(axis=None)
    assert found["count"].tolist() == [2, 2, 2]


def test_a_reading_of_the_same_people_is_no_other_specification(claim_of, library, two_sets):
    asked = Asks(**BORROWED, base="asked")
    reading = Reading(group="visitor", instrument="survey", why="all asked", asks=asked)
    claim = claim_of("it", BORROWED, other_bases=(reading,))
    found = claim_multiverse(two_sets["default"], [claim], codebook=library)
    assert set(found["reading"]) == {""}
    assert len(found) == 3


@pytest.mark.parametrize(
    ("claims", "message"),
    [
        ("better-professional", 'claim "better-professional" is not known, did you mean "better-'),
        (
            ["better-professionals", "report-length"],
            "claim report-length asks nothing of the tables: leave it out.",
        ),
    ],
)
def test_a_claim_that_cannot_be_computed_is_refused_by_name(example, claims, message):
    with pytest.raises(QuestionError) as caught:
        claim_multiverse(example, claims)
    assert str(caught.value).startswith(message)


def test_what_the_tables_have_not_is_refused_by_claim(claim_of, library, two_sets):
    claim = claim_of("it", BORROWED | {"answers": ("aye",)})
    with pytest.raises(QuestionError) as caught:
        claim_multiverse(two_sets["default"], [claim], codebook=library)
    assert str(caught.value).startswith("claim it: ")


def test_exclusions_hold_the_tables_and_are_of_the_same_data(example, two_sets):
    with pytest.raises(TablesError) as caught:
        claim_multiverse(example, "better-professionals", exclusions={"all": two_sets["everyone"]})
    assert str(caught.value) == (
        "the exclusions (all) do not have the tables given among them: give"
        " exclusions={'default': tables, …}."
    )
    with pytest.raises(TablesError, match=r"^the exclusions \(none\) do not have the tables"):
        claim_multiverse(example, "better-professionals", exclusions={})
    with pytest.raises(TablesError) as caught:
        claim_multiverse(
            example, "better-professionals", exclusions={"default": example, "all": "all-tables"}
        )
    assert str(caught.value) == (
        "exclusions all: these are no survey tables, but str. Give what build_tables or"
        " read_tables returns."
    )
    with pytest.raises(TablesError) as caught:
        claim_multiverse(
            example,
            "better-professionals",
            exclusions={"default": example, "all": two_sets["everyone"]},
        )
    assert str(caught.value) == (
        'exclusions all: these tables are of "SYNTHETIC library users", and not of "SYNTHETIC child'
        ' protection conferences 2020": make them of the same exports.'
    )


OWN = """
[quiet_ones]
questions = ["borrowed"]
leaving_out = ["no"]
reason = "only those who borrowed can tell"
"""


def test_choices_of_your_own_are_computed_for_your_own_questionnaire(
    claim_of, library, two_sets, tmp_path
):
    path = tmp_path / "choices.toml"
    path.write_text(OWN, encoding="utf-8")
    found = claim_multiverse(
        two_sets["default"], [claim_of("it", BORROWED)], choices=path, codebook=library
    )
    assert counts(found, "base_rule", "dont_know", "mode_rule") == {
        ("answered", "out", "as_answered"): (3, 5),
        ("answered", "out", "quiet_ones"): (3, 3),
        ("answered", "in", "as_answered"): (3, 6),
        ("answered", "in", "quiet_ones"): (3, 4),
        ("asked", "in", "as_answered"): (3, 7),
        ("asked", "in", "quiet_ones"): (3, 5),
    }


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"borrowed"', '"borowed"', 'question "borowed" is not known, did you mean "borrowed"?'),
        ('"no"', '"nope"', 'borrowed: answer "nope" is not known, did you mean "no"?'),
        ("reason", "because", 'key "because" is not known.'),
        ('["no"]', '"no"', "leaving_out is 'no': give a list of text."),
        (
            'leaving_out = ["no"]\n',
            "",
            "give one of without_flag, leaving_out and without_answers.",
        ),
        (
            'leaving_out = ["no"]',
            'without_flag = "speeding"',
            'doubt "speeding" is not known, did you mean "speeder"?',
        ),
        ('["borrowed"]', "[]", "name the questions, and give the reason."),
    ],
)
def test_a_choice_that_means_nothing_is_refused_by_file_and_name(
    library, two_sets, claim_of, tmp_path, old, new, message
):
    path = tmp_path / "choices.toml"
    path.write_text(OWN.replace(old, new), encoding="utf-8")
    with pytest.raises(CodebookError) as caught:
        claim_multiverse(
            two_sets["default"], [claim_of("it", BORROWED)], choices=path, codebook=library
        )
    assert str(caught.value).startswith(f'{path}: choice "quiet_ones": {message}')


@pytest.mark.parametrize("name", ["as_answered", "a + b", ""])
def test_a_choice_is_not_called_as_no_choice_or_several_are(library, tmp_path, name):
    path = tmp_path / "choices.toml"
    path.write_text(OWN.replace("quiet_ones", f'"{name}"'), encoding="utf-8")
    with pytest.raises(CodebookError) as caught:
        load_choices(path, library)
    assert str(caught.value) == (
        f'{path}: choice "{name}": a choice has a name of its own, without "+": not as_answered.'
    )


def test_a_folder_given_as_a_file_of_choices_is_refused(library, tmp_path):
    with pytest.raises(CodebookError) as caught:
        load_choices(tmp_path, library)
    assert str(caught.value) == (
        f"{tmp_path} cannot be read (Is a directory): name a file of choices in TOML."
    )


def test_hybrid_may_count_as_in_person_wherever_it_counts_as_remote(example):
    for name in ("mode-majority-remote", "mode-remote-commonplace"):
        found = claim_multiverse(example, name)
        assert found["mode_rule"].str.contains("hybrid_as_in_person").any(), name


def test_the_choices_of_the_package_are_about_the_study_and_each_touches_a_claim():
    book = cps.load_codebook()
    for choice in load_choices(None, book):
        check_choice(choice, book)
        touched = [c.id for c in load_claims() if c.asks and choice.touches(c, c.asks)]
        assert touched, choice.name
        assert not set(choice.claims) - set(touched)
