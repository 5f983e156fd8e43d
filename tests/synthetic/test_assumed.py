"""What is assumed is listed: every number of the synthetic study that no source states."""

import pytest

from cpsurvey.synthetic import assumptions

from .rehearsed import drafted


@pytest.fixture(scope="module")
def assumed():
    return assumptions()


def test_every_kind_of_assumption_is_there(assumed):
    assert set(assumed["what"]) == {
        "count", "interviewed", "odds", "always", "interviews", "coders", "rows", "days", "mess",
    }  # fmt: skip


def test_a_count_that_a_claim_gives_is_not_assumed(assumed):
    of_judgement = assumed["question"] == "overall_judgement"
    judged = assumed[
        of_judgement & (assumed["group"] == "professional") & (assumed["what"] == "count")
    ]
    assert "better" not in set(judged["answer"])
    assert {"worse", "about_the_same"} <= set(judged["answer"])


def test_everything_says_why(assumed):
    assert (assumed["why"] != "").all()


def test_every_count_of_the_margins_is_published_or_assumed(assumed, margins):
    counts = assumed[assumed["what"] == "count"]
    listed = set(zip(counts["group"], counts["question"], counts["answer"], strict=True))
    for margin in margins.margins:
        for answer in margin.counts:
            key = (margin.group, margin.question, answer)
            assert (key in listed) == (answer not in margin.claims), key


def test_every_association_with_how_people_joined_is_listed(assumed):
    of_judgement = assumed["question"] == "overall_judgement"
    odds = assumed[
        of_judgement & (assumed["group"] == "professional") & (assumed["what"] == "odds")
    ]
    told = dict(zip(odds["given"] + ": " + odds["answer"], odds["value"], strict=True))
    assert told["join_mode = phone: worse"] == 2.0


def test_a_count_chosen_to_agree_with_a_claim_names_it(assumed):
    ever = assumed[(assumed["question"] == "formats_ever") & (assumed["group"] == "professional")]
    row = ever[ever["answer"] == "hybrid"].iloc[0]
    assert row["fits"] == "mode-hybrid-minority, mode-remote-commonplace, mode-bilateral"


def test_how_many_raise_a_theme_by_mode_is_assumed(assumed):
    rows = assumed[assumed["answer"].eq("PAR.phone_only") & assumed["group"].eq("parent")]
    assert rows[["what", "given", "value"]].values.tolist() == [
        ["interviews", "", 7],
        ["interviews", "join_mode = phone", 7],
    ]
    assert rows["why"].tolist()[1] == "no cross-tabulation was published"
    odds = assumed[assumed["answer"].eq("SAF.confidentiality") & assumed["what"].eq("odds")]
    assert odds[["given", "value"]].values.tolist() == [["join_mode = face_to_face", 0.0]]


def test_a_theme_whose_count_a_claim_gives_is_not_assumed(assumed):
    of_parents = assumed[assumed["group"].eq("parent") & assumed["what"].eq("interviews")]
    assert "FUT.prefer_f2f" not in set(of_parents["answer"])


def test_how_the_coders_work_is_assumed(assumed):
    rows = assumed[assumed["what"].eq("coders") & assumed["group"].eq("")]
    assert dict(zip(rows["answer"], rows["value"], strict=True)) == {
        "coders": 2, "first_coder": 0.6, "missed": 0.14, "shifted": 0.25, "added": 0.06,
    }  # fmt: skip


def test_why_answers_of_a_study_of_one_s_own_go_together_is_what_its_margins_say(library, tmp_path):
    """That no cross-tabulation was published is known of the 2020 study alone."""
    text = drafted(library).replace(
        "[margins.visitor.borrowed]",
        '[margins.visitor.borrowed]\ngiven = "satisfaction"\nodds.good.yes = 2',
    )
    (tmp_path / "margins.toml").write_text(text, encoding="utf-8")
    found = assumptions(codebook=library, margins=tmp_path / "margins.toml")
    assert found.loc[found["what"] == "odds", ["given", "answer", "why"]].values.tolist() == [
        ["satisfaction = good", "yes", "drafted: every answer as likely as any other"],
    ]
    assert set(found.loc[found["what"] == "days", "question"]) == {"survey"}
