"""Rules of exclusion: what each needs, and what a set of them may not say."""

import pytest

from cpsurvey.codebook import Codebook, Instrument, Level, Question, Row, Rule, Scale, rule_names
from cpsurvey.errors import CodebookError

AGES = Scale("ages", "Ages", (Level("child", "Under 18"), Level("adult", "18 or over")))
YES_NO = Scale("yes_no", "Yes or no", (Level("yes", "Yes"), Level("no", "No")))
ONLY_YES = Scale("only_yes", "I agree", (Level("yes", "I agree"),))
CONSENT = Question("consent", "Consent", "consent", ("visitor",), scale=YES_NO)
AGE = Question("age", "Age", "single", ("visitor",), scale=AGES)
GRID = Question(
    "grid", "Grid", "matrix", ("visitor",), scale=AGES, rows=(Row("a", "A", ("visitor",)),)
)
ASKS = Rule("no_consent", "consent", ("yes",))
ADULTS = Rule("screened_out", "age", screened=("child",))


def book(*rules, questions=(CONSENT, AGE, GRID)):
    return Codebook(
        "n",
        "t",
        "f",
        {"visitor": "Visitors"},
        (Instrument("visitor", "visitor"),),
        {},
        questions,
        {"default": rules},
    )


ALONE = {
    "screening without answers": (
        lambda: Rule("screened_out", "age"),
        "rule screened_out needs `question` and `screened`, the answers that screen out.",
    ),
    "more than all of it": (
        lambda: Rule("unfinished", minimum_progress=150),
        "rule unfinished: minimum_progress is 150; give a percentage from 0 to 100.",
    ),
    "less than nothing of it": (
        lambda: Rule("unfinished", minimum_progress=-1),
        "rule unfinished: minimum_progress is -1; give a percentage from 0 to 100.",
    ),
    "a key of another rule": (
        lambda: Rule("unfinished", consented=("yes",), screened=("no",)),
        "rule unfinished takes only minimum_progress: take out consented and screened.",
    ),
    "a key of a rule that takes none": (
        lambda: Rule("duplicate", "consent"),
        "rule duplicate takes nothing: take out question.",
    ),
    "screening by a question that is none": (
        lambda: book(ASKS, Rule("screened_out", "ages", screened=("child",))),
        'rule screened_out: closed question "ages" is not known, did you mean "age"? Known: consent'
        " and age.",
    ),
    "screening by a matrix": (
        lambda: book(ASKS, Rule("screened_out", "grid", screened=("child",))),
        'rule screened_out: closed question "grid" is not known. Known: consent and age.',
    ),
    "screening by an answer that is none": (
        lambda: book(ASKS, Rule("screened_out", "age", screened=("childs",))),
        'rule screened_out: age: answer "childs" is not known, did you mean "child"? Known: child'
        " and adult.",
    ),
    "everybody screened out": (
        lambda: book(ASKS, Rule("screened_out", "age", screened=("child", "adult"))),
        "rule screened_out: every answer to age screens out, so nobody who answers it could be"
        " kept: name only those that do.",
    ),
    "nobody able to refuse": (
        lambda: book(Rule("no_consent", "consent", ("yes", "no"))),
        "rule no_consent: every answer to consent is consent, so nobody could refuse: name only"
        " those that are.",
    ),
    "a rule twice": (
        lambda: book(ASKS, Rule("duplicate"), Rule("duplicate")),
        "rules default have duplicate 2 times: a rule runs once.",
    ),
    "two thresholds": (
        lambda: book(ASKS, Rule("unfinished"), Rule("unfinished", minimum_progress=50)),
        "rules default have unfinished 2 times: a rule runs once.",
    ),
    "screening twice by a question": (
        lambda: book(ASKS, ADULTS, Rule("screened_out", "age", screened=("adult",))),
        "rules default have screened_out on age 2 times: a rule runs once.",
    ),
    "consent that screens out": (
        lambda: book(ASKS, Rule("screened_out", "consent", screened=("yes",))),
        "rules default: the answer yes to consent is consent by one rule and screens out by"
        " another; it can be only one.",
    ),
}


@pytest.mark.parametrize("case", ALONE)
def test_a_contradiction_is_named(case):
    make, message = ALONE[case]
    with pytest.raises(CodebookError) as caught:
        make()
    assert str(caught.value) == message


def test_screening_may_come_before_consent_or_after_it_and_by_several_questions():
    second = Rule("screened_out", "consent", screened=("no",))
    assert book(ADULTS, ASKS).rules["default"] == (ADULTS, ASKS)
    assert book(ASKS, ADULTS, second).rules["default"][1:] == (ADULTS, second)


def test_a_box_that_can_only_be_ticked_is_consent():
    question = Question("consent", "Consent", "consent", ("visitor",), scale=ONLY_YES)
    assert book(ASKS, questions=(question,)).by_name["consent"].codes == ("yes",)


def test_a_rule_that_runs_twice_is_called_after_its_question_too():
    second = Rule("screened_out", "consent", screened=("no",))
    assert rule_names((ASKS, ADULTS, Rule("duplicate"))) == (
        "no_consent",
        "screened_out",
        "duplicate",
    )
    assert rule_names((ADULTS, second)) == ("screened_out__age", "screened_out__consent")
