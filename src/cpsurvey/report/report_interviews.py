"""Interview tables in; the data report's sections about interviews out."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from cpsurvey.codebook import Codebook
from cpsurvey.report.html import Section, join, paragraph, table
from cpsurvey.tables import InterviewTables


def interview_sections(tables: InterviewTables, codebook: Codebook) -> Iterator[Section]:
    """Yield how much was interviewed and coded, and what the tables do not hold."""
    coded = tables.codings["interview"].nunique()
    named = tables.interviews["group"].astype("object").map(codebook.groups)
    groups = named.fillna("not said").rename("Group")
    interviews = groups.value_counts(sort=False).reset_index(name="Interviews")
    codings = tables.codings.groupby("coder")["interview"].agg(["size", "nunique"]).reset_index()
    codings.columns = pd.Index(["Coder", "Codings", "Interviews"])
    said = [
        paragraph(f"{len(tables.interviews):,} interviews, of which {coded:,} are coded."),
        table(interviews, "Interviews, by group"),
        table(codings, "Codings, by coder (names are replaced)"),
        paragraph(
            "The words of the interviews are in no table. Each interview is called there what it is"
            " called in the coding program: where that names a person, change it before sharing."
        ),
    ]
    yield Section("interviews", "Interviews", join(said))
    losses = tables.losses.rename(columns={"what": "What", "detail": "Which", "count": "How many"})
    lost = table(losses[["What", "Which", "How many"]], "In the coding export and in no table")
    kept = paragraph("The tables hold all that the coding export held.")
    yield Section(
        "losses", "What the interviews' tables do not hold", lost if len(losses) else kept
    )
