"""Survey tables and the codebook in; the data report's sections about answers out."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from cpsurvey.codebook import Codebook
from cpsurvey.errors import listed
from cpsurvey.report.data_reports.account import (
    cannot_tell,
    labels,
    not_put,
    people,
    raised,
    silences,
    told_by,
    unanswered,
)
from cpsurvey.report.data_reports.changed import (
    ambiguous,
    changes_by_rule,
    coverage,
    read_as,
    typed_answers,
)
from cpsurvey.report.html.markup import Html, Section, element, join, paragraph, table, terms
from cpsurvey.report.wording.codes import CANNOT_TELL, CHANGES, REASON_LABELS, in_words
from cpsurvey.tables import SurveyTables
from cpsurvey.vocabulary import NONRESPONSE

BY_HAND = "decision"
UNKNOWN = (
    "the cell is blank, and nothing says who is shown the question, so the person skipped it or"
    " never saw it"
)


def answer_sections(tables: SurveyTables, codebook: Codebook) -> Iterator[Section]:
    """Yield what has no answer, what was read as another, what was typed, flagged and corrected."""
    silent = silences(tables)
    missing = join(_not_answered(tables, silent, codebook))
    yield Section("not-answered", "What was not answered", missing)
    yield Section("read-as", "Answers read as another", join(_read_as(tables, codebook)))
    typed = join(_typed(tables, silent, codebook))
    if typed:
        yield Section("typed", "Typed authorities and roles", typed)
    yield Section("flags", "Doubts that changed nothing", _flags(tables, codebook))
    yield Section("by-hand", "Corrections by hand", _by_hand(tables))


def glossary() -> Section:
    """Return what each reason for having no answer means."""
    meanings = NONRESPONSE | {CANNOT_TELL: UNKNOWN}
    return Section(
        "reasons",
        "What the reasons mean",
        terms((label, f"{meanings[code]}.") for code, label in REASON_LABELS.items()),
    )


def _not_answered(tables: SurveyTables, silent: pd.DataFrame, codebook: Codebook) -> Iterator[Html]:
    """Yield answered and unanswered cells by question and reason, and how the reason is known."""
    yield paragraph(
        "Every cell of a question is an answer or has one reason for having none. The rows below"
        " add up to the people kept. The last section says what each reason means."
    )
    if unclear := cannot_tell(tables, silent):
        names = listed((labels(tables)[name] for name in unclear), 40)
        yield paragraph(
            "Skipped and not shown cannot be told apart in these questions, because nothing says"
            f" who is shown them: {names}. To tell them apart, declare the routing in the codebook."
        )
    for group, name in codebook.groups.items():
        yield element("h3", name)
        if missing := not_put(tables, silent, group):
            yield paragraph(f"Not put to this group: {'; '.join(_named(missing, codebook))}.")
        kept = people(tables).get(group, 0)
        counts = unanswered(tables, silent, group)
        yield table(counts, f"{name}: answers and blanks of {kept:,} people")
    yield element("h3", "How the reason is known")
    yield table(told_by(silent), "Cells without an answer, by how the reason is known")


def _named(missing: list[str], codebook: Codebook) -> Iterator[str]:
    """Yield what questions are called; a matrix once, if all its rows are among them."""
    for question in codebook.questions:
        rows = dict(zip(question.columns, question.rows, strict=False))
        if set(question.columns) <= set(missing):
            yield question.label
        else:
            yield from (
                f"{question.label}: {r.label}" for name, r in rows.items() if name in missing
            )


def _read_as(tables: SurveyTables, codebook: Codebook) -> Iterator[Html]:
    """Yield how many answers were read as another, and closed ones with their wordings."""
    counts = changes_by_rule(tables)
    if counts.empty:
        yield paragraph("No answer was read as another.")
        return
    yield paragraph(
        "These answers were not given in the exact words of the codebook. Each is a row of the"
        " table “changes”. The rules are:"
    )
    yield terms((rule, f"{in_words(rule, CHANGES)}.") for rule in counts.columns[1:])
    yield table(counts, "Answers read as another, by question and rule")
    wordings = read_as(tables, codebook)
    if len(wordings):
        yield table(wordings, "Other wordings of closed answers")


def _typed(tables: SurveyTables, silent: pd.DataFrame, codebook: Codebook) -> Iterator[Html]:
    """Yield what became of typed authorities and roles, and how many authorities were named."""
    matched = typed_answers(tables, silent, codebook)
    if matched.empty:
        return
    yield paragraph(
        "People typed these. What fits one authority or role got its code; what fits more than one"
        " is ambiguous and was not guessed; what fits none is not matched. The team can settle both"
        " in a small file that is used at the next build."
    )
    yield table(matched, "Typed authorities and roles")
    candidates = ambiguous(tables, codebook)
    if len(candidates):
        yield table(candidates, "Ambiguous: what the typed text fits")
    named = coverage(tables, codebook)
    if len(named):
        yield table(named, "Authorities that anybody named, of those in the codebook")


def _flags(tables: SurveyTables, codebook: Codebook) -> Html:
    """Return the flags with what they mean."""
    if tables.flags.empty:
        return paragraph("Nothing was flagged.")
    counts = table(raised(tables, codebook), "Flags, by what they mean")
    return join(
        [paragraph("These rows are kept as they are. A person should look at them."), counts]
    )


def _by_hand(tables: SurveyTables) -> Html:
    """Return how many answers the team corrected, by question."""
    decided = tables.changes[tables.changes["rule"] == BY_HAND]
    if decided.empty:
        return paragraph("No answer was corrected by hand.")
    counts = decided["question"].value_counts()
    records = [(label, counts[name]) for name, label in labels(tables).items() if name in counts]
    frame = pd.DataFrame(records, columns=["Question", "Answers corrected"])
    return table(frame, "Answers that the team corrected")
