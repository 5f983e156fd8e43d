"""Fixtures: an export typed in by hand, and the tables that its unedited draft builds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from cpsurvey.cleaning import clean_survey
from cpsurvey.codebook import Codebook, load_codebook
from cpsurvey.drafting import Draft, draft_codebook
from cpsurvey.exports import Definition, SurveyExport
from cpsurvey.tables import SurveyTables

META = ("respondent", "status", "finished", "progress", "started", "recorded", "duration_seconds",
        "language", "channel")  # fmt: skip
Cells = Mapping[str, Sequence[str]]


def export_of(
    cells: Cells,
    *,
    texts: Mapping[str, str] | None = None,
    ids: Mapping[str, str] | None = None,
    platform: str = "table",
    answers: str = "unknown",
    embedded: Sequence[str] = (),
    name: str = "survey.csv",
    **meta: Sequence[str],
) -> SurveyExport:
    """An export with these cells; a name with ~2 is one that stands again."""
    rows = pd.DataFrame({column: list(held) for column, held in cells.items()}, dtype=object)
    rows.index = pd.RangeIndex(2, 2 + len(rows))
    names = [column.partition("~")[0] for column in cells]
    columns = pd.DataFrame({"column": list(cells), "name": names}, dtype=object)
    columns["text"] = [
        (texts or {}).get(column, name) for column, name in zip(cells, names, strict=True)
    ]
    columns["import_id"] = [(ids or {}).get(column, "") for column in cells]
    columns["position"] = range(1, len(columns) + 1)
    columns["kind"] = ["embedded" if column in embedded else "question" for column in cells]
    facts = {fact: list(meta.get(fact, [""] * len(rows))) for fact in META}
    facts["status"] = list(meta.get("status", ["normal"] * len(rows)))
    facts["respondent"] = list(meta.get("respondent", [f"row-{row}" for row in rows.index]))
    return SurveyExport(
        name=name,
        platform=platform,
        group="",
        instrument="",
        settings={"answers": answers},
        columns=columns,
        meta=pd.DataFrame(facts, index=rows.index, dtype=object),
        rows=rows,
        doubled=tuple(dict.fromkeys(n for n in names if names.count(n) > 1)),
    )


def load(draft: Draft, folder: Path) -> Codebook:
    """The codebook that the files of a draft are."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in draft.files.items():
        (folder / name).write_text(content, encoding="utf-8")
    return load_codebook(folder)


def build(
    export: SurveyExport, folder: Path, definition: Definition | None = None
) -> tuple[Draft, SurveyTables]:
    """A draft and the tables it builds unedited; nobody is left out but those without consent."""
    draft = draft_codebook(export, definition=definition)
    book = load(draft, folder)
    tables = clean_survey(export, book)
    assert len(tables.responses) + len(tables.excluded) == len(export.rows)
    consent = tuple(rule for rule in book.rules["default"] if rule.rule == "no_consent")
    return draft, clean_survey(export, replace(book, rules={"default": consent}))


@pytest.fixture
def drafted(tmp_path) -> Callable[..., pd.DataFrame]:
    """The questions of a draft, by their first column, once the draft is built."""

    def make(cells: Cells, **settings: object) -> pd.DataFrame:
        draft, _ = build(export_of(cells, **settings), tmp_path)
        return draft.questions.set_index(draft.questions["columns"].str[0])

    return make
