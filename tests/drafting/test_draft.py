"""The files of a draft: what they say, what they never say, and what a definition changes."""

import dataclasses
import tomllib

import pytest

from cpsurvey.cleaning import clean_survey
from cpsurvey.codebook import load_codebook
from cpsurvey.drafting import draft_codebook
from cpsurvey.drafting.toml_text import comment, text
from cpsurvey.errors import CodebookError
from cpsurvey.exports import DefinedQuestion, Definition

from .conftest import build, export_of, load

LIKERT = ["Agree", "Disagree", "Strongly agree", "Agree"]
CONSENT = "Do you consent to take part in this survey?"


def test_the_three_files_of_a_small_survey(tmp_path):
    export = export_of(
        {
            "Q1": ["Yes", "Yes", "Yes", "No"],
            "Q2": ["Good", "Poor", "Prefer not to say", ""],
            "Q3_1": ["Books", "", "Books", ""],
            "Q3_2": ["", "", "None of these", ""],
            "Q4": ["It is warm", "It is cold", "", ""],
            "who": ["a@b.co", "c@d.co", "e@f.co", "g@h.co"],
        },
        texts={
            "Q1": CONSENT,
            "Q2": "How is it?",
            "Q3_1": "What for? - Books",
            "Q3_2": "What for? - None of these",
            "Q4": "Anything else?",
        },
        platform="qualtrics",
        finished=["yes", "yes", "yes", "no"],
    )
    draft, tables = build(export, tmp_path)
    assert draft.questions[["name", "type", "options", "confidence"]].values.tolist() == [
        ["q1", "consent", ("Yes", "No"), "sure"],
        ["q2", "scale", ("Poor", "Good", "Prefer not to say"), "sure"],
        ["q3", "multi", ("Books", "None of these"), "sure"],
        ["q4", "text", (), "sure"],
        ["", "personal", (), "likely"],
    ]
    assert draft.files["scales.toml"].split("\n\n", 1)[1] == (
        "# Used by q1. Recognised as yes or no, not ordered: please check the order.\n"
        "[scale.q1]\n"
        'label = "Q1"\n'
        "levels = [\n"
        '    { code = "yes", label = "Yes" },\n'
        '    { code = "no", label = "No" },\n'
        "]\n"
        "\n"
        "# Used by q2. Recognised as quality, in order: please check the order.\n"
        "[scale.q2]\n"
        'label = "Q2"\n'
        "ordered = true\n"
        "levels = [\n"
        '    { code = "poor", label = "Poor" },\n'
        '    { code = "good", label = "Good" },\n'
        "]\n"
        "[scale.q2.nonresponse]\n"
        'prefer_not = ["Prefer not to say"]\n'
        "\n"
        "# Used by q3.\n"
        "[scale.q3]\n"
        'label = "Q3"\n'
        "levels = [\n"
        '    { code = "books", label = "Books" },\n'
        '    { code = "none_of_these", label = "None of these" },\n'
        "]\n"
    )
    assert (
        "# multi, sure: each column is blank or holds the option it stands for.\n"
        "[[question]]\n"
        'name = "q3"\n'
        'label = "What for?"\n'
        'type = "multi"\n'
        'scale = "q3"\n'
        'exclusive = "none_of_these"  # excludes the others\n'
        "[question.wording]\n"
        'everyone = "What for?"\n'
        "[question.raw]\n"
        'everyone = ["Q3_1", "Q3_2"]\n'
    ) in draft.files["questions.toml"]
    general = tomllib.loads(draft.files["codebook.toml"])
    assert general["routing"] == "unknown"
    assert general["instrument"] == [{"code": "everyone", "group": "everyone", "ignore": ["who"]}]
    assert general["rules"]["default"] == [
        {"rule": "preview_or_test"},
        {"rule": "no_consent", "question": "q1", "consented": ["yes"]},
        {"rule": "unfinished", "minimum_progress": 100},
        {"rule": "duplicate"},
    ]
    assert tables.excluded["rule"].tolist() == ["no_consent"]


def test_what_people_typed_is_in_no_file():
    secrets = {
        "comments": [f"my secret is number {n}" for n in range(9)],
        "Q1_TEXT": ["hush"] * 9,
        "email": [f"p{n}@x.org" for n in range(9)],
        "Your name": ["Ann Lee"] * 9,
        "when": ["2020-10-01"] * 9,
    }
    files = "".join(draft_codebook(export_of(secrets)).files.values())
    assert [word for word in ("secret", "hush", "@x.org", "Ann Lee", "2020") if word in files] == []


def test_bare_codes_ask_for_labels_rather_than_invent_them():
    draft = draft_codebook(export_of({"vote": ["0", "1", "1", "0"] * 3}))
    assert (
        "# Used by vote. Please complete: the file holds codes and does not say what they stand"
        " for."
    ) in draft.files["scales.toml"]
    assert (
        '    { code = "code_0", label = "0" },  # what does 0 stand for?\n'
        in draft.files["scales.toml"]
    )


