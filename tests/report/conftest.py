"""A small study: tables, the results and exports around them, and what every page must be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pandas as pd
import pytest

from cpsurvey.cleaning import build_tables
from cpsurvey.cleaning.question_table import question_table
from cpsurvey.codebook import Authority, Codebook, Question, Role
from cpsurvey.exports import SurveyExport
from cpsurvey.report.document import Report
from cpsurvey.report.making import make_report
from cpsurvey.tables import InterviewTables, SurveyTables

QUESTIONS = [
    {"question": "group", "label": "Group", "options": ["professional", "parent"],
     "option_labels": ["Practitioners", "Parents and carers"], "grade": "A"},
    {"question": "judged", "label": "Overall judgement", "options": ["better", "same", "worse"],
     "option_labels": ["Better", "About the same", "Worse"], "grade": "B",
     "grade_reason": "several conferences against one"},
    {"question": "joined", "label": "How they joined", "options": ["video", "phone"],
     "option_labels": ["By video", "By phone"], "grade": "A", "grade_reason": "same event"},
    {"question": "reports", "label": "Reports received", "options": ["yes", "no"],
     "option_labels": ["Yes", "No"], "groups": ["parent"], "grade": "C",
     "grade_reason": "one group", "base": "parents who were sent an invitation"},
]  # fmt: skip
BLANK = {"groups": ["professional", "parent"], "grade_reason": "", "base": "answered"}


@pytest.fixture(scope="session")
def tables() -> SurveyTables:
    """Tables in which only the questions matter."""
    empty = pd.DataFrame()
    questions = pd.DataFrame([BLANK | question for question in QUESTIONS])
    texts = ["question", "label", "grade", "grade_reason", "base"]
    return SurveyTables(
        name="SYNTHETIC study", questions=questions.astype(dict.fromkeys(texts, "string")),
        responses=empty, nonresponse=empty, excluded=empty, changes=empty, flags=empty,
    )  # fmt: skip


@pytest.fixture
def result() -> pd.DataFrame:
    """Shares of one question by group and by how people joined."""
    groups = pd.Categorical(["professional", "professional", "parent"], ["professional", "parent"])
    modes = pd.Categorical(["video", "no_answer", "video"], ["video", "phone", "no_answer"])
    return pd.DataFrame(
        {"data": "SYNTHETIC study", "question": "judged", "answer": "better+same",
         "group": groups, "joined": modes, "count": [60, 3, 4], "base": [100, 4, 24],
         "share": [0.6, None, 0.5], "ci_low": [0.5, None, 0.2], "ci_high": [0.7, None, 0.8],
         "confidence": 0.95, "mark": ["", "", "u"]}
    )  # fmt: skip


@pytest.fixture
def comparison(result: pd.DataFrame) -> pd.DataFrame:
    """A comparison of two groups."""
    return result.iloc[:1].assign(
        group="parent", reference="professional", base_reference=492, estimate=0.1, grade="B"
    )


# A survey of library users with typed questions, by hand; and the exports behind it.

ROLES = (Role("pupil", "Pupil", aliases=("student",)), Role("teacher", "Teacher"))
AUTHORITIES = (
    Authority("E01", "Ambleside", "England"),
    Authority("E02", "Amble", "England"),
    Authority("W01", "Tywyn", "Wales"),
)
TYPED = (
    Question("job", "Job", "role", ("visitor",), {"visitor": "Your job?"}, {"visitor": ("Q8",)}),
    Question("town", "Town", "authority", ("visitor",), {"visitor": "From?"}, {"visitor": ("Q9",)}),
)


@pytest.fixture(scope="session")
def book(library) -> Codebook:
    """The library's questionnaire with a typed role and a typed authority."""
    more = (*library.questions, *TYPED)
    return replace(library, questions=more, roles=ROLES, authorities=AUTHORITIES)


def _silences() -> pd.DataFrame:
    cells = [
        *((f"v{n}", "rooms__attic", "not_shown", "group") for n in range(1, 7)),
        *(("s1", q, "not_shown", "group") for q in ("borrowed", "loans", "uses", "job", "town")),
        ("v1", "town", "ambiguous", "typed"), ("v2", "town", "ambiguous", "typed"),
        ("v3", "town", "unmatched", "typed"), ("v4", "job", "unmatched", "typed"),
        ("v5", "job", "prefer_not", "answer"), ("v6", "satisfaction", "prefer_not", "answer"),
        ("v2", "loans", "not_shown", "routing"), ("v3", "loans", "skipped", "blank"),
        ("v4", "loans", "unreadable", "typed"), ("v5", "uses", "skipped", "undeclared"),
        ("v6", "uses", "skipped", "undeclared"), ("v6", "rooms__hall", "skipped", "undeclared"),
    ]  # fmt: skip
    return pd.DataFrame(
        cells, columns=["respondent", "question", "reason", "told_by"], dtype="string"
    )


