"""Records check themselves; each message is compared whole."""

import time

import pytest

from cpsurvey.codebook import (
    Codebook,
    Instrument,
    Level,
    Question,
    Role,
    Row,
    Rule,
    Scale,
    ShownIf,
    Theme,
)
from cpsurvey.errors import CodebookError

YES_NO = Scale("yes_no", "Yes or no", (Level("yes", "Yes"), Level("no", "No")))

JOINED = Scale(
    "joined", "How", tuple(Level(c, c) for c in ("in_the_room", "video", "phone", "mixed"))
)


def codebook(**fields):
    basis = {
        "name": "n",
        "title": "t",
        "folder": "f",
        "groups": {"visitor": "Visitors"},
        "instruments": (Instrument("visitor", "visitor"),),
        "scales": {},
        "questions": (),
        "rules": {"default": ()},
    }
    return Codebook(**{**basis, **fields})


def asked(name="q", **fields):
    return Question(name, name, "single", ("visitor",), scale=YES_NO, **fields)


def two_levels(first, second, **fields):
    return lambda: Scale("s", "S", (first, second), **fields)


CONSENT = Question("consent", "Consent", "consent", ("visitor",), scale=YES_NO)


def routed(question, answers):
    shown_if = ShownIf(question, answers)
    return Question("routed", "Routed", "number", ("visitor",), shown_if=shown_if)


