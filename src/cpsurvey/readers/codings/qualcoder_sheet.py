"""QualCoder's report of coded text (CSV, XLSX) in; codings without positions out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from cpsurvey.errors import ExportError
from cpsurvey.exports import PATH_SEPARATOR, CodingExport
from cpsurvey.readers.codings.coded_rows import Mark, Source, to_export
from cpsurvey.readers.codings.losses import (
    CASE_NAME,
    CODING_WITHOUT_CODER,
    IN_MEDIA,
    Loss,
    codings_in_words,
)
from cpsurvey.readers.codings.sheet_table import Table, columns_not_read, where

TOOL = "QualCoder"
NEEDED = ("Coder", "Coded", "Id", "Codename")
FILE, CASE, FILE_IN_CASE, MEMO, ABOVE = "File", "Case", "Filename", "Coded_Memo", "Category"
VARIABLES = ("FileVar_", "CaseVar_")
NOT_TEXT = {"imid": IN_MEDIA["picture"], "avid": "selection in a sound or film"}


class Row(NamedTuple):
    """A row of the report; `path` has the codes above its own, the topmost first."""

    file: str
    case: str
    coder: str
    words: str
    key: str
    path: tuple[str, ...]
    memo: str
    values: tuple[tuple[str, str], ...]


def is_report(table: Table) -> bool:
    """Tell whether a table is QualCoder's report of coded text."""
    return {*NEEDED} <= set(table.header) and bool({FILE, FILE_IN_CASE} & set(table.header))


def read_report(table: Table, name: str) -> CodingExport:
    """Read the report of coded text that QualCoder writes as CSV or XLSX, of files or of cases.

    No real file was at hand: the columns are those that QualCoder 3.8 writes. There are coders but
    no positions, so codings can be counted and agreement cannot be had. What one coder marked in
    one file with the same words and several codes is taken for one passage. Files are told apart
    by name; those without codings are not in the report. A coding that stands below several cases
    is one. Categories are codes that nothing is coded with; columns ``FileVar_…`` and ``CaseVar_…``
    are attributes of the file.
    """
    found = list(_rows(table, name))
    single = {(row.file, row.key): row for row in reversed(found)}
    codings = [row for row in found if single[row.file, row.key] is row]
    in_text = [row for row in codings if row.key.partition(":")[0] not in NOT_TEXT]
    marks = list(_marks(in_text))
    sources = [Source(file, file, attributes=values) for file, values in _values(found).items()]
    losses = [*_losses(found, codings, in_text), *columns_not_read(table, _read(table))]
    export = to_export(name, TOOL, sources, [], marks, losses)
    used = {PATH_SEPARATOR.join(row.path) for row in in_text}
    return replace(export, codes=export.codes.assign(codable=export.codes["path"].isin(used)))


def _places(table: Table) -> tuple[dict[str, int], list[int], dict[int, str]]:
    """Return the column of each header, those of the categories, and the variables by theirs."""
    at = {header: table.header.index(header) for header in dict.fromkeys(table.header)}
    above = [place for place, header in enumerate(table.header) if header == ABOVE]
    variables = {place: header.partition("_")[2] for place, header in enumerate(table.header)
                 if header.startswith(VARIABLES)}  # fmt: skip
    return at, above, variables


def _read(table: Table) -> set[int | None]:
    """Return the columns that are read."""
    at, above, variables = _places(table)
    return {*map(at.get, (*NEEDED, FILE, FILE_IN_CASE, CASE, MEMO)), *above, *variables}


def _rows(table: Table, name: str) -> Iterator[Row]:
    """Give the rows of the report."""
    at, above, variables = _places(table)
    file = at.get(FILE_IN_CASE, at.get(FILE))
    columns = [table.column(place) for place in range(len(table.header))]
    coded = [str(cell) for cell in table.cells[at["Coded"]]]
    files = table.column(file)
    for number, row in enumerate(table.cells.index):
        told = {header: columns[place][number] for header, place in at.items()}
        if not (files[number] and told["Codename"] and told["Id"]):
            raise ExportError(
                f"{where(name, table.sheet)}, row {row}, lacks its file, its code or its Id: export"
                " the report again as CSV, with all its columns."
            )
        path = (*reversed([columns[place][number] for place in above]), told["Codename"])
        yield Row(
            files[number],
            told.get(CASE, ""),
            told["Coder"],
            coded[number],
            told["Id"],
            tuple(filter(None, path)),
            told.get(MEMO, ""),
            tuple((own, columns[place][number]) for place, own in variables.items()),
        )


def _marks(rows: Iterable[Row]) -> Iterable[Mark]:
    """Give the codings; the same words with another code are the same passage."""
    times: Counter[tuple[object, ...]] = Counter()
    for row in rows:
        same = (row.file, row.coder, row.words)
        times[(*same, row.path)] += 1
        segment = (*same, times[(*same, row.path)])
        yield Mark(row.file, row.path, row.coder, segment, row.words, row.memo)


def _values(rows: Iterable[Row]) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Return the different values that each file has, in the order of the report."""
    found: dict[str, dict[tuple[str, str], None]] = {}
    for row in rows:
        found.setdefault(row.file, {}).update(dict.fromkeys(row.values))
    return {file: tuple(values) for file, values in found.items()}


def _losses(found: Sequence[Row], codings: Sequence[Row], in_text: Sequence[Row]) -> list[Loss]:
    """Count what the report holds besides."""
    kinds = Counter(row.key.partition(":")[0] for row in codings)
    return [
        *(Loss(what, kinds[key], codings_in_words(kinds[key])) for key, what in NOT_TEXT.items()),
        Loss("coding listed for another case", len(found) - len(codings), "it is in once"),
        Loss(CASE_NAME, len({row.case for row in found} - {""})),
        Loss(CODING_WITHOUT_CODER, sum(not row.coder for row in in_text)),
    ]