def _answers(book: Codebook) -> pd.DataFrame:
    levels = {q.name: pd.CategoricalDtype(q.answers.codes) for q in book.questions if q.scale}
    frame = pd.DataFrame(
        {
            "respondent": ["v1", "v2", "v3", "v4", "v5", "v6", "s1"],
            "group": ["visitor"] * 6 + ["staff"],
            "recorded": pd.to_datetime(["2020-10-01"] * 7),
            "consent": ["yes"] * 7,
            "satisfaction": ["good"] * 5 + [None, "poor"],
            "borrowed": ["yes", "no", "yes", "yes", "yes", "yes", None],
            "loans": [3.0, None, None, None, 2.0, 900.0, None],
            "uses__books": [True, True, True, False, None, None, None],
            "uses__quiet": [True, False, False, True, None, None, None],
            "uses__none": [False, False, False, False, None, None, None],
            "rooms__hall": ["fair", "fair", "good", "good", "poor", None, "fair"],
            "rooms__attic": [None] * 6 + ["fair"],
            "job": ["pupil", "pupil", "teacher", None, None, "pupil", None],
            "town": [None, None, None, "E01", "E01", "W01", None],
        }
    )  # fmt: skip
    kinds = {
        "group": pd.CategoricalDtype(list(book.groups)),
        "job": pd.CategoricalDtype(["pupil", "teacher"]),
    }
    kinds |= {name: levels[name.split("__")[0]] for name in ("consent", "satisfaction", "borrowed")}
    kinds |= dict.fromkeys(("rooms__hall", "rooms__attic"), levels["rooms"])
    kinds |= {name: "boolean" for name in frame if name.startswith("uses__")}
    return frame.astype(kinds | {"loans": "Float64", "town": "string", "respondent": "string"})


@pytest.fixture(scope="session")
def visits(book) -> SurveyTables:
    """Six visitors and one of the staff kept; one visitor refused, one asked to be taken out."""
    changes = [
        ("v1", "satisfaction", "variant", "very good,  thank you", "Good"),
        ("v2", "satisfaction", "variant", "Very good, thank you", "Good"),
        ("s1", "satisfaction", "variant", "Bad", "Poor"),
        ("v1", "uses", "variant", "books, journals;QUIET", "Books, journals, Quiet"),
        ("v3", "rooms__hall", "spelling", "GOOD", "Good"),
        ("v1", "job", "alias", "", "pupil"), ("v4", "town", "close", "", "E01"),
        ("v5", "satisfaction", "decision", "Fair", "Good"),
    ]  # fmt: skip
    flags = [
        ("v1", "ambiguous_authority", "town", "E01;E02"),
        ("v2", "ambiguous_authority", "town", "E01;E02"),
        ("v6", "unusually_large", "loans", ""), ("v3", "straight_line", "rooms", "2 rows"),
        ("v3", "speeder", "", "less than 0.3 of the median duration"),
    ]  # fmt: skip
    excluded = [
        ("", "visitor", "withdrawn", "asked for their answers to be withdrawn (2021-02-03)"),
        ("v7", "visitor", "no_consent", "did not consent"),
    ]
    return SurveyTables(
        name="Library users 2020",
        questions=question_table(book),
        responses=_answers(book),
        nonresponse=_silences(),
        excluded=pd.DataFrame(
            excluded, columns=["respondent", "group", "rule", "reason"], dtype="string"
        ),
        changes=pd.DataFrame(
            changes, columns=["respondent", "question", "rule", "before", "after"], dtype="string"
        ),
        flags=pd.DataFrame(
            flags, columns=["respondent", "flag", "question", "detail"], dtype="string"
        ),
    )


@pytest.fixture(scope="session")
def visit_exports(export_of) -> list[SurveyExport]:
    """What visitors and staff answered, with nothing made of it yet; PLANTED is what is typed."""
    visitors = export_of(
        "visitor",
        "visitors.csv",
        respondent=[f"PLANTED-id-{n}" for n in range(1, 9)],
        status=["preview"] + ["normal"] * 7,
        finished=["no"] + ["yes"] * 7,
        Q1=["Yes"] * 7 + ["No"],
        Q2=["Good"] * 8,
        Q3=["Yes", "No"] + ["Yes"] * 6,
        Q4=["3", "", "PLANTED-number", "4", "5", "6", "7", ""],
        Q5_1=["1"] * 8,
        Q5_2=[""] * 8,
        Q5_3=[""] * 8,
        Q6_1=["Good"] * 8,
        Q7=["", "PLANTED-comment <b>loud</b>", "x", "", "", "", "", ""],
        Q8=["PLANTED-job"] * 3 + ["Pupil"] * 5,
        Q9=["PLANTED-town"] * 4 + ["Amble"] * 4,
        Timing_1=["PLANTED-timing"] * 8,
    )
    rooms = {"C6_1": ["Fair"], "C6_2": ["Fair"]}
    staff = export_of("staff", "staff.csv", respondent=["s1"], C1=["Yes"], C2=["Bad"], **rooms)
    return [replace(visitors, dropped=("IPAddress",), doubled=("Timing_1",)), staff]


