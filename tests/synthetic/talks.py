"""A small margins file of interviews about libraries, and tables as cleaning would give them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd

from cpsurvey.codebook import Codebook, Theme
from cpsurvey.synthetic.interview_margins import InterviewMargins, load_interview_margins
from cpsurvey.synthetic.interviews import Interviews
from cpsurvey.tables import InterviewTables

DAYS = (date(2026, 3, 2), date(2026, 3, 31))
TALKS = """\
[interviews]
assumed = "made up for a test"
[interviews.sizes]
visitor = 9
staff = 4
[interviews.coding]
uncoded = { visitor = 2 }
by_both = { visitor = 3, staff = 2 }
first_coder = 0.5
[interviews.disagreement]
missed = 0.2
shifted = 0.2
added = 0.1
[interviews.people.visitor.interview_mode]
latent = "how the interview was held"
assumed = "made up for a test"
answers = { telephone = 5, video = 4 }
[interviews.themes.visitor]
quiet = 6
"books.new" = 4
"books.lost" = 3
[interviews.themes.staff]
quiet = 2
"books.lost" = 3
"""


def with_themes(library: Codebook) -> Codebook:
    """The library's questionnaire with a coding frame: a flat theme, and two under a third."""
    themes = (
        Theme("quiet", "Somewhere {quiet} to sit"),
        Theme("books", "Books"),
        Theme("books.new", "New books", parent="books"),
        Theme("books.lost", "Lost books", parent="books"),
    )
    return replace(library, themes=themes)


def load(text: str, codebook: Codebook, folder: Path) -> InterviewMargins | None:
    """The margins in a text, read as a file."""
    path = folder / "margins.toml"
    path.write_text(text, encoding="utf-8")
    return load_interview_margins(codebook, (), path)


def as_tables(made: Interviews, codebook: Codebook) -> InterviewTables:
    """Interviews as tables, without writing and reading a project."""
    codings = made.codings.rename(columns={"source": "interview"}).assign(segment="")
    texts = ["interview", "coder", "code", "segment"]
    interviews = made.people[["interview", "group"]].assign(source=made.people["interview"])
    return InterviewTables(
        name="SYNTHETIC",
        interviews=interviews.assign(characters=[len(made.texts[n]) for n in made.texts]),
        codings=codings.astype(dict.fromkeys(texts, "string") | {"start": "Int64", "end": "Int64"}),
        themes=pd.DataFrame(
            [(t.code, t.label, t.parent) for t in codebook.themes],
            columns=["code", "label", "parent"],
        ),
        losses=pd.DataFrame({"what": [], "count": [], "detail": []}),
    )
