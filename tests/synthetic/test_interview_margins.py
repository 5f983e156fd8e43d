"""What the interviews are made from: read, checked, refused by name; counts by mode met exactly."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpsurvey.claims import load_claims
from cpsurvey.errors import CodebookError
from cpsurvey.synthetic.chance import stream
from cpsurvey.synthetic.drafted_interviews import draft_interviews
from cpsurvey.synthetic.interview_margins import InterviewMargins, load_interview_margins
from cpsurvey.synthetic.interviews import make_interviews
from cpsurvey.synthetic.margins import MARGINS
from cpsurvey.synthetic.raised import Raised
from cpsurvey.synthetic.raised_rooms import check_rooms
from cpsurvey.synthetic.who_raises import share_coders, share_themes

from .talks import DAYS, TALKS, load, with_themes

TEXT = MARGINS.read_text(encoding="utf-8")
MODE = "by.interview_mode"


@pytest.fixture(scope="module")
def book(library):
    return with_themes(library)


def refused(text, codebook, folder, claims=()):
    path = folder / "margins.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CodebookError) as caught:
        load_interview_margins(codebook, claims, path)
    return str(caught.value).replace(str(path), "margins.toml")


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
         'professional: ATT.hard_to_reach: key "counts" is not known, did you mean "count"?…'),
        ('{ claim = "f2f-parents-all" }', '{ claim = "attendance-change" }',
         "parent: claim attendance-change asks for no interviews that raise FUT.prefer_f2f."),
        ("[interviews.sizes]", "[interviews.size]",
         'key "size" is not known, did you mean "sizes"?…'),
        ("by.join_mode = { phone = 7 }", "by.join_mode = { phone = 11 }",
         "parent: 11 interviews cannot raise PAR.phone_only where join_mode is phone; 10 can."),
        ('{ claim = "f2f-parents-all" }',
         '{ claim = "f2f-parents-all", by.join_mode = { phone = 10, video = 3 } }',
         "parent: FUT.prefer_f2f is raised by 14 interviews, and its counts by join_mode add up to"
         " 13."),
    ],
)  # fmt: skip
def test_what_is_wrong_with_the_studys_interviews_is_said(codebook, tmp_path, slip, instead, told):
    assert slip in TEXT
    found = refused(TEXT.replace(slip, instead, 1), codebook, tmp_path, load_claims())
    if told.endswith("…"):
        found = found.partition(" Known:")[0] + "…"
    assert found == f"margins.toml: interviews: {told}"


@pytest.mark.parametrize(
    ("slip", "instead", "told"),
    [
        ("visitor = 9", "visitor = 0",
         "sizes: visitor: nobody was interviewed: leave the group out."),
        ("visitor = 9", "visitor = 10_000",
         "sizes: visitor: 10,000 interviews are more than the 9,999 that can be."),
        ("visitor = 9", 'visitor = { claim = "n-visitors" }',
         'sizes: visitor: claim "n-visitors" is in no registry: name one with --claims (claims=),'
         " or give a number."),
        ("visitor = 9", "visitors = 9",
         'group "visitors" is not known, did you mean "visitor"? Known: visitor and staff.'),
        ("staff = 4\n", "",
         'group of [interviews.sizes] "staff" is not known. Known: visitor.'),
        ("uncoded = { visitor = 2 }", "uncoded = { visitor = 7 }",
         "coding: visitor: 7 interviews coded by nobody and 3 by all coders are more than the 9"
         " there are."),
        ("uncoded = { visitor = 2 }", "uncoded = { visitor = 0.2 }",
         "coding: uncoded: visitor is 0.2: give a whole number of interviews."),
        ("first_coder = 0.5", "first_coder = 50",
         "coding: first_coder is 50: give a share from 0 to 1."),
        ("first_coder = 0.5", "coders = 0\nfirst_coder = 0.5",
         "coding: coders is 0: give a whole number from 1 to 26."),
        ("missed = 0.2", "missed = 20",
         "disagreement: missed is 20: give a share from 0 to 1."),
        ("missed = 0.2", "missed = 0.9",
         "disagreement: missed 0.9 and shifted 0.2 are more than all passages: what is missed"
         " cannot be marked otherwise."),
        ("missed = 0.2", "mised = 0.2",
         'disagreement: key "mised" is not known, did you mean "missed"? Known: missed, shifted and'
         " added."),
        ("quiet = 6", "quiet = true",
         "visitor: quiet is raised by True: give a whole number of interviews, or a table with a"
         " count, a claim, or counts by what is known of the interviewed."),
        ("quiet = 6", "books = 6",
         'visitor: theme "books" is not known, did you mean "books.new"? Known: quiet,'
         " books.new and books.lost."),
        ("quiet = 6", "quiet = { count = 6, within = 3 }",
         "visitor: quiet: within must be a text in quotation marks."),
        ("quiet = 6", 'quiet = { count = 6, given = "interview_mode", odds = 3 }',
         "visitor: quiet: odds must be a table, such as { phone = 2 }."),
        ('assumed = "made up for a test"\n[', "assumed = 3\n[",
         "assumed must be a text in quotation marks: why it is all so."),
        ("uncoded = { visitor = 2 }", "uncoded = 2", "coding.uncoded must be a table."),
        ("[interviews.themes.visitor]\nquiet = 6\n", "[interviews.themes]\nvisitor = 6\n#",
         "themes.visitor must be a table."),
        ("quiet = 6", "quiet = {}",
         "visitor: quiet has no count: give a count or a claim."),
        ("quiet = 6", 'quiet = { count = 6, claim = "x" }',
         "visitor: quiet has a count and a claim: give one of them."),
        ("quiet = 6", "quiet = { by.telephone = 6 }",
         "visitor: quiet: give counts by one thing that is known of the interviewed, such as"
         " by.join_mode = { phone = 5 }."),
        ("quiet = 6", f"quiet = {{ {MODE} = {{ telephone = 2 }}, odds = {{ video = 2 }} }}",
         "visitor: quiet has counts by what is known, and odds: give one of them."),
        ("quiet = 6", 'quiet = { count = 6, given = "interview_mode" }',
         "visitor: quiet: `given` and `odds` belong together: give both or neither."),
        ("quiet = 6", 'quiet = { count = 6, given = "interview_mode", odds = { video = -1 } }',
         "visitor: quiet: odds of video are -1: give 1 for no difference, 0 for never, or a number"
         " from 0.000001 to 1,000,000."),
        ("quiet = 6", 'quiet = { count = 6, given = "interview_mode",'
         ' odds = { video = 2, "video or telephone" = 3 } }',
         "visitor: quiet: odds: video stands there twice."),
        ("quiet = 6", f"quiet = {{ {MODE} = {{ telephone = 2.5 }} }}",
         "visitor: quiet: interview_mode telephone is 2.5: give a whole number."),
        ("quiet = 6", f'quiet = {{ {MODE} = {{ telephone = "rest" }} }}',
         "visitor: quiet has no count: give a count or a claim."),
        ("quiet = 6", "quiet = { by.nation = { wales = 2 } }",
         'visitor: quiet: what is known of people "nation" is not known. Known: interview_mode.'),
        ("quiet = 6", f"quiet = {{ {MODE} = {{ vdeo = 2 }} }}",
         'visitor: quiet: interview_mode "vdeo" is not known, did you mean "video"? Known:'
         " telephone and video."),
        ("quiet = 6", f"quiet = {{ {MODE} = {{ telephone = 2, video = 5 }} }}",
         "visitor: 5 interviews cannot raise quiet where interview_mode is video; 4 can."),
        ("quiet = 6", 'quiet = { count = 5, given = "interview_mode", odds = { video = 0 } }',
         "visitor: 5 interviews cannot raise quiet; 3 can where its odds by interview_mode are"
         " above 0 (telephone)."),
        ("quiet = 6", f"quiet = {{ {MODE} = {{ telephone = 4, video = 4 }} }}",
         "visitor: 8 interviews cannot raise quiet; 7 can."),
        ("quiet = 6\n", f"quiet = {{ {MODE} = {{ telephone = 4 }} }}\n"
         f'"books.new" = {{ within = "quiet", {MODE} = {{ video = 1 }} }}\n#',
         "visitor: 1 interview cannot raise books.new where interview_mode is video; 0 raise quiet"
         " there."),
        ("quiet = 6\n", 'quiet = { count = 3, given = "interview_mode", odds = { video = 0 } }\n'
         f'"books.new" = {{ within = "quiet", {MODE} = {{ video = 1 }} }}\n#',
         "visitor: 1 interview cannot raise books.new where interview_mode is video; the odds of"
         " quiet, within which it is, are 0 there."),
        ("quiet = 6\n", "quiet = 3\n"
         f'"books.lost" = {{ within = "quiet", {MODE} = {{ video = 2 }} }}'
         f'\n"books.new" = {{ within = "quiet", {MODE} = {{ telephone = 2 }} }}\n#',
         "visitor: 3 interviews to raise quiet: too few for the themes within it, telephone 2 and"
         " video 2."),
        ("quiet = 6\n", 'quiet = 5\n"books.new" = { count = 2, within = "quiet",'
         ' given = "interview_mode", odds = { video = 0 } }\n#',
         "visitor: books.new has odds of 0 and is within quiet: give the counts of quiet by"
         " interview_mode."),
        ("quiet = 6\n", f"quiet = {{ {MODE} = {{ telephone = 4, video = 2 }} }}\n"
         f'"books.lost" = {{ {MODE} = {{ telephone = 1, video = 4 }} }}\n#',
         "visitor: 2 interviews nobody coded, and the counts by interview_mode leave 1 for that."),
    ],
)  # fmt: skip
def test_what_is_wrong_with_any_interviews_is_said(book, tmp_path, slip, instead, told):
    text = TALKS.replace('"books.lost" = 3\n[', "[", 1) if instead.endswith("#") else TALKS
    assert slip in text
    assert refused(text.replace(slip, instead, 1), book, tmp_path) == (
        f"margins.toml: interviews: {told}"
    )


def test_themes_of_a_group_go_by_one_thing(book, tmp_path):
    more = '[interviews.people.visitor.age]\nlatent = "age"\nassumed = "x"\nanswers = { old = 9 }\n'
    text = TALKS.replace("[interviews.themes.visitor]", more + "[interviews.themes.visitor]")
    text = text.replace("quiet = 6", "quiet = { by.age = { old = 6 } }", 1)
    text = text.replace('"books.new" = 4', f'"books.new" = {{ {MODE} = {{ video = 3 }} }}')
    assert refused(text, book, tmp_path) == (
        "margins.toml: interviews: visitor: themes go by age and interview_mode; all of a group go"
        " by the same."
    )


def test_without_the_part_there_are_no_interviews(book, tmp_path):
    assert load("[kept]\nvisitor = 3\n", book, tmp_path) is None


def test_a_claims_count_may_have_a_rest_at_one_level(codebook, tmp_path):
    text = TEXT.replace(
        '{ claim = "f2f-parents-all" }',
        '{ claim = "f2f-parents-all", by.join_mode = { phone = "rest", video = 3, face_to_face = 1'
        " } }",
    )
    path = tmp_path / "margins.toml"
    path.write_text(text, encoding="utf-8")
    margins = load_interview_margins(codebook, load_claims(), path)
    one = next(one for one in margins.raised_by("parent") if one.code == "FUT.prefer_f2f")
    assert (one.count, one.cells) == (14, {"phone": 10, "video": 3, "face_to_face": 1})


COUNTS = {"telephone": 5, "video": 4, "-skipped": 2}
LEVELS = np.repeat(np.array(list(COUNTS), dtype=object), list(COUNTS.values()))


@st.composite
def themes(draw):
    """Themes of a group, some by level, some within others, many of which cannot be met."""
    made = []
    for number in range(draw(st.integers(1, 5))):
        within = draw(st.sampled_from(["", *(one.code for one in made)]))
        kind = draw(st.sampled_from(["count", "cells", "odds"]))
        cells = {level: draw(st.integers(0, n)) for level, n in COUNTS.items()}
        odds = {level: draw(st.sampled_from([0.0, 0.2, 1.0, 6.0])) for level in COUNTS}
        made.append(
            Raised(
                group="visitor",
                code=f"t{number}",
                count=sum(cells.values()) if kind == "cells" else draw(st.integers(0, 11)),
                within=within,
                given="" if kind == "count" else "interview_mode",
                cells=cells if kind == "cells" else {},
                odds=odds if kind == "odds" else {},
            )
        )
    return made


@settings(max_examples=100)
@given(themes(), st.integers(0, 3), st.integers(0, 10**6))
def test_what_is_not_refused_is_met_exactly_whatever_the_seed(raised, uncoded, seed):
    try:
        check_rooms("visitor", raised, len(LEVELS), uncoded, {"interview_mode": COUNTS})
    except CodebookError:
        return
    margins = _margins(raised, uncoded)
    goes_by = any(one.given for one in raised)
    levels = LEVELS if goes_by else np.full(len(LEVELS), "", dtype=object)
    coders = share_coders(levels, margins, "visitor", stream(seed, "coders"))
    coded = np.array([bool(who) for who in coders])
    assert (~coded).sum() == uncoded
    found = share_themes(levels[coded], raised, stream(seed, "themes"))
    for one in raised:
        who = [place for place, codes in enumerate(found) if one.code in codes]
        assert len(who) == one.count
        at = [str(levels[coded][place]) for place in who]
        if one.cells:
            assert {level: at.count(level) for level in COUNTS} == one.cells
        assert not any(one.odds_of(level) == 0 for level in at)
        assert all(not one.within or one.within in found[place] for place in who)


@given(st.lists(st.tuples(*(st.integers(0, n) for n in COUNTS.values())), min_size=1, max_size=4))
def test_counts_by_level_are_refused_only_where_they_cannot_be(cells):
    """Themes beside each other can be met if nobody's two interviews are left over."""
    raised = [
        Raised(
            "visitor",
            f"t{n}",
            sum(c),
            given="interview_mode",
            cells=dict(zip(COUNTS, c, strict=True)),
        )
        for n, c in enumerate(cells)
    ]
    room = sum(n - max(c[place] for c in cells) for place, n in enumerate(COUNTS.values()))
    try:
        check_rooms("visitor", raised, 11, 2, {"interview_mode": COUNTS})
        fits = True
    except CodebookError:
        fits = False
    assert fits == (room >= 2)


