"""Tables, the exports behind them and the codebook in; the data report as a page out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from cpsurvey.codebook import Codebook
from cpsurvey.errors import listed
from cpsurvey.exports import CodingExport, SurveyExport
from cpsurvey.report.data_reports.answers import answer_sections, glossary
from cpsurvey.report.data_reports.came_in import columns_not_kept, comments, instrument_of
from cpsurvey.report.data_reports.flow import flow_table
from cpsurvey.report.data_reports.flow_figure import flow_figure
from cpsurvey.report.data_reports.interviews import interview_sections
from cpsurvey.report.doubts import doubts_left, has_words, options_in
from cpsurvey.report.html.markup import (
    Html,
    Section,
    bullets,
    element,
    join,
    note,
    page,
    paragraph,
    table,
    terms,
)
from cpsurvey.report.wording.codes import (
    MADE_UP,
    nobody_kept,
    platform_in_words,
    rule_in_words,
    settings_in_words,
)
from cpsurvey.tables import InterviewTables, SurveyTables
from cpsurvey.vocabulary import is_synthetic

FLOW = {"reason": "Step", "left_out": "Left out", "remaining": "Rows left"}
INTERNAL = (
    "For the research team and the ethics board. Not for publication: the counts are not protected,"
    " and a small one may be recognised by somebody who knows the people asked.",
    "No answer that anybody typed is on this page, and no row of any person. Names of codes and of"
    " attributes are, as the team gave them.",
)
KEPT = (
    "Of each person kept the tables hold an identifier, the group, the day of recording and the"
    " answers to closed questions. Of those left out they hold the identifier, the group and the"
    " reason. With the export at hand an identifier leads back to its row, so the tables are"
    " pseudonymous, not anonymous."
)
WITHDRAWN = (
    "Their answers and identifiers are in no table. Only how many there were, and when they asked,"
    " is kept."
)


def data_report(
    tables: SurveyTables | InterviewTables,
    exports: Sequence[SurveyExport],
    codings: Sequence[CodingExport],
    codebook: Codebook,
    *,
    rules: str = "default",
) -> str:
    """Say who fell out of the data, what was changed and why, and what was kept of whom.

    Parameters
    ----------
    tables
        What `build_tables` made: of a survey, with or without interviews, or of interviews alone.
    exports, codings
        What it was made from, as the readers gave it.
    codebook
        The questionnaire it was made with.
    rules
        Which of the codebook's sets of rules of exclusion was applied.

    Returns
    -------
    str
        A whole page of HTML that needs no other file: counts, names of columns and words of the
        codebook; nothing that anybody typed. The same tables give the same page.

    Notes
    -----
    The counts are not protected: the page is for the team and its ethics board.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> from cpsurvey.report import data_report
    >>> interviews = cps.load_example().interviews
    >>> data_report(interviews, [], [], cps.load_codebook()).splitlines()[0]
    '<!doctype html>'
    """
    survey = tables if isinstance(tables, SurveyTables) else None
    interviews = survey.interviews if survey else tables
    sections = [_about(codebook, rules if survey else ""), _came_in(exports, codings, codebook)]
    if survey:
        sections += _flow(survey, codebook)
        sections += answer_sections(survey, codebook)
        sections.append(_not_kept(exports, codebook))
    if isinstance(interviews, InterviewTables):
        sections += interview_sections(interviews, codebook, codings)
    if survey:
        sections.append(glossary())
    return page(f"Data report: {tables.name}", _lead(tables.name), sections)


def _lead(name: str) -> Html:
    """Return what stands first: whether the data is made up, and who the page is for."""
    internal = note("Internal", *map(paragraph, INTERNAL))
    return (
        join([note("SYNTHETIC", paragraph(MADE_UP)), internal]) if is_synthetic(name) else internal
    )


def _about(codebook: Codebook, rules: str) -> Section:
    """Return which questionnaire this is about, and the rules of exclusion in their order."""
    said = [paragraph("Questionnaire: ", codebook.title, ".")]
    said += [paragraph(codebook.note)] if codebook.note else []
    if rules:
        said.append(
            paragraph(
                "Rows are left out by these rules, in this order (set of rules “", rules, "”). What"
                " the team decided by hand comes before them. The first that applies to a row is"
                " the reason given."
            )
        )  # fmt: skip
        steps = [element("li", rule_in_words(rule, codebook)) for rule in codebook.rules[rules]]
        said.append(element("ol", *steps) if steps else paragraph("There are no rules."))
    return Section("about", "What this is", join(said))


def _came_in(
    exports: Sequence[SurveyExport], codings: Sequence[CodingExport], codebook: Codebook
) -> Section:
    """Return the files, what they say of how they were exported, and how much is in them."""
    columns = ["File", "From", "Who", "Rows", "Columns with answers"]
    records: list[tuple[object, ...]] = [
        (
            export.name, platform_in_words(export.platform),
            codebook.groups[instrument_of(export, codebook).group], *export.rows.shape,
        )
        for export in exports
    ]  # fmt: skip
    records += [
        (export.name, export.tool or "unnamed tool", "Interviews", len(export.sources), pd.NA)
        for export in codings
    ]
    said = [table(pd.DataFrame(records, columns=columns), "Files that came in")] if records else []
    if exports:
        said.append(element("h3", "What the files say of how they were exported"))
        said.append(terms((e.name, "; ".join(settings_in_words(e.settings))) for e in exports))
        said.append(element("h3", "What may be wrong with the files"))
        said.append(_doubts(exports, codebook))
    return Section("came-in", "What came in", join(said or [paragraph("No file was given.")]))


def _doubts(exports: Sequence[SurveyExport], codebook: Codebook) -> Html:
    """Return what may have happened to the files on the way here, and how to mend it."""
    known = [options_in(codebook, instrument_of(export, codebook).code) for export in exports]
    found = [
        (export.name, doubt.words, doubt.mend)
        for export, options in zip(exports, known, strict=True)
        for doubt in doubts_left(export, options, worded=has_words(codebook))
    ]
    if not found:
        return paragraph("Nothing was found.")
    columns = ["File", "What was found", "What to do"]
    return table(pd.DataFrame(found, columns=columns), "Doubts about the files")


def _flow(tables: SurveyTables, codebook: Codebook) -> Iterator[Section]:
    """Yield the way from raw rows to kept, and who asked to be taken out."""
    flow = flow_table(tables)
    pieces: list[Html] = []
    for group, steps in flow.groupby("group", sort=False, observed=True):
        name = codebook.groups[str(group)]
        counts = steps[list(FLOW)].rename(columns=FLOW).astype({"Left out": "Int64"})
        counts.loc[counts.index[[0, -1]], "Left out"] = pd.NA
        nobody = nobody_kept(*(int(steps["remaining"].iloc[end]) for end in (0, -1)))
        pieces += [
            element("h3", name),
            element("p", element("strong", nobody)) if nobody else Html(),
            flow_figure(steps, name, f"flow-{group}"),
            table(counts, f"{name}: rows left out, by rule"),
        ]
    yield Section("flow", "Who fell out", join(pieces))
    withdrawn = tables.excluded[tables.excluded["rule"] == "withdrawn"]
    counts = withdrawn.groupby(["group", "reason"]).size().reset_index(name="People")
    counts["group"] = counts["group"].map(codebook.groups)
    named = counts.rename(columns={"group": "Group", "reason": "Who"})
    said = [table(named, "Withdrawals"), paragraph(WITHDRAWN)] if len(named) else []
    nobody = paragraph("Nobody asked for their answers to be withdrawn.")
    yield Section("withdrawn", "Who asked to be taken out", join(said or [nobody]))


def _not_kept(exports: Sequence[SurveyExport], codebook: Codebook) -> Section:
    """Return what tables hold of a person, and the columns and comments that are in none."""
    said = [paragraph(KEPT)]
    for export in exports:
        instrument = instrument_of(export, codebook)
        columns = columns_not_kept(export, instrument)
        written = comments(export, instrument, codebook)
        said.append(element("h3", export.name))
        said.append(
            bullets(f"{why}: {listed(names, 40)}" for why, names in columns.items() if names)
        )
        if len(written):
            said.append(table(written, f"{export.name}: free text, kept apart and in no table"))
    return Section("not-kept", "What was kept, and what was not", join(said))
