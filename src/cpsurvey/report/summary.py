"""Tables and the exports behind them → a page of text: what came in, what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from cpsurvey.codebook import Codebook, Instrument
from cpsurvey.errors import listed
from cpsurvey.exports import CodingExport, SurveyExport
from cpsurvey.tables import InterviewTables, SurveyTables


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
    if interviews is not None:
        lines += [line for export in codings for line in _coded(export, interviews)]
    return "\n".join(lines).rstrip() + "\n"


def _came_in(
    surveys: Sequence[SurveyExport], tables: SurveyTables, codebook: Codebook
) -> Iterator[str]:
    """Yield each group's rows in and out, and the columns of its exports that were not kept."""
    by_code = {instrument.code: instrument for instrument in codebook.instruments}
    of_group: dict[str, list[tuple[SurveyExport, Instrument]]] = {}
    for export in surveys:
        instrument = by_code.get(export.instrument, codebook.instruments[0])
        of_group.setdefault(instrument.group, []).append((export, instrument))
    for group, exports in of_group.items():
        yield codebook.groups[group]
        for export, instrument in exports:
            yield from _read(export, instrument, codebook)
        out = tables.excluded[tables.excluded["group"] == group]
        yield f"  rows in    {sum(len(export.rows) for export, _ in exports):>6}"
        for rule, reason in out[["rule", "reason"]].drop_duplicates().itertuples(index=False):
            yield f"  left out   {int((out['rule'] == rule).sum()):>6}  {reason}"
        yield f"  kept       {int((tables.responses['group'] == group).sum()):>6}"
        yield ""


def _read(export: SurveyExport, instrument: Instrument, codebook: Codebook) -> Iterator[str]:
    """Yield where an export comes from, and its columns that are in no table."""
    kind = export.settings.get("generation", "export")
    yield f"  {export.name} ({export.platform}, {kind}), {len(export.rows)} rows"
    platform = export.columns.loc[export.columns["kind"] == "metadata", "name"]
    columns = {
        "identifying, not kept": export.dropped,
        "read for identifier, date and rules only": [
            name for name in platform if name not in export.dropped
        ],
        "ignored, as the codebook says": [c for c in export.rows.columns if instrument.ignores(c)],
    }
    for what, names in columns.items():
        if names:
            yield f"    {what}: {listed(names, 20)}"
    texts = [q for q in codebook.questions if q.type == "text" and instrument.code in q.raw]
    held = sum(
        int((export.rows[list(q.raw[instrument.code])] != "").any(axis=1).sum()) for q in texts
    )
    if texts:
        yield f"    comments kept apart, in no table: {held}, in {len(texts)} questions"


def _changed(tables: SurveyTables) -> Iterator[str]:
    """Yield how many answers were read as another, by rule."""
    yield from _counts("Answers read as another (table changes)", tables.changes["rule"])


def _unanswered(tables: SurveyTables) -> Iterator[str]:
    """Yield how many cells hold no answer, by reason."""
    reasons = tables.nonresponse["reason"]
    yield from _counts("Cells without an answer (table nonresponse)", reasons)


def _coded(export: CodingExport, tables: InterviewTables) -> Iterator[str]:
    """Yield the interviews, codings and losses of a coding export."""
    yield f"Interviews: {export.name} ({export.tool or 'unnamed tool'})"
    coded = tables.codings["interview"].nunique()
    yield f"  interviews {len(tables.interviews):>6}  of which {coded} are coded"
    yield f"  codings    {len(tables.codings):>6}  by {tables.codings['coder'].nunique()} coders"
    for loss in tables.losses.itertuples():
        yield f"  not kept   {loss.count:>6}  {loss.what} {loss.detail}".rstrip()


def _counts(title: str, values: pd.Series) -> Iterator[str]:
    """Yield a title and a line a value with its count, most first."""
    yield title
    counts = values.astype(str).value_counts()
    for value, count in sorted(counts.items(), key=lambda item: (-item[1], str(item[0]))):
        yield f"  {value:<28}{count:>6}"
    if counts.empty:
        yield "  none"
    yield ""