def _margins(raised, uncoded):
    """Margins of eleven interviews that raise these themes."""
    return InterviewMargins(
        sizes={"visitor": 11}, uncoded={"visitor": uncoded}, by_both={"visitor": 3},
        first_coder=0.5, missed=0, shifted=0, added=0, people=(), raised=tuple(raised), assumed="",
    )  # fmt: skip


def test_higher_odds_bring_a_theme_where_they_are_higher():
    plain = Raised("visitor", "t", 4, given="interview_mode", odds={"*": 1})
    likely = replace(plain, odds={"video": 30})
    at = {}
    for name, one in (("plain", plain), ("likely", likely)):
        found = share_themes(LEVELS, [one], stream(1, "x"))
        at[name] = [str(level) for level, said in zip(LEVELS, found, strict=True) if said]
    assert at["likely"].count("video") >= 3 > at["plain"].count("video")


def test_a_draft_is_margins_that_can_be_made(book, tmp_path):
    text = draft_interviews(book, {"visitor": 30, "staff": 5})
    margins = load(text, book, tmp_path)
    assert margins.sizes == {"visitor": 30, "staff": 5}
    assert {one.code for one in margins.raised} == {"quiet", "books.new", "books.lost"}
    made = make_interviews(margins, DAYS, book, 1)
    found = made.raised.merge(made.people).groupby(["group", "code"]).size()
    for one in margins.raised:
        assert found.get((book.groups[one.group], one.code), 0) == one.count
    held = made.people.groupby(["group", "interview_mode"]).size()
    assert held["Visitors"].to_dict() == {"telephone": 10, "video": 10, "face_to_face": 10}


