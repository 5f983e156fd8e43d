"""Interview tables and their exports in; the data report's sections about interviews out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from cpsurvey.codebook import Codebook
from cpsurvey.exports import CodingExport
from cpsurvey.report.html.markup import Html, Section, join, paragraph, table
from cpsurvey.report.wording.codes import counted
from cpsurvey.tables import InterviewTables
from cpsurvey.vocabulary import MAPPED

CALLED = (
    "The words of the interviews are in no table. Each interview is called there what the team"
    " calls it, or what its source is called where that is plainly a code such as P07; all others"
    " are numbered. The key is written with --free-text only."
)
UNITS = (
    "Programs count positions in different ways. What this one counted in was found from the"
    " selections themselves: each way was tried, and the words it gives were compared with the copy"
    " that the program wrote, or with where words begin and end."
)
MATCHED = (
    "A code of the project is a theme of the frame by its code, its label or an alias, or because"
    " the team said so. Codes that are no theme joined the frame as they are: they are listed"
    " first, with their codings, so that none is overlooked."
)
TWICE = "{} of the codings are left out: dropped by the team, or the same words under two codes."


def interview_sections(
    tables: InterviewTables, codebook: Codebook, exports: Sequence[CodingExport] = ()
) -> Iterator[Section]:
    """Yield how much was interviewed and coded, how codes became themes, and what was lost."""
    coded = tables.codings["interview"].nunique()
    named = tables.interviews["group"].astype("object").map(codebook.groups)
    groups = named.fillna("not said").rename("Group")
    interviews = groups.value_counts(sort=False).reset_index(name="Interviews")
    by = tables.codings["coder"].astype("object").replace("", "not named")
    codings = tables.codings.groupby(by)["interview"].agg(["size", "nunique"]).reset_index()
    codings.columns = pd.Index(["Coder", "Codings", "Interviews"])
    said = [
        paragraph(f"{len(tables.interviews):,} interviews, of which {coded:,} are coded."),
        table(interviews, "Interviews, by group"),
        table(codings, "Codings, by coder (names are replaced)"),
        paragraph(CALLED),
        *_positions(exports),
    ]
    yield Section("interviews", "Interviews", join(said))
    if len(tables.mapped):
        yield Section("mapped", "Codes of the project, and themes", join(_mapped(tables)))
    losses = tables.losses.rename(columns={"what": "What", "detail": "Which", "count": "How many"})
    lost = table(losses[["What", "Which", "How many"]], "In the coding export and in no table")
    kept = paragraph("The tables hold all that the coding export held.")
    yield Section(
        "losses", "What the interviews' tables do not hold", lost if len(losses) else kept
    )


def _positions(exports: Sequence[CodingExport]) -> Iterator[Html]:
    """Yield what each export's positions are counted in, by what evidence."""
    records = []
    for export in exports:
        sources = export.sources.fillna({"evidence": "", "position_unit": ""})
        placed = sources[sources["position_unit"] != ""]
        for (unit, evidence), found in placed.groupby(["position_unit", "evidence"]):
            numbers = [int(found[column].sum()) for column in ("selections", "agreeing")]
            records.append((export.name, unit, evidence or "none", len(found), *numbers))
        if without := int(export.codings["start"].isna().sum()):
            yield paragraph(
                f"Without a position in {export.name}: {counted(without, 'coding')}. They count,"
                " and coders' agreement on passages cannot be had from them."
            )
    columns = ["File", "Counted in", "By", "Sources", "Selections", "Agreeing"]
    if records:
        yield paragraph(UNITS)
        yield table(pd.DataFrame(records, columns=columns), "Positions, and what bears them out")


def _mapped(tables: InterviewTables) -> Iterator[Html]:
    """Yield which theme each code became: first those that no theme has the name of."""
    yield paragraph(MATCHED)
    labels = dict(zip(tables.themes["code"], tables.themes["label"], strict=True))
    mapped = tables.mapped.assign(
        first=tables.mapped["rule"] != "own",
        theme=tables.mapped["code"].map(labels).fillna(""),
        how=tables.mapped["rule"].map(MAPPED),
    ).sort_values("first", kind="stable")
    columns = {
        "project_code": "Code of the project",
        "theme": "Theme",
        "how": "Why",
        "codings": "Codings",
        "kept": "In the tables",
        "reason": "The team's reason",
    }
    if lost := int((mapped["codings"] - mapped["kept"]).sum()):
        yield paragraph(TWICE.format(f"{lost:,}"))
    yield table(mapped[list(columns)].rename(columns=columns), "Codes of the project, and themes")
