"""Every export of the corpus drafted as it is: types, and tables that account for every row."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from cpsurvey.cleaning import clean_survey
from cpsurvey.codebook import Codebook, load_codebook
from cpsurvey.drafting import draft_codebook
from cpsurvey.errors import ExportError
from cpsurvey.exports import Definition, SurveyExport
from cpsurvey.readers import find_definition, match_columns, read_definition, read_survey_export

pytestmark = pytest.mark.corpus

ENDINGS = ("csv", "sav", "dta", "xlsx", "gz")
READABLE = 40  # of them at least: readers learn
CLOSED = dict.fromkeys(("single", "scale", "consent"), "closed")


def exports(corpus: Path) -> list[tuple[Path, SurveyExport]]:
    """Every export that can be read."""
    found = []
    for path in sorted(
        path for ending in ENDINGS for path in corpus.rglob(f"surveys/**/*.{ending}")
    ):
        try:
            found.append((path, read_survey_export(path)))
        except ExportError:
            continue
    return found


def drafted(export: SurveyExport, folder: Path, definition: Definition | None = None) -> Codebook:
    """The codebook of an export as the draft has it."""
    for name, content in draft_codebook(export, definition=definition).files.items():
        (folder / name).write_text(content, encoding="utf-8")
    return load_codebook(folder)


def test_every_export_builds_with_its_unedited_draft(corpus, tmp_path):
    held = exports(corpus)
    assert len(held) >= READABLE
    for number, (path, export) in enumerate(held):
        folder = tmp_path / str(number)
        folder.mkdir()
        book = drafted(export, folder)
        consent = tuple(rule for rule in book.rules["default"] if rule.rule == "no_consent")
        for rules in (book.rules["default"], consent):
            tables = clean_survey(export, replace(book, rules={"default": rules}))
            assert len(tables.responses) + len(tables.excluded) == len(export.rows), path


def test_every_export_builds_with_the_definition_that_goes_with_it(corpus, tmp_path):
    defined = 0
    for number, (path, export) in enumerate(exports(corpus)):
        try:
            definition = find_definition(path, export).definition
        except ExportError:  # several fit
            continue
        if definition:
            folder = tmp_path / str(number)
            folder.mkdir()
            tables = clean_survey(export, drafted(export, folder, definition))
            assert len(tables.responses) + len(tables.excluded) == len(export.rows), path
            defined += 1
    assert defined >= 20


def test_types_are_right_though_the_definition_is_hidden(corpus):
    right = asked = 0
    for path in sorted(corpus.rglob("*.qsf")):
        folder = path.parent.parent if path.parent.name == "qualtrics" else path.parent
        for file in sorted(folder.glob("*.csv")):
            export = read_survey_export(file)
            drafted = draft_codebook(export).questions
            types = {column: row.type for row in drafted.itertuples() for column in row.columns}
            for question in match_columns(read_definition(path), export).questions:
                found = {types[column] for column in question.columns}
                kinds = {CLOSED.get(kind, kind) for kind in found}
                right += kinds == {CLOSED.get(question.type, question.type)}
                asked += 1
    assert asked >= 350
    assert right >= 0.95 * asked