@pytest.mark.parametrize(
    ("asked", "answers", "kind"),
    [
        (CONSENT, ["Yes", "Yes", "No"], "consent"),
        (CONSENT, ["I consent", "I consent", "I do not consent"], "consent"),
        ("Ydych chi'n cytuno i gymryd rhan?", ["Ydw", "Ydw", "Nac ydw"], "consent"),
        (CONSENT, ["I agree", "I agree", "I agree"], "consent"),
        (CONSENT, ["Yes", "No", "No"], "single"),
        (CONSENT, ["Yes", "Maybe", "Yes"], "single"),
        (CONSENT, ["1", "1", "2"], "single"),
        ("Do you consent to be contacted again?", ["Yes", "Yes", "No"], "single"),
        ("Do you agree with the statement?", ["Yes", "Yes", "No"], "single"),
    ],
)
def test_consent_is_taken_for_consent_only_where_it_is_evident(drafted, asked, answers, kind):
    found = drafted({"Q1": answers}, texts={"Q1": asked})
    assert found["type"].tolist() == [kind]


def test_questions_with_the_same_answers_share_a_scale(tmp_path):
    cells = {
        "a": LIKERT,
        "b": LIKERT[::-1],
        "c": ["Agree", "Agree", "N/A", ""],
        "d": ["Yes", "No", "No", "No"],
    }
    book = load(draft_codebook(export_of(cells)), tmp_path)
    assert [question.answers.name for question in book.questions] == ["agreement"] * 3 + ["d"]
    assert book.scales["agreement"].codes == ("disagree", "agree", "strongly_agree")
    assert book.by_name["c"].type == "scale"


def test_a_plain_table_says_who_answered_and_when(tmp_path):
    cells = {
        "ID": ["17", "18", "21"],
        "Timestamp": ["2020-10-01 09:00:00", "2020-10-02", "2020-10-05 10:10"],
        "Finished": ["TRUE", "FALSE", "TRUE"],
        "Duration (in seconds)": ["60", "75", "33"],
        "colour": ["red", "blue", "red"],
    }
    export = export_of(cells)
    book = load(draft_codebook(export), tmp_path)
    assert dict(book.instruments[0].meta) == {
        "respondent": "ID",
        "recorded": "Timestamp",
        "finished": "Finished",
        "duration_seconds": "Duration (in seconds)",
    }
    assert [rule.rule for rule in book.rules["default"]] == ["unfinished", "duplicate"]
    _, tables = build(export, tmp_path)
    assert tables.responses["respondent"].tolist() == ["17", "18", "21"]


@pytest.mark.parametrize(
    "cells",
    [
        {"ID": ["17", "17", "21"]},
        {"ID": ["a@b.co", "c@d.co", "e@f.co"]},
        {"Timestamp": ["2020-10-01", "soon", "2020-10-05"]},
        {"Timestamp": ["2020-02-31", "2020-10-01", "2020-10-05"]},
        {"Finished": ["1", "2", "1"]},
        {"Progress": ["1", "2", "1"]},
    ],
)
def test_a_column_that_cannot_be_read_as_what_it_is_called_is_a_question(cells, tmp_path):
    book = load(draft_codebook(export_of(cells)), tmp_path)
    assert dict(book.instruments[0].meta) == {}


def test_names_with_signs_of_a_pattern_are_ignored_as_they_stand(tmp_path):
    cells = {"mail [to]*?": ["a@b.co", "c@d.co"], "mail to": ["red", "red"]}
    build(export_of(cells), tmp_path)
    ignored = tomllib.loads((tmp_path / "codebook.toml").read_text())["instrument"][0]["ignore"]
    assert ignored == ["mail [[]to][*][?]"]


@pytest.mark.parametrize(
    "value",
    [
        'a "b" \\ c',
        "line\nbreak\r\ttab",
        "\x00\x1f\x7f\x85",
        "\u2028\u202e\ufeff",
        "\U0001f600 ŵ",
        "'''",
        "# no comment",
    ],
)
def test_any_text_is_written_so_that_it_is_read_back(value):
    assert tomllib.loads(f"key = {text(value)}") == {"key": value}
    assert tomllib.loads(comment(value) + "key = 1") == {"key": 1}


def test_a_group_that_cannot_be_a_code_is_refused():
    export = dataclasses.replace(export_of({"a": ["x"]}), group="My group", instrument="My group")
    with pytest.raises(CodebookError) as caught:
        draft_codebook(export)
    assert str(caught.value) == (
        'group "My group" cannot be a group code: use small letters, digits and single underscores,'
        ' beginning with a letter, such as "my_group".'
    )