@pytest.fixture(scope="session")
def talks() -> InterviewTables:
    """Three interviews, two of them coded."""
    groups = pd.Categorical(["visitor", "visitor", None], ["visitor", "staff"])
    interviews = pd.DataFrame({"interview": ["Ann", "Bob", "Cy"], "group": groups, "characters": 9})
    codings = [
        ("Ann", "coder-1", "a", 0, 3),
        ("Ann", "coder-2", "a", 1, 3),
        ("Bob", "", "b", 2, 4),
    ]
    mapped = [("Asp", "a", "renamed", 3, 2, "a word of ours"), ("Bee", "b", "own", 1, 1, "")]
    losses = pd.DataFrame([("note", 3, "")], columns=["what", "count", "detail"])
    return InterviewTables(
        name="SYNTHETIC talks",
        interviews=interviews,
        codings=pd.DataFrame(codings, columns=["interview", "coder", "code", "start", "end"]),
        themes=pd.DataFrame([("a", "Aspect"), ("b", "Bee")], columns=["code", "label"]),
        losses=losses,
        mapped=pd.DataFrame(
            mapped, columns=["project_code", "code", "rule", "codings", "kept", "reason"]
        ),
    )  # fmt: skip


class Outline(HTMLParser):
    """What a page is made of, as one who does not see it meets it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.inside: dict[str, list[set[str]]] = {"table": [], "svg": []}
        self.headings: list[tuple[int, str]] = []
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        for kind in ("table", "svg"):
            if tag == kind:
                self.inside[kind].append(set())
            elif kind in self.open:
                self.inside[kind][-1].add(tag)
        if tag != "meta":
            self.open.append(tag)
        if tag in ("h1", "h2", "h3", "h4"):
            self.headings.append((int(tag[1]), ""))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] in ("h1", "h2", "h3", "h4"):
            self.headings[-1] = (self.headings[-1][0], self.headings[-1][1] + data)

    def of(self, tag):
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture(scope="session")
def outline_of() -> Callable[[str], Outline]:
    """Take a page apart, and hold it to what every page must be."""

    def check(page: str) -> Outline:
        outline = Outline(page)
        ids = [attributes["id"] for _, attributes in outline.tags if "id" in attributes]
        links = [attributes["href"] for attributes in outline.of("a")]
        levels = [level for level, _ in outline.headings]
        assert outline.open == []
        assert outline.of("html") == [{"lang": "en-GB"}]
        assert len(set(ids)) == len(ids)
        assert {link.removeprefix("#") for link in links} <= set(ids)
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))
        assert all(text.strip() for _, text in outline.headings)
        assert all({"caption", "thead", "tbody"} <= parts for parts in outline.inside["table"])
        assert all({"title", "desc"} <= parts for parts in outline.inside["svg"])
        assert all(cell.get("scope") in ("row", "col") for cell in outline.of("th"))
        assert not {"script", "link", "img", "iframe", "object"} & {tag for tag, _ in outline.tags}
        assert "://" not in page
        return outline

    return check


# Readers of the library, enough of them for shares and tests; made up, and said so in their name.


def _cycled(answers: list[str], many: int) -> list[str]:
    return [answers[number % len(answers)] for number in range(many)]


@pytest.fixture(scope="session")
def readers(library, export_of) -> SurveyTables:
    """Forty visitors and twelve of the staff, who answered by a rule."""
    visitors = export_of(
        "visitor",
        "visitors.csv",
        Q1=["Yes"] * 40,
        Q2=_cycled(["Good", "Fair", "Good", "Poor", "Good"], 40),
        Q3=_cycled(["Yes", "Yes", "No"], 40),
        Q4=[str(3 + n * 7 % 31) if n % 3 < 2 else "" for n in range(40)],
        Q5_1=_cycled(["1", ""], 40),
        Q5_2=_cycled(["", "1", "1"], 40),
        Q5_3=[""] * 40,
        Q6_1=_cycled(["Good", "Fair", "Poor"], 40),
        Q7=[""] * 40,
    )
    staff = export_of(
        "staff",
        "staff.csv",
        respondent=[f"S_{number}" for number in range(12)],
        C1=["Yes"] * 12,
        C2=_cycled(["Fair", "Good", "Poor"], 12),
        C6_1=_cycled(["Good", "Fair"], 12),
        C6_2=_cycled(["Fair", "Poor"], 12),
    )
    made = build_tables([visitors, staff], [], library, name="SYNTHETIC library readers")
    assert isinstance(made, SurveyTables)
    return made


@pytest.fixture(scope="session")
def readers_report(readers) -> Report:
    """Their report, made once."""
    return make_report(readers)
