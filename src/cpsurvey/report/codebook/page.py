"""A codebook, and tables if there are any, in; a page that people can read out."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from cpsurvey.codebook import Codebook
from cpsurvey.errors import listed
from cpsurvey.report.codebook.question import question_content
from cpsurvey.report.codebook.table import codebook_table
from cpsurvey.report.html.markup import Html, Section, element, join, note, page, paragraph, table
from cpsurvey.report.wording.codes import HIDDEN, MADE_UP, counted, rule_in_words
from cpsurvey.tables import SurveyTables
from cpsurvey.vocabulary import is_synthetic


def codebook_page(codebook: Codebook, tables: SurveyTables | None = None) -> str:
    """Return a codebook as a page: every question, its wordings and answers, and counts of them.

    Parameters
    ----------
    codebook
        The questionnaire, from `load_codebook`.
    tables
        Tables made with it, to count answers in; left out, the page has no counts and can be
        shared.

    Returns
    -------
    str
        A whole page of HTML that needs no other file. Of real data counts from 1 to 4 are hidden
        and read [c]; they are not protected against subtraction, and the page says so.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> from cpsurvey.report import codebook_page
    >>> "What is your role?" in codebook_page(cps.load_codebook())
    True
    """
    frame = codebook_table(codebook, tables)
    sections = [
        Section(
            question.name,
            question.label,
            question_content(question, frame[frame["question"].isin(question.columns)], codebook),
        )
        for question in codebook.questions
    ]
    sections.append(Section("rules-of-exclusion", "Who is left out", join(_rules(codebook))))
    if codebook.themes:
        sections.append(Section("interview-themes", "Themes of the interviews", _themes(codebook)))
    return page(f"Codebook: {codebook.title}", join(_lead(codebook, tables, frame)), sections)


def _lead(codebook: Codebook, tables: SurveyTables | None, frame: pd.DataFrame) -> Iterator[Html]:
    """Yield what stands first: what the questionnaire is, and what the counts are."""
    if codebook.note:
        yield paragraph(codebook.note)
    questions = counted(len(codebook.questions), "question")
    yield paragraph(f"{questions}, put to {listed(codebook.groups.values())}.")
    if tables is None:
        return
    of = f"The counts are of the people kept in “{tables.name}”."
    if is_synthetic(tables.name):
        yield note("SYNTHETIC", paragraph(f"{of} {MADE_UP}"))
    else:
        yield note(
            "Counts of real people",
            paragraph(f"{of} {HIDDEN} is a small number, hidden: so few might be recognised."),
            paragraph(
                f"Disclosure control: {frame['protection'].iloc[0]}. To share the codebook, make"
                " it without counts."
            ),
        )


def _rules(codebook: Codebook) -> Iterator[Html]:
    """Yield each set of rules of exclusion, in order."""
    for name, rules in codebook.rules.items():
        yield element("h3", f"Set of rules “{name}”")
        steps = [element("li", rule_in_words(rule, codebook)) for rule in rules]
        yield element("ol", *steps) if steps else paragraph("Nobody is left out.")


def _themes(codebook: Codebook) -> Html:
    """Return the coding frame."""
    records = [(theme.label, theme.code, theme.definition) for theme in codebook.themes]
    return table(pd.DataFrame(records, columns=["Theme", "Code", "Definition"]), "Coding frame")