ASKED = Definition(
    "survey.qsf",
    "qualtrics",
    "Fruit",
    (
        DefinedQuestion("Q1", "Eaten any?", "single", ("Q1",), (("1", "Yes"), ("2", "No"))),
        DefinedQuestion(
            "Q2",
            "How was it?",
            "single",
            ("Q2",),
            (("1", "Good"), ("2", "Fair"), ("3", "Poor"), ("9", "Don't know")),
            shown_if=("Q1", ("Yes",)),
        ),
        DefinedQuestion("Q3", "Which?", "multi", ("Q3_1", "Q3_2"), (("1", "Fig"), ("2", "Plum"))),
        DefinedQuestion(
            "Q4",
            "Each?",
            "matrix",
            ("Q4_1", "Q4_2"),
            (("1", "Agree"), ("2", "Disagree")),
            (("1", "Fig"), ("2", "Plum")),
        ),
        DefinedQuestion("Q5", "Ways", "multi", ("Q5",), (("1", "Raw, cold"), ("2", "Cooked"))),
        DefinedQuestion("Q6", "Why?", "text", ("Q6",)),
        DefinedQuestion("Q7", "Name", "personal", ("Q7",)),
    ),
)
WORDS = {
    "Q1": ["Yes", "No"],
    "Q2": ["Good", "Poor"],
    "Q3_1": ["Fig", ""],
    "Q3_2": ["", ""],
    "Q4_1": ["Agree", ""],
    "Q4_2": ["Agree", ""],
    "Q5": ["Raw, cold,Cooked", "Cooked"],
    "Q6": ["red", "red"],
    "Q7": ["Bo", "Al"],
}
CODES = {
    "Q1": ["1", "2"],
    "Q2": ["1", "9"],
    "Q3_1": ["1", ""],
    "Q3_2": ["", ""],
    "Q4_1": ["2", ""],
    "Q4_2": ["1", ""],
    "Q5": ["1,2", "2"],
    "Q6": ["red", "red"],
    "Q7": ["Bo", "Al"],
}


@pytest.mark.parametrize("cells", [WORDS, CODES], ids=["words", "codes"])
def test_a_definition_decides(cells, tmp_path):
    draft, _ = build(export_of(cells, platform="qualtrics"), tmp_path, ASKED)
    assert draft.questions[["name", "type", "options"]].values.tolist() == [
        ["q1", "single", ("Yes", "No")],
        ["q2", "scale", ("Poor", "Fair", "Good", "Don't know")],
        ["q3", "multi", ("Fig", "Plum")],
        ["q4", "matrix", ("Disagree", "Agree")],
        ["q5", "multi", ("Raw, cold", "Cooked")],
        ["q6", "text", ()],
        ["", "personal", ()],
    ]
    book = load(draft, tmp_path)
    assert book.routing == "declared"
    shown = book.by_name["q2"].shown_if
    assert (shown.question, shown.answers) == ("q1", ("yes",))


def test_answers_that_the_definition_lacks_are_added_and_told(tmp_path):
    cells = {**WORDS, "Q2": ["Good", "Superb, really"], "Q5": ["Cooked", "Dried"]}
    draft, _ = build(export_of(cells, platform="qualtrics"), tmp_path, ASKED)
    found = draft.questions.set_index("name")["options"]
    assert found["q2"] == ("Poor", "Fair", "Good", "Superb, really", "Don't know")
    assert found["q5"] == ("Raw, cold", "Cooked", "Other")
    assert (
        "# The last 1 of its answers are in the data and not in the definition: what are they?\n"
    ) in draft.files["questions.toml"]


def test_routing_is_unknown_where_a_question_has_more_than_the_definition_could_say(tmp_path):
    routed = dataclasses.replace(
        ASKED, questions=(*ASKED.questions[:5], ASKED.questions[5]._replace(routed=True))
    )
    draft, _ = build(export_of(WORDS, platform="qualtrics"), tmp_path, routed)
    assert load(draft, tmp_path).routing == "unknown"
    labels = dataclasses.replace(ASKED, platform="spss")
    draft, _ = build(export_of(WORDS, platform="spss"), tmp_path, labels)
    assert load(draft, tmp_path).routing == "unknown"


def test_a_trial_run_has_rules_that_keep_it(tmp_path):
    export = export_of(
        {"Q1": ["Yes", "No"]},
        platform="qualtrics",
        status=["preview", "normal"],
        finished=["yes", "no"],
    )
    files = draft_codebook(export).files
    for name, content in files.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    book = load_codebook(tmp_path)
    kept = {rules: len(clean_survey(export, book, rules=rules).responses) for rules in book.rules}
    assert kept == {"default": 0, "with_tests": 1}
    assert (
        "# The same without the first, for a trial run: previews and tests are kept. Choose it"
        " with\n# --rules with_tests.\n"
    ) in files["codebook.toml"]
