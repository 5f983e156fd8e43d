"""Bounds of unpublished cells: against every table there is, and the truth of made-up people."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from cpsurvey.claims import Asks, Base, Claim, Reading, Where, load_claims, read_band
from cpsurvey.errors import CodebookError, CpsurveyError, QuestionError
from cpsurvey.synthetic.bounds import COLUMNS, mode_bounds
from cpsurvey.synthetic.cells import (
    Limit,
    Range,
    cell_bounds,
    frechet,
    margin_limits,
    share_bounds,
    within,
)
from cpsurvey.synthetic.margin_model import Margin, Margins

WHOLE = np.ones((2, 3), dtype=bool)


def exactly(*numbers):
    return Range(np.array(numbers), np.array(numbers))


def every_table(shape, people):
    """Every table of so many people, one a row."""
    cells = int(np.prod(shape))
    some = [c for c in product(range(people + 1), repeat=cells - 1) if sum(c) <= people]
    tables = np.array([[*one, people - sum(one)] for one in some])
    return tables.reshape(-1, *shape)


def hull(tables):
    return [tables.min(axis=0).tolist(), tables.max(axis=0).tolist()]


def keeps(tables, limits):
    sums = np.array(
        [(tables * limit.weight).sum(axis=tuple(range(1, tables.ndim))) for limit in limits]
    )
    low = np.array([[limit.low] for limit in limits])
    high = np.array([[limit.high] for limit in limits])
    return tables[((sums >= low) & (sums <= high)).all(axis=0)]


def as_lists(found):
    return [found.low.tolist(), found.high.tolist()]


# ---- Two margins ----

TABLES = every_table((2, 3), 5)


@pytest.mark.parametrize("seed", range(8))
def test_bounds_of_two_margins_are_those_of_every_table(seed):
    """The margins are one number each, or a range around one."""
    rng = np.random.default_rng(seed)
    truth = TABLES[rng.integers(len(TABLES))]
    slack = seed % 3
    rows, columns = (
        Range(np.maximum(one - rng.integers(0, slack + 1), 0), one + rng.integers(0, slack + 1))
        for one in (truth.sum(axis=1), truth.sum(axis=0))
    )
    limits = [
        Limit("people", WHOLE.astype(int), 5, 5),
        *margin_limits("rows", (0,), rows, (2, 3)),
        *margin_limits("columns", (1,), columns, (2, 3)),
    ]
    every = hull(keeps(TABLES, limits))
    assert as_lists(frechet(rows, columns, 5)) == every
    assert as_lists(cell_bounds(WHOLE, limits)) == every


def test_a_margin_that_must_add_up_narrows_its_own_range():
    found = within(Range(np.array([0, 2, 0]), np.array([9, 3, 1])), 6, "modes")
    assert as_lists(found) == [[2, 2, 0], [4, 3, 1]]


@pytest.mark.parametrize(
    ("low", "high", "message"),
    [
        ([4, 4], [5, 5], "modes: they add up to something from 8 to 10, and there are 6 people."),
        ([0, 0], [2, 3], "modes: they add up to something from 0 to 5, and there are 6 people."),
        ([3, 0], [2, 6], "modes: they add up to something from 3 to 8, and there are 6 people."),
    ],
)
def test_a_range_that_cannot_add_up_is_refused(low, high, message):
    with pytest.raises(CodebookError) as caught:
        within(Range(np.array(low), np.array(high)), 6, "modes")
    assert str(caught.value) == message


# ---- Any limits ----


@pytest.mark.parametrize("seed", range(12))
def test_bounds_of_any_limits_are_those_of_every_table(seed):
    """Sub-totals, shares, at least one, cells of nobody, and two readings of a doubtful one."""
    rng = np.random.default_rng(seed)
    tables = every_table((2, 2, 2), 4)
    possible = rng.random((2, 2, 2)) < 0.85
    tables = tables[(tables * ~possible).sum(axis=(1, 2, 3)) == 0]
    truth = tables[rng.integers(len(tables))]

    def some(low, high):
        weight = rng.integers(low, high, (2, 2, 2))
        around = float((truth * weight).sum())
        return Limit(f"{low} {high}", weight, around - rng.integers(2), around + rng.integers(3))

    limits = [Limit("people", np.ones((2, 2, 2), dtype=int), 4, 4), some(0, 2), some(-2, 3)]
    readings = [[[some(0, 2)], [some(0, 2), some(0, 3)]]]
    either = [keeps(tables, [*limits, *one]) for one in readings[0]]
    assert as_lists(cell_bounds(possible, limits, readings)) == hull(np.concatenate(either))


def test_a_share_is_over_whole_numbers():
    """38% of 124, rounded, is 46.5 to 47.7 people to a linear program, and 47 to people."""
    limits = [
        Limit("people", np.array([1, 1]), 124, 124),
        Limit("38%", np.array([1000 - 375, -375]), 0, np.inf),
        Limit("38%", np.array([385 - 1000, 385]), 1, np.inf),
    ]
    assert as_lists(cell_bounds(np.ones(2, dtype=bool), limits)) == [[47, 77], [47, 77]]


def test_a_reading_that_cannot_be_leaves_the_others():
    limits = [Limit("people", np.array([1, 1]), 9, 9)]
    readings = [[[Limit("a", np.array([1, 0]), 20, 30)], [Limit("a", np.array([1, 0]), 2, 3)]]]
    assert as_lists(cell_bounds(np.ones(2, dtype=bool), limits, readings)) == [[2, 6], [3, 7]]


def test_limits_that_clash_are_named_and_no_others():
    limits = [
        Limit("the numbers kept", np.array([1, 1]), 9, 9),
        Limit("claim most-yes", np.array([1, -1]), 1, np.inf),
        Limit("claim some-no", np.array([0, 1]), 1, np.inf),
        Limit("margin no", np.array([0, 1]), 5, 5),
    ]
    with pytest.raises(CodebookError) as caught:
        cell_bounds(np.ones(2, dtype=bool), limits)
    assert str(caught.value) == (
        "the numbers kept, claim most-yes and margin no contradict each other: no table of whole"
        " numbers keeps to all of them. Mend one of them."
    )


def test_a_cell_that_nothing_limits_is_refused():
    with pytest.raises(CpsurveyError) as caught:
        cell_bounds(np.ones(2, dtype=bool), [Limit("a", np.array([1, 0]), 2, 3)])
    assert str(caught.value) == "nothing says how many people a cell can hold: give their number."


# ---- Shares and their differences ----


def shares_of(tables):
    """The share of the first answer among the first two, by column."""
    said = tables[:, :2].sum(axis=1)
    return np.divide(tables[:, 0], said, out=np.full(said.shape, np.nan), where=said > 0)


@pytest.mark.parametrize("seed", range(8))
def test_shares_and_their_differences_are_those_of_every_table(seed, library):
    """Answers poor, fair and none; borrowed yes, no and none; all margins known."""
    rng = np.random.default_rng(seed)
    tables = every_table((3, 3), 4)
    truth = tables[rng.integers(len(tables))]
    limits = [
        *margin_limits("rows", (0,), exactly(*truth.sum(axis=1)), (3, 3)),
        *margin_limits("columns", (1,), exactly(*truth.sum(axis=0)), (3, 3)),
    ]
    shares = shares_of(keeps(tables, limits))[:, :2]
    people = visitors(satisfaction=truth.sum(axis=1), borrowed=truth.sum(axis=0))
    found = mode_bounds(people, library, [], by="borrowed").query("answer == 'poor'")
    for place, other in ((0, 1), (1, 0)):
        row = found.iloc[place]
        ours = row[["assumed_share_low", "assumed_share_high"]].to_list()
        here = shares[:, place][~np.isnan(shares[:, place])]
        assert ours == pytest.approx(
            [here.min(), here.max()] if len(here) else [np.nan] * 2, nan_ok=True
        )
        gaps = shares[:, place] - shares[:, other]
        gaps = gaps[~np.isnan(gaps)]
        if len(gaps):
            low, high = row["assumed_difference_low"], row["assumed_difference_high"]
            assert low <= gaps.min() + 1e-9
            assert high >= gaps.max() - 1e-9


def test_shares_of_nobody_are_missing():
    found = share_bounds(exactly(0), exactly(0), exactly(3), exactly(2))
    assert np.isnan(found).all()


# ---- A small study: visitors of a library, by whether they borrowed something ----

ANSWERS = {
    "satisfaction": ("poor", "fair"),
    "borrowed": ("yes", "no"),
    "rooms__hall": ("poor", "fair"),
    "uses": ("books", "quiet"),
}


def visitors(staff=3, **counts):
    """Margins of visitors: for each question how many gave two answers, and how many none."""
    people = int(next(iter(counts.values())).sum())
    margins = [
        Margin("visitor", name, {**dict(zip(ANSWERS[name], map(int, some[:2]), strict=True)),
               "-skipped": int(some[2])}, people, assumed="made up")
        for name, some in counts.items()
    ]  # fmt: skip
    silent = Margin("staff", "satisfaction", {"good": staff}, staff, assumed="made up")
    return Margins({"visitor": people, "staff": staff}, {}, (*margins, silent), {}, {})


def claim(band, name="c", certainty="likely", others=(), **asks):
    asks = {"kind": "share", "group": "visitor", "question": "satisfaction"} | asks
    return Claim(
        id=name,
        topic="made up",
        group="visitor",
        claim="made up",
        kind="word",
        base=Base("visitors", "survey", certainty),
        certainty="high",
        sources=(),
        band=read_band(band),
        band_reason="made up",
        asks=Asks(**asks),
        other_bases=tuple(others),
    )


def published(codebook, *claims, question="satisfaction", answer="poor", people=None):
    """What claims alone leave of ten visitors with an answer who borrowed, and what is told."""
    counts = {"borrowed": np.array([6, 3, 1]), question: np.array([4, 5, 1])}
    found = mode_bounds(people or visitors(**counts), codebook, claims, by="borrowed")
    row = found[(found["question"] == question) & (found["answer"] == answer)].iloc[0]
    return [row["published_low"], row["published_high"], row["claims"], row["doubt"]]


POOR = {"answers": ("poor",)}
MOSTLY_NOT = {
    "question": "borrowed",
    "answers": ("no",),
    "where": Where("satisfaction", ("poor",)),
}


def test_nothing_published_leaves_everything_open(library):
    assert published(library) == [0, 10, "", ""]


@pytest.mark.parametrize(
    ("band", "asks", "most"),
    [
        ("[0.4, 0.5)", POOR, 4),
        ("[0.45, 0.5]", POOR, 5),
        ("[0, 0.1] or [0.3, 0.35]", POOR, 3),
        ("(0.5, 1]", {"answers": ("fair",)}, 4),
        ("[0.7, 1]", {"answers": ("fair", "good")}, 3),
        ("[0, 0.2]", {**POOR, "base": "kept"}, 2),
        ("[0, 0.2]", {**POOR, "base": "asked"}, 2),
        ("[0, 0.2]", {**POOR, "group": "both"}, 2),
        ("[0.9, 1]", {"answers": ("fair",), "base": "kept"}, 1),
        ("[0, 0.3]", {**POOR, "leaving_out": ("good",)}, 3),
        ("[1, 1]", {**POOR, "where": Where("satisfaction", ("poor", "fair"))}, 10),
        ("(0, 1]", {"answers": ("fair",)}, 9),
        ("[2, 2]", {"kind": "represented", "each": (("good",), ("fair", "poor"))}, 9),
        ("[0, 2]", {"kind": "represented", "each": (("good",), ("fair", "poor"))}, 10),
    ],
)  # fmt: skip
def test_a_claim_leaves_what_its_words_leave(band, asks, most, library):
    """Of ten visitors and three staff; how many left the question out is not published."""
    assert published(library, claim(band, **asks))[:2] == [0, most]


def test_a_share_of_both_groups_counts_the_others_too(library):
    """Poor may be 20% of all thirteen, that is two; and all that fair is not in eleven of them."""
    fair = claim("[0.8, 1]", answers=("fair",), group="both", base="kept")
    assert published(library, fair)[:2] == [0, 2]


def test_a_claim_of_the_other_group_is_none_of_theirs(library):
    assert published(library, claim("[0, 0.2]", group="staff", **POOR)) == [0, 10, "", ""]


def test_one_voice_in_the_interviews_makes_a_claim_true_that_limits_no_answers(library):
    heard = claim("[0, 0.2]", also_codes=("A.b",), **POOR)
    assert published(library, heard) == [0, 10, "", ""]


def test_the_way_of_joining_may_be_what_is_published(library):
    few = claim("[0, 0.3]", question="borrowed", answers=("yes",))
    assert published(library, few) == [0, 3, "c", ""]


def test_a_claim_of_several_readings_leaves_what_any_of_them_leaves(library):
    of_all = Asks("share", "visitor", question="satisfaction", base="kept", **POOR)
    other = Reading("visitor", "survey", "of all", asks=of_all)
    doubtful = claim("[0.4, 0.5)", certainty="doubtful", leaving_out=("good",), **POOR)
    assert published(library, doubtful, answer="good")[:2] == [0, 5]
    both = replace(doubtful, other_bases=(other,))
    assert published(library, both, answer="good") == [0, 6, "c", "c has 2 readings"]


def test_a_reading_about_interviews_leaves_everything_open_and_says_so(library):
    heard = Asks("coded", "visitor", codes=("A.b",))
    other = Reading("visitor", "interview", "the words fit", asks=heard)
    doubtful = claim("[0, 0.2]", certainty="doubtful", others=[other], **POOR)
    assert published(library, doubtful) == [
        0, 10, "", "c is left out, as it may be about interviews",
    ]  # fmt: skip


def test_a_reading_without_data_is_told(library):
    other = Reading("visitor", "interview", "the words fit", n=4)
    doubtful = claim("[0, 0.2]", certainty="doubtful", others=[other], **POOR)
    assert published(library, doubtful) == [0, 2, "c", "c may be about other people"]


def test_a_row_has_no_more_than_any_row(library):
    any_row = claim("[0, 0.3]", kind="any_row", question="rooms", **POOR)
    assert published(library, any_row, question="rooms__hall") == [0, 3, "c", ""]


def test_an_option_is_limited_by_what_is_said_of_it_alone(library):
    alone = claim("[0, 0.3]", question="uses", answers=("books",))
    several = claim("[0, 0.3]", question="uses", answers=("books", "quiet"))
    for said, answer, most in ((alone, "books", 3), (alone, "quiet", 10), (several, "books", 10)):
        assert published(library, said, question="uses", answer=answer)[:2] == [0, most]


def test_a_claim_within_a_condition_ties_two_questions(library):
    """Most of the poor borrowed nothing: then at most four of ten can be poor and have borrowed."""
    tied = claim("(0.5, 1]", **MOSTLY_NOT)
    assert published(library, tied)[:3] == [0, 4, "c"]
    counts = {"satisfaction": np.array([4, 5, 1]), "borrowed": np.array([6, 3, 1])}
    found = mode_bounds(visitors(**counts), library, [tied], by="borrowed")
    poor = found.query("answer == 'poor'").set_index("level")
    assert poor.loc["yes", ["assumed_low", "assumed_high"]].tolist() == [0, 1]
    assert poor.loc["no", ["assumed_low", "assumed_high"]].tolist() == [2, 3]


def test_margins_that_a_claim_forbids_are_refused_by_name(library):
    tied = claim("(0.5, 1]", **MOSTLY_NOT)
    counts = {"satisfaction": np.array([9, 1, 0]), "borrowed": np.array([7, 3, 0])}
    with pytest.raises(CodebookError) as caught:
        mode_bounds(visitors(**counts), library, [tied], by="borrowed")
    assert str(caught.value) == (
        "margin visitor.satisfaction, margin visitor.borrowed and claim c contradict each other: no"
        " table of whole numbers keeps to all of them. Mend one of them."
    )


def test_counts_with_a_source_are_published(library):
    counts = {"satisfaction": np.array([4, 5, 1]), "borrowed": np.array([6, 3, 1])}
    margins = visitors(**counts)
    known = tuple(replace(one, assumed="", source="annual report") for one in margins.margins)
    people = replace(margins, margins=known)
    assert published(library, people=people)[:2] == [0, 4]
    assert published(library, people=people, answer="fair")[:2] == [1, 5]


def test_a_published_cross_tabulation_leaves_nothing_open(library):
    both = {"yes": {"poor": 1, "fair": 5}, "no": {"poor": 3, "fair": 1}}
    satisfied = Margin(
        "visitor",
        "satisfaction",
        {"poor": 4, "fair": 6},
        10,
        source="report",
        given=("borrowed",),
        table={"borrowed": both},
    )
    borrowed = Margin("visitor", "borrowed", {"yes": 6, "no": 4}, 10, assumed="made up")
    people = Margins({"visitor": 10, "staff": 3}, {}, (borrowed, satisfied), {}, {})
    row = mode_bounds(people, library, [], by="borrowed").iloc[0]
    found = [row[f"{side}_{end}"] for side in ("published", "assumed") for end in ("low", "high")]
    assert found == [1, 1, 1, 1]
    assert row["assumed_share_low"] == row["assumed_share_high"] == 1 / 6
    assert row["published_difference_low"] == pytest.approx(1 / 6 - 3 / 4)
    other_way = {"poor": {"yes": 1, "no": 3}, "fair": {"yes": 5, "no": 1}}
    turned = replace(borrowed, table={"satisfaction": other_way})
    people = replace(people, margins=(replace(satisfied, table={}), turned))
    again = mode_bounds(people, library, [], by="borrowed").iloc[0]
    assert [again["assumed_low"], again["assumed_high"]] == [1, 1]


@pytest.mark.parametrize("by", ["uses", "fee", "satisfactoin"])
def test_what_answers_cannot_be_held_against_is_refused(by, library):
    counts = {"satisfaction": np.array([4, 5, 1]), "uses": np.array([6, 3, 1])}
    with pytest.raises(QuestionError) as caught:
        mode_bounds(visitors(**counts), library, [], by=by)
    assert str(caught.value).startswith(f'question of one answer with a margin "{by}" is not known')
    assert str(caught.value).endswith("Known: satisfaction.")


# ---- The truth ----


@pytest.mark.parametrize("seed", range(24))
def test_bounds_hold_the_truth_of_made_up_people(seed, library):
    """People at random; claims that are true of them, each in words as wide as chance has it."""
    rng = np.random.default_rng(seed)
    people = int(rng.integers(6, 40))
    satisfied, borrowed = (rng.choice(3, people, p=rng.dirichlet([1, 1, 0.4])) for _ in range(2))
    counts = [np.bincount(one, minlength=3) for one in (satisfied, borrowed)]

    def around(hits, base):
        share = hits.sum() / base.sum()
        low, high = max(share - rng.random() / 5, 0), min(share + rng.random() / 5, 1)
        return f"[{np.floor(low * 100) / 100:.2f}, {np.ceil(high * 100) / 100:.2f}]"

    poor, answered, no = satisfied == 0, satisfied < 2, (borrowed == 1) & (satisfied == 0)
    said = [(poor, answered, POOR), (poor, satisfied < 3, {**POOR, "base": "kept"})]
    said += [(borrowed == 0, borrowed < 2, {"question": "borrowed", "answers": ("yes",)})]
    said += [(no, poor & (borrowed < 2), MOSTLY_NOT)] if seed % 2 else []
    claims = [
        claim(around(hits, base), f"c{i}", **asks)
        for i, (hits, base, asks) in enumerate(said)
        if base.any() and rng.random() < 0.7
    ]
    margins = visitors(satisfaction=counts[0], borrowed=counts[1])
    found = mode_bounds(margins, library, claims, by="borrowed")
    for answer, level in product((0, 1), (0, 1)):
        row = found[
            (found["answer"] == ("poor", "fair")[answer]) & (found["level"] == ("yes", "no")[level])
        ].iloc[0]
        here = borrowed == level
        truth = int(((satisfied == answer) & here).sum())
        shares = [
            ((satisfied == answer) & who).sum() / max((answered & who).sum(), 1)
            for who in (here, borrowed == 1 - level)
        ]
        for side in ("published", "assumed"):
            assert row[f"{side}_low"] <= truth <= row[f"{side}_high"]
            if (answered & here).any():
                low, high = row[f"{side}_share_low"], row[f"{side}_share_high"]
                assert low - 1e-9 <= shares[0] <= high + 1e-9
            if (answered & here).any() and (answered & (borrowed == 1 - level)).any():
                low, high = row[f"{side}_difference_low"], row[f"{side}_difference_high"]
                assert low - 1e-9 <= shares[0] - shares[1] <= high + 1e-9
        assert row["published_low"] <= row["assumed_low"]
        assert row["assumed_high"] <= row["published_high"]


# ---- The study ----


@pytest.fixture(scope="module")
def of_study(margins, codebook):
    return mode_bounds(margins, codebook, load_claims())


def test_the_study_has_a_row_for_every_answer_and_way_of_joining(of_study, margins):
    assert list(of_study.columns) == COLUMNS
    keys = ["group", "question", "answer", "level"]
    assert not of_study.duplicated(keys).any()
    told = {(m.group, m.question) for m in margins.margins if not m.latent}
    found = set(zip(of_study["group"], of_study["question"], strict=True))
    assert told - found == {("professional", "join_mode"), ("parent", "join_mode")}
    assert found - told == {("parent", "professionals_joined")}


def test_no_difference_by_mode_follows_from_what_was_published(of_study):
    """Published alone, every difference between ways of joining may have either sign."""
    ends = of_study.loc[
        of_study["answer"] != "written", ["published_difference_low", "published_difference_high"]
    ]
    assert (ends.iloc[:, 0] < 0).all()
    assert (ends.iloc[:, 1] > 0).all()


def test_assumed_counts_lie_within_what_is_published(of_study):
    assert (of_study["published_low"] <= of_study["assumed_low"]).all()
    assert (of_study["assumed_high"] <= of_study["published_high"]).all()


def test_parents_by_phone_where_professionals_were_on_video_are_tied(of_study):
    rows = of_study.query("question == 'professionals_joined' and answer == 'video'")
    assert "mode-parents-phone-professionals-video" in rows["claims"].iloc[0]
    highest = rows.set_index("level")["published_high"]
    assert highest.to_dict() == {"face_to_face": 11, "video": 11, "phone": 24, "did_not_join": 11}


def test_the_synthetic_answers_lie_between_their_bounds(of_study, tables):
    answers = tables.responses
    for row in of_study.query("question == 'overall_judgement'").itertuples():
        hits = (answers["group"] == row.group) & (answers["overall_judgement"] == row.answer)
        count = int((hits & (answers["join_mode"] == row.level)).sum())
        assert row.assumed_low <= count <= row.assumed_high