CASES = {
    "no levels": (lambda: Scale("s", "S", ()), "scale s has no levels."),
    "a level twice": (
        two_levels(Level("a", "A"), Level("a", "B")),
        "scale s: level code a stands more than once.",
    ),
    "a label twice": (
        two_levels(Level("a", "A"), Level("b", "A")),
        "scale s: label A stands more than once.",
    ),
    "a middle that is no level": (
        two_levels(Level("a", "A"), Level("b", "B"), ordered=True, middle=("aa",)),
        'scale s: level of the middle "aa" is not known, did you mean "a"? Known: a and b.',
    ),
    "a middle twice": (
        two_levels(Level("a", "A"), Level("b", "B"), ordered=True, middle=("a", "a")),
        "scale s: level of the middle a stands more than once.",
    ),
    "a middle of a scale without order": (
        lambda: Scale("s", "S", YES_NO.levels, middle=("yes", "no")),
        "scale s: middle = yes and no must be neighbouring levels of an ordered scale: move the"
        " levels together, or add ordered = true.",
    ),
    "a middle whose levels are apart": (
        lambda: Scale("s", "S", JOINED.levels, ordered=True, middle=("video", "mixed")),
        "scale s: middle = video and mixed must be neighbouring levels of an ordered scale: move"
        " the levels together, or add ordered = true.",
    ),
    "a code that is no name": (
        two_levels(Level("A 1", "A"), Level("b", "B")),
        'scale s: "A 1" cannot be a level code; use small letters, digits and single underscores,'
        " beginning with a letter.",
    ),
    "an unknown reason": (
        two_levels(Level("a", "A"), Level("b", "B"), nonresponse={"dontknow": ("DK",)}),
        'scale s: kind of non-response "dontknow" is not known, did you mean "dont_know"? Known:'
        " not_shown, skipped, dont_know, prefer_not, not_applicable, ambiguous, unmatched and"
        " unreadable.",
    ),
    "an answer with two meanings": (
        two_levels(
            Level("a", "A", ("mixed",)), Level("b", "B"), nonresponse={"ambiguous": ("Mixed",)}
        ),
        'scale s: "Mixed" stands under level a and under non-response ambiguous; an answer has one'
        " meaning (capitals and spaces do not count).",
    ),
    "an unknown type": (
        lambda: Question("q", "Q", "radio", ("visitor",)),
        'question q: type "radio" is not known. Known: consent, single, scale, multi, matrix,'
        " number, date, authority, role, text and derived.",
    ),
    "a scale lacking": (
        lambda: Question("q", "Q", "single", ("visitor",)),
        "question q is of type single and needs a scale; types with a scale: consent, single,"
        " scale, multi, matrix and derived.",
    ),
    "a scale too many": (
        lambda: Question("q", "Q", "number", ("visitor",), scale=YES_NO),
        "question q is of type number and has a scale; types with a scale: consent, single, scale,"
        " multi, matrix and derived.",
    ),
    "a matrix without rows": (
        lambda: Question("q", "Q", "matrix", ("visitor",), scale=YES_NO),
        "question q: a matrix, and only a matrix, has rows.",
    ),
    "an exclusive option that is none": (
        lambda: Question("q", "Q", "multi", ("visitor",), scale=YES_NO, exclusive="nope"),
        'question q: exclusive option "nope" is not known, did you mean "no"? Known: yes and no.',
    ),
    "a derived question that lacks an answer": (
        lambda: Question("q", "Q", "derived", ("visitor",), scale=YES_NO, derive="mostly"),
        "question q is derived by mostly, which may give in_the_room, video, phone and mixed: add"
        " it to scale yes_no.",
    ),
    "a question derived from nothing": (
        lambda: Question("q", "Q", "derived", ("visitor",), scale=JOINED, derive="mostly"),
        "question q is derived and needs `from`, what it is derived from.",
    ),
    "limits that no number keeps": (
        lambda: Question("q", "Q", "number", ("visitor",), minimum=10, maximum=1.5),
        "question q: no number is from 10 up to 1.5; exchange minimum and maximum, or correct one"
        " of them.",
    ),
    "a question twice": (
        lambda: codebook(questions=(asked(), asked())),
        "questions: name q stands more than once.",
    ),
    "an unknown group": (
        lambda: codebook(questions=(Question("q", "Q", "number", ("visitors",)),)),
        'question q: group "visitors" is not known, did you mean "visitor"? Known: visitor.',
    ),
    "a row put to a group that the question is not put to": (
        lambda: codebook(
            questions=(
                Question(
                    "q", "Q", "matrix", ("visitor",), scale=YES_NO,
                    rows=(Row("hall", "Hall", ("visitors",)),),
                ),
            )
        ),
        'question q, row hall: group "visitors" is not known, did you mean "visitor"? Known:'
        " visitor.",
    ),
    "an unknown instrument": (
        lambda: codebook(questions=(asked(raw={"staff": ("Q1",)}),)),
        'question q: instrument "staff" is not known. Known: visitor.',
    ),
    "a raw column claimed twice": (
        lambda: codebook(questions=tuple(asked(n, raw={"visitor": ("Q1",)}) for n in "ab")),
        "instrument visitor: raw column Q1 stands more than once.",
    ),
    "too few raw columns": (
        lambda: codebook(
            questions=(
                Question(
                    "q", "Q", "matrix", ("visitor",), scale=YES_NO, raw={"visitor": ("Q1_1",)},
                    rows=tuple(Row(code, code, ("visitor",)) for code in "ab"),
                ),
            )
        ),
        "question q names 1 raw columns for visitor and has 2 parts; give one for each, in order.",
    ),
    "a scale that nothing uses": (
        lambda: codebook(scales={"spare": YES_NO}),
        "no question uses scale spare.",
    ),
    "a rule that is none": (
        lambda: Rule("speeders"),
        'rules of exclusion: rule "speeders" is not known. Known: preview_or_test, no_consent,'
        " screened_out, unfinished and duplicate.",
    ),
    "consent without answers": (
        lambda: Rule("no_consent", "consent"),
        "rule no_consent needs `question` and `consented`, the answers that are consent.",
    ),
    "a rule on no question": (
        lambda: codebook(rules={"default": (Rule("no_consent", "agree", ("yes",)),)}),
        'rule no_consent: question of type consent "agree" is not known. Known: none.',
    ),
    "a rule on a question that is not consent": (
        lambda: codebook(
            questions=(asked("liked"),), rules={"default": (Rule("no_consent", "liked", ("yes",)),)}
        ),
        'rule no_consent: question of type consent "liked" is not known. Known: none.',
    ),
    "consent by an answer that is none": (
        lambda: codebook(
            questions=(CONSENT,), rules={"default": (Rule("no_consent", "consent", ("yess",)),)}
        ),
        'rule no_consent: consent: answer "yess" is not known, did you mean "yes"? Known: yes and'
        " no.",
    ),
    "rules that do not ask for consent": (
        lambda: codebook(questions=(CONSENT,), rules={"everyone": (Rule("duplicate"),)}),
        "rules everyone keep people whatever they answered to consent: give the rule no_consent"
        " for it.",
    ),
    "routing by a question that comes later": (
        lambda: codebook(questions=(routed("b", ("yes",)), asked("b"))),
        "question routed is shown by the answer to b, which must be a closed question that stands"
        " before it and is no matrix.",
    ),
    "routing by an answer that is none": (
        lambda: codebook(questions=(asked("b"), routed("b", ("maybe",)))),
        'question routed: answer to b "maybe" is not known. Known: yes and no.',
    ),
    "routing by no answer": (
        lambda: codebook(questions=(asked("b"), routed("b", ()))),
        "question routed is shown by no answer to b, so to nobody: give the answers by which it is"
        " shown in `is`.",
    ),
    "routing that is neither declared nor unknown": (
        lambda: codebook(routing="declare"),
        'codebook: routing "declare" is not known, did you mean "declared"? Known: declared and'
        " unknown.",
    ),
    "a threshold of a flag that has none": (
        lambda: codebook(flags={"speed": 0.5}),
        'flags: flag with a threshold "speed" is not known, did you mean "speeder"? Known: speeder,'
        " straight_line and identical_answers.",
    ),
    "a share that is none": (
        lambda: codebook(flags={"speeder": 33}),
        "flags: speeder is 33; give a share of the median duration, from 0 to 1.",
    ),
    "a line of one": (
        lambda: codebook(flags={"straight_line": 1}),
        "flags: straight_line is 1; give a number of rows of a matrix, from 2 up.",
    ),
    "a fact that is none": (
        lambda: Instrument("visitor", "visitor", meta={"recordd": "Date"}),
        'instrument visitor: fact of meta "recordd" is not known, did you mean "recorded"? Known:'
        " respondent, recorded, started, finished, progress, duration_seconds and language.",
    ),
    "a column that is a fact and an answer": (
        lambda: codebook(
            instruments=(Instrument("visitor", "visitor", meta={"language": "Q1"}),),
            questions=(asked(raw={"visitor": ("Q1",)}),),
        ),
        "instrument visitor: column Q1 is language in meta and belongs to question q; it can be"
        " only one.",
    ),
    "an alias of two roles": (
        lambda: codebook(roles=(Role("a", "A", aliases=("x",)), Role("b", "B", aliases=("X",)))),
        'roles: "X" stands for a and for b; if it fits both, list it as ambiguous.',
    ),
    "an alias that is listed as ambiguous": (
        lambda: codebook(roles=(Role("a", "A"), Role("b", "B")), ambiguous_roles={"a": ("a", "b")}),
        'roles: "a" is listed as ambiguous and stands for a.',
    ),
    "an ambiguous alias of an unknown role": (
        lambda: codebook(roles=(Role("a", "A"),), ambiguous_roles={"x": ("a", "c")}),
        'roles: ambiguous "x": candidate "c" is not known. Known: a.',
    ),
    "an alias of two themes": (
        lambda: codebook(
            themes=(Theme("A", "Ay", aliases=("Same",)), Theme("B", "Be", aliases=("same.",)))
        ),
        'themes: the alias "same." is given for A and B.',
    ),
    "an alias that is another theme's label": (
        lambda: codebook(themes=(Theme("A", "Ay"), Theme("B", "Be", aliases=("ay",)))),
        'themes: the alias "ay" of B is the code or label of a theme: leave it out.',
    ),
    "a theme without its parent": (
        lambda: codebook(themes=(Theme("ATT.more", "More", parent="ATT"),)),
        'theme ATT.more: parent "ATT" is not known. Known: none.',
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_contradiction_is_named(case):
    make, message = CASES[case]
    with pytest.raises(CodebookError) as caught:
        make()
    assert str(caught.value) == message


def test_an_answer_is_known_by_its_label_and_its_variants_in_any_spelling():
    scale = Scale("s", "S", (Level("a", "Not much", ("little",)), Level("b", "A lot")))
    assert [scale.lookup[text].code for text in ("not much", "little", "a lot")] == ["a", "a", "b"]


def test_a_threshold_is_the_codebooks_own_or_the_default():
    book = codebook(flags={"straight_line": 6})
    assert [book.threshold(flag) for flag in ("straight_line", "speeder")] == [6, 0.33]


def test_ten_thousand_questions_are_checked_in_no_time():
    questions = tuple(asked(f"q{n}", raw={"visitor": (f"Q{n}",)}) for n in range(10_000))
    start = time.perf_counter()
    assert len(codebook(questions=questions).columns) == 10_000
    assert time.perf_counter() - start < 5


def test_a_joined_multi_may_have_one_raw_column_for_all_options():
    question = Question("q", "Q", "multi", ("visitor",), scale=YES_NO, raw={"visitor": ("Q1",)})
    assert codebook(questions=(question,)).by_name["q"].raw == {"visitor": ("Q1",)}


@pytest.mark.parametrize(
    ("pattern", "column", "ignored"),
    [
        ("Timing*", "Timing_1", True),
        ("Q1[SQ001]", "Q1[SQ001]", True),  # as LimeSurvey calls a column, and as messages list it
        ("Why [text]?", "Why [text]?", True),
        ("Q1", "Q10", False),
    ],
)
def test_a_column_is_left_alone_by_its_name_or_by_a_pattern(pattern, column, ignored):
    assert Instrument("visitor", "visitor", ignore=(pattern,)).ignores(column) is ignored
