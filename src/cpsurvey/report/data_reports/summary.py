"""Tables and the exports behind them → a page of text: what came in, what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from cpsurvey.codebook import Codebook, Instrument
from cpsurvey.errors import listed
from cpsurvey.exports import CodingExport, SurveyExport
from cpsurvey.report.data_reports.came_in import columns_not_kept, comments, instrument_of
from cpsurvey.report.data_reports.flow import flow_table
from cpsurvey.report.doubts import doubts_left, has_words, options_in
from cpsurvey.report.wording.codes import counted, loss_in_words, nobody_kept
from cpsurvey.tables import InterviewTables, SurveyTables
from cpsurvey.vocabulary import MAPPED


def build_summary(
    tables: SurveyTables | InterviewTables,
    surveys: Sequence[SurveyExport],
    codings: Sequence[CodingExport],
    codebook: Codebook,
) -> str:
    """Return what came in, what was left out and why, what was changed, and what was not kept.

    Only counts, names of columns and names of rules are in it; nothing that anyone typed.
    """
    lines = [tables.name, ""]
    if isinstance(tables, SurveyTables):
        lines += _came_in(surveys, tables, codebook)
        lines += _changed(tables)
        lines += _unanswered(tables)
        lines += _counts("Flags (nothing was changed)", tables.flags["flag"])
        interviews = tables.interviews
    else:
        interviews = tables
    if interviews is not None and codings:
        lines += _coded(codings, interviews)
    return "\n".join(lines).rstrip() + "\n"


def _came_in(
    surveys: Sequence[SurveyExport], tables: SurveyTables, codebook: Codebook
) -> Iterator[str]:
    """Yield each group's rows in and out, and the columns of its exports that were not kept."""
    flow = flow_table(tables)
    for group, label in codebook.groups.items():
        exports = [export for export in surveys if instrument_of(export, codebook).group == group]
        steps = flow[flow["group"] == group]
        if not exports or steps.empty:
            continue
        yield label
        for export in exports:
            yield from _read(export, instrument_of(export, codebook), codebook)
        came, kept = (int(steps["remaining"].iloc[end]) for end in (0, -1))
        yield f"  rows in    {came:>6}"
        for count, why in zip(
            steps["left_out"].iloc[1:-1], steps["reason"].iloc[1:-1], strict=True
        ):
            yield f"  left out   {count:>6}  {why}"
        yield f"  kept       {kept:>6}"
        if nobody := nobody_kept(came, kept):
            yield f"  {nobody}"
        yield ""


def _read(export: SurveyExport, instrument: Instrument, codebook: Codebook) -> Iterator[str]:
    """Yield where an export comes from, and its columns that are in no table."""
    kind = export.settings.get("generation", "export")
    yield f"  {export.name} ({export.platform}, {kind}), {counted(len(export.rows), 'row')}"
    options = options_in(codebook, instrument.code)
    doubts = doubts_left(export, options, worded=has_words(codebook))
    yield from (f"    may be wrong: {doubt.words} {doubt.mend}" for doubt in doubts)
    for why, names in columns_not_kept(export, instrument).items():
        if names:
            yield f"    {why}: {listed(names, 20)}"
    written = comments(export, instrument, codebook)
    if len(written):
        questions = counted(len(written), "question")
        held = int(written["Rows with a comment"].sum())
        yield f"    comments kept apart, in no table: {held}, in {questions}"


def _changed(tables: SurveyTables) -> Iterator[str]:
    """Yield how many answers were read as another, by rule."""
    yield from _counts("Answers read as another (table changes)", tables.changes["rule"])


def _unanswered(tables: SurveyTables) -> Iterator[str]:
    """Yield how many cells hold no answer, by reason, and of how many it is not known."""
    reasons = tables.nonresponse["reason"]
    yield from _counts("Cells without an answer (table nonresponse)", reasons)
    if unclear := int((tables.nonresponse["told_by"] == "undeclared").sum()):
        yield f"Of these {unclear} were skipped or not shown: no routing is declared to tell"
        yield ""


def _coded(exports: Sequence[CodingExport], tables: InterviewTables) -> Iterator[str]:
    """Yield the coding exports, and their interviews, codings, own codes and losses."""
    for export in exports:
        yield f"Interviews: {export.name} ({export.tool or 'unnamed tool'})"
    coded = tables.codings["interview"].nunique()
    yield f"  interviews {len(tables.interviews):>6}  of which {coded} are coded"
    coders = tables.codings.loc[tables.codings["coder"] != "", "coder"].nunique()
    by = counted(coders, "coder") if coders else "nobody that is named"
    yield f"  codings    {len(tables.codings):>6}  by {by}"
    for rule, codes in tables.mapped.groupby("rule", sort=False):
        codings = int(codes["codings"].sum())
        yield f"  codes      {len(codes):>6}  {MAPPED[str(rule)]} ({counted(codings, 'coding')})"
    if lost := int((tables.mapped["codings"] - tables.mapped["kept"]).sum()):
        yield f"  left out   {lost:>6}  of the codings: dropped, or the same words under two codes"
    for loss in tables.losses.itertuples():
        yield f"  not kept   {loss.count:>6}  {loss_in_words(str(loss.what), str(loss.detail))}"


def _counts(title: str, values: pd.Series) -> Iterator[str]:
    """Yield a title and a line a value with its count, most first."""
    yield title
    counts = values.astype(str).value_counts()
    for value, count in sorted(counts.items(), key=lambda item: (-item[1], str(item[0]))):
        yield f"  {value:<28}{count:>6}"
    if counts.empty:
        yield "  none"
    yield ""