def test_the_draft_of_the_study_can_be_made(codebook, tmp_path):
    margins = load(draft_interviews(codebook, {"parent": 9}, seed=3), codebook, tmp_path)
    known = {margin.question: dict(margin.counts) for margin in margins.people}
    assert list(known) == ["interview_mode", "nation", "join_mode", "professionals_joined"]
    assert len(make_interviews(margins, DAYS, codebook, 1).texts) == 9


def test_nothing_is_drafted_without_themes_or_people(library, book):
    assert draft_interviews(library, {"visitor": 4}) == ""
    assert draft_interviews(book, {"visitor": 0}) == ""


def test_a_draft_of_an_unknown_group_is_refused(book):
    with pytest.raises(CodebookError) as caught:
        draft_interviews(book, {"visitors": 4})
    assert str(caught.value) == (
        'group "visitors" is not known, did you mean "visitor"? Known: visitor and staff.'
    )


@pytest.mark.parametrize("many", [-1, 10_000, 2.0])
def test_a_draft_of_more_interviews_than_can_be_is_refused(book, many):
    with pytest.raises(CodebookError) as caught:
        draft_interviews(book, {"visitor": many})
    assert str(caught.value) == (
        f"visitor: {many} is no number of people interviewed: give a whole number up to 9,999."
    )
